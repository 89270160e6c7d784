"""Texts that have something looked at again and again: all of it is put to what looks.

"Check http://… six times, half a second apart; which ones failed? Save them as a.csv" is one task
for the action with `x-watches-urls`; `x-watches-log` follows a file, `x-watches-process` one
process or several, `x-watches-computer` the whole computer, `x-watches-port` a port,
`x-watches-files` a file or folder that grows.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from aios.agents.choose import Chooser, Fit, fit
from aios.agents.fill import Context, Sentence
from aios.contracts import mentions
from aios.contracts.patterns import Pattern
from aios.contracts.processes import listed, processes
from aios.contracts.schedules import Schedule, schedule_of

# What somebody else has to do, or a program that is to be written.
_ELSE = Pattern(
    r"\b(?:e-?mail|mail\s+(?:it|me|them)|send\s+(?:it|them|me|this|that|an?)|slack|translat\w+|restart|kill|terminate|deploy"
    r"|summari[sz]e|unzip|crontab|cron"
    r"|(?:write|create|generate|make|give\s+me|need)\s+(?:me\s+)?an?\s+(?:\w+\s+){0,3}"
    r"(?<!status\s)(?:script|program|function|tool|code|class|daemon|app)|every\s+(?:\w+\s+)?(?:hours?|days?|weeks?|morning|night|monday))\b"
    r"|发邮件|发给|发送给?|发到|短信|微信|钉钉|飞书|翻译|重启|杀掉|部署|总结|解压|每(?:隔?\S{0,2}小时|[天日周月晚早])"
    r"|[写做编]一?个\S{0,12}(?:脚本|程序|函数|工具|代码)|定时任务",
    re.IGNORECASE,
)
_BASELINE = Pattern(
    r"\b(?:baseline|normal|normally|usual|usually|ordinary)\b|基线|基准|平时|参照|[当作为]正常|正常(?:状态|水平|值|的?样子)",
    re.IGNORECASE,
)
_SERVED = Pattern(
    r"\b(?:status\s+codes?|http\s+(?:status|codes?)|response\s+times?|latenc(?:y|ies)|up\s+or\s+down)\b"
    r"|状态码|响应时间|延迟|能不?能?[访打][问开]|耗时",
    re.IGNORECASE,
)
_CRAWLS = Pattern(
    r"\b(?:crawl\w*|scrap(?:e|ing)\b|extract\w*|collect\s+(?:all|the)|titles?|products?|articles?|quotes?|rows)\b"
    r"|抓取|爬|提取|标题|商品|产品|文章|下载",
    re.IGNORECASE,
)
_UNTIL = Pattern(
    r"\b(?:until|till|wait\s+(?:for|until|till)|as\s+soon\s+as|stop\s+(?:when|once|as|at|after))\b|直到|等到|为止|等着?它?\S{0,12}[就再才]|等\S{0,14}(?:出现|恢复|打开|变)|一旦",
    re.IGNORECASE,
)
_FOLLOWS = Pattern(
    r"\b(?:follow\w*|tail|watch\w*|monitor\w*|track\w*|keep\s+(?:an?\s+)?(?:eye|watch\w*|track|looking)"
    r"|(?<!\ba )(?<!\bthe )(?<!average )(?<!median )wait\w*(?! (?:times?\b|over\b|above\b))"
    r"|observe|live|look\s+(?:at|out|into)"
    r"|alert|warn|notify|tell\s+me\s+(?:when|if|as)|let\s+me\s+know|arriv\w+|appear\w*|show(?:s|ing)?\s+up|com(?:e|es|ing)\s+(?:in|into)"
    r"|turn(?:s|ing)?\s+up|pop(?:s|ping)?\s+up|new(?:ly)?|added|next|grow\w*|from\s+now|per\s+second|a\s+second|written)\b"
    r"|盯|多了|多出|看着|看看?\s*\S{0,3}秒|监[听视控测]|跟踪|追踪|跟随|守着|实时|观察|新[增的写来内]|接下来|持续"
    r"|等(?!级|待时|候时|待.{0,4}[超大小少低高])|一有|报警|告警|提醒|告诉我|未来|之后|涨|增长|增加|出现|每秒",
    re.IGNORECASE,
)
_A_LOG = Pattern(r"\.(?:log|out|err|txt|jsonl|csv)(?:\.\d+)?$", re.IGNORECASE)
_MADE = Pattern(r"\.(?:txt|csv)$", re.IGNORECASE)
_WRITES = Pattern(
    r"\b(?:save\w*|stor\w+|writ\w+|record\w*|log|logged|into|to|as|export\w*|put|keep|append)\b|存|写|记|导出|输出|放",
    re.IGNORECASE,
)
LONGEST_S = 300.0  # "the load of the last 15 minutes" is no time to watch
_GROWS = Pattern(
    r"\b(?:grow\w*|siz(?:e|es)|bigger|larger|mb|kb|megabytes?|kilobytes?|bytes?|how\s+fast|files?\s+(?:are|is|were|arriv\w*|appear\w*|com\w*|get)"
    r"|new\s+files?|how\s+many\s+(?:new\s+)?files)\b|多大|大小|变大|涨|[多新来]了?\S{0,4}文件|增长|增大|新文件|新增\S{0,4}文件|几个文件|多少(?:个|新)?文件|字节|多快",
    re.IGNORECASE,
)
_LINES = Pattern(r"\blines?\b|\brows\b|行|条", re.IGNORECASE)
_USES = Pattern(
    r"\b(?:memory|ram|rss|cpu|threads?|processor|leak\w*|open\s+files|alive|end(?:s|ed)?|exits?|runs?|running|usage)\b"
    r"|内存|线程|处理器|泄[漏露]|占用|进程|退出|结束|还在|活着",
    re.IGNORECASE,
)
_COMPUTER = Pattern(
    r"\b(?:cpu|memory|ram|swap|load|network|traffic|bandwidth|disks?|disk\s+(?:io|i/o|use)|processor|temperature)\b"
    r"|内存|处理器|负载|磁盘|硬盘|网络|流量|网速|带宽|温度|交换空间",
    re.IGNORECASE,
)
_TOGETHER = Pattern(
    r"\b(?:together|altogether|combined|in\s+total|sum)\b|一共|总共|合计|加起来|合起来|共占|共用",
    re.IGNORECASE,
)
# Minutes by which what a page lists is chosen, and a second page: no time to look at anything.
_OF_ITEMS = Pattern(
    r"\b(?:under|over|below|above|within|(?:less|more|longer|shorter)\s+than)\s+\S+\s+(?:minutes?|mins?|hours?)\b"
    r"|\b\S+\s+(?:minutes?|mins?|hours?)\s+or\s+(?:less|more|longer|under)\b"
    r"|\bsecond\s+(?:page|list|table|column|row|one)s?\b|[\d一二三四五六七八九十半两]+\s*个?(?:分钟|小时)(?:以[内下上]|之内|内)"
    r"|[\d.]+\s*分(?:[及或]?以[上下]|[^\s钟]{0,2}的)",
    re.IGNORECASE,
)
_A_MOMENT = Schedule(seconds=1.0)
_LIMIT = Pattern(
    r"\b(?:above|over|below|under|beyond|exceed\w*|(?:more|less|higher|lower|greater)\s+than|past)\s+\d|[超高低大小少]\S?[过于]\s*[\d百]|[><]=?\s*\d",
    re.IGNORECASE,
)
_KEPT = Pattern(
    r"\b(?:plot|draw|chart|graph|curve|save|csv|write|record|diagram)\b|\.\w{2,4}\b|画|图|曲线|存|写|记录|表",
    re.IGNORECASE,
)
# The averages that a system keeps of its load: told at once, no times to watch.
_AVERAGES = Pattern(
    r"^(?=.*(?:负载|\bload\b))(?=.*(?<![\d.])(?:5|五|five)(?![\d十]))"
    r"(?=.*(?<![\d.])(?:15|十五|fifteen)\s*-?\s*(?:分|min)).*(?<![\d.十])(?:1|一|one)(?![\d.])",
    re.IGNORECASE | re.DOTALL,
)
_PORT = Pattern(r"\bports?\b|端口", re.IGNORECASE)


def watched(chooser: Chooser, skills: Sequence[str], text: str, context: Context) -> Fit | None:
    """The action that looks at what the text names for so long, or so often, with its schedule."""
    said = mentions.blank_urls(text)
    plain = _OF_ITEMS.sub(" ", said)
    schedule = schedule_of(said if _FOLLOWS.search(plain) else plain)
    used_now = _TOGETHER.search(said) and any(processes(text, ("known",)))
    lasts = schedule.repeats or bool(_UNTIL.search(said))
    served = len(mentions.urls(text)) > 1 and bool(_SERVED.search(said))
    if not (lasts or used_now or served) or _ELSE.search(said):
        return None
    schedule = _A_MOMENT if used_now and not lasts else schedule
    mark = _mark(text, said, schedule, context)
    action = chooser.marked(mark, skills) if mark else None
    if action is None:
        return None
    given = {**context.given, **_named(mark, text, context)}
    found = _several(fit(action[1], text, context.but(given=given)), text)
    found = found.but(
        skill=action[0],
        parameters=_timed(found.parameters, action[1].parameters["properties"], schedule),
        evidence=1.0,
        score=10.0,
        taken=max(1, found.taken),
        whole=True,
    )
    return found if found.ready else None


def _named(mark: str, text: str, context: Context) -> dict[str, str]:
    """What is looked at, where it takes more than the words around it to tell."""
    if mark == "x-watches-files":
        sentence = Sentence(text, context, frozenset())
        return {"place": next(iter([*sentence.files, *sentence.folders]))}
    known = next(processes(text, ("known",)), None) if mark == "x-watches-process" else None
    return {"process": known} if known else {}


def _several(found: Fit, text: str) -> Fit:
    """With all the processes that are named, of an action that takes several."""
    if "process" not in found.parameters:
        return found
    name = str(found.parameters["process"])
    names = [name, *listed(text, name), *processes(text, ("known",))]
    told = dict.fromkeys(names) if not name.isdecimal() and _is_named(name) else {name: None}
    return found.but(parameters={**found.parameters, "process": ", ".join(told)})


def _is_named(name: str) -> bool:
    """False for a process that is named by its port."""
    return not _PORT.search(name)


def _mark(text: str, said: str, schedule: Schedule, context: Context) -> str:
    """The mark of the action that looks at such a thing; "" where none of them is meant."""
    if _BASELINE.search(said):
        return ""
    if mentions.urls(text):
        return "" if _CRAWLS.search(said) else "x-watches-urls"
    sentence = Sentence(text, context, frozenset())
    if sentence.files or sentence.folders:
        return _of_files(said, sentence, schedule)
    if any(_A_LOG.search(name) and not _is_made(name, said) for name in sentence.lost_files):
        return ""
    if _USES.search(said) and any(
        processes(text, ("port", "pid", "led", "called", "owned", "known"))
    ):
        return "x-watches-process"
    if _PORT.search(said) and (ports := mentions.ports(text)):
        return "x-watches-port" if len(ports) == 1 else ""
    longest = (schedule.seconds or 0) <= LONGEST_S
    if not (longest and schedule.repeats and _COMPUTER.search(said)) or _AVERAGES.search(said):
        return ""
    alerts = _LIMIT.search(said) and not _KEPT.search(said)
    return "x-alerts-computer" if alerts else "x-watches-computer"


def _is_made(name: str, said: str) -> bool:
    """True for a table or a note that is not there yet, because it is to be written."""
    return bool(_MADE.search(name) and _WRITES.search(said))


def _of_files(said: str, sentence: Sentence, schedule: Schedule) -> str:
    """The mark for a file that is followed by its lines, or grows; a folder that fills."""
    lasts = schedule.seconds is not None or (schedule.repeats and bool(_GROWS.search(said)))
    if not (lasts or _UNTIL.search(said)) or not _FOLLOWS.search(said):
        return ""
    logs = bool(sentence.files) and all(_A_LOG.search(path) for path in sentence.files)
    if logs and not (_GROWS.search(said) and not _LINES.search(said)):
        return "x-watches-log"
    return "x-watches-files" if _GROWS.search(said) else ""


def _timed(
    found: Mapping[str, Any], properties: Mapping[str, Any], schedule: Schedule
) -> dict[str, Any]:
    """The parameters with the schedule in place of what was read of it word by word."""
    told: dict[str, Any] = {
        "seconds": schedule.seconds,
        "interval": schedule.interval_s,
        "times": schedule.times,
        "samples": schedule.times,
    }
    if schedule.times and not {"times", "samples"} & set(properties):
        told["seconds"] = schedule.times * (schedule.interval_s or 1.0)
    kept = {name: value for name, value in found.items() if name not in told}
    return kept | {n: v for n, v in told.items() if v is not None and n in properties}

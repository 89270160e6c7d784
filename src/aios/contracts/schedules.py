"""How often, how far apart and for how long something is looked at, as people say it.

"six times with 0.4 s in between", "every second for 5 seconds", "间隔半秒，共 8 次". Limits
("longer than 2 s", "超过 5 次") and the time one answer may take are no part of it.
"""

import re
from dataclasses import dataclass

from aios.contracts.numerals import value_of
from aios.contracts.patterns import Pattern
from aios.contracts.record import Record

_ZH = "零一二两三四五六七八九十百"
_EN = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty|sixty|half\s+an?|half|a\s+dozen|an?"
)
_N = rf"(?:\d+(?:\.\d+)?|(?:{_EN})\b|半|[{_ZH}]+点[{_ZH}]+|[{_ZH}]+)"
_UNIT = (
    r"(?:milliseconds?\b|ms\b|毫秒|seconds?\b|secs?\b|s\b|秒钟?|minutes?\b|mins?\b|分钟?(?![之贝])"
    r"|hours?\b|个?小时)"
)
_SPAN = rf"(?<![\w.])(?:{_N}\s*-?\s*(?:个\s*)?(?:半\s*)?{_UNIT})"
_SPAN_ZH = rf"(?<![\d.])(?:{_N}\s*-?\s*(?:个\s*)?{_UNIT})"
_ANY = rf"(?:{_SPAN}|{_SPAN_ZH})"
# What is no schedule: a limit, the time that an answer may take.
_NONE = Pattern(
    r"(?:(?<!no )(?<!not )(?:(?:long|slow|great|high|larg|bigg)er|more)\s+than"
    r"|less\s+than|(?:quick|fast|short)er\s+than"
    rf"|\bexceed(?:s|ing)?|\babove|\bbelow|(?:takes?|took|taking)\s+(?:over|under|at\s+least)"
    rf"|time-?out\s*(?:of|is|after|=|:)?|超过了?|高于|大于|低于|少于|小于|不到|超出|[><＞＜]=?"
    rf"|慢于|快于|每次(?:最多|至多)?等|超时(?:时间)?[为是设]?)\s*{_N}\s*(?:{_UNIT}|times\b|次|遍|回)"
    # of a load average, of what has been
    rf"|(?<!\d)1\s*-?{_UNIT}?\s*\D{{1,5}}5\s*-?{_UNIT}?\s*\D{{1,5}}15\s*-?{_UNIT}?"
    rf"|\b(?:last|past|previous)\s+{_N}\s*{_UNIT}|(?:最近|过去|之?前)\s*{_N}\s*{_UNIT}"
    rf"|{_N}\s*-?{_UNIT}\s*的?(?:平均)?(?:load|average|负载)"
    rf"|(?:第|上|下|这|那|有|[一每]共?有)\s*{_N}?\s*次|{_ANY}\s*(?:time-?out|以上|的?超时)"
    rf"|(?:any|the|each|every)(?:\s+\w+)?\s+(?:over|under)\s+{_N}\s*{_UNIT}|[两二]次\S{{0,4}}间"
    rf"|(?:失败|出错|报错|超时|成功|出现)了?\s*{_N}\s*次|{_N}\s*次\s*(?:失败|出错|报错|异常|以上)(?!了?[几多])"
    rf"|\b(?:fails?|failed|succeeds?)\s+{_N}\s+times",
    re.IGNORECASE,  # re.IGNORECASE
)
_APART = Pattern(
    rf"(?:\b(?:every|each)\s+(?P<a>{_ANY}|{_UNIT})|每(?:隔|过|间隔)?\s*(?P<b>{_ANY}|{_UNIT})|间?隔\s*(?:为|是|了)?\s*(?P<c>{_ANY})"
    rf"|\b(?:once|one|a)\s+(?:(?:sample|reading|measurement|check|request|value|row|visit|look|line)s?\s+)?"
    rf"(?:per|an?|every|each)\s+(?P<d>{_ANY}|{_UNIT})"
    rf"|(?P<e>{_ANY})\s*(?:apart|(?:in\s+)?between|pauses?|gaps?|breaks?|steps?|intervals?|的?间隔|一次|一个点|采一|测一|取一|看一|记一)"
    rf"|\b(?:in|at|with|wait(?:ing)?|pause|paus(?:e|ing)|intervals?\s+of|gap\s+of|pause\s+of)\s+(?:an?\s+)?(?P<f>{_ANY})\s+(?:steps?|intervals?|pauses?|gaps?|between)"
    rf"|\b(?:intervals?|pause|gap)\s*(?:of|is|:|=)?\s*(?P<g>{_ANY})"
    rf"|以\s*(?P<h>{_ANY})\s*[为的]?间隔)",
    re.IGNORECASE,
)
_TIMES = Pattern(
    rf"(?:(?<![\w.])(?P<n>\d{{1,4}}|(?:{_EN})\b)|(?<![第{_ZH}])(?P<zh>[{_ZH}]+|(?<![\d.])\d{{1,4}}))\s*(?:more\s+|separate\s+|consecutive\s+|single\s+|HTTP\s+|GET\s+|health\s+)*"
    r"(?:times|requests?|checks?|calls?|tries|attempts?|probes?|pings?|visits?|samples?|readings?"
    r"|measurements?|hits?|rounds?|looks|data\s+points|values|in\s+total|altogether|次|遍|回(?![收答])|个\s*(?:样本?|采样点?|点|读数|数据点))"
    r"|\b(?P<twice>twice)\b",
    re.IGNORECASE,
)
_FOR = Pattern(_ANY, re.IGNORECASE)
_TINY = Pattern(r"毫秒|ms\s*$|millisecond", re.IGNORECASE)  # a limit, no time to look at anything
_SCALE = (("milli", 0.001), ("ms", 0.001), ("毫", 0.001), ("m", 60.0), ("分", 60.0), ("h", 3600.0))
_READ = Pattern(rf"^\s*(?P<n>{_N})?\s*-?\s*(?:个\s*)?(?P<unit>{_UNIT})", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, eq=True)
class Schedule(Record):
    """`times` looks, `interval_s` apart, over `seconds`; None for what is not said."""

    times: int | None = None
    interval_s: float | None = None
    seconds: float | None = None

    @property
    def repeats(self) -> bool:
        """True where it is to be looked at more than once."""
        return self.seconds is not None or self.interval_s is not None or (self.times or 0) > 1


def schedule_of(text: str) -> Schedule:
    """The schedule that a text tells; what it says twice counts once, an interval first."""
    rest = _NONE.sub(_blank, text)
    apart = next((m for m in _APART.finditer(rest) if _spoken(m)), None)
    interval = _seconds(_spoken(apart)) if apart else None
    if apart:
        rest = rest[: apart.start()] + _blank(apart) + rest[apart.end() :]
    rest = _APART.sub(_blank, rest)
    times = next((n for m in _TIMES.finditer(rest) if (n := _count(m)) and n > 1), None)
    rest = _TIMES.sub(_blank, rest)
    spans = [
        found
        for m in _FOR.finditer(rest)
        if not _TINY.search(m.group()) and (found := _seconds(m.group())) is not None
    ]
    return Schedule(times=times, interval_s=interval, seconds=spans[0] if spans else None)


def _blank(match: "re.Match[str]") -> str:
    return " " * len(match.group())


def _spoken(match: "re.Match[str]") -> str:
    return next((group for group in match.groups() if group), "")


def _count(match: "re.Match[str]") -> int | None:
    if match["twice"]:
        return 2
    found = value_of((match["n"] or match["zh"]).strip().lower())
    return int(found) if found else None


def _seconds(span: str) -> float | None:
    """The seconds of "half a second", "0.4 秒", "2 minutes"; of a bare unit, one of it."""
    read = _READ.match(span)
    if not read:
        return None
    count = value_of(read["n"].strip().lower()) if read["n"] else 1
    unit = read["unit"].lower().removeprefix("个")
    if count is None:
        return None
    scale = 3600.0 if unit.startswith("小") else 1.0
    scale = next((value for start, value in _SCALE if unit.startswith(start)), scale)
    return round(float(count) * scale, 6)

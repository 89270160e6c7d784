"""Texts that order one change of the files in a folder, told in several clauses: what is so of the
files, the order, what is to stay, an example of what comes of it."""

import re
from functools import lru_cache

from aios.agents.split import begins_with_verb
from aios.contracts import mentions
from aios.contracts.aims import STANDS_FOR
from aios.contracts.patterns import Pattern

_THINGS = Pattern(
    r"folders?\b|\bdirector(?:y|ies)\b|\b(?:files?|file\s?names?|names|photos?|pictures?"
    r"|images?|documents?|docs|pdfs?|csvs?|mp[34]s?|docx|xlsx|tracks|notes|backups|scans"
    r"|screenshots?"
    r"|jpe?gs?|pngs?|scans?|logs?|videos?|songs?|duplicates?|copies|extensions?|everything)\b"
    r"|\*\.\w|(?<!\w)\.[a-z]\w{1,4}\b"
    r"|文件|照片|图片|相片|文档|日志|视频|目录|扩展名|后缀|副本|去重|重复",
    re.IGNORECASE,
)
_POLITE = (
    r"\W*(?:(?:please|pls|kindly|just|now|so|and|then|but|also|first|i['’]d\s+like\s+you\s+to"
    r"|i\s+(?:want|need)(?:\s+you)?\s+to|(?:can|could|would|will)\s+you)\s+)*"
)
# The deeds: (verbs, what the text has to speak of besides). What is told of names comes first.
_OF_NAMES = r"\b(?:names?|file\s?names?|filenames?|extensions?|prefix|suffix)\b"
_INTO = r"folders?\b|director(?:y|ies)\b|\binto\b|\bto\s+(?!the\s)[\w/]|\bby\b|/"
_EN = (
    (
        "rename",
        r"rename|(?:re)?number\s+(?:the|all|my|these|those|every|each)|renumber|prefix|prepend|pad(?=.*\b(?:numbers?|digits?|zeros?|names?)\b)",
        "",
    ),
    (
        "rename",
        r"(?:change|turn|make|convert|replace)\b(?=.*\s\*?\.\w{2,5}\b.*\b(?:to|with|into"
        r"|by)\s+\*?\.\w{2,5}(?:\W*$|\s))",
        "",
    ),
    (
        "text",
        r"(?:replace|change|substitute|swap)\b(?!.{0,60}\bnames?\b)(?=.*\s(?:with|by|to|for)\s.)",
        "",
    ),
    (
        "place",
        r"move\b(?=.*\b(?:in)?to\b)|put\b(?=.*\binto\b(?!\s+an?\s+(?:excel|csv|json|table"
        r"|list)))|(?:put|create|make|set\s+up)(?=.*folders?\b)(?=.*\b(?:each|every|per|files?"
        r"|photos?|pictures?|documents?|pdfs?)\b)",
        "",
    ),
    (
        "rename",
        r"add|append|put|insert|stick|strip|take|cut|remove|drop|replace|change|make|convert"
        r"|turn|give(?!\s+(?:me|us)\b)",
        _OF_NAMES,
    ),
    (
        "delete",
        r"delete|remove|erase|get\s+rid\s+of|throw\s+(?:out|away)|clear\s+out|clean\s+(?:out"
        r"|up)|purge|trash|bin|wipe|dedup\w*",
        "",
    ),
    ("place", r"move|organi[sz]e|tidy|archive(?=.*\b(?:in)?to\b)|put|file", _INTO),
    (
        "place",
        r"sort|group|arrange|distribute|divide|split|collect|gather|store",
        r"\b(?:into|in|one|own|each|per|month\w*|year\w*)\b.*folders?\b|\bsub-?folders?\b",
    ),
    ("copy", r"copy|duplicate|back\s*up", _INTO),
)
_SHOULD = r".*\b(?:should|must|ought\s+to|needs?\s+to|ha(?:s|ve)\s+to)\s+(?:all\s+|each\s+)?"
_TO_BE = (
    ("delete", r"be\s+(?:deleted|removed)|go\s+away"),
    (
        "place",
        r"(?:go|be\s+(?:moved|put|filed|sorted|placed)|end\s+up|live|belong)\s+(?:in|to|under)",
    ),
    (
        "rename",
        r"(?:end|start|begin)\s+(?:in|with)|(?:get|have)\s+(?:the|an?)\s+(?:prefix|suffix)"
        r"|be\s+\.\w|be\s+(?:renamed|numbered|called|named)",
    ),
    ("text", r"(?:read|say|become(?!\s+an?\b)|be\s+(?:replaced|changed))"),
)
_ZH = (
    (
        "rename",
        r"改名|更名|(?<![用以]..)(?<![用以]...)命名(?!的)|(?:重新?|依次|统一|顺序|时间"
        r"|给.{1,20})编号|(?:编号|序号|数字|号码)[^，。；]{0,8}补(?:成|足|齐|零|到|0)|编号为|(?:名|前面?|后面?|前缀|后缀|末尾|开头).{0,20}加"
        r"|加.{0,10}(?:前缀|后缀)|[_-]\s*[”\"」]?\s*(?:换|改)(?:成|为)"
        r"|(?:扩展名|后缀|名(?:字|称)?).{0,20}(?:换|改|替|代替|去掉|转|变)|(?:去掉|去除|删掉"
        r"|删去).{0,12}名",
    ),
    ("copy", r"复制|拷贝|拷一份|拷到|备份到"),
    ("delete", r"删|清理|清除|清掉|移除|扔掉|去重"),
    (
        "place",
        r"移[到动至进入]|挪|搬|放[到进入在]|归[到类档]|分(?!别)[到成进类门]|整理(?!(?:成|出|为|到)[^，,。；]{0,6}表)|收进|归档",
    ),
    ("text", r"替换|(?:换|改)(?:成|为)"),
)
_SORTS = Pattern(
    r"\b(?:by|each|every|per|own|after|according)\b.*folders?\b|folders?\b.*\b(?:by|each|every"
    r"|per|after|for)\b"
    r"|\b(?:organi[sz]e|group|file|tidy)\b.*\bby\b|(?:按|根据|依据|每|各|同名|用"
    r"|以.{1,16}命名).*(?:文件夹|目录|分|归|整理)",
    re.IGNORECASE,
)
# What stands in quotation marks is told, and no address.
_QUOTED = Pattern(r"\"[^\"\n]*\"|“[^”\n]*”|「[^」\n]*」")
_NAMED_FILE = Pattern(
    r"(?<![*\w.])[\w\u4e00-\u9fff-]*\w(?<![里中的下有和个把将、])\.[A-Za-z]\w{1,6}\b"
)
# What one of them is like, or what comes of it: "like 2024-03-15_a.jpg", "so a.pdf ends up in x".
_EXAMPLE = Pattern(
    r"(?:\b(?:like|such\s+as|e\.?g\.?|for\s+(?:example|instance)|so\s+that|so|i\.?e\.?|meaning"
    r"|as\s+in)|例如|比如说?|譬如"
    r"|(?<!不)如(?!果)|(?<!不)像|以此类推)[,:：，]?\s[^;；]*$"
    r"|[(（][^()（）]*[)）]|\b(?:are|is|be)\s+(?:called|named)\s+[^,.;]*|(?:例如|比如说?|譬如"
    r"|(?<!不)如(?!果)|(?<!不)像)[^，,;；。]*",
    re.IGNORECASE,
)
# A name shown with what all like it are to be: "named like a_1.pdf, rename them to 1 a.pdf",
# "比如 a1.pdf 变成 a001.pdf".
_BY_EXAMPLE = Pattern(
    r"\b(?:looks?|named|called|are|files?|names?|ones|things)\s+like\b.{0,60}?\.([A-Za-z]\w{1,3})\b"
    r".*\b(?:rename|should|want|would\s+like|rather|becomes?|call|put|make|turn|change)\b.*\.\1\b"
    r"|(?=.*(?:\b(?:always|every|each|all|so\s+on|style|format|so\s+that|for\s+(?:example|instance)"
    r"|e\.?g|files|names|photos|pictures|songs|notes|documents|scans|others?|rest|same|everything"
    r"|alone)\b"
    r"|这样|这种|这类|统一|都|比如|例如|补[足零齐]|其[余他它]|改个?名|名字))"
    r".*\.([A-Za-z]\w{1,4})[\"'”’]?\s*(?:(?:should|must)\s+)?(?:becomes?|be(?=\s)|turns?\s+into|to(?=\s)|->|→|=>"
    r"|变成|变为|改成|改为|改名为)\s*[\"'“‘]?[^\"“”，。;；]{1,60}?\.\2(?![A-Za-z0-9])"
    r"|(?:像|叫|形如).{0,40}?\.([A-Za-z]\w{1,3})[\"”]?.{0,20}(?:改|变|换|统一|叫).{0,40}\.\3(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_GUARD = Pattern(
    r"\W*(?:(?:and|but|please|just)\s+)*(?:don['’]?t|do\s+not|never|without|leav\w+|keep\w*"
    r"|nothing\s+else|no\s+other"
    r"|(?:the\s+)?(?:rest|others|originals?)\b|everything\s+else|(?:all\s+)?(?:the\s+)?other\s)"
    r"|\W*(?:但是?|而|请|也|只)*(?:别的?|其他|其它|其余|剩下|不要|不用|不动|不改|不看|勿|保留"
    r"|保持|留下?|原来|原件|原文件|原名"
    r"|[^，。]{0,6}?看[^，。]{0,8}(?:时间|日期|名)|依据|[^，。]*为准)",
    re.IGNORECASE,
)
_NOT = Pattern(r"[别不勿]|\b(?:don['’]?t|not|never|without)\b", re.IGNORECASE)
_BETWEEN = Pattern(
    r"[，。；;！!？?\n]|,\s+|[.:：](?=\s|$)|\s(?=and\s|then\s|but\s)|然后|并且?|同时", re.IGNORECASE
)
_HAN = Pattern(r"[\u4e00-\u9fff]")
_ASKS = Pattern(
    r"哪|什么|啥|多少|几[个种份]|谁|吗|怎|为什么|是否|有没有|看看|列出|告诉|统计|预览|先不|别真"
    r"|^\W*(?:which|what|how|who|when|why|would|show|list|tell|count|preview|dry)\b",
    re.IGNORECASE,
)
_OTHER_DEED = Pattern(
    r"压缩|打包|解压|转[换成为]|合并|下载(?!里|目录|文件夹|的)|画|表格|第[一二三\d]+行|[行列]的|工作表|单元格"
    r"|\.zip|\.7z|\.tar|脚本|程序|报告$|写一?[个份段]"
    r"|\b(?:zip|unzip|unpack|extract|compress|merge|download|plot|chart|columns?|rows?|table"
    r"|sheet|script|program|function|class"
    r"|utf-?8|encod\w+|would|excel\s+file|(?:7z|zip|tar)\s+archive|thing\s+that)\b",
    re.IGNORECASE,
)


_LONGEST = 2_000  # signs; what is longer is no order on a folder, and patterns take their time


@lru_cache(maxsize=64)  # every action that may be meant asks for it
def ordered(text: str) -> str:
    """The one deed on the files of a folder that a text orders, "" where it orders none, or more:
    "rename", "place", "sort" for a folder of its own for each kind, "copy", "delete", or "text" for
    what is in them."""
    if len(text) > _LONGEST:
        return ""
    if renames_by_example(text):
        return "rename"
    rest = _EXAMPLE.sub(" ", text)
    named = _NAMED_FILE.search(STANDS_FOR.sub(" ", _QUOTED.sub(" ", rest)))
    if named or _OTHER_DEED.search(rest) or not _THINGS.search(text):
        return ""
    told: set[str] = set()
    for clause in _BETWEEN.sub("\n", rest).split("\n"):
        guard = _GUARD.match(clause)
        deed = _deed(clause, rest) if not guard or not _NOT.search(clause) else ""
        told |= {deed} if deed else set()
        asks = _ASKS.search(clause) or (not deed and begins_with_verb(clause))
        if asks and not guard:
            return ""
    told -= {"text"} if "rename" in told else set()
    if len(told) != 1 or mentions.urls(_QUOTED.sub(" ", text)):
        return ""
    return "sort" if told == {"place"} and _SORTS.search(text) else told.pop()


def renames_by_example(text: str) -> bool:
    """True for a text that shows by one name, which need not be there, what becomes of all."""
    short = len(text) <= _LONGEST
    return short and bool(_BY_EXAMPLE.search(text)) and not _OTHER_DEED.search(text)


def orders_a_change(text: str) -> bool:
    """True for a text that orders one change of the files of a folder, and nothing besides."""
    return bool(ordered(text))


def _deed(clause: str, text: str) -> str:
    """The deed that a clause orders; "" where it orders none."""
    bare = re.sub(rf"^{_POLITE}", "", clause, flags=re.I)
    for name, verbs, besides in _EN:
        if re.match(rf"(?:{verbs})\b", bare, re.I) and re.search(besides, text, re.I):
            return name
    for name, words in _TO_BE:
        if re.match(f"{_SHOULD}(?:{words})", clause, re.I):
            return name
    found = (name for name, words in _ZH if _HAN.search(clause) and re.search(words, clause))
    return next(found, "")

"""Processes that a text names: by number, by name, or by the port they listen on.

Each form is a pattern in which NAME stands for the name, PID for the number, and a blank for blanks
that may be there or not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from aios.contracts.patterns import Pattern

# Words that stand where a name could, and are none.
_WORDS = """
a an the it its they their me my you your our us i this that these those there who whoever what
whats whatever which how if whether any all each every some nothing something anything everything
and or of for with over in on at by to from as but than above below more most less least is are
was be been being has have had do does did can not no now still currently already up out ok well
fine usually process processes program programs programme service services job jobs task tasks app
apps server servers system computer laptop pc mac machine box host vm cpu ram mem memory swap disk
disks drive network load port ports pid name named called number id usage temperature gpu fan fans
battery kernel logs log url http https file files folder use uses used using take takes taking
taken eat eats eating consume consumes consuming hold holds fill filling listen listens listening
own owns run runs running start started stop sleeping list show get find see check look watch
monitor kill terminate top first last long longest oldest zombie zombies tree interface second
seconds minute minutes time times high low full slow hot many one two three four five six seven
eight nine ten dozen several other others child children parent parents defunct connections
slowing per sample samples sampling reading readings measurement measurements core cores mount
mounts traffic plot plots graph graphs chart charts alert alerts warn baseline average
"""
NO_NAMES = frozenset(_WORDS.split())
_NAME = r"(?P<name>[A-Za-z_](?:[\w.+-]*[\w+])?)(?!\w)"
_STARTS = r"(?<![\w./-])"  # not in the middle of a word, a path or an address
_QUOTE = r"[“\"'`]?"
_UNQUOTE = r"[”\"'`]?"
_NO_COUNT = (
    r"(?![\d.]| (?:端口|%|％|秒|分|个|次|s\b|secs?\b|seconds?\b|mins?\b|minutes?\b|[KMGT]i?B\b))"
)
_PID = rf"(?P<name>\d{{1,9}}){_NO_COUNT}"
_IS = (
    r"(?:(?:is|are|both|all|still|currently|already|up and)\b"
    r"|有没有|是否|是不是|有无|都|全|还|正|仍然?|不?在|已经?)"
)
_RUNS = (
    r"(?:running(?! (?:process|program|service|out|low|hot|slow|full|smoothly|fine|ok|well|the)\b)"
    r"|(?:alive|there|started|dead|died|gone|crashed)\b|up\b(?! and)"
    r"|运行|跑|启动|活着|开着|挂了|停了|死了)"
)
_KIND = r"(?:process|service|program|script|daemon|进程|服务|程序|脚本)"
_MUCH = r"(?:总共|现在|一共|目前)? (?:占用了?|占了?|用了?|吃了?|使用了?|耗了?)"
_OR = r"(?:[\w.+-]+ or\b (?:the\b )?)"
_PROCESS = r"进程|\bprocess(?:es)?\b"
_LEADS = "LEADS"

FORMS: dict[str, tuple[str, ...]] = {
    # nginx is running, is nginx still alive, nginx 还在跑吗
    "running": (
        rf"{_STARTS}{_QUOTE}NAME{_UNQUOTE} (?:这个|那个)? {_KIND}? (?:{_IS} )*{_RUNS}",
        rf"{_STARTS}{_QUOTE}NAME{_UNQUOTE} (?:这个|那个) {_KIND} (?:{_IS} )+",
        rf"(?:进程|服务|程序|脚本|\b(?:process|service|script)\b) {_QUOTE}NAME{_UNQUOTE}"
        r" (?:还|是否|是不是|有没有|在不在|在[跑吗]|在?运行|活着|(?:still|exists?|alive|there)\b)",
        rf"\bdoes (?:the\b )?NAME (?:job|{_KIND})? (?:still )?(?:run|exist)\b",
        r"(?:有没有|是否有|有无|\b(?:is there an?|are there any|any)\b)"
        rf" {_QUOTE}NAME{_UNQUOTE} {_KIND}",
        # since when has nginx been up, when did job backup.py start, nginx 是几点启动的
        rf"\b(?:has|have|had|was|were|did|do|does) (?:the\b|our\b|my\b)? (?:job\b|{_KIND}\b)?"
        rf" {_QUOTE}NAME{_UNQUOTE} (?:job\b|{_KIND}\b)? (?:been\b|already\b)?"
        r" (?:running|run|up|alive|going|start(?:ed)?|launched|(?<=been) there)\b",
        rf"{_STARTS}{_QUOTE}NAME{_UNQUOTE} (?:[这那]个)? {_KIND}? (?:已经|一共|是|都|从)*"
        r" (?:什么时候|何时|几点|哪天|多久之?前|多长时间)[钟起前]? (?:就|开始|被)*"
        r" (?:启动|运行|跑|起|开)",
    ),
    # how much memory is nginx using, memory of nginx
    "using": (
        r"\b(?:memory|ram|cpu)(?: time)? (?:is|does|do|are)\b (?:the\b )?NAME"
        r" (?:process(?:es)? )?(?:us|tak|eat|consum|need|hold)",
        r"\b(?:more|less|most|least) (?:memory|ram|cpu)"
        rf" (?:[,:] (?:the\b )?{_OR}?|{_OR})NAME (?=[?.]|$)",
        r"\b(?:memory|ram|cpu)(?: usage)? (?:of|used by|taken by)\b (?:the\b )?NAME",
    ),
    # nginx 用了多少内存
    "used": (
        rf"{_STARTS}NAME (?:这个|那个)? {_KIND}? {_MUCH} (?:多少|几)",
        rf"{_STARTS}NAME (?:这?[两三四]个)? {_KIND}? (?:里|中|当中)? (?:哪一?个|谁) (?:更|比较|最)?"
        r" (?:占|用|吃|耗|费)",
    ),
    # named nginx, 名为 nginx
    "called": (rf"(?:\b(?:named|called)\b|名为|名叫|叫做?|名字是) {_QUOTE}NAME",),
    # the nginx process, nginx 进程, nginx 这个进程
    "owned": (rf"{_STARTS}{_QUOTE}NAME{_UNQUOTE} (?:[这那]个|的)? (?:{_PROCESS})",),
    # process nginx, and after the words of the action itself: kill nginx
    "led": (
        rf"(?:{_LEADS}|{_PROCESS}) (?:named\b|called\b)? (?:the\b )?(?:process\b )?{_QUOTE}NAME",
    ),
    # pid 1234, process 1234, 1234 号进程
    "pid": (
        rf"(?:\bpids?|进程号?|\bprocess(?: id| number)?|{_LEADS}) (?:is|为|是|号)? [:：#=]? PID",
        r"(?<![\d.])(?P<name>\d{1,9}) (?:号|这个) 进程",
    ),
    # cache_hog, sync.py: what no word of a sentence looks like
    "known": (
        rf"{_STARTS}{_QUOTE}(?P<name>[A-Za-z]+(?:_[A-Za-z0-9]+)+(?:\.\w+)?|[\w-]+\.(?:py|sh|js|jar))"
        r"(?![\w./])",
    ),
    # 1234 是什么进程
    "unknown": (r"(?<![\d.])(?P<name>\d{1,9}) 是(?:个|什么|哪个|谁的) (?:进程|程序)",),
    # the memory of what listens on port 80, 80 端口背后的进程用了多少内存
    "port": (
        r"(?P<name>(?:\bport (?:number )?|端口 号? )\d{2,5})(?!\d)",
        r"(?<!\d)(?P<name>\d{2,5} (?:号|这个)? 端口)",
    ),
}
_NUMBERED = ("pid", "unknown")
_ONE = r"[A-Za-z_][\w.+-]*(?<![.-])"
_NAMES = Pattern(_ONE, re.ASCII)
_LISTS = Pattern(
    rf"(?<![\w./-])(?:{_ONE}\s*(?:、|[,，]\s*(?:and\b|or\b)?|和|与|跟|及|\b(?:and|or)\b|&)\s*)+$",
    re.ASCII,
)
# "and redis?", "redis 呢", behind the question of another
_AS_WELL = Pattern(
    rf"[?？,，.。;；]\s*(?:and\s+(?:(?:what|how)\s+about\s+)?|(?:what|how)\s+about\s+)(?:the\s+)?(?P<en>{_ONE})\s*(?=[?？.。!]|$|,)"
    rf"|[?？,，.。;；]\s*(?:那|还有)?\s*(?P<zh>{_ONE})\s*(?:呢|也(?:在|是)?吗|有吗)",
    re.IGNORECASE | re.ASCII,
)
_NO_PROCESS = re.compile(r"\.(?:log|txt|out|err|csv)$", re.IGNORECASE)
# A port stands for the process behind it where that is to be measured, not the port.
_MEASURED = re.compile(
    r"\b(?:memory|cpu|ram|threads?|watch|monitor|track|observe|sample|profile)\b|\d\s*(?:s\b|sec|min|秒|分)"
    r"|内存|线程|资源|监控|监测|观察|跟踪",
    re.IGNORECASE | re.ASCII,
)
# Whether it answers, and how many are connected to it, is asked of the port itself.
_OF_PORT = re.compile(
    r"\b(?:answer(?:s|ing)?|respon(?:d|ds|ding|sive)|reachable|unreachable|goes?\s+down|drops?|connect\w*|latency|accepts?)\b"
    r"|连|断|通不通|不通|延迟|响应",
    re.IGNORECASE,
)
_USED = re.compile(
    r"\b(?:memory|cpu|ram|threads?|resources?)\b|内存|线程|资源|处理器", re.IGNORECASE | re.ASCII
)


def processes(text: str, forms: Iterable[str], leads: Sequence[str] = ()) -> Iterator[str]:
    """What is named in these forms, those named by number first, then in the order of the text;
    `leads` are words that a name or number may follow: "kill", "tree of"."""
    measured = bool(_MEASURED.search(text))
    measured = measured and bool(_USED.search(text) or not _OF_PORT.search(text))
    wanted = [form for form in FORMS if form in forms and (measured or form != "port")]
    for form in sorted(wanted, key=lambda form: form not in _NUMBERED):
        found = [m for pattern in _patterns(form, tuple(leads)) for m in _matches(pattern, text)]
        for match in sorted(found, key=lambda match: match.start("name")):
            name = match["name"]
            if name.lower() not in NO_NAMES and not _NO_PROCESS.search(name):
                yield name


def listed(text: str, name: str) -> list[str]:
    """The processes of the list that a name ends: nginx, redis of "are nginx and redis running"
    for redis; and those that are only asked about after it: "is nginx running? and redis?"."""
    at = text.find(name)
    ends = _LISTS.search(text[:at]) if at > 0 else None
    before = [m[0] for m in _NAMES.finditer(ends[0])] if ends else []
    return [
        word
        for word in [*before, name, *(m["zh"] or m["en"] for m in _AS_WELL.finditer(text[at:]))]
        if word.lower() not in NO_NAMES and not _NO_PROCESS.search(word)
    ]


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match, also of what begins within another: "profile the memory of nginx"."""
    at = 0
    while match := pattern.search(text, at):
        yield match
        at = match.start() + 1


@lru_cache(maxsize=64)
def _patterns(form: str, leads: tuple[str, ...]) -> list[re.Pattern[str]]:
    said = [rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w) for w in leads]
    said = [word.replace(r"\ ", " ") for word in said]
    sources = (s.replace(_LEADS, "|".join(said) or "(?!)") for s in FORMS[form])
    sources = (s.replace("NAME", _NAME).replace("PID", _PID) for s in sources)
    return [re.compile(s.replace(" ", r"\s*"), re.IGNORECASE | re.ASCII) for s in sources]

"""Read a Python traceback: the exception, its message, and the frames that led to it."""

import re
from dataclasses import dataclass, field

FRAME = re.compile(
    r'^[ \t]*File "(?P<file>[^"\n]+)", line (?P<line>\d+)(?:,? in (?P<function>[^\n]+))?\n?'
    r"(?:[ \t]+(?!File )(?P<source>[^\s~^][^\n]*))?",
    re.MULTILINE,
)
NAME = r"(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Exit|Iteration)"
LAST_LINE = re.compile(
    rf"^[ \t>]*(?P<name>{NAME}|(?:[a-z_]\w*\.)+[A-Z]\w*)(?::[ \t]*(?P<message>[^\n]*))?[ \t]*$",
    re.MULTILINE,
)
# What is asked about a message, "… 是什么意思", is none of it.
ASKED = r"(?=[ \t,，]*(?:是什么|什么意思|是啥|怎么|为什么|如何|代表|\?|？|$))"
INLINE = re.compile(
    rf"(?<![\w.])(?P<name>{NAME})(?:[:：][ \t]*(?P<message>[^\n]*?){ASKED})?", re.MULTILINE
)
ASKED = re.compile(
    r"\s*[,，。]?\s*(?:(?:这个?|该)?(?:错误|报错|异常)?(?:到底|究竟)?(?:是|该|要|应该)?(?:为什么|为何|为啥|咋|(?:什么|啥)(?:意思|原因|鬼|情况)|怎么(?:解决|处理|办|回事|修|改|弄|搞))"
    r"|(?:该|要)?如何(?:解决|处理|修复)"
    r"|['’\"”]?\s*\bmean(?:s|ing)?\b|\bwhat does (?:it|this|that) mean|\bhow (?:do|can|to|should)\b"
    r"|\bwhy\b|\bplease\b).*$|[?？]+\s*$",
    re.IGNORECASE | re.DOTALL,
)
LIBRARY = re.compile(r"[/\\](?:site-packages|dist-packages|lib[/\\]python3[\d.]*)[/\\]|^<frozen")


@dataclass(frozen=True)
class Frame:
    """One call: where, in which function, and the source line if the traceback shows it."""

    file: str
    line: int
    function: str = ""
    source: str = ""

    @property
    def own(self) -> bool:
        """Whether it is the user's code, not a library's."""
        return not LIBRARY.search(self.file)


@dataclass(frozen=True)
class Trace:
    """An exception: `name` without its module; the frames from the outermost in."""

    name: str
    message: str
    frames: list[Frame] = field(default_factory=list)

    @property
    def place(self) -> Frame | None:
        """The innermost frame of the user's own code."""
        own = [frame for frame in self.frames if frame.own]
        return (own or self.frames or [None])[-1]


def read_trace(text: str) -> Trace | None:
    """The last traceback of the text (of a chain the one that ended the program), or None.

    An error message alone, "KeyError: 'x'", counts as one without frames.
    """
    block = (
        text[text.rfind("Traceback (most recent call last)") :] if "Traceback (" in text else text
    )
    matches = list(FRAME.finditer(block))
    frames = [frame_of(found) for found in matches]
    after = matches[-1].end() if matches else 0
    found = LAST_LINE.search(block, after) or INLINE.search(block, after)
    if found is None:
        return None
    name = found["name"].rpartition(".")[2]
    message = (found["message"] or "").strip()
    return Trace(name, message if frames else without_question(message), frames)


def without_question(message: str) -> str:
    """A message without what is asked about it, and the quotation mark that ends it."""
    bare = ASKED.sub("", message).strip()
    for mark in ('"', "”", "`", "」"):
        bare = bare.removesuffix(mark) if bare.count(mark) % 2 or mark in "”」" else bare
    return bare


def frame_of(found: re.Match[str]) -> Frame:
    function, source = ((found[key] or "").strip() for key in ("function", "source"))
    return Frame(found["file"], int(found["line"]), function, source)

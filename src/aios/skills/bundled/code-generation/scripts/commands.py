"""The command line that a request writes down: "python sum.py data.csv amount", "--top N".

Each argument is told apart by what it looks like: a file, a folder, a number, a word, an option.
"""

import re
from dataclasses import dataclass

_PROSE = frozenset(
    [
        "keeps",
        "keep",
        "prints",
        "print",
        "reads",
        "read",
        "writes",
        "write",
        "should",
        "must",
        "which",
        "and",
        "that",
        "adds",
        "add",
        "to",
        "the",
        "it",
        "shows",
        "show",
        "converts",
        "convert",
        "counts",
        "count",
        "then",
        "where",
        "for",
        "with",
        "so",
        "or",
        "but",
        "takes",
        "gives",
        "give",
        "lists",
        "list",
        "is",
        "outputs",
        "output",
        "copies",
        "moves",
        "sorts",
        "filters",
        "returns",
        "creates",
        "makes",
        "will",
        "would",
        "into",
        "from",
        "removes",
        "replaces",
        "finds",
        "searches",
        "tells",
        "if",
        "when",
        "as",
        "using",
        "on",
        "by",
        "in",
        "prints:",
        "please",
        "e.g.",
        "means",
        "does",
        "can",
    ]
)
_CHINESE_ARGUMENT = re.compile(
    r"^[<\[{]?(?:输入|输出|源|目标|数据|日志|文本|配置|csv|json|CSV|JSON)?的?"
    r"(?:文件名?|目录|文件夹|路径|列名?|字段|关键[词字]|数[字值]|端口|值|名字|表达式|文本|单词|个数|数量|城市|金额)\d?[>\]}]?$"
)
_SHORT_ARGUMENT = re.compile(
    r"^(?!打印|输出|读取|统计|把|将|会|就|来|然后|可以|即|显示|列出|生成|运行|用|后|时|并|再|能|返回)"
    r"[\u4e00-\u9fff]{1,3}\d?$"
)
_COMMAND = re.compile(
    r"(?P<python>\bpython3?\s+)?(?:\./)?(?P<stem>[A-Za-z_][\w-]*|[\u4e00-\u9fff]{1,8})\.py\b(?=(?P<rest>[^\n`。]*))",
    re.ASCII,
)
_TOKEN = re.compile(r"\"[^\"]*\"|'[^']*'|\S+")
_OPTION = re.compile(r"(?<![\w-])(?P<name>--[a-z][\w-]*|-[a-zA-Z])(?![\w-])", re.ASCII)
_VALUE = re.compile(
    r"[ =](?:<(\w+)>|([A-Z][A-Z_]*)\b|(\d+)\b|([\w-]+\.\w+)"
    r"|(列名?|字段名?|后缀|数[字值]?|关键[词字]|词|值|名[称字]|文件名?|路径|日期|分类|类别))"
)
_DEFAULT = re.compile(
    r"^[^.。;；]{0,60}?(?:(?P<before>\d+) by default"
    r"|(?:\bdefault(?:s|ing)?(?:\s+(?:to|is|of|value))?|默认值?(?:为|是)?)\s*[:：=]?\s*[`\"'“]?"
    r"(?P<told>[\w.]+))",
)
_FILE = re.compile(
    r"\.(?:csv|tsv|json|jsonl|txt|log|md|html?|ini|toml|ya?ml|xml|py|dat|xlsx|zip)$", re.I
)


@dataclass(frozen=True)
class Argument:
    """What stands in a command line. `option` is its name with hyphens, "" for one by position;
    `kind` is file, folder, number, word or many; `optional` where it stands in brackets."""

    text: str
    kind: str
    option: str = ""
    optional: bool = False
    default: str = ""


@dataclass(frozen=True)
class Command:
    """A command line: the program's name and its arguments."""

    stem: str
    arguments: tuple[Argument, ...]


def command_of(text: str) -> Command | None:
    """The command line in the text that tells most; None without one."""
    found = [
        Command(_stem(match["stem"]), arguments_of(match["rest"], quoted=_quoted(text, match)))
        for match in _COMMAND.finditer(text)
    ]
    if not found:
        return None
    best = max(found, key=lambda command: len(command.arguments))
    named = {a.option for a in best.arguments if a.option}
    more = [o for o in options_told(text) if o.option not in named]
    known = {o.option: o for o in options_told(text)}
    arguments = [
        Argument(a.text, a.kind, a.option, a.optional, known[a.option].default)
        if a.option in known
        else a
        for a in best.arguments
    ]
    return Command(best.stem, (*arguments, *more))


def _stem(name: str) -> str:
    """The program's name; one in Chinese only stands for whatever it is called."""
    return name if name.isascii() else ""


def spoken_command(text: str) -> Command | None:
    """The options of a program that are told of in prose ("it takes a file and --top N"); what it
    takes beside is for who knows what it is to do. None without options."""
    options = options_told(text)
    told = wants_command(text) or any(option.option.startswith("--") for option in options)
    return Command("", tuple(options)) if options and told else None


def _quoted(text: str, match: re.Match[str]) -> bool:
    """Whether the command stands between backticks."""
    before = text[: match.start()]
    return before.count("`") % 2 == 1


def arguments_of(rest: str, *, quoted: bool) -> tuple[Argument, ...]:
    """The arguments up to where prose goes on."""
    found: list[Argument] = []
    tokens = _TOKEN.findall(rest.replace("（", " （"))
    at = 0
    while at < len(tokens):
        token, ended = _cleaned(tokens[at], quoted=quoted)
        if (
            not token
            or token[0] in ("><|&" if quoted else "><|&(")
            or (not quoted and _is_prose(token, rest))
        ):
            break
        following = tokens[at + 1] if at + 1 < len(tokens) and not ended else ""
        argument, taken = _argument(token, following, quoted=quoted)
        found.append(argument)
        at += 1 + taken
        if ended or (taken and _cleaned(following, quoted=quoted)[1]):
            break
    return tuple(found)


def _cleaned(token: str, *, quoted: bool) -> tuple[str, bool]:
    """The token without the punctuation of the sentence, and whether the command ends with it."""
    bare = re.split(r"[，。；、：（）]|[,;:](?=\s|$)", token)[0]
    ended = bare != token
    if not quoted and re.search(r"(?<=\w)[.?!]$", bare):
        bare, ended = bare[:-1], True
    return bare.strip("\"'“”"), ended


def _is_prose(token: str, rest: str) -> bool:
    if _FILE.search(token) or re.fullmatch(r"[<\[]?[A-Z][A-Z_]+\d?[>\]]?", token):
        return False
    if re.search(r"[\u3400-\u9fff]", token):
        return not _CHINESE_ARGUMENT.match(token) and not _SHORT_ARGUMENT.match(token)
    return token.lower() in _PROSE and bool(re.search(rf"{re.escape(token)}\s+\S+\s+\S+", rest))


def _argument(token: str, following: str, *, quoted: bool) -> tuple[Argument, int]:
    optional = token.startswith("[")
    inner = token.strip("[]")
    if inner.startswith("-") and not re.fullmatch(r"-\d+(?:\.\d+)?", inner):
        name, _, value = inner.partition("=")
        closed = token.endswith("]")
        value_next, _ = _cleaned(following, quoted=quoted)
        takes = (
            bool(value_next) and not value and not closed and not value_next.startswith(("-", "[-"))
        )
        takes = takes and (quoted or not _is_prose(value_next, following))
        value = value or (value_next.strip("[]") if takes else "")
        return Argument(value, kind_of(value) if value else "flag", name, optional), int(takes)
    return Argument(inner.strip("<>{}[]"), kind_of(inner), "", optional), 0


def kind_of(token: str) -> str:
    """What the argument looks like."""
    bare = token.strip("<>{}[]\"'")
    low = bare.lower()
    if low.endswith(("...", "…")) or "*" in low:
        return "many"
    if _FILE.search(low) or re.search(
        r"(?:^|_|-)(?:files?|path|filename|in|input|output|out|src|dst|csv|json)$|文件|输入|输出",
        low,
    ):
        return "many" if low in ("files", "paths") else "file"
    if (
        low.endswith("/")
        or low in (".", "..")
        or re.search(r"folder|dir|directory|目录|文件夹", low)
    ):
        return "folder"
    if re.fullmatch(r"-?\d+(?:\.\d+)?|n|num|number|count|k|个数|数量|数字|port|端口", low):
        return "number"
    return "word"


def options_told(text: str) -> list[Argument]:
    """Options that are told of anywhere, each with its default."""
    found: dict[str, Argument] = {}
    for match in _OPTION.finditer(text):
        after = text[match.end() :]
        value = _VALUE.match(after)
        shown = next((v for v in value.groups() if v), "") if value else ""
        default = _DEFAULT.match(_OPTION.split(after)[0])
        told = (default["before"] or default["told"]) if default else ""
        known = found.get(match["name"])
        if known is None or (shown and not known.text):
            kind = kind_of(shown) if shown else "flag"
            found[match["name"]] = Argument(
                shown,
                kind,
                match["name"],
                True,
                told or (known.default if known else _default_of(shown, text)),
            )
    return list(found.values())


def _default_of(shown: str, text: str) -> str:
    """The default that is told where the text speaks of the value of an option: "the N most common
    ones (default 7)"."""
    name = shown.strip("<>[]{}")
    if not re.fullmatch(r"[A-Z]{1,12}", name):
        return ""
    told = r"(?:(?! --?[a-z])[^.;。；\n(（]){0,40}[(（](?:default(?:s to|:)?|默认为?)\s*(\d+)[)）]"
    found = re.search(rf"(?<![\w-]){name}(?![\w\]]){told}", text)
    return found[1] if found else ""


def wants_command(text: str) -> bool:
    """Whether a program for the command line is asked for."""
    return bool(
        re.search(
            r"\b(?:command[- ]line|cli|script|terminal|shell|argv|arguments?)\b|命令行|脚本|终端"
            r"|参数传入|运行方式|用法",
            text,
            re.IGNORECASE,
        )
    )

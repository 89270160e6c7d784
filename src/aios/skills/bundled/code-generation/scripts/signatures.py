"""The interface that a request writes down: functions and methods with their parameters, a class.

"run_all(func, items, workers=4)", "a class Inventory with methods add(name, qty) and total()",
"方法 push、pop、peek": what is written like a call with names in it is a signature; with values in
it, it is an example of a call.
"""

import ast
import builtins
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from wished import class_wished, function_wished

# Written like calls in prose, and no function to write.
_PYTHON = frozenset(
    {*dir(builtins), "self", "cls", "python", "main", "sleep", "now", "e", "i", "if", "and", "or"}
)
# Names that a method may have though Python has a function of that name.
_METHODS_TOO = frozenset(
    {
        "set",
        "all",
        "any",
        "filter",
        "map",
        "max",
        "min",
        "next",
        "iter",
        "sum",
        "format",
        "reversed",
    }
    | {"hash", "open", "pow", "round", "sorted", "id", "range", "list", "print"}
)
_KINDS = {"int", "str", "float", "bool", "list", "dict", "date", "datetime", "string", "number"}
_CALL = re.compile(r"(?<![\w.\"'/<])(?:(?P<of>[A-Za-z_]\w*)\.)?(?P<name>[A-Za-z_]\w*)\(", re.ASCII)
_LIST_HEAD = (
    r"(?:\b(?:methods?|operations?|functions?|support(?:s|ing)?|with|has|have|having|offer(?:s"
    r"|ing)?"
    r"|provid(?:es|ing)|attributes?|property|properties|called|named|and|commands?)\b"
    r"|方法|函数|支持|包含|包括|具有|提供|实现|操作|接口|属性|有|和|、)"
)
_ITEM = r"[`“\"'「]?[a-z_]\w*(?:\([^()]*\))?[`”\"'」]?"
_NAMES = re.compile(
    rf"{_LIST_HEAD}(?:\s*(?:the|an?|named|called|like|有|包括|分别是|为|是|[:：]))*\s*"
    rf"(?P<names>{_ITEM}(?:(?:\s*[,，、/]\s*(?:and\s+)?|\s+and\s+|\s*(?:和|以及|与"
    rf"|及)\s*){_ITEM})*)",
    re.ASCII,
)
_CONSTRUCTED = re.compile(
    r"(?:constructor|__init__|构造(?:函数|方法|器)?(?:的?参数)?|初始化(?:时|参数)?)"
    r"\s*(?:\((?:self,\s*)?(?P<args>[^()]*)\)|(?:takes?|接受|接收|传入|是|为|有|：|:)?\s*"
    r"(?:an?\s+|the\s+|一个\s*)?(?P<one>[a-z_]\w*(?:\s*=\s*[\w.]+)?))",
    re.ASCII,
)


@dataclass(frozen=True)
class Wish:
    """A parameter: its name, and the source of its default, "" without."""

    name: str
    default: str = ""
    star: str = ""


@dataclass(frozen=True)
class Signature:
    """A function or method as the request writes it; `params` is None where it names none."""

    name: str
    params: tuple[Wish, ...] | None = None
    place: int = 0


@dataclass(frozen=True)
class ClassWish:
    """A class with what the request names of it: how it is made, methods and attributes."""

    name: str
    made: Signature | None
    members: tuple[Signature, ...]


@dataclass(frozen=True)
class Call:
    """A call with values, as in an example: `text` is its source, `end` where it ends."""

    name: str
    text: str
    end: int
    place: int


def plain(text: str) -> str:
    """The text with the brackets and commas of code in their half width."""
    text = re.sub(r"(\bdecorator|装饰器)\s*@(\w+)", _named, text)
    text = re.sub(
        r"(\b(?:function|decorator|generator)s?|函数|装饰器|生成器)\s*`(\w+)`", _named, text
    )
    text = re.sub(r"(?<=[A-Za-z0-9_])（([^（）]*)）", _narrow, text)
    return text.replace("`", " ").replace("\u00a0", " ")


def _named(found: re.Match[str]) -> str:
    called = found.string[found.end() :].startswith(("(", "（"))
    end = "" if called else " "
    return f"{found[1]} {'named' if found[1].isascii() else '叫'} {found[2]}{end}"


def _narrow(found: re.Match[str]) -> str:
    inner = found[1].replace("，", ",").replace("＝", "=").replace("：", ":")
    return f"({inner})" if re.fullmatch(r"[\x00-\x7f]*", inner) else found[0]


def calls(text: str) -> Iterator[tuple[re.Match[str], str, int]]:
    """Everything written like a call: the match of its head, its arguments, and its end."""
    for found in _CALL.finditer(text):
        end = closing(text, found.end() - 1)
        if end > 0:
            yield found, text[found.end() : end], end + 1


def closing(text: str, start: int) -> int:
    """Where the bracket that opens at `start` is closed, -1 if it is not; quotes are skipped."""
    depth, quote = 0, ""
    for at in range(start, min(len(text), start + 400)):
        char = text[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if not depth:
                return at
    return -1


def params(arguments: str) -> tuple[Wish, ...] | None:
    """The parameters, None where these are values and no names."""
    arguments = re.sub(r",?\s*(?:\.\.\.|…+)\s*$", "", arguments.strip())
    arguments = re.sub(r"\[\s*,\s*(\w+)\s*(?:=\s*([^\]]+))?\]", r", \1=None", arguments)
    try:
        made = ast.parse(f"def f({arguments}): pass").body[0]
    except (SyntaxError, ValueError):
        return None
    assert isinstance(made, ast.FunctionDef)
    return tuple(_wishes(made.args))


def _wishes(args: ast.arguments) -> Iterator[Wish]:
    plain_args = [*args.posonlyargs, *args.args]
    missing = len(plain_args) - len(args.defaults)
    defaults = [None] * missing + list(args.defaults)
    for arg, default in zip(plain_args, defaults, strict=True):
        if arg.arg not in ("self", "cls"):
            yield Wish(arg.arg, _default(default))
    if args.vararg:
        yield Wish(args.vararg.arg, star="*")
    for arg, value in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        yield Wish(arg.arg, ast.unparse(value) if value else "")
    if args.kwarg:
        yield Wish(args.kwarg.arg, star="**")


def _default(node: ast.expr | None) -> str:
    """The source of a default; errors to be caught are only an example of some."""
    return ast.unparse(node) if node else ""


def examples_of_calls(text: str) -> list[Call]:
    """Calls with values."""
    return [
        Call(found["name"], text[found.start("name") : end], end, found.start())
        for found, inner, end in calls(text)
        if params(inner) is None or not inner.strip()
    ]


def functions(text: str) -> list[Signature]:
    """The functions that the request names, in its order; none of a class."""
    made: dict[str, Signature] = {}
    for found, inner, _ in calls(text):
        name, wanted = found["name"], params(inner)
        beside = {wish.name for each in made.values() for wish in each.params or ()}
        if name in beside or (wanted and {wish.name for wish in wanted} <= _KINDS):
            continue  # a parameter that is called, or a key and its kind: time(datetime)
        if inner in ("s", "es") and not _is_wished(text, found.start()):
            continue  # one or several: time(s)
        if _is_function(name) and not found["of"] and (wanted or not made.get(name)):
            kept = made.get(name)
            if kept is None or (kept.params is None and wanted is not None):
                made[name] = Signature(name, wanted if inner.strip() else None, found.start())
    named = function_wished(text)
    if named and named not in made and _is_function(named):
        made[named] = Signature(named, None, text.find(named))
    return list(made.values())


def _is_wished(text: str, place: int) -> bool:
    """Whether what is written like a call at a place is told of as a function."""
    before = text[max(0, place - 24) : place]
    return bool(re.search(r"function|write|implement|def|函数|写|实现", before, re.IGNORECASE))


def _is_function(name: str) -> bool:
    return name not in _PYTHON and not name[0].isupper() and len(name) > 1


def class_of(text: str) -> ClassWish | None:
    """The class that the request names, with its members; None if it names none."""
    written = re.search(r"\bclass\s+([A-Z]\w*)\(|\bdataclass\s+([A-Z]\w*)", text)
    name = (
        (written[1] or written[2] if written else "")
        or class_wished(text)
        or _constructed_class(text)
    )
    if not name and not re.search(r"\bclass\b|类(?!型|似|别)", text):
        return None
    members: dict[str, Signature] = {}
    made = None
    for found, inner, _ in calls(text):
        wanted = params(inner)
        if found["name"] == name:
            made = made or (Signature(name, wanted) if wanted else None)
        elif _is_method(found["name"]) and wanted is not None:
            kept = members.get(found["name"])
            known = Signature(found["name"], wanted, found.start())
            members[found["name"]] = known if not kept or not kept.params else kept
        elif _is_method(found["name"]):
            members.setdefault(found["name"], Signature(found["name"], None, found.start()))
    for word in listed(text):
        if _is_method(word):
            members.setdefault(word, Signature(word))
    if not name and not members:
        return None
    return ClassWish(name, made or _constructor(text, name), tuple(members.values()))


def _is_method(name: str) -> bool:
    return name in _METHODS_TOO or (name not in _PYTHON and not name[0].isupper())


def _constructed_class(text: str) -> str:
    """A class that is only shown being made: "TTLCache(ttl)"."""
    for found, inner, _ in calls(text):
        name = found["name"]
        error = name.endswith(("Error", "Exception", "Warning")) or hasattr(builtins, name)
        if name[0].isupper() and not name.isupper() and not error and params(inner) is not None:
            return name
    found = re.search(r"(?<![\w.])([A-Z]+[a-z]*[A-Z]*\w*)\s*(?:类|class\b)", text, re.ASCII)
    if not found:
        found = re.search(
            r"(?:\bclass\s+(?:called\s+|named\s+)?|类\s*(?:叫|名为)?\s*)([A-Z]{2,5}\b)", text
        )
    if not found and re.search(r"\bclass\b|类(?!型|似|别)", text):
        found = re.search(r"(?<![\w.`/])([A-Z][a-z]+(?:[A-Z][a-z]*)+)(?![\w.])", text)
    return found[1] if found and not found[1].endswith(("Error", "Exception")) else ""


def _constructor(text: str, name: str) -> Signature | None:
    found = _CONSTRUCTED.search(text)
    wanted = params(found["args"] or found["one"] or "") if found else None
    return Signature(name, wanted) if wanted else None


def listed(text: str) -> list[str]:
    """Names in lists after words like "methods" or 方法: push, pop and peek."""
    words: list[str] = []
    for found in _NAMES.finditer(text):
        words += re.findall(r"[a-z_]\w*", re.sub(r"\([^()]*\)", "", found["names"]), re.ASCII)
    return words


# A sentence that is about each of several functions, wherever it stands.
_ABOUT_ALL = re.compile(
    r"(?:(?<=[.。;；\n])|^)\s*[^.。;；\n]*?(?:\b[Bb]oth (?:functions )?\w+|[Aa]ll of them"
    r"|两个(?:函数)?都|都要|均)[^。;；\n]*?(?=[.。;；](?:\s|$)|\n|$)"
)


def clause(text: str, all_of: list[Signature], one: Signature) -> str:
    """What the text says of one of several functions: from its name to the next one's, and what it
    says of each."""
    places = [*sorted({each.place for each in all_of}), len(text)]
    for start, end in pairwise(places):
        if start == one.place:
            beside = [m[0] for m in _ABOUT_ALL.finditer(text) if not start <= m.start() < end]
            return " ".join([text[start:end], *beside])
    return text


_ASKED = r"method|attribute|方法|属性|can be called|提供|带"


def asked_alone(text: str, named: list[Signature]) -> list[Signature]:
    """The functions without those that a decorated function is to have: "it has cache_clear()"."""
    if not re.search(r"decorat|装饰", text, re.IGNORECASE) or len(named) < 2:
        return named
    first, *rest = named
    kept = []
    for wish in rest:
        around = text[max(0, wish.place - 50) : wish.place + len(wish.name) + 30]
        if wish.params or not re.search(_ASKED, around, re.IGNORECASE):
            kept.append(wish)
    return [first, *kept]

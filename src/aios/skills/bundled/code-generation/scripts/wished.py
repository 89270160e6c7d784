"""Names that a request gives to the program: its file, its class, its function.

"A class named Shelf", "函数名 run_all", "chunked(items, size)": what the program calls otherwise is
renamed, where it is plain which one is meant; what it calls so already stays.
"""

import ast
import builtins
import keyword
import re
from collections.abc import Callable

PROGRAM_NAME = re.compile(r"(?<![\w./-])([A-Za-z_]\w*)\.py\b")
_QUOTE = r"[“\"'`「]?"
# "Call it Throttle", "类名叫 LRUCache", "a RateLimiter class": a class bears
# a capital and a small letter; one before the word has two capitals.
_CLASS = r"[A-Z]+[a-z]\w*"
_TWO_WORDS = r"[A-Z][a-z]+[A-Z]\w*"
CLASS_NAME = re.compile(
    r"(?:\b(?i:call it|name it|call the class|class (?:called|named)|class)"
    rf"|类(?:名叫|名字叫|名为|名是|名|叫|命名为)?做?[:：]?)\s*{_QUOTE}({_CLASS})(?!\w|\.\w)"
    rf"|(?<![\w.])({_TWO_WORDS}){_QUOTE}\s*(?:(?i:class)\b|类(?!型))"
)
_FUNCTION_WORD = r"(?:function|decorator|generator|method|context manager|coroutine|helper)"
_FUNCTION_WORD_ZH = r"(?:函数|装饰器|生成器|方法|上下文管理器|协程)"
_SNAKE = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+"
_PLAIN = r"[a-z]\w*"
FUNCTION_NAME = re.compile(
    rf"(?<![\w.])({_PLAIN})\((?=[^()]*\))(?:[a-z_*][\w*]*(?:\s*[:=][^,()]+)?(?:,\s*|(?=\))))*\)"
    rf"|\b{_FUNCTION_WORD}s?\s+(?:called|named)\s+@?{_QUOTE}({_PLAIN})"
    rf"|\b{_FUNCTION_WORD}\s+@?{_QUOTE}({_SNAKE})|\b(?:call|name)\s+it\s+@?{_QUOTE}({_SNAKE})"
    rf"|{_FUNCTION_WORD_ZH}(?:的?名字?)?(?:叫做?|为|是|用)?[:：]?\s*@?{_QUOTE}({_PLAIN})(?!\w|\.|-)"
    rf"|(?:叫做?|名为|命名为)\s*@?{_QUOTE}({_PLAIN}){_QUOTE}\s*的?{_FUNCTION_WORD_ZH}",
    re.ASCII,
)
NO_NAMES = frozenset({"python", "pytest", *keyword.kwlist, *dir(builtins)})


def class_wished(text: str) -> str:
    """The name that the request gives to a class, or ""."""
    found = CLASS_NAME.search(text)
    return next(filter(None, found.groups())) if found else ""


def function_wished(text: str) -> str:
    """The name that the request gives to a function, or ""."""
    for found in FUNCTION_NAME.finditer(text):
        name = next(filter(None, found.groups()))
        if name not in NO_NAMES:
            return name
    return ""


def words_of_names(text: str) -> str:
    """The text with the words of the names wished for in place of them: "class token bucket"."""
    return _replaced(text, lambda name: re.sub(r"_|(?<=[a-z0-9])(?=[A-Z])", " ", name))


def without_names(text: str) -> str:
    """The text without the names wished for."""
    return _replaced(text, lambda name: "")


def _replaced(text: str, change: Callable[[str], str]) -> str:
    function, kind = function_wished(text), class_wished(text)
    for name in filter(None, (function, kind)):
        signature = rf"(?<!\w){re.escape(name)}(?:\([^()]*\))?"
        text = re.sub(signature, f" {change(name)} ", text, flags=re.ASCII)
    return text


def module_wished(text: str, program: str, tests: list[str]) -> dict[str, str]:
    """The module's name in the program, and the one that the request gives to its file."""
    found = PROGRAM_NAME.search(text)
    old, taken = program.removesuffix(".py"), {name.removesuffix(".py") for name in tests}
    return {old: found[1]} if found and found[1] != old and found[1] not in taken else {}


def names_wished(text: str, program: str, source: str, entry: str = "") -> dict[str, str]:
    """What the request calls otherwise than the program does: its class, its function (`entry`
    where that is known); neither where the name stands for something in the program already."""
    function, there = function_wished(text), identifiers(source)
    entry = entry or _entry(source, program.removesuffix(".py"), function)
    wishes = {_main_class(source): class_wished(text), entry: function}
    return {old: new for old, new in wishes.items() if old and new and new not in there}


def identifiers(source: str) -> set[str]:
    """Every name in the program, and the options of its command line."""
    names = set(re.findall(r"[\"'](--?[a-z][\w-]*)[\"']", source))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name):
            names.add(node.id)
    return names


def options_lacking(text: str, there: set[str]) -> list[str]:
    """The options of a command line that the request names and the program does not have."""
    wished = dict.fromkeys(re.findall(r"(?<![\w-])--[a-z][\w-]*", text, re.ASCII))
    return [name for name in wished if not {name, name.replace("--no-", "--", 1)} & there]


def _main_class(source: str) -> str:
    """The class that the program is about: the only one that is no helper, no error and no kind of
    constant; where there are more, the only one that does more than to hold values; or ""."""
    own = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.ClassDef) and _main(n)]
    doing = own if len(own) == 1 else [node for node in own if not node.decorator_list]
    return doing[0].name if len(doing) == 1 else ""


def _main(node: ast.ClassDef) -> bool:
    bases = [ast.unparse(base) for base in node.bases]
    beside = any(base.endswith(("Error", "Exception", "Enum", "Protocol")) for base in bases)
    return not (node.name.startswith("_") or beside)


def _entry(source: str, stem: str, wished: str) -> str:
    """The function that the program is about: the one that shares a word with the name wished for,
    or that its module is named after, or its only public one beside `main`; "" if none is."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    own = [node.name for node in ast.parse(source).body if isinstance(node, kinds)]
    public = [name for name in own if not name.startswith("_") and name != "main"]
    words = set(wished.split("_")) - {"is", "get", "to", "of", "from"}
    alike = [name for name in public if words & set(name.split("_"))]
    named = [name for name in public if name == stem]
    return next((each[0] for each in (alike, named, public) if len(each) == 1), "")

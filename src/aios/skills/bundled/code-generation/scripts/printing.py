"""How a program for the command line prints what it has: pairs in the form that a request shows, as
JSON under the keys that it names."""

import ast
import re

from bricks import Brick
from figuring import decimals_told

_KEYS = re.compile(
    r"(?:\bkeys?|键名?|字段)\s*(?:是|为|有|are|named)?\s*[:：]?\s*"
    r"(?P<keys>[\w`\"'“”]+(?:\s*(?:,|，|、|and|和)+\s*[\w`\"'“”]+)+)",
    re.IGNORECASE | re.ASCII,
)


def as_json(brick: Brick, text: str) -> str:
    """The source of what is printed as JSON: pairs as an object, under the keys that are told."""
    if "tuple[str" in ast.unparse(getattr(brick.node, "returns", None) or ast.Constant("")):
        return "dict(result)"
    told = _KEYS.search(text)
    wished = re.findall(r"[A-Za-z_]\w*", told["keys"].replace(" and ", ",")) if told else []
    literal = next((n for n in ast.walk(brick.node) if isinstance(n, ast.Dict)), None)
    own = [str(k.value) for k in literal.keys if isinstance(k, ast.Constant)] if literal else []
    left = [key for key in wished if key not in own]
    others = [key for key in own if key not in wished]
    if not left or len(left) != len(others):
        return "result"
    named = dict(zip(others, left, strict=True))
    return f"{{{named!r}.get(name, name): value for name, value in result.items()}}"


_PAIR = re.compile(
    r"[`\"'“‘「]\s*[^\W\d]\w*(?P<between>: ?| - | ?=> ?| ?-> ?|=|, ?)<?(?:\d|\w+>?\s*[`\"'”’」])"
)


_A_LINE = re.compile(
    r"[`\"'“‘「]\s*\w+(?P<between>: ?| - | ?=> ?| ?-> ?|=|, ?| )<?\w+>?\s*[`\"'”’」]"
    r"(?=[^.。]{0,12}(?:(?:per|a|each|every) line|lines|pairs?\b))"
    r"|(?:per|a|each|every) line,? (?:as|like|in the form(?: of)?) [`\"'“‘]<?\w+>?"
    r"(?P<after>: ?| - |=|, ?| )<?\w+>?[`\"'”’]"
    r"|(?:每行|一行)[^.。\"“]{0,8}[`\"'“‘「]\s*\w+(?P<zh>: ?|：| - |=|, ?| )\w+\s*[`\"'”’」]"
    r"|(?:每行|一行)(?:的?格式)?(?:一个|打印|输出|写|是|为|[:：])*\s*[A-Za-z\u4e00-\u9fff]{1,12}"
    r"(?P<bare>: ?|： ?| - |=|, ?| )[\u4e00-\u9fffA-Za-z]{1,8}"
    r"|(?:\bform(?:at)?|格式)[^.。`\"“'「]{0,14}[`\"'“「]<?[\w]+>?"
    r"(?P<form>: ?|： ?| - |=|, ?| |;|\\t)"
    r"<?[\w]+>?[`\"'”」]"
)


def told_between(text: str) -> str:
    """What stands between a name and its value as lines are to be printed, "" where it is open."""
    found = _A_LINE.search(text) or _PAIR.search(text)
    if not found:
        return ""
    return next((part for part in found.groupdict().values() if part), "")


_MOST_FIRST = re.compile(
    r"most (?:frequent|common|often)[^.]{0,12}first|(?:largest|highest|biggest|most)[^.]{0,16}first"
    r"|descending|从多到少|从大到小|从高到低|降序|(?:次数|数量)(?:最)?多的(?:排)?在前",
    re.IGNORECASE,
)
_BY_NAME = re.compile(
    r"alphabetical|sorted by (?:the )?\w* ?name|按(?:字母|名称|名字)", re.IGNORECASE
)


def ordered(brick: Brick, text: str) -> str:
    """The line that orders a result of names with their counts as it is told, "" for none."""
    returns = ast.unparse(getattr(brick.node, "returns", None) or ast.Constant(""))
    if not returns.startswith(("dict[str, int", "dict[str, float", "Counter")):
        return ""
    if _MOST_FIRST.search(text):
        return "        result = dict(sorted(result.items(), key=lambda pair: (-pair[1], pair[0])))"
    return "        result = dict(sorted(result.items()))" if _BY_NAME.search(text) else ""


def shown_as(text: str) -> str:
    """The function that prints a result; pairs as the request shows one: "lines: 3"."""
    show, digits = SHOW, decimals_told(text)
    if digits is not None:
        show = show.replace("        print(result, end", _ROUNDED.format(digits=digits), 1)
        written = f'(f"{{x:.{digits}f}}" if isinstance(x, int | float) else str(x) for x in item)'
        show = show.replace("map(str, item)", written)
    between = told_between(text)
    return show.replace("\\t", between) if between else show


_ROUNDED = """        if isinstance(result, int | float):
            result = f"{{result:.{digits}f}}"
        print(result, end"""
SHOW = '''def show(result: object) -> None:
    """Print a result: pairs and items line by line."""
    if isinstance(result, dict):
        result = list(result.items())
    if isinstance(result, list):
        for item in result:
            print("\\t".join(map(str, item)) if isinstance(item, list | tuple) else item)
    elif result is not None:
        print(result, end="" if str(result).endswith("\\n") else "\\n")'''

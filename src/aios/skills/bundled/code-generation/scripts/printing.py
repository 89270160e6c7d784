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
    r"|(?:每行|一行)[^.。\"“]{0,8}[`\"'“‘「]\s*\w+(?P<zh>: ?|：| - |=|, ?| )\w+\s*[`\"'”’」]"
    r"|(?:每行|一行)(?:一个|打印|输出|写|是|为)?\s*[A-Za-z\u4e00-\u9fff]{1,8}"
    r"(?P<bare>: ?|： ?| - |=| )[\u4e00-\u9fff]{1,5}"
)


def shown_as(text: str) -> str:
    """The function that prints a result; pairs as the request shows one: "lines: 3"."""
    show, digits = SHOW, decimals_told(text)
    if digits is not None:
        show = show.replace("        print(result, end", _ROUNDED.format(digits=digits), 1)
    found = _A_LINE.search(text) or _PAIR.search(text)
    if not found:
        return show
    more = found.groupdict()
    between = found["between"] or more.get("zh") or more.get("bare") or "\t"
    return show.replace("\\t", between)


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

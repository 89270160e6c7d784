"""Mend a median that takes one value where two stand in the middle."""

import ast
import re

from mends.change import Mend, parsed, replaced, text_of

CALLED = re.compile(r"median(?!.*(?:low|high|upper|lower))|中位数", re.IGNORECASE)


def median_mended(source: str) -> Mend | None:
    """The program whose median of an even number of values is the mean of the two in the middle;
    None where it has no median that forgets them."""
    tree = parsed(source)
    for function in ast.walk(tree) if tree else ():
        if not isinstance(function, ast.FunctionDef) or not CALLED.search(function.name):
            continue
        if re.search(r"%\s*2|&\s*1|~", text_of(source, function)):
            continue  # it asks whether their number is even
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and (text := _of_both(source, function, node.value)):
                return Mend(
                    replaced(source, node.value, text),  # type: ignore[arg-type]
                    f"{function.name} 在个数为偶数时取中间两个数的平均值",
                    f"{function.name} takes the mean of the two values in the middle when their "
                    "number is even",
                )
    return None


def _of_both(source: str, function: ast.AST, value: ast.AST | None) -> str:
    """What to return in place of values[len(values) // 2], "" for what is none."""
    if not isinstance(value, ast.Subscript) or not isinstance(value.value, ast.Name):
        return ""
    values, middle = value.value.id, text_of(source, value.slice)
    told = middle
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and text_of(source, node.targets[0]) == middle:
            told = text_of(source, node.value)
    if not re.fullmatch(r"(?:int\()?\(?len\(\w+\)\s*//?\s*2\)?\)?", told):
        return ""
    even = f"({values}[{middle} - 1] + {values}[{middle}]) / 2"
    return f"{values}[{middle}] if len({values}) % 2 else {even}"

"""Fit a brick to the parameters that a request writes down, and to values it tells in words."""

import re
from collections.abc import Sequence

from bricks import Brick, fitted, is_target
from edits import Param
from signatures import Signature, Wish

# What a function that writes what another gives is called until it has its name.
WANTED = "wanted_function"
# What a parameter that is not wished for is by default, where the text says so in words.
_SAID_VALUES = {
    "backoff": (
        r"doubl|twice as long|exponential|two times as long|翻倍|加倍|指数|两倍|2 ?倍",
        "2",
    ),
    "keep_errors": (
        r"exception (?:object|instance|itself)|异常对象|放(?:那个)?异常"
        r"|(?:error|exception) (?:stands )?in (?:its|that) place|instead of (?:its|the) result",
        "True",
    ),
    "none_for_errors": (
        r"(?:fail|rais|error|exception|异常|失败|出错)[^.。;；]{0,40}?(?:\bNone\b|空值)"
        r"|\bNone\b[^.。;；]{0,30}?(?:fail|rais|error|exception|异常|失败|出错)",
        "True",
    ),
    "yuan": (r"壹?圆", "'圆'"),
    "end": (r"[元圆]正", "'正'"),
    "whole_dimes": (r"角整", "True"),
    "alphabetical": (
        r"alphabetical|lexicographic|(?:sorted )?by (?:their )?name"
        r"|字典序|字母(?:顺)?序|按名[称字]",
        "True",
    ),
    "strict": (
        r"(?:not (?:a|in)|unknown|missing|undefined|不存在|未知|没有定义|未定义)[^.;。；]{0,20}"
        r"(?:jobs?|tasks?|names?|keys?|dependenc\w+|任务|依赖|步骤)[^.;。；]{0,40}"
        r"|dependency that is not",
        "True",
    ),
    "bare": (
        r"没有单位|不带单位|(?:without|lacks?|no) (?:a |any |the )?units?\b(?! after)",
        "False",
    ),
    "must_exist": (
        r"(?:not exist|n.t exist|missing|不存在|找不到)[^.;。；]{0,30}FileNotFoundError"
        r"|FileNotFoundError[^.;。；]{0,30}(?:exist|missing|不存在)",
        "True",
    ),
    "month_first": (r"month first|\bM{1,2}/D{1,2}|\bUS (?:style|format|date)|美式|月/日", "True"),
}
# Of several values the first whose words are said.
_SAID_STYLES = {
    "style": [
        (r"\d+ ?(?:小时|天|分)", "'chinese'"),
        (r"\d+ (?:hours?|minutes?|days?)\b", "'words'"),
        (r"\d ?h ?\d|\d ?m ?\d+ ?s|[\"']0s", "'letters'"),
    ],
    "joint": [(r"\d+h\d+m|\d+m\d+s|\d+小时\d+分|\d+分\d+秒", "''")],
    "days": [(r"\b(?:2[4-9]|[3-9]\d|\d{3,})h", "False")],
}
# Values that a text tells for parameters that are not wished for: the place of the value.
_TOLD_VALUES = {
    "symbols": r"(?:symbols?|special characters?|符号|特殊字符)[^.。;；\w]{0,6}?\s*[`\"'“]?"
    r"((?:(?![\s`\"'“”’()（），,。；;、])[^\w\u4e00-\u9fff]){2,})",
    "prefix": r"(?<![\w])((?-i:[A-Z][A-Z0-9]+_))(?=[\s,;:.，。；、)）\"'`]|$|(?-i:[A-Z]))",
    "shortest": r"(?:below|under|less than|shorter than|at least|小于|少于|不足|低于|至少)\s*(\d+)",
}


def said_defaults(brick: Brick, text: str, params: Sequence[Param]) -> list[Param]:
    """Parameters that are not wished for, with the values that the text tells in words."""
    free = set(brick.order()) - {param.old for param in params}
    told = [
        Param(name, name, value)
        for name, (words, value) in _SAID_VALUES.items()
        if name in free and re.search(words, text, re.IGNORECASE)
    ]
    for name, values in _SAID_STYLES.items():
        found = next((v for words, v in values if re.search(words, text, re.IGNORECASE)), "")
        told += [Param(name, name, found)] if name in free and found else []
    for name, place in _TOLD_VALUES.items():
        if name in free and (value := re.search(place, text, re.IGNORECASE)):
            told.append(Param(name, name, value[1] if value[1].isdigit() else repr(value[1])))
    return told


def rearranged(brick: Brick, wished: Sequence[Wish], method: str = "") -> tuple[Param, ...] | None:
    """The parameters as they are wished for; None where the brick cannot have them."""
    pairs = fitted(brick, wished, method)
    if pairs is None or any(wish.star for wish in wished):
        return None
    old = {wish.name: own for own, wish in pairs.items()}
    plain_ones = [wish for wish in wished if not wish.star]
    needed = set(brick.order(method)[: brick.needed(method)])
    last = max((i for i, w in enumerate(plain_ones) if old.get(w.name) in needed), default=-1)
    return tuple(
        Param(old.get(w.name, ""), w.name, w.default or ("-" if i < last else ""))
        for i, w in enumerate(plain_ones)
    )


def writing(brick: Brick, wish: Signature) -> str:
    """The source of a function that writes what the brick gives to a file; "" if none is meant."""
    *given, last = wish.params or (Wish(""),)
    if not is_target(brick, last.name) or fitted(brick, given) is None:
        return ""
    names = ", ".join(
        [*(w.name + (f"={w.default}" if w.default else "") for w in given), last.name]
    )
    pairs = fitted(brick, given) or {}
    call = ", ".join(f"{own}={w.name}" for own, w in pairs.items())
    prose = brick.prose.split("\n")[0].rstrip(".")
    return (
        f'def {WANTED}({names}):\n    """{prose}; written to {last.name}."""\n'
        f'    Path({last.name}).write_text({brick.name}({call}), encoding="utf-8")'
    )

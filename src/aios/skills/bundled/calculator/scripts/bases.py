"""Whole numbers in binary, octal, decimal and hexadecimal."""

import re

import aios_skill

_NAMES = (
    (16, r"十六进制|hexadecimal|hex|base\s+16"),
    (2, r"二进制|binary|base\s+2"),
    (8, r"八进制|octal|base\s+8"),
    (10, r"十进制|decimal|base\s+10"),
)
_PREFIXES = {"0x": 16, "0b": 2, "0o": 8}
_NUMBER = re.compile(
    r"(?<![\w.])(?:0[xbo][0-9a-f]+|[0-9a-f]*\d[0-9a-f]*|[a-f]{2,})(?![\w.])", re.ASCII
)


def convert_base(request):
    """The number that the question names, in the base that it asks for."""
    text = re.sub(r"base\s+(?=\d)", "base ", request.parameters["question"].lower())
    named = _named(text)
    found = _NUMBER.search(re.sub(r"base \d+", lambda m: "~" * len(m[0]), text))
    if found is None or not named:
        raise _unclear(request)
    source, target = _bases(text, found, named)
    try:
        number = int(found[0], source)
    except ValueError as error:
        raise _unclear(request) from error
    written = _written(number, target)
    return {
        "answer": f"{found[0]} = {written}",
        "data": {"text": written, "base": target, "value": str(number)},
    }


def _named(text):
    """The bases that the text names, in its order: (place, base)."""
    found, rest = [], text
    for base, names in _NAMES:  # sixteen first: its Chinese name ends like that of ten
        name = re.compile(rf"(?<![a-z])(?:{names})(?![a-z0-9])")
        found += [(match.start(), base) for match in name.finditer(rest)]
        rest = name.sub(lambda match: " " * len(match[0]), rest)
    return sorted(found)


def _bases(text, found, named):
    """(base the number is in, base that is wanted)."""
    if len(named) > 1:  # "binary 1010 to decimal", "1010 from binary to decimal"
        return named[0][1], named[-1][1]
    prefix = _PREFIXES.get(found[0][:2])
    letters = re.search("[a-f]", found[0].removeprefix("0x").removeprefix("0b"))
    place, base = named[0]
    wanted = re.search(r"\b(?:in|to|into|as)\s+$|[成为到用]\s*$", text[:place])
    if place < found.start() and prefix is None and base != 10 and not wanted:
        return base, 10  # "binary 1010"
    return prefix or (16 if letters else 10), base


def _written(number, base):
    if base == 10:
        return str(number)
    return {2: f"{number:#b}", 8: f"{number:#o}", 16: f"{number:#x}"}[base]


def _unclear(request):
    return aios_skill.Failure(
        "base_unclear",
        request.say(
            "没看懂要把哪个数写成几进制。", "Which number is to be in which base is not clear."
        ),
        request.say("例如：255 转成十六进制。", "Such as: 255 in hex."),
    )

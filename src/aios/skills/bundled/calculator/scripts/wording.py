"""An arithmetic question in words, Chinese or English, as an expression: "240 的 15%"."""

import os
import re
import tomllib
import unicodedata

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "wording.toml"), "rb") as _file:
    SAID = tomllib.load(_file)
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8}
SIGNS = "零〇一二两三四五六七八九十"
_CHINESE = rf"[{SIGNS}](?:[{SIGNS}百千万亿点]*[{SIGNS}百千万亿])?"
_NUMBER = r"(-?\d[\d.]*|\([^()]*\))"
_FORMS = [(said.replace("N", _NUMBER), meant) for said, meant in SAID["forms"]]


def expression_of(text):
    """(expression, sign that follows the result: "%" or "")."""
    said = _plain(text)
    said = re.sub(SAID["wrapping"], " ", said)
    said = re.sub(r"\s+", " ", said).strip(" =,.?:;，。？：；")
    said = re.sub(r"(?<![\d)])!+$", "", said).strip()
    if listed := _of_list(said):
        return listed, ""
    for form, meant in _FORMS:
        said = re.sub(form, meant, said)
    sign = "%" if re.fullmatch(r"\([^%]*\)%", said) else ""
    said = said[: -len(sign)] if sign else said
    for words, written in SAID["signs"]:
        said = re.sub(words, written, said)
    return _unbracketed(said.strip()), sign


def _unbracketed(said):
    """The text without one pair of brackets around all of it."""
    inner = said[1:-1]
    wrapped = said.startswith("(") and said.endswith(")")
    return inner if wrapped and not re.search(r"\)[^(]*\(|^[^(]*\)", inner) else said


def _plain(text):
    """The text with half-width signs, numerals for words, and no commas within numbers."""
    said = unicodedata.normalize("NFKC", text).lower().replace("−", "-")
    said = re.sub(rf"百分之([\d.]+|[{SIGNS}百点]+)", r"\1%", said)
    said = re.sub(r"\b(\d+(?:\.\d+)?)\s*percent\b(?! change)", r"\1%", said)
    if not _is_list(said) or re.search(r", |和|、|\band\b", said):  # else "3,500,900" is three
        said = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", said)
    said = re.sub(r"百分之(?:多少|几)", "百分之", said)
    said = re.sub(
        rf"(?<!最)(?:{_CHINESE})(?![共直些样起下])", lambda found: numeral(found[0]), said
    )
    return re.sub(r"(\d[\d.]*)\s*([万亿])", lambda m: f"({m[1]}*{_BIG[m[2]]})", said)


def _is_list(said):
    return any(re.search(words, said) for words in SAID["lists"].values())


def _of_list(said):
    """ "mean(3,5,9)" for the average of numbers that are listed."""
    numbers = re.findall(r"(?<![a-z\d.])-?\d+(?:\.\d+)?(?![a-z\d])", said)
    rest = re.sub(r"(?<=\d)\s*(?:[,，、和与跟]|\band\b|\s)+\s*(?=-?\d)", "", said)
    rest = re.sub(
        r"-?\d+(?:\.\d+)?|[\s:：的]|\b(?:of|these|numbers|for)\b|这?[几些两三四五]?个数字?",
        "",
        rest,
    )
    for name, words in SAID["lists"].items():
        if len(numbers) > 1 and re.fullmatch(words, rest):
            return f"{name}({','.join(numbers)})"
    return ""


def numeral(word):
    """A number in Chinese signs, in digits; a word that is none stays as it is."""
    whole, point, decimals = word.partition("点")
    if point:
        return f"{numeral(whole)}.{''.join(str(_DIGITS.get(sign, '')) for sign in decimals)}"
    if all(sign in _DIGITS for sign in whole):
        return "".join(str(_DIGITS[sign]) for sign in whole)
    total = section = digit = 0
    below = 1  # "三千五": the digit counts hundreds; after 零 it counts ones
    for sign in whole:
        if sign in _DIGITS:
            digit, below = _DIGITS[sign], 1 if _DIGITS[sign] == 0 else below
        elif sign in _UNITS:
            section, digit, below = section + (digit or 1) * _UNITS[sign], 0, _UNITS[sign] // 10
        else:
            above = total if sign == "万" else 0  # "一亿三千万": the 亿 stays what it is
            total = above + (total - above + section + digit) * _BIG[sign]
            section, digit, below = 0, 0, _BIG[sign] // 10
    return str(total + section + digit * (below or 1))

"""An arithmetic question in words, Chinese or English, as an expression: "240 的 15%"."""

import os
import re
import tomllib
import unicodedata
from decimal import Decimal

from aios_numerals import DIGITS, SCALES, SIGNS, value_of

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "wording.toml"), "rb") as _file:
    SAID = tomllib.load(_file)
_CHINESE = rf"[{DIGITS}十](?:[{SIGNS}点]*[{SIGNS}])?"
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
    said = re.sub(rf"百分之([\d.]+|[{SIGNS}点]+)", r"\1%", said)
    said = re.sub(r"\b(\d+(?:\.\d+)?)\s*percent\b(?! change)", r"\1%", said)
    if not _is_list(said) or re.search(r", |和|、|\band\b", said):  # else "3,500,900" is three
        said = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", said)
    said = re.sub(r"百分之(?:多少|几)", "百分之", said)
    said = re.sub(
        rf"(?<!最)(?:{_CHINESE})(?![共直些样起下])", lambda found: numeral(found[0]), said
    )
    return re.sub(r"(\d[\d.]*)\s*([万亿])", lambda m: f"({m[1]}*{SCALES[m[2]]})", said)


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
    value = value_of(word)
    return word if value is None else f"{Decimal(str(value)):f}"

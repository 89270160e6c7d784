"""Numbers in digits and in words are read as they were written; "about how many" is none."""

import ast
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.contracts.carried import aios_numerals
from aios.contracts.carried.aios_numerals import ENGLISH, SIGNS, about, value_of
from aios.contracts.numerals import count, numbers

_SIGNS = "零一二三四五六七八九"
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety"


def chinese(number: int) -> str:
    """A number below a trillion as it is written in full: 10500 is 一万零五百."""
    for times, sign in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= times:
            many, rest = divmod(number, times)
            gap = "零" if 0 < rest < times // 10 else ""
            return chinese(many) + sign + gap + (chinese(rest) if rest else "")
    return _SIGNS[number]


def english(number: int) -> str:
    """A number in words: 1205 is "one thousand two hundred and five"."""
    for times, word in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= times:
            many, rest = divmod(number, times)
            told = f" and {english(rest)}" if 0 < rest < 100 else f" {english(rest)}"
            return f"{english(many)} {word}{told if rest else ''}"
    tens, ones = divmod(number, 10)
    if tens < 2:
        return _ONES.split()[number]
    return _TENS.split()[tens] + (f"-{_ONES.split()[ones]}" if ones else "")


@given(st.integers(0, 10**12 - 1))
def test_chinese_numbers_are_read_as_they_were_written(number: int) -> None:
    assert value_of(chinese(number)) == number


@given(st.integers(0, 10**9 - 1))
def test_english_numbers_are_read_as_they_were_written(number: int) -> None:
    assert value_of(english(number)) == number
    assert value_of(english(number).upper().replace("-", " ")) == number


@given(st.integers(-(10**12), 10**12))
def test_digits_are_read_as_they_were_written(number: int) -> None:
    assert value_of(str(number)) == value_of(f"{number:,}") == number


@given(st.integers(0, 9999), st.integers(1, 9))
def test_decimals_and_scales_keep_every_digit(whole: int, tenth: int) -> None:
    assert value_of(f"{chinese(whole)}点{_SIGNS[tenth]}") == float(f"{whole}.{tenth}")
    assert value_of(f"{whole}.{tenth}万") == whole * 10_000 + tenth * 1000
    assert value_of(f"{whole}.{tenth} million") == whole * 10**6 + tenth * 10**5


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("一百二十", 120), ("一百二", 120), ("三千五", 3500), ("两万五", 25_000),
        ("一亿三", 130_000_000),
        ("两万零五", 20_005), ("十五", 15), ("万", 10_000), ("二〇二四", 2024), ("三点一四", 3.14),
        ("三点五万", 35_000), ("二点零", 2),
        ("半", 0.5), ("三分之一", 1 / 3), ("百分之二十", 0.2), ("四分之三", 0.75),
        ("1.1万", 11_000),
        ("3.5k", 3500), ("a dozen", 12), ("two dozen", 24), ("half a dozen", 6), ("a hundred", 100),
        ("an", 1), ("half an", 0.5), ("twenty one", 21), ("Seventy-Five", 75), (".5", 0.5),
    ],
)  # fmt: skip
def test_short_ways_of_saying_a_number(word: str, value: float) -> None:
    assert value_of(word) == value
    assert isinstance(value_of(word), type(value))


@pytest.mark.parametrize(
    "word",
    ["", "几", "十几", "几十", "两三", "三四", "十二三", "两三百", "三点", "十百", "two three",
     "ten five", "and", "one and", "some", "twenty eleven", "第三", "1.2.3"],
)  # fmt: skip
def test_what_is_no_number(word: str) -> None:
    assert value_of(word) is None


@pytest.mark.parametrize(
    ("word", "value"),
    [("两三", 3), ("两三百", 300), ("三四", 4), ("十几", None), ("七", 7), ("", None)],
)
def test_of_about_how_many_the_larger_is_told(word: str, value: int | None) -> None:
    assert about(word) == value


@given(st.text(SIGNS + "点分之半几", max_size=12))
def test_whatever_is_written_with_these_signs_is_a_number_or_none(word: str) -> None:
    value = value_of(word)
    assert value is None or value >= 0


@pytest.mark.parametrize("number", (*range(1, 201), *range(300, 1001, 100)))
def test_a_number_in_words_is_found_whole(number: int) -> None:
    found = re.search(rf"\b{ENGLISH}\b", f"the {english(number)} files")
    assert found and value_of(found[0]) == number


def test_how_many_are_asked_for() -> None:
    assert count("最大的两万五个文件") == 25_000
    assert count("top twenty-five files") == 25
    assert count("two hundred files") == 200
    assert count("看看两三个文件") is None
    assert numbers("从三千五到一万二") == [3500, 12_000]


def test_what_is_carried_into_machines_stands_alone() -> None:
    for path in Path(aios_numerals.__file__).parent.glob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        named = [a.name for node in nodes if isinstance(node, ast.Import) for a in node.names]
        named += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
        assert {name.split(".")[0] for name in named} <= set(sys.stdlib_module_names), path

"""Names of artifacts are safe on every platform."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.contracts.errors import BadRequest
from aios.kernel.names import checked_name, checked_task, media_type_of, mended_name


@pytest.mark.parametrize(
    "name",
    ["report.csv", "销售 报告.xlsx", "plots/2026/sales.png", ".hidden", "a b", "x" * 255, "é"],
)
def test_plain_names_are_taken(name: str) -> None:
    assert checked_name(name) == name


def test_two_spellings_of_one_name_are_one() -> None:
    assert checked_name("cafe\u0301.txt") == "caf\u00e9.txt"


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../x",
        "a/../../x",
        "/etc/passwd",
        "a//b",
        "a/",
        "./a",
        "C:\\x",
        "C:x",
        "\\\\host\\share",
        "a\\b",
        "a\0b",
        "a\nb",
        "a\x1b[2Jb",
        "rtl\u202egnp.exe",
        "CON",
        "con.txt",
        "aux .txt",
        "plots/LPT1.png",
        "COM¹",
        "name.",
        "name ",
        " name",
        "what?",
        "a*b",
        "a|b",
        '"a"',
        "<a>",
        "x" * 256,
        "中" * 86,
        "/".join(["x" * 100] * 11),
        "\ud800",
    ],
)
def test_dangerous_names_are_refused_with_a_hint(name: str) -> None:
    with pytest.raises(BadRequest) as refusal:
        checked_name(name)
    assert "cannot name an artifact" in refusal.value.message
    assert refusal.value.hint


def test_a_task_is_one_folder() -> None:
    assert checked_task("task-1") == "task-1"
    for bad in ("a/b", "..", ""):
        with pytest.raises(BadRequest):
            checked_task(bad)


@given(st.text(max_size=300))
def test_every_name_can_be_mended_and_good_ones_stay(name: str) -> None:
    mended = mended_name(name)
    assert checked_name(mended) == mended
    assert mended_name(mended) == mended


@pytest.mark.parametrize(
    ("name", "mended"),
    [
        ("12:30.png", "12_30.png"),
        ("../../etc/passwd", "etc/passwd"),
        ("/abs/x", "abs/x"),
        ("con.txt", "_con.txt"),
        ("...", "file"),
        ("\ud800.csv", "_.csv"),
        ("y" * 300 + ".csv", "y" * 59 + ".csv"),
    ],
)
def test_mending_changes_little(name: str, mended: str) -> None:
    assert mended_name(name) == mended


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.png", "image/png"),
        ("a.CSV", "text/csv"),
        ("数据.json", "application/json"),
        ("a.html", "text/html"),
        ("a.txt", "text/plain"),
        ("a.py", "text/x-python"),
        ("a.md", "text/markdown"),
        ("plots.d/a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a", "application/octet-stream"),
        ("a.unheard-of", "application/octet-stream"),
    ],
)
def test_the_suffix_says_what_it_is(name: str, media_type: str) -> None:
    assert media_type_of(name) == media_type

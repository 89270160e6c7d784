"""Two documents that are compared without being named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., dict[str, Any]]


def lay(folder: Path, **texts: str) -> str:
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return str(folder)


@pytest.mark.parametrize("text", ["对比两份会议记录", "这两份会议记录有哪些区别"])
def test_the_two_that_are_called_so_are_compared(research: Run, tmp_path: Path, text: str) -> None:
    folder = lay(
        tmp_path, 会议记录_3月="预算为 50 万元。", 会议记录_4月="预算为 65 万元。", 其他="无关。"
    )
    found = research("compare_sources", text, folders=[folder])
    (pair,) = found["data"]["changed"]
    assert ("50" in pair["first"], "65" in pair["second"]) == (True, True)
    assert "其他.md" not in found["answer"]


def test_what_they_say_on_a_matter(research: Run, tmp_path: Path) -> None:
    folder = lay(tmp_path, 合同甲="付款期限为30天。\n", 合同乙="付款期限为45天。\n", 信="你好。\n")
    found = research("search_folder", "两份合同的付款期限有什么不同", folders=[folder])
    assert "30" in found["answer"] and "45" in found["answer"]
    assert set(found["data"]["sources"]) == {"合同甲.md", "合同乙.md"}


def test_their_first_heading_tells_too(research: Run, tmp_path: Path) -> None:
    folder = lay(
        tmp_path,
        a="# Meeting notes\n\nWe are 5.\n",
        b="# Meeting notes\n\nWe are 9.\n",
        c="# Poem\n",
    )
    found = research("compare_sources", "compare the two meeting notes", "en", folders=[folder])
    assert "c.md" not in found["answer"] and "9" in found["answer"]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_where_not_just_two_look_so_it_is_asked_which(
    research: Run, tmp_path: Path, count: int
) -> None:
    folder = lay(
        tmp_path, **{f"合同{n}": "甲方。" for n in range(count)}, a="一。", b="二。", c="三。"
    )
    error = research("compare_sources", "对比两份合同", folders=[folder])["error"]
    assert error["code"] == "which_two"
    assert error["details"]["count"] == (count or 3)


def test_of_two_documents_in_all_these_are_meant(research: Run, tmp_path: Path) -> None:
    folder = lay(tmp_path, one="价格是 5 元。", two="价格是 7 元。")
    found = research("compare_sources", "比较这两份报价单", folders=[folder])
    assert "5" in found["answer"] and "7" in found["answer"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("is the Nova X heavier than the Orbit?", "Nova X.md (Nova X), with 205"),
        ("which has the biggest battery", "Orbit.md (Orbit), with 5100"),
        ("Pico 和 Orbit 哪个便宜", "Pico.md (Pico)，299"),
    ],
)
def test_those_named_or_all_are_held_against_each_other(
    research: Run, tmp_path: Path, text: str, told: str
) -> None:
    for name, battery, weight, price in (
        ("Nova X", 4200, 205, 499),
        ("Orbit", 5100, 188, 449),
        ("Pico", 3300, 141, 299),
    ):
        facts = f"Battery: {battery} mAh\nWeight: {weight} g\nPrice: ${price}\n"
        (tmp_path / f"{name}.md").write_text(f"# {name}\n{facts}", "utf-8")
    language = "zh" if "哪个" in text else "en"
    found = research("search_folder", text, language, folders=[str(tmp_path)])
    assert told in found["answer"]


def test_numbers_of_other_units_are_not_held_against_each_other(
    research: Run, tmp_path: Path
) -> None:
    folder = lay(tmp_path, 甲="水泵流量为3升。\n", 乙="水泵价格为1499元。\n")
    found = research("compare_sources", "哪个水泵最大", folders=[folder])
    assert "所问的最值" not in found["answer"]


def test_the_one_that_is_not_there_is_told(research: Run, tmp_path: Path) -> None:
    folder = lay(tmp_path, v1="Speed: 3\n", v2="Speed: 5\n")
    error = research("search_folder", "which is bigger, v1 or v9", "en", folders=[folder])["error"]
    assert error["code"] == "nothing_found" and "“v9”" in error["message"]
    assert "v1.md" in error["hint"]


def test_what_is_listed_of_each_is_a_table(research: Run, tmp_path: Path) -> None:
    folder = lay(
        tmp_path,
        甲="甲公司投标书\n\n报价：128万元\n\n工期：90天\n",
        乙="乙公司投标书\n\n报价为115万元。\n\n工期为120天。\n",
    )
    found = research("compare_sources", "把各家的报价和工期整理成一张表", folders=[folder])
    rows = {row["文档"][0]: row for row in found["data"]["rows"]}
    assert "128" in rows["甲"]["报价"] and "120" in rows["乙"]["工期"]

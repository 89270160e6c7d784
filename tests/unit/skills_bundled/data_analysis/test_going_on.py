"""Questions that go on from the one before them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import (
    Ask,
    Reply,
    chinese_sales,
    english_sales,
)

ROWS, SALES = english_sales(), chinese_sales()
GoOn = Callable[..., Reply]


@pytest.fixture
def go_on(act: Ask) -> GoOn:
    """Ask the last of several texts, the others before it."""

    def call(path: Path, *texts: str) -> Reply:
        language = "zh" if re.search(r"[\u4e00-\u9fff]", texts[-1]) else "en"
        parameters = {"file": str(path), "question": texts[-1], "before": list(texts[:-1])}
        return act("analyze", parameters, language, texts[-1])

    return call


def units(**held: Any) -> int:
    return sum(r["units"] for r in ROWS if all(r[k] == v for k, v in held.items()))


def test_a_condition_is_added_and_another_takes_its_place(go_on: GoOn, sales: Path) -> None:
    assert go_on(sales, "total units", "only the West").value == units(region="West")
    assert go_on(sales, "total units in the West", "and for the East?").value == units(
        region="East"
    )
    assert go_on(sales, "total units", "only the West", "only Gizmo").value == units(
        region="West", product="Gizmo"
    )
    both = go_on(sales, "total units in the West", "add the East too").value
    assert both == units(region="West") + units(region="East")


def test_what_is_said_takes_the_place_of_what_was(go_on: GoOn, sales: Path) -> None:
    first = "total units per region"
    assert go_on(sales, first, "average instead").table()["West"] == pytest.approx(
        units(region="West") / sum(r["region"] == "West" for r in ROWS)
    )
    assert set(go_on(sales, first, "by product").table()) == {"Widget", "Gadget", "Gizmo"}
    assert len(go_on(sales, first, "top 2 only").rows) == 2
    ascending = [row[1] for row in go_on(sales, first, "sort ascending").rows]
    assert ascending == sorted(ascending)
    assert len(go_on(sales, first, "also by product").rows[0]) == 3
    ranked = go_on(sales, "top 2 products by sales", "and by units?")
    assert ranked.result["data"]["columns"] == ["product", "sum(units)"]


def test_a_drawing_of_the_same(go_on: GoOn, shop: Path) -> None:
    reply = go_on(shop, "统计华东的数量总和", "换成按月的折线图")
    east = [r for r in SALES if r["地区"] == "华东"]
    assert sum(row[1] for row in reply.rows) == sum(r["数量"] for r in east)
    assert reply.result["data"]["interpretation"]["chart"] == "line"
    assert list(reply.out.glob("*.png"))
    assert reply.answer.startswith("接着上一个问题")


def test_a_new_question_keeps_the_condition_and_shows_the_other_reading(
    go_on: GoOn, sales: Path
) -> None:
    reply = go_on(sales, "total units in the West", "average units by product")
    readings = reply.result["data"]["readings"]
    assert any("region" in reading["taken"] for reading in readings)


def test_what_was_no_question_is_passed_over(go_on: GoOn, sales: Path) -> None:
    assert go_on(sales, "hello there", "total units").value == units()


def test_a_text_that_changes_nothing_is_refused(go_on: GoOn, sales: Path) -> None:
    assert go_on(sales, "total units", "thanks a lot").error["code"] == "question_not_understood"

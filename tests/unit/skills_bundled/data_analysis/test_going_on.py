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
    write_csv,
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


@pytest.mark.parametrize("why", ["why?", "why is that so?", "为什么？", "啥原因呢"])
def test_why_is_told_by_what_a_figure_is_made_of(go_on: GoOn, tmp_path: Path, why: str) -> None:
    rows = [{"region": r, "product": p, "sales": 10} for r in "ABC" for p in ("tea", "cocoa")]
    rows += [{"region": "B", "product": "tea", "sales": 70}]
    path = write_csv(tmp_path / "t.csv", rows)
    reply = go_on(path, "total sales by region", "which is the highest?", why)
    told = {row[0]: row[1:] for row in reply.rows}
    assert told["whole"] == ["B", 90, 20]
    assert told["rows"] == [None, 3, 2]
    assert told["product"] == ["tea", 80, 10]


def test_why_of_the_lowest_and_of_one_that_is_named(go_on: GoOn, tmp_path: Path) -> None:
    rows = [{"region": r, "sales": s} for r, s in (("North", 5), ("South", 40), ("West", 90))]
    path = write_csv(tmp_path / "t.csv", [*rows, *rows])
    lowest = go_on(path, "average sales by region", "which is the lowest?", "why?")
    assert lowest.rows[0][:3] == ["whole", "North", 5]
    named = go_on(path, "average sales by region", "why is the South so low?")
    assert named.rows[0][:3] == ["whole", "South", 40]


def test_a_plot_becomes_a_box_plot(go_on: GoOn, sales: Path) -> None:
    reply = go_on(sales, "total sales by region", "换成箱线图")
    assert reply.result["data"]["interpretation"]["chart"] == "box"
    assert len(reply.rows[0]) == 6


def test_what_was_found_is_what_is_kept(go_on: GoOn, sales: Path) -> None:
    reply = go_on(sales, "total units by region", "top 2", "save as top.csv")
    assert len((reply.out / "top.csv").read_text(encoding="utf-8-sig").splitlines()) == 3


def test_the_two_before_stand_side_by_side(go_on: GoOn, sales: Path) -> None:
    reply = go_on(sales, "total units in the West", "and the East?", "put both side by side")
    assert reply.table() == {"West": units(region="West"), "East": units(region="East")}
    compared = go_on(sales, "total units in the West", "compare that with the East")
    assert compared.table() == reply.table()


def test_all_are_told_after_a_few_and_theirs_alone(go_on: GoOn, sales: Path) -> None:
    first = "top 2 regions by total units"
    assert len(go_on(sales, first, "show all of them").rows) == 4
    both = go_on(sales, first, "how much is it for them by each product?").rows
    assert {row[0] for row in both} == {row[0] for row in go_on(sales, first).rows}


def test_rows_get_another_limit_and_only_some_columns(go_on: GoOn, sales: Path) -> None:
    first = "show the rows where units are more than 90"
    more = go_on(sales, first, "lower the limit to 50").rows
    assert len(more) == sum(r["units"] > 50 for r in ROWS)
    few = go_on(sales, first, "show just the region and the units, highest first")
    assert few.result["data"]["columns"] == ["region", "units"]


def test_another_figure_instead(go_on: GoOn, sales: Path) -> None:
    reply = go_on(sales, "average units per region", "the longest instead of the mean")
    assert reply.table()["West"] == max(r["units"] for r in ROWS if r["region"] == "West")


def test_a_plot_gets_a_title_a_name_and_a_format(go_on: GoOn, sales: Path) -> None:
    plot = "plot units by month"
    titled = go_on(sales, plot, "add a title 'Units so far'")
    assert "title='Units so far'" in titled.result["code"]
    kept = go_on(sales, plot, "标题改成 销量", "as svg")
    assert "title='销量'" in kept.result["code"]
    assert (kept.out / "sales-line.svg").exists()
    assert (go_on(sales, plot, "存成 png 叫 图.png").out / "图.png").exists()
    assert "title='销量'" not in go_on(sales, plot, "标题改成 销量", "by region").result["code"]


def test_the_name_of_the_file_alone_asks_again(go_on: GoOn, sales: Path) -> None:
    assert go_on(sales, "total units", "sales.csv").value == units()


def test_what_is_dropped_is_left_out(go_on: GoOn, sales: Path) -> None:
    kept = sum(r["units"] for r in ROWS if r["region"] != "West")
    for text in ("drop West", "without the West", "去掉 West", "leave out West"):
        assert go_on(sales, "total units", text).value == kept


def test_a_figure_is_added(go_on: GoOn, sales: Path) -> None:
    for text in ("加上 price 的平均值", "also the average price"):
        reply = go_on(sales, "total units by region", text)
        assert reply.result["data"]["columns"] == ["region", "sum(units)", "mean(price)"]


def test_broken_down(go_on: GoOn, sales: Path) -> None:
    for text in ("break it down by product", "split that by product", "按产品再分一下"):
        reply = go_on(sales, "total units by region", text)
        assert reply.result["data"]["columns"][:2] == ["region", "product"]


def test_another_unit(go_on: GoOn, tmp_path: Path) -> None:
    rows = [{"月份": f"2026-0{n}", "停留分钟": 60 * n} for n in (1, 2, 3)]
    path = write_csv(tmp_path / "到店.csv", rows)
    assert go_on(path, "各月平均停留分钟", "换成小时").table() == {
        "2026-01": 1,
        "2026-02": 2,
        "2026-03": 3,
    }


def test_a_table_instead_of_a_plot(go_on: GoOn, sales: Path) -> None:
    for text in ("make it a table instead", "不要图，只要表格"):
        reply = go_on(sales, "plot units by region", text)
        assert reply.result["data"]["interpretation"]["chart"] is None
        assert not list(reply.out.iterdir())


def test_turned_over(go_on: GoOn, sales: Path) -> None:
    reply = go_on(sales, "total units by region and product", "transpose it")
    assert reply.result["data"]["columns"][0] == "product"
    assert len(reply.rows) == 3
    alone = go_on(sales, "total units by region", "transpose it")
    assert alone.error["code"] == "question_not_understood"


def test_as_percentages_in_a_pie(go_on: GoOn, sales: Path) -> None:
    reply = go_on(sales, "total units by region", "as percentages", "in a pie")
    assert reply.result["data"]["interpretation"]["chart"] == "pie"
    assert "share %" in reply.result["data"]["columns"]


def kept(aggregate: Callable[[list[int]], float], **held: Any) -> dict[str, float]:
    groups: dict[str, list[int]] = {}
    for row in ROWS:
        if all(row[k] == v for k, v in held.items()):
            groups.setdefault(row["region"], []).append(row["units"])
    return {region: aggregate(values) for region, values in groups.items()}


@pytest.mark.parametrize("text", [
    "and if you only count Gizmo?", "Can you do that again with only Gizmo?", "如果只算Gizmo呢？",
])  # fmt: skip
def test_only_some_of_them_are_told_by_the_same_figure(go_on: GoOn, sales: Path, text: str) -> None:
    reply = go_on(sales, "average units by region", text)
    means = kept(lambda values: sum(values) / len(values), product="Gizmo")
    assert reply.table() == pytest.approx(means)


def test_what_is_asked_of_the_groups_just_told(go_on: GoOn, sales: Path) -> None:
    first, sums = "total units by region", kept(sum)
    ranked = sorted(sums, key=lambda region: sums[region])
    assert go_on(sales, first, "who comes last?").table() == {ranked[0]: sums[ranked[0]]}
    between = (sums[ranked[-1]] + sums[ranked[-2]]) / 2
    assert set(go_on(sales, first, f"hide everything below {between}").table()) == {ranked[-1]}
    assert go_on(sales, first, "and all together?").value == sum(sums.values())
    apart = go_on(sales, first, f"how much more does {ranked[1]} have than {ranked[0]}?").answer
    assert f"{sums[ranked[1]] - sums[ranked[0]]}" in apart
    assert go_on(sales, first, "分别最高的是多少").table() == kept(max)


@pytest.mark.parametrize("text", ["put that into an Excel file", "导出成 Excel 表格"])
def test_the_answer_is_kept_in_whatever_words(go_on: GoOn, sales: Path, text: str) -> None:
    assert (go_on(sales, "total units by region", text).out / "result.xlsx").exists()

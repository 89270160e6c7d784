"""Plots: a PNG of the right size with ink in it, by the name asked for; the program draws it."""

import re
import struct
import zlib
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import (
    Ask,
    Reply,
    english_sales,
    write_csv,
)


def picture(reply: Reply, name: str = "") -> tuple[int, int, int]:
    """(width, height, different bytes) of the only PNG, read by its own rules."""
    [path] = [path for path in reply.out.iterdir() if path.suffix == ".png"]
    assert path.name == name or not name
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    place, packed = 8, b""
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        packed += data[place + 8 : place + 8 + length] if kind == b"IDAT" else b""
        place += length + 12
    return width, height, len(set(zlib.decompress(packed)))


@pytest.mark.parametrize(
    ("question", "chart"),
    [
        ("plot sales by region as a bar chart", "bar"),
        ("draw a bar chart of units by product", "bar"),
        ("line chart of monthly sales", "line"),
        ("plot sales over time", "line"),
        ("sales trend by week", "line"),
        ("pie chart of sales by region", "pie"),
        ("histogram of units", "histogram"),
        ("plot the distribution of sales", "histogram"),
        ("scatter plot of units vs sales", "scatter"),
        ("chart of units by region and product", "bar"),
        ("按地区画销售额柱状图", "bar"),
        ("画出每月销售额的折线图", "line"),
        ("各产品销售额占比饼图", "pie"),
        ("units 的直方图", "histogram"),
        ("units 和 sales 的散点图", "scatter"),
        ("销售额的月度趋势", "line"),
        ("box plot of sales by region", "box"),
        ("各产品销售额的箱线图", "box"),
        ("a box-and-whisker chart of units and sales", "box"),
        ("heat map of sales by region and product", "heat"),
        ("画一张热力图：每个地区每个月的销售额", "heat"),
        ("heatmap of the correlations between units, price and sales", "heat"),
        ("stacked bar chart of sales by region and product", "stacked"),
        ("每月各产品销售额的堆叠柱状图", "stacked"),
        ("stacked bars of sales by region", "bar"),
    ],
)
def test_charts(ask: Ask, sales: Path, question: str, chart: str) -> None:
    reply = ask(sales, question)
    assert reply.result["data"]["interpretation"]["chart"] == chart
    width, height, ink = picture(reply)
    assert width > 600
    assert height > 400
    assert ink > 50
    assert "savefig" in reply.result["code"]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("按地区统计销售额，画柱状图，保存成 地区.png", "地区.png"),
        ("plot sales by region and save it as out.png", "out.png"),
        ("Plot monthly sales as a line chart, save to /tmp/elsewhere/trend.png", "trend.png"),
        ("画图：各地区销售额，存为 b.png", "b.png"),
    ],
)
def test_the_name_asked_for(ask: Ask, sales: Path, question: str, name: str) -> None:
    picture(ask(sales, question), name)


def test_no_plot_unless_asked(ask: Ask, sales: Path) -> None:
    assert not list(ask(sales, "total sales by region").out.iterdir())


def test_many_and_long_labels(ask: Ask, tmp_path: Path) -> None:
    rows = [
        {"shop": f"一家名字特别特别长的门店 number {i} in a far away town", "sales": i}
        for i in range(1, 60)
    ]
    reply = ask(write_csv(tmp_path / "t.csv", rows), "bar chart of sales by shop")
    width, height, _ = picture(reply)
    assert max(width, height) < 2500
    assert len(reply.rows) == 59


def test_chinese_letters_are_drawn(
    ask: Ask, shop: Path, guest_python: tuple[str, str], tmp_path: Path
) -> None:
    """The program itself, run by the image's Python, must not miss a glyph."""
    import os
    import subprocess

    program = tmp_path / "draw.py"
    program.write_text(ask(shop, "按地区画销售额的柱状图").result["code"], encoding="utf-8")
    python, packages = guest_python
    environment = {
        **os.environ,
        "PYTHONPATH": packages,
        "AIOS_OUT": str(tmp_path),
        "MPLCONFIGDIR": str(tmp_path),
    }
    ran = subprocess.run(
        [python, str(program)], capture_output=True, text=True, check=True, env=environment
    )
    if packages:  # a Python of the user's own may have no Chinese font
        assert "missing from font" not in ran.stderr


def test_a_table_asked_for_as_csv(ask: Ask, sales: Path) -> None:
    reply = ask(sales, "按地区统计销售额，结果保存成 out.csv")
    lines = (reply.out / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "region,sum(sales)"
    assert len(lines) == 5


def test_a_long_table_is_written_as_csv(ask: Ask, sales: Path) -> None:
    reply = ask(sales, "sales by day")
    assert len(reply.rows) > 50
    assert len((reply.out / "result.csv").read_text().splitlines()) == len(reply.rows) + 1


@pytest.mark.parametrize("question", ["plot it", "画图", "chart them", "帮我画一张柱状图"])
def test_a_plot_of_no_named_column_draws_the_number_by_the_names(
    ask: Ask, tmp_path: Path, question: str
) -> None:
    stories = [{"url": f"https://x/{n}", "title": f"Story {n}", "score": 10 * n} for n in range(9)]
    reply = ask(write_csv(tmp_path / "news.csv", stories), question)
    read = reply.result["data"]["interpretation"]
    assert (read["chart"], read["group_by"][0]["column"]) == ("bar", "title")
    assert read["measures"] == [{"aggregate": "sum", "column": "score"}]
    assert reply.result["data"]["rows"][0] == ["Story 8", 80]
    picture(reply)


def test_what_is_kept_is_what_is_drawn(ask: Ask, tmp_path: Path) -> None:
    stories = [{"title": f"Story {n}", "score": 10 * n} for n in range(9)]
    path = write_csv(tmp_path / "news.csv", stories)
    reply = ask(path, "keep the ones with score above 50, chart them")
    assert [row[0] for row in reply.result["data"]["rows"]] == ["Story 8", "Story 7", "Story 6"]
    picture(reply)


def test_a_table_without_numbers_is_counted_by_what_repeats(ask: Ask, tmp_path: Path) -> None:
    things = [{"name": f"P{n}", "colour": "red" if n % 3 else "blue"} for n in range(9)]
    reply = ask(write_csv(tmp_path / "a.csv", things), "画图")
    assert reply.result["data"]["rows"] == [["red", 6], ["blue", 3]]


def test_where_nothing_can_be_plotted_it_says_so(ask: Ask, tmp_path: Path) -> None:
    stories = [{"title": f"Story {n}", "url": f"https://x/{n}"} for n in range(5)]
    reply = ask(write_csv(tmp_path / "a.csv", stories), "plot it")
    assert reply.error["code"] == "nothing_to_plot"
    assert "title" in reply.error["hint"]


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("which region sold most? plot it, save as plot.svg", 4),
        ("哪个月的销售额最低？画柱状图，保存成 plot.svg", 3),
    ],
)
def test_the_answer_stands_out_from_all_it_is_chosen_of(
    ask: Ask, tmp_path: Path, question: str, columns: int
) -> None:
    rows = [
        {"date": f"2026-0{month}-0{day}", "region": region, "sales": 100 * place + 40 * month}
        for month in (1, 2, 3)
        for day in (1, 2)
        for place, region in enumerate("NESW")
    ]
    reply = ask(write_csv(tmp_path / "t.csv", rows), question)
    drawn = (reply.out / "plot.svg").read_text("utf-8")
    bars = re.findall(r"fill: (#1f77b4|#ff7f0e)", drawn)
    assert (bars.count("#ff7f0e"), len(bars)) == (1, columns)


def test_a_box_plot_tells_five_figures(ask: Ask, tmp_path: Path) -> None:
    rows = [{"team": t, "points": n} for t in "AB" for n in (*range(1, 10), 90 if t == "B" else 9)]
    reply = ask(write_csv(tmp_path / "t.csv", rows), "box plot of points by team")
    assert reply.rows == [["A", 1, 3.25, 5.5, 7.75, 9], ["B", 1, 3.25, 5.5, 7.75, 90]]
    picture(reply, "t-box.png")


def test_a_heat_map_of_one_group_is_bars_and_says_so(ask: Ask, sales: Path) -> None:
    reply = ask(sales, "heat map of sales by region")
    assert reply.result["data"]["interpretation"]["chart"] == "bar"
    assert any("heat map" in note for note in reply.result["notes"])


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("bar chart of sales by region titled 'Sales by Region'", "Sales by Region"),
        ("plot sales by region, title it Who sold what, and save as a.png", "Who sold what"),
        ("按地区画销售额柱状图，标题为“各区业绩”", "各区业绩"),
        ("画各地区销售额的饼图，标题叫 Umsatz，保存成 b.png", "Umsatz"),
    ],
)
def test_the_title_asked_for(ask: Ask, sales: Path, question: str, title: str) -> None:
    code = ask(sales, question).result["code"]
    assert f"title={title!r}" in code or f"set_title({title!r}" in code


def test_a_column_of_titles_is_no_title(ask: Ask, tmp_path: Path) -> None:
    films = [{"title": f"Film {n % 3}", "score": n} for n in range(9)]
    reply = ask(write_csv(tmp_path / "films.csv", films), "plot the total score by title")
    assert reply.table() == {"Film 0": 9, "Film 1": 12, "Film 2": 15}


@pytest.mark.parametrize(
    ("question", "drawn"),
    [
        ("line chart of sales by month with a 3 month moving average", "moving average of 3"),
        ("plot the running total of sales by month", "running total"),
        ("画每月销售额的环比增长", "增长 %"),
    ],
)
def test_what_is_told_along_the_time_is_drawn(
    ask: Ask, sales: Path, question: str, drawn: str
) -> None:
    code = ask(sales, question).result["code"]
    assert re.search(rf"{re.escape(drawn)}.*columns\.index", code)


def test_lines_are_named_in_words(ask: Ask, sales: Path) -> None:
    result = ask(sales, "画一张图，两条线：每个月的 units 和 sales").result
    assert "'units 总和'" in result["code"]
    assert "'sales 总和'" in result["code"]
    assert "未用到" not in str(result["notes"])


@pytest.mark.parametrize(
    ("question", "bins"),
    [
        ("histogram of sales with 10 bins", 10),
        ("sales 的直方图，分成 8 组", 8),
        ("draw a histogram of sales, bins=25", 25),
        ("sales 的直方图", 20),
    ],
)
def test_as_many_bars_as_asked(ask: Ask, sales: Path, question: str, bins: int) -> None:
    low, high, _ = ask(sales, question).rows[0]
    held = [float(r["sales"]) for r in english_sales() if r["sales"] != ""]
    assert high - low == pytest.approx((max(held) - min(held)) / bins)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("draw sales by region as svg", "sales-bar.svg"),
        ("画各地区销售额的柱状图，存成 svg 格式", "sales-bar.svg"),
        ("画各地区销售额的柱状图，存成 png 叫 图一.png", "图一.png"),
    ],
)
def test_the_format_of_a_picture(ask: Ask, sales: Path, question: str, name: str) -> None:
    assert [path.name for path in ask(sales, question).out.iterdir()] == [name]


def test_answers_on_a_scale_are_stacked(ask: Ask, tmp_path: Path) -> None:
    rows = [{"sex": "FM"[n % 2], "satisfaction": n % 3 + 1} for n in range(12)]
    reply = ask(write_csv(tmp_path / "t.csv", rows), "stacked bar chart of satisfaction by sex")
    assert len(reply.rows) == 6 and all(row[2] == 2 for row in reply.rows)

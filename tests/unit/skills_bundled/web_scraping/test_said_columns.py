"""Orders, figures, columns worked out and named, as sentences say them; two lists compared."""

import json
from pathlib import Path
from typing import Any

from tests.unit.skills_bundled.web_scraping.conftest import SCRIPTS

STOCK = [
    {"品名": "碗", "库存数量": 35, "单价(元)": 4.5},
    {"品名": "杯", "库存数量": 0, "单价(元)": 9},
]
TOWNS = [
    {"Town": "Ardal", "Author": "Ann", "Population": 900, "Area (km²)": 30, "Copies left": 2},
    {"Town": "Bolby", "Author": "Ann", "Population": 400, "Area (km²)": 40, "Copies left": 0},
    {"Town": "Corran", "Author": "Ben", "Population": 700, "Area (km²)": 7, "Copies left": 5},
]
FAIRS = [{"title": "Elm", "date": "2026-12-03"}, {"title": "Oak", "date": "2027-01-05"}]
GROWN = [{"Town": "Ardal", "2015": 900, "2025": 950}, {"Town": "Bolby", "2015": 40, "2025": 30}]
READ = """
import json, sys
scripts, texts = json.load(sys.stdin)
sys.path.insert(0, scripts)
from arrange import arrangement
from derived import derived_order, with_derived
from named_columns import names_said
for text, sample in texts:
    asked = arrangement(text, sample, None)
    derived = with_derived(text, sample)[1]
    told = derived_order(text, derived[0]) if derived else None
    print(json.dumps([asked.keep, asked.sort, asked.figures, derived, told, names_said(text)]))
"""
SAID: dict[str, tuple[list[dict[str, Any]], int, Any]] = {
    "数量少的排前面": (STOCK, 1, ["库存数量", False]),
    "剩余数量少于20的有哪些": (STOCK, 0, [["库存数量", "<", 20]]),
    "biggest area first": (TOWNS, 1, ["Area (km²)", True]),
    "which have no copies left": (TOWNS, 0, [["Copies left", "=", 0]]),
    "每位作者有几个": (TOWNS, 2, [["count", "", "Author"]]),
    "which authors have more than one town": (TOWNS, 2, [["at least 2", "", "Author"]]),
    "people per square kilometre for each town, highest first": (
        TOWNS, 4, [["Population / Area (km²)", True], False],
    ),
    "库存数量乘以单价最高的是哪个": (STOCK, 4, [["库存数量 × 单价(元)", True], True]),
    "as towns.csv with the columns name, people and size": (TOWNS, 5, ["name", "people", "size"]),
    "which fairs are on 5 January": (
        FAIRS, 0, [["date", ">=", "2027-01-05"], ["date", "<", "2027-01-06"]],
    ),
    "12月1日到12月10日的集市": (
        FAIRS, 0, [["date", ">=", "2026-12-01"], ["date", "<", "2026-12-11"]],
    ),
    "fairs until December 10th, 2026": (FAIRS, 0, [["date", "<", "2026-12-11"]]),
    "which towns have a population of more than 500": (TOWNS, 2, []),
    "which towns grew between 2015 and 2025": (GROWN, 0, [["2025", "> column", "2015"]]),
    "2025年比2015年人少的镇": (GROWN, 0, [["2025", "< column", "2015"]]),
    "键名用 title、author、updated": (TOWNS, 5, ["title", "author", "updated"]),
}  # fmt: skip


def test_sentences_say_orders_figures_and_columns(run_python: Any, tmp_path: Path) -> None:
    texts = [(text, sample) for text, (sample, _, _) in SAID.items()]
    program = tmp_path / "read.py"
    program.write_text(READ, "utf-8")
    done = run_python(str(program), json.dumps([str(SCRIPTS), texts]))
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    for (text, (_, part, wanted)), line in zip(SAID.items(), lines, strict=True):
        assert line[part] == wanted, (text, line)


def test_two_lists_are_compared_by_what_things_are_called(site: Any, scrape: Any) -> None:
    rows = "<tr><td>Elm tray</td><td>$12.00</td></tr><tr><td>Oak stool</td><td>$40.00</td></tr>"
    site.pages["/old"] = f"<table><tr><th>Name</th><th>Price</th></tr>{rows}</table>"
    cards = (("Oak stool", 44), ("Elm tray", 12), ("Fir bench", 80))
    items = (f"<li><h3>{name}</h3><b class=price>${price}.00</b></li>" for name, price in cards)
    site.pages["/new"] = f"<ul>{''.join(items)}</ul>"
    text = f"{site.url}/old and {site.url}/new: which things have another price now?"
    result = scrape("compare_pages", text, "en", url=f"{site.url}/old", question=text)
    found = [list(item.values()) for item in result["data"]["items"]]
    assert found == [["Oak stool", 40, 44]]
    text = f"对比 {site.url}/old 和 {site.url}/new，哪些是新增的？"
    result = scrape("compare_pages", text, "zh", url=f"{site.url}/old", question=text)
    assert [item["title"] for item in result["data"]["items"]] == ["Fir bench"]


def test_an_item_has_the_heading_it_stands_under_for_its_kind(site: Any, scrape: Any) -> None:
    menu = {"凉菜": ("拍黄瓜", "皮蛋"), "热菜": ("水煮鱼", "麻婆豆腐", "排骨")}
    parts = (f"<h2>{kind}</h2><ul>{''.join(f'<li>{n}</li>' for n in names)}</ul>"
             for kind, names in menu.items())  # fmt: skip
    site.pages["/"] = f"<h1>菜单</h1>{''.join(parts)}"
    text = "列出菜单，分类、菜名两列，存为 menu.csv"
    result = scrape("scrape_list", text, "zh", url=f"{site.url}/")
    lines = result["files"]["menu.csv"].splitlines()
    assert lines[0] == "分类,菜名"
    assert {"凉菜,皮蛋", "热菜,排骨"} <= set(lines)

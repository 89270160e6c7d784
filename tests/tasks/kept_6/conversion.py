"""Tables and texts into other forms: lists, sheets, a workbook, an old encoding."""

import csv
import io
import zipfile
from html import unescape

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed, workbook
from tests.tasks.making import xlsx
from tests.tasks.markup import titles
from tests.tasks.world import World


@task("en")
def products_out_of_json(world: World) -> Asked:
    products = [
        {"sku": f"K{world.chance.randint(1000, 9999)}-{i}", "name": name, "stock": 7 * i + 1}
        for i, name in enumerate(titles(world.chance, world.chance.randint(8, 14)))
    ]
    world.json("products.json", products)

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".csv").read_text("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert rows == [{k: str(v) for k, v in product.items()} for product in products], rows

    return Asked("convert products.json to csv", holds)


@task("zh")
def every_sheet_a_csv(world: World) -> Asked:
    sheets = {
        name: [(good, world.chance.randint(1000, 9999)) for good in titles(world.chance, 5, True)]
        for name in ("城东店", "城西店", "网店")
    }
    xlsx(world, "日报.xlsx", {name: (("商品", "销量"), rows) for name, rows in sheets.items()})

    def holds(answered: Answered) -> None:
        answered.completed()
        texts = [p.read_text("utf-8-sig") for p in handed(answered) if p.suffix == ".csv"]
        for name, rows in sheets.items():
            lines = {f"{good},{count}" for good, count in rows}
            own = [t for t in texts if lines <= {line.strip() for line in t.splitlines()}]
            assert own and all(len(t.strip().splitlines()) == 6 for t in own), (name, texts)

    return Asked("把日报.xlsx的每个工作表分别导出成csv文件", holds)


@task("en")
def two_tables_in_one_workbook(world: World) -> Asked:
    income = [(f"2026-0{i + 1}", world.chance.randint(10000, 99999)) for i in range(6)]
    costs = [(name, world.chance.randint(10000, 99999)) for name in titles(world.chance, 6)]
    world.csv("income.csv", ("month", "income"), income)
    world.csv("expenses.csv", ("item", "expense"), costs)

    def holds(answered: Answered) -> None:
        path = answered.completed().file(".xlsx")
        with zipfile.ZipFile(path) as book:
            sheets = [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        content = unescape(workbook(path))
        assert len(sheets) == 2, sheets
        assert all(str(value) in content for _, value in (*income, *costs)), content[:1500]
        assert all(name in content for name, _ in costs), content[:1500]

    return Asked(
        "Please put income.csv and expenses.csv into one Excel workbook, each on its own sheet.",
        holds,
    )


@task("zh")
def out_of_big5(world: World) -> Asked:
    lines = [
        f"第{i}條：{world.chance.choice(['請準時出席', '資料須妥善保管', '設備歸還總務處'])}。"
        for i in range(1, world.chance.randint(9, 16))
    ]
    text = "\n".join(lines) + "\n"
    world.text("通知.txt", text, encoding="big5")

    def holds(answered: Answered) -> None:
        told = answered.completed().file(".txt").read_text("utf-8-sig")
        assert told.splitlines() == lines, told[:500]

    return Asked("通知.txt是台湾同事发来的，Big5编码，打开全是乱码，转成UTF-8", holds)

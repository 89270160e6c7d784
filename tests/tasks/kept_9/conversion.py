"""Files that people want in another format."""

import json
import subprocess
import tarfile
from typing import Any

import openpyxl

from tests import warm
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed
from tests.tasks.making import xlsx
from tests.tasks.world import World


@task("en")
def reports_in_a_tarball(world: World) -> Asked:
    chance = world.chance
    wanted = {}
    for month in chance.sample(["jan", "feb", "mar", "apr", "may", "jun", "jul"], 5):
        content = "\n".join(str(chance.randint(1, 10**6)) for _ in range(40))
        world.text(f"reports/{chance.choice(['', '2026/'])}{month}.txt", content)
        wanted[f"{month}.txt"] = content.encode()

    def holds(answered: Answered) -> None:
        packed = [p for p in handed(answered.completed()) if p.name.endswith((".tar.gz", ".tgz"))]
        assert packed, handed(answered)
        found = {}
        with tarfile.open(packed[0], "r:gz") as archive:
            for member in archive.getmembers():
                file = archive.extractfile(member)
                if file:
                    found[member.name.rpartition("/")[2]] = file.read()
        assert found == wanted, sorted(found)

    return Asked("pack the reports folder into a tar.gz for me", holds)


@task("zh")
def contacts_out_of_gbk(world: World) -> Asked:
    chance = world.chance
    names = [a + b for a in "陈林黄郑谢许" for b in ("建国", "秀英", "志强", "海燕")]
    chosen = chance.sample(names, 12)
    lines = [
        f"{n}\t1{chance.randint(3 * 10**9, 9 * 10**9)}\t第{i + 1}小组" for i, n in enumerate(chosen)
    ]
    world.text("通讯录.txt", "\n".join(lines) + "\n", encoding="gbk")

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".txt").read_bytes().decode("utf-8-sig")
        assert text.splitlines() == lines, text[:600]

    return Asked("通讯录.txt 是 GBK 编码的，在我电脑上打开全是乱码，帮我转成 UTF-8 编码", holds)


_READ = """
import duckdb, json, sys
found = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [sys.argv[1]])
names = [d[0] for d in found.description]
print(json.dumps([dict(zip(names, map(str, row))) for row in found.fetchall()]))
"""


@task("en")
def measurements_into_parquet(world: World) -> Asked:
    chance = world.chance
    header = ("station", "day", "rain_mm", "visitors")
    rows = [
        (
            chance.choice(["Oslo", "Bergen", "Tromso"]),
            f"2026-03-{day % 28 + 1:02}",
            chance.randint(0, 400) / 8,
            chance.randint(100, 999),
        )
        for day in range(84)
    ]
    world.csv("measurements.csv", header, rows)

    def holds(answered: Answered) -> None:
        path = answered.completed().file(".parquet")
        command = [str(warm.guest_python()), "-c", _READ, str(path)]
        told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        found = [
            (r["station"], r["day"][:10], float(r["rain_mm"]), float(r["visitors"]))
            for r in json.loads(told.stdout)
        ]
        assert sorted(found) == sorted(rows), found[:5]

    return Asked("Convert measurements.csv to Parquet, please.", holds)


def _same(told: Any, value: Any) -> bool:
    if isinstance(value, str):
        return bool(told == value)
    try:
        return bool(float(told) == value)
    except (TypeError, ValueError):
        return False


@task("zh")
def members_as_json(world: World) -> Asked:
    chance = world.chance
    header = ("卡号", "姓名", "等级", "积分")
    names = [a + b for a in "冯陈褚卫蒋" for b in ("小雨", "大伟", "晓梅")]
    rows = [
        (f"0{n}", name, chance.choice(["银卡", "金卡", "钻石"]), chance.randint(100, 9999))
        for n, name in zip(chance.sample(range(10000, 99999), 12), names, strict=False)
    ]
    xlsx(world, "会员.xlsx", {"会员": (header, rows)})

    def holds(answered: Answered) -> None:
        found = json.loads(answered.completed().file(".json").read_text("utf-8-sig"))
        if isinstance(found, dict) and len(found) == 1:  # the sheet's name around its rows
            found = next(iter(found.values()))
        assert isinstance(found, list) and len(found) == len(rows), found
        for record, row in zip(found, rows, strict=True):
            assert all(_same(record[k], v) for k, v in zip(header, row, strict=True)), record

    return Asked("会员.xlsx 转成 JSON，一个会员一个对象，列名当键", holds)


@task("en")
def a_menu_out_of_markdown(world: World) -> Asked:
    chance = world.chance
    dishes = chance.sample(["Soup", "Salad", "Pasta", "Curry", "Burger", "Stew", "Tart", "Pie"], 6)
    rows = [
        (d, chance.choice(["starter", "main", "dessert"]), chance.randint(9, 49) / 2)
        for d in dishes
    ]
    table = "\n".join(f"| {dish} | {kind} | {price} |" for dish, kind, price in rows)
    world.text(
        "menu.md",
        "# Our menu\n\nNew since spring.\n\n| Dish | Course | Price |\n|---|---|---|\n"
        f"{table}\n\nSee you soon!\n",
    )

    def holds(answered: Answered) -> None:
        book = openpyxl.load_workbook(answered.completed().file(".xlsx"))
        found = [[c for c in row if c is not None] for s in book.worksheets for row in s.values]
        assert ["Dish", "Course", "Price"] in found, found
        for dish, kind, price in rows:
            assert any(
                len(r) == 3 and r[:2] == [dish, kind] and _same(r[2], price) for r in found
            ), (dish, kind, price, found)

    return Asked("There's a table in menu.md. I need it as an Excel file.", holds)

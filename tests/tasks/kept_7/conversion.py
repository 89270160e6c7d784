"""Settings, tables and an old export into other forms; and a workbook that is not there."""

import csv
import io
import json
from html import unescape

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import refused, workbook
from tests.tasks.making import xlsx
from tests.tasks.markup import prose, titles
from tests.tasks.world import World


@task("zh")
def settings_for_the_front_end(world: World) -> Asked:
    name, port = titles(world.chance, 1, zh=True)[0], world.chance.randint(2000, 9000)
    hosts = [f"10.0.0.{n}" for n in world.chance.sample(range(2, 250), 3)]
    text = "\n".join(
        [
            f"name: {name}",
            "debug: false",
            "server:",
            f"  port: {port}",
            f"  timeout: {port % 7 + 1}.5",
            "  hosts:",
            *(f"    - {host}" for host in hosts),
            "note: null",
        ]
    )
    world.text("config.yaml", text + "\n")
    server = {"port": port, "timeout": port % 7 + 1.5, "hosts": hosts}
    expected = {"name": name, "debug": False, "server": server, "note": None}

    def holds(answered: Answered) -> None:
        held = json.loads(answered.completed().file(".json").read_text("utf-8-sig"))
        assert held == expected, held

    return Asked("config.yaml转成json，前端要用", holds)


@task("en")
def prices_out_of_markdown(world: World) -> Asked:
    rows = [
        [name, str(world.chance.randint(100, 999)), f"{world.chance.randint(1, 9)} weeks"]
        for name in titles(world.chance, world.chance.randint(5, 9))
    ]
    table = [["product", "price", "lead time"], *rows]
    shown = [f"| {' | '.join(cells)} |" for cells in table]
    shown.insert(1, "|---|---:|---|")
    text = ["# Price list", "", prose(world.chance), "", *shown, "", prose(world.chance)]
    world.text("pricing.md", "\n".join(text) + "\n")

    def holds(answered: Answered) -> None:
        held = answered.completed().file(".csv").read_text("utf-8-sig")
        found = [[c.strip() for c in row] for row in csv.reader(io.StringIO(held)) if row]
        assert found == table, held

    return Asked("There's a table in pricing.md, can you turn it into a CSV?", holds)


@task("zh")
def an_old_export_for_excel(world: World) -> Asked:
    rows = [
        (f"KH{world.chance.randint(1000, 9999)}{i}", f"{name}有限公司", f"备注：{i}号货架，易碎")
        for i, name in enumerate(titles(world.chance, world.chance.randint(7, 13), zh=True))
    ]
    lines = ["客户编号,客户名称,备注", *(",".join(row) for row in rows)]
    world.text("客户资料.csv", "\r\n".join(lines) + "\r\n", encoding="gbk")

    def holds(answered: Answered) -> None:
        sheet = unescape(workbook(answered.completed().file(".xlsx")))
        for cell in ("客户编号", "客户名称", "备注", *(cell for row in rows for cell in row)):
            assert cell in sheet, (cell, sheet[:800])

    return Asked("老系统导出的 客户资料.csv 是 GBK 编码，Excel 打开是乱码，麻烦转成 xlsx", holds)


@task("en")
def rows_of_a_sheet_as_objects(world: World) -> Asked:
    items = [
        {"part": name, "bin": f"R{world.chance.randint(1, 40)}-{i}", "on_hand": 13 * i + 2}
        for i, name in enumerate(titles(world.chance, world.chance.randint(6, 12)))
    ]
    rows = [list(item.values()) for item in items]
    xlsx(world, "inventory.xlsx", {"Stock": (("part", "bin", "on_hand"), rows)})

    def holds(answered: Answered) -> None:
        held = json.loads(answered.completed().file(".json").read_text("utf-8-sig"))
        assert held in (items, {"Stock": items}), held

    return Asked("inventory.xlsx -> JSON pls, an array with one object per row", holds)


@task("zh")
def a_workbook_nobody_saved(world: World) -> Asked:
    world.text("说明.txt", f"第{world.chance.randint(1, 99)}版\n")
    return Asked("请把 季度汇总.xlsx 转换成 CSV 文件", lambda a: refused(a, "季度汇总.xlsx"))

"""Files of one kind made into another."""

import csv
import json
import tomllib
import zipfile
from typing import Any

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.making import seven_zip, xlsx
from tests.tasks.world import World


@task("en")
def seven_zip_repacked(world: World) -> Asked:
    folders = ("", "docs/", "docs/old/")
    files: dict[str, str | bytes] = {
        f"{folders[i % 3]}{title.replace(' ', '-')}.txt": markup.prose(world.chance)
        for i, title in enumerate(markup.titles(world.chance, 6))
    }
    files["data.bin"] = world.chance.randbytes(900)
    seven_zip(world, "archive.7z", files)
    wanted = {n: c.encode() if isinstance(c, str) else c for n, c in files.items()}

    def holds(answered: Answered) -> None:
        with zipfile.ZipFile(answered.completed().file(".zip")) as archive:
            members = [n for n in archive.namelist() if not n.endswith("/")]
            packed = {n.removeprefix("archive/"): archive.read(n) for n in members}
        assert packed == wanted, sorted(packed)

    return Asked("Convert archive.7z to a zip file, please", holds)


@task("zh")
def old_diary_to_utf8(world: World) -> Asked:
    text = "\n".join(markup.prose(world.chance, True) for _ in range(8)) + "\n"
    name = f"日记{world.chance.randint(1998, 2009)}.txt"
    world.text(name, text, encoding="gbk")

    def holds(answered: Answered) -> None:
        told = answered.completed().file(".txt").read_bytes().decode("utf-8-sig")
        assert told.replace("\r\n", "\n").strip() == text.strip(), told[:500]

    return Asked(f"{name} 是 GBK 编码的，打开是乱码，帮我转成 UTF-8", holds)


@task("en")
def staff_workbook_to_json(world: World) -> Asked:
    rows = [
        (f"E{200 + i}", title, world.chance.randint(2000, 9000), world.chance.random() < 0.5)
        for i, title in enumerate(markup.titles(world.chance, 12))
    ]
    xlsx(world, "staff.xlsx", {"staff": (("code", "name", "salary", "remote"), rows)})
    wanted = [dict(zip(("code", "name", "salary", "remote"), r, strict=True)) for r in rows]

    def holds(answered: Answered) -> None:
        told: Any = json.loads(answered.completed().file(".json").read_text("utf-8"))
        if isinstance(told, dict):  # the rows may stand below the sheet's name
            told = next(v for v in told.values() if isinstance(v, list))
        assert told == wanted, told[:3]

    return Asked("Turn staff.xlsx into a JSON file, a list with one object per row", holds)


@task("zh")
def settings_yaml_to_toml(world: World) -> Asked:
    port, size = world.chance.randint(3000, 9000), world.chance.randint(2, 64)
    rate = world.chance.randint(11, 99) / 100
    hosts = [f"{world.chance.choice(markup.SYLLABLES)}{i}.example" for i in range(3)]
    city = world.chance.choice(["杭州", "昆明", "大连"])
    lines = [
        f"name: 机房-{city}",
        "debug: false",
        "server:",
        f"  port: {port}",
        "  hosts:",
        *(f"    - {host}" for host in hosts),
        "  pool:",
        f"    size: {size}",
        f"    rate: {rate}",
        "jobs:",
        "  - name: 备份",
        f"    every: {size * 2}",
        "  - name: 清理",
        f"    every: {size * 3}",
    ]
    world.text("settings.yaml", "\n".join(lines) + "\n")
    pool = {"size": size, "rate": rate}
    jobs = [{"name": "备份", "every": size * 2}, {"name": "清理", "every": size * 3}]
    server = {"port": port, "hosts": hosts, "pool": pool}
    wanted = {"name": f"机房-{city}", "debug": False, "server": server, "jobs": jobs}

    def holds(answered: Answered) -> None:
        told = tomllib.loads(answered.completed().file(".toml").read_text("utf-8"))
        assert told == wanted, told

    return Asked("把 settings.yaml 转换成 TOML 格式的文件", holds)


@task("en")
def markdown_table_to_csv(world: World) -> Asked:
    rows = [
        [t, str(world.chance.randint(5, 900)), f"{world.chance.uniform(2, 50):.2f}"]
        for t in markup.titles(world.chance, 10)
    ]
    rows[2][0] += ", large"
    header = ["Article", "Stock", "Price"]
    lines = [f"| {' | '.join(cells)} |" for cells in (header, ["---", "---:", "---:"], *rows)]
    world.text("stock.md", f"# Stock\n\n{markup.prose(world.chance)}\n\n" + "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        with answered.completed().file(".csv").open(newline="", encoding="utf-8-sig") as file:
            told = [row for row in csv.reader(file) if row]
        assert told[0] == header and len(told) == len(rows) + 1, told[:3]
        for got, row in zip(told[1:], rows, strict=True):
            assert got[0] == row[0] and [float(c) for c in got[1:]] == [float(c) for c in row[1:]]

    return Asked("Convert the table in stock.md to a CSV file", holds)

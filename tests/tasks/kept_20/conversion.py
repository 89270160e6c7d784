"""From one format into another: encodings, settings, archives, tables."""

import csv
import io
import json
import tomllib
import zipfile

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import whole
from tests.tasks.making import parquet, seven_zip, xlsx
from tests.tasks.world import World


@task("zh")
def an_old_list_readable_again(world: World) -> Asked:
    rows = [
        [name, str(world.chance.randint(1, 500))]
        for name in markup.titles(world.chance, 12, zh=True)
    ]
    content = "品名,库存\n" + "".join(f"{name},{count}\n" for name, count in rows)
    world.text("库存表.csv", content, "gb18030")

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".csv").read_text("utf-8-sig")
        assert list(csv.reader(io.StringIO(text))) == [["品名", "库存"], *rows], text[:500]

    return Asked("库存表.csv 是 GBK 编码的，帮我转成 UTF-8 编码的 CSV", holds)


@task("en")
def a_gateway_set_up_in_toml(world: World) -> Asked:
    port, size = world.chance.randint(2000, 9000), world.chance.randint(2, 64)
    hosts = [f"node{n}.example" for n in world.chance.sample(range(100), 3)]
    wanted = {
        "title": "gateway",
        "server": {"port": port, "tls": True, "hosts": hosts},
        "cache": {"size_mb": size, "ratio": 0.25},
    }
    listed = "".join(f"    - {host}\n" for host in hosts)
    world.text(
        "gateway.yaml",
        f"title: gateway\nserver:\n  port: {port}\n  tls: true\n  hosts:\n{listed}"
        f"cache:\n  size_mb: {size}\n  ratio: 0.25\n",
    )

    def holds(answered: Answered) -> None:
        found = tomllib.loads(answered.completed().file(".toml").read_text("utf-8"))
        assert found == wanted, found

    return Asked("Convert gateway.yaml to TOML please", holds)


@task("en")
def a_seven_zip_made_a_zip(world: World) -> Asked:
    files = {f"lot/{'in/' * (n % 2)}part{n}.txt": markup.prose(world.chance) for n in range(5)}
    seven_zip(world, "delivery.7z", files)

    def holds(answered: Answered) -> None:
        with zipfile.ZipFile(answered.completed().file(".zip")) as packed:
            found = {n: packed.read(n).decode() for n in packed.namelist() if not n.endswith("/")}
        assert found == files, sorted(found)

    return Asked("Turn delivery.7z into a .zip archive with the same files in it.", holds)


@task("zh")
def a_sheet_for_a_readme(world: World) -> Asked:
    names = markup.titles(world.chance, 6, zh=True)
    rows = [
        (name, world.chance.randint(1, 90), world.chance.choice(["是", "否"])) for name in names
    ]
    xlsx(world, "清单.xlsx", {"清单": (("名称", "数量", "到货"), rows)})

    def holds(answered: Answered) -> None:
        table = [
            [cell.strip() for cell in line.strip().strip("|").split("|")]
            for line in whole(answered.completed()).splitlines()
            if line.strip().startswith("|")
        ]
        for row in [("名称", "数量", "到货"), *rows]:
            assert list(map(str, row)) in table, (row, table)

    return Asked("把 清单.xlsx 转成 Markdown 表格", holds)


@task("en")
def parquet_rows_as_json(world: World) -> Asked:
    rows = [
        (f"S{n:02}", world.chance.randint(1, 999), world.chance.choice([True, False]))
        for n in range(25)
    ]
    columns = ("sensor", "reading", "active")
    parquet(world, "sensors.parquet", columns, rows)

    def holds(answered: Answered) -> None:
        found = json.loads(answered.completed().file(".json").read_text("utf-8"))
        assert found == [dict(zip(columns, row, strict=True)) for row in rows], found[:3]

    return Asked("Convert sensors.parquet to a JSON file: a list with one object per row.", holds)

"""One format into another: archives, encodings, tables, settings."""

import io
import json
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import yaml

from tests import warm
from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

_READ = """
import duckdb, json, sys
told = duckdb.sql(f"SELECT * FROM read_parquet('{sys.argv[1]}')")
print(json.dumps([told.columns, told.fetchall()], default=str))
"""


@task("zh")
def a_zip_for_the_linux_server(world: World) -> Asked:
    members = {
        f"{folder}{name}.txt": markup.prose(world.chance, zh=True)
        for folder, name in zip(
            ["", "讲义/", "讲义/", "作业/", "作业/"],
            markup.titles(world.chance, 5, zh=True),
            strict=True,
        )
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    world.file("课程资料.zip", packed.getvalue())

    def holds(answered: Answered) -> None:
        made = answered.completed().file(".tar.gz")
        found = {}
        with tarfile.open(made, "r:gz") as archive:
            for member in archive.getmembers():
                if member.isfile() and (stream := archive.extractfile(member)):
                    found[member.name.removeprefix("./")] = stream.read().decode()
        for name, text in members.items():
            assert any(n.endswith(name) and text == t for n, t in found.items()), sorted(found)
        assert len(found) == len(members), sorted(found)

    return Asked("帮我把 课程资料.zip 转成 tar.gz 格式，里面的文件和目录结构保持不变。", holds)


@task("en")
def a_customer_list_in_gbk(world: World) -> Asked:
    lines = ["姓名,城市,电话"]
    for name in markup.titles(world.chance, 12, zh=True):
        city = world.chance.choice(["上海", "广州", "西安"])
        lines.append(f"{name},{city},138{world.chance.randint(10**7, 10**8 - 1)}")
    world.text("customers.csv", "\n".join(lines) + "\n", "gbk")

    def holds(answered: Answered) -> None:
        made = answered.completed().file(".csv").read_bytes().decode("utf-8-sig")
        assert made.split() == lines, made[:500]

    return Asked(
        "customers.csv is encoded in GBK and shows up as garbage on my Mac. "
        "Convert it to UTF-8 please.",
        holds,
    )


def _parquet(path: Path) -> Any:
    command = [str(warm.guest_python()), "-c", _READ, str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout)


@task("zh")
def readings_into_parquet(world: World) -> Asked:
    rows = [
        (i + 1, world.chance.choice(["一号仓", "二号仓"]), world.chance.randint(-200, 300) / 10)
        for i in range(world.chance.randint(80, 120))
    ]
    world.csv("冷库温度.csv", ("编号", "仓库", "温度"), rows)

    def holds(answered: Answered) -> None:
        columns, told = _parquet(answered.completed().file(".parquet"))
        assert columns == ["编号", "仓库", "温度"], columns
        found = sorted((int(a), str(b), round(float(c), 3)) for a, b, c in told)
        assert found == rows, found[:5]

    return Asked("把 冷库温度.csv 转成 Parquet 文件，列名不变。", holds)


@task("en")
def the_till_speaks_toml(world: World) -> Asked:
    settings = {
        "title": f"till {world.chance.randint(1, 9)}",
        "printer": {
            "host": f"10.0.0.{world.chance.randint(2, 250)}",
            "port": world.chance.randint(9000, 9999),
            "colour": world.chance.random() < 0.5,
        },
        "tax": {"rates": [world.chance.randint(1, 50) / 2 for _ in range(3)], "shown": True},
        "staff": world.chance.sample(["Ana", "Bo", "Cleo", "Dev", "Eli"], 3),
    }
    world.text("till.yaml", yaml.safe_dump(settings, sort_keys=False))

    def holds(answered: Answered) -> None:
        made = tomllib.loads(answered.completed().file(".toml").read_text("utf-8"))
        assert made == settings, made

    return Asked("Convert till.yaml to TOML for me.", holds)


@task("en")
def a_price_list_out_of_markdown(world: World) -> Asked:
    rows = [
        (name, str(world.chance.randint(3, 400)), world.chance.choice(["box", "piece", "kg"]))
        for name in markup.titles(world.chance, 9)
    ]
    table = ["| Item | Price | Unit |", "|------|------:|------|"]
    table += [f"| {' | '.join(row)} |" for row in rows]
    intro = markup.prose(world.chance, words=12)
    world.text("price_list.md", f"# Price list\n\n{intro}\n\n" + "\n".join(table) + "\n\nThanks!\n")

    def holds(answered: Answered) -> None:
        book = openpyxl.load_workbook(answered.completed().file(".xlsx"))
        found = [
            tuple("" if c is None else str(c) for c in row)
            for sheet in book
            for row in sheet.iter_rows(values_only=True)
        ]
        for row in [("Item", "Price", "Unit"), *rows]:
            assert row in found, (row, found)

    return Asked("Turn the table in price_list.md into an Excel file.", holds)

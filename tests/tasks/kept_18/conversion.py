"""Files into other formats."""

import json
import subprocess
import tomllib
import zipfile
from pathlib import Path

import openpyxl
import yaml

from tests import warm
from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.making import seven_zip
from tests.tasks.world import World


@task("zh")
def seven_zip_into_zip(world: World) -> Asked:
    files = {
        f"项目/{name}": markup.prose(world.chance, zh=True, words=15)
        for name in ("readme.md", "数据/一.txt", "数据/二.txt", "src/run.py")
    }
    seven_zip(world, "项目备份.7z", files)

    def holds(answered: Answered) -> None:
        with zipfile.ZipFile(answered.completed().file(".zip")) as archive:
            found = {n: archive.read(n).decode() for n in archive.namelist() if n[-1] != "/"}
        assert len(found) == len(files), sorted(found)
        for name, content in files.items():
            inner = name.partition("/")[2]
            assert any(n.endswith(inner) and c == content for n, c in found.items()), sorted(found)

    return Asked("同事电脑打不开 7z，帮我把 项目备份.7z 转成 zip 格式，里面的文件和目录不变", holds)


@task("en")
def a_letter_from_gbk(world: World) -> Asked:
    content = "\n".join(markup.prose(world.chance, zh=True, words=20) for _ in range(4)) + "\n"
    world.text("letter.txt", content, "gbk")

    def holds(answered: Answered) -> None:
        raw = answered.completed().file(".txt").read_bytes()
        assert raw.decode("utf-8-sig").split() == content.split(), raw[:200]

    return Asked(
        "letter.txt is encoded in GBK. Can you convert it to UTF-8 and give me the new file?", holds
    )


@task("zh")
def settings_from_yaml_into_toml(world: World) -> Asked:
    chance = world.chance
    settings = {
        "title": "订单服务",
        "debug": chance.random() < 0.5,
        "server": {"host": "0.0.0.0", "port": chance.randint(2000, 9000), "ratio": 0.25},
        "tags": chance.sample(markup.EN_WORDS, 3),
        "database": {"main": {"name": f"db{chance.randint(1, 99)}", "pool": chance.randint(2, 40)}},
        "users": [
            {"name": name, "level": chance.randint(1, 9)} for name in chance.sample("甲乙丙丁", 2)
        ],
    }
    world.text("服务配置.yaml", yaml.safe_dump(settings, allow_unicode=True, sort_keys=False))

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".toml").read_text("utf-8")
        assert tomllib.loads(text) == settings, text

    return Asked("把 服务配置.yaml 转换成 TOML 格式", holds)


@task("en")
def a_markdown_table_into_excel(world: World) -> Asked:
    rows = [
        (title, str(world.chance.randint(1, 90)), f"{world.chance.randint(2, 99)}.25")
        for title in markup.titles(world.chance, 8)
    ]
    table = ["| Product | Stock | Price |", "|---|---:|---:|"]
    table += [f"| {' | '.join(row)} |" for row in rows]
    words = markup.prose(world.chance)
    world.text("inventory.md", "\n".join(["# Inventory", "", words, "", *table, "", words, ""]))

    def holds(answered: Answered) -> None:
        book = openpyxl.load_workbook(answered.completed().file(".xlsx"), data_only=True)
        sheet = book.worksheets[0]
        found = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        for row in rows:
            assert list(row) in found, (row, found)
        assert ["Product", "Stock", "Price"] in found and len(found) == 9, found

    return Asked("Turn the table in inventory.md into an Excel spreadsheet please", holds)


def read_parquet(path: Path) -> list[list[object]]:
    """The rows of a Parquet file."""
    code = (
        "import duckdb, json, sys\n"
        "rows = duckdb.connect().execute('FROM read_parquet(?)', [sys.argv[1]]).fetchall()\n"
        "print(json.dumps(rows, default=str))"
    )
    command = [str(warm.guest_python()), "-c", code, str(path)]
    told = subprocess.run(command, capture_output=True, check=True, timeout=60, text=True)
    rows: list[list[object]] = json.loads(told.stdout)
    return rows


@task("zh")
def csv_into_parquet(world: World) -> Asked:
    rows = [
        [i + 1, world.chance.choice(markup.ZH_NOUNS), world.chance.randint(10, 999) + 0.5]
        for i in range(80)
    ]
    world.csv("流水.csv", ("编号", "商品", "金额"), rows)

    def holds(answered: Answered) -> None:
        found = read_parquet(answered.completed().file(".parquet"))
        assert sorted(found, key=str) == sorted(rows, key=str), found[:5]

    return Asked("把 流水.csv 转成 Parquet 文件，数字列要保持是数字类型", holds)

"""Tables in other formats, tables put together, archives looked into; one that is locked."""

import csv
import io
import json
import os
import subprocess
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

from tests.conftest import guest
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import refused, workbook
from tests.tasks.world import World

_READ = """
import duckdb, json, sys
found = duckdb.execute("FROM read_parquet(?)", [sys.argv[1]])
print(json.dumps([[c[0] for c in found.description], found.fetchall()], default=str))
"""


def parquet_rows(path: Path) -> tuple[list[str], list[list[Any]]]:
    """The columns and the rows of a Parquet file; a number stays one."""
    found = guest()
    assert found is not None, "the machine image is not built: aios vm build"
    ran = subprocess.run(
        (found[0], "-c", _READ, str(path)),
        env={**os.environ, "PYTHONPATH": found[1]},
        capture_output=True,
        check=True,
        timeout=60,
    )
    columns, rows = json.loads(ran.stdout)
    return columns, rows


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip archive of these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return packed.getvalue()


@task("zh")
def long_numbers_into_excel(world: World) -> Asked:
    names = world.chance.sample(["罗欣", "唐宇", "韩雪", "曹阳", "邓丽", "许诺"], 5)
    people = [
        (
            name,
            f"11010119{world.chance.randint(80, 99)}0{world.chance.randint(1, 9)}"
            f"{world.chance.randint(10, 28)}{world.chance.randint(1000, 9999)}",
            f"0{world.chance.randint(10, 99)}{world.chance.randint(100000, 999999)}",
        )
        for name in names
    ]
    world.csv("名单.csv", ("姓名", "身份证号", "学号"), people)

    def holds(answered: Answered) -> None:
        book = unescape(workbook(answered.completed().file(".xlsx")))
        for text in ("姓名", "身份证号", "学号", *(cell for row in people for cell in row)):
            assert text in book, (text, book[:1500])

    return Asked("把 名单.csv 转成 Excel，注意身份证号不要变成科学计数法", holds)


@task("en")
def measurements_for_the_lake(world: World) -> Asked:
    rows = [
        (f"S{world.chance.randint(100, 999)}", round(world.chance.uniform(1, 90), 2), i)
        for i in range(world.chance.randint(30, 60))
    ]
    world.csv("measurements.csv", ("sensor", "reading", "step"), rows)

    def holds(answered: Answered) -> None:
        columns, found = parquet_rows(answered.completed().file(".parquet"))
        assert columns == ["sensor", "reading", "step"], columns
        assert sorted((a, float(b), int(c)) for a, b, c in found) == sorted(rows), found[:9]

    return Asked("Convert measurements.csv to parquet", holds)


@task("zh")
def inside_a_homework_archive(world: World) -> Asked:
    names = [
        f"{place}{word}{world.chance.randint(10, 99)}.{end}"
        for place, word, end in zip(
            ("", "实验一/", "实验一/", "实验二/"),
            world.chance.sample(["报告", "代码", "数据", "截图", "说明"], 4),
            ("docx", "py", "csv", "png"),
            strict=True,
        )
    ]
    world.file("作业.zip", zipped({name: world.chance.randbytes(150) for name in names}))

    def holds(answered: Answered) -> None:
        answered.completed().says(*(name.rpartition("/")[2] for name in names))

    return Asked("先别解压，帮我看看 作业.zip 里面都有哪些文件", holds)


@task("en")
def three_months_in_one_table(world: World) -> Asked:
    header, rows = ("date", "item", "amount"), []
    for number, month in enumerate(("jan", "feb", "mar"), 1):
        given = [
            (
                f"2026-0{number}-{day:02}",
                world.chance.choice(["rent", "paper", "coffee"]),
                str(world.chance.randint(5, 900)),
            )
            for day in sorted(world.chance.sample(range(1, 28), world.chance.randint(6, 14)))
        ]
        world.csv(f"{month}.csv", header, given)
        rows += given

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".csv").read_text("utf-8-sig")
        found = list(csv.DictReader(io.StringIO(text)))
        told = sorted((r["date"][:10], r["item"], r["amount"].removesuffix(".0")) for r in found)
        assert told == sorted(rows), text[:1500]

    return Asked("merge jan.csv, feb.csv and mar.csv into one csv file", holds)


@task("zh")
def an_archive_with_a_lock(world: World) -> Asked:
    name = f"工资条{world.chance.randint(10, 99)}.zip"
    packed = bytearray(zipped({"十月.txt": world.chance.randbytes(90).hex().encode()}))
    packed[6] |= 1  # the flag of an encrypted member, in its own header and in the directory
    packed[packed.rindex(b"PK\x01\x02") + 8] |= 1
    world.file(name, bytes(packed))

    def holds(answered: Answered) -> None:
        refused(answered, name)
        assert not list(world.folder.rglob("十月*")), list(world.folder.rglob("*"))

    return Asked(f"解压 {name}", holds, options={"assume_yes": True}, changes=True)

"""Files that are wanted in another form."""

import json
import subprocess
import tomllib
import zipfile
from pathlib import Path

from tests import warm
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed, whole
from tests.tasks.making import seven_zip, xlsx
from tests.tasks.world import World

_READ = """
import duckdb, json, sys
base = duckdb.connect()
told = base.execute("SELECT * FROM read_parquet(?)", [sys.argv[1]])
names = [column[0] for column in told.description]
json.dump([names, [[str(cell) for cell in row] for row in told.fetchall()]], sys.stdout)
"""


@task("zh")
def lessons_in_seven_zip_wanted_as_zip(world: World) -> Asked:
    files = {
        f"教案/第{i}课.txt": f"第{i}课 {world.chance.randint(1000, 9999)}\n"
        for i in range(1, world.chance.randint(4, 7))
    }
    seven_zip(world, "教案.7z", files)

    def holds(answered: Answered) -> None:
        with zipfile.ZipFile(answered.completed().file(".zip")) as packed:
            found = {
                Path(n).name: packed.read(n).decode() for n in packed.namelist() if n[-1] != "/"
            }
        assert found == {Path(n).name: text for n, text in files.items()}, found

    return Asked("同事的电脑打不开 7z，帮我把 教案.7z 转成 zip 压缩包，里面的文件不变。", holds)


@task("zh")
def garbled_roster_from_gbk(world: World) -> Asked:
    family, given = "赵钱孙李周吴郑王", "伟芳娜敏静丽强磊军洋"
    lines = [
        f"{world.chance.choice(family)}{world.chance.choice(given)}\t{world.chance.randint(60, 99)}"
        for _ in range(20)
    ]
    text = "姓名\t分数\n" + "\n".join(lines) + "\n"
    world.text("花名册.txt", text, "gb18030")

    def holds(answered: Answered) -> None:
        texts = []
        answered.completed()
        for path in handed(answered):
            try:
                texts.append(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
            except UnicodeDecodeError:
                continue
        assert any(found.strip() == text.strip() for found in texts), texts

    return Asked(
        "花名册.txt 是 GBK 编码的，在新软件里显示乱码。帮我转成一份 UTF-8 编码的文件。", holds
    )


@task("zh")
def timetable_sheet_for_a_wiki_page(world: World) -> Asked:
    subjects = ["语文", "数学", "英语", "体育", "音乐", "美术", "科学"]
    rows = [
        (
            f"第{i}节",
            *(world.chance.choice(subjects) for _ in range(3)),
            world.chance.randint(30, 45),
        )
        for i in range(1, 7)
    ]
    header = ("节次", "周一", "周二", "周三", "人数")
    xlsx(world, "课程表.xlsx", {"三班": (header, rows)})

    def holds(answered: Answered) -> None:
        lines = [
            [cell.strip() for cell in line.strip().strip("|").split("|")]
            for line in whole(answered.completed()).splitlines()
            if line.count("|") >= 4
        ]
        for row in (header, *rows):
            assert [str(cell) for cell in row] in lines, (row, lines[:20])

    return Asked("把 课程表.xlsx 转成 Markdown 表格，我要贴到 wiki 上。", holds)


@task("en")
def scanner_csv_for_the_data_team(world: World) -> Asked:
    rows = [
        (
            f"PX{world.chance.randint(10**5, 10**6 - 1)}",
            world.chance.choice(["Lyon", "Gent", "Bonn"]),
            i,
        )
        for i in range(1, world.chance.randint(60, 90))
    ]
    columns = ("parcel", "hub", "scans")
    world.csv("scans.csv", columns, rows)

    def holds(answered: Answered) -> None:
        path = answered.completed().file(".parquet")
        command = [str(warm.guest_python()), "-c", _READ, str(path)]
        told = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
        names, found = json.loads(told)
        assert names == list(columns), names
        assert sorted(found) == sorted([str(cell) for cell in row] for row in rows), found[:5]

    return Asked("Our data team wants scans.csv as a Parquet file. Can you convert it?", holds)


@task("en")
def first_config_from_yaml_to_toml(world: World) -> Asked:
    port, size = world.chance.randint(3000, 9000), world.chance.randint(5, 40)
    names = world.chance.sample(["books", "films", "maps", "music", "games"], 3)
    debug = world.chance.random() < 0.5
    world.text(
        "config.yaml",
        f"title: Reading room\nserver:\n  host: localhost\n  port: {port}\n"
        f"  debug: {str(debug).lower()}\npool:\n  size: {size}\n  timeout: 2.5\nshelves:\n"
        + "".join(f"  - {name}\n" for name in names),
    )
    wanted = {
        "title": "Reading room",
        "server": {"host": "localhost", "port": port, "debug": debug},
        "pool": {"size": size, "timeout": 2.5},
        "shelves": names,
    }

    def holds(answered: Answered) -> None:
        found = tomllib.loads(answered.completed().file(".toml").read_text("utf-8"))
        assert found == wanted, found

    return Asked(
        "The tutorial I follow uses TOML, but my settings are in config.yaml. Please convert it "
        "to a .toml file with the same settings.",
        holds,
    )

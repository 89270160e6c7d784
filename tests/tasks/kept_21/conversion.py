"""The same content in another form: archives, encodings, tables, settings."""

import json
import tomllib
from datetime import date, timedelta

import yaml
from openpyxl import load_workbook

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed, whole
from tests.tasks.making import parquet, seven_zip, xlsx
from tests.tasks.world import World


@task("zh")
def a_packed_year_as_one_workbook(world: World) -> Asked:
    chance = world.chance
    tables = {}
    for name in chance.sample(["春季", "夏季", "秋季", "冬季"], 3):
        tables[name] = [
            (title, chance.randint(100, 9999)) for title in markup.titles(chance, 5, zh=True)
        ]
    packed = {
        f"{name}.csv": "商品,数量\n" + "".join(f"{title},{n}\n" for title, n in rows)
        for name, rows in tables.items()
    }
    seven_zip(world, "四季.7z", dict(packed))

    def holds(answered: Answered) -> None:
        book = load_workbook(answered.completed().file(".xlsx"), data_only=True)
        for name, rows in tables.items():
            sheets = [sheet for sheet in book if name in sheet.title]
            assert sheets, book.sheetnames
            told = [(line[0], float(str(line[1]))) for line in list(sheets[0].values)[1:]]
            assert told == [(title, float(n)) for title, n in rows], told

    return Asked(
        "四季.7z 里是几个 CSV，帮我合成一个 Excel 文件，每个 CSV 一张工作表，表名用文件名。", holds
    )


@task("en")
def a_letter_of_an_old_system(world: World) -> Asked:
    chance = world.chance
    places = chance.sample(["Zürich", "Málaga", "Besançon", "Tromsø", "Åre", "Coruña"], 4)
    text = "".join(f"Café “{p}” – {chance.randint(3, 90)} €\n" for p in places)
    world.text("cafes.txt", text, encoding="cp1252")

    def holds(answered: Answered) -> None:
        made = [p.read_bytes() for p in handed(answered.completed()) if p.suffix == ".txt"]
        assert made, answered.answer
        told = made[0].decode("utf-8-sig").replace("\r\n", "\n")
        assert told.strip() == text.strip(), told

    return Asked("cafes.txt is encoded in Windows-1252. Give me a copy of it in UTF-8.", holds)


@task("zh")
def sensor_rows_as_json(world: World) -> Asked:
    chance = world.chance
    rows = [
        (f"探头{chance.randint(10, 99)}", round(chance.uniform(-5, 40), 2), chance.randint(0, 100))
        for _ in range(chance.randint(12, 20))
    ]
    parquet(world, "探头.parquet", ("名称", "温度", "湿度"), rows)
    wanted = [dict(zip(("名称", "温度", "湿度"), row, strict=True)) for row in rows]

    def holds(answered: Answered) -> None:
        told = json.loads(answered.completed().file(".json").read_text("utf-8-sig"))
        assert told == wanted, told[:3]

    return Asked("把 探头.parquet 转成一个 JSON 文件，每行数据是数组里的一个对象。", holds)


@task("en")
def settings_in_another_notation(world: World) -> Asked:
    chance = world.chance
    value = {
        "title": " ".join(markup.titles(chance, 1)),
        "debug": chance.random() < 0.5,
        "server": {"host": f"h{chance.randint(1, 99)}.example", "port": chance.randint(1024, 9999)},
        "limits": {"ratio": chance.randint(1, 99) / 100, "sizes": chance.sample(range(50), 4)},
        "users": [
            {"name": word, "level": chance.randint(1, 9)}
            for word in chance.sample(markup.EN_WORDS, 3)
        ],
    }
    world.text("service.yaml", yaml.safe_dump(value, sort_keys=False))

    def holds(answered: Answered) -> None:
        told = tomllib.loads(answered.completed().file(".toml").read_text("utf-8"))
        assert told == value, told

    return Asked("Convert service.yaml to TOML, please.", holds)


@task("zh")
def a_duty_list_for_the_wiki(world: World) -> Asked:
    chance = world.chance
    people = chance.sample(["林小满", "周子墨", "何雨桐", "孙一诺", "郑浩然", "钱多多"], 5)
    first = date(2026, 11, 2) + timedelta(chance.randint(0, 20))
    rows = [(first + timedelta(i), p, chance.randint(8001, 8999)) for i, p in enumerate(people)]
    xlsx(world, "值班.xlsx", {"值班表": (("日期", "姓名", "分机"), rows)})

    def holds(answered: Answered) -> None:
        answered.completed()
        lines = [line for line in whole(answered).replace("\\n", "\n").splitlines() if "|" in line]
        assert any(all(head in n for head in ("日期", "姓名", "分机")) for n in lines), lines
        assert any(set(n.strip()) <= set("|-: ") and "--" in n for n in lines), lines
        for day, person, phone in rows:
            assert any(f"{day}" in n and person in n and f"{phone}" in n for n in lines), person

    return Asked("把 值班.xlsx 转成 Markdown 表格，日期写成 2026-11-05 这样的格式。", holds)

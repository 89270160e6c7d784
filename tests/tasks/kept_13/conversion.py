"""From one form to another: an archive, an encoding, workbooks, Parquet, Markdown."""

import csv
import json
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import Any

from tests.tasks import making, markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed
from tests.tasks.world import World


def _sheet_rows(path: Path) -> list[list[str]]:
    """The rows of a workbook's sheets."""
    rows = []
    with zipfile.ZipFile(path) as book:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in book.namelist():
            texts = ET.fromstring(book.read("xl/sharedStrings.xml"))
            shared = ["".join(entry.itertext()) for entry in texts]
        for name in book.namelist():
            if not name.startswith("xl/worksheets/sheet"):
                continue
            for row in ET.fromstring(book.read(name)).iter():
                if not row.tag.endswith("}row"):
                    continue
                cells = []
                for cell in row:
                    text = "".join(cell.itertext())
                    cells.append(shared[int(text)] if cell.get("t") == "s" else text)
                rows.append(cells)
    return rows


def _alike(told: Any, wanted: Any) -> bool:
    """The same text, or the same number however it is written."""
    try:
        return abs(float(told) - float(wanted)) < 1e-6
    except (TypeError, ValueError):
        return str(told).strip() == str(wanted)


@task("zh")
def homework_in_one_archive(world: World) -> Asked:
    content = {}
    for at, name in enumerate(world.chance.sample(["王一", "李二", "赵三", "孙四", "周五"], 4)):
        place = "第一组/" if at % 2 else "第二组/"
        text = f"{name}的作业\n" + markup.prose(world.chance, zh=True)
        world.text(f"班级作业/{place}{name}.txt", text)
        content[f"{place}{name}.txt"] = text.encode()

    def holds(answered: Answered) -> None:
        with zipfile.ZipFile(answered.completed().file(".zip")) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            packed = {m.filename: archive.read(m) for m in members}
        assert len(packed) == len(content), sorted(packed)
        for name, raw in content.items():
            assert any(n.endswith(name) and r == raw for n, r in packed.items()), (name, packed)

    return Asked("把 班级作业 这个文件夹压缩成一个 zip，我要发邮件", holds)


@task("en")
def a_letter_out_of_windows(world: World) -> Asked:
    sums = [world.chance.randint(100, 999) for _ in range(3)]
    text = (
        "Dear Zoë Müller,\n\nthe “Café Crème” still owes us "
        f"€{sums[0]} – please pay {sums[1]} € by Friday.\nYours, René Åkesson\nNo. {sums[2]}\n"
    )
    world.text("letter.txt", text, encoding="cp1252")

    def holds(answered: Answered) -> None:
        found = []
        for path in handed(answered.completed()):
            raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
            found.append(raw.decode("utf-8", errors="replace").replace("\r\n", "\n").strip())
        assert text.strip() in found, found

    return Asked(
        "letter.txt comes from an old Windows PC (encoding Windows-1252). Make me a copy of it in "
        "UTF-8.",
        holds,
    )


@task("zh")
def stock_sheet_for_the_programmer(world: World) -> Asked:
    rows = [
        (f"K{world.chance.randint(10, 99)}{at}", name, world.chance.randint(0, 300), at + 0.5)
        for at, name in enumerate(markup.titles(world.chance, 12, zh=True))
    ]
    head = ("编号", "品名", "库存", "单价")
    making.xlsx(world, "库存表.xlsx", {"库存": (head, rows)})

    def holds(answered: Answered) -> None:
        value = json.loads(answered.completed().file(".json").read_bytes())
        while isinstance(value, dict):
            assert len(value) == 1, value
            value = next(iter(value.values()))
        assert len(value) == len(rows), value
        for record, row in zip(value, rows, strict=True):
            for key, cell in zip(head, row, strict=True):
                assert _alike(record[key], cell), (record, row)

    return Asked("把 库存表.xlsx 转成 JSON，每一行是一个对象，表头当键名", holds)


@task("en")
def sensors_for_those_without_parquet(world: World) -> Asked:
    rows = [
        (
            f"S-{world.chance.randint(100, 999)}-{at}",
            world.chance.randint(1, 9) * 100 + at,
            at + 0.25,
        )
        for at in range(25)
    ]
    making.parquet(world, "sensors.parquet", ("sensor", "depth_cm", "reading"), rows)

    def holds(answered: Answered) -> None:
        sheet = _sheet_rows(answered.completed().file(".xlsx"))
        assert any(row[:3] == ["sensor", "depth_cm", "reading"] for row in sheet), sheet[:3]
        for wanted in rows:
            found = any(
                len(row) == 3 and all(_alike(a, b) for a, b in zip(row, wanted, strict=True))
                for row in sheet
            )
            assert found, (wanted, sheet[:5])

    return Asked(
        "my colleague can't open sensors.parquet, turn it into an Excel file please", holds
    )


@task("en")
def a_rota_out_of_the_notes(world: World) -> Asked:
    people = world.chance.sample(["Aya", "Bruno", "Carla", "Dmitri", "Elif", "Farah"], 5)
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    rows = [
        [day, person, str(world.chance.randint(3, 9))]
        for day, person in zip(days, people, strict=True)
    ]
    head = ["Day", "Who", "Hours"]
    lines = [f"| {' | '.join(row)} |" for row in (head, ["---"] * 3, *rows)]
    world.text(
        "rota.md", "# Rota\n\nThis is who opens the shop.\n\n" + "\n".join(lines) + "\n\nThanks!\n"
    )

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".csv").read_text("utf-8-sig")
        told = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines()) if row]
        assert told == [head, *rows], told

    return Asked("Take the table in rota.md and give it to me as a CSV file.", holds)

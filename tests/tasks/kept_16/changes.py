"""Files that are renamed, sorted, thrown away and packed, as was asked and no others."""

import os
import zipfile
from datetime import UTC, datetime

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

YES = {"assume_yes": True}


@task("en")
def scans_get_a_better_name(world: World) -> Asked:
    prefix = world.chance.choice(["invoice", "receipt", "contract"])
    numbers = world.chance.sample(range(1, 999), 6)
    content = {number: world.chance.randbytes(200) for number in numbers}
    for number in numbers:
        world.file(f"desk/scan_{number:03}.pdf", content[number])
    world.text("desk/shopping.txt", "milk, eggs\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        there = {path.name: path.read_bytes() for path in (world.folder / "desk").iterdir()}
        expected = {f"{prefix}_{number:03}.pdf": content[number] for number in numbers}
        assert there == {**expected, "shopping.txt": b"milk, eggs\n"}, sorted(there)

    return Asked(
        f"In the folder desk, rename the files scan_XXX.pdf to {prefix}_XXX.pdf, keeping their "
        "numbers (so scan_012.pdf would become "
        f"{prefix}_012.pdf). Leave everything else alone.",
        holds,
        options=YES,
        changes=True,
    )


@task("zh")
def slips_sorted_by_month(world: World) -> Asked:
    expected = {}
    for i, name in enumerate(markup.titles(world.chance, 8, zh=True)):
        month = world.chance.choice([3, 4, 5]) if i > 2 else 3 + i
        path = world.text(f"小票/{name}.txt", markup.prose(world.chance, zh=True))
        when = datetime(2026, month, world.chance.randint(5, 25), 12, tzinfo=UTC).timestamp()
        os.utime(path, (when, when))
        expected[f"2026-{month:02}/{name}.txt"] = path.read_bytes()

    def holds(answered: Answered) -> None:
        answered.completed()
        top = world.folder / "小票"
        there = {
            p.relative_to(top).as_posix(): p.read_bytes() for p in top.rglob("*") if p.is_file()
        }
        assert there == expected, sorted(there)

    return Asked(
        "把“小票”文件夹里的文件按修改时间的年月整理到子文件夹里，"
        "子文件夹就放在“小票”下面，名字用 2026-03 这种格式。",
        holds,
        options=YES,
        changes=True,
    )


@task("zh")
def office_rubbish_deleted(world: World) -> Asked:
    kept, gone = {}, []
    for i in range(14):
        ending = world.chance.choice(["tmp", "bak", "docx", "xlsx", "txt"]) if i > 1 else "tmp"
        name = f"办公/{world.chance.choice(['', '报销/', '合同/旧/'])}文件{i}.{ending}"
        path = world.text(name, markup.prose(world.chance, zh=True, words=10))
        if ending in ("tmp", "bak"):
            gone.append(path)
        else:
            kept[path] = path.read_bytes()
    note = world.text("办公/tmp说明.txt", "别删\n")
    kept[note] = note.read_bytes()

    def holds(answered: Answered) -> None:
        answered.completed()
        assert not [path for path in gone if path.exists()]
        assert [path for path in kept if not path.exists()] == []
        assert all(path.read_bytes() == content for path, content in kept.items())

    return Asked(
        "请把“办公”文件夹（包括子文件夹）里 .tmp 和 .bak 结尾的文件都删掉，其他的不要动。",
        holds,
        options=YES,
        changes=True,
    )


@task("en")
def bills_in_one_zip(world: World) -> Asked:
    bills = {
        f"bill_{number}.pdf": world.chance.randbytes(500)
        for number in world.chance.sample(range(100, 999), 5)
    }
    for name, content in bills.items():
        world.file(f"bills/{name}", content)
    world.text("bills/notes.txt", "call the plumber\n")
    target = f"bills_{world.chance.randint(2020, 2026)}.zip"

    def holds(answered: Answered) -> None:
        answered.completed()
        made = next(world.folder.rglob(target), world.folder / target)
        assert made.exists(), f"no {target}"
        with zipfile.ZipFile(made) as archive:
            packed = {
                n.rpartition("/")[2]: archive.read(n)
                for n in archive.namelist()
                if not n.endswith("/")
            }
        assert packed == bills, sorted(packed)
        for name, content in bills.items():
            assert (world.folder / "bills" / name).read_bytes() == content
        assert (world.folder / "bills/notes.txt").exists()

    return Asked(
        f"Zip all the PDFs from the bills folder into {target} right here in this folder, for my "
        "accountant. Keep the originals where they are.",
        holds,
        options=YES,
        changes=True,
    )

"""The user's files renamed, put in order, removed, packed."""

import zipfile

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed
from tests.tasks.world import World

YES = {"assume_yes": True}


@task("en")
def camera_names_made_friendly(world: World) -> Asked:
    numbers = [f"{n:04}" for n in world.chance.sample(range(1, 9999), 7)]
    wanted = {f"trip/lisbon_{n}.jpg": world.chance.randbytes(60) for n in numbers}
    for name, raw in wanted.items():
        world.file(name.replace("lisbon_", "DSC"), raw)
    wanted["trip/DSC_readme.txt"] = b"keep me"
    world.file("trip/DSC_readme.txt", b"keep me")

    def holds(answered: Answered) -> None:
        answered.completed()
        found = {
            str(p.relative_to(world.folder)): p.read_bytes()
            for p in world.folder.rglob("*")
            if p.is_file()
        }
        assert found == wanted, sorted(found)

    return Asked(
        "In the folder trip rename the jpg files: DSC1234.jpg "
        "should become lisbon_1234.jpg, and so on for"
        " every number. Leave other files as they are.",
        holds,
        options=YES,
        changes=True,
    )


@task("zh")
def downloads_by_their_month(world: World) -> Asked:
    wanted = {}
    for n in range(9):
        month, day = world.chance.randint(1, 4), world.chance.randint(1, 28)
        name, raw = f"账单_2026-{month:02}-{day:02}_{n}.pdf", world.chance.randbytes(50)
        world.file(f"账单/{name}", raw)
        wanted[f"账单/2026-{month:02}/{name}"] = raw

    def holds(answered: Answered) -> None:
        answered.completed()
        found = {
            str(p.relative_to(world.folder)): p.read_bytes()
            for p in world.folder.rglob("*")
            if p.is_file()
        }
        assert found == wanted, sorted(found)

    return Asked(
        "账单 文件夹里的文件名都带日期，请按月份整理：在 账单 里给每个月建一个像 "
        "2026-01 这样的子文件夹，把文件移进去，文件名不变",
        holds,
        options=YES,
        changes=True,
    )


@task("en")
def leftovers_of_an_editor(world: World) -> Asked:
    kept = {}
    for n in range(5):
        name = f"draft/{'deep/' * (n % 3)}{world.chance.choice('abcdef')}{n}"
        world.text(f"{name}.bak", "old")
        kept[f"{name}.md"] = f"text {n}"
        world.text(f"{name}.md", f"text {n}")
    kept["draft/bak.md"] = kept["draft/list.bak.txt"] = "stays"
    for name in ("draft/bak.md", "draft/list.bak.txt"):
        world.text(name, "stays")

    def holds(answered: Answered) -> None:
        answered.completed()
        found = {
            str(p.relative_to(world.folder)): p.read_text("utf-8")
            for p in world.folder.rglob("*")
            if p.is_file()
        }
        assert found == kept, sorted(found)

    return Asked(
        "Delete all files ending in .bak in draft and its subfolders, nothing else.",
        holds,
        options=YES,
        changes=True,
    )


@task("zh")
def last_year_packed_away(world: World) -> Asked:
    logs = {}
    for n in range(8):
        year = 2024 if n < 3 else world.chance.choice([2024, 2025])
        logs[f"运行-{year}-{n + 1:02}.log"] = f"{world.chance.randint(1, 10**9)}\n"
    logs["运行-2025-12.log"] = "末\n"
    for name, content in logs.items():
        world.text(f"日志/{name}", content)
    wanted = {name: content for name, content in logs.items() if "-2024-" in name}

    def holds(answered: Answered) -> None:
        answered.completed()
        places = [
            *world.folder.rglob("*.zip"),
            *(p for p in handed(answered) if p.suffix == ".zip"),
        ]
        assert places and places[0].name == "旧日志.zip", places
        with zipfile.ZipFile(places[0]) as packed:
            names = [n for n in packed.namelist() if not n.endswith("/")]
            found = {n.rpartition("/")[2]: packed.read(n).decode() for n in names}
        assert found == wanted, sorted(found)
        left = {p.name: p.read_text("utf-8") for p in (world.folder / "日志").glob("*.log")}
        assert left == logs, sorted(left)

    return Asked(
        "把 日志 文件夹里文件名带 2024 的日志压缩成 旧日志.zip，原来的文件保留",
        holds,
        options=YES,
        changes=True,
    )

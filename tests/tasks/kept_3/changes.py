"""Changes to the user's files: renamed, put in order, deleted; shown only, or granted."""

import os
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


def _below(folder: Path) -> dict[str, tuple[bytes, Path]]:
    """Every file below by its name: its content, and the folder it is in."""
    return {p.name: (p.read_bytes(), p.parent) for p in folder.rglob("*") if p.is_file()}


@task("en")
def names_that_would_change(world: World) -> Asked:
    numbers = world.chance.sample(range(10, 99), 4)
    for number in numbers:
        world.text(f"scans/scan_{number}.pdf", f"%PDF-1.4 {number}")
    world.text("scans/notes.txt", "keep")

    def holds(answered: Answered) -> None:
        answered.failed("changes_not_granted")
        shown = str(answered.task)
        for number in numbers:
            assert f"invoice_{number}.pdf" in shown, shown[:1500]
        assert len(list((world.folder / "scans").glob("scan_*.pdf"))) == len(numbers)

    return Asked("In the folder scans, rename scan_*.pdf to invoice_*.pdf", holds)


@task("zh")
def downloads_by_kind(world: World) -> Asked:
    kinds = world.chance.sample([".pdf", ".jpg", ".mp3", ".zip", ".xlsx"], 4)
    contents = {}
    for i in range(11):
        name = f"{world.chance.choice(['合同', '图', '资料'])}{i}{kinds[i % 4]}"
        contents[name] = world.chance.randbytes(300)
        world.file(f"下载/{name}", contents[name])
    folder = world.folder / "下载"

    def holds(answered: Answered) -> None:
        answered.completed()
        found, places = _below(folder), defaultdict(set)
        assert {n: c for n, (c, _) in found.items()} == contents, sorted(found)
        for name, (_, place) in found.items():
            places[Path(name).suffix].add(place)
        assert all(len(p) == 1 for p in places.values()), places
        assert len({next(iter(p)) for p in places.values()} - {folder}) == len(kinds), places

    return Asked(
        "把 下载 文件夹里的文件按类型整理到子文件夹",
        holds,
        options={"grants": [str(folder)]},
        changes=True,
    )


@task("en")
def old_copies_deleted(world: World) -> Asked:
    keep = {}
    for i in range(world.chance.randint(4, 7)):
        name = f"page{i}.html"
        keep[name] = world.chance.randbytes(90)
        world.file(f"website/{name}", keep[name])
    gone = world.chance.randint(2, 5)
    for i in range(gone):
        world.text(f"website/{'old/' * (i % 2)}page{i}.html.bak", "old")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(gone, 0)
        found = _below(world.folder / "website")
        assert {n: c for n, (c, _) in found.items()} == keep, sorted(found)

    return Asked(
        "delete all .bak files in website and its subfolders",
        holds,
        options={"assume_yes": True},
        changes=True,
    )


@task("zh")
def scans_by_month(world: World) -> Asked:
    months = world.chance.sample(range(1, 10), 3)
    contents, month_of = {}, {}
    for i in range(10):
        name = f"扫描{world.chance.randint(100, 999)}_{i}.png"
        month_of[name], contents[name] = months[i % 3], world.chance.randbytes(200)
        path = world.file(f"扫描件/{name}", contents[name])
        stamp = datetime(2026, months[i % 3], 5 + i, 12, tzinfo=UTC).timestamp()
        os.utime(path, (stamp, stamp))
    folder = world.folder / "扫描件"

    def holds(answered: Answered) -> None:
        answered.completed()
        found, places = _below(folder), defaultdict(set)
        assert {n: c for n, (c, _) in found.items()} == contents, sorted(found)
        for name, (_, place) in found.items():
            places[month_of[name]].add(place)
        assert all(len(p) == 1 for p in places.values()), places
        assert len({next(iter(p)) for p in places.values()} - {folder}) == 3, places

    return Asked(
        "扫描件 里的文件太乱了，按修改月份分到不同的文件夹里",
        holds,
        options={"grants": [str(folder)]},
        changes=True,
    )

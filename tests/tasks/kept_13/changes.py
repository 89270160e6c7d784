"""Files renamed, sorted by date, deleted and moved, as the user asked."""

import os
import time
from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

YES = {"assume_yes": True}


def _same(found: Path, wanted: dict[str, bytes]) -> None:
    """The folder has these files and no other."""
    there = {str(p.relative_to(found)): p.read_bytes() for p in found.rglob("*") if p.is_file()}
    assert there == wanted, (sorted(there), sorted(wanted))


@task("zh")
def outing_photos_get_a_name(world: World) -> Asked:
    wanted: dict[str, bytes] = {}
    for number in sorted(world.chance.sample(range(1, 400), 7)):
        content = world.chance.randbytes(300)
        world.file(f"相册/IMG_{number:04}.jpg", content)
        wanted[f"秋游_{number:04}.jpg"] = content
    content = "记得洗出来".encode()
    world.file("相册/说明.txt", content)
    wanted["说明.txt"] = content
    folder = world.folder / "相册"

    def holds(answered: Answered) -> None:
        answered.completed()
        _same(folder, wanted)

    return Asked(
        "把 相册 文件夹里 IMG_ 开头的照片改名，IMG_ 换成 秋游_ ，后面的编号不变",
        holds,
        options=YES,
        changes=True,
    )


@task("en")
def statements_into_their_months(world: World) -> Asked:
    wanted: dict[str, bytes] = {}
    for month in world.chance.sample(range(1, 13), 4):
        for day in world.chance.sample(range(1, 28), world.chance.randint(1, 3)):
            content = world.chance.randbytes(200)
            name = f"statement_2025-{month:02}-{day:02}.pdf"
            world.file(f"statements/{name}", content)
            wanted[f"2025-{month:02}/{name}"] = content
    folder = world.folder / "statements"

    def holds(answered: Answered) -> None:
        answered.completed()
        _same(folder, wanted)

    return Asked(
        "Sort the files in statements/ into subfolders by month (named like statements/2025-03), "
        "going by the date in each file name.",
        holds,
        options=YES,
        changes=True,
    )


@task("zh")
def logs_nobody_touched_for_weeks(world: World) -> Asked:
    wanted: dict[str, bytes] = {}
    now = time.time()
    for at in range(10):
        ending = ".txt" if at in (3, 7) else ".log"
        name = f"服务{world.chance.randint(10, 99)}_{at}{ending}"
        content = world.chance.randbytes(150)
        path = world.file(f"日志/{name}", content)
        old = at < 4 or (at < 7 and world.chance.random() < 0.5)
        days = world.chance.randint(75, 300) if old else world.chance.randint(1, 45)
        os.utime(path, (now - days * 86400, now - days * 86400))
        if ending == ".txt" or not old:
            wanted[name] = content
    folder = world.folder / "日志"

    def holds(answered: Answered) -> None:
        answered.completed()
        _same(folder, wanted)

    return Asked(
        "日志 文件夹里 60 天以上没修改过的 .log 文件都删掉，别的文件别动",
        holds,
        options=YES,
        changes=True,
    )


@task("en")
def heavy_pdfs_go_elsewhere(world: World) -> Asked:
    wanted: dict[str, bytes] = {}
    for at, stem in enumerate(
        ["plan", "menu", "offer", "poster", "scan", "guide", "lease", "talk"]
    ):
        ending = ".pdf" if at % 4 else ".zip"
        big = at in (0, 1) or (at > 2 and world.chance.random() < 0.5)
        size = world.chance.randint(700, 1500) if big else world.chance.randint(20, 300)
        content = world.chance.randbytes(size * 1000)
        world.file(f"inbox/{stem}{ending}", content)
        wanted[f"big/{stem}{ending}" if big and ending == ".pdf" else f"{stem}{ending}"] = content
    folder = world.folder / "inbox"

    def holds(answered: Answered) -> None:
        answered.completed()
        _same(folder, wanted)

    return Asked(
        "Move the PDF files in inbox/ that are larger than 500 KB to the folder inbox/big",
        holds,
        options=YES,
        changes=True,
    )

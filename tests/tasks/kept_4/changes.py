"""Changes to the user's files: renamed, put in order, deleted, undone."""

import os
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


def _below(folder: Path) -> dict[str, bytes]:
    """Every file below by its path from there."""
    files = (p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def _stamp(path: Path) -> tuple[int, int]:
    """What another name or another copy changes."""
    found = path.stat()
    return found.st_ino, found.st_ctime_ns


@task("zh")
def receipts_renamed(world: World) -> Asked:
    contents = {n: world.chance.randbytes(150) for n in world.chance.sample(range(100, 999), 5)}
    for number, raw in contents.items():
        world.file(f"报销/IMG_{number}.jpg", raw)
    world.text("报销/清单.txt", "五张")
    wanted = {f"发票_{number}.jpg": raw for number, raw in contents.items()}
    wanted["清单.txt"] = "五张".encode()

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _below(world.folder / "报销") == wanted, sorted(_below(world.folder / "报销"))

    return Asked(
        "把 报销 文件夹里的 IMG_*.jpg 批量改名成 发票_*.jpg",
        holds,
        options={"assume_yes": True},
        changes=True,
    )


@task("en")
def pictures_by_year(world: World) -> Asked:
    years = world.chance.sample(range(2017, 2025), 3)
    year_of, contents = {}, {}
    for i in range(9):
        name = f"P{world.chance.randint(1000, 9999)}_{i}.jpg"
        year_of[name], contents[name] = years[i % 3], world.chance.randbytes(200)
        path = world.file(f"camera/{name}", contents[name])
        stamp = datetime(years[i % 3], 3 + i // 3, 12, 12, tzinfo=UTC).timestamp()
        os.utime(path, (stamp, stamp))
    folder = world.folder / "camera"

    def holds(answered: Answered) -> None:
        answered.completed()
        found, places = _below(folder), defaultdict(set)
        assert {Path(p).name: raw for p, raw in found.items()} == contents, sorted(found)
        for path in found:
            places[year_of[Path(path).name]].add(str(Path(path).parent))
        assert all(len(p) == 1 for p in places.values()), places
        assert len({next(iter(p)) for p in places.values()} - {"."}) == 3, places

    return Asked(
        "Please sort the pictures in camera into subfolders by year (file date is fine)",
        holds,
        options={"grants": [str(folder)]},
        changes=True,
    )


@task("en")
def logs_of_last_season(world: World) -> Asked:
    keep = {}
    for i in range(world.chance.randint(6, 9)):
        old, kind = i % 2 == 0, "log" if i % 3 else "txt"
        name = f"{'sub/' if i % 4 == 0 else ''}part{i}.{kind}"
        path = world.text(f"logs/{name}", f"line {world.chance.randint(1, 99)}\n")
        days = world.chance.randint(45, 90) if old else world.chance.randint(1, 15)
        stamp = time.time() - 86_400 * days
        os.utime(path, (stamp, stamp))
        if not old or kind == "txt":
            keep[name] = path.read_bytes()

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _below(world.folder / "logs") == keep, sorted(_below(world.folder / "logs"))

    return Asked(
        "delete the .log files in logs that are older than 30 days, subfolders too",
        holds,
        options={"assume_yes": True},
        changes=True,
    )


@task("zh")
def names_given_back(world: World) -> Asked:
    names = [f"图{n}.png" for n in world.chance.sample(range(10, 99), 4)]
    for name in names:
        world.file(f"素材/{name}", world.chance.randbytes(120))
    before = world.state()
    stamps = {p: _stamp(p) for p in (world.folder / "素材").iterdir()}

    def holds(answered: Answered) -> None:
        answered.completed().says_any("撤销", "撤回", "恢复", "还原", "改回", *names)
        assert world.state() == before, sorted(world.state())
        # A name that was changed and given back leaves its trace.
        assert all(_stamp(p) != stamp for p, stamp in stamps.items()), "nothing was renamed"

    return Asked(
        "撤销刚才的改名",
        holds,
        first=("把 素材 文件夹里的 图*.png 改名为 海报*.png",),
        options={"assume_yes": True},
        changes=True,
    )

"""Files renamed, put in order and deleted, with the user's leave."""

import os
from datetime import UTC, datetime
from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

YES = {"assume_yes": True}


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@task("zh")
def scans_of_contracts_renamed(world: World) -> Asked:
    expected = {}
    for number in world.chance.sample(range(100, 999), 7):
        body = world.chance.randbytes(200)
        world.file(f"扫描件/IMG_{number}.jpg", body)
        expected[f"合同_{number}.jpg"] = body
    world.text("扫描件/说明.txt", "扫描于三楼\n")
    expected["说明.txt"] = "扫描于三楼\n".encode()

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _files(world.folder / "扫描件") == expected

    return Asked(
        "把 扫描件 文件夹里文件名开头的 IMG_ 都换成 合同_", holds, options=YES, changes=True
    )


@task("en")
def a_desktop_by_type(world: World) -> Asked:
    words = world.chance.sample(["alpha", "bravo", "delta", "gamma", "kappa", "omega", "sigma"], 7)
    endings = ["pdf", "pdf", "jpg", "jpg", "mp3", "zip", "zip"]
    bodies = {}
    for word, ending in zip(words, endings, strict=True):
        bodies[f"{word}.{ending}"] = world.chance.randbytes(150)
        world.file(f"desktop/{word}.{ending}", bodies[f"{word}.{ending}"])

    def holds(answered: Answered) -> None:
        answered.completed()
        now = _files(world.folder / "desktop")
        assert {Path(name).name: body for name, body in now.items()} == bodies, list(now)
        homes: dict[str, set[str]] = {}
        for name in now:
            homes.setdefault(Path(name).suffix, set()).add(str(Path(name).parent))
        assert all(len(places) == 1 for places in homes.values()), homes
        places = {place for each in homes.values() for place in each}
        assert len(places) == 4 and "." not in places, homes

    return Asked(
        "sort the files in desktop/ into subfolders by type", holds, options=YES, changes=True
    )


@task("zh")
def minutes_filed_by_month(world: World) -> Asked:
    expected = {}
    topics = ["预算", "招聘", "搬迁", "培训", "采购", "安全"]
    months = world.chance.sample(range(1, 13), 3)
    for at, topic in enumerate(topics):
        month = months[at % 3]
        path = world.text(f"会议纪要/{topic}.txt", f"{topic}会议 {world.chance.random()}\n")
        when = datetime(2024, month, world.chance.randint(8, 20), 12, tzinfo=UTC).timestamp()
        os.utime(path, (when, when))
        expected[f"2024-{month:02}/{topic}.txt"] = path.read_bytes()

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _files(world.folder / "会议纪要") == expected

    return Asked(
        "把 会议纪要 里的文件按修改月份归到子文件夹，文件夹名像 2024-03 这样",
        holds,
        options=YES,
        changes=True,
    )


@task("en")
def scratch_files_gone(world: World) -> Asked:
    names = world.chance.sample(["draft", "cache", "swap", "index", "queue", "pages"], 6)
    kept = {}
    for at, name in enumerate(names):
        place = f"workspace/{('', 'a/', 'a/b/')[at % 3]}"
        world.text(f"{place}{name}.tmp", "x\n")
        world.text(f"{place}{name}.bak", "y\n")
        for ending in ("txt", "tmpl"):
            path = world.text(f"{place}{name}.{ending}", f"{world.chance.random()}\n")
            kept[str(path.relative_to(world.folder / "workspace"))] = path.read_bytes()

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _files(world.folder / "workspace") == kept

    return Asked(
        "delete all .tmp and .bak files in workspace/, including its subfolders",
        holds,
        options=YES,
        changes=True,
    )

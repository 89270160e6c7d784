"""Files that are to be renamed, sorted, moved or deleted."""

import os
from datetime import date, timedelta
from pathlib import Path

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

YES = {"assume_yes": True}


def _content(folder: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@task("en")
def lectures_with_a_nought_before(world: World) -> Asked:
    numbers = sorted(world.chance.sample(range(1, 25), 9))
    if numbers[0] > 9:
        numbers[0] = 3
    wanted = {}
    for number in numbers:
        content = world.chance.randbytes(300)
        world.file(f"recordings/Lecture {number}.mp3", content)
        wanted[f"lecture-{number:02}.mp3"] = content
    note = b"recorded in the big hall\n"
    world.file("recordings/about.txt", note)
    wanted["about.txt"] = note

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _content(world.folder / "recordings") == wanted, os.listdir(
            world.folder / "recordings"
        )

    return Asked(
        "The files in recordings are called like 'Lecture 7.mp3'. Rename them so that "
        "'Lecture 7.mp3' becomes 'lecture-07.mp3', always with two digits.",
        holds,
        options=YES,
        changes=True,
    )


@task("zh")
def daily_reports_by_the_month_in_their_name(world: World) -> Asked:
    wanted = {}
    start = date(2025, 1, world.chance.randint(5, 25))
    for number in range(14):
        day = start + timedelta(days=11 * number)
        name = f"日报_{day.isoformat()}.txt"
        content = f"{markup.prose(world.chance, zh=True, words=10)}{number}\n".encode()
        path = world.file(f"日报/{name}", content)
        os.utime(path, (1_760_000_000, 1_760_000_000))
        wanted[f"{day:%Y-%m}/{name}"] = content

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _content(world.folder / "日报") == wanted, sorted(_content(world.folder / "日报"))

    return Asked(
        "日报 文件夹里的文件名都带日期，请按文件名里的月份分到 日报 下面的子文件夹里，"
        "子文件夹的名字像 2025-03 这样",
        holds,
        options=YES,
        changes=True,
    )


@task("en")
def scratch_of_a_drawing_program(world: World) -> Asked:
    kept = {}
    names = [n.lower().replace(" ", "_") for n in markup.titles(world.chance, 12)]
    for at, name in enumerate(names):
        folder = world.chance.choice(["", "parts/", "parts/doors/", "roof/"])
        ending = (".dwg", ".bak", ".tmp", ".pdf")[at % 4]
        content = world.chance.randbytes(200)
        world.file(f"house/{folder}{name}{ending}", content)
        if ending in (".dwg", ".pdf"):
            kept[f"{folder}{name}{ending}"] = content

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _content(world.folder / "house") == kept, sorted(_content(world.folder / "house"))

    return Asked(
        "Delete every .bak and .tmp file in the house folder, in its subfolders too. "
        "Leave everything else alone.",
        holds,
        options=YES,
        changes=True,
    )


@task("zh")
def films_out_of_the_downloads(world: World) -> Asked:
    names = markup.titles(world.chance, 12, zh=True)
    films = {"旧片.mp4": b"old"}
    world.file("影片/旧片.mp4", b"old")
    rest: dict[str, bytes] = {}
    for at, name in enumerate(names):
        full = name + (".mp4", ".mkv", ".zip", ".docx")[at % 4]
        content = world.chance.randbytes(250)
        world.file(f"下载/{full}", content)
        (films if at % 4 < 2 else rest)[full] = content

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _content(world.folder / "影片") == films, sorted(_content(world.folder))
        assert _content(world.folder / "下载") == rest, sorted(_content(world.folder))

    return Asked(
        "把 下载 文件夹里的 .mp4 和 .mkv 都移到已有的 影片 文件夹里，别的不要动",
        holds,
        options=YES,
        changes=True,
    )

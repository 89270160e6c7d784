"""Files that are renamed, put in order, deleted, packed."""

import os
import zipfile
from datetime import UTC, datetime

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed
from tests.tasks.world import World


@task("en")
def camera_names_to_trip_names(world: World) -> Asked:
    numbers = [f"{n:04}" for n in world.chance.sample(range(1, 9999), 7)]
    before = {n: markup.prose(world.chance).encode() for n in numbers}
    for number, content in before.items():
        world.file(f"camera/DSC_{number}.jpg", content)
    world.text("camera/DSC_notes.txt", "light was poor")
    world.text("camera/map.jpg", "a map")

    def holds(answered: Answered) -> None:
        answered.completed()
        now = {p.name: p.read_bytes() for p in (world.folder / "camera").iterdir()}
        wanted = {f"trip_{n}.jpg": content for n, content in before.items()}
        wanted |= {"DSC_notes.txt": b"light was poor", "map.jpg": b"a map"}
        assert now == wanted, sorted(now)

    return Asked(
        "In the folder camera, rename all DSC_*.jpg files to trip_*.jpg and keep their numbers, "
        "for example DSC_0042.jpg becomes trip_0042.jpg. Leave the other files alone.",
        holds,
        options={"assume_yes": True},
        changes=True,
    )


@task("zh")
def inbox_by_month(world: World) -> Asked:
    wanted = {}
    for i, title in enumerate(markup.titles(world.chance, 9, zh=True)):
        when = datetime(
            2025, world.chance.randint(1, 6), world.chance.randint(5, 25), 12, tzinfo=UTC
        )
        name = f"{title}.{world.chance.choice(['pdf', 'docx', 'txt'])}"
        path = world.text(f"收件箱/{name}", f"第 {i} 份")
        os.utime(path, (when.timestamp(), when.timestamp()))
        wanted[f"{when:%Y-%m}/{name}"] = f"第 {i} 份"

    def holds(answered: Answered) -> None:
        answered.completed()
        box = world.folder / "收件箱"
        files = [p for p in box.rglob("*") if p.is_file()]
        now = {p.relative_to(box).as_posix(): p.read_text("utf-8") for p in files}
        assert now == wanted, (sorted(now), sorted(wanted))

    return Asked(
        "把 收件箱 里的文件按修改日期的年月整理到它下面的子文件夹里，文件夹名像 2025-03 这样",
        holds,
        options={"assume_yes": True},
        changes=True,
    )


@task("en")
def tmp_and_bak_gone_from_drafts(world: World) -> Asked:
    stay, go = set[str](), set[str]()
    for i, title in enumerate(markup.titles(world.chance, 14)):
        suffix = ("tmp", "bak", "txt", "md", "tmp.md")[i % 5]
        name = f"drafts/{world.chance.choice(['', 'old/', 'old/deep/'])}{title}.{suffix}"
        world.text(name, markup.prose(world.chance, words=9))
        (go if suffix in ("tmp", "bak") else stay).add(name)
    world.text("outside.tmp", "not in that folder")

    def holds(answered: Answered) -> None:
        answered.completed()
        files = [p for p in world.folder.rglob("*") if p.is_file()]
        now = {p.relative_to(world.folder).as_posix() for p in files}
        assert now & go == set() and stay | {"outside.tmp"} <= now, sorted(now)

    return Asked(
        "Delete all .tmp and .bak files in the folder drafts, its subfolders included. "
        "Nothing else should go.",
        holds,
        options={"assume_yes": True},
        changes=True,
    )


@task("zh")
def last_years_logs_in_a_zip(world: World) -> Asked:
    year = world.chance.choice([2022, 2023, 2024])
    wanted, names = {}, []
    for i in range(10):
        name = f"{year if i < 6 else year + 1}-{i + 1:02}-{world.chance.randint(1, 28):02}.log"
        text = markup.prose(world.chance)
        world.text(f"日志/{name}", text)
        names.append(name)
        if i < 6:
            wanted[name] = text.encode()

    def holds(answered: Answered) -> None:
        answered.completed()
        places = [
            *world.folder.rglob("*.zip"),
            *(p for p in handed(answered) if p.suffix == ".zip"),
        ]
        assert places, "no zip"
        with zipfile.ZipFile(places[0]) as archive:
            members = [n for n in archive.namelist() if not n.endswith("/")]
            packed = {n.rpartition("/")[2]: archive.read(n) for n in members}
        assert packed == wanted, sorted(packed)
        assert all((world.folder / "日志" / name).is_file() for name in names)

    return Asked(
        f"把 日志 文件夹里文件名以 {year} 开头的日志打包成 日志{year}.zip，原来的文件留着不要动",
        holds,
        options={"assume_yes": True},
        changes=True,
    )

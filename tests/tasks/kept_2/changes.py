"""Changes of the user's files: done when granted, shown and left undone when not."""

import os
import re
from datetime import UTC, datetime

from aios.contracts.task import Status
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import whole
from tests.tasks.world import World


@task("en")
def names_without_spaces(world: World) -> Asked:
    names = [
        f"Invoice {world.chance.randint(100, 999)} {month}.pdf"
        for month in world.chance.sample(["Jan", "Mar", "May", "Oct"], 3)
    ]
    content = {name: world.chance.randbytes(200) for name in names}
    for name, raw in content.items():
        world.file(f"scans/{name}", raw)
    world.text("scans/readme.txt", "leave me")
    world.text("other file.txt", "not in scans")

    def holds(answered: Answered) -> None:
        answered.completed()
        now = {p.name: p.read_bytes() for p in (world.folder / "scans").iterdir()}
        wanted = {name.replace(" ", "_"): raw for name, raw in content.items()}
        assert now == {**wanted, "readme.txt": b"leave me"}, sorted(now)
        assert (world.folder / "other file.txt").exists()

    return Asked(
        "rename the files in scans: underscores instead of spaces",
        holds,
        options={"assume_yes": True},
        changes=True,
    )


@task("zh")
def photos_sorted_by_month(world: World) -> Asked:
    months = world.chance.sample(range(1, 13), 3)
    taken = {}
    for i in range(9):
        name = f"DSC{world.chance.randint(100, 999)}{i}.jpg"
        path = world.file(f"旅行照片/{name}", world.chance.randbytes(300))
        when = datetime(
            2025, months[i % 3], world.chance.randint(5, 24), 12, tzinfo=UTC
        ).timestamp()
        os.utime(path, (when, when))
        taken[name] = (months[i % 3], path.read_bytes())

    def holds(answered: Answered) -> None:
        answered.completed()
        found = {p.name: p for p in (world.folder / "旅行照片").rglob("*.jpg")}
        assert set(found) == set(taken), sorted(found)
        for name, (month, raw) in taken.items():
            folder = str(found[name].parent.relative_to(world.folder / "旅行照片"))
            assert re.fullmatch(rf"\D*2025\D*0?{month}\D*", folder), folder
            assert found[name].read_bytes() == raw

    return Asked(
        "把旅行照片里的照片按修改时间的年月分到不同的文件夹",
        holds,
        options={"assume_yes": True},
        changes=True,
    )


@task("en")
def build_leavings_deleted(world: World) -> Asked:
    gone, kept = [], []
    for folder in ("build", "build/deep", "build/deep/er"):
        for kind, into in (("tmp", gone), ("bak", gone), ("txt", kept), ("tmpl", kept)):
            name = f"{folder}/n{world.chance.randint(10, 99)}.{kind}"
            world.text(name, name)
            into.append(name)
    world.text("outside.tmp", "not below build")
    kept.append("outside.tmp")

    def holds(answered: Answered) -> None:
        answered.completed()
        assert [n for n in gone if (world.folder / n).exists()] == []
        assert [n for n in kept if not (world.folder / n).exists()] == []

    return Asked(
        "Please delete all .tmp and .bak files in the build folder, including its subfolders.",
        holds,
        options={"grants": [str(world.folder / "build")]},
        changes=True,
    )


@task("zh")
def downloads_sorted_only_on_paper(world: World) -> Asked:
    stems = world.chance.sample(["发票", "合影", "会议", "歌单", "账本", "简历"], 4)
    names = [f"{s}.{kind}" for s, kind in zip(stems, ("pdf", "jpg", "mp4", "xlsx"), strict=True)]
    for name in names:
        world.file(f"下载/{name}", world.chance.randbytes(100))

    def holds(answered: Answered) -> None:
        error = answered.task.error
        shown = error is None and answered.task.status is Status.COMPLETED
        assert shown or (error and error.code == "changes_not_granted"), error
        everything = whole(answered)
        assert [n for n in names if n not in everything] == [], everything[:1500]

    return Asked("下载 文件夹太乱了，按文件类型归归类吧", holds)

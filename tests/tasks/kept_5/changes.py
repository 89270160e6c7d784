"""Changes to the user's files: renamed, put in order, emptied; shown only, or granted."""

import os
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


@task("zh")
def a_prefix_that_would_change(world: World) -> Asked:
    numbers = world.chance.sample(range(1000, 9999), 5)
    for number in numbers:
        world.text(f"旅行照片/IMG_{number}.jpg", f"图 {number}")
    world.text("旅行照片/说明.txt", "保留")

    def holds(answered: Answered) -> None:
        answered.failed("changes_not_granted")
        shown = str(answered.task)
        for number in numbers:
            assert f"云南_{number}.jpg" in shown, shown[:1500]
        assert len(list((world.folder / "旅行照片").glob("IMG_*.jpg"))) == len(numbers)

    return Asked("把 旅行照片 文件夹里 IMG_ 开头的照片改成 云南_ 开头", holds)


@task("en")
def photos_by_year(world: World) -> Asked:
    years = world.chance.sample(range(2017, 2026), 3)
    contents, year_of = {}, {}
    for i in range(11):
        name = f"DSC{world.chance.randint(1000, 9999)}{i}.jpg"
        year_of[name], contents[name] = years[i % 3], world.chance.randbytes(250)
        path = world.file(f"photos/{name}", contents[name])
        stamp = datetime(years[i % 3], 6, 5 + i, 12, tzinfo=UTC).timestamp()
        os.utime(path, (stamp, stamp))
    folder = world.folder / "photos"

    def holds(answered: Answered) -> None:
        answered.completed()
        found = {p.name: p for p in folder.rglob("*") if p.is_file()}
        assert {n: p.read_bytes() for n, p in found.items()} == contents, sorted(found)
        places: dict[int, set[Path]] = defaultdict(set)
        for name, path in found.items():
            places[year_of[name]].add(path.relative_to(folder))
        for year, paths in places.items():
            told = [len(path.parts) > 1 and str(year) in path.parts[0] for path in paths]
            assert all(told), places

    return Asked(
        "sort the files in photos into one folder per year, going by modification date",
        holds,
        options={"grants": [str(folder)]},
        changes=True,
    )


@task("zh")
def folders_with_nothing_in_them(world: World) -> Asked:
    names = [f"{w}{world.chance.randint(10, 99)}" for w in ("草稿", "临时", "测试", "图片", "数据")]
    cut = world.chance.randint(2, 3)
    for i, name in enumerate(names):
        (world.folder / "项目资料" / name).mkdir(parents=True)
        if i >= cut:
            world.text(f"项目资料/{name}/a.txt", name)

    def holds(answered: Answered) -> None:
        answered.completed()
        left = sorted(p.name for p in (world.folder / "项目资料").iterdir())
        assert left == sorted(names[cut:]), left
        for name in names[cut:]:
            assert (world.folder / "项目资料" / name / "a.txt").read_text("utf-8") == name

    return Asked(
        "删除 项目资料 里面所有的空文件夹", holds, options={"assume_yes": True}, changes=True
    )


@task("en")
def endings_made_alike(world: World) -> Asked:
    numbers = world.chance.sample(range(10, 99), 7)
    cut = world.chance.randint(3, 5)
    contents = {}
    for i, number in enumerate(numbers):
        contents[f"pic{number}.jpg"] = world.chance.randbytes(120)
        ending = "jpeg" if i < cut else "jpg"
        world.file(f"pictures/pic{number}.{ending}", contents[f"pic{number}.jpg"])
    folder = world.folder / "pictures"

    def holds(answered: Answered) -> None:
        answered.completed()
        found = {p.name: p.read_bytes() for p in folder.iterdir()}
        assert found == contents, sorted(found)

    return Asked(
        "Rename all the .jpeg files in pictures to .jpg",
        holds,
        options={"grants": [str(folder)]},
        changes=True,
    )

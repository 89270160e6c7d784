"""Files that may be changed: renamed, put in order, deleted, packed."""

import zipfile
from pathlib import Path
from typing import Any

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed
from tests.tasks.world import World

YES: dict[str, Any] = {"assume_yes": True}


def below(folder: Path) -> dict[str, bytes]:
    """The files below a folder with their content."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@task("zh")
def holiday_shots_get_their_place(world: World) -> Asked:
    place = world.chance.choice(["海边", "雪山", "草原"])
    wanted = {"说明.txt": "不要动".encode()}
    for number in world.chance.sample(range(1, 9999), 7):
        content = world.chance.randbytes(40)
        world.file(f"照片/DSC_{number:04}.jpg", content)
        wanted[f"{place}_{number:04}.jpg"] = content
    world.file("照片/说明.txt", wanted["说明.txt"])

    def holds(answered: Answered) -> None:
        answered.completed()
        assert below(world.folder / "照片") == wanted, sorted(below(world.folder / "照片"))

    text = (
        f"把 照片 文件夹里所有 DSC_ 开头的 jpg 改名：DSC_ 换成 {place}_，后面的编号不变，"
        f"比如 DSC_0001.jpg 变成 {place}_0001.jpg"
    )
    return Asked(text, holds, options=YES, changes=True)


@task("en")
def scans_into_a_folder_a_month(world: World) -> Asked:
    wanted = {}
    year = world.chance.choice([2022, 2023, 2024])
    for i in range(12):
        month, day = world.chance.randint(1, 5), world.chance.randint(1, 28)
        name, content = f"scan{i}_{year}-{month:02}-{day:02}.pdf", world.chance.randbytes(60)
        world.file(f"scans/{name}", content)
        wanted[f"{year}-{month:02}/{name}"] = content

    def holds(answered: Answered) -> None:
        answered.completed()
        assert below(world.folder / "scans") == wanted, sorted(below(world.folder / "scans"))

    text = (
        "Move the files in the scans folder into subfolders by the year and month in their "
        f"names, e.g. scan0_{year}-03-09.pdf goes to scans/{year}-03"
    )
    return Asked(text, holds, options=YES, changes=True)


@task("zh")
def leftovers_thrown_away(world: World) -> Asked:
    ending = world.chance.choice(["bak", "tmp", "old"])
    keep = {}
    for i in range(14):
        folder = world.chance.choice(("", "一/", "一/二/"))
        content = world.chance.randbytes(30)
        if i % 2:
            world.file(f"工作区/{folder}x{i}.{ending}", content)
        else:
            keep[f"{folder}{ending}{i}.txt"] = content
            world.file(f"工作区/{folder}{ending}{i}.txt", content)
    outside = world.file(f"别处.{ending}", b"keep me")

    def holds(answered: Answered) -> None:
        answered.completed()
        assert below(world.folder / "工作区") == keep, sorted(below(world.folder / "工作区"))
        assert outside.exists()

    text = f"删除 工作区 文件夹里（包括子文件夹）所有扩展名是 .{ending} 的文件"
    return Asked(text, holds, options=YES, changes=True)


@task("en")
def bills_packed_as_a_zip(world: World) -> Asked:
    bills = {}
    for number in world.chance.sample(range(100, 999), 6):
        bills[f"bill-{number}.txt"] = world.chance.randbytes(80)
    bills["paid/list.txt"] = world.chance.randbytes(90)
    for name, content in bills.items():
        world.file(f"bills/{name}", content)

    def holds(answered: Answered) -> None:
        answered.completed()
        places = [world.folder / "bills.zip", world.folder / "bills" / "bills.zip"]
        places += [path for path in handed(answered) if path.suffix == ".zip"]
        found = [path for path in places if path.exists()]
        assert found, handed(answered)
        with zipfile.ZipFile(found[0]) as packed:
            members = [n for n in packed.namelist() if not n.endswith("/")]
            inside = {n.removeprefix("bills/"): packed.read(n) for n in members}
        assert inside == bills, sorted(inside)
        assert bills.items() <= below(world.folder / "bills").items()

    text = "Please zip the whole bills folder into bills.zip and leave the folder as it is."
    return Asked(text, holds, options=YES, changes=True)

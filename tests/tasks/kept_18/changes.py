"""Files of the user that are to be changed."""

import zipfile
from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

YES = {"assume_yes": True}


def below(folder: Path) -> list[str]:
    """Every file below the folder."""
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


@task("zh")
def photos_get_a_new_prefix(world: World) -> Asked:
    numbers = sorted(world.chance.sample(range(1000, 9999), 7))
    prefix = world.chance.choice(["旅行", "婚礼", "毕业", "露营"])
    for number in numbers:
        world.file(f"相册/IMG_{number}.jpg", f"photo {number}".encode())
    world.text("相册/说明.txt", "IMG 是相机起的名字")
    folder = world.folder / "相册"

    def holds(answered: Answered) -> None:
        answered.completed()
        wanted = [*(f"{prefix}_{number}.jpg" for number in numbers), "说明.txt"]
        assert below(folder) == sorted(wanted), below(folder)
        for number in numbers:
            content = (folder / f"{prefix}_{number}.jpg").read_bytes()
            assert content == f"photo {number}".encode()

    return Asked(
        f"把 相册 文件夹里的 IMG_数字.jpg 都改名成 {prefix}_数字.jpg，数字保持不变",
        holds,
        options=YES,
        changes=True,
    )


@task("en")
def scans_into_folders_of_months(world: World) -> Asked:
    wanted = dict[str, str]()
    for i in range(9):
        month = f"2026-{world.chance.choice([2, 5, 7, 11]):02d}"
        name = f"scan_{month}-{world.chance.randint(10, 28)}_{i}.pdf"
        world.text(f"scans/{name}", f"scan number {i}")
        wanted[f"{month}/{name}"] = f"scan number {i}"
    folder = world.folder / "scans"

    def holds(answered: Answered) -> None:
        answered.completed()
        assert below(folder) == sorted(wanted), below(folder)
        for name, content in wanted.items():
            assert (folder / name).read_text("utf-8") == content

    return Asked(
        "The files in scans have their date in the name, like scan_2026-05-14_3.pdf. Move each "
        "into a subfolder of scans named by year and month, like scans/2026-05/",
        holds,
        options=YES,
        changes=True,
    )


@task("zh")
def empty_and_temporary_files_go(world: World) -> Asked:
    kept = set[str]()
    for i in range(12):
        place = world.chance.choice(["", "子目录/", "子目录/更深/"])
        kind = ("keep.txt", "keep.csv", "old.tmp", "none.txt")[i % 4]
        name = f"{place}{i}_{kind}"
        world.text(f"下载/{name}", "" if "none" in kind else f"内容 {world.chance.random()}")
        if "keep" in kind:
            kept.add(name)
    world.text("别处/x.tmp", "不要动")
    folder = world.folder

    def holds(answered: Answered) -> None:
        answered.completed()
        assert set(below(folder / "下载")) == kept, below(folder / "下载")
        assert (folder / "别处/x.tmp").exists()

    return Asked(
        "删除 下载 文件夹（包括子文件夹）里所有 .tmp 文件和大小为 0 字节的空文件，其他文件保留",
        holds,
        options=YES,
        changes=True,
    )


@task("en")
def logs_into_a_zip_and_gone(world: World) -> Asked:
    logs = {f"day{n}.log": f"line {world.chance.random()}\n" * 20 for n in range(1, 6)}
    for name, content in logs.items():
        world.text(f"server/{name}", content)
    world.text("server/settings.ini", "[a]\nb=1\n")
    target = f"logs-{world.chance.randint(100, 999)}.zip"
    folder = world.folder / "server"

    def holds(answered: Answered) -> None:
        answered.completed()
        assert below(folder) == sorted([target, "settings.ini"]), below(folder)
        with zipfile.ZipFile(folder / target) as archive:
            found = {
                Path(n).name: archive.read(n).decode() for n in archive.namelist() if n[-1] != "/"
            }
        assert found == logs, sorted(found)

    return Asked(
        f"Pack all .log files in server into server/{target} and delete the .log files afterwards.",
        holds,
        options=YES,
        changes=True,
    )

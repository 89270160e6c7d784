"""What is done to the user's own files, agreed to beforehand."""

import zipfile
from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed
from tests.tasks.world import World

YES = {"assume_yes": True}


@task("zh")
def scanned_receipts_get_another_prefix(world: World) -> Asked:
    numbers = [f"{n:04}" for n in world.chance.sample(range(1, 9999), 8)]
    contents = {n: world.chance.randbytes(300) for n in numbers}
    for n, content in contents.items():
        world.file(f"扫描件/IMG_{n}.jpg", content)
    world.text("扫描件/说明.txt", "十月的收据\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        place = world.folder / "扫描件"
        found = {path.name for path in place.iterdir()}
        assert found == {f"收据_{n}.jpg" for n in numbers} | {"说明.txt"}, found
        for n, content in contents.items():
            assert (place / f"收据_{n}.jpg").read_bytes() == content, n

    return Asked(
        "把“扫描件”文件夹里文件名以 IMG_ 开头的图片改成以 收据_ 开头，后面的编号和扩展名不变，"
        f"比如 IMG_{numbers[0]}.jpg 改成 收据_{numbers[0]}.jpg。",
        holds,
        options=YES,
        changes=True,
    )


@task("en")
def delivery_notes_into_folders_by_month(world: World) -> Asked:
    months = world.chance.sample(range(1, 10), 3)
    names = [
        f"note_2026-0{month}-{day:02}_{world.chance.randint(100, 999)}.txt"
        for month in months
        for day in world.chance.sample(range(1, 28), 4)
    ]
    for name in names:
        world.text(f"delivery_notes/{name}", f"signed: {name}\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        place = world.folder / "delivery_notes"
        found = {str(p.relative_to(place).as_posix()) for p in place.rglob("*") if p.is_file()}
        assert found == {f"{name[5:12]}/{name}" for name in names}, found
        assert all(
            (place / name[5:12] / name).read_text("utf-8") == f"signed: {name}\n" for name in names
        )

    return Asked(
        "Every file name in delivery_notes contains a date. Move the files into one subfolder "
        f"per month inside delivery_notes, named like 2026-0{months[0]}, and keep the file names.",
        holds,
        options=YES,
        changes=True,
    )


@task("zh")
def leftovers_of_a_download_folder_go(world: World) -> Asked:
    ending = world.chance.choice([".tmp", ".part", ".crdownload"])
    stays = ["课表.xlsx", "音乐/校歌.mp3", "音乐/tmp说明.txt", "合同/2026/租约.pdf"]
    goes = [
        f"{place}{world.chance.choice('abcdef')}{world.chance.randint(100, 999)}{ending}"
        for place in ("", "音乐/", "合同/2026/", "合同/")
    ]
    for name in (*stays, *goes):
        world.file(f"下载/{name}", world.chance.randbytes(200))
    world.file(f"桌面/保留{ending}", b"keep")

    def holds(answered: Answered) -> None:
        answered.completed()
        place = world.folder / "下载"
        assert all((place / name).is_file() for name in stays), list(place.rglob("*"))
        assert not any((place / name).exists() for name in goes), list(place.rglob("*"))
        assert (world.folder / f"桌面/保留{ending}").is_file()

    return Asked(
        f"删除“下载”文件夹里所有扩展名是 {ending} 的文件，子文件夹里的也要删，其他文件别动。",
        holds,
        options=YES,
        changes=True,
    )


@task("en")
def till_exports_packed_for_the_accountant(world: World) -> Asked:
    month = world.chance.choice(["june", "july", "august"])
    contents = {
        f"till_{month}_{i}.csv": f"day,total\n{i},{world.chance.randint(200, 900)}\n"
        for i in range(1, world.chance.randint(5, 9))
    }
    for name, text in contents.items():
        world.text(f"exports/{name}", text)
    world.text("exports/readme.txt", "made by the till\n")
    world.text("exports/logo.svg", "<svg/>")

    def holds(answered: Answered) -> None:
        answered.completed()
        made = [world.folder / f"{month}.zip", *handed(answered)]
        made = [p for p in made if p.name == f"{month}.zip" and p.is_file()]
        assert made, f"no {month}.zip: {answered.answer[:500]}"
        with zipfile.ZipFile(made[0]) as packed:
            found = {
                Path(n).name: packed.read(n).decode() for n in packed.namelist() if n[-1] != "/"
            }
        assert found == contents, found
        assert all((world.folder / "exports" / name).is_file() for name in contents)

    return Asked(
        f"Put all the .csv files from the folder exports, and nothing else, into a zip file called "
        f"{month}.zip in the current folder. Leave the original files where they are.",
        holds,
        options=YES,
        changes=True,
    )

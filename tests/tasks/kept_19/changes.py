"""Files of the user renamed, sorted, deleted and packed, as they asked for."""

import zipfile

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed
from tests.tasks.world import World

YES = {"assume_yes": True}


@task("zh")
def new_beginning_for_photo_names(world: World) -> Asked:
    place = world.chance.choice(["云南", "青海", "新疆", "桂林"])
    numbers = world.chance.sample(range(1000, 9999), 7)
    photos = {f"IMG_{n}.jpg": world.chance.randbytes(300) for n in numbers}
    others = {"封面.png": b"cover", "MY_IMG_1.jpg": b"mine"}
    for name, content in {**photos, **others}.items():
        world.file(f"旅行照片/{name}", content)

    def holds(answered: Answered) -> None:
        answered.completed()
        wanted = {name.replace("IMG_", f"{place}_"): raw for name, raw in photos.items()} | others
        found = {p.name: p.read_bytes() for p in (world.folder / "旅行照片").iterdir()}
        assert found == wanted, sorted(found)

    return Asked(
        f"把 旅行照片 文件夹里以 IMG_ 开头的文件改名：开头的 IMG_ 换成 {place}_，后面不变，"
        "其他文件不要动。",
        holds,
        options=YES,
        changes=True,
    )


@task("en")
def invoices_into_month_folders(world: World) -> Asked:
    names = set()
    for i in range(14):
        month, day = world.chance.randint(1, 5), world.chance.randint(1, 28)
        names.add(f"invoice_2025-{month:02}-{day:02}_{i + 40}.txt")
    for name in sorted(names):
        world.text(f"invoices/{name}", f"{name}\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        root = world.folder / "invoices"
        found = {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()}
        assert found == {f"{name[8:15]}/{name}" for name in names}, sorted(found)
        for path in root.rglob("*.txt"):
            assert path.read_text("utf-8") == f"{path.name}\n"

    return Asked(
        "The files in invoices have a date in their names. Please move each one into a subfolder "
        "of invoices for its year and month, named like 2025-03.",
        holds,
        options=YES,
        changes=True,
    )


@task("zh")
def one_ending_swept_out_of_the_workspace(world: World) -> Asked:
    ending = world.chance.choice([".tmp", ".bak", ".old"])
    kept = {}
    for i in range(16):
        folder = world.chance.choice(["", "甲/", "甲/乙/", "丙/"])
        away = i % 4 == 0 or world.chance.random() < 0.3
        suffix = ending if away else world.chance.choice([".txt", ".csv", ending[1:] + ".md"])
        path = world.text(f"工作区/{folder}f{i}{suffix}", f"内容{i}\n")
        if not away:
            kept[str(path.relative_to(world.folder))] = f"内容{i}\n"

    def holds(answered: Answered) -> None:
        answered.completed()
        found = {
            str(p.relative_to(world.folder)): p.read_text("utf-8")
            for p in (world.folder / "工作区").rglob("*")
            if p.is_file()
        }
        assert found == kept, sorted(found)

    return Asked(
        f"请把 工作区 文件夹和它所有子文件夹里的 {ending} 文件全部删除，别的文件都留着。",
        holds,
        options=YES,
        changes=True,
    )


@task("en")
def logs_packed_together(world: World) -> Asked:
    logs = {
        f"node{n}.log": f"started {world.chance.randint(1, 10**6)}\n" * 30
        for n in world.chance.sample(range(10, 99), 6)
    }
    for name, content in logs.items():
        world.text(f"cluster/{name}", content)
    world.text("cluster/settings.ini", "[main]\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        packed = [
            *world.folder.rglob("*.zip"),
            *(p for p in handed(answered) if p.suffix == ".zip"),
        ]
        assert packed, "no zip"
        with zipfile.ZipFile(packed[0]) as archive:
            found = {
                name.rpartition("/")[2]: archive.read(name).decode()
                for name in archive.namelist()
                if not name.endswith("/")
            }
        assert found == logs, sorted(found)
        for name, content in logs.items():
            assert (world.folder / "cluster" / name).read_text("utf-8") == content
        assert (world.folder / "cluster/settings.ini").exists()

    return Asked(
        "Zip all the .log files of the cluster folder into cluster/logs.zip and leave the "
        "originals where they are.",
        holds,
        options=YES,
        changes=True,
    )

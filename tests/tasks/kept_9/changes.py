"""Files that are to be renamed, sorted, moved and deleted."""

from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

_YES = {"assume_yes": True}


def _content(folder: Path) -> dict[str, str]:
    """Every file below the folder with its text."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


@task("zh")
def a_trip_in_the_names(world: World) -> Asked:
    chance = world.chance
    place = chance.choice(["云南", "新疆", "海南", "西藏"])
    wanted = {}
    for number in chance.sample(range(1000, 9999), 9):
        content = f"照片{number}"
        world.text(f"旅行照片/IMG_{number}.jpg", content)
        wanted[f"{place}_{number}.jpg"] = content
    for other in ("行程.txt", "PANO_0007.jpg"):
        world.text(f"旅行照片/{other}", other)
        wanted[other] = other

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _content(world.folder / "旅行照片") == wanted

    return Asked(
        f"把 旅行照片 文件夹里 IMG_ 开头的文件都改名，IMG_ 换成 {place}_，后面的编号不变，"
        "别的文件不要动",
        holds,
        options=_YES,
        changes=True,
    )


@task("en")
def downloads_by_their_extension(world: World) -> Asked:
    chance = world.chance
    wanted = {}
    for kind in chance.sample(["pdf", "jpg", "mp3", "zip", "csv", "docx"], 4):
        for name in chance.sample(["alpha", "beach", "cello", "draft", "extra", "final"], 3):
            content = f"{name} {kind} {chance.randint(1, 10**6)}"
            world.text(f"downloads/{name}.{kind}", content)
            wanted[f"{kind}/{name}.{kind}"] = content

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _content(world.folder / "downloads") == wanted

    return Asked(
        "Tidy up my downloads folder: move each file into a subfolder of downloads that is named "
        "after its extension, so pdf files go to downloads/pdf, jpg files to downloads/jpg and so "
        "on.",
        holds,
        options=_YES,
        changes=True,
    )


@task("zh")
def invoices_of_a_year_put_away(world: World) -> Asked:
    chance = world.chance
    year = chance.choice([2023, 2024, 2025])
    stays: dict[str, str] = {}
    moved: dict[str, str] = {}
    for i in range(12):
        of = [2023, 2024, 2025][i % 3]
        name = f"发票_{of}{chance.randint(1, 12):02}{chance.randint(10, 28)}_{i:02}.pdf"
        content = f"发票 {chance.randint(1, 10**6)}"
        world.text(f"财务/{name}", content)
        (moved if of == year else stays)[name] = content
    wanted = stays | {f"归档/{name}": content for name, content in moved.items()}

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _content(world.folder / "财务") == wanted

    return Asked(
        f"把 财务 文件夹里文件名以 发票_{year} 开头的 PDF 全部移到 财务/归档 文件夹里，"
        "其他的留在原处",
        holds,
        options=_YES,
        changes=True,
    )


@task("en")
def backups_of_an_editor_gone(world: World) -> Asked:
    chance = world.chance
    stays = {}
    names = chance.sample(["main", "config", "server", "client", "index", "style", "notes"], 5)
    for i, name in enumerate(names):
        place = f"{chance.choice(['', 'src/', 'src/lib/', 'web/'])}{name}"
        content = f"{name} {chance.randint(1, 10**6)}"
        stays[f"{place}.txt"] = content
        world.text(f"project/{place}.txt", content)
        if i < 4:
            world.text(f"project/{place}.bak", f"old {content}")

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _content(world.folder / "project") == stays

    return Asked(
        "Delete all .bak files in the project folder, also those in its subfolders. Don't touch "
        "anything else.",
        holds,
        options=_YES,
        changes=True,
    )

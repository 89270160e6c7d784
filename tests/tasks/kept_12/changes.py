"""The user's files changed: a prefix, kinds apart, leavings deleted, a folder for each year."""

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


def _granted(world: World) -> dict[str, list[str]]:
    return {"grants": [str(world.folder)]}


def _files(world: World) -> dict[str, bytes]:
    """Every file below the folder with its content."""
    below = world.folder
    return {str(p.relative_to(below)): p.read_bytes() for p in below.rglob("*") if p.is_file()}


def _became(world: World, wanted: dict[str, bytes]) -> None:
    found = _files(world)
    assert found == wanted, (sorted(found), sorted(wanted))


@task("zh")
def holiday_pictures_renamed(world: World) -> Asked:
    numbers = world.chance.sample(range(1000, 9999), 6)
    place = world.chance.choice(["黄山", "大理", "青海湖"])
    wanted = {}
    for number in numbers:
        content = world.chance.randbytes(300)
        world.file(f"相册/IMG_{number}.jpg", content)
        wanted[f"相册/{place}_{number}.jpg"] = content
    world.text("相册/说明.txt", "十月拍的\n")
    wanted["相册/说明.txt"] = "十月拍的\n".encode()

    def holds(answered: Answered) -> None:
        answered.completed()
        _became(world, wanted)

    text = f"相册 里 IMG_ 开头的照片全部改名，把 IMG_ 换成 {place}_，数字和后缀不变"
    return Asked(text, holds, options=_granted(world), changes=True)


@task("en")
def an_inbox_sorted_by_extension(world: World) -> Asked:
    kinds = world.chance.sample(["pdf", "jpg", "csv", "docx", "mp3", "png"], 4)
    wanted = {}
    for i in range(12):
        kind, content = kinds[i % 4], world.chance.randbytes(200)
        name = f"item{world.chance.randint(10, 99)}{i:02}.{kind}"
        world.file(f"inbox/{name}", content)
        wanted[f"inbox/{kind}/{name}"] = content

    def holds(answered: Answered) -> None:
        answered.completed()
        found = {}
        for name, content in _files(world).items():
            head, _, last = name.rpartition("/")
            found[f"{head.lower()}/{last}"] = content
        assert found == wanted, (sorted(found), sorted(wanted))

    text = (
        "Move every file in inbox into a subfolder of inbox that is named after its extension: "
        "inbox/pdf for the pdf files, and so on."
    )
    return Asked(text, holds, options=_granted(world), changes=True)


@task("zh")
def leavings_of_a_thesis_deleted(world: World) -> Asked:
    wanted = {}
    for i, folder in enumerate(("论文", "论文/第一章", "论文/第二章", "论文/图")):
        for kind in ("docx", "bak", "tmp", "txt"):
            name = f"{folder}/稿{world.chance.randint(10, 99)}{i}.{kind}"
            content = world.chance.randbytes(120)
            world.file(name, content)
            if kind not in ("bak", "tmp"):
                wanted[name] = content

    def holds(answered: Answered) -> None:
        answered.completed()
        _became(world, wanted)

    text = "把 论文 文件夹里（包括子文件夹）所有 .bak 和 .tmp 文件删掉，别的都不要动"
    return Asked(text, holds, options=_granted(world), changes=True)


@task("en")
def statements_filed_by_year(world: World) -> Asked:
    wanted = {}
    for i in range(9):
        year = 2022 + i % 3
        content = world.chance.randbytes(150)
        month, day = world.chance.randint(1, 12), world.chance.randint(1, 28)
        name = f"statement_{year}-{month:02}-{day:02}_{i}.pdf"
        world.file(f"bank/{name}", content)
        wanted[f"bank/{year}/{name}"] = content

    def holds(answered: Answered) -> None:
        answered.completed()
        _became(world, wanted)

    text = (
        "The statements in the folder bank have their date in the file name. Put each of them "
        "into a folder for its year, so bank/2022, bank/2023 and so on."
    )
    return Asked(text, holds, options=_granted(world), changes=True)

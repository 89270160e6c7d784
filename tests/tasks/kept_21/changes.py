"""Work that changes the user's files, as far as it was asked for and no further."""

import zipfile
from hashlib import sha256

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed
from tests.tasks.world import World

GRANTED = {"assume_yes": True}


def files(world: World) -> dict[str, str]:
    """Every file below the folder with a sum of its content."""
    return {name: found for name, found in world.state().items() if found != "folder"}


@task("en")
def numbers_of_three_digits(world: World) -> Asked:
    word = world.chance.choice(["garden", "harbour", "attic"])
    wanted = {}
    for number in world.chance.sample(range(1, 99), 7):
        content = world.chance.randbytes(60)
        world.file(f"camera/IMG_{number}.jpg", content)
        wanted[f"camera/{word}-{number:03}.jpg"] = sha256(content).hexdigest()
    for name in ("camera/notes.txt", "camera/cover.jpg"):
        content = world.chance.randbytes(40)
        world.file(name, content)
        wanted[name] = sha256(content).hexdigest()

    def holds(answered: Answered) -> None:
        answered.completed()
        assert files(world) == wanted, sorted(files(world))

    return Asked(
        f"In the folder camera, rename every IMG_<number>.jpg to {word}-<number>.jpg with the "
        f"number padded to three digits, so IMG_7.jpg becomes {word}-007.jpg. Leave the other "
        "files as they are.",
        holds,
        options=GRANTED,
        changes=True,
    )


@task("zh")
def a_folder_for_each_ending(world: World) -> Asked:
    chance, wanted = world.chance, {}
    endings = chance.sample(["pdf", "png", "csv", "mp3", "docx"], 3)
    for ending in endings:
        for word in chance.sample(markup.EN_WORDS, chance.randint(2, 4)):
            content = chance.randbytes(50)
            world.file(f"收件箱/{word}.{ending}", content)
            wanted[f"收件箱/{ending}/{word}.{ending}"] = sha256(content).hexdigest()

    def holds(answered: Answered) -> None:
        answered.completed()
        assert files(world) == wanted, sorted(files(world))

    return Asked(
        "把 收件箱 里的文件按扩展名归类：在 收件箱 下为每种扩展名建一个同名的子文件夹"
        f"（例如 {endings[0]}），把对应的文件移进去。",
        holds,
        options=GRANTED,
        changes=True,
    )


@task("zh")
def spare_copies_thrown_away(world: World) -> Asked:
    chance = world.chance
    for word in chance.sample(markup.EN_WORDS, 6):
        folder = chance.choice(["", "一月/", "一月/草稿/", "二月/"])
        world.file(f"稿件/{folder}{word}.txt", chance.randbytes(50))
        world.file(f"稿件/{folder}{word}.bak", chance.randbytes(50))
    world.file("稿件/bak说明.txt", chance.randbytes(30))
    world.file("别处/留着.bak", chance.randbytes(30))
    kept = {
        name: found
        for name, found in files(world).items()
        if not (name.startswith("稿件/") and name.endswith(".bak"))
    }

    def holds(answered: Answered) -> None:
        answered.completed()
        assert files(world) == kept, sorted(files(world))

    return Asked(
        "稿件 文件夹以及它的子文件夹里的 .bak 文件全部删掉，其他文件一个都不要动。",
        holds,
        options=GRANTED,
        changes=True,
    )


@task("en")
def tables_packed_together(world: World) -> Asked:
    chance, packed = world.chance, {}
    name = chance.choice(["quarter", "handover", "auditors"])
    for word in chance.sample(markup.EN_WORDS, 5):
        content = f"a,b\n{chance.randint(1, 999)},{chance.randint(1, 999)}\n"
        world.text(f"ledger/{word}.csv", content)
        packed[f"{word}.csv"] = content.encode()
    world.text("ledger/private.txt", markup.prose(chance))
    before = files(world)

    def holds(answered: Answered) -> None:
        answered.completed()
        after = files(world)
        assert all(after.get(file) == found for file, found in before.items()), sorted(after)
        made = [*world.folder.rglob(f"{name}.zip"), *handed(answered)]
        made = [path for path in made if path.name == f"{name}.zip"]
        assert made, sorted(after)
        with zipfile.ZipFile(made[0]) as archive:
            inside = {n.rpartition("/")[2]: archive.read(n) for n in archive.namelist()}
        inside.pop("", None)
        assert inside == packed, sorted(inside)

    return Asked(
        f"Pack all the CSV files of the folder ledger into {name}.zip, nothing else in it, and "
        "keep the originals.",
        holds,
        options=GRANTED,
        changes=True,
    )

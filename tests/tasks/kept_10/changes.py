"""Files renamed, sorted, deleted and moved, with the user's leave."""

from pathlib import Path
from typing import Any

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


def _leave(world: World) -> dict[str, Any]:
    return {"assume_yes": True, "grants": (str(world.folder),)}


def _below(folder: Path) -> dict[str, bytes]:
    """Every file below the folder by its path there."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@task("en")
def pictures_of_a_wedding(world: World) -> Asked:
    chance = world.chance
    place = chance.choice(["lisbon", "harbour", "orchard"])
    after = {"trip/notes.txt": b"film: 400"}
    world.file("trip/notes.txt", after["trip/notes.txt"])
    for number in chance.sample(range(1000, 9999), 7):
        content = chance.randbytes(60)
        world.file(f"trip/DSC_{number}.jpg", content)
        after[f"trip/{place}_{number}.jpg"] = content

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _below(world.folder) == after, sorted(_below(world.folder))

    return Asked(
        f"Rename the jpg files in trip: DSC_ becomes {place}_, the number stays as it is.",
        holds,
        options=_leave(world),
        changes=True,
    )


@task("zh")
def a_desk_put_in_order(world: World) -> Asked:
    chance, before = world.chance, dict[str, bytes]()
    names = markup.titles(chance, 10, zh=True)
    for i, name in enumerate(names):
        file = f"{name}.{('pdf', 'png', 'xlsx', 'txt')[i % 4]}"
        before[file] = chance.randbytes(80)
        world.file(f"桌面/{file}", before[file])

    def holds(answered: Answered) -> None:
        answered.completed()
        kept = _below(world.folder / "桌面")
        assert {n.rpartition("/")[2]: c for n, c in kept.items()} == before, sorted(kept)
        homes: dict[str, set[str]] = {}
        for name in kept:
            homes.setdefault(name.rpartition(".")[2], set()).add(name.rpartition("/")[0])
        places = [home for found in homes.values() for home in found]
        assert len(places) == len(set(places)) == 4 and all(places), homes

    return Asked(
        "桌面 文件夹太乱了，请在它里面按扩展名建子文件夹，把文件分别放进去（每种扩展名一个）。",
        holds,
        options=_leave(world),
        changes=True,
    )


@task("zh")
def drafts_thrown_away(world: World) -> Asked:
    chance, after = world.chance, dict[str, bytes]()
    ending = chance.choice(["tmp", "bak", "old"])
    for i, title in enumerate(markup.titles(chance, 12)):
        name = f"图纸/{('', '一楼/', '二楼/水电/')[i % 3]}{title.lower().replace(' ', '_')}"
        name += f".{(ending, 'dwg', 'pdf')[i % 5 % 3]}"
        world.file(name, title.encode())
        if not name.endswith(ending):
            after[name] = title.encode()

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _below(world.folder) == after, sorted(_below(world.folder))

    return Asked(
        f"删除 图纸 文件夹及其所有子文件夹中的 .{ending} 文件，其他的一个都别动。",
        holds,
        options=_leave(world),
        changes=True,
    )


@task("en")
def leases_off_the_desk(world: World) -> Asked:
    chance, after = world.chance, dict[str, bytes]()
    for i, title in enumerate(markup.titles(chance, 9)):
        name = title.lower().replace(" ", "_") + (".pdf", ".docx", ".jpg")[i % 3]
        content = chance.randbytes(70)
        world.file(f"desk/{name}", content)
        after[f"leases/{name}" if name.endswith(".pdf") else f"desk/{name}"] = content

    def holds(answered: Answered) -> None:
        answered.completed()
        assert _below(world.folder) == after, sorted(_below(world.folder))

    return Asked(
        "Move all PDF files from desk/ to leases/. The folder leases does not exist yet.",
        holds,
        options=_leave(world),
        changes=True,
    )

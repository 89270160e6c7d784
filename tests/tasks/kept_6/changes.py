"""Files given another name, moved, deleted, edited; and a plan of which nothing is done."""

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.markup import titles
from tests.tasks.world import World

YES = {"assume_yes": True}


@task("zh")
def a_year_before_every_name(world: World) -> Asked:
    names = {f"{name}合同.docx": name for name in titles(world.chance, 6, zh=True)}
    for name, content in names.items():
        world.text(f"合同/{name}", content)
    folder = world.folder / "合同"

    def holds(answered: Answered) -> None:
        answered.completed()
        found = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
        assert found == {f"2026_{name}": content for name, content in names.items()}, found

    return Asked("给 合同 文件夹里所有文件的文件名前面加上 2026_", holds, options=YES, changes=True)


@task("en")
def papers_moved_out_of_the_inbox(world: World) -> Asked:
    moved = [f"scan{n}.pdf" for n in world.chance.sample(range(100, 999), 5)]
    stay = [f"note{n}.txt" for n in world.chance.sample(range(100, 999), 4)]
    for name in (*moved, *stay):
        world.text(f"inbox/{name}", f"this is {name}\n")
    inbox = world.folder / "inbox"

    def holds(answered: Answered) -> None:
        answered.completed()
        assert all((inbox / name).is_file() for name in stay)
        assert not any((inbox / name).exists() for name in moved)
        places = (inbox / "paperwork", world.folder / "paperwork")
        assert any(
            all((p / n).is_file() and n in (p / n).read_text() for n in moved) for p in places
        ), sorted(world.state())

    return Asked(
        "Move all the PDFs in inbox into a folder called paperwork",
        holds,
        options=YES,
        changes=True,
    )


@task("zh")
def files_of_no_bytes_deleted(world: World) -> Asked:
    names = [f"{noun}.txt" for noun in titles(world.chance, 9, zh=True)]
    empty = set(world.chance.sample(names, world.chance.randint(2, 5)))
    for name in names:
        world.text(f"资料/{name}", "" if name in empty else f"{name}的内容\n")
    folder = world.folder / "资料"

    def holds(answered: Answered) -> None:
        answered.completed()
        assert {p.name for p in folder.iterdir() if p.is_file()} == set(names) - empty

    return Asked("删掉 资料 文件夹里大小为0的空文件", holds, options=YES, changes=True)


@task("en")
def an_address_replaced_in_pages(world: World) -> Asked:
    old = f"http://wiki{world.chance.randint(10, 99)}.corp.example"
    new = "https://handbook.corp.example"
    texts = {
        f"guide/{name.lower().replace(' ', '-')}.md": f"# {name}\n\nSee {old}/{i} or {old}/faq.\n"
        if i % 3
        else f"# {name}\n\nNothing to see.\n"
        for i, name in enumerate(titles(world.chance, 7))
    }
    for name, text in texts.items():
        world.text(name, text)
    world.text("guide/data.json", f'{{"from": "{old}"}}')

    def holds(answered: Answered) -> None:
        answered.completed()
        for name, text in texts.items():
            assert (world.folder / name).read_text() == text.replace(old, new), name
        assert old in (world.folder / "guide/data.json").read_text()

    return Asked(
        f"Replace {old} with {new} in every .md file under guide",
        holds,
        options=YES,
        changes=True,
    )


@task("zh")
def an_untidy_folder_as_it_could_be(world: World) -> Asked:
    kinds = ["pdf", "jpg", "xlsx", "mp3", "zip"]
    names = [f"{noun}.{kinds[i % 5]}" for i, noun in enumerate(titles(world.chance, 10, zh=True))]
    for name in names:
        world.text(f"桌面文件/{name}", name)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *names)

    return Asked(
        "桌面文件 这个文件夹太乱了，想按文件类型分到子文件夹里，先给我看看会怎么分，别真的移动",
        holds,
    )

"""Folders looked at: their size, large files, the newest, a tree; two texts compared."""

import os
import re
import time

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.world import World


def size_told(answered: Answered, size: int) -> None:
    """The answer has this many bytes, in any unit."""
    told = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", answered.answer.replace(",", ""))]
    values = [size / unit for unit in (1, 1000, 1024, 1e6, 2**20)]
    close = any(abs(n - v) <= 0.01 * v + 0.05 for n in told for v in values)
    assert close, (size, answered.answer[:1500])


@task("en")
def how_big_a_project_is(world: World) -> Asked:
    count = world.chance.randint(23, 48)
    sizes = [world.chance.randint(30_000, 160_000) for _ in range(count)]
    for i, size in enumerate(sizes):
        world.file(f"project/{('', 'src/', 'src/core/', 'img/')[i % 4]}f{i}.dat", bytes(size))

    def holds(answered: Answered) -> None:
        answered.completed().says_number(count, 0)
        size_told(answered, sum(sizes))

    return Asked(
        "How many files are in the project folder, subfolders included, and how big is it in "
        "total?",
        holds,
    )


@task("zh")
def material_above_a_size(world: World) -> Asked:
    names = [
        f"{word}{world.chance.randint(10, 99)}.{end}"
        for word, end in zip(
            world.chance.sample(["片头", "配乐", "海报", "采访", "字幕", "花絮"], 6),
            ("mp4", "wav", "psd", "mov", "srt", "mp4"),
            strict=True,
        )
    ]
    cut = world.chance.randint(2, 4)
    for i, name in enumerate(names):
        low, high = (1_300_000, 3_000_000) if i < cut else (1_000, 900_000)
        world.file(f"素材/{('', '原始/')[i % 2]}{name}", bytes(world.chance.randint(low, high)))

    def holds(answered: Answered) -> None:
        answered.completed().says(*names[:cut]).says_not(*names[cut:])

    return Asked("素材 文件夹里有哪些文件超过 1MB？", holds)


@task("en")
def newest_papers_first(world: World) -> Asked:
    words = world.chance.sample(["lease", "invoice", "manual", "ticket", "offer", "report"], 6)
    names = [f"{word}-{world.chance.randint(10, 99)}" for word in words]
    cut = world.chance.randint(3, 5)
    places = world.chance.sample(range(6), 6)
    for i in places:
        ending = "pdf" if i < cut else "docx"
        path = world.file(f"docs/{names[i]}.{ending}", world.chance.randbytes(80 + i))
        stamp = time.time() - (3 + i) * 86400 * 2
        os.utime(path, (stamp, stamp))

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*(f"{name}.pdf" for name in names[:cut]))
        answered.says_not(*names[cut:])

    return Asked("list the pdf files in docs, newest first", holds)


@task("zh")
def folders_as_a_tree(world: World) -> Asked:
    number = world.chance.randint(10, 99)
    words = world.chance.sample(["main", "views", "models", "routes", "admin"], 3)
    files = [f"src/{words[0]}{number}.py", f"src/api/{words[1]}.py", f"docs/{words[2]}.md"]
    files += ["README.md", f"data/{number}.csv"]
    for name in files:
        world.text(f"课程设计/{name}", name)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *(part for name in files for part in name.split("/")))
        answered.in_order("src", "api", f"{words[1]}.py")

    return Asked("用树形结构把 课程设计 这个目录列出来", holds)


@task("en")
def between_two_drafts(world: World) -> Asked:
    old, new, gone, come = world.chance.sample(range(1000, 9999), 4)
    same = [f"Paragraph {word} stays as it was." for word in ("one", "two", "three", "four")]
    first = [*same[:2], f"The tower is {old} steps high.", same[2], f"Gone: {gone}.", same[3]]
    second = [*same[:2], f"The tower is {new} steps high.", same[2], same[3], f"Added: {come}."]
    world.text("draft1.txt", "\n".join(first) + "\n")
    world.text("draft2.txt", "\n".join(second) + "\n")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *map(str, (old, new, gone, come)))

    return Asked("what changed between draft1.txt and draft2.txt?", holds)

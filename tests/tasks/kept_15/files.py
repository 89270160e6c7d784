"""Files and folders: copies, notes in code, sizes, two folders side by side, words counted."""

import re

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.world import World


@task("en")
def same_songs_under_other_names(world: World) -> Asked:
    names = world.chance.sample(
        [f"{a}_{b}.mp3" for a in ("dawn", "ember", "flute", "grove") for b in "pqrs"], 11
    )
    groups = [names[:2], names[2:5], *([n] for n in names[5:])]
    for group in groups:
        content = world.chance.randbytes(5000)
        for name in group:
            folder = world.chance.choice(("music", "music/old", "music/new"))
            world.file(f"{folder}/{name}", content)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *names[:5])
        answered.says_not(*names[5:])

    text = "Which files in the music folder (subfolders too) are identical copies of each other?"
    return Asked(text, holds)


@task("zh")
def unfinished_notes_in_sources(world: World) -> Asked:
    notes = []
    for number, name in enumerate(("login.py", "util/dates.py", "web/app.js", "main.py")):
        mark = "//" if name.endswith(".js") else "#"
        lines = [f"{mark} {markup.prose(world.chance, words=5)}" for _ in range(30)]
        if number < 3:
            kind = ("TODO", "FIXME", "TODO")[number]
            at = world.chance.randrange(3, 28)
            say = " ".join(world.chance.sample(markup.EN_WORDS, 3))
            lines[at] = f"{mark} {kind}: {say}"
            notes.append((name, at + 1, say))
        world.text(f"源码/{name}", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        for name, line, say in notes:
            tells(answered, name.rpartition("/")[2], say)
            answered.says_number(line, 0)

    return Asked("把 源码 文件夹里所有的 TODO 和 FIXME 列出来，带上文件名和行号。", holds)


@task("en")
def the_space_of_each_project(world: World) -> Asked:
    names = world.chance.sample(["falcon", "heron", "osprey", "plover", "robin"], 4)
    sizes = [world.chance.randint(300, 380) * 1000 * 2**i for i in range(4)]
    for name, size in zip(names, sizes, strict=True):
        part = size // 3
        world.file(f"projects/{name}/data.bin", bytes(size - part))
        world.file(f"projects/{name}/deep/er/more.bin", bytes(part))

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*reversed(names))
        told = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", answered.answer.replace(",", ""))]
        for size in sizes:
            forms = [size / unit for unit in (1, 1e3, 2**10, 1e6, 2**20)]
            assert any(abs(n - f) <= max(0.04 * f, 0.0051) for n in told for f in forms), size

    text = (
        "How much space does each folder directly inside projects take, everything in it "
        "included? Biggest first."
    )
    return Asked(text, holds)


@task("zh")
def two_releases_side_by_side(world: World) -> Asked:
    names = world.chance.sample([f"{w}.txt" for w in markup.EN_WORDS], 10)
    gone, added, changed, same = names[:2], names[2:4], names[4:6], names[6:]
    for name in (*gone, *changed, *same):
        world.text(f"上一版/{name}", markup.prose(world.chance, words=12))
        if name in same:
            world.file(f"这一版/{name}", (world.folder / "上一版" / name).read_bytes())
    for name in (*added, *changed):
        world.text(f"这一版/{name}", markup.prose(world.chance, words=13) + " v2")

    def holds(answered: Answered) -> None:
        answered.completed().says(*gone, *added, *changed)
        for name in same:
            assert not re.search(rf"(?<![a-z]){re.escape(name)}", answered.answer), name

    text = (
        "对比 上一版 和 这一版 两个文件夹："
        "哪些文件是新增的，哪些被删掉了，哪些内容变了？没变的不用列。"
    )
    return Asked(text, holds)


@task("en")
def a_word_over_many_notes(world: World) -> Asked:
    word = world.chance.choice(["voucher", "deposit", "courier"])
    counts = {}
    for i, title in enumerate(world.chance.sample(markup.EN_WORDS, 6)):
        lines = [markup.prose(world.chance, words=8) for _ in range(20)]
        times = world.chance.randint(2, 9) if i < 4 else 0
        for at in world.chance.sample(range(20), times):
            lines[at] = f"The {word} was mentioned here."
        world.text(f"notes/{title}-{i}.md", "\n".join(lines) + "\n")
        counts[f"{title}-{i}.md"] = times

    def holds(answered: Answered) -> None:
        answered.completed()
        for name, times in counts.items():
            if times:
                answered.says(name).says_number(times, 0)
            else:
                none = re.search(r"(?<![\d.])0(?![\d.])", answered.answer)
                assert name not in answered.answer or none, name

    text = f'How many times does the word "{word}" appear in each file of the notes folder?'
    return Asked(text, holds)

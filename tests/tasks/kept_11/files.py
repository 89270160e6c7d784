"""Folders looked through: copies, things left to do, sizes, two of them compared, a name."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.kept_11.told import everything, numbers
from tests.tasks.world import World


@task("en")
def the_same_in_a_shared_folder(world: World) -> Asked:
    words = world.chance.sample(["plan", "budget", "logo", "letter", "survey", "roster"], 6)
    bodies = [world.chance.randbytes(world.chance.randint(900, 3000)) for _ in range(6)]
    for at, word in enumerate(words):
        world.file(f"shared/{'abc'[at % 3]}/{word}_first.bin", bodies[at])
    copies = []
    for at in (0, 1):
        world.file(f"shared/old/{words[at]}_again.bin", bodies[at])
        copies += [f"{words[at]}_first.bin", f"{words[at]}_again.bin"]
    world.file(f"shared/old/{words[2]}_again.bin", bytes(reversed(bodies[2])))

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *copies)
        answered.says_not(f"{words[2]}_again", *(f"{word}_first" for word in words[2:]))

    return Asked("find the duplicate files in shared/", holds)


@task("zh")
def work_marked_in_a_project(world: World) -> Asked:
    works = world.chance.sample(
        ["补上单元测试", "处理空列表", "换掉旧接口", "加上超时", "写注释"], 4
    )
    marks = ["TODO", "FIXME", "TODO", "FIXME"]
    names = ["src/main.py", "src/io/read.py", "src/web/app.js", "src/io/write.py"]
    found = []
    for name, mark, work in zip(names, marks, works, strict=True):
        sign = "//" if name.endswith(".js") else "#"
        line = world.chance.randint(20, 90)
        body = ["value = next(values)"] * 99
        body[line - 1] = f"value = start  {sign} {mark}: {work}"
        world.text(name, "\n".join(body) + "\n")
        found.append((name.rpartition("/")[2], line, work))
    world.text("src/io/clean.py", "done = True\n" * 30)

    def holds(answered: Answered) -> None:
        text = everything(answered.completed())
        for name, line, work in found:
            assert name in text and work in text, (name, work, text[:900])
            assert re.search(rf"(?<!\d){line}(?!\d)", text), (name, line, text[:900])
        answered.says_not("clean.py")

    return Asked("src 里还剩哪些 TODO 和 FIXME？列出文件和行号", holds)


def _readings(size: int) -> list[float]:
    return [size, size / 1000, size / 1024, size / 1e6, size / 2**20]


@task("en")
def room_of_every_folder(world: World) -> Asked:
    names = world.chance.sample(["music", "scans", "videos", "mail", "games"], 4)
    sizes = {}
    for at, name in enumerate(names):
        parts = [world.chance.randint(140_000, 160_000) * (at + 1) for _ in range(3)]
        sizes[name] = sum(parts)
        for i, part in enumerate(parts):
            world.file(f"backup/{name}/{'deep/' * (i == 2)}part{i}.dat", bytes(part))

    def holds(answered: Answered) -> None:
        lines = everything(answered.completed()).splitlines()
        for name, size in sizes.items():
            told = [n for line in lines if name in line for n in numbers(line)]
            near = any(abs(n - r) <= max(0.06, 0.03 * r) for n in told for r in _readings(size))
            assert near, (name, size, answered.answer[:900])

    return Asked("how much space does each folder in backup/ take?", holds)


@task("zh")
def two_states_of_a_handout(world: World) -> Asked:
    names = world.chance.sample(["首页", "目录", "附录", "图表", "练习", "答案", "封面", "索引"], 8)
    for at, name in enumerate(names):
        text = f"{name} {world.chance.randint(10**5, 10**6)}\n"
        if at != 0:
            world.text(f"讲义_旧/{name}.txt", text)
        if at != 1:
            world.text(f"讲义_新/{name}.txt", text + "改动\n" * (at in (2, 3)))

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *(f"{name}.txt" for name in names[:4]))
        answered.says_not(*(f"{name}.txt" for name in names[4:]))

    return Asked("比较 讲义_旧 和 讲义_新 两个文件夹：哪些文件只在一边，哪些内容不同？", holds)


@task("en")
def notes_that_name_somebody(world: World) -> Asked:
    who = world.chance.choice(["Kowalski", "Adeyemi", "Lindqvist"])
    names = [f"{n}.md" for n in world.chance.sample(["call", "visit", "offer", "trip", "hire"], 5)]
    for at, name in enumerate(names):
        body = [f"Line {i} about the week." for i in range(world.chance.randint(5, 20))]
        if at < 2:
            body.insert(3, f"Asked {who} to send the drawings.")
        world.text(f"notes/{'2024/' * (at % 2)}{name}", "\n".join(body) + "\n")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *names[:2])
        answered.says_not(*names[2:])

    return Asked(f"which files under notes/ mention {who}?", holds)

"""Folders looked at: copies, marks left in code, sizes, two folders, a word."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed, near, tells
from tests.tasks.world import World


@task("zh")
def teaching_material_kept_double(world: World) -> Asked:
    places = ["教案", "教案/上学期", "教案/下学期", "教案/备用"]
    words = "阅读 写作 识字 古诗 口语 拼音 成语 书法 默写 朗读 讲评 单元".split()  # noqa: SIM905
    world.chance.shuffle(words)
    double, single = [], []
    for at, word in enumerate(words):
        content = world.chance.randbytes(world.chance.randint(900, 4000))
        first = f"{word}{at + 10}.doc"
        world.file(f"{places[at % 4]}/{first}", content)
        if at < 3:
            second = f"{word}改{at + 50}.doc"
            world.file(f"{places[(at + 1) % 4]}/{second}", content)
            double += [first, second]
        else:
            single.append(first)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *double)
        answered.says_not(*single)

    return Asked("看看 教案 文件夹（包括子文件夹）里有哪些文件内容完全一样，列出来就行", holds)


@task("en")
def fixmes_with_their_lines(world: World) -> Asked:
    tasks = [
        "handle empty baskets",
        "read the rate from settings",
        "wrong on leap days",
        "drop this after the move",
        "check the currency",
        "close the connection",
    ]
    world.chance.shuffle(tasks)
    notes = []
    for at, name in enumerate(("src/basket.py", "src/rates.py", "src/web/pay.js")):
        mark = "//" if name.endswith(".js") else "#"
        lines = [f"value_{i} = {world.chance.randint(1, 99)}" for i in range(60)]
        for number, text in zip(
            world.chance.sample(range(10, 60), 2), tasks[2 * at :], strict=False
        ):
            word = world.chance.choice(["TODO", "FIXME"])
            lines[number - 1] = f"{mark} {word}: {text}"
            notes.append((name.rpartition("/")[2], number, text))
        world.text(name, "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        texts = [answered.completed().answer]
        kinds = (".txt", ".md", ".csv", ".html")
        texts += [p.read_text("utf-8") for p in handed(answered) if p.suffix in kinds]
        lines = "\n".join(texts).splitlines()
        for name, number, text in notes:
            tells(answered, name)
            place = re.compile(rf"(?<![\d.]){number}(?![\d.])")
            found = any(text in line and place.search(line) for line in lines)
            assert found, (name, number, text, lines[:40])

    return Asked(
        "List all the TODO and FIXME comments under src/ with file and line number.", holds
    )


@task("zh")
def what_eats_the_share(world: World) -> Asked:
    names = world.chance.sample(["设计稿", "录音", "合同", "素材", "归档"], 4)
    sizes = [world.chance.randint(low, low + 300) * 1000 for low in (3600, 2100, 1200, 300)]
    for name, size in zip(names, sizes, strict=True):
        parts = [size // 2, size // 3, size - size // 2 - size // 3]
        for place, part in zip(("a.bin", "旧/b.bin", "旧/更旧/c.bin"), parts, strict=True):
            world.file(f"共享盘/{name}/{place}", world.chance.randbytes(part))
    biggest = sizes[0]

    def holds(answered: Answered) -> None:
        answer = answered.completed().answer
        assert names[0] in answer, answer[:1500]
        first = all(n not in answer or answer.find(n) > answer.find(names[0]) for n in names[1:])
        alone = any(
            names[0] in line and "最" in line and not any(n in line for n in names[1:])
            for line in re.split(r"[\n。；，]", answer)
        )
        assert first or alone, answer[:1500]
        near(answered, biggest / 1e6, biggest / 2**20, by=0.06)

    return Asked("共享盘 下面哪个子文件夹最占空间？占了多少 MB？", holds)


@task("en")
def what_the_copy_does_not_have(world: World) -> Asked:
    stems = ["index", "prices", "team", "legal", "jobs", "press", "map", "terms"]
    world.chance.shuffle(stems)
    missing = [f"{stem}.html" for stem in stems[:2]]
    changed = [f"{stem}.html" for stem in stems[2:4]]
    same = [f"{stem}.html" for stem in stems[4:]]
    for stem in stems:
        name, content = f"{stem}.html", f"<h1>{stem}</h1><p>{world.chance.random()}</p>"
        folder = "pages/" if len(stem) > 4 else ""
        world.text(f"website/{folder}{name}", content)
        if name not in missing:
            text = content.replace("<p>", "<p>Old: ") if name in changed else content
            world.text(f"backup/{folder}{name}", text)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *missing, *changed)
        answered.says_not(*same)

    return Asked(
        "Compare the folders website and backup. Which files are missing from backup, and which "
        "ones are in both but differ? I don't need the identical ones.",
        holds,
    )


@task("zh")
def minutes_that_speak_of_a_plan(world: World) -> Asked:
    plan = world.chance.choice(["青松计划", "远山项目", "白鹭方案", "晨星计划"])
    hits, rest = [], []
    numbers = world.chance.sample(range(100, 999), 12)
    for at, number in enumerate(numbers):
        name = f"纪要{number}.{'md' if at % 2 else 'txt'}"
        place = world.chance.choice(["会议记录/", "会议记录/一季度/", "会议记录/二季度/"])
        body = ["出席：全体成员", "讨论了预算与排期。", "下次会议另行通知。"]
        if at < 3 or (at < 6 and world.chance.random() < 0.5):
            body.insert(2, f"{plan}的负责人汇报了进展。")
            hits.append(name)
        else:
            rest.append(name)
        world.text(place + name, "\n".join(body) + "\n")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *hits)
        answered.says_not(*rest)

    return Asked(f"会议记录 文件夹里（含子文件夹）哪些文件提到了“{plan}”？", holds)

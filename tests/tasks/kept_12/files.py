"""Folders looked at: copies, things left to do, sizes, two states, words searched."""

import re

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells, whole
from tests.tasks.world import World


@task("zh")
def invoices_scanned_twice(world: World) -> Asked:
    scans = [f"扫描{n}.pdf" for n in world.chance.sample(range(100, 999), 9)]
    contents = [world.chance.randbytes(2000 + 100 * i) for i in range(9)]
    contents[4], contents[7] = contents[1], contents[2]
    for i, (scan, content) in enumerate(zip(scans, contents, strict=True)):
        world.file(f"发票/{'一季度' if i % 2 else '二季度'}/{scan}", content)
    twice = [scans[i] for i in (1, 4, 2, 7)]

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *twice)
        answered.says_not(*(scan for scan in scans if scan not in twice))

    return Asked("发票 文件夹里有哪些文件内容是重复的？把重复的列出来就行", holds)


@task("en")
def what_the_team_left_for_later(world: World) -> Asked:
    chores = ["round the tax", "drop the old cache", "ask for a token", "close the file", "log it"]
    world.chance.shuffle(chores)
    places = []
    for i, chore in enumerate(chores[:4]):
        name = f"app/{'core/' if i % 2 else ''}part_{'abcd'[i]}.py"
        lines = [f"value_{n} = {world.chance.randint(1, 99)}" for n in range(60)]
        at = world.chance.randint(12, 50)
        lines[at] = f"# {'FIXME' if i == 2 else 'TODO'}: {chore}"
        world.text(name, "\n".join(lines) + "\n")
        places.append((name.rpartition("/")[2], at + 1, chore))
    world.text("app/clean.py", "done = 'nothing to do here'\n")

    def holds(answered: Answered) -> None:
        text = whole(answered.completed())
        for name, line, chore in places:
            tells(answered, name, chore)
            assert re.search(rf"(?<!\d){line}(?!\d)", text), (name, line, text[:1500])
        answered.says_not("clean.py")

    return Asked("Find all TODO and FIXME comments in the app folder, with file and line.", holds)


@task("zh")
def which_course_fills_the_drive(world: World) -> Asked:
    courses = world.chance.sample(["摄影课", "剪辑课", "配音课", "绘画课", "书法课"], 4)
    sizes = [900_000, 520_000, 260_000, 90_000]
    for course, size in zip(courses, sizes, strict=True):
        size += world.chance.randint(0, 60_000)
        part = size // 3
        world.file(f"课程素材/{course}/原片/a.mov", world.chance.randbytes(part))
        world.file(f"课程素材/{course}/成片/第一讲/b.mp4", world.chance.randbytes(part))
        world.file(f"课程素材/{course}/封面.jpg", world.chance.randbytes(size - 2 * part))

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*courses)

    return Asked(
        "课程素材 下面的每个文件夹（连同里面的子文件夹）各占多大空间？从大到小排给我看", holds
    )


@task("en")
def what_changed_since_the_copy(world: World) -> Asked:
    stems = world.chance.sample(["index", "prices", "about", "team", "terms", "jobs", "map"], 7)
    names = [f"{stem}.html" for stem in stems]
    for name in names[:5]:
        text = markup.prose(world.chance, words=30)
        world.text(f"website/{name}", text)
        world.text(f"website_copy/{name}", text)
    for name in names[:2]:
        world.text(f"website/{name}", markup.prose(world.chance, words=34))
    world.text(f"website/{names[5]}", "new\n")
    world.text(f"website_copy/{names[6]}", "gone\n")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *names[:2], *names[5:])
        answered.says_not(*names[2:5])

    return Asked(
        "Compare the folders website and website_copy: which files are only in one of them, and "
        "which have different content? Leave out the ones that are the same.",
        holds,
    )


@task("zh")
def minutes_that_mention_a_firm(world: World) -> Asked:
    firm = world.chance.choice(["远帆物流", "青禾食品", "北辰电气", "云岭茶业"])
    months = world.chance.sample(range(1, 13), 7)
    names = [f"{month:02}月例会.{'md' if month % 2 else 'txt'}" for month in months]
    places = {}
    for i, name in enumerate(names):
        lines = [markup.prose(world.chance, zh=True, words=10) for _ in range(24)]
        if i < 3:
            at = world.chance.randint(13, 22)
            lines[at - 1] = f"与{firm}谈了明年的合作，下周给答复。"
            places[name] = at
        world.text(f"例会纪要/{name}", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *places)
        answered.says_not(*(name for name in names if name not in places))
        for line in places.values():
            assert re.search(rf"(?<!\d){line}(?!\d)", whole(answered)), (line, answered.answer)

    return Asked(f"在 例会纪要 里搜“{firm}”，告诉我哪些文件提到了、在第几行", holds)

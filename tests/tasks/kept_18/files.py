"""Folders that are looked through: copies, notes to do, sizes, differences, words."""

import re
from collections import Counter

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near, whole
from tests.tasks.world import World


@task("en")
def photos_that_are_there_twice(world: World) -> Asked:
    names = [f"p{n}.jpg" for n in world.chance.sample(range(1000, 9999), 14)]
    folders = ["photos/summer", "photos/winter", "photos/phone/old"]
    same, single = names[:7], names[7:]
    contents = [world.chance.randbytes(900) for _ in range(3)]
    for at, name in enumerate(same):
        world.file(f"{world.chance.choice(folders)}/{name}", contents[min(at // 2, 2)])
    for name in single:  # as long as the others, but none alike
        world.file(f"{world.chance.choice(folders)}/{name}", world.chance.randbytes(900))

    def holds(answered: Answered) -> None:
        told = whole(answered.completed())
        assert all(name in told for name in same), told[:1000]
        answered.says_not(*single)

    return Asked("Which files under photos are exact duplicates of each other?", holds)


@task("zh")
def what_is_still_to_do_in_code(world: World) -> Asked:
    wanted = list[tuple[str, int, str]]()
    for name, mark in (("app/main.py", "#"), ("app/core/store.py", "#"), ("web/index.js", "//")):
        lines = [f"value_{i} = {world.chance.randint(1, 99)}" for i in range(90)]
        for at in world.chance.sample(range(10, 90), 2):
            word = world.chance.choice(["TODO", "FIXME"])
            note = " ".join(world.chance.sample(markup.EN_WORDS, 3))
            lines[at] = f"{mark} {word}: {note}"
            wanted.append((name, at + 1, note))
        world.text(name, "\n".join(lines) + "\n")
    world.text("app/clean.py", "done = 1\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_not("clean.py")
        for name, line, note in wanted:
            answered.says(name.rpartition("/")[2], note).says_number(line, 0)

    return Asked(
        "把这个文件夹里代码中的 TODO 和 FIXME 都找出来，告诉我在哪个文件第几行、写了什么", holds
    )


@task("en")
def biggest_folders_of_media(world: World) -> Asked:
    names, sizes = world.chance.sample(markup.SYLLABLES, 6), Counter[str]()
    for rank, name in enumerate(names):
        for i in range(3):
            size = world.chance.randint(20_000, 90_000) + 400_000 * rank
            place = f"media/{name}/" + ("deep/er/" if i else "")
            world.file(f"{place}f{i}.bin", bytes(size))
            sizes[name] += size

    def holds(answered: Answered) -> None:
        top = [f"{name}" for name, _ in sizes.most_common(3)]
        found = [re.search(rf"\b{name}\b", answered.completed().answer) for name in top]
        places = [match.start() for match in found if match]
        assert len(places) == 3 and places == sorted(places), (top, answered.answer[:800])
        for name in top:
            size = sizes[name]
            try:
                near(answered, size, size / 1e3, size / 1024, by=0.51)
            except AssertionError:
                near(answered, size / 1e6, size / 2**20, by=0.051)

    return Asked(
        "Which three folders directly inside media take the most space (with everything below "
        "them), biggest first, and how big is each?",
        holds,
    )


@task("zh")
def two_versions_of_a_folder(world: World) -> Asked:
    names = [
        f"{a}{b}.txt"
        for a, b in zip("ABCDEFGHIJ", world.chance.sample(range(100, 999), 10), strict=True)
    ]
    left, right, differ, same = names[:2], names[2:4], names[4:7], names[7:]
    for name in (*left, *differ, *same):
        world.text(f"旧版/{name}", f"{name} 的内容\n第二行\n")
    for name in (*right, *same):
        world.text(f"新版/{name}", f"{name} 的内容\n第二行\n")
    for name in differ:
        world.text(f"新版/{name}", f"{name} 的内容\n第{world.chance.randint(3, 99)}行\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(*left, *right, *differ).says_not(*same)

    return Asked(
        "比较 旧版 和 新版 两个文件夹：哪些文件只在旧版里有，哪些只在新版里有，"
        "哪些两边都有但内容不同？",
        holds,
    )


@task("en")
def how_often_a_word_in_each_log(world: World) -> Asked:
    counts = dict[str, int]()
    for name in ("api.log", "jobs/mail.log", "jobs/index.log"):
        many = world.chance.randint(12, 70)
        lines = [f"12:00:{i % 60:02d} WARN upstream timeout on call" for i in range(many)]
        lines += ["12:01:00 INFO finished"] * world.chance.randint(100, 200)
        world.chance.shuffle(lines)
        world.text(f"logs/{name}", "\n".join(lines) + "\n")
        counts[name.rpartition("/")[2]] = many
    world.text("logs/readme.txt", "a timeout is written by upstream\n" * 5)

    def holds(answered: Answered) -> None:
        lines = answered.completed().answer.splitlines()
        for name, many in counts.items():
            mine = [line for line in lines if name in line]
            assert any(re.search(rf"\b{many}\b", line) for line in mine), (name, many, mine)

    return Asked(
        'How many lines contain the word "timeout" in each .log file under logs (and its '
        "subfolders)?",
        holds,
    )

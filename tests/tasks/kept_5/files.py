"""Folders looked at: the largest files, kinds, words, what is new, copies and their size."""

import os
import re
import time

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


@task("en")
def the_three_biggest(world: World) -> Asked:
    names = [
        f"{word}{world.chance.randint(10, 99)}.{end}"
        for word, end in zip(
            world.chance.sample(["clip", "song", "photo", "scan", "talk", "demo"], 6),
            ("mp4", "mp3", "jpg", "pdf", "wav", "mov"),
            strict=True,
        )
    ]
    for place, name in enumerate(names):
        size = (6 - place) * 150_000 + world.chance.randint(0, 90_000)
        world.file(f"media/{('', '2025/', '2025/raw/')[place % 3]}{name}", bytes(size))

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*names[:3]).says_not(*names[3:])

    return Asked("what are the 3 biggest files in the media folder", holds)


@task("zh")
def files_of_each_ending(world: World) -> Asked:
    counts = {
        kind: world.chance.randint(3, 9) + 10 * i
        for i, kind in enumerate(world.chance.sample(["py", "md", "js", "css", "png"], 3))
    }
    for kind, count in counts.items():
        for i in range(count):
            world.text(f"网站源码/{('src/', 'docs/', '')[i % 3]}f{i}.{kind}", f"{i}\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        for kind, count in counts.items():
            answered.says(kind).says_number(count, 0)

    return Asked("统计一下 网站源码 目录下各种后缀的文件分别有几个", holds)


@task("en")
def files_that_mention_a_word(world: World) -> Asked:
    key = f"OLD_API_{world.chance.randint(100, 999)}"
    names = world.chance.sample(["server", "client", "router", "tasks", "login", "mailer"], 6)
    cut = world.chance.randint(2, 4)
    for i, name in enumerate(names):
        lines = [f"value_{n} = {n}" for n in range(world.chance.randint(10, 30))]
        lines[5] = f"url = {key}" if i < cut else "url = NEW_API"
        world.text(f"src/{'core/' * (i % 2)}{name}.py", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(*(f"{n}.py" for n in names[:cut]))
        answered.says_not(*(f"{n}.py" for n in names[cut:]))

    return Asked(f'Which files in src contain "{key}"?', holds)


@task("zh")
def what_was_edited_lately(world: World) -> Asked:
    words = world.chance.sample(["合同", "方案", "预算", "纪要", "简历", "海报", "周报"], 7)
    cut = world.chance.randint(2, 4)
    for i, word in enumerate(words):
        path = world.text(f"工作文档/{'归档/' * (i % 2)}{word}.txt", word)
        hours = world.chance.randint(2, 60) if i < cut else world.chance.randint(200, 4000)
        stamp = time.time() - hours * 3600
        os.utime(path, (stamp, stamp))

    def holds(answered: Answered) -> None:
        answered.completed().says(*(f"{w}.txt" for w in words[:cut]))
        answered.says_not(*(f"{w}.txt" for w in words[cut:]))

    return Asked("工作文档 里最近三天改过哪些文件？", holds)


@task("en")
def copies_and_their_size(world: World) -> Asked:
    large, small = world.chance.randint(60_000, 90_000), world.chance.randint(20_000, 50_000)
    contents = [world.chance.randbytes(n) for n in (large, small, 30_001, 30_002)]
    numbers = world.chance.sample(range(100, 999), 7)
    names = [f"file_{n}.bin" for n in numbers]
    for i, (name, which) in enumerate(zip(names, (0, 0, 1, 1, 1, 2, 3), strict=True)):
        world.file(f"backup/{('', 'laptop/', 'phone/')[i % 3]}{name}", contents[which])
    wasted = large + 2 * small

    def holds(answered: Answered) -> None:
        answered.completed().says(*names[:5]).says_not(*names[5:])
        told = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", answered.answer.replace(",", ""))]
        units = (1, 1000, 1024, 1e6, 2**20)
        close = any(abs(n - wasted / u) <= 0.02 * n + 0.005 for n in told for u in units)
        assert close, (wasted, answered.answer[:1500])

    return Asked("Find duplicate files in backup and tell me how much space I could free up", holds)

"""Folders looked at: duplicates, notes in code, sizes, differences; a folder that is not there."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import refused
from tests.tasks.world import World


@task("en")
def songs_kept_twice(world: World) -> Asked:
    names = [f"track_{n}.mp3" for n in world.chance.sample(range(1000, 9999), 8)]
    same, alone = names[:4], names[4:]
    twice = [world.chance.randbytes(world.chance.randint(4000, 9000)) for _ in range(2)]
    for i, name in enumerate(same):
        world.file(f"music/{('rock', 'old/copies')[i % 2]}/{name}", twice[i // 2])
    for name in alone:
        world.file(f"music/jazz/{name}", world.chance.randbytes(len(twice[0])))

    def holds(answered: Answered) -> None:
        answered.completed().says(*same).says_not(*alone)

    return Asked("are there any duplicate files in my music folder?", holds)


@task("zh")
def work_left_in_the_code(world: World) -> Asked:
    notes = []
    for place, mark in (("登录.py", "#"), ("api/order.py", "#"), ("web/main.js", "//")):
        lines = [f"v{i} = {i}" for i in range(world.chance.randint(30, 70))]
        at, word = world.chance.randrange(5, len(lines)), world.chance.choice(["TODO", "FIXME"])
        note = f"{world.chance.choice(['补充校验', '去掉旧接口', '改成批量'])}{at * 7 + 100}"
        lines[at] = f"{mark} {word}: {note}"
        world.text(f"源码/{place}", "\n".join(lines) + "\n")
        notes.append((place.rpartition("/")[2], at + 1, note))

    def holds(answered: Answered) -> None:
        answered.completed()
        for name, line, note in notes:
            answered.says(name, note).says_number(line, 0)

    return Asked("源码 目录里还有哪些 TODO 和 FIXME 没处理？", holds)


@task("zh")
def five_largest_files(world: World) -> Asked:
    sizes = {}
    for i in range(11):
        name = f"{world.chance.choice(['录像', '素材', '备份'])}{i:02}.bin"
        sizes[name] = 150_000 * (i + 1) + world.chance.randint(0, 60_000)
        world.file(f"工作/{world.chance.choice(['甲', '乙/旧', '丙'])}/{name}", bytes(sizes[name]))
    ranked = sorted(sizes, key=lambda name: -sizes[name])

    def holds(answered: Answered) -> None:
        answered.completed().says(*ranked[:5]).says_not(*ranked[5:])
        told = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", answered.answer.replace(",", ""))]
        for name in ranked[:5]:
            wanted = [sizes[name] / unit for unit in (1, 1000, 1024, 1e6, 2**20)]
            close = any(abs(n - w) <= 0.02 * w + 0.05 for n in told for w in wanted)
            assert close, (name, sizes[name], answered.answer[:1500])

    return Asked("工作 文件夹里最大的5个文件是哪些？分别多大", holds)


@task("zh")
def what_the_backup_lacks(world: World) -> Asked:
    names = [f"{world.chance.choice(['方案', '预算', '纪要'])}{i}.md" for i in range(10)]
    world.chance.shuffle(names)
    lost, kept = names[:3], names[3:]
    for i, name in enumerate(names):
        place, text = ("", "二月/")[i % 2] + name, f"内容{world.chance.randint(1, 999)}"
        world.text(f"原件/{place}", text)
        if name in kept:
            world.text(f"备份/{place}", text)

    def holds(answered: Answered) -> None:
        answered.completed().says(*lost).says_not(*kept)

    return Asked("对比 原件 和 备份 两个文件夹，看看备份里少了哪些文件", holds)


@task("en")
def only_one_of_the_two_folders(world: World) -> Asked:
    missing = f"config_{world.chance.randint(2030, 2039)}"
    world.text("config_2026/app.ini", f"[app]\nport={world.chance.randint(1000, 9999)}\n")

    def holds(answered: Answered) -> None:
        refused(answered, missing)

    return Asked(f"compare the folders ./config_2026 and ./{missing}", holds)

"""Folders that people want to know something about."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.world import World


@task("zh")
def lessons_kept_more_than_once(world: World) -> Asked:
    chance = world.chance
    names = [
        "导学案",
        "单元测验",
        "板书设计",
        "课堂练习",
        "家长会发言",
        "教学反思",
        "期中复习",
        "春游通知",
    ]
    chance.shuffle(names)
    twice = {names[0]: f"{names[0]}副本", names[1]: f"{names[1]}最终版"}
    for name in names:
        content = f"{name} " + "".join(
            chance.choices("春夏秋冬山水云雨", k=chance.randint(80, 300))
        )
        world.text(f"备课/{chance.choice(['上学期', '下学期'])}/{name}.txt", content)
        if name in twice:
            world.text(f"备课/旧电脑/{twice[name]}.txt", content)

    def holds(answered: Answered) -> None:
        for name, copy in twice.items():
            tells(answered.completed(), f"{name}.txt", f"{copy}.txt")
        answered.says_not(*(f"{name}.txt" for name in names[2:]))

    return Asked("备课 这个文件夹里有没有内容一模一样的文件？是哪些？", holds)


@task("en")
def todos_of_the_repo(world: World) -> Asked:
    chance = world.chance
    names = chance.sample(["cart.py", "users.py", "mailer.py", "report.py", "sync.py", "api.py"], 5)
    things = ["handle refunds", "cache this", "use the new endpoint", "drop the old column"]
    chance.shuffle(things)
    wanted = []
    for i, name in enumerate(names):
        lines = [f"value_{n} = {chance.randint(1, 99)}" for n in range(chance.randint(20, 70))]
        for thing in {0: things[:2], 1: things[2:3], 2: things[3:]}.get(i, []):
            at = chance.randint(5, len(lines) - 3)
            lines.insert(at, f"# TODO: {thing}")
        world.text(f"shop/{'core' if i % 2 else 'web'}/{name}", "\n".join(lines) + "\n")
        wanted += [(name, n, s[8:]) for n, s in enumerate(lines, 1) if s.startswith("# TODO")]

    def holds(answered: Answered) -> None:
        for name, number, thing in wanted:
            tells(answered.completed(), name, thing)
            assert re.search(rf"(?<!\d){number}(?!\d)", answered.answer), (name, number)
        answered.says_not(*names[3:])

    return Asked("List all the TODO comments in the shop folder, with file and line number.", holds)


@task("zh")
def the_biggest_folder_of_a_project(world: World) -> Asked:
    chance = world.chance
    folders = ["设计稿", "录音", "合同扫描", "宣传片", "会议记录"]
    best = chance.choice(folders)
    sizes = dict.fromkeys(folders, 0)
    for folder in folders:
        for i in range(6):
            size = 4096 * chance.randint(5, 40) * (5 if folder == best else 1)
            if folder == best:
                size += 4096 * 60
            sizes[folder] += size
            place = f"客户项目/{folder}/{'归档/' if i % 2 else ''}文件{i}.dat"
            world.file(place, chance.randbytes(size))
    told = sizes[best]

    def holds(answered: Answered) -> None:
        answer = answered.completed().says(best).answer
        before = answer[: answer.find(best)]
        assert not [f for f in folders if f != best and f in before], answer[:800]
        numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", answer.replace(",", ""))]
        ways = [(told, 1.0), (told / 1e3, 0.51), (told / 1024, 0.51)]
        ways += [(told / 1e6, 0.06), (told / 2**20, 0.06)]
        assert any(abs(n - way) <= by + 0.005 * way for n in numbers for way, by in ways), (
            told,
            answer[:800],
        )

    return Asked("客户项目 下面几个子文件夹，哪个占的空间最大？有多大？", holds)


@task("en")
def what_the_stick_is_missing(world: World) -> Asked:
    chance = world.chance
    names = ["taxes.txt", "recipes.txt", "garden.txt", "poems.txt", "budget.txt", "letters.txt"]
    names += ["family.txt", "travel.txt", "songs.txt"]
    chance.shuffle(names)
    missing, changed, same = names[:2], names[2:4], names[4:]
    for name in names:
        content = f"{name}\n" + "\n".join(str(chance.randint(1, 10**6)) for _ in range(30))
        folder = chance.choice(["", "papers/"])
        world.text(f"laptop/{folder}{name}", content)
        if name not in missing:
            other = content + "\none more line\n" if name in changed else content
            world.text(f"stick/{folder}{name}", other)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *missing, *changed)
        answered.says_any("missing", "only", "not on", "not in", "n't", "lack", "absent", "removed")
        answered.says_any("differ", "changed", "modified", "content")
        for name in same:  # it may be told that they are the same
            at = answered.answer.find(name)
            line = answered.answer[at:].partition("\n")[0]
            around = answered.answer[max(0, at - 200) : at] + line if at >= 0 else "same"
            assert re.search(r"same|identical|unchanged|equal|match", around), answered.answer

    return Asked(
        "Compare the folders laptop and stick: which files are missing on the stick, and which "
        "ones have different content?",
        holds,
    )


@task("zh")
def contracts_that_name_a_penalty(world: World) -> Asked:
    chance = world.chance
    names = [f"{n}合同" for n in ("采购", "租赁", "装修", "运输", "保洁", "广告", "维修")]
    chance.shuffle(names)
    word = chance.choice(["违约金", "保证金", "滞纳金"])
    for i, name in enumerate(names):
        lines = [
            f"{name} 第{n}条 " + "".join(chance.choices("甲乙双方应按时", k=12)) for n in range(9)
        ]
        if i < 3:
            lines[chance.randint(1, 8)] += f"，另付{word}{chance.randint(2, 30)}万元"
        place = "2025/" if chance.random() < 0.5 else "2026/"
        world.text(f"合同/{place}{name}.{chance.choice(['txt', 'md'])}", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *names[:3])
        answered.says_not(*names[3:])

    return Asked(f"帮我找找 合同 文件夹里哪些文件提到了“{word}”", holds)

"""What lies in folders: copies, notes left in code, sizes, differences, words."""

import re

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.world import World


def named(answered: Answered, name: str) -> bool:
    """The answer has this name, and not only as the end of a longer one."""
    return bool(re.search(rf"(?<![\w-]){re.escape(name)}", answered.answer))


def sized(answered: Answered, size: int) -> None:
    """The answer has this size in bytes, kB or MB, of either sort."""
    told = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", answered.answer.replace(",", ""))]
    near = {size: 8200, size / 1000: 17, size / 1024: 17, size / 1e6: 0.07, size / 2**20: 0.07}
    assert any(abs(n - value) <= by for n in told for value, by in near.items()), (size, told)


@task("en")
def recipes_kept_twice(world: World) -> Asked:
    chance = world.chance
    words = chance.sample(markup.EN_WORDS, 10)
    twins = []
    for i, word in enumerate(words):
        text = markup.prose(chance, words=30)
        world.text(f"recipes/{word}.txt", text)
        if i < 3:
            copy = f"{chance.choice(['old', 'family', 'x/y'])}/{word[::-1]}_{i}.txt"
            world.text(f"recipes/{copy}", text)
            twins.append((f"{word}.txt", copy.rpartition("/")[2]))
        elif i < 5:  # the same length and name, another text
            world.text(f"recipes/spare/{word}.txt", text[:-2] + "!.")

    def holds(answered: Answered) -> None:
        answered.completed()
        for first, second in twins:
            tells(answered, first, second)
        assert not [w for w in words[3:] if named(answered, f"{w}.txt")], answered.answer[:900]

    return Asked(
        "Which files under recipes have exactly the same content as another one there, subfolders "
        "included? Name the pairs.",
        holds,
    )


@task("zh")
def unfinished_places_in_code(world: World) -> Asked:
    chance = world.chance
    count, where = 0, set()
    for name, mark in (
        ("main.py", "#"),
        ("lib/net.py", "#"),
        ("web/app.js", "//"),
        ("lib/io.py", "#"),
    ):
        lines = [f"value_{i} = {chance.randint(1, 99)}" for i in range(30)]
        for at in chance.sample(range(30), chance.randint(1, 4)) if name != "lib/io.py" else ():
            lines[at] += (
                f"  {mark} {chance.choice(['TODO', 'FIXME'])}: {chance.choice(markup.EN_WORDS)}"
            )
            count += 1
            where.add((name.rpartition("/")[2], at + 1))
        world.text(f"项目/{name}", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(count, 0)
        for file, line in where:
            tells(answered, file)
            assert re.search(rf"(?<!\d){line}(?!\d)", answered.answer), (file, line)

    return Asked("项目 文件夹的代码里一共还有多少处 TODO 和 FIXME？分别在哪个文件的第几行？", holds)


@task("en")
def the_fattest_folders(world: World) -> Asked:
    chance = world.chance
    names = chance.sample(["beta", "gamma", "delta", "sigma", "omega", "kappa"], 5)
    sizes = {name: 400_000 * (5 - i) + chance.randint(0, 90_000) for i, name in enumerate(names)}
    for name, size in sizes.items():
        deep = size * chance.randint(50, 80) // 100
        world.file(f"vault/{name}/a/b/deep.bin", chance.randbytes(deep))
        world.file(f"vault/{name}/top.bin", chance.randbytes(size - deep))
    world.file("vault/loose.bin", chance.randbytes(5000))

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*names[:3])
        for name in names[:3]:
            sized(answered, sizes[name])

    return Asked(
        "Which three folders directly inside vault take up the most space, counting everything "
        "below them? Largest first, with their sizes.",
        holds,
    )


@task("zh")
def old_site_held_against_the_new(world: World) -> Asked:
    chance = world.chance
    names = [f"{word}.html" for word in chance.sample(markup.EN_WORDS, 9)]
    only_left, only_right, other = names[0], names[1], names[2:4]
    for name in names:
        text = markup.prose(chance, words=25)
        if name != only_right:
            world.text(f"旧站/{name}", text)
        if name != only_left:
            world.text(f"新站/{name}", text + "!" if name in other else text)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), only_left, only_right, *other)
        assert not [n for n in names[4:] if named(answered, n)], answered.answer[:900]

    return Asked(
        "对比 旧站 和 新站 两个文件夹：哪些文件只在旧站里，哪些只在新站里，"
        "哪些两边都有但内容不一样？内容相同的不用列。",
        holds,
    )


@task("en")
def lines_with_a_word_in_settings(world: World) -> Asked:
    chance = world.chance
    word = chance.choice(["keepalive", "retention", "upstream", "loglevel"])
    names = chance.sample(["mail", "proxy", "db", "queue", "auth"], 4)
    counts = dict(zip(names, chance.sample(range(2, 12), 4), strict=True))
    for name in names:
        lines = [f"{chance.choice(markup.EN_WORDS)} = {chance.randint(1, 99)}" for _ in range(25)]
        lines += [f"{word} = {chance.randint(1, 99)}" for _ in range(counts[name])]
        chance.shuffle(lines)
        folder = chance.choice(["", "sites/", "more/deep/"])
        world.text(f"settings/{folder}{name}.conf", "\n".join(lines) + "\n")
    world.text("settings/readme.txt", f"{word} is explained here\n" * 20)
    most = max(counts, key=lambda name: counts[name])

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{most}.conf")
        answered.says_number(sum(counts.values()), 0).says_number(counts[most], 0)

    return Asked(
        f'How many lines in the .conf files under settings contain "{word}", in all? And which of '
        "these files has the most of them, with how many?",
        holds,
    )

"""Folders: copies, notes in code, sizes, differences, a word in many files."""

from collections import Counter

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near, tells
from tests.tasks.world import World


@task("zh")
def same_content_other_names(world: World) -> Asked:
    names = [f"{t}.txt" for t in markup.titles(world.chance, 11, zh=True)]
    places = world.chance.choices(["下载", "下载/旧的", "桌面", "资料/2024"], k=11)
    texts = [markup.prose(world.chance, True) + str(i) for i in range(11)]
    texts[1], texts[3], texts[4] = texts[0], texts[2], texts[2]
    for place, name, text in zip(places, names, texts, strict=True):
        world.text(f"文件/{place}/{name}", text)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *names[:5])
        answered.says_not(*names[5:])

    return Asked("“文件”这个文件夹（包括子文件夹）里有哪些内容完全相同的重复文件？", holds)


@task("en")
def notes_left_in_the_source(world: World) -> Asked:
    counts, marks = Counter[str](), {".py": "#", ".sh": "#", ".js": "//"}
    by_file = Counter[str]()
    for i in range(9):
        suffix = world.chance.choice(list(marks))
        name, lines = f"{world.chance.choice(markup.SYLLABLES)}{i}{suffix}", ["x = 1"]
        for word, most in (("TODO", 3), ("FIXME", 2)):
            times = world.chance.randint(0, most) + (4 if i == 5 else 0)
            counts[word] += times
            by_file[name] += times
            lines += [f"{marks[suffix]} {word}: {markup.prose(world.chance, words=5)}"] * times
        lines += [f"y = {n}" for n in range(world.chance.randint(3, 9))]
        world.chance.shuffle(lines)
        world.text(f"project/{'core/' if i % 2 else ''}{name}", "\n".join(lines) + "\n")
    top = by_file.most_common(1)[0][0]

    def holds(answered: Answered) -> None:
        answered.completed().says(top)
        answered.says_number(counts["TODO"], 0).says_number(counts["FIXME"], 0)

    return Asked(
        "How many TODO and how many FIXME comments are there in the folder project, "
        "and which file has the most of them?",
        holds,
    )


@task("zh")
def heaviest_subfolder(world: World) -> Asked:
    folders = world.chance.sample(["照片", "视频", "备份", "音乐", "安装包"], 4)
    sizes = Counter[str]()
    for i, folder in enumerate(folders):
        for part in range(4):
            blocks = world.chance.randint(20, 28) * (i + 1)
            deeper = "更早/" if part % 2 else ""
            world.file(f"网盘/{folder}/{deeper}{part}.bin", bytes(4096 * blocks))
            sizes[folder] += 4096 * blocks
    first, size = sizes.most_common(1)[0]

    def holds(answered: Answered) -> None:
        answered.completed().says(first)
        near(answered, size, size / 1000, size / 1024, size / 1e6, size / 2**20)

    return Asked("网盘 文件夹下面哪个子文件夹占空间最大（连同它里面的所有文件）？有多大？", holds)


@task("en")
def two_releases_compared(world: World) -> Asked:
    stems = [t.replace(" ", "_").lower() for t in markup.titles(world.chance, 12)]
    gone, new, other = stems[:2], stems[2:5], stems[5:7]
    for stem in stems:
        text = markup.prose(world.chance)
        name = f"conf/{stem}.ini" if stem in stems[::3] else f"{stem}.ini"
        if stem not in new:
            world.text(f"release_1/{name}", text)
        if stem not in gone:
            world.text(f"release_2/{name}", text + ("\nmore" if stem in other else ""))

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *(f"{s}.ini" for s in (*gone, *new, *other)))
        answered.says_not(*(f"{s}.ini" for s in stems[7:]))

    return Asked(
        "Compare the folders release_1 and release_2: which files exist only in one of them, "
        "and which exist in both but have different content?",
        holds,
    )


@task("zh")
def a_word_in_many_notes(world: World) -> Asked:
    word = world.chance.choice(["保修卡", "体检表", "登机牌", "验收单"])
    total, having, lacking = 0, list[str](), list[str]()
    for i, title in enumerate(markup.titles(world.chance, 9, zh=True)):
        name = f"{title}.{world.chance.choice(['md', 'txt'])}"
        lines = [markup.prose(world.chance, True, words=10) for _ in range(6)]
        times = 2 + world.chance.randint(0, 2) if i % 2 else 0
        for at in range(times):
            lines[at] += f"记得带{word}。"
        if i == 1:
            lines[0] += f"没有{word}不行。"
        total += times + (i == 1)
        (having if times else lacking).append(name)
        world.text(f"笔记/{'去年/' if i % 3 else ''}{name}", "\n".join(lines))

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *having)
        answered.says_not(*lacking).says_number(total, 0)

    return Asked(f"在 笔记 文件夹里找“{word}”：哪些文件提到了它？总共出现了多少次？", holds)

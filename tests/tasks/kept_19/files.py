"""Folders looked into: the same files, notes to oneself, sizes, differences, words."""

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near
from tests.tasks.world import World


@task("zh")
def same_content_under_other_names(world: World) -> Asked:
    stems = ["alps", "boat", "cliff", "dune", "elm", "fern", "gorge", "heron", "iris", "jay"]
    world.chance.shuffle(stems)
    groups = [stems[:2], stems[2 : 4 + world.chance.randint(0, 1)]]
    twins = {stem for group in groups for stem in group}
    for group in groups:
        content = world.chance.randbytes(900)
        for stem in group:
            world.file(f"素材/{world.chance.choice(('', 'a/', 'b/'))}{stem}.bin", content)
    alone = [stem for stem in stems if stem not in twins]
    for stem in alone:
        world.file(f"素材/{stem}.bin", world.chance.randbytes(900))

    def holds(answered: Answered) -> None:
        answered.completed().says(*(f"{stem}.bin" for stem in twins))
        answered.says_not(*(f"{stem}.bin" for stem in alone))

    return Asked("素材 文件夹（包括里面的子文件夹）里有哪些文件内容是完全一样的？", holds)


@task("en")
def reminders_left_in_the_code(world: World) -> Asked:
    left = []
    for name in ("loader.py", "web/server.py", "web/app.js", "tools/run.sh"):
        mark = "//" if name.endswith(".js") else "#"
        lines = ["x = 1"] * world.chance.randint(20, 40)
        for at in sorted(world.chance.sample(range(3, len(lines)), world.chance.randint(1, 2))):
            words = " ".join(world.chance.sample(markup.EN_WORDS[:20], 3))
            lines[at] = f"{mark} {world.chance.choice(('TODO', 'FIXME'))}: {words}"
            left.append((name.rpartition("/")[2], at + 1, words))
        world.text(f"billing/{name}", "\n".join(lines) + "\n")
    world.text("billing/clean.py", "y = 2\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        for name, line, words in left:
            answered.says(name, words).says_number(line, 0)
        answered.says_not("clean.py:")

    return Asked(
        "Please list all the TODO and FIXME comments in the billing folder, each with its file and "
        "line number.",
        holds,
    )


@task("en")
def folders_by_their_weight(world: World) -> Asked:
    names = world.chance.sample(["clips", "drafts", "scans", "audio", "backups"], 4)
    sizes = dict.fromkeys(names, 0)
    for i, name in enumerate(names):
        for part in range(3):
            size = world.chance.randint(90_000, 120_000) + 220_000 * (3 - i)
            world.file(f"studio/{name}/{'deep/' if part == 2 else ''}{part}.dat", bytes(size))
            sizes[name] += size

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*names)
        for size in sizes.values():
            readings = [size, size / 1000, size / 1024, size / 1e6, size / 2**20]
            near(answered, *readings, *map(round, readings[:3]))

    return Asked(
        "How much space does each subfolder of studio take, everything in it counted? Biggest "
        "first, please.",
        holds,
    )


@task("zh")
def two_versions_side_by_side(world: World) -> Asked:
    stems = world.chance.sample(["主页", "关于", "价格", "联系", "帮助", "条款", "招聘", "新闻"], 8)
    gone, new, changed, same = stems[:2], stems[2:3], stems[3:5], stems[5:]
    for stem in gone + changed + same:
        world.text(f"站点_旧/{stem}.txt", f"{stem}\n{markup.prose(world.chance, zh=True)}\n")
    for stem in same:
        old = (world.folder / f"站点_旧/{stem}.txt").read_bytes()
        world.file(f"站点_新/{stem}.txt", old)
    for stem in new + changed:
        world.text(f"站点_新/{stem}.txt", f"{stem}\n{markup.prose(world.chance, zh=True)}\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(*(f"{stem}.txt" for stem in gone + new + changed))
        answered.says_not(*(f"{stem}.txt" for stem in same))

    return Asked(
        "比较一下 站点_旧 和 站点_新 两个文件夹：哪些文件只在其中一边有，哪些内容不一样？", holds
    )


@task("en")
def how_often_a_word_is_noted(world: World) -> Asked:
    word = "qu" + "".join(world.chance.sample(markup.SYLLABLES[:6], 2))
    holding = world.chance.randint(3, 6)
    total = 0
    for i in range(12):
        lines = [markup.prose(world.chance, words=12) for _ in range(8)]
        if i < holding:
            times = world.chance.randint(3, 6)
            total += times
            for at in world.chance.sample(range(8), times):
                lines[at] += f" the {word} again"
        place = "journal/old" if i % 3 == 0 else "journal"
        world.text(f"{place}/day{i + 31}.txt", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(total, 0).says_number(holding, 0)

    return Asked(
        f"How many times does the word {word} occur in the text files of the journal folder "
        "(subfolders too), and in how many files?",
        holds,
    )

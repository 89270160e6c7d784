"""Folders looked through: copies, notes left in code, sizes, two folders side by side, a word."""

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.kept_10.reading import lines, names, numbers
from tests.tasks.world import World


@task("en")
def scans_kept_in_two_boxes(world: World) -> Asked:
    chance = world.chance
    stems = [t.lower().replace(" ", "_") for t in markup.titles(chance, 12)]
    pairs, single = [], []
    for i in range(3):
        content = chance.randbytes(900 + 10 * i)
        pair = [f"scans/box1/{stems[2 * i]}.png", f"scans/box2/{stems[2 * i + 1]}.png"]
        pairs.append(pair)
        for name in pair:
            world.file(name, content)
    for i, stem in enumerate(stems[6:]):
        single.append(f"{stem}.png")
        world.file(f"scans/box{i % 2 + 1}/{stem}.png", chance.randbytes(900))

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *(n.rpartition("/")[2] for pair in pairs for n in pair))
        answered.says_not(*single)

    return Asked("Which files below scans are exact copies of one another?", holds)


@task("zh")
def left_to_fix_in_the_code(world: World) -> Asked:
    chance, marks = world.chance, []
    for name in ("app/main.py", "app/db.py", "web/index.js", "app/util.py"):
        count = 0 if name == "app/util.py" else chance.randint(1, 2)
        sign = "//" if name.endswith(".js") else "#"
        text = [f"let v{i} = {i};" if sign == "//" else f"v{i} = {i}" for i in range(60)]
        for at in chance.sample(range(11, 60), count):
            what = " ".join(chance.sample(markup.EN_WORDS, 3))
            text[at - 1] = f"{sign} FIXME: {what}"
            marks.append((name.rpartition("/")[2], at, what))
        world.text(f"代码/{name}", "\n".join(text) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        told = lines(answered)
        for name, at, what in marks:
            tells(answered, name, what)
            assert any(float(at) in numbers(line) for line in told), (at, answered.answer[:1200])

    return Asked("代码 这个文件夹里还有哪些 FIXME？要文件名、行号和内容。", holds)


@task("zh")
def room_each_subject_takes(world: World) -> Asked:
    chance = world.chance
    subjects = chance.sample(["语文", "数学", "英语", "物理", "化学"], 4)
    sizes = {}
    for i, subject in enumerate(subjects):
        parts = [chance.randint(50, 90) * 1000 * (i + 1) for _ in range(2)]
        world.file(f"课件/{subject}/讲义.ppt", bytes(parts[0]))
        world.file(f"课件/{subject}/旧版/讲义.ppt", bytes(parts[1]))
        sizes[subject] = sum(parts)

    def told(line: str, size: int) -> bool:
        exact = [size / unit for unit in (1, 1000, 1024, 10**6, 2**20)]
        slack = [size * 0.01, 0.51, 0.51, 0.051, 0.051]
        blocks = any(0 <= n * 1024 - size <= 16 * 1024 for n in numbers(line))  # as du counts
        near = any(
            abs(n - e) <= s for n in numbers(line) for e, s in zip(exact, slack, strict=True)
        )
        return near or blocks

    def holds(answered: Answered) -> None:
        answered.completed()
        for subject, size in sizes.items():
            found = [line for line in lines(answered) if names(line, subject)]
            assert any(told(line, size) for line in found), (subject, size, answered.answer[:1200])

    return Asked("课件 文件夹下面每个科目的子文件夹各占多大空间？子文件夹里的都要算进去。", holds)


@task("en")
def laptop_against_the_stick(world: World) -> Asked:
    chance = world.chance
    stems = [t.lower().replace(" ", "-") for t in markup.titles(chance, 9)]
    here, there, edited, same = stems[:2], stems[2:4], stems[4:6], stems[6:]
    for stem in here + same:
        world.text(f"laptop/{stem}.txt", f"{stem} text")
    for stem in there + same:
        world.text(f"stick/{stem}.txt", f"{stem} text")
    for stem in edited:
        world.text(f"laptop/{stem}.txt", f"{stem} first {chance.randint(10, 99)}")
        world.text(f"stick/{stem}.txt", f"{stem} later {chance.randint(10, 99)}")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *here, *there, *edited)
        for line in answered.answer.splitlines():
            if any(stem in line for stem in same):
                told = line.lower()
                assert any(w in told for w in ("same", "identical", "equal", "match")), line

    return Asked(
        "Compare laptop and stick: I want to know what is only in one of the two folders, and "
        "which files have the same name but different content.",
        holds,
    )


@task("zh")
def papers_about_a_levy(world: World) -> Asked:
    chance = world.chance
    word = chance.choice(["增值税", "契税", "印花税", "关税"])
    titles = chance.sample(
        ["会议纪要", "往来函", "备忘", "年终总结", "报价说明", "培训记录", "日程"], 7
    )
    hits = []
    for i, title in enumerate(titles):
        text = markup.prose(chance, zh=True) + "\n"
        if i < 3:
            text += f"另外，{word}的申报要在月底前完成。\n"
            hits.append(title)
        world.text(f"资料/{'旧' if i % 2 else '新'}/{title}.{'md' if i % 3 else 'txt'}", text)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *hits)
        answered.says_not(*titles[3:])

    return Asked(f"资料 里哪些文件提到了{word}？", holds)

"""What folders and an archive hold: notes in code, the heaviest, the same twice, two copies."""

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.making import seven_zip
from tests.tasks.markup import NOUNS, prose, titles
from tests.tasks.world import World


@task("zh")
def notes_left_in_the_code(world: World) -> Asked:
    notes = []
    for name in ("server.py", "db/models.py", "web/form.js", "tools.py"):
        lines = [f"value{i} = {i}" for i in range(world.chance.randint(25, 70))]
        if name != "tools.py":
            sign = "//" if name.endswith(".js") else "#"
            kind = world.chance.choice(["TODO", "FIXME"])
            note = f"{kind}: 处理{titles(world.chance, 1, zh=True)[0]}的情况"
            at = world.chance.randint(11, len(lines))
            lines[at - 1] = f"{sign} {note}"
            notes.append((name.rpartition("/")[2], at, note.partition(": ")[2]))
        world.text(f"app/{name}", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_not("tools.py")
        for name, at, note in notes:
            tells(answered, name, note)
            answered.says_number(at, 0)

    return Asked("app 目录的代码里还有哪些 TODO 和 FIXME 没处理？列出文件和行号", holds)


@task("zh")
def five_heaviest_of_a_folder(world: World) -> Asked:
    sizes = {}
    for i, name in enumerate(titles(world.chance, 12, zh=True)):
        suffix, place = world.chance.choice(["mp4", "zip", "pdf"]), ("", "旧资料/", "课程/")[i % 3]
        sizes[f"{name}.{suffix}"] = size = (i + 1) * 40_000 + world.chance.randint(0, 9_000)
        world.file(f"下载/{place}{name}.{suffix}", world.chance.randbytes(size))
    order = sorted(sizes, key=lambda name: -sizes[name])

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*order[:5]).says_not(*order[5:])

    return Asked("磁盘快满了，帮我找出“下载”文件夹（包括子文件夹）里最大的5个文件", holds)


@task("en")
def the_same_photo_twice(world: World) -> Asked:
    same, alone = [], []
    for i, noun in enumerate(NOUNS):
        content = world.chance.randbytes(3000)
        name = f"{noun.lower()}{world.chance.randint(10, 99)}.jpg"
        world.file(f"backup/{name}", content)
        if i % 4 == 0:
            other = f"copy-{noun.lower()}{world.chance.randint(100, 999)}.jpg"
            world.file(f"backup/2025/{other}", content)
            same += [name, other]
        else:
            alone.append(name)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *same)
        answered.says_not(*alone)

    return Asked(
        "I think I have duplicate photos in the backup folder, which ones are they?", holds
    )


@task("en")
def two_copies_of_a_site(world: World) -> Asked:
    names = [f"{noun.lower()}.html" for noun in NOUNS]
    world.chance.shuffle(names)
    gone, new, changed, kept = names[:2], names[2:4], names[4:6], names[6:]
    for name in names:
        text = prose(world.chance)
        if name not in new:
            world.text(f"site_old/{name}", f"<p>{text}</p>\n")
        if name not in gone:
            more = f"<p>{world.chance.randint(1, 99)}</p>\n" if name in changed else ""
            world.text(f"site_new/{name}", f"<p>{text}</p>\n{more}")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *gone, *new, *changed)
        answered.says_not(*kept)

    return Asked(
        "Compare the folders site_old and site_new: which files were added, removed or changed?",
        holds,
    )


@task("en")
def inside_a_7z(world: World) -> Asked:
    names = [f"{noun.lower()}_{world.chance.randint(10, 99)}.txt" for noun in NOUNS[:6]]
    members = {
        f"delivery/{'docs/' if i % 2 else ''}{name}": prose(world.chance)
        for i, name in enumerate(names)
    }
    seven_zip(world, "delivery.7z", members)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *names)

    return Asked("what's inside delivery.7z? don't unpack it, just list it", holds)

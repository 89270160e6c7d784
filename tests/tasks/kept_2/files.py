"""Folders looked at, never changed: doubles, notes left in code, sizes, differences, kinds."""

import re
from collections import Counter

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near, whole
from tests.tasks.world import World


@task("zh")
def photos_kept_twice(world: World) -> Asked:
    chance = world.chance
    numbers = chance.sample(range(1000, 9999), 11)
    names = [f"IMG_{n}.jpg" for n in numbers]
    same = chance.randbytes(5000)
    for name, folder in zip(names[:3], ("2024", "2025", "手机备份"), strict=True):
        world.file(f"照片/{folder}/{name}", same)
    for name in names[3:5]:
        world.file(f"照片/{name}", b"\xff\xd8" + same[::-1])
    for name in names[5:]:
        world.file(f"照片/2025/{name}", chance.randbytes(5000))

    def holds(answered: Answered) -> None:
        answered.completed().says(*names[:5]).says_not(*names[5:])

    return Asked("照片文件夹里有没有重复的图片，找出来看看（先别删）", holds)


@task("en")
def notes_left_in_code(world: World) -> Asked:
    left: list[tuple[str, int, str]] = []
    for file in ("src/app.py", "src/lib/cart.js", "src/lib/tax.py", "src/run.sh"):
        mark = "//" if file.endswith("js") else "#"
        lines = [f"value_{i} = {i}" for i in range(60)]
        for line in world.chance.sample(range(1, 61), 2):
            text = f"handle case {world.chance.randint(10**4, 10**5)}"
            kind = world.chance.choice(["TODO", "FIXME"])
            lines[line - 1] = f"{mark} {kind}: {text}"
            left.append((file.rpartition("/")[2], line, text))
        world.text(file, "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        everything = whole(answered.completed())
        for file, line, text in left:
            assert file in everything and text in everything, (file, text, everything[:1500])
            assert re.search(rf"(?<!\d){line}(?!\d)", everything), (file, line, everything[:1500])

    return Asked("list all TODO / FIXME comments under src with file and line number", holds)


@task("zh")
def folders_that_take_most_room(world: World) -> Asked:
    names = world.chance.sample(["合同", "视频", "备份", "素材", "日志"], 4)
    sizes = {}
    for i, name in enumerate(names):
        size = 60_000 + 150_000 * i + world.chance.randint(0, 60_000)
        half = world.chance.randint(1000, size // 2)
        world.file(f"资料/{name}/a.bin", bytes(half))
        world.file(f"资料/{name}/旧/b.bin", bytes(size - half))
        sizes[name] = size
    ranked = sorted(names, key=lambda n: -sizes[n])

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*ranked)
        for size in (sizes[ranked[0]], sizes[ranked[1]]):
            near(answered, size, size / 1000, size / 1024, by=0.51)

    return Asked("资料目录下哪个子文件夹最占空间？从大到小排一下，各多大", holds)


@task("en")
def two_versions_of_a_site(world: World) -> Asked:
    stems = world.chance.sample(["index", "about", "team", "shop", "terms", "news", "jobs"], 7)
    kept, edited, gone, fresh = stems[:3], stems[3:5], stems[5:6], stems[6:]
    for folder, there in (("site_old", kept + edited + gone), ("site_new", kept + edited + fresh)):
        for stem in there:
            version = folder if stem in edited else ""
            world.text(f"{folder}/pages/{stem}.html", f"<p>{stem} {version}</p>")

    def holds(answered: Answered) -> None:
        named = [f"{stem}.html" for stem in (*edited, *gone, *fresh)]
        answered.completed().says(*named).says_not(*(f"{stem}.html" for stem in kept))

    return Asked("What's different between the folders site_old and site_new?", holds)


@task("zh")
def kinds_of_files(world: World) -> Asked:
    kinds = world.chance.sample(["docx", "png", "py", "log", "mp3"], 4)
    counts = Counter(dict(zip(kinds, world.chance.sample(range(3, 24), 4), strict=True)))
    for kind, count in counts.items():
        for i in range(count):
            world.text(f"共享盘/{'甲乙'[i % 2]}/f{i}.{kind}", kind * world.chance.randint(1, 90))

    def holds(answered: Answered) -> None:
        answered.completed()
        for kind, count in counts.items():
            answered.says(kind).says_number(count, 0)

    return Asked("共享盘 里各种类型的文件分别有几个？", holds)

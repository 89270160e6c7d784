"""Folders looked at: duplicates, notes in code, sizes, differences; a folder that is not there."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import refused
from tests.tasks.world import World


@task("zh")
def pictures_in_two_places(world: World) -> Asked:
    numbers = world.chance.sample(range(1000, 9999), 9)
    names = [f"IMG_{n}.jpg" for n in numbers]
    folders = ["照片/2024", "照片/2025", "照片/手机"]
    contents = [world.chance.randbytes(world.chance.randint(3000, 9000)) for _ in range(6)]
    same, alone = names[:5], names[5:]
    for i, name in enumerate(same):
        world.file(f"{folders[i % 3]}/{name}", contents[0 if i < 3 else 1])
    for i, name in enumerate(alone):
        world.file(f"{folders[i % 3]}/{name}", contents[2 + i])

    def holds(answered: Answered) -> None:
        answered.completed().says(*same).says_not(*alone)

    return Asked("照片 文件夹里有没有重复的图片？", holds)


@task("en")
def comments_of_things_to_do(world: World) -> Asked:
    places = ["app/main.py", "app/db/models.py", "web/index.js"]
    notes = []
    for place in places:
        mark = "#" if place.endswith(".py") else "//"
        lines = [f"x{i} = {i}" for i in range(world.chance.randint(30, 60))]
        at = world.chance.randrange(5, len(lines))
        word = world.chance.choice(["handle timeouts", "drop old keys", "use the cache"])
        note = f"{word} in step {world.chance.randint(100, 999)}"
        lines[at] = f"{mark} TODO: {note}"
        world.text(f"project/{place}", "\n".join(lines) + "\n")
        notes.append((place.rpartition("/")[2], at + 1, note))

    def holds(answered: Answered) -> None:
        answered.completed()
        for name, line, note in notes:
            answered.says(name, note).says_number(line, 0)

    return Asked("list all TODO comments in the project folder, with file and line", holds)


@task("zh")
def folders_by_their_size(world: World) -> Asked:
    names = world.chance.sample(["视频", "设计稿", "合同", "安装包", "录音"], 4)
    sizes = {}
    for i, name in enumerate(names):
        parts = [world.chance.randint(300_000, 500_000) + i * 400_000 for _ in range(2)]
        sizes[name] = sum(parts)
        world.file(f"项目/{name}/a.bin", bytes(parts[0]))
        world.file(f"项目/{name}/旧/b.bin", bytes(parts[1]))

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*reversed(names))
        plain = answered.answer.replace(",", "")
        for size in sizes.values():
            units = (1, 1000, 1024, 1e6, 2**20)
            told = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", plain)]
            close = any(abs(n - size / unit) <= 0.02 * n + 0.05 for n in told for unit in units)
            assert close, (size, answered.answer[:1500])

    return Asked("看下 项目 下面每个子文件夹占多少空间，从大到小排", holds)


@task("en")
def what_changed_in_a_site(world: World) -> Asked:
    names = [f"{word}.html" for word in world.chance.sample(_WORDS, 6)]
    gone, new, edited, *same = names
    for name in same:
        for folder in ("site_v1", "site_v2"):
            world.text(f"{folder}/pages/{name}", f"<p>{name}</p>")
    world.text(f"site_v1/{gone}", "old")
    world.text(f"site_v2/{new}", "new")
    number = world.chance.randint(100, 998)
    world.text(f"site_v1/pages/{edited}", f"<p>{number}</p>")
    world.text(f"site_v2/pages/{edited}", f"<p>{number + 1}</p>")

    def holds(answered: Answered) -> None:
        answered.completed().says(gone, new, edited).says_not(*same)

    return Asked("What are the differences between the folders site_v1 and site_v2?", holds)


_WORDS = ["pricing", "contact", "careers", "privacy", "gallery", "support", "events", "history"]


@task("zh")
def a_folder_that_is_not_there(world: World) -> Asked:
    missing = f"备份{world.chance.randint(2011, 2019)}"
    world.text("资料/说明.txt", "你好")

    def holds(answered: Answered) -> None:
        refused(answered, missing)

    return Asked(f"找一下 ./{missing} 目录里重复的文件", holds)

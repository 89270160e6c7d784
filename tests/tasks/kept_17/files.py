"""Folders that are searched, counted and compared."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells, whole
from tests.tasks.world import World


@task("zh")
def festival_photos_saved_more_than_once(world: World) -> Asked:
    numbers = world.chance.sample(range(1000, 9999), 12)
    names = [f"DSC{n}.jpg" for n in numbers]
    places = ["手机", "相机", "相机/校庆", "备份"]
    contents = [world.chance.randbytes(4000) for _ in range(12)]
    groups = world.chance.randint(2, 3)
    copies = {}
    for i in range(groups):
        contents[2 * i + 1] = contents[2 * i]
        copies[names[2 * i]] = names[2 * i + 1]
    for i, name in enumerate(names):
        world.file(f"照片/{places[i % 4]}/{name}", contents[i])
    single = names[2 * groups :]

    def holds(answered: Answered) -> None:
        answered.completed().says(*copies, *copies.values()).says_not(*single)
        answered.says_any(
            f"{groups} 组", f"{groups}组", f"{groups} ", "两" if groups == 2 else "三"
        )

    return Asked(
        "“照片”文件夹（包括子文件夹）里有哪些文件内容完全一样？一共有几组？"
        "请列出每组的文件名，先不要删。",
        holds,
    )


@task("en")
def notes_to_self_in_a_new_project(world: World) -> Asked:
    words = world.chance.sample(
        ["pagination", "timezones", "retry", "login", "favicon", "translations", "emails"], 5
    )
    files = ["app/server.py", "app/models.py", "web/menu.js", "web/cart.js"]
    lines = {name: [f"value_{i} = {i};" for i in range(30)] for name in files}
    placed = []
    for i, word in enumerate(words):
        name = files[i % 3]
        sign = "#" if name.endswith(".py") else "//"
        at = 5 * i + world.chance.randint(0, 4)
        tag = "FIXME" if i == 2 else "TODO"
        lines[name][at] = f"{sign} {tag}: sort out the {word}"
        placed.append((name, at + 1, word))
    for name, text in lines.items():
        world.text(f"shop/{name}", "\n".join(text) + "\n")

    def holds(answered: Answered) -> None:
        text = whole(answered.completed())
        for name, line, word in placed:
            tells(answered, name.rpartition("/")[2], f"sort out the {word}")
            assert re.search(rf"(?<!\d){line}(?!\d)", text), (name, line, text[:1000])
        answered.says_not("cart.js")

    return Asked(
        "I just took over the project in the folder shop. List every TODO and FIXME comment in "
        "it with file name, line number and text.",
        holds,
    )


@task("en")
def heaviest_folder_of_lesson_media(world: World) -> Asked:
    folders = world.chance.sample(["audio", "clips", "slides", "posters", "scans"], 4)
    total = 0
    for at, folder in enumerate(folders):
        size = 0
        for i in range(5):
            some = world.chance.randint(30_000, 45_000) * (4 if at == 0 else 1)
            world.file(f"media/{folder}/{'term2/' if i % 2 else ''}{i}.bin", b"\0" * some)
            size += some
        total = size if at == 0 else total

    def holds(answered: Answered) -> None:
        text = answered.completed().says(folders[0]).answer.replace(",", "")
        told = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", text)]
        sizes = [total, total / 1000, total / 1024, total / 1e6, total / 2**20]
        near = any(abs(n - size) <= 0.03 * size for n in told for size in sizes)
        assert near, f"{total} not in: {text[:800]}"

    return Asked(
        "Which folder directly inside media takes up the most space, counting everything in its "
        "subfolders, and how much is it?",
        holds,
    )


@task("zh")
def waybill_folder_against_its_usb_copy(world: World) -> Asked:
    names = [f"运单{n}.txt" for n in world.chance.sample(range(1000, 9999), 14)]
    only_here, only_there, changed = names[:2], names[2:4], names[4:7]
    for name in names:
        text = f"{name} 收件人 {world.chance.randint(100, 999)}\n"
        if name not in only_there:
            world.text(f"本机/{name}", text)
        if name not in only_here:
            more = "已签收\n" if name in changed else ""
            world.text(f"U盘/{name}", text + more)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *only_here, *only_there, *changed)
        answered.says_not(*names[7:])

    return Asked(
        "比较“本机”和“U盘”两个文件夹：哪些文件只在本机有，哪些只在 U盘 有，"
        "哪些两边都有但内容不同？内容相同的不用列。",
        holds,
    )


@task("en")
def letters_that_ask_for_a_refund(world: World) -> Asked:
    word = world.chance.choice(["refund", "voucher", "complaint"])
    total, having = 0, 0
    for i in range(16):
        times = world.chance.choice([0, 0, 1, 2, 3]) if i else 4
        total, having = total + times, having + (times > 0)
        words = ["thank", "you", "for", "the", "coffee"] * 12 + [word] * times
        world.chance.shuffle(words)
        lines = [" ".join(words[at : at + 9]) for at in range(0, len(words), 9)]
        world.text(f"letters/guest_{i:02}.txt", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(total, 0).says_number(having, 0)

    return Asked(
        f'How many of the .txt files in letters contain the word "{word}", and how many times '
        "does it occur in all of them together?",
        holds,
    )

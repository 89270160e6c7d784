"""What lies in folders: copies, notes left in code, sizes, differences, words."""

import re

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.world import World

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@task("zh")
def phone_and_camera_share_photos(world: World) -> Asked:
    chance = world.chance
    numbers = [str(n) for n in chance.sample(range(1000, 9999), 14)]
    copied, single = numbers[:8], numbers[8:]
    for at in range(0, 8, 2):
        content = chance.randbytes(3000)
        world.file(f"照片/手机/IMG_{copied[at]}.jpg", content)
        world.file(f"照片/相机/DSC_{copied[at + 1]}.jpg", content)
    for number in single:
        world.file(
            f"照片/{chance.choice(['手机', '相机'])}/PIC_{number}.jpg", chance.randbytes(3000)
        )

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *(f"{number}.jpg" for number in copied))
        answered.says_not(*(f"PIC_{number}" for number in single))

    return Asked("“照片”文件夹里有没有内容完全一样的重复照片？把重复的都列出来，先不要删。", holds)


@task("en")
def unfinished_places_of_a_web_shop(world: World) -> Asked:
    left = []
    for name in ("till/cart.py", "till/tax.py", "web/shop.js", "web/search.js"):
        sign = "#" if name.endswith(".py") else "//"
        lines = [f"value_{i} = {world.chance.randint(1, 99)}" for i in range(60)]
        for at in world.chance.sample(range(5, 60), 2):
            word, what = world.chance.choice(["TODO", "FIXME"]), markup.prose(world.chance, words=4)
            lines[at] = f"{sign} {word}: {what}"
            left.append((name, at + 1, what))
        world.text(f"project/{name}", "\n".join(lines) + "\n")
    world.text("project/web/clean.js", "let ready = true\n")

    def holds(answered: Answered) -> None:
        for name, line, what in left:
            tells(answered.completed(), name.rpartition("/")[2], what)
            assert str(line) in re.findall(r"\d+", answered.answer), (line, answered.answer)
        answered.says_not("clean.js")

    return Asked(
        "list all the TODO and FIXME comments in the project folder, with file and line number",
        holds,
    )


@task("zh")
def which_customer_takes_the_room(world: World) -> Asked:
    names = world.chance.sample(["婚礼跟拍", "证件照", "商品图", "毕业季", "宝宝照"], 4)
    sizes = [400_000 * (4 - at) + world.chance.randint(1000, 200_000) for at in range(4)]
    for name, size in zip(names, sizes, strict=True):
        first = size // 3
        world.file(f"影楼/{name}/原片.raw", bytes(first))
        world.file(f"影楼/{name}/成片/精修.tif", bytes(size - first))

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*names)
        told = [float(n) for n in _NUMBER.findall(answered.answer.replace(",", ""))]
        for size in sizes:
            ways = [size / unit for unit in (1, 1000, 1024, 1e6, 2**20)]
            near = any(abs(n - way) <= max(0.02 * way, 0.051) for n in told for way in ways)
            assert near, (size, answered.answer[:1500])

    return Asked("影楼 文件夹下面每个子文件夹各占多大空间？按从大到小排。", holds)


@task("en")
def is_the_usb_stick_up_to_date(world: World) -> Asked:
    stems = [name.replace(" ", "_").lower() for name in markup.titles(world.chance, 12)]
    gone, new, edited, same = stems[:2], stems[2:4], stems[4:7], stems[7:]
    for stem in stems:
        text = markup.prose(world.chance)
        if stem not in new:
            world.text(f"usb_stick/{stem}.txt", text)
        if stem not in gone:
            world.text(f"laptop/{stem}.txt", text + (" Edited." if stem in edited else ""))

    def holds(answered: Answered) -> None:
        answered.completed()
        tells(answered, *(f"{stem}.txt" for stem in [*gone, *new, *edited]))
        answered.says_not(*(f"{stem}.txt" for stem in same))

    return Asked(
        "Compare the folders laptop and usb_stick: which files are only in one of them, and which "
        "are in both but different? Don't list the identical ones.",
        holds,
    )


@task("zh")
def a_medicine_in_the_notes(world: World) -> Asked:
    word = world.chance.choice(["阿莫西林", "布洛芬", "头孢克肟"])
    days = world.chance.sample(range(1, 29), 7)
    counts = [*world.chance.sample(range(2, 12), 4), 0, 0, 0]
    for day, count in zip(days, counts, strict=True):
        lines = [markup.prose(world.chance, zh=True, words=10) for _ in range(5)]
        lines += [f"{i + 1} 床按医嘱给 {word} 一次。" for i in range(count)]
        world.chance.shuffle(lines)
        world.text(f"护理记录/九月{day:02}日.txt", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        for day, count in zip(days, counts, strict=True):
            if count:
                answered.says(f"九月{day:02}日").says_number(count, 0)
            else:
                answered.says_not(f"九月{day:02}日")

    return Asked(
        f"在“护理记录”文件夹里找“{word}”：哪些文件提到了它？每个文件里出现几次？没提到的不用列。",
        holds,
    )

"""Folders of documents: where something stands, in which of them, and what several say."""

import re

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.kept_11.told import everything
from tests.tasks.making import docx, pdf
from tests.tasks.world import World


@task("zh")
def pay_for_the_night_shift(world: World) -> Asked:
    money, line = world.chance.randint(61, 199), world.chance.randint(9, 25)
    body = [markup.prose(world.chance, zh=True, words=10) for _ in range(30)]
    body[line - 1] = f"夜班补贴为每班 {money} 元，次月随工资发放。"
    world.text("制度/薪酬.md", "\n".join(body) + "\n")
    for name, about in (
        ("考勤.txt", "每日打卡两次"),
        ("着装.md", "车间内须穿工装"),
        ("食堂.txt", "午餐十二点开始"),
    ):
        rest = [markup.prose(world.chance, zh=True, words=10) for _ in range(20)]
        world.text(f"制度/{name}", "\n".join([*rest, f"{about}。"]) + "\n")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), str(money), "薪酬.md")
        assert re.search(rf"(?<!\d){line}(?!\d)", everything(answered)), answered.answer[:900]

    return Asked("在 制度 文件夹里找：夜班补贴是多少？写明出自哪个文件第几行", holds)


@task("en")
def load_a_shelf_may_bear(world: World) -> Asked:
    load = world.chance.randint(41, 97)
    fill = [[markup.prose(world.chance, words=12) for _ in range(6)] for _ in range(4)]
    fill[1].insert(3, f"The maximum load of each shelf is {load} kg.")
    pdf(world, "manuals/cabinet.pdf", ["\n".join(fill[0]), "\n".join(fill[1])])
    pdf(world, "manuals/kettle.pdf", ["\n".join([*fill[2], "The kettle holds 2 litres of water."])])
    pdf(world, "manuals/fan.pdf", ["\n".join([*fill[3], "Clean the blades every month."])])

    def holds(answered: Answered) -> None:
        tells(answered.completed(), f"{load} kg", "cabinet.pdf")

    return Asked("what is the maximum load of a shelf according to manuals/? which file?", holds)


@task("zh")
def when_to_end_a_lease(world: World) -> Asked:
    days = world.chance.randint(31, 89)
    words = [markup.prose(world.chance, zh=True, words=15) for _ in range(9)]
    ends = f"租户提前退租的，须提前 {days} 天书面通知出租方。"
    docx(world, "合同/仓库租约.docx", ["# 仓库租约", *words[:4], ends, *words[4:6]])
    paragraphs = [words[6], "保洁人员每周来三次，垃圾当日清运。"]
    world.text(
        "合同/保洁.html", markup.page("保洁服务", "".join(f"<p>{p}</p>" for p in paragraphs))
    )
    world.text("合同/网络.txt", f"{words[7]}\n宽带速率为 500 兆。\n")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), str(days), "仓库租约.docx")

    return Asked("合同 文件夹里，提前退租要提前多少天通知？出自哪份文件", holds)


@task("en")
def delivery_of_three_offers(world: World) -> Asked:
    days = world.chance.sample(range(11, 60), 3)
    said = [f"Our delivery time is {n} days from the order." for n in days]
    words = [markup.prose(world.chance, words=25) for _ in range(6)]
    world.text("offers/norrland.md", f"# Offer\n\n{words[0]}\n\n{said[0]}\n\n{words[1]}\n")
    body = "".join(f"<p>{text}</p>" for text in (words[2], said[1], words[3]))
    world.text("offers/tessaro.html", markup.page("Offer", body))
    docx(world, "offers/quimby.docx", ["# Offer", words[4], said[2], words[5]])

    def holds(answered: Answered) -> None:
        answered.completed()
        for name, count in zip(("norrland", "tessaro", "quimby"), days, strict=True):
            tells(answered, name, f"{count} days")

    return Asked("compare the delivery time in the three offers in offers/", holds)

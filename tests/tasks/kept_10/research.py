"""Papers of a lab, a charity, a school kitchen and a café, asked about."""

import re

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import whole
from tests.tasks.kept_10.reading import flat
from tests.tasks.making import docx, pdf
from tests.tasks.world import World


@task("zh")
def a_lost_key_of_the_lab(world: World) -> Asked:
    chance = world.chance
    fee, days = chance.randint(61, 199), chance.randint(3, 9)
    pdf(
        world,
        "制度/实验室管理办法.pdf",
        [
            "实验室管理办法\n第一条 实验室周一至周五开放。\n第二条 使用仪器前必须登记。",
            f"第三条 钥匙遗失的，应当赔偿{fee}元。\n第四条 离开时关闭水电。",
        ],
    )
    world.text("制度/图书借阅.md", f"# 图书借阅\n\n借期为{days * 7}天。\n\n遗失图书按原价赔偿。\n")
    docx(world, "制度/门禁卡.docx", ["# 门禁卡", f"门禁卡补办需要{days}个工作日。"])

    def holds(answered: Answered) -> None:
        answered.completed().says(str(fee))
        assert "实验室管理办法" in whole(answered), answered.answer[:1200]

    return Asked("制度 文件夹里查一下：实验室的钥匙遗失了要赔偿多少元？写在哪个文件里？", holds)


@task("en")
def how_long_volunteers_are_on_trial(world: World) -> Asked:
    chance = world.chance
    weeks = chance.randint(5, 19)
    wanted = f"Every new volunteer has a trial period of {weeks} weeks."
    docx(
        world,
        "handbook/volunteers.docx",
        [
            "# Volunteers",
            "We are glad about everybody who helps.",
            "## Start",
            wanted,
            "A badge is handed out on the first day.",
        ],
    )
    world.text(
        "handbook/staff.md",
        f"# Staff\n\nEmployees give {weeks + 3} weeks of notice.\n\nHolidays need a form.\n",
    )
    world.text("handbook/house.txt", f"The house opens at {chance.randint(7, 9)} o'clock.\n")

    def holds(answered: Answered) -> None:
        assert flat(wanted).rstrip(".") in flat(whole(answered.completed())), answered.answer[:1200]
        assert "volunteers" in re.sub(r"(?i)new volunteers?", "", answered.answer).lower()

    return Asked(
        "How long is the trial period of a new volunteer? Look in handbook/ and quote the "
        "sentence, with the name of the file it is in.",
        holds,
    )


def _in_one_order(told: str, makers: list[str], values: list[str]) -> bool:
    """A table that has a column for each maker names them and their values in one order."""
    columns = sorted(range(len(makers)), key=lambda i: told.find(makers[i]))
    return columns == sorted(range(len(values)), key=lambda i: told.find(values[i]))


@task("zh")
def least_orders_of_three_suppliers(world: World) -> Asked:
    chance = world.chance
    least = chance.sample(range(60, 480, 20), 3)
    prices = chance.sample(range(11, 39), 3)
    said = [
        f"本公司产品单价为{p}元。\n起订量为{n}件。\n运费由买方承担。"
        for n, p in zip(least, prices, strict=True)
    ]
    makers = ["宏达", "永康", "瑞丰"]
    world.text(f"供应商/{makers[0]}.md", f"# {makers[0]}报价单\n\n" + said[0].replace("\n", "\n\n"))
    docx(world, f"供应商/{makers[1]}.docx", [f"# {makers[1]}报价单", *said[1].split("\n")])
    pdf(world, f"供应商/{makers[2]}.pdf", [f"{makers[2]}报价单\n{said[2]}"])

    def holds(answered: Answered) -> None:
        told = answered.completed().answer
        answered.says(*makers, *map(str, least))
        firms = "|".join(makers)
        for maker, number in zip(makers, least, strict=True):
            after = re.search(rf"{maker}(?:(?!{firms})[\s\S])*?(?<!\d){number}(?!\d)", told)
            before = re.search(rf"(?<!\d){number}(?:(?!{firms})[^\n\d])*{maker}", told)
            found = after or before or _in_one_order(told, makers, [str(n) for n in least])
            assert found, (maker, number, told[:1200])

    return Asked("比较 供应商 文件夹里三家的报价单，各家的起订量分别是多少件？", holds)


@task("en")
def scale_in_the_coffee_machine(world: World) -> Asked:
    chance = world.chance
    tablets, minutes = chance.randint(2, 4), chance.randint(21, 59)
    wanted = f"To descale the coffee machine, put {tablets} tablets into the tank"
    wanted += f" and wait {minutes} minutes."
    machine = ["The machine brews up to forty cups.", wanted, "Rinse the tank with clear water."]
    world.text("manuals/barista.html", markup.article(chance, "Coffee machine", machine))
    world.text(
        "manuals/dishwasher.txt",
        f"Dishwasher\n\nFill in salt every {chance.randint(60, 90)} days.\nWash the filter.\n",
    )
    pdf(world, "manuals/fridge.pdf", ["Fridge\nKeep it at 5 degrees.\nDefrost it twice a year."])

    def holds(answered: Answered) -> None:
        told = whole(answered.completed())
        assert re.search(rf"\b{tablets} tablets", told), answered.answer[:1200]
        assert re.search(rf"\b{minutes} min", told), answered.answer[:1200]
        assert "barista" in told.lower(), answered.answer[:1200]

    return Asked(
        "we have three manuals in manuals/ - how do I descale the coffee machine, and which "
        "manual says so?",
        holds,
    )

"""Folders of documents asked a question; what they say, and where."""

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.making import docx, pdf
from tests.tasks.world import World


@task("en")
def how_long_parts_are_guaranteed(world: World) -> Asked:
    months = world.chance.sample(range(13, 60), 3)
    parts = world.chance.sample(["gearbox", "battery", "display"], 3)
    kinds = [f"{part}_terms.md" for part in parts]
    for part, count, name in zip(parts, months, kinds, strict=True):
        world.text(
            f"terms/{name}",
            f"# Terms for the {part}\n\n{markup.prose(world.chance)}\n\n"
            f"The warranty of the {part} lasts {count} months from "
            f"delivery.\n\n{markup.prose(world.chance)}\n",
        )
    world.text("terms/canteen.txt", markup.prose(world.chance) + "\nLunch is served until two.\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(kinds[0]).says_number(months[0], 0)

    return Asked(
        "According to the documents in terms, how long does the "
        f"warranty of the {parts[0]} last? Name the file.",
        holds,
    )


@task("zh")
def who_signs_for_purchases(world: World) -> Asked:
    limit = world.chance.randint(11, 98) * 1000
    person = world.chance.choice(["财务总监", "采购经理", "分管副总"])
    pages = [markup.prose(world.chance, zh=True) for _ in range(3)]
    at = world.chance.randrange(3)
    pages[at] = f"第四章 采购审批\n单笔采购超过{limit}元的，须由{person}签字批准。"
    pdf(world, "制度/采购制度.pdf", pages)
    world.text("制度/考勤.html", markup.page("考勤制度", "<p>迟到三次须由部门主管签字。</p>"))
    world.text("制度/食堂.txt", "食堂十一点半开饭。\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("采购制度.pdf", person)

    return Asked(
        f"制度 文件夹里的文件是怎么规定的：单笔采购超过{limit}元要谁签字批准？出自哪个文件？", holds
    )


@task("en")
def two_plans_that_disagree(world: World) -> Asked:
    days = [f"{n} March" for n in world.chance.sample(range(10, 31), 3)]
    place = world.chance.choice(["Porto", "Gdansk", "Turin"])
    noise = [markup.prose(world.chance) for _ in range(3)]
    world.text(
        "plans/board.md", f"# Board\n\n{noise[0]}\n\nThe {place} office opens on {days[0]}.\n"
    )
    world.text(
        "plans/letter.html",
        markup.page("Letter", f"<p>{noise[1]}</p><p>The {place} office opens on {days[1]}.</p>"),
    )
    docx(
        world,
        "plans/schedule.docx",
        ["# Schedule", noise[2], f"The {place} office opens on {days[2]}."],
    )

    def holds(answered: Answered) -> None:
        answered.completed().says("board.md", "letter.html", "schedule.docx", *days)

    return Asked(
        f"When does the {place} office open? The documents in plans "
        "may disagree: tell me what each of them says.",
        holds,
    )


@task("zh")
def the_cheapest_of_three_offers(world: World) -> Asked:
    firms = world.chance.sample(["恒远公司", "立信公司", "新途公司", "百川公司"], 3)
    prices = world.chance.sample(range(1200, 9800), 3)
    said = [
        f"{firm}的报价：服务器维护一年，总价{price}元。"
        for firm, price in zip(firms, prices, strict=True)
    ]
    docx(world, "报价/甲.docx", ["# 报价单", said[0], markup.prose(world.chance, zh=True)])
    pdf(world, "报价/乙.pdf", [f"报价单\n{said[1]}"])
    world.text("报价/丙.md", f"# 报价单\n\n{said[2]}\n\n{markup.prose(world.chance, zh=True)}\n")
    best = prices.index(min(prices))
    source = ("甲.docx", "乙.pdf", "丙.md")[best]

    def holds(answered: Answered) -> None:
        answered.completed().says(firms[best], source).says_number(prices[best], 0)

    return Asked(
        "报价 文件夹里有三家公司的服务器维护报价，比较一下，哪家总价最低？多少元？写明出自哪个文件",
        holds,
    )

"""Folders of documents: what one of them says, and what several say differently."""

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.making import docx, pdf
from tests.tasks.world import World


@task("en")
def handbook_on_how_long_laptops_are_lent(world: World) -> Asked:
    days = world.chance.randint(11, 29)
    docx(
        world,
        "handbook/equipment.docx",
        [
            "# Equipment",
            "Projectors are booked at the front desk and returned the same day.",
            "## Laptops",
            f"Teachers may borrow a school laptop for at most {days} days at a time.",
            markup.prose(world.chance),
        ],
    )
    pdf(
        world,
        "handbook/library.pdf",
        ["Library rules\nBooks may be borrowed for 35 days.\nMagazines stay in the reading room."],
    )
    world.text(
        "handbook/trips.md", "# Trips\n\nParents hear of a trip 42 days before it takes place.\n"
    )
    world.text(
        "handbook/kitchen.txt", "The kitchen is cleaned every Friday by the last to leave.\n"
    )

    def holds(answered: Answered) -> None:
        answered.completed().says_number(days, 0)
        tells(answered, "equipment.docx")

    return Asked(
        "According to the documents in the folder handbook, for how many days may teachers borrow "
        "a school laptop? Tell me which file says so.",
        holds,
    )


@task("zh")
def courier_rules_on_chilled_parcels(world: World) -> Asked:
    hours = world.chance.randint(5, 22)
    number = world.chance.randint(1, 4)
    rules = [
        "易碎品必须用气泡膜包裹两层，并贴上易碎标签。",
        "大件包裹超过三十公斤时，由两名员工一起搬运。",
        "客户拒收的包裹，当天登记并退回寄件网点。",
        "遇到雨天，所有包裹都要套防水袋。",
    ]
    rules.insert(number, f"冷藏包裹在网点的存放时间最长不得超过{hours}小时。")
    pages = [
        f"网点操作规范\n第一章 收寄\n{rules[0]}\n{rules[1]}",
        "第二章 保管\n" + "\n".join(rules[2:]),
    ]
    pdf(world, "规范/网点操作.pdf", pages)
    world.text("规范/考勤.md", "# 考勤\n\n员工每天工作8小时，迟到超过30分钟要写说明。\n")
    docx(world, "规范/车辆.docx", ["# 车辆", "每辆货车每48小时检查一次轮胎。"])
    page = markup.article(world.chance, "客服", ["客户投诉要在24小时以内回复。"])
    world.text("规范/客服.html", page)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(hours, 0)
        tells(answered, "网点操作.pdf")

    return Asked(
        "查一下“规范”文件夹里的文件：冷藏包裹在网点最长可以存放多少小时？出自哪个文件？", holds
    )


@task("en")
def bean_offers_of_three_roasters(world: World) -> Asked:
    roasters = world.chance.sample(["Alba", "Brio", "Corvo", "Dunmore"], 3)
    prices = world.chance.sample([p / 2 for p in range(29, 57)], 3)
    texts = [
        f"{name} Roasters offer. {markup.prose(world.chance, words=15)} "
        f"Our house blend costs {price:.2f} euros per kilo. We deliver every Tuesday."
        for name, price in zip(roasters, prices, strict=True)
    ]
    files = ["offers/first.txt", "offers/second.docx", "offers/third.html"]
    world.text(files[0], texts[0] + "\n")
    docx(world, files[1], ["# Offer", texts[1]])
    world.text(files[2], markup.article(world.chance, "Offer", [texts[2]]))
    best = roasters[prices.index(min(prices))]

    def holds(answered: Answered) -> None:
        answered.completed().says(best)
        for price in prices:
            answered.says_number(price, 0)
        tells(answered, *(name.partition("/")[2] for name in files))

    return Asked(
        "The folder offers holds offers from three coffee roasters. What does a kilo of the house "
        "blend cost in each of them, and who is cheapest? Name the file for every price.",
        holds,
    )


@task("zh")
def minutes_that_disagree_on_the_moving_day(world: World) -> Asked:
    days = world.chance.sample(range(10, 28), 2)
    said = [days[0], days[1], days[0]]
    files = ["纪要/馆务会.md", "纪要/后勤会.txt", "纪要/读者座谈.docx"]
    texts = [
        f"{opening}图书馆定于12月{day}日搬到新馆。{closing}"
        for day, opening, closing in zip(
            said,
            ["会议由馆长主持。", "后勤处汇报了车辆安排。", "读者代表提出延长开放时间。"],
            ["旧馆的书架捐给社区。", "需要租两辆货车。", "新馆增加自习座位。"],
            strict=True,
        )
    ]
    world.text(files[0], f"# 馆务会\n\n{texts[0]}\n")
    world.text(files[1], texts[1] + "\n")
    docx(world, files[2], ["# 读者座谈", texts[2]])
    world.text("纪要/消防演练.md", "# 消防演练\n\n11月9日全体员工参加消防演练。\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        tells(answered, *(name.partition("/")[2].partition(".")[0] for name in files))
        for day in days:
            answered.says_number(day, 0)
        answered.says_any("不一致", "不同", "矛盾", "冲突", "分歧", "差异", "出入", "不一样")

    return Asked(
        "“纪要”文件夹里几份会议纪要对图书馆搬到新馆的日期，说法一致吗？"
        "每份分别写的是哪一天，写明是哪个文件。",
        holds,
    )

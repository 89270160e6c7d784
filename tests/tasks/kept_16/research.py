"""What the papers in a folder say, in which of them, and what several of them say together."""

from tests.tasks import making, markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near
from tests.tasks.world import World


@task("zh")
def how_early_the_shift_begins(world: World) -> Asked:
    early = world.chance.choice([10, 15, 20, 25])
    keep = world.chance.choice([30, 45, 60])
    world.text(
        "护士站/交接班制度.md",
        "# 交接班制度\n\n"
        f"接班护士应提前 {early} 分钟到岗，清点物品和药品。\n\n"
        "交接内容包括危重病人、新入院病人和手术病人的情况。\n",
    )
    world.text(
        "护士站/探视须知.txt",
        f"探视时间为每天下午三点到五点，每次不超过 {keep} 分钟。\n每次最多两人探视。\n",
    )
    visit = "<p>发药前必须核对床号、姓名和药名，双人签字。</p>"
    world.text("护士站/发药规范.html", markup.page("发药规范", visit))
    world.text("护士站/消毒记录说明.txt", "每周一、周四对治疗室进行紫外线消毒，并做好记录。\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(early, 0).says("交接班制度")

    return Asked("“护士站”文件夹里的规定中，接班护士要提前多少分钟到岗？写在哪个文件里？", holds)


@task("en")
def notice_before_moving_out(world: World) -> Asked:
    days = world.chance.choice([28, 35, 42, 56, 70])
    deposit = world.chance.randint(800, 1900)
    making.docx(
        world,
        "flat/tenancy_agreement.docx",
        [
            "# Tenancy agreement",
            "## Rent",
            "The rent is due on the first day of every month.",
            "## Ending the tenancy",
            f"The tenant must give {days} days of written notice before moving out.",
        ],
    )
    making.pdf(
        world,
        "flat/inventory.pdf",
        ["Inventory of the flat\nTwo beds, one table and four chairs.", "Keys handed over: 3."],
    )
    page = f"<p>The deposit of {deposit} pounds is held by the deposit scheme.</p>"
    world.text("flat/deposit.html", markup.page("Deposit", page))
    world.text(
        "flat/house_rules.txt", "No noise after ten in the evening. Bins go out on Monday.\n"
    )

    def holds(answered: Answered) -> None:
        answered.completed().says_number(days, 0).says("tenancy_agreement")

    return Asked(
        "How many days' notice must I give before moving out? Look in the folder flat and tell me "
        "which document says so.",
        holds,
    )


@task("en")
def three_quotes_for_cups(world: World) -> Asked:
    firms = world.chance.sample(["Papermill", "Cuply", "Greenware", "Northcup"], 3)
    prices = [f"{n}.{world.chance.randint(11, 98)}" for n in world.chance.sample(range(21, 60), 3)]
    days = world.chance.sample(range(2, 16), 3)
    text = [
        f"{firm} offers paper cups at {price} euros per box. Delivery takes {day} days."
        for firm, price, day in zip(firms, prices, days, strict=True)
    ]
    making.pdf(world, f"quotes/{firms[0].lower()}.pdf", [f"Quotation\n{text[0]}\nThank you."])
    making.docx(world, f"quotes/{firms[1].lower()}.docx", ["# Quotation", text[1]])
    page = markup.article(world.chance, "Quotation", [text[2], "We look forward to your order."])
    world.text(f"quotes/{firms[2].lower()}.html", page)

    def holds(answered: Answered) -> None:
        answered.completed().says(*firms)
        for price, day in zip(prices, days, strict=True):
            near(answered, float(price), by=0.001)
            near(answered, day, by=0)

    return Asked(
        "There are three quotes for paper cups in the folder quotes. For each supplier, what is "
        "the price per box and how many days does delivery take?",
        holds,
    )


@task("zh")
def the_new_handbook_and_the_old(world: World) -> Asked:
    old, new = world.chance.sample(range(5, 15), 2)
    meal = world.chance.sample(range(21, 60), 2)
    making.docx(
        world,
        "员工手册/2025年版.docx",
        [
            "# 员工手册（2025 年版）",
            "## 休假",
            f"入职满一年的员工每年享有 {old} 天带薪年假。",
            "## 补贴",
            f"晚上加班的员工每次有餐补 {meal[0]} 元。",
        ],
    )
    making.pdf(
        world,
        "员工手册/2026年版.pdf",
        [
            f"员工手册（2026 年版）\n休假\n入职满一年的员工每年享有 {new} 天带薪年假。",
            f"补贴\n晚上加班的员工每次有餐补 {meal[1]} 元。",
        ],
    )
    world.text("员工手册/食堂通知.txt", "食堂每周三供应面食，每份 9 元。\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("2025", "2026")
        for days in (old, new):
            answered.says_any(f"{days} 天", f"{days}天")

    return Asked("对比“员工手册”文件夹里 2025 年版和 2026 年版：带薪年假分别是多少天？", holds)

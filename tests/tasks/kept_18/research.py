"""Folders of documents that are asked: the passage, its source, several of them compared."""

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.making import docx, pdf
from tests.tasks.world import World


@task("zh")
def hotel_limit_in_company_rules(world: World) -> Asked:
    limit, other, meal = world.chance.sample(range(210, 690, 10), 3)
    files = {
        "差旅制度.md": "# 差旅制度\n\n## 住宿\n\n"
        f"员工出差的酒店住宿费，每人每晚报销上限为 {limit} 元，超出部分自理。\n\n"
        f"## 交通\n\n市内交通费每天最多报销 {meal} 元。\n",
        "招待制度.md": f"# 招待制度\n\n客户用餐的招待费，每桌最多报销 {other} 元，需提前申请。\n",
        "请假制度.md": "# 请假制度\n\n年假每年 10 天，病假需要医院证明。\n",
        "考勤办法.md": "# 考勤办法\n\n每天上班时间为九点，迟到三次以上要谈话。\n",
    }
    for name, content in files.items():
        world.text(f"规章/{name}", f"{content}\n{markup.prose(world.chance, zh=True, words=25)}\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{limit}", "差旅制度")
        at, wrong = answered.answer.find(str(limit)), answered.answer.find(str(other))
        assert wrong < 0 or at < wrong, answered.answer[:800]

    return Asked(
        "规章 文件夹里的文档有没有规定，出差住酒店每晚最多能报销多少钱？出自哪个文件？", holds
    )


@task("en")
def warranties_of_three_makers(world: World) -> Asked:
    makers = world.chance.sample(["Norvik", "Calder", "Ostara", "Belmont", "Tavish"], 3)
    months = world.chance.sample([18, 24, 30, 36, 48, 60], 3)
    for maker, many in zip(makers, months, strict=True):
        paragraphs = [
            markup.prose(world.chance, words=25),
            f"The {maker} washing machine comes with a warranty of {many} months on all parts.",
            f"It spins at {world.chance.choice([1200, 1400, 1600])} rounds per minute.",
        ]
        page = markup.article(world.chance, f"{maker} brochure", paragraphs)
        world.text(f"brochures/{maker.lower()}.html", page)

    def holds(answered: Answered) -> None:
        answered.completed()
        for maker, many in zip(makers, months, strict=True):
            lines = answered.answer.splitlines()
            spoken = [n for n in lines if maker.lower() in n.lower()]
            years = f"{many // 12} year"
            near = any(str(many) in n or years in n for n in spoken)
            assert near or (spoken and str(many) in answered.answer), (maker, many, lines[:40])

    return Asked(
        "Compare the brochures in the folder brochures: how long is the warranty of each maker's "
        "washing machine?",
        holds,
    )


@task("zh")
def moving_day_in_a_pdf(world: World) -> Asked:
    where = world.chance.randint(2, 5)
    month, day = world.chance.randint(3, 11), world.chance.randint(11, 28)
    pages = [
        "\n".join(markup.prose(world.chance, zh=True, words=10) for _ in range(6)) for _ in range(6)
    ]
    pages[where - 1] += f"\n会议决定，公司总部将于{month}月{day}日搬迁到滨江新大楼。"
    pages[where % 6] += "\n会议同意明年继续举办员工运动会。"
    pdf(world, "资料/会议纪要.pdf", pages)
    pdf(world, "资料/食堂通知.pdf", ["食堂将调整午餐供应时间。\n请大家相互转告。"])

    def holds(answered: Answered) -> None:
        answered.completed().says("会议纪要.pdf")
        told = "".join(answered.answer.split())
        assert f"{month}月{day}日" in told or f"{month:02d}-{day:02d}" in told, told[:800]
        pages_told = (
            f"第{where}页",
            f"p.{where}",
            f"page{where}",
            f"页{where}",
            f"页码：{where}",
            f"p{where}",
        )
        assert any(p in told.lower() for p in pages_told), (where, told[:800])

    return Asked("资料 文件夹里的 PDF 有没有说公司总部什么时候搬迁？在哪个文件的第几页？", holds)


@task("en")
def who_signs_for_large_purchases(world: World) -> Asked:
    amount = world.chance.choice(["$5,000", "$8,000", "$12,000"])
    who = world.chance.choice(["finance director", "managing partner", "head of operations"])
    small = world.chance.choice(["team lead", "office manager"])
    name = world.chance.choice(["purchasing.docx", "spending.docx", "orders.docx"])
    paragraphs = [
        "# Purchasing",
        markup.prose(world.chance, words=20),
        f"Purchases of less than {amount} are approved by the {small}.",
        "## Larger sums",
        f"Purchases of more than {amount} must be approved by the {who} in writing.",
    ]
    docx(world, f"handbook/{name}", paragraphs)
    docx(world, "handbook/travel.docx", ["# Travel", "Flights are booked by the travel desk."])
    world.text("handbook/security.txt", "Visitors are met at the door and sign the guest book.\n")
    world.text("handbook/parking.txt", markup.prose(world.chance, words=30) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(who, name)

    return Asked(
        f"According to the documents in handbook, who has to approve purchases of more than "
        f"{amount}? Which document says so?",
        holds,
    )

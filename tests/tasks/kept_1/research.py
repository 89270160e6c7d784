"""Questions to folders of documents, answered by passage and source; the web without an engine."""

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import refused
from tests.tasks.making import docx, pdf
from tests.tasks.world import World


@task("en")
def a_rule_in_a_handbook(world: World) -> Asked:
    days = world.chance.randint(11, 29)
    filler = [f"Paragraph {i} is about chairs and tea." for i in range(world.chance.randint(3, 20))]
    lines = [
        "# Remote work",
        "",
        *filler,
        f"Employees must announce remote work {days} days in advance to their team lead.",
        "Cameras are optional.",
    ]
    world.text("handbook/remote.md", "\n".join(lines) + "\n")
    world.text("handbook/parking.txt", "Parking is free for bicycles.\nCars pay 4 euros a day.\n")
    world.text("handbook/kitchen.md", "# Kitchen\n\nPlease clean the coffee machine weekly.\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(str(days), "remote.md").says_number(lines.index(lines[-2]) + 1, 0)

    return Asked(
        "according to the files in handbook, how long in advance do I have to announce "
        "remote work?",
        holds,
    )


@task("zh")
def a_term_in_a_pdf(world: World) -> Asked:
    months = world.chance.randint(13, 47)
    pages = [
        "产品说明书\n感谢您购买本公司的空气净化器。\n使用前请仔细阅读。",
        f"售后服务\n本产品整机保修期为{months}个月，滤芯不在保修范围内。\n请保留购买凭证。",
        "清洁方法\n请用软布擦拭外壳，切勿用水冲洗。",
    ]
    pdf(world, "说明书/净化器.pdf", pages)
    world.text("说明书/加湿器.txt", "加湿器每周需要换水两次。\n水箱容量为4升。\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{months}个月", "净化器.pdf")

    return Asked("查一下 说明书 文件夹，净化器的保修期是多长时间？", holds)


@task("en")
def a_clause_in_a_contract(world: World) -> Asked:
    rate = world.chance.randint(11, 89) / 10
    docx(
        world,
        "contracts/supplier.docx",
        [
            "# Supply agreement",
            "The supplier delivers steel tubes every month.",
            "## Late delivery",
            f"For late delivery the supplier pays a penalty of {rate} percent per week.",
            "Both parties may end this agreement at the end of a quarter.",
        ],
    )
    world.text(
        "contracts/lease.html",
        "<html><body><h1>Lease</h1><p>The rent is due on the third day of a month.</p>"
        "<p>Pets are welcome.</p></body></html>",
    )

    def holds(answered: Answered) -> None:
        answered.completed().says(str(rate), "supplier.docx")

    return Asked("What's the penalty for late delivery? Look in the contracts folder.", holds)


@task("zh")
def two_sources_that_differ(world: World) -> Asked:
    first, second = world.chance.sample(range(101, 399), 2)
    world.text(
        "资料/县志.md",
        f"# 镜湖\n\n镜湖位于县城以北。\n\n镜湖最深处水深{first}米，湖水常年清澈。\n",
    )
    world.text(
        "资料/勘测.html",
        "<html><head><meta charset='utf-8'></head><body><h1>勘测报告</h1>"
        f"<p>测量日期为五月。</p><p>本次测得镜湖最深处水深{second}米。</p></body></html>",
    )

    def holds(answered: Answered) -> None:
        answered.completed().says(str(first), str(second), "县志.md", "勘测.html")

    return Asked("比较 资料/县志.md 和 资料/勘测.html 关于镜湖水深的说法", holds)


@task("en")
def the_web_without_an_engine(world: World) -> Asked:
    world.text("notes.txt", "nothing of use\n")

    def holds(answered: Answered) -> None:
        refused(answered, "search")

    return Asked("look up on the internet when the next solar eclipse in Spain is", holds)

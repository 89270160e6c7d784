"""Questions to folders of documents and to pages, their sources named; no search engine."""

from aios.contracts.task import Status
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import refused, tells
from tests.tasks.making import docx, pdf
from tests.tasks.markup import article, prose
from tests.tasks.world import World


@task("zh")
def what_a_hotel_may_cost(world: World) -> Asked:
    chance = world.chance
    money = chance.randint(311, 799)
    lines = [f"{i + 1}. {prose(chance, zh=True, words=10)}" for i in range(14)]
    at = chance.randint(4, 13)
    lines[at] = f"{at + 1}. 出差住宿费标准为每人每天不超过{money}元，凭发票报销。"
    world.text("公司制度/差旅管理办法.md", "# 差旅管理办法\n" + "\n".join(lines) + "\n")
    world.text(
        "公司制度/考勤.txt", f"每天工作{chance.randint(7, 8)}小时。\n" + prose(chance, zh=True)
    )
    world.text(
        "公司制度/食堂.html",
        article(chance, "食堂", [f"午餐每人每餐补贴{chance.randint(11, 29)}元。"]),
    )

    def holds(answered: Answered) -> None:
        answered.completed().says_number(money, 0).says("差旅管理办法.md")
        answered.says_number(at + 2, 0)

    return Asked("公司制度 文件夹里，出差住酒店一天最多能报多少钱？在哪个文件第几行写的？", holds)


@task("en")
def notice_of_two_agreements(world: World) -> Asked:
    days = world.chance.sample(range(31, 99), 2)
    docx(
        world,
        "contracts/lease.docx",
        [
            "# Office lease",
            prose(world.chance),
            "## Termination",
            f"Either party may end this lease with a notice period of {days[0]} days.",
            prose(world.chance),
        ],
    )
    pdf(
        world,
        "contracts/cleaning.pdf",
        [
            f"Cleaning agreement\n{prose(world.chance, words=8)}",
            f"Ending the agreement\nThe notice period is {days[1]} days, in writing.",
        ],
    )
    world.text("contracts/list.txt", prose(world.chance))

    def holds(answered: Answered) -> None:
        answered.completed().says("lease.docx", "cleaning.pdf")
        answered.says_number(days[0], 0).says_number(days[1], 0)

    return Asked("What notice period do the agreements in contracts/ ask for?", holds)


@task("en")
def two_pages_about_a_lamp(world: World) -> Asked:
    hours = world.chance.sample(range(11, 90), 2)
    said = (
        f"In our test the battery life of the Lumo lamp was {hours[0]} hours at full brightness.",
        f"The maker states a battery life of {hours[1]} hours for the Lumo lamp.",
    )
    pages = {}
    for path, sentence in zip(("/review", "/maker"), said, strict=True):
        paragraphs = [prose(world.chance), sentence, prose(world.chance)]
        pages[path] = article(world.chance, "Lumo", paragraphs)
    base = world.serve(pages)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(hours[0], 0).says_number(hours[1], 0)
        tells(answered, f"{base}/review", f"{base}/maker")

    return Asked(
        f"{base}/review and {base}/maker disagree about the battery life of the Lumo lamp, "
        "what does each one say?",
        holds,
    )


@task("zh")
def a_search_without_an_engine(world: World) -> Asked:
    city = world.chance.choice(["成都", "青岛", "西安", "长沙"])
    named = ("搜索引擎", "searxng", "search engine", "AIOS_SEARCH_URL")

    def holds(answered: Answered) -> None:
        if answered.task.status is Status.COMPLETED:
            answered.says_any(*named)
        else:
            refused(answered, *named)

    return Asked(f"上网搜一下{city}地铁最新开通了哪条线", holds)

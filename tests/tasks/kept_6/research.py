"""Facts out of notes, manuals, offers and a lease, with the place they stand at."""

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.making import docx, pdf
from tests.tasks.markup import prose
from tests.tasks.world import World


@task("zh")
def how_many_took_part(world: World) -> Asked:
    sizes = world.chance.sample(range(120, 980), 3)
    subjects = ["睡眠与记忆", "运动与情绪", "饮食与体重"]
    files = ["zhang2024.md", "li2025.md", "wang2023.md"]
    for file, subject, size in zip(files, subjects, sizes, strict=True):
        world.text(
            f"论文笔记/{file}",
            f"# {subject}的关系研究\n\n{prose(world.chance, True)}\n\n"
            f"本研究关注{subject}，样本量为{size}人，来自三所高校。\n\n"
            f"{prose(world.chance, True)}\n",
        )
    at = world.chance.randrange(3)

    def holds(answered: Answered) -> None:
        answered.completed().says(files[at]).says_number(sizes[at], 0)

    return Asked(f"论文笔记 文件夹里，{subjects[at]}那项研究的样本量是多少？来自哪个文件", holds)


@task("en")
def the_default_of_a_timeout(world: World) -> Asked:
    seconds = world.chance.randint(11, 89)
    lead = [prose(world.chance, words=12) for _ in range(world.chance.randint(4, 12))]
    fact = f"The default request timeout is {seconds} seconds unless the client sets another."
    world.text("manual/client.md", "\n".join(["# Client", *lead, fact, prose(world.chance)]) + "\n")
    for name in ("install", "upgrade", "faq"):
        world.text(f"manual/{name}.md", f"# {name.title()}\n\n{prose(world.chance)}\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("client.md")
        answered.says_number(seconds, 0).says_number(len(lead) + 2, 0)

    return Asked(
        "According to the docs in manual/, what is the default request timeout? "
        "Tell me the file and line.",
        holds,
    )


@task("zh")
def who_delivers_first(world: World) -> Asked:
    firms = world.chance.sample(["华信机电", "瑞丰设备", "同创五金", "安达工业"], 3)
    days = dict(zip(firms, world.chance.sample(range(7, 60), 3), strict=True))
    said = {
        firm: f"供应商：{firm}。交货期：合同签订后{count}天内发货到厂。"
        for firm, count in days.items()
    }
    docx(world, "报价/报价一.docx", [f"# {firms[0]}报价单", said[firms[0]], "付款方式：月结。"])
    pdf(world, "报价/报价二.pdf", [f"{firms[1]}报价单\n{said[firms[1]]}\n质保一年。"])
    world.text("报价/报价三.txt", f"{firms[2]}报价单\n{said[firms[2]]}\n含税含运费。\n")
    first = min(days, key=lambda firm: days[firm])
    file = ("报价一.docx", "报价二.pdf", "报价三.txt")[firms.index(first)]

    def holds(answered: Answered) -> None:
        answered.completed().says(file, first)
        for count in days.values():
            answered.says_number(count, 0)

    return Asked("比较一下 报价 文件夹里三家供应商的交货期，分别是多少天，哪家最快？", holds)


@task("en")
def the_deposit_in_a_lease(world: World) -> Asked:
    deposit, rent = world.chance.randint(21, 49) * 75, world.chance.randint(9, 20) * 100
    pdf(
        world,
        "lease.pdf",
        [
            "Residential lease\nThis agreement is made between the landlord and the tenant.",
            f"Payments\nThe monthly rent is {rent} dollars, due on the first.\n"
            f"The tenant pays a security deposit of {deposit} dollars before moving in.",
            "Pets\nPets are allowed with the written consent of the landlord.",
        ],
    )

    def holds(answered: Answered) -> None:
        answered.completed().says("lease.pdf").says_number(deposit, 0).says_number(2, 0)

    return Asked("how much is the security deposit in lease.pdf and which page says so", holds)

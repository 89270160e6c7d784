"""Questions to folders of documents, answered with their source; the web without an engine."""

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import refused
from tests.tasks.making import docx, pdf
from tests.tasks.world import World


@task("en")
def days_of_leave(world: World) -> Asked:
    days = world.chance.randint(26, 39)
    leave = [
        "Leave policy",
        "New employees receive 20 days of annual leave.",
        f"After five years of service, employees receive {days} days of annual leave.",
        "Unused leave expires at the end of March.",
    ]
    pdf(world, "handbook/leave.pdf", ["\n".join(leave), markup.prose(world.chance)[:70]])
    world.text("handbook/remote.md", "# Remote work\n\nEmployees may work remotely twice a week.\n")
    world.text("handbook/expenses.txt", "Receipts are handed in within 14 days.\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("leave.pdf").says_number(days, 0)

    return Asked(
        "look in the handbook folder: how many days of annual leave do you get after five years?",
        holds,
    )


@task("zh")
def guarantees_compared(world: World) -> Asked:
    firms = world.chance.sample(["宏达机电", "远景设备", "金石电气", "天成科技"], 3)
    months = world.chance.sample(range(11, 61), 3)
    said = [
        [
            f"{firm}报价说明",
            f"设备总价为{world.chance.randint(200, 900)}万元。",
            f"质保期为{count}个月，期内免费维修。",
        ]
        for firm, count in zip(firms, months, strict=True)
    ]
    docx(world, f"报价/{firms[0]}.docx", said[0])
    world.text(f"报价/{firms[1]}.md", "\n\n".join(said[1]) + "\n")
    world.text(f"报价/{firms[2]}.txt", "\n".join(said[2]) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        for firm, count in zip(firms, months, strict=True):
            answered.says(firm).says_number(count, 0)

    return Asked("对比一下 报价 文件夹里三家供应商的质保期", holds)


@task("en")
def a_version_from_the_web(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        refused(answered, "searx", "search_url", "search engine")

    return Asked("search the web for the latest LTS version of Node.js", holds)


@task("zh")
def where_a_rule_stands(world: World) -> Asked:
    limit = 10 * world.chance.randint(31, 68)
    lines = ["# 差旅制度", ""]
    for i in range(world.chance.randint(20, 30)):
        lines += [f"{i + 1}. {markup.prose(world.chance, zh=True, words=10)}", ""]
    lines += [f"出差住宿费每晚报销上限为{limit}元，超出部分自理。", "", "机票须提前预订。"]
    at = len(lines) - 2
    world.text("制度/差旅.md", "\n".join(lines) + "\n")
    world.text("制度/考勤.html", markup.page("考勤制度", "<p>迟到三次扣除当日餐补200元。</p>"))
    world.text("制度/采购.txt", "单笔采购超过5000元须经总经理批准。\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("差旅.md").says_number(limit, 0).says_number(at, 0)

    return Asked("查一下 制度 文件夹，出差住宿费每晚能报多少？在哪个文件第几行写的", holds)

"""A date in minutes, two handbooks side by side, a way to do something, a release on a page."""

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.making import docx, pdf
from tests.tasks.markup import page, prose
from tests.tasks.world import World


@task("zh")
def day_a_system_goes_live(world: World) -> Asked:
    month, day = world.chance.randint(3, 12), world.chance.randint(10, 28)
    facts = {
        "第一次例会.docx": "会议确定由采购部负责新CRM系统的供应商选型。",
        "第二次例会.docx": f"经讨论，新CRM系统的上线日期定为2027年{month}月{day}日。",
        "第三次例会.docx": "会议讨论了年终晚会的节目安排和场地预算。",
    }
    for name, fact in facts.items():
        talk = prose(world.chance, zh=True)
        docx(world, f"会议纪要/{name}", [f"# {name[:-5]}", talk, fact, prose(world.chance, True)])
    dates = (f"{month}月{day}日", f"2027-{month:02}-{day:02}", f"2027/{month}/{day}")

    def holds(answered: Answered) -> None:
        answered.completed().says("第二次例会.docx").says_any(*dates)

    return Asked("翻一下 会议纪要 文件夹，新CRM系统的上线日期是哪天？出处是哪份文件？", holds)


@task("en")
def two_handbooks_on_leave(world: World) -> Asked:
    old, new = world.chance.sample(range(16, 39), 2)
    notice = world.chance.randint(41, 89)

    def chapter(days: int) -> list[str]:
        return [
            "Working hours are from nine to five, with a break at noon.",
            f"Every employee is entitled to {days} days of paid leave per year.",
            f"The notice period is {notice} days for both sides.",
        ]

    pdf(world, "handbook_2024.pdf", ["Handbook 2024\n" + "\n".join(chapter(old))])
    docx(world, "handbook_2025.docx", ["# Handbook 2025", *chapter(new)])

    def holds(answered: Answered) -> None:
        answered.completed().says("handbook_2024.pdf", "handbook_2025.docx")
        answered.says_number(old, 0).says_number(new, 0)

    return Asked(
        "How many days of paid leave per year do handbook_2024.pdf and handbook_2025.docx give? "
        "Do they agree?",
        holds,
    )


@task("zh")
def how_to_get_back_in(world: World) -> Asked:
    extension = world.chance.randint(6000, 6999)
    fact = f"忘记密码时，拨打分机{extension}联系信息科，核验工号后即可重置密码。"
    bodies = {"账号管理": fact, "报销流程": "报销单须在月底前交到财务部。", "打印机": "先装驱动。"}
    for title, body in bodies.items():
        text = f"<p>{prose(world.chance, zh=True)}</p><p>{body}</p>"
        world.text(f"知识库/{title}.html", page(title, text))

    def holds(answered: Answered) -> None:
        answered.completed().says("账号管理.html", str(extension))

    return Asked("知识库里有没有写怎么重置密码？请给出原文和所在文件", holds)


@task("en")
def a_release_that_mended_it(world: World) -> Asked:
    versions = [f"3.{minor}.{world.chance.randint(1, 9)}" for minor in range(9, 1, -1)]
    fixed = world.chance.choice(versions[1:-1])
    parts = []
    for i, version in enumerate(versions):
        item = "Fixed a memory leak in the XML parser" if version == fixed else f"Faster start {i}"
        parts.append(
            f"<h2>{version}</h2><ul><li>{item}.</li><li>Updated the translations.</li></ul>"
        )
    url = world.serve({"/changelog": page("Changelog", "".join(parts))})

    def holds(answered: Answered) -> None:
        answered.completed().says(fixed, url)
        others = [v for v in versions if v != fixed and v in answered.answer]
        assert len(others) <= 3, answered.answer[:1500]

    return Asked(
        f"Read {url}/changelog and tell me which version fixed the memory leak in the XML parser",
        holds,
    )

"""Questions to documents, answered with the document they come from."""

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.making import docx, pdf
from tests.tasks.world import World


@task("zh")
def weight_of_the_final_exam(world: World) -> Asked:
    middle, final = world.chance.randint(15, 25), world.chance.randint(41, 65)
    pdf(
        world,
        "课程资料/教学大纲.pdf",
        [
            "数据结构 教学大纲\n本课程共 48 学时。\n教材为指定用书。",
            f"考核方式\n平时作业占总成绩的 {100 - middle - final}%。\n"
            f"期中考试占总成绩的 {middle}%。\n期末考试占总成绩的 {final}%。",
        ],
    )
    world.text("课程资料/第一讲.md", "# 绪论\n\n数据结构研究数据的组织方式。\n")
    world.text("课程资料/答疑安排.txt", "每周三下午 3 点在 204 教室答疑。\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("教学大纲.pdf").says_number(final, 0)

    return Asked("期末考试占总成绩的百分之几？资料都在 课程资料 文件夹里", holds)


@task("en")
def the_rate_of_an_experiment(world: World) -> Asked:
    rate = world.chance.choice(["0.0003", "0.002", "0.05", "0.00015"])
    body = (
        f"<h2>Data</h2><p>{markup.prose(world.chance)}</p>"
        f"<h2>Training</h2><p>We trained for {world.chance.randint(20, 90)} epochs with a "
        f"learning rate of {rate} and a batch size of 64.</p>"
        f"<h2>Results</h2><p>{markup.prose(world.chance)}</p>"
    )
    world.text("papers/experiments.html", markup.page("Experiments", body))
    world.text("papers/related-work.md", f"# Related work\n\n{markup.prose(world.chance)}\n")
    world.text("papers/todo.txt", "Ask Nora about the figures.\nCheck the references.\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("experiments.html", rate)

    return Asked("What learning rate was used for training? Look through the papers folder.", holds)


@task("zh")
def not_under_guarantee(world: World) -> Asked:
    causes = world.chance.sample(
        ["人为摔落造成的损坏", "进水或受潮", "自行拆机维修", "使用非原装电源", "机身编号被涂改"], 3
    )
    docx(
        world,
        "保修手册.docx",
        [
            "# 产品保修手册",
            "## 保修期限",
            f"整机自购买之日起保修 {world.chance.randint(12, 36)} 个月。",
            "## 不在保修范围内的情况",
            f"以下情况不在保修范围内：{'；'.join(causes)}。",
            "## 送修方式",
            "请携带购买凭证前往就近的服务网点。",
        ],
    )

    def holds(answered: Answered) -> None:
        answered.completed().says("保修手册.docx", *causes)

    return Asked("保修手册.docx 里写了哪些情况不在保修范围内？", holds)


@task("en")
def who_books_the_venue(world: World) -> Asked:
    names = world.chance.sample(["Ruth", "Samir", "Ottilie", "Kenji", "Paula"], 3)
    jobs = world.chance.sample(["print the posters", "order the food", "invite the speakers"], 2)
    days = world.chance.sample(range(10, 29), 3)
    jobs.insert(world.chance.randrange(3), "book the venue")
    for day, name, job in zip(days, names, jobs, strict=True):
        world.text(
            f"minutes/2026-05-{day}.md",
            f"# Meeting of {day} May\n\n{markup.prose(world.chance)}\n\n"
            f"{name} agreed to {job}.\n\nThe next meeting is on a Tuesday.\n",
        )
    at = jobs.index("book the venue")

    def holds(answered: Answered) -> None:
        answered.completed().says(names[at], f"2026-05-{days[at]}.md")

    return Asked("who agreed to book the venue? our meeting notes are in minutes", holds)

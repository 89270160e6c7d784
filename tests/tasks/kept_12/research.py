"""Documents read for one fact: its source named, sources weighed against each other."""

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near, tells
from tests.tasks.making import docx, pdf
from tests.tasks.world import World


@task("zh")
def allowance_on_a_business_trip(world: World) -> Asked:
    meals = world.chance.choice([n for n in range(81, 150) if n % 10])
    car = world.chance.randint(300, 480)
    fund = world.chance.randint(11, 29)
    world.text(
        "制度/差旅.md",
        "# 差旅管理\n\n## 交通\n\n长途优先乘坐高铁，租车每天不超过"
        f" {car} 元，须提前申请。\n\n## 补贴\n\n员工出差期间的餐饮补贴标准为每天 {meals} 元，"
        "凭行程单领取，不需要发票。\n\n## 报销\n\n回来后两周内提交报销单。\n",
    )
    world.text(
        "制度/考勤.md",
        "# 考勤\n\n上午九点上班，下午六点下班。外勤须在系统里登记。\n\n"
        f"忘记打卡每月最多补 {fund % 4 + 2} 次。\n",
    )
    world.text(
        "制度/福利.txt",
        f"公司每月发放通讯补贴 {fund * 10} 元。\n\n工作日食堂午餐由公司承担，每份 {fund} 元。\n",
    )

    def holds(answered: Answered) -> None:
        near(answered.completed(), meals, by=0)
        tells(answered, "差旅.md")

    return Asked("查一下 制度 文件夹：出差的餐饮补贴每天多少钱？是哪个文件里写的？", holds)


@task("en")
def when_the_boiler_is_bled(world: World) -> Asked:
    weeks, bar = world.chance.randint(5, 19), world.chance.randint(21, 29)
    years = world.chance.randint(31, 39)

    def filled(text: str) -> str:
        before = markup.prose(world.chance, words=9)
        return "\n".join([before, text, markup.prose(world.chance, words=8)])

    pages = [
        filled("This manual is for the boiler Calor 40.\nKeep it near the boiler."),
        filled(f"Working pressure\nThe pressure must never be above {bar / 10} bar."),
        filled(f"Maintenance\nBleed the radiators every {weeks} weeks during the cold season."),
        filled(f"Parts\nSpare parts can be had for {years} years. Clean the filter each year."),
    ]
    pdf(world, "boiler.pdf", pages)

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{weeks} weeks")
        answered.says_not(f"{years} years")

    return Asked("According to boiler.pdf, how often do I have to bleed the radiators?", holds)


@task("zh")
def lowest_deposit_of_three_halls(world: World) -> Asked:
    halls = world.chance.sample(["云锦厅", "听雨轩", "松涛阁", "荷风馆"], 3)
    deposits = [world.chance.randint(21, 29) * 100, 0, 0]
    deposits[1] = deposits[0] + world.chance.randint(6, 12) * 100
    deposits[2] = deposits[1] + world.chance.randint(6, 12) * 100
    pairs = list(zip(halls, deposits, strict=True))
    world.chance.shuffle(pairs)
    for hall, deposit in pairs:
        docx(
            world,
            f"场地/{hall}.docx",
            [
                f"# {hall}场地租用说明",
                f"{hall}位于园区内，可容纳 {world.chance.randint(60, 200)} 人，音响免费使用。",
                "## 费用",
                f"场租每半天 {world.chance.randint(40, 90) * 100} 元，另付押金 {deposit} 元，"
                "活动结束后三天内退还。",
                f"取消预订须提前 {world.chance.randint(3, 9)} 天告知。",
            ],
        )

    def holds(answered: Answered) -> None:
        answered.completed().says(halls[0])
        near(answered, deposits[0], by=0)
        for line in answered.answer.splitlines():
            if "最低" in line and any(hall in line for hall in halls):
                assert halls[0] in line, line

    return Asked("场地 文件夹里有三家场地的说明，哪一家的押金最低？押金是多少？", holds)


@task("en")
def when_the_pool_closes(world: World) -> Asked:
    first, second = world.chance.sample(["17:15", "18:30", "19:45", "20:20", "21:10"], 2)
    world.text(
        "pool/leaflet.html",
        markup.page(
            "Town pool",
            "<p>Welcome to the town pool. Towels can be hired at the desk.</p>"
            f"<p>On Sundays the pool closes at {first}.</p>"
            "<p>Children under eight swim with an adult.</p>",
        ),
    )
    world.text(
        "pool/notice.txt",
        "To all guests\n\nThe sauna is being repaired until spring.\n\n"
        f"On Sundays the pool closes at {second}.\n\nThank you for your patience.\n",
    )
    world.text(
        "pool/rules.md",
        "# Rules\n\nShower before you swim.\n\nNo glass bottles beside the water.\n",
    )

    def holds(answered: Answered) -> None:
        tells(answered.completed(), "leaflet.html", "notice.txt")
        answered.says(first, second)

    return Asked(
        "What time does the pool close on Sundays? Look through all the documents in the folder "
        "pool; if they don't agree, tell me what each of them says.",
        holds,
    )

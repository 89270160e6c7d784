"""Folders of documents that somebody wants an answer out of."""

import re

from tests.tasks import making, markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near
from tests.tasks.world import World


@task("zh")
def when_a_doctor_must_sign(world: World) -> Asked:
    days = world.chance.choice([2, 3, 4, 5, 6])
    paid = world.chance.randint(8, 14)
    making.pdf(
        world,
        "制度/请假管理.pdf",
        [
            "请假管理办法\n第一条 员工请假须提前在系统里申请。\n"
            f"第二条 每年享有带薪年假 {paid} 天。",
            f"第三条 连续请病假超过 {days} 天的，须提交医院开具的诊断证明。\n"
            "第四条 事假期间不发工资。",
        ],
    )
    making.docx(
        world,
        "制度/考勤规定.docx",
        ["# 考勤规定", "上班时间为上午九点。", f"每月迟到 {paid + 7} 次以上的，当月无奖金。"],
    )
    world.text("制度/食堂.txt", "食堂每天十一点半开饭，刷工卡就餐。\n外来人员由前台登记。\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("请假管理")
        assert re.search(rf"(?<!\d){days}\s*[天日]", answered.answer), answered.answer

    return Asked("根据 制度 文件夹里的文件，病假请超过几天就要交医院证明？写在哪份文件里？", holds)


@task("en")
def internet_for_the_office(world: World) -> Asked:
    firms = world.chance.sample(["Norlink", "Fibrata", "Wavecom", "Teleso"], 3)
    prices = [
        world.chance.randint(31, 38),
        world.chance.randint(44, 53),
        world.chance.randint(61, 79),
    ]
    world.chance.shuffle(prices)
    speeds = world.chance.sample([100, 250, 500, 1000], 3)
    making.docx(
        world,
        f"offers/{firms[0].lower()}.docx",
        [
            f"# Offer from {firms[0]}",
            f"We offer internet for your office with {speeds[0]} Mbit/s.",
            f"The monthly fee is {prices[0]} euros.",
        ],
    )
    world.text(
        f"offers/{firms[1].lower()}.txt",
        f"{firms[1]} business line\n\nSpeed: {speeds[1]} Mbit/s.\n"
        f"The monthly fee is {prices[1]} euros.\n",
    )
    body = (
        f"<p>Thank you for asking {firms[2]}. You get {speeds[2]} Mbit/s.</p>"
        f"<p>The monthly fee is {prices[2]} euros.</p>"
    )
    world.text(f"offers/{firms[2].lower()}.html", markup.page(f"{firms[2]} offer", body))
    best = firms[prices.index(min(prices))]

    def holds(answered: Answered) -> None:
        text = answered.completed().answer.lower()
        for firm, price in zip(firms, prices, strict=True):
            answered.says(firm)
            near(answered, price, by=0)
        words = ("cheapest", "lowest", "least", "cheaper", "smallest", "best")
        alone = any(
            any(word in part for word in words)
            and [f for f in firms if f.lower() in part] == [best]
            for part in re.split(r"[\n;]|\. ", text)
        )
        first = min(firms, key=lambda firm: text.index(firm.lower()))
        assert alone or first == best, answered.answer

    return Asked(
        "Three providers sent us offers for office internet, they're in the offers folder. What "
        "monthly fee does each of them charge, and who is the cheapest?",
        holds,
    )


@task("zh")
def paper_stuck_in_the_printer(world: World) -> Asked:
    seconds = world.chance.randint(6, 19)
    cover = world.chance.choice(["后盖", "左侧盖", "前盖", "顶盖"])
    other = world.chance.randint(21, 40)
    pages = {
        "卡纸": f"打印机卡纸时，先按住取消键 {seconds} 秒关机，再打开{cover}，把纸慢慢抽出来。",
        "墨粉": f"墨粉不足时，取出墨盒左右摇晃 {other} 次再装回去。",
        "无线": f"连不上无线网时，等路由器重启 {other + 20} 秒后再试。",
        "扫描": "扫描件发不出去时，检查邮箱地址是否写全。",
    }
    for name, text in pages.items():
        filler = f"<p>{markup.prose(world.chance, zh=True, words=15)}</p>"
        page = markup.page(f"{name}问题", f"<p>{text}</p>{filler}")
        world.text(f"帮助/{name}.html", page)

    def holds(answered: Answered) -> None:
        near(answered.completed(), seconds, by=0)
        answered.says(cover, "取消键")

    return Asked("打印机卡纸了该怎么处理？请在 帮助 文件夹的网页里找", holds)


@task("en")
def meeting_that_chose_a_database(world: World) -> Asked:
    months = world.chance.sample(range(1, 12), 5)
    names = [f"meeting-2025-{month:02}.md" for month in months]
    product = world.chance.choice(["Postgres", "CockroachDB", "MariaDB", "Cassandra"])
    sentence = f"We agreed to move the billing data to {product} before the summer sale."
    topics = [
        sentence,
        "The new logo will be shown on all parcels.",
        "Support moves to the second floor in spring.",
        "The coffee supplier was changed after many complaints.",
        "Travel costs must be handed in within two weeks.",
    ]
    for name, topic in zip(names, topics, strict=True):
        before, after = (markup.prose(world.chance, words=25) for _ in range(2))
        world.text(f"notes/{name}", f"# Minutes\n\n{before}\n\n{topic}\n\n{after}\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(names[0])
        assert sentence in " ".join(re.sub(r"[*`>]", "", answered.answer).split()), answered.answer
        answered.says_not(*topics[1:])

    return Asked(
        f"In which of the meeting notes did we agree to move to {product}? Folder is notes. "
        "Quote the sentence and name the file.",
        holds,
    )

"""Folders of documents: what they say, where it stands, whether they agree."""

import re
from collections.abc import Iterable

from tests.tasks import making, markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

_BEST = re.compile(r"lowest|cheapest|least|best|smallest", re.IGNORECASE)


def _before(answered: Answered, right: str, wrong: Iterable[str]) -> None:
    """The right thing is said, and before the wrong ones if these are said at all."""
    answer = " ".join(answered.answer.replace(",", "").split())
    assert right in answer, f"{right!r} not in: {answer[:1500]}"
    for other in wrong:
        at = answer.find(other)
        assert at < 0 or at > answer.find(right), f"{other!r} before {right!r}: {answer[:1500]}"


@task("zh")
def deposit_for_rebuilding_a_flat(world: World) -> Asked:
    deposit = world.chance.randint(20, 60) * 100 + 50
    parking = world.chance.randint(5, 9) * 100 + 20
    hours = world.chance.randint(6, 8)
    world.text(
        "物业手册/装修须知.md",
        "# 装修须知\n\n业主装修前应到服务中心登记并提交图纸。\n\n"
        f"办理登记时须交纳装修押金 {deposit} 元，竣工验收合格后 30 日内无息退还。\n\n"
        "施工时间为工作日 8:30 至 18:00。\n",
    )
    world.text(
        "物业手册/停车管理.md",
        f"# 停车管理\n\n地下车位门禁卡押金 {parking} 元，退卡时退还。访客车辆限停 {hours} 小时。\n",
    )
    world.text("物业手册/垃圾分类.txt", "厨余垃圾每天早晚两次定点投放，大件垃圾请提前预约。\n")
    world.text(
        "物业手册/缴费指南.html",
        markup.page("缴费指南", "<p>物业费按季度缴纳，可在服务中心或手机上办理。</p>"),
    )

    def holds(answered: Answered) -> None:
        answered.completed().says("装修须知")
        _before(answered, str(deposit), [str(parking)])

    return Asked("查一下 物业手册 这些资料：装修押金要交多少钱？写在哪个文件里？", holds)


@task("en")
def cheapest_line_of_three_offers(world: World) -> Asked:
    firms = world.chance.sample(["Northlink", "Brightwave", "Corvid", "Telmar"], 3)
    prices = [round(low + world.chance.randint(1, 40) / 10 + 0.05, 2) for low in (24, 31, 38)]
    order = list(zip(firms, prices, strict=True))
    best, price = order[0]
    world.chance.shuffle(order)
    texts = [
        [
            f"{firm} Broadband for Business",
            f"Thank you for asking us. The monthly price is {cost:.2f} euros.",
            f"The contract runs for {world.chance.choice([12, 18, 24])} months and the router is "
            "included.",
        ]
        for firm, cost in order
    ]
    making.pdf(world, f"offers/{order[0][0].lower()}.pdf", ["\n".join(texts[0])])
    making.docx(world, f"offers/{order[1][0].lower()}.docx", ["# " + texts[1][0], *texts[1][1:]])
    world.text(f"offers/{order[2][0].lower()}.txt", "\n\n".join(texts[2]) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(price, 0.0001)
        answer = answered.answer.lower()
        name, others = best.lower(), [firm.lower() for firm in firms[1:]]
        assert name in answer, answer[:1500]
        if all(o not in answer or answer.find(o) > answer.find(name) for o in others):
            return
        alone = any(
            name in line and _BEST.search(line) and not any(o in line for o in others)
            for line in re.split(r"\n|(?<!\d)\.|;", answer)
        )
        assert alone, answer[:1500]

    return Asked(
        "There are three broadband offers in the folder offers. Compare them: who has the lowest "
        "monthly price, and what is it?",
        holds,
    )


@task("zh")
def day_of_the_school_games(world: World) -> Asked:
    month = world.chance.choice([4, 5, 10])
    first, second = world.chance.sample(range(11, 29), 2)
    same = world.chance.random() < 0.4
    second = first if same else second
    making.docx(
        world,
        "运动会/通知.docx",
        [
            "# 关于举办校运会的通知",
            "各班级：",
            f"学校定于 {month}月{first}日 在田径场举办校运会，请各班做好准备。",
            "报名表请交到体育组。",
        ],
    )
    making.pdf(
        world,
        "运动会/海报.pdf",
        [f"校运会来啦！\n校运会时间：{month}月{second}日 上午八点\n地点：学校田径场\n欢迎家长观看"],
    )

    def holds(answered: Answered) -> None:
        plain = "".join(answered.completed().answer.split())
        for day in {first, second}:
            stamps = [f"{month}月{day}日", f"{month:02}月{day}日", f"{month}月{day}号"]
            stamps += [f"{month:02}-{day}", f"{month}-{day}", f"{month}/{day}"]
            assert any(stamp in plain for stamp in stamps), (month, day, plain[:1500])
        differ = ("不一致", "不同", "不一样", "不相同", "矛盾", "冲突", "有出入", "有差异")
        if same:
            agree = any(word in plain for word in ("一致", "相同", "一样", "都是", "都说", "吻合"))
            assert agree and not any(word in plain for word in differ), plain[:1500]
        else:
            assert any(word in plain for word in differ), plain[:1500]

    return Asked(
        "运动会 文件夹里的 通知.docx 和 海报.pdf 写的校运会日期一致吗？分别写的是哪一天？", holds
    )


@task("en")
def how_long_a_new_dog_stays_apart(world: World) -> Asked:
    dogs, cats = world.chance.sample(range(10, 30), 2)
    walks = world.chance.randint(2, 4)
    world.text(
        "shelter/intake.html",
        markup.page(
            "Taking in dogs",
            "<p>Write down the chip number of every dog on arrival.</p>"
            f"<p>A new dog stays in quarantine for {dogs} days before it may meet other dogs.</p>",
        ),
    )
    world.text(
        "shelter/cat-house.md",
        f"# Cat house\n\nA new cat stays in quarantine for {cats} days.\n\nClean the trays.\n",
    )
    world.text("shelter/walks.txt", f"Every dog gets {walks} walks a day. Use the long lead.\n")
    making.docx(
        world, "shelter/adoption.docx", ["# Adoption", "Visits are by appointment, on weekends."]
    )

    def holds(answered: Answered) -> None:
        answered.completed().says("intake")
        _before(answered, f"{dogs} days", [f"{cats} days"])

    return Asked(
        "Look in the shelter folder: how many days does a new dog stay in quarantine, and which "
        "document says so?",
        holds,
    )

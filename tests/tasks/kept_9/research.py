"""Documents that people look something up in."""

import re

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.making import docx, pdf
from tests.tasks.world import World


def _number(answered: Answered, value: int) -> None:
    assert re.search(rf"(?<![\d.]){value}(?![\d])", answered.answer), (value, answered.answer[:900])


@task("zh")
def late_enough_to_count_as_absent(world: World) -> Asked:
    limit, small = world.chance.choice([35, 45, 50, 75]), world.chance.choice([5, 10, 15])
    docx(
        world,
        "制度/考勤管理办法.docx",
        [
            "# 考勤管理办法",
            "公司实行每周五天工作制，上午九点上班，下午六点下班。",
            "## 迟到与旷工",
            f"迟到不超过{small}分钟的，每月前三次不扣款。",
            f"迟到超过{limit}分钟的，按旷工半天处理。",
            "## 请假",
            "员工请假应提前一天在系统中提交申请。",
        ],
    )
    docx(
        world,
        "制度/差旅报销办法.docx",
        ["# 差旅报销办法", "出差回来后应在20天内提交报销单。", "市内交通费凭票据实报销。"],
    )
    docx(
        world,
        "制度/培训管理办法.docx",
        ["# 培训管理办法", "参加培训迟到的，不发放结业证书。", "每次培训时长不少于90分钟。"],
    )

    def holds(answered: Answered) -> None:
        _number(answered.completed(), limit)
        tells(answered, "考勤管理办法")

    return Asked("制度 文件夹里，迟到多少分钟会按旷工半天处理？是哪份文件规定的？", holds)


@task("en")
def how_tight_the_wheel_nuts_go(world: World) -> Asked:
    chance = world.chance
    torque, other = chance.sample(range(61, 140), 2)
    pages = [
        "Owner's manual\nTrailer T200\nThank you for your purchase.",
        "Loading\nDo not exceed the permitted load of 750 kg.\nSecure the load with straps.",
        f"Lights\nThe plug has 13 pins.\nTighten the coupling bolts with {other} Nm.",
        "Storage\nStore the trailer in a dry place.\nGrease the axle once a year.",
    ]
    at = chance.randint(1, 3)
    pages.insert(at, f"Wheels\nTighten the wheel nuts with {torque} Nm.\nCheck again after 50 km.")
    pdf(world, "manuals/trailer.pdf", pages)
    pdf(
        world,
        "manuals/heater.pdf",
        ["Heater H10\nInstallation guide", "Mounting\nUse the four screws.\nKeep 30 cm clear."],
    )
    page = re.compile(
        rf"\b(?:pages?|pg|p)[\s.:#=`*|\"]*{at + 1}(?!\d)|pdf[:#]{at + 1}\b|\b{at + 1}th page"
        rf"|trailer\.pdf[^\n]*\|\s*{at + 1}\s*(?:\||$)",
        re.IGNORECASE | re.MULTILINE,
    )

    def holds(answered: Answered) -> None:
        _number(answered.completed(), torque)
        tells(answered, "trailer.pdf")
        assert page.search(answered.answer), (at + 1, answered.answer[:900])

    return Asked(
        "How tight do the wheel nuts have to be according to the PDFs in manuals? Which manual "
        "says so, and on which page?",
        holds,
    )


@task("zh")
def who_can_deliver_soonest(world: World) -> Asked:
    chance = world.chance
    firms = ["恒通机械", "永兴五金", "鑫源设备"]
    days = dict(zip(firms, chance.sample([12, 18, 25, 33, 47], 3), strict=True))
    money = dict(zip(firms, chance.sample([310, 355, 402], 3), strict=True))
    one, two, three = firms
    world.text(
        f"报价/{one}.md",
        f"# {one}报价单\n\n含税单价{money[one]}元。\n\n收到预付款后，交货期为{days[one]}天。\n",
    )
    world.text(
        f"报价/{two}.txt",
        f"{two}\n\n感谢询价。\n含税单价{money[two]}元，付款方式为月结。\n交货期：{days[two]}天。\n",
    )
    body = f"<p>含税单价{money[three]}元。</p><p>我司承诺交货期{days[three]}天，质保一年。</p>"
    world.text(f"报价/{three}.html", markup.page(f"{three}报价", body))
    ranked = sorted(firms, key=days.__getitem__)

    def near_each_other(answer: str, firm: str) -> bool:
        places = [m.start() for m in re.finditer(firm, answer)]
        told = rf"(?<!\d){days[firm]}(?!\d)"
        return any(re.search(told, answer[max(0, p - 160) : p + 160]) for p in places)

    def holds(answered: Answered) -> None:
        answer = answered.completed().answer
        assert all(near_each_other(answer, firm) for firm in firms), answer[:1200]
        best = ranked[0]
        named = re.search(
            rf"{best}[^。\n]{{0,30}}最[快短早少]|最[快短早少][^。\n]{{0,12}}{best}", answer
        )
        places = [answer.find(firm) for firm in ranked]
        assert named or places == sorted(places), answer[:1200]

    return Asked("对比一下 报价 文件夹里三家的交货期，各是多少天？谁家最快？", holds)


@task("en")
def who_looks_after_the_certificate(world: World) -> Asked:
    chance = world.chance
    people = chance.sample(["Ines", "Marek", "Oona", "Tariq", "Yusuf", "Hanna"], 4)
    days = chance.sample(range(11, 29), 4)
    duties = [
        ("renewing the TLS certificate", "December"),
        ("moving the wiki to the new server", "December"),
        ("ordering the replacement disks", "January"),
        ("writing the on-call handbook", "January"),
    ]
    names = ["monday.md", "tuesday.txt", "thursday.html", "friday.md"]
    chance.shuffle(names)
    for name, person, day, (duty, month) in zip(names, people, days, duties, strict=True):
        said = f"{person} takes care of {duty} and will be done by {day} {month}."
        before = "We went through the open tickets and found no surprises."
        if name.endswith(".html"):
            text = markup.page("Meeting notes", f"<p>{before}</p><p>{said}</p>")
        else:
            text = f"# Meeting notes\n\n{before}\n\n{said}\n\nNext meeting as usual.\n"
        world.text(f"notes/{name}", text)

    def holds(answered: Answered) -> None:
        tells(answered.completed().says(people[0]), names[0])
        _number(answered, days[0])
        answered.says_any("dec", "-12-", "/12")

    return Asked(
        "According to my meeting notes (folder notes), who is renewing the TLS certificate and by "
        "when? Which note is that in?",
        holds,
    )

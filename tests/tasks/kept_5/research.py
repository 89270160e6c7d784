"""Questions to folders of documents and to a page, answered with their source."""

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.making import docx, pdf
from tests.tasks.world import World


@task("zh")
def days_to_pay(world: World) -> Asked:
    days = world.chance.randint(31, 89)
    docx(
        world,
        "合同资料/采购合同.docx",
        [
            "# 采购合同",
            "## 交货",
            "卖方应在订单确认后 12 天内交货。",
            "## 付款",
            f"买方应在收到发票后 {days} 天内付款。",
            "## 违约",
            "逾期交货的，每日按货款的千分之一支付违约金。",
        ],
    )
    world.text("合同资料/保密协议.txt", "双方应保守秘密，期限为五年。\n")
    world.text("合同资料/联系人.md", "# 联系人\n\n李经理，负责发货。\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("采购合同.docx").says_number(days, 0)

    return Asked("合同资料 文件夹里的合同规定收到发票后多少天内付款？", holds)


@task("en")
def the_day_of_a_launch(world: World) -> Asked:
    day = world.chance.randint(3, 27)
    month = world.chance.choice(["March", "April", "September", "October"])
    plan = [
        "# Roadmap",
        "",
        markup.prose(world.chance),
        "",
        f"The mobile app launches on {day} {month} 2027.",
        "",
        "Beta testing takes six weeks.",
    ]
    world.text("notes/roadmap.md", "\n".join(plan) + "\n")
    pdf(world, "notes/budget.pdf", ["Budget\nThe mobile team has a budget of 90000 euros."])
    world.text("notes/meeting.txt", "The office party is on 12 December.\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("roadmap.md")
        answered.says_any(f"{day} {month}", f"{month} {day}")

    return Asked(
        "When does the mobile app launch? It should be somewhere in my notes folder.", holds
    )


@task("zh")
def days_of_a_refund(world: World) -> Asked:
    days = world.chance.randint(8, 29)
    body = (
        "<h2>发货</h2><p>订单付款后 2 天内发货。</p>"
        f"<h2>退款</h2><p>审核通过后，退款将在 {days} 个工作日内退回原支付账户。</p>"
        "<h2>发票</h2><p>电子发票在确认收货后 3 天内开具。</p>"
    )
    url = world.serve({"/help.html": markup.page("帮助中心", body)}) + "/help.html"

    def holds(answered: Answered) -> None:
        answered.completed().says("help.html").says_number(days, 0)

    return Asked(f"请阅读 {url} ，告诉我退款要几个工作日到账", holds)


@task("en")
def rules_for_passwords(world: World) -> Asked:
    old, new = world.chance.sample(range(8, 25), 2)
    world.text(
        "policies/it-handbook.md",
        f"# IT handbook\n\nPasswords must have at least {old} characters.\n\nLaptops are locked.\n",
    )
    docx(
        world,
        "policies/security.docx",
        ["# Security", f"The minimum password length is {new} characters.", "Badges are worn."],
    )
    world.text("policies/travel.txt", "Trains are preferred to planes.\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("it-handbook.md", "security.docx")
        answered.says_number(old, 0).says_number(new, 0)

    return Asked(
        "Compare what the documents in policies say about the minimum password length", holds
    )

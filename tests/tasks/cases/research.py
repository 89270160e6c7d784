"""Tasks on documents: a passage and its place, several sources, what is listed in them, pages."""

import subprocess

from tests.conftest import guest
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.making import docx, pdf
from tests.tasks.world import World

RAIN = (
    "The kettle in the kitchen is blue and rather old.",
    "Lunch is served at noon on most days.",
    "Rain fell on the harbour for a whole week.",
    "The library keeps maps of the northern islands.",
    "Our bicycle shed has a new green roof.",
)
YU = (
    "厨房里的水壶是蓝色的。",
    "午饭一般在十二点开始。",
    "港口下了整整一个星期的雨。",
    "图书馆收藏了北方岛屿的地图。",
    "自行车棚换了绿色的新屋顶。",
)


def around(world: World, fact: str, filler: tuple[str, ...] = RAIN) -> tuple[str, int]:
    """A text of paragraphs with the fact among them, and the line it stands on."""
    blocks = list(world.chance.sample(filler, 4))
    place = world.chance.randint(1, 3)
    blocks.insert(place, fact)
    return "\n\n".join(blocks) + "\n", 2 * place + 1


def locked(world: World, name: str, password: str) -> None:
    """A PDF that opens with a password only."""
    pdf(world, name, ["Nothing to see without the word."])
    found = guest()
    assert found is not None
    program = (
        "import sys, pypdf\nw = pypdf.PdfWriter(clone_from=sys.argv[1])\n"
        "w.encrypt(sys.argv[2], algorithm='RC4-128')\nw.write(sys.argv[1])"
    )
    path = str(world.folder / name)
    subprocess.run(
        [found[0], "-c", program, path, password],
        env={"PYTHONPATH": found[1]},
        check=True,
        timeout=60,
    )


@task("en")
def what_the_notes_say(world: World) -> Asked:
    days = world.chance.randint(11, 89)
    fact = f"Refunds are paid within {days} days after the goods are back."
    body, line = around(world, fact)
    world.text("notes/shop.md", f"# Shop\n\n{body}")
    world.text("notes/garden.txt", around(world, "Tomatoes like warm evenings.")[0])

    def holds(answered: Answered) -> None:
        answered.completed().says(fact, f"shop.md:{line + 2}")

    return Asked("what do the notes say about refunds?", holds)


@task("en")
def a_page_of_a_pdf(world: World) -> Asked:
    days, page = world.chance.randint(21, 39), world.chance.randint(2, 4)
    pages = list(world.chance.sample(RAIN, 4))
    pages.insert(page - 1, f"Vacation\nNew employees get {days} days of vacation each year.")
    pdf(world, "handbook.pdf", pages)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(days).says("handbook.pdf").says_any(
            f"p. {page}", f"page {page}"
        )

    return Asked("according to handbook.pdf, how many vacation days do new employees get?", holds)


@task("en")
def who_is_responsible_in_a_word_table(world: World) -> Asked:
    people = world.chance.sample(["Ada Quill", "Ben Moss", "Cleo Hart", "Dan Frost"], 3)
    rows = [("Task", "Owner"), *zip(("Billing", "Backups", "Hiring"), people, strict=True)]
    docx(world, "plan.docx", ["# Plan", "Everybody has work to do.", RAIN[0]], [rows])

    def holds(answered: Answered) -> None:
        answered.completed().says(people[1], "plan.docx").in_order(people[1])

    return Asked("who is responsible for backups in plan.docx?", holds)


@task("en")
def when_is_the_deadline(world: World) -> Asked:
    day = world.chance.randint(10, 28)
    fact = f"The deadline for the Orion proposal is {day} March 2027."
    pdf(world, "docs/memo.pdf", [RAIN[1], fact])
    docx(world, "docs/minutes.docx", ["# Minutes", RAIN[2], RAIN[3]])
    world.text("docs/todo.txt", around(world, "Buy stamps before Friday.")[0])

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{day} March 2027", "memo.pdf")

    return Asked("when is the deadline of the Orion proposal? look in docs", holds)


@task("en")
def which_documents_mention(world: World) -> Asked:
    counts = dict(
        zip(("a.md", "b.txt", "c.html"), world.chance.sample(range(2, 9), 3), strict=True)
    )
    for name, count in counts.items():
        sentence = "Work on Falcon goes on.\n\n" * count
        world.text(f"archive/{name}", f"<p>{sentence}</p>" if name == "c.html" else sentence)
    world.text("archive/d.md", around(world, "Nothing else.")[0])

    def holds(answered: Answered) -> None:
        answered.completed().says(*counts).says_number(sum(counts.values()))
        best = sorted(counts, key=lambda name: -counts[name])
        answered.in_order(*best).says_not("d.md")

    return Asked("which documents in archive mention Falcon? list them with counts", holds)


@task("en")
def summarise_a_pdf(world: World) -> Asked:
    share = world.chance.randint(12, 88)
    central = f"Solar power covered {share} percent of the power demand of the solar village."
    pdf(world, "report.pdf", ["Solar power report\n\n" + central, f"{RAIN[0]}\n\n{RAIN[1]}"])

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{share} percent", "report.pdf")

    return Asked("summarise report.pdf", holds)


@task("en")
def all_email_addresses(world: World) -> Asked:
    names = world.chance.sample(["ada", "ben", "cleo", "dan", "eve", "finn"], 3)
    mails = [f"{name}.{world.chance.randint(10, 99)}@example.org" for name in names]
    world.text("contacts/team.md", f"# Team\n\nWrite to {mails[0]} or {mails[1]}.\n")
    docx(world, "contacts/partner.docx", ["# Partner", f"Mail: {mails[2]}"])

    def holds(answered: Answered) -> None:
        answered.completed().says(*mails, "team.md:3", "partner.docx")

    return Asked("list all email addresses in the documents in contacts", holds)


@task("en")
def action_items_of_a_meeting(world: World) -> Asked:
    people = world.chance.sample(["Ada", "Ben", "Cleo", "Dan"], 2)
    world.text(
        "meeting.md",
        f"# Meeting\n\nWe met at ten.\n\n- [ ] {people[0]} orders the chairs\n"
        f"- [x] old thing\n\nAction: {people[1]} calls the bank.\n\nWe left at noon.\n",
    )

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{people[0]} orders the chairs", f"{people[1]} calls the bank")
        answered.says("meeting.md:5", "meeting.md:8").says_not("left at noon")

    return Asked("list all action items in meeting.md", holds)


@task("en")
def two_sources_on_the_price(world: World) -> Asked:
    first, second = world.chance.sample(range(110, 990), 2)
    world.text("a.md", around(world, f"The price of the pump is {first} euros.")[0])
    pdf(world, "b.pdf", [RAIN[0], f"We sell the pump at a price of {second} euros."])

    def holds(answered: Answered) -> None:
        answered.completed().says("a.md", "b.pdf", str(first), str(second)).says_any("differ")

    return Asked("compare what a.md and b.pdf say about the price", holds)


@task("en")
def an_english_question_to_chinese_documents(world: World) -> Asked:
    days = world.chance.randint(31, 97)
    fact = f"客户可在收货后{days}天内申请退款。"
    world.text("docs/规定.md", around(world, fact, YU)[0])

    def holds(answered: Answered) -> None:
        answered.completed().says(fact, "规定.md")

    return Asked("what do the documents in docs say about the refund?", holds)


@task("en")
def nothing_is_said_of_it(world: World) -> Asked:
    world.text("docs/a.md", around(world, "Bees sleep in winter.")[0])
    pdf(world, "docs/b.pdf", [RAIN[2]])

    def holds(answered: Answered) -> None:
        answered.failed("nothing_found")
        error = answered.task.error
        assert error is not None and "2 documents" in error.message, error

    return Asked("what do the documents in docs say about parachutes?", holds)


@task("en")
def scanned_and_broken_ones_are_said(world: World) -> Asked:
    floor = world.chance.randint(3, 60)
    fact = f"The archive is on floor {floor}."
    world.text("papers/house.txt", around(world, fact)[0])
    pdf(world, "papers/scan.pdf", ["", ""])
    world.file("papers/torn.docx", b"PK\x03\x04 torn in the middle")

    def holds(answered: Answered) -> None:
        answered.completed().says(fact, "house.txt", "scan.pdf", "torn.docx")

    return Asked("on which floor is the archive, according to the files in papers?", holds)


@task("en")
def a_locked_pdf(world: World) -> Asked:
    locked(world, "secret.pdf", str(world.chance.randint(1000, 9999)))

    def holds(answered: Answered) -> None:
        answered.failed("encrypted_document")

    return Asked("what does secret.pdf say about salaries?", holds)


@task("en")
def how_a_word_is_defined(world: World) -> Asked:
    hours = world.chance.randint(3, 70)
    fact = f'"Response Time" means the {hours} hours after a ticket was opened.'
    body, line = around(world, fact)
    world.text("terms.txt", f"Response Time is measured. Response Time matters.\n\n{body}")

    def holds(answered: Answered) -> None:
        answered.completed().says(fact, f"terms.txt:{line + 2}")
        quoted = answered.answer.index(f"{hours} hours")
        assert "is measured" not in answered.answer[:quoted], answered.answer

    return Asked("how is Response Time defined in terms.txt?", holds)


@task("en")
def a_report_with_citations(world: World) -> Asked:
    weeks = world.chance.randint(12, 80)
    fact = f"Termination needs a notice of {weeks} weeks."
    docx(world, "contract.docx", ["# Contract", RAIN[0], "## Ending", fact, RAIN[1]])

    def holds(answered: Answered) -> None:
        answered.completed()
        text = answered.file("report.md").read_text("utf-8")
        assert fact in text and "contract.docx" in text and "Ending" in text, text

    return Asked("find where contract.docx mentions termination and save it as report.md", holds)


@task("en")
def and_in_the_other_one(world: World) -> Asked:
    first, second = world.chance.sample(range(12, 90), 2)
    world.text("old.md", around(world, f"The warranty lasts {first} months.")[0])
    world.text("new.md", around(world, f"The warranty lasts {second} months.")[0])

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{second} months", "new.md").says_not(f"{first} months")

    return Asked("and in new.md?", holds, first=("what does old.md say about the warranty?",))


@task("en")
def according_to_a_page(world: World) -> Asked:
    days = world.chance.randint(1100, 9800)
    fact = f"The copper lantern burned for {days} days without oil."
    body = "".join(f"<p>{text}</p>" for text in (*RAIN[:2], fact, *RAIN[2:]))
    site = world.serve({"/a.html": f"<html><body><h1>Lanterns</h1>{body}</body></html>"})

    def holds(answered: Answered) -> None:
        answered.completed().says(fact, f"{site}/a.html")

    return Asked(f"according to {site}/a.html, how long did the copper lantern burn?", holds)


@task("zh")
def refund_rules_in_the_notes(world: World) -> Asked:
    days = world.chance.randint(11, 89)
    fact = f"收货后{days}天内可以退款，逾期不予受理。"
    body, line = around(world, fact, YU)
    world.text("notes/售后.md", f"# 售后\n\n{body}")
    world.text("notes/菜园.txt", around(world, "番茄喜欢温暖的夜晚。", YU)[0])

    def holds(answered: Answered) -> None:
        answered.completed().says(fact, f"售后.md:{line + 2}")

    return Asked("notes 文件夹里关于退款的规定是什么", holds)


@task("zh")
def the_page_of_a_handbook(world: World) -> Asked:
    days, page = world.chance.randint(21, 39), world.chance.randint(2, 4)
    pages = list(world.chance.sample(YU, 4))
    pages.insert(page - 1, f"休假\n新员工每年有{days}天年假。")
    pdf(world, "员工手册.pdf", pages)

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{days}天", "员工手册.pdf", f"第 {page} 页")

    return Asked("根据员工手册.pdf，新员工有多少天年假？", holds)


@task("zh")
def who_looks_after_backups(world: World) -> Asked:
    people = world.chance.sample(["王小明", "李晓红", "赵国强", "孙丽丽"], 3)
    rows = [("任务", "负责人"), *zip(("开票", "备份", "招聘"), people, strict=True)]
    docx(world, "docs/计划.docx", ["# 计划", "大家都有事情要做。", YU[0]], [rows])
    world.text("docs/天气.md", around(world, "昨天有雾。", YU)[0])

    def holds(answered: Answered) -> None:
        answered.completed().says(people[1], "计划.docx")

    return Asked("docs 里谁负责备份？", holds)


@task("zh")
def which_files_mention_a_person(world: World) -> Asked:
    counts = dict(zip(("甲.md", "乙.txt"), world.chance.sample(range(2, 9), 2), strict=True))
    for name, count in counts.items():
        world.text(f"资料/{name}", "张三参加了会议。\n\n" * count)
    docx(world, "资料/丙.docx", ["张三签了字。", YU[0]])
    world.text("资料/丁.md", around(world, "没有别人。", YU)[0])

    def holds(answered: Answered) -> None:
        answered.completed().says(*counts, "丙.docx").says_not("丁.md")
        for count in counts.values():
            answered.says_number(count, rel=0)

    return Asked("资料文件夹中哪个文件提到了张三？各提到几次", holds)


@task("zh")
def summarise_a_word_document(world: World) -> Asked:
    share = world.chance.randint(12, 88)
    central = f"太阳能发电满足了村庄{share}%的用电需求，太阳能发电成本继续下降。"
    docx(world, "报告.docx", ["# 太阳能发电报告", central, "## 其他", YU[0], YU[1]])

    def holds(answered: Answered) -> None:
        answered.completed().says(central, "太阳能发电报告", "报告.docx")

    return Asked("总结一下报告.docx", holds)


@task("zh")
def all_dates(world: World) -> Asked:
    day, month = world.chance.randint(1, 28), world.chance.randint(1, 12)
    texts = [f"2027年{month}月{day}日", f"2026-{month:02}-{day:02}"]
    world.text("合同.txt", f"合同\n\n本合同于{texts[0]}生效。\n\n无关的一句话。\n")
    pdf(world, "附件.pdf", [YU[0], f"交货日期：{texts[1]}"])

    def holds(answered: Answered) -> None:
        answered.completed().says(*texts, "合同.txt:3", "附件.pdf")

    return Asked("列出合同.txt 和附件.pdf 里提到的所有日期", holds)


@task("zh")
def all_amounts(world: World) -> Asked:
    first, second = world.chance.sample(range(1200, 9900), 2)
    world.text("合同.md", f"# 合同\n\n首付款为{first}元。\n\n下雨。\n\n尾款 ¥{second:,}。\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{first}元", f"{second}", "合同.md:3", "合同.md:7")
        answered.says_not("下雨")

    return Asked("提取合同.md 中的所有金额", holds)


@task("zh")
def two_documents_say_otherwise(world: World) -> Asked:
    first, second = world.chance.sample(range(110, 990), 2)
    world.text("旧版.md", around(world, f"水泵的价格是{first}元。", YU)[0])
    pdf(world, "新版.pdf", [YU[0], f"水泵价格调整为{second}元。"])

    def holds(answered: Answered) -> None:
        answered.completed().says("旧版.md", "新版.pdf", str(first), str(second))
        answered.says_any("不同", "不一致")

    return Asked("旧版.md 和新版.pdf 两份文档对价格的说法有何不同？", holds)


@task("zh")
def a_chinese_question_to_english_documents(world: World) -> Asked:
    days = world.chance.randint(31, 97)
    fact = f"Backups are kept for {days} days, then deleted."
    world.text("wiki/ops.md", around(world, fact)[0])

    def holds(answered: Answered) -> None:
        answered.completed().says(fact, "ops.md")

    return Asked("wiki 目录的文档里说备份保留多久？", holds)


@task("zh")
def nothing_is_said_of_it_zh(world: World) -> Asked:
    world.text("docs/甲.md", around(world, "蜜蜂在冬天睡觉。", YU)[0])

    def holds(answered: Answered) -> None:
        answered.failed("nothing_found")

    return Asked("docs 文件夹里的文档怎么说降落伞的？", holds)


@task("zh")
def two_encodings(world: World) -> Asked:
    first, second = world.chance.sample(range(100, 900), 2)
    world.text("老资料/国标.txt", around(world, f"仓库密码锁编号为{first}。", YU)[0], "gbk")
    world.text("老资料/宽.txt", around(world, f"仓库密码锁编号改为{second}。", YU)[0], "utf-16")

    def holds(answered: Answered) -> None:
        answered.completed().says(str(first), str(second), "国标.txt", "宽.txt")

    return Asked("在老资料文件夹里找一下仓库密码锁编号是多少", holds)


@task("zh")
def written_as_a_report(world: World) -> Asked:
    weeks = world.chance.randint(12, 80)
    fact = f"终止合同须提前{weeks}周书面通知。"
    docx(world, "合同.docx", ["# 合同", YU[0], "## 终止", fact, YU[1]])

    def holds(answered: Answered) -> None:
        answered.completed()
        text = answered.file(".md").read_text("utf-8")
        assert fact in text and "合同.docx" in text, text

    return Asked("合同.docx 里哪里提到终止？把找到的写成报告", holds)


@task("zh")
def and_the_warranty(world: World) -> Asked:
    first, second = world.chance.sample(range(12, 90), 2)
    text = f"退货期为{first}天。\n\n{YU[0]}\n\n保修期为{second}个月。\n"
    world.text("说明/售后.md", text)

    def holds(answered: Answered) -> None:
        answered.completed().says(f"保修期为{second}个月", "售后.md:5")

    return Asked("那保修呢", holds, first=("说明文件夹里的文档关于退货是怎么说的",))


@task("zh")
def two_pages_compared(world: World) -> Asked:
    first, second = world.chance.sample(range(110, 990), 2)

    def page(fact: str) -> str:
        body = "".join(f"<p>{text}</p>" for text in (YU[0], fact, YU[1], YU[2]))
        return (
            f"<html><head><meta charset=utf-8></head><body><article>{body}</article></body></html>"
        )

    site = world.serve(
        {
            "/a.html": page(f"这款水泵的价格是{first}元，含税。"),
            "/b.html": page(f"水泵目前的价格是{second}元，不含税。"),
        }
    )

    def holds(answered: Answered) -> None:
        answered.completed().says(str(first), str(second), f"{site}/a.html", f"{site}/b.html")

    return Asked(f"对比 {site}/a.html 和 {site}/b.html 关于价格的说法", holds)


@task("en")
def sources_compared_as_a_whole(world: World) -> Asked:
    first, second = world.chance.sample(range(12, 40), 2)
    for name, days in (("old.md", first), ("new.md", second)):
        world.text(name, f"{RAIN[0]}\n\nEmployees get {days} days of vacation.\n\n{RAIN[1]}\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{first} days", f"{second} days", "old.md", "new.md")
        answered.says_not("kettle")

    return Asked("find contradictions between old.md and new.md", holds)


@task("en")
def the_mail_of_the_lawyer(world: World) -> Asked:
    mails = [f"{name}{world.chance.randint(10, 99)}@corp.example" for name in ("ada", "ben")]
    rows = [("Role", "E-mail"), ("Manager", mails[0]), ("Lawyer", mails[1])]
    docx(world, "docs/contract.docx", ["# Contract", RAIN[0]], [rows])

    def holds(answered: Answered) -> None:
        answered.completed().in_order(mails[1]).says("contract.docx, table 1, row 3")

    return Asked("what is the email of the lawyer in docs/contract.docx?", holds)


@task("zh")
def two_folders_in_one_breath(world: World) -> Asked:
    days = world.chance.randint(11, 89)
    fact = f"Refunds are paid within {days} days."
    world.text("notes/a.md", around(world, fact)[0])
    world.text("docs/b.md", around(world, YU[1], YU)[0])

    def holds(answered: Answered) -> None:
        answered.completed().says(fact, "notes/a.md")

    return Asked("根据 notes 和 docs 里的资料，退款多久到账", holds)


@task("zh")
def an_answer_then_a_report(world: World) -> Asked:
    share = world.chance.randint(3, 29)
    fact = f"违约金为合同总额的{share}%。"
    world.text("合同.txt", around(world, fact, YU)[0])

    def holds(answered: Answered) -> None:
        answered.completed()
        assert fact in answered.file(".md").read_text("utf-8")

    return Asked("写成报告", holds, first=("根据合同.txt违约金是多少",))


@task("zh")
def a_page_in_another_language(world: World) -> Asked:
    price = world.chance.randint(110, 980)
    fact = f"The pump costs {price} euros."
    body = f"<h1>Shop</h1><p>{RAIN[0]}</p><p>{fact}</p><p>Delivery takes 5 days.</p>"
    site = world.serve({"/p.html": f"<html><body>{body}</body></html>"})

    def holds(answered: Answered) -> None:
        answered.completed().says(fact, f"{site}/p.html").says_not("kettle")

    return Asked(f"根据 {site}/p.html，水泵多少钱？", holds)


@task("zh")
def a_question_that_names_no_document(world: World) -> Asked:
    price = world.chance.randint(310, 890)
    fact = f"一线城市住宿报销标准为每晚{price}元。"
    body, line = around(world, fact, YU)
    world.text("制度/差旅.md", f"# 差旅\n\n{body}")
    pdf(world, "制度/手册.pdf", [YU[0], "午餐补贴每天二十元。"])

    def holds(answered: Answered) -> None:
        answered.completed().in_order(fact).says(f"差旅.md:{line + 2}")

    return Asked("住宿报销标准是多少？", holds)


@task("en")
def a_bare_question_among_documents(world: World) -> Asked:
    brews = world.chance.randint(41, 97)
    fact = f"Descale the machine every {brews} brews."
    docx(world, "manuals/coffee maker.docx", ["# Manual", *RAIN[:3], fact, RAIN[3]])

    def holds(answered: Answered) -> None:
        answered.completed().says(fact, "coffee maker.docx, paragraph 5")

    return Asked("how often should I descale the coffee machine?", holds)


@task("zh")
def who_does_it_and_where_to_look(world: World) -> Asked:
    person = world.chance.choice(["王小明", "李晓红", "赵国强"])
    docx(world, "docs/分工.docx", ["# 分工"], [[("任务", "负责人"), ("备份", person)]])
    world.text("docs/天气.md", around(world, "昨天有雾。", YU)[0])

    def holds(answered: Answered) -> None:
        answered.completed().says(person, "分工.docx").says_not("天气.md")

    return Asked("谁负责备份？看一下 docs 目录", holds)


@task("en")
def now_the_other_one(world: World) -> Asked:
    first, second = world.chance.sample(range(120, 990), 2)
    world.text("old.md", f"# Plan\n\nThe budget of the plan is {first} dollars.\n")
    world.text("new.md", f"# Plan\n\nThe budget of the plan is {second} dollars.\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{second} dollars", "new.md:3").says_not(f"{first} dollars")

    return Asked("now new.md", holds, first=("summarise old.md",))


@task("en")
def and_the_amounts(world: World) -> Asked:
    price = world.chance.randint(1200, 9900)
    world.text("合同.txt", f"合同\n\n本合同于2027年3月5日生效。\n\n总价为{price}元。\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{price}元", "合同.txt:5").says_not("2027年3月5日")

    return Asked("and the amounts?", holds, first=("list all dates in 合同.txt",))


@task("zh")
def a_text_searched_in_word_and_pdf(world: World) -> Asked:
    days = world.chance.randint(31, 97)
    fact = f"The deposit is paid back within {days} days."
    docx(world, "docs/lease.docx", ["# Lease", RAIN[0], fact])
    pdf(world, "docs/faq.pdf", [RAIN[1], f"Send it back within {days} days."])
    world.text("docs/other.md", around(world, "Nothing else.")[0])

    def holds(answered: Answered) -> None:
        answered.completed().says(fact, "lease.docx", "faq.pdf").says_not("other.md")

    return Asked(f"在 docs 里搜索 “{days} days”", holds)


@task("zh")
def the_rent_of_a_long_contract(world: World) -> Asked:
    rent = world.chance.randint(2100, 9800)
    blocks = [world.chance.choice(YU) for _ in range(60)]
    blocks[37] = f"月租金为人民币{rent}元。"
    docx(world, "contracts/租房合同.docx", ["# 房屋租赁合同", *blocks])
    pdf(world, "contracts/service.pdf", ["Service Agreement", "The annual fee is 96 euros."])

    def holds(answered: Answered) -> None:
        answered.completed().in_order(f"{rent}元").says("租房合同.docx 第 39 段")

    return Asked("月租金多少钱，合同在 contracts 文件夹", holds)


@task("zh")
def how_to_is_no_program(world: World) -> Asked:
    hours = world.chance.randint(3, 70)
    body = f"<h2>怎么开发票？</h2><p>点击“申请发票”，{hours}小时内发送到邮箱。</p>"
    world.text("faq.html", f"<html><meta charset=utf-8><body><h1>帮助</h1>{body}</body></html>")

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{hours}小时", "faq.html")

    return Asked("怎么开发票", holds)


@task("zh")
def a_fault_code_of_a_manual(world: World) -> Asked:
    codes = {f"E{n}": world.chance.choice(YU) for n in world.chance.sample(range(1, 30), 4)}
    asked = world.chance.choice(list(codes))
    rows = "\n".join(f"- {code}：{meaning}" for code, meaning in codes.items())
    world.text("手册.md", f"# 洗衣机\n\n## 故障代码\n\n{rows}\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{asked}：{codes[asked]}", "手册.md")

    return Asked(f"故障代码 {asked} 是什么意思", holds)


@task("zh")
def one_matter_compared_in_a_folder(world: World) -> Asked:
    wages = dict(zip(("李娜", "王强"), world.chance.sample(range(9000, 40000), 2), strict=True))
    for who, wage in wages.items():
        world.text(f"简历/{who}.md", f"# {who}\n\n期望薪资：{wage} 元/月\n\n所在城市：杭州\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("李娜.md", "王强.md", *map(str, wages.values()))

    return Asked("对比 简历 文件夹里两个人的期望薪资", holds)


@task("zh")
def which_offer_is_the_fastest(world: World) -> Asked:
    firms = ("东方", "华信", "中建")
    days = dict(zip(firms, world.chance.sample(range(30, 200), 3), strict=True))
    for firm, count in days.items():
        price = world.chance.randint(80, 300)
        world.text(f"标书/{firm}.md", f"# {firm}公司\n\n报价：{price}万元\n工期：{count}天\n")
    best = min(days, key=lambda firm: days[firm])

    def holds(answered: Answered) -> None:
        answered.completed().says(f"所问的最值：标书/{best}.md ({best}公司)，{days[best]}")

    return Asked("哪家公司的工期最短？标书文件夹", holds)


@task("zh")
def bids_above_a_sum(world: World) -> Asked:
    prices = dict(
        zip(("东山", "西岭", "南湖"), world.chance.sample(range(60, 190), 3), strict=True)
    )
    bound = sorted(prices.values())[1] - 1
    for name, price in prices.items():
        world.text(f"标书/{name}.md", f"# {name}建设\n\n报价：{price}万元\n\n工期：90天\n")

    def holds(answered: Answered) -> None:
        said = answered.completed().answer.partition("不符合")[0]
        assert [name for name in prices if name in said] == [
            name for name, price in prices.items() if price > bound
        ]

    return Asked(f"标书 里报价超过{bound}万的有谁", holds)


@task("en")
def contracts_that_end_before(world: World) -> Asked:
    ends = world.chance.sample(range(2026, 2035), 3)
    years = dict(zip(("acme", "globex", "initech"), ends, strict=True))
    bound = sorted(years.values())[1] + 1
    for name, year in years.items():
        text = f"This contract starts on 2025-01-01 and ends on {year}-06-30.\nThe fee is $900.\n"
        world.text(f"contracts/{name}.txt", text)

    def holds(answered: Answered) -> None:
        said = answered.completed().answer.partition("Not so")[0]
        assert {name for name in years if f"{name}.txt" in said} == {
            name for name, year in years.items() if year < bound
        }

    return Asked(f"which contracts end before {bound}?", holds)

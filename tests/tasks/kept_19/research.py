"""Folders of documents: what they say, where they say it, and how they differ."""

from tests.tasks import making, markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


@task("zh")
def hotel_limit_in_the_rules(world: World) -> Asked:
    limits = world.chance.sample(range(210, 990, 10), 5)
    texts = {
        "差旅.md": f"# 差旅\n\n出差乘高铁二等座。住宿费每晚最多报销 {limits[0]} 元，超出自付。\n",
        "餐饮.md": f"# 餐饮\n\n招待客户用餐，每人每次最多报销 {limits[1]} 元。\n",
        "办公.md": f"# 办公用品\n\n键盘和鼠标每年最多报销 {limits[2]} 元。\n",
        "培训.md": f"# 培训\n\n参加外部课程，每季度最多报销 {limits[3]} 元。\n",
        "通讯.md": f"# 通讯\n\n手机话费每季度最多报销 {limits[4]} 元。\n",
    }
    stems = world.chance.sample(["规定一", "规定二", "规定三", "规定四", "规定五"], 5)
    names = dict(zip(texts, stems, strict=True))
    for name, text in texts.items():
        filler = markup.prose(world.chance, zh=True)
        world.text(f"公司制度/{names[name]}.md", f"{text}\n{filler}\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{names['差旅.md']}.md").says_number(limits[0], 0)

    return Asked(
        "根据 公司制度 文件夹里的文档，出差住宿费每晚最多能报销多少钱？是哪个文件里写的？", holds
    )


@task("en")
def warranty_in_the_manuals(world: World) -> Asked:
    products = markup.titles(world.chance, 5)
    months = world.chance.sample(range(7, 60), 5)
    codes = world.chance.sample(range(100, 999), 5)
    for product, span, code in zip(products, months, codes, strict=True):
        making.pdf(
            world,
            f"manuals/manual_{code}.pdf",
            [
                f"User manual for the {product}\nRead it before first use.",
                f"Care\nWipe the {product} with a dry cloth.\n\n"
                f"Warranty\nThe warranty of the {product} lasts {span} months from purchase.",
            ],
        )
    at = world.chance.randrange(5)

    def holds(answered: Answered) -> None:
        answered.completed().says(f"manual_{codes[at]}").says_number(months[at], 0)

    return Asked(
        f"How long is the warranty of the {products[at]} according to the PDFs in the manuals "
        "folder? Please name the document it is in.",
        holds,
    )


@task("zh")
def three_offers_compared(world: World) -> Asked:
    firms = world.chance.sample(["恒远公司", "瑞丰公司", "明德公司", "宏图公司"], 3)
    prices = world.chance.sample(range(120, 400, 7), 3)
    days = world.chance.sample(range(5, 45, 2), 3)
    told = [
        (f"{firm}报价单", f"每件单价为 {price} 元。", f"下单后 {day} 天交货。")
        for firm, price, day in zip(firms, prices, days, strict=True)
    ]
    making.docx(world, "报价/一.docx", ["# " + told[0][0], *told[0][1:]])
    body = "".join(f"<p>{text}</p>" for text in told[1][1:])
    world.text("报价/二.html", markup.page(told[1][0], body))
    world.text("报价/三.txt", "\n".join(told[2]) + "\n")
    cheap, quick = firms[prices.index(min(prices))], firms[days.index(min(days))]

    def holds(answered: Answered) -> None:
        answered.completed().says(cheap, quick)
        answered.says_number(min(prices), 0).says_number(min(days), 0)

    return Asked(
        "报价 文件夹里有三家公司的报价，比较一下：谁的单价最低，是多少？谁交货最快，要几天？", holds
    )


@task("en")
def who_does_it_by_when(world: World) -> Asked:
    people = world.chance.sample(["Ingrid", "Tomas", "Yusuf", "Priya", "Marta", "Owen"], 4)
    jobs = ["the parking permits", "the new website", "the fire drill", "the summer party"]
    world.chance.shuffle(jobs)
    days = world.chance.sample(range(2, 28), 4)
    for i, (person, job, day) in enumerate(zip(people, jobs, days, strict=True)):
        body = (
            f"<p>{markup.prose(world.chance, words=25)}</p>"
            f"<p>{person} is responsible for {job} and will finish by {day} March 2026.</p>"
            f"<p>{markup.prose(world.chance, words=25)}</p>"
        )
        world.text(f"minutes/meeting{i + 1}.html", markup.page(f"Meeting {i + 1}", body))
    at = world.chance.randrange(4)

    def holds(answered: Answered) -> None:
        answered.completed().says(people[at])
        day = days[at]
        answered.says_any(f"{day} March", f"March {day}", f"2026-03-{day:02}", f"{day} Mar")

    return Asked(
        f"Look through the minutes folder: who is responsible for {jobs[at]}, and by what date?",
        holds,
    )

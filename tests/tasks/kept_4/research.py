"""Questions to folders of documents and to a page, answered with their source."""

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.making import docx, pdf
from tests.tasks.world import World


@task("en")
def fee_for_paying_late(world: World) -> Asked:
    fee = world.chance.randint(61, 240)
    docx(
        world,
        "contracts/supply.docx",
        [
            "# Supply agreement",
            "Goods are delivered within ten working days.",
            f"For late payment, the buyer pays a fee of {fee} euros per week.",
            "Either party may end this agreement in writing.",
        ],
    )
    world.text("contracts/rent.md", "# Rent\n\nThe rent is due on the third day of each month.\n")
    pdf(world, "contracts/cleaning.pdf", ["Cleaning\nThe offices are cleaned on Fridays."])

    def holds(answered: Answered) -> None:
        answered.completed().says("supply.docx").says_number(fee, 0)

    return Asked("In the contracts folder, what is the fee for late payment?", holds)


@task("zh")
def how_often_a_filter_is_changed(world: World) -> Asked:
    days = world.chance.randint(61, 190)
    pages = [
        "净水器使用说明\n首次使用前请冲洗五分钟。",
        f"保养\n滤芯每{days}天更换一次。\n外壳用湿布擦拭。",
    ]
    pdf(world, "说明书/净水器.pdf", pages)
    world.text("说明书/空调.txt", "空调滤网每两周清洗一次。\n")
    world.text("说明书/冰箱.md", "# 冰箱\n\n冷藏室温度设为 4 度。\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("净水器.pdf").says_number(days, 0)

    return Asked("查一下 说明书 文件夹，净水器的滤芯多久更换一次？", holds)


@task("en")
def batteries_compared(world: World) -> Asked:
    models = world.chance.sample(["Aero 13", "Nimbus X", "Vertex Pro", "Quill Air"], 3)
    hours = [n + 0.5 for n in world.chance.sample(range(6, 24), 3)]
    said = [
        (
            f"{model} review",
            f"The {model} weighs {world.chance.randint(900, 1900)} grams.",
            f"The battery life of the {model} is {hour} hours.",
        )
        for model, hour in zip(models, hours, strict=True)
    ]
    world.text("reviews/first.md", "\n\n".join(said[0]) + "\n")
    world.text("reviews/second.txt", "\n".join(said[1]) + "\n")
    body = "".join(f"<p>{line}</p>" for line in said[2][1:])
    world.text("reviews/third.html", markup.page(said[2][0], body))

    def holds(answered: Answered) -> None:
        answered.completed()
        for model, hour in zip(models, hours, strict=True):
            answered.says(model).says_number(hour, 0)

    return Asked("compare the battery life of the laptops in the reviews folder", holds)


@task("zh")
def opening_hours_on_a_page(world: World) -> Asked:
    opens = f"{world.chance.randint(8, 9)}:{world.chance.randint(11, 49)}"
    closes = f"{world.chance.randint(15, 17)}:{world.chance.randint(11, 49)}"
    body = [
        "<p>市图书馆位于人民路，凭读者证免费入馆。</p>",
        "<p>工作日开放时间为 7:00 至 21:00。</p>",
        f"<p>周末开放时间为 {opens} 至 {closes}。</p>",
        f"<p>{markup.prose(world.chance, zh=True)}</p>",
    ]
    url = world.serve({"/notice.html": markup.page("开放公告", "".join(body))}) + "/notice.html"

    def holds(answered: Answered) -> None:
        answered.completed().says(opens, closes, url)

    return Asked(f"看一下 {url} 这个网页，图书馆周末的开放时间是几点到几点？", holds)

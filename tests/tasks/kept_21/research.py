"""What a folder of documents says, where it says so, and whether they agree."""

import re

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.making import docx, pdf
from tests.tasks.world import World


@task("zh")
def how_long_a_studio_may_be_lent(world: World) -> Asked:
    chance = world.chance
    hours, days = chance.sample(range(2, 20), 2)
    notes = {
        "琴房": f"琴房需提前 {days} 天预约，每次最多使用 {hours + 21} 分钟。",
        "录音棚": f"录音棚每次最多可以借用 {hours} 小时，超时须重新预约。",
        "舞蹈室": f"舞蹈室每周开放 {chance.randint(30, 60)} 小时，进入须换鞋。",
        "画室": f"画室的颜料柜每月 {chance.randint(21, 28)} 日清点一次。",
    }
    for room, said in notes.items():
        filler = [markup.prose(chance, zh=True, words=20) for _ in range(3)]
        world.text(f"制度/{room}管理.md", f"# {room}\n\n{filler[0]}\n\n{said}\n\n{filler[1]}\n")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), "录音棚管理.md")
        answered.says_number(hours, 0).says("小时")

    return Asked("根据 制度 文件夹里的文档，录音棚每次最多能借用多久？出自哪个文件？", holds)


@task("en")
def how_long_a_pump_is_guaranteed(world: World) -> Asked:
    chance = world.chance
    models = chance.sample(["Heron 40", "Otter 12", "Marlin 75", "Pike 8"], 3)
    months = dict(zip(models, chance.sample(range(13, 39), 3), strict=True))
    where = {}
    for at, model in enumerate(models):
        said = [
            f"The {model} pump is delivered with a hose and two filters.",
            f"The warranty of the {model} pump is {months[model]} months from the day of delivery.",
            f"Clean the filter of the {model} pump every {chance.randint(3, 16)} weeks.",
        ]
        stem = f"sheet_{chance.randint(100, 999)}{at}"
        if at % 2:
            where[model] = f"{stem}.docx"
            docx(world, f"manuals/{stem}.docx", [f"# {model}", *said])
        else:
            where[model] = f"{stem}.pdf"
            pdf(world, f"manuals/{stem}.pdf", [model, "\n".join(said)])
    model = chance.choice(models)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), where[model])
        answered.says_number(months[model], 0)

    return Asked(
        f"According to the documents in manuals, how long is the warranty of the {model} pump, and "
        "which file says so?",
        holds,
    )


@task("zh")
def which_workshop_delivers_soonest(world: World) -> Asked:
    chance = world.chance
    shops = chance.sample(["宏远木作", "青禾家具", "匠心坊", "百川制造"], 3)
    days = dict(zip(shops, chance.sample(range(12, 60), 3), strict=True))
    for shop in shops:
        said = f"{shop}的交货期为 {days[shop]} 天，质保 {chance.randint(61, 99)} 个月。"
        body = f"<p>{markup.prose(chance, zh=True, words=15)}</p><p>{said}</p>"
        world.text(f"报价/{shop}.html", markup.page(f"{shop}报价", body))
    best = min(days, key=lambda shop: days[shop])

    def holds(answered: Answered) -> None:
        answered.completed().says(*shops)
        for shop in shops:
            answered.says_number(days[shop], 0)
        told = re.findall(r".*(?:最短|最快|最少).*(?:\n+.+)?", answered.answer)
        assert any(best in lines for lines in told), answered.answer[:900]

    return Asked("比较 报价 文件夹里几家的报价文件：各家的交货期是多少天？哪一家的最短？", holds)


@task("en")
def do_they_agree_on_the_visitors(world: World) -> Asked:
    chance = world.chance
    town = chance.choice(["Fernhill", "Oakmere", "Stonebury"])
    usual, other = chance.sample(range(2100, 9800), 2)
    names = chance.sample(["council", "gazette", "museum", "station"], 4)
    odd = names[1]
    for name in names:
        people = other if name == odd else usual
        said = f"The {town} fair had {people} visitors this year."
        if name == names[3]:
            said = f"The {town} fair was opened by the mayor."
        text = f"{markup.prose(chance, words=25)}\n\n{said}\n\n{markup.prose(chance, words=25)}\n"
        world.text(f"clippings/{name}.txt", text)

    def holds(answered: Answered) -> None:
        answered.completed().says(str(usual), str(other), *names[:3])
        said = re.search(
            r"\bno\b|\bnot\b|n't|disagree|differ|conflict|contradict", answered.answer, re.I
        )
        assert said, answered.answer[:900]

    return Asked(
        f"Do the texts in clippings agree on how many visitors the {town} fair had? Tell me which "
        "number each of them gives.",
        holds,
    )

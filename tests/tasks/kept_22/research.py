"""Folders of documents: a fact, where it stands, what several of them say."""

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.making import docx, pdf
from tests.tasks.world import World


@task("zh")
def deposit_rule_and_its_page(world: World) -> Asked:
    days = world.chance.randint(8, 29)
    names = world.chance.sample(["租赁须知.md", "入住指南.md", "公共区域.md", "常见问题.md"], 4)
    facts = [
        f"押金在退租验收后 {days} 个工作日内退还到原支付账户。",
        "访客过夜需要提前一天登记。",
        "洗衣房的开放时间是早上七点到晚上十点。",
        "宠物不得进入健身房和会议室。",
    ]
    for name, fact in zip(names, facts, strict=True):
        head, tail = (markup.prose(world.chance, True) for _ in range(2))
        world.text(f"公寓资料/{name}", f"# {name[:-3]}\n\n{head}\n\n{fact}\n\n{tail}\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_any(names[0], names[0][:-3])
        told = "".join(answered.answer.split())
        assert f"{days}个工作日" in told or f"{days}天" in told, told

    return Asked("根据 公寓资料 里的文档，退租以后押金多久能退回来？写在哪个文件里？", holds)


@task("en")
def who_signs_travel_requests(world: World) -> Asked:
    role = world.chance.choice(["regional director", "finance lead", "chief of staff"])
    limit = world.chance.randint(11, 48) * 100
    names = world.chance.sample(["handbook.html", "policies.html", "faq.txt", "welcome.txt"], 4)
    facts = [
        f"Travel requests above {limit} euros must be signed by the {role}.",
        "Laptops are replaced every four years.",
        "The kitchen is cleaned on Friday afternoons.",
        "Parking permits are handed out at the front desk.",
    ]
    for name, fact in zip(names, facts, strict=True):
        texts = [markup.prose(world.chance), fact, markup.prose(world.chance)]
        plain = "\n\n".join(texts)
        html = markup.article(world.chance, "Office", texts)
        world.text(f"office/{name}", html if name.endswith("html") else plain)

    def holds(answered: Answered) -> None:
        answered.completed().says(role, names[0])

    return Asked(
        f"Who has to sign travel requests above {limit} euros according to the documents in the "
        "folder office? Quote the passage and name the file.",
        holds,
    )


@task("zh")
def penalty_in_a_contract(world: World) -> Asked:
    rate = world.chance.randint(3, 19)
    parties = world.chance.sample(["远航物流", "青禾农业", "晨光印刷", "云岭茶业"], 3)
    for i, party in enumerate(parties):
        other = "双方协商解决" if i else f"每逾期一天，按合同总额的千分之 {rate} 支付违约金"
        pages = [
            f"供货合同\n乙方：{party}\n{markup.prose(world.chance, True, words=15)}",
            f"第五条 交货\n{markup.prose(world.chance, True, words=15)}\n第六条 逾期\n{other}。",
        ]
        pdf(world, f"合同/{party}.pdf", pages)

    def holds(answered: Answered) -> None:
        answered.completed().says(parties[0])
        told = "".join(answered.answer.split())
        assert f"千分之{rate}" in told or f"{rate}‰" in told or f"{rate / 10}%" in told, told

    return Asked("合同 文件夹里哪一份合同写了逾期交货要付违约金？违约金是怎么算的？", holds)


@task("en")
def three_sources_on_a_bridge(world: World) -> Asked:
    name = world.chance.choice(["Alder", "Kestrel", "Marlow", "Thorn"])
    length = world.chance.randint(310, 890)
    wrong = length + world.chance.randint(15, 90)
    said = [f"The {name} Bridge is {metres} metres long." for metres in (length, wrong, length)]
    texts = [[markup.prose(world.chance), fact, markup.prose(world.chance)] for fact in said]
    docx(world, "bridge/survey.docx", ["# Survey", *texts[0]])
    world.text("bridge/guide.txt", "\n\n".join(texts[1]))
    world.text("bridge/archive.html", markup.article(world.chance, "Archive", texts[2]))

    def holds(answered: Answered) -> None:
        answered.completed().says(str(length), str(wrong))
        answered.says("guide").says_any("survey", "archive")

    return Asked(
        f"How long is the {name} Bridge? Compare what the documents in the folder bridge say and "
        "tell me which of them disagrees with the others.",
        holds,
    )

"""Folders of documents: a passage with its source, several sources compared."""

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.making import docx, pdf
from tests.tasks.world import World


def padded(world: World, sentence: str, zh: bool = False) -> list[str]:
    """Paragraphs with this sentence in one of them."""
    paragraphs = [markup.prose(world.chance, zh, 30) for _ in range(4)]
    at = world.chance.randrange(1, 4)
    paragraphs[at] = f"{paragraphs[at]}{'' if zh else ' '}{sentence}"
    return paragraphs


@task("en")
def a_rule_of_the_staff_handbook(world: World) -> Asked:
    days, weeks = world.chance.randint(6, 29), world.chance.randint(31, 60)
    said = {
        "parental": f"New parents may take {weeks} weeks of parental leave.",
        "travel": f"Travel expenses must be submitted within {days} days after the trip.",
        "security": "Every badge has to be worn where it can be seen.",
        "kitchen": "Dishes are washed by whoever used them.",
    }
    names = {}
    for i, (topic, sentence) in enumerate(said.items()):
        ending = ("md", "txt")[i % 2]
        names[topic] = f"{world.chance.choice(markup.EN_WORDS)}{i}.{ending}"
        world.text(f"handbook/{names[topic]}", "\n\n".join(padded(world, sentence)) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(days, 0).says(names["travel"])

    text = (
        "According to the documents in the handbook folder, within how many days must travel "
        "expenses be submitted? Name the file that says so."
    )
    return Asked(text, holds)


@task("zh")
def what_the_lease_says_of_a_deposit(world: World) -> Asked:
    deposit, rent = world.chance.randint(31, 79) * 100, world.chance.randint(15, 29) * 100
    lease = padded(world, f"乙方应在签约当日支付押金{deposit}元。", zh=True)
    docx(world, "合同/租房合同.docx", ["# 租房合同", *lease, f"每月租金为{rent}元。"])
    flat = padded(world, "物业费每季度结算一次。", zh=True)
    pdf(world, "合同/物业协议.pdf", ["物业协议\n" + "\n".join(p[:40] for p in flat)])
    docx(world, "合同/车位合同.docx", ["# 车位合同", *padded(world, "车位编号为B12。", zh=True)])

    def holds(answered: Answered) -> None:
        answered.completed().says(str(deposit), "租房合同")

    return Asked("合同 文件夹里的文件写的押金是多少元？出自哪个文件？", holds)


@task("en")
def warranties_of_three_offers(world: World) -> Asked:
    firms = world.chance.sample(["Nordwind", "Calypso", "Brightway", "Tamarack"], 3)
    months = world.chance.sample([12, 18, 24, 30, 36, 48, 60], 3)
    said = [
        f"{firm} grants a warranty of {count} months on the heat pump."
        for firm, count in zip(firms, months, strict=True)
    ]
    body = "".join(f"<p>{p}</p>" for p in padded(world, said[0]))
    world.text("offers/first.html", markup.page(f"Offer of {firms[0]}", body))
    pdf(world, "offers/second.pdf", [f"Offer of {firms[1]}\n{said[1]}\nPlease reply by mail."])
    docx(world, "offers/third.docx", [f"# Offer of {firms[2]}", *padded(world, said[2])])

    def holds(answered: Answered) -> None:
        answered.completed().says(*firms)
        for count in months:
            answered.says_number(count, 0)
        tells(answered, *("first.html", "second.pdf", "third.docx"))

    text = (
        "Compare the warranty periods in the files of the offers folder: which firm gives how "
        "many months, and in which file does it stand?"
    )
    return Asked(text, holds)


@task("zh")
def sources_that_disagree_on_a_bridge(world: World) -> Asked:
    right, wrong = world.chance.sample(range(1200, 3900, 7), 2)
    odd = world.chance.randrange(3)
    lengths = [wrong if i == odd else right for i in range(3)]
    names = ("县志.txt", "游记.md", "工程简报.pdf")
    for name, length in zip(names, lengths, strict=True):
        sentence = f"望江大桥全长{length}米。"
        if name.endswith(".pdf"):
            pdf(world, f"资料/{name}", [f"工程简报\n{sentence}\n桥面共有六条车道。"])
        else:
            world.text(f"资料/{name}", "\n\n".join(padded(world, sentence, zh=True)) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(str(right), str(wrong), *(n.partition(".")[0] for n in names))

    text = "资料 文件夹里各个文件写的望江大桥全长分别是多少米？说法一致吗？"
    return Asked(text, holds)

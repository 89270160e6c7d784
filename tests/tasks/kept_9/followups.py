"""A second sentence that only makes sense after the first."""

import re
from collections import Counter, defaultdict

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


def _beside(answer: str, name: str, names: list[str], value: float, by: float) -> bool:
    """The value stands after the name and before the next of the names, or in the name's line."""
    text = answer.replace(",", "")
    parts = [re.split("|".join(names), part)[0] for part in text.split(name)[1:]]
    parts += [n for n in text.splitlines() if [m for m in names if m in n] == [name]]
    told = (float(n) for part in parts for n in re.findall(r"\d+(?:\.\d+)?", part))
    return any(abs(n - value) <= by for n in told)


@task("zh")
def by_way_of_paying_instead(world: World) -> Asked:
    chance = world.chance
    shops = chance.sample(["人民路店", "体育馆店", "西湖店", "北站店"], 3)
    ways = ["微信", "支付宝", "现金", "银行卡"]
    total, rows = Counter[str](), []
    for i in range(180):
        way, money = chance.choice(ways), chance.randint(20, 300)
        total[way] += money
        rows.append((f"L{i:04}", chance.choice(shops), way, money))
    world.csv("收款记录.csv", ("流水号", "门店", "支付方式", "金额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*ways).says_not(*shops)
        for way in ways:
            assert _beside(answered.answer, way, ways, total[way], 0.011), answered.answer[:800]

    return Asked("换成按支付方式来算", holds, first=("收款记录.csv 里每家门店一共收了多少钱？",))


@task("en")
def and_in_the_west_alone(world: World) -> Asked:
    chance = world.chance
    carriers = chance.sample(["Falcon", "Mercury", "Pelican", "Comet", "Anchor"], 3)
    times, rows = defaultdict[str, list[int]](list), []
    for i in range(240):
        carrier, region = carriers[i % 3], ["East", "West", "North", "South"][i // 3 % 4]
        days = chance.randint(2, 6) + 2 * (i % 3)
        if region == "West":
            days += chance.randint(3, 9)
            times[carrier].append(days)
        rows.append((f"S{i:04}", carrier, region, days))
    chance.shuffle(rows)
    world.csv("deliveries.csv", ("shipment", "carrier", "region", "days"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*carriers)
        for carrier, days in times.items():
            right = sum(days) / len(days)
            assert _beside(answered.answer, carrier, carriers, right, 0.051), (
                carrier,
                right,
                answered.answer[:800],
            )

    return Asked(
        "now only for the West region",
        holds,
        first=("What is the average delivery time in days of each carrier in deliveries.csv?",),
    )

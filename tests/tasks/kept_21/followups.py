"""Requests that build on the one before."""

from collections import Counter

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near
from tests.tasks.world import World


@task("zh")
def repairs_in_parts_of_a_hundred(world: World) -> Asked:
    chance = world.chance
    houses = chance.sample(["松园", "竹园", "梅园", "兰园", "桂园"], 4)
    counts = {house: 11 + 9 * i + chance.randint(0, 6) for i, house in enumerate(houses)}
    rows = [
        (house, chance.choice(["水管", "门锁", "电灯"]))
        for house, n in counts.items()
        for _ in range(n)
    ]
    chance.shuffle(rows)
    world.csv(
        "报修.csv", ("单号", "楼", "类别"), [(f"W{i:04}", *row) for i, row in enumerate(rows)]
    )

    def holds(answered: Answered) -> None:
        answered.completed().says(*houses)
        for house in houses:
            near(answered, 100 * counts[house] / len(rows))

    return Asked(
        "再算一下每栋楼占总数的百分之几", holds, first=("报修.csv 里每栋楼各有多少条报修？",)
    )


@task("en")
def the_same_for_one_month(world: World) -> Asked:
    chance, sums = world.chance, Counter[str]()
    breads = chance.sample(["rye", "spelt", "brioche", "bagel", "focaccia"], 3)
    month, word = chance.choice([(2, "February"), (3, "March"), (4, "April")])
    rows = []
    for i in range(150):
        at, bread = 2 + i % 5 % 3, breads[i % 3]
        sold = chance.randint(4, 70)
        if at == month:
            sums[bread] += sold
        rows.append((f"2026-{at:02}-{chance.randint(1, 28):02}", bread, sold))
    chance.shuffle(rows)
    world.csv("bakery.csv", ("date", "bread", "sold"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*breads)
        for bread in breads:
            answered.says_number(sums[bread], 0)

    return Asked(
        f"And now the same only for {word} 2026.",
        holds,
        first=("What is the total of sold for each bread in bakery.csv?",),
    )

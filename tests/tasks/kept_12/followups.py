"""Requests that refer to the one before."""

import statistics
from collections import Counter

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near
from tests.tasks.kept_12.analysis import has_numbers
from tests.tasks.world import World


@task("zh")
def by_month_instead(world: World) -> Asked:
    kinds = world.chance.sample(["面包", "蛋糕", "饮料", "饼干"], 3)
    months, rows = Counter[int](), []
    for month in (7, 8, 9, 10):
        for _ in range(world.chance.randint(18, 26)):
            money = world.chance.randint(12, 260)
            months[month] += money
            day = f"2025-{month:02}-{world.chance.randint(1, 30):02}"
            rows.append((day, world.chance.choice(kinds), money))
    world.chance.shuffle(rows)
    world.csv("烘焙店.csv", ("日期", "品类", "营业额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        has_numbers(answered, *months.values(), by=0.001)

    return Asked("换成按月份汇总", holds, first=("烘焙店.csv 按品类汇总营业额",))


@task("en")
def and_the_rent_in_the_middle(world: World) -> Asked:
    districts = world.chance.sample(["Riverside", "Old Town", "Hillside", "Docklands"], 3)
    rows, rents = [], dict[str, list[int]]()
    for rank, district in enumerate(districts):
        rents[district] = [world.chance.randint(500, 700) + 210 * rank for _ in range(15)]
        rents[district] += [2400 + 300 * rank, 3100 + 300 * rank]
        rows += [(district, f"flat {i}", rent) for i, rent in enumerate(rents[district])]
    world.chance.shuffle(rows)
    world.csv("rents.csv", ("district", "flat", "rent"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*districts)
        for district in districts:
            near(answered, statistics.median(rents[district]), by=0.01)

    return Asked(
        "and the median?", holds, first=("What's the average rent per district in rents.csv?",)
    )

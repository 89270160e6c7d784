"""Requests that refer to the one before."""

from collections import Counter

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.world import World


@task("zh")
def shares_as_a_pie(world: World) -> Asked:
    names = world.chance.sample(["研发部", "市场部", "财务部", "人事部", "客服部"], 4)
    counts = {name: world.chance.randint(11, 60) for name in names}
    people = [name for name, count in counts.items() for _ in range(count)]
    world.chance.shuffle(people)
    rows = [(f"G{i:04}", name, 20 + i % 40) for i, name in enumerate(people)]
    world.csv("员工.csv", ("工号", "部门", "年龄"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().picture()
        tells(answered, *names, *map(str, counts.values()))

    return Asked("画成饼图", holds, first=("员工.csv 里每个部门有多少人？",))


@task("en")
def only_one_year(world: World) -> Asked:
    regions = world.chance.sample(["Coast", "Valley", "Highland", "Island"], 3)
    totals, rows = Counter[tuple[str, int]](), []
    for year in (2024, 2025):
        for i in range(120):
            region, amount = regions[i % 3], world.chance.randint(50, 900)
            totals[region, year] += amount
            rows.append((f"{year}-{i % 12 + 1:02}-{i % 28 + 1:02}", region, amount))
    world.csv("bookings.csv", ("date", "region", "amount"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for region in regions:
            answered.says(region).says_number(totals[region, 2025], 0.0005)

    return Asked("now only 2025", holds, first=("total amount by region in bookings.csv please",))

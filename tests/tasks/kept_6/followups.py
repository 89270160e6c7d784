"""A second question that lives on the first."""

from collections import Counter

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near
from tests.tasks.world import World


@task("zh")
def then_on_average(world: World) -> Asked:
    cities = world.chance.sample(["杭州", "成都", "武汉", "西安", "长沙", "青岛"], 4)
    totals, counts, rows = Counter[str](), Counter[str](), []
    for i in range(world.chance.randint(70, 110)):
        city, amount = world.chance.choice(cities), world.chance.randint(30, 990)
        totals[city] += amount
        counts[city] += 1
        rows.append((f"N{i:04}", city, amount))
    world.csv("团购订单.csv", ("单号", "城市", "金额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for city in totals:
            answered.says(city)
            near(answered, totals[city] / counts[city], by=0.06)

    return Asked("那平均每单多少呢", holds, first=("团购订单.csv 里各个城市的总金额是多少",))


@task("en")
def only_the_closed_ones(world: World) -> Asked:
    levels = ["critical", "high", "medium", "low"]
    closed, rows = Counter[str](), []
    for i in range(world.chance.randint(160, 240)):
        level = levels[min(world.chance.randrange(5), 3)]
        state = world.chance.choice(["open", "closed", "closed"])
        closed[level] += state == "closed"
        rows.append((f"T-{i + 1}", level, state))
    world.csv("tickets.csv", ("ticket", "priority", "status"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for level, count in closed.items():
            answered.says(level).says_number(count, 0)

    return Asked(
        "only the closed ones", holds, first=("Count the tickets per priority in tickets.csv",)
    )

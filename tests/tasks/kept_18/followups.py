"""Requests that go on from the one before."""

from collections import Counter

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


@task("zh")
def the_same_as_a_bar_chart(world: World) -> Asked:
    teams = world.chance.sample(["研发部", "市场部", "客服部", "财务部", "行政部"], 4)
    rows = [
        (f"2026-{1 + i % 12:02d}-05", world.chance.choice(teams), world.chance.randint(200, 3000))
        for i in range(120)
    ]
    world.csv("报销.csv", ("日期", "部门", "金额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().picture()

    return Asked(
        "再用柱状图把各部门的金额画出来给我看",
        holds,
        first=("报销.csv 里每个部门的金额合计是多少？",),
    )


@task("en")
def now_without_the_cancelled_ones(world: World) -> Asked:
    cities = world.chance.sample(["Lyon", "Porto", "Ghent", "Turin", "Cork"], 3)
    every, kept, rows = Counter[str](), Counter[str](), []
    for i in range(180):
        city, amount = world.chance.choice(cities), world.chance.randint(50, 800)
        status = world.chance.choice(["paid", "paid", "shipped", "cancelled"])
        every[city] += amount
        kept[city] += 0 if status == "cancelled" else amount
        rows.append((f"B{i:03}", city, status, amount))
    world.csv("bookings.csv", ("id", "city", "status", "amount"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for city in cities:
            answered.says(city).says_number(kept[city], 0.0001)

    return Asked(
        "And what is it if you leave out the rows whose status is cancelled?",
        holds,
        first=("What is the total amount per city in bookings.csv?",),
    )

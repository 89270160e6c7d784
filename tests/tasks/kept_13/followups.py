"""Requests that refer to the one before."""

import statistics
from collections import Counter
from datetime import date, timedelta

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near
from tests.tasks.world import World


@task("zh")
def in_june_alone(world: World) -> Asked:
    kinds = world.chance.sample(["文具", "零食", "日用品", "饮料", "玩具", "图书"], 4)
    june, rows = Counter[str](), []
    for i in range(360):
        at = i % 4
        day = date(2025, 4, 1) + timedelta(days=world.chance.randrange(150))
        amount = world.chance.randint(10, 90) + 40 * at
        if day.month == 6:
            june[kinds[at]] += amount
        rows.append((day.isoformat(), kinds[at], amount))
    rows.sort()
    world.csv("小卖部.csv", ("日期", "品类", "金额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*kinds)
        for kind in kinds:
            answered.says_number(june[kind], 0.0001)

    return Asked("只算 2025 年 6 月的呢？", holds, first=("小卖部.csv 里每个品类一共卖了多少钱？",))


@task("en")
def counting_only_the_families(world: World) -> Asked:
    hotels = world.chance.sample(["Hotel Alma", "Seaview Inn", "The Larch", "Casa Rosa"], 3)
    rows, marks = [], dict[str, list[int]]()
    for i in range(240):
        at = i % 3
        guest = ("family", "couple", "business", "solo")[i // 3 % 4]
        mark = world.chance.randint(1, 4) + 2 * at if guest == "family" else 9 - at
        mark = min(10, mark + world.chance.randint(0, 1))
        if guest == "family":
            marks.setdefault(hotels[at], []).append(mark)
        rows.append((hotels[at], guest, mark))
    world.chance.shuffle(rows)
    world.csv("reviews.csv", ("hotel", "traveller", "rating"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*hotels)
        for hotel in hotels:
            near(answered, statistics.mean(marks[hotel]))

    return Asked(
        "and if you only count the reviews by families?",
        holds,
        first=("What is the average rating of each hotel in reviews.csv?",),
    )

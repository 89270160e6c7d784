"""Requests that refer to the one before."""

import re
from collections import Counter
from datetime import date, timedelta

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import whole
from tests.tasks.world import World


@task("zh")
def one_region_by_month(world: World) -> Asked:
    places = ["华东", "华南", "西北"]
    months, rows = Counter[int](), []
    for i in range(180):
        day = date(2026, 1, 1) + timedelta(days=i)
        for place in places:
            amount = world.chance.randint(100, 999)
            rows.append((day, place, amount))
            months[day.month] += amount if place == "华东" else 0
    world.csv("销售.csv", ("日期", "地区", "销售额"), rows)

    def holds(answered: Answered) -> None:
        told = re.sub(r"(?<=\d),(?=\d{3}\b)", "", whole(answered.completed().picture()))
        for total in months.values():
            assert re.search(rf"(?<!\d){total}(?!\d)", told), (total, told[:1500])

    return Asked(
        "只看华东，按月份画折线图",
        holds,
        first=("销售.csv 里各地区的销售额分别是多少",),
    )


@task("en")
def load_after_traffic(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().says_any("load", "cpu")
        answered.says_any("temperature", "thermal", "°c")
        assert re.search(r"\d", answered.answer), answered.answer

    return Asked(
        "and the load and temperatures?",
        holds,
        first=("how much network traffic is there on this machine right now?",),
    )

"""A second wish about what was just told: each shop apart, a workbook of it."""

import re
from collections import Counter, defaultdict
from html import unescape
from statistics import mean

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells, whole, workbook
from tests.tasks.world import World


@task("zh")
def then_shop_by_shop(world: World) -> Asked:
    goods = world.chance.sample(["牛奶", "面包", "鸡蛋", "酸奶", "果汁", "饼干"], 3)
    shops = world.chance.sample(["东门店", "西门店", "南门店", "北门店"], 3)
    sold: Counter[tuple[str, str]] = Counter()
    rows = []
    for i in range(world.chance.randint(90, 140)):
        cell, count = (goods[i % 3], shops[i // 3 % 3]), world.chance.randint(1, 40)
        sold[cell] += count
        rows.append((f"2026-10-{i % 30 + 1:02}", *cell, count))
    world.csv("便利店.csv", ("日期", "商品", "门店", "数量"), rows)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *goods, *shops)
        numbers = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", whole(answered))}
        assert set(sold.values()) <= numbers, (sold, answered.answer[:1500])

    return Asked("再按门店拆开看一下", holds, first=("便利店.csv 每种商品一共卖了多少",))


@task("en")
def then_as_a_workbook(world: World) -> Asked:
    carriers = world.chance.sample(["Falcon", "BlueLine", "PostNet", "Rapido", "Oxcart"], 4)
    days: dict[str, list[int]] = defaultdict(list)
    rows = []
    for i in range(world.chance.randint(70, 120)):
        carrier, taken = carriers[i % 4], world.chance.randint(1, 6) + 3 * (i % 4)
        days[carrier].append(taken)
        rows.append((f"S{i:04}", carrier, taken))
    world.csv("shipments.csv", ("shipment", "carrier", "delivery_days"), rows)

    def holds(answered: Answered) -> None:
        sheet = unescape(workbook(answered.completed().file(".xlsx")))
        values = [float(n) for n in re.findall(r">(\d+(?:\.\d+)?)<", sheet)]
        for carrier, taken in days.items():
            assert carrier in sheet, sheet[:800]
            assert any(abs(v - mean(taken)) <= 0.06 for v in values), (carrier, mean(taken), sheet)

    return Asked(
        "great, can you put that into an Excel file",
        holds,
        first=("What's the average delivery_days for each carrier in shipments.csv?",),
    )

"""Requests that refer to the one before."""

import re
from collections import Counter

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


@task("zh")
def and_what_part_of_the_whole(world: World) -> Asked:
    ways = ["微信", "支付宝", "现金", "银行卡"]
    totals, rows = Counter[str](), []
    weights = world.chance.sample([6, 4, 2, 1], 4)
    for number in range(240):
        way = ways[number % 4]
        money = world.chance.randint(20, 60) * weights[number % 4]
        totals[way] += money
        rows.append((f"L{number + 1:04}", f"2025-10-{number % 30 + 1:02}", way, money))
    world.chance.shuffle(rows)
    world.csv("流水.csv", ("单号", "日期", "支付方式", "金额"), rows)
    whole = sum(totals.values())

    def holds(answered: Answered) -> None:
        lines = answered.completed().answer.splitlines()
        for way in ways:
            part = 100 * totals[way] / whole
            text = " ".join(line for line in lines if way in line)
            told = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", text)]
            near = any(abs(n - part) <= 0.06 or abs(n - part / 100) <= 0.0006 for n in told)
            assert near or float(round(part)) in told, (way, part, answered.answer[:1200])

    return Asked(
        "那每种各占总额的百分之几？", holds, first=("流水.csv 里每种支付方式一共收了多少钱？",)
    )


@task("en")
def the_vacancies_in_one_town(world: World) -> Asked:
    towns = world.chance.sample(["Lyon", "Ghent", "Turin", "Porto"], 3)
    jobs = [f"{name} Maker" for name in markup.titles(world.chance, 9)]
    items = [
        {
            "title": job,
            "link": f"/job/{at}",
            "town": towns[at % 3],
            "pay": f"€{world.chance.randint(24, 79)}00",
        }
        for at, job in enumerate(jobs)
    ]
    kind = world.chance.choice(["div", "li", "article", "tr"])
    page = markup.listing(world.chance, items, title="Vacancies", kind=kind)
    url = world.serve({"/vacancies": page}) + "/vacancies"
    wanted = [item for item in items if item["town"] == towns[0]]

    def holds(answered: Answered) -> None:
        answered.completed()
        for item in wanted:
            answered.says(item["title"])
        answered.says_not(*(item["title"] for item in items if item not in wanted))

    return Asked(
        f"Show me only the ones in {towns[0]}.",
        holds,
        first=(f"List the vacancies on {url} with their town and pay.",),
    )

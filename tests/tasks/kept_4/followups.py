"""Requests that refer to the one before."""

from collections import Counter

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.world import World


@task("en")
def now_as_a_pie(world: World) -> Asked:
    kinds = world.chance.sample(["Travel", "Food", "Office", "Software", "Training"], 4)
    totals, rows = Counter[str](), []
    for i in range(120):
        kind, amount = kinds[i % 4], world.chance.randint(10, 900)
        totals[kind] += amount
        rows.append((f"2026-{i % 9 + 1:02}-{i % 28 + 1:02}", kind, amount))
    world.csv("expenses.csv", ("date", "category", "amount"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().picture()
        tells(answered, *kinds)

    return Asked(
        "now show that as a pie chart", holds, first=("total amount per category in expenses.csv",)
    )


@task("zh")
def three_of_the_cheapest(world: World) -> Asked:
    names = markup.titles(world.chance, 9, zh=True)
    prices = sorted(world.chance.sample(range(20, 400), 9))
    items = [
        {"title": name, "link": f"/g/{i}", "price": f"¥{price}.50"}
        for i, (name, price) in enumerate(zip(names, prices, strict=True))
    ]
    world.chance.shuffle(items)
    url = world.serve({"/goods": markup.listing(world.chance, items, title="商品")})

    def holds(answered: Answered) -> None:
        answered.completed().says(*names[:3]).says_not(*names[3:])

    return Asked("只要最便宜的3个", holds, first=(f"抓取 {url}/goods 上的商品名称和价格",))

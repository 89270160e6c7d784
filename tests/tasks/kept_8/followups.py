"""Requests that refer to the one before."""

from collections import Counter

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


@task("zh")
def only_the_first_two(world: World) -> Asked:
    cities = world.chance.sample(["苏州", "青岛", "厦门", "成都", "武汉", "长沙"], 5)
    totals, rows = Counter[str](), []
    for i in range(150):
        at = i % 5
        amount = world.chance.randint(100, 300) + 150 * at
        totals[cities[at]] += amount
        rows.append((f"X{i:04}", cities[at], amount))
    world.chance.shuffle(rows)
    world.csv("销售明细.csv", ("单号", "城市", "金额"), rows)
    best = [city for city, _ in totals.most_common(2)]

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*best)
        answered.says_not(*(city for city in cities if city not in best))
        for city in best:
            answered.says_number(totals[city], 0.0005)

    return Asked(
        "只要金额最高的前两名", holds, first=("按城市汇总 销售明细.csv 的金额，从高到低排",)
    )


@task("en")
def then_into_a_file(world: World) -> Asked:
    items = [
        {"title": title, "link": f"/item/{i}", "price": f"${world.chance.randint(11, 99)}.50"}
        for i, title in enumerate(markup.titles(world.chance, 7))
    ]
    kind = world.chance.choice(["div", "li", "article", "tr"])
    page = markup.listing(world.chance, items, title="Shop", kind=kind)
    url = world.serve({"/shop": page})

    def holds(answered: Answered) -> None:
        lines = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for item in items:
            price = item["price"][1:-1]  # 12.50 may be written 12.5
            assert any(item["title"] in n and price in n for n in lines), (item, lines)

    return Asked(
        "ok, save that as a csv file",
        holds,
        first=(f"Get the names and prices of all products on {url}/shop",),
    )

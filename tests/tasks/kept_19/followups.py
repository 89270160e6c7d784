"""Requests that refer to the one before."""

from collections import Counter

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


@task("zh")
def what_the_refunds_come_to(world: World) -> Asked:
    rows = [
        (f"T{i:04}", world.chance.choice(["完成", "完成", "待发货", "退款"]), amount)
        for i, amount in enumerate(world.chance.sample(range(30, 900), 70))
    ]
    world.csv("网店订单.csv", ("单号", "状态", "金额"), rows)
    total = sum(amount for _, state, amount in rows if state == "退款")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(total, 1e-6)

    return Asked(
        "这些订单的金额加起来是多少？", holds, first=("列出 网店订单.csv 里状态是退款的订单",)
    )


@task("en")
def drawn_as_bars_afterwards(world: World) -> Asked:
    stores = world.chance.sample(["Dover", "Leeds", "Perth", "Bath", "York"], 4)
    counts, rows = Counter[str](), []
    for i in range(110):
        store, count = world.chance.choice(stores), world.chance.randint(1, 50)
        counts[store] += count
        rows.append((f"A{i}", store, count))
    world.csv("warehouse_stock.csv", ("article", "warehouse", "quantity"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().picture()

    return Asked(
        "nice, now draw that as a bar chart please",
        holds,
        first=("What is the total quantity per warehouse in warehouse_stock.csv?",),
    )

"""Tasks that refer to the task before them."""

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

REGIONS = ("North", "South", "East", "West")


def sales(world: World) -> dict[tuple[str, str], int]:
    """sales.csv with totals by (region, month)."""
    rows, totals = [], {}
    for _ in range(120):
        region, month = world.chance.choice(REGIONS), world.chance.randint(1, 6)
        amount = world.chance.randint(10, 900)
        rows.append((f"2026-{month:02}-{world.chance.randint(1, 28):02}", region, amount))
        key = region, f"2026-{month:02}"
        totals[key] = totals.get(key, 0) + amount
    world.csv("sales.csv", ("date", "region", "amount"), rows)
    return totals


@task("en")
def only_one_region(world: World) -> Asked:
    totals = sales(world)
    west = sum(v for (region, _), v in totals.items() if region == "West")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(west)

    return Asked("only the West", holds, first=("total amount in sales.csv",))


@task("zh")
def now_by_month_as_a_plot(world: World) -> Asked:
    totals = sales(world)
    january = sum(v for (_, month), v in totals.items() if month == "2026-01")

    def holds(answered: Answered) -> None:
        answered.completed().picture().says_number(january)

    return Asked("现在按月份画", holds, first=("统计 sales.csv 里 amount 的总和",))

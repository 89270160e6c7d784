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


@task("zh")
def another_measure(world: World) -> Asked:
    totals = sales(world)
    by_region: dict[str, int] = {}
    for (region, _), value in totals.items():
        by_region[region] = by_region.get(region, 0) + value
    best = max(by_region, key=lambda region: by_region[region])

    def holds(answered: Answered) -> None:
        answered.completed().says(best).says_number(by_region[best])

    return Asked("哪个最高？", holds, first=("按地区统计 sales.csv 的总额",))


@task("en")
def and_for_another_region(world: World) -> Asked:
    totals = sales(world)
    east = sum(v for (region, _), v in totals.items() if region == "East")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(east)

    first = ("total amount in sales.csv", "only the West")
    return Asked("and for the East?", holds, first=first)


@task("en")
def what_about_the_other_file(world: World) -> Asked:
    sales(world)
    amounts = [world.chance.randint(1000, 9000) for _ in range(9)]
    world.csv("feb.csv", ("region", "amount"), [("North", a) for a in amounts])

    def holds(answered: Answered) -> None:
        answered.completed().says_number(sum(amounts))

    return Asked("what about feb.csv?", holds, first=("total amount in sales.csv",))


@task("zh")
def the_file_that_was_missing(world: World) -> Asked:
    totals = sales(world)
    west = sum(v for (region, _), v in totals.items() if region == "West")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(west)

    return Asked("sales.csv", holds, first=("统计每个地区的总额",))


@task("zh")
def keep_what_was_found(world: World) -> Asked:
    sales(world)

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".csv").read_text(encoding="utf-8-sig")
        assert all(region in text for region in REGIONS)

    return Asked("保存成 csv", holds, first=("统计 sales.csv 每个地区的总额",))


@task("en")
def fewer_items_of_a_page(world: World) -> Asked:
    titles = [f"Story {world.chance.randint(1000, 9999)} about ships" for _ in range(8)]
    items = "".join(f'<li class="s"><a href="/{i}">{t}</a></li>' for i, t in enumerate(titles))
    url = world.serve({"/news": f"<html><body><h1>News</h1><ul>{items}</ul></body></html>"})

    def holds(answered: Answered) -> None:
        answered.completed().says(*titles[:3]).says_not(*titles[3:])

    return Asked("just the first 3", holds, first=(f"scrape the titles of {url}/news",))


@task("en")
def the_same_folder(world: World) -> Asked:
    count = world.chance.randint(3, 9)
    for number in range(count):
        world.text(f"src/mod{number}.py", "x = 1\n" * (number + 1))
    world.text("src/notes.md", "hello")
    total = sum(range(1, count + 1))

    def holds(answered: Answered) -> None:
        answered.completed().says_number(total)

    first = ("how many python files are in src",)
    return Asked("and how many lines of code do they have?", holds, first=first)


@task("zh")
def a_task_of_its_own(world: World) -> Asked:
    sales(world)
    world.text("notes/a.txt", "x")
    world.text("notes/b.txt", "y")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(2)

    return Asked("notes 目录下有多少个文件", holds, first=("统计 sales.csv 里 amount 的总和",))


@task("zh")
def average_instead(world: World) -> Asked:
    amounts = {}
    rows = []
    for _ in range(50):
        region, amount = world.chance.choice(REGIONS), world.chance.randint(10, 900)
        amounts.setdefault(region, []).append(amount)
        rows.append((region, amount))
    world.csv("订单.csv", ("地区", "金额"), rows)
    mean = sum(amounts["North"]) / len(amounts["North"])

    def holds(answered: Answered) -> None:
        answered.completed().says_number(mean)

    return Asked("换成平均值", holds, first=("统计订单.csv每个地区的金额总和",))


@task("zh")
def one_after_the_other(world: World) -> Asked:
    amounts: dict[str, list[int]] = {}
    rows = []
    for number in range(60):
        region = world.chance.choice(REGIONS)
        amount, member = world.chance.randint(10, 900), ("是", "否")[number % 2]
        rows.append((region, member, amount))
        if member == "是":
            amounts.setdefault(region, []).append(amount)
    world.csv("订单.csv", ("地区", "是否会员", "金额"), rows)
    mean = sum(amounts["East"]) / len(amounts["East"])

    def holds(answered: Answered) -> None:
        answered.completed().says_number(mean)

    first = ("统计订单.csv每个地区的金额总和", "只看会员")
    return Asked("换成平均值", holds, first=first)


@task("en")
def another_format(world: World) -> Asked:
    names = [f"Ann{world.chance.randint(100, 999)}" for _ in range(4)]
    world.csv("people.csv", ("name", "age"), [(name, 30) for name in names])

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".yaml").read_text(encoding="utf-8")
        assert all(name in text for name in names)

    return Asked("and as yaml please", holds, first=("convert people.csv to json",))


@task("en")
def nothing_before(world: World) -> Asked:
    sales(world)
    world.csv("more.csv", ("region", "amount"), [("West", 5)])

    def holds(answered: Answered) -> None:
        answered.failed()

    return Asked("only the West", holds)


@task("en")
def the_same_for_one_month(world: World) -> Asked:
    totals = sales(world)
    march = {region: totals.get((region, "2026-03"), 0) for region in REGIONS}
    least = min(march, key=lambda region: march[region])

    def holds(answered: Answered) -> None:
        answered.completed().says(least).says_number(march[least])

    first = ("which region sold most in sales.csv?", "and the lowest?")
    return Asked("same for March", holds, first=first)


@task("zh")
def why_one_is_the_highest(world: World) -> Asked:
    totals = sales(world)
    by_region = {r: sum(v for (region, _), v in totals.items() if region == r) for r in REGIONS}
    best = max(by_region, key=lambda region: by_region[region])
    others = (sum(by_region.values()) - by_region[best]) / 3

    def holds(answered: Answered) -> None:
        answered.completed().says(best).says_number(by_region[best]).says_number(others)

    return Asked("为什么？", holds, first=("按地区统计 sales.csv 的总额", "哪个最高？"))

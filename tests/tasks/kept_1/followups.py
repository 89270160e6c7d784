"""Tasks that lean on the one before them."""

import tomllib
from collections import Counter

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

CITIES = ("上海", "广州", "成都", "西安")


def _orders(world: World, header: tuple[str, str, str]) -> tuple[Counter[str], Counter[int]]:
    """订单.csv, its totals by city and by month."""
    cities, months, rows = Counter[str](), Counter[int](), []
    for i in range(100):
        city, month = CITIES[i % 4], world.chance.randint(1, 5)
        amount = world.chance.randint(20, 800)
        rows.append((f"2026-{month:02}-{i % 27 + 1:02}", city, amount))
        cities[city] += amount
        months[month] += amount
    world.csv("订单.csv", header, rows)
    return cities, months


@task("zh")
def one_city_of_them(world: World) -> Asked:
    cities, _ = _orders(world, ("日期", "城市", "金额"))

    def holds(answered: Answered) -> None:
        answered.completed().says_number(cities["广州"], 0).says_not("西安")

    return Asked("只要广州的", holds, first=("订单.csv 各城市的金额一共多少",))


@task("zh")
def then_as_bars(world: World) -> Asked:
    cities, _ = _orders(world, ("日期", "城市", "金额"))

    def holds(answered: Answered) -> None:
        answered.completed().picture().says(*CITIES).says_number(cities["上海"], 0)

    return Asked("再画成柱状图", holds, first=("按城市汇总 订单.csv 的金额",))


@task("en")
def the_same_in_toml(world: World) -> Asked:
    ports = {name: world.chance.randint(1000, 9999) for name in ("web", "mail", "cache")}
    text = "services:\n" + "".join(f"  - name: {n}\n    port: {p}\n" for n, p in ports.items())
    world.text("services.yaml", text)

    def holds(answered: Answered) -> None:
        read = tomllib.loads(answered.completed().file(".toml").read_text("utf-8"))
        records = next(value for value in read.values() if isinstance(value, list))
        assert {record["name"]: record["port"] for record in records} == ports, read

    return Asked("and as toml please", holds, first=("convert services.yaml to json",))

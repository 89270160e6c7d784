"""Requests that build on the one before."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


@task("zh")
def the_sums_before_as_bars(world: World) -> Asked:
    kinds = world.chance.sample(["水果", "蔬菜", "肉类", "零食", "饮料"], 4)
    rows = [
        (f"D{i:03}", kinds[i % 4], world.chance.randint(10, 200) + 30 * (i % 4)) for i in range(100)
    ]
    world.csv("进货.csv", ("单号", "品类", "金额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().picture()

    first = ("统计 进货.csv 里每个品类的总金额",)
    return Asked("把这个结果画成柱状图", holds, first=first)


@task("en")
def and_only_those_of_one_path(world: World) -> Asked:
    paths = world.chance.sample(["/checkout", "/basket", "/invoice", "/coupon"], 3)
    at, lines, missing = datetime(2025, 9, 1, 7, tzinfo=UTC), [], Counter[str]()
    for _ in range(260):
        at += timedelta(seconds=world.chance.randint(2, 50))
        path, status = world.chance.choice(paths), world.chance.choice([200, 200, 200, 404, 301])
        missing[path] += status == 404
        lines.append(
            f"192.168.7.{world.chance.randint(2, 90)} - - [{at:%d/%b/%Y:%H:%M:%S %z}] "
            f'"GET {path} HTTP/1.1" {status} {world.chance.randint(300, 4000)} "-" "curl/8.5.0"'
        )
    world.text("web.log", "\n".join(lines) + "\n")
    picked = world.chance.choice(paths)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(missing[picked], 0)

    return Asked(
        f"and how many of those were for {picked}?",
        holds,
        first=("How many requests in web.log got a 404?",),
    )

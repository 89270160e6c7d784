"""Requests that lean on the one before."""

from collections import Counter

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.world import World


@task("zh")
def the_same_by_another_column(world: World) -> Asked:
    products, channels = ["面粉", "食油", "大米"], ["门店", "网店", "团购"]
    sums, rows = Counter[str](), []
    for n in range(160):
        channel, amount = world.chance.choice(channels), world.chance.randint(50, 700)
        sums[channel] += amount
        rows.append((f"N{n}", products[n % 3], channel, amount))
    world.csv("粮油.csv", ("单号", "产品", "渠道", "金额"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*channels)
        for total in sums.values():
            answered.says_number(total, 0.0001)

    return Asked("那按渠道呢？", holds, first=("按产品汇总 粮油.csv 的金额合计",))


@task("en")
def only_marks_of_one_folder(world: World) -> Asked:
    tokens = {
        folder: [f"case{world.chance.randint(10000, 99999)}" for _ in range(3)]
        for folder in ("api", "views", "jobs")
    }
    for folder, told in tokens.items():
        lines = [f"step_{n} = {n}  # TODO: {token}" for n, token in enumerate(told)]
        world.text(f"site/{folder}/main.py", "\n".join(lines) + "\n")
    folder = world.chance.choice(list(tokens))

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *tokens[folder])
        answered.says_not(*(t for other, told in tokens.items() if other != folder for t in told))

    return Asked(
        f"only those in the {folder} folder please",
        holds,
        first=("List all TODO comments in the folder site",),
    )

"""Requests that go on from the answer before."""

from collections import Counter

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


@task("zh")
def carriers_counted_then_drawn(world: World) -> Asked:
    carriers = world.chance.sample(["顺丰", "中通", "圆通", "韵达", "京东"], 4)
    rows = [
        (f"Y{i:04}", world.chance.choices(carriers, [4, 3, 2, 1])[0], world.chance.randint(1, 20))
        for i in range(130)
    ]
    world.csv("发货记录.csv", ("单号", "快递公司", "重量"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().picture()

    return Asked(
        "很好，把各家的单量画成柱状图给我",
        holds,
        first=("统计 发货记录.csv 里每家快递公司各有多少单",),
    )


@task("en")
def branches_again_for_audiobooks_only(world: World) -> Asked:
    branches = world.chance.sample(["Riverside", "Old Town", "Station", "Hillcrest"], 3)
    kinds = ["novel", "audiobook", "comic"]
    counts, rows = Counter[str](), []
    for i in range(210):
        branch = world.chance.choices(branches, [5, 3, 2])[0]
        kind = world.chance.choice(kinds)
        counts[branch] += kind == "audiobook"
        rows.append((f"L{i:04}", branch, kind))
    world.csv("lending.csv", ("loan", "branch", "kind"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().says(*branches)
        for times in counts.values():
            answered.says_number(times, 0)

    return Asked(
        "and only the audiobooks?",
        holds,
        first=("How many loans did each branch have in lending.csv? kind is the type of item.",),
    )

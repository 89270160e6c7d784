"""Requests that refer to the one before."""

from collections import Counter

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


@task("zh")
def and_of_these_the_women(world: World) -> Asked:
    wards = world.chance.sample(["内科", "外科", "儿科", "眼科", "骨科"], 4)
    women, rows = Counter[str](), []
    for i, ward in enumerate(wards):
        for woman in [True] * world.chance.randint(20 + 9 * i, 27 + 9 * i) + [False] * (60 - i):
            women[ward] += woman
            rows.append((ward, "女" if woman else "男", world.chance.randint(3, 88)))
    world.chance.shuffle(rows)
    numbered = [(f"G{i:04}", *row) for i, row in enumerate(rows)]
    world.csv("挂号记录.csv", ("号码", "科室", "性别", "年龄"), numbered)

    def holds(answered: Answered) -> None:
        answered.completed().says(*wards)
        for ward in wards:
            answered.says_number(women[ward], 0)

    return Asked("那只看女性呢？", holds, first=("统计 挂号记录.csv 里每个科室有多少人挂号",))


@task("en")
def now_as_a_picture(world: World) -> Asked:
    totals, rows = Counter[str](), []
    names = world.chance.sample(["Ana", "Boris", "Chloe", "Dinesh", "Emil", "Farah"], 4)
    for i in range(80):
        name, tip = names[i % 4], world.chance.randint(2, 40)
        totals[name] += tip
        rows.append((f"2026-10-{1 + i % 30:02}", name, tip))
    world.csv("tips.csv", ("date", "waiter", "tip"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().picture()

    return Asked(
        "nice, now draw that as a bar chart",
        holds,
        first=("How much did each waiter get in tips in total, according to tips.csv?",),
    )

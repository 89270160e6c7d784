"""Requests that lean on the one before."""

from collections import Counter, defaultdict

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


@task("zh")
def and_without_the_weekend(world: World) -> Asked:
    days = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    stalls = world.chance.sample(["糖水铺", "烤串摊", "豆花店", "煎饼车"], 3)
    every, weekdays, rows = Counter[str](), Counter[str](), []
    for i in range(210):
        stall, day, count = stalls[i % 3], days[i % 7], world.chance.randint(20, 90)
        every[stall] += count
        weekdays[stall] += count * (day not in ("周六", "周日"))
        rows.append((day, stall, count))
    world.csv("夜市.csv", ("星期", "摊位", "销量"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for stall in stalls:
            answered.says(stall).says_number(weekdays[stall], 0)

    return Asked("那去掉周六和周日的呢？", holds, first=("统计 夜市.csv 里每个摊位的总销量",))


@task("en")
def now_drawn_as_bars(world: World) -> Asked:
    classes = world.chance.sample(["Oak", "Birch", "Cedar", "Maple", "Willow"], 4)
    marks = defaultdict(list)
    for i in range(80):
        marks[classes[i % 4]].append(world.chance.randint(40, 100))
    rows = [(c, mark) for c, given in marks.items() for mark in given]
    world.csv("marks.csv", ("class", "mark"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().picture()

    return Asked(
        "Put these averages in a bar chart for my slides",
        holds,
        first=("What is the average mark of each class in marks.csv?",),
    )

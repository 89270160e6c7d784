"""A second sentence that leans on the first."""

from collections import Counter
from datetime import date, timedelta

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.kept_10.reading import beside, lines, numbers
from tests.tasks.world import World


@task("zh")
def then_every_month_as_a_line(world: World) -> Asked:
    chance = world.chance
    totals, rows = Counter[int](), []
    for i in range(180):
        day = date(2025, 1, 1) + timedelta(days=i)
        for ward in ("内科", "外科", "儿科"):
            seen = chance.randint(5, 30)
            totals[day.month] += seen
            rows.append((day.isoformat(), ward, seen))
    world.csv("门诊.csv", ("日期", "科室", "就诊人数"), rows)

    def holds(answered: Answered) -> None:
        answered.completed().picture()
        told = [n for line in lines(answered) for n in numbers(line)]
        for month, seen in totals.items():
            assert seen in told, (month, seen, answered.answer[:1200])

    return Asked(
        "改成按月统计，把每个月的人数列出来，再画折线图",
        holds,
        first=("统计 门诊.csv 里每个科室的就诊人数合计",),
    )


@task("en")
def without_the_cancelled_ones(world: World) -> Asked:
    chance = world.chance
    towns = chance.sample(["Leeds", "York", "Hull", "Ripon", "Selby"], 3)
    left, rows = Counter[str](), []
    for i in range(240):
        town = chance.choice(towns)
        status = chance.choice(["shipped", "delivered", "cancelled"])
        left[town] += status != "cancelled"
        rows.append((f"B{i:04}", town, status))
    chance.shuffle(rows)
    world.csv("bookings.csv", ("booking", "town", "status"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for town in towns:
            beside(answered, town, left[town], by=0)

    return Asked(
        "Same again without the cancelled ones.",
        holds,
        first=("How many rows does each town have in bookings.csv?",),
    )


@task("en")
def films_among_the_big_ones(world: World) -> Asked:
    chance = world.chance
    films: list[str] = []
    rest: list[str] = []
    for i, title in enumerate(markup.titles(chance, 9)):
        ending, big = ("mp4", "zip", "wav")[i % 3], i < 6
        name = f"{title.lower().replace(' ', '-')}.{ending}"
        size = chance.randint(220, 400) if big else chance.randint(5, 60)
        world.file(f"media/{('a', 'b')[i % 2]}/{name}", chance.randbytes(size * 1000))
        (films if big and ending == "mp4" else rest).append(name)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *films)
        answered.says_not(*rest)

    return Asked(
        "only the .mp4 ones",
        holds,
        first=("List all files below media that are larger than 150 KB.",),
    )

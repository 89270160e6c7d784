"""Second sentences: another grouping of the same table, a part of it."""

from collections import Counter

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.kept_11.told import everything, numbers, together
from tests.tasks.world import World


@task("zh")
def now_by_quarter_as_a_line(world: World) -> Asked:
    goods = world.chance.sample(["绿茶", "红茶", "咖啡", "果汁"], 3)
    quarters, cells, rows = Counter[int](), Counter[tuple[str, int]](), []
    for i in range(240):
        month = 1 + i % 12
        amount, thing = world.chance.randint(100, 900), world.chance.choice(goods)
        quarters[(month - 1) // 3] += amount
        cells[thing, (month - 1) // 3] += amount
        rows.append((f"2024-{month:02}-{1 + i % 28:02}", thing, amount))
    rows.sort()
    world.csv("流水.csv", ("日期", "产品", "金额"), rows)

    def holds(answered: Answered) -> None:
        told = numbers(everything(answered.completed().picture()))
        ways = (quarters.values(), cells.values())  # of all products, or a line for each
        assert any({float(n) for n in way} <= told for way in ways), answered.answer[:1200]

    return Asked("现在按季度画折线图", holds, first=("每个产品在 流水.csv 里的总金额是多少？",))


@task("en")
def just_one_office(world: World) -> Asked:
    offices = world.chance.sample(["Berlin", "Oslo", "Lisbon", "Dublin"], 3)
    projects = ["apollo", "boreas", "cronos", "demeter"]
    hours, rows = Counter[str](), []
    for i in range(240):
        office, project = offices[i % 3], projects[i // 3 % 4]
        spent = world.chance.randint(1, 40)
        if office == offices[0]:
            hours[project] += spent
        rows.append((f"T{i:04}", office, project, spent))
    world.chance.shuffle(rows)
    world.csv("timesheet.csv", ("entry", "office", "project", "hours"), rows)

    def holds(answered: Answered) -> None:
        answered.completed()
        for project, total in hours.items():
            together(answered, project, total)

    return Asked(f"only {offices[0]}", holds, first=("sum the hours per project in timesheet.csv",))

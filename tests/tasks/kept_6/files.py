"""What folders hold: counts, sizes, dates, calls, lines, two settings compared."""

import os
from datetime import UTC, datetime

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near, tells
from tests.tasks.markup import NOUNS
from tests.tasks.world import World


@task("zh")
def count_and_size_of_photos(world: World) -> Asked:
    count, size = world.chance.randint(13, 29), 0
    for i in range(count):
        content = world.chance.randbytes(world.chance.randint(60_000, 140_000))
        size += len(content)
        world.file(f"旅行照片/DSC_{4000 + i}.jpg", content)
    for i in range(world.chance.randint(3, 6)):
        world.file(f"旅行照片/截图{i}.png", world.chance.randbytes(5000))

    def holds(answered: Answered) -> None:
        answered.completed().says_number(count, 0)
        sizes = [size, size / 1e3, size / 2**10, size / 1e6, size / 2**20]
        near(answered, *sizes, *map(round, sizes[:3]))

    return Asked("旅行照片 文件夹里有多少个jpg文件，一共占多大空间？", holds)


@task("en")
def not_modified_for_years(world: World) -> Asked:
    names = [f"{noun.lower()}-{world.chance.randint(10, 99)}.txt" for noun in NOUNS]
    old = set(world.chance.sample(names, world.chance.randint(3, 5)))
    for name in names:
        path = world.text(f"shared/{name}", f"notes on {name}\n")
        if name in old:
            year, month = world.chance.randint(2020, 2023), world.chance.randint(1, 12)
            changed_s = datetime(year, month, 14, tzinfo=UTC).timestamp()
            os.utime(path, (changed_s, changed_s))

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *old)
        answered.says_not(*(name for name in names if name not in old))

    return Asked("List the files in the shared folder that were last modified before 2024", holds)


@task("zh")
def where_a_function_is_called(world: World) -> Asked:
    calls = {}
    for name in ("signup.py", "billing.py", "jobs.py", "views.py", "models.py"):
        lines = [f"value_{i} = {i}" for i in range(world.chance.randint(30, 60))]
        if name in ("signup.py", "billing.py", "jobs.py"):
            calls[name] = world.chance.randint(12, len(lines))
            lines[calls[name] - 1] = f'send_sms("138", "{name[:-3]}")'
        world.text(f"backend/{name}", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_not("views.py", "models.py")
        for name, line in calls.items():
            answered.says(name).says_number(line, 0)

    return Asked("backend目录下哪些py文件用到了send_sms，在第几行", holds)


@task("en")
def lines_of_python(world: World) -> Asked:
    total, empty, comments, others = 0, 0, 0, 0
    for i in range(world.chance.randint(4, 7)):
        code, blank = world.chance.randint(30, 90), world.chance.randint(5, 12)
        note = world.chance.randint(2, 8)
        lines = [f"a{n} = {n}" for n in range(code)] + [""] * blank + ["# a note"] * note
        total, empty, comments = total + len(lines) + 1, empty + blank, comments + note
        world.text(f"src/pkg/m{i}.py", "\n".join([*lines, "end = 1"]) + "\n")
    for i in range(3):
        others += 40
        world.text(f"src/page{i}.js", "let a = 1;\n" * 40)

    def holds(answered: Answered) -> None:
        near(answered.completed(), total, total - empty, total - empty - comments, by=0)

    return Asked("How many lines of Python code are there in src?", holds)


@task("en")
def two_settings_files_compared(world: World) -> Asked:
    keys = ["host", "port", "workers", "timeout", "cache_mb", "log_level", "retries", "region"]
    values = {key: str(world.chance.randint(1000, 4999)) for key in keys}
    changed = world.chance.sample(keys, 3)
    other = values | {key: str(world.chance.randint(5000, 9999)) for key in changed}
    for name, held in (("staging.ini", values), ("production.ini", other)):
        text = "".join(f"{key} = {value}\n" for key, value in held.items())
        world.text(name, f"[app]\n{text}")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *changed)
        for key in changed:
            tells(answered, values[key], other[key])

    return Asked("what's different between staging.ini and production.ini?", holds)

"""This computer and its services watched for some seconds."""

import os

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import growing, holding
from tests.tasks.judging import between
from tests.tasks.world import World


@task("zh")
def how_busy_it_has_been(_world: World) -> Asked:
    before = os.getloadavg()[0]

    def holds(answered: Answered) -> None:
        after = os.getloadavg()[0]
        answered.completed().says_any("负载", "load")
        between(answered, min(before, after), max(before, after), slack=0.35)

    return Asked("这台机器最近 1 分钟的平均负载是多少？", holds)


@task("en")
def memory_of_one_process_watched(world: World) -> Asked:
    size = world.chance.choice([80, 140, 230])
    pid = holding(world, size).pid

    def holds(answered: Answered) -> None:
        answered.completed().says(str(pid))
        between(answered, size, size + 25)

    return Asked(
        f"Watch process {pid} for 4 seconds: how many megabytes "
        "of memory (RSS) does it use at most?",
        holds,
    )


@task("zh")
def a_log_watched_for_a_bad_line(world: World) -> Asked:
    code = f"E{world.chance.randint(1000, 9999)}"
    lines = [f"2026-10-01 09:00:{n % 60:02} INFO 处理完成 {n}" for n in range(80)]
    for at in range(14, 80, 9):
        lines[at] = f"2026-10-01 09:00:{at % 60:02} FATAL 磁盘写入失败 {code}"
    world.text("服务.log", "2026-10-01 08:59:59 INFO 启动\n")
    growing(world, "服务.log", lines)

    def holds(answered: Answered) -> None:
        answered.completed().says("FATAL").says(code)

    return Asked(
        "盯着 服务.log 15 秒，新写入的行里如果出现 FATAL 就把那一行告诉我", holds, changes=True
    )


@task("en")
def addresses_asked_whether_they_are_well(world: World) -> Asked:
    paths = [f"/{word}" for word in world.chance.sample(["pay", "stock", "users", "mail"], 4)]
    ill, code = paths[0], world.chance.choice([500, 502, 503])
    pages = dict.fromkeys(paths[1:], "<p>fine</p>")
    base = world.serve({**pages, ill: lambda _path: (code, "<p>down</p>")})
    asked = world.chance.sample(paths, 4)

    def holds(answered: Answered) -> None:
        answered.completed().says(ill).says_number(code, 0)
        assert set(world.hits) >= set(paths), world.hits

    listed = ", ".join(base + path for path in asked)
    return Asked(
        f"Check these addresses: {listed}. Which of them is "
        "not healthy and what status does it return?",
        holds,
    )

"""This computer and its services: its load, a process held to a limit, a log, an address."""

import os

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import growing, holding
from tests.tasks.judging import between, near
from tests.tasks.world import World


@task("zh")
def load_of_three_spans(_world: World) -> Asked:
    before = os.getloadavg()

    def holds(answered: Answered) -> None:
        answered.completed()
        for then, now in zip(before[1:], os.getloadavg()[1:], strict=True):
            between(answered, min(then, now), max(then, now), max(0.3, 0.1 * now))

    return Asked("看一下这台机器现在的系统负载，1 分钟、5 分钟、15 分钟的平均值各是多少？", holds)


@task("en")
def memory_held_to_a_limit(world: World) -> Asked:
    size = world.chance.randint(140, 220)
    beyond = world.chance.random() < 0.5
    limit = size - 70 if beyond else size + 150
    pid = holding(world, size).pid

    def holds(answered: Answered) -> None:
        between(answered.completed(), size, 1.05 * (size + 40))
        if beyond:
            answered.says_any("above", "exceed", "over", "yes", "crossed", "more than", "higher")
            answered.says_not("never", "did not", "didn't", "stayed below", "stayed under")
        else:
            answered.says_any("not ", "n't", "never", "no", "below", "under", "within", "0 ")

    return Asked(
        f"Watch the memory of the process {pid} for 5 seconds: what was the most it used, in MB, "
        f"and did it go above {limit} MB?",
        holds,
    )


@task("zh")
def failures_while_a_log_grows(world: World) -> Asked:
    code = f"E{world.chance.randint(1000, 9999)}"
    lines = ["INFO 处理完成", "INFO 心跳正常", f"ERROR {code} 连接数据库失败", "WARN 响应变慢"]
    world.text("任务队列.log", "INFO 启动\nERROR E0001 旧的错误\n")
    growing(world, "任务队列.log", lines * 120, 0.2)

    def holds(answered: Answered) -> None:
        answered.completed().says(code)
        between(answered, 9, 12)
        answered.says_not("E0001")

    return Asked(
        "盯着 任务队列.log 看 8 秒，这段时间里新增了多少条 ERROR？内容是什么？", holds, changes=True
    )


@task("en")
def address_that_fails_at_times(world: World) -> Asked:
    pattern = [200] * 8
    for at in world.chance.sample(range(8), world.chance.randint(2, 4)):
        pattern[at] = 503
    told: list[int] = []

    def ping(_path: str) -> tuple[int, str]:
        told.append(pattern[len(told) % 8])
        return told[-1], "<p>pong</p>"

    url = world.serve({"/ping": ping}) + "/ping"

    def holds(answered: Answered) -> None:
        answered.completed().says("503")
        assert len(told) >= 8, told
        near(answered, told.count(503), told[:8].count(503), told[-8:].count(503), by=0)

    return Asked(
        f"Check the health of {url} 8 times, once per second. How many of the checks failed, and "
        "with what status?",
        holds,
    )

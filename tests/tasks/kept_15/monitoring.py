"""This computer over some seconds: its load, one process, a log that grows, a page's health."""

import os
import re
import time

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import growing, holding
from tests.tasks.judging import between
from tests.tasks.world import World


@task("zh")
def how_busy_the_machine_is(_world: World) -> Asked:
    before = os.getloadavg()

    def holds(answered: Answered) -> None:
        answered.completed()
        for first, last, slack in zip(before, os.getloadavg(), (2.0, 1.0, 0.5), strict=True):
            between(answered, min(first, last), max(first, last), slack)

    return Asked("系统现在的平均负载是多少？1 分钟、5 分钟和 15 分钟的都要。", holds)


@task("en")
def memory_of_one_process_against_a_limit(world: World) -> Asked:
    size = world.chance.randint(60, 120)
    over = world.chance.random() < 0.5
    limit = size - 30 if over else size + 90
    pid = holding(world, size).pid
    began = time.monotonic()

    def holds(answered: Answered) -> None:
        answered.completed()
        assert time.monotonic() - began >= 4, "it was not watched for long enough"
        between(answered, size, (size + 30) * 1.05)
        if over:
            answered.says_any("yes", "above", "exceed", "over", "more than", "higher", ">")
        else:
            answered.says_any("no", "below", "under", "within", "less", "lower", "<", "n't")

    text = (
        f"Watch the process with pid {pid} for 5 seconds. Does its memory go over {limit} MB? "
        "Tell me the highest value you saw in MB."
    )
    return Asked(text, holds)


@task("zh")
def new_errors_while_looking(world: World) -> Asked:
    codes = [f"E{world.chance.randint(10**5, 10**6 - 1)}" for _ in range(12)]
    old = f"E{world.chance.randint(10**6, 10**7)}"
    lines = []
    for code in codes:
        lines += ["INFO 心跳正常", f"ERROR 写入失败 {code}", "INFO 任务完成 ok", "INFO 心跳正常"]
    world.text("服务.log", f"INFO 启动\nERROR 旧的错误 {old}\n")
    growing(world, "服务.log", lines)
    began = time.monotonic()

    def holds(answered: Answered) -> None:
        answered.completed().says_not(old, "任务完成 ok")
        assert time.monotonic() - began >= 5.5, "it was not followed for long enough"
        told = [code for code in codes if code in answered.answer]
        assert len(told) >= 3, (told, answered.answer[:800])

    text = "盯着 服务.log 看 6 秒，把这期间新写进来的 ERROR 行列出来。"
    return Asked(text, holds, changes=True)


@task("en")
def a_health_page_that_stumbles(world: World) -> Asked:
    bad = world.chance.randint(2, 4)
    status = world.chance.choice([500, 502, 503])
    asked: list[str] = []

    def answer(path: str) -> str | tuple[int, str]:
        asked.append(path)
        return (status, "down") if len(asked) == bad else "ok"

    url = world.serve({"/healthz": answer})

    def holds(answered: Answered) -> None:
        answered.completed().says(str(status))
        assert len(asked) >= 5, asked
        plain = answered.answer.replace(url, "").replace(str(status), "")
        assert re.search(r"(?<![\d.])(4|80 ?%)(?!\d|\.\d)|\bfour\b", plain, re.IGNORECASE), plain

    text = (
        f"Check {url}/healthz once a second, five times. How many of the checks were fine, and "
        "which status did the others have?"
    )
    return Asked(text, holds)

"""This computer and its services: a process against a limit, a log, a page's health, the load."""

import os
import re
import sys

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import running
from tests.tasks.judging import between, near
from tests.tasks.world import World


@task("zh")
def a_process_that_may_spin(world: World) -> Asked:
    busy = world.chance.random() < 0.6
    code = "while True: pass" if busy else "import time; time.sleep(300)"
    pid = running(world, sys.executable, "-c", code).pid
    not_over = ("没有超", "未超", "没超", "未触发", "没有触发")

    def holds(answered: Answered) -> None:
        if busy:
            answered.completed().says_not(*not_over)
            answered.says_any("超", "高于", "告警", "警报", "报警", "预警", "大于", ">")
            between(answered, 5.1, 130)
        else:
            calm = ("正常", "低于", "不超过", "0 次", "0次", "没有告警", "无告警", "没有报警")
            answered.completed().says_any(*not_over, *calm)

    return Asked(f"盯着进程 {pid} 看 5 秒，CPU 占用要是超过 5%（一个核跑满算 100%）就提醒我", holds)


@task("zh")
def payments_that_waited(world: World) -> Asked:
    hits: list[str] = []
    lines, at = [], 400
    for _ in range(300):
        at += world.chance.randint(1, 3)
        clock = f"{at // 60:02}:{at % 60:02}"
        text = world.chance.choice(
            ["INFO 下单成功", "INFO 支付成功", "WARN 库存不足", "ERROR 支付超时"]
        )
        if "支付超时" in text and world.chance.random() < 0.6:
            text = "INFO 用户登录"
        if "支付超时" in text:
            hits.append(clock)
        seconds = world.chance.randint(10, 59)
        order = world.chance.randint(10**7, 10**8)
        lines.append(f"2026-05-06 {clock}:{seconds} {text} 编号={order}")
    world.text("shop.log", "\n".join(lines) + "\n")
    count = len(hits)

    def holds(answered: Answered) -> None:
        plain = "".join(answered.completed().answer.split())
        for clock in (hits[0], hits[-1]):
            hour, minute = clock.split(":")
            spoken = (f"{int(hour)}点{int(minute)}分", f"{hour}点{minute}分")
            assert any(text in plain for text in (clock, *spoken)), (clock, plain[:1500])
        said = re.search(rf"(?<![\d.:]){count}(?![\d:]|\.\d)", answered.answer)
        assert said, f"{count} not in: {answered.answer[:1500]}"

    return Asked("shop.log 里“支付超时”一共出现了几次？第一次和最后一次分别是几点几分？", holds)


@task("en")
def a_page_that_is_up_and_down(world: World) -> Asked:
    bad = set(world.chance.sample(range(6), world.chance.choice([1, 2, 4])))
    failed, up = len(bad), 6 - len(bad)

    def shown(_path: str) -> tuple[int, str]:
        at = len(world.hits) - 1
        return (503, "<p>busy</p>") if at in bad else (200, "<p>ok</p>")

    url = world.serve({"/health": shown}) + "/health"
    of, fine = "(?:out of|of|/)", "ok|succe|answer|up|healthy|availab"
    word = rf"(?:6|(?!{fine})[a-z]+)"
    down = "fail|error|unhealthy|down|unsuccess|not ok|bad"
    patterns = (
        rf"(?<![\d.]){failed}\b(?!\.\d)\W+(?:{word}\W+){{0,4}}?(?:{down})",
        rf"(?:{down})\w*\W+(?:{word}\W+){{0,3}}?{failed}\b(?!\.\d)",
        rf"503[^\d\n]{{0,12}}?{failed}\b(?!\.\d)",
        rf"(?<![\d.]){up}\W*{of}\W*6\b\W+(?:\w+\W+){{0,3}}?(?:{fine})",
        rf"(?:{fine})\w*\W+(?:\w+\W+){{0,3}}?{up}\W*{of}\W*6\b",
    )

    def holds(answered: Answered) -> None:
        answer = answered.completed().answer.lower()
        assert len(world.hits) >= 6, world.hits
        assert any(re.search(pattern, answer) for pattern in patterns), (failed, answer[:1500])

    return Asked(
        f"Check {url} once a second, 6 times in all. How many of the 6 checks failed?", holds
    )


@task("en")
def how_loaded_the_box_is(_world: World) -> Asked:
    before = os.getloadavg()
    cores = {os.cpu_count() or 1, len(os.sched_getaffinity(0))}
    cores |= {count // 2 for count in cores if count > 1}  # two threads may share a core

    def holds(answered: Answered) -> None:
        after = os.getloadavg()
        near(answered.completed(), *cores, by=0)
        for at in (1, 2):
            slack = 0.3 + 0.05 * max(before[at], after[at])
            low, high = sorted((before[at], after[at]))
            between(answered, low, high, slack)

    return Asked(
        "what are the 1, 5 and 15 minute load averages of this machine, and how many cores does "
        "it have?",
        holds,
    )

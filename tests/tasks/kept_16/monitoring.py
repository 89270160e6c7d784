"""This computer and its services: its load, a process and its limit, a log, a page's health."""

import os
import re
import time
from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import growing, holding
from tests.tasks.judging import between
from tests.tasks.world import World


def _memory_used() -> float:
    text = Path("/proc/meminfo").read_text("ascii")
    sizes = {n: int(size) for n, size in re.findall(r"(\w+):\s+(\d+)", text)}
    return 100 * (1 - sizes["MemAvailable"] / sizes["MemTotal"])


@task("zh")
def is_the_computer_tired(_world: World) -> Asked:
    load, used = os.getloadavg()[0], _memory_used()

    def holds(answered: Answered) -> None:
        now = os.getloadavg()[0]
        between(answered.completed(), min(load, now), max(load, now), slack=1.5)
        between(answered, min(used, _memory_used()), max(used, _memory_used()), slack=10)
        answered.says("%")

    return Asked("电脑有点卡，现在最近 1 分钟的平均负载是多少？内存用了百分之几？", holds)


@task("en")
def does_it_stay_below_its_limit(world: World) -> Asked:
    size = world.chance.choice([90, 130, 170])
    over = world.chance.random() < 0.5
    limit = size - 40 if over else size + 90
    pid = holding(world, size).pid

    def holds(answered: Answered) -> None:
        between(answered.completed(), size, size + 45)
        below = r"\bnot?\b|n't|never|below|under|within|stay"
        above = r"\byes\b|above|exceed|went over|goes over|is over|more than|alert|crossed|reached"
        found = re.search(above if over else below, answered.answer, re.IGNORECASE)
        assert found, (over, answered.answer[:1500])
        if over:
            answered.says_not("did not", "didn't", "does not", "doesn't", "never", "stayed")

    return Asked(
        f"Watch the process with pid {pid} for 4 seconds: how many MB of memory does it use, and "
        f"does it go over {limit} MB?",
        holds,
    )


@task("zh")
def new_errors_in_the_log(world: World) -> Asked:
    order = world.chance.randint(1000, 8000)
    old = [f"2026-11-20 09:00:{i % 60:02} ERROR 旧订单 {i} 支付失败" for i in range(200)]
    world.text("pay.log", "\n".join(old) + "\n")
    kinds = ["ERROR 支付失败", "INFO 支付成功"]
    lines = [f"2026-11-23 10:00:00 {kinds[i % 2]} 订单 {order + i}" for i in range(480)]
    growing(world, "pay.log", lines, every_s=0.25)
    fresh = {str(order + i) for i in range(0, 480, 2)}

    def holds(answered: Answered) -> None:
        answered.completed().says_not("旧订单")
        plain = re.sub(r"\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d", " ", answered.answer)
        told = [int(n) for n in re.findall(r"(?<![\d.])\d+(?![\d.])", plain) if n not in fresh]
        # a line every 0.25 s, each second one an error: ten in five seconds
        assert any(8 <= n <= 12 for n in told), answered.answer[:1500]

    return Asked(
        "盯着 pay.log 看 5 秒，这段时间里新增了多少条 ERROR？（原来就有的不算）",
        holds,
        changes=True,
    )


@task("en")
def is_the_booking_page_well(world: World) -> Asked:
    state = world.chance.choice(["well", "slow", "broken"])
    delay_ms = {"well": 20, "slow": world.chance.choice([900, 1200]), "broken": 20}[state]

    def health(_path: str) -> tuple[int, str]:
        time.sleep(delay_ms / 1000)
        return (503, "<p>down</p>") if state == "broken" else (200, "<p>ok</p>")

    url = world.serve({"/booking/health": health}) + "/booking/health"

    def holds(answered: Answered) -> None:
        assert any("/booking/health" in hit for hit in world.hits), world.hits
        error = answered.task.error
        told = answered.answer + (f" {error.message} {error.hint}" if error else "")
        assert ("503" if state == "broken" else "200") in told, told[:1500]
        if state == "broken":
            return
        answered.completed()
        seconds = [float(n) for n in re.findall(r"(\d+(?:\.\d+)?)\s*s(?:ec|\b)", told)]
        millis = [float(n) for n in re.findall(r"(\d+(?:\.\d+)?)\s*(?:ms|milli)", told)]
        times = [*millis, *(1000 * n for n in seconds)]
        assert any(delay_ms - 5 <= t <= delay_ms + 350 and t != 500 for t in times), told[:1500]

    return Asked(
        f"Check {url}: which HTTP status does it return and how many ms does it take? "
        "It should be 200 and under 500 ms.",
        holds,
    )

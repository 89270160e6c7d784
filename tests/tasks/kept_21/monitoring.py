"""This computer while it is looked at: its load, a process, a log that grows, a page's health."""

import os
import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import growing, holding
from tests.tasks.judging import between
from tests.tasks.world import World


@task("zh")
def how_busy_this_machine_has_been(_world: World) -> Asked:
    before = os.getloadavg()

    def holds(answered: Answered) -> None:
        after = os.getloadavg()
        answered.completed().says_any("负载", "load")
        for at, slack in ((1, 0.5), (2, 0.25)):
            low, high = sorted((before[at], after[at]))
            between(answered, low, high, slack=slack)

    return Asked("这台机器最近 1 分钟、5 分钟和 15 分钟的平均负载各是多少？", holds)


@task("en")
def a_process_and_a_limit_of_memory(world: World) -> Asked:
    held = world.chance.choice([60, 90, 240, 300])
    pid = holding(world, held).pid
    over = held > 150

    def holds(answered: Answered) -> None:
        answered.completed()
        between(answered, held, held + 45, slack=1)
        if over:
            answered.says_any("yes", "above", "exceed", "over", "more than", ">")
            answered.says_not("did not", "does not", "doesn't", "didn't", "never")
        else:
            told = r"\bno\b|\bnot\b|n't|never|below|under|within|\b0 of|\bnone|≤|<|less than"
            assert re.search(told, answered.answer.lower()), answered.answer[:800]

    return Asked(
        f"Watch the process with pid {pid} for 5 seconds. How many MB of memory does it use, and "
        "does it go above 150 MB?",
        holds,
    )


@task("zh")
def failed_payments_as_they_come(world: World) -> Asked:
    chance = world.chance
    lines: list[str] = []
    failed: list[str] = []
    fine: list[str] = []
    for i, number in enumerate(chance.sample(range(10000, 99999), 320)):
        is_failed = i % 4 == 1
        (failed if is_failed else fine).append(f"P{number}")
        level, said = (
            ("ERROR", "扣款失败") if is_failed else (chance.choice(["INFO", "WARN"]), "已受理")
        )
        lines.append(f"{level} {said} 单号=P{number}")
    world.text("支付.log", "INFO 启动\n")
    growing(world, "支付.log", lines, every_s=0.3)

    def holds(answered: Answered) -> None:
        answered.completed()
        told = [at for at, name in enumerate(failed) if name in answered.answer]
        assert 4 <= len(told) <= 12, answered.answer[:800]
        assert told == list(range(told[0], told[-1] + 1)), told
        assert not [name for name in fine if name in answered.answer]

    return Asked(
        "支付.log 正在不断写入新行，请盯着它 8 秒，把这段时间里新出现的 ERROR 行列出来。",
        holds,
        changes=True,
    )


@task("en")
def a_page_that_stumbles(world: World) -> Asked:
    chance = world.chance
    bad = set(chance.sample(range(6), chance.randint(2, 4)))
    code = chance.choice([500, 502, 503])
    seen: list[int] = []

    def page(_path: str) -> tuple[int, str]:
        status = code if len(seen) % 6 in bad else 200
        seen.append(status)
        return status, "<p>status</p>"

    url = world.serve({"/ready": page}) + "/ready"

    def holds(answered: Answered) -> None:
        answered.completed().says(str(code))
        assert len(seen) >= 6, seen
        prose = re.sub(r"(?m)^\s*[|#-]?\s*\d+\s*[.|):].*$", "", answered.answer)
        assert re.search(rf"(?<![\d.]){len(bad)}(?![\d.]\d|\d)", prose), answered.answer[:800]

    return Asked(
        f"Request {url} 6 times, one second apart. How many of the 6 requests failed, and with "
        "which status code?",
        holds,
    )

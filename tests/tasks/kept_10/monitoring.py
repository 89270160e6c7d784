"""A port, a log, a process and two addresses, looked at for some seconds."""

import re
import time

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import free_port, growing, holding, listening
from tests.tasks.judging import whole
from tests.tasks.kept_10.reading import lines, numbers
from tests.tasks.world import World


@task("en")
def a_port_that_should_stay_open(world: World) -> Asked:
    is_open = world.chance.random() < 0.5
    port = listening(world) if is_open else free_port()
    shut = re.compile(
        r"(?i)(not|never|n't) (once )?(open|listen|reach|accept|up)|nothing (is )?listen|nobody"
        r"|refused|\bclosed\b|\bdown\b|(?<!\d)0 (of|out of) \d|unreachable"
    )
    fine = re.compile(r"(?i)\b(open|listen\w*|accept\w*|up|reachable)\b")
    denied = re.compile(
        r"(?i)\b(never|not|no|0|zero)\W+(\w+\W+){0,3}?(closed|down|refused)"
        r"|\b(closed|down|refused)\W*(was )?(0|never|none)\b"
    )

    def holds(answered: Answered) -> None:
        told = answered.completed().answer
        assert str(port) in told, told[:1200]
        if is_open:
            assert fine.search(told) and not shut.search(denied.sub(" ", told)), told[:1200]
        else:
            assert shut.search(told) or re.search(r"(?i)\bno\b", told), told[:1200]

    return Asked(
        f"Watch TCP port {port} on this machine for 4 seconds. Is it open the whole time?", holds
    )


@task("zh")
def faults_of_the_ticket_machine(world: World) -> Asked:
    chance = world.chance
    tags = [f"T{n}" for n in chance.sample(range(10000, 99999), 150)]
    entries, bad, good = [], [], []
    for i, tag in enumerate(tags):
        if i % 3 == 1:
            bad.append(tag)
            entries.append(f"2026-06-01 09:00:{i % 60:02} ERROR printer jam {tag}")
        else:
            good.append(tag)
            entries.append(f"2026-06-01 09:00:{i % 60:02} INFO ticket sold {tag}")
    world.text("售票机.log", "2026-06-01 08:59:59 INFO start\n")
    growing(world, "售票机.log", entries, 0.3)

    def holds(answered: Answered) -> None:
        told = whole(answered.completed())
        assert any(tag in told for tag in bad), answered.answer[:1200]
        answered.says_not(*good)

    return Asked("跟踪 售票机.log 5 秒，期间新出现的 ERROR 行都告诉我", holds, changes=True)


@task("zh")
def a_process_that_may_grow_too_big(world: World) -> Asked:
    much = world.chance.random() < 0.5
    held = world.chance.randint(210, 260) if much else world.chance.randint(40, 70)
    process = holding(world, held)
    over = re.compile(r"超过|超出|高于|大于|触发|报警|告警|警报|越过|⚠|>")
    never = re.compile(
        r"(未|没有?|从未|并未|无)[^，。；\n]{0,6}(超|高于|大于|触发|报警|告警|警报|越)"
        r"|(?<!\d)[0零] ?次"
    )
    under = re.compile(r"低于|小于|不到|正常|以内|以下|不超|不会")

    def holds(answered: Answered) -> None:
        told = answered.completed().answer
        sizes = [n for line in lines(answered) for n in numbers(line)]
        fits = [n for n in sizes if held - 1 <= n <= held * 1.05 + 45]
        assert fits, (held, told[:1200])
        if much:
            assert over.search(told) and not never.search(told), told[:1200]
        else:
            assert never.search(told) or under.search(told), told[:1200]

    return Asked(
        f"盯住进程 {process.pid} 4 秒，内存一旦超过 150 MB 就报警，最后说说内存用了多少。", holds
    )


@task("en")
def two_addresses_of_the_stock_room(world: World) -> Asked:
    chance = world.chance
    code, delay_ms = chance.choice([500, 502, 503]), chance.choice([620, 710, 840])

    def slowly(_path: str) -> str:
        time.sleep(delay_ms / 1000)
        return "<p>ok</p>"

    url = world.serve({"/stock": slowly, "/orders": lambda _path: (code, "<p>no</p>")})

    def holds(answered: Answered) -> None:
        answered.completed().says("/stock", "/orders", str(code))
        told = [n for line in lines(answered) for n in numbers(line)]
        low, high = delay_ms, delay_ms + 320
        near = any(low - 1 <= n <= high or low / 1000 - 0.011 <= n <= high / 1000 for n in told)
        assert near, (delay_ms, answered.answer[:1200])

    return Asked(
        f"health check: {url}/stock and {url}/orders - status code and response time of each",
        holds,
    )

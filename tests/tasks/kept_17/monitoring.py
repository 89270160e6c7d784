"""This computer, one of its processes, a log that grows and a service that is not always well."""

import re

import psutil

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import growing, holding
from tests.tasks.judging import between, near
from tests.tasks.world import World

_OVER = ("above", "over", "exceed", "higher", "more than", ">", "warn", "⚠")
_UNDER = ("below", "under", "not ", "n't", "within", "no ", "less than", "lower", "<", "fine")


@task("en")
def busy_computer_with_a_memory_limit(world: World) -> Asked:
    used = psutil.virtual_memory().percent
    over = used > 35 and world.chance.random() < 0.5
    limit = int(used - 30) if over else min(98, int(used + 30))

    def holds(answered: Answered) -> None:
        memory = psutil.virtual_memory()
        strict = 100 * (memory.total - memory.free) / memory.total
        near(
            answered.completed(),
            used,
            memory.percent,
            strict,
            100 * memory.used / memory.total,
            by=5,
        )
        answered.says_any("%", "percent").says_any("cpu", "load", "processor")
        answered.says_any(*(_OVER if over else _UNDER))
        if over:
            answered.says_not("not above", "not exceed", "isn't above")

    return Asked(
        "How busy is this computer right now? Tell me the CPU and the memory usage in percent, "
        f"and whether memory usage is above {limit}% or not.",
        holds,
    )


@task("zh")
def one_process_watched_for_its_memory(world: World) -> Asked:
    size = world.chance.randint(130, 320)
    pid = holding(world, size).pid
    seconds = world.chance.choice([3, 4, 5])

    def holds(answered: Answered) -> None:
        between(answered.completed(), size, size * 1.05 + 45)

    return Asked(
        f"帮我盯着 PID 为 {pid} 的进程 {seconds} 秒，每秒看一次，这段时间它的内存最高占多少 MB？",
        holds,
    )


@task("zh")
def sorting_machine_log_followed_for_alarms(world: World) -> Asked:
    codes = world.chance.sample(range(1000, 9999), 160)
    old = [f"2026-11-20 08:00:{i:02} ERROR 旧报警 Q{codes[i]}" for i in range(5)]
    new = [
        f"2026-11-21 09:{i // 60:02}:{i % 60:02} "
        + (f"ERROR 卡包 Q{codes[i]}" if i % 3 == 0 else f"INFO 正常 Q{codes[i]}")
        for i in range(5, 160)
    ]
    world.text("分拣机.log", "\n".join(old) + "\n")
    growing(world, "分拣机.log", new)
    alarms = {codes[i] for i in range(5, 160) if i % 3 == 0}

    def holds(answered: Answered) -> None:
        told = {int(n) for n in re.findall(r"Q(\d{4})", answered.completed().answer)}
        assert len(told) >= 3 and told <= alarms, (told, answered.answer[:800])

    return Asked(
        "跟踪 分拣机.log 6 秒，只把这 6 秒里新写进来的 ERROR 行列出来，之前就有的不要。",
        holds,
        changes=True,
    )


@task("en")
def booking_site_that_fails_now_and_then(world: World) -> Asked:
    bad = world.chance.choice([500, 502, 503])
    every = world.chance.choice([2, 3])
    calls = [0]

    def health(_path: str) -> tuple[int, str]:
        calls[0] += 1
        return (bad, "<p>sorry</p>") if calls[0] % every == 0 else (200, "<p>ok</p>")

    url = world.serve({"/booking/health": health}) + "/booking/health"

    def holds(answered: Answered) -> None:
        answered.completed().says_number(6 // every, 0).says_number(bad, 0)
        assert len(world.hits) >= 6, world.hits

    return Asked(
        f"Our booking site feels unreliable. Request {url} 6 times, one second apart, and tell me "
        "how many of the 6 requests failed and with which HTTP status code.",
        holds,
    )

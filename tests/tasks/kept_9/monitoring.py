"""This computer, its logs and its services: memory over a limit, lines that come, pages' health."""

import re
import time
from collections import Counter

import psutil

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import growing
from tests.tasks.judging import near, tells
from tests.tasks.world import World

_NOT = re.compile(
    r"(?:没有?|未|无|不)[^，。；\n]{0,8}(?:超过|超出|高于|告警|报警|触发|达到)|正常|低于|no alert"
    r"|(?<!\d)0\s*次|(?:次数|告警)[:：]?\s*\**0(?!\d)"
)
_OVER = re.compile(r"超过|超出|高于|告警|报警|触发|大于|[>＞]|alert|⚠")


@task("zh")
def an_alarm_for_memory(world: World) -> Asked:
    limit = world.chance.choice([1, 99])
    used = psutil.virtual_memory()
    total, free, available = used.total, used.free, used.available
    readings = [used.percent, 100 * (total - available) / total, 100 * (total - free) / total]

    def holds(answered: Answered) -> None:
        near(answered.completed(), *readings, psutil.virtual_memory().percent, by=6)
        over = _OVER.search(answered.answer) and not _NOT.search(answered.answer)
        assert bool(over) == (limit == 1), answered.answer[:800]

    return Asked(f"帮我看 5 秒这台机器的内存使用率，超过 {limit}% 就告警", holds)


@task("zh")
def faults_while_one_looks_on(world: World) -> Asked:
    chance = world.chance
    codes = [f"E{n}" for n in chance.sample(range(2000, 9000), 3)]
    fine = [f"INFO 请求 R{n} 已处理" for n in chance.sample(range(10000, 99999), 31)]
    lines = list(fine)
    for at, code in zip((14, 16, 19), codes, strict=True):
        lines.insert(at, f"ERROR 支付接口返回 {code}")
    clock = [f"2026-11-20 09:00:{i:02} {line}" for i, line in enumerate(lines)]
    world.text("支付.log", "2026-11-20 08:59:58 INFO 服务已启动\n")
    growing(world, "支付.log", clock)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *codes)
        answered.says_not(*(line.split()[2] for line in fine))

    return Asked("盯着 支付.log 看 10 秒，这期间新写进来的 ERROR 行列给我", holds, changes=True)


@task("en")
def who_runs_out_of_memory(world: World) -> Asked:
    chance = world.chance
    programs = chance.sample(["java", "chrome", "mysqld", "ffmpeg", "clamd"], 4)
    killed = Counter({name: chance.randint(2, 5) for name in programs})
    worst = chance.choice(programs)
    killed[worst] = chance.randint(11, 16)
    events = [
        f"kernel: Out of memory: Killed process {chance.randint(3000, 30000)} ({name}) "
        f"total-vm:{chance.randint(10**6, 9 * 10**6)}kB"
        for name in killed.elements()
    ]
    events += [
        chance.choice([f"{name}[{chance.randint(3000, 9000)}]: started", "CRON[811]: (root) CMD"])
        for name in programs
        for _ in range(20)
    ]
    chance.shuffle(events)
    lines = [f"Nov  3 {i // 60:02}:{i % 60:02}:07 web1 {e}" for i, e in enumerate(events)]
    world.text("syslog", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        near(answered.completed(), killed.total(), by=0)
        answer = answered.says(worst).answer
        before = answer[: answer.find(worst)]
        assert not [n for n in programs if n != worst and f"({n})" not in before and n in before]

    return Asked(
        "How many 'Out of memory' kills are there in syslog, and which program was killed most "
        "often?",
        holds,
    )


@task("en")
def three_services_looked_at(world: World) -> Asked:
    chance = world.chance
    delay_ms, status = chance.choice([500, 700, 900]), chance.choice([500, 502, 503])
    names = ["/shop/health", "/mail/health", "/auth/health"]
    chance.shuffle(names)
    quick, slow, down = names

    def slowly(_path: str) -> str:
        time.sleep(delay_ms / 1000)
        return "ok"

    def broken(_path: str) -> tuple[int, str]:
        return status, "sorry"

    url = world.serve({quick: "ok", slow: slowly, down: broken})

    def parts(answer: str, name: str) -> list[str]:
        """What is told after each mention of a service up to the next, and its lines."""
        rest = answer.split(name)[1:]
        after = [re.split("|".join(map(re.escape, names)), part)[0] for part in rest]
        alone = [n for n in answer.splitlines() if [m for m in names if m in n] == [name]]
        return after + alone

    def holds(answered: Answered) -> None:
        answer = answered.says(*names).answer.replace(",", "")
        assert any(str(status) in part for part in parts(answer, down)), answer[:800]
        told = [
            float(n) for part in parts(answer, slow) for n in re.findall(r"\d+(?:\.\d+)?", part)
        ]
        low, high = delay_ms - 6, delay_ms + 250
        assert any(low <= n <= high or low <= 1000 * n <= high for n in told), answer[:800]

    asked = " ".join(url + name for name in sorted(names))
    return Asked(
        f"Check these three for me, what status does each return and how long does it take to "
        f"answer? {asked}",
        holds,
    )

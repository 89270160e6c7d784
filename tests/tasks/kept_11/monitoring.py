"""What goes on for some seconds: the network, a growing log, a page's answers, one process."""

import time

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import growing, holding
from tests.tasks.judging import between
from tests.tasks.world import World


@task("en")
def traffic_for_five_seconds(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().picture()
        answered.says_any("network", "traffic", "received", "sent", "download", "upload", "rx")
        answered.says_any("/s", "per second", "bytes", " kb", " mb", " kib", " mib", " b ")

    return Asked("watch the network traffic for 5 seconds and plot it", holds)


@task("zh")
def timeouts_as_they_come(world: World) -> Asked:
    codes = [f"q{n}" for n in world.chance.sample(range(10**5, 10**6), 120)]
    told = ("INFO 请求完成", "INFO 心跳正常", "ERROR timeout 上游超时")
    lines = [
        f"2025-11-20 10:{i // 60:02}:{i % 60:02} {told[i % 3]} {c}" for i, c in enumerate(codes)
    ]
    world.text("app.log", "2025-11-20 09:59:59 INFO 启动完成\n")
    growing(world, "app.log", lines)

    def holds(answered: Answered) -> None:
        answer = answered.completed().answer
        assert sum(code in answer for code in codes[2::3]) >= 2, answer[:900]
        answered.says_not(*codes[0::3], *codes[1::3])

    return Asked("跟踪 app.log 8 秒，把新出现的带 timeout 的行列出来", holds, changes=True)


@task("zh")
def answers_slower_than_a_limit(world: World) -> Asked:
    delay_ms = world.chance.choice([500, 650, 800])
    slow = set(world.chance.sample(range(6), world.chance.choice([2, 4])))
    asked: list[bool] = []

    def sometimes(_path: str) -> str:
        asked.append(len(asked) in slow)
        time.sleep(delay_ms / 1000 if asked[-1] else 0.01)
        return '{"status": "ok"}'

    url = world.serve({"/health": sometimes}) + "/health"

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(slow), 0)
        assert len(asked) >= 6, asked
        between(answered, delay_ms, delay_ms + 200)

    return Asked(
        f"每秒请求一次 {url} ，共 6 次：有几次超过 300 毫秒？最慢的一次是多少毫秒？", holds
    )


@task("en")
def a_process_against_a_limit(world: World) -> Asked:
    held = world.chance.choice([35, 45, 170, 190])
    process = holding(world, held)

    def holds(answered: Answered) -> None:
        answered.completed().picture()
        between(answered, held, held * 1.05 + 30)
        if held > 100:
            answered.says_any("above", "over ", "exceed", "alert", "warn", "more than", "> 100")
            answered.says_not("not exceed", "never", "stayed below", "no alert", "no warning")
        else:
            answered.says_any("not ", "n't", "no ", "below", "under", "never", "within", "0 alert")

    return Asked(
        f"plot the memory of process {process.pid} for 5 seconds, alert me if it is above 100 MB",
        holds,
    )

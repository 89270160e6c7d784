"""This machine watched for some seconds: thresholds, a process, a port, a log, an address."""

import os
import re
import subprocess
import sys
import threading
import time

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

BUSY = "import time\nheld = bytearray(60_000_000)\nwhile True: sum(range(9000)); time.sleep(0.02)"


@task("zh")
def memory_over_a_limit(world: World) -> Asked:
    limit = world.chance.randint(1, 2)

    def holds(answered: Answered) -> None:
        answered.completed().picture().says_number(limit, 0).says("内存")
        answered.says_any("超过", "超出", "高于", "告警", "报警", "警报", "越过")

    return Asked(f"监控内存 4 秒钟，画成曲线，超过 {limit}% 就报警", holds)


@task("en")
def one_process_watched(world: World) -> Asked:
    busy = subprocess.Popen([sys.executable, "-c", BUSY])

    def stop() -> None:
        busy.kill()
        busy.wait()

    world.defer(stop)

    def holds(answered: Answered) -> None:
        answered.completed().picture().says(str(busy.pid)).says("cpu", "%")

    return Asked(f"watch the cpu of process {busy.pid} for 4 seconds and plot it", holds)


@task("zh")
def who_has_a_port(world: World) -> Asked:
    port = world.serve({"/": "ok"}).rpartition(":")[2]

    def holds(answered: Answered) -> None:
        answered.completed().says(port, str(os.getpid()))

    return Asked(f"看看是谁占了 {port} 端口？", holds)


@task("en")
def against_the_usual(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().says("baseline", "cpu", "%")

    return Asked(
        "compare the current load with the baseline, anything unusual?",
        holds,
        first=(f"record a baseline of cpu and memory for {world.chance.randint(3, 4)} seconds",),
    )


@task("zh")
def a_log_followed(world: World) -> Asked:
    mark = f"E{world.chance.randint(1000, 9999)}"
    log = world.text("服务.log", "INFO 启动\nINFO 就绪\n")
    ended = threading.Event()

    def write() -> None:
        for number in range(90):
            if ended.wait(0.5):
                return
            with log.open("a", encoding="utf-8") as file:
                file.write(f"INFO 心跳 {number}\nERROR {mark} 连接超时 {time.monotonic():.1f}\n")

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    world.defer(writer.join)
    world.defer(ended.set)

    def holds(answered: Answered) -> None:
        answered.completed().says(mark)

    return Asked("跟踪 服务.log 6 秒，一出现 ERROR 就告诉我", holds, changes=True)


@task("en")
def is_it_up(world: World) -> Asked:
    delay = world.chance.randint(90, 160) / 1000

    def slow(_path: str) -> str:
        time.sleep(delay)
        return '{"status": "ok"}'

    url = world.serve({"/healthz": slow})

    def holds(answered: Answered) -> None:
        answered.completed().says("200").says_any("ms", "second", " s")
        shown = answered.answer.replace(url, "").replace("200", "", 1).replace(",", "")
        told = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", shown)]
        assert any(0.95 * delay <= n * unit < delay + 2 for n in told for unit in (1, 0.001)), shown

    return Asked(f"is {url}/healthz up, and how long does it take to answer?", holds)

"""Who holds a port, how much a process takes, what a log says meanwhile, how quick a page is."""

import re
import sys
import time

import psutil

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import growing, holding, running
from tests.tasks.judging import near, whole
from tests.tasks.world import World

_LISTEN = """
import socket
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
while True:
    server.accept()[0].close()
"""


@task("zh")
def who_holds_a_port(world: World) -> Asked:
    process = running(world, sys.executable, "-c", _LISTEN)
    assert process.stdout
    port = int(process.stdout.readline())

    def holds(answered: Answered) -> None:
        answered.completed().says(str(port)).says_number(process.pid, 0)

    return Asked(f"{port} 端口被哪个进程占用了？告诉我PID", holds)


@task("en")
def memory_of_a_process_drawn(world: World) -> Asked:
    process = holding(world, world.chance.randint(150, 220))

    def holds(answered: Answered) -> None:
        answered.completed().picture()
        held = psutil.Process(process.pid).memory_info().rss
        near(answered, held / 1e6, held / 2**20, by=0.04 * held / 1e6)

    return Asked(
        f"Please watch the memory of process {process.pid} for 5 seconds and plot it", holds
    )


@task("zh")
def errors_while_watching(world: World) -> Asked:
    world.text("app.log", "2026-10-10 10:00:00 INFO 服务已启动\n")
    codes = [f"E{n}" for n in world.chance.sample(range(1000, 9999), 40)]
    lines = [
        f"ERROR 支付回调失败 {codes[i // 3]}" if i % 3 == 2 else f"INFO 心跳正常 {i}"
        for i in range(120)
    ]
    growing(world, "app.log", lines, every_s=0.25)

    def holds(answered: Answered) -> None:
        told = whole(answered.completed())
        assert any(code in told for code in codes), told[:1500]

    return Asked("盯着 app.log 看8秒，期间出现 ERROR 的行告诉我", holds, changes=True)


@task("en")
def how_quick_a_page_answers(world: World) -> Asked:
    delay_s = world.chance.randint(240, 380) / 1000

    def slow(_path: str) -> str:
        time.sleep(delay_s)
        return "<h1>alive</h1>"

    url = world.serve({"/health": slow})

    def holds(answered: Answered) -> None:
        answered.completed()
        asked = sum(path.startswith("/health") for path in world.hits)
        assert asked >= 5, f"asked {asked} times: {answered.answer[:800]}"
        told = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", answered.answer.replace(",", ""))]
        low, high = delay_s - 0.005, delay_s + 0.25
        assert any(low <= n <= high or low <= n / 1000 <= high for n in told), answered.answer[:800]

    return Asked(f"hit {url}/health 5 times and tell me the average response time", holds)

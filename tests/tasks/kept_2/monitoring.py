"""This computer and its services: load, network, heat, a port, an address, a growing log."""

import re
import subprocess
import sys
import time

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import free_port, growing
from tests.tasks.judging import between, whole
from tests.tasks.world import World

_SERVICE = """
import socket
kept = b"x" * ({megabytes} << 20)
server = socket.create_server(("127.0.0.1", {port}))
print(len(kept), flush=True)
input()
"""


@task("zh")
def computer_against_its_baseline(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().says_any("基线", "基准")
        answered.says_any("负载").says_any("网络", "流量", "网卡", "收发")
        answered.says_any("温度", "℃", "°C")
        assert any(letter.isdigit() for letter in answered.answer), answered.answer

    return Asked(
        "现在的负载、网络、温度跟基线比有什么不正常的吗？",
        holds,
        first=("先给这台电脑记录一个基线",),
    )


@task("en")
def address_that_answers_late(world: World) -> Asked:
    delay = world.chance.choice([0.45, 0.55, 0.65])

    def late(_path: str) -> str:
        time.sleep(delay)
        return '{"ok": true}'

    base = world.serve({"/health": late})

    def holds(answered: Answered) -> None:
        answered.completed().says("200")
        told = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", answered.answer.replace(",", ""))]
        late = [n for n in told if any(delay <= t < delay + 0.4 for t in (n, n / 1000))]
        assert late, answered.answer[:1500]
        answered.says_any(
            "alert", "warn", "exceed", "above", "over", "longer", "slower", "more than", ">", "slow"
        )
        assert world.hits.count("/health") >= 3, world.hits

    return Asked(
        f"check {base}/health every second for 5 seconds and warn me if a response takes longer "
        "than 300 ms",
        holds,
    )


@task("zh")
def errors_as_they_come(world: World) -> Asked:
    codes = world.chance.sample(range(100_000, 999_999), 240)
    lines = [
        f"2026-11-22 10:{i // 60:02}:{i % 60:02} "
        + (f"ERROR 支付失败 单号={code}" if i % 3 == 1 else f"INFO 下单成功 单号={code}")
        for i, code in enumerate(codes)
    ]
    world.text("app.log", "2026-11-22 09:59:59 INFO 启动\n")
    growing(world, "app.log", lines, 0.3)
    failed = {str(code) for i, code in enumerate(codes) if i % 3 == 1}
    fine = {str(code) for code in codes} - failed

    def holds(answered: Answered) -> None:
        everything = whole(answered.completed())
        assert any(code in everything for code in failed), everything[:1500]
        assert not any(code in answered.answer for code in fine), answered.answer[:1500]

    # The log itself grows meanwhile, so that the files are not as they were.
    return Asked("盯着app.log 8秒钟，有ERROR就把那行告诉我", holds, changes=True)


@task("en")
def memory_of_whoever_listens(world: World) -> Asked:
    megabytes, port = world.chance.randint(70, 160), free_port()
    service = subprocess.Popen(
        (sys.executable, "-c", _SERVICE.format(megabytes=megabytes, port=port)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    world.defer(lambda: (service.kill(), service.communicate()))
    assert service.stdout and service.stdout.readline()

    def holds(answered: Answered) -> None:
        answered.completed().picture().says_any(str(service.pid), "python")
        between(answered, megabytes, (megabytes + 30) * 1.05)

    return Asked(
        f"Something is listening on port {port}. Watch how much memory that process uses for "
        "6 seconds and plot it.",
        holds,
    )

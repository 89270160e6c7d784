"""This computer and its services: load, a baseline, a port, an address that is slow."""

import re
import time

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import listening
from tests.tasks.world import World


@task("zh")
def load_and_temperature_now(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().says_any("负载", "CPU").says_any("温度", "°C", "℃")
        assert re.search(r"\d", answered.answer), answered.answer

    return Asked("看下这台电脑现在的负载和温度", holds)


@task("zh")
def departs_from_the_baseline(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().says_any("基线", "基准").says_any("CPU", "负载", "内存")
        assert re.search(r"\d", answered.answer), answered.answer

    return Asked(
        "现在跟基线比，有没有不正常的地方？",
        holds,
        first=("先给这台机器记录一个基线，采样 4 秒",),
    )


@task("en")
def a_port_for_some_seconds(world: World) -> Asked:
    port = listening(world)

    def holds(answered: Answered) -> None:
        answered.completed().picture().says(str(port))

    return Asked(f"monitor port {port} for 5 seconds and plot the connections", holds)


@task("en")
def warned_of_a_slow_address(world: World) -> Asked:
    wait_s = world.chance.randint(330, 480) / 1000

    def slow(_path: str) -> str:
        time.sleep(wait_s)
        return '{"ok": true}'

    url = world.serve({"/api/status": slow}) + "/api/status"

    def holds(answered: Answered) -> None:
        answered.completed().says_any(
            "over", "exceed", "above", "slower", "alert", "warn", "more than", "too slow", ">"
        )
        shown = answered.answer.replace(url, "").replace(",", "")
        told = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", shown)]
        low, high = wait_s * 0.99, wait_s + 0.5
        assert any(low <= n <= high or low <= n / 1000 <= high for n in told), answered.answer

    return Asked(f"Check the latency of {url} and warn me if it is over 150 ms", holds)

"""This computer and its services: a process against a threshold, a page, a log, a baseline."""

import re
import time

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import growing, holding
from tests.tasks.judging import between
from tests.tasks.world import World


@task("zh")
def memory_of_a_process(world: World) -> Asked:
    megabytes = world.chance.randint(90, 140)
    pid = holding(world, megabytes).pid

    def holds(answered: Answered) -> None:
        answered.completed().picture().says(str(pid))
        between(answered, megabytes, megabytes * 1.05 + 40)
        answered.says_any("超过", "超出", "高于", "告警", "报警", "警报", "大于")

    return Asked(f"监控进程 {pid} 5 秒，内存超过 50MB 就提醒我，并画出曲线", holds)


@task("en")
def whether_a_page_answers(world: World) -> Asked:
    wait_s = world.chance.randint(250, 450) / 1000

    def slow(_path: str) -> str:
        time.sleep(wait_s)
        return "ok"

    url = world.serve({"/health": slow}) + "/health"

    def holds(answered: Answered) -> None:
        answered.completed().says("200")
        told = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", answered.answer.replace(url, ""))]
        low, high = wait_s * 0.99, wait_s + 0.4
        assert any(low <= n <= high or low <= n / 1000 <= high for n in told), answered.answer

    return Asked(f"Is {url} up, and how fast does it respond?", holds)


@task("zh")
def faults_in_a_growing_log(world: World) -> Asked:
    codes = [f"E{world.chance.randint(10000, 99999)}" for _ in range(80)]
    old = "2026-11-20 08:00:00 INFO 启动完成\n"
    world.text("app.log", old)
    lines = []
    for i, code in enumerate(codes):
        lines.append(f"2026-11-22 10:{i % 60:02}:01 INFO 请求完成")
        lines.append(f"2026-11-22 10:{i % 60:02}:02 ERROR 数据库超时 {code}")
    log = growing(world, "app.log", lines)

    def holds(answered: Answered) -> None:
        answered.completed().says("ERROR").says_any(*codes)
        assert log.read_text("utf-8").startswith(old)

    # The log grows while the task runs, so the folder does change, though not by the task.
    return Asked("盯着 app.log 看 6 秒，出现 ERROR 就告诉我", holds, changes=True)


@task("en")
def against_a_baseline(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().says("baseline")
        answered.says_any("cpu", "load").says_any("network", "net", "bytes", "B/s")
        assert re.search(r"\d", answered.answer), answered.answer

    return Asked(
        "compare the machine with the baseline now, is anything unusual?",
        holds,
        first=("take a baseline of this machine, 5 seconds is enough",),
    )

"""What is watched for a while: the load, a process, a log that grows, an address."""

import re
import time

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import growing, holding
from tests.tasks.judging import between
from tests.tasks.world import World

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")


@task("zh")
def load_for_some_seconds(world: World) -> Asked:
    seconds = world.chance.randint(5, 8)
    begun = time.monotonic()

    def holds(answered: Answered) -> None:
        answered.completed().says_any("CPU", "处理器")
        answered.says_any("最高", "最大", "峰值", "max", "peak")
        told = [float(n) for n in _PERCENT.findall(answered.answer)]
        assert all(n <= 100.1 for n in told), answered.answer[:800]
        assert len(_NUMBER.findall(answered.answer)) >= 2, answered.answer[:800]
        answered.says_any("%", "％", "百分")
        assert time.monotonic() - begun >= seconds - 1

    return Asked(f"观察 {seconds} 秒这台机器的 CPU 使用率，告诉我平均值和最高值", holds)


@task("zh")
def memory_of_one_process_over_a_line(world: World) -> Asked:
    size = world.chance.randint(110, 190)
    process = holding(world, size)
    over = world.chance.random() < 0.5
    line = size - 60 if over else size + 120

    def holds(answered: Answered) -> None:
        between(answered.completed(), size, size + 40)
        no = ("没有超过", "未超过", "没超过", "没有超出", "未超出", "未达到", "没有达到", "不超过")
        if over:
            answered.says_any("超过", "超出", "高于", "大于", "报警", "告警", ">").says_not(*no)
        else:
            answered.says_any(*no, "低于", "小于", "正常", "没有", "未", "0 次", "<")

    return Asked(
        f"盯着进程 {process.pid} 看 5 秒，每秒看一次它的内存，有没有超过 {line} MB？"
        "最高是多少 MB？",
        holds,
    )


@task("en")
def new_errors_of_a_growing_log(world: World) -> Asked:
    old, new = (f"E{n}" for n in world.chance.sample(range(1000, 9999), 2))
    cause = world.chance.choice(["disk quota reached", "gateway refused", "certificate expired"])
    before = [f"10:00:{i:02d} ERROR {old} mailbox locked" for i in range(12)]
    world.text("service.log", "\n".join(before) + "\n")
    lines = [f"10:05:00 ERROR {new} {cause}", "10:05:01 INFO request served"] * 150

    growing(world, "service.log", lines)

    def holds(answered: Answered) -> None:
        answered.completed().says(new, cause)
        answered.says_not(old)

    # The log grows while it is read: it is a file that may change.
    return Asked(
        "Follow service.log for 6 seconds and show me the ERROR lines that are added meanwhile, "
        "only the new ones.",
        holds,
        changes=True,
    )


@task("en")
def health_of_an_address(world: World) -> Asked:
    ill = world.chance.random() < 0.5
    asked = list[str]()

    def health(path: str) -> tuple[int, str]:
        asked.append(path)
        return (503, "busy") if ill and len(asked) % 2 == 0 else (200, "fine")

    url = world.serve({"/healthz": health}) + "/healthz"

    def holds(answered: Answered) -> None:
        assert answered.result, answered.task.error
        assert len(asked) >= 5, asked
        if ill:
            answered.says("503")
        else:
            answered.completed().says_not("503")
            answered.says_any("200", "ok", "healthy", "up", "100%", "no fail", "0 fail")

    return Asked(
        f"Check {url} once a second for 6 seconds. Was it healthy every time, or did some checks "
        "fail, and with which status?",
        holds,
    )

"""This computer and its services: a process watched, a log read, an address, a full disk."""

import re
import shutil
import time

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import holding
from tests.tasks.judging import between, near, whole
from tests.tasks.world import World


@task("en")
def a_process_watched_for_its_memory(world: World) -> Asked:
    megabytes = world.chance.randint(130, 320)
    pid = holding(world, megabytes).pid

    def holds(answered: Answered) -> None:
        answered.completed().says(str(pid))
        between(answered, megabytes, (megabytes + 30) * 1.05)

    return Asked(
        f"watch process {pid} for 5 seconds and tell me how many MB of memory it uses", holds
    )


@task("zh")
def payments_without_the_money(world: World) -> Asked:
    reasons = ["支付成功"] * 40 + ["网络超时"] * 9 + ["余额不足"] * world.chance.randint(6, 10)
    world.chance.shuffle(reasons)
    poor: list[str] = []
    others: list[str] = []
    lines = []
    for i, reason in enumerate(reasons):
        order = f"P{world.chance.randint(100, 999)}{i:03}"
        (poor if reason == "余额不足" else others).append(order)
        level = "INFO" if reason == "支付成功" else "WARN"
        lines.append(
            f"2025-12-01 {9 + i // 10:02}:{i % 10 * 6:02}:17 {level} 订单 {order} {reason}"
        )
    world.text("pay.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        text = whole(answered.completed())
        missing = [order for order in poor if order not in text]
        assert not missing, f"{missing} not in {text[:1500]}"
        answered.says_not(*others)
        near(answered, len(poor), by=0)

    return Asked("pay.log 里“余额不足”出现了几次？把涉及的订单号都列出来", holds)


@task("en")
def health_of_the_ticket_service(world: World) -> Asked:
    status = world.chance.choice([200, 503])
    delay_ms = world.chance.randint(620, 780)

    def slowly(_path: str) -> tuple[int, str | bytes]:
        time.sleep(delay_ms / 1000)
        return status, '{"status": "ok"}' if status == 200 else '{"status": "overloaded"}'

    url = world.serve({"/healthz": slowly}) + "/healthz"

    def holds(answered: Answered) -> None:
        answered.completed()
        near(answered, status, by=0)
        between(answered, delay_ms, delay_ms + 250)
        if status == 503:
            answered.says_not("is healthy", "is up and")
        else:
            answered.says_not("unhealthy", "is down", "not healthy")

    return Asked(
        f"Is {url} healthy? What status code does it send and how many ms does it take?", holds
    )


@task("zh")
def a_disk_that_may_be_too_full(world: World) -> Asked:
    disk = shutil.disk_usage("/")
    full = [100 * disk.used / whole_size for whole_size in (disk.total, disk.used + disk.free)]
    limits = [n for n in (min(full) - 10, max(full) + 14) if 3 <= n <= 97]
    limit = round(world.chance.choice(limits or [min(full) / 2]))

    def holds(answered: Answered) -> None:
        near(answered.completed(), *full, by=1.5)
        within = re.search(
            r"[未没][有]?[超达到]|不超过|未触发|没有触发|没有高|低于|小于|不用|不需|无需|不必|以内|之内"
            r"|正常|安全",
            answered.answer.replace(" ", ""),
        )
        assert bool(within) is (full[0] < limit), (full, limit, answered.answer[:1500])
        if not within:
            answered.says_any("超", "高于", "大于", "提醒", "告警", "报警", "警告", "达到")

    return Asked(f"根目录 / 所在的磁盘现在用了百分之几？有没有超过 {limit}%？超过了就提醒我", holds)

"""This computer, its processes and logs, a service that answers."""

import time
from datetime import UTC, datetime, timedelta

from tests.tasks import host
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import between, refused
from tests.tasks.world import World


@task("zh")
def the_most_a_process_takes(world: World) -> Asked:
    megabytes = world.chance.randint(130, 380)
    pid = host.holding(world, megabytes).pid

    def holds(answered: Answered) -> None:
        between(answered.completed(), megabytes, megabytes * 1.05 + 40)

    return Asked(f"接下来 5 秒盯一下进程 {pid} 的内存，最多用到多少 MB？", holds)


@task("en")
def a_port_looked_at_for_a_while(world: World) -> Asked:
    up = world.chance.random() < 0.5
    port = host.listening(world) if up else host.free_port()

    def holds(answered: Answered) -> None:
        if up:
            answered.completed().says(str(port))
            answered.says_any("up", "open", "listening", "reachable", "accept", "answer")
            answered.says_not("unreachable", "is closed", "is down", "nothing listens")
        elif answered.task.error:
            refused(answered, str(port))
        else:
            answered.says(str(port))
            answered.says_any("no ", "not", "n't", "closed", "refused", "down", "fail", "0 of")
            answered.says_not("no alert", "stayed open", "always open")

    return Asked(
        f"Look at port {port} on this machine for 5 seconds and alert me if it isn't open.", holds
    )


@task("zh")
def timeouts_of_a_worker(world: World) -> Asked:
    count, total = world.chance.randint(18, 60), 400
    hits = sorted(world.chance.sample(range(total - 5), count))
    when, lines, last = datetime(2025, 11, 12, 7, 0, tzinfo=UTC), [], ""
    for number in range(total):
        when += timedelta(seconds=world.chance.randint(3, 50))
        if number in hits:
            last = f"{when:%Y-%m-%d %H:%M:%S}"
            text = f"ERROR request {world.chance.randint(10**5, 10**6)} timeout"
        else:
            text = world.chance.choice(["INFO job done", "INFO job started", "WARN retry later"])
        lines.append(f"{when:%Y-%m-%d %H:%M:%S} {text}")
    world.text("worker.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(count, 0)
        answered.says(last.split()[1])

    return Asked("worker.log 里出现 timeout 的一共有多少行？最后一次是什么时候？", holds)


@task("en")
def pulse_of_the_status_page(world: World) -> Asked:
    delay_ms = world.chance.choice([250, 300, 600])
    status = world.chance.choice([200, 503])

    def slowly(_path: str) -> tuple[int, str]:
        time.sleep(delay_ms / 1000)
        return status, "<p>status</p>"

    url = world.serve({"/status": slowly}) + "/status"

    def holds(answered: Answered) -> None:
        assert len(world.hits) >= 3, world.hits
        if status == 503 and answered.task.error:
            refused(answered, "503")
            return
        answered.completed()
        try:
            between(answered, delay_ms, delay_ms + 190)
        except AssertionError:
            between(answered, delay_ms / 1000, delay_ms / 1000 + 0.19, 0.006)
        if status == 503:
            answered.says("503")
        else:
            answered.says_any("200", "ok", "healthy", "up").says_not("503", "is unhealthy")

    return Asked(
        f"Hit {url} three times and tell me whether it's healthy and how long it takes to answer "
        "on average.",
        holds,
    )

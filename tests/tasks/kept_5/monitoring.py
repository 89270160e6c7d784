"""This computer and its services: a port, load over some seconds, a process, a page."""

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import free_port, holding, listening
from tests.tasks.judging import between
from tests.tasks.world import World


@task("en")
def who_listens(world: World) -> Asked:
    used = world.chance.random() < 0.5
    port = listening(world) if used else free_port()

    def holds(answered: Answered) -> None:
        answered.completed().says(str(port))
        if used:
            answered.says_any("listening", "open", "in use", "yes", "accept")
            answered.says_not("nothing", "not listening", "closed", "not in use", "not open")
        else:
            answered.says_any("nothing", "not ", "closed", "free", "no ", "refused")

    return Asked(f"is anything listening on port {port} on this machine?", holds)


@task("zh")
def load_over_some_seconds(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().picture().says("CPU").says_any("内存", "memory")
        between(answered, 0, 100)

    return Asked("监控 5 秒钟的 CPU 和内存使用率，画成曲线图", holds)


@task("en")
def how_much_memory_it_takes(world: World) -> Asked:
    megabytes = world.chance.randint(80, 130)
    pid = holding(world, megabytes).pid

    def holds(answered: Answered) -> None:
        answered.completed().says(str(pid))
        between(answered, megabytes, megabytes * 1.05 + 40)

    return Asked(f"How much memory is process {pid} using?", holds)


@task("zh")
def what_a_page_returns(world: World) -> Asked:
    status = world.chance.choice([200, 500, 503])
    url = world.serve({"/api/ping": lambda _path: (status, "好")}) + "/api/ping"

    def holds(answered: Answered) -> None:
        answered.completed().says("/api/ping", str(status))

    return Asked(f"看看 {url} 现在能正常访问吗，状态码是多少", holds)

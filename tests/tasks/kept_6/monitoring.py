"""What is left of this computer, whether a program runs, which of three addresses are down."""

import shutil

import psutil

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import free_port, named
from tests.tasks.judging import near
from tests.tasks.world import World


@task("zh")
def memory_and_disk_left(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed()
        free = psutil.virtual_memory().available
        near(answered, free / 1e9, free / 2**30, by=0.3 * free / 1e9)
        disks = [shutil.disk_usage(place).free for place in ("/", world.folder)]
        sizes = [disk / unit for disk in disks for unit in (1e9, 2**30)]
        near(answered, *sizes, by=0.03 * min(disks) / 1e9)

    return Asked("我电脑内存和硬盘还剩多少？", holds)


@task("en")
def whether_a_program_runs(world: World) -> Asked:
    name, pid = named(world)

    def holds(answered: Answered) -> None:
        answered.completed().says(name).says_number(pid, 0)

    return Asked(f"Is {name} running on this machine, and what is its PID?", holds)


@task("en")
def which_of_three_are_down(world: World) -> Asked:
    url = world.serve({"/ok": "<h1>fine</h1>", "/api": lambda _path: (500, "<h1>no</h1>")})
    nobody = f"http://127.0.0.1:{free_port()}/"

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{url}/api", nobody.rstrip("/"))
        answered.says_any("500", "down", "fail", "error", "unavailable")
        answered.says_any("refused", "down", "unreachable", "connect", "not answer", "no answer")

    return Asked(
        f"Hi! Could you check {url}/ok , {url}/api and {nobody} and tell me which are down?", holds
    )

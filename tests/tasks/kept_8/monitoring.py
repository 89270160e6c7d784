"""This computer and its services: what it has, its disk, a process by its name, a page's speed."""

import os
import shutil
import time
from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import named
from tests.tasks.judging import between, near, refused
from tests.tasks.world import World


@task("zh")
def what_this_computer_has(_world: World) -> Asked:
    told = Path("/proc/meminfo").read_text("ascii").split("MemTotal:")[1].split()[0]
    size = int(told) * 1024
    cores = {os.cpu_count() or 1, len(os.sched_getaffinity(0))}
    cores |= {count // 2 for count in cores if count > 1}  # two threads may share a core

    def holds(answered: Answered) -> None:
        near(answered.completed(), *cores, by=0)
        near(answered, size / 2**30, size / 1e9, size / 2**20, size / 1e6, by=0.51)

    return Asked("这台电脑的 CPU 是几核的？内存总共多大？", holds)


@task("en")
def how_full_a_disk_is(world: World) -> Asked:
    disks = [shutil.disk_usage(place) for place in ("/", Path.home(), world.folder)]
    full = [100 * d.used / whole for d in disks for whole in (d.total, d.used + d.free)]

    def holds(answered: Answered) -> None:
        near(answered.completed(), *full, by=1.5)
        answered.says_any("%", "percent")

    return Asked("how full is my disk, in percent?", holds)


@task("zh")
def a_page_asked_five_times(world: World) -> Asked:
    delay_ms = world.chance.choice([150, 300, 420])

    def slowly(_path: str) -> str:
        time.sleep(delay_ms / 1000)
        return "<p>好</p>"

    url = world.serve({"/health": slowly}) + "/health"

    def holds(answered: Answered) -> None:
        answered.completed().says("/health")
        assert len(world.hits) >= 5, world.hits
        between(answered, delay_ms, delay_ms + 200)

    return Asked(f"每秒访问一次 {url} ，连续访问 5 次，平均响应时间是多少毫秒？", holds)


@task("en")
def a_program_by_its_name(world: World) -> Asked:
    runs = world.chance.random() < 0.6
    name, pid = named(world) if runs else (f"lark{world.chance.randint(10**6, 10**7)}", 0)

    def holds(answered: Answered) -> None:
        if runs:
            answered.completed().says(name).says_number(pid, 0)
        elif answered.task.error:
            refused(answered, name)
        else:
            answered.says(name).says_any("no ", "not ", "n't", "none", "0 process")

    return Asked(f"Is a process called {name} running? What is its pid?", holds)

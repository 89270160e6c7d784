"""Tasks on this computer: over time, against limits and a baseline, its processes, what it is."""

import os
import platform
import socket
import sys
import time

import psutil

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import holding, listening, named, running
from tests.tasks.world import World

HOST = socket.gethostname()

# ---------------------------------------------------------------- over time


@task("en")
def cpu_over_seconds_as_a_plot(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().picture().says("CPU", "%", HOST, "mean", "max")
        assert len(answered.file(".csv").read_text().splitlines()) > 8

    return Asked("watch the CPU for 3 seconds and plot it", holds)


@task("zh")
def memory_over_seconds_as_a_plot(world: World) -> Asked:
    used = psutil.virtual_memory().percent

    def holds(answered: Answered) -> None:
        answered.completed().picture().says("内存", HOST, "平均", "最大")
        answered.says_number(used, rel=0.3)
        assert answered.file(".csv")

    return Asked("监控内存 3 秒并画图", holds)


@task("zh")
def network_over_seconds(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().picture().says("网络", "/s", "接收", "发送")

    return Asked("监控网络流量两秒，画成曲线", holds)


@task("en")
def two_measures_in_one_plot(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().picture().says("CPU", "memory")
        header = answered.file(".csv").read_text().splitlines()[0].lower()
        assert "cpu" in header and "memory" in header

    return Asked("plot cpu and memory usage over 2 seconds", holds)


@task("zh")
def process_over_seconds(world: World) -> Asked:
    megabytes = world.chance.randint(120, 200)
    process = holding(world, megabytes)

    def holds(answered: Answered) -> None:
        answered.completed().says(str(process.pid), "CPU", "线程").says_any("MiB")
        least = min(answered.data["series"]["memory_bytes"])
        assert megabytes << 20 <= least <= (megabytes + 60) << 20

    return Asked(f"观察进程 {process.pid} 2 秒的 CPU 和内存", holds)


@task("en")
def process_by_name_over_seconds(world: World) -> Asked:
    name, pid = named(world)

    def holds(answered: Answered) -> None:
        answered.completed().picture().says(name, str(pid), "threads")

    return Asked(f"watch the process {name} for 2 seconds and plot its memory", holds)


# ---------------------------------------------------------------- limits


@task("en")
def memory_above_a_limit_alerts(world: World) -> Asked:
    limit = max(1, int(psutil.virtual_memory().percent) - world.chance.randint(5, 9))

    def holds(answered: Answered) -> None:
        answered.completed().says("alert", f"{limit}%", "worst").says_not("no alert")

    return Asked(f"tell me if memory goes above {limit}% in the next 2 seconds", holds)


@task("en")
def memory_below_its_limit_does_not(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().says("no alert", "99.9%", "worst")

    return Asked("alert me if memory goes above 99.9% within 2 seconds", holds)


@task("zh")
def memory_above_a_limit_alerts_zh(world: World) -> Asked:
    limit = max(1, int(psutil.virtual_memory().percent) - world.chance.randint(5, 9))

    def holds(answered: Answered) -> None:
        answered.completed().says("报警", f"{limit}%", "最高").says_not("没有报警", "未报警")

    return Asked(f"接下来 2 秒内如果内存超过 {limit}% 就报警", holds)


@task("zh")
def cpu_limit_without_a_span(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().says("CPU", "100%").says_any("报警")

    return Asked("CPU 超过 100% 就报警", holds)


@task("en")
def is_any_disk_over_a_limit(world: World) -> Asked:
    fullest = max(
        (psutil.disk_usage(p.mountpoint).percent for p in psutil.disk_partitions()), default=0
    )
    limit = max(1, int(fullest) - 2)

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{limit}%", "/")

    return Asked(f"is any disk over {limit}% full?", holds)


@task("zh")
def disk_of_a_path(world: World) -> Asked:
    percent = psutil.disk_usage(str(world.folder)).percent

    def holds(answered: Answered) -> None:
        answered.completed().says("GiB").says_number(percent, rel=0.05)

    return Asked(f"{world.folder} 所在的磁盘还剩多少空间", holds)


# ---------------------------------------------------------------- baselines


@task("en")
def baseline_that_was_never_recorded(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.failed("baseline_missing")

    return Asked("what departs from the baseline?", holds)


@task("zh")
def baseline_recorded_and_compared(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().says("基线", "内存", "%").says_any("异常", "偏离")

    return Asked("和基线相比有什么异常", holds, first=("记录基线",))


@task("en")
def baseline_recorded(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().says("baseline", "CPU", "memory", HOST)

    return Asked("record a baseline of this computer for 2 seconds", holds)


# ---------------------------------------------------------------- processes


@task("en")
def who_uses_a_port(world: World) -> Asked:
    port = listening(world)

    def holds(answered: Answered) -> None:
        answered.completed().says(str(port), str(os.getpid()), psutil.Process().name())

    return Asked(f"which process uses port {port}", holds)


@task("zh")
def is_a_process_running(world: World) -> Asked:
    name, pid = named(world)

    def holds(answered: Answered) -> None:
        answered.completed().says(name, str(pid))

    return Asked(f"{name} 在运行吗", holds)


@task("en")
def is_an_absent_process_running(world: World) -> Asked:
    name = "heron" + "".join(world.chance.choices("abcdefgh", k=8))

    def holds(answered: Answered) -> None:
        answered.completed().says(name).says_any("no process")

    return Asked(f"is {name} running?", holds)


@task("en")
def killing_is_refused(world: World) -> Asked:
    name, pid = named(world)

    def holds(answered: Answered) -> None:
        answered.failed("kill_refused")
        assert psutil.pid_exists(pid)

    return Asked(f"kill the process {name}", holds)


@task("en")
def processes_by_memory(world: World) -> Asked:
    holding(world, 60)

    def holds(answered: Answered) -> None:
        answered.completed().in_order("1. ", "2. ", "3. ", "4. ", "5. ").says_not("6. ")
        held = [p["memory_bytes"] for p in answered.data["processes"]]
        assert held == sorted(held, reverse=True)

    return Asked("top 5 processes by memory", holds)


@task("zh")
def zombies(world: World) -> Asked:
    code = "import os, time\npid = os.fork()\nos._exit(0) if pid == 0 else print(pid, flush=True)"
    parent = running(world, sys.executable, "-c", f"{code}\ntime.sleep(100)")
    assert parent.stdout
    pid = int(parent.stdout.readline())

    def holds(answered: Answered) -> None:
        answered.completed().says("僵尸", str(pid))

    return Asked("有没有僵尸进程", holds)


@task("en")
def tree_of_a_process(world: World) -> Asked:
    code = "import subprocess as s; p = s.Popen(['sleep', '100']); print(flush=True); p.wait()"
    parent = running(world, sys.executable, "-c", code)
    assert parent.stdout
    parent.stdout.readline()
    world.defer(lambda: [c.kill() for c in psutil.Process(parent.pid).children()])

    def holds(answered: Answered) -> None:
        answered.completed().in_order(str(parent.pid), "sleep")

    return Asked(f"show the process tree of pid {parent.pid}", holds)


# ---------------------------------------------------------------- what this computer is


@task("zh")
def what_this_computer_is(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().says(HOST, platform.release(), platform.python_version())

    return Asked("这台电脑的操作系统、内核、主机名和 Python 版本", holds)


@task("en")
def number_of_cpus(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().says_number(psutil.cpu_count() or 0)

    return Asked("how many CPU cores does this machine have?", holds)


@task("en")
def since_when_it_runs(world: World) -> Asked:
    booted = time.strftime("%Y-%m-%d", time.localtime(psutil.boot_time()))

    def holds(answered: Answered) -> None:
        answered.completed().says(booted)

    return Asked("how long has this computer been up, and when was it booted?", holds)


@task("zh")
def temperatures(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().says_any("°C", "没有温度传感器")

    return Asked("CPU 温度是多少", holds)


@task("zh")
def environment_without_secrets(world: World) -> Asked:
    os.environ["WREN_API_TOKEN"] = "".join(world.chance.choices("0123456789abcdef", k=24))
    world.defer(lambda: os.environ.pop("WREN_API_TOKEN"))
    secret = os.environ["WREN_API_TOKEN"]

    def holds(answered: Answered) -> None:
        answered.completed().says("PATH", "WREN_API_TOKEN").says_not(secret)
        assert secret not in str(answered.data)

    return Asked("列出环境变量", holds)


@task("zh")
def interfaces_and_addresses(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().says("127.0.0.1", "lo")

    return Asked("本机的 IP 地址和网络接口有哪些", holds)


@task("en")
def connections_by_state(world: World) -> Asked:
    listening(world)

    def holds(answered: Answered) -> None:
        answered.completed().says("LISTEN")

    return Asked("how many network connections are there by state", holds)


@task("en")
def memory_of_one_process_above_a_limit(world: World) -> Asked:
    process = holding(world, world.chance.randint(70, 120))

    def holds(answered: Answered) -> None:
        answered.completed().says("ALERT", "50 MB", str(process.pid), "RSS")

    return Asked(
        f"monitor PID {process.pid} for 2 seconds and alert if its memory exceeds 50 MB", holds
    )


@task("en")
def hours_are_too_long(world: World) -> Asked:
    hours = world.chance.randint(2, 9)
    return Asked(f"monitor cpu for {hours} hours", lambda a: a.failed("span_out_of_range"))


@task("zh")
def recorded_and_compared(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.completed().says("已记录").says_any("与基线", "相比")

    return Asked("采样 1 秒，记录基线，然后与现在比较", holds)


@task("en")
def a_plot_as_pdf(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        assert answered.completed().file(".pdf").read_bytes().startswith(b"%PDF")

    return Asked("plot cpu load for 1 second and export it to pdf", holds)

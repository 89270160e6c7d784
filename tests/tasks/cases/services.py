"""Tasks on what serves: logs that grow, addresses, ports."""

import os
import threading
import time

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import free_port, growing, listening
from tests.tasks.world import World


def levels(world: World, count: int) -> list[str]:
    """Lines of a log of several levels."""
    chosen = world.chance.choices(("INFO", "WARN", "ERROR"), k=count)
    return [f"2026-05-01 10:00:{i:02} {level} job {i}" for i, level in enumerate(chosen)]


# ---------------------------------------------------------------- logs


@task("en")
def log_followed_for_a_word(world: World) -> Asked:
    old, new = levels(world, 9), levels(world, 400)
    new[3] = "2026-05-01 10:00:03 ERROR the last straw"
    world.text("app.log", "\n".join(old) + "\n")
    growing(world, "app.log", new)
    before = sum("ERROR" in line for line in old)

    def holds(answered: Answered) -> None:
        answered.completed().says("app.log", "ERROR")
        data = answered.data
        assert data["already_there"] >= before and data["new"] >= 1
        assert all("ERROR" in line["text"] for line in data["lines"])

    return Asked("follow app.log for ERROR for 5 seconds", holds, changes=True)


@task("zh")
def log_followed_for_a_word_zh(world: World) -> Asked:
    world.text("app.log", "".join(f"{line}\n" for line in levels(world, 5)))
    growing(world, "app.log", ["INFO nothing"] * 400)
    there = (world.folder / "app.log").read_text().count("FATAL")

    def holds(answered: Answered) -> None:
        answered.completed().says("app.log", "FATAL").says_any("没有")
        assert answered.data["new"] == 0 and answered.data["already_there"] == there

    return Asked("监听 app.log 2 秒，有 FATAL 就告诉我", holds, changes=True)


@task("zh")
def log_that_is_rotated_meanwhile(world: World) -> Asked:
    path = world.text("server.log", "INFO begin\n")
    number = world.chance.randint(1000, 9999)

    def rotate(stopped: threading.Event) -> None:
        for count in range(400):
            if stopped.wait(0.4):
                return
            path.rename(world.folder / f"server.log.{count}")
            path.write_text(f"ERROR after rotation {number}\n", encoding="utf-8")

    stopped = threading.Event()
    thread = threading.Thread(target=rotate, args=(stopped,), daemon=True)
    thread.start()
    world.defer(lambda: (stopped.set(), thread.join()))

    def holds(answered: Answered) -> None:
        answered.completed().says("server.log", str(number), "轮转")
        assert answered.data["new"] >= 2

    return Asked("跟踪 server.log 3 秒，统计新增的 ERROR 行数", holds, changes=True)


@task("en")
def log_that_is_emptied_meanwhile(world: World) -> Asked:
    path = world.text("out.log", "x" * 5000 + "\n")
    number, stopped = world.chance.randint(1000, 9999), threading.Event()

    def empty() -> None:
        while not stopped.wait(0.5):
            path.write_text(f"WARN disk {number}\n", encoding="utf-8")

    thread = threading.Thread(target=empty, daemon=True)
    thread.start()
    world.defer(lambda: (stopped.set(), thread.join()))

    def holds(answered: Answered) -> None:
        answered.completed().says("out.log", "WARN")

    return Asked("tail out.log for 3 seconds and tell me about WARN lines", holds, changes=True)


# ---------------------------------------------------------------- addresses


@task("en")
def address_is_up(world: World) -> Asked:
    address = world.serve({"/health": '{"ok": true}'})

    def holds(answered: Answered) -> None:
        answered.completed().says("200", "ms", "up")

    return Asked(f"is {address}/health up?", holds)


@task("en")
def latency_of_an_address(world: World) -> Asked:
    pause = world.chance.uniform(0.06, 0.12)

    def slow(_path: str) -> str:
        time.sleep(pause)
        return "fine"

    address, times = world.serve({"/health": slow}), world.chance.randint(4, 7)

    def holds(answered: Answered) -> None:
        answered.completed().says("mean", "p95", "max", "ms", f"{times}")
        assert world.hits.count("/health") == times
        assert 1000 * pause <= answered.data[0]["latency_ms"]["min"] < 1000 * pause + 150

    return Asked(f"check {address}/health {times} times and give the latency", holds)


@task("zh")
def address_is_down(world: World) -> Asked:
    port = free_port()

    def holds(answered: Answered) -> None:
        answered.completed().says(str(port), "拒绝")

    return Asked(f"检查 http://127.0.0.1:{port}/ 是否正常", holds)


@task("zh")
def several_addresses(world: World) -> Asked:
    address = world.serve({"/a": "ok", "/b": lambda _: (503, "no")})

    def holds(answered: Answered) -> None:
        answered.completed().says("200", "503", "/a", "/b", "毫秒")

    return Asked(f"检查 {address}/a 和 {address}/b 能不能访问，延迟多少", holds)


@task("zh")
def address_that_must_hold_a_text(world: World) -> Asked:
    word = "".join(world.chance.choices("abcdefgh", k=8))
    address = world.serve({"/": f"<p>hello {word}</p>"})

    def holds(answered: Answered) -> None:
        answered.completed().says("200", word).says_any("包含")

    return Asked(f"检查 {address}/ 是否可用，内容要包含“{word}”", holds)


@task("en")
def address_every_second(world: World) -> Asked:
    address = world.serve({"/ping": "pong"})

    def holds(answered: Answered) -> None:
        answered.completed().says("200", "mean")
        assert 3 <= world.hits.count("/ping") <= 4

    return Asked(f"ping {address}/ping every second for 3 seconds", holds)


# ---------------------------------------------------------------- ports


@task("en")
def port_accepts_connections(world: World) -> Asked:
    port = listening(world)

    def holds(answered: Answered) -> None:
        answered.completed().says(str(port), "accepts", "ms", str(os.getpid()))

    return Asked(f"does port {port} accept connections?", holds)


@task("zh")
def port_does_not_listen(world: World) -> Asked:
    port = free_port()

    def holds(answered: Answered) -> None:
        answered.completed().says(str(port)).says_any("没有", "未")

    return Asked(f"{port} 端口通不通，延迟多少", holds)


@task("zh")
def port_over_seconds_as_a_plot(world: World) -> Asked:
    port = listening(world)

    def holds(answered: Answered) -> None:
        answered.completed().picture().says(str(port), "延迟", "毫秒")
        assert len(answered.file(".csv").read_text().splitlines()) == 5

    return Asked(f"端口 {port} 2 秒内的连接延迟，画图", holds)


@task("en")
def port_that_cannot_be(world: World) -> Asked:
    port = world.chance.randint(65536, 99999)
    return Asked(f"port {port} in use?", lambda a: a.failed("bad_request"))


@task("en")
def address_slower_than_a_limit(world: World) -> Asked:
    def slow(_path: str) -> str:
        time.sleep(0.15)
        return "fine"

    address, times = world.serve({"/slow": slow}), world.chance.randint(2, 4)

    def holds(answered: Answered) -> None:
        answered.completed().says("ALERT", "100 ms", f"{times} of {times}")

    return Asked(f"check {address}/slow {times} times and warn me if latency exceeds 100 ms", holds)


@task("zh")
def levels_counted_each(world: World) -> Asked:
    world.text("app.log", "INFO begin\n")
    growing(world, "app.log", ["ERROR a", "WARN b", "INFO c", "WARN d"] * 100)

    def holds(answered: Answered) -> None:
        by_text = answered.completed().says("app.log").data["by_text"]
        assert set(by_text) == {"ERROR", "WARN"} and sum(by_text.values()) == answered.data["new"]

    return Asked("统计 app.log 接下来 3 秒里 ERROR 和 WARN 各有多少", holds, changes=True)

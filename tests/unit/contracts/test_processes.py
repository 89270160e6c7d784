"""Processes that a text names."""

import pytest

from aios.contracts.processes import listed, processes

WATCHES = ("port", "pid", "led", "called", "owned", "used")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("is redis still alive?", "redis"),
        ("the till is down, is the service billing-sync.py up", "billing-sync.py"),
        ("看下 redis 这个脚本还在不在跑", "redis"),
        ("how much ram is redis eating", "redis"),
        ("redis 现在占用了多少内存", "redis"),
        ("有没有 redis 进程", "redis"),
        ("does the redis job still run", "redis"),
        ("does the job still run", ""),
        ("which os am I running", ""),
        ("are any processes running", ""),
        ("how many connections are there", ""),
    ],
)
def test_a_process_of_which_something_is_asked(text: str, name: str) -> None:
    forms = ("running", "using", "used", "called", "owned")
    assert next(processes(text, forms), "") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("watch process 88 for 3 s", "88"),
        ("88 号进程 3 秒内用了多少内存", "88"),
        ("profile the memory of redis", "redis"),
        ("track the redis process for 3 s", "redis"),
        ("监控 4040 端口背后的进程 3 秒", "4040 端口"),
        ("is port 4040 open", ""),
        ("watch app.log for 3 s", ""),
        ("watch the memory for 3 s", ""),
    ],
)
def test_a_process_to_be_measured(text: str, name: str) -> None:
    assert next(processes(text, WATCHES, ("watch", "track", "memory of", "监控")), "") == name


@pytest.mark.parametrize(
    ("text", "name", "names"),
    [
        ("are redis and mysqld running", "mysqld", ["redis", "mysqld"]),
        ("check the cpu and whether redis runs", "redis", ["redis"]),
        ("redis 在跑吗？mysqld 呢？", "redis", ["redis", "mysqld"]),
        ("is redis running? and how hot is it?", "redis", ["redis"]),
    ],
)
def test_processes_named_in_one_breath(text: str, name: str, names: list[str]) -> None:
    assert listed(text, name) == names

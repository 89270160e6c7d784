"""Which processes a name means."""

import os
import socket
from types import SimpleNamespace
from typing import Any

import pytest

from aios.code.tools.processes import called, matching
from aios.contracts.errors import ActionFailed


def process(pid: int, name: str, *command: str) -> Any:
    return SimpleNamespace(pid=pid, info={"pid": pid, "name": name, "cmdline": list(command)})


ALIVE = [
    process(2, "nginx", "/usr/sbin/nginx"),
    process(3, "nginx-exporter"),
    process(4, "python3.11", "/usr/bin/python3.11", "/srv/shop/server.py"),
    process(5, "java", "java", "-jar", "search.jar"),
    process(os.getpid(), "python", "aios", "run", "is", "redis", "running"),
    process(7, "kthreadd"),
]


@pytest.mark.parametrize(
    ("name", "pids"),
    [
        ("nginx", [2]),  # whole before part
        ("NGINX", [2]),
        ("exporter", [3]),
        ("server.py", [4]),  # a script runs under its interpreter's name
        ("search.jar", [5]),
        ("redis", []),  # a word of the task itself is no process
        ("nothing", []),
    ],
)
def test_names(name: str, pids: list[int]) -> None:
    assert [p.pid for p in called(name, ALIVE)] == pids


def test_a_port_means_who_listens_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        for named in (f"port {port}", f"{port} 端口", f"端口{port}"):
            assert [p.pid for p in matching(named, lambda _zh, en: en)] == [os.getpid()]
    with pytest.raises(ActionFailed, match=f"port {port}"):
        matching(f"port {port}", lambda _zh, en: en)

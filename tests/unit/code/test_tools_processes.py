"""Which processes a name means."""

import os
from types import SimpleNamespace
from typing import Any

import pytest

from aios.code.tools.processes import called


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

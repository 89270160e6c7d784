"""Which processes a name means."""

import os
import socket
from types import SimpleNamespace
from typing import Any

import pytest

from aios.code.tools import processes, report_series
from aios.code.tools.processes import called, matching, watch_process
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


async def test_a_watch_by_port_names_the_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "span_s", lambda _asked, _say: 0.02)  # shorter than may be asked
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        asked = {"process": f"port {port}", "seconds": 1}
        facts = await watch_process(asked, lambda _zh, en: en)
    assert facts["listens_on"] == port
    told = report_series.watch_process({**facts, "others": [7]}, lambda _zh, en: en)
    assert f"listening on port {port})" in told
    assert "Others that listen there: 7." in told

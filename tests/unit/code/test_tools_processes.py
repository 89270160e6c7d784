"""Which processes a name means."""

import os
import socket
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from aios.code.tools import processes, report, report_host, report_series, system
from aios.code.tools.port import check_port
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
        ("server", [4]),  # which may be called without its ending
        ("shop", []),
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


def english(_zh: str, en: str) -> str:
    return en


def test_those_beyond_a_limit() -> None:
    held = int(psutil.Process().memory_info().rss / 2**20)
    asked = {"count": 1000, "threshold": f"{held // 2} MB"}
    facts = system.processes(asked, english)
    assert facts["sort"] == "memory"
    assert os.getpid() in [p["pid"] for p in facts["processes"]]
    assert all(p["memory_bytes"] > held // 2 * 1e6 for p in facts["processes"])
    assert f"more than {held // 2} MB memory: {facts['found']}" in report.processes(facts, english)
    none = report.processes(system.processes({"threshold": "4000%"}, english), english)
    assert none.endswith("more than 4000% CPU: none")


def test_those_that_have_run_longest() -> None:
    facts = system.processes({"sort": "age"}, english)
    ages = [p["age_s"] for p in facts["processes"]]
    assert ages == sorted(ages, reverse=True)
    assert "have run longest" in report.processes(facts, english)


def test_only_the_sensor_that_is_asked_for() -> None:
    facts = {"about": ["battery"], "temperatures": [], "fans": [], "battery": None}
    assert report_host.sensors(facts, english) == "There is no battery."
    told = report_host.sensors({**facts, "about": []}, english)
    assert len(told.splitlines()) == 3


async def test_a_watch_by_port_names_the_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "span_of", lambda *_: (0.02, None))  # too short to ask
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        asked = {"process": f"port {port}", "seconds": 1}
        facts = await watch_process(asked, lambda _zh, en: en)
    assert facts["listens_on"] == port
    told = report_series.watch_process({**facts, "others": [7]}, lambda _zh, en: en)
    assert f"listening on port {port})" in told
    assert "Others that listen there: 7." in told


def test_the_load_is_told_against_the_cores() -> None:
    facts = {
        "percent": 40.0,
        "cores": 4,
        "load_average": [6.0, 2.0, 1.0],
        "over_threshold": False,
        "threshold_percent": 90.0,
    }
    assert "6 / 4 cores = 1.50 per core: that is high" in report.cpu(facts, english)
    calm = report.cpu({**facts, "load_average": [1.0, 2.0, 1.0]}, english)
    assert "0.25 per core: the cores keep up" in calm


def test_a_limit_on_the_temperature_is_judged_by_the_hottest() -> None:
    warm = [{"label": "core 0", "celsius": 61.0}, {"label": "core 1", "celsius": 84.5}]
    facts = {"about": ["temperatures"], "temperatures": warm, "fans": [], "battery": None}
    told = report_host.sensors({**facts, "threshold": 80.0}, english)
    assert told.startswith("ALERT: the hottest is 84.5 °C, above 80 °C.")
    assert "No alert" in report_host.sensors({**facts, "threshold": 90.0}, english)


async def test_the_connections_to_a_port_are_counted_and_a_loss_alerts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        where = server.getsockname()
        with socket.create_connection(where):
            held, _ = server.accept()
            facts = await check_port({"port": where[1]}, english)
            held.close()
    assert facts["connections"]["min"] >= 1
    assert "Open connections: min " in report_host.check_port(facts, english)
    lost = {**facts, "attempts": facts["accepted"] + 2}
    assert report_host.check_port(lost, english).startswith("ALERT: 2 were not accepted!")

"""Killed, interrupted, and run twice at once: nothing is lost, nothing is stuck."""

import json
import signal
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.acceptance.conftest import Shell

pytestmark = [pytest.mark.machine, pytest.mark.image]


class Slow(BaseHTTPRequestHandler):
    """A page that takes its time."""

    def do_GET(self) -> None:
        time.sleep(20)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def slow_task() -> str:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return f"抓取 http://127.0.0.1:{server.server_address[1]}/ 的前10条新闻"


def until_running(shell: Shell, process: "subprocess.Popen[bytes]") -> str:
    """Wait until the task of the process runs; its id."""
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()
        tasks = shell.aios("task", "list", "--json").json
        if tasks and tasks[0]["status"] == "running":
            return str(tasks[0]["id"])
        time.sleep(0.2)
    raise AssertionError("the task never ran")


def test_ctrl_c_cancels_cleanly(shell: Shell, slow_task: str) -> None:
    process = shell.start("run", slow_task, "--json")
    task_id = until_running(shell, process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130, err
    assert b"Traceback" not in err
    assert json.loads(out)["status"] == "cancelled"
    assert shell.aios("task", "show", task_id, "--json").json["status"] == "cancelled"


def test_a_killed_process_loses_no_task_and_leaves_none_running(
    shell: Shell, slow_task: str
) -> None:
    process = shell.start("run", slow_task)
    task_id = until_running(shell, process)
    process.kill()
    process.communicate(timeout=20)
    [task] = shell.aios("task", "list", "--json").json
    assert (task["id"], task["status"]) == (task_id, "failed")
    assert task["error"]["code"] == "interrupted"
    assert "aios task retry" in task["error"]["hint"]


def test_another_process_can_cancel_it(shell: Shell, slow_task: str) -> None:
    process = shell.start("run", slow_task, "--json")
    task_id = until_running(shell, process)
    assert shell.aios("task", "cancel", task_id, "--json").json["cancelled"] is True
    process.communicate(timeout=20)
    assert process.returncode == 130


def test_two_at_once_share_a_workspace(shell: Shell) -> None:
    both = [shell.start("run", "how much memory is free", "--json") for _ in range(2)]
    ended = [json.loads(p.communicate(timeout=60)[0])["status"] for p in both]
    assert ended == ["completed", "completed"]
    assert len(shell.aios("task", "list", "--json").json) == 2

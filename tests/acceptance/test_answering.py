"""What a task asks is shown and answered with the installed command, from another process."""

import subprocess
import sys
import time

from tests.acceptance.conftest import Shell

BUYER = """
import sys
from aios import AIOS, AiosError

def pay(amount):
    return "paid " + amount

class Buyer:
    name = "buyer"
    async def run(self, task, calls):
        return await calls.use_tool("pay", {"amount": "3 €"})

tools = [{"name": "pay", "function": pay, "effects": "write"}]
with AIOS(sys.argv[1], drivers=[], backends=[], agents=[Buyer()], tools=tools) as aios:
    for options in sys.argv[2:]:
        task = aios.execute("buy tea", agent="buyer", **eval(options))
        try:
            print(task.wait(timeout=100).answer)
        except AiosError as error:
            print(error.code)
"""


def asked(shell: Shell, *options: str) -> "tuple[subprocess.Popen[str], str]":
    """A program with a task for each of the options, and the id of the one that waits."""
    words = [sys.executable, "-c", BUYER, str(shell.folder / ".ws"), *options]
    program = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert program.poll() is None, program.communicate()
        waiting = shell.aios("task", "list", "--status", "waiting", "--json")
        if waiting.exit_code == 0 and waiting.json:
            return program, str(waiting.json[0]["id"])
    raise AssertionError("it never asked")


def test_a_question_is_shown_answered_and_remembered(shell: Shell) -> None:
    program, task_id = asked(shell, "{'answer_within': 100}", "{}")
    shown = shell.aios("task", "show", task_id)
    assert "waiting" in shown.stdout and "May the task use the tool pay?" in shown.stdout
    assert shell.aios("task", "show", task_id, "--json").json["question"]["details"]
    assert shell.aios("task", "approve", task_id, "--always").exit_code == 0
    out, err = program.communicate(timeout=60)
    assert out.splitlines() == ["paid 3 €", "paid 3 €"], err
    [grant] = shell.aios("access", "list", "--json").json
    assert (grant["agent"], grant["subject"]) == ("buyer", "tool pay")
    log = shell.aios("access", "log", "--json").json
    assert [decision["by"] for decision in log] == ["memory", "person"]
    again = shell.aios("task", "approve", task_id, "--json")
    assert (again.exit_code, again.json["error"]["code"]) == (2, "task_not_waiting")


def test_a_spent_budget_is_shown_and_raised(shell: Shell) -> None:
    """The program's second task finds nothing left."""
    assert shell.aios("budget", "set", "--agent", "buyer", "--calls", "1").exit_code == 0
    first, second = "{'assume_yes': True}", "{'answer_within': 100}"
    program, task_id = asked(shell, first, second)
    told = "The agent buyer has spent its budget of 1 calls per day. May it spend 1 more?"
    shown = " ".join(shell.aios("task", "show", task_id).stdout.split())
    assert told in shown and f"aios task approve {task_id}" in shown
    assert shell.aios("task", "approve", task_id, "--no").exit_code == 0
    out, _err = program.communicate(timeout=60)
    assert out.splitlines() == ["paid 3 €", "budget_spent"]
    [balance] = shell.aios("budget", "list", "--json").json
    assert (balance["spent"]["calls"], balance["limits"]["calls"]) == (1, 1)

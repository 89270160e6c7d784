"""Every command: one JSON value, the right exit code, and never a traceback."""

import json

import pytest

from tests.acceptance.conftest import Shell

LISTS = ("agent list", "skill list", "tool list", "task list", "vm doctor", "skill search csv")
OBJECTS = ("stats", "doctor", "agent show coder-agent", "skill show data-analysis")
BAD = (
    ("bogus",),
    ("run",),
    ("run", "a", "b"),
    ("run", "x", "--timeout", "soon"),
    ("run", "x", "--timeout", "-1"),
    ("run", "x", "--priority", "asap"),
    ("task", "show", "task-none"),
    ("task", "watch", "task-none"),
    ("task", "list", "--status", "stuck"),
    ("agent", "show", "nobody"),
)


@pytest.mark.parametrize("command", LISTS)
def test_a_list_is_one_json_list(shell: Shell, command: str) -> None:
    ran = shell.aios(*command.split(), "--json")
    assert (ran.exit_code, type(ran.json)) == (0, list), ran


@pytest.mark.parametrize("command", OBJECTS)
def test_an_object_is_one_json_object(shell: Shell, command: str) -> None:
    ran = shell.aios(*command.split(), "--json")
    assert (ran.exit_code, type(ran.json)) == (0, dict), ran


@pytest.mark.parametrize("words", BAD, ids=" ".join)
def test_bad_usage_is_exit_code_2(shell: Shell, words: tuple[str, ...]) -> None:
    assert shell.aios(*words).exit_code == 2


def test_the_version_is_told(shell: Shell) -> None:
    with shell.start("--version") as installed:
        assert installed.communicate(timeout=30)[0].startswith(b"aios ")


def test_many_tasks_are_routed_from_standard_input(shell: Shell) -> None:
    tasks = [f"total sales of file{n}.csv" for n in range(60)] + ["写一个爬虫"] * 60
    ran = shell.aios("route", "-", stdin="\n".join(tasks))
    assert [json.loads(line)["task"] for line in ran.stdout.splitlines()] == tasks


def test_an_ended_task_can_be_watched(shell: Shell) -> None:
    task = shell.run("how much memory is free").json
    watched = shell.aios("task", "watch", task["id"])
    assert watched.exit_code == 0
    assert task["result"]["answer"].splitlines()[0] in watched.stdout


def test_a_narrow_encoding_is_no_error(shell: Shell) -> None:
    shell.env["PYTHONIOENCODING"] = "ascii"
    with shell.start("route", "total sales in sales.csv") as installed:
        _, complained = installed.communicate(timeout=30)
    assert (installed.returncode, complained) == (0, b"")


def test_the_current_folder_can_be_the_workspace(shell: Shell) -> None:
    assert shell.aios("task", "list", "--json", "-w", ".").json == []
    assert (shell.folder / "aios.db").exists()

"""Actions as programs, and runs as outcomes."""

import json
from pathlib import Path
from typing import Any

import pytest

from aios.contracts.errors import BadRequest
from aios.contracts.machine import RunOutcome
from aios.contracts.ports import RunResult
from aios.contracts.skill import Action, Permissions, Skill
from aios.contracts.task import Artifact
from aios.skills.action import CARRIED_FOLDER, SDK_FOLDER, network_for, outcome_of, program_for

PARAMETERS = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "x-fill": "path"},
        "url": {"type": "string", "x-fill": "url"},
        "limit": {"type": "integer", "default": 10},
    },
}


@pytest.fixture
def skill(tmp_path: Path) -> Skill:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "x.py").write_text("# 脚本\n", encoding="utf-8")
    action = Action(
        name="do", description="", script="scripts/x.py", parameters=PARAMETERS, memory_mb=256
    )
    permissions = Permissions(files="named", network=("named", "api.example.com"), machine=True)
    return Skill(
        id="x-y",
        name="x-y",
        description="d",
        folder=str(tmp_path),
        actions=(action,),
        permissions=permissions,
    )


def test_the_program_of_an_action(skill: Skill) -> None:
    made = Artifact(name="a.csv", path="/art/a.csv", media_type="text/csv", bytes=1, sha256="0")
    program = program_for(
        skill,
        skill.actions[0],
        {"file": "/data/销售.csv"},
        inputs=[made],
        language="zh",
        text="统计",
        cwd="/data",
    )

    assert program.argv == ("python3", "/skill/scripts/x.py")
    assert program.source == "# 脚本\n"
    assert json.loads(program.stdin) == {
        "action": "do",
        "parameters": {"file": "/data/销售.csv", "limit": 10},
        "inputs": [{"name": "a.csv", "path": "/art/a.csv", "media_type": "text/csv"}],
        "language": "zh",
        "text": "统计",
        "cwd": "/data",
    }
    assert {b.target: b.host for b in program.binds} == {
        "/skill": skill.folder,
        "/aios/sdk": str(SDK_FOLDER),
        "/aios/carried": str(CARRIED_FOLDER),
        "/data/销售.csv": "/data/销售.csv",
        "/art/a.csv": "/art/a.csv",
    }
    assert program.limits.memory_mb == 256
    assert (program.skill, program.action, program.collect) == ("x-y", "do", "out")
    assert program.env["AIOS_OUT"] == "/workspace/out"


def test_a_skill_without_file_permission_gets_none_of_the_users_files(skill: Skill) -> None:
    closed = skill.but(permissions=Permissions())
    program = program_for(closed, closed.actions[0], {"file": "/data/a.csv"})
    assert [b.target for b in program.binds] == ["/skill", "/aios/sdk", "/aios/carried"]
    assert program.network.closed


def test_parameters_are_checked(skill: Skill) -> None:
    with pytest.raises(BadRequest, match="file is missing"):
        program_for(skill, skill.actions[0], {"limit": 1})
    with pytest.raises(BadRequest, match="no script"):
        program_for(skill, Action(name="t", description="", tool="cpu"), {})


def test_the_network_is_what_permissions_and_parameters_share(skill: Skill) -> None:
    action = skill.actions[0]

    def hosts(permissions: Permissions, url: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        policy = network_for(permissions, action, {"url": url})
        return policy.hosts, policy.private

    named = Permissions(network=("named", "api.example.com"))
    assert hosts(named, "https://a.com/x") == (("api.example.com", "a.com", "www.a.com"), ())
    assert hosts(named, "https://www.a.com:8443/")[0][1:] == ("www.a.com:8443", "a.com:8443")
    assert hosts(Permissions(network=("b.com",)), "https://a.com/x") == (("b.com",), ())
    assert hosts(Permissions(), "https://a.com/x") == ((), ())
    assert hosts(named, "http://localhost:8000/x")[1] == ("localhost:8000",)
    assert hosts(named, "http://192.168.1.4/")[1] == ("192.168.1.4",)
    assert hosts(named, "http://8.8.8.8/")[1] == ()
    assert hosts(named, "http://a.com:99999/") == (("api.example.com",), ())


def run(result: Any = None, **outcome: Any) -> RunResult:
    return RunResult(outcome=RunOutcome(level=30, backend="namespaces", **outcome), result=result)


def test_a_report_becomes_the_outcome() -> None:
    told = {
        "answer": "3 行",
        "code": "select 1",
        "notes": ["a"],
        "origin": "cookbook/x",
        "data": [1],
    }
    outcome = outcome_of(run(told, stdout="working\n"))
    assert outcome.ok and outcome.answer == "3 行" and outcome.code == "select 1"
    assert outcome.output == "working\n" and outcome.notes == ("a",) and outcome.data == [1]
    assert outcome.isolation.level == 30 and outcome.isolation.backend == "namespaces"


def test_an_actions_own_error_keeps_its_code_and_hint() -> None:
    told = {"error": {"code": "unknown_column", "message": "no column x", "hint": "try y"}}
    error = outcome_of(run(told, exit_code=3)).error
    assert error and (error.code, error.message, error.hint) == (
        "unknown_column",
        "no column x",
        "try y",
    )


@pytest.mark.parametrize(
    ("ran", "code"),
    [
        (run(exit_code=1, stderr="Traceback\nValueError: bad\n\n"), "action_crashed"),
        (run(exit_code=0), "action_crashed"),
        (run({"answer": "x"}, exit_code=2), "action_crashed"),
        (run([1], exit_code=0), "action_crashed"),
        (run({"answer": "x"}, exit_code=-9, timed_out=True), "timed_out"),
        (run(exit_code=-9, oom=True), "out_of_memory"),
        (run({"error": {}}, exit_code=3), "action_failed"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_run_without_a_good_report_is_an_error(ran: RunResult, code: str, language: str) -> None:
    error = outcome_of(ran, language).error
    assert error is not None and error.code == code and error.message
    assert error.hint or code == "action_failed"


def test_a_crash_shows_the_last_line_of_its_errors() -> None:
    error = outcome_of(run(exit_code=1, stderr="Traceback\nValueError: bad\n\n")).error
    assert error and "ValueError: bad" in error.message


def left(name: str) -> Artifact:
    return Artifact(name=name, path=f"/out/{name}", media_type="text/csv", bytes=1, sha256="")


def reported(*changes: Any) -> RunResult:
    ran = RunOutcome(exit_code=0, stdout="", stderr="", duration_s=0.1, level=30, backend="x")
    told = {"answer": "planned", "changes": list(changes)}
    return RunResult(outcome=ran, artifacts=(left("new.csv"),), result=told)


def test_changes_are_read_with_their_sources_as_paths() -> None:
    outcome = outcome_of(
        reported(
            {"kind": "move", "path": "/d/a", "to": "/d/b", "seen": "1:2"},
            {"kind": "write", "path": "/d/new.csv", "source": "new.csv"},
            {"kind": "make_folder", "path": "/d/新"},
        )
    )
    assert outcome.ok
    assert [(c.kind, c.path, c.to, c.source, c.seen) for c in outcome.changes] == [
        ("move", "/d/a", "/d/b", "", "1:2"),
        ("write", "/d/new.csv", "", "/out/new.csv", ""),
        ("make_folder", "/d/新", "", "", ""),
    ]


@pytest.mark.parametrize(
    "entry",
    [
        "delete everything",
        {"kind": "delete"},
        {"kind": "shred", "path": "/d/a"},
        {"kind": "delete", "path": "a.txt"},
        {"kind": "delete", "path": "/d/../etc/passwd"},
        {"kind": "delete", "path": "/d/a\0"},
        {"kind": "delete", "path": "/d/a", "to": "/d/b"},
        {"kind": "move", "path": "/d/a"},
        {"kind": "write", "path": "/d/a", "source": "/etc/shadow"},
        {"kind": "write", "path": "/d/a"},
        {"kind": "delete", "path": "/d/a", "why": "because"},
        {"kind": "delete", "path": 7},
    ],
    ids=str,
)
def test_malformed_changes_are_an_error_and_none_is_asked_for(entry: Any) -> None:
    outcome = outcome_of(reported({"kind": "delete", "path": "/d/ok"}, entry), "zh")
    assert outcome.error is not None and outcome.error.code == "bad_changes"
    assert "changes[1]" in outcome.error.message and outcome.error.hint
    assert outcome.changes == ()

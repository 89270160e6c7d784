"""Memory from the installed command: looked at, carried elsewhere, forgotten, recalled by tasks."""

from aios import AIOS
from tests.acceptance.conftest import Shell


def test_a_memory_is_shown_with_its_history_and_forgotten_in_every_file(shell: Shell) -> None:
    with AIOS(shell.folder / ".ws") as aios:
        memory = aios.memory_manager
        old = memory.store("the gate code is 4711", scope="agent", agent="ann")
        new = memory.supersede(old, "the gate code is 4712")
    assert shell.aios("memory", "search", "gate code", "--json").json == []
    history = shell.aios("memory", "list", "--agent", "ann", "--history", "--json").json
    assert {m["id"]: m["superseded_by"] for m in history} == {new: "", old: new}
    assert shell.aios("memory", "forget", new, "--json").json["forgotten"] is True
    left = b"".join(p.read_bytes() for p in (shell.folder / ".ws").rglob("*") if p.is_file())
    assert b"4711" not in left and b"4712" not in left
    assert shell.aios("memory", "show", new).exit_code == 2


def test_a_similar_task_is_recalled_unless_that_is_not_wished(shell: Shell) -> None:
    asked = "list the largest files in this folder"
    (shell.folder / "sales.csv").write_text("region,amount\neast,3\nwest,4\n")
    with AIOS(shell.folder / ".ws", planner="builtin") as aios:
        aios.memory_manager.store({"text": f"{asked}: none", "asked": asked, "kind": "result"})
    with_it = shell.aios("run", asked, "--no-model", "--json").json
    without = shell.aios("run", asked, "--no-model", "--no-recall", "--json").json
    assert with_it["steps"][0]["kind"] == "recall"
    assert with_it["steps"][0]["origin"].startswith("memory/mem-")
    assert "recall" not in [step["kind"] for step in without["steps"]]
    assert with_it["status"] == without["status"] == "completed"

"""Artifacts from the installed command: found, compared, brought back, handed over, removed."""

from aios import AIOS
from tests.acceptance.conftest import Shell


def test_an_artifact_through_its_life(shell: Shell) -> None:
    with AIOS(shell.folder / ".ws") as aios:
        for text in ("华东 1", "华东 2"):
            aios.storage_manager.keep("t1", "r.txt", text.encode())
    (shell.folder / "mine.txt").write_text("mine")
    (found,) = shell.aios("artifact", "search", "华东", "--json").json
    assert found["name"] == "r.txt"
    assert "+华东 2" in shell.aios("artifact", "diff", "r.txt").stdout
    assert shell.aios("artifact", "rollback", "r.txt", "1").exit_code == 0
    assert shell.aios("artifact", "get", "r.txt").stdout == "华东 1"
    assert shell.aios("artifact", "get", "r.txt", "--to", "mine.txt").exit_code == 2
    assert (shell.folder / "mine.txt").read_text() == "mine"
    assert shell.aios("artifact", "get", "../mine.txt").exit_code == 2
    assert shell.aios("artifact", "remove", found["path"], "--json").json["removed"] is True
    assert shell.aios("artifact", "list", "--json").json == []

"""A workspace is backed up, damaged, checked and restored, with the installed command."""

from tests.acceptance.conftest import Shell


def test_a_lost_workspace_comes_back(shell: Shell) -> None:
    assert shell.aios("backup", "b.tar").exit_code == 2, "there is nothing yet"
    shell.aios("memory", "store", "仓库七点开门")
    made = shell.aios("backup", "b.tar", "--json")
    assert (made.exit_code, made.json["artifacts"], made.json["missing"]) == (0, 0, [])
    assert shell.aios("fsck", "--json").json["sound"] is True
    (shell.folder / ".ws" / "aios.db").write_bytes(b"spoiled" * 4096)
    damaged = shell.aios("fsck", "--json")
    assert damaged.exit_code == 1
    assert [f["kind"] for f in damaged.json["findings"]] == ["database_damaged"]
    refused = shell.aios("restore", "b.tar", "--json")
    assert (refused.exit_code, refused.json["error"]["code"]) == (2, "workspace_not_empty")
    assert shell.aios("restore", "b.tar", "--force").exit_code == 0
    found = shell.aios("memory", "search", "仓库", "--json").json
    assert [memory["text"] for memory in found] == ["仓库七点开门"]

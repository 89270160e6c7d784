"""Added, removed, changed; and files that cannot be compared."""

from pathlib import Path

import pytest
from csv_diff import compare, main

OLD = "id,name,price\n1,lamp,5\n2,chair,7\n3,desk,9\n"
NEW = "id,price,name\n2,8,chair\n4,1,mat\n1,5,lamp\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "old.csv").write_text(OLD)
    (tmp_path / "new.csv").write_text(NEW, encoding="utf-8-sig")
    return str(tmp_path / "old.csv"), str(tmp_path / "new.csv")


def test_what_differs() -> None:
    old = {"1": {"a": "x", "b": "y"}, "2": {"a": "z"}}
    new = {"1": {"a": "x", "b": "q"}, "3": {"a": "z"}}
    diff = compare(old, new)
    assert (list(diff.added), list(diff.removed)) == (["3"], ["2"])
    assert diff.changed == {"1": {"b": ("y", "q")}}
    assert compare({"1": {"a": "x"}}, {"1": {"a": "x", "b": ""}}).changed == {}


def test_the_command_line(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "changes.csv"
    assert main([*files, "-o", str(out)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told == ["added    4", "removed  3", "changed  2  price: '7' → '8'",
                    "1 added, 1 removed, 1 changed"]  # fmt: skip
    assert out.read_text(encoding="utf-8-sig").splitlines()[3] == "changed,2,price,7,8"
    assert main([files[0], files[0]]) == 0


def test_what_cannot_be_compared(files: tuple[str, str], tmp_path: Path) -> None:
    assert main([*files, "--key", "sku"]) == 2
    (tmp_path / "twice.csv").write_text("id\n1\n1\n")
    assert main([files[0], str(tmp_path / "twice.csv")]) == 2
    assert main([files[0], str(tmp_path / "none.csv")]) == 2

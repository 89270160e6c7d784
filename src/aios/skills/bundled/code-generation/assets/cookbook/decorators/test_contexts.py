"""Everything is restored, also after an error."""

import os
from pathlib import Path

import pytest
from contexts import AtomicFile, environment, working_folder


def test_the_folder_is_restored(tmp_path: Path) -> None:
    before = Path.cwd()
    with pytest.raises(KeyError), working_folder(tmp_path) as here:
        assert Path.cwd() == here == tmp_path.resolve()
        raise KeyError
    assert Path.cwd() == before


def test_variables_are_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONE", "1")
    monkeypatch.delenv("TWO", raising=False)
    with environment(ONE="x", TWO="y"):
        assert (os.environ["ONE"], os.environ["TWO"]) == ("x", "y")
    assert (os.environ["ONE"], os.environ.get("TWO")) == ("1", None)


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with AtomicFile(path) as file:
        file.write("新")
        assert not path.exists()
    with pytest.raises(KeyError), AtomicFile(path) as file:
        file.write("half")
        raise KeyError
    assert path.read_text(encoding="utf-8") == "新"
    assert list(tmp_path.iterdir()) == [path]

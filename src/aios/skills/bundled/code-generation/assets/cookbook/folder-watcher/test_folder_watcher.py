"""What appears, changes and goes, without waiting."""

import os
from pathlib import Path

import folder_watcher
import pytest
from folder_watcher import Event, compare, main, snapshot, watch


def test_what_happens_is_told_in_order(tmp_path: Path) -> None:
    kept, gone = tmp_path / "kept.txt", tmp_path / "gone.txt"
    kept.write_text("1")
    gone.write_text("1")
    new = tmp_path / "deep" / "new.txt"

    def meanwhile(_seconds: float) -> None:
        if gone.exists():
            kept.write_text("longer")
            gone.unlink()
            new.parent.mkdir()
            new.write_text("1")

    events = watch(tmp_path, sleep=meanwhile, pattern="*.txt")
    assert [next(events) for _ in range(3)] == [
        Event("new", new),
        Event("gone", gone),
        Event("changed", kept),
    ]


def test_the_same_size_at_another_time_is_a_change(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("1")
    before = snapshot(tmp_path)
    assert compare(before, snapshot(tmp_path)) == []
    os.utime(path, ns=(1, 1))
    assert compare(before, snapshot(tmp_path)) == [Event("changed", path)]


def test_only_files_that_match(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.txt"):
        (tmp_path / name).write_text("1")
    assert [path.name for path in snapshot(tmp_path, "*.pdf")] == ["a.pdf"]


def test_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main([str(tmp_path / "none")]) == 1

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(folder_watcher, "snapshot", stop)
    assert main([str(tmp_path), "--every", "0.5"]) == 0
    said = capsys.readouterr()
    assert "every 0.5 s" in said.out and "none is no folder" in said.err

"""What is copied, kept, moved and left alone."""

from pathlib import Path

import pytest
from backup import TRASH, BackupError, main, plan


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    source, target = tmp_path / "源", tmp_path / "backup"
    (source / "sub").mkdir(parents=True)
    for name in ("a.txt", "sub/b.txt", "c.tmp"):
        (source / name).write_text(name)
    return source, target


def names(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


def backup(folders: tuple[Path, Path], *more: str) -> int:
    return main([*map(str, folders), "--exclude", "*.tmp", *more])


def test_a_preview_changes_nothing(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert backup(folders) == 0
    assert "+ a.txt" in capsys.readouterr().out
    assert not folders[1].exists()


def test_only_what_changed_is_copied(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = folders
    assert backup(folders, "--apply") == 0
    assert names(target) == {"a.txt", "sub/b.txt"}
    (source / "a.txt").write_text("changed")
    capsys.readouterr()
    assert backup(folders, "--apply") == 0
    assert capsys.readouterr().out == "+ a.txt\n1 files copied, 1 unchanged\n"
    assert (target / "a.txt").read_text() == "changed"


def test_what_is_gone_goes_to_the_trash_only_when_mirroring(folders: tuple[Path, Path]) -> None:
    source, target = folders
    backup(folders, "--apply")
    (source / "a.txt").unlink()
    backup(folders, "--apply")
    assert "a.txt" in names(target)
    backup(folders, "--apply", "--mirror")
    assert names(target) == {"sub/b.txt", f"{TRASH}/a.txt"}
    assert plan(source, target, ["*.tmp"]).gone == []


def test_links_are_not_followed(folders: tuple[Path, Path]) -> None:
    (folders[0] / "link").symlink_to("/etc/hosts")
    backup(folders, "--apply")
    assert "link" not in names(folders[1])


def test_folders_within_each_other_are_refused(folders: tuple[Path, Path]) -> None:
    source, target = folders
    for pair in ((source, source / "x"), (source, source), (source / "sub", source)):
        with pytest.raises(BackupError, match="within"):
            plan(*pair)
    assert main([str(target / "none"), str(target)]) == 1

"""Known checksums, large files, the list checked again, the command line."""

import hashlib
from pathlib import Path

import pytest
from file_checksums import ALGORITHM, BLOCK, checksum, main


def test_known_checksums(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert checksum(path, "sha256") == known
    assert checksum(path, "md5") == "900150983cd24fb0d6963f7d28e17f72"
    path.write_bytes(b"")
    assert checksum(path, "sha1") == "da39a3ee5e6b4b0d3255bfef95601890afd80709"


def test_a_file_of_several_blocks(tmp_path: Path) -> None:
    data = bytes(range(256)) * (BLOCK // 100)
    (tmp_path / "big").write_bytes(data)
    assert checksum(tmp_path / "big") == hashlib.new(ALGORITHM, data).hexdigest()


def test_a_list_is_checked_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("1")
    two.write_text("2")
    assert main([str(one), str(two)]) == 0
    sums = tmp_path / "sums.txt"
    sums.write_text(capsys.readouterr().out)
    assert main(["--check", str(sums)]) == 0
    two.write_text("changed")
    assert main(["--check", str(sums)]) == 1
    assert f"{one}: OK\n{two}: CHANGED\n" in capsys.readouterr().out


def test_a_missing_file_and_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none")]) == 1
    assert "none" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([])

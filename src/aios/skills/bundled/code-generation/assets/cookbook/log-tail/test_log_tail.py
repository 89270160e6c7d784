"""The last lines of any file, and what is written later."""

import random
from pathlib import Path

import log_tail
import pytest
from log_tail import follow, last_lines, main


@pytest.mark.parametrize("seed", range(30))
def test_the_last_lines_whatever_the_block(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    lines = [
        "日志" * draw.randrange(5) + "x" * draw.randrange(40) for _ in range(draw.randrange(9))
    ]
    path = tmp_path / "a.log"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    count = draw.randrange(1, 12)
    log_tail.BLOCK_BYTES = draw.choice([1, 7, 64])
    found, place = last_lines(path, count)
    assert [line.decode() for line in found] == lines[-count:]
    assert place == path.stat().st_size


def test_a_line_that_is_not_whole_waits(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_text("one\ntw")
    lines, place = last_lines(path, 5)
    assert (lines, place) == ([b"one"], 4)
    parts = iter(["o\nthree\n"])

    def pause(_: float) -> None:
        with path.open("a") as file:
            file.write(next(parts))

    following = follow(path, place, pause)
    assert [next(following), next(following)] == [b"two", b"three"]


def test_a_rotated_file_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_text("old line\n")

    def pause(_: float) -> None:
        if path.exists() and path.read_text() == "old line\n":
            path.rename(tmp_path / "a.log.1")
        else:
            path.write_text("new\n")

    assert next(follow(path, 9, pause)) == b"new"


def test_a_file_cut_short_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_text("a long line\n")
    assert next(follow(path, 12, lambda _: path.write_text("cut\n") and None)) == b"cut"


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(b"INFO a\r\nERROR b\nERROR \xff\nINFO c\n")
    assert main([str(path), "-n", "3", "--grep", "ERROR", "--once"]) == 0
    assert capsys.readouterr().out == "ERROR b\nERROR \ufffd\n"
    assert main([str(tmp_path / "none.log")]) == 1
    assert "none.log" in capsys.readouterr().err

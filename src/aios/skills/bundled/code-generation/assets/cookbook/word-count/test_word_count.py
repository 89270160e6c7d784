"""Words, lines and the command line."""

from pathlib import Path

import pytest
from word_count import TOP, count, count_words, main


def test_words_are_counted_without_case() -> None:
    assert count_words("The cat, the CAT; don't well-known _x_") == {
        "the": 2,
        "cat": 2,
        "don't": 1,
        "well-known": 1,
        "x": 1,
    }
    assert count_words("我爱你，python爱我") == {"我": 2, "爱": 2, "你": 1, "python": 1}
    assert count_words("") == {}


def test_lines_and_characters() -> None:
    found = count(["one two\n", "two\n"])
    assert (found.lines, found.total, found.characters) == (2, 3, 12)


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("b b a\n" + " ".join(f"w{n}" for n in range(50)), encoding="utf-8")
    assert main([str(path), "--top", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["       2  b"]
    assert main([str(path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + min(TOP, 52)


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.txt")]) == 1
    assert "none.txt" in capsys.readouterr().err

"""Sizes, ends of lines, and that no more is read than needed."""

from pathlib import Path

import pytest
from line_batches import SIZE, line_batches


@pytest.mark.parametrize(
    ("count", "size", "sizes"),
    [(0, 3, []), (1, 3, [1]), (3, 3, [3]), (7, 3, [3, 3, 1]), (2, 1, [1, 1])],
)
def test_sizes(tmp_path: Path, count: int, size: int, sizes: list[int]) -> None:
    file = tmp_path / "x.txt"
    file.write_text("".join(f"line {n}\n" for n in range(count)))
    batches = list(line_batches(file, size))
    assert [len(batch) for batch in batches] == sizes
    assert [line for batch in batches for line in batch] == [f"line {n}" for n in range(count)]


def test_ends_of_lines_and_bytes_that_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes("一\r\n\r\n".encode() + b"\xff last")
    assert list(line_batches(str(file))) == [["一", "", "\ufffd last"]]
    assert SIZE >= 1


def test_wrong_use_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        line_batches(tmp_path / "x.txt", 0)
    with pytest.raises(FileNotFoundError):
        next(line_batches(tmp_path / "none.txt"))

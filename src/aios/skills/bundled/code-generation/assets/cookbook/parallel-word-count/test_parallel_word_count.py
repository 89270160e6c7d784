"""Words over several files and processes, what cannot be read, the command line."""

from collections import Counter
from pathlib import Path

import pytest
from parallel_word_count import count_all, count_file, files_in, main


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("The cat, the CAT; don't\n", encoding="utf-8")
    (folder / "deep" / "b.txt").write_text("我爱cat\nwell-known _x_\n", encoding="utf-8")
    (folder / "c.md").write_text("cat\n", encoding="utf-8")
    return folder


def test_words_of_a_file(texts: Path) -> None:
    assert count_file(texts / "a.txt") == {"the": 2, "cat": 2, "don't": 1}
    assert count_file(texts / "deep" / "b.txt") == {
        "我": 1,
        "爱": 1,
        "cat": 1,
        "well-known": 1,
        "x": 1,
    }


def test_all_files_together_whatever_the_number_of_processes(texts: Path) -> None:
    files = files_in(texts, "*.txt")
    assert [path.name for path in files] == ["a.txt", "b.txt"]
    one, two = count_all(files, 1), count_all(files, 2)
    assert one == two == (sum(map(count_file, files), Counter()), {})
    assert count_all([]) == (Counter(), {})


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_counted(texts: Path) -> None:
    counts, failed = count_all([texts / "a.txt", texts / "gone.txt"], 2)
    assert counts["cat"] == 2 and list(failed) == [texts / "gone.txt"]


def test_the_command_line(texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "counts.csv"
    assert main([str(texts), "--top", "1", "--pattern", "*.txt", "--output", str(out)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 files, 10 words, 7 different",
        "       3  cat",
    ]
    assert out.read_text(encoding="utf-8").splitlines()[:2] == ["word,count", "cat,3"]
    assert main([str(texts), "--pattern", "*.pdf"]) == 1
    assert "*.pdf" in capsys.readouterr().err

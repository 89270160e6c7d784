"""Grades, ranks, figures and the command line."""

from pathlib import Path

import pytest
from grades import DEFAULT_FILE, PASS_MARK, GradeBook, GradeError, main


@pytest.fixture
def book(tmp_path: Path) -> GradeBook:
    book = GradeBook(tmp_path / DEFAULT_FILE)
    for name, chinese, maths in (("张三", 90, 70), ("李四", 80, 80), ("王五", 100, 95)):
        book.add(name, "语文", chinese)
        book.add(name, "数学", maths)
    return book


def test_equal_totals_share_a_rank(book: GradeBook) -> None:
    assert [(rank, name, total) for rank, name, total, _ in book.ranking()] == [
        (1, "王五", 195),
        (2, "张三", 160),
        (2, "李四", 160),
    ]


def test_figures_of_subjects(book: GradeBook) -> None:
    book.add("张三", "数学", PASS_MARK - 1)
    maths = book.subjects()[0]
    assert (maths.name, maths.count, maths.best, maths.worst) == ("数学", 3, 95, PASS_MARK - 1)
    assert maths.pass_rate == pytest.approx(2 / 3)


def test_changes_are_on_disk(book: GradeBook) -> None:
    book.remove("张三", "语文")
    book.remove("张三", "数学")
    book.remove("李四")
    assert GradeBook(book.path).grades == {"王五": {"语文": 100, "数学": 95}}


@pytest.mark.parametrize(
    ("name", "subject", "grade"),
    [("", "x", 1), ("x", " ", 1), ("x", "y", -1), ("x", "y", 101), ("x", "y", float("nan"))],
)
def test_bad_grades_are_refused(book: GradeBook, name: str, subject: str, grade: float) -> None:
    with pytest.raises(GradeError):
        book.add(name, subject, grade)


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}', '{"a": {"b": "x"}}'])
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(content)
    with pytest.raises(GradeError, match=r"broken\.json"):
        GradeBook(path)


def test_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in ("add ada maths 95.5", "show ada", "report"):
        assert main(line.split()) == 0
    assert "  1. ada  95.5 (mean 95.5)" in capsys.readouterr().out
    assert main(["remove", "bob"]) == 1

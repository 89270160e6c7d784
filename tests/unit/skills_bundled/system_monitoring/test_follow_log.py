"""Logs that grow, are moved away or emptied while they are followed."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

# Runs a script as a machine does, and what it left (../conftest.py).
Run = Callable[..., Any]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log with two errors in it."""
    path = tmp_path / "app.log"
    path.write_text("INFO start\nERROR one\nERROR two\n", encoding="utf-8")
    return path


@contextmanager
def meanwhile(*steps: Callable[[], object], after_s: float = 0.4) -> Iterator[None]:
    """Do these one after the other while the body runs."""

    def work() -> None:
        for step in steps:
            time.sleep(after_s)
            step()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    thread.join()


def add(log: Path, text: str) -> Callable[[], object]:
    def write() -> None:
        with log.open("a", encoding="utf-8") as file:
            file.write(text)

    return write


@pytest.fixture
def follow(run_script: Run, log: Path) -> Run:
    def run(language: str = "en", **parameters: Any) -> Any:
        asked = {"file": str(log), "seconds": 1.6, **parameters}
        return run_script("system-monitoring", "follow_log", asked, language)

    return run


def test_old_and_new_lines_are_counted_apart(follow: Run, log: Path) -> None:
    with meanwhile(add(log, "ERROR three\nINFO fine\n"), add(log, "ERROR four\n")):
        ran = follow(pattern="ERROR")
    data = ran.result["data"]
    assert (data["already_there"], data["new"], data["added"]) == (2, 2, 3)
    assert [line["text"] for line in data["lines"]] == ["ERROR three", "ERROR four"]
    assert ran.result["answer"].startswith("ALERT: 2 new lines")
    assert "ERROR three" in ran.output  # told while it was followed


def test_a_line_that_comes_in_two_pieces_is_one(follow: Run, log: Path) -> None:
    with meanwhile(add(log, "ERR"), add(log, "OR split\n")):
        data = follow(pattern="ERROR").result["data"]
    assert [line["text"] for line in data["lines"]] == ["ERROR split"]
    assert data["added"] == 1


def test_a_last_line_without_its_end_counts(follow: Run, log: Path) -> None:
    with meanwhile(add(log, "ERROR unfinished")):
        assert follow(pattern="ERROR").result["data"]["new"] == 1


def test_a_rotated_log_is_found_again(follow: Run, log: Path) -> None:
    moved = log.with_suffix(".log.1")
    with meanwhile(
        add(log, "ERROR before\n"), lambda: log.rename(moved), add(log, "ERROR after\n")
    ):
        ran = follow(pattern="ERROR")
    assert [one["text"] for one in ran.result["data"]["lines"]] == ["ERROR before", "ERROR after"]
    assert "rotated" in ran.result["notes"][0]


def test_an_emptied_log_is_read_from_its_start(follow: Run, log: Path) -> None:
    with meanwhile(lambda: log.write_text("", encoding="utf-8"), add(log, "ERROR anew\n")):
        ran = follow(pattern="ERROR", language="zh")
    assert [one["text"] for one in ran.result["data"]["lines"]] == ["ERROR anew"]
    assert "清空" in ran.result["notes"][0]


@pytest.mark.parametrize(
    ("pattern", "regex", "matches"),
    [
        ("error", False, 1),  # small letters stand for both
        ("Error", False, 0),
        ("[ERROR]", False, 0),  # brackets are meant as they stand
        ("ERROR|INFO", False, 2),
        ("ERROR or INFO", False, 2),
        ("错误", False, 1),  # what people call them
        (r"ERR\w+ \d+", True, 1),
    ],
)
def test_patterns(follow: Run, log: Path, pattern: str, regex: bool, matches: int) -> None:
    with meanwhile(add(log, "ERROR 17\nINFO all is well\n"), after_s=0.35):
        ran = follow(pattern=pattern, regex=regex, seconds=0.8)
    assert ran.result["data"]["new"] == matches


def test_nothing_new_is_said_so(follow: Run) -> None:
    ran = follow(pattern="FATAL", seconds=0.5, language="zh")
    assert "没有新增" in ran.result["answer"]
    assert "已有 0 行匹配" in ran.result["answer"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_cannot_be_followed_is_refused(follow: Run, language: str) -> None:
    assert follow(language, seconds="10 minutes").error["code"] == "span_out_of_range"
    assert follow(language, file="/no/such.log").error["code"] == "file_unreadable"
    broken = follow(language, pattern="(", regex=True).error
    assert broken["code"] == "pattern_bad"
    assert broken["hint"]

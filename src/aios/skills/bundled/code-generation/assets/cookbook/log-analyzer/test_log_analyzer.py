"""The two kinds of logs, and files that are neither."""

import json
from pathlib import Path

import pytest
from log_analyzer import TOP, Summary, analyze, main, render

APPLICATION = """\
2024-05-01 12:00:00,123 INFO started
2024-05-01 12:00:01,456 ERROR user 17 not found
2024-05-01T13:00:01.456Z [worker-1] ERROR: user 42 not found
[2024-05-01 13:05:00] WARN disk at 91 %
2024-05-01 13:06:00 CRITICAL - 磁盘已满
Traceback (most recent call last):
  File "x.py", line 1, in <module>
""".splitlines()

ACCESS = """\
1.2.3.4 - - [01/May/2024:12:00:00 +0000] "GET /a?x=1 HTTP/1.1" 200 100 "-" "curl"
1.2.3.4 - bob [01/May/2024:12:30:00 +0000] "GET /a?x=2 HTTP/1.1" 404 -
5.6.7.8 - - [01/May/2024:13:00:00 +0000] "POST /b HTTP/1.1" 500 20
""".splitlines()


def test_levels_are_counted_and_warn_is_warning() -> None:
    levels = analyze(APPLICATION).levels
    assert levels == {"ERROR": 2, "INFO": 1, "WARNING": 1, "CRITICAL": 1}


def test_errors_that_differ_in_numbers_are_the_same_problem() -> None:
    assert analyze(APPLICATION).problems == {"user # not found": 2, "磁盘已满": 1}


def test_a_traceback_belongs_to_its_entry() -> None:
    summary = analyze(APPLICATION)
    assert (summary.lines, summary.unreadable) == (7, 0)


def test_hours_of_both_kinds() -> None:
    assert analyze([*APPLICATION, *ACCESS]).hours == {"2024-05-01 12": 4, "2024-05-01 13": 4}


def test_access_logs_give_statuses_paths_clients_and_bytes() -> None:
    summary = analyze(ACCESS)
    assert summary.statuses == {"200": 1, "404": 1, "500": 1}
    assert summary.paths == {"/a": 2, "/b": 1}
    assert summary.clients == {"1.2.3.4": 2, "5.6.7.8": 1}
    assert summary.bytes_sent == 120


@pytest.mark.parametrize("line", ["", "hello", "12:00 ERROR", '1.2.3.4 - - [x] "GET'])
def test_what_is_no_log_line_is_counted_as_unreadable(line: str) -> None:
    assert analyze([line]).unreadable == 1


def test_an_impossible_time_loses_only_the_hour() -> None:
    summary = analyze(['1.1.1.1 - - [99/May/2024:12:00:00 +0000] "GET / HTTP/1.1" 200 1'])
    assert (summary.statuses, summary.hours) == ({"200": 1}, {})


def test_long_tables_are_cut_to_the_top() -> None:
    lines = [
        f'{i}.0.0.1 - - [01/May/2024:12:00:00 +0000] "GET /{i} HTTP/1.1" 200 1' for i in range(9)
    ]
    facts = analyze(lines).as_dict(top=3)
    assert (len(facts["paths"]), len(facts["clients"])) == (3, 3)


def test_the_default_top_is_the_constant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "app.log"
    names = ["a" * (n + 1) for n in range(TOP + 5)]
    path.write_text("".join(f"2024-05-01 12:00:00 ERROR {name}\n" for name in names))
    assert main([str(path), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["problems"]) == TOP


def test_nothing_in_nothing_out() -> None:
    assert analyze([]) == Summary()
    assert render(Summary().as_dict(5)) == "lines: 0\nunreadable: 0\nbytes_sent: 0"


def test_the_command_line_reads_several_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "a.log", tmp_path / "b.log"
    first.write_text("\n".join(APPLICATION))
    second.write_bytes("\n".join(ACCESS).encode() + b"\n\xff\xfe\n")
    assert main([str(first), str(second)]) == 0
    assert "         2  user # not found" in capsys.readouterr().out


def test_a_missing_file_is_one_line_of_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none.log")]) == 1
    assert capsys.readouterr().err.startswith("error: ")

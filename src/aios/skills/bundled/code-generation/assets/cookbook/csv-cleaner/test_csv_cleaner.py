"""Each step of the cleaning, and whole files of several kinds."""

from pathlib import Path

import pytest
from csv_cleaner import (
    KEY_COLUMNS,
    MISSING,
    OUTPUT,
    STRATEGIES,
    CleanError,
    clean,
    clean_cell,
    column_names,
    main,
    read_rows,
)


def cleaned(text: str, missing: str = "keep", key: tuple[str, ...] = ()) -> list[list[str]]:
    rows = [line.split("|") for line in text.splitlines()]
    return clean(rows, missing, key)[0][1:]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  a   b ", "a b"),
        ("N/A", ""),
        ("null", ""),
        ("缺失", ""),
        ("1,234,567.50", "1234567.50"),
        ("-1,000", "-1000"),
        ("1,23", "1,23"),
        ("2024/1/5", "2024-01-05"),
        ("2024年12月31日", "2024-12-31"),
        ("007", "007"),
    ],
)
def test_cells(raw: str, expected: str) -> None:
    assert clean_cell(raw) == expected
    assert clean_cell(expected) == expected


def test_column_names_are_trimmed_filled_and_unique() -> None:
    assert column_names([" a ", "", "a", "a"]) == ["a", "column_2", "a_2", "a_3"]


def test_duplicates_go_after_trimming() -> None:
    assert cleaned("a|b\n1|x\n 1 |x \n2|x") == [["1", "x"], ["2", "x"]]


def test_the_key_decides_what_is_a_duplicate() -> None:
    assert cleaned("Id|v\n1|x\n1|y\n2|z", key=("id",)) == [["1", "x"], ["2", "z"]]


def test_an_unknown_key_names_the_columns() -> None:
    with pytest.raises(CleanError, match="there are: a, b"):
        cleaned("a|b\n1|2", key=("c",))


def test_rows_of_wrong_length_are_mended_and_blank_ones_removed() -> None:
    rows, report = clean([["a", "b"], ["1"], ["", " "], ["1", "2", "3"]], "keep", [])
    assert rows[1:] == [["1", ""], ["1", "2"]]
    assert (report.ragged_rows, report.blank_rows, report.missing) == (2, 1, {"a": 0, "b": 1})


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        ("keep", ["1", "", "6", "2"]),
        ("drop", ["1", "6", "2"]),
        ("mean", ["1", "3", "6", "2"]),
        ("median", ["1", "2", "6", "2"]),
        ("zero", ["1", "0", "6", "2"]),
    ],
)
def test_missing_numbers(strategy: str, expected: list[str]) -> None:
    rows = cleaned("k|n\na|1\nb|NA\nc|6\nd|2", strategy)
    assert [row[1] for row in rows] == expected


def test_gaps_between_words_are_never_filled() -> None:
    assert cleaned("k|w\na|x\nb|\nc|3", "mean")[1] == ["b", ""]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(f"城市{delimiter}人口\n北京{delimiter}2189\n".encode(encoding))
    assert read_rows(path) == [["城市", "人口"], ["北京", "2189"]]


def test_a_quoted_field_may_hold_commas_and_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text('a,b\n"x, y","two\nlines"\n')
    assert read_rows(path)[1] == ["x, y", "two\nlines"]


def test_cleaning_twice_changes_nothing_more() -> None:
    rows = [["a", "b"], [" 1,000 ", "x"], ["1000", "x"], ["", "n/a"], ["", "y"]]
    once, _ = clean(rows, "keep", [])
    assert clean(once, "keep", [])[0] == once


def test_the_command_line_writes_and_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    header = ",".join(KEY_COLUMNS or ["name"])
    Path("dirty-input.csv").write_text(f"{header}\n{header}\n{header}\n")
    assert main(["dirty-input.csv"]) == 0
    assert Path(OUTPUT).read_text() == f"{header}\n{header}\n"
    assert "1 duplicate" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"", b"  \n"])
def test_a_missing_or_empty_file_is_one_line_of_error(
    tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.csv"
    if content is not None:
        path.write_bytes(content)
    assert main([str(path), "-o", str(tmp_path / "out.csv")]) == 1
    assert capsys.readouterr().err.startswith("error: ")


def test_the_input_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("a\n1\n1\n")
    assert main([str(path), "-o", str(path)]) == 1
    assert main([str(path), str(path)]) == 1
    assert path.read_text() == "a\n1\n1\n"


def test_the_default_strategy_is_a_known_one() -> None:
    assert MISSING in STRATEGIES


def test_the_output_may_be_named_second(tmp_path: Path) -> None:
    path, output = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("a,b\n1,2\n1,2\n")
    assert main([str(path), str(output), "--key"]) == 0
    assert output.read_text() == "a,b\n1,2\n"

"""Formats that change nothing, and errors that show their place."""

from pathlib import Path

import pytest
from json_format import INDENT, JsonError, formatted, main, parse, taken

TEXT = '{"b": [1, 2.5, null], "a": {"名": "值", "t": true}}'


def test_formatting_changes_no_value() -> None:
    value = parse(TEXT)
    for shown in (formatted(value), formatted(value, sort=True), formatted(value, minify=True)):
        assert parse(shown) == value
    assert formatted(value).splitlines()[1].startswith(" " * INDENT + '"b"')
    assert formatted(value, sort=True, minify=True).startswith('{"a":')


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": 1,}', "line 1"),
        ('{\n"a": 1\n"b": 2}', "line 3, column 1"),
        ("", "line 1, column 1"),
        ("[1 2]", "column 4"),
        ("{'a': 1}", "column 2"),
    ],
)
def test_errors_show_their_place(text: str, place: str) -> None:
    with pytest.raises(JsonError, match=place):
        parse(text)


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', "[NaN]", "-Infinity"])
def test_what_python_would_take(text: str) -> None:
    with pytest.raises(JsonError, match=r"more than once|not JSON"):
        parse(text)


def test_paths() -> None:
    value = parse(TEXT)
    assert (taken(value, "b[1]"), taken(value, "a.名"), taken(value, "")) == (2.5, "值", value)
    for path in ("x", "b[9]", "b.a", "a["):
        with pytest.raises(JsonError):
            taken(value, path)


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text(TEXT, encoding="utf-8")
    assert main([str(tmp_path / "a.json"), "--minify", "--path", "a"]) == 0
    assert capsys.readouterr().out == '{"名":"值","t":true}\n'
    assert main([str(tmp_path / "none.json")]) == 1

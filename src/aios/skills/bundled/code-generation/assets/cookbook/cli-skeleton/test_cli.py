"""Each command, wrong options, damaged files."""

import json
from pathlib import Path

import pytest
from cli import main


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "items.json")


def test_adding_listing_removing(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--file", file, "add", "买牛奶", "-t", "home", "-t", "shop"]) == 0
    assert main(["--file", file, "add", "call Ann"]) == 0
    capsys.readouterr()
    assert main(["--file", file, "list"]) == 0
    assert capsys.readouterr().out == "  1  买牛奶  #home #shop\n  2  call Ann\n"
    assert main(["--file", file, "remove", "1"]) == 0
    assert main(["--file", file, "add", "third"]) == 0
    capsys.readouterr()
    assert main(["--file", file, "list", "--json"]) == 0
    assert [item["id"] for item in json.loads(capsys.readouterr().out)] == [2, 3]


def test_tags(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--file", file, "add", "a", "--tag", "x"])
    main(["--file", file, "add", "b"])
    capsys.readouterr()
    main(["--file", file, "list", "--tag", "x"])
    assert capsys.readouterr().out == "  1  a  #x\n"


@pytest.mark.parametrize("wrong", [[], ["fly"], ["remove", "x"], ["add"]])
def test_wrong_options(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(wrong)
    assert caught.value.code == 2


def test_what_cannot_be_done(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--file", file, "remove", "7"]) == 1
    assert capsys.readouterr().err == "error: there is no item 7\n"
    Path(file).write_text("{")
    assert main(["--file", file, "list"]) == 1
    assert "damaged" in capsys.readouterr().err

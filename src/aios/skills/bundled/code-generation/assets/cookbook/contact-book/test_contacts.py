"""The life of a contact, searching, exporting, refusals, broken files and the command line."""

import csv
from pathlib import Path

import pytest
from contacts import DEFAULT_FILE, ContactBook, ContactError, main


@pytest.fixture
def book(tmp_path: Path) -> ContactBook:
    book = ContactBook(tmp_path / DEFAULT_FILE)
    book.add("张三", {"phone": "138 0000 0001", "email": "zhang@example.org"})
    book.add("Ada Lovelace", {"phone": "+44 20 555", "note": "maths"})
    book.add("bob", {})
    return book


def test_contacts_are_on_disk(book: ContactBook) -> None:
    book.change("张三", {"phone": "139-0000", "email": "", "note": " 同事 "})
    book.remove("bob")
    assert ContactBook(book.path).people == {
        "张三": {"phone": "139-0000", "note": "同事"},
        "Ada Lovelace": {"phone": "+44 20 555", "note": "maths"},
    }


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("ADA", ["Ada Lovelace"]),
        ("maths 555", ["Ada Lovelace"]),
        ("zhang@", ["张三"]),
        ("", ["Ada Lovelace", "bob", "张三"]),
        ("nobody", []),
    ],
)
def test_every_word_must_occur_somewhere(book: ContactBook, words: str, names: list[str]) -> None:
    assert list(book.find(words)) == names


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        (" ", {}),
        ("bob", {}),
        ("eve", {"phone": "call me"}),
        ("eve", {"email": "eve at example"}),
    ],
)
def test_bad_contacts_are_refused(book: ContactBook, name: str, fields: dict[str, str]) -> None:
    with pytest.raises(ContactError):
        book.add(name, fields)
    assert len(ContactBook(book.path).people) == 3


def test_an_unknown_name_is_refused(book: ContactBook) -> None:
    with pytest.raises(ContactError, match="no contact 'Bob'"):
        book.change("Bob", {"phone": "123"})


def test_export_has_everybody(book: ContactBook, tmp_path: Path) -> None:
    assert book.export(tmp_path / "out.csv") == 3
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == ["Ada Lovelace", "bob", "张三"]
    assert rows[2]["email"] == "zhang@example.org"


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}'])
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(content)
    with pytest.raises(ContactError, match=r"broken\.json"):
        ContactBook(path)


def test_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["add", "Ada", "--phone", "555-0101"]) == 0
    assert main(["find", "0101"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Ada, phone: 555-0101"
    assert main(["remove", "Bob"]) == 1
    assert main(["remove", "Ada"]) == 0
    assert capsys.readouterr().out == "nobody\n"

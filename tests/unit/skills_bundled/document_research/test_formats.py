"""Documents of many kinds: each is read, cited by its own kind of place, or said not to be read."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.tasks.making import docx, pdf_bytes, xlsx
from tests.tasks.world import World

Run = Callable[..., dict[str, Any]]


def test_a_pdf_is_cited_by_page_and_a_word_broken_at_the_line_is_whole(
    packed: Run, tmp_path: Path
) -> None:
    pages = ["Cover", "Fees\nEither side may end the contract by termi-\nnation in 40 days."]
    (tmp_path / "c.pdf").write_bytes(pdf_bytes(pages))
    result = packed("search_files", "termination", "en", files=[str(tmp_path / "c.pdf")])
    best = result["data"]["passages"][0]
    assert best["page"] == 2
    assert "by termination in 40 days." in best["quote"]
    assert "c.pdf, page 2" in result["answer"]


def test_word_headings_paragraphs_and_table_cells(packed: Run, tmp_path: Path) -> None:
    table = [("Duty", "Owner"), ("Backups", "Ada"), ("Hiring", "Ben")]
    docx(World(tmp_path, 1), "w.docx", ["# Ops", "## Days off", "We get 31 days."], [table])
    files = [str(tmp_path / "w.docx")]
    row = packed("search_files", "谁负责备份", files=files)["data"]["passages"][0]
    assert (row["table"], row["row"], row["quote"]) == (1, 2, "Backups | Ada")
    found = packed("search_files", "how many days off", "en", files=files)
    assert "w.docx, paragraph 3 [Days off]" in found["answer"]
    headings = packed("outline", "outline", "en", files=files)["data"]["documents"][0]["headings"]
    assert [(h["text"], h["level"]) for h in headings] == [("Ops", 1), ("Days off", 2)]


def test_workbooks_books_slides_and_tables_of_text_in_a_folder(packed: Run, tmp_path: Path) -> None:
    xlsx(World(tmp_path, 1), "x.xlsx", {"Staff": (("name", "badge"), [("Ida", 4711)])})
    with zipfile.ZipFile(tmp_path / "b.epub", "w") as book:
        book.writestr("c1.xhtml", "<html><body><p>Badge rules, chapter one.</p></body></html>")
    with zipfile.ZipFile(tmp_path / "s.pptx", "w") as deck:
        deck.writestr("ppt/slides/slide2.xml", '<a xmlns:b="u"><b:p>Badge of honour</b:p></a>')
    (tmp_path / "t.csv").write_text("name,badge\nOle,99\n")
    result = packed("search_folder", "badge", "en", folders=[str(tmp_path)], count=9)
    assert result["data"]["documents_read"] == 4
    assert "s.pptx, slide 2" in result["answer"]
    assert "b.epub, chapter 1" in result["answer"]
    ida = packed("search_folder", "what is the badge of Ida", "en", folders=[str(tmp_path)])
    assert "x.xlsx, sheet Staff, row 2" in ida["answer"]


def test_what_is_not_read_is_counted_and_said(packed: Run, tmp_path: Path) -> None:
    (tmp_path / "ok.txt").write_text("The gate opens at six.")
    (tmp_path / "scan.pdf").write_bytes(pdf_bytes(["", ""]))
    (tmp_path / "torn.docx").write_bytes(b"PK\x03\x04 torn")
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.4 torn")
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    result = packed("search_folder", "when does the gate open", "en", folders=[str(tmp_path)])
    codes = {s["name"]: s["code"] for s in result["data"]["skipped"]}
    assert codes == {
        "scan.pdf": "no_text",
        "torn.docx": "damaged_document",
        "torn.pdf": "damaged_document",
        "old.doc": "no_text",
    }
    assert "1 document read; 4 skipped" in result["answer"]
    assert any(".png" in note for note in result["notes"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_locked_office_file_alone(language: str, packed: Run, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 encrypted package")
    error = packed("search_files", "工资 pay", language, files=[str(tmp_path / "a.docx")])["error"]
    assert error["code"] == "encrypted_document"
    assert error["hint"]


def test_utf16_without_a_mark(research: Run, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_bytes("The badge is 4711.\n".encode("utf-16-le"))
    result = research("search_folder", "badge", "en", folders=[str(tmp_path)])
    assert result["data"]["passages"][0]["quote"] == "The badge is 4711."


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("What does c.pdf say on page 2?", "en", "The rent is due"),
        ("c.pdf 最后一页写了什么？", "zh", "Signed in May"),
        ("show me page 7 of c.pdf", "en", "3 pages"),
    ],
)
def test_one_page_is_told(packed: Run, tmp_path: Path, text: str, language: str, told: str) -> None:
    pages = ["Of two parties.", "The rent is due.", "Signed in May."]
    (tmp_path / "c.pdf").write_bytes(pdf_bytes(pages))
    result = packed("search_files", text, language, files=[str(tmp_path / "c.pdf")])
    answer = result.get("answer") or result["error"]["message"]
    assert told in answer and "Of two parties" not in answer

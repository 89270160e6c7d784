"""Passages are found where they stand, quoted with file and line, and nothing is made up."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FILLER = [
    "The kettle in the kitchen is blue.",
    "下午的会议改到三楼举行。",
    "Lunch is at noon.",
    "窗外下着雨。",
]

Run = Callable[..., dict[str, Any]]


def write(path: Path, fact: str, rng: random.Random, blocks: int = 30) -> int:
    """A document of filler with one fact in it; the line the fact stands on."""
    place, lines = rng.randrange(blocks), list[str]()
    for number in range(blocks):
        if number == place:
            line = len(lines) + 1
            lines += [fact, ""]
        lines += [f"{rng.choice(FILLER)} ({number})", ""]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), "utf-8")
    return line


FACTS = [
    ("怎么重置密码？", "重置密码：打开设置页，点击安全，再点重置。"),
    ("退款期限是多少天", "客户可在收货后14天内申请退款，超过退款期限不再受理。"),
    ("what is the retention period of backups", "Backups are retained for 35 days, then deleted."),
    ("How do I configure the proxy?", "To configure a proxy set http_proxy before the start."),
    ("who approves purchases above 5000", "Purchases above 5000 are approved by the controller."),
    ("数据库 WAL 模式有什么好处", "数据库用 WAL 模式时，读写互不阻塞。"),
]


@pytest.mark.parametrize(("question", "fact"), FACTS)
@pytest.mark.parametrize("seed", range(2))
def test_the_fact_is_quoted_with_its_place(
    question: str, fact: str, seed: int, research: Run, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    for number in range(4):
        write(tmp_path / "docs" / f"other{number}.txt", "Nothing of interest stands here.", rng)
    line = write(tmp_path / "docs" / "sub" / "答案.md", fact, rng)
    result = research(
        "search_folder", question, folders=[str(tmp_path / "docs")], question=question
    )
    best = result["data"]["passages"][0]
    assert (best["file"], best["line"]) == (str(tmp_path / "docs" / "sub" / "答案.md"), line)
    assert fact[:60] in best["quote"]
    assert f"docs/sub/答案.md:{line}" in result["answer"]


def test_the_line_inside_a_paragraph_and_its_heading(research: Run, tmp_path: Path) -> None:
    text = "# Guide\n\n## Limits\n\nWe are fair.\nRequests are capped at 90 per minute.\nBe kind.\n"
    (tmp_path / "spec.md").write_text(text)
    files = [str(tmp_path / "spec.md")]
    result = research("search_files", "how many requests per minute", "en", files=files)
    best = result["data"]["passages"][0]
    assert (best["line"], best["lines"], best["heading"]) == (6, [5, 7], "Limits")
    assert "without a model no conclusion" in result["answer"]


def test_html_is_read_as_text_with_its_own_lines(research: Run, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<html><head><script>var price = 1;</script></head>\n<body>\n<h2>Money</h2>\n"
        "<p>The price &amp; the tax</p>\n<p>Rain.</p></body></html>"
    )
    result = research("search_files", "price tax", "en", files=[str(tmp_path / "a.html")])
    best = result["data"]["passages"][0]
    assert (best["quote"], best["line"]) == ("The price & the tax", 4)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_charsets(charset: str, research: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("天气很好。\n\n发布日期是三月五日。\n", charset)
    result = research("search_folder", "发布日期", folders=[str(tmp_path)])
    assert result["data"]["passages"][0]["quote"] == "发布日期是三月五日。"


def test_sources_are_compared_one_by_one(research: Run, tmp_path: Path) -> None:
    for name, text in (("a", "延迟为20毫秒。"), ("b", "平均延迟约90毫秒。"), ("c", "今天吃面。")):
        (tmp_path / f"{name}.md").write_text(f"开头。\n\n{text}\n", "utf-8")
    files = [str(tmp_path / f"{name}.md") for name in "abc"]
    result = research("compare_sources", "比较这几份文档对延迟的说法", files=files)
    sources = result["data"]["sources"]
    assert [[hit["quote"] for hit in sources[f"{name}.md"]] for name in "abc"] == [
        ["延迟为20毫秒。"],
        ["平均延迟约90毫秒。"],
        [],
    ]
    assert "没有相关段落" in result["answer"]


def test_an_outline_quotes_headings_and_central_sentences(research: Run, tmp_path: Path) -> None:
    text = (
        "# Solar\n\nSolar panels turn light into power.\n\n## Cost\n\nThe cost of solar panels and "
    )
    text += "their power fell.\n\nMy dog sleeps all day long somewhere.\n"
    (tmp_path / "s.md").write_text(text)
    result = research("outline", "outline s.md", "en", files=[str(tmp_path / "s.md")], count=2)
    document = result["data"]["documents"][0]
    assert [h["text"] for h in document["headings"]] == ["Solar", "Cost"]
    assert [s["line"] for s in document["sentences"]] == [3, 7]
    assert all(s["text"] in text for s in document["sentences"])


def test_a_sentence_over_two_lines_is_quoted_whole(research: Run, tmp_path: Path) -> None:
    text = "Wind is cheap.\nWind turbines at sea\nturn all night long. Stop.\n"
    (tmp_path / "w.md").write_text(text)
    result = research("outline", "outline w.md", "en", files=[str(tmp_path / "w.md")], count=1)
    want = [{"line": 2, "text": "Wind turbines at sea turn all night long."}]
    assert result["data"]["documents"][0]["sentences"] == want


def test_the_count_is_kept(research: Run, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text("\n\n".join(f"budget line {n}" for n in range(20)))
    result = research("search_folder", "budget", "en", folders=[str(tmp_path)], count=3)
    assert len(result["data"]["passages"]) == 3


def test_what_cannot_be_read_is_said(research: Run, tmp_path: Path) -> None:
    (tmp_path / "ok.txt").write_text("the budget is 5")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(b"budget\0\0")
    result = research("search_folder", "budget", "en", folders=[str(tmp_path)])
    assert len(result["data"]["passages"]) == 1
    assert {"empty.txt", "binary.txt"} == {Path(n.split(": ")[0]).name for n in result["notes"]}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda p: p / "absent.md", "file_not_found"),
        (lambda p: p, "no_documents"),
        (lambda p: ((p / "e.md").write_text("") and p) or p / "e.md", "no_documents"),
        (lambda p: (p / "x.md").write_text("only rain") and p / "x.md", "nothing_found"),
    ],
)
def test_bad_input(make: Any, code: str, language: str, research: Run, tmp_path: Path) -> None:
    result = research("search_files", "预算 budget", language, files=[str(make(tmp_path))])
    error = result["error"]
    assert error["code"] == code
    assert error["message"]
    assert error["hint"]
    assert any("\u4e00" <= c <= "\u9fff" for c in error["hint"]) == (language == "zh")


def test_a_huge_file_is_read_in_part(research: Run, tmp_path: Path) -> None:
    with (tmp_path / "big.log").open("wb") as file:
        file.write(("预算是五万元。\n\n" + "下雨。\n\n" * 900).encode())
        file.truncate(3 * 1024**3)
    result = research("search_folder", "预算", folders=[str(tmp_path)])
    assert result["data"]["passages"][0]["quote"].startswith("预算是五万元")
    assert any("big.log" in note for note in result["notes"])

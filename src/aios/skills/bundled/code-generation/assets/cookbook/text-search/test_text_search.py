"""Ranking, Chinese, and folders."""

from pathlib import Path

import pytest
from text_search import Index, main, tokens

TEXTS = {
    "cats": "Cats sleep. A cat sleeps all day; cats purr.",
    "dogs": "Dogs bark all day.",
    "both": "Cats and dogs",
    "zh": "搜索引擎按相关度排序",
}


def test_words_and_pairs_of_characters() -> None:
    assert tokens("Hello, TF-IDF2! 搜索引擎 好") == [
        "hello",
        "tf",
        "idf2",
        "搜索",
        "索引",
        "引擎",
        "好",
    ]


def test_the_rare_word_decides() -> None:
    index = Index(TEXTS)
    assert index.search("purr all")[0].name == "cats"
    assert index.search("bark")[0].name == "dogs"
    assert [hit.name for hit in index.search("搜索 排序")] == ["zh"]


def test_a_text_is_likest_to_itself() -> None:
    index = Index(TEXTS)
    for name, text in TEXTS.items():
        best = index.search(text)[0]
        assert (best.name, best.score) == (name, pytest.approx(1))


def test_equals_by_name_and_no_more_than_wanted() -> None:
    index = Index({"b": "same words", "a": "same words", "c": "other"})
    assert [hit.name for hit in index.search("same")] == ["a", "b"]
    assert [hit.name for hit in index.search("same", top=1)] == ["a"]


@pytest.mark.parametrize("query", ["", "unknown", "，。"])
def test_nothing_is_found(query: str) -> None:
    assert Index(TEXTS).search(query) == []
    assert Index({}).search(query) == []


def test_at_least_one_result_must_be_wanted() -> None:
    with pytest.raises(ValueError, match="0"):
        Index(TEXTS).search("cats", top=0)


def test_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.md").write_text("lazy fox", encoding="utf-8")
    (tmp_path / "b.txt").write_text("quick dog", encoding="utf-8")
    (tmp_path / "c.bin").write_bytes(b"fox")
    assert main([str(tmp_path), "fox"]) == 0
    assert capsys.readouterr().out.split() == ["0.707", str(Path("deep", "a.md"))]
    assert main([str(tmp_path / "none"), "fox"]) == 1
    assert "no folder" in capsys.readouterr().err

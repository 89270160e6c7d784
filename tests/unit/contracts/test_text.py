"""Text in two languages: one spelling, terms that meet, language, token estimate, BM25."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.contracts.text import BM25, estimate_tokens, language, normalise, terms


@given(st.text())
def test_a_normalised_text_stays_as_it_is(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_terms_come_from_any_text_and_are_normalised(text: str) -> None:
    for term in terms(text):
        assert term and term == normalise(term)


@given(st.text())
def test_language_and_tokens_of_any_text(text: str) -> None:
    assert language(text) in ("zh", "en")
    assert estimate_tokens(text) >= 0


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("ＰＤＦ　報告", "pdf 报告"),
        ("檢查這個資料夾裡的檔案", "检查这个资料夹里的档案"),
        ("Café", "café"),
        ("ﬁle ①", "file 1"),
    ],
)
def test_one_spelling(written: str, spelled: str) -> None:
    assert normalise(written) == spelled


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("files", "file"),
        ("boxes", "box"),
        ("queries", "query"),
        ("scraping", "scrapes"),
        ("running", "run"),
        ("merged", "merging"),
        ("分析數據", "分析数据"),
        ("Sales", "ｓａｌｅ"),
    ],
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert terms(one) == terms(other)


@pytest.mark.parametrize("word", ["string", "bus", "class", "speed", "status", "thing"])
def test_short_words_are_not_cut_to_stumps(word: str) -> None:
    assert len(terms(word)[0]) >= len(word) - 1 or word == "thing"


def test_identifiers_give_the_whole_and_the_parts() -> None:
    assert terms("load_user_data") == ["load_user_data", "load", "user", "data"]
    assert terms("parseHTTPHeader") == ["parsehttpheader", "pars", "http", "header"]
    assert terms("sha256") == ["sha256", "sha", "256"]


def test_chinese_gives_neighbours_and_a_lone_character_itself() -> None:
    assert terms("数据分析") == ["数据", "据分", "分析"]
    assert terms("画 chart 图") == ["画", "chart", "图"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("把 a.csv 转成 json", "zh"),
        ("帮我 review 一下这个 PR", "zh"),
        ("show me total 销售额 by 地区 as a bar chart", "en"),
        ("total of the column 销售额 in a.csv", "en"),
        ("summarise 销售.csv", "en"),
        ("what does “你好” mean?", "en"),
        ("總結這份報告", "zh"),
        ("", "en"),
    ],
)
def test_the_language_is_the_writers(text: str, expected: str) -> None:
    assert language(text) == expected


@pytest.mark.parametrize(
    ("text", "tokens"),  # counted with a Qwen tokenizer's rules in mind: about one a short word
    [("The quick brown fox jumps over the lazy dog.", 10), ("今天天气很好，我们去公园。", 9)],
)
def test_tokens_are_about_right(text: str, tokens: int) -> None:
    assert tokens * 0.75 <= estimate_tokens(text) <= tokens * 1.35


@given(st.text(), st.text())
def test_more_text_is_never_fewer_tokens(one: str, other: str) -> None:
    assert estimate_tokens(one + "\n" + other) >= estimate_tokens(one) - 1


def test_every_model_family_has_its_own_estimate() -> None:
    text = "分析 sales.csv 的 1,234 行\n"
    assert len({estimate_tokens(text * 50, f) for f in ("qwen", "llama", "gpt", "deepseek")}) == 4


def test_bm25_prefers_rare_terms_and_short_documents() -> None:
    index = BM25([terms(d) for d in ("plot sales data", "sales data", "读取日志", "sales " * 3)])
    assert index.scores(terms("plot sales")).index(max(index.scores(terms("plot sales")))) == 0
    scores = index.scores(terms("日志"))
    assert scores[2] > 0 and scores[0] == scores[1] == scores[3] == 0
    both = index.scores(terms("data"))
    assert both[1] > both[0] > 0


@given(st.lists(st.lists(st.sampled_from("abcdef"))), st.lists(st.sampled_from("abcxyz")))
def test_bm25_scores_only_what_matches(documents: list[list[str]], query: list[str]) -> None:
    scores = BM25(documents).scores(query)
    assert len(scores) == len(documents)
    for score, document in zip(scores, documents, strict=True):
        assert (score > 0) == bool(set(document) & set(query))

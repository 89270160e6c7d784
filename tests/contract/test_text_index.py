"""What every TextIndex promises, asked of SQLite's FTS5 on a file and in memory."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aios.code.stores.sqlite import SqliteStore
from aios.code.stores.text import SqliteTextIndex
from aios.contracts.ports import TextIndex


@pytest.fixture(params=["file", "memory"])
async def index(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[TextIndex]:
    store = SqliteStore(tmp_path / "aios.db" if request.param == "file" else None)
    await store.open([])
    yield SqliteTextIndex(store)
    await store.close()


async def found(index: TextIndex, query: str, **how: object) -> list[str]:
    return [key for key, _ in await index.search(query, **{"k": 10, **how})]  # type: ignore[arg-type]


LIBRARY = [
    ("zh", "a", "季度销售额报告：华东地区的收入增长了百分之十"),
    ("tw", "a", "這份報告說明電腦的價格"),
    ("en", "b", "The quarterly report lists revenues by region"),
    ("mix", "b", "用 Flask 写一个 login API，见 user_login.py"),
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("销售", ["zh"]),
        ("收入", ["zh"]),
        ("revenue", ["en"]),
        ("REVENUES", ["en"]),
        ("flask", ["mix"]),
        ("登录", []),
        ("电脑", ["tw"]),
        ("user_login", ["mix"]),
        ("ｆｌａｓｋ", ["mix"]),
    ],
)
async def test_words_of_both_languages_are_found(
    index: TextIndex, query: str, expected: list[str]
) -> None:
    await index.add(LIBRARY)
    assert await found(index, query) == expected


async def test_the_better_match_comes_first(index: TextIndex) -> None:
    await index.add(
        [*LIBRARY, ("both", "a", "销售收入"), ("long", "a", "销售" + "其他的内容" * 40)]
    )
    hits = await index.search("销售收入", k=10)
    assert hits[0][0] == "both"
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)


@pytest.mark.parametrize("query", ["", "   ", "！？。", "'\"", "*", "()", "🙂"])
async def test_a_query_without_words_finds_nothing(index: TextIndex, query: str) -> None:
    await index.add(LIBRARY)
    assert await found(index, query) == []


@pytest.mark.parametrize(
    "query",
    ['"', "report OR (", "NEAR(report", "terms:report", "report*", "-report", "^report", "a AND"],
)
async def test_search_syntax_is_only_text(index: TextIndex, query: str) -> None:
    await index.add(LIBRARY)
    assert set(await found(index, query)) <= {"en"}


async def test_k_and_scopes_narrow(index: TextIndex) -> None:
    await index.add([(f"k{n}", "even" if n % 2 == 0 else "odd", "同样的 words") for n in range(20)])
    assert len(await found(index, "words", k=3)) == 3
    assert await found(index, "words", k=0) == []
    assert await found(index, "words", scopes=[]) == []
    assert await found(index, "words", scopes=["eve"]) == []
    odd = await found(index, "同样", k=20, scopes=["odd"])
    assert len(odd) == 10 and all(int(key[1:]) % 2 for key in odd)
    assert len(await found(index, "words", k=20, scopes=["odd", "even"])) == 20


async def test_a_known_key_is_replaced(index: TextIndex) -> None:
    await index.add([("k", "a", "苹果 apple")])
    await index.add([("k", "b", "香蕉 banana")])
    assert await found(index, "苹果 apple") == []
    assert await found(index, "banana", scopes=["a"]) == []
    assert await found(index, "香蕉", scopes=["b"]) == ["k"]


async def test_what_is_removed_is_not_found_and_unknown_keys_do_not_matter(
    index: TextIndex,
) -> None:
    await index.add(LIBRARY)
    await index.remove(["zh", "nobody"])
    await index.remove([])
    assert await found(index, "销售") == []
    assert await found(index, "report") == ["en"]


async def test_what_is_removed_leaves_no_trace_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "aios.db"
    store = SqliteStore(path)
    await store.open([])
    index = SqliteTextIndex(store)
    await index.add([("k", "a", "my password is swordfish"), ("j", "a", "harmless words")])
    await index.remove(["k"])
    await store.close()
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"harmless" in left
    assert b"swordfish" not in left


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=40), query=st.text(max_size=20))
async def test_any_text_can_be_indexed_asked_for_and_removed(
    index: TextIndex, text: str, query: str
) -> None:
    await index.add([("k", "s", text)])
    assert await found(index, query) in ([], ["k"])
    await index.remove(["k"])
    assert await found(index, text) == []

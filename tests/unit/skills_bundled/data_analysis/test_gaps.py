"""How far the first is ahead, who has one and never the other, columns said in other words."""

from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask, Rows, write_csv


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    rows: Rows = [
        {"date": f"2025-0{month}-1{n}", "customer": name, "product": product, "amount": amount}
        for month, n, name, product, amount in [
            (1, 1, "Hall", "pots", 40),
            (1, 2, "Osei", "pots", 10),
            (2, 3, "Osei", "tea", 70),
            (2, 4, "Reed", "tea", 30),
            (3, 5, "Hall", "mugs", 60),
            (3, 6, "Reed", "mugs", 15),
        ]
    ]
    return write_csv(tmp_path / "shop.csv", rows)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Which customer spent the most, and how much more than the second?",
            "Hall is 20 (25.00%)",
        ),
        (
            "which month had the most amount and how much more than the month before?",
            "2025-01 (50)",
        ),
        ("哪个 customer 的 amount 最高，比最低的多多少？", "Hall 比 Reed（45）多 55"),
        ("Hall 和 Reed 谁的 amount 总和更高，高多少？", "多 55"),
    ],
)
def test_how_far_the_first_is_ahead(ask: Ask, shop: Path, question: str, told: str) -> None:
    assert told in ask(shop, question).answer


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("which customers bought pots but no tea?", ["Hall"]),
        ("Which customers never bought tea?", ["Hall"]),
        ("哪些 customer 买过pots但没买过mugs？", ["Osei"]),
    ],
)
def test_who_has_the_one_and_never_the_other(
    ask: Ask, shop: Path, question: str, named: list[str]
) -> None:
    assert list(ask(shop, question).table()) == named


def test_columns_that_go_together_in_other_words(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {"age": 12 + n % 3, "hours_practised": n, "typing_errors": 90 - n} for n in range(30)
    ]
    path = write_csv(tmp_path / "practice.csv", rows)
    question = "Do those who practise more make fewer errors? What's the correlation of the two?"
    answer = ask(path, question).answer
    assert "hours_practised and typing_errors is -1" in answer


def test_a_share_of_what_holds_no_amount_is_of_the_rows(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"班次": "夜班" if n % 4 else "早班", "工时": 8 + n % 3} for n in range(40)]
    assert "75.00%" in ask(write_csv(tmp_path / "排班.csv", rows), "夜班的占比").answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("worker.log 里出现 timeout 的一共有多少行？最后一次是什么时候？", "2025-11-12 07:19:00"),
        ("“timeout”在 worker.log 里出现了几次？把请求号都列出来", "request 1018 timeout"),
    ],
)
def test_a_word_in_a_log(ask: Ask, tmp_path: Path, question: str, told: str) -> None:
    said = [f"ERROR request {1000 + n} timeout" if n % 2 == 0 else "INFO done" for n in range(20)]
    lines = [f"2025-11-12 07:{n + 1:02}:00 {text}" for n, text in enumerate(said)]
    path = tmp_path / "worker.log"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    answer = ask(path, question).answer
    assert told in answer
    assert "10" in answer

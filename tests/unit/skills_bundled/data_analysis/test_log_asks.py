"""Several things asked of a log in one text: each clause takes over what the one before said."""

# ruff: noqa: E501 - a line of a log is one line

from collections import Counter
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask

PATHS = ("/cart", "/login", "/api/orders", "/search")
HITS = [
    (f"10.2.{n % 3}.{n % 5}", n * n % 24, PATHS[n * n % 7 % 4], (200, 404, 500, 200, 502)[n % 5])
    for n in range(1, 211)
]
BROKEN = Counter(path for _, _, path, status in HITS if status >= 500)
LINE = '{0} - - [0{day}/May/2025:{1:02}:00:00 +0000] "GET {2} HTTP/1.1" {3} 700 "-" "curl/8"'


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "web.log"
    lines = (LINE.format(*hit, day=n // 120 + 1) for n, hit in enumerate(HITS))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "question",
    [
        "How many requests ended with a 5xx status, and which path had the most of them (how many)?",
        "5xx 的请求一共多少次？哪个路径最多，多少次？",
    ],
)
def test_the_later_question_is_of_the_rows_of_the_one_before(
    ask: Ask, log: Path, question: str
) -> None:
    reply = ask(log, question)
    assert reply.value == sum(BROKEN.values())
    path, count = BROKEN.most_common(1)[0]
    assert path in reply.answer and str(count) in reply.answer


def test_those_errors_are_the_ones_spoken_of(ask: Ask, log: Path) -> None:
    reply = ask(
        log, "What percentage of requests had a 5xx error, which path has most of those errors?"
    )
    path, count = BROKEN.most_common(1)[0]
    assert reply.value == pytest.approx(100 * sum(BROKEN.values()) / len(HITS))
    assert f"{path} has the highest number of rows by path: {count}" in reply.answer


@pytest.mark.parametrize(
    "question", ["requests and error rate (5xx) per path", "每个接口的请求数和错误率（5xx）"]
)
def test_a_count_and_a_rate_stand_side_by_side(ask: Ask, log: Path, question: str) -> None:
    whole = Counter(path for _, _, path, _ in HITS)
    rows = {path: (count, round(rate, 6)) for path, count, rate in ask(log, question).rows}
    assert rows == {p: (n, round(100 * BROKEN[p] / n, 6)) for p, n in whole.items()}


def test_of_the_one_that_came_first_more_is_asked(ask: Ask, log: Path) -> None:
    reply = ask(log, "哪个IP请求最多？它访问最多的路径是哪个，多少次？")
    first = min(Counter(ip for ip, *_ in HITS).items(), key=lambda pair: (-pair[1], pair[0]))[0]
    _, count = Counter(path for ip, _, path, _ in HITS if ip == first).most_common(1)[0]
    assert f"：{count}（ip 是排在最前的那个）" in reply.answer


def test_the_first_part_of_an_address_and_its_share(ask: Ask, log: Path) -> None:
    [[count, share]] = ask(log, "来自 10.2.1. 网段的请求有多少，占全部多少").rows
    wanted = sum(ip.startswith("10.2.1.") for ip, *_ in HITS)
    assert (count, round(share, 6)) == (wanted, round(100 * wanted / len(HITS), 6))


def test_the_busiest_hour_may_be_of_one_day(ask: Ask, log: Path) -> None:
    assert "2025-05-0" in ask(log, "which hour was busiest?").answer


def test_what_is_not_understood_is_left_to_others(ask: Ask, log: Path) -> None:
    assert "gizmo" in str(ask(log, "how many requests per gizmo").raw)


def test_a_count_after_a_ranking_is_of_the_whole_log(ask: Ask, log: Path) -> None:
    question = "Look at web.log of our shop: which three paths had the most requests? And how many requests got a 404?"
    reply = ask(log, question)
    most = Counter(path for _, _, path, _ in HITS).most_common(3)
    assert reply.table() == dict(most)
    assert str(sum(status == 404 for *_, status in HITS)) in reply.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Ignoring /login, which path got the most requests?", "(where path is not /login)"),
        ("除了 /api 下的请求，访问最多的路径是哪个？", "（path 不包含 /api）"),
        ("What percentage of requests were successful (2xx)?", "40.00%.\nBased on 210 rows;"),
        ("How many requests did /login get?", "(where path is /login)"),
    ],
)
def test_what_is_left_out_and_what_is_no_condition(
    ask: Ask, log: Path, question: str, told: str
) -> None:
    assert told in ask(log, question).answer


def test_items_of_an_order_are_told_one_by_one(ask: Ask, log: Path) -> None:
    answer = ask(log, "分析日志：状态码分布、访问量前 2 的路径，以及每天的请求数").answer
    heads = [line.split()[1] for line in answer.splitlines() if line.startswith("按 ")]
    assert heads == ["status", "path", "time（日）"]


@pytest.mark.parametrize(
    "question",
    [
        "list the errors and how often each occurs",
        "里面有哪些错误，各出现了多少次？",
        "how often does each error message occur",
    ],
)
def test_errors_of_a_log_without_levels_are_counted_by_message(
    ask: Ask, tmp_path: Path, question: str
) -> None:
    said = ["error: disk full", "started", "error: timeout", "error: disk full"]
    path = tmp_path / "system.log"
    lines = [f"Nov 2{n} 10:00:00 host app[{n}]: {text}\n" for n, text in enumerate(said)]
    path.write_text("".join(lines), encoding="utf-8")
    assert ask(path, question).table() == {"error: disk full": 2, "error: timeout": 1}

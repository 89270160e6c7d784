"""Lists whose values stand in parts of cells, beside units, labels and without names."""

from typing import Any

import pytest


@pytest.fixture
def cars(site: Any) -> str:
    """Cars whose year, mileage and fuel stand in one line, on pages of one list."""
    rows = (
        (2015, "21,000", "Diesel", 0),
        (2019, "74,000", "Petrol", 9),
        (2012, "49,000", "Diesel", 5),
    )
    site.pages["/"] = "".join(
        f'<div class="x1"><a href="/c/{n}"><b>Car number {n}</b></a>'
        f"<p>{year} · {km} km · {fuel}</p>"
        f"<strong>{f'€{price},000' if price else 'Free'}</strong></div>"
        for n, (year, km, fuel, price) in enumerate(rows)
    )
    return f"{site.url}/"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("the newest car", [1]),
        ("cars with less than 50000 km", [0, 2]),
        ("diesel cars", [0, 2]),
        ("free cars", [0]),
    ],
)
def test_each_part_of_a_cell_is_a_column(
    cars: str, scrape: Any, text: str, numbers: list[int]
) -> None:
    result = scrape("scrape_list", text, "en", url=cars, question=text)
    titles = [item["title"] for item in result["data"]["items"]]
    assert titles == [f"Car number {n}" for n in numbers], result["answer"]


def test_a_figure_is_of_what_is_measured_or_none(cars: str, scrape: Any) -> None:
    text = "average mileage of the diesel cars"
    result = scrape("scrape_list", text, "en", url=cars, question=text)
    assert result["data"]["figures"] == [["average", "km", "", 35000, 2, 0]]
    text = "average height of the cars"
    result = scrape("scrape_list", text, "en", url=cars, question=text)
    assert "figures" not in result["data"]


@pytest.fixture
def novels(site: Any) -> str:
    """Novels with labelled texts of the entries' own around their links."""
    rows = (
        ("星河渡", "科幻", 361, 5867),
        ("长安雪", "历史", 97, 6321),
        ("无声岛", "历史", 276, 934),
    )
    site.pages["/"] = "<ol>" + "".join(
        f'<li class="q7"><a href="/x/{n}">{title}</a> 作者：拾一 类别：{kind} '
        f'<span class="w3">{words}万字</span> <em class="r2">{votes}推荐</em></li>'
        for n, (title, kind, words, votes) in enumerate(rows)
    )
    return f"{site.url}/"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("推荐数前二的小说", ["长安雪", "星河渡"]),
        ("字数超过 100 万的科幻小说", ["星河渡"]),
        ("历史类的小说", ["长安雪", "无声岛"]),
    ],
)
def test_labels_and_counts_around_a_link(
    novels: str, scrape: Any, text: str, titles: list[str]
) -> None:
    more = {"count": 2} if "前二" in text else {}
    result = scrape("scrape_list", text, url=novels, question=text, **more)
    assert [item["title"] for item in result["data"]["items"]] == titles, result["answer"]


def test_which_of_a_column_without_a_name_is_most_common(site: Any, scrape: Any) -> None:
    kinds = ("Go", "Rust", "Go", "Python", "Go")
    site.pages["/"] = "".join(
        f'<article class="z4"><h2><a href="/r/{n}">repo-number-{n}</a></h2><p>Words number {n}.</p>'
        f"<span>{kind}</span></article>"
        for n, kind in enumerate(kinds)
    )
    text = "which language is most common"
    result = scrape("scrape_list", text, "en", url=f"{site.url}/", question=text)
    assert result["answer"].startswith("Go has the most items of 3: 3 (of 5 in all)")


@pytest.mark.parametrize(
    ("text", "days"), [("3月以后的条目", [3, 4]), ("entries before March", [1, 2])]
)
def test_months_without_a_year(site: Any, scrape: Any, text: str, days: list[int]) -> None:
    site.pages["/"] = "<ul>" + "".join(
        f'<li><a href="/e/{n}">Entry number {n}</a> <time>2026-0{n}-10</time></li>'
        for n in (1, 2, 3, 4)
    )
    result = scrape("scrape_list", text, url=f"{site.url}/", question=text)
    assert [item["date"] for item in result["data"]["items"]] == [f"2026-0{n}-10" for n in days]


def test_ratings_with_their_reviews_and_terms(site: Any, scrape: Any) -> None:
    site.pages["/"] = "".join(
        f'<div class="c"><h3><a href="/c/{n}">Course number {n}</a></h3>'
        f"<i>{3 + n / 10} ({n}7 reviews)</i></div>"
        for n in range(1, 5)
    )
    text = "the best rated course"
    result = scrape("scrape_list", text, "en", url=f"{site.url}/", question=text)
    assert [item["rating"] for item in result["data"]["items"]] == [3.4]
    site.pages["/d"] = (
        "<dl><dt>Alpha</dt><dd>the first letter</dd><dt>Daemon</dt><dd>a process</dd></dl>"
    )
    text = "what does Daemon mean"
    result = scrape("scrape_list", text, "en", url=f"{site.url}/d", question=text)
    assert result["data"]["items"] == [{"title": "Daemon", "definition": "a process"}]

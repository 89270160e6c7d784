"""Items chosen by values that a sentence says, over pages, in cells that have no name."""

import random
from typing import Any

import pytest
from tests.tasks import markup

KINDS = ("Travel", "Comedy", "Travel", "Food")


@pytest.fixture
def shelf(site: Any) -> str:
    """A list of two pages in markup made by chance, the third kind of film on the second alone."""
    items = [
        {
            "title": f"Film {n}",
            "link": f"/f/{n}",
            "by": f"by {('Ann Lee', 'Bo Ek')[n % 2]}",
            "kind": KINDS[n // 2],
            "year": str(1996 + 2 * n),
            "left": f"{n} left",
        }
        for n in range(8)
    ]
    for page, more in ((0, '<a rel="next" href="/2">Next</a>'), (1, "")):
        site.pages[f"/{page + 1 if page else ''}"] = markup.listing(
            random.Random(page), items[page * 4 : page * 4 + 4], kind="div", more=more
        )
    return f"{site.url}/"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("the comedies", [2, 3]),
        ("all Food films", [6, 7]),
        ("all films but not Travel", [2, 3, 6, 7]),
        ("films by Ann Lee", [0, 2, 4, 6]),
        ("Ann Lee 的电影", [0, 2, 4, 6]),
        ("films with fewer than 2 left", [0, 1]),
        ("Food films on the first page", [0, 1, 2, 3]),
    ],
)
def test_items_are_chosen_by_what_is_said(
    shelf: str, scrape: Any, text: str, numbers: list[int]
) -> None:
    language = "zh" if "的" in text else "en"
    result = scrape("scrape_list", text, language, url=shelf, question=text)
    titles = [item["title"] for item in result["data"]["items"]]
    assert titles == [f"Film {n}" for n in numbers]


def test_a_name_that_no_item_has_is_told(shelf: str, scrape: Any) -> None:
    text = "which films were made in Oslo"
    result = scrape("scrape_list", text, "en", url=shelf, question=text)
    assert result["answer"].startswith("No item mentions “Oslo”; all are listed.")


def test_figures_for_each_of_what_a_cell_without_a_name_says(shelf: str, scrape: Any) -> None:
    text = "how many films per category"
    result = scrape("scrape_list", text, "en", url=shelf, question=text)
    assert [figure[2:4] for figure in result["data"]["figures"]] == [
        ["Travel", 4],
        ["Comedy", 2],
        ["Food", 2],
    ]


@pytest.fixture
def sayings(site: Any) -> str:
    """Quotes on two pages; Bo Ek said most, though not on the first."""
    said = [("Ann Lee", "Ann Lee", "Bo Ek"), ("Bo Ek", "Bo Ek", "Cy Orr")]
    for page, more in ((0, '<a rel="next" href="/2">Next</a>'), (1, "")):
        quotes = (
            f'<div class="quote"><span class="text">“Words of wisdom number {page}{n}.”</span>'
            f'<span>by <small class="author">{who}</small></span><div class="tags">Tags:'
            f'<a class="tag" href="/t/a">life</a><a class="tag" href="/t/b">tag{n}</a></div></div>'
            for n, who in enumerate(said[page])
        )
        site.pages[f"/{page + 1 if page else ''}"] = markup.page("Quotes", "".join(quotes) + more)
    return f"{site.url}/"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("which author has the most quotes", "Bo Ek has the most items of 3 by author: 3 (of 6"),
        ("who has the most quotes", "Bo Ek has the most items of 3 by author: 3 (of 6"),
        ("哪个作者的名言最多", "author 中最多的是 Bo Ek：3 条（共 6 条）"),
        ("which tag is used the most", "life has the most items of 4 by tags: 6"),
        ("最常见的标签是哪个", "tags 中最多的是 life：6 条"),
        ("which author has the fewest quotes", "Cy Orr has the fewest items of 3"),
    ],
)
def test_the_value_that_most_items_have(sayings: str, scrape: Any, text: str, answer: str) -> None:
    language = "en" if text.isascii() else "zh"
    result = scrape("scrape_list", text, language, url=sayings, question=text)
    assert result["answer"].startswith(answer), result["answer"]


def test_an_item_keeps_all_its_tags(sayings: str, scrape: Any) -> None:
    text = "quotes with author and tags"
    result = scrape("scrape_list", text, "en", url=sayings, question=text)
    assert [item["tags"] for item in result["data"]["items"]][:2] == ["life, tag0", "life, tag1"]


def test_what_has_no_name_is_told_without_one(shelf: str, scrape: Any) -> None:
    text = "the comedies"
    result = scrape("scrape_list", text, "en", url=shelf, question=text)
    assert result["answer"].startswith("Condition: Comedy.")
    assert "text_" not in result["answer"]


@pytest.fixture
def flats(site: Any) -> str:
    """Flats whose district, size and rooms stand in one cell."""
    places = ("余杭区", "西湖区", "余杭区", "滨江区", "西湖区")
    items = [
        {"title": f"花园小区{n}号", "link": f"/h/{n}", "of": f"{place} / {50 + n}㎡ / {n + 1}室",
         "rent": f"{(n + 1) * 1000}元/月"}
        for n, place in enumerate(places)
    ]  # fmt: skip
    site.pages["/"] = markup.listing(random.Random(5), items, kind="div")
    return f"{site.url}/"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("余杭区有哪些房源", [0, 2]),
        ("余杭区的房子里最贵的", [2]),
        ("三千块以下的房子", [0, 1, 2]),
        ("月租过千的有哪些", [1, 2, 3, 4]),
        ("租金两千五百元以上的", [2, 3, 4]),
    ],
)
def test_a_part_of_a_cell_and_amounts_in_chinese(
    flats: str, scrape: Any, text: str, numbers: list[int]
) -> None:
    result = scrape("scrape_list", text, url=flats, question=text)
    titles = [item["title"] for item in result["data"]["items"]]
    assert titles == [f"花园小区{n}号" for n in numbers], result["answer"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("哪几天下雨", ["周二", "周四"]),
        ("which days are sunny", ["周一"]),
        ("哪些天是涨的", ["周一", "周三"]),
        ("which days went up", ["周一", "周三"]),
    ],
)
def test_states_and_changes_told_otherwise(
    site: Any, scrape: Any, text: str, rows: list[str]
) -> None:
    table = (("周一", "晴", "+1.20%"), ("周二", "小雨", "-0.30%"), ("周三", "多云", "+0.10%"),
             ("周四", "阵雨", "-2.00%"))  # fmt: skip
    site.pages["/"] = markup.page(
        "T",
        "<table><tr><th>日期</th><th>天气</th><th>涨跌</th></tr>"
        + "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in table)
        + "</table>",
    )
    result = scrape("scrape_table", text, url=f"{site.url}/", question=text)
    assert [item["日期"] for item in result["data"]["items"]] == rows, result["answer"]


@pytest.mark.parametrize("text", ["five-star books", "5-star books", "五星图书有哪些"])
def test_stars_in_words(site: Any, scrape: Any, text: str) -> None:
    words = ("One", "Five", "Three", "Five")
    site.pages["/"] = "<ol>" + "".join(
        f'<li><h3><a href="/{n}">The book number {n}</a></h3>'
        f'<p class="star-rating {word}"></p></li>'
        for n, word in enumerate(words)
    )
    result = scrape("scrape_list", text, url=f"{site.url}/", question=text)
    items = result["data"]["items"]
    assert [item["title"] for item in items] == ["The book number 1", "The book number 3"]


@pytest.fixture
def threads(site: Any) -> str:
    """A forum's table of threads."""
    rows = (("How to bake", "ida", 0, 50), ("Where to fish", "moe", 4, 70), ("On tea", "ida", 0, 5))
    cells = "".join(
        f'<tr><td><a href="/t/{n}">{title}</a></td><td>{by}</td><td>{replies}</td>'
        f"<td>{views}</td></tr>"
        for n, (title, by, replies, views) in enumerate(rows)
    )
    head = "".join(f"<th>{name}</th>" for name in ("Topic", "Author", "Replies", "Views"))
    site.pages["/"] = markup.page("Forum", f"<table><tr>{head}</tr>{cells}</table>")
    return f"{site.url}/"


@pytest.mark.parametrize(
    "text", ["没人回复的帖子有哪些", "threads without replies", "which threads are unanswered"]
)
def test_what_nobody_has_answered(threads: str, scrape: Any, text: str) -> None:
    result = scrape("scrape_list", text, url=threads, question=text)
    assert [item["title"] for item in result["data"]["items"]] == ["How to bake", "On tea"]


@pytest.mark.parametrize(
    "text", ["how many views do all threads have together", "总共有多少浏览量", "浏览量一共是多少"]
)
def test_what_is_counted_in_all(threads: str, scrape: Any, text: str) -> None:
    result = scrape("scrape_list", text, url=threads, question=text)
    assert result["data"]["figures"][0][:4] == ["sum", "views", "", 125]


def test_titles_with_a_word(threads: str, scrape: Any) -> None:
    text = "标题带“tea”的帖子"
    result = scrape("scrape_list", text, url=threads, question=text)
    assert [item["title"] for item in result["data"]["items"]] == ["On tea"]


def test_a_former_price_is_called_so(site: Any, scrape: Any) -> None:
    site.pages["/"] = "".join(
        f'<div class="card"><h4><a href="/f/{n}">Flower number {n}</a></h4><del>${n + 9}.00</del>'
        f" <span>${n + 5}.00</span> <small>{n + 2} left</small></div>"
        for n in range(6)
    )
    text = "flowers for less than 8 dollars"
    result = scrape("scrape_list", text, "en", url=f"{site.url}/", question=text)
    first = result["data"]["items"][0]
    assert (first["price"], first["former_price"], first["left"]) == (5.0, 9.0, "2 left")
    assert len(result["data"]["items"]) == 3

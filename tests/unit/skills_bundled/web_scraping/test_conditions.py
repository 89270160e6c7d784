"""Conditions on the numbers of items are part of the scraper, and hold over pages."""

from typing import Any

import pytest

ITEM = (
    '<article class="post"><h2><a href="/p{n}">A story about number {n} of them</a></h2>'
    '<span class="score">{score} points</span> <a href="/p{n}#c">{comments} comments</a></article>'
)


def page(first: int, last: int, more: str = "") -> str:
    items = [ITEM.format(n=n, score=n * 10, comments=n) for n in range(first, last + 1)]
    return f"<html><body><main>{''.join(items)}{more}</main></body></html>"


def numbers(result: dict[str, Any], field: str) -> list[float]:
    return [item[field] for item in result["data"]["items"]]


@pytest.mark.parametrize(
    ("text", "field", "kept"),
    [
        ("抓取所有评论数大于15的新闻", "comments", list(range(16, 21))),
        ("评论数不少于18的标题", "comments", [18, 19, 20]),
        ("分数 170 以上的新闻", "score", [170, 180, 190, 200]),
        ("stories with more than 180 points", "score", [190, 200]),
        ("stories with fewer than 4 comments", "comments", [1, 2, 3]),
        ("titles with score at most 20", "score", [10, 20]),
    ],
)
def test_only_items_within_the_bound_are_kept(
    site: Any, scrape: Any, text: str, field: str, kept: list[int]
) -> None:
    site.pages["/"] = page(1, 20)
    language = "zh" if text[0] > "\u3000" else "en"
    result = scrape("scrape_list", text, language, url=f"{site.url}/")
    assert numbers(result, field) == kept
    assert "KEEP" in result["code"]
    assert field in result["explanation"]


def test_the_next_pages_are_read_until_enough_fit(site: Any, scrape: Any) -> None:
    more = '<a rel="next" href="/2">Next</a>'
    site.pages |= {"/": page(1, 20, more), "/2": page(21, 40)}
    text = "the top 5 stories with more than 18 comments"
    result = scrape("scrape_list", text, "en", url=f"{site.url}/", count=5)
    assert numbers(result, "comments") == [19, 20, 21, 22, 23]


def test_when_none_fits_it_says_so(site: Any, scrape: Any) -> None:
    site.pages["/"] = page(1, 20)
    result = scrape("scrape_list", "评论数大于 900 的新闻", "zh", url=f"{site.url}/")
    assert result["error"]["code"] == "nothing_found"
    assert "comments > 900" in result["error"]["message"]


HUTS = [("Fern hut", "Yes", "Yes"), ("Larch hut", "Yes", "No"), ("Sedge hut", "Yes", "Yes"),
        ("Wold hut", "No", "No")]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("which of the huts on {0} allow fires?", ["Fern hut", "Larch hut", "Sedge hut"]),
        ("which huts on {0} don't allow fires?", ["Wold hut"]),
        ("the huts on {0} with heating included", ["Fern hut", "Sedge hut"]),
    ],
)
def test_pages_that_say_yes_or_no_choose(
    text: str, names: list[str], site: Any, scrape: Any
) -> None:
    links = "".join(f"<li><a href='/{i}'>{h[0]}</a></li>" for i, h in enumerate(HUTS))
    site.pages["/"] = f"<h1>All huts</h1><ul>{links}</ul>"
    for i, (name, fires, heating) in enumerate(HUTS):
        site.pages[f"/{i}"] = (
            f"<h1>{name}</h1><table><tr><td>Fires allowed</td><td>{fires}</td></tr>"
            f"<tr><td>Heating included</td><td>{heating}</td></tr></table>"
        )
    url = f"{site.url}/"
    asked = text.format(url) + " It says so on each hut's page."
    result = scrape("scrape_details", asked, "en", url=url, question=asked)
    assert [item["title"] for item in result["data"]["items"]] == names


PLOTS = [("松岗", 180, 62), ("竹溪", 320, 110), ("梅庄", 240, 95)]


def test_bounds_with_units_and_spaces(site: Any, scrape: Any) -> None:
    site.pages["/"] = "<h1>房</h1>" + "".join(
        f"<div class=a9><h4>{n}</h4><dl><dt>面积</dt><dd>{m}平米</dd><dt>总价</dt>"
        f"<dd>{p}万</dd></dl></div>"
        for n, p, m in PLOTS
    )
    url = f"{site.url}/"
    asked = f"{url} 上面积 90 平米以上、总价 300 万以下的小区名、面积和总价"
    result = scrape("scrape_list", asked, "zh", url=url, question=asked)
    assert [item["title"] for item in result["data"]["items"]] == ["梅庄"]


def test_the_most_is_found_under_labels_and_below_a_header_of_cells(site: Any, scrape: Any) -> None:
    site.pages["/"] = "<h1>帖</h1>" + "".join(
        f"<dl><dt><a href='/{n}'>{n}</a></dt><dd>回复数：{r}</dd></dl>"
        for n, r in (("借梯子", 9), ("修水管", 120), ("拼车", 31))
    )
    site.pages["/k"] = (
        "<table><tr><td>班名</td><td>学费</td></tr><tr><td>篆刻</td><td>900 元</td></tr>"
        "<tr><td>古琴</td><td>2600 元</td></tr></table>"
    )
    asked = f"{site.url}/ 有好几页，回复数最多的 2 个帖子是哪些？"
    result = scrape("scrape_list", asked, "zh", url=f"{site.url}/", question=asked, count=2)
    assert [item["title"] for item in result["data"]["items"]] == ["修水管", "拼车"]
    asked = f"{site.url}/k 有几个班？学费最贵的是哪个？"
    result = scrape("scrape_list", asked, "zh", url=f"{site.url}/k", question=asked)
    assert [item["班名"] for item in result["data"]["items"]] == ["古琴", "篆刻"]
    assert "2 条" in result["answer"]


def test_a_bound_is_told_in_the_unit_of_its_column(site: Any, scrape: Any) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{m}</td></tr>" for n, m in (("甲", 80.5), ("乙", 210)))
    head = "<tr><th>工程</th><th>造价（万元）</th></tr>"
    site.pages["/"] = f"<table>{head}{rows}</table>"
    asked = f"{site.url}/ 的表格里造价超过 100 万元的有哪些"
    result = scrape("scrape_table", asked, "zh", url=f"{site.url}/", question=asked)
    assert [item["工程"] for item in result["data"]["items"]] == ["乙"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("which tent is the lightest, and how much is it?", ["Cirrus"]),
        ("按重量从高到低排列，列出前2款", ["Lodge", "Ridge"]),
        ("is the Lodge or the Ridge cheaper?", ["Ridge", "Lodge"]),
    ],
)
def test_a_column_of_units_is_of_what_they_measure(
    site: Any, scrape: Any, text: str, titles: list[str]
) -> None:
    tents = (
        ("Ridge", "$39.50", "2.4 kg"),
        ("Cirrus", "$69.00", "1.1 kg"),
        ("Lodge", "$89.90", "6.5 kg"),
    )
    cards = (
        f'<div class="c"><h3>{name}</h3><span>{price}</span><span>{weight}</span></div>'
        for name, price, weight in tents
    )
    site.pages["/"] = f"<html><body><main>{''.join(cards)}</main></body></html>"
    count = {"count": 2} if "前2" in text else {}
    result = scrape("scrape_list", text, url=f"{site.url}/", **count)
    assert [item["title"] for item in result["data"]["items"]] == titles

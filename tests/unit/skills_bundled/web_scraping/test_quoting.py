"""A question to a page whose list says nothing to it is answered in the page's own sentences."""

from typing import Any

import pytest

PAGE = (
    "<html><body><nav><a href='/a'>Start</a></nav><h1>The old mill</h1>"
    "<table><tr><th>Owner</th><td>Parish of Rill</td></tr>"
    "<tr><th>Storeys</th><td>5</td></tr></table>"
    "<p>The mill was built in 1788 by two brothers from the valley.</p>"
    "<p>It burned down twice and was rebuilt each time within the year.</p>"
    "<p>Visitors may climb to the gallery, which is 14 metres above the ground.</p>"
    "<ul><li><a href='/b'>The new bridge</a></li><li><a href='/c'>The long barn</a></li></ul>"
    "</body></html>"
)
ZH_PAGE = (
    "<html><body><h1>老粮仓改成图书馆</h1><p>老粮仓始建于1956年，去年停用。</p>"
    "<p>改造工程耗资三千万元，由市文旅局负责。</p><p>新馆藏书十二万册，周一闭馆。</p>"
    "<ul><li><a href='/1'>河边步道开放</a></li><li><a href='/2'>夜市搬家</a></li></ul>"
    "</body></html>"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("when was the mill built and how high is the gallery", ["1788", "14 metres"]),
        ("who is the owner of the mill?", ["owner: Parish of Rill"]),
        ("how many storeys does it have?", ["storeys: 5"]),
    ],
)
def test_each_question_gets_its_sentence(
    site: Any, scrape: Any, text: str, said: list[str]
) -> None:
    site.pages["/"] = PAGE
    answer = scrape("scrape_list", text, "en", url=f"{site.url}/", question=text)["answer"]
    assert all(words in answer for words in said)
    assert "burned down" not in answer and "new bridge" not in answer


def test_two_questions_in_chinese(site: Any, scrape: Any) -> None:
    site.pages["/"] = ZH_PAGE
    text = "粮仓始建于哪年？改造耗资多少？"
    answer = scrape("scrape_list", text, url=f"{site.url}/", question=text)["answer"]
    assert "1956年" in answer and "三千万元" in answer and "藏书" not in answer


def test_a_list_that_is_asked_for_stays_a_list(site: Any, scrape: Any) -> None:
    site.pages["/"] = ZH_PAGE
    result = scrape("scrape_list", "有哪些新闻", url=f"{site.url}/", question="有哪些新闻")
    assert [item["title"] for item in result["data"]["items"]] == ["河边步道开放", "夜市搬家"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("which boat is the most expensive, and which is the longest?", "en"),
        ("哪条船最贵？哪条最长？", "zh"),
    ],
)
def test_two_superlatives_are_two_answers(site: Any, scrape: Any, text: str, language: str) -> None:
    rows = (("Tern", 12, 300), ("Gannet", 31, 150), ("Skua", 9, 220))
    cells = "".join(f"<tr><td>{n}</td><td>{a}</td><td>${b}</td></tr>" for n, a, b in rows)
    head = "<tr><th>Boat</th><th>Length (m)</th><th>Price</th></tr>"
    site.pages["/"] = f"<html><body><table>{head}{cells}</table></body></html>"
    answer = scrape("scrape_table", text, language, url=f"{site.url}/", question=text)["answer"]
    first, second = answer.split("\n\n")
    assert "Tern" in first and "Gannet" not in first
    assert "Gannet" in second and "Skua" not in answer


LAMPS = (("Willow Lamp", 30), ("Harrow Clock", 72), ("Sedge Mirror", 45))
ABOUT = (
    "<h1>{0}</h1><dl><dt>Weight</dt><dd>{1}0 g</dd><dt>Material</dt><dd>Oak {1}</dd></dl>"
    "<h2>Method</h2><ol><li>Unpack it.</li><li>Hang it up.</li></ol>"
)


@pytest.fixture
def shop(site: Any) -> str:
    """A list of things, each with a page that says more of it."""
    cards = []
    for n, (name, price) in enumerate(LAMPS):
        cards.append(f"<li class='card'><h3><a href='/p{n}'>{name}</a></h3><b>£{price}</b></li>")
        site.pages[f"/p{n}"] = f"<html><body>{ABOUT.format(name, price)}</body></html>"
    site.pages["/"] = f"<html><body><ul>{''.join(cards)}</ul></body></html>"
    return f"{site.url}/"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("what does the Harrow Clock weigh and which material is it?", ["720 g", "Oak 72"]),
        ("how do I prepare the Sedge Mirror?", ["Unpack it.", "Hang it up."]),
    ],
)
def test_what_the_own_page_of_one_item_says(
    shop: str, scrape: Any, text: str, said: list[str]
) -> None:
    answer = scrape("scrape_list", text, "en", url=shop, question=text)["answer"]
    assert all(words in answer for words in said) and "Willow" not in answer


def test_the_list_answers_what_stands_in_it(shop: str, scrape: Any) -> None:
    text = "what is the price of the Harrow Clock?"
    answer = scrape("scrape_list", text, "en", url=shop, question=text)["answer"]
    assert "72" in answer and "says to that" not in answer


@pytest.mark.parametrize("text", ["cheapest and most expensive one", "最便宜和最贵的各是哪个"])
def test_both_ends_of_an_order(shop: str, scrape: Any, text: str) -> None:
    answer = scrape("scrape_list", text, "en", url=shop, question=text)["answer"]
    assert "Willow Lamp" in answer and "Harrow Clock" in answer and "Sedge" not in answer


def test_topics_of_a_table_with_their_writers(site: Any, scrape: Any) -> None:
    rows = "".join(
        f"<tr><td><a href='/t{n}'>阳台漏水的第{n}种办法</a></td>"
        f"<td><a href='/u{n % 2}'>{who}</a></td>"
        f"<td>{n * 7 % 5}</td><td>{n * 31}</td></tr>"
        for n, who in enumerate(["小林", "阿珍", "小林", "阿珍", "小林"])
    )
    head = "<tr><th>主题</th><th>楼主</th><th>回复</th><th>查看</th></tr>"
    site.pages["/"] = f"<html><body><table>{head}{rows}</table></body></html>"
    text = "哪个帖子看的人最多"
    items = scrape("scrape_list", text, url=f"{site.url}/", question=text)["data"]["items"]
    assert [item["views"] for item in items] == [124]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("四十以下的有哪些", ["Willow Lamp"]), ("六十块以内", ["Willow Lamp", "Sedge Mirror"])],
)
def test_amounts_in_chinese_numerals(shop: str, scrape: Any, text: str, kept: list[str]) -> None:
    items = scrape("scrape_list", text, url=shop, question=text)["data"]["items"]
    assert [item["title"] for item in items] == kept

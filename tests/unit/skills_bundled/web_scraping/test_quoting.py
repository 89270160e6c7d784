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

"""Forms by GET whose fields a sentence fills by name."""

from typing import Any

import pytest

FORM = (
    "<form action='/find'>Harbour <input name='h_from'> <label>Target <input name='h_to'></label>"
    "<select name='class'><option value='2' selected>Second</option>"
    "<option value='1'>First</option></select><button>Go</button></form>"
)
FOUND = (
    "<table><tr><th>Ship</th><th>Fare</th></tr><tr><td>Auk</td><td>30</td></tr>"
    "<tr><td>Tern</td><td>25</td></tr></table>"
)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("{0} has a form: harbour is Vardo, target is Bodo. Ships and fares, please.",
         "h_from=Vardo&h_to=Bodo&class=2"),
        ('fill the form on {0} with "Vardo" as harbour and "First" as class, list ship and fare',
         "h_from=Vardo&h_to=&class=1"),
        ("{0} 的表单里 harbour 填 Vardo，target 输入“Bodo”，class 选 First，列出船名和票价",
         "h_from=Vardo&h_to=Bodo&class=1"),
    ],
)  # fmt: skip
def test_fields_are_filled_by_their_names(text: str, query: str, site: Any, scrape: Any) -> None:
    site.pages["/"] = FORM
    site.pages[f"/find?{query}"] = FOUND
    url = f"{site.url}/"
    language = "zh" if "表单" in text else "en"
    asked = text.format(url)
    result = scrape("search_site", asked, language, url=url, question=asked)
    assert [item["Ship"] for item in result["data"]["items"]] == ["Auk", "Tern"]
    assert "Vardo" in result["answer"].splitlines()[0]

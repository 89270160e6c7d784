"""Search a site by its own form."""

import re
from urllib.parse import urlencode, urljoin, urlsplit

from parts.links import read_links

SEARCH_FIELD = re.compile(
    r"^(q|s|k|kw|wd|query|search|keywords?|key|term|text|find)$", re.IGNORECASE
)
SEARCHES = re.compile(r"search|find|query|搜|查|检索", re.IGNORECASE)
TEXT_KINDS = ("", "text", "search")


def search_address(page, soup, words):
    """The address that the page's search form leads to with these words; "" without a form."""
    found = search_form(soup)
    if found is None:
        return ""
    form, field = found
    values = {**preset(form, field), field["name"]: words}
    target = urljoin(page.url, form.get("action") or page.url)
    return urlsplit(target)._replace(query=urlencode(values), fragment="").geturl()


def new_links(page, number, known):
    """The links of a page of results that the page with the form does not have."""
    links, next_url = read_links(page, number, "", "all")
    return [link for link in links if link["link"] not in known], next_url


def search_form(soup):
    """The form by GET that reads most like a search, and its field for words; None without one."""
    best, best_score = None, 0
    for form in soup.find_all("form"):
        if form.get("method", "get").lower() != "get":
            continue
        fields = [e for e in form.find_all("input") if e.get("name") and
                  e.get("type", "").lower() in TEXT_KINDS]  # fmt: skip
        for field in fields:
            hints = " ".join(str(field.get(k) or "") for k in ("type", "placeholder", "aria-label"))
            score = (
                1 + 3 * bool(SEARCH_FIELD.match(field["name"])) + 2 * bool(SEARCHES.search(hints))
            )
            score += 2 * bool(
                SEARCHES.search(
                    f"{form.get('role')} {form.get('action')} {form.get('id')} {form.get('class')}"
                )
            )
            if score > best_score:
                best, best_score = (form, field), score
    return best


def preset(form, field):
    """What the form sends besides the words: hidden fields, ticked boxes, chosen options."""
    values = {}
    for entry in form.find_all(["input", "select"]):
        name, kind = entry.get("name"), entry.get("type", "text").lower()
        if not name or entry is field or kind in ("submit", "button", "image", "reset", "file"):
            continue
        if entry.name == "select":
            option = entry.select_one("option[selected]") or entry.find("option")
            if option:
                values[name] = option.get("value", option.get_text(strip=True))
        elif kind not in ("checkbox", "radio") or entry.has_attr("checked"):
            values[name] = entry.get("value", "on" if kind in ("checkbox", "radio") else "")
    return values

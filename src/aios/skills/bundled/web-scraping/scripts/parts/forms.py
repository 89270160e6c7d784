"""Search a site by its own form."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from parts.links import read_links

SEARCH_FIELD = re.compile(
    r"^(q|s|k|kw|wd|query|search|keywords?|key|term|text|find)$", re.IGNORECASE
)
SEARCHES = re.compile(r"search|find|query|搜|查|检索", re.IGNORECASE)
# How a text fills a field of a name, and the same with the value before it.
FILLED = (
    r"(?<![A-Za-z]){name}(?:栏|框|字段)?[”\"'」]?\s*(?:里|中|处)?\s*(?:填写?|输入|选择?|设为|设成|写|为|是|=|:|：|"
    r"(?:field )?(?:is|to|as|set to|with)\b)\s*[:：]?\s*(?:[“\"'‘「]([^”\"'’」]+)[”\"'’」]"
    r"|([^\s，,。；;、“\"‘「]*[^\s.!?，,。；;、“\"‘「](?: [A-Z][\w-]*)*))"
)
FILLED_BEFORE = (
    r"(?:[“\"'‘「]([^”\"'’」]+)[”\"'’」]"
    r"|\b(?:enter|put|type|choose|select|pick|set)\s+([\w-]+(?: [A-Z][\w-]*)*))"
    r"\s+(?:as|for|in|into|under)\s+(?:the\s+)?{name}\b"
)
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


def filled_address(page, soup, text):
    """(the address that a form by GET leads to with the fields that a text fills, what it fills
    them with); ("", {}) where it names none: "from: Oslo, to: Bergen", "出发地填 苏州"."""
    for form in soup.find_all("form"):
        if form.get("method", "get").lower() != "get":
            continue
        said = {}
        for field in form.find_all(["input", "select"]):
            value = value_said(field, text) if field.get("name") else ""
            if value:
                said[field["name"]] = value
        said = said or options_named(form, text)
        if said:
            values = {**preset(form, None), **{k: code for k, (code, _) in said.items()}}
            target = urljoin(page.url, form.get("action") or page.url)
            address = urlsplit(target)._replace(query=urlencode(values), fragment="").geturl()
            return address, {name: shown for name, (_, shown) in said.items()}
    return "", {}


def with_words(address, soup, words):
    """An address of a filled form with these words in its field for a search, where that is left
    empty."""
    found = search_form(soup)
    parts = urlsplit(address)
    values = dict(parse_qsl(parts.query, keep_blank_values=True))
    if found is None or values.get(found[1]["name"]):
        return address
    values[found[1]["name"]] = words
    return parts._replace(query=urlencode(values)).geturl()


def value_said(field, text):
    """What a text fills a field with: (what is sent, how it reads); "" where it does not."""
    for name in names_of_field(field):
        hit = re.search(FILLED.format(name=re.escape(name)), text, re.IGNORECASE)
        hit = hit or re.search(FILLED_BEFORE.format(name=re.escape(name)), text, re.IGNORECASE)
        if hit and field.name == "select":
            if chosen := option_said(field, next(filter(None, hit.groups()))):
                return chosen
        elif hit:
            value = next(filter(None, hit.groups())).strip(" .!?")
            return value, value
    return ""


def option_said(field, words):
    """(what is sent, how it reads) of the option that some words are or begin with; "" for none."""
    words = words.strip(" .!?").lower()
    options = [(option, option.get_text(strip=True)) for option in field.find_all("option")]
    for whole in (True, False):
        for option, shown in options:
            begins = words.startswith(shown.lower()) and not shown.isascii()
            if shown and (words == shown.lower() if whole else begins):
                return option.get("value", shown), shown
    return ""


def options_named(form, text):
    """Name → (what is sent, how it reads) of the choices of a form that a text says as such."""
    said = {}
    for field in form.find_all("select", attrs={"name": True}):
        for option in field.find_all("option"):
            shown = option.get_text(strip=True)
            end = "" if re.search("[一-鿿]", shown) else r"(?![A-Za-z])"
            if (
                option.get("value", shown)
                and len(shown) > 1
                and re.search(rf"(?<![A-Za-z]){re.escape(shown)}{end}", text, re.IGNORECASE)
            ):
                said[field["name"]] = (option.get("value", shown), shown)
    return said


def names_of_field(field):
    """What a page calls a field: its label, the words before it, its placeholder, its name."""
    form = field.find_parent("form")
    label = form.find("label", attrs={"for": field["id"]}) if field.get("id") else None
    label = label or field.find_parent("label")
    before = field.previous_sibling
    names = [
        label.find(string=True, recursive=False) if label else "",
        before if isinstance(before, str) else before.get_text(" ") if before else "",
        field.get("placeholder"), field.get("aria-label"), re.sub(r"[_-]+", " ", field["name"]),
    ]  # fmt: skip
    plain = (" ".join((name or "").split()).strip(" :：*") for name in names)
    return [name for name in plain if len(name) > 1]


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

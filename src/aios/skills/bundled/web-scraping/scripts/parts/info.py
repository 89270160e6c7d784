"""What a page says of itself: title, description, headings, and how to reach its people."""

import json
import re
from urllib.parse import unquote, urljoin

from parts.listing import parse

MAIL = re.compile(r"[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}\b", re.ASCII)
PHONE = re.compile(
    r"(?<![\w.,/:-])(?:\+\d{1,3}[ .-]?)?(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
    r"|(?:\(0?\d{2,4}\)|0\d{2,3}|\d{3})[ .-]?\d{3,4}[ .-]\d{4}|0\d{2,3}-?\d{7,8}"
    r"|[48]00[ -]?\d{3}[ -]?\d{4})"
    r"(?![\w-]|[.,]\d)"
    # an international number is one in whatever groups
    r"|(?<![\w+])\+\d{1,3}(?:[ .-]\(?\d{2,8}\)?){1,5}"
    r"(?![\w-]|[.,]\d)"
)
COUNTED = {"headings": "h1, h2, h3, h4, h5, h6", "tables": "table", "paragraphs": "p",
           "lists": "ul, ol", "forms": "form"}  # fmt: skip
OBFUSCATED = re.compile(r"\s*[\[({]\s*at\s*[\])}]\s*", re.IGNORECASE)
DOTTED = re.compile(r"\s*[\[({]\s*dot\s*[\])}]\s*", re.IGNORECASE)


def read_info(page, number):
    """One item for each thing the page says of itself: name, value; headings with their level."""
    soup = parse(page)
    items = []

    def add(name, value):
        value = " ".join(str(value or "").split())
        if value and {"name": name, "value": value} not in items:
            items.append({"name": name, "value": value})

    add("title", soup.title and soup.title.get_text(" "))
    for meta in soup.select("meta[content]"):
        name = meta.get("name") or meta.get("property") or ""
        if re.match(
            r"(description|keywords|author|robots|generator|og:|article:|twitter:)", name, re.I
        ):
            add(name.lower(), meta["content"])
    add("language", soup.html and soup.html.get("lang"))
    canonical = soup.select_one("link[rel=canonical][href]")
    add("canonical", canonical and urljoin(page.url, canonical["href"]))
    for heading in soup.find_all(re.compile("^h[1-6]$")):
        add(heading.name, heading.get_text(" "))
    for script in soup.select('script[type="application/ld+json"]'):
        add("json-ld", kind_of_data(script.get_text()))
    add("links", len(soup.select("a[href]")))
    add("images", len(soup.select("img")))
    for name, tags in COUNTED.items():
        add(name, len(soup.select(tags)))
    return items, ""


def kind_of_data(text):
    """The types that a block of JSON-LD describes."""
    try:
        data = json.loads(text)
    except ValueError:
        return ""
    entries = data.get("@graph", [data]) if isinstance(data, dict) else data
    return ", ".join(str(e["@type"]) for e in entries if isinstance(e, dict) and "@type" in e)


def about(soup, named):
    """The smallest part of a page that has a name beside a way to write or call; else all of it."""
    texts = ((e, e.get_text(" ")) for e in soup.find_all(True))
    parts = [(len(text), e) for e, text in texts
             if named in text and (MAIL.search(text) or PHONE.search(text))]  # fmt: skip
    return min(parts, key=lambda part: part[0])[1] if parts else soup


def is_mobile(phone, text):
    """Whether a number is one of a mobile phone: by its figures, or by the word before it."""
    if re.fullmatch(r"(?:86)?1[3-9]\d{9}", re.sub(r"\D", "", phone)):
        return True
    before = text[: text.find(phone)][-16:]
    return re.search(r"(?:mobile|cell|handy|手机)[^,;，；]*$", before, re.IGNORECASE) is not None


def read_contacts(page, number, kinds, named="", mobile=False):
    """The mail addresses and telephone numbers of a page, each once; those about who is named,
    with `mobile` of the numbers those of mobile phones alone."""
    soup = about(parse(page), named) if named else parse(page)
    linked = [a["href"] for a in soup.select('a[href^="mailto:" i], a[href^="tel:" i]')]
    for part in soup.select("script, style"):
        part.decompose()
    text = " ".join(soup.get_text(" ").split())
    plain = DOTTED.sub(".", OBFUSCATED.sub("@", text))
    mails = [
        unquote(href[7:].split("?")[0]) for href in linked if href.lower().startswith("mailto:")
    ]
    mails += MAIL.findall(plain)
    phones = [unquote(href[4:]) for href in linked if href.lower().startswith("tel:")]
    phones += [hit.group().strip() for hit in PHONE.finditer(MAIL.sub(" ", plain))]
    phones = [phone for phone in phones if not mobile or is_mobile(phone, plain)]
    found = [("email", mail.strip(".").lower()) for mail in mails if "@" in mail]
    seen, items = set(), []
    for kind, value in [*found, *(("phone", phone) for phone in phones)]:
        key = value if kind == "email" else re.sub(r"\D", "", value)
        if kind in kinds and key not in seen:
            seen.add(key)
            items.append({"kind": kind, "value": value})
    return items, ""

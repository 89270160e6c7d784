"""Read the main text of a page as Markdown, with its title, author and date."""

import re
from collections import Counter
from urllib.parse import urljoin

import trafilatura
from bs4 import NavigableString

from parts.frames import frames_of
from parts.listing import parse

MAIN = "article, main, [role=main], #content, #main, .post-content, .article-content, .content"
NOISE = "script, style, noscript, template, nav, footer, aside, form, iframe, svg, button"
ADVERT = re.compile(
    r"(?:ads?|advert\w*|sponsor\w*|promo\w*|banner|guanggao|comments?|share|related|menu|nav|navbar"
    r"|navigation|sidebar|breadcrumbs?|footer)(?:[-_]\w+)*"
    r"|\w+[-_]ads?",
    re.IGNORECASE,
)
SAID_ADVERT = re.compile(
    r"(?:广告|推广|赞助)\s*[:：|]|(?:advertisement|sponsored)\b\s*[:：]?", re.IGNORECASE
)
# What a box of links to other texts is headed.
BESIDE_THE_TEXT = re.compile(
    r"(?:热门|相关|推荐|猜你|延伸|最新|更多|排行|大家都在|本周|今日)|\b(?:popular|related|recent|latest|trending"
    r"|more|most read|see also|you (?:may|might)|read next|recommended)\b",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"(?:记者|作者|撰文|文)\s*[:：/／]\s*([一-鿿·]{2,8})|^(?:本报|本台)?(?:记者|作者|撰文|撰稿|编辑)\s?([一-鿿·]{2,4})(?![一-鿿])"
    r"|^(?:[Ww]ritten )?[Bb]y\s+([A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3})",
    re.ASCII,
)
PUBLISHED = re.compile(
    r"(?:发布|发表|更新|刊登)?(?:时间|日期|于)\s*[:：]?\s*(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})"
)
BLOCKS = ("p", "div", "section", "article", "main", "ul", "ol", "figure", "header", "body")


def read_article(page, number, sentences=0):
    """The page as one item: title, author, date, text as Markdown, address. No page follows.

    With `sentences`, the item has a summary of that many sentences of the text.
    """
    soup = parse(page)
    for advert in adverts(soup):
        advert.decompose()
    facts = trafilatura.extract_metadata(page.text, default_url=page.url)
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    heading = soup.find("h1")
    name = heading.get_text(" ", strip=True) if heading else ""
    title = name if name and (not title or name in title) else title
    item = {"title": title, "author": facts.author or author_of(soup)}
    item["date"] = told_day(facts.date, page.text) or date_of(soup)
    item |= {"text": main_text(page, soup), "link": page.url}
    if sentences:
        item["summary"] = key_sentences(item["text"], sentences)
    return [item] if item["text"] or title else [], ""


def adverts(soup):
    """What is called, or calls itself, an advertisement, a menu or talk beside the text, in the
    page's smaller half: none of it is the text itself."""
    half = len(soup.get_text()) / 2
    named = [
        e
        for e in soup.select("[class], [id]")
        if e.name not in ("body", "main", "article")
        and any(ADVERT.fullmatch(n) for n in [*e.get_attribute_list("class"), e.get("id")] if n)
    ]
    said = [e for e in soup.find_all(["p", "div"]) if SAID_ADVERT.match(e.get_text(" ", strip=True))
            and len(e.get_text()) < 200]  # fmt: skip
    framing = [*frames_of(soup.body or soup), *filter(is_box, soup.find_all(["div", "section"]))]
    return [e for e in [*named, *said, *framing] if len(e.get_text()) < half]


def is_box(element):
    """Whether an element is a headed box of links to other texts."""
    heading = element.find(re.compile("h[1-6]"))
    if heading is None or not BESIDE_THE_TEXT.search(heading.get_text(" ")):
        return False
    linked = sum(len(link.get_text(strip=True)) for link in element.find_all("a"))
    rest = len(element.get_text(strip=True)) - len(heading.get_text(strip=True)) - linked
    return linked > 0 and rest < 10


def told_day(date, text):
    """A date that was found, None for the first of January that stands for a bare year."""
    bare_year = (date or "").endswith("-01-01") and not re.search(
        r"0?1[-/.月]\s?0?1(?!\d)|\bjan", text, re.IGNORECASE
    )
    return None if bare_year else date


def author_of(soup):
    """The author whom a page names in its head or in a line above the text, None where none is."""
    meta = soup.select_one('meta[name="author"][content], meta[property="article:author"][content]')
    if meta is not None and meta["content"].strip():
        return meta["content"].strip()
    lines = (
        " ".join(e.get_text(" ").split()) for e in soup.find_all(["p", "div", "span", "address"])
    )
    hits = (BYLINE.search(line) for line in lines if len(line) < 90)
    hit = next(filter(None, hits), None)
    return next(filter(None, hit.groups())).strip() if hit else None


def date_of(soup):
    """The day that a line above the text says it was published, None where none does."""
    hit = PUBLISHED.search(" ".join(soup.get_text(" ").split()))
    return "-".join(part.zfill(2) for part in hit.groups()) if hit else None


def main_text(page, soup):
    """The main text as Markdown, without menus, advertisements and footers.

    Where the reader of articles sees little of what the page's structure calls its content, as on
    very short pages and in documentation, the structure decides. `soup` is consumed.
    """
    source = without_frame(page)
    whole = structured_text(page, soup)
    read = trafilatura.extract(
        source, url=page.url, output_format="markdown", include_tables=True, include_links=True
    )
    read = re.sub(r"\A---\n.*?\n---\n", "", read or "", flags=re.DOTALL).strip()
    return read if len(bare(read)) > 0.5 * len(bare(whole)) else whole


def without_frame(page):
    """The page's HTML without its menus, footers and advertisements."""
    soup = parse(page)
    for part in [*adverts(soup), *soup.select("nav, footer, [role=navigation]")]:
        if not part.decomposed:
            part.decompose()
    return str(soup)


def key_sentences(text, count):
    """The sentences, in their order, whose words are the most frequent ones of the text."""
    plain = re.sub(r"\]\([^)]*\)|^#.*$|[*_`>\[]", "", text, flags=re.MULTILINE)
    sentences = re.split(r"(?<=[。！？])|(?<=[.!?])\s+|\n{2,}", plain)
    sentences = [" ".join(s.split()) for s in sentences if len(s.split()) > 3 or len(s) > 12]
    words = [re.findall(r"[a-z]{4,}", s.lower()) + [s[i : i + 2] for i in range(len(s) - 1)
             if "一" <= s[i] <= "鿿" and "一" <= s[i + 1] <= "鿿"] for s in sentences]  # fmt: skip
    often = Counter(word for found in words for word in found)
    worth = [sum(often[w] for w in set(found)) / (len(found) or 1) ** 0.5 for found in words]
    best = sorted(range(len(sentences)), key=lambda i: -worth[i])[:count]
    return " ".join(sentences[i] for i in sorted(best))


def bare(text):
    """The letters of a Markdown text, without marks and addresses."""
    return re.sub(r"\]\([^)]*\)|[\W_]+", "", text)


def structured_text(page, soup):
    """The text of the part that the page calls its content, else of all but its frame."""
    body = soup.body or soup
    for noise in body.select(NOISE):
        noise.decompose()
    whole = len(body.get_text(strip=True))
    candidates = sorted(body.select(MAIN), key=lambda part: -len(part.get_text(strip=True)))
    main = candidates[0] if candidates else body
    if len(main.get_text(strip=True)) < whole * 0.4:
        main = body
    return re.sub(r"\n{3,}", "\n\n", to_markdown(main, page.url)).strip()


def to_markdown(element, url):
    """An element and what is in it as Markdown."""
    if isinstance(element, NavigableString):
        return re.sub(r"\s+", " ", element) if type(element) is NavigableString else ""
    name = element.name
    if name == "pre":
        return f"\n\n```\n{element.get_text().rstrip()}\n```\n\n"
    if name == "br":
        return "\n"
    if name == "img":
        return ""
    inner = "".join(to_markdown(child, url) for child in element.children)
    return wrap(name, inner, element, url)


def wrap(name, inner, element, url):
    """The Markdown of an element around that of its content."""
    line = " ".join(inner.split())
    if re.fullmatch(r"h[1-6]", name):
        return f"\n\n{'#' * int(name[1])} {line}\n\n" if line else ""
    if name == "li":
        return f"\n- {inner.strip()}"
    if name == "tr":
        cells = [" ".join(c.get_text(" ").split()) for c in element.find_all(["td", "th"])]
        return f"\n| {' | '.join(cells)} |"
    if name == "table":
        rows = [row for row in inner.splitlines() if row.strip()]
        rule = "|" + " --- |" * (rows[0].count("|") - 1) if rows and rows[0][0] == "|" else ""
        return "\n\n" + "\n".join([*rows[:1], *([rule] if rule else []), *rows[1:]]) + "\n\n"
    if name == "a" and line and element.get("href", "").strip("#"):
        return f"[{line}]({urljoin(url, element['href'])})"
    if name == "blockquote":
        return "\n\n" + "\n".join(f"> {row}" for row in inner.strip().splitlines()) + "\n\n"
    if name in ("strong", "b") and line:
        return f"**{line}**"
    return f"\n\n{inner.strip(' ')}\n\n" if name in BLOCKS else inner

"""Scrape a page: look at it, compose a scraper program for it, really run that, report."""

import re
from urllib.parse import urlsplit

import aios_skill
from answers import answer_items, bounds_of, explain, file_names, notes_of
from bs4 import BeautifulSoup
from compose import compose, run
from conditions import conditions
from css import select_exactly
from detect import find_list
from failures import no_records, nothing_found, page_failure
from fields import place_fields
from parts import fetching
from parts.article import read_article
from parts.fetching import PageError, fetch, new_session, robots_rules
from parts.links import read_links
from parts.listing import parse
from pick import choose_table, heading_selector, link_filter, place_records, wants_all_pages

MAX_PAGES = 50
FILE_NAMED = re.compile(
    r"\bas\s+[\"'`“]?([\w-][\w.-]*\.(?:csv|json|txt|md))\b", re.IGNORECASE | re.ASCII
)
IGNORE_ROBOTS = re.compile(
    r"(忽略|无视|不管|不理会|不遵守|绕过)\s*(它的|网站的)?\s*robots"
    r"|\b(ignor(e|ing)|disregard(ing)?|without|bypass(ing)?)( the| its)? robots",
    re.IGNORECASE | re.ASCII,
)
HOST = r"[\w.-]+|[0-9a-f:.]+"
READING = ("robots", "fetching", "collecting")
BASE = (*READING, "listing")


def look(request):
    """The page the user named, read once to find out how it is built; its settings so far."""
    parameters = request.parameters
    url = full_url(parameters.get("url") or "", request)
    fetching.TIMEOUT_S = parameters.get("timeout_s") or fetching.TIMEOUT_S
    told = parameters.get("ignore_robots") or IGNORE_ROBOTS.search(said(request))
    fetching.RESPECT_ROBOTS = not told
    session = new_session()
    try:
        page = fetch(session, url, robots_rules(session, url))
    except PageError as problem:
        raise page_failure(problem, request) from problem
    count, pages = how_much(request)
    named = FILE_NAMED.search(said(request).replace(url, " "))
    if named and not parameters.get("output"):
        parameters["output"] = named.group(1)
    json_file, csv_file, _ = file_names(parameters.get("output"))
    settings = {
        "URL": url,
        "COUNT": count,
        "MAX_PAGES": pages,
        "JSON_FILE": json_file,
        "CSV_FILE": csv_file,
        "TIMEOUT_S": fetching.TIMEOUT_S,
        "RESPECT_ROBOTS": fetching.RESPECT_ROBOTS,
    }
    return page, settings


def full_url(url, request):
    """The address with its scheme; a failure for what is no web address."""
    url = re.sub(r"[，。；、！？）】”’\s]+$", "", url.strip())
    if url and "://" not in url:
        local = re.match(r"(localhost|127\.|\d+\.\d+\.\d+\.\d+|\[)", url)
        url = f"{'http' if local else 'https'}://{url}"
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not re.fullmatch(HOST, parts.hostname or ""):
        raise aios_skill.Failure(
            "bad_url",
            request.say(f"这不是网页地址：“{url}”", f"This is no web address: “{url}”"),
            request.say("请给出以 http:// 或 https:// 开头的网址。",
                        "Give an address that starts with http:// or https://."),
        )  # fmt: skip
    return url


def said(request):
    """The user's sentence."""
    return request.parameters.get("question") or request.text


def wording(request):
    """The user's sentence without addresses and file names, which say nothing about fields."""
    text = said(request).replace(request.parameters.get("url") or "\0", " ")
    text = re.sub(r"https?://[!-~]+", " ", text)
    return re.sub(r"[\w-]+\.(csv|json|jsonl|txt|md|xlsx|html?)\b", " ", text, flags=re.IGNORECASE)


def how_much(request):
    """How many items were asked for (None: all there are) and over how many pages at most."""
    text, count = wording(request), request.parameters.get("count")
    pages = re.search(r"前\s*(\d+)\s*页|(?:first|top)\s+(\d+)\s+pages|(\d+)\s+pages", text, re.I)
    if pages:
        wanted = int(next(filter(None, pages.groups())))
        return (None if count == wanted else count), min(wanted, MAX_PAGES)
    return count, MAX_PAGES if count or wants_all_pages(text) else 1


def finish(request, page, settings, parts, extract, what):
    """Compose the program, run it, and report what it brought back."""
    summary = (
        f"Scrape {settings['URL']}: {what[1]}. Needs: pip install requests beautifulsoup4 lxml"
    )
    program = compose(summary.replace("\\", "/").replace('"', "'"), parts, settings, extract)
    ran = run(program, settings, request.out)
    if not ran.items and settings.get("KEEP"):
        raise none_kept(request, settings)
    if not ran.items and is_json(page):
        raise no_records(page.url, request)
    if not ran.items:
        raise nothing_found(BeautifulSoup(page.text, "lxml"), page.url, request, what)
    return {
        "answer": answer_items(request, ran, settings, what),
        "code": program,
        "explanation": explain(request, settings),
        "output": ran.output,
        "data": {"items": ran.items, "url": settings["URL"], "pages": ran.pages,
                 "found": len(ran.items), "asked": settings["COUNT"]},
        "notes": notes_of(request, settings, ran),
    }  # fmt: skip


def none_kept(request, settings):
    """The failure of a list none of whose items meets the conditions."""
    bounds = bounds_of(settings)
    return aios_skill.Failure(
        "nothing_found",
        request.say(f"没有条目满足 {bounds}。", f"No item has {bounds}."),
        request.say("放宽条件，或多读几页。", "Widen the condition, or read more pages."),
    )


def scrape_list(request):
    """The entries of a list page, with their links and further fields."""
    page, settings = look(request)
    if is_json(page):
        return scrape_records(request, page, settings)
    what = ("列表条目", "list of titles")
    soup = parse(page)
    missing = []
    headings = heading_selector(wording(request))
    feed = next((name for name in ("item", "entry") if soup.is_xml and soup.find(name)), "")
    if headings:
        settings |= {"ITEM": headings, "FIELDS": {"title": ("", "text")}}
    else:
        found = find_list(soup, wording(request), feed)
        if found is None:
            raise nothing_found(soup, page.url, request, what)
        fields, missing = place_fields(found, wording(request))
        settings |= {"ITEM": found.selector, "FIELDS": fields}
    extract, parts = "read_list(page, number, ITEM, FIELDS)", BASE
    kept = conditions(wording(request), settings["FIELDS"])
    if kept:
        settings["KEEP"] = kept
        extract, parts = f"keep({extract}, KEEP)", (*BASE, "keeping")
    result = finish(request, page, settings, parts, extract, what)
    if missing:
        names = "、".join(missing) if request.language == "zh" else ", ".join(missing)
        result["notes"].append(
            request.say(f"条目中没有找到：{names}", f"Not found in the items: {names}")
        )
    return result


def scrape_table(request):
    """The rows of the page's table that fits the text best."""
    page, settings = look(request)
    what = ("表格", "table")
    soup = parse(page)
    table = choose_table(soup, wording(request))
    if table is None:
        raise nothing_found(soup, page.url, request, what)
    settings["TABLE"] = select_exactly([table], soup)
    return finish(
        request, page, settings, (*BASE, "tables"), "read_tables(page, number, TABLE)", what
    )


def scrape_links(request):
    """The links of a page, all or those of one kind."""
    page, settings = look(request)
    pattern, side = link_filter(wording(request), request.parameters.get("pattern") or "")
    settings |= {"PATTERN": pattern, "SIDE": side}
    what = ("符合条件的链接", "matching links") if pattern or side != "all" else ("链接", "links")
    if not read_links(page, 1, pattern, side)[0]:
        raise nothing_found(parse(page), page.url, request, what)
    extract = "read_links(page, number, PATTERN, SIDE)"
    return finish(request, page, settings, (*BASE, "links"), extract, what)


def fetch_json(request):
    """The records of a JSON API."""
    page, settings = look(request)
    return scrape_records(request, page, settings)


def scrape_records(request, page, settings):
    """Records from a page that holds JSON."""
    try:
        place = place_records(page, wording(request))
    except PageError as problem:
        raise page_failure(problem, request) from problem
    what = ("记录", "records")
    settings |= {"ARRAY": place.array, "FIELDS": place.fields, "ITEM_URL": place.item_url}
    extract = "read_records(page, number, ARRAY, FIELDS)"
    if place.item_url:
        settings["COUNT"] = settings["COUNT"] or 30
        extract = "read_numbered(page, number, ITEM_URL, FIELDS, COUNT)"
    result = finish(request, page, settings, (*READING, "records"), extract, what)
    if place.missing:
        names = ", ".join(place.missing)
        result["notes"].append(request.say(f"记录中没有字段：{names}", f"No such field: {names}"))
    return result


def scrape_page(request):
    """The main text of one page as Markdown."""
    page, settings = look(request)
    what = ("正文", "text")
    items, _ = read_article(page, 1)
    if not items or not items[0]["text"]:
        raise nothing_found(parse(page), page.url, request, what)
    extract = "read_article(page, number)"
    result = finish(request, page, settings, (*BASE, "article"), extract, what)
    item = result["data"]["items"][0]
    _, _, text_file = file_names(request.parameters.get("output"), "page.md")
    with open(f"{request.out}/{text_file}", "w", encoding="utf-8") as file:
        file.write(f"# {item['title']}\n\n{item['text']}\n")
    size = len(item["text"])
    shown = item["text"][:1500] + ("…" if size > 1500 else "")
    source = request.say(
        f"（正文共 {size} 个字符，来源：{item['link']}，已保存到 {text_file}）",
        f"({size} characters from {item['link']}, saved to {text_file})",
    )
    result["answer"] = f"{item['title']}\n\n{shown}\n\n{source}"
    return result


def is_json(page):
    """Whether a page is data and not a document."""
    return "json" in page.media_type or (
        "html" not in page.media_type and page.text.lstrip()[:1] in ("{", "[")
    )


if __name__ == "__main__":
    aios_skill.main({action.__name__: action for action in (
        scrape_list, scrape_table, scrape_links, fetch_json, scrape_page)})  # fmt: skip

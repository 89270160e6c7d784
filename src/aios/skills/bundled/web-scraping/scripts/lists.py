"""Actions on lists of things: entries of pages, with their own pages, tables, links, records."""

import re

from arrange import arrangement, implied_columns, implied_fields
from behind import with_own_page
from behind_words import sought_behind, word_behind
from compose import Plan
from css import select_exactly
from detailing import place_details, sample_pages
from detect import find_list, is_noise
from failures import nothing_found, page_failure
from fields import WRITTEN_BY, place_fields, title_named
from headed import with_headings
from kinds import WORDS, asked_fields
from looking import MAX_PAGES, look, pages_said, wants_everything, wording
from making import arranged, finish, is_json, reach
from mapped import with_their_pages
from moneys import with_prices
from own_files import of_each_table, wants_all_tables
from paging import across_pages, first_page
from parts.article import read_article
from parts.details import labelled, read_detail
from parts.feeds import read_feed
from parts.fetching import PageError, fetch, new_session, robots_rules
from parts.links import read_links
from parts.listing import FEED, parse, read_list
from parts.records import read_numbered, read_records
from parts.sitemaps import SITEMAP, read_map
from parts.tables import column_units, read_table, read_tables
from pick import choose_table, heading_selector, link_filter, place_records
from quoting import answering, sentences_of
from sections import by_section
from tallied import parts_counted, tallies
from valued import names_items
from wanted import unread

TABLE = ("表格", "table")
TABLE_SAID = re.compile(r"表格|\btables?\b|(?<![代发列])表", re.IGNORECASE | re.ASCII)
PROSE = 15  # letters, at the least, of a sentence
KNOWN = 3  # pages from which the values of a list's items are known
# What may be said of every item may stand in its own page.
EACH = re.compile(r"每|各|所有|全部|\b(?:all|each|every|its|their)\b", re.IGNORECASE | re.ASCII)
# That something stands in the pages behind the items.
OWN_PAGES = re.compile(
    r"详情|各自的?(?:网?页|单独)|(?:各|每一?[个篇条家位本款门所])[^，,。]{0,8}的(?:网?页|主页|页面)"
    r"|\b(?:details?|own|each|every|individual|its|their)\b(?: \w+['’]?s?){0,3} pages?\b"
    r"|\bpages? (?:of|for|behind) (?:each|every|the individual)\b",
    WORDS,
)
# A table that is to be written, and none of the page.
MADE = re.compile(
    r"(?:整理|导出|保存|存|做|输出|转|写|汇总|生成|变)(?:成|为|到|进)?(?:一[个张份])?\s*(?:excel|csv|markdown)?\s*(?:的)?表格?"
    r"|(?:要|想要|需要|给我|列|做)(?:一?[个张份])?[^，,。的]{0,12}的?表格?(?![里中上])"
    r"|\b(?:as|to|into|in) (?:an? )?(?:excel |markdown |csv )?table\b"
    r"|\b(?:need|want|make|build|create|compile|give me|like|show me) (?:me )?an? (?:\w+ )?table\b",
    re.IGNORECASE | re.ASCII,
)
ASKS = re.compile(
    r"什么|多少|谁|哪|几|怎么|为什么|是否|吗|[?？]|\b(?:what|when|where|who|why|how|which)\b",
    re.IGNORECASE,
)
# Who made the most of them, or several.
WHO_DID = re.compile(
    r"\bwho (?:has |have |had )?"
    r"(?:took|taken|wr[io]t\w+|post(?:s|ed)|publish\w+|made|drew|painted)\b"
    r"|谁(?:拍|写|发|画|做)",
    WORDS,
)
LIST = ("列表条目", "list of titles")
API_SAID = re.compile(
    r"接口|\bapi\b|\bendpoint|\bjson (?:data|records?|feed)\b|json ?数据", re.I | re.A
)


def scrape_list(request, detailed=False):
    """The entries of a list page, with their links and further fields."""
    page, settings = look(request)
    return entries_of(request, page, settings, detailed)


def scrape_details(request):
    """The entries of a list page with fields of the pages that their links lead to."""
    return scrape_list(request, detailed=True)


def entries_of(request, page, settings, detailed=False):
    """The entries of a page, whatever it is: a list, JSON, a feed."""
    if is_json(page):
        return records_of(request, page, settings)
    if FEED.match(page.text):
        return feed_of(request, page, settings)
    if SITEMAP.search(page.text[:2000]):
        plan = Plan(collect="read_sitemaps(URL)")
        sample = read_map(page)[0] or [{"link": "", "date": "2026-01-01"}]  # of an index
        settings = with_their_pages(request, settings, sample)
        if parts := parts_counted(request):  # all are wanted, and of the parts how many they are
            request.parameters["question"] = settings["URL"]
        result = listed(request, page, settings, plan, sample, ("网址", "addresses"))
        items = result["data"]["items"]
        told = [*by_section(request, items), *tallies(request, items, parts), result["answer"]]
        return {**result, "answer": "\n".join(told)}
    soup = parse(page)
    headings = heading_selector(wording(request))
    table = None if headings else choose_table(soup, wording(request))
    if ASKS.search(wording(request)) and is_of_one_thing(soup, wording(request)):
        raise nothing_found(soup, page.url, request, LIST)
    detailed = detailed or bool(OWN_PAGES.search(wording(request)))
    leads_on = detailed and table is not None and table.select_one("td a[href]") is not None
    if table is not None and not leads_on and names_columns(wording(request), table):
        return rows_of(request, page, settings, soup, table)
    if headings:
        settings |= {"ITEM": headings, "FIELDS": {"title": ("", "text")}}
        return read_out(request, page, settings)
    found = find_list(soup, wording(request))
    if table is not None and yields_to_table(found, wording(request)):
        return table_instead(request, page, settings, soup, table)
    if found is None:
        raise nothing_found(soup, page.url, request, LIST)
    return items_of(request, page, settings, found, detailed)


def is_of_one_thing(soup, text=""):
    """Whether a page tells the facts of one thing: labels with values in one table, and no list."""
    marked = soup.select("dt, li > b:first-child, li > strong:first-child, p > b:first-child")
    labels = [label.get_text(" ", strip=True) for label in marked]
    told = [label.rstrip(":： ") for label in labels if label.endswith((":", "："))]
    apart = len(told) > 1 and len(told) == len(labels) == len(set(told))
    if apart and any(label.lower() in text.lower() for label in told):
        return True
    tables = soup.find_all("table")
    rows = tables[0].find_all("tr") if len(tables) == 1 else []
    facts = [[c.name for c in row.find_all(["th", "td"], recursive=False)] for row in rows]
    if len(facts) < 2 or any(cells != ["th", "td"] for cells in facts):
        return False
    found = find_list(soup, "")
    items = found.items if found else []
    return not any(item.a or item.name == "a" for item in items) or is_noise(items[0], {})


def items_of(request, page, settings, found, detailed):
    """The items of a list that was found, with their fields."""
    text = wording(request)
    if wants_everything(text) and not settings["COUNT"]:
        settings["MAX_PAGES"] = MAX_PAGES
    by = WRITTEN_BY.search(text) or WHO_DID.search(text)
    also = [*implied_fields(text), *(["author"] if by else [])]
    # What a field may stand for on the list, a page behind it may tell outright.
    leads = detailed and any(item.name == "a" or item.a for item in found.items)
    fields, missing = place_fields(found, text, also, stand_in=not leads)
    fields, missing = with_headings(found, text, fields, missing)
    if ASKS.search(text) and says_more(page, text, found, fields):
        raise nothing_found(parse(page), page.url, request, LIST)
    named, missing = title_named(text, missing)
    alike = {"price"} if "total_price" in fields else set()
    alike |= {"date"} if "year" in fields else set()
    missing += [name for name in implied_fields(text) if name not in {*fields, *alike}]
    pages, count = reach(request, settings, first_page(page, found.selector, fields)[0])
    looked = pages if pages_said(text) else max(pages, KNOWN)
    item, fields = across_pages(page, text, found.selector, fields, looked, count, also)
    settings |= {"ITEM": item, "FIELDS": fields}
    result = read_out(request, page, settings, detailed, missing)
    if named:
        zh, en = f"{named} 取自条目的标题。", f"The titles are taken for the {named}."
        result["notes"].append(request.say(zh, en))
    return result


def says_more(page, text, found, fields):
    """Whether a page's text answers a question, and its list does not: headings or bare links,
    of which the question names none."""
    plain = set(fields) <= {"title", "link"}
    if names_items(text) or (not plain and asked_fields(text)):
        return False
    if set(fields) == {"title"}:
        return True
    items = read_list(page, 1, found.selector, fields)[0]
    asked = arrangement(text, items, None)
    if not plain and (asked.keep or asked.sort or asked.figures or unread(text, fields)):
        return False
    titles = [item["title"] for item in items]
    if not plain:  # what stands in the items is no answer beside them
        titles += [" ".join(item.get_text(" ").split()) for item in found.items]
    article, _ = read_article(page, 1)
    sentences = sentences_of(article[0]["text"], labelled(parse(page))) if article else []
    prose = [s for s in sentences if s not in titles and (len(s) > PROSE or ": " in s)]
    return len(prose) > 1 and not answering(text, titles) and bool(answering(text, prose))


def read_out(request, page, settings, detailed=False, missing=()):
    """The items as the settings say; fields `missing` are looked for in the items' own pages."""
    sample, more = first_page(page, settings["ITEM"], settings["FIELDS"])
    first, sample = sample, [*sample, *items_after(request, settings, more, sample)]
    plan = Plan("read_list(page, number, ITEM, FIELDS)")
    if detailed or missing or EACH.search(wording(request)) or lacks_column(request, sample):
        settings, plan, sample = with_details(request, settings, plan, sample, detailed)
        missing = [name for name in missing if name not in settings.get("DETAILS", ())]
    if word := word_behind(wording(request), first):
        settings = sought_behind(settings, word)
        sample = [{**item, "own page": word} for item in sample]
    settings, plan = arranged(request, settings, plan, sample)
    result = finish(request, page, settings, plan, LIST, first)
    result = with_prices(request, settings, result)
    if missing:
        names = "、".join(missing) if request.language == "zh" else ", ".join(missing)
        result["notes"].append(
            request.say(f"条目中没有找到：{names}", f"Not found in the items: {names}")
        )
    if problem := settings.get("UNREAD"):
        en = f"The items' own pages were not read: {problem}"
        result["notes"].append(request.say(f"条目自己的页面没有读到：{problem}", en))
    result = more_pages(request, settings, result, more)
    return with_own_page(request, result, settings)


def lacks_column(request, sample):
    """Whether items are to be chosen by a column that they have not: it may stand behind them."""
    names = {name for item in sample for name in item}
    patterns = implied_columns(wording(request))
    return bool(patterns) and not any(re.search(p, n, WORDS) for p in patterns for n in names)


def items_after(request, settings, url, last):
    """Items of the next few pages, from which it is known what the list's values are."""
    items, session = [], new_session()
    rules = robots_rules(session, url) if url else None
    for number in range(2, 1 + min(KNOWN, pages_said(wording(request)) or KNOWN)):
        try:
            page = fetch(session, url, rules) if url else None
        except PageError:  # told when the program comes to it
            return items
        if page is None:
            return items
        found, url = read_list(page, number, settings["ITEM"], settings["FIELDS"])
        if found == last:  # the site leads in circles
            return items
        items, last = items + found, found
    return items


def more_pages(request, settings, result, more):
    """The result with a note where the list goes on on pages that were not asked for."""
    if more and result["data"]["pages"] == 1 and not settings["COUNT"]:
        zh = "后面还有更多页；要全部抓取，请说“所有页”。"
        en = 'There are further pages; say "all pages" for them.'
        result["notes"].append(request.say(zh, en))
    return result


def listed(request, page, settings, plan, sample, what=LIST):
    """The items as the request wants them arranged."""
    settings, plan = arranged(request, settings, plan, sample)
    return finish(request, page, settings, plan, what, sample)


def with_details(request, settings, plan, sample, detailed):
    """Settings, plan and a sample with the wanted fields of the items' own pages, where they are.

    Where the items are sorted or chosen by such a field, all pages are read before; else only
    the pages of those items that are left in the end.
    """
    pages, problem = sample_pages(sample, settings["URL"])
    if not pages:
        if detailed and problem is not None:
            settings["UNREAD"] = str(problem)
        return settings, plan, sample
    text = wording(request)
    own = [name for name in settings.get("FIELDS", ()) if name not in ("description", "summary")]
    named = [name for name in (*asked_fields(text), *implied_fields(text)) if name not in own]
    choosing = "|".join(implied_columns(text)) or "(?!)"
    named = list(dict.fromkeys(named))
    details = place_details(pages, text, named, choosing, detailed, own)
    if not details:
        return settings, plan, sample
    places = {name: tuple(place) for name, place in details.items()}
    known = [{name: read_detail(page, *place) for name, place in places.items()} for page in pages]
    sample = [
        {**item, **more} for item, more in zip(sample, [*known, *[{}] * len(sample)], strict=False)
    ]
    return {**settings, "DETAILS": places}, plan, sample


def scrape_table(request):
    """The rows of the page's table that fits the text best."""
    page, settings = look(request)
    soup = parse(page)
    table = choose_table(soup, wording(request))
    meant = TABLE_SAID.search(MADE.sub(" ", wording(request)))
    if is_json(page) or (table is None and not meant):
        return entries_of(request, page, settings)
    if table is None:
        raise nothing_found(soup, page.url, request, TABLE)
    apart = wants_all_tables(wording(request)) and of_each_table(
        request, soup, lambda one: rows_of(request, page, dict(settings), soup, one)
    )
    return apart or rows_of(request, page, settings, soup, table)


def rows_of(request, page, settings, soup, table):
    """The rows of one table of a page."""
    settings["TABLE"] = select_exactly([table], soup)
    sample, _ = read_tables(page, 1, settings["TABLE"])
    plan = Plan("read_tables(page, number, TABLE)")
    result = listed(request, page, settings, plan, sample, TABLE)
    if units := ", ".join(f"{name} ({unit})" for name, unit in column_units(table).items()):
        result["notes"].append(request.say(f"数字的单位：{units}", f"Units of numbers: {units}"))
    return result


def yields_to_table(found, text):
    """Whether what was found as a page's list is none beside its table: nothing, navigation, or
    rows of a table without links that lack a field asked for, or of which none was."""
    if found is None or is_noise(found.items[0], {}):
        return True
    rows = all(item.name in ("tr", "td", "th") for item in found.items)
    if not rows or any(item.a for item in found.items):
        return False
    top = found.items[0].find_parent("table").find("tr") if found.items[0].name == "tr" else None
    if found.items[0] is top and top.find("th") is None:  # its header is taken for an item
        return True
    return not asked_fields(text) or bool(place_fields(found, text)[1])


def table_instead(request, page, settings, soup, table):
    """The rows of a table where no list was found, and a word about it."""
    result = rows_of(request, page, settings, soup, table)
    head = request.say(
        f"{page.url} 上没有列表，抓取的是其中的表格。",
        f"{page.url} has no list; its table was taken instead.",
    )
    return {**result, "answer": f"{head}\n{result['answer']}"}


def names_columns(text, table):
    """Whether a text names columns of a table that are no fields of a list's items."""
    top = table.find("tr").find_all(["th", "td"], recursive=False)
    if len({cell.name for cell in top}) > 1:  # a label and its value
        return False
    heads = [re.sub(r"\s*[(（\[][^)）\]]*[)）\]]", "", name) for name in read_table(table)[0]]
    kinds = [kind for name in heads for kind in asked_fields(name)]
    names = [
        n for n in heads if len(n) > 1 and not any(kinds.count(k) < 2 for k in asked_fields(n))
    ]
    return any(re.search(rf"(?<![a-z]){re.escape(name)}", text, re.IGNORECASE) for name in names)


def scrape_links(request):
    """The links of a page, all or those of one kind."""
    page, settings = look(request)
    pattern, side = link_filter(wording(request), request.parameters.get("pattern") or "")
    settings |= {"PATTERN": pattern, "SIDE": side}
    what = {"all": ("链接", "links"), "external": ("外部链接", "external links"),
            "internal": ("站内链接", "internal links")}[side]  # fmt: skip
    what = ("符合条件的链接", "matching links") if pattern else what
    sample, _ = read_links(page, 1, pattern, side)
    if not sample:
        raise nothing_found(parse(page), page.url, request, what)
    plan = Plan("read_links(page, number, PATTERN, SIDE)")
    return listed(request, page, settings, plan, sample, what)


def fetch_json(request):
    """The records of a JSON API."""
    page, settings = look(request)
    # "a JSON of the trails" names the format of the file, where the page is a document.
    meant = is_json(page) or API_SAID.search(wording(request))
    return (records_of if meant else entries_of)(request, page, settings)


def records_of(request, page, settings):
    """Records from a page that holds JSON."""
    try:
        place = place_records(page, wording(request))
    except PageError as problem:
        raise page_failure(problem, request) from problem
    what = ("记录", "records")
    settings |= {"ARRAY": place.array, "FIELDS": place.fields, "ITEM_URL": place.item_url}
    if place.item_url:
        settings["COUNT"] = settings["COUNT"] or 30
        sample, _ = read_numbered(page, 1, place.item_url, place.fields, 1)
        plan = Plan("read_numbered(page, number, ITEM_URL, FIELDS, COUNT)")
    else:
        sample, _ = read_records(page, 1, place.array, place.fields)
        plan = Plan("read_records(page, number, ARRAY, FIELDS)")
    result = listed(request, page, settings, plan, sample, what)
    if place.missing:
        names = ", ".join(place.missing)
        result["notes"].append(request.say(f"记录中没有字段：{names}", f"No such field: {names}"))
    return result


def feed_of(request, page, settings):
    """The entries of a feed, the newest first where the request asks for the latest."""
    sample, _ = read_feed(page, 1)
    what = ("订阅源条目", "feed entries")
    if not sample:
        raise nothing_found(parse(page), page.url, request, what)
    plan = Plan("read_feed(page, number)")
    return listed(request, page, settings, plan, sample, what)

"""What the own page of the one item that a question names says to it: "how heavy is the Alder
stove", "宫保鸡丁要准备哪些食材"."""

import re

import aios_skill
from kinds import WORDS, asked_fields
from looking import visit, wording
from parts.collecting import same_site
from parts.details import labelled, without_menus
from parts.listing import parse
from quoting import ASKS, MEANT, answering, sections_said, sentences_of, words_of

SHORT = 300  # letters of a value that is a fact
# One text of several is meant, and it stands behind its title.
ONE_TEXT = re.compile(
    r"\b(?:article|post|story|piece|entry|essay|report|recipe)"
    r" (?:about|on|called|titled|named|for)\b"
    r"|(?:关于|讲|写|叫)[^，,。]{1,16}的?(?:那|这)?一?(?:篇|条)?(?:文章|新闻|博文|帖子|报道)|那[篇条]",
    WORDS,
)


def with_own_page(request, result, settings):
    """The result of a list, with what the own page of the one item that is asked about says,
    where the list itself does not."""
    text = wording(request)
    item = item_asked(text, result["data"]["items"], settings)
    if item is None or not leads_on(item, settings["URL"]):
        return result
    try:
        lines = lines_behind(request, text, item)
    except aios_skill.Failure as failure:  # the list has been read all the same
        return {**result, "notes": [*result["notes"], f"{item['link']}: {failure.message}"]}
    if not lines:
        return result
    head = request.say(f"{item['link']} 里的相关内容：", f"What {item['link']} says to that:")
    end = request.say("以上是原文摘录，不作推论。", "These are quotations; nothing is concluded.")
    told = [item["title"], head, *(f"- “{line}”" for line in lines), end]
    return {**result, "answer": "\n".join(told)}


def leads_on(item, url):
    """Whether an item has a page of its own on the site."""
    link = item.get("link") or ""
    return bool(item.get("title")) and link.split("#")[0] != url and same_site(link, url)


def item_asked(text, items, settings):
    """The one item that a question is about and whose fields do not answer it; else None."""
    chosen = [c for c in settings.get("KEEP", ()) if c[0] != "title"]
    if chosen or settings.get("SORT") or settings.get("FIGURES") or not ASKS.search(text):
        return None
    item = items[0] if len(items) == 1 else named_item(text, items)
    if item is None:
        return None
    said = [name for name in asked_fields(text) if name not in ("title", "link")]
    meant = any(re.search(entry["asked"], text, WORDS) for entry in MEANT)
    return None if said and not meant and all(name in item for name in said) else item


def named_item(text, items):
    """The item whose title has most words of a text, more than any other; None without one."""
    wanted = words_of(text)
    shared = [(len(wanted & words_of(str(item.get("title") or ""))), item) for item in items]
    ranked = sorted(shared, key=lambda pair: -pair[0])
    if not ranked or not ranked[0][0] or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    best = ranked[0][1]
    chinese = re.search(
        "[一-鿿]", best["title"]
    )  # there one word is two letters that may be chance
    return best if ranked[0][0] > 1 or not chinese or best["title"] in text else None


def lines_behind(request, text, item):
    """What an item's own page says to a question: whole sections, facts or sentences."""
    soup = parse(visit(request, item["link"]))
    pairs = {label: value for label, value in labelled(soup).items() if len(value) < SHORT}
    body = without_menus(soup.body or soup)
    texts = [" ".join(part.get_text(" ").split()) for part in body.find_all(["p", "li", "dd"])]
    said = answering(text, sentences_of("\n".join(texts), pairs), words_of(item["title"]))
    return sections_said(text, body) or said


def own_text_of(request, page, items):
    """The address of the one text of a page's list that a request speaks of; "" for none."""
    if not ONE_TEXT.search(wording(request)):
        return ""
    item = named_item(wording(request), items)
    return item["link"] if item is not None and leads_on(item, page.url) else ""

"""Actions on one page: its text, what it says of itself, what stands in it, how it is served."""

import re

import aios_skill
from behind import own_text_of
from compose import Plan
from detect import find_list
from failures import nothing_found
from fields import place_fields
from lists import records_of
from looking import full_url, look, said, visit, wording
from making import carry_out, is_json, told
from parts.article import read_article
from parts.details import labelled, without_menus
from parts.info import read_contacts, read_info
from parts.listing import parse, read_list
from quoting import answering, sections_said, sentences_of
from quoting import words_of as words_of_text
from words import words_of

SHOWN, SHORT = 1500, 120
SUMMARY = re.compile(
    r"总结|概括|摘要|要点|大意|梗概|太长不看|简单说说|主要(?:内容|讲)|讲了?(?:什么|啥)"
    r"|\bsummar(?:y|i[sz]e)|\b(?:key|main) (?:points|ideas)|\btl;?dr|\bgist\b|\bin a nutshell\b"
    r"|\bsum (?:it |this )?up\b|\bboil\b.{0,80}\bdown\b"
    r"|\bin (?:a few|two|three|short) (?:sentences|words)",
    re.IGNORECASE,
)


def scrape_page(request):
    """The main text of one page as Markdown, with its title, author and date."""
    page, settings = look(request)
    if is_json(page):
        return records_of(request, page, settings)
    if link := own_text_of(request, page, linked_items(page)):
        request.parameters["url"] = link
        page, settings = look(request)
    what = ("正文", "text")
    items, _ = read_article(page, 1)
    if not items or not items[0]["text"]:
        raise nothing_found(parse(page), page.url, request, what)
    name = text_name(settings["FILES"])
    settings["FILES"] = [*settings["FILES"][:2], name]
    settings["SENTENCES"] = 3 if SUMMARY.search(wording(request)) else 0
    plan = Plan("read_article(page, number, SENTENCES)")
    program, ran = carry_out(request, page, settings, plan, what)
    result, item = told(request, program, ran, settings), ran.items[0]
    facts = [(request.say("作者", "Author"), item.get("author")),
             (request.say("日期", "Date"), item.get("date")),
             (request.say("要点（按词频选出的原句）", "Key sentences (chosen by their words)"),
              item.get("summary"))]  # fmt: skip
    head = "\n".join(f"{label}: {value}" for label, value in facts if value)
    if not link and (quoted := said_to(request, page, item)):
        return {**result, "answer": "\n".join(filter(None, [item["title"], head, *quoted]))}
    size = len(item["text"])
    shown = item["text"][:SHOWN] + ("…" if size > SHOWN else "")
    source = request.say(
        f"（正文共 {size} 个字符，来源：{item['link']}，已保存到 {name}）",
        f"({size} characters from {item['link']}, saved to {name})",
    )
    return {**result, "answer": "\n\n".join(filter(None, [item["title"], head, shown, source]))}


def linked_items(page):
    """The items of the list on a page, none where it has none; for their titles and links."""
    soup = parse(page)
    found = find_list(soup, "")
    if found is None:
        return []
    fields, _ = place_fields(found, "")
    return read_list(page, 1, found.selector, fields)[0]


def said_to(request, page, item):
    """The lines that quote what a page says to the questions of a request, none without any."""
    facts = {label: value for label, value in labelled(parse(page)).items() if len(value) < SHORT}
    asked = "" if SUMMARY.search(wording(request)) else wording(request)
    besides = words_of_text(item["title"] or "") if facts else frozenset()
    soup = parse(page)
    sections = sections_said(asked, without_menus(soup.body or soup)) if asked else []
    named = facts_named(asked, facts)
    quoted = answering(asked, sentences_of(item["text"], facts), besides)
    quoted = sections or [*named, *(q for q in quoted if not any(f in q or q in f for f in named))]
    head = request.say(f"{page.url} 里的相关原句：", f"What {page.url} says to that:")
    end = request.say("以上是原文摘录，不作推论。", "These are quotations; nothing is concluded.")
    return [head, *(f"- “{sentence}”" for sentence in quoted), end] if quoted else []


def facts_named(text, facts):
    """The facts of a page whose labels a text names, two or more: "热线和地址"."""
    named = [
        f"{label}: {value.rstrip('。')}" for label, value in facts.items()
        if len(label) > 1 and re.search(rf"(?<![a-z]){re.escape(label)}(?![a-z])", text, re.I)
    ]  # fmt: skip
    return named if len(named) > 1 else []


def text_name(files):
    """The file for an article's text: the one asked for, else page.md."""
    named = next((f for f in files if f.endswith((".md", ".txt", ".markdown"))), "page.md")
    return f"page{named[5:]}" if named.startswith("items.") else named


def find_text(request):
    """Whether and where a page has some words."""
    page, settings = look(request)
    words = words_of(request, "mentioned")
    settings["WORDS"] = words
    plan = Plan("find_mentions(page, number, WORDS)")
    program, ran = carry_out(request, page, settings, plan, ("提及", "mentions"))
    result = told(request, program, ran, settings)
    if not ran.items:
        answer = request.say(
            f"没有提到：{page.url} 的可见文字里没有“{words}”。",
            f"No, the visible text of {page.url} does not mention “{words}”.",
        )
        return {**result, "answer": answer}
    count = len(ran.items)
    times = "1 time" if count == 1 else f"{count} times"
    head = request.say(f"提到了：{page.url} 里“{words}”出现 {count} 次：",
                       f"Yes, {page.url} mentions “{words}” {times}:")  # fmt: skip
    shown = [f"{n}. …{item['context']}…" for n, item in enumerate(ran.items[:20], 1)]
    return {**result, "answer": "\n".join([head, *shown])}


def compare_pages(request):
    """The lines of text in which two pages differ."""
    urls = [url.rstrip(":,;.?!)") for url in re.findall(r"https?://[!-~]+", said(request))]
    if len(urls) < 2:
        raise aios_skill.Failure(
            "bad_url",
            request.say("比较需要两个网址。", "Two addresses are needed for a comparison."),
            request.say("请写出两个完整的网址。", "Name both full addresses."),
        )
    request.parameters["url"] = full_url(urls[0].rstrip(",.;"), request)
    page, settings = look(request)
    other = full_url(urls[1].rstrip(",.;?"), request)
    visit(request, other)
    settings["OTHER_URL"] = other
    plan = Plan("compare_pages(page, number, OTHER_URL)")
    program, ran = carry_out(request, page, settings, plan, ("差异", "differences"))
    result = told(request, program, ran, settings)
    alike = next((row[7:] for row in ran.output.splitlines() if row.startswith("alike: ")), "")
    if not ran.items:
        answer = request.say(
            f"{page.url} 和 {other} 的可见文字完全相同。",
            f"The visible text of {page.url} and {other} is the same.",
        )
        return {**result, "answer": answer}
    parts = [request.say(f"文字行相同的比例：{alike}。", f"Share of lines alike: {alike}.")]
    for which, url in (("first", page.url), ("second", other)):
        lines = [item["line"] for item in ran.items if item["page"] == which]
        parts.append(
            request.say(
                f"只在 {url} 里（{len(lines)} 行）：", f"Only in {url} ({len(lines)} lines):"
            )
        )
        parts += [f"{'-' if which == 'first' else '+'} {text}" for text in lines[:40]]
    return {**result, "answer": "\n".join(parts)}


def read_headers(request):
    """Status, redirects and headers of an address."""
    _, settings = look(request, reads=False)
    visit_host(request, settings["URL"])
    plan = Plan(collect="read_headers(URL)")
    program, ran = carry_out(request, None, settings, plan, ("响应", "answer of the server"))
    steps = [item for item in ran.items if item["name"] == "status"]
    way = " → ".join(f"{item['link']} ({item['value']})" for item in steps)
    hops = len(steps) - 1
    head = request.say(
        f"{settings['URL']}：HTTP {steps[-1]['value']}，{hops} 次重定向。",
        f"{settings['URL']}: HTTP {steps[-1]['value']}, {hops} redirects.",
    )
    rest = [f"{item['name']}: {item['value']}" for item in ran.items if item["name"] != "status"]
    return {**told(request, program, ran, settings), "answer": "\n".join([head, way, *rest])}


def visit_host(request, url):
    """A failure in the user's words where no answer at all comes from an address."""
    try:
        visit(request, url)
    except aios_skill.Failure as failure:
        if failure.code not in ("page_not_found", "http_error", "not_html", "too_large"):
            raise


def facts(request, plan, sample, settings, page, what):
    """A result whose items are names and values."""
    if not sample:
        raise nothing_found(parse(page), page.url, request, what)
    program, ran = carry_out(request, page, settings, plan, what)
    rows = [f"{item.get('name') or item.get('kind')}: {item['value']}" for item in ran.items[:100]]
    head = request.say(f"{page.url} 的{what[0]}：", f"{what[1].capitalize()} of {page.url}:")
    return {**told(request, program, ran, settings), "answer": "\n".join([head, *rows])}


def read_info_of(request):
    """Title, description, headings and further facts of a page."""
    page, settings = look(request)
    sample, _ = read_info(page, 1)
    return facts(
        request, Plan("read_info(page, number)"), sample, settings, page, ("信息", "facts")
    )


# "吴刚的电话", "Tom Bell's email"
OF_ONE = re.compile(
    r"([一-鿿]{2,4})的(?:电话|手机|邮箱|邮件|联系)"
    r"|\b([A-Z]\w+(?: [A-Z]\w+)?)['’]s (?:e-?mail|phone)"
)


# Numbers of mobile phones alone.
MOBILE = re.compile(
    r"手机(?!.{0,6}(?:电话|座机|固话))|\bmobiles?\b(?! and)|\bcell ?phones?\b", re.IGNORECASE
)


def person_said(text, page):
    """The name of a person that a text says and a page has; "" for none."""
    seen = " ".join(parse(page).get_text(" ").split())
    names = re.findall(r"[A-Z][\w.'-]+(?: [A-Z][\w.'-]+)+", text)
    names += re.findall(
        r"(?:联系|找|给)\s*([一-鿿]{2,3})(?=[，,。的]|老师|先生|女士|医生|经理)", text
    )
    return next((name for name in names if name in seen), "")


def read_contacts_of(request):
    """The mail addresses and telephone numbers on a page, of one person where one is named."""
    page, settings = look(request)
    named = OF_ONE.search(wording(request))
    name = next(filter(None, named.groups())) if named else person_said(wording(request), page)
    mail = re.search(r"mail|邮", wording(request), re.I)
    phone = re.search(r"phone|mobile|电话|手机|号码|热线", wording(request), re.I)
    kinds = [name for name, on in (("email", mail), ("phone", phone)) if on] or ["email", "phone"]
    mobile = bool(MOBILE.search(wording(request)))
    mobile = mobile and bool(read_contacts(page, 1, ["phone"], name, True)[0])
    settings |= {"CONTACTS": kinds, "NAMED": name, "MOBILE": mobile}
    plan = Plan("read_contacts(page, number, CONTACTS, NAMED, MOBILE)")
    sample, _ = read_contacts(page, 1, kinds, name, mobile)
    return facts(
        request, plan, sample, settings, page, ("联系方式", "mail addresses and telephone numbers")
    )

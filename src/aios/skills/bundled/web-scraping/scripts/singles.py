"""Actions on one page or a whole site: text, facts, pictures, feeds, maps, forms, checks."""

import re

import aios_skill
from answers import line
from compose import Plan
from failures import no_words, nothing_found
from lists import entries_of, feed_of, listed
from looking import full_url, look, said, visit, wording
from making import arranged, carry_out, told
from parts.article import read_article
from parts.checking import MAX_CHECKED
from parts.feeds import feed_links
from parts.forms import search_address
from parts.images import MAX_FILES, read_files, read_images
from parts.info import read_contacts, read_info
from parts.listing import FEED, parse
from pick import KIND_OF_LINK

QUOTED = re.compile(
    r"“([^”]+)”|「([^」]+)」|\"([^\"]+)\"|‘([^’]+)’|(?<!\w)'([^']+)'(?!\w)|《([^》]+)》"
)
SHOWN = 1500
NAMED_KINDS = r"pdf|docx?|xlsx?|pptx?|csv|zip|gz|mp3|mp4|jpe?g|png|gif|svg|json|xml|txt"


def scrape_page(request):
    """The main text of one page as Markdown, with its title, author and date."""
    page, settings = look(request)
    what = ("正文", "text")
    items, _ = read_article(page, 1)
    if not items or not items[0]["text"]:
        raise nothing_found(parse(page), page.url, request, what)
    program, ran = carry_out(request, page, settings, Plan("read_article(page, number)"), what)
    result, item = told(request, program, ran, settings), ran.items[0]
    name = text_name(settings["FILES"])
    facts = [(request.say("作者", "Author"), item.get("author")),
             (request.say("日期", "Date"), item.get("date"))]  # fmt: skip
    head = "\n".join(f"{label}: {value}" for label, value in facts if value)
    with open(f"{request.out}/{name}", "w", encoding="utf-8") as file:
        title = f"# {item['title']}" if name.endswith("md") else item["title"]
        file.write("\n\n".join(filter(None, [title, head, item["text"]])) + "\n")
    size = len(item["text"])
    shown = item["text"][:SHOWN] + ("…" if size > SHOWN else "")
    source = request.say(
        f"（正文共 {size} 个字符，来源：{item['link']}，已保存到 {name}）",
        f"({size} characters from {item['link']}, saved to {name})",
    )
    return {**result, "answer": "\n\n".join(filter(None, [item["title"], head, shown, source]))}


def text_name(files):
    """The file for an article's text: the one asked for, else page.md."""
    named = next((f for f in files if f.endswith((".md", ".txt", ".markdown"))), "page.md")
    return f"page{named[5:]}" if named.startswith("items.") else named


def read_feed_of(request):
    """The entries of a feed, or of the first feed that a page announces."""
    page, settings = look(request)
    if FEED.match(page.text):
        return feed_of(request, page, settings)
    found = feed_links(parse(page), page.url)
    if not found:
        raise nothing_found(parse(page), page.url, request, ("订阅源", "feed"))
    settings["URL"] = found[0]
    result = feed_of(request, visit(request, found[0]), settings)
    told_of = request.say(f"{page.url} 的订阅源：", f"The feeds of {page.url}: ") + ", ".join(found)
    return {**result, "answer": f"{told_of}\n{result['answer']}"}


def read_sitemap(request):
    """Every address in a site's maps."""
    _, settings = look(request, reads=False)
    visit_first(request, settings["URL"])
    settings["MAX_PAGES"] = 1
    plan = Plan(collect="read_sitemaps(URL)")
    what = ("网站地图里的网址", "addresses in sitemaps")
    settings, plan = arranged(request, settings, plan, [{"link": "", "date": "2026-01-01"}])
    program, ran = carry_out(request, None, settings, plan, what)
    if not ran.items:
        raise no_words(request, settings["URL"], what)
    result = told(request, program, ran, settings)
    dated = sum(bool(item.get("date")) for item in ran.items)
    head = request.say(
        f"{settings['URL']} 的网站地图共有 {len(ran.items)} 个网址（{ran.pages} 个文件，{dated} 个有日期）：",
        f"{len(ran.items)} URLs in the sitemap of {settings['URL']} "
        f"({ran.pages} files, {dated} of them dated):",
    )
    return {**result, "answer": numbered(request, head, ran.items, settings)}


def visit_first(request, url):
    """A failure in the user's words where an address that names a file cannot be read."""
    if re.search(r"\.(xml|txt|gz)$", url):
        visit(request, url)


def numbered(request, head, items, settings, limit=100):
    """An answer of a head and numbered lines."""
    lines = [f"{number}. {line(item)}" for number, item in enumerate(items[:limit], 1)]
    if len(items) > limit:
        lines.append(
            request.say(f"……另有 {len(items) - limit} 条", f"… and {len(items) - limit} more")
        )
    files = ", ".join(reversed(settings["FILES"]))
    return "\n".join([head, *lines, request.say(f"已保存：{files}", f"Saved: {files}")])


def search_site(request):
    """The results of a site's own search form."""
    page, settings = look(request)
    words = words_of(request)
    address = search_address(page, parse(page), words)
    if not address:
        raise nothing_found(
            parse(page), page.url, request, ("搜索表单（GET）", "search form by GET")
        )
    settings["URL"] = address
    request.parameters["question"] = said(request).replace(words, " ")
    result = entries_of(request, visit(request, address), settings)
    head = request.say(
        f"用 {page.url} 的搜索表单搜索“{words}”：",
        f"Search for '{words}' with the form of {page.url}:",
    )
    return {**result, "answer": f"{head}\n{result['answer']}"}


WORDS_SOUGHT = re.compile(
    r"(?:search(?:ing)?|look)(?: up)?(?: for)? (.+?)(?: (?:on|at|in|using|with|by|via)\b|[,.?]|$)"
    r"|(?:搜索|搜一下|检索|查找|搜)(?:关键[词字])?\s*[:：]?\s*([^，,。；;？?\s]+?)(?:的?(?:结果|商品|文章|内容)|[，,。；;？?\s]|并|$)",
    re.IGNORECASE,
)
WORDS_MENTIONED = re.compile(
    r"(?:mention(?:s|ed)?|contains?|includes?|says?|talk about|appearance of)(?: of)? (?:the (?:word|phrase|text|term) |any )?(.+?)(?: (?:on|at|in) (?:the|this|URL)|[?？,]|$)"
    r"|(?:how (?:many times|often)) (?:does|is|do) (?:the (?:word|phrase) )?(.+?) (?:appear|occur|mentioned|used|show|come)"
    r"|(?:提到|提及|包含|出现|含有|写)(?:过|了)?(?:关键[词字])?\s*([^，,。；;？?\s]+?)(?:这个词|一词|吗|么|没有|几次|多少次|的?次数|[，,。；;？?\s]|$)"
    r"|([^，,。；;？?\s的里中]+?)(?:这个词|一词)?(?:在.{0,12})?(?:出现|被提到|被提及)",
    re.IGNORECASE,
)


def words_of(request, pattern=WORDS_SOUGHT):
    """The words that are to be searched for: those in quotation marks, else those after the verb."""
    text = re.sub(r"\s+", " ", re.sub(r"https?://[!-~]+", " URL ", said(request))).strip()
    quoted = QUOTED.search(text)
    plain = None if quoted else pattern.search(text.replace(" URL ", " "))
    hit = quoted or plain
    words = next((g for g in hit.groups() if g), "").strip() if hit else ""
    words = re.sub(r"^(?:the|an?) (?=\S)", "", words) if plain else words
    if not words:
        raise aios_skill.Failure(
            "no_words",
            request.say("没有说要找什么词。", "The request does not say which words to look for."),
            request.say("请把要找的词放在引号里。", "Put the words in quotation marks."),
        )
    return words


def find_text(request):
    """Whether and where a page has some words."""
    page, settings = look(request)
    words = words_of(request, WORDS_MENTIONED)
    settings["WORDS"] = words
    plan = Plan("find_mentions(page, number, WORDS)")
    program, ran = carry_out(request, page, settings, plan, ("提及", "mentions"))
    result = told(request, program, ran, settings)
    if not ran.items:
        answer = request.say(f"没有提到：{page.url} 的可见文字里没有“{words}”。",
                             f"No, the visible text of {page.url} does not mention “{words}”.")  # fmt: skip
        return {**result, "answer": answer}
    count = len(ran.items)
    times = "1 time" if count == 1 else f"{count} times"
    head = request.say(f"提到了：{page.url} 里“{words}”出现 {count} 次：",
                       f"Yes, {page.url} mentions “{words}” {times}:")  # fmt: skip
    shown = [f"{n}. …{item['context']}…" for n, item in enumerate(ran.items[:20], 1)]
    return {**result, "answer": "\n".join([head, *shown])}


def compare_pages(request):
    """The lines of text in which two pages differ."""
    urls = re.findall(r"https?://[!-~]+", said(request))
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
        answer = request.say(f"{page.url} 和 {other} 的可见文字完全相同。",
                             f"The visible text of {page.url} and {other} is the same.")  # fmt: skip
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
    head = request.say(f"{settings['URL']}：HTTP {steps[-1]['value']}，{hops} 次重定向。",
                       f"{settings['URL']}: HTTP {steps[-1]['value']}, {hops} redirects.")  # fmt: skip
    rest = [f"{item['name']}: {item['value']}" for item in ran.items if item["name"] != "status"]
    return {**told(request, program, ran, settings), "answer": "\n".join([head, way, *rest])}


def visit_host(request, url):
    """A failure in the user's words where no answer at all comes from an address."""
    try:
        visit(request, url)
    except aios_skill.Failure as failure:
        if failure.code not in ("page_not_found", "http_error", "not_html", "too_large"):
            raise


def check_links(request):
    """The links of a page that do not work."""
    page, settings = look(request)
    settings["EVERYWHERE"] = bool(re.search(r"external|外部|站外", wording(request), re.I))
    plan = Plan("check_links(page, number, EVERYWHERE)")
    program, ran = carry_out(request, page, settings, plan, ("链接", "links"))
    result = told(request, program, ran, settings)
    bad = [i for i in ran.items if i["verdict"] not in ("ok", "not checked")]
    skipped = sum(i["verdict"] == "not checked" for i in ran.items)
    asked = len(ran.items) - skipped
    parts = [request.say(f"{page.url} 上的 {asked} 个链接中有 {len(bad)} 个失效：" if bad else
                         f"{page.url} 上检查的 {asked} 个链接全部有效。",
                         f"{len(bad)} of the {asked} links checked on {page.url} are broken:" if bad
                         else f"All {asked} links checked on {page.url} work.")]  # fmt: skip
    parts += [
        f"{n}. {i['link']} — {i['status'] or i['verdict']} ({i['title']})"
        for n, i in enumerate(bad, 1)
    ]
    if skipped:
        result["notes"].append(request.say(
            f"{skipped} 个链接没有检查（其他网站、robots.txt 禁止，或超过 {MAX_CHECKED} 个）。",
            f"{skipped} links were not checked (other sites, robots.txt, or more than {MAX_CHECKED})."))  # fmt: skip
    return {**result, "answer": "\n".join(parts)}


def scrape_images(request):
    """The addresses of a page's images."""
    page, settings = look(request)
    what = ("图片", "images")
    sample, _ = read_images(page, 1)
    if not sample:
        raise nothing_found(parse(page), page.url, request, what)
    return listed(request, page, settings, Plan("read_images(page, number)"), sample, what)


def download_files(request):
    """The images of a page, or the files of one kind that it links to."""
    page, settings = look(request)
    kind = KIND_OF_LINK.search(wording(request)) or re.search(
        rf"\b({NAMED_KINDS})s?\b", wording(request), re.I | re.A
    )
    if kind:
        settings["PATTERN"] = rf"\.{kind.group(1).lower()}($|[?#])"
        sample, inner = (
            read_files(page, 1, settings["PATTERN"])[0],
            "read_files(page, number, PATTERN)",
        )
    else:
        sample, inner = read_images(page, 1)[0], "read_images(page, number)"
    what = ("可下载的文件", "files to download")
    if not sample:
        raise nothing_found(parse(page), page.url, request, what)
    limit = f"[:{settings['COUNT']}]" if settings["COUNT"] else ""
    plan = Plan(f"download_all(({inner}[0]{limit}, ''), URL)")
    program, ran = carry_out(request, page, settings, plan, what)
    result = told(request, program, ran, settings)
    got = [item for item in ran.items if item["file"]]
    total = sum(item["bytes"] for item in got)
    head = request.say(f"从 {page.url} 下载了 {len(got)} 个文件（共 {total} 字节，找到 {len(ran.items)} 个）：",
                       f"{len(got)} files downloaded from {page.url} ({total} bytes; {len(ran.items)} found):")  # fmt: skip
    rows = [
        f"{n}. {i['file'] or i['problem']} — {i['link']}"
        for n, i in enumerate(ran.items[:MAX_FILES], 1)
    ]
    return {**result, "answer": "\n".join([head, *rows])}


def facts(request, plan, sample, settings, page, what):
    """A result whose items are names and values."""
    if not sample:
        raise nothing_found(parse(page), page.url, request, what)
    program, ran = carry_out(request, page, settings, plan, what)
    rows = [f"{item.get('name') or item.get('kind')}: {item['value']}" for item in ran.items[:100]]
    head = request.say(f"{page.url} 的{what[0]}：", f"{what[1].capitalize()} of {page.url}:")
    return {**told(request, program, ran, settings), "answer": "\n".join([head, *rows])}


def page_info(request):
    """Title, description, headings and further facts of a page."""
    page, settings = look(request)
    sample, _ = read_info(page, 1)
    return facts(
        request, Plan("read_info(page, number)"), sample, settings, page, ("信息", "facts")
    )


def contacts(request):
    """The mail addresses and telephone numbers on a page."""
    page, settings = look(request)
    mail = re.search(r"mail|邮", wording(request), re.I)
    phone = re.search(r"phone|电话|手机|号码", wording(request), re.I)
    kinds = [name for name, on in (("email", mail), ("phone", phone)) if on] or ["email", "phone"]
    settings["CONTACTS"] = kinds
    plan = Plan("read_contacts(page, number, CONTACTS)")
    sample, _ = read_contacts(page, 1, kinds)
    return facts(
        request, plan, sample, settings, page, ("联系方式", "mail addresses and telephone numbers")
    )

"""Actions on a site: feeds, maps, its search form, its links, pictures and files."""

import re

import aios_skill
from answers import bounds_of, line
from compose import Plan
from detect import find_list
from failures import no_words, nothing_found
from lists import entries_of, feed_of, listed, with_details
from looking import look, said, visit, wording
from making import arranged, carry_out, told
from mapped import with_their_pages
from parts.checking import MAX_CHECKED
from parts.feeds import feed_links
from parts.fetching import new_session, robots_rules
from parts.forms import filled_address, new_links, search_address, with_words
from parts.images import MAX_FILES, read_files, read_images
from parts.links import read_links
from parts.listing import FEED, parse
from parts.sitemaps import SITEMAP_NAMED, read_map, sitemaps_of
from pick import KIND_OF_LINK
from sections import by_section
from tallied import SAMPLE, parts_counted, tallies
from words import words_of

ATTACHED = re.compile(r"附件|\battachments?\b|(?<!所有)文件|\bfiles\b", re.IGNORECASE | re.ASCII)
# That the files are to come as one archive.
PACKED = re.compile(
    r"\b(?:in|into|as|to) (?:an? |one |a single )?(?:\w+ )?(?:zip|archive)(?: files?| archives?)?\b"
    r"|\bzip (?:them|it|all|everything)(?: up)?\b"
    r"|(?:打包|压缩)(?:成|为|到|进)?(?:一个)?\s*(?:zip)?(?:压缩)?(?:文件|包)?"
    r"|(?:成|为|到|进)(?:一个)?\s*(?:zip|压缩)\s*(?:压缩)?(?:文件|包)?",
    re.IGNORECASE | re.ASCII,
)
NAMED_KINDS = r"pdf|docx?|xlsx?|pptx?|csv|zip|gz|mp3|mp4|jpe?g|png|gif|svg|json|xml|txt"


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
    page = first_map(request, settings["URL"])
    settings = with_their_pages(request, settings | {"MAX_PAGES": 1}, read_map(page)[0])
    plan = Plan(collect="read_sitemaps(URL)")
    what = ("网站地图里的网址", "addresses in sitemaps")
    parts = parts_counted(request)
    if not parts:
        settings, plan = arranged(request, settings, plan, SAMPLE)
    program, ran = carry_out(request, None, settings, plan, what)
    if not ran.items:
        raise no_words(request, settings["URL"], what)
    result = told(request, program, ran, settings)
    dated = sum(bool(item.get("date")) for item in ran.items)
    head = request.say(
        f"{settings['URL']} 的网站地图共有 {len(ran.items)} 个网址"
        f"（{ran.pages} 个文件，{dated} 个有日期）：",
        f"{len(ran.items)} URLs in the sitemap of {settings['URL']} "
        f"({ran.pages} files, {dated} of them dated):",
    )
    counted = tallies(request, ran.items, parts)
    head = "\n".join([*by_section(request, ran.items), *counted, head])
    if settings.get("KEEP"):
        bounds = bounds_of(settings, request.language)
        head = request.say(f"条件：{bounds}。\n{head}", f"Condition: {bounds}.\n{head}")
    return {**result, "answer": numbered(request, head, ran.items, settings)}


def first_map(request, url):
    """A failure in the user's words where not one of a site's maps can be read."""
    session, problem = new_session(), None
    rules = robots_rules(session, url)
    for address in [url] if SITEMAP_NAMED.search(url) else sitemaps_of(session, url, rules):
        try:
            return visit(request, address)
        except aios_skill.Failure as failure:
            problem = problem or failure
    raise problem


def numbered(request, head, items, settings, limit=100):
    """An answer of a head and numbered lines."""
    lines = [f"{number}. {line(item)}" for number, item in enumerate(items[:limit], 1)]
    if len(items) > limit:
        lines.append(
            request.say(f"……另有 {len(items) - limit} 条", f"… and {len(items) - limit} more")
        )
    files = ", ".join(reversed(settings["FILES"]))
    return "\n".join([head, *lines, request.say(f"已保存：{files}", f"Saved: {files}")])


def by_form(request):
    """What a page's form brings, where a sentence names its choices; None where it has none."""
    page, settings = look(request)
    address, values = filled_address(page, parse(page), wording(request))
    return results_of_form(request, page, settings, address, values) if address else None


def search_site(request):
    """The results of a site's own search form."""
    page, settings = look(request)
    start = parse(page)
    address, values = filled_address(page, start, wording(request))
    if address:
        address, values = and_words(request, parse(page), address, values)
        return results_of_form(request, page, settings, address, values)
    words = words_of(request)
    address = search_address(page, start, words)
    if not address:
        raise nothing_found(start, page.url, request, ("搜索表单（GET）", "search form by GET"))
    settings["URL"] = address
    rest = said(request).replace(words, " ")
    request.parameters["question"] = re.sub(r"[“‘「\"']\s*[”’」\"']", " ", rest)
    found = visit(request, address)
    # A link of the page with the form is a result only where it has the words.
    known = [link["link"] for link in read_links(page, 1, "", "all")[0]
             if words.lower() not in link["title"].lower()]  # fmt: skip
    links = new_links(found, 1, known)[0]
    nothing = no_words(request, address, (f"“{words}”的搜索结果", f"results for “{words}”"))
    if not links and not lists_words(parse(found), words):
        if WHETHER.search(said(request)):
            return none_found(nothing, address)
        raise nothing
    try:
        result = entries_of(request, found, settings)
    except aios_skill.Failure as failure:
        if failure.code != "nothing_found" or settings.get("KEEP"):
            raise
        if not links:
            raise nothing from failure
        # One result makes no list: it is a link that the page with the form does not have.
        settings["KNOWN"] = known
        plan = Plan("new_links(page, number, KNOWN)")
        settings, plan, links = with_details(request, settings, plan, links, False)
        result = listed(request, found, settings, plan, links)
    head = request.say(
        f"用 {page.url} 的搜索表单搜索“{words}”：",
        f"Search for '{words}' with the form of {page.url}:",
    )
    return {**result, "answer": f"{head}\n{result['answer']}"}


# Whether there is anything at all: that there is nothing answers it.
WHETHER = re.compile(
    r"\b(?:is|are) there\b|\bany(?:thing)?\b|\bdoes\b.{0,40}\bhave\b|\bhow many\b"
    r"|有没有|有无|吗|几[本个条篇]|多少",
    re.IGNORECASE,
)


def none_found(nothing, address):
    """The result of a search that brought nothing, where it is asked whether there is any."""
    data = {"items": [], "url": address, "pages": 1, "found": 0, "asked": None}
    told = dict.fromkeys(("code", "explanation", "output"), "")
    return {**told, "answer": nothing.message, "data": data, "notes": []}


def and_words(request, start, address, values):
    """(address, values) of a filled form with the words that are sought besides."""
    try:
        words = words_of(request)
    except aios_skill.Failure:  # only the form's choices are named
        return address, values
    if any(words.lower() in value.lower() for value in values.values()):
        return address, values
    more = with_words(address, start, words)
    return more, values if more == address else {**values, "search": words}


def results_of_form(request, page, settings, address, values):
    """What a form brings whose fields the request fills."""
    settings["URL"] = address
    said = wording(request)
    for value in values.values():
        said = said.replace(value, " ")
    said = re.sub(r"\bonly\b|只要?|仅", " ", said)  # what the form chose already
    request.parameters["question"] = said
    result = entries_of(request, visit(request, address), settings)
    filled = ", ".join(f"{name} = {value}" for name, value in values.items())
    head = request.say(f"填写 {page.url} 的表单（{filled}）：",
                       f"The form of {page.url} with {filled}:")  # fmt: skip
    return {**result, "answer": f"{head}\n{result['answer']}"}


def lists_words(page, words):
    """True for a page with the words in what may be an item of a list, though none leads on."""
    found = find_list(page, "")
    items = [*page.select("li, tr, article, dt, h3, h4"), *(found.items if found else ())]
    return any(words.lower() in item.get_text(" ").lower() for item in items)


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
        zh = f"{skipped} 个链接没有检查（其他网站、robots.txt 禁止，或超过 {MAX_CHECKED} 个）。"
        en = f"{skipped} links not checked (other sites, robots.txt, or over {MAX_CHECKED})."
        result["notes"].append(request.say(zh, en))
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
    archive = archive_wanted(request)
    page, settings = look(request)
    text = wording(request).replace(archive or "\0", " ")
    text = PACKED.sub(" ", text) if archive else text
    kind = KIND_OF_LINK.search(text) or re.search(rf"\b({NAMED_KINDS})s?\b", text, re.I | re.A)
    if kind or ATTACHED.search(text):
        named = kind.group(1).lower() if kind else rf"(?:{NAMED_KINDS})"
        settings["PATTERN"] = rf"\.{named}($|[?#])"
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
    settings["ARCHIVE"] = archive
    finish = "pack(items, ARCHIVE)" if archive else "items"
    plan = Plan(f"download_all(({inner}[0]{limit}, ''), URL)", finish=finish)
    program, ran = carry_out(request, page, settings, plan, what)
    result = told(request, program, ran, settings)
    got = [item for item in ran.items if item["file"]]
    total = sum(item["bytes"] for item in got)
    zh = f"从 {page.url} 下载了 {len(got)} 个文件（共 {total} 字节，找到 {len(ran.items)} 个）："
    en = f"{len(got)} of {len(ran.items)} files downloaded from {page.url} ({total} bytes):"
    head = request.say(zh, en)
    rows = [
        f"{n}. {i['file'] or i['problem']} — {i['link']}"
        for n, i in enumerate(ran.items[:MAX_FILES], 1)
    ]
    rows += [request.say(f"已打包：{archive}", f"Packed: {archive}")] if archive else []
    return {**result, "answer": "\n".join([head, *rows])}


def archive_wanted(request):
    """The name of the archive that the files are to be packed in, "" where none is wanted."""
    named = request.parameters.get("output") or ""
    if named.lower().endswith(".zip"):
        request.parameters["output"] = ""
        return re.sub(r"[^\w.\-一-鿿]", "_", named.replace("\\", "/").split("/")[-1])
    return "files.zip" if PACKED.search(wording(request)) else ""

"""Read the page that a request names, and what the request says about how to read it."""

import os
import re
import tempfile
from urllib.parse import urlsplit

import aios_skill
from aios_numerals import value_of
from failures import page_failure
from pacing import pause_s, usual_pause_s
from parts import fetching
from parts.caching import FOLDER
from parts.fetching import PageError, fetch, new_session, robots_rules
from pick import wants_all_pages

MAX_PAGES = 50
KINDS = "csv|tsv|jsonl?|txt|md|xlsx"
FILE_NAMED = re.compile(
    rf"\b(?:as|into|to|called|named)\s+[\"'`“]?([\w-][\w.-]*\.(?:{KINDS}))(?![a-z])"
    rf"|(?:文件名?(?:就|称)?(?:用|叫|为|是|取)?|叫做?|命名为|取名|[存成为到])\s*[:：]?\s*[\"'“「]?"
    rf"([\w-][\w.-]*\.(?:{KINDS}))(?![a-z])",
    re.IGNORECASE,
)
# A name with the ending of a file that is written here, wherever it stands: "Write huts.json".
FILE_TOLD = re.compile(rf"(?<![\w./-])([A-Za-z0-9_][\w-]*\.(?:{KINDS}))(?![\w/])", re.I | re.A)
FORMAT_WORDS = {
    "xlsx": r"\bexcel\b|\bxlsx\b|\bspreadsheet\b|电子表格|工作簿",
    "md": r"\bmarkdown\b|\bmd\b (?:table|file|格式)|md ?文件",
    "jsonl": r"\bjsonl\b|json lines",
    "tsv": r"\btsv\b",
    "txt": r"(?:as|to|into|存为|保存[成为]|存成|导出[成为]?) ?(?:an? )?(?:plain )?"
    r"(?:text|txt|文本|纯文本)",
    "csv": r"\bcsv\b",
    "json": r"(?:as|to|into|in|存为|保存[成为到]?|存成|导出[成为]?|输出[成为]?) ?(?:an? )?json\b",
}
IGNORE_ROBOTS = re.compile(
    r"(忽略|无视|不管|不理会|不遵守|绕过)\s*(它的|网站的)?\s*robots"
    r"|\b(ignor(e|ing)|disregard(ing)?|without|bypass(ing)?)( the| its)? robots",
    re.IGNORECASE | re.ASCII,
)
NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "八": 8, "十": 10,
            "both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}  # fmt: skip
NUMERAL = rf"(\d+|{'|'.join(NUMERALS)})"
PAGES = re.compile(
    rf"前\s*{NUMERAL}\s*页|[共有]\s*{NUMERAL}\s*页|(?:first|top)\s+{NUMERAL}\s+pages|\b{NUMERAL}\s+pages"
    rf"|[到至]\s*第?\s*{NUMERAL}\s*页"
    rf"|(?<![第\d]){NUMERAL}\s*页(?=的|都|全|一起|加起来|里|内容|新闻|商品|数据)"
    rf"|\b(both) (?:\w+ ){{0,2}}pages\b"
    r"|1\s*[-到至~]\s*(\d+)\s*页|\bpages\s+1\s*(?:-|to|through)\s*(\d+)",
    re.IGNORECASE | re.ASCII,
)
ONE_PAGE = re.compile(
    r"第一页|首页|[这本该当]前?(?:一|个|张)?(?:网?页面?|网页)"
    r"|\b(?:first|this|that|front|home) ?page\b|\bpage (?:1|one)\b",
    re.IGNORECASE | re.ASCII,
)
EVERYTHING = re.compile(
    r"所有|全部|全都|每一?[个条篇本款件部家]|\b(?:all|every|each|everything|entire|whole|complete)\b",
    re.IGNORECASE | re.ASCII,
)
# How figures are to be rounded.
WHOLE = (
    r"取整|(?:四舍五入|精确|保留|舍入)[到至为成]?(?:个位|整数)"
    r"|\b(?:whole|round) (?:numbers?|euros?|dollars?|\w+s)\b"
    r"|\bnearest (?:whole|integer|euro|dollar|pound|\w+)\b"
    r"|\bas (?:an )?integers?\b|\bno decimals?\b"
)
DECIMALS = (
    r"([一两二三四\d])位小数|小数点?后([一两二三四\d])位"
    r"|\b(one|two|three|four|\d) (?:decimals?|digits? after|places)\b"
)
# How a site fails, which is no field or bound of its items.
FAILS = re.compile(
    r"\b(?:answers?|returns?|gives?|responds?|replies)(?: with)?(?: an?)?(?: http)?(?: status)?"
    r" 50\d\b"
    r"|(?:报|返回|出现)\s*50\d",
    re.IGNORECASE,
)
# What an address is called right before it, which is no field of the items.
OF_ADDRESS = re.compile(
    r"(?:来源|出处|数据源|网址|网页|页面|地址|链接)(?:是|在|为|见)?\s*[:：]?\s*(?=https?://)"
    r"|\b(?:source|url|link|address|website|site|page)(?: is)?\s*[:：]?\s*(?=https?://)",
    re.IGNORECASE | re.ASCII,
)
# How a line is to look, shown by one: its words are none of the request's own.
EXAMPLE = re.compile(
    r"\b(?:like|as in|such as|e\.g\.|for example)[:,]?\s+(?=[\"“']?\d)[^;\n]*"
    r"|(?:格式|形式|写成|例如|比如|形如|每行)(?:是|为|按|用|如)?[:：]?\s*"
    r"[“\"「'](?:[^”\"」']*)[”\"」'](?:这样|的(?:格式|形式|样子))?",
    re.IGNORECASE | re.ASCII,
)
HOST = r"[\w.-]+|[0-9a-f:.]+"


def look(request, reads=True):
    """The page the user named, read once to find out how it is built; its settings so far.

    With `reads` False no page is read: what comes is None and the settings.
    """
    parameters = request.parameters
    # The look at a page and the program that is composed from it ask for each address once.
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="pages-")
    url = full_url(parameters.get("url") or "", request)
    fetching.TIMEOUT_S = parameters.get("timeout_s") or fetching.TIMEOUT_S
    told = parameters.get("ignore_robots") or IGNORE_ROBOTS.search(said(request))
    fetching.RESPECT_ROBOTS = not told
    fetching.DELAY_S = max(usual_pause_s(url), pause_s(wording(request)))
    page = visit(request, url) if reads else None
    count, pages = how_much(request)
    settings = {
        "URL": url,
        "COUNT": count,
        "MAX_PAGES": pages,
        "FILES": file_names(wanted_file(request, url)),
        "TIMEOUT_S": fetching.TIMEOUT_S,
        "RESPECT_ROBOTS": fetching.RESPECT_ROBOTS,
        "DELAY_S": fetching.DELAY_S,
    }
    return page, settings


def visit(request, url):
    """A page; a failure in the user's words where it cannot be read."""
    session = new_session()
    try:
        return fetch(session, url, robots_rules(session, url))
    except PageError as problem:
        raise page_failure(problem, request) from problem


def wanted_file(request, url):
    """The name of the file asked for, by its name or by a word for its format; "" for none."""
    text = re.sub(r"\brobots\.txt\b", " ", said(request).replace(url, " "), flags=re.I | re.A)
    named = request.parameters.get("output") or ""
    found = FILE_NAMED.search(text)
    named = named or (next(filter(None, found.groups())) if found else "")
    if not named and (told := FILE_TOLD.findall(text)):
        named = told[-1]
    if named:
        return named
    kinds = (kind for kind, words in FORMAT_WORDS.items() if re.search(words, text, re.I | re.A))
    kind = next(kinds, request.parameters.get("format") or "")
    return f"items.{kind}" if kind else ""


def file_names(output):
    """The files to write: JSON and CSV always, and the one asked for; named ones replace these."""
    name = re.sub(r"[^\w.\-一-鿿]", "_", output.replace("\\", "/").split("/")[-1])
    kind = name.rpartition(".")[2].lower() if "." in name else ""
    names = [name if kind == "json" else "items.json", name if kind == "csv" else "items.csv"]
    more = kind in ("xlsx", "md", "txt", "tsv", "jsonl", "markdown")
    return [*names, *([name] if more else [])]


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
    text = EXAMPLE.sub(" ", OF_ADDRESS.sub(" ", said(request)))
    text = text.replace(request.parameters.get("url") or "\0", " ")
    text = FAILS.sub(" ", re.sub(r"https?://[!-~]+", " ", text))
    return re.sub(r"[\w-]+\.(csv|json|jsonl|txt|md|xlsx|html?)\b", " ", text, flags=re.IGNORECASE)


def how_much(request):
    """How many items were asked for (None: all there are) and over how many pages at most."""
    text, count = wording(request), request.parameters.get("count")
    wanted = pages_said(text)
    if wanted and PAGES.search(text):
        return (None if count == wanted else count), min(wanted, MAX_PAGES)
    return count, MAX_PAGES if count or wants_all_pages(text) else 1


def pages_said(text):
    """Over how many pages the user said that items are to be read, None where they did not."""
    if hit := PAGES.search(text):
        said_so = next(filter(None, hit.groups()))
        return int(said_so) if said_so.isdecimal() else NUMERALS[said_so.lower()]
    return 1 if ONE_PAGE.search(text) else None


def digits_said(text):
    """How many decimals a figure is to have, None where the user did not say."""
    if re.search(WHOLE, text, re.I | re.A):
        return 0
    hit = re.search(DECIMALS, text, re.I | re.A)
    said_so = next(filter(None, hit.groups())) if hit else ""
    return value_of(said_so) if said_so else None


def wants_everything(text):
    """Whether the user wants all there is of something, and not of one page alone."""
    return bool(EVERYTHING.search(text)) and not pages_said(text)

"""Read the items of a list: one CSS selector finds an item, one each finds its fields."""

import re
import warnings
from urllib.parse import urljoin

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

from parts.collecting import next_html
from parts.facts import beside, fact, region

warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)

FEED = re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(rss|feed|rdf:RDF)\b", re.DOTALL)
NUMBER = re.compile(r"(?<!\w)[-−]?(\d{1,3}([ \u00a0\u202f'’]\d{3})+([.,]\d+)?|\d[\d.,]*)|\d[\d.,]*")
MONEY = re.compile(
    r"[¥￥$€£]\|?\s?\d"
    r"|(?<![\w.,])\d[\d.,]*\s?[千万]?(?:[¥￥$€£元円]|(?:usd|cny|rmb|eur|gbp|chf|euros?|dollars?)\b)",
    re.IGNORECASE,
)
PLAIN_NUMBER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
SCALE = re.compile(r"\s?([万萬亿])|([kKM])\b")
FREE = re.compile(
    r"(?:(?:价格|售价|price)\W*)?(?:免费(?:入场|参观|开放|领取)?|for free|gratis|kostenlos"
    r"|free(?: (?:entry|admission|entrance|of charge))?|(?:entry|admission|entrance)(?: is)? free)",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"\A[(（\[【]\s*([^()（）\[\]【】]+?)\s*[)）\]】]\Z")
SCALES = {"k": 1_000, "K": 1_000, "M": 1_000_000, "万": 10_000, "萬": 10_000, "亿": 100_000_000}
STARS = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
DATE = re.compile(
    r"\d{4}\s?[-/.年]\s?\d{1,2}(\s?[-/.月]\s?\d{1,2}日?)?|\d{1,2}月\d{1,2}日|昨天|今天"
    r"|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(,?\s+\d{4})?"
    r"|\d+\s*((minute|hour|day|week|month|year)s?\s+ago|(分钟|小时|天|周|个月|年)前)",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"([-—–―]{1,2}(?![\d.])\s*|(posted )?by\s+"
    r"|(author|date|published|posted( on)?|source|price|tags?|category|location|company"
    r"|salary|stock|rating|time|duration|(cook(ing)?|prep|total) time)"
    r"\s*[:：]\s*|(作者|来源|日期|时间|发布时间|发布于|分类|类别|价格|标签|地点|城市|公司|薪资|库存)\s*[:：]\s*"
    r"|[一-鿿]{2,6}\s*[:：]\s*(?=\S))",
    re.IGNORECASE,
)

# A picture before a value: "⏱ 25 min", "📍 Berlin".
PICTURE = re.compile(
    r"^(?:[\u2300-\u23ff\u2600-\u2604\u2607-\u27bf\U0001f000-\U0001faff]\ufe0f?\s*)+"
)
DIVIDER = r"\s+[/|·•｜]\s+"  # between the values that one text has

# Fields said within a longer text: one group, the value.
PHRASES = {
    "author": re.compile(
        r"\b[Bb]y ([A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3})|作者\s*[:：]?\s*([一-鿿·]{2,8})"
    ),
    "comments": re.compile(
        r"(\d[\d,]*)\s*(?:comments?|repl(?:y|ies)|条?评论|条?回复)", re.IGNORECASE
    ),
    "views": re.compile(
        r"(\d[\d,.]*\s?[kKM万]?)\s*(?:views?|reads?|次?阅读|次?浏览|次?播放)"
        r"|(?:阅读|浏览|播放|点击)[量数]?\s*[:：]?\s*(\d[\d,.]*\s?[kKM万]?)"
    ),
    "likes": re.compile(r"(\d[\d,.]*\s?[kKM万]?)\s*(?:likes?|个?赞|点赞)", re.IGNORECASE),
    "reviews": re.compile(r"(\d[\d,.]*\s?[kKM万]?)\s*(?:reviews?|人评价|条评价)", re.IGNORECASE),
    "count": re.compile(r"[(（\[]\s*(\d[\d,]*)\s*[^\W\d]{0,8}\s*[)）\]]\s*$"),
    "area": re.compile(r"(\d+(?:\.\d+)?)\s*(?:平米|平方米|㎡|m²|sqm)"),
    "salary": re.compile(
        r"([¥￥$€£]?\d[\d,.]*\s?[kK千万]?(?:\s?[-–~—至到]\s?[¥￥$€£]?\d[\d,.]*\s?[kK千万]?)?"
        r"\s?(?:元|块|€|euros?|dollars?)?\s?(?:/|每|per |a )\s?(?:月|年|month|year|mo\b))"
    ),
    "date": re.compile(f"({DATE.pattern})", re.IGNORECASE),
}


def read_list(page, number, item_selector, fields):
    """The items of a page and the next page's address.

    `fields` maps a name to (selector, what): what is text, own (the text outside of all parts),
    value (text without its label),
    number, count (a number, 0 where only words stand), list (the words of its links), date (the
    first one in the text), stars (a number in the class), "after NAME" (what a label NAME
    introduces), "phrase NAME" (see PHRASES), "part N" (of those between dividers, from 0),
    "beside N" (of the texts outside of all parts), "fact NAME" (see parts.facts) or an attribute;
    a selector that starts
    with + looks in the element after the item, with two in the one after that; "" is the item,
    "~" the item with all that follows up to the next one. "heading NAME" is what the last heading
    of that level before the item says.
    An item without its first field is skipped.
    """
    soup = parse(page)
    base = soup.select_one("base[href]")
    start = urljoin(page.url, base["href"] if base else "")
    items = []
    for element in soup.select(item_selector):
        item = {name: read_field(element, *field, start) for name, field in fields.items()}
        if next(iter(item.values())):
            items.append(item)
    return items, page.next_url or next_html(page, soup, number)


def parse(page):
    """The page as a tree; feeds are read as XML."""
    if not FEED.match(page.text):
        return BeautifulSoup(page.text, "lxml")
    # The text is decoded already, so what it says about its charset is no longer true.
    text = re.sub(r"^\s*<\?xml[^>]*>", "", page.text)
    return BeautifulSoup(text, "xml")


def find(element, selector):
    """The first match below the element, or below its next sibling for each + ahead; of "~",
    which is no one element, none."""
    if selector == "~":
        return None
    while selector.startswith("+") and element is not None:
        element = element.find_next_sibling()
        selector = selector[1:].strip()
    if element is None or not selector:
        return element
    return element.select_one(selector)


def read_field(element, selector, what, start):
    """One field of one item, None where the item has none."""
    if what.startswith("heading "):
        above = element.find_previous(what.removeprefix("heading "))
        return clean(above) if above else None
    if what.startswith("fact "):
        return fact(region(element, selector), what.removeprefix("fact "))
    found = find(element, selector)
    if found is None:
        return None
    if what in ("text", "own", "value", "date", "list", "stars") or " " in what:
        return read_words(found, what)
    if what in ("number", "count"):
        text = number_text(found)
        exact = found.get("title") or ""  # "12.1k" is said in full in the title
        text = exact if SCALE.search(text) and exact.isdecimal() else text
        nothing = (what == "count" and text) or FREE.fullmatch(text.strip("| "))
        return to_number(text, 0 if nothing else None)
    value = found.get(what) or None
    if what in ("href", "src") or what.endswith("-src"):
        value = value or clean(found) or None
        return urljoin(start, value.strip()) if value else None
    return to_number(value) if what == "content" and PLAIN_NUMBER.fullmatch(value or "") else value


def read_words(found, what):
    """A field that is told in words: see read_list."""
    text = clean(found)
    if what == "text":
        return text or None
    if what == "own":
        return own_text(found) or text or None
    if what == "value":
        text = BRACKETED.sub(r"\1", PICTURE.sub("", text) or text)
        return LABEL.sub("", text, count=1) if LABEL.match(text) else text or None
    if what.startswith("after "):
        label = what.removeprefix("after ")
        own = (after_label(e, label) for e in found.children if isinstance(e, str))
        return next(filter(None, own), None) or after_label(lines_of(found), label)
    if what.startswith("part "):
        parts, number = re.split(DIVIDER, text), int(what.removeprefix("part "))
        return parts[number].strip() if number < len(parts) else None
    if what.startswith("beside "):
        parts, number = beside(found), int(what.removeprefix("beside "))
        return parts[number] if number < len(parts) else None
    if what.startswith("phrase "):
        return said_in(text, what.removeprefix("phrase "))
    if what == "date":
        written = DATE.search(text)
        return written.group() if written else None
    if what == "list":
        parts = found.find_all("a") or found.find_all(["li", "span"], recursive=False)
        return ", ".join(map(clean, parts)) or text or None
    return stars(found)


def said_in(text, name):
    """The value of a field that a longer text says: "by Ann | 3 comments"; None without it."""
    hit = PHRASES[name].search(text)
    value = next(filter(None, hit.groups()), None) if hit else None
    return value if value is None or name in ("author", "date", "salary") else to_number(value)


def lines_of(element):
    """The text with its line breaks."""
    ends = ("br", "p", "div", "li", "dd", "tr")
    parts = (
        e if isinstance(e, str) else "\n" if e.name in ends else "" for e in element.descendants
    )
    lines = re.sub("\u3000+|\xa0{2,}", " | ", "".join(parts)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)


def after_label(text, label):
    """What follows "label:" in a text, up to the next label or divider; None without it."""
    hit = re.search(rf"{re.escape(label)}\s*[:：]\s*(.+)", text)
    if not hit:
        return None
    value = re.split(r"\s+[/|·•]\s+|[|｜;；]|\s+[^\s\d]\S{0,11}?[:：]\s*(?!//)", hit.group(1))[0]
    return value.strip() or None


def number_text(element):
    """The text with | between its pieces, so that two numbers side by side are not read as one;
    decimals and units stay with their number, and what is struck out beside others is left out."""
    struck = {id(e) for part in element.find_all(("del", "s", "strike")) for e in part.strings}
    pieces = [(id(e), e.strip()) for e in element.strings if e.strip()]
    kept = [text for key, text in pieces if key not in struck] or [text for _, text in pieces]
    text = "|".join(kept)
    return re.sub(r"\|(?=[.,]\d|[万萬亿kKM])|(?<=\d[.,])\|(?=\d)", "", text)


def stars(element):
    """The number a class such as "star-rating Three" says, None where none does."""
    return next((STARS[n.lower()] for n in element.get("class", []) if n.lower() in STARS), None)


def clean(element):
    """The visible text in one line; the full title where the page shows a shortened one."""
    text = " ".join(element.get_text(" " if element.find(["br", "p", "div", "li"]) else "").split())
    full = element.get("title") or (element.a and element.a.get("title")) or ""
    return full if text.endswith(("...", "…")) and len(full) >= len(text) - 3 else text


def own_text(element):
    """The text that stands in the element itself, and in none of its parts."""
    return " ".join("".join(e for e in element.children if isinstance(e, str)).split()).rstrip(
        " :：-–—|·,，"
    )


def to_number(text, otherwise=None):
    """The first number in a text, of several that with a sign of money: "1,234 points" 1234,
    "12,50 €" 12.5, "1.2万" 12000, "5 pens, $3" and "size 5, 3 EUR" 3."""
    money = MONEY.search(text)
    text = text[money.start() :].lstrip("¥￥$€£ |") if money else text
    match = NUMBER.search(text)
    if not match:
        return otherwise
    digits = re.sub(r"[ \u00a0\u202f'’]", "", match.group()).replace("−", "-").rstrip(".,")
    if re.fullmatch(r"-?\d+,\d{1,2}|-?\d{1,3}(\.\d{3})+,\d+", digits):
        digits = digits.replace(".", "").replace(",", ".")
    digits = digits.replace(",", "")
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    scale = SCALE.match(text, match.end())
    value = float(digits) * (SCALES[scale.group(1) or scale.group(2)] if scale else 1)
    if not scale and "." in digits:
        return Written(digits)
    return int(value) if value.is_integer() else round(value, 6)


class Written(float):
    """A number that is written as it stood: 3.50."""

    def __new__(cls, digits):
        """A number from its digits, which are kept."""
        number = super().__new__(cls, round(float(digits), 6))
        number.digits = digits
        return number

    def __str__(self):
        return self.digits

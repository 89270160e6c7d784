"""Pick what the text asks for: the table, the links, the records, the headings."""

import re
from collections import Counter
from typing import NamedTuple

from kinds import KINDS, WORDS, asked_fields
from partial import labels_of
from parts.records import follow, load_json
from parts.tables import read_table


class Records(NamedTuple):
    """Where the records of a JSON answer are: the array, its fields, how to read one by its id."""

    array: str
    fields: dict
    item_url: str
    missing: list


SAME_FIELD = {
    "title": ("title", "name", "headline", "subject", "标题", "名称"),
    "link": ("url", "link", "href", "html_url", "permalink", "链接"),
    "comments": ("comments", "num_comments", "comments_count", "descendants", "评论数", "评论"),
    "score": ("score", "points", "votes", "ups", "分数"),
    "author": ("author", "by", "user", "username", "作者"),
    "date": ("date", "time", "created_at", "published_at", "published", "timestamp", "日期"),
    "image": ("image", "image_url", "thumbnail", "img", "cover"),
    "views": ("views", "view_count", "阅读量"),
}
STORY_FIELDS = {
    "title": "title",
    "link": "url",
    "score": "score",
    "author": "by",
    "comments": "descendants",
}
OTHER_SITES = re.compile(
    r"外部|站外|外链|(?:其他|别的|其它)(?:网站|站点)"
    r"|\bexternal\b|outbound|\bother (?:web ?)?sites\b|\boff[- ]site\b",
    re.IGNORECASE,
)
ALL_PAGES = re.compile(
    r"所有页|全部页|每一?页|各页|翻页|分页|\b(all|every) (the )?pages?\b|next pages|pagination"
    r"|follow(ing)? (the )?(next|pages)|across pages"
    # that there are several is said so that all are read
    r"|[有是分共]\s*(?:很多|许多|多|好几|几|若干)\s*页|多页|好几页"
    r"|\b(several|multiple|many|more than one|a few|a couple of) (more )?pages\b"
    r"|\bthere(?:'s| is| are) (?:also )?(?:a |an )?(?:second|next|further|another|more) pages?\b"
    r"|\b(spread|spans?|split|go(es)?) (over|across|on for)\b[^.;]{0,20}\bpages\b|\bpaginated\b",
    re.IGNORECASE | re.ASCII,
)
PAGE_TITLE = re.compile(
    r"(网页|页面|网站)的?标题|\b(page|site) title"
    r"|\btitle of\s*((the|this) )?(web ?)?(page|site)?\s*$",
    re.IGNORECASE | re.ASCII,
)
FILE_KINDS = "pdf|docx?|xlsx?|pptx?|csv|zip|gz|jpe?g|png|gif|svg|mp3|mp4|json|xml|txt|md|py"
KIND_OF_LINK = re.compile(
    rf"(?<![a-z])\.?({FILE_KINDS})s?\s*(文件|文档|图片)?的?\s*(下载)?(链接|links?|files?|urls?)",
    re.IGNORECASE,
)
# The table that is not meant: "not the lakes one", "不要价格指数那张".
OTHER_TABLE = re.compile(
    r"\b(?:not|except|other than|instead of|rather than) the [\w ]{1,30}?(?: ones?| tables?)?"
    r"(?=[,.;]|$)"
    r"|(?:不是|不要|不用|而不是|除了)[^，,。；;]{1,14}?(?:那|这)(?:一)?[张个]表?",
    re.IGNORECASE,
)
FILES_OF_ANY_KIND = re.compile(
    r"附件|(?:可以?|能|供)下载|下载(?:链接|地址|文件)|\battachments?\b|\bdownload(?:able|s)?\b",
    re.IGNORECASE | re.ASCII,
)
LEVELS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def wants_all_pages(text):
    """Whether the user wants every page there is."""
    return bool(ALL_PAGES.search(text))


def heading_selector(text):
    """The selector of the headings a text asks for, "" when it asks for none."""
    if PAGE_TITLE.search(text) and not re.search(r"链接|\blinks?\b", text, re.IGNORECASE):
        return "head > title"
    level = re.search(r"([一二三四1-4])级标题|\bh([1-6])\b", text, re.I)
    if level:
        return f"h{LEVELS.get(level.group(1)) or level.group(2)}"
    if re.search(r"\bheadings\b|各级标题|小标题|章节标题", text, re.I):
        return "h1, h2, h3, h4"
    return ""


def choose_table(soup, text):
    """The table whose caption, headers or heading the text speaks of, else the largest one."""
    best, best_score, text = None, 0.0, OTHER_TABLE.sub(" ", text)
    for table, rows in tables_read(soup):
        heading = table.find_previous(["h1", "h2", "h3", "h4", "h5"])
        caption = " ".join(e.get_text(" ", strip=True) for e in (table.caption, heading) if e)
        names = " ".join([*rows[0], *table.get("class", []), table.get("id", "")])
        hits = 6 * overlap(caption, text) + 2 * overlap(names, text)
        score = len(rows) * len(rows[0]) * (1 + hits) * (1.5 if table.find("th") else 1.0)
        if score > best_score:
            best, best_score = table, score
    return best


def tables_read(soup):
    """(table, its rows) of the tables of a page that hold data."""
    found, tables = [], soup.find_all("table")
    told = Counter(labels_of(table) or id(table) for table in tables)
    for table in tables:
        of_item = told[labels_of(table) or id(table)] > 1  # the facts of one thing of several
        rows = [] if table.find("table") or of_item else read_table(table)
        if rows and (len(rows[0]) > 1 or table.find("th")):
            found.append((table, rows))
    return found


def overlap(names, text):
    """How many words of the page's names stand in the text; a Chinese word is two characters."""
    words = {w for w in re.findall(r"[a-z0-9]{3,}", names.lower()) if w not in ("table", "the")}
    for run in re.findall(r"[\u4e00-\u9fff]{2,}", names):
        words |= {run[i : i + 2] for i in range(len(run) - 1)}
    return sum(word in text.lower() for word in words)


def link_filter(text, pattern):
    """(a regular expression links must match, which side: all, internal or external)."""
    side = "all"
    if OTHER_SITES.search(text):
        side = "external"
    elif re.search(r"内部|站内|内链|\binternal\b", text, re.I):
        side = "internal"
    kind = KIND_OF_LINK.search(text)
    if not (kind or pattern) and FILES_OF_ANY_KIND.search(text):
        return rf"\.(?:{FILE_KINDS}|rar|7z|apk|exe|dmg|epub)($|[?#])", side
    ending = re.fullmatch(rf"[*.]*({FILE_KINDS})", pattern, re.IGNORECASE)
    if pattern and not ending:
        return re.escape(pattern.strip("*")), side
    ending = ending or kind
    return (rf"\.{ending.group(1).lower()}($|[?#])" if ending else ""), side


def place_records(page, text):
    """Where the records of a JSON page are and which of their fields the text asks for."""
    data = load_json(page)
    array = largest_array(data)
    found = follow(data, array) if array or isinstance(data, list) else data
    items = found if isinstance(found, list) else [found]
    stories = re.match(r"(.*/v0/)\w+\.json", page.url)
    if stories and items and all(isinstance(item, int) for item in items):
        return Records("", STORY_FIELDS, stories.group(1) + "item/{id}.json", [])
    keys = list(
        dict.fromkeys(k for item in items[:50] if isinstance(item, dict) for k in paths(item))
    )
    fields, missing = choose_keys(keys, text)
    return Records(array, fields, "", missing)


def largest_array(data):
    """The dotted path of the longest array of records, "" for the top or where there is none."""
    best, best_size, queue = "", -1, [("", data, 0)]
    while queue:
        path, value, depth = queue.pop(0)
        if isinstance(value, list):
            size = len(value) * (10 if any(isinstance(v, dict) for v in value) else 1)
            if size > best_size:
                best, best_size = path, size
        elif isinstance(value, dict) and depth < 5:
            queue += [(f"{path}.{key}".strip("."), child, depth + 1) for key, child in value.items()
                      if "." not in key]  # fmt: skip
    return best


def paths(record, prefix="", depth=0):
    """The dotted paths of a record's plain values."""
    for key, value in record.items():
        if isinstance(value, dict) and value and depth < 3:
            yield from paths(value, f"{prefix}{key}.", depth + 1)
        else:
            yield f"{prefix}{key}"


# What asks for records by a field of theirs, and so wants to know which they are.
ONE_OF_THEM = re.compile(
    r"哪|谁|什么|最|前\s*\d|\b(?:which|who|what|whose|most|least|top|bottom|best|worst|\w+est)\b|\d",
    re.IGNORECASE | re.ASCII,
)
BOUND = re.compile(
    r"(?:\b\w+\s*)?(?:[<>≥≤]=?|\b(?:over|above|under|below|more than|less than|fewer than|at least"
    r"|at most|exceeding)\b|大于|小于|超过|低于|高于|少于|多于|至少|不足)\s*[\d.,]+\s*[^\W\d]*",
    re.IGNORECASE,
)


def is_said(key, text):
    """Whether a text names a key, by the last part of its path."""
    name = re.escape(key.split(".")[-1])
    return bool(re.search(rf"(?<![\w.]){name}(?![\w.])", text, re.IGNORECASE))


def names_records(key):
    """Whether a key is what its records are called by."""
    return key.lower() in SAME_FIELD["title"]


def choose_keys(keys, text):
    """(name → path of the fields the text names, fields it names and no record has)."""
    free = BOUND.sub(" ", text)  # "ships over 1000 tons" asks for ships, not for tons alone
    said = {key for key in keys if is_said(key, text)}
    if not any(is_said(key, free) for key in said) and not asked_fields(free):
        return {}, []
    fields = {key: key for key in keys if key in said}
    missing = []
    if ONE_OF_THEM.search(text) and not any(names_records(key) for key in said):
        fields = {**{key: key for key in keys if names_records(key)}, **fields}
    for name in asked_fields(text):
        candidates = [*SAME_FIELD.get(name, (name,)), name]
        hits = [k for c in candidates for k in keys if k.split(".")[-1].lower() == c]
        hits = hits or [k for k in keys if re.search(KINDS[name].words, k, WORDS)]
        if hits and not any(hit in fields.values() for hit in hits):
            fields[name] = hits[0]
        elif not hits:
            missing.append(name)
    return fields, missing

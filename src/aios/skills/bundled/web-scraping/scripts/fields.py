"""Work out which fields of an item were asked for, and where each stands in the items."""

import re
from collections import defaultdict
from typing import NamedTuple

from css import path_below, shorten, step
from detect import names_of


class Kind(NamedTuple):
    """A field: words users say for it, names pages give it, what its text looks like, how to read it."""

    words: str
    names: str
    looks: str
    what: str


NONE = r"(?!)"
DATE = r"\d{4}\s?[-/.年]\s?\d{1,2}|\d+\s*(minute|hour|day|week|month|year)s?\s+ago|\d+\s*(分钟|小时|天|周|个月|年)前"
DATE += r"|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d|\d{1,2}月\d{1,2}日|昨天|今天"
KINDS = {
    "title": Kind(r"标题|題|名称|商品名|产品名|书名|片名|title|headline|\bnames?\b", NONE, NONE, "text"),
    "link": Kind(r"链接|連結|网址|地址|\blinks?\b|\burls?\b|href", NONE, NONE, "href"),
    "price": Kind(r"价格|价钱|售价|單價|单价|价|\bprices?\b|\bcosts?\b", r"price|cost|amount",
                  r"[¥￥$€£]\s?\d|\d\s?(元|€|円|usd|cny|eur)\b", "number"),
    "score": Kind(r"分数|得分|点数|积分|热度|\bpoints?\b|\bscores?\b|upvotes?|\bvotes?\b",
                  r"score|points?|votes?|upvotes?|heat|hot-?value", r"^\d[\d,.k]*\s*(points?|votes?|分|赞)$", "number"),
    "comments": Kind(r"评论|回复|留言|\bcomments?\b|\brepl(y|ies)\b", r"comments?|repl(y|ies)|comment-?count",
                     r"^\d[\d,.k]*\s*(条)?\s*(comments?|repl(y|ies)|评论|回复)$|^(discuss|no comments)$", "count"),
    "author": Kind(r"作者|用户|发布者|发布人|\bauthors?\b|\busers?\b|posted by",
                   r"author|byline|user(name)?|hnuser|poster|creator|dc:creator", r"^(by\s+\S|作者\s*[:：])", "value"),
    "date": Kind(r"日期|时间|\bdates?\b|\btimes?\b|\bpublished\b|\bage\b",
                 r"date|time|published|datepublished|age|posted|pubdate|updated", DATE, "value"),
    "rating": Kind(r"评分|评级|星级|\bratings?\b|\bstars?\b", r"rating|stars?|rate", r"^[\d.]+\s*(/\s*\d+|stars?|星)$", "number"),
    "stock": Kind(r"库存|有货|\bstock\b|availability", r"stock|availability|instock", r"^(in|out of) stock", "value"),
    "views": Kind(r"阅读量?|浏览量?|播放量?|\bviews?\b|\breads?\b", r"views?|reads?|hits|plays?", r"^\d[\d,.万k]*\s*(views?|阅读|浏览|播放)$", "number"),
    "likes": Kind(r"点赞数?|喜欢|\blikes?\b", r"likes?|praise|thumbs?-?up", r"^\d[\d,.万k]*\s*(likes?|点赞)$", "number"),
    "sales": Kind(r"销量|已售|\bsales\b|\bsold\b", r"sales|sold", r"\d\s*(sold|已售|人付款)|^(已售|销量)", "number"),
    "image": Kind(r"图片|缩略图|封面|\bimages?\b|\bpictures?\b|\bthumbnails?\b", r"image|img|thumb(nail)?|cover|photo", NONE, "src"),
    "summary": Kind(r"摘要|简介|描述|概要|\bsummar(y|ies)\b|\bdescriptions?\b|excerpts?", r"summary|description|excerpt|abstract|intro|desc", NONE, "text"),
    "category": Kind(r"分类|类别|栏目|\bcategor(y|ies)\b", r"category|section|channel", NONE, "value"),
    "tags": Kind(r"标签|\btags?\b", r"tags?|keywords", NONE, "text"),
    "source": Kind(r"来源|\bsource\b|\bsites?\b|domain", r"source|sitestr|sitebit|publisher|origin", r"^(来源|source)\s*[:：]", "value"),
    "location": Kind(r"地点|城市|\blocations?\b|\bcit(y|ies)\b", r"location|city|place|address", NONE, "value"),
    "company": Kind(r"公司|\bcompan(y|ies)\b|employer", r"company|employer|organization", NONE, "value"),
    "salary": Kind(r"薪资|工资|薪水|\bsalar(y|ies)\b", r"salary|pay|wage", NONE, "value"),
    "rank": Kind(r"排名|名次|\brank(ing)?s?\b", r"rank", r"^\d+\.$", "number"),
}  # fmt: skip
EVIDENT = ("price", "score", "comments", "author", "date", "rating", "views", "likes", "sales")


def asked_fields(text):
    """The fields a text speaks of, in the order it does; empty when it names none."""
    spoken = {name: re.search(kind.words, text, re.IGNORECASE) for name, kind in KINDS.items()}
    hits = sorted((hit.start(), name) for name, hit in spoken.items() if hit)
    return [name for _, name in hits]


def place_fields(found, text):
    """(field → (selector, what), fields that were asked for and stand nowhere).

    The title comes first and the link second. With no field named in the text, those that are
    evident in the page are taken.
    """
    asked = asked_fields(text)
    fields = {"title": (found.title, "text")}
    link = link_of(found)
    if link is not None:
        fields["link"] = (link, "href")
    named = [name for name in asked if name not in ("title", "link")]
    wanted = named if asked else list(EVIDENT)
    places = gather_places(found.items)
    for name in wanted:
        place = place_field(KINDS[name], places, found, strict=not named)
        if place is not None:
            fields[name] = place
    for word in page_words(text, found.items, fields):
        fields[word] = (f".{word}", "value")
    missing = [name for name in asked if name not in fields]
    return fields, missing


def link_of(found):
    """The selector of the link that belongs to the titles, None when the items have no links."""
    sample = found.items[:40]
    titles = [item.select_one(found.title) if found.title else item for item in sample]
    with_title = [(i, t) for i, t in zip(sample, titles, strict=True) if t is not None]
    if all(title.name == "a" for _, title in with_title):
        return found.title
    if sum(title.find("a", href=True) is not None for _, title in with_title) * 2 > len(with_title):
        return f"{found.title} a[href]".strip()
    around = [title.find_parent("a", href=True) for _, title in with_title]
    inside = [a if a is not None and item in a.parents else None for a, (item, _) in
              zip(around, with_title, strict=True)]  # fmt: skip
    if any(inside):
        steps = next(
            path_below(a, item) for a, (item, _) in zip(inside, with_title, strict=True) if a
        )
        return shorten(steps, sample)
    if all(item.name == "a" for item in sample):
        return ""
    return most_telling_link(sample)


def most_telling_link(items):
    """The first link of the items, where most have one and they lead to different places."""
    links = [item.find("a", href=True) or item.find("link", href=True) for item in items]
    if items[0].find("link") is not None and items[0].name in ("item", "entry"):
        return "link"
    addresses = [link["href"] for link in links if link is not None]
    if len(addresses) * 2 > len(items) and len(set(addresses)) * 2 > len(addresses):
        return "a[href]"
    return None


def gather_places(items):
    """Every place in or right after the items: its selector parts → the element in each item."""
    sample = items[:40]
    members = set(map(id, items))
    places = defaultdict(dict)
    for index, item in enumerate(sample):
        after = item.find_next_sibling()
        roots = [("", item)]
        if after is not None and id(after) not in members:
            roots.append(("+ ", after))
        for scope, root in roots:
            for element in root.find_all(True):
                for steps in step_variants(element, root):
                    places[scope, tuple(steps)].setdefault(index, element)
    return places


def step_variants(element, root):
    """The paths to an element: plain, by place from the start, and as the last of its kind."""
    plain = path_below(element, root)
    yield plain
    same = [
        e
        for e in element.parent.find_all(element.name, recursive=False)
        if step(e) == step(element)
    ]
    if len(same) > 1:
        order = element.parent.find_all(element.name, recursive=False)
        place = next(i for i, e in enumerate(order, 1) if e is element)
        yield [*plain[:-1], f"{plain[-1]}:nth-of-type({place})"]
        if order[-1] is element:
            yield [*plain[:-1], f"{plain[-1]}:last-of-type"]


def place_field(kind, places, found, strict):
    """Where a field stands best: (selector, what), None when nothing in the items looks like it."""
    best, best_score = None, 0.0
    size = min(len(found.items), 40)
    for (scope, steps), hits in places.items():
        coverage = len(hits) / size
        score = coverage * mean([likeness(element, kind) for element in hits.values()])
        if scope:
            score *= 0.9
        if coverage >= (0.5 if strict else 0.2) and score > best_score + 1e-9:
            best, best_score = (scope, steps, hits), score
    if best is None or best_score < (1.0 if strict else 0.4):
        return None
    scope, steps, hits = best
    what = how_to_read(kind, list(hits.values()))
    if scope:
        return f"+ {steps[-1] if len(steps) == 1 else ' > '.join(steps[-2:])}", what
    return shorten(list(steps), found.items[:40]), what


def mean(values):
    return sum(values) / len(values)


def likeness(element, kind):
    """How much an element is like a field: by what it is called, its tag, what its text looks like."""
    text = " ".join(element.get_text(" ").split())
    score = 0.0
    for name in names_of(element):
        if re.fullmatch(rf"({kind.names})", name, re.IGNORECASE):
            score = max(score, 3.0)
        elif re.search(rf"(^|[-_])({kind.names})($|[-_])", name, re.IGNORECASE):
            score = max(score, 2.0)
    if re.fullmatch(rf"({kind.names})", element.name, re.IGNORECASE):
        score = max(score, 3.0)
    if kind.what == "src":
        return score + 2.0 if element.name == "img" else 0.0
    if kind.what in ("number", "count") and not re.search(r"\d", text):
        score *= 0.3
    looks = re.search(kind.looks, text, re.IGNORECASE) is not None
    if looks:
        # The tighter the text around what is looked for, the better.
        score += 2.0 if len(text) < 30 else 0.3
    return score if text or element.get("datetime") or element.get("content") else 0.0


def how_to_read(kind, elements):
    """How the field is read from these elements: its text, a number, or an attribute."""
    if kind.what == "src":
        lazy = [a for a in ("data-src", "data-original") if all(e.get(a) for e in elements)]
        return lazy[0] if lazy else "src"
    if all(element.name == "meta" for element in elements):
        return "content"
    if kind is KINDS["date"] and all(element.get("datetime") for element in elements):
        return "datetime"
    return kind.what


def page_words(text, items, fields):
    """Class names inside the items that the text says word for word, as fields of their own."""
    said = set(re.findall(r"[a-z][a-z_-]{2,}", text.lower()))
    taken = " ".join(selector for selector, _ in fields.values())
    counts = defaultdict(int)
    for item in items[:40]:
        for name in {n for e in item.find_all(class_=True) for n in e["class"]}:
            counts[name] += 1
    known = [n for n in counts if n.lower() in said and n not in taken and n not in fields]
    common = [n for n in known if counts[n] * 2 >= min(len(items), 40)]
    return [n for n in common if not any(re.search(k.words, n, re.I) for k in KINDS.values())]

"""Find the main repeated list of a page by its structure, whatever its site calls things."""

import re
from collections import Counter, defaultdict
from typing import NamedTuple

from css import classes, path_below, select_exactly, shorten, step
from partial import SAMPLE, SHORT, are_parts_of_items, follow_headings
from parts.frames import frames_of

ITEM_HINT = re.compile(
    r"item|post|article|story|entry|news|product|card|result|athing|quote|book|row"
)
TITLE_HINT = re.compile(r"title|headline|name|subject|heading|bookmark", re.IGNORECASE)
ENTRY_TAGS = ("li", "tr", "dt")
BLOCKS = ("div", "section", "ul", "ol", "table", "article", "nav", "footer", "form", "script")
NOISE_TAGS = ("nav", "footer", "aside", "form", "select")
NOISE_NAME = re.compile(
    r"((site|page|main|top|left|right|side|bottom)[-_]?)?"
    r"(nav|navbar|navigation|menu|sidebar|side|footer|breadcrumbs?|pagination|pager|pages|toolbar"
    r"|related|toc|tags?|ads?|advert|banner|share|social|login|comments?-list)([-_]\w+)*",
    re.IGNORECASE,
)
FILLER = re.compile(
    r"(read more|more|continue reading|details?|comments?|reply|share|hide|discuss"
    r"|阅读(全文|更多)|更多|详情|查看(详情|更多)?|全文|评论|分享|回复|收藏)\W*|[\W\d]*|[¥￥$€£]\s*[\d.,]+"
    r"|\S+@\S+\.\w+"
    r"|(?:[^\W\d]{1,8}\s?[:：]\s?)?[¥￥$€£]?\s?\d[\d.,]*\s?[kK千万元]?\s?[-–~—至到]\s?"
    r"[¥￥$€£]?\s?\d[\d.,]*\s?[kK千万元]?\W{0,2}.{0,8}"
    r"|\d[\d,]*\s?[a-z]{2,12}|\d[\d.,]*\s?[kK千万元].{0,6}|(?:薪资|工资)?面议"
    r"|\d[\d,.]*\s*(points?|comments?|hours?|minutes?|days?|条?评论|分|小时|分钟|天).*",
    re.IGNORECASE,
)
WORDS_OF_KIND = {
    "新闻": "news|story|article|athing", "文章": "article|post", "商品": "product|goods|item",
    "产品": "product", "书": "book|product", "帖子": "post|thread|topic", "职位": "job",
    "news": "news|story|article|athing", "article": "article|post", "product": "product|goods",
    "book": "book|product", "quote": "quote", "job": "job", "movie": "movie|film",
    "电影": "movie|film", "名言": "quote",
}  # fmt: skip


class Found(NamedTuple):
    """A list in a page: its items, their selector, and the selector of their titles inside."""

    items: list
    selector: str
    title: str


class Title(NamedTuple):
    """Where the items of a group have their titles, and how much speaks for it."""

    steps: tuple
    elements: dict
    bonus: float
    value: float


def find_list(soup, text, feed=""):
    """The main list of the page, the one the user's text names if it names one; None if none.

    In a feed the entries are known: `feed` is their tag.
    """
    if feed:
        return Found(soup.find_all(feed), feed, "title")
    best, best_score = None, (0.0, 0)
    noise = {}
    for group in candidate_groups(soup):
        title = best_title(group)
        if title is None:
            continue
        score = score_group(group, title, text.lower(), noise)
        rank = (round(score, 3), sum(len(element.get_text()) for element in group))
        if rank > best_score:
            best, best_score = (group, title), rank
    if best is None or best_score[0] < 4:
        return None
    group, steps = widen(best[0], list(best[1].steps))
    group = alike(group)
    return Found(group, select_exactly(group, soup), shorten(steps, group) if steps else "")


def widen(group, steps):
    """The largest siblings that hold one member each, and the steps to the titles from there."""
    widest = group, steps
    while shared := shared_step(group):
        group, steps = [e.parent for e in group], [shared, *steps]
        apart = len(set(map(id, group))) == len(widest[0])
        if not apart or len({e.name for e in group}) > 1 or group[0].name in ("body", "html"):
            break
        if len({id(element.parent) for element in group}) == 1:
            widest = group, steps
    return widest


def shared_step(group):
    """The tag of all members, with their class where it is one; "" where the tags differ."""
    steps = {step(element) for element in group}
    tags = {element.name for element in group}
    return steps.pop() if len(steps) == 1 else tags.pop() if len(tags) == 1 else ""


def alike(group):
    """The members without those that neither are called nor built like most, such as adverts."""
    name, count = Counter(map(step, group)).most_common(1)[0]
    if count == len(group) or count * 5 < len(group) * 3 or "." not in name:
        return group
    members = [element for element in group if step(element) == name]
    built = Counter(tag for e in members for tag in {part.name for part in e.find_all(True)})
    usual = {tag for tag, times in built.items() if times * 2 > count}
    return [e for e in group if step(e) == name
            or len(usual & {part.name for part in e.find_all(True)}) * 2 > len(usual)]  # fmt: skip


def candidate_groups(soup):
    """Groups of at least two elements that look alike, each group once."""
    groups, body = defaultdict(list), soup.body or soup
    frame = {id(part) for e in frames_of(body) for part in [e, *e.find_all(True)]}
    for element in body.find_all(True):
        if id(element) in frame:
            continue
        if element.name in ("script", "style", "option", "br", "svg", "path", "b", "em", "i"):
            continue
        path = "/".join([element.name, *(parent.name for parent in element.parents)])
        groups[path, ""].append(element)
        groups[id(element.parent), element.name].append(element)
        for name in classes(element):
            groups[path, name].append(element)
    unique = {tuple(map(id, group)): group for group in groups.values() if len(group) > 1}
    return unique.values()


def best_title(group):
    """The place inside the items that reads most like their title; None when there is none."""
    places = defaultdict(dict)
    sample = group[:SAMPLE]
    for index, item in enumerate(sample):
        for element in [item, *item.find_all(True)]:
            if carries_text(element):
                places[tuple(path_below(element, item))].setdefault(index, element)
    titles = [weigh_title(steps, found, len(sample)) for steps, found in places.items()]
    titles = [title for title in titles if title.value > 0]
    headed = [title for title in titles if is_headed(title, len(sample))]
    return max(headed or titles, key=lambda title: title.value, default=None)


def is_headed(title, size):
    """Whether a place is a heading, or in one, that nearly all items have, with other words."""
    parts = [part for e in title.elements.values() for part in (e, e.parent) if part]
    headings = sum(bool(re.fullmatch(r"h[1-6]", part.name)) for part in parts)
    texts = {element.get_text(" ", strip=True) for element in title.elements.values()}
    most = 0.8 * size
    return headings >= most and len(title.elements) >= most and len(texts) >= most


def carries_text(element):
    """Whether an element has words of its own, or is a link or heading with words in it."""
    if element.name in ("script", "style", "template"):
        return False
    if any(isinstance(child, str) and re.search(r"\w", child) for child in element.children):
        return True
    # A link around a whole card is no title: its parts are weighed one by one.
    return is_title_tag(element) and len(list(element.stripped_strings)) == 1


def is_title_tag(element):
    """Whether an element is a link or a heading."""
    return element.name in ("a", "summary") or bool(re.fullmatch(r"h[1-6]", element.name))


def weigh_title(steps, found, size):
    """How much speaks for a place being the title of a group of `size` items."""
    elements = list(found.values())
    texts = [" ".join(element.get_text(" ").split()) for element in elements]
    real = [text for text in texts if not FILLER.fullmatch(text) and not same_label(texts)]
    mean = sum(min(width(text), 60) for text in real) / max(len(texts), 1)
    distinct = len(set(real)) / max(len(texts), 1)
    first = elements[0]
    bonus = named_as_title(first)
    if first.name in ("cite", "footer") or first.find_parent(["cite", "footer"]) is not None:
        bonus *= 0.1  # who said it, and not what
    if bonus == 1.0 and first.name in ("b", "strong"):
        bonus = 1.5
    wordy = first.name == "p" and mean > SHORT
    if bonus == 1.0 and (wordy or 2 * sum(map(is_prose, texts)) > len(texts)):
        bonus = 0.3
    if not is_title_tag(first) and len(first.find_all("a")) == 1 and apart_from_link(elements):
        bonus *= 0.3  # a line with the title in a link, and more
    if 2 * sum(begins_bold(element) for element in elements) > len(elements):
        bonus *= 0.2  # a name in bold letters, and more
    if not is_title_tag(first) and len(first.find_all("a")) == 1 and has_labels(texts):
        bonus *= 0.1  # "Title Author: Ann Kind: novel"
    if not is_title_tag(first) and len(first.find_all("a")) > 1:
        bonus *= 0.05  # a line of several links: author, age, comments
    return Title(steps, found, bonus, len(found) / size * distinct * mean * bonus)


def named_as_title(element):
    """How much the tags and names of an element and of what it lies in speak for a title."""
    near = [element, element.parent, element.parent.parent if element.parent else None]
    near = [part for part in near if part is not None]
    bonus = 1.0
    if element.find("a") or any(part.name == "a" for part in near):
        bonus *= 2.5
    if any(re.fullmatch(r"h[1-6]|summary", part.name) for part in near):
        bonus *= 2.5
    if any(TITLE_HINT.search(" ".join(names_of(part))) for part in near[:2]):
        bonus *= 2.5
    return bonus


def begins_bold(element):
    """Whether an element begins with a few words in bold letters and says more after them."""
    bold, text = element.find(["b", "strong"]), element.get_text(" ", strip=True)
    name = bold.get_text(" ", strip=True) if bold else ""
    return bool(name) and text.startswith(name) and len(text) > len(name) + 3


def has_labels(texts):
    """Whether most texts are more than a label's own: "Title Author: Ann"."""
    return 2 * sum(bool(re.search(r"\S\s+\w{1,12}[:：]\s*\w", t)) for t in texts) > len(texts)


def same_label(texts):
    """Whether all texts are a value after one and the same label: "Price: 5", "Price: 8"."""
    labels = {
        re.split(r"[:：]", text)[0] if re.search(r"[:：]\s?\S", text) else "" for text in texts
    }
    return len(texts) > 1 and len(labels) == 1 and 0 < width(labels.pop()) <= SHORT


def is_prose(text):
    """Whether a text is a sentence or more."""
    return len(text) > 20 and text.endswith((".", "。", "！", "？", "…", "!"))


def apart_from_link(elements):
    """Whether most of these have text of their own beside the words of their link: a short one,
    or much more of it than the link has."""
    links = [len(e.a.get_text(" ", strip=True)) for e in elements if e.a]
    whole = [len(e.get_text(" ", strip=True)) for e in elements if e.a]
    pairs = [(size - link, link) for size, link in zip(whole, links, strict=True)]
    return 2 * sum(3 < rest < 30 or rest > 2 * link > 0 for rest, link in pairs) > len(elements)


def names_of(element):
    """What the author of the page calls an element: classes, id, microdata."""
    names = element.get("class") or []
    names = [names] if isinstance(names, str) else list(names)
    extra = [element.get(key, "") for key in ("id", "itemprop", "rel", "data-testid")]
    return [*names, *(" ".join(e) if isinstance(e, list) else e for e in extra if e)]


def width(text):
    """The room a text takes: a Chinese character counts twice."""
    return sum(2 if c >= "\u2e80" else 1 for c in text)


def score_group(group, title, text, noise):
    """How likely a group is the list that was asked for; 0 for what is no list of titles."""
    first = group[0]
    covered = len(title.elements) / min(len(group), SAMPLE)
    linked = sum(has_link(element, group) for element in title.elements.values())
    linked /= len(title.elements)
    bare = not names_of(first) and first.name not in ENTRY_TAGS and not are_records(group, title)
    if linked < 0.3 and title.bonus < 2 and bare:
        return 0.0
    texts = {e.get_text(" ", strip=True) for e in title.elements.values()}
    amount = sum(min(width(t), 60) for t in texts if not FILLER.fullmatch(t))
    amount *= len(group) / min(len(group), SAMPLE)
    bonus = max(title.bonus, 1.0 if are_sayings(group, title) else 0.0)  # prose is no fault there
    score = amount * covered * (0.4 + 0.6 * linked) * min(bonus, 6)
    score *= 0.3 if are_parts_of_items(group) else 1.0
    score *= 0.05 if first.name == "dd" else 1.0  # of terms and definitions the terms are listed
    score *= 0.1 if follow_headings(group) else 1.0
    score *= 1.3 if ITEM_HINT.search(" ".join(names_of(first))) or first.name == "article" else 1.0
    score *= 2.0 if first.name == "figure" else 1.0
    heading = named_heading(first, text)
    heading = heading if heading and heading is named_heading(group[-1], text) else None
    score *= 20.0 if heading else 1.0
    if is_noise(first, noise) and not (heading and is_noise(heading, noise)):
        score *= 0.05
    return score * (1.5 if is_kind_named(first, text) else 1.0)


def are_records(group, title):
    """Whether most members are a short name with a short value of the same build in or after
    them: entries, though neither a link nor a class says so."""
    members, shapes = set(map(id, group)), Counter()
    if are_sayings(group, title):
        return True
    for index, element in enumerate(group[:SAMPLE]):
        name, after = title.elements.get(index), element.find_next_sibling()
        apart = after is not None and id(after) not in members and len(group) > 2
        roots = [element, after] if apart and after.name not in BLOCKS else [element]
        parts = [part for root in roots for part in [root, *root.find_all(True)]
                 if carries_text(part) and part is not name]  # fmt: skip
        short = name is not None and width(name.get_text(strip=True)) <= SHORT
        values = {part.name for part in parts if width(part.get_text(strip=True)) <= SHORT}
        shapes.update(values if short else ())
    return max(shapes.values(), default=0) * 5 > min(len(group), SAMPLE) * 3


def are_sayings(group, title):
    """Whether most members are a text with one short line of its own beside it: who said it."""
    sayings = 0
    for index, element in enumerate(group[:SAMPLE]):
        said = title.elements.get(index)
        lines = [part for part in element.find_all(True) if carries_text(part)]
        beside = [part for part in lines if part is not said and said not in part.parents]
        widths = [width(part.get_text(strip=True)) for part in beside]
        apart = said is not None and said is not element and said.name not in ("a", "b", "strong")
        sayings += apart and len(beside) == 1 and widths[0] <= SHORT
    return len(group) > 2 and sayings * 5 > min(len(group), SAMPLE) * 4


def has_link(element, group):
    """Whether a title is a link, holds one, or lies in one."""
    if element.name == "a" or element.find("a", href=True):
        return True
    return element.find_parent("a", href=True) is not None


def is_noise(element, known):
    """Whether an element lies in navigation, a sidebar, a footer or the like."""
    chain = []
    for part in [element, *element.parents]:
        if id(part) in known or part.name in ("body", "html", "[document]"):
            break
        chain.append(part)
    else:
        part = None
    verdict = bool(part is not None and known.get(id(part)))
    for part in reversed(chain):
        names = [name for name in names_of(part) if not re.match(r"(has|with|no|is)[-_]", name)]
        in_header = part.name == "header" and part.find_parent(["article", "li"]) is None
        own = part.name in NOISE_TAGS or part.get("role") in ("navigation", "complementary")
        own = own or in_header or any(NOISE_NAME.fullmatch(name) for name in names)
        verdict = known[id(part)] = verdict or own
    return verdict


def named_heading(element, text):
    """The heading of an element's own section if the user speaks of it, else None."""
    heading = element.find_previous(["h1", "h2", "h3", "h4"])
    title = heading.get_text(" ", strip=True).lower() if heading else ""
    if len(title) < 2 or title not in text or heads_a_card(heading, element):
        return None
    return heading if any(parent is heading.parent for parent in element.parents) else None


def heads_a_card(heading, element):
    """Whether a heading is what one of several cards is called, and an element one of its lines."""
    card = heading.parent
    if element.name not in ("p", "span", "td", "dd") or card.parent is None:
        return False
    cards = [e for e in card.parent.find_all(card.name, recursive=False) if step(e) == step(card)]
    return len(cards) > 1 and all(e.find(heading.name, recursive=False) for e in cards)


def is_kind_named(element, text):
    """Whether an element is called by the page what the user calls it."""
    names = " ".join(names_of(element)).lower()
    kinds = [pattern for word, pattern in WORDS_OF_KIND.items() if word in text]
    return any(re.search(kind, names) for kind in kinds)

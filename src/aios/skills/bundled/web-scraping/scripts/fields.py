"""Work out which fields of an item were asked for, and where each stands in the items."""

import re
from collections import defaultdict
from statistics import mean

from cells import read_for, repeating_cell
from css import path_below, shorten, step
from detect import carries_text, names_of
from facts import facts_of, is_labelled, is_of_kind
from further import further_fields
from kinds import KINDS, WORDS, Kind, asked_fields
from labels import labelled_fields, phrase_place, time_of_day
from parts.arranging import minutes
from parts.listing import DATE, LABEL, PHRASES, PICTURE, find, own_text, read_words, stars
from wanted import lacks_measure, unread

# Fields that several items have in common.
GROUPS = ("category", "location", "company", "source", "author")
# "articles by Ann Lee", "李青写的文章"
SAID_BY = re.compile(r"\S\s+by\s+[A-Z]").search  # who it is by stands after more
WRITTEN_BY = re.compile(
    r"\bby ((?:[A-Z][\w.'-]*)(?: [A-Z][\w.'-]*){0,3})|([一-鿿]{2,4})(?:写|发布|发表|导演|执导)的"
)


def place_fields(found, text, also=(), stand_in=True):
    """(field → (selector, what), fields that were asked for and stand nowhere).

    The title comes first and the link second. With no field named in the text, those that are
    evident in the page are taken, and those in `also` where a longer text says them; with
    `stand_in` a cell without a name may stand for one that is missing.
    """
    asked = asked_fields(text)
    fields = {"title": (found.title, "text")}
    link = link_of(found)
    if link is not None:
        fields["link"] = (link, "href")
    named = [name for name in asked if name not in ("title", "link")]
    wanted = named if asked else [name for name, kind in KINDS.items() if kind.evident]
    places = gather_places(found.items)
    implied = [name for name in also if name in KINDS and name not in ("title", "link")]
    for name in dict.fromkeys([*implied, *wanted]):
        place = place_field(KINDS[name], places, found, strict=not named and name not in implied)
        free = not asked and name not in implied
        twice = free and any(place and place[0] == other for other, _ in fields.values())
        if place is not None and not twice:
            fields[name] = place
    selector, labels = facts_of(found.items)
    fields |= {name: (selector, f"fact {label}") for name, place in fields.items()
               for label in labels if is_with_label(label, name, place, found)}  # fmt: skip
    for name in (*asked, *also):
        free = name not in fields and name in PHRASES and not is_labelled(name, labels)
        if free and (place := phrase_place(name, places, found)):
            fields[name] = place
    by = WRITTEN_BY.search(text) if "author" in also and "author" not in fields else None
    if by and (place := place_of_value(by[1] or by[2], places)):
        fields["author"] = place
    for word in page_words(text, found.items, fields):
        fields[word] = (f".{word}", "value")
    fields |= labelled_fields(text, places, found, fields)
    fields |= count_beside(found) | time_of_day(text, places, found, fields)
    fields |= further_fields(found, places, fields, text, kind_of_cell, not asked)
    lost = lacking(asked, fields)
    fields, missing = stood_in(found, text, places, fields, lost) if stand_in else (fields, lost)
    if asked and (missing or unread(text, fields) or lacks_measure(text, fields)):
        fields |= further_fields(found, places, fields, text, kind_of_cell, everything=True)
        missing = lacking(missing, fields)
    fields["title"] = how_titled(found, fields)
    return fields, missing


def is_with_label(label, name, place, found):
    """Whether a field in words was found with the label in its text: "Date 2026-03-15"."""
    element = find(found.items[0], place[0]) if name in KINDS and place[1] == "value" else None
    text = element.get_text(" ", strip=True) if element else ""
    return text.startswith(f"{label} ") and is_of_kind(label, name)


def lacking(asked, fields):
    """The fields asked for that stand nowhere, neither as such nor under a label of the page."""
    labels = [name for name in fields if name not in KINDS]
    return [n for n in asked if n not in fields and not is_labelled(n, labels)]


def stood_in(found, text, places, fields, missing):
    """(fields, missing) where a cell without a name that fits stands for a field missing: what
    several items share for a category, the only cell left for what is told in words."""
    for name in [n for n in missing if n in GROUPS]:
        if (place := repeating_cell(found, places, fields, kind_of_cell)) is not None:
            fields[name] = place
            missing.remove(name)
    _, others = title_named(text, missing)
    only = only_rest(places, found, fields) if len(others) == 1 else None
    if only is not None and (read := read_for(KINDS[others[0]], found.items, only[0])):
        fields = {**fields, others[0]: (only[0], read)}
        missing = [name for name in missing if name != others[0]]
    return fields, missing


def title_named(text, missing):
    """(the field missing that a text names the items by, the others): the roles of "roles and
    salaries", the categories of "which categories are there", are their titles."""
    asked = asked_fields(text)
    first = asked[0] if asked and asked[0] in missing and "title" not in asked else ""
    wordy = (
        first and KINDS[first].read in ("text", "value") and KINDS[first].looks == Kind("").looks
    )
    return (first, [n for n in missing if n != first]) if wordy else ("", missing)


def place_of_value(value, places):
    """The place where an item says just this value, None where none does."""
    for (scope, steps), hits in places.items():
        if steps and any(" ".join(e.get_text(" ").split()) == value for e in hits.values()):
            return f"{scope}{' > '.join(steps)}", "text"
    return None


def only_rest(places, found, fields):
    """The place of the one element with words in most items that is no field yet, else None."""
    sample, lone = found.items[:40], {}
    for index, item in enumerate(sample):
        taken = [e for place, _ in fields.values() if (e := find(item, place))]
        free = [e for e in item.find_all(True)
                if carries_text(e) and not any(related(e, other) for other in taken)]  # fmt: skip
        outer = [e for e in free if not any(other in e.parents for other in free)]
        if len(outer) == 1:
            lone[index] = outer[0]
    if len(lone) * 2 <= len(sample):
        return None
    for (scope, steps), hits in places.items():
        if not scope and steps and all(hits.get(index) is e for index, e in lone.items()):
            return shorten(list(steps), sample), "value"
    return None


def related(element, other):
    """Whether two elements are one, or one lies in the other."""
    return element is other or element in other.parents or other in element.parents


def count_beside(found):
    """The field of a count that most items have in brackets right after their title."""
    bare = 0
    for item in found.items[:40]:
        title = item.select_one(found.title) if found.title else None
        name, whole = (" ".join(e.get_text(" ").split()) if e else "" for e in (title, item))
        bare += (
            bool(name) and PHRASES["count"].fullmatch(whole.removeprefix(name).strip()) is not None
        )
    return {"count": ("", "phrase count")} if bare * 2 > min(len(found.items), 40) else {}


def holds_others(found, fields):
    """Whether the titles' elements have words of their own around another field's element."""
    mixed = 0
    for item in found.items[:40]:
        title = find(item, found.title)
        parts = [find(item, place) for name, (place, _) in fields.items()
                 if name not in ("title", "link")]  # fmt: skip
        inside = any(
            part is not None and part is not title and title in part.parents for part in parts
        )
        mixed += title is not None and inside and bool(own_text(title))
    return mixed * 2 > min(len(found.items), 40)


def how_titled(found, fields):
    """How the titles are read: whole, or without the other fields around or behind them."""
    told = {what.split(" ")[0] for _, what in fields.values()}
    if not found.title and {"beside", "phrase"} & told:
        linked = sum(bool(item.a and item.a.get_text(strip=True)) for item in found.items[:40])
        linked = 2 * linked > min(len(found.items), 40)
        if linked or "beside" in told:
            return ("a", "text") if linked else ("", "beside 0")
    return found.title, "own" if holds_others(found, fields) else "text"


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
        roots = [("", item)]
        for scope in ("+ ", "+ + "):
            after = roots[-1][1].find_next_sibling()
            if after is None or id(after) in members:
                break
            roots.append((scope, after))
        for scope, root in roots:
            bare = any(isinstance(e, str) and e.strip() for e in root.children)
            if root.name == "dd" or bare:
                places[scope, ()].setdefault(index, root)
            for element in root.find_all(True):
                for steps in step_variants(element, root):
                    places[scope, tuple(steps)].setdefault(index, element)
    return places


def step_variants(element, root):
    """The paths to an element: plain, by place from the start, and as the last of its kind."""
    plain, own = path_below(element, root), step(element)
    # A step without a class fits those with one too: the first it fits is the one it finds.
    same = [
        e
        for e in element.parent.find_all(element.name, recursive=False)
        if "." not in own or step(e) == own
    ]
    if same[0] is element or step(same[0]) == own:
        yield plain
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
        score *= 0.9 ** scope.count("+")
        # Of an element and one inside it the inner one is the field.
        score -= 1e-4 * mean([min(len(element.get_text()), 60) for element in hits.values()])
        if coverage >= (0.5 if strict else 0.2) and score > best_score + 1e-9:
            best, best_score = (scope, steps, hits), score
    if best is None or best_score < (1.0 if strict else 0.4):
        return None
    scope, steps, hits = best
    what = how_to_read(kind, list(hits.values()))
    if kind.read == "list" and len(steps) > 1 and not scope and have_likes(hits):
        steps = steps[:-1]  # not the first of an item's tags, but what holds them
    if scope:
        return f"{scope}{' > '.join(steps[-2:])}".strip(), what
    return shorten(list(steps), found.items[:40]) if steps else "", what


def have_likes(hits):
    """Whether most elements have others of their kind beside them."""
    several = [len(e.parent.find_all(e.name, recursive=False)) > 1 for e in hits.values()]
    return 2 * sum(several) > len(several)


def kind_of_cell(hits):
    """(what a cell beside the fields is, how it is read): its column's header, the kind most of
    it looks like, "" for neither."""
    elements = list(hits.values())
    if all(map(is_former, elements)):
        return "former_price", "number"
    if header := column_of(elements[0]):
        return header, "value"
    scores = {
        name: mean([likeness(e, kind) for e in elements])
        for name, kind in KINDS.items()
        if name not in ("title", "link", "image", "definition", "answer", "question")
    }
    best = max(scores, key=scores.get)
    return (best, how_to_read(KINDS[best], elements)) if scores[best] >= 1.5 else ("", "value")


def likeness(element, kind):
    """How much an element is like a field: by its names, its tag, and what its text looks like."""
    text = PICTURE.sub("", " ".join(element.get_text(" ").split()))
    if kind is KINDS["date"] and minutes(LABEL.sub("", text, count=1)) is not None:
        return 0.0  # how long it takes is no date
    score = named_so(element, kind)
    if {"hidden", "dislikes", "downvotes"} & set(names_of(element)):
        score *= 0.5  # a number kept for another state of the page
    if kind is KINDS["price"] and is_former(element):
        score -= 3.0
    labelled = len(text) < 80 and re.match(rf"({kind.words})\s*(?:[:：]\s*\S|\d)", text, WORDS)
    if labelled or re.search(kind.words, column_of(element), WORDS):
        score = max(score, 3.0)
    if kind.read == "src":
        return score + 2.0 if element.name == "img" else 0.0
    digits = re.search(r"\d", text) or stars(element) is not None
    if kind.read in ("number", "count") and not digits:
        score *= 0.3
    own = " ".join(e for e in element.children if isinstance(e, str)).strip()
    if own and len(own) < 30 <= len(text) and re.search(kind.looks, own, re.IGNORECASE):
        score += 1.0
    elif re.search(kind.looks, text, re.IGNORECASE):
        # The tighter the text around what is looked for, the better.
        score += 2.0 if len(text) < 30 else 0.5 if kind is KINDS["date"] else 0.3
    says = text or element.get("datetime") or element.get("content")
    return score if says or (kind.read == "number" and stars(element) is not None) else 0.0


def is_former(element):
    """Whether an element is, holds or lies in a price that is struck out."""
    struck = ("del", "s", "strike")
    return bool(
        element.name in struck or element.find(struck) or element.find_parent(struck) is not None
    )


def named_so(element, kind):
    """How much the page's own names for an element speak for a field."""
    score = 3.0 if re.fullmatch(rf"({kind.names})", element.name, re.IGNORECASE) else 0.0
    for name in [*names_of(element), element.get("href", "").rstrip("/").split("/")[-1]]:
        if re.fullmatch(rf"({kind.names})", name, re.IGNORECASE):
            score = max(score, 3.0)
        elif re.search(rf"(^|[-_])({kind.names})($|[-_])", name, re.IGNORECASE):
            score = max(score, 2.0)
    return score


def column_of(element):
    """The header above a table's cell, "" for what is no cell or has none."""
    if element.name != "td":
        return ""
    top = element.find_parent("table").find("tr")
    names, cells = (row.find_all(["th", "td"], recursive=False) for row in (top, element.parent))
    headed = top is not element.parent and len(names) == len(cells)
    if not (headed and (top.parent.name == "thead" or all(name.name == "th" for name in names))):
        return ""
    return names[next(i for i, cell in enumerate(cells) if cell is element)].get_text(strip=True)


def how_to_read(kind, elements):
    """How the field is read from these elements: its text, a number, or an attribute."""
    if kind.read == "src":
        lazy = [a for a in ("data-src", "data-original") if all(e.get(a) for e in elements)]
        return lazy[0] if lazy else "src"
    if all(element.name == "meta" for element in elements):
        return "content"
    texts = [element.get_text(" ") for element in elements]
    if kind.read == "number" and all(stars(element) is not None for element in elements):
        return "stars"
    if kind is KINDS["salary"] and all(map(PHRASES["salary"].search, texts)):
        return "phrase salary"
    if kind is KINDS["author"] and (any(map(DATE.search, texts)) or all(map(SAID_BY, texts))):
        return "phrase author"
    if kind is KINDS["date"] and all(element.get("datetime") for element in elements):
        return "datetime"
    if kind is KINDS["date"] and sum(map(says_more, elements)) * 2 > len(elements):
        return "date"
    return kind.read


def says_more(element):
    """Whether an element says more than a date, its time and its label."""
    text = read_words(element, "value") or ""
    rest = re.sub(r"\d{1,2}:\d{2}(?::\d{2})?", " ", DATE.sub(" ", text, count=1))
    return len(text) >= 30 or (bool(DATE.search(text)) and len(re.findall(r"\w", rest)) > 4)


def page_words(text, items, fields):
    """Class names inside the items that the text says word for word, as fields of their own."""
    said = set(re.findall(r"[a-z][a-z_-]{2,}", text.lower()))
    taken = " ".join(selector for selector, _ in fields.values())
    counts = defaultdict(int)
    for item in items[:40]:
        for name in {n for e in item.find_all(class_=True) for n in e["class"]}:
            counts[name] += 1
    known = [n for n in counts if {n.lower(), f"{n.lower()}s"} & said
             and n not in taken and n not in fields]  # fmt: skip
    common = [n for n in known if counts[n] * 2 >= min(len(items), 40)]
    return [n for n in common if not any(re.search(k.words, n, WORDS) for k in KINDS.values())]

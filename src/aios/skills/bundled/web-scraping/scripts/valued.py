"""Conditions by a value that some items have and a sentence says: "in Berlin", "Ann 的名言"."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

from kinds import KINDS, WORDS

SAID = tomllib.loads((Path(__file__).parent / "valued.toml").read_text("utf-8"))
LONGEST = 40
# Between the values that one cell has.
APART = re.compile(r", |\s+[/|·•｜]\s+|｜|(?<=[一-鿿])\s+(?=[一-鿿\d])")
HOW_MUCH = re.compile(r"\bhow (?!about)[a-z]+", re.IGNORECASE)  # what is asked: how hard it is
# Of a word that names what all items are, in the plural or not, nothing is to be chosen.
GENERIC = re.compile(rf"(?:{SAID['generic']})(?:s|es)?", re.IGNORECASE)


def is_value_said(value, text):
    """Whether a sentence says a value as a word that could choose items."""
    value = str(value).strip()
    wide = not value.isascii() and len(value) > 1
    plain = value.isascii() and len(value) > 1 and re.search("[A-Za-z]", value)
    if not (wide or plain) or len(value) > LONGEST or GENERIC.fullmatch(value) or is_field(value):
        return False
    text = HOW_MUCH.sub(" ", text)
    return re.search(bounded(value), text, WORDS) is not None or is_plural_said(value, text)


def is_plural_said(value, text):
    """Whether a sentence says the plural of one word: the comedies, of a Comedy."""
    if not re.fullmatch(r"[A-Za-z]{3,}", value):
        return False
    ends = value[:-1] + "ies" if value.lower().endswith("y") else f"{value}e?s"
    return re.search(rf"\b(?:{ends}|{value}s)\b", text, WORDS) is not None


def grouped_by(values, text):
    """Whether a sentence speaks of each of what most values end with: "每个区" of 西湖区."""
    suffixes = re.findall(SAID["each"], text)
    return any(sum(v.endswith(s) and v != s for v in values) * 2 > len(values) for s in suffixes)


def is_field(value):
    """Whether a value is a word for a field, which is asked for and chooses nothing."""
    return any(re.fullmatch(rf"(?:{kind.words})", value, WORDS) for kind in KINDS.values())


def bounded(value):
    """A regular expression for a value as a word of its own."""
    return rf"(?<![A-Za-z0-9_]){re.escape(value)}(?![A-Za-z0-9_])"


def conditions_said(text, columns):
    """Conditions (field, sign, value) on values that some of the items have and the text says."""
    wordy = [n for n in columns.names if n not in ("title", "link", *columns.numeric())]
    found = []
    for name in wordy:
        parts = [APART.split(str(v)) if listed(name, columns) else [str(v)]
                 for v in columns.values(name)]  # fmt: skip
        said = {p for part in parts for p in part if is_value_said(p, text)}
        said = {p for p in said if not any(p != o and p in o for o in said)}
        common = [p for p in said if sum(p in part for part in parts) < len(columns.sample)]
        for value in sorted(common)[:1]:
            sign = "has" if listed(name, columns) else "="
            sign = "has not" if is_denied(value, text) else sign
            found.append((name, sign, value))
    return found[:2] or of_state(text, columns, wordy)


def flagged(text, columns):
    """The condition on a column that says yes or no, where a sentence says what it is called:
    "which allow dogs" of "Dogs allowed: Yes"."""
    for name in columns.names:
        values = {str(v).strip() for v in columns.values(name)}
        yes = sorted(v for v in values if re.fullmatch(SAID["yes"], v, WORDS))
        no = sorted(v for v in values if re.fullmatch(SAID["no"], v, WORDS))
        if not values or len(yes) + len(no) < len(values) or not is_label_said(name, text):
            continue
        wanted, other = (no, yes) if re.search(SAID["refused"], text, WORDS) else (yes, no)
        if len(wanted) == 1:
            return [(name, "=", wanted[0])]
        return [(name, "has not", value) for value in other]
    return []


def is_label_said(label, text):
    """Whether a sentence has all words of a label, or two letters of a Chinese one, in any order
    and form."""
    if re.search("[一-鿿]", label):
        pairs = (label[i : i + 2] for i in range(len(label) - 1))
        return any(p in text and not re.fullmatch(SAID["no_label"], p) for p in pairs)
    stems = {stem(word) for word in re.findall(r"[a-z]{3,}", text.lower())}
    words = [stem(word) for word in re.findall(r"[a-z]{3,}", label.lower())]
    return bool(words) and set(words) <= stems


def stem(word):
    """An English word without its ending: allow of allowed."""
    return re.sub(r"(?:ing|ed|s|e|able)$", "", word)


def of_state(text, columns, wordy):
    """The condition on what is told in other words than it is asked for: "下雨" of 小雨."""
    for state in SAID["states"]:
        if not re.search(state["words"], text, WORDS):
            continue
        for name in wordy:
            values = [str(v).lower() for v in columns.values(name)]
            has = (w for w in state["has"] if 0 < sum(w in v for v in values) < len(values))
            if word := next(has, ""):
                return [(name, "has", word)]
    return []


def listed(name, columns):
    """Whether the values of a column are lists: tags, "West / 83 m² / 4 rooms"."""
    values = [str(v) for v in columns.values(name)]
    several = [APART.split(v) for v in values if APART.search(v)]
    if len(several) * 2 > len(values):
        return True
    ones = {v for v in values if not APART.search(v)}
    return bool(several) and all(set(parts) & ones for parts in several)


def is_denied(value, text):
    """Whether a sentence says that a value is not wanted: "except Berlin", "不要北京的"."""
    return bool(re.search(rf"(?:{SAID['denied']})\s*{bounded(value)}", text, WORDS))


def named_author(text, columns):
    """The condition on an author whom the sentence names, though none of the items seen is his."""
    if "author" not in columns.names:
        return []
    hit = re.search(SAID["author"], text, re.ASCII)
    name = next(filter(None, hit.groups()), "") if hit else ""
    return [("author", "has", name)] if name else []


def topic(text, columns):
    """The condition on titles where a sentence names its things by a word that only some titles
    have: "all kettles on …", "… 上的水壶"."""
    if "title" not in columns.names:
        return of_address(text, columns, "words")
    titles = [str(v) for v in columns.values("title")]
    for pattern in SAID["things"]:
        for hit in re.finditer(pattern, text, WORDS):
            word = next(filter(None, hit.groups()))
            for form in singulars(word):
                has = sum(bool(re.search(whole(form), title, WORDS)) for title in titles)
                if not GENERIC.fullmatch(form) and not is_field(form) and 0 < has < len(titles):
                    return [("title", "has not" if is_denied(word, text) else "has", form)]
    return run_of(text, titles)


def run_of(text, titles):
    """The condition on titles where a sentence calls what it wants by words that stand side by
    side in some titles alone: "a bird feeder" of Oak Bird Feeder."""
    words = re.findall(r"[A-Za-z][\w'-]*|[^\s\w]+", text)
    for first, second in pairwise(words):
        for form in singulars(second) if first.isalpha() else ():
            pair = f"{first} {form}"
            plain = GENERIC.fullmatch(first) or GENERIC.fullmatch(form) or is_field(form)
            has = sum(bool(re.search(whole(pair), title, WORDS)) for title in titles)
            if not plain and len(first) > 2 and 0 < has < len(titles):
                return [("title", "has", pair)]
    return []


def of_address(text, columns, said):
    """The condition on addresses where a sentence says what stands in them, a path or, where
    nothing but addresses is known, a word: "/blog/ 下面的文章", "blog 的网址"."""
    bare = not {"title", "alt"} & {*columns.names}  # images have addresses too
    if "link" not in columns.names or (said == "words" and not bare):
        return []
    hits = filter(None, (re.search(pattern, text, WORDS) for pattern in SAID["addressed"][said]))
    words = [next(filter(None, hit.groups())) for hit in hits]
    return [("link", "has", word) for word in words if not GENERIC.fullmatch(word)][:1]


def whole(form):
    """A regular expression for a word in a title."""
    return bounded(form).replace("(?![A-Za-z0-9_])", "(?:e?s)?(?![A-Za-z0-9_])")


def singulars(word):
    """A word as it stands, and without the ending of a plural."""
    if not word.isascii():
        return [word]
    forms = [word, re.sub(r"ies$", "y", word), re.sub(r"es$", "", word), re.sub(r"s$", "", word)]
    return [f for f in dict.fromkeys(forms) if len(f) > 2]


def unmet_names(text, items, page):
    """Names in a sentence that stand in no item and not in the page's title: "in Oslo"."""
    said = [next(filter(None, hit.groups())) for hit in re.finditer(SAID["name"], text, re.ASCII)]
    known = " ".join([page, *(str(v) for item in items for v in item.values())]).lower()
    names = [name for name in dict.fromkeys(said) if not re.fullmatch(SAID["no_name"], name)]
    names = [name for name in names if not (GENERIC.fullmatch(name) or is_field(name))]
    return [name for name in names if not re.search(bounded(name.lower()), known)]


def signed(text, names):
    """The condition on a change where a sentence says which way it went: "上涨的股票"."""
    for entry in SAID["changes"]:
        name = next((n for n in names if re.search(entry["field"], n, WORDS)), "")
        if name and re.search(entry["words"], text, WORDS):
            return [(name, entry["sign"], 0)]
    return []


def nothing_of(text, names):
    """The condition on a count where a sentence says that there is none: "没人回复的帖子"."""
    for entry in SAID["nothing"]:
        name = next((n for n in names if re.search(entry["field"], n, WORDS)), "")
        if name and re.search(entry["words"], text, WORDS):
            return [(name, "=", 0)]
    for name in names:
        words = [word.rstrip("s") for word in name.split() if len(word) > 3] or [name]
        plain = f"(?:{'|'.join(map(re.escape, words))})"
        if len(name) > 1 and re.search(SAID["none_of"].format(words=plain), text, WORDS):
            return [(name, "=", 0)]
    return []


def starred(text, columns):
    """The condition on ratings where a sentence says one in stars: "1-star reviews"."""
    hit = re.search(SAID["starred"], text, WORDS)
    name = next((n for n in ("stars", "rating", "score") if n in columns.numeric()), "")
    if not (hit and name):
        return []
    said = next(filter(None, hit.groups()))
    return [(name, "=", int(said) if said.isdecimal() else SAID["numerals"][said.lower()])]


def names_items(text):
    """Whether a sentence calls what it wants by a word for items: news, 商品."""
    return re.search(rf"(?<![A-Za-z])(?:{SAID['items']})", text, WORDS) is not None

"""Read from a sentence which figures of the items are wanted: sums, averages, counts per group."""

import re

from aios_numerals import value_of
from columns import WISHES
from kinds import KINDS, WORDS
from measures import counts_of_one
from named_rows import row_asked
from valued import grouped_by


def figures_of(text, columns):
    """The figures (what, field, group) that a text asks for."""
    wish, numeric = WISHES["figures"], columns.numeric()
    text = re.sub(r"总价", "价", text) if "total_price" in columns.names else text
    if several := several_of(text, columns):
        return [several]
    if most := most_of(text, columns):
        return [most, ("count", "", most[2])]
    asked = [what for what in ("average", "sum", "median", "min", "max")
             if re.search(wish[what], text, WORDS)]  # fmt: skip
    said = columns.said(text, numeric) or columns.said(text, columns.amounts())
    measured = re.search(wish["measured"], text, WORDS)
    if not said and measured and not re.search(KINDS["price"].words, measured[1], WORDS):
        lasts = measured[1].lower() in ("length", "time", "duration")
        said = columns.measured(measured[1]) or (columns.spans()[:1] if lasts else [])
        asked = asked if said else []  # of what is asked nothing is known: no other figure is told
    said = said or lasting(text, columns)
    said = said or (["price"] if "price" in numeric else numeric[:1] if len(numeric) == 1 else [])
    group = group_of(text, columns)
    if not asked and (whole := next((n for n in said if totals(text, columns, n)), "")):
        return [("sum", whole, group)]
    found = [(what, name, group) for what in asked for name in said[:3]]
    told = row_asked(text, columns) or counts_of_one(text, columns)
    counted = re.search(wish["count"], text, WORDS) and not told
    counted = counted or (group and not found and re.search(wish["per_group"], text, WORDS))
    return [*found, ("count", "", group)] if counted else found


def lasting(text, columns):
    """The column of how long things take, where a text speaks of minutes or hours."""
    return columns.spans()[:1] if re.search(WISHES["figures"]["lasting"], text, WORDS) else []


def several_of(text, columns):
    """The figure for "who started more than one thread", "哪些作者有两本以上的书": the values of a
    column that several items have; None where none is asked for."""
    wish = WISHES["group"]
    hit = re.search(wish["several"], text, WORDS)
    wordy = [n for n in columns.names if n not in ("title", "link", *columns.amounts())]
    named = columns.said(text[: hit.start()], wordy) if hit else []
    named += [n for n in wordy if n.lower() == "author" and re.search(wish["person"], text, WORDS)]
    near = text[max(0, hit.start() - 20) : hit.end() + 15] if hit else ""
    if not hit or not named or columns.said(near, columns.amounts()):
        return None
    said = next(filter(None, hit.groups()), "")
    least = (value_of(said) or 1) + (1 if re.search(wish["beyond"], hit.group(), WORDS) else 0)
    return (f"at least {max(2, int(least))}", "", named[0])


def most_of(text, columns):
    """The figure for "which author has the most quotes", "哪个作者的名言最多": None where the
    most is of a column of numbers."""
    wish, wordy = WISHES["group"], [n for n in columns.names if n not in columns.numeric()]
    names = [n for n in columns.said(text, wordy) if n not in ("title", "link")]
    names += ["author"] if "author" in wordy and "author" not in names else []
    if columns.said(text, columns.numeric()) or columns.of_field("duration"):
        return None
    if any(re.search(m["words"], text, WORDS) and columns.of_field(m["field"])
           for m in WISHES["most"]):  # fmt: skip
        return None  # the most expensive is of a price
    for name in names:
        words = columns.words(name) if name in columns.said(text, wordy) else wish["person"]
        for what in ("most", "fewest"):
            if any(re.search(p.format(words=words), text, WORDS) for p in wish[what]):
                return (what, "", name)
    shared = [n for n in wordy if n not in ("title", "link") and columns.is_shared(n)]
    common = len(shared) == 1 and not names and re.search(wish["common"], text, WORDS)
    return ("most", "", shared[0]) if common else None


def totals(text, columns, name):
    """Whether a sentence asks how many of what a column counts there are in all: "how many views
    do all threads have together", "总共有多少浏览量"."""
    patterns = WISHES["figures"]["in_all"]
    return any(re.search(p.format(words=columns.words(name)), text, WORDS) for p in patterns)


def group_of(text, columns):
    """The column for each value of which the figures are asked, "" for all items together."""
    wish = WISHES["figures"]
    wordy = [n for n in columns.names if n not in ("title", "link", *columns.numeric())]
    if shared := next((n for n in wordy if grouped_by(columns.values(n), text)), ""):
        return shared
    if "author" in columns.names and re.search(wish["of_person"], text, WORDS):
        return "author"
    for name in columns.said(text):
        if re.search(rf"{wish['of_group']}(?:{columns.words(name)})", text, WORDS):
            before = re.search(rf"{WISHES['sort']['by']}(?:{columns.words(name)})", text, WORDS)
            values = columns.values(name)
            outright = re.search(wish["outright"].format(words=columns.words(name)), text, WORDS)
            shared = outright or len(set(map(str, values))) < len(values)
            if not before and name not in ("title", "link") and shared:
                return name
    return ""

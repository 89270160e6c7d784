"""Read from a sentence which items are wanted, in what order, with which columns and figures."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from conditions import bound_of, comparatives, month_bounds, text_conditions, unit_bounds
from kinds import KINDS, WORDS
from measures import as_superlative, counts_of_one, is_measure, measured_by, two_named
from numerals import in_digits
from parts.arranging import amount, day, minutes
from parts.listing import SCALES
from recency import recent_bounds
from valued import grouped_by, nothing_of, signed, starred

WISHES = tomllib.loads((Path(__file__).parent / "wishes.toml").read_text("utf-8"))
MINUTES = r"\bmin(?:ute)?s?\b|分钟"
YEAR = r"(?:release |publication )?years?|年份?|上映年份|出版年份?"


class Arrangement(NamedTuple):
    """What is done to all items; `guessed` says that the direction of the sort was not said."""

    keep: list
    sort: tuple | None
    top: int | None
    columns: list
    figures: list
    guessed: bool = False


class Columns:
    """The columns of some items: their names, how users say them, which hold numbers."""

    def __init__(self, sample):
        self.sample = sample
        self.names = list(dict.fromkeys(name for item in sample for name in item))

    def words(self, name):
        """A regular expression for what a user calls a column."""
        if name in KINDS:
            return f"(?:{KINDS[name].words}|\\b{name}\\b)"
        parts = re.sub(r"[(（][^)）]*[)）]", " ", name).split()  # without its unit
        if len(parts) == 2 and not name.isascii():
            first, last = map(re.escape, parts)
            return rf"(?:{first}.{{0,2}}{last}|{last}的?{first}|{re.escape(name)})"
        if len(parts) == 1 and parts[0] != name:
            return rf"(?:{re.escape(name)}|{self.words(parts[0])})"
        for kind in ("price", "salary", "area", "duration", "rating"):
            if name != kind and re.fullmatch(KINDS[kind].words, name, WORDS):
                return f"(?:{KINDS[kind].words}|{re.escape(name)})"
        plain = re.escape(name.split(".")[-1]).replace("_", "[ _]").replace(r"\ ", "[ _]")
        plain = rf"\b{plain}s?\b" if re.match(r"\w", name, re.ASCII) else plain
        return f"(?:{plain}|{measure})" if (measure := measured_by(name)) else plain

    def values(self, name):
        """What stands in a column, without what is empty."""
        return [item[name] for item in self.sample if item.get(name) not in (None, "")]

    def numeric(self):
        """The columns that hold numbers."""
        return [name for name in self.names if (values := self.values(name)) and
                sum(isinstance(v, int | float) for v in values) * 2 > len(values)]  # fmt: skip

    def of_field(self, field):
        """The column that holds a kind of field: so called, or with numbers under its words."""
        if field in self.names:
            return field
        words = [KINDS[field].words] if field in KINDS else field.split(" before ")
        counted = field in KINDS and KINDS[field].read in ("number", "count") and field != "price"
        fitting = self.numeric() if counted else self.amounts()
        if field == "date":
            years = [n for n in self.amounts() if re.fullmatch(YEAR, n, WORDS)]
            fitting, words = (self.dates(), words) if self.dates() else (years, [YEAR])
        named = (n for w in words for n in fitting if re.search(w, n.replace("_", " "), WORDS))
        units = (n for w in words for n in fitting if is_measure(n, w))
        return next(named, "") or next(units, "")

    def dates(self):
        """The columns that hold dates."""
        return [name for name in self.names if (values := self.values(name)) and
                sum(bool(day(v)) for v in values) * 2 > len(values)]  # fmt: skip

    def is_shared(self, name):
        """Whether the values of a column come again in other items, and are not all one."""
        values = list(map(str, self.values(name)))
        return 1 < len(set(values)) < len(values)

    def spans(self):
        """The columns that say how long something takes."""
        return [name for name in self.names if (values := self.values(name)) and
                sum(minutes(v) is not None for v in values) * 2 > len(values)]  # fmt: skip

    def unit(self, name):
        """What follows the number in all texts of a column, as words: "left" of "3 left"."""
        tails = {re.sub(r"^\W*-?[\d.,]+\s*", "", str(value)) for value in self.values(name)}
        tail = tails.pop() if len(tails) == 1 else ""
        return rf"\b{tail}\w*" if re.fullmatch(r"[a-z]{2,}", tail) else ""

    def amounts(self):
        """The columns of numbers, and of texts that begin with one: "15-25K"."""
        counts = {name: (self.values(name), sum(map(is_amount, self.values(name))))
                  for name in self.names}  # fmt: skip
        return [name for name, (values, amounts) in counts.items() if amounts * 2 > len(values)]

    def measured(self, word):
        """The columns whose unit is one of what a word measures: km of the mileage."""
        units = WISHES["units"].get(word.lower(), "(?!)")
        return [n for n in self.names if re.fullmatch(units, n, WORDS)]

    def said(self, text, among=None):
        """The columns that a text speaks of, in its order; of two for the same words the longer."""
        names = self.names if among is None else among
        hits = [(re.search(self.words(name), text, WORDS), name) for name in names]
        spans = sorted((hit.start(), -len(hit.group()), name) for hit, name in hits if hit)
        return [name for _, _, name in spans]


def in_minutes(text):
    """A sentence with its hours as minutes: "within an hour", "半小时以内"."""
    text = re.sub(WISHES["time"]["half"], "30 minutes", text, flags=WORDS)
    text = re.sub(WISHES["time"]["one"], "60 minutes", text, flags=WORDS)
    hours = WISHES["time"]["hours"]
    return re.sub(hours, lambda hit: f"{60 * float(hit[1]):g} minutes", text, flags=WORDS)


def is_amount(value):
    """Whether a value is a number or begins with one, and is no date."""
    return not day(value) and amount(value) is not None


def arrangement(text, sample, count):
    """The Arrangement that a text asks for of items like those of the sample.

    `count` is how many items the text asks for, None when it does not say.
    """
    columns = Columns(sample)
    figures = figures_of(text, columns)
    if named := two_named(text, columns):
        sort = sort_of(as_superlative(text), columns)[0]
        keep = [(named[0], "one of", named[1])]
        return Arrangement(keep, sort, None, only_of(text, columns), figures)
    sort, single, guessed = sort_of(text, columns)
    top = count if sort else None
    if sort and single and top is None and not figures:
        top = 1
    return Arrangement(kept(text, columns), sort, top, only_of(text, columns), figures, guessed)


def implied_fields(text):
    """Fields that a text needs without naming them: "the cheapest", "under $20"."""
    most = [most["field"] for most in WISHES["most"] if re.search(most["words"], text, WORDS)]
    found = [field for field in most if field in KINDS]
    stock = (re.search(words, text, WORDS) for words in WISHES["stock"].values())
    found += ["stock"] if any(stock) else []
    if re.search(KINDS["total_price"].words, text, WORDS):
        return [name for name in dict.fromkeys(found) if name != "price"]
    money = bound_of(in_digits(text), "", WISHES["money"]["words"])
    money = money or re.search("均价|总价", text)
    spans = unit_bounds(in_minutes(text), MINUTES)
    found += ["date"] if recent_bounds(text) else []
    more = [*(["price"] if money else []), *(["duration"] if spans else [])]
    return list(dict.fromkeys([*found, *more]))


def implied_columns(text):
    """Patterns of columns, no kinds of fields, by which a text chooses: "the lightest"."""
    entries = [most for most in WISHES["most"] if most["field"] not in KINDS]
    return [most["field"].replace(" before ", "|") for most in entries
            if re.search(most["words"], text, WORDS)]  # fmt: skip


def kept(text, columns):
    """The conditions (field, sign, bound) of a text."""
    found, spans = [], columns.spans()
    said, text = text, in_digits(in_minutes(text) if spans else text)
    for name in columns.amounts():
        words = "|".join(filter(None, (columns.words(name), columns.unit(name))))
        found += [(name, sign, in_unit(name, bound, text)) for sign, bound in bound_of(text, words)]
    found = found or comparatives(text, columns.amounts()) or starred(text, columns)
    found = found or signed(text, columns.amounts()) or nothing_of(text, columns.numeric())
    found += money_bounds(text, columns, found)
    if spans and not any(name in spans for name, _, _ in found):
        found += [(spans[0], *bound) for bound in unit_bounds(text, MINUTES)]
    if date := columns.of_field("date"):
        bounds = bound_of(text, "", dates=True) or month_bounds(text, columns.values(date))
        found += [(date, *bound) for bound in bounds]
    elif year := next((n for n in columns.numeric() if re.fullmatch(YEAR, n, WORDS)), ""):
        found += [(year, sign, int(bound[:4])) for sign, bound in bound_of(text, "", dates=True)]
    if "stock" in columns.names:
        found += stock_of(text, columns)
    bounded = {name for name, _, _ in found}
    found += [c for c in text_conditions(said, columns) if c[0] not in bounded]
    return found or row_asked(said, columns)


def in_unit(name, bound, text):
    """A bound in the unit of its column: 300 万元 of 金额（万元） is 300."""
    scale = re.search(r"[(（][^)）]*([万亿])", name)
    size = SCALES[scale[1]] if scale else 1
    said = scale and re.search(rf"\d\s?{scale[1]}", text)
    exact = bound / size if said else float(bound)
    return int(exact) if exact.is_integer() else exact


def money_bounds(text, columns, found):
    """The conditions on prices where no price is named: "under $20"; of a sentence that bounds
    something else too, the clauses that say a currency are looked at."""
    price = columns.of_field("price")
    if not price or any(name == price for name, _, _ in found):
        return []
    money, clauses = WISHES["money"]["words"], [text]
    if found:
        clauses = re.split(WISHES["money"]["clauses"], text, flags=WORDS)
        others = [columns.words(name) for name, _, _ in found]
        clauses = [c for c in clauses if not any(re.search(w, c, WORDS) for w in others)]
    bounds = [bound for clause in clauses for bound in bound_of(clause, "", money)]
    return [(price, *bound) for bound in bounds or bare_bounds(clauses, columns, price)]


def bare_bounds(clauses, columns, price):
    """Bounds without a unit, which are of money where prices alone are amounts: "三千以下的"."""
    if columns.amounts() != [price]:
        others = "|".join(columns.words(n) for n in columns.amounts() if n != price)
        clauses = [c for c in clauses if not re.search(others, c, WORDS)]
    bare = (re.search(WISHES["money"]["bare"], clause, WORDS) for clause in clauses)
    return [bound for hit in bare if hit for bound in unit_bounds(hit.group(), r"\d")]


def row_asked(text, columns):
    """The condition on the one item whose name a question says: "how many points has Albion"."""
    one = re.search(WISHES["figures"]["of_one"], text, WORDS)
    for name in columns.names:
        values = [str(value) for value in columns.values(name)]
        if name == "link" or name in columns.numeric() or len(set(values)) < len(values):
            continue
        for value in sorted(values, key=len, reverse=True):
            whole = rf"(?<![A-Za-z]){re.escape(value)}" + ("(?![A-Za-z])" if one else "(?:的|'s)")
            if len(value) > 1 and re.search(whole, text):
                return [(name, "=", value)]
        if one and (value := named_in_part(text, values)):
            return [(name, "=", value)]
    return []


def named_in_part(text, values):
    """The one of some names whose first part a text says: "timeout" of timeout_s; "" for none."""
    parts = {v: re.split(r"[_.-]", v)[0] for v in values if re.fullmatch(r"[a-z]+(?:[_.-]\w+)+", v)}
    said = [v for v, part in parts.items() if len(part) > 3 and re.search(rf"\b{part}s?\b", text)]
    return said[0] if len(said) == 1 else ""


def stock_of(text, columns):
    """The condition on what is in stock, in the page's own words."""
    if re.search(WISHES["stock"]["asked"], text, WORDS):
        return []
    for way in ("gone", "there"):
        if re.search(WISHES["stock"][way], text, WORDS):
            signs = [str(v) for v in columns.values("stock")]
            value = next((v for v in signs if re.search(WISHES["stock"][way], v, WORDS)), None)
            return [("stock", "=", value)] if value else []
    return []


def sort_of(text, columns):
    """((field, descending) or None, whether one is wanted, whether the direction is a guess)."""
    wish = WISHES["sort"]
    down, up = (re.search(wish[k], text, WORDS) for k in ("descending", "ascending"))
    for name in columns.said(text):
        words = columns.words(name)
        if re.search(rf"{wish['top']}{words}|{words}{wish['zh_top']}", text, WORDS):
            return (name, True), False, False
        way = rf"(?:{wish['descending']}|{wish['ascending']})"
        asked = (
            rf"{wish['by']}{words}|{wish['zh_by']}{words}{wish['zh_done']}"
            rf"|{words}[^，,。;；]{{0,4}}{way}"
        )
        if re.search(asked, text, WORDS):
            guess = any(re.fullmatch(KINDS[k].words, name, WORDS) or k == name
                        for k in wish["most_first"])  # fmt: skip
            return (name, bool(down) if down or up else guess), False, not (down or up)
    return superlative(text, columns)


def superlative(text, columns):
    """As sort_of, for "cheapest", "最贵的", "highest score", "销量最高"."""
    for most in WISHES["most"]:
        field = columns.of_field(most["field"])
        if field and (hit := re.search(most["words"], text, WORDS)):
            return (field, most["descending"]), single_of(most, text, hit), False
    high = r"(?<!at )(?:highest|most|largest|biggest|greatest|best)"
    low = r"(?<!at )(?:lowest|fewest|least|smallest)"
    for name in columns.said(text, columns.amounts()):
        words = columns.words(name)
        for descending, en, zh in ((True, high, "最[高多大]"), (False, low, "最[低少小]")):
            more = rf"哪[^，,。？?]{{0,8}}{words}\s*(?:更|比较)?{zh[1:]}"
            said = rf"{en} (?:\w+ )?{words}|{words}\s*{zh}|{zh}的?\s*{words}|{more}"
            hit = re.search(said, text, WORDS)
            if hit:
                return (name, descending), not is_plural(text, hit.end()), False
    return None, False, False


def single_of(most, text, hit):
    """Whether a superlative of the table asks for one thing alone."""
    return not (most.get("many") or is_plural(text, hit.end()))


def is_plural(text, end):
    """Whether several things follow: "cheapest products", "最贵的商品有哪些"."""
    after = text[end:]
    if re.match(WISHES["sort"]["first"], after, WORDS):
        return True
    plural = re.match(r"\s*(?:\w+ )?[a-z]{3,}s\b", after, WORDS) and not re.match(r"\s*is\b", after)
    return bool(plural) or bool(re.search(r"哪些|几[个本款件]|有什么|有啥", after))


def figures_of(text, columns):
    """The figures (what, field, group) that a text asks for."""
    wish, numeric = WISHES["figures"], columns.numeric()
    text = re.sub(r"总价", "价", text) if "total_price" in columns.names else text
    if most := most_of(text, columns):
        return [most, ("count", "", most[2])]
    asked = [what for what in ("average", "sum", "median", "min", "max")
             if re.search(wish[what], text, WORDS)]  # fmt: skip
    said = columns.said(text, numeric) or columns.said(text, columns.amounts())
    measured = re.search(wish["measured"], text, WORDS)
    if not said and measured and not re.search(KINDS["price"].words, measured[1], WORDS):
        said = columns.measured(measured[1])
        asked = asked if said else []  # of what is asked nothing is known: no other figure is told
    said = said or (["price"] if "price" in numeric else numeric[:1] if len(numeric) == 1 else [])
    group = group_of(text, columns)
    if not asked and (whole := next((n for n in said if totals(text, columns, n)), "")):
        return [("sum", whole, group)]
    found = [(what, name, group) for what in asked for name in said[:3]]
    told = row_asked(text, columns) or counts_of_one(text, columns)
    counted = re.search(wish["count"], text, WORDS) and not told
    counted = counted or (group and not found and re.search(wish["per_group"], text, WORDS))
    return [*found, ("count", "", group)] if counted else found


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


def only_of(text, columns):
    """The columns that alone are wanted, empty for all: "only title and price", not "only rows"."""
    only = WISHES["only"]
    hit = re.search(only["words"], text, WORDS)
    if not hit:
        return []
    near, after = text[hit.end() : hit.end() + 25], text[hit.end() : hit.end() + 40]
    said = [name for name in columns.names if name in columns.said(text)]
    named = any(re.search(columns.words(name), near, WORDS) for name in said)
    return said if named and not re.search(only["bounded"], after, WORDS) else []

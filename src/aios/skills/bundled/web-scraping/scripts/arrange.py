"""Read from a sentence which items are wanted, in what order, with which columns and figures."""

import re
from typing import NamedTuple

from aios_numerals import value_of
from columns import MINUTES, WISHES, YEAR, Columns
from conditions import bound_of, comparatives, month_bounds, text_conditions, unit_bounds
from days_said import between_days, on_day, spelled_out
from figured import figures_of
from kinds import KINDS, WORDS
from measures import as_superlative, two_named
from named_rows import row_asked
from numerals import in_digits
from ordering import order_said
from paired import of_two_columns
from parts.listing import SCALES
from recency import recent_bounds
from valued import nothing_of, signed, starred


class Arrangement(NamedTuple):
    """What is done to all items; `guessed` says that the direction of the sort was not said."""

    keep: list
    sort: tuple | None
    top: int | None
    columns: list
    figures: list
    guessed: bool = False
    aside: tuple = ()  # conditions on what is told, though all is saved
    lead: tuple | None = None  # by which some first are told, though all are wanted: how many


def in_minutes(text):
    """A sentence with its hours as minutes: "within an hour", "半小时以内"."""
    text = re.sub(WISHES["time"]["half"], "30 minutes", text, flags=WORDS)
    text = re.sub(WISHES["time"]["one"], "60 minutes", text, flags=WORDS)
    hours = WISHES["time"]["hours"]
    return re.sub(hours, lambda hit: f"{60 * float(hit[1]):g} minutes", text, flags=WORDS)


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
    keep, aside = kept(text, columns), ()
    besides = re.search(WISHES["besides"], text, WORDS)
    if keep and besides and not kept(text[: besides.end()], columns):
        keep, aside = [], tuple(keep)
    sort, single, guessed = sort_of(text, columns)
    grouped = any(group for _, _, group in figures)
    if not sort and not grouped and (order := order_said(text, columns, [c[0] for c in keep])):
        sort = order
    if sort and (several := re.search(WISHES["several_of"], text, WORDS)):
        said = next(filter(None, several.groups()), "")
        single, count = False, count or (value_of(said) if said else None)
    top = count if sort else None
    counted = ("count", "", "") in figures or (figures and single)
    if sort and ((counted and (single or top)) or (single and top is None and besides)):
        only = only_of(text, columns)
        of_all = sort if counted else None
        return Arrangement(keep, of_all, None, only, figures, False, aside, (*sort, top or 1))
    if sort and single and top is None and not figures:
        top = 1
    return Arrangement(keep, sort, top, only_of(text, columns), figures, guessed, aside)


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
    found += ["area"] if re.search(WISHES["per_area"], text, WORDS) else []
    found += ["date"] if recent_bounds(text) or says_days(text) else []
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
    found = (
        found
        or money_bounds(text, columns, [])
        or signed(text, columns.amounts())
        or nothing_of(text, columns.numeric())
    )
    found += money_bounds(text, columns, found)
    if spans and not any(name in spans for name, _, _ in found):
        found += [(spans[0], *bound) for bound in unit_bounds(text, MINUTES)]
    if date := columns.of_field("date"):
        found += [(date, *bound) for bound in dated(text, columns.values(date))]
    elif year := next((n for n in columns.numeric() if re.fullmatch(YEAR, n, WORDS)), ""):
        found += [(year, sign, int(bound[:4])) for sign, bound in bound_of(text, "", dates=True)]
    if "stock" in columns.names:
        found += stock_of(text, columns)
    bounded = {name for name, _, _ in found}
    found += [c for c in text_conditions(said, columns) if c[0] not in bounded]
    found += attached(said, columns)
    return found or of_two_columns(said, columns) or row_asked(said, columns)


def dated(text, dates):
    """The bounds that a text sets on dates like these."""
    text = spelled_out(text, dates)
    bounds = between_days(text) or bound_of(text, "", dates=True)
    return bounds or on_day(text) or month_bounds(text, dates)


def says_days(text):
    """Whether a text chooses items by a day or a span of days."""
    text = spelled_out(text, ["2026-01-01"])
    bounded = re.search(r"\d{4}-\d{2}-\d{2}", text) and bound_of(text, "", dates=True)
    return bool(between_days(text) or on_day(text) or bounded)


def attached(text, columns):
    """The condition that an item has a link, where those with an attachment are meant and some
    have none."""
    some = 0 < len(columns.values("link")) < len(columns.sample)
    meant = some and re.search(WISHES["attached"], text, WORDS)
    return [("link", "has", "://")] if meant else []


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
        field = columns.of_field(most["field"], text) or columns.stand_in(most["field"], text)
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

"""The columns of some items: their names, how users say them, what they hold."""

import re
import tomllib
from functools import wraps
from pathlib import Path

from kinds import KINDS, WORDS
from measures import is_measure, measured_by
from parts.arranging import amount, day, minutes

WISHES = tomllib.loads((Path(__file__).parent / "wishes.toml").read_text("utf-8"))
MINUTES = r"\bmin(?:ute)?s?\b|分钟"
# Kinds of fields whose words stand for a column that is called by one of them.
CALLED = ("price", "salary", "area", "duration", "rating", "author", "category", "company", "year",
          "comments", "views", "likes", "sales", "reviews", "phone", "email")  # fmt: skip
# Of these pages have one, and people say either.
TWINS = {"score": "rating", "rating": "score"}
VAGUE = ("时间", "信息", "情况", "名称", "name", "date", "time", "number", "type")
YEAR = r"(?:release |publication )?years?|年份?|上映年份|出版年份?"


def once(method):
    """A method of columns whose answers are kept: their items stay as they are."""

    @wraps(method)
    def known(self, *said):
        key = (method.__name__, *said)
        if key not in self.known:
            self.known[key] = method(self, *said)
        return self.known[key]

    return known


class Columns:
    """The columns of some items: their names, how users say them, which hold numbers."""

    def __init__(self, sample):
        self.sample, self.known = sample, {}
        self.names = list(dict.fromkeys(name for item in sample for name in item))

    @once
    def words(self, name):
        """A regular expression for what a user calls a column."""
        if name in KINDS:
            twin = TWINS.get(name, "")
            more = f"|{KINDS[twin].words}" if twin and twin not in self.names else ""
            return f"(?:{KINDS[name].words}|\\b{name}\\b{more})"
        parts = re.sub(r"[(（][^)）]*[)）]", " ", name).split()  # without its unit
        if len(parts) == 2 and not name.isascii():
            first, last = map(re.escape, parts)
            return rf"(?:{first}.{{0,2}}{last}|{last}的?{first}|{re.escape(name)})"
        if len(parts) == 1 and parts[0] != name:
            return rf"(?:{re.escape(name)}|{self.words(parts[0])})"
        for kind in CALLED:
            if name != kind and re.fullmatch(KINDS[kind].words, name, WORDS):
                return f"(?:{KINDS[kind].words}|{re.escape(name)})"
        plain = re.escape(name.split(".")[-1]).replace("_", "[ _]").replace(r"\ ", "[ _]")
        plain = rf"\b{plain}s?\b" if re.match(r"\w", name, re.ASCII) else plain
        loose = [] if name in ("title", "link") else self.part_of(name)
        return "|".join(["(?:" + plain, *loose, *filter(None, [measured_by(name)])]) + ")"

    def part_of(self, name):
        """What a long name may be called in short, where no other column can be meant: 数量 of
        库存数量, copies of "Available copies"."""
        bare = re.sub(r"[(（\[].*", "", name).strip()
        if counted := re.fullmatch(
            r"([一-鿿]{2,4}?)(?:人数|次数|金额|日期|[价数量率额度分])", bare
        ):
            parts = [counted[1], *([bare[-2:]] if len(bare) > 3 else [])]
        elif re.fullmatch(r"[一-鿿]{4,8}", bare):
            parts = [bare[-2:]]
        else:
            words = re.fullmatch(r"(?:[A-Za-z]+ )+([A-Za-z]{4,}?)s?", bare)
            parts = [words[1]] if words and " of " not in bare else []
        others = [other for other in self.names if other != name]
        alone = [p for p in parts if not any(p.lower() in o.lower() for o in others)]
        return [rf"\b{p}s?\b" if p.isascii() else p for p in alone if p not in VAGUE]

    @once
    def values(self, name):
        """What stands in a column, without what is empty."""
        return [item[name] for item in self.sample if item.get(name) not in (None, "")]

    @once
    def numeric(self):
        """The columns that hold numbers."""
        return [name for name in self.names if (values := self.values(name)) and
                sum(isinstance(v, int | float) for v in values) * 2 > len(values)]  # fmt: skip

    def of_field(self, field, text=""):
        """The column that holds a kind of field: so called, or with numbers under its words; of
        several the one that a text names."""
        if field in self.names:
            return field
        if TWINS.get(field) in self.names:
            return TWINS[field]
        words = [KINDS[field].words] if field in KINDS else field.split(" before ")
        counted = field in KINDS and KINDS[field].read in ("number", "count") and field != "price"
        fitting = self.numeric() if counted else self.amounts()
        if field == "date":
            years = [n for n in self.amounts() if re.fullmatch(YEAR, n, WORDS)]
            fitting, words = (self.dates(), words) if self.dates() else (years, [YEAR])
        fitting = [*self.said(text, fitting), *fitting] if text else fitting
        named = (n for w in words for n in fitting if re.search(w, n.replace("_", " "), WORDS))
        units = (n for w in words for n in fitting if is_measure(n, w))
        return next(named, "") or next(units, "")

    def stand_in(self, field, text):
        """The one column of money or numbers that a text names, where a price is meant and none
        is called so: the petrol of petrol prices."""
        if field != "price":
            return ""
        said = self.said(text, self.amounts())
        return said[0] if len(said) == 1 else ""

    @once
    def dates(self):
        """The columns that hold dates."""
        return [name for name in self.names if (values := self.values(name)) and
                sum(bool(day(v)) for v in values) * 2 > len(values)]  # fmt: skip

    @once
    def is_shared(self, name):
        """Whether the values of a column come again in other items, and are not all one."""
        values = list(map(str, self.values(name)))
        return 1 < len(set(values)) < len(values)

    @once
    def spans(self):
        """The columns that say how long something takes."""
        return [name for name in self.names if (values := self.values(name)) and
                sum(minutes(v) is not None for v in values) * 2 > len(values)]  # fmt: skip

    @once
    def unit(self, name):
        """What follows the number in all texts of a column, as words: "left" of "3 left"."""
        tails = {re.sub(r"^\W*-?[\d.,]+\s*", "", str(value)) for value in self.values(name)}
        tail = tails.pop() if len(tails) == 1 else ""
        return rf"\b{tail}\w*" if re.fullmatch(r"[a-z]{2,}", tail) else ""

    @once
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


def is_amount(value):
    """Whether a value is a number or begins with one, and is no date."""
    return not day(value) and amount(value) is not None

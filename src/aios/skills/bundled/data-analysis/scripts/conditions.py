"""Conditions in a question: "units greater than 20", "状态为 500", "包含 foo"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from bare import IS, NUM, BareNumbers, number_of
from beside import TIMES, Beside
from either import Either
from mentions import meanings_of, of_years
from operators import AFTERWARDS, ANY_COMPARISON, COUNTED, LEFT_OUT_AFTER, NOT, POINTS_AT, compared
from presence import Presence
from query import Filter
from searched import TEXT as _TEXT
from searched import Searched
from sentence import (
    AGGREGATE,
    COLUMN,
    JOIN,
    NUMBER,
    VALUE,
    normal,
    number,
)
from table import DATE, TEXT
from table import NUMBER as NUMERIC
from units import in_unit_of
from words import CONCEPTS, FILLER, MEANINGS

_LINK = r"\s*(?:(?:的)?(?:值|数值)?\s*|(?:that |which |who )?(?:is|are|was|were|has|have|with|being|of|at)?\s*)"


_PEOPLE = ("employee", "customer", "student", "athlete")
_ONE_OF = {"=": "in", "!=": "not_in"}


class Conditions(Presence, BareNumbers, Beside, Either, Searched):
    """Takes the conditions out of a sentence; `found` are the filters, `notes` (zh, en) remarks."""

    def __init__(self, sentence, table, default_number):
        self.sentence, self.table, self.default_number = sentence, table, default_number
        self.found, self.notes = [], []

    def take(self):
        """All conditions except those on dates."""
        self.take_written_numbers()
        self._either()
        self._presence()
        self._texts()
        self._between()
        self._comparisons()
        self.sentence.take(
            rf"(?P<c>{COLUMN})\s*(?:{IS})?\s*(?:either )?(?P<ns>{NUMBER}(?:\s*(?:\bor\b|,|、|或者?)\s*{NUMBER})+)(?![%％\w-]|\s*[%％])",
            self._one_of,
        )
        self._equalities()
        self._values()
        self._unknown_values()
        return self.found

    def _things(self, text):
        return [self.sentence.things[ch] for ch in text if ch in self.sentence.things]

    def _column(self, match, *kinds):
        return self.sentence.things[match.group("c")].best(*kinds)

    def _add(self, column, operator, *values):
        self.found.append(Filter(column=column, operator=operator, values=values))
        return " "

    def _between(self):
        one = NUM.replace("(?![-/年:]", "(?![/年:]")  # "30-40" is no date here
        a, b = f"(?P<a>{one})", f"(?P<b>{NUM})"
        column = rf"(?P<c>{COLUMN}){_LINK}"
        ranges = rf"(?:between|from|in the range(?: of)?|介于|在|从)\s*{a}{COUNTED}\s*(?:and|to|到|至|和|与|~|-|–|—)\s*{b}{COUNTED}\s*(?:之间|范围内?|区间|的范围)?"
        plain = rf"{a}{COUNTED}\s*(?:到|至|~|-|–|—)\s*{b}{COUNTED}\s*(?:之间|范围内?|区间)?"
        for pattern in (
            column + ranges,
            column + plain,
            ranges + rf"\s*(?P<c>{COLUMN})",
            plain + rf"\s*(?P<c>{COLUMN})",
        ):
            self.sentence.take(pattern, self._in_range)
        self.sentence.take(ranges, self._in_range)
        self.sentence.take(  # "30到40岁", "aged 30-40"
            rf"(?:\baged?\s+)?{a}{COUNTED}\s*(?:到|至|~|-|–|—|to)\s*{b}(?:{COUNTED})(?<![\d\s.])",
            self._in_range,
        )

    def _in_range(self, match):
        low, high = number_of(match.group("a")), number_of(match.group("b"))
        if not match.groupdict().get("c") and self._are_years(low, high):
            return False  # "from 2024 to 2025" are dates
        column = (
            self._column(match, NUMERIC)
            if match.groupdict().get("c")
            else self._meant(match) or self._nearest(match, low)
        )
        if column is None or column.kind != NUMERIC:
            return False
        low, high = (in_unit_of(column, match[g], n) for g, n in (("a", low), ("b", high)))
        return self._add(column, "between", min(low, high), max(low, high))

    def _are_years(self, *numbers):
        """Whether the numbers are years, in a table that has dates and no column of years."""
        dated = self.table.of_kind(DATE) and not any(map(of_years, self.table.of_kind(NUMERIC)))
        return bool(dated) and all(1900 <= n <= 2100 and n == int(n) for n in numbers)

    def _comparisons(self):
        column = rf"(?P<c>{COLUMN})"
        self.sentence.take(
            r"(?P<e>前|后|\btop|\bbottom)\s*(?P<n>\d{1,2})\s*(?:[%％]|percent\b)(?: of)?的?",
            self._top_share,
        )
        compare = rf"(?:{ANY_COMPARISON})\s*(?P<n>{NUM}){COUNTED}"
        after = rf"(?P<n>{NUM}){COUNTED}\s*{AFTERWARDS}"
        self.sentence.take(
            rf"{column}{_LINK}(?:{ANY_COMPARISON})\s*(?:the |its |their |it |was |是)*(?P<d>{COLUMN})",
            self._beside,
        )
        self.sentence.take(
            rf"{column}(?:成绩|分数)?比(?P<d>{COLUMN})(?:成绩|分数)?(?P<way>[高多低少])[出了]?(?P<over>超过|多于)?\s*(?P<n>{NUM}){COUNTED}(?:及?以上)?的?",
            self._ahead,
        )
        self.sentence.take(
            rf"{column}(?:成绩|分数)?比(?P<d>{COLUMN})(?:成绩|分数)?要?更?(?:(?:[考做卖花用]|表现)[得的])?更?(?P<way>[高大多好贵强早晚低小少差弱])的?",
            self._beside,
        )
        self.sentence.take(
            rf"{column}{_LINK}(?:{ANY_COMPARISON})\s*(?P<k>{TIMES})?\s*(?:the |its |their |全体|总体|of )*(?P<a>{AGGREGATE})\s*(?:值|水平|{COLUMN})?(?:\s*的?\s*(?P<m>{TIMES})(?:以上)?)?",
            self._beyond,
        )
        self.sentence.take(  # "below average in reading"
            rf"(?:{ANY_COMPARISON})\s*(?P<k>{TIMES})?\s*(?:the )?(?P<a>{AGGREGATE})\s*(?:(?:in|for|at|on)\s*)?(?:the )?{column}",
            self._beyond,
        )
        self.sentence.take(
            rf"{column}\s*(?:is |was |were )?(?P<way>after|later than|past|before|earlier than|ahead of)\s*(?:the |its |their )?(?P<d>{COLUMN})",
            self._beside,
        )
        several = rf"(?P<cs>{COLUMN}(?:{JOIN}{COLUMN})+)\s*(?:的?(?:成绩|分数))?(?:全?都|均|全|\bboth|\ball)\s*(?:is |are )?"
        in_several = rf"\s*(?:in|on|for|at) (?:both |all of |each of |all |each )?(?:the )?(?P<cs>{COLUMN}(?:\s*,?\s*(?:and\b|,|&)\s*{COLUMN})+)"
        for condition in (compare, rf"在?{after}"):
            self.sentence.take(several + condition, self._all_compared)
            self.sentence.take(condition + in_several, self._all_compared)
        for pattern in (
            rf"{column}{_LINK}{compare}", rf"{column}{_LINK}在?{after}",
            rf"(?P<n>{NUM})\s*{column}\s*{AFTERWARDS}", rf"{compare}\s*(?:of |in |的)?\s*{column}", rf"{after}\s*(?:of |in |的)?\s*{column}",
            compare, after,
        ):  # fmt: skip
            self.sentence.take(pattern, self._compared)
        self.sentence.take(rf"{column}\s*(?:{IS})\s*(?P<n>{NUM})(?![\w%])", self._adjacent_number)
        self.sentence.take(
            rf"\b(?:with|having|has|have)\s+(?P<n>\d+(?:\.\d+)?)\s+{column}|\b(?P<k>\d+)[\s-]+(?P<d>{COLUMN})(?=\s+[a-z]+s\b)",
            self._has_so_many,
        )

    def _top_share(self, match):
        """ "销售额前10%的订单", "top 10% of orders by amount": beyond a percentile."""
        column, n = self._nearest(match), int(match.group("n"))
        if column is None:
            return False
        low = match.group("e") in ("后", "bottom")
        return self._add(column, f"<= p{n}" if low else f">= p{100 - n}")

    def _all_compared(self, match):
        """ "数学和语文都不低于60分": the same condition on each of several columns."""
        columns = [thing.best(NUMERIC) for thing in self._things(match.group("cs"))]
        if None in columns:
            return False
        for column in columns:
            self._add(column, compared(match.groupdict()), number_of(match.group("n")))
        return " "

    def _compared(self, match):
        groups = match.groupdict()
        operator = compared(groups)
        value = number_of(groups["n"])
        column = self._column(match, NUMERIC) if groups.get("c") else None
        left, meant = "", self._meant(match)
        if meant is not None and column not in (None, meant):
            left, column = (
                groups["c"],
                meant,
            )  # "25岁以下进球最多": the goals are not what is compared
        if column is None or column.kind != NUMERIC:
            left = groups.get("c") or ""  # "各班不低于60分": the class is not what is compared
            column = meant or self._nearest(match, value)
        if column is None:
            return False
        value = in_unit_of(column, groups["n"], value)
        return f"{self._add(column, operator, value)}{left} "

    def _meant(self, match):
        """ "older than 40", "30岁以上": the comparison itself names what is compared."""
        for meaning, words in POINTS_AT:
            if re.search(words, match.group()):
                found = (c for c in self.table.of_kind(NUMERIC) if meaning in meanings_of(c))
                return next(found, None)
        return None

    def _nearest(self, match, value=None):
        """The number column named last before the comparison, else first after, else the main one.

        A value that the named column never reaches, but another does, speaks of the other.
        """
        before = [t for t in self._things(match.string[: match.start()]) if hasattr(t, "best")]
        after = [t for t in self._things(match.string[match.end() :]) if hasattr(t, "best")]
        named = [
            mention.best(NUMERIC)
            for mention in [*reversed(before), *after]
            if mention.best(NUMERIC)
        ]
        if named and (value is None or _reaches(named[0], value, match.group())):
            return named[0]
        main = named[0] if named else self.default_number()
        others = [
            c
            for c in self.table.of_kind(NUMERIC)
            if value is not None and _reaches(c, value, match.group())
        ]
        column = main if not others or main in others else others[0]
        if column:
            text = self.sentence.spoken(match.group()).strip()
            self.notes.append(
                (
                    f"“{text}”按 {column.name} 列理解",
                    f'"{text}" was taken to be about {column.name}',
                )
            )
        return column

    def _has_so_many(self, match):
        """ "items with 0 stock", "3 bedroom homes"."""
        column = self.sentence.things[match["c"] or match["d"]].best(NUMERIC)
        return self._add(column, "=", number_of(match["n"] or match["k"])) if column else False

    def _one_of(self, match):
        """ "satisfaction 4 or 5": one of several numbers."""
        column = self._column(match, NUMERIC)
        values = [number(n) for n in re.findall(NUMBER, match.group("ns"))]
        return self._add(column, "=", *values) if column else False

    def _equalities(self):
        """ "region is North" where North is no value that occurs, and columns of identifiers."""
        column = rf"(?:where |whose |with )?(?P<c>{COLUMN})\s*"
        equal = r"(?:is|equals?|equal to|==?|为|是|等于|属于|named|called)"
        self.sentence.take(
            rf"{column}(?P<o>{NOT}|{equal})\s*(?:the )?(?:{_TEXT})(?![^\s]*[?？])", self._equal
        )

    def _equal(self, match):
        column, text = self._column(match), match.group("text").strip("\"'")
        quoted = match.group("text")[0] in "\"'"
        text = text if quoted else re.split(r"的|，|并|且|有", text)[0]
        if not text or (
            not quoted
            and re.match(
                r"多少|什么|谁|哪|几|not$|the$|what|which|how|most|more|less|higher|lower|very|max|min|there|a$",
                text,
            )
        ):
            return False
        if column.kind == NUMERIC or column.kind == DATE:
            return False
        if self.table.unique(column) and not quoted and column.kind == TEXT:
            return False  # "how many orders were placed": a name of rows, not a property
        operator = "!=" if re.fullmatch(NOT, match.group("o")) else "="
        return (
            self._add(column, operator, self._spelled(text))
            + match.group("text")[len(text) + 2 * quoted :]
        )

    def _spelled(self, text):
        """The text as the user wrote it."""
        place = normal(self.sentence.original).find(text)
        return self.sentence.original[place : place + len(text)] if place >= 0 else text

    def _values(self):
        values = rf"(?P<vs>{VALUE}(?:{JOIN}?{VALUE})*)"
        lead = rf"(?:(?P<c>{COLUMN})\s*)?(?P<not>{NOT})?\s*(?:{IS})?\s*(?:either |one of |the )?"
        self.sentence.take(
            rf"{lead}{values}(?:\s*(?P<d>{COLUMN}))?(?P<out>以外|之外|外|{LEFT_OUT_AFTER})?(?:的(?!.{{0,2}}分))?",
            self._valued,
        )

    def _valued(self, match):
        named = [self.sentence.things[match.group(g)] for g in ("c", "d") if match.group(g)]
        operator = "!=" if match.group("not") or match.group("out") else "="
        if self._is_noun(match, named):
            return " "
        per_column, used = {}, set()
        for value in self._things(match.group("vs")):
            if not value.cells and not named:
                return False
            column, cells = self._cells(value, named)
            per_column.setdefault(column.name, (column, []))[1].append(cells)
            used.add(column.name)
        for column, several in per_column.values():
            cells = [cell for cells in several for cell in cells]
            one_of = len(several) == 1 and len(cells) > 1  # one word for several cells
            self._add(column, _ONE_OF[operator] if one_of else operator, *cells)
        left = [match.group(g) if match.group(g) else "" for g in ("c", "d")]
        by = r"[各每哪按]一?个?$" + r"|\b(?:per|by|each|every)\s$" * (operator == "!=")
        asked = re.search(by, match.string[: match.start()])  # "哪类支出", "per farm without F2"
        kept = [
            mark
            for mark in left
            if mark and (asked or self.sentence.things[mark].best().name not in used)
        ]
        if operator == "!=" and left[1] and self.table.unique(named[-1].best()):
            kept = [mark for mark in kept if mark != left[1]]  # "leave out cancelled orders"
        return " " + " ".join(kept) + " "

    def _is_noun(self, match, named):
        """ "月薪低于5000的员工": what the rows are, though a cell is called so too."""
        values = self._things(match.group("vs"))
        after = match.string[: match.start()].rstrip().endswith("的") and self.found
        people = {word for meaning in _PEOPLE for word in CONCEPTS[meaning]}
        return bool(after and not named and len(values) == 1 and values[0].text in people)

    def _unknown_values(self):
        """ "in the Central region" where no region is Central: no row fits, and that is the answer."""
        column = f"(?P<c>{COLUMN})"
        self.sentence.take(
            rf"\b(?:in|for|from|at)\s+(?:the\s+)?(?P<t>[a-z][a-z-]{{2,}})\s+{column}", self._no_such
        )
        self.sentence.take(
            rf"(?<![\u4e00-\u9fff])(?P<t>[\u4e00-\u9fff]{{2,4}}){column}(?=的)", self._no_such
        )

    def _no_such(self, match):
        column, text = self._column(match), match.group("t")
        edges = text[0] in "和与在对把里中内于从" or text[-1] in "个同的种家位"
        edges = edges or any(letter in text for letter in "按各每")
        ordinary = re.search(FILLER, text) or text in MEANINGS or (not text.isascii() and edges)
        if column.kind != TEXT or ordinary or re.match("其[他它余]|另外|others?$", text):
            return False
        return self._add(column, "=", self._spelled(text))

    def _cells(self, value, named):
        """(column, its cells) that a value stands for: "West" and "west" are the same."""
        column, first = self._cell(value, named)
        cells = {normal(c).strip(): c for owner, c in value.cells if owner.name == column.name}
        return column, [cells[value.text]] if value.text in cells else list(cells.values()) or [
            first
        ]

    def _cell(self, value, named):
        """The column a value belongs to: the one named beside it, else the first that has it."""
        for mention in named:
            for _, column in mention.candidates:
                for owner, cell in value.cells:
                    if owner.name == column.name:
                        return owner, cell
        return value.cells[0] if value.cells else (named[0].best(), self._spelled(value.text))


def _reaches(column, value, said):
    return column.low is None or column.low <= in_unit_of(column, said, value) <= column.high

"""What is left of a question after its conditions: aggregates, numbers, names, extremes."""

# ruff: noqa: E501 - a pattern is read as one line

import difflib
import os
import re

from aios_skill import Failure
from aside import split_aside
from bilingual import translations
from extents import Extents
from linetotals import product_column
from mentions import Mention, is_code, meanings_of
from people import People
from query import NUMERIC_ONLY, Filter, unknown_column
from rates import TRUTHS
from sentence import AGGREGATE, COLUMN, EXTREME, JOIN, UNIT, normal
from spoken import is_subject
from table import DATE, IDENTIFIER, NUMBER, TEXT
from timed import Timed
from units import named_unit
from words import INTENSIVE, MEANINGS, MEASURES, MISSING, NEVER_MEASURED, ROW_NOUNS, ROWS, SUMMARY

_MARKS = r"[\ue000-\uf8ff]"
_CALLED = r"[\"'](?P<{}>[^\"'\ue000-\uf8ff]*[^\"'\s\ue000-\uf8ff][^\"']*)[\"']"  # no mark alone
_OF_COLUMN = r"\s*[这那]?一?(?:列|字段|栏(?!目)|\b(?:columns?|fields?)\b)"
_QUOTED = (
    rf"{_CALLED.format('q')}(?:{_OF_COLUMN}|\s*的?\s*{AGGREGATE})"
    rf"|(?:\b(?:columns?|fields?)|列|字段)\s*(?:called |named )?{_CALLED.format('r')}"
    rf"|{AGGREGATE}\s*(?:of |the |in )*{_CALLED.format('s')}"
)


def measurable(table):
    """The number columns that say how much, not which: no years, statuses or levels."""
    if table.events:
        return []
    numbers = [c for c in table.of_kind(NUMBER) if not meanings_of(c) & NEVER_MEASURED]
    return [c for c in numbers if not (_serial(c) or is_code(c))] or numbers


def _serial(column):
    """Whether the values only number the rows: 1000, 1001, 1002."""
    cells = column.sample
    if not column.integer or len(cells) < 10 or not all(cell.isdigit() for cell in cells):
        return False
    numbers = list(map(int, cells))
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def main_number(table):
    """The number column a question means when it names none: sales before profit before others."""
    numbers = measurable(table)
    for meaning in MEASURES:
        for column in numbers:
            if meaning in meanings_of(column):
                return column
    return numbers[0] if numbers else None


def intensive(column):
    """Whether adding the values up says nothing: prices, ages, scores, percentages."""
    if column.averaged:
        return True
    if column.formula or (column.factors and column.joined == " * "):
        return False
    return (
        bool(meanings_of(column) & INTENSIVE)
        or "%" in (column.unit, named_unit(column.name))
        or is_subject(column)
    )


class Pieces(Extents, People, Timed):
    """The pieces, sorted: `pairs` of (aggregate, mention), `numbers` and `names` that stand alone.

    `nouns` are names with one value per row ("employees" in a table of employees): they say
    what a row is and ask for no grouping. `product` is quantity × price where "sales" means that.
    """

    def __init__(self, question, say):
        self.question, self.parts, self.table, self.say = (
            question,
            question.parts,
            question.table,
            say,
        )
        self.text, self.things = question.sentence.text, question.sentence.things
        self.plain = question.plain
        self.product = None
        self.joined = None  # the column whose values are joined by "and"
        self.part = None  # the Measure of one total as a part of another
        self.dated = question.dated
        self.leftovers = question.leftovers()
        self._named_extents()
        self._extremes_beside_others()
        self.text, self.aside = split_aside(self)
        self.aggregates = [self.things[a] for a in re.findall(AGGREGATE, self.text)]
        self.extremes = [self.things[e] for e in re.findall(EXTREME, self.text)]
        self.pairs, rest = self._paired()
        rest = list(map(self._not_fixed, rest))
        self.numbers = [m for m in rest if self._is_measure(m)]
        self.names = [m for m in rest if not self._is_measure(m)]
        self.nouns = [m for m in self.names if self.each_row(m.best())]
        self._take_truths()
        self._refuse_quoted()
        self._refuse_unknown()
        self._refuse_numbers()
        self.asked_units = [self.group(self.things[mark]) for mark in re.findall(UNIT, self.text)]
        grouped = (t if isinstance(t, str) else self._not_fixed(t) for t in self.parts.groups)
        named = [*map(self.group, grouped), *self.asked_units]
        self.groups = list(dict.fromkeys(named))

    def _take_truths(self):
        """ "how many survived", "how many are in stock": columns of yes and no are conditions."""
        if "count" not in self.aggregates:
            return
        counted = [m for aggregate, m in self.pairs if aggregate == "count"]
        for mention in [*self.numbers, *self.names, *counted]:
            column = mention.best()
            cells = {cell.lower() for cell in column.sample}
            yes = next(
                (
                    y
                    for y, both in TRUTHS.items()
                    if both <= cells | {y} and y in cells and len(cells) < 5
                ),
                None,
            )
            held = [*self.parts.filters, *([self.parts.rate] if self.parts.rate else [])]
            if yes is None or any(f.column is column for f in held):
                continue
            value = int(yes) if column.kind == NUMBER else yes
            self.parts.filters.append(Filter(column=column, operator="=", values=(value,)))
            self.numbers = [m for m in self.numbers if m is not mention]
            self.names = [m for m in self.names if m is not mention]
            if mention in counted:
                self.pairs = [(a, m) for a, m in self.pairs if m is not mention]
                self.unpaired.append("count")

    def _not_fixed(self, mention):
        """ "哪类支出最多": of two columns called so, not the one that a condition holds still."""
        fixed = {f.column.name for f in self.parts.filters if f.operator == "="}
        alike = [c for c in mention.candidates if c[0] == mention.weight]
        free = [c for c in alike if c[1].name not in fixed]
        others = [c for c in mention.candidates if c not in alike]
        return Mention(mention.text, (*free, *others)) if free else mention

    def unique(self, column):
        """Whether every row has its own value of the column."""
        return self.table.unique(column)

    def each_row(self, column):
        """Whether a value of the column stands for a row."""
        return self.unique(column) or self._nearly_unique(column)

    def _nearly_unique(self, column):
        """Whether it tells the rows apart but for a few that are there twice."""
        table = self.table
        named = column.kind == IDENTIFIER or re.search(
            r"\bid$|_id$|编号$|号码?$", normal(column.name)
        )
        return bool(named) and table.distinct.get(column.name, 0) > 0.9 * (table.rows or 1)

    def speaks_of_rows(self):
        """Whether the rest of the sentence names the rows themselves: "orders", "记录"."""
        words = re.sub(_MARKS, " ", self.text)
        named = any(self._names_the_file(word) for word in self.leftovers)
        return bool(
            self.nouns
            or named
            or re.search(ROW_NOUNS, words)
            or re.search(r"\bwho\b|谁", self.plain)
        )

    def strange(self):
        """Words that mean nothing here."""
        return [
            word
            for word in self.leftovers
            if not re.fullmatch(f"(?:{ROW_NOUNS})?(?:{MISSING})?|{SUMMARY}|{ROWS}", word)
            and not self._names_the_file(word)
        ]

    def _names_the_file(self, word):
        """ "books" for books.json: what the rows are."""
        stem = normal(os.path.splitext(os.path.basename(self.table.path))[0])
        parts = [part for part in re.split(r"[\W_\d]+", stem) if part]
        parts += [said for part in parts for said in translations(part)]
        begins = not word.isascii() and any(part.startswith(word) for part in parts)
        return len(word) > 1 and (
            begins or word.rstrip("s") in {part.rstrip("s") for part in parts}
        )

    def touches_table(self):
        """Whether anything in the sentence belongs to this table."""
        return bool(
            self.pairs
            or self.numbers
            or self.names
            or self.parts.groups
            or self._spoken_filters()
            or any(meaning and self._measured(meaning) for _, meaning in self.extremes)
            or self.product
            or self.parts.rate
            or (self.parts.filters and any(map(self._counted_noun, self.leftovers)))
        )

    def _after_a_number(self, word):
        """Whether it follows the name of a number that is measured, and only says more of it."""
        beside = re.search(rf"({COLUMN})\s*的?{re.escape(word)}", self.text)
        return bool(beside and self.things[beside[1]].best().kind == NUMBER)

    def _before_the_only_one(self, word):
        """ "average trip duration" where one column alone is a duration: which one is told."""
        gap = " " if word.isascii() else ""  # "平均种植面积" where the only area is 面积
        beside = re.search(
            rf"(?:{AGGREGATE}|的|^|[,，])\s*(?:of |the |的)*{re.escape(word)}{gap}({COLUMN})",
            self.text,
        )
        column = self.things[beside[1]].best(NUMBER) if beside else None
        by_name = column and normal(column.name).startswith(self.things[beside[1]].text.strip())
        if column is None or not (meanings_of(column) or gap == "" or by_name):
            return False
        numbers = [c for c in self.table.of_kind(NUMBER) if c is not column]
        if any(meanings_of(column) & meanings_of(c) for c in numbers):
            return False
        said = f"{word} {self.things[beside[1]].text.strip()}"
        self.parts.notes.append(
            (f"“{said}”按 {column.name} 列理解", f'"{said}" was taken to be {column.name}')
        )
        return True

    def _belongs_to_a_name(self, word):
        """ "by origin airport": said right after the name of what is grouped by."""
        groups = [g for g in self.parts.groups if not isinstance(g, str) and g.best().kind == TEXT]
        return word.isascii() and any(f"{group.text} {word}" in self.plain for group in groups)

    def _measured(self, meaning):
        """Whether a column has the meaning that an extreme points at: "heaviest parcel"."""
        return any(meaning in meanings_of(column) for column in self.table.of_kind(NUMBER, DATE))

    def _spoken_filters(self):
        return [f for f in self.parts.filters if f.column.kind != DATE]

    def _is_measure(self, mention):
        column = mention.candidates[0][1]
        if column.kind != NUMBER:
            return False
        if column.factors:
            return True
        return not meanings_of(column) & NEVER_MEASURED or bool(
            self.aggregates and len(column.sample) > 12
        )

    def _paired(self):
        """Aggregates with the columns they stand beside: "average price", "价格的最大值和最小值"."""
        text, pairs = self.text, []
        link = r"\s*(?:of (?:the |all )?|the |all |in |value of |的|值|for )?\s*"
        some = rf"({AGGREGATE}(?:(?:{JOIN}(?:the )?|\s*){AGGREGATE})*)"
        columns = rf"({COLUMN}(?:{JOIN}{COLUMN})*)"

        def use(aggregates, named):
            mentions = [self.things[c] for c in re.findall(COLUMN, named)]
            names = [self.things[a] for a in re.findall(AGGREGATE, aggregates)]
            kept = " "
            if "count" in names and re.search(JOIN, aggregates):  # "人数和平均票价": of two things
                kept = "".join(a for a in aggregates if self.things.get(a) == "count")
                names = [name for name in names if name != "count"]
            elif "count" in names:
                measured = all(m.best().kind == NUMBER for m in mentions)  # "平均几天处理完"
                names = ["mean"] if "mean" in names and measured else ["count"]
            worded = not any(m.best(NUMBER) for m in mentions)
            aside = self.extremes or all(self.unique(m.best()) for m in mentions)
            often = names == ["count"] and "times" in self.parts.flags and self.extremes
            if worded and ((aside and set(names) <= NUMERIC_ONLY) or often):
                return (
                    aggregates + named
                )  # "hottest city on average", "average order": of something else
            pairs.extend((name, mention) for mention in mentions for name in names)
            return kept

        first = rf"({COLUMN})(?:的|'s|\s)*({AGGREGATE})(?={JOIN}{AGGREGATE}\s*的?\s*{COLUMN})"
        text = re.sub(first, lambda m: use(m.group(2), m.group(1)), text)
        after = rf"{columns}(?:的|'s|\s|:|\bin\s*:)*{some}"
        if not re.search(rf"{AGGREGATE}{link}{COLUMN}", text):
            text = re.sub(after, lambda m: use(m.group(2), m.group(1)), text)
        text = re.sub(some + link + columns, lambda m: use(m.group(1), m.group(2)), text)
        text = re.sub(after, lambda m: use(m.group(2), m.group(1)), text)
        self.unpaired = [self.things[a] for a in re.findall(AGGREGATE, text)]
        return pairs, [self.things[c] for c in re.findall(COLUMN, text)]

    def _refuse_quoted(self):
        """ "the average of “fuel”", 「油耗」这一列: what is quoted in a column's place must be one."""
        for match in re.finditer(_QUOTED, self.text):
            measured = re.search(AGGREGATE, match.group())
            if measured and self.things[measured.group()] in ("count", "distinct"):
                continue  # '"error" lines' may be counted
            name = self.question.sentence.spoken(match["q"] or match["r"] or match["s"]).strip()
            if re.search(r"\w", name):
                raise unknown_column(name, self.table, self.say)

    def _refuse_unknown(self):
        """Never answer another question than the one asked: a word in a column's place must be one."""
        slot = rf"(?:{AGGREGATE}|\b(?:by|per|each|every|for each|column)\b|按照?|每个|各个?|{EXTREME})\s*(?:of |the |of the |的)*\s*"
        for word in self.leftovers:
            if self._names_the_file(word) or self._counted_noun(word) or self._verb_of(word):
                continue
            noun = re.fullmatch(ROW_NOUNS, word) or self.noun_of_rows(word)
            noun = noun or self._belongs_to_a_name(word)
            known = (word in MEANINGS or word.rstrip("s") in MEANINGS) and not noun
            placed = re.search(slot + re.escape(word), self.text) or re.search(
                re.escape(word) + rf"(?:的|\s|column)*(?:{AGGREGATE}|{EXTREME}|column\b|列)",
                self.text,
            )
            placed = placed or re.match(r"[各每按]", word)
            grouped = re.search(
                rf"\bby (?:the )?{re.escape(word)}\b|按照?{re.escape(word)}", self.text
            )
            grouped = grouped and not re.search(ROW_NOUNS, word)
            if noun or not (
                known or placed or self._nearly_a_column(word) or self._in_measures_place(word)
            ):
                continue
            if known and not grouped and self._after_a_number(word):
                continue  # "实际支出" where the column is 实际
            if not grouped and self._before_the_only_one(word):
                continue
            if grouped or not (known and self._stands_for(word)):
                raise unknown_column(word, self.table, self.say)

    def _verb_of(self, word):
        """ "How much did Anna claim" where a condition, or a group, is of claimed_by."""
        held = [f.column for f in self.parts.filters]
        held += [g.best() for g in self.parts.groups if not isinstance(g, str)]
        stem = re.sub(r"(?:ed|e|s|es)$", "", word)
        return len(stem) > 3 and any(normal(c.name).startswith(f"{stem}e") for c in held)

    def _refuse_numbers(self):
        """A number that no part has used, or a name in no cell, would have changed the answer."""
        left = re.search(r"(?<![a-z0-9_.\ue000-\uf8ff])\d+(?:[.,]\d+)*(?![a-z0-9_.])", self.text)
        if not left and not self.parts.lost:
            return
        word = self.parts.lost[0] if self.parts.lost else left.group()
        names = ", ".join(column.name for column in self.table.columns[:20])
        raise Failure(
            "question_not_understood",
            self.say(
                f"没看懂“{word}”在这个表里指什么。",
                f'What "{word}" means for this table was not understood.',
            ),
            self.say(
                f"它不是列名，也没有单元格含有它。请用列名和比较说明，例如“年龄在 30 到 40 之间”。列有：{names}。",
                f'It is no column and in no cell. Say it with a column and a comparison, such as "age between 30 and 40". The columns: {names}.',
            ),
            {"word": word},
        )

    def _counted_noun(self, word):
        """ "how many books": an unknown plural after a count is what the rows are."""
        counted = any(
            self.things[mark] == "count"
            for mark in re.findall(rf"({AGGREGATE})\s*(?:the |of )*{re.escape(word)}", self.text)
        )
        most = re.search(rf"\b(?:most|fewest)\s+{re.escape(word)}\b", self.plain)
        most = most and not translations(word.rstrip("s"))  # a thing that has a column elsewhere
        plural = word.isascii() and word.endswith("s") and word not in MEANINGS
        return bool((counted or most) and plural)

    def noun_of_rows(self, word):
        """ "most expensive house", "评分最高的5部电影": what is ranked by its own number is a row."""
        told = bool(self.numbers) or any(meaning for _, meaning in self.extremes)
        after = rf"{EXTREME}\s*(?:rated|priced|scored|valued|的|single|ones?)*\s*[部本首场篇间套辆座件支张款只家]?{re.escape(word)}"
        return told and word not in MEANINGS and bool(re.search(after, self.text))

    def _nearly_a_column(self, word):
        names = [normal(column.name) for column in self.table.columns]
        return len(word) > 3 and bool(difflib.get_close_matches(word, names, n=1, cutoff=0.8))

    def _in_measures_place(self, word):
        """ "height by region": a single thing of each group; "hires per year" counts rows."""
        alone = not (self.numbers or self.pairs or self.names or self.aggregates)
        counts = word.isascii() and word.endswith("s")
        return alone and bool(self.parts.groups) and not counts and not self.parts.charts

    def _stands_for(self, word):
        """Whether a product of two columns, or the rows themselves, are what the word means."""
        meanings = set(MEANINGS.get(word, ())) | set(MEANINGS.get(word.rstrip("s"), ()))
        if meanings & {"sales", "cost"} and product_column(self.table):
            self.product = product_column(self.table)
            self.leftovers = [left for left in self.leftovers if left != word]
            return True
        log = any("url" in meanings_of(c) for c in self.table.columns)
        if "views" in meanings and log:
            return True  # a row of a log is a visit
        rows = bool(meanings & {"order", "employee", "customer", "student", "product", "store"})
        return rows and bool(
            self.aggregates or self.extremes or self.parts.limit or self.parts.filters
        )

"""Read a question: its words are marked, then its parts are taken out one by one."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re
from itertools import chain

from adding import take_added
from aside import take_marked
from asked_units import take_unit
from brackets import mark_bracketed
from captions import without_bins, without_title
from clock import take_hours
from conditions import Conditions
from contrasts import take_contrast
from crossed import crossed_cells, crossed_columns
from dated import Dated
from dayparts import mark_dayparts
from denials import mark_denied
from derived import mark_derived
from english import plainly, takings
from formulas import mark_formulas
from frames import without_frame
from gaps import without_gap
from glosses import spelled_out
from having import take_having
from inorder import take_in_order, take_rank_within
from lightwords import without_light
from limits import SORT, take_limit, take_order
from mandarin import plain_chinese
from mentions import TIMELY, TRANSLATED, Value, column_words, heard, mention_pattern, value_words
from never import take_never
from once import take_once
from ourselves import without_ourselves
from paces import mark_scaled
from parts import Parts
from paths import without_path, without_tables
from periodic import take_change, take_moving, take_per_unit
from periods import mark_decades, mark_loose_periods, mark_seasons, mark_sure_periods, take_recent
from pivoting import take_pivot
from places import take_pareto, take_place, take_rows_at
from rates import (  # fmt: skip
    happenings,
    take_bare_rate,
    take_errors,
    take_events,
    take_rate,
    take_spoken_rate,
    take_truths,
)
from replies import take_replies
from rounding import without_rounding
from saidcells import said_values
from saving import told_names, wished
from scaled import take_scaled
from seasons import mark_season_groups
from sentence import (  # fmt: skip
    AGGREGATE,
    COLUMN,
    EXTREME,
    JOIN,
    UNIT,
    VALUE,
    Sentence,
    normal,
    quantile_name,
    trimmed,
)
from shortfalls import take_shortfall
from shownbeside import take_each_of, take_shown
from spoken import (  # fmt: skip
    close_words,
    mark_abbreviated,
    mark_class,
    mark_counts,
    mark_several,
    mark_signs,
    plain_words,
    reorder,
)
from states import mark_states
from table import DATE, NUMBER, TEXT
from timeunits import UNITS, WEEKDAY, TimeUnits
from weather import mark_weather
from weighted import take_weighted
from words import (  # fmt: skip
    AGGREGATES,
    ASCENDING,
    CHARTS,
    DESCENDING,
    EXTREMES,
    FILLER,
    FLAGS,
    SORTED,
)
from worths import mark_value

# What is taken out before columns and values are looked for.
_AT_FIRST = (
    take_added,
    take_scaled,
    take_in_order,
    take_once,
    take_place,
    take_pareto,
    take_marked,
    take_rows_at,
)
_KEYED = f"(?:{COLUMN}|{UNIT})"


class Question(Dated, TimeUnits):
    """A question on its way to a query: `sentence` is what is still to be understood."""

    def __init__(self, text, table, main_number):
        self.table, self.main_number = table, main_number
        self.parts = Parts()
        self.sentence = Sentence(self._without_files(text))
        self.sentence.original = text
        self.plain, self.dated = self.sentence.text, False  # `dated`: the dates' column is named

    def _without_files(self, text):
        """The text without the table's path, other paths and the names of files to write."""
        text, picture, export = told_names(text, self.table.path)
        text, self.parts.gap = without_gap(text)
        text, self.parts.digits = without_rounding(text)
        text = without_frame(text, self.table.path, os.path.basename(self.table.path))
        text, self.parts.title = without_title(text.replace(self.table.path, " "))
        text, self.parts.bins = without_bins(text)
        text = without_path(normal(text), normal(self.table.path))
        text = plain_chinese(without_ourselves(text, self.table), self.table)
        text = plain_words(spelled_out(plainly(text, self.table), self.table), self.table)
        text, *named = wished(takings(text, self.table))
        self.parts.picture, self.parts.export = picture or named[0], named[1] or export
        return re.sub(r"[\s.。!！;；]+$", "", without_tables(text))

    def read(self, cells):
        """Take every part out; `cells` are (column, value) pairs whose value the text holds."""
        self._mark_literals()
        self._mark_crossed()
        for take in _AT_FIRST:
            take(self.sentence, self.parts)
        self.parts.rate = take_spoken_rate(self.sentence, self.table)
        self.parts.groups, skies = mark_weather(self.sentence, self.table)
        mark_decades(self.sentence)
        mark_derived(self.sentence, self.table)  # "90年代" is no age
        take_change(self.sentence, self.table)
        for mark in (mark_season_groups, mark_dayparts):
            mark(self.sentence, self.table)
        recent = take_recent(self.sentence, self.table)
        hours = take_hours(self.sentence, self.table)
        if not any("season" in c.name.lower() or "季" in c.name for c in self.table.columns):
            mark_seasons(self.sentence)
        mark_sure_periods(self.sentence, next((c.year for c in self.table.of_kind(DATE)), 0))
        mark_several(self.sentence, self.table)
        for mark in (mark_value, mark_denied, mark_states):
            mark(self.sentence, self.table)
        classes = mark_class(self.sentence, self.table)
        self.parts.said = self.plain
        self.sentence.take(WEEKDAY, self._weekday)
        weekly = self._days_of_week()
        self.parts.moving = take_moving(self.sentence)
        self.parts.over = take_per_unit(self.sentence, self.table)
        self.parts.unit = take_unit(self.sentence, self.table)
        mark_abbreviated(self.sentence, self.table)
        known = column_words(self.table)
        cells = said_values(self.table) | value_words(cells, self.sentence.original)
        self._mark_words(crossed_cells(self.table, self.plain, {**known, **cells}) | cells)
        self._drop_heads()
        mark_signs(self.sentence)
        take_weighted(self.sentence, self.parts)
        mark_scaled(self.sentence)
        mark_formulas(self.sentence, self.table)
        take_shortfall(self.sentence, self.parts)
        mark_bracketed(self.sentence)
        mark_counts(self.sentence)
        take_rank_within(self.sentence, self.parts)
        if "pivot" in self.parts.flags:
            take_pivot(self.sentence, self.parts.groups, UNITS)
        replies = take_replies(self.sentence, self.table, self.parts)
        shared = "share" in self.parts.flags
        self.parts.rate = self.parts.rate or take_rate(self.sentence, self.table, shared)
        close_words(self.sentence, self.table)
        take_shown(self.sentence, self.table, self.parts)
        take_each_of(self.sentence, self.parts)
        reorder(self.sentence, self.plain)
        self._drop_marks_of_words()
        take_contrast(self.sentence, self.table, self.parts)
        truths = take_truths(self.sentence) if self.parts.rate is None else []
        truths += take_errors(self.sentence, self.table) + take_events(self.sentence, self.table)
        take_having(self.sentence, self.table, self.parts)
        take_never(self.sentence, self.table, self.parts)
        conditions = Conditions(self.sentence, self.table, self.main_number)
        take_order(self.sentence, self.parts)
        take_limit(self.sentence, self.parts)
        self.parts.qualified = [
            self.sentence.things[mark]
            for mark in re.findall(rf"{VALUE}\s*的?({COLUMN})", self.sentence.text)
        ]
        self.parts.events = any(map(happenings, self.sentence.all("value")))
        conditions.take()
        if any(f.operator[:4] in (">= p", "<= p") for f in conditions.found):  # "top 10% of orders"
            self.parts.flags.add("sorted")
            self.parts.way = "desc"
        mark_loose_periods(self.sentence)
        self._units()
        self._groups()
        self._period_filters(conditions.found)
        conditions.take_bare_numbers()
        self.parts.rate = self.parts.rate or take_bare_rate(self.sentence, conditions.found)
        others = (self.parts.filters, recent, replies, truths, classes, weekly, skies, hours)
        self.parts.filters = list(dict.fromkeys([*conditions.found, *chain.from_iterable(others)]))
        self.parts.notes += conditions.notes
        without_light(self.sentence, self.parts)

    def _drop_marks_of_words(self):
        """The word "score" beside a subject's column, and quotation marks around what is known."""
        if any(mention.best(NUMBER) for mention in self.sentence.all("column")):
            # "数学成绩" where the column is 数学, "english score" where it is english
            self.sentence.take(
                r"(?<!总)(?:成绩|分数|得分)|(?<=[\ue000-\ue3ff] )(?:scores?|marks?|grades?|results?)\b"
            )
        self.sentence.take(
            r"[\"'](?P<mark>[\ue000-\uf8ff])[\"']", lambda match: match.group("mark")
        )

    def _drop_heads(self):
        """ "lead source", "ticket priority": what a row is says nothing before a column's own name."""

        def use(match):
            one, other = (self.sentence.things[match[key]] for key in ("a", "b"))
            loose = one.weight < 90 <= other.weight and (self.table.parts or self.table.unique(one.best()))  # fmt: skip
            measured = (
                one.weight <= 60 and one.best().kind == other.best().kind == NUMBER
            )  # "energy cost"
            return (
                match["b"]
                if (loose and other.best().kind == TEXT) or (measured and other.weight >= 90)
                else False
            )

        self.sentence.take(rf"(?P<a>{COLUMN})\s+(?P<b>{COLUMN})", use)

    def _mark_literals(self):
        """Text that is searched for is no column and no aggregate: "contains users", "包含手机"."""
        text = r"(?P<text>\"[^\"]+\"|'[^']+'|[\w.@/+*-]+?(?=的|$|[^\w.@/+*-]))"
        lead = r"(?P<lead>\b(?:contain(?:s|ing)?|mention(?:s|ed|ing)?|includ(?:es|ing)|like|start(?:s|ing)? with|begin(?:s|ning)? with|end(?:s|ing)? with)\s+|(?<!不)(?:包含|含有|包括|提[到及]了?)|开头(?:为|是)|结尾(?:为|是))"
        article = r"(?:(?:the|an?|any) )?(?:(?:word|text|phrase) )?"
        self.sentence.take(rf"{lead}\s*{article}{text}", self._literal)
        self.sentence.take(
            r"(?P<lead>不(?:包含|含有?))(?P<text>[\w.@/+*-]+?)(?=的|$|[^\w.@/+*-])", self._literal
        )

    def _mark_crossed(self):
        """ "首次响应时间" of first_response_min: no word of it says which of the rows; nor of 本月用电."""
        known = column_words(self.table)
        found = crossed_columns(self.table, self.sentence.text, known)
        sure = [word for word in found if found[word].weight >= TRANSLATED or len(word) > 3]
        timely = [w for w in known if re.search(TIMELY, w) and known[w].weight >= TRANSLATED]
        for word in sorted({*sure, *timely}, key=len, reverse=True):
            pattern = word if word in found else mention_pattern(word)
            mention = found.get(word) or known[word]
            self.sentence.take(pattern, lambda _, m=mention: self.sentence.mark("column", m))

    def _literal(self, match):
        text = match.group("text").strip("\"'")
        return match.group("lead") + self.sentence.mark("value", Value(text, ()))

    def _mark_words(self, values):
        """Mark the longest words first: columns, cell values and the words of questions."""
        found = []
        known = column_words(self.table)
        known |= crossed_columns(self.table, self.sentence.text, {**known, **values})
        for word, mention in heard(known, self.sentence.text):
            rank = 0 if mention.weight >= 90 else 3
            found += self._matches(mention_pattern(word), rank, "column", mention)
        for word, value in heard(values, self.sentence.text):
            found += self._matches(mention_pattern(word), 2, "value", value)
        for name, pattern in AGGREGATES:  # "P5" may be a product's name
            found += self._matches(pattern, 3 if name == "quantile" else 1, "aggregate", name)
        for pattern, way, meaning in EXTREMES:
            found += self._matches(pattern, 1, "extreme", (way, meaning))
        for name, pattern in CHARTS:
            found += self._matches(pattern, 1, "chart", name)
        for name, pattern in FLAGS:
            found += self._matches(pattern, 1, "flag", name)
        found += self._matches(SORTED, 1, "sort", "")
        self._replace(found)

    def _matches(self, pattern, rank, kind, thing):
        return [
            (m.start() - m.end(), rank, m.start(), m.end(), kind, thing, m.group())
            for m in re.finditer(pattern, self.sentence.text)
            if m.end() > m.start()
        ]

    def _replace(self, found):
        taken = []
        for _, _, start, end, kind, thing, text in sorted(found, key=lambda f: f[:4]):
            if all(end <= s or start >= e for s, e, *_ in taken):
                taken.append((start, end, kind, thing, text))
        for start, end, kind, thing, text in sorted(taken, key=lambda t: -t[0]):
            mark = self._noticed(kind, thing, text)
            self.sentence.text = self.sentence.text[:start] + mark + self.sentence.text[end:]

    def _noticed(self, kind, thing, text):
        if kind == "chart":
            self.parts.charts.append(thing)
            return " "
        if kind == "flag":
            self.parts.flags.add(thing)
            return " "
        if kind == "aggregate" and thing == "quantile":
            thing = quantile_name(text)
        if kind == "aggregate" and thing == "times":
            self.parts.flags.add("times")
            thing = "count"
        if kind == "aggregate" and thing == "days":
            self.parts.flags.add("days")
            thing = "count"
        if kind == "sort":
            self.parts.flags.add("sorted")
            if re.search(ASCENDING, text):
                self.parts.way = "asc"
            elif re.search(DESCENDING, text):
                self.parts.way = "desc"
            return SORT
        if kind == "column" and thing.weight < 90 and re.match(r"total |总", text):
            return self.sentence.mark("aggregate", "sum") + self.sentence.mark(kind, thing)
        return self.sentence.mark(kind, thing)

    def _groups(self):
        english = (
            r"(?:\b(?:grouped by|group by|broken down by|split by|for each|for every|in each|within each|of each|across(?: all)?|by|per|each|every|among)\s+"
            rf"(?:the |each |every |different |all )*)(?P<g>{_KEYED}(?:{JOIN}(?:by |per |each )?{_KEYED})*)"
        )
        chinese = (
            r"(?:按照?|根据|依据?|依照|以|每一?个?|每一?[家种位款类名项支条栋部本门台辆间户只座张件所场趟班组块份套片棵株层届]|各个?|各[家种位款类名项支条栋部本门台辆间户只座张所场趟组块份套片棵层]|不同的?|分|逐)\s*(?:不同的?|每个|各个?)?\s*"
            rf"(?P<g>{_KEYED}(?:{JOIN}(?:每个|各个?|按)?{_KEYED})*)\s*(?:来|进行)?(?:分组|分类|划分|维度|为单位|分开|拆开|拆分|细分)?"
        )
        self.sentence.take(  # "for each fertilizer dose and variety"
            rf"(?P<g>\b(?:by|per|each|every) (?:the )?{_KEYED})\s+(?!(?:and|or|as|in|of|with|for|to|is|are|from|by|per)\b)[a-z]+(?=\s*(?:and|,) {_KEYED})",
            lambda match: match["g"],
        )
        for pattern in (english, chinese, rf"(?P<g>{_KEYED})\s*(?:-?wise\b|维度)"):
            self.sentence.take(pattern, self._grouped)

    def _grouped(self, match):
        kept = ""
        for mark in match.group("g"):
            thing = self.sentence.things.get(mark)
            if thing is None:
                continue
            if isinstance(thing, str):
                self.parts.groups.append(thing)
            elif (
                thing.best(NUMBER)
                and thing.best().kind == NUMBER
                and not self._of_few(match, thing.best())
                and self._measures_more(match, mark)
            ):
                kept += f" {mark} "
            else:
                self.parts.groups.append(thing)
        return kept or " "

    @staticmethod
    def _of_few(match, column):
        """Whether "per year group" names a few kinds: nothing is measured per number."""
        apart = re.match(
            r"(?:for each|in each|of each|from each|of every|within each|for every|per|each|every)\b",
            match.group(),
        )
        return (
            bool(apart) and (column.integer or column.style == "scaled") and len(column.sample) < 13
        )

    def _measures_more(self, match, mark):
        """Whether "by X" with a number X means what is measured: "top 5 by sales"."""
        ranked = self.parts.limit or "sorted" in self.parts.flags
        if ranked or re.search(EXTREME, self.sentence.text):
            return True
        rest = (match.string[: match.start()] + match.string[match.end() :]).replace(mark, "")
        others = [self.sentence.things[ch] for ch in re.findall(COLUMN, rest)]
        counted = re.search(AGGREGATE, rest) and any(
            self.sentence.things[a] == "count" for a in re.findall(AGGREGATE, rest)
        )
        few = len(self.sentence.things[mark].best().sample) < 30
        return not (counted or few or any(other.best(NUMBER) for other in others))

    def leftovers(self):
        """Words that no part has used, in order, ordinary filler left out."""
        text = re.sub(FILLER, " ", re.sub(r"[\ue000-\uf8ff]", " ", self.sentence.text))
        found = []
        for word in re.findall(r"[a-z][a-z_'-]{2,}|[\u4e00-\u9fff]{2,}", text):
            bare = word if word.isascii() else trimmed(word)
            if len(bare) > 1 and not re.fullmatch(FILLER, bare):
                found.append(bare)
        return found

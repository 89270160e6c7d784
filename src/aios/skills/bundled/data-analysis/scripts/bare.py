"""Numbers that stand without a comparison: "status 500", "5xx", "500 错误"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import meanings_of
from sentence import CHINESE_NUMBER, COLUMN, NUMBER, count_word, normal, number
from table import IDENTIFIER, TEXT
from table import NUMBER as NUMERIC

NUM = rf"(?:¥|\$|€|£)?\s*(?:{NUMBER}|{CHINESE_NUMBER}(?=[^\u4e00-\u9fff]|以|元|岁|个|件|的|分|年|天|次|人|名|小时|星|公里))(?![-/年:]\d)"
IS = r"(?:\b(?:is|are|was|were|equals?|equal to|in|named|called)\b|==?|:|为|是|等于|属于|在|叫做?)"


class BareNumbers:
    """The part of Conditions on them; it has `sentence`, `table` and `_add`."""

    def take_written_numbers(self):
        """ "2024赛季": a year that is a cell of the column named after it is no time."""
        year = rf"(?<![\d.])(?P<n>\d{{4}})\s*(?P<c>{COLUMN})"
        self.sentence.take(year, self._written_number)
        self.sentence.take(
            r"\b(?:in|at|on|over|for|of|ran|run|won) (?:the |a )(?P<n>\d+(?:\.\d+)? ?[km])\b",
            self._named_by_number,
        )

    def take_bare_numbers(self):
        """ "status 500" and "500 错误": a number that is a value of a status or year column."""
        self.sentence.take(
            rf"(?P<c>{COLUMN})\s*(?:code|number|no\.?|码|号)?\s*(?:为|是)?\s*(?P<n>{NUM})(?!\s*(?:个|条|行|名))",
            self._adjacent_number,
        )
        self.sentence.take(
            r"(?<![\w.])(?P<n>[1-5])xx(?![a-z0-9])(?:\s*(?:的|状态码?))*", self._status_class
        )
        self.sentence.take(
            rf"(?<![\d.,-])(?P<n>\d{{3}})(?![\d.,]|\s*(?:{COLUMN}|个|条|行|rows))",
            self._status_number,
        )

    def _named_by_number(self, match):
        """ "the fastest in the 10k": a written number that is one of the few cells of a column."""
        for column in self.table.of_kind(NUMERIC):
            cells = {normal(cell).replace(" ", "") for cell in column.sample}
            if column.style == "scaled" and match["n"].replace(" ", "") in cells:
                return self._add(column, "=", number(match["n"]))
        return False

    def _written_number(self, match):
        column = self.sentence.things[match.group("c")].best()
        if match.group("n") not in column.sample:
            return False
        value = int(match.group("n")) if column.kind == NUMERIC else match.group("n")
        return self._add(column, "=", value)

    def _adjacent_number(self, match):
        """ "status 500": only for columns whose sample has that very value, or identifiers."""
        mention = self.sentence.things[match.group("c")]
        value = number_of(match.group("n"))
        for _, column in mention.candidates:
            explicit = re.search(rf"(?:{IS})(?<!in)(?<!在)\s*[\d.,]+", match.group())
            written = {normal(cell) for cell in column.sample}
            inside = re.search(r"\b(?:in|from|of)\b|在", match.group())  # "orders in 2026"
            if (column.kind == IDENTIFIER and not inside) or (
                column.kind == TEXT and str(value) in written
            ):
                return self._add(column, "=", match.group("n").strip())
            if column.kind == NUMERIC and (explicit or (column.integer and str(value) in written)):
                return self._add(column, "=", value)
        return False

    def _status_class(self, match):
        """ "5xx": every status from 500 to 599."""
        low = int(match.group("n")) * 100
        for column in self.table.of_kind(NUMERIC):
            if "status" in meanings_of(column):
                return self._add(column, "between", low, low + 99)
        return False

    def _status_number(self, match):
        for column in self.table.columns:
            if (
                re.search(r"status|code|状态|响应码", normal(column.name))
                and match.group("n") in column.sample
            ):
                value = int(match.group("n")) if column.kind == NUMERIC else match.group("n")
                return self._add(column, "=", value)
        return False


def number_of(text):
    """The value of a number in digits or Chinese words, its currency left out."""
    text = text.strip().lstrip("¥$€£ ")
    return number(text) if re.search(r"\d", text) else count_word(text)

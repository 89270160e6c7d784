"""Which rows are wanted: "only the paid ones", "数量为 0 的不要", "price over 20"."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from typing import NamedTuple

from aios_numerals import value_of
from colnames import columns_in, values_in
from ordering import figure_of

_NOT = r"\b(?:without|leav(?:e|ing)\s+out|omit\w*|drop\w*|remov\w+|exclud\w+|except|but\s+not|skip\w*|other\s+than)\b|去掉|删掉|删除|不要|不含|除了|排除|剔除|除外|不算|别要"
_ONLY = r"\b(?:only|just|nothing\s+but|where|whose|who|holding|limited|restricted|those|ones|that\s+(?:are|is)|which\s+(?:are|is)|rows?\s+(?:of|for|with|from)|entries)\b|只|仅|光要|筛"
CLAUSE = re.compile(r"[,，;；。!?？\n]|(?<!\d)\.|\.(?!\d)")
_NUMBER = r"(?P<n>-?\d[\d,]*(?:\.\d+)?|[零一二两三四五六七八九十百千万]+)"
_HOW = (
    (">=", r"不低于|不少于|不小于|至少|>=|≥|\bat\s+least\b|\b(?:no|not)\s+less\s+than\b"),
    ("<=", r"不超过|不高于|不多于|不大于|至多|最多|<=|≤|\bat\s+most\b|\b(?:no|not)\s+more\s+than\b|\bup\s+to\b"),
    (">", r"超过|大于|高于|多于|>|\b(?:more|greater|higher|larger)\s+than\b|\bover\b|\babove\b|\bexceed\w*\b|\bafter\b"),
    ("<", r"低于|少于|小于|不到|不足|<|\b(?:less|fewer|lower|smaller)\s+than\b|\bunder\b|\bbelow\b|\bbefore\b"),
    ("=", r"等于|为|是|=|\bis\b|\bequals?\b|\bof\b|\bare\b"),
)  # fmt: skip
_BEHIND = ((">=", r"\s*(?:元|个|件|分|岁|人|天)?(?:及?以上|\s*or\s+more)"), ("<=", r"\s*(?:元|个|件|分|岁|人|天)?(?:及?以下|\s*or\s+less)"))  # fmt: skip
_AT = r"\s*(?:的|列|值)?\s*(?:is\s+|are\s+|of\s+|在)?"
_SOLD = re.compile(r"\b(?:out\s+of\s+stock|sold\s+out)\b|卖完|售罄|缺货|没货|无货|断货", re.I)
_THERE = re.compile(r"(?<!out )(?<!out of )\bin\s+stock\b|\bavailable\b|有货|有库存", re.I)
_TESTS = {
    "=": lambda a, b: a == b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
}


class Condition(NamedTuple):
    """A column, how its cells are compared with which values, and whether such rows are left out."""

    column: int
    how: str
    values: tuple
    left_out: bool

    def holds(self, row):
        """Whether a row is wanted by this condition."""
        return self._fits(row[self.column]) != self.left_out

    def _fits(self, cell):
        if self.how == "in":
            text = str("" if cell is None else cell).strip().casefold()
            return text in {str(value).casefold() for value in self.values}
        try:
            return _TESTS[self.how](float(str(cell).replace(",", "")), self.values[0])
        except ValueError:
            return False

    def told(self, header, say):
        """The condition in words."""
        how = "=" if self.how == "in" else self.how
        said = f"{header[self.column]} {how} {' / '.join(f'{v:g}' if isinstance(v, (int, float)) else v for v in self.values)}"
        if self.left_out:
            return say(f"不含 {said} 的行", f"without the rows where {said}")
        return say(f"只含 {said} 的行", f"only the rows where {said}")


def keeps_row(row, wanted):
    """Whether a row fits all conditions."""
    return all(condition.holds(row) for condition in wanted)


def conditions(text, table):
    """(the conditions that a text puts on the rows, the text without them)."""
    found, at, left = [], 0, []
    for end in [*(hit.end() for hit in CLAUSE.finditer(text)), len(text)]:
        clause, at = text[at:end], end
        told = [*_numbers(clause, table), *_stock(clause, table), *_values(clause, table)]
        found += told
        left.append(" " * len(clause) if told else clause)
    return found, "".join(left)


def _out(clause):
    return bool(re.search(_NOT, clause, re.IGNORECASE))


def _numbers(clause, table):
    """The comparisons with a number: of a column, else of what each row costs or comes to."""
    named = [
        one
        for one in columns_in(clause, list(map(str, table.header)))
        if table.types[one.column] in ("int", "float")
    ]
    found = [_compared(clause, one.column, one.end, _AT) for one in named]
    if not any(found) and not named and (meant := figure_of(table)):
        found = [_compared(clause, meant[0], 0, r"[^\d]{0,40}?")]
    return [condition for condition in found if condition]


def _compared(clause, column, at, before):
    """The comparison that a clause says of a column behind a place, None for none."""
    behind = clause[at:]
    for how, words in _HOW if before == _AT else _HOW[:-1]:
        hit = re.match(
            rf"{before}(?:{words})\s*(?:[$€£¥]\s*)?{_NUMBER}(?!\s*(?:decimal|位|\w*\.\w))",
            behind,
            re.IGNORECASE,
        )
        value = value_of(hit["n"]) if hit else None
        if value is not None:
            after = next((h for h, w in _BEHIND if re.match(w, behind[hit.end() :], re.I)), how)
            return Condition(column, after, (float(value),), _out(clause))
    return None


def _stock(clause, table):
    """What is sold out, or there: by the column of what is in stock."""
    sold, there = _SOLD.search(clause), _THERE.search(clause)
    columns = [one.column for one in columns_in("stock", list(map(str, table.header)))]
    if not (sold or there) or not columns or re.search(r"[=\d]", clause):
        return []
    return [Condition(columns[0], "=" if sold else ">", (0.0,), _out(clause))]


def _values(clause, table):
    """The cells that a clause names where it says that these alone, or all but these, are wanted."""
    out, only = re.search(_NOT, clause, re.IGNORECASE), re.search(_ONLY, clause, re.IGNORECASE)
    if not (out or only):
        return []
    if out and out.group().isascii():  # what stands before "without" is not what is left out
        clause = clause[out.end() :]
    out = bool(out)
    return [
        Condition(c, "in", tuple(values), out) for c, values in values_in(clause, table).items()
    ]

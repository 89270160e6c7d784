"""Numbers with a decimal comma, and the files of countries that write them so."""

import re

from tables import Table
from writing import SIGNS

_COMMA = (
    r"(?:decimals?|fractions?)\W+(?:with\s+(?:an?\s+)?)?commas?|commas?\s+(?:as|for)\s+(?:the\s+|an?\s+)?decimal"
    r"|\bcommas?\s+(?:instead\s+of|for)\s+(?:decimal\s+)?(?:points?|dots?)|,\s+as\s+(?:the\s+)?decimal"
    r"|小数(?:点|位|部分)?(?:是|都|也)?(?:用|为|写成|写作)?的?逗号|逗号(?:来?作为?|当作?|做|表示)(?:为|成)?小数|逗号小数"
)
_POINT = r"decimal\s+(?:points?|dots?)|(?:points?|dots?)\s+(?:as|for)\s+(?:the\s+)?decimal|小数点"
_WITH_COMMA = re.compile(r"\s*-?(?:\d{1,3}(?:[.\s’']\d{3})+|\d+),\d+\s*")
_WITH_POINT = re.compile(r"-?\d+\.\d+")
_WHOLE = re.compile(r"\s*-?(?:\d{1,3}(?:\.\d{3})+|\d+)\s*")
# A file that is to be as most are: "make it a normal CSV".
USUAL = (
    r"\b(?:normal|standard|plain|regular|ordinary|usual|us|international)\b"
    r"|正常|标准|普通|通用|国际"
)


def are_said(text):
    """Whether a text speaks of the sign between a number's whole and its parts."""
    return bool(re.search(_COMMA, text, re.I))


def sign_wanted(given, own, text):
    """What is to stand between cells, "" for the usual: the one that is `given`, unless the file
    has it already (`own`) and is to be as most files are."""
    same = SIGNS.get(given) == own
    if same and own != "," and (are_said(text) or re.search(USUAL, text, re.I)):
        return "comma"
    to_commas = are_said(text) and own == "," and not re.search(_POINT, text, re.I)
    return given or ("semicolon" if to_commas else "")


def with_other_sign(table, text):
    """The table with points for decimal commas where it has these, else commas for points; itself
    where the text speaks of neither."""
    if not are_said(text):
        return table
    rows = list(table.rows())
    places = range(len(table.header))
    commas = [i for i in places if table.raw and _is_of(rows, i, _WITH_COMMA)]
    if commas:
        made = [_each(row, commas, _pointed) for row in rows]
    else:
        made = [_each(row, places, _with_comma) for row in rows]
    changed = Table(table.title, table.header, lambda: iter(made), raw=table.raw and bool(commas))
    changed.notes, changed.count, changed.types = table.notes, table.count, table.types
    return changed


def _is_of(rows, place, pattern):
    """Whether the cells of a column are numbers, and one at least has such a sign."""
    cells = [row[place] for row in rows if row[place] not in (None, "")]
    numbers = all(pattern.fullmatch(str(c)) or _WHOLE.fullmatch(str(c)) for c in cells)
    return numbers and any(pattern.fullmatch(str(cell)) for cell in cells)


def _each(row, places, change):
    return [change(cell) if i in places else cell for i, cell in enumerate(row)]


def _pointed(cell):
    if cell in (None, ""):
        return cell
    return re.sub(r"[.\s’']", "", str(cell)).replace(",", ".")


def _with_comma(cell):
    told = isinstance(cell, float) or (isinstance(cell, str) and _WITH_POINT.fullmatch(cell))
    return str(cell).replace(".", ",") if told else cell

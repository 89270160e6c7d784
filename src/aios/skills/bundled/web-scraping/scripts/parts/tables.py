"""Read a table: header rows, cells that span rows and columns, numbers as numbers."""

import re

from parts.collecting import next_html
from parts.listing import PLAIN_NUMBER, parse, to_number

MISSING = re.compile(
    r"[-–—−/.*?…]+|n/?a|nil|none|null|tba|暂无(数据)?|无|空|不详|未知", re.IGNORECASE
)
SCALED = re.compile(
    r"(?P<sign>[¥￥$€£]?)\s?-?\d[\d,]*(\.\d+)?\s?(?P<unit>[kKM万亿]?|[%％元€]"
    r"|℃|°[CF]?|[kmc]?m[²³23]?|[km]?g|km/h|m/s|mm|[GMT]B|kWh|㎡|[人次个台件天年岁分米克]|小时|分钟|公里|公斤|千克|毫米|平方公里)"
)


def read_tables(page, number, table_selector):
    """The rows of the page's table, a mapping from column to cell, and the next page's address."""
    soup = parse(page)
    table = soup.select_one(table_selector)
    return read_table(table) if table else [], page.next_url or next_html(page, soup, number)


def read_table(table):
    """The rows below the header; a table without a header gets column_1, column_2, …"""
    grid, header_count = read_grid(table)
    width = max(map(len, grid), default=0)
    names = column_names(grid[:header_count], width)
    rows = [row + [""] * (width - len(row)) for row in grid[header_count:]]
    numeric = [is_numeric(column) for column in zip(*rows, strict=True)]
    return [
        {name: to_cell(text, plain) for name, text, plain in zip(names, row, numeric, strict=True)}
        for row in rows
    ]


def read_grid(table):
    """The cells as a rectangle of texts, and how many of its first rows are the header."""
    grid, header_count, spans = [], 0, {}
    for tr in [row for row in table.find_all("tr") if row.find_parent("table") is table]:
        cells = tr.find_all(["td", "th"], recursive=False)
        row = []
        for cell in cells:
            carry_spans(row, spans)
            text = " ".join(cell.get_text(" " if cell.find("br") else "").split())
            down = span(cell, "rowspan")
            for _ in range(span(cell, "colspan")):
                if down > 1:
                    spans[len(row)] = [down - 1, text]
                row.append(text)
        carry_spans(row, spans)
        is_header = tr.find_parent("thead") is not None or all(c.name == "th" for c in cells)
        if cells and is_header and header_count == len(grid):
            header_count += 1
        if any(row):
            grid.append(row)
    if not header_count and looks_like_header(grid):
        header_count = 1
    return grid, min(header_count, len(grid) - 1) if grid else 0


def looks_like_header(grid):
    """Whether plain cells of the first row are names: all different words, above some numbers."""
    first, rest = (grid[0], grid[1:]) if grid else ([], [])
    words = all(
        text and not PLAIN_NUMBER.fullmatch(text) and not is_numeric([text]) for text in first
    )
    below = zip(*[row for row in rest if len(row) == len(first)], strict=True)
    return words and len(set(first)) == len(first) > 1 and any(map(is_numeric, below))


def carry_spans(row, spans):
    """Append the cells that reach down into this row at its current end."""
    while len(row) in spans:
        left = spans[len(row)]
        left[0] -= 1
        if not left[0]:
            del spans[len(row)]
        row.append(left[1])


def span(cell, name):
    """How many rows or columns a cell covers."""
    digits = re.match(r"\s*(\d+)", cell.get(name, ""))
    return min(max(int(digits.group(1)), 1), 1000) if digits else 1


def column_names(header, width):
    """One name for each column; the levels of a header of several rows are joined."""
    names = []
    for index in range(width):
        levels = [row[index] for row in header if index < len(row) and row[index]]
        name = " ".join(dict.fromkeys(levels)) or f"column_{index + 1}"
        same = names.count(name) + sum(n.rsplit("_", 1)[0] == name for n in names if n != name)
        names.append(f"{name}_{same + 1}" if same and name in names else name)
    return names


def is_numeric(column):
    """Whether every filled cell is a number of one unit; 007 is a name, not a number."""
    cells = [text for text in column if not is_missing(text)]
    if any(re.match(r"-?0\d", text) for text in cells):
        return False
    hits = [SCALED.fullmatch(text) for text in cells]
    units = {(h["sign"], "" if h["unit"] in tuple("kKM万亿") else h["unit"]) for h in hits if h}
    return bool(cells) and all(hits) and len(units) == 1


def column_units(table):
    """Column → the sign of money or unit that all of its numbers have and the rows leave out."""
    grid, header_count = read_grid(table)
    names = column_names(grid[:header_count], max(map(len, grid), default=0))
    units = {}
    for name, column in zip(names, zip(*grid[header_count:], strict=False), strict=False):
        hits = [SCALED.fullmatch(text) for text in column if not is_missing(text)]
        if is_numeric(column) and hits[0]:
            unit = hits[0]["sign"] + hits[0]["unit"]
            units |= {name: unit} if unit and unit not in tuple("kKM万亿") else {}
    return units


def is_missing(text):
    """Whether a cell is empty, or says that there is no value."""
    return not text or MISSING.fullmatch(text) is not None


def to_cell(text, plain):
    """A cell's value: a number in a column of numbers, None where such a column has no value."""
    if not plain:
        return text
    if is_missing(text):
        return None
    digits = text.replace(",", "")
    if PLAIN_NUMBER.fullmatch(text):
        return float(digits) if "." in digits else int(digits)
    return to_number(text)

"""Read a delimited text file as records: encoding, delimiter and kinds of columns are found out."""

import csv
import math
import re
from collections import Counter

from parts.decoding import SAMPLE_BYTES, encoding_of, open_file
from parts.problems import Problem

NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")
SURE_DIGITS = 15
MAX_CELL = 1 << 24
TRUTHS = {"true": True, "false": False, "True": True, "False": False, "TRUE": True, "FALSE": False}


class CsvTable:
    """A delimited file: `columns`, `kinds`, `rows` (how many), `ragged` (rows of another width)."""

    def __init__(self, path, delimiter=None):
        csv.field_size_limit(MAX_CELL)
        self.path, self.delimiter = path, delimiter
        with open_file(path) as file:
            sample = file.read(SAMPLE_BYTES)
        if not sample:
            raise Problem("file_empty")
        found = encoding_of(sample)
        if not found:
            raise Problem("not_a_table", kind="binary")
        # A file may turn out otherwise after its sample.
        names = ["utf-8", "gb18030", "latin-1"]
        for name in names[names.index(found) :] if found in names else [found]:
            try:
                self.encoding = name
                self._survey(sample)
                return
            except UnicodeDecodeError:
                continue
        raise Problem("not_a_table", kind="binary")

    def _survey(self, sample):
        """Read all of it once: the width and the kind of every column."""
        lines = sample.decode(self.encoding, "replace").splitlines(keepends=True)[:100]
        self.delimiter = self.delimiter or delimiter_of(lines)
        header = next(self.raw_rows(), None)
        if header is None:
            raise Problem("file_empty")
        self.rows, self.ragged, width = 0, 0, len(header)
        kinds, values = [{"number", "boolean"} for _ in header], [False] * width
        for row in self.raw_rows(skip=1):
            self.rows += 1
            self.ragged += len(row) != width
            for _ in range(len(kinds), len(row)):
                kinds.append({"number", "boolean"})
                values.append(False)
            for place, cell in enumerate(row):
                if cell:
                    values[place] = True
                    if kinds[place]:
                        narrow(kinds[place], cell)
        self.columns = unique_names(header + [""] * (len(kinds) - width))
        self.kinds = [
            min(kind) if some and kind else "text" for kind, some in zip(kinds, values, strict=True)
        ]

    def raw_rows(self, skip=0):
        """The rows as lists of text, empty lines left out."""
        with open(self.path, encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            try:
                for row in reader:
                    if row and (skip := skip - 1) < 0:
                        yield row
            except csv.Error as broken:
                raise Problem("not_a_table", line=reader.line_num, said=str(broken)) from None

    def records(self, typed=True):
        """Mappings of column to value; an empty cell is None. Text only unless `typed`."""
        readers = [READERS[kind if typed else "text"] for kind in self.kinds]
        for row in self.raw_rows(skip=1):
            cells = row + [""] * (len(self.columns) - len(row))
            yield {
                name: read(cell) if cell else None
                for name, read, cell in zip(self.columns, readers, cells, strict=True)
            }


def narrow(kinds, cell):
    """Take away the kinds that a cell shows a column not to be."""
    if "number" in kinds and not is_number(cell):
        kinds.discard("number")
    if "boolean" in kinds and cell not in TRUTHS:
        kinds.discard("boolean")


def is_number(cell):
    """True for a number that loses nothing as one: no leading zero, no more digits than are sure."""
    if len(cell) > 24 or not NUMBER.fullmatch(cell) or cell == "-0":
        return False
    if len(cell) <= SURE_DIGITS or cell[1:].isdecimal():
        return len(cell.lstrip("-")) <= SURE_DIGITS and math.isfinite(float(cell))
    return repr(float(cell)) == cell


def number_of(cell):
    """The number a cell holds."""
    return int(cell) if cell.lstrip("-").isdigit() else float(cell)


READERS = {"number": number_of, "boolean": TRUTHS.__getitem__, "text": str}


def delimiter_of(lines):
    """The sign that parts the cells of the most lines evenly; a comma when none does."""

    def evenness(sign):
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if row)
        width, rows = widths.most_common(1)[0]
        return (rows / widths.total(), width) if width > 1 else (0, 0)

    signs = [sign for sign in ",;\t|" if any(sign in line for line in lines)]
    try:
        return max(signs, key=evenness, default=",")
    except (csv.Error, IndexError):
        return ","


def unique_names(header):
    """Names of columns: empty ones numbered, repeated ones with a number behind."""
    names = []
    for place, name in enumerate(header, 1):
        name = name.strip() or f"column_{place}"
        base, number = name, 1
        while name in names:
            number += 1
            name = f"{base}_{number}"
        names.append(name)
    return names

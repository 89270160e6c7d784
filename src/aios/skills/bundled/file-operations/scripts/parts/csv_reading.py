"""Read a delimited text file as records: encoding, delimiter and kinds of columns are found out."""

import csv
import math
import re
from collections import Counter
from itertools import islice, zip_longest

from parts.decoding import SAMPLE_BYTES, encoding_of, open_file
from parts.problems import Problem

INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,14})", re.ASCII)
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+(?:[eE][+-]?\d{1,3})?|[eE][+-]?\d{1,3})", re.ASCII)
BATCH_ROWS = 2000
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
        kinds, filled = [set(TESTS) for _ in header], set()
        for batch in self.batches():
            self.rows += len(batch)
            self.ragged += sum(len(row) != width for row in batch)
            for place, cells in enumerate(zip_longest(*batch, fillvalue="")):
                if place == len(kinds):
                    kinds.append(set(TESTS))
                if kinds[place] and (some := set(cells) - {""}):
                    filled.add(place)
                    kinds[place] = {kind for kind in kinds[place] if all(map(TESTS[kind], some))}
        self.columns = unique_names(header + [""] * (len(kinds) - width))
        self.kinds = [
            min(kind) if kind and place in filled else "text" for place, kind in enumerate(kinds)
        ]

    def batches(self):
        """The rows below the header, many at a time: columns are faster to work on than cells."""
        rows = self.raw_rows()
        next(rows, None)
        while batch := list(islice(rows, BATCH_ROWS)):
            yield batch

    def raw_rows(self):
        """All rows as lists of text, empty lines left out."""
        with open(self.path, encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            try:
                yield from filter(None, reader)
            except csv.Error as broken:
                raise Problem("not_a_table", line=reader.line_num, said=str(broken)) from None

    def records(self, typed=True):
        """Mappings of column to value; an empty cell is None. Text only unless `typed`."""
        readers = [READERS[kind if typed else "text"] for kind in self.kinds]
        for batch in self.batches():
            batch.append([""] * len(self.columns))  # so that every column is there
            columns = zip(readers, zip_longest(*batch, fillvalue=""), strict=True)
            values = [[read(cell) if cell else None for cell in cells] for read, cells in columns]
            rows = zip(*values, strict=True)
            for row in islice(rows, len(batch) - 1):
                yield dict(zip(self.columns, row, strict=True))


def is_integer(cell):
    """True for a whole number without leading zeros; very long ones are rather ids."""
    return bool(INTEGER.fullmatch(cell)) and cell != "-0"


def is_number(cell):
    """True for a number that loses nothing as one: no leading zero, only sure digits."""
    if is_integer(cell):
        return True
    if len(cell) > 24 or not NUMBER.fullmatch(cell):
        return False
    return math.isfinite(float(cell)) if len(cell) <= SURE_DIGITS else repr(float(cell)) == cell


def number_of(cell):
    """The number a cell holds."""
    return int(cell) if is_integer(cell) else float(cell)


TESTS = {"boolean": TRUTHS.__contains__, "integer": is_integer, "number": is_number}
READERS = {"boolean": TRUTHS.get, "integer": int, "number": number_of, "text": str}


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

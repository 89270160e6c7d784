"""Read the records of a JSON or JSON Lines file, one after another."""

import io
import json
import re

from parts.decoding import SAMPLE_BYTES, encoding_of, open_file
from parts.problems import Problem

CHUNK = 1 << 20
MAX_WHOLE_BYTES = 1 << 26
BLANK = re.compile(r"\s*")


class JsonTable:
    """A file of records: an array of objects, an object that holds one, or one object per line."""

    def __init__(self, path):
        self.path, self.form = path, ""
        with open_file(path) as file:
            sample = file.read(SAMPLE_BYTES)
        if not sample.strip():
            raise Problem("file_empty")
        found = encoding_of(sample)
        if not found:
            raise Problem("not_a_table", kind="binary")
        self.encoding = "utf-8-sig" if found == "utf-8" else found
        start = sample.decode(self.encoding, "replace").lstrip()
        self.form = "array" if start[:1] == "[" else "lines" if has_lines(start) else "object"

    def records(self):
        """The records as mappings; a Problem with line and column where the JSON is broken."""
        forms = {"array": self._elements, "lines": self._lines, "object": self._whole}
        try:
            for number, record in enumerate(forms[self.form](), 1):
                if not isinstance(record, dict):
                    raise Problem("not_a_table", record=number, kind=type(record).__name__)
                yield record
        except RecursionError:
            raise Problem("not_a_table", kind="nested too deeply") from None

    def _open(self):
        return io.TextIOWrapper(open_file(self.path), encoding=self.encoding, errors="replace")

    def _lines(self):
        with self._open() as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    try:
                        yield json.loads(line)
                    except json.JSONDecodeError as broken:
                        raise broken_at(broken, number - 1) from None

    def _whole(self):
        with self._open() as file:
            text = file.read(MAX_WHOLE_BYTES + 1)
        if len(text) > MAX_WHOLE_BYTES:
            raise Problem("too_large", limit=MAX_WHOLE_BYTES)
        try:
            value = json.loads(text)
        except json.JSONDecodeError as broken:
            raise broken_at(broken) from None
        if not isinstance(value, dict):
            raise Problem("not_a_table", record=1, kind=type(value).__name__)
        tables = [v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        return max(tables, key=len) if tables else [value]

    def _elements(self):
        """The elements of the outermost array, without holding all of it."""
        decode, line, column, first = json.JSONDecoder().raw_decode, 0, 0, True
        with self._open() as file:
            text = file.read(CHUNK)
            at = text.index("[") + 1
            while True:
                try:
                    start, ended = next_start(text, at, first)
                    if ended:
                        return check_end(text[start + 1 :] + file.read(CHUNK), line)
                    value, end = decode(text, start)
                    if end == len(text):
                        raise json.JSONDecodeError("Expecting ',' or ']'", text, end)
                except json.JSONDecodeError as broken:
                    more = file.read(max(CHUNK, len(text)))
                    if not more:
                        raise broken_at(broken, line, column) from None
                    cut = text[:at]
                    column = at - cut.rfind("\n") - 1 + column * ("\n" not in cut)
                    line, text, at = line + cut.count("\n"), text[at:] + more, 0
                    continue
                yield value
                at, first = end, False


def next_start(text, at, first):
    """(where the next element begins, False), or (where the array is closed, True)."""
    at = BLANK.match(text, at).end()
    sign = text[at : at + 1]
    if sign == "]" or first:
        return at, sign == "]"
    if sign != ",":
        raise json.JSONDecodeError("Expecting ',' or ']'", text, at)
    return BLANK.match(text, at + 1).end(), False


def check_end(rest, line):
    """Nothing but blanks may follow the array."""
    if rest.strip():
        raise Problem("json_broken", line=line + 1, column=1, said="Extra data")


def has_lines(start):
    """True when a text holds one whole JSON object per line, and more than one."""
    lines = start.split("\n", 2)
    try:
        json.loads(lines[0])
    except json.JSONDecodeError:
        return False
    return len(lines) > 1 and lines[1].lstrip()[:1] == "{"


def broken_at(broken, lines_before=0, columns_before=0):
    """The Problem for broken JSON."""
    column = broken.colno + columns_before * (broken.lineno == 1)
    line = broken.lineno + lines_before
    return Problem("json_broken", line=line, column=column, said=broken.msg)

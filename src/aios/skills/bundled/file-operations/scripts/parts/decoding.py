"""Find out how a text file is encoded, and read its lines without ever holding a long one."""

import codecs
import io
import os
import stat

from parts.problems import Problem

SAMPLE_BYTES = 1 << 18
MAX_LINE = 1 << 16
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def open_file(path):
    """The file for reading bytes; whatever could block, a pipe or a device, is a Problem."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        raise Problem("file_missing") from None
    except OSError as refused:
        raise Problem("unreadable", said=refused.strerror) from None
    file = os.fdopen(number, "rb")
    if not stat.S_ISREG(os.fstat(number).st_mode):
        file.close()
        raise Problem("not_a_file")
    return file


def encoding_of(sample):
    """The encoding of a file that begins with `sample`; "" for a binary file."""
    for mark, name in MARKS:
        if sample.startswith(mark):
            return name
    if b"\0" in sample:
        return ""
    for name in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(name)().decode(sample)
        except UnicodeDecodeError:
            continue
        return name
    return "latin-1"


def lines_in(file, encoding):
    """(line number, text) of an open text file; a very long line comes in pieces."""
    number = 1
    with io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="\n") as text:
        while line := text.readline(MAX_LINE):
            yield number, line.rstrip("\r\n")
            number += line.endswith("\n")

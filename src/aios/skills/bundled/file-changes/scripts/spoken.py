"""How parts of names are written in a sentence, and what is to become of them."""

import re

from aios_file_words import FLAGS

X = r"(?:[\"“'‘「]([^\"”'’」]+)[\"”'’」]|([^\s\"“”'，,。、：（）]+?))"
Y = (
    r"(?:[\"“'‘「]([^\"”'’」]*)[\"”'’」]"
    r"|([^\s\"“”'，,。、（）]+?(?=[?？!！.]?(?:[\s\"“”'，,。、（）]|$))))"
)
TO = (
    r"(?:\bto\b|\binto\b|\bas\b|\bwith\b|(?:都|全部|统一|全|重|一律)?(?:命名|替换|改名|改|换"
    r"|变)(?:成|为)|->|→"
    r"|=>|为|成)"
)
NAMES = r"(?:file ?)?names?"


def picked(found, first=1):
    """The group that matched of the two that stand for one name."""
    return found[first] if found[first] is not None else found[first + 1] or ""


def first_of(patterns, text):
    """The first match of these patterns."""
    return next((m for p in patterns if (m := re.search(p, text, FLAGS))), None)

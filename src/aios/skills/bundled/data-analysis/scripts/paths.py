"""Paths named in a question go out of its text before its words are read."""

import os
import re

_TABLE = r"(?:file://)?(?:[a-z]:)?[\w./~\\-]*[\w\u4e00-\u9fff-]+\.(?:csv|tsv|txt|jsonl?|ndjson|log|dat|xlsx?|xlsm|parquet|gz)(?![a-z0-9])"


def without_path(text, path):
    """The text without a path: its folders go with its name, those with blanks too."""
    parts = path.replace(os.sep, "/").strip("/").split("/")
    for start in range(len(parts) - 1):
        text = text.replace("/".join(parts[start:]), " ")
    named = rf"[\"'`]?(?:~?/)?(?:[a-z0-9_.-]+/)*{re.escape(parts[-1])}[\"'`]?"
    text = re.sub(rf"(?:\b(?:in|from|inside|within) (?:the (?:file |table )?)?)?{named}", " ", text)
    return re.sub(r"(?<=\S) +(?=[ ,;?])", "", text)


def without_tables(text):
    """The text without the names of any tables."""
    return re.sub(_TABLE, " ", text)

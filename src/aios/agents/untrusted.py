"""Marks what programs, files, pages and other agents said: data, whatever it asks of the model.

Covered:
- the text stands between two marks that the system prompt explains, and cannot close them itself
- what the text asks for gives nothing: files, hosts and changes are granted by what the person
  said alone, and every call is checked against that (kernel/access.py)

Not covered:
- a model that believes the text all the same: its answer may be wrong, within those bounds
"""

import re

_MARK = re.compile(r"<(?=/?\s*data\b)", re.IGNORECASE)


def untrusted(source: str, text: str) -> str:
    """The text as data that came from `source`."""
    return f'<data from="{source}">\n{_MARK.sub("‹", text)}\n</data>'

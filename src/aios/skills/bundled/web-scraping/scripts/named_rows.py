"""The one item of a list that a question names: "how many points has Albion"."""

import re

from columns import WISHES
from kinds import WORDS


def row_asked(text, columns):
    """The condition on the one item whose name a question says: "how many points has Albion"."""
    one = re.search(WISHES["figures"]["of_one"], text, WORDS)
    for name in columns.names:
        values = [str(value) for value in columns.values(name)]
        if name == "link" or name in columns.numeric() or len(set(values)) < len(values):
            continue
        for value in sorted(values, key=len, reverse=True):
            whole = rf"(?<![A-Za-z]){re.escape(value)}" + ("(?![A-Za-z])" if one else "(?:的|'s)")
            if len(value) > 1 and value in text and re.search(whole, text):
                return [(name, "=", value)]
        if one and (value := named_in_part(text, values)):
            return [(name, "=", value)]
    return []


def named_in_part(text, values):
    """The one of some names whose first part a text says: "timeout" of timeout_s; "" for none."""
    parts = {v: re.split(r"[_.-]", v)[0] for v in values if re.fullmatch(r"[a-z]+(?:[_.-]\w+)+", v)}
    said = [v for v, part in parts.items() if len(part) > 3 and re.search(rf"\b{part}s?\b", text)]
    return said[0] if len(said) == 1 else ""

"""Numbers of which more is worse: concentrations, waiting times, noise."""

import re

from mentions import meanings_of

_HARM = {"concentration", "latency", "noise", "vibration"}
_BAD = ("worst", "最差", "最糟")
_JUDGED = r"(?P<way>\b(?:worst|best)\b|最差|最糟|最好)"


def worse_when_more(text, column):
    """Whether "the worst PM2.5", "最差的响应时间" is the highest; None where none is judged."""
    judged = re.search(_JUDGED, text)
    if judged is None or column is None or not meanings_of(column) & _HARM:
        return None
    return judged["way"] in _BAD

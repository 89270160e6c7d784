"""The day that a document gives for itself, for a question when something was decided in it."""

import re

from asked import question_of
from citing import where
from quantities import DATE

WHEN = re.compile(
    r"哪一?天|何时|什么时候|几月几[日号]|(?:哪|什么)个?(?:日期|日子)"
    r"|\b(?:when|(?:on )?(?:what|which) (?:day|date))\b",
    re.IGNORECASE,
)
# A line by which a document says of what day it is.
OF_DAY = re.compile(r"\W*(?:(?:会议|开会)?(?:日期|时间)|date|held on|day)\b", re.IGNORECASE)


def days_of(request, hits):
    """The line on the day of the document with the best passage, where a question asks when and
    no passage found says a day."""
    if not WHEN.search(question_of(request)) or any(DATE.search(hit.quote) for hit in hits):
        return []
    document = hits[0].passage.document
    for unit in document.lines:
        if DATE.search(unit.text) and (unit.kind == "heading" or OF_DAY.match(unit.text)):
            zh, en = "该文件的日期：", "The day of that document: "
            place = where(request, document.name, unit.place)
            return [request.say(zh, en) + f"“{unit.text.strip('# ')}” — {place}"]
    return []

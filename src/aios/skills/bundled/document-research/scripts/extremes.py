"""Which of several sources gives the smallest or the largest number, where a text asks for it."""

import re

NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
TIME = (
    r"(?:个?工作日|天|日|小时|分钟|秒|周|个?月|年"
    r"|(?:working |business )?(?:day|hour|minute|second|week|month|year)s?\b)"
)
LEAST = r"最(?:短|少|低|小|便宜|早)|\b(?:shortest|fewest|lowest|smallest|cheapest|least|earliest)\b"
MOST = r"最(?:长|多|高|大|贵|晚)|\b(?:longest|most|highest|largest|biggest|dearest|latest)\b"
# A quick delivery has few days; of what is no time, such as km/h, "quick" does not tell the way.
QUICK, SLOW = r"最快|\b(?:fastest|quickest|soonest)\b", r"最慢|\bslowest\b"
ASKED_UNIT = r"多少个?(天|元|年|个月|周|小时|人|%)|how many (\w+)"


def extreme(question, quotes):
    """(names, number) of the sources whose quote has the number asked for; None when it is unsaid.

    Nothing is told unless each of two or more quotes has one number alone, or one in the unit
    that was asked for.
    """
    timed = bool(re.search(rf"{NUMBER}\s*{TIME}", " ".join(quotes.values()), re.IGNORECASE))
    least = LEAST + (f"|{QUICK}" if timed else "")
    most = MOST + (f"|{SLOW}" if timed else "")
    low, high = (bool(re.search(words, question, re.IGNORECASE)) for words in (least, most))
    values = {name: number_of(question, quote) for name, quote in quotes.items()}
    if low == high or len(values) < 2 or None in values.values():
        return None
    best = (min if low else max)(values.values())
    return [name for name, value in values.items() if value == best], best


def number_of(question, quote):
    """The one number of a quote, in the unit asked for where there are several; None else."""
    found = re.findall(NUMBER, quote)
    unit = re.search(ASKED_UNIT, question, re.IGNORECASE)
    if len(found) > 1 and unit:
        word = re.escape((unit[1] or unit[2]).rstrip("s"))
        found = re.findall(rf"{NUMBER}\s*(?:个|working |business )?(?:工作)?{word}", quote, re.I)
    return float(found[0].replace(",", "")) if len(set(found)) == 1 else None


def subject_of(document):
    """What a document is about: its first heading, else its first line, when that is short."""
    lines = [line for line in document.lines if line.text.strip()]
    heading = next((line.text for line in lines if line.kind == "heading"), "")
    text = (heading or (lines[0].text if lines else "")).strip().lstrip("# ")
    return text if len(text) <= 60 else ""

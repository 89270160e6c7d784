"""Which of several sources gives the smallest or the largest number, where a text asks for it."""

import re
from collections import Counter
from itertools import pairwise

from words import words_of

NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
TIME = (
    r"(?:个?工作日|天|日|小时|分钟|秒|周|个?月|年"
    r"|(?:working |business )?(?:day|hour|minute|second|week|month|year)s?\b)"
)
# "更轻", "最贵", "哪个便宜"
ZH_HOW = r"(?:[最更]|哪[个款家种些份门位台本期]?(?:[^，,。？?最]{0,6}?))"
LEAST = (
    rf"{ZH_HOW}(?:短|(?<!多)少|低|小|便宜|早(?![餐饭班上市])|先(?![进生前])|轻|矮|窄|近|省)"
    r"|\b(?:shortest|fewest|lowest|smallest|cheapest|least|earliest|lightest|nearest|closest"
    r"|youngest|thinnest|narrowest|quietest|shallowest|slimmest|shorter|fewer|lower|smaller|cheaper|less|earlier|lighter|nearer|first)\b"
)
MOST = (
    rf"{ZH_HOW}(?:多(?![少久长高大重远宽深快])|(?<!多)[长高大久重远宽]|贵|晚(?![餐饭班上会])|耐用)"
    r"|\b(?:longest|most|highest|largest|biggest|dearest|latest|heaviest|greatest|farthest"
    r"|furthest|tallest|widest|deepest|thickest|strongest|brightest|loudest|longer|more|higher|larger|bigger|dearer|later|heavier|greater|farther|last)\b"
)
# A quick delivery has few days; of what is no time, such as km/h, "quick" does not tell the way.
QUICK = rf"{ZH_HOW}快|\b(?:fastest|quickest|soonest|faster|quicker)\b"
SLOW = rf"{ZH_HOW}慢|\bslowe(?:st|r)\b"
BOUNDED = r"\b(?:more|less|fewer|longer|later|earlier|higher|lower) than \d+|at (?:most|least)"
# The best price is the least, the best guarantee the longest.
BEST = r"最[好佳优]|更[好优]|\b(?:best|better|most generous)\b"
SPENT = r"价|费|钱|押金|成本|\b(?:price|cost|fee|rent|deposit|deal|rate|offer price)\w*\b"
EXTREME = f"{LEAST}|{MOST}|{QUICK}|{SLOW}|{BEST}"
WHICH = r"哪|谁|\b(?:which|who|whose|what|where)\b"
# What stands right before a number: a few signs, or words.
NEAR = re.compile(r"[一-鿿]{0,4}[^\w]*$|(?:[A-Za-z]+[^\w]+){0,4}$")
ASKED_UNIT = r"多少个?(天|元|年|个月|周|小时|人|%)|how many (\w+)"
UNIT = r"\s?((?:working |business )?[A-Za-z%°]+|个?[一-鿿]{1,2})?"


def asks_extreme(question):
    """Whether a question asks which of all has most or least of something."""
    free = re.sub(BOUNDED, " ", question, flags=re.IGNORECASE)
    most = re.search(EXTREME, free, re.IGNORECASE)
    return bool(most and re.search(WHICH, free, re.IGNORECASE))


def most_said(question):
    """How a question says what it wants most of: 最快, "cheapest"; "" where it only compares."""
    free = re.sub(BOUNDED, " ", question, flags=re.IGNORECASE)
    said = re.search(EXTREME, free, re.IGNORECASE)
    most = re.search(r"最.+$|^[a-z]+est$", said[0], re.IGNORECASE) if said else None
    return most[0].lower() if most else ""


def extreme(question, quotes, asked=()):
    """(names, numbers) of the sources whose quotes have the number asked for; None when it is
    unsaid.

    Of a quote with several numbers those count that stand after a word for what is `asked`.
    Nothing is told unless each of two or more quotes has a number in the unit that was asked for
    or that all share, and, of a quote with several, each would give the same answer.
    """
    timed = bool(re.search(rf"{NUMBER}\s*{TIME}", " ".join(quotes.values()), re.IGNORECASE))
    least = LEAST + (f"|{QUICK}" if timed else "")
    most = MOST + (f"|{SLOW}" if timed else f"|{QUICK}")
    spent = re.search(SPENT, question, re.IGNORECASE)
    least, most = (f"{least}|{BEST}", most) if spent else (least, f"{most}|{BEST}")
    low, high = (bool(re.search(words, question, re.IGNORECASE)) for words in (least, most))
    values = numbers_by_unit(question, quotes, asked)
    if low == high or len(values) < 2 or not all(values.values()):
        return None
    best, outer = (min, max) if low else (max, min)
    near = {name: best(numbers) for name, numbers in values.items()}
    winners = [name for name, value in near.items() if value == best(near.values())]
    for name in winners:
        far = outer(values[name])
        others = [best(values[o]) for o in values if o not in winners]
        if others and best([far, *others]) != far:
            return None
    return winners, sorted({value for name in winners for value in values[name]})


def numbers_by_unit(question, quotes, asked):
    """The numbers of each quote: in the unit asked for, else in that which all of them share."""
    found = {name: numbers_on(quote, asked) for name, quote in quotes.items()}
    unit = re.search(ASKED_UNIT, question, re.IGNORECASE)
    wanted = {plain(unit[1] or unit[2])} if unit else shared(found)
    units = {plain(pair[1]) for pairs in found.values() for pair in pairs}
    if not wanted and all(units) and len(units) > 1:
        return {}  # litres are not held against euros
    return {
        name: {
            float(number.replace(",", ""))
            for number, unit in pairs
            if plain(unit) in wanted or not (wanted and len(pairs) > 1)
        }
        for name, pairs in found.items()
    }


def numbers_on(quote, asked):
    """(number, unit) of a quote: those that stand after a word for what is asked, else all."""
    hits = list(re.finditer(NUMBER + UNIT, quote))
    before = [quote[start.end(1) : hit.start()] for start, hit in pairwise(hits)]
    before = [quote[: hits[0].start()], *before] if hits else []
    before = [NEAR.search(text)[0] for text in before]
    told = [
        hit
        for hit, text in zip(hits, before, strict=True)
        if any(concept.times(Counter(words_of(text))) for concept in asked)
    ]
    return [hit.groups() for hit in told or hits]


def shared(found):
    """The units that stand in all quotes."""
    units = [{plain(unit) for _, unit in pairs} for pairs in found.values()]
    return set.intersection(*units) if units else set()


def plain(unit):
    """A unit without what may stand around it: "working days" is "day", 个工作日 is 工."""
    unit = (
        (unit or "").lower().removeprefix("working ").removeprefix("business ").removeprefix("个")
    )
    return unit.rstrip("s") if unit.isascii() else unit[:1]


LONGEST_SUBJECT = 60
KIND_ONLY = re.compile(
    r"(?:offers?|quotations?|quotes?|bids?|tenders?|proposals?|contracts?|agreements?|invoices?"
    r"|letters?|notices?|reports?|minutes|menus?|memos?|报价单?|投标书|标书|合同|协议|发票|通知|报告|会议纪要|菜单)",
    re.IGNORECASE,
)


def subject_of(document):
    """What a document is about: its first heading, else its first line or its first sentence, when
    that is short; with a heading that says only of what kind it is the first sentence as well."""
    lines = [line for line in document.lines if line.text.strip()]
    heading = next((line.text for line in lines if line.kind == "heading"), "")
    heading = heading.strip().lstrip("# ")
    others = (line.text.strip() for line in lines if line.kind != "heading")
    below = next((text for text in others if text != heading), "")
    begins = re.split(r"(?<=[.!?])\s|(?<=[。！？])", below)[0].rstrip(".。")
    if heading and not KIND_ONLY.fullmatch(heading):
        return heading if len(heading) <= LONGEST_SUBJECT else ""
    text = below if not heading and len(below) <= LONGEST_SUBJECT else begins
    both = ": ".join(filter(None, (heading, text)))
    return both if len(both) <= LONGEST_SUBJECT else heading

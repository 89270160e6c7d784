"""Several things asked at once in English, and what stands around a question: each part is read by itself."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re
from dataclasses import replace

from aios_skill import Failure
from aside import alone, also, kept_picture
from asks import Read, leading, with_grand_total
from frames import without_frame
from query import Measure
from rounding import without_rounding
from winners import on_the_winner

_NOT_READ = ("question_not_understood", "column_unknown", "not_numeric")
_SENTENCES = r"(?<=[!?\n])\s+|(?<=[a-z0-9)%\"'][.;])\s+(?=[A-Z\"'(a-z])"
_HEADING = r"^\s*(?P<head>(?:[^:?.!\n]|\.(?=\w)){3,70}):\s+(?=\S+\s+\S)"
# A sentence that only tells has neither a number nor a word of a condition, and asks nothing.
_TELLS = r"\d|[?]|\b(?:only|except|exclud\w+|ignor\w+|without|skip\w*|leave|count|mean|means|average|total|sum|per|each|every|by|which|what|who|how|when|where|list|show|give|tell|compare|plot|draw|chart|find|sort|rank|round|save|write|export|percent\w*|top)\b"
# "overall and for every campaign": the same of all, then of each.
_BOTH = r"(?:,?\s*(?:both )?\b(?:overall|in total|altogether|as a whole|in all|for (?:the )?(?:all|whole|everything|everyone)|(?:across|over|of) (?:all(?: of them)?|everything))\s*,?\s+(?:and|as well as|plus)\s+(?:also )?(?:the |an? )?(?:sum |total |average |mean |number |count |same )?)(?P<each>(?:for|per|by|in|of|within) (?:each |every |the )?[a-z_ ]+?)(?P<end>\s*(?:[.,;?!]|$))"
_TURNED = r"(?P<each>\b(?:per|by|for each|for every|in each|of each) [a-z_ ]+?)\s*,?\s+(?:and|as well as|plus)\s+(?:also )?(?:overall|in total|altogether|as a whole|for all(?: of them)?(?: together)?|across all)(?P<end>\s*(?:[.,;?!]|$))"
# "total per month please, and per category inside each month"
_INSIDE = r"^(?P<head>.*?\b(?:per|by|for each|for every)\s+(?P<one>[a-z_]+)\b.*?)[,.;]?\s+(?:and|then|plus)\s+(?:also )?(?:the same )?(?:per|by|for each|for every)\s+(?P<two>[a-z_ ]+?)\s+(?:inside|within|in|for|of)\s+(?:each|every|the|that|a) (?P=one)(?P<end>.*)$"
# ", and the grand total": of all the groups together
_GRAND = r"[,;.]?\s*\b(?:and|plus|with|as well as|also)(?: also)?(?: (?:give|tell|show|add|include)(?: me| us)?)?\s+(?:the|an?) (?:grand|overall|combined|whole) (?P<what>total|sum|average|mean|number|count|median|figure)s?(?: (?:of|over|for|across) (?:all|everything)(?: of them)?)?(?: (?:too|as well))?(?=\s*(?:[.,;?!]|$))"
# A second question that goes on by itself: "Also tell the average amount".
_ALSO = r"^(?:and |also,? |in addition,? |additionally,? |besides,? |then |plus,? |please )*(?:also\b|and\b|in addition|additionally|besides|plus\b|(?:(?:in|on|at|by|to|from|for) )?(?:what|which)|who|how)"
_WHOLE = r"(?:all|each|every)(?: of)?(?: the| them)?(?: (?:two|three|four|five|six|seven|eight|nine|ten|twelve|\d+))?(?: (?:of them|others?|one|[a-z]+))?|them all|(?:the )?(?:full|whole|complete|entire) (?:list|ranking|table)|the (?:rest|others)(?: too| as well)?"
_IN_ORDER = r"(?:,? (?:and )?(?:(?:sorted|ordered|ranked|sort (?:them|it)|order(?:ed)? them|rank them)? ?(?:by [a-z]+)?,? ?(?:from )?(?:the )?(?:highest|most|largest|biggest|lowest|least|smallest|best|worst)(?: (?:one|total|value|number)s?)? (?:first|to (?:the )?\w+(?: one)?|down|up)|in (?P<way>de|a)scending order))?"
_ALL_OF = rf"(?:and |please |also |then )*(?:give|show|list|tell|rank)(?: me| us)? (?:{_WHOLE})(?:,? (?:with|and|by) (?:the |their |its )?(?P<with>[\w ]{{2,40}}?))?{_IN_ORDER}(?: (?:too|as well|please))?\s*[.!]?\s*"
_BY_HOW = r",?\s*(?:and )?by how (?:many (?:days|hours|minutes)|much|long)(?: (?:on average|in the mean|each))*\s*[?.!]*\s*$"
_AND_WHAT = r",?\s+(?=and (?:(?:in|on|at|by|to|from|for) )?(?:what|which|who|how) |and (?:also )?(?:please )?(?:tell|show) me (?:(?:on|in|at) )?(?:what|which|who) )"
# "Percentages with one decimal please.": how the numbers are to look
_LOOKS = r"(?:and |please |the |all )*(?:percentages?|percents?|numbers|figures|values|results?|amounts?|averages?|shares?|everything)(?: should be| please)?\W*"
_WHAT_ABOUT = r"^(?:and )?(?:what|how) about (?:the )?"
_REFERS = r"\b(?:its|their|theirs|it|they|them|those|these|that|this|there|his|her|each(?=\W*$|[,.;?!])|same|ones?|of which|respectively|counts?)\b"


def several_english(text, table, whole, read):
    """The Read of an English text that asks several things or tells more than it asks; None where `whole` does."""
    if re.search(r"[\u4e00-\u9fff]", text) or table.events:
        return None
    name = re.escape(os.path.basename(table.path))
    told = without_frame(text, table.path, os.path.basename(table.path))
    short = re.sub(
        rf",?\s*\b(?:in|from|of|for|using|with) {name}(?=\W|$)", " ", told.replace(table.path, " ")
    )
    for pair in _pairs(short):
        found = _both(*pair, read)
        if found:
            return found
    failed = isinstance(whole, Failure)
    if failed and whole.code not in _NOT_READ:
        return None
    found = _asked_beside(short, whole, read)
    return found or (_without_what_tells(text, read) if failed else None)


def _pairs(text):
    """The two texts of one that asks the same of all and of each."""
    flags = re.I | re.S
    if match := re.search(_BOTH, text, flags) or re.search(_TURNED, text, flags):
        head, tail = text[: match.start()], match["end"] + text[match.end() :]
        yield f"{head} {tail}", f"{head} {match['each']}{tail}"
    if match := re.match(_INSIDE, text, flags):
        lead, rest = text[: match.end("one")], text[match.end("one") : match.end("head")]
        yield f"{match['head']} {match['end']}", f"{lead} and {match['two']}{rest}{match['end']}"


def _both(one, other, read):
    """Both read, the second told after the first; None where one of them was not understood."""
    reads = [_read(text, read) for text in (one, other)]
    if None in reads or reads[0].query == reads[1].query:
        return None
    return _together(reads)


def _asked_beside(text, whole, read):
    """A grand total, or a second question of its own, told after the first."""
    if match := re.search(_GRAND, text, re.I):
        first = _read(text[: match.start()] + text[match.end() :], read)
        if with_grand_total(first):
            return first
    parts = [part for part in re.split(_SENTENCES, text) if part.strip(" .")]
    looks = [p for p in parts if re.fullmatch(_LOOKS, without_rounding(p)[0].strip(), re.I)]
    if looks:
        parts = [f"{p}, {looks[0].strip(' .')}" if without_rounding(looks[0])[1] and not place else p for place, p in enumerate(p for p in parts if p not in looks)]  # fmt: skip
    parts = re.split(_AND_WHAT, text, maxsplit=1) if len(parts) == 1 else parts
    if len(parts) == 2 and (match := re.fullmatch(_ALL_OF, parts[1].strip(), re.I)):
        return _all_beside(_read(parts[0], read), match)
    if match := re.search(_BY_HOW, text, re.I):
        return _by_how_much(_read(text[: match.start()], read))
    if len(parts) == 2 and re.match(_WHAT_ABOUT, parts[1], re.I):
        return _both_in_turn(parts, read)
    if len(parts) != 2 or not re.match(_ALSO, parts[1], re.I):
        return None
    return _second(parts, whole, read)


def _second(parts, whole, read):
    """A second question: on what came first in the first, or of its own."""
    if re.search(_REFERS, parts[1], re.I):
        won = on_the_winner(parts, lambda words: _read(words, read))
        return _together(won) if won else None
    if not isinstance(whole, Failure) and whole.question.parts.marked:
        return None  # the end of a list is told beside it
    reads = [_read(part, read) for part in parts]
    clear = None not in reads and not any(one.unused for one in reads)
    unread = isinstance(whole, Failure) or whole.unused or _mixes(whole, reads)
    if not (clear and unread) or reads[1].query.kind in ("rows", "summary"):
        return None
    return _together(reads)


def _all_beside(first, match):
    """ "On which day do most check in? Give all seven with counts.": the first of them, then all."""
    if first is None or first.query.limit != 1 or not first.query.groups:
        return None
    if set((match["with"] or "").lower().split()) - _told_words(first.query):
        return None
    ordered = re.search(r"\b(?:first|order|highest|most|lowest|least)\b", match.group(), re.I)
    by_time = bool(first.query.groups[0].unit) and not ordered
    held = {"limit": 0, "order": "group" if by_time else "value"}
    held["descending"] = first.query.descending and not by_time
    first.query.others.append(also(replace(alone(first.query), **held)))
    return first


def _told_words(query):
    """The words for what is told of each group, and light ones."""
    light = "the their total totals sum count counts number numbers of value values figure figures average averages respective and"
    names = " ".join(c.name for c in query.columns())
    told = re.findall(r"[a-z]+", f"{light} {names}".lower())
    return {*told, *(f"{word}s" for word in told)}


def _by_how_much(first):
    """ "How many came back late, and by how many days on average?": of the days that are compared."""
    if first is None or first.query.kind != "aggregate":
        return None
    made = [f.column for f in first.query.filters if f.column.factors]
    first.query.measures += [Measure(aggregate="mean", column=made[0])] if made else []
    return first if made else None


def _both_in_turn(parts, read):
    """ "Do kills correlate with score? What about deaths and score?": the second goes on from the first."""
    first = _read(parts[0], read)
    second = _read(parts, read)
    related = first and first.query.kind == "relation"
    if related and (second is None or second.query.kind != "relation"):
        said = re.sub(_WHAT_ABOUT, "", parts[1], flags=re.I)
        second = _read(f"correlation between {said}", read)
    return _together([first, second]) if first and second else None


def _mixes(whole, reads):
    """Whether the whole tells the one figure for the other."""
    if None in reads:
        return False
    alone, held = reads[0].query.filters, reads[1].query.filters
    if any(f in held and f not in alone for f in whole.query.filters):
        return True
    queries = [whole.query, *(other.query for other in whole.query.others)]
    grouped = [{g.title for g in query.groups} for query in queries]
    own = [{g.title for g in one.query.groups} for one in reads]
    if any(groups and groups not in grouped for groups in own):
        return True
    shown = whole.query.measures[:1] if whole.query.pivot else whole.query.measures
    told = {m.title for m in shown}
    told |= {m.title for other in whole.query.others for m in other.query.measures}
    return not {m.title for one in reads for m in one.query.measures} <= told


def _without_what_tells(text, read):
    """The first reading of the text without its heading, or without a sentence that only tells."""
    for less, left in _shorter(text):
        found = _read(less, read)
        beside = _asked_beside(less, found or Failure("question_not_understood", ""), read)
        found = beside or found
        if found:
            found.query.notes.append((f"没有用到：{left}", f'not used: "{left}"'))
            return found
    return None


def _shorter(text):
    """(the text without a part, the part) of each part that may be left out."""
    heading = re.match(_HEADING, text)
    if heading:
        yield text[heading.end() :], heading["head"].strip()
    parts = re.split(_SENTENCES, text)
    for place, part in enumerate(parts) if len(parts) > 1 else ():
        if not re.search(_TELLS, part, re.I):
            yield " ".join([*parts[:place], *parts[place + 1 :]]), part.strip()


def _read(text, read):
    try:
        query, question = read([text] if isinstance(text, str) else text)
    except Failure:
        return None
    if query.kind == "summary":
        return None
    return Read(query, question, tuple(question.parts.unused))


def _together(reads):
    """The one that leads with the others told after it."""
    first = leading(reads)
    for one in (one for one in reads if one is not first):
        first.query.others.append(also(kept_picture(one.query)))
        first.query.others += [reading for reading in one.query.others if reading.also]
        first.query.notes += [note for note in one.query.notes if note not in first.query.notes]
    return first

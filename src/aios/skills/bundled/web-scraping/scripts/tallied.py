"""How many of a site's addresses are of each of the parts that a sentence asks to be counted."""

import re

from answers import bounds_of
from arrange import arrangement
from kinds import WORDS
from looking import wording
from parts.arranging import keep

COUNTS = re.compile(
    r"多少|几[个条篇页]|数量|总数|个数|\bhow many\b|\bnumber of\b|\bcount\b|\btotal\b", WORDS
)
# That all are counted beside the part: "一共…，其中…", "how many, and how many of them".
OF_ALL = re.compile(
    r"其中|一共|总共|总数|合计|\b(?:in total|altogether|in all|overall|total)\b"
    r"|\bof (?:them|these|those|which)\b",
    WORDS,
)
CLAUSES = re.compile(
    r"[，,。；;？?！!、]|以及|\s+and\s+(?=how\b|the (?:number|total)\b|the /|/)", WORDS
)
PATH = re.compile(r"(?<![\w:/.])/(?:[\w.-]+/?)+")
SAMPLE = [{"link": "", "date": "2026-01-01"}]


def parts_counted(request):
    """The conditions of the parts of which each is to be counted beside all, or beside the others;
    [] where a sentence asks for no more than those of one part."""
    text = PATH.sub(lambda hit: hit[0].replace(".", "\0"), wording(request))
    clauses = [c.replace("\0", ".") for c in CLAUSES.split(text) if c.strip()]
    found = [(conditions(clause), bool(COUNTS.search(clause))) for clause in clauses]
    parts = [part for several, _ in found for part in several]
    whole = OF_ALL.search(text) or any(counts and not several for several, counts in found)
    beside_all = whole and any(counts for several, counts in found if several)
    beside_others = len(parts) > 1 and any(counts for _, counts in found)
    return parts if parts and (beside_all or beside_others) else []


def conditions(clause):
    """The conditions of each of the parts that a clause names: the paths in it, else what it says
    of its addresses."""
    if paths := PATH.findall(clause):
        return [[("link", "has", path)] for path in paths]
    kept = arrangement(clause, SAMPLE, None).keep
    return [kept] if kept else []


def tallies(request, items, parts):
    """A line for each of the parts with how many of the items it has."""
    for part in parts:
        count = len(keep((items, ""), part)[0])
        bounds = bounds_of({"KEEP": part}, request.language)
        yield request.say(f"其中 {bounds}：{count} 个", f"Of these with {bounds}: {count}")

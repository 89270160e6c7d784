"""All dates, amounts, addresses, action items … of documents, each with its place."""

import re
import tomllib
from collections import Counter

from asked import matter_of, question_of, speaks_of
from citing import result, where
from finding import find_passages
from passages import Unit, cut, units
from words import ASSETS, concepts, words_of

SHOWN = 100
MANY = 20
# How the answer is to look, not what is listed.
AS_TABLE = re.compile(r"成一?[张个]?表|做个表|\b(?:as|in|into) an? table\b|\btable of\b")
# Somebody is asked for, not what they wrote: "who wants money back".
WHO = re.compile(r"谁|\bwho(?:m|se)?\b", re.IGNORECASE)


# "Who has to do what by when": all there is to do.
DUTIES = re.compile(
    r"谁(?:要|该|需要?|应该)?(?:做|负责|干|完成)(?:些)?(?:什么|哪些)|各自的?(?:任务|分工|待办)|任务分工"
    r"|\bwho\s+(?:has\s+to|needs\s+to|should|must|is\s+to|does|will|is\s+doing|is\s+responsible\s+for)(?:\s+do)?\s+(?:what|which)\b",
    re.IGNORECASE,
)


def list_in_documents(request, reading, names):
    """Everything of the kinds asked for, in the order it stands, the same value once."""
    matter = matter_of(request, question_of(request), names)
    duties = DUTIES.search(question_of(request))
    kinds = [action_items()] if duties else kinds_of(matter)
    who = (
        not duties
        and WHO.search(question_of(request))
        and not speaks_of("all", question_of(request))
    )
    if not kinds or who:
        request.parameters.setdefault("count", MANY)
        return find_passages(request, reading, names)
    lines, data = [], []
    for kind in kinds:
        found, done = all_of(kind, reading.documents)
        lines.append(counted(request, kind, found, done))
        lines += on_matter(request, found, matters_in(matter, kinds))
        for value, (unit, places) in list(found.items())[:SHOWN]:
            shown = [where(request, document.name, place) for document, place in places]
            more = "…" if len(shown) > 3 else ""
            source = "" if kind.get("whole") else f" “{unit.text[:200]}”"
            lines.append(f"- {value} — {', '.join(dict.fromkeys(shown[:3]))}{more}{source}")
        if len(found) > SHOWN:
            lines.append(
                request.say(f"…另有 {len(found) - SHOWN} 个", f"… and {len(found) - SHOWN} more")
            )
        data += [
            {"kind": kind["name"], "value": value, "source": document.name, **place,
             "text": unit.text}
            for value, (unit, places) in found.items() for document, place in places
        ]  # fmt: skip
    return result(request, reading, lines, {"found": data}, honest=False)


def lists(request, reading, names):
    """The list of all of a kind, where nothing else is asked for: "哪些日期"; None elsewhere."""
    question = question_of(request)
    if DUTIES.search(question):
        return list_in_documents(request, reading, names)
    matter = matter_of(request, question, names)
    kinds = kinds_of(matter)
    if not kinds or matters_in(matter, kinds) or not speaks_of("all", question):
        return None
    return None if speaks_of("compare", question) else list_in_documents(request, reading, names)


def action_items():
    """What there is to do, as a kind that can be listed."""
    table = tomllib.loads((ASSETS / "kinds.toml").read_text("utf-8"))
    return {**table["action"], "name": "action"}


def matters_in(text, kinds):
    """What a text asks about beside the kinds themselves: "the e-mail of the lawyer"."""
    said = {word for kind in kinds for entry in kind["words"] for word in words_of(entry)}
    return [c for c in concepts(text) if not said & {word for form, _ in c.forms for word in form}]


def on_matter(request, found, matters):
    """A line with the values whose sentences hold most of what is asked about, if only some do."""
    held = {}
    for value, (unit, _) in found.items():
        words = Counter(words_of(unit.text))
        held[value] = sum(1 for concept in matters if concept.times(words))
    best = [value for value, count in held.items() if count and count == max(held.values())]
    if not best or len(best) == len(found):
        return []
    about = request.say("、", ", ").join(dict.fromkeys(f"“{c.written}”" for c in matters))
    shown = request.say("、", ", ").join(best[:SHOWN])
    return [request.say(f"与 {about} 同句的：{shown}", f"In a sentence with {about}: {shown}")]


def kinds_of(text):
    """The kinds a text asks for, as tables of kinds.toml with their name, in order of mention."""
    table = tomllib.loads((ASSETS / "kinds.toml").read_text("utf-8"))
    lowered, found = text.lower(), {}
    for name, kind in table.items():
        for word in kind["words"]:
            bare = rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
            match = re.search(bare, lowered)
            if match:
                span = (match.start(), match.end())
                found[name] = max(found.get(name, span), span, key=lambda s: s[1] - s[0])
    # "e-mail address" is no address of a page, "phone numbers" are no numbers.
    inner = {
        name for name, (first, last) in found.items()
        if (name == "number" and len(found) > 1)
        or any(a <= first and last <= b and (a, b) != (first, last) for a, b in found.values())
    }  # fmt: skip
    if len(found) > 1 and AS_TABLE.search(lowered):
        inner.add("table")
    names = sorted(set(found) - inner, key=lambda name: found[name])
    return [{**table[name], "name": name} for name in names]


def all_of(kind, documents):
    """({value: (its first sentence, [(document, place)])}, how many are ticked off)."""
    found, done = {}, 0
    patterns = [
        re.compile(p, re.IGNORECASE if not kind.get("whole") else 0) for p in kind["patterns"]
    ]
    for document in documents:
        for unit, heading in sources(document, not kind.get("whole")):
            if "done" in kind and re.search(kind["done"], unit.text):
                done += 1
                continue
            listed = unit.kind == kind.get("unit") or (
                unit.kind != "text"
                and re.search(kind.get("headings", "(?!)"), heading.strip(), re.IGNORECASE)
            )
            for value in values(unit.text, patterns) or ([bare(unit.text)] if listed else []):
                found.setdefault(value, (unit, []))[1].append((document, unit.place))
    return found, done


def sources(document, headings=False):
    """(a sentence, item, row or, if wanted, heading, the heading above it), in order."""
    above = None
    for passage in cut(document):
        titles = (line for line in document.lines if line.kind == "heading")
        own = next((t for t in titles if t.text == passage.heading), None)
        if headings and own is not above and own is not None:
            yield Unit(own.place, own.text), own.text
        above = own
        for unit in units(passage):
            if passage.lines[0].kind != "heading":
                yield unit, passage.heading


def values(text, patterns):
    """What the patterns find, by place, each stretch of the text once."""
    found, taken = [], []
    for pattern in patterns:
        for match in pattern.finditer(text):
            first, last = match.span("value") if "value" in pattern.groupindex else match.span()
            if not any(first < b and a < last for a, b in taken):
                taken.append((first, last))
                found.append((first, match.string[first:last].strip(" .,，。;；")))
    return [value for _, value in sorted(found) if value]


def bare(text):
    """An item without its mark."""
    return re.sub(r"^\s*(?:[-*+•·]|\d{1,3}[.)、])\s*", "", text).strip()


def counted(request, kind, found, done):
    """How many there are, those ticked off aside."""
    text = request.say(f"{kind['zh']}：{len(found)} 个", f"{len(found)} {kind['en']}")
    if done:
        text += request.say(
            f"（另有 {done} 个已完成，未列出）", f" ({done} more are ticked off and left out)"
        )
    return text + request.say("。", "." if not found else ":")

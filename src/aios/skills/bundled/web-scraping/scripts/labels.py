"""Fields that items say in words: under a label of their own, or within a longer text."""

import re
from collections import Counter
from statistics import mean

from css import shorten
from kinds import KINDS, WORDS, asked_fields
from parts.listing import PHRASES, after_label
from valued import is_value_said

LABELS = re.compile(r"(?:^|[\s/|·•;；,，])([A-Za-z][\w ]{0,14}?|[一-鿿]\w{0,14}?)\s*[:：](?!//)")


def is_told(label, texts, text):
    """Whether a text says one of the values that stand under a label: "科幻" of 类型."""
    values = {value for t in texts if (value := after_label(t, label))}
    return len(values) > 1 and any(is_value_said(value, text) for value in values)


def phrase_place(name, places, found):
    """The tightest place where most items say a field within a longer text, None without one."""
    best, shortest = None, 0.0
    for (scope, steps), hits in places.items():
        texts = [" ".join(e.get_text(" ").split()) for e in hits.values()]
        said = sum(bool(PHRASES[name].search(text)) for text in texts)
        length = sum(map(len, texts)) / len(texts)
        if said * 2 > min(len(found.items), 40) and (best is None or length < shortest):
            best, shortest = (scope, steps), length
    if best is None:
        return None
    scope, steps = best
    place = shorten(list(steps), found.items) if steps and not scope else " > ".join(steps)
    return scope + place, f"phrase {name}"


TIME_SAID = r"(?<![a-z])times?\b|时间|几点|\bwhen\b"
CLOCK = re.compile(
    r"\d{1,2}[:：.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?[-–—~至到]\s?\d{1,2}[:：.]\d{2}(?:\s?[ap]\.?m\.?)?)?",
    re.IGNORECASE,
)


def time_of_day(text, places, found, fields):
    """The field of the hour that most items tell in an element of its own, where a text asks for
    times and the day is another field."""
    if "date" not in fields or not re.search(TIME_SAID, text, WORDS):
        return {}
    for (scope, steps), hits in places.items():
        texts = [" ".join(e.get_text(" ").split()) for e in hits.values()]
        told = sum(bool(CLOCK.fullmatch(text)) for text in texts)
        if steps and not scope and told * 2 > min(len(found.items), 40):
            return {"time": (shorten(list(steps), found.items), "text")}
    return {}


def labelled_fields(text, places, found, fields):
    """What the items write as "label: value" under labels that the text says, as their fields.

    A text that names no field wants them all.
    """
    labels, size = {}, min(len(found.items), 40)
    everything = not asked_fields(text)
    for (scope, steps), hits in places.items():
        texts = [" ".join(e.get_text(" ").split()) for e in hits.values()]
        counts = Counter(label for t in texts if len(t) < 200
                         for label in set(LABELS.findall(t)) if after_label(t, label))  # fmt: skip
        length = sum(map(len, texts)) / len(texts)
        for label, count in counts.items():
            told = label.lower() in text.lower() or is_told(label, texts, text)
            if count * 2 > size and (everything or told):
                labels[label] = min(
                    labels.get(label, (length, scope, steps)), (length, scope, steps)
                )
    known = [n for n in fields if n in KINDS]
    found_labels = {}
    for label, (_, scope, steps) in labels.items():
        words = [KINDS[name].words for name in known]
        said = re.search(rf"{re.escape(label)}\w{{0,2}}", text, WORDS)  # 出版 in 出版时间
        place = shorten(list(steps), found.items) if steps and not scope else " > ".join(steps)
        known_there = fields.get("duration", (None,))[0] == scope + place  # "Time: 20 min"
        if not (known_there or any(re.search(w, said.group() if said else label, WORDS)
                                   for w in words)):  # fmt: skip
            several = mean([len(e.find_all("a")) for e in places[scope, steps].values()]) > 1
            found_labels[label] = (scope + place, "list" if several else f"after {label}")
    return found_labels

"""Find the labels that a page's items write their values under, by what comes again in all."""

import re
from collections import Counter

from kinds import KINDS, WORDS
from parts.facts import TITLED, fact, lines_in, region

MOST = 12
# Words between others, which come again and are no labels.
JOINING = re.compile(
    r"by|and|or|of|in|on|at|to|from|for|with|the|an?|is|are|[和与及或在由的]", re.I
)
NAMES = re.compile(r"[^\W\d_][^:：]{0,23}")  # what a label looks like


def facts_of(items, text=""):
    """(selector, label → its values) of what the items write under labels of their own; the
    selector says whether an item's facts lie in it or follow it."""
    for selector in ("", "~"):
        regions = [region(item, selector) for item in items[:40]]
        if found := labels_of(regions, text):
            return selector, found
    return "", {}


def labels_of(regions, text=""):
    """Label → value in each region, for labels that most regions have; one value may be that of
    all where the text says the label."""
    counts, bare = Counter(), Counter()
    for parts in regions:
        texts = [text for line in lines_in(parts) for text in line]
        titled = {hit.group(1).strip() for t in texts if (hit := TITLED.fullmatch(t))}
        counts.update(titled)
        bare.update(set(texts) - titled)
    size = len(regions)
    always = {text for text, count in bare.items() if count * 5 >= size * 4 and size > 1}
    names = [n for n, count in counts.items() if count * 2 >= size] + sorted(always)
    known = {n for n in names if NAMES.fullmatch(n) and not JOINING.fullmatch(n)}
    found = {}
    for name in in_order(known, regions)[: 2 * MOST]:
        values = [fact(parts, name) for parts in regions]
        told = [value for value in values if value]
        varied = name in counts or len(set(told)) > 1
        plain = not any(value in known and (varied or value in found) for value in told)
        if len(told) * 2 >= size and plain and (varied or name.lower() in text.lower()):
            found[name] = values
    return dict(list(found.items())[:MOST])


def in_order(names, regions):
    """Some labels in the order in which the page has them."""
    order = {}
    for parts in regions:
        for line in lines_in(parts):
            for text in line:
                hit = TITLED.fullmatch(text)
                order.setdefault(hit.group(1).strip() if hit else text.strip(), len(order))
    return sorted(names, key=lambda name: order.get(name, 0))


def is_of_kind(label, name):
    """Whether a label is a word for a kind of field."""
    return re.search(KINDS[name].words, label, WORDS) is not None


def is_labelled(name, labels):
    """Whether one of some labels is a word for a kind of field."""
    return any(is_of_kind(label, name) for label in labels)

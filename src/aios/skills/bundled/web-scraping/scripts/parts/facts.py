"""Read what stands under a label, whatever marks it: "Phone: 555", two cells, a heading, a line."""

import re

from bs4 import NavigableString

INLINE = (
    "a", "abbr", "b", "bdi", "cite", "code", "data", "em", "font", "i", "label", "mark", "small",
    "span", "strong", "sub", "sup", "time", "u",
)  # fmt: skip
HIDDEN = ("script", "style", "template", "noscript")
TITLED = re.compile(r"([^:：]{1,24}?)\s*[:：]\s*(?!//)(.*)", re.DOTALL)
# What parts the values that one line has side by side.
BETWEEN = re.compile(r"\s+[/|·•｜–—-]\s+|[,;]\s+|[，、；]\s*|\s*[()（）]\s*|\s{2,}")


def region(element, selector):
    """The elements of an item: it alone, or with "~" also what follows up to the next one."""
    if selector != "~":
        return [element] if not selector else element.select(selector)[:1]
    parts = [element]
    for after in element.find_next_siblings():
        if after.name == element.name:
            break
        parts.append(after)
    return parts


def lines_in(elements):
    """The texts of some elements, line by line; words of one line in marks of their own are
    texts of their own."""
    lines = [[]]
    for element in elements:
        lines.append([])
        gather_lines(element, lines)
    return [line for line in lines if line]


def gather_lines(element, lines):
    """Add the texts below an element to the last of some lines, or to new ones."""
    for child in element.children:
        if type(child) is NavigableString:
            text = " ".join(child.split())
            if re.search(r"\w", text) or (text and lines[-1]):
                lines[-1].append(text)
        elif child.name in INLINE:
            gather_lines(child, lines)
        elif child.name is not None and child.name not in HIDDEN:
            lines.append([])
            gather_lines(child, lines)
            lines.append([])


def fact(elements, label):
    """What some elements say under a label, None where they do not have it."""
    lines = lines_in(elements)
    for number, line in enumerate(lines):
        for place, text in enumerate(line):
            titled = TITLED.fullmatch(text)
            name = titled.group(1) if titled else text
            if name.strip() != label:
                continue
            value = (titled.group(2) if titled else "") or rest_of(line[place + 1 :])
            if value or titled is None or not titled.group(2):
                after = lines[number + 1] if number + 1 < len(lines) else []
                value = value or ("" if is_titled(after) else " ".join(after))
                return value or None
    return None


def rest_of(texts):
    """What texts say up to the next label."""
    kept = []
    for text in texts:
        if is_titled([text]):
            break
        kept.append(text)
    return " ".join(kept).strip(" :：|·,，;；")


def is_titled(texts):
    """Whether a line begins with a label of its own."""
    return bool(texts) and re.match(r"[^\W\d][^:：]{0,23}[:：](?!//)", texts[0]) is not None


def beside(element):
    """The texts that stand in an element itself, outside of all its parts, one by one."""
    own = " | ".join(
        " ".join(e.split()) for e in element.children if type(e) is NavigableString and e.strip()
    )
    return [part.strip(" –—|·:：") for part in BETWEEN.split(own) if re.search(r"\w", part)]

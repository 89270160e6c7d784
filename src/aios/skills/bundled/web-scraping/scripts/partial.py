"""Groups of elements that look alike and are parts of a page's items, or lie under them."""

import re
from collections import Counter, defaultdict

from css import classes

SAMPLE = 40
SHORT = 40  # the widest that a name is, where nothing but its place tells that it is one


def follow_headings(group):
    """Whether most members stand under a heading each, which is what they are about."""
    before = [element.find_previous_sibling() for element in group]
    headed = {id(e) for e in before if e is not None and re.fullmatch(r"h[2-6]", e.name)}
    own = first_heading(group[0])
    return own is None and len(headed) > 1 and len(headed) * 2 > len(group)


def first_heading(element):
    """The first heading in an element or that it is, None without one."""
    heading = re.compile(r"h[1-6]$")
    return element if heading.match(element.name) else element.find(heading)


def are_parts_of_items(group):
    """Whether the members are name, price and stock of items, and not items: all have classes and
    share none, or lie in one link, or every parent holds the same row of differing members."""
    sets = [frozenset(classes(element)) for element in group[:SAMPLE]]
    if all(sets) and not frozenset.intersection(*sets):
        return True
    link = group[0].find_parent("a")
    if link is not None and link in group[1].parents:
        return True
    if share_headed_rows(group) or are_of_small_tables(group) or are_under_labels(group):
        return True
    rows = defaultdict(list)
    for element, names in zip(group, sets, strict=False):
        rows[id(element.parent)].append(names)
    kinds = set(map(tuple, list(rows.values())[: max(1, len(rows) - 1)]))
    return len(rows) > 1 and len(kinds) == 1 and len(set(kinds.pop())) > 1


def are_under_labels(group):
    """Whether the members say or follow a few labels that come again and again."""
    labels = Counter(map(label_of, group[:SAMPLE]))
    again = [label for label, count in labels.items() if label and count > 1]
    return len(again) > 1 and sum(labels[label] for label in again) * 5 >= sum(labels.values()) * 4


def label_of(element):
    """The label that a text begins with or stands behind, or its first words; "" for none."""
    text = element.get_text(" ", strip=True)
    said = re.match(r"([^\W\d][^:：]{0,23})[:：](?!//)", text)
    before = element.find_previous_sibling()
    if said or before is None or before.name != element.name:
        parts = list(element.stripped_strings) if not said else []
        return said.group(1) if said else parts[0] if len(parts) == 2 else ""
    return before.get_text(" ", strip=True)[:SHORT]


def are_of_small_tables(group):
    """Whether the members lie in tables, as many as there are items, of labels and values."""
    tables = {id(t): t for element in group[:SAMPLE] if (t := element.find_parent("table"))}
    labels = {labels_of(table) for table in tables.values()}
    return len(tables) > 1 and len(labels) == 1 and None not in labels


def labels_of(table):
    """What stands in the first cells of a table of labels and values; None for others."""
    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
    if not rows or any(len(cells) != 2 for cells in rows):
        return None
    return tuple(cells[0].get_text(" ", strip=True) for cells in rows)


def share_headed_rows(group):
    """Whether the members are cells, or in cells, of which one row of a table under headers holds
    several: topic and author of each thread."""
    rows = [element.find_parent("tr") for element in group[:SAMPLE] if element.name != "tr"]
    several = len({id(row) for row in rows}) < len(rows) and None not in rows
    table = rows[0].find_parent("table") if several else None
    top = table.find("tr") if table else None
    return top is not None and len(top.find_all("th", recursive=False)) > 1

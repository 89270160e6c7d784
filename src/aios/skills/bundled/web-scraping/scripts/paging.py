"""Selectors that hold on the following pages too, where each page calls its elements otherwise."""

from detect import find_list
from fields import place_fields
from parts.fetching import PageError, fetch, new_session, robots_rules
from parts.listing import parse, read_list


def across_pages(page, text, item, fields, pages):
    """(item selector, fields) with what the next pages need besides, of `pages` pages in all.

    As soon as a page has items by what is known, the others are taken to be like it.
    """
    session, url = new_session(), read_list(page, 1, item, fields)[1]
    rules = robots_rules(session, url) if url else None
    for number in range(2, pages + 1):
        try:
            after = fetch(session, url, rules) if url else None
        except PageError:  # what stops the program is told when it runs
            return item, fields
        if after is None:
            return item, fields
        items, following = read_list(after, number, item, fields)
        if items:
            return item, fields
        found = find_list(parse(after), text)
        if found is None:
            return item, fields
        more, _ = place_fields(found, text)
        item = f"{item}, {found.selector}"
        fields = {name: either(place, more.get(name)) for name, place in fields.items()}
        url = following
    return item, fields


def either(place, other):
    """A field's place that holds for two kinds of items."""
    if other is None or other[0] == place[0] or not (place[0] and other[0]):
        return place
    if place[0].startswith("+") or other[0].startswith("+"):
        return place
    return f"{place[0]}, {other[0]}", place[1]

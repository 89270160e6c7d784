"""Selectors that hold on the following pages too, where each page calls its elements otherwise."""

from functools import lru_cache

from detect import find_list
from fields import place_fields
from parts.fetching import PageError, fetch, new_session, robots_rules
from parts.listing import parse, read_list

MOST_LOOKED = 12  # pages on which the places of fields are looked for anew


def first_page(page, item, fields):
    """What `read_list` says of the first page; a long one is read once for the same fields."""
    items, url = _read(page, item, tuple(fields.items()))
    return [dict(one) for one in items], url


@lru_cache(maxsize=2)
def _read(page, item, fields):
    return read_list(page, 1, item, dict(fields))


def across_pages(page, text, item, fields, pages, count=None, also=()):
    """(item selector, fields) with what the next pages need besides, of `pages` pages in all or
    as many as it takes to have `count` items.

    A page on which the items, or fields that most items of the first page have, are not where
    they are known to be is looked at as if it were the first.
    """
    session = new_session()
    items, url = first_page(page, item, fields)
    first, last, usual, seen = items, items, filled(items), len(items)
    rules = robots_rules(session, url) if url else None
    for number in range(2, min(pages, MOST_LOOKED) + 1):
        enough = count is not None and seen >= count
        try:
            after = fetch(session, url, rules) if url and not enough else None
        except PageError:  # what stops the program is told when it runs
            return item, fields
        if after is None:
            return item, fields
        items, url = read_list(after, number, item, fields)
        if lost := usual - filled(items):
            more = elsewhere(after, text, item, fields, lost if items else set(fields), also)
            if more and read_list(page, 1, *more)[0] == first:
                item, fields = more
                items, url = read_list(after, number, item, fields)
        if not items or items == last:  # nothing more, or the site leads in circles
            return item, fields
        seen, last = seen + len(items), items
    return item, fields


def filled(items):
    """The fields that more than half of the items have."""
    names = {name for item in items for name in item}
    return {n for n in names if 2 * sum(item.get(n) is not None for item in items) > len(items)}


def elsewhere(page, text, item, fields, lost, also=()):
    """(item selector, fields) with where a page has what was lost there; None where it has not."""
    found = find_list(parse(page), text)
    if found is None:
        return None
    more, _ = place_fields(found, text, also)
    if lost == set(fields):  # no items at all
        item = f"{item}, {found.selector}"
    return item, {
        name: either(place, more.get(name)) if name in lost else place
        for name, place in fields.items()
    }


def either(place, other):
    """A field's place that holds for two kinds of items."""
    if other is None or other[0] == place[0] or not (place[0] and other[0]):
        return place
    if place[0].startswith("+") or other[0].startswith("+"):
        return place
    return f"{place[0]}, {other[0]}", place[1]

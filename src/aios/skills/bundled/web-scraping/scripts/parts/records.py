"""Read the records of a JSON API: the array, its fields, the next page."""

import json
from urllib.parse import urljoin

from parts.fetching import PageError, fetch, new_session

NEXT_PATHS = (
    *("next", "next_url", "next_page_url", "nextPageUrl", "links.next", "links.next.href"),
    *("_links.next.href", "paging.next", "pagination.next", "meta.next", "info.next"),
)


def read_records(page, number, array_path, fields):
    """The records below `array_path`, and the next page's address if the answer names one.

    `fields` maps a name to a dotted path inside a record; empty keeps every plain value.
    """
    data = load_json(page)
    found = follow(data, array_path)
    records = found if isinstance(found, list) else [found]
    items = [read_record(record, fields) for record in records]
    return [item for item in items if item], page.next_url or next_json(page, data)


def read_numbered(page, number, item_url, fields, count):
    """Records of an API that lists ids only: each is read from `item_url` with its id."""
    session = new_session()
    items = []
    for key in load_json(page)[:count]:
        record = load_json(fetch(session, item_url.format(id=key)))
        if isinstance(record, dict):
            items.append(read_record(record, fields))
    return items, ""


def load_json(page):
    """The page's data; raise PageError where it is no JSON."""
    try:
        return json.loads(page.text.lstrip("\ufeff"))
    except ValueError as problem:
        message = f"{page.url} holds no JSON: {problem}"
        raise PageError("not_json", message, url=page.url) from problem


def follow(data, path):
    """The value at a dotted path, None where there is none."""
    for key in [key for key in path.split(".") if key]:
        if isinstance(data, list) and key.isdigit() and int(key) < len(data):
            data = data[int(key)]
        else:
            data = data.get(key) if isinstance(data, dict) else None
    return data


def read_record(record, fields):
    """The fields asked for, or every plain value with nested ones under dotted names."""
    if fields:
        return {name: plain(follow(record, path)) for name, path in fields.items()}
    return dict(flatten(record, "")) if isinstance(record, dict) else {"value": plain(record)}


def flatten(record, prefix):
    """Pairs of dotted name and plain value."""
    for key, value in record.items():
        if isinstance(value, dict) and value:
            yield from flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", plain(value)


def plain(value):
    """A value that fits a cell: lists and mappings become JSON text."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def next_json(page, data):
    """The address of the next page where the answer holds one."""
    for path in NEXT_PATHS:
        value = follow(data, path)
        if isinstance(value, str) and value:
            return urljoin(page.url, value)
    return ""

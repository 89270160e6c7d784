"""Two lists of the same things compared by what they are called: what has another price now, what
stands on one of the pages alone, what on both."""

import re
import tempfile
import tomllib
from pathlib import Path

import aios_skill
from columns import Columns
from kinds import WORDS, asked_fields
from looking import file_names, said, wanted_file, wording
from parts.arranging import amount
from parts.saving import save
from several import named_alike

SAID = tomllib.loads((Path(__file__).parent / "compared.toml").read_text("utf-8"))
SHARE = 0.3  # of the shorter list, at the least, are the same things


def asks_to_compare(text):
    """The parts of a comparison that a text asks for, of changed, alone and both; all for one in
    general."""
    found = [part for part in ("changed", "alone", "both") if re.search(SAID[part], text, WORDS)]
    return found or (["changed", "alone"] if re.search(SAID["compare"], text, WORDS) else [])


def in_order(text, urls):
    """The two addresses, the page of before first, by their names or by what a text says."""
    first, second = (re.split(r"[/?#]+", url)[-1] or url.rstrip("/") for url in urls)
    if re.search(SAID["later"], first, WORDS) or re.search(SAID["earlier"], second, WORDS):
        return urls[::-1]
    between = text.partition(urls[0])[2].partition(urls[1])[0]
    named = re.search(SAID["earlier"], first, WORDS) or re.search(SAID["later"], second, WORDS)
    return urls[::-1] if not named and re.search(SAID["than"], between, WORDS) else urls


def compared(request, urls, read):
    """The result of a comparison of two lists; None where the pages are no such lists."""
    urls = in_order(said(request), urls)
    text, parts = wording(request), asks_to_compare(wording(request))
    fields = [n for n in asked_fields(text) if n not in ("title", "link")] or ["price"]
    results = []
    for url in urls:
        if (result := list_of(request, url, fields, read)) is None:
            return None
        results.append(result)
    known = dict(zip(urls, results, strict=True))
    old, new = lists = [
        by_name([named_alike(item, known) for item in result["data"]["items"]])
        for result in results
    ]
    same = [name for name in old if name in new]
    if len(same) < SHARE * min(len(old), len(new)):
        return None
    column = compared_column(text, lists, fields)
    lines, rows = [], []
    for part in parts:
        told, found = TELLERS[part](request, urls, old, new, column)
        lines, rows = lines + told, rows + found
    files = file_names(wanted_file(request, urls[0]))
    save(rows, *(f"{request.out}/{name}" for name in files))
    shown = ", ".join(reversed(files))
    lines.append(request.say(f"已保存：{shown}", f"Saved: {shown}"))
    data = {**results[0]["data"], "items": rows, "found": len(rows), "urls": list(urls)}
    code = "\n\n\n".join(result["code"] for result in results)
    return {**results[0], "code": code, "data": data, "answer": "\n".join(lines), "notes": []}


def list_of(request, url, fields, read):
    """All items of a page's list with some fields; None where it has none."""
    question, out, text = request.parameters["question"], request.out, request.parameters["url"]
    with tempfile.TemporaryDirectory() as folder:
        request.parameters["url"], request.out = url, folder
        request.parameters["question"] = f"list all: title, {', '.join(fields)}"
        try:
            return read(request)
        except aios_skill.Failure:
            return None
        finally:
            request.parameters["question"], request.out = question, out
            request.parameters["url"] = text


def by_name(items):
    """The items by what they are called."""
    columns = Columns(items)
    wordy = [n for n in columns.names if n not in (*columns.amounts(), "link")]
    column = "title" if "title" in columns.names else next(iter(wordy), "")
    return {str(item.get(column)).strip(): item for item in items if item.get(column)}


def compared_column(text, lists, fields):
    """The column whose values are compared: one asked for that both have, else the price."""
    names = [Columns(list(items.values())) for items in lists]
    both = [n for n in names[0].names if n in names[1].names and n not in ("title", "link")]
    found = [
        n
        for n in (*names[0].said(text, both), *fields, *(names[0].of_field("price"),), *both)
        if n in both
    ]
    return next(iter(found), "")


def changed(request, urls, old, new, column):
    """(lines, rows) on what has another value on the second page than on the first."""
    text, rows = wording(request), []
    for name in (n for n in old if n in new and column):
        before, after = old[name].get(column), new[name].get(column)
        if before == after or (amount(before) is not None and amount(before) == amount(after)):
            continue
        rows.append({"title": name, f"old {column}": before, f"new {column}": after})
    up, down = (re.search(SAID[way], text, WORDS) for way in ("up", "down"))
    if bool(up) != bool(down):
        rows = [row for row in rows if is_up(row, column) == bool(up)]
    head = request.say(f"{column} 有变化的 {len(rows)} 项：", f"{len(rows)} with another {column}:")
    none = request.say(f"没有一项的 {column} 有变化。", f"None has another {column}.")
    sign = request.say("原 {} → 现 {}", "old {} → new {}")
    lines = [f"{n}. {row['title']}: {sign.format(*list(row.values())[1:])}{by_how_much(row)}"
             for n, row in enumerate(rows, 1)]  # fmt: skip
    return [head if rows else none, *lines], rows


def by_how_much(row):
    """The difference of the two values of a row in brackets, "" where they are no numbers."""
    before, after = (amount(value or "") for value in list(row.values())[1:])
    return "" if None in (before, after) else f" ({after - before:+g})"


def is_up(row, column):
    """Whether the new value of a row is the higher one."""
    values = [amount(row[f"{way} {column}"] or "") for way in ("old", "new")]
    return None not in values and values[1] > values[0]


def alone(request, urls, old, new, column):
    """(lines, rows) on what stands on one of the pages alone."""
    text, lines, rows = wording(request), [], []
    added, gone = (re.search(SAID[way], text, WORDS) for way in ("added", "gone"))
    for url, mine, other, wanted in ((urls[0], old, new, gone), (urls[1], new, old, added)):
        if (added or gone) and not wanted:
            continue
        names = [name for name in mine if name not in other]
        lines.append(request.say(f"只在 {url}：{len(names)} 项", f"Only on {url}: {len(names)}"))
        lines += [f"{n}. {told(name, mine, column)}" for n, name in enumerate(names, 1)]
        rows += [{**mine[name], "title": name, "page": url} for name in names]
    return lines, rows


def both(request, urls, old, new, column):
    """(lines, rows) on what stands on both pages, with both values."""
    names = [name for name in old if name in new]
    head = request.say(f"两个页面都有的 {len(names)} 项：", f"On both pages: {len(names)}")
    lines = [f"{n}. {told(name, old, column)}" for n, name in enumerate(names, 1)]
    rows = [{"title": name} for name in names]
    for row in rows if column else ():
        values = (old[row["title"]].get(column), new[row["title"]].get(column))
        row |= dict(zip((f"old {column}", f"new {column}"), values, strict=True))
    return [head, *lines], rows


def told(name, items, column):
    """An item with its value."""
    value = items[name].get(column) if column else None
    return name if value in (None, "") else f"{name} ({column}: {value})"


TELLERS = {"changed": changed, "alone": alone, "both": both}

"""Names in several folders that take each folder's own word: "a 的加上“x_”，b 的加上“y_”"."""

import os
import re
from dataclasses import replace

from aios_file_words import QUOTED
from naming import one_of, prefixed, suffixed
from plan import Plan
from selecting import fits, scope_of, walked


def plan_of(request, text):
    """New names in each of several folders by its own word; None where a text tells no such."""
    scope = scope_of(request, text)
    told, plan = wishes_of(text, scope), None
    for folder, wish in told:
        rule = one_of((prefixed, suffixed), request, wish)
        more = tuple(other for other, _ in told[1:])
        plan = plan or Plan(request, replace(scope, folder=told[0][0], more=more, files=()))
        place = replace(scope, folder=folder, more=(), files=(), names=[], without=[])
        for item in [item for item in walked(place, False) if fits(item, place)] if rule else ():
            plan.move(item, os.path.join(folder, rule[1](item, 0)))
    return plan if plan and plan.changes else None


def wishes_of(text, scope):
    """[(folder, what is wished for it)] where folders and quoted words take turns; else []."""
    quotes = [found.span() for found in QUOTED.finditer(text)]
    folders = folders_in(text, scope, quotes)
    turns = sorted([*((at, "f") for at, _, _ in folders), *((at, "q") for at, _ in quotes)])
    kinds = "".join(kind for _, kind in turns)
    if not re.fullmatch(r"(?:fq){2,}|(?:qf){2,}", kinds):
        return []
    (start, end, _), (begins, ends) = folders[0], quotes[0]
    head = text[: max(end, ends)]
    wishes = []
    for (_, _, folder), (first, last) in zip(folders, quotes, strict=True):
        spans = sorted([(start, end, folder), (begins, ends, text[first:last])], reverse=True)
        wish = head
        for left, right, new in spans:
            wish = f"{wish[:left]}{new}{wish[right:]}"
        wishes.append((folder, wish))
    return wishes


def folders_in(text, scope, shut):
    """(start, end, whole path) of each folder that a text names outside of quotations: those of the
    request, and such as lie beside one of them."""
    named = {root for root in scope.roots if root != scope.cwd}
    beside = {entry for root in named for entry in siblings(root)}
    found = {}
    for path in sorted(named | beside, key=len, reverse=True):
        for name in (os.path.relpath(path, scope.cwd), os.path.basename(path)):
            at = place_of(name, text, [*shut, *((a, b) for a, b, _ in found.values())])
            if at >= 0 and path not in found:
                found[path] = (at, at + len(name), path)
    return sorted(found.values())


def siblings(folder):
    """The folders beside a folder."""
    with os.scandir(os.path.dirname(folder)) as entries:
        return [entry.path for entry in entries if entry.is_dir()]


def place_of(name, text, shut):
    """Where a name first stands outside of the spans that are shut; -1 for nowhere."""
    edge = (r"(?<![\w./-])", r"(?![\w-])") if name.isascii() else ("", "")
    for found in re.finditer(edge[0] + re.escape(name) + edge[1], text, re.ASCII):
        if not any(start < found.end() and found.start() < end for start, end in shut):
            return found.start()
    return -1

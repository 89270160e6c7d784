"""What speaks for an action because a text describes what it makes, or orders what it does."""

import re

from aios.agents.folder_work import ordered
from aios.contracts.skill import Action

# It says what is to be made ("a CLI that converts csv to json"), and names nothing to work on.
_DESCRIBED = 5.0
_ORDERED = 7.0  # or it changes the files of a folder as the text orders


def describes(action: Action, text: str) -> bool:
    """True for a text that describes what the action makes (`x-describes`, a pattern)."""
    properties = action.parameters.get("properties", {}).values()
    patterns = [entry["x-describes"] for entry in properties if "x-describes" in entry]
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def undivided(action: Action, text: str) -> bool:
    """True for a text whose clauses all describe one thing the action makes (`x-undivided` beside
    the pattern): "a.csv has decimal commas. Make it a normal one"."""
    properties = action.parameters.get("properties", {}).values()
    patterns = [entry["x-describes"] for entry in properties if entry.get("x-undivided")]
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def writes_down(action: Action, text: str) -> bool:
    """True for a text that writes down the interface of what the action makes (`x-interface`, a
    pattern): "write a function chunk(items, size) that …"."""
    return _matches(action, "x-interface", text)


def sketches(action: Action, text: str) -> bool:
    """True for a text that sketches what the action makes and orders it in few words or none
    (`x-sketches`, a pattern): "stats.py please: it reads …", "需要 mask_phone(text)：…"."""
    return _matches(action, "x-sketches", text)


def _matches(action: Action, key: str, text: str) -> bool:
    properties = action.parameters.get("properties", {}).values()
    patterns = [entry[key] for entry in properties if key in entry]
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def described(action: Action, text: str) -> float:
    """What speaks for an action that makes what a text describes, or changes files as it orders."""
    return _DESCRIBED if describes(action, text) else _ORDERED * changes_as_ordered(action, text)


def changes_as_ordered(action: Action, text: str) -> bool:
    """True for an action that makes changes of the files in a folder (`x-orders`), as ordered."""
    properties = action.parameters.get("properties", {}).values()
    deeds = [entry["x-orders"] for entry in properties if "x-orders" in entry]
    return bool(deeds) and ordered(text) in deeds

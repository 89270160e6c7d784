"""Texts that are questions for an action by their very form: "15% of 240", "10 km in miles"."""

import re

from aios.contracts.skill import Action

# Such patterns may take long for what is long.
_LONGEST = 200


def forms(action: Action) -> list[str]:
    """How a text for the action looks from beginning to end (`x-whole`, a regular expression)."""
    properties = action.parameters.get("properties", {}).values()
    return [entry["x-whole"] for entry in properties if "x-whole" in entry]


def is_whole(action: Action, text: str) -> bool:
    """True for a text that is nothing but a question for the action."""
    asked = text.strip()
    return len(text) <= _LONGEST and any(
        re.fullmatch(form, asked, re.IGNORECASE) for form in forms(action)
    )

"""What a mistyped name may have meant."""

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """Up to three known names like this one, the likeliest first."""
    return difflib.get_close_matches(name, list(known), n=3, cutoff=0.4)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint: the likeliest name, or all there are."""
    names = list(known)
    near = nearest(name, names)
    return f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names) or 'none'}."

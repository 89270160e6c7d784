"""Column names of exports, made snake_case and unique: "Unit Price (USD)" → "unit_price_usd"."""

import re
import sys
from collections.abc import Iterable


def clean_name(name: str) -> str:
    """The name in small letters, its words joined by underscores; Chinese stays as it is."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name.strip("\ufeff "))
    words = re.findall(r"[^\W_]+", apart.replace("%", " percent ").replace("#", " number "))
    return "_".join(words).lower() or "column"


def clean_column_names(names: Iterable[str]) -> list[str]:
    """The names made clean; where two become the same, the later ones get _2, _3, …"""
    taken: set[str] = set()
    made = []
    for name in map(clean_name, names):
        unique, number = name, 1
        while unique in taken:
            number += 1
            unique = f"{name}_{number}"
        taken.add(unique)
        made.append(unique)
    return made


if __name__ == "__main__":
    given = sys.argv[1:] or ["Order ID", "unitPrice (USD)", "Qty", "qty", "Discount %"]
    print(clean_column_names(given))

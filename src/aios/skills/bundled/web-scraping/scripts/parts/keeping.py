"""Keep the items whose numbers meet conditions."""

import operator

SIGNS = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


def keep(found, conditions):
    """What a page held, without the items that fail a condition; an unknown number fails."""
    items, next_url = found
    return [item for item in items if meets(item, conditions)], next_url


def meets(item, conditions):
    """True when every bounded field of the item is a number within its bound."""
    for name, (sign, bound) in conditions.items():
        value = item.get(name)
        if not isinstance(value, (int, float)) or not SIGNS[sign](value, bound):
            return False
    return True

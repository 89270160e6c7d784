"""Checks for loops and calls that cannot come to an end."""

import ast
from collections.abc import Iterator

from aios_endless import endless
from finding import Finding


def check_endless(tree: ast.Module) -> Iterator[Finding]:
    """Loops whose condition nothing changes, or away from its end; endless recursion."""
    for found in endless(tree):
        facts = {"text": found.text, "names": ", ".join(found.names), "step": found.step}
        rule = f"endless-{found.kind}"
        if found.kind == "unchanged" and not found.step:
            rule = "endless-condition"
        yield Finding(rule, found.line, facts)


CHECKS = (check_endless,)

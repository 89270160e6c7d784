"""A finding: a rule that a line breaks, with the facts for its message."""

import ast
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

RULES_FILE = Path(__file__).resolve().parent.parent / "assets" / "rules.toml"
SEVERITIES = ("high", "medium", "low")


@dataclass(frozen=True)
class Finding:
    """`line` is 1-based; `facts` fill the rule's message."""

    rule: str
    line: int
    facts: dict[str, Any] = field(default_factory=dict)


def at(node: ast.AST, rule: str, **facts: Any) -> Finding:
    """The finding at the node's line."""
    return Finding(rule, getattr(node, "lineno", 1), facts)


def read_rules() -> dict[str, dict[str, Any]]:
    """The rules by name: severity, and per language the reason and the mend."""
    return tomllib.loads(RULES_FILE.read_text(encoding="utf-8"))


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or an attribute, "" of anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value)
        return f"{owner}.{node.attr}" if owner else node.attr
    return ""

"""Whether a file, a folder's programs or pasted code are right, in Python, JavaScript, shell, JSON,
YAML or TOML."""

from typing import Any

import aios_skill
import folder
import syntax
from aios_skill import Request


def check_syntax(request: Request) -> dict[str, Any]:
    """The errors in a file or in pasted code; in each program of a folder that is named."""
    place = None if request.parameters.get("file") else folder.folder_of(request)
    if place:
        return folder.review_all(request, place, syntax_alone)
    return syntax.check_syntax(request)


def syntax_alone(code: str, language: str) -> list[dict[str, Any]]:
    """The errors of syntax in a Python program as findings."""
    problems, _ = syntax.CHECKS["Python"](code)
    reasons = ((p, p.zh if language == "zh" else p.en) for p in problems)
    return [
        {"line": p.line, "severity": "high" if p.error else "low", "reason": reason, "mend": ""}
        for p, reason in reasons
    ]


if __name__ == "__main__":
    aios_skill.main({"check_syntax": check_syntax})

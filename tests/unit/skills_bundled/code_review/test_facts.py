"""Figures about a program, its layout, and what a JavaScript or shell program is said to have."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PROGRAM = '''import csv
import json as j
from os import path


class Till:
    def add(self, n):
        return n


def pairs(rows):
    found = []
    for a in rows:
        for b in rows:
            if a != b and a > 0:
                found.append((a, b))
    return found


def plain(x):
    """One way."""
    return path.join(x)
'''
Ask = Callable[..., Any]


@pytest.fixture
def ask(
    run_script: Callable[..., Any], guest_python: tuple[str, str], tmp_path: Path
) -> Callable[..., Any]:
    def asked(action: str, text: str, code: str = PROGRAM, name: str = "till.py") -> Any:
        path = tmp_path / name
        path.write_text(code, encoding="utf-8")
        given = {"text": text, "file": str(path)}
        return run_script("code-review", action, given, "en", guest_python)

    return asked


@pytest.mark.parametrize(
    ("text", "told", "untold"),
    [
        (
            "how many functions are in till.py",
            ["2 functions", "pairs, plain", "Till (add)"],
            ["unused"],
        ),
        ("which imports of till.py are never used", ["csv (line 1)", "j (line 2)"], ["path"]),
        ("which function of till.py is the most complex", ["pairs (line 11)", "complexity 5"], []),
        ("why does till.py get slow", ["pairs has 2 loops within each other"], ["plain has"]),
        ("which function of till.py is the longest", ["pairs (line 11): 7 lines"], ["unused"]),
        ("which of till.py are not typed", ["3 without", "Till.add (line 7): n, ->"], ["self"]),
        ("which of till.py have no docstring", ["2 without a docstring: Till.add, pairs"], []),
    ],
)
def test_the_figures_asked_for(ask: Ask, text: str, told: list[str], untold: list[str]) -> None:
    answer = ask("facts", text).result["answer"]
    assert all(word in answer for word in told)
    assert not any(word in answer for word in untold)


def test_every_figure_where_none_is_named(ask: Ask) -> None:
    ran = ask("facts", "figures of till.py")
    assert ran.result["data"]["unused_imports"] == ["csv", "j"]
    assert [one["name"] for one in ran.result["data"]["functions"]] == [
        "Till.add",
        "pairs",
        "plain",
    ]


def test_a_program_is_laid_out_and_means_the_same(ask: Ask) -> None:
    ran = ask("layout", "format till.py", "import os,sys\ndef  f( a,b ):\n  # why\n  return a+b\n")
    assert ran.result["data"]["formatted"] == "till_formatted.py"
    assert "def f(a, b):\n    # why\n    return a + b\n" in ran.result["code"]
    assert ask("layout", "format till.py", "x = 1\n").result["data"]["changed"] is False


def test_a_javascript_program_is_explained(ask: Ask) -> None:
    code = (
        "// rents out bikes\nconst db = require('db');\n\n// the price of so many hours\n"
        "function price(hours) { return 3 * hours; }\nconst free = (b) => !b.rented;\n"
        "app.get('/bikes', (q, r) => r.json(db.all()));\napp.listen(process.env.PORT);\n"
    )
    answer = ask("explain", "what is bikes.js for", code, "bikes.js").result["answer"]
    for told in (
        "It says of itself: rents out bikes",
        "Modules it needs: db",
        "- price(hours) — the price of so many hours",
        "- free = (b) =>",
        "- get /bikes",
        "Environment variables: PORT",
    ):
        assert told in answer


def test_a_shell_program_is_explained(ask: Ask) -> None:
    code = '#!/bin/bash\n# keeps photos safe\nset -e\nrsync -a "$HOME/p" /mnt\ndate >> done.log\n'
    answer = ask("explain", "what does keep.sh do", code, "keep.sh").result["answer"]
    for told in ("keeps photos safe", "Commands it runs: rsync, date", "done.log", "HOME"):
        assert told in answer


def test_what_is_defined_and_never_used_is_told_with_the_imports(ask: Ask) -> None:
    code = "import os\n\n\ndef _spare():\n    return 1\n"
    answer = ask("facts", "what is never used in odd.py", code, "odd.py").result["answer"]
    assert "os (line 1)" in answer and "_spare (line 4)" in answer and "complex" not in answer

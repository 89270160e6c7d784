"""A question on a table and the order of a report beside it are two steps."""

from pathlib import Path

import pytest

from aios.agents.places import Places
from aios.agents.reported import reported_apart


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Which route leads in a.csv? And make a report of the file as a web page",
            "Which route leads in a.csv? Then make a report as a web page of a.csv.",
        ),
        (
            "Make a report of a.csv and tell me who paid most",
            "Make a report of a.csv. Then tell me who paid most in a.csv?",
        ),
        ("Make a report of a.csv with the total by route", ""),
        ("Which route leads in a.csv? Plot it", ""),
        ("Which of the reports in a.csv is late?", ""),
    ],
)
def test_each_is_a_sentence_that_names_the_table(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "a.csv").write_text("x")
    assert reported_apart(text, Places(str(tmp_path))) == (expected or text)

"""What several of these tasks look for in an answer, its data and its files."""

import html
import re
from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.judging import handed, whole, workbook

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def cells(path: Path) -> str:
    """The XML of a workbook, its letters in plain."""
    return html.unescape(workbook(path))


def everything(answered: Answered) -> str:
    """The answer, its data and every file that was handed over, workbooks as their XML."""
    books = (cells(path) for path in handed(answered) if path.name.lower().endswith(".xlsx"))
    return "\n".join([whole(answered), *books])


def numbers(text: str) -> set[float]:
    """Every number of the text, with its thousands' commas read as such and as separators."""
    return {float(n) for form in (text, _THOUSANDS.sub("", text)) for n in _NUMBER.findall(form)}


def tells_numbers(answered: Answered, *values: float, by: float = 0.011) -> None:
    """Each value is somewhere in the answer, its data or its files."""
    told = numbers(everything(answered))
    for value in values:
        assert any(abs(n - value) <= by for n in told), f"{value}: {answered.answer[:1500]}"


def together(answered: Answered, name: str, *values: float, by: float = 0.011) -> None:
    """A line has the name and each of the values."""
    low = name.lower()
    lines = [x.lower() for x in everything(answered).splitlines()]
    tables = [numbers(x.replace(low, " ")) for x in lines if low in x]
    found = any(all(any(abs(n - v) <= by for n in told) for v in values) for told in tables)
    assert found, f"{name} with {values}: {answered.answer[:1500]}"


def leads(answered: Answered, first: str, others: list[str]) -> None:
    """Of all of these the answer names this one first."""
    at = answered.answer.find(first)
    places = [answered.answer.find(other) for other in others if other != first]
    assert at >= 0 and all(place < 0 or at < place for place in places), (
        f"{first!r} does not lead: {answered.answer[:1500]}"
    )

"""Words that say outright what is wanted of a page."""

import importlib.util

import pytest
from tests.unit.skills_bundled.web_scraping.conftest import SCRIPTS


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ('verify that http://localhost:1/ contains "hello"', "find_text"),
        ("contact mails and phones on http://localhost:1/", "read_contacts"),
        ("http://localhost:1/ 的标题和描述是什么", "read_info"),
        ("phones under 200 on http://localhost:1/", ""),
    ],
)
def test_what_is_asked_outright_is_known_by_its_words(text: str, action: str) -> None:
    place = importlib.util.spec_from_file_location("deeds", SCRIPTS / "deeds.py")
    assert place and place.loader
    deeds = importlib.util.module_from_spec(place)
    place.loader.exec_module(deeds)
    assert deeds.deed_of(text) == action

"""The tasks on web pages."""

import pytest

from aios.sync import AIOS
from tests.tasks.case import Case
from tests.tasks.running import cases, judge

pytestmark = [pytest.mark.machine, pytest.mark.image]


AREAS = ("scraping", "scraping_pages", "scraping_chosen")
CASES = [case for area in AREAS for case in cases("cases", area)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_task(aios: AIOS, case: Case) -> None:
    judge(aios, case)

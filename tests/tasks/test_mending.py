"""The tasks on programs of the user."""

import pytest

from aios.sync import AIOS
from tests.tasks.case import Case
from tests.tasks.running import cases, judge

pytestmark = [pytest.mark.machine, pytest.mark.image]


@pytest.mark.parametrize("case", cases("cases", "mending"), ids=lambda case: case.name)
def test_task(aios: AIOS, case: Case) -> None:
    judge(aios, case)

"""The tasks on more programs."""

import pytest

from aios.sync import AIOS
from tests.tasks.case import Case
from tests.tasks.running import cases, judge

pytestmark = [pytest.mark.machine, pytest.mark.image]


@pytest.mark.parametrize("case", cases("cases", "programs"), ids=lambda case: case.name)
def test_task(aios: AIOS, case: Case) -> None:
    judge(aios, case)

"""One AIOS for all tasks of a file."""

from collections.abc import Iterator

import pytest

from aios.sync import AIOS
from tests.tasks.running import opened


@pytest.fixture(scope="module")
def aios(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AIOS]:
    """Open, without a model."""
    with opened(tmp_path_factory.mktemp("workspace")) as system:
        yield system

"""A whole AIOS in a temporary workspace, with machines that do not run and no model."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from aios.system import AsyncAIOS
from aios.testing import DryBackend


@pytest.fixture
async def aios(tmp_path: Path) -> AsyncIterator[AsyncAIOS]:
    async with AsyncAIOS(tmp_path / "ws", drivers=[], backends=[DryBackend()]) as opened:
        yield opened

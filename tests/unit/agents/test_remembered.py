"""A text is weighed once for a plan, in each context by itself."""

from pathlib import Path

import pytest

from aios.agents.choose import Chooser, Fit
from aios.agents.fill import Context
from aios.agents.places import Places
from aios.agents.remembered import Remembered
from aios.kernel.router import Router
from aios.skills.library import SkillLibrary


def test_a_text_is_weighed_once_in_each_context(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weighed: list[tuple[str, bool]] = []

    def fits(self: Chooser, text: str, context: Context, *_: object) -> list[Fit]:
        weighed.append((text, context.promised))
        return []

    monkeypatch.setattr(Chooser, "fits", fits)
    chooser = Remembered(SkillLibrary(()), Router().route)
    here = Context(places=Places(str(tmp_path)))
    for context in (here, here.but(promised=True), here):
        assert chooser.fits("plot it", context) == []
    chooser.fits("plot it", here, ("data-analysis",))
    assert weighed == [("plot it", False), ("plot it", True), ("plot it", False)]

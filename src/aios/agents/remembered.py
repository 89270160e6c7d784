"""A chooser for one plan, which weighs each text once: folders stay as they are meanwhile."""

from collections.abc import Callable, Sequence

from aios.agents.choose import Chooser, Fit
from aios.agents.fill import Context
from aios.contracts.route import Route
from aios.skills.library import SkillLibrary


class Remembered(Chooser):
    """Chooses as any chooser; what a text and its context gave is given again."""

    def __init__(self, library: SkillLibrary, route: Callable[[str], Route]) -> None:
        super().__init__(library, route)
        self._weighed_before: dict[tuple[str, ...], list[tuple[Context, list[Fit]]]] = {}

    def fits(
        self,
        text: str,
        context: Context,
        skills: Sequence[str] = (),
        preferred: Sequence[str] = (),
    ) -> list[Fit]:
        """What `Chooser.fits` gives."""
        known = self._weighed_before.setdefault((text, *skills, "", *preferred), [])
        for same, fits in known:
            if same == context:
                return list(fits)
        fits = super().fits(text, context, skills, preferred)
        known.append((context, fits))
        return list(fits)

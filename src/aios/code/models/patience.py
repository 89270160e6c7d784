"""How long to wait before a model is asked again, and when that is of no use."""

import random
from collections.abc import Callable

from aios.contracts.errors import AiosError

TRIES = 4
LOADING_TRIES = 12
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 8.0
FIRST_LOAD_S, LONGEST_LOAD_S = 1.0, 15.0
LONGEST_ASKED_S = 30.0
LOADING, BUSY = "model_loading", "model_busy"
PASSING = (BUSY, "model_cut_off")


def wait_s(
    error: AiosError, tries: int, chance: Callable[[], float] = random.random
) -> float | None:
    """Seconds until the same endpoint is asked again after `tries` tries; None: not at all.

    What the server asked for (Retry-After) is kept to, unless nobody would wait so long. Other
    waits double, and vary so that many callers do not come back at once.
    """
    if error.code == LOADING:
        if tries >= LOADING_TRIES:
            return None
        return float(min(FIRST_LOAD_S * 1.5 ** (tries - 1), LONGEST_LOAD_S))
    if tries >= TRIES or not _passes(error):
        return None
    asked = error.details.get("retry_after_s")
    if asked is not None:
        return float(asked) if asked <= LONGEST_ASKED_S else None
    usual = min(FIRST_WAIT_S * 2.0 ** (tries - 1), LONGEST_WAIT_S)
    return usual * (0.5 + chance() / 2)


def _passes(error: AiosError) -> bool:
    return error.code in PASSING or (
        error.code == "model_failed" and int(error.details.get("status", 0)) >= 500
    )

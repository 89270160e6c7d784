"""The order of what a search found: the words and the meaning decide, then age and importance."""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from aios.contracts.ports import Doc

HALF_LIFE_DAYS = 30.0
DAY_S = 86400
# How much a place in each ranking counts: what fits decides, the others settle near ties.
WEIGHTS = {"words": 1.0, "meaning": 1.0, "recency": 0.2, "importance": 0.2}
RANK_OFFSET = 60


def ranked(
    docs: Sequence[Doc], fits: Mapping[str, Mapping[str, float]], now: datetime
) -> list[tuple[Doc, float]]:
    """Documents with their fused scores, best first: reciprocal ranks of every list they are in.

    `fits` are the scores by id of each way to find them: words, and meaning.
    """
    lists = {way: _by_score(docs, scores) for way, scores in fits.items()}
    stamp = now.timestamp()
    lists["recency"] = _places([_freshness(stamp - doc["created"]) for doc in docs])
    lists["importance"] = _places([doc["importance"] for doc in docs])
    gains = [
        sum(
            WEIGHTS[name] / (RANK_OFFSET + 1 + place)
            for name, places in lists.items()
            if (place := places[n]) is not None
        )
        for n in range(len(docs))
    ]
    return sorted(zip(docs, gains, strict=True), key=lambda pair: -pair[1])


def _by_score(docs: Sequence[Doc], scores: Mapping[str, float]) -> list[int | None]:
    """The place of each document among those that were found this way; None for the others."""
    best = max(scores.values(), default=0.0) or 1.0
    # Scores that differ by less than a hundredth say the same.
    rounded = {key: round(score / best, 2) for key, score in scores.items()}
    place = {value: n for n, value in enumerate(sorted(set(rounded.values()), reverse=True))}
    return [place[rounded[doc["id"]]] if doc["id"] in rounded else None for doc in docs]


def _places(values: Sequence[float]) -> list[int | None]:
    """The place of each value, highest first; equal values share a place."""
    place = {value: n for n, value in enumerate(sorted(set(values), reverse=True))}
    return [place[value] for value in values]


def _freshness(age_s: float) -> float:
    """1 now, a half after a half-life; rounded, so that hours do not make a ranking."""
    return round(math.pow(0.5, max(age_s, 0.0) / DAY_S / HALF_LIFE_DAYS), 1)

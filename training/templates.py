"""Makes utterances from frames and fillers; the same every time."""

import random
import re
import tomllib

from corpus import HERE, Utterance

SEED = 20_24
PER_FRAME = 12
_SLOT = re.compile(r"\{(\w+)\}")


def generated() -> list[Utterance]:
    """Up to `PER_FRAME` different utterances of every frame."""
    data = tomllib.loads((HERE / "templates.toml").read_text(encoding="utf-8"))
    chance = random.Random(SEED)
    found: list[Utterance] = []
    for skill, frames in data["frames"].items():
        for frame in frames:
            texts = {_filled(frame, data["slots"], chance) for _ in range(PER_FRAME)}
            found += [
                Utterance(text, (skill,), "template", by_hand=False) for text in sorted(texts)
            ]
    return found


def _filled(frame: str, slots: dict[str, list[str]], chance: random.Random) -> str:
    return _SLOT.sub(lambda match: chance.choice(slots[match[1]]), frame)

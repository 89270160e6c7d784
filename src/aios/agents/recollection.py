"""What is remembered from earlier tasks, for the plan of a later one.

Covered:
- what earlier tasks left is shown to a model between the marks of data: an answer of long ago that
  reads like an order is none, and gives no rights;
- it is bounded in number and in tokens, and only what is about the same things is shown.

Not covered:
- a model that believes a wrong memory: plans can be made without (`recall` in the settings).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aios.agents.untrusted import untrusted
from aios.agents.wording import prompt
from aios.contracts.ports import Calls
from aios.contracts.record import Record
from aios.contracts.text import clip

RECALLED = 5
TOKENS = 800
WISH = "preference"


@dataclass(frozen=True, kw_only=True, eq=True)
class Recollection(Record):
    """Memories that have to do with a task: the person's wishes, and what similar tasks left."""

    wishes: tuple[Mapping[str, Any], ...] = ()
    similar: tuple[Mapping[str, Any], ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """For the plan's evidence: which memories there were, by id and kind; not their words."""
        return tuple(f"remembered {m['kind']} {m['id']}" for m in (*self.wishes, *self.similar))

    def told(self, tokens: int = TOKENS) -> str:
        """For a model: as data, each memory clipped so that all fit; "" when there is none."""
        items = (*self.wishes, *self.similar)
        if not items:
            return ""
        room = min(tokens, TOKENS) // len(items)
        shown = (untrusted(_origin(item), clip(item["text"], room)) for item in items)
        return prompt("memory", items="\n".join(shown)) + "\n\n"


async def recollect(text: str, calls: Calls) -> Recollection:
    """What may help with a task of these words."""
    found = await calls.recollect(text, RECALLED)
    wishes = tuple(memory for memory in found if memory["kind"] == WISH)
    return Recollection(wishes=wishes, similar=tuple(m for m in found if m["kind"] != WISH))


def _origin(memory: Mapping[str, Any]) -> str:
    """Where it is from, in words of ours: those of the memory itself could close the mark."""
    day = f"{memory['created_at']:%Y-%m-%d}"
    said = "the person, earlier" if memory["kind"] == WISH else f"memory {memory['id']}"
    return f"{said}, {day}"

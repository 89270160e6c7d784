"""What has to do with a task among all that is remembered: a step of it only when there is some."""

from collections.abc import Sequence

from aios.contracts.text import terms
from aios.kernel.journal import CallRecord
from aios.kernel.ledger import Ledger, Wanted
from aios.kernel.memory_access import AgentMemory, Found
from aios.kernel.memory_item import MemoryItem
from aios.kernel.replay import digest_of

# Of the words of the task so many must be in what was asked before for it to be a similar task.
ALIKE = 0.4


async def recollected(
    memory: AgentMemory,
    ledger: Ledger,
    finished: Sequence[CallRecord],
    text: str,
    k: int,
    own: str,
) -> list[MemoryItem]:
    """The person's wishes, and at most k memories of similar tasks than the task `own`.

    A task that was broken off recalls what it had recalled, and nothing if that was nothing.
    """
    asked = [text, k, "similar"]
    known = any(call.digest == digest_of("recall", asked) for call in finished)
    found = [] if finished else await _found(memory, text, k, own)
    if not known and not found:
        return []

    async def find(_call_id: str) -> list[Found]:
        return found

    def noted(found: Sequence[Found], call_id: str) -> None:
        ledger.log.amend(call_id, origin=origin_of(found))

    wanted = Wanted(kind="recall", title="recall similar tasks", asked=asked)
    return await memory.read(await ledger.call(wanted, list[Found], find, noted))


def origin_of(found: Sequence[Found]) -> str:
    """What a step says of the memories that were found."""
    return f"memory/{','.join(each.id for each in found)}"


async def _found(memory: AgentMemory, text: str, k: int, own: str) -> list[Found]:
    wishes = [wish for wish in await memory.standing() if wish.source != own]
    items = await memory.read(await memory.find(text, k))
    similar = [i for i in items if i.kind != "preference" and i.source != own and alike(text, i)]
    return [Found(id=i.id, score=i.score, found_by=i.found_by) for i in (*wishes, *similar)]


def alike(text: str, memory: MemoryItem) -> bool:
    """Whether it is about the same things as the text."""
    asked = set(terms(text))
    about = set(terms(str(memory.data.get("asked") or memory.text)))
    return bool(asked) and len(asked & about) >= ALIKE * len(asked)

"""Which model is used when several could be, and the reason in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from aios.code.models.station import same
from aios.contracts.messages import ModelInfo
from aios.contracts.record import Record

PREFERRED = ("qwen2.5-coder", "qwen3", "qwen2.5", "llama3", "gemma", "mistral")


@dataclass(frozen=True, kw_only=True, eq=True)
class Choice(Record):
    """The model that would be used, "" for none; where it is, and why it.

    `tokens` says how the tokens of its window are counted: exactly, or estimated.
    """

    model: str = ""
    endpoint: str = ""
    reason: str = ""
    tokens: str = ""


def choose(
    wanted: str, default: str, offered: Sequence[ModelInfo], configured: Sequence[str]
) -> Choice:
    """The model named, else the setting's, else the first configured, else the most suitable."""
    able = [model for model in offered if _can_chat(model)]
    name = wanted or default
    if name:
        why = "it was asked for by name" if wanted else "the setting model names it"
        found = next((m for m in able if same(m.name, name)), None)
        return _chosen(found, why) if found else Choice(reason=_missing(name, wanted, able))
    if not able:
        return Choice(reason="no endpoint that can be reached offers a model that can chat")
    first = next((m for m in able if m.name in configured), None)
    if first:
        return _chosen(first, "it is the first of the setting models that can be reached")
    best = min(able, key=_preference)
    return _chosen(best, _merits(best, len(able)))


def _chosen(model: ModelInfo, why: str) -> Choice:
    tokens = "exact" if model.counts_tokens else "estimated"
    return Choice(model=model.name, endpoint=model.endpoint, reason=why, tokens=tokens)


def _missing(name: str, wanted: str, able: Sequence[ModelInfo]) -> str:
    asked = "asked for by name" if wanted else "named by the setting model"
    others = ", ".join(m.name for m in able[:5]) or "nothing"
    return f"{name} is {asked}, but what can be reached offers {others}"


def _merits(best: ModelInfo, count: int) -> str:
    if count == 1:
        return "it is the only one that can be reached"
    family = next((p for p in PREFERRED if best.name.startswith(p)), "")
    merits = [f"of {count} models, {family} writes programs well"] if family else []
    merits += ["it is in memory already"] if best.loaded else []
    return " and ".join(merits) or f"of {count} models it is the largest, or the first by name"


def _can_chat(model: ModelInfo) -> bool:
    return "embed" not in model.name and "completion" in (model.capabilities or ("completion",))


def _preference(model: ModelInfo) -> tuple[int, bool, int, str]:
    """The families that code well first; of one family the loaded, then the largest."""
    ranks = [rank for rank, prefix in enumerate(PREFERRED) if model.name.startswith(prefix)]
    return (min(ranks, default=len(PREFERRED)), not model.loaded, -model.size_bytes, model.name)

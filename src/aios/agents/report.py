"""One result out of the outcomes of several steps, in order, nothing added."""

from collections.abc import Sequence
from typing import Any

from aios.contracts.plan import Outcome
from aios.contracts.task import Result

_NOTE = {
    "zh": "没有使用模型：由内置规划器选择技能并执行。",
    "en": "No model was used: the built-in planner chose and ran the skills.",
}


def integrate(outcomes: Sequence[Outcome], language: str) -> Result:
    """The result; several answers are numbered in the order of their steps."""
    return Result(
        answer=_numbered([_answer(o) for o in outcomes]),
        code=_code(outcomes),
        explanation="\n".join([*_explanations(outcomes, language), _NOTE[language]]),
        output="\n".join(o.output.rstrip() for o in outcomes if o.output.strip()),
        data=_data(outcomes),
        artifacts=tuple({a.path: a for o in outcomes for a in o.artifacts}.values()),
    )


def _answer(outcome: Outcome) -> str:
    unsaid = [note for note in outcome.notes if note not in outcome.answer]
    return "\n".join([outcome.answer, *unsaid]).strip()


def _numbered(answers: Sequence[str]) -> str:
    said = [answer for answer in answers if answer]
    if len(said) <= 1:
        return "".join(said)
    return "\n".join(f"{place}. {answer}" for place, answer in enumerate(said, 1))


def _code(outcomes: Sequence[Outcome]) -> str:
    """The program of a single step as it is; those of several each under a line of its own."""
    codes = [(place, o.code.rstrip("\n")) for place, o in enumerate(outcomes, 1) if o.code]
    if len(codes) <= 1:
        return "".join(o.code for o in outcomes)
    return "\n\n".join(f"# ---- step {place} ----\n{code}" for place, code in codes) + "\n"


def _explanations(outcomes: Sequence[Outcome], language: str) -> list[str]:
    told: list[str] = []
    for outcome in outcomes:
        told += [outcome.explanation] if outcome.explanation else []
        if outcome.origin:
            told.append(f"{'来源' if language == 'zh' else 'Origin'}: {outcome.origin}")
    return told


def _data(outcomes: Sequence[Outcome]) -> Any:
    found = [o.data for o in outcomes if o.data is not None]
    return found[0] if len(found) == 1 else (found or None)

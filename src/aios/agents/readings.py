"""Other readings of a task whose first one failed on what the text does not say: the next likely
action, or the whole text in place of its pieces. What a task has changed is never read anew."""

from collections.abc import Sequence

from aios.agents.asking import does_something
from aios.agents.choose import Fit
from aios.agents.split import Piece
from aios.agents.steps import SURE, Step
from aios.contracts.errors import AiosError
from aios.contracts.plan import Outcome, Subtask

# The action wanted something that the text does not say: perhaps another one was meant.
UNSAID = frozenset(
    {
        "text_needed",
        "kind_wanted",
        "which_files",
        "which_two",
        "target_needed",
        "two_needed",
        "files_needed",
        "archive_needed",
        "query_needed",
        "no_question",
        "split_how",
        "question_not_understood",
        "not_a_table",
    }
)
# A piece found nothing by itself: perhaps it was no piece, but a part of one question.
FOUND_NOTHING = frozenset({"nothing_found", "nothing_matches", "input_missing", "column_unknown"})
# How sure the words must be of an action that makes or changes something, in place of another.
SURE_OF_A_DEED = 0.8
MOST = 2


def may_be_read_anew(
    error: AiosError, subtasks: Sequence[Subtask], outcomes: Sequence[Outcome]
) -> bool:
    """True for an error that another reading may mend, of a task that has changed nothing yet."""
    if any(outcome.changes for outcome in outcomes):
        return False
    return error.code in UNSAID or (error.code in FOUND_NOTHING and bool(outcomes))


def others(
    text: str, fits: Sequence[Fit], failed: Sequence[Subtask], *, deed: bool
) -> list[list[Step]]:
    """The whole text as one step, by each of the likeliest actions that have not failed on it.

    `deed` says that what failed was to make or change something: only then may another do so.
    """
    piece = Piece(text=text, start=0, end=len(text))
    tried = {(s.skill, s.action) for s in failed} if len(failed) == 1 else set()
    likely = [found for found in fits if _is_likely(found, deed=deed) and _name(found) not in tried]
    return [[Step(piece=piece, fit=found)] for found in likely[:MOST]]


def read_anew(error: AiosError, subtasks: Sequence[Subtask], language: str) -> str:
    """The note on a result that came of another reading: what failed first, what was done."""
    done = ", ".join(f"{s.skill}/{s.action}" for s in subtasks)
    zh = f"起初换了一种理解，没有成功（{error.message}）；现在按这样理解：{done}。"
    en = f"Read in another way first, which failed ({error.message}); it is read as {done} now."
    return zh if language == "zh" else en


def _is_likely(found: Fit, *, deed: bool) -> bool:
    sure = found.ready and found.taken > 0 and not found.ignored and not found.other_kind
    if does_something(found.action):
        return sure and deed and found.evidence >= SURE_OF_A_DEED
    return sure and found.evidence >= SURE


def _name(found: Fit) -> tuple[str, str]:
    return (found.skill.id if found.skill else "", found.action.name)

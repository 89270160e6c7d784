"""What makes a thing that a text describes, a program: its clauses are no tasks of their own."""

from collections.abc import Sequence

from aios.agents.choose import Fit, fit
from aios.agents.fill import Context, Sentence
from aios.agents.split import Piece
from aios.contracts.route import Route
from aios.skills.library import said

# From here on the router leaves no doubt that a text is one task of its skill.
CERTAIN = 0.85


def made_by(
    first: Fit | None, text: str, pieces: Sequence[Piece], route: Route, context: Context
) -> Fit | None:
    """What makes the thing of the first clause, where the router takes the whole for one task of
    that: "a small API for a shopping list: add an item, list items, delete an item".

    `first` is the best action for the first clause alone. A text that names files or addresses has
    more to do than to describe.
    """
    if first is None or first.skill is None or not by_words_alone(first):
        return None
    if route.confidence < CERTAIN or first.skill.id not in route.skills[:1]:
        return None
    if any(Sentence(piece.text, context, frozenset()).named for piece in pieces):
        return None
    whole = fit(first.action, text.strip(), context)
    return whole.but(skill=first.skill, score=first.score, evidence=first.evidence)


def described(found: Fit, first: Piece) -> bool:
    """True for an action that reads nothing but its words, and makes what the first clause names:
    in "写一个函数，计算两个日期相差多少天" the clauses after it say what it is to do."""
    return by_words_alone(found) and bool(said(first.text, found.action.words))


def by_words_alone(found: Fit) -> bool:
    """True for an action that is given nothing but the text itself."""
    fills = {p.get("x-fill") for p in found.action.parameters.get("properties", {}).values()}
    return fills == {"text"}

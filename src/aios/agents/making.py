"""What makes a thing that a text describes, a program: its clauses are no tasks of their own."""

import re
from collections.abc import Sequence

from aios.agents.choose import Chooser, Fit, by_words_alone, fit, visits
from aios.agents.describing import describes, sketches, undivided, writes_down
from aios.agents.fill import Context, Sentence
from aios.agents.split import Piece
from aios.contracts import mentions
from aios.contracts.patterns import Pattern
from aios.contracts.route import Route
from aios.skills.library import said

# From here on the router leaves no doubt that a text is one task of its skill.
CERTAIN = 0.85
# "写一个 …", "write me a …": what is to be made, whatever it is called.
_MAKES = Pattern(
    r"(?:^|[。.!！?？]\s?)\W*(?:请|帮我|给我|麻烦你?|你?能不?能|可以)*(?:写|编写|实现|开发|设计)(?:一?[个段份套])"
    r"|(?:^|[。.!！?？]\s?)\W*(?:(?:please|can you|could you|help me|i (?:need|want) you to)\s+)*"
    r"(?:write|implement|code|develop|build)\s+(?:me\s+)?an?\b",
    re.IGNORECASE,
)
_SOME_PROGRAM = Pattern(r"(?:脚本|程序|代码|\b(?:script|program|code))[\s,，:：]*$", re.IGNORECASE)
# "Save it as kv.py", "文件名叫 kv.py": how the program that is to be made is called.
_NAMES_IT = Pattern(
    r"\W*(?:please\s+|(?:and|also)\s+)*(?:save|store|put|call|name|write)\b[^.!?]{0,40}?\b\w+\.py\b"
    r"|\W*(?:请|把|将|它|就|结果|代码|程序|脚本|文件名?)*(?:另?存|保存|命名|叫|取名|名为|写)[^。！!？?]{0,12}?\w+\.py(?![A-Za-z])",
    re.IGNORECASE,
)


def names_it(clause: str) -> bool:
    """True for a clause that only says how the program that is made is to be called."""
    return bool(_NAMES_IT.match(clause))


def written_down(
    chooser: Chooser, skills: Sequence[str], text: str, context: Context
) -> Fit | None:
    """What makes the thing whose interface the text writes down: "a function chunk(items, size)";
    addresses, files and deeds in it are the program's. One that is only sketched is the program's
    too, where none of what the text names is there yet."""
    skill, action = chooser.marked("x-interface", skills) or (None, None)
    if skill is None or action is None:
        return None
    sketched = sketches(action, text) and not _names_what_is_there(text, context)
    if not sketched and not writes_down(action, text):
        return None
    found = fit(action, text.strip(), context).but(skill=skill, evidence=1.0)
    return found if found.ready else None


def made_by(
    first: Fit | None, text: str, pieces: Sequence[Piece], route: Route, context: Context
) -> Fit | None:
    """What makes the thing of the first clause, where the router takes the whole for one task of
    that: "a small API for a shopping list: add an item, list items, delete an item".

    `first` is the best action for the first clause alone. A text that names files that are there,
    folders or addresses has more to do than to describe; other files are the program's own.
    """
    if first is None or first.skill is None or not by_words_alone(first):
        return None
    outright = bool(_MAKES.search(text))
    if not (outright or route.confidence >= CERTAIN):
        return None
    if first.skill.id not in route.skills[: 1 + outright]:
        return None
    if any(_names_what_is_there(piece.text, context) for piece in pieces):
        return None
    whole = fit(first.action, text.strip(), context)
    return whole.but(skill=first.skill, score=first.score, evidence=first.evidence)


def _names_what_is_there(text: str, context: Context) -> bool:
    sentence = Sentence(text, context, frozenset())
    return bool(sentence.files or sentence.folders or mentions.urls(text))


def described(found: Fit, text: str, first: Piece) -> bool:
    """True for an action that reads nothing but its words, and makes what the first clause names,
    or the text describes: in "写一个函数，计算两个日期相差多少天" the clauses after it say what it
    is to do. Or for one that makes what is described of several files: "join a.csv and b.csv, then
    make an HTML report of it"."""
    if not by_words_alone(found):
        several = _of_several(found) and describes(found.action, text)
        return several or undivided(found.action, text)
    return bool(said(first.text, found.action.words)) or describes(found.action, text)


def _of_several(found: Fit) -> bool:
    """True for an action that several files are given to."""
    properties = found.action.parameters.get("properties", {})
    held = (found.parameters.get(n) for n, p in properties.items() if p.get("x-fill") == "paths")
    return any(files is not None and len(files) > 1 for files in held)


def announces(first: Fit | None, text: str, found: Fit) -> bool:
    """True for "写个脚本，抓取 …": a clause that only says a program is to do what comes next,
    where what comes next is done, by a program that is shown."""
    if first is None or not by_words_alone(first):
        return False
    if not visits(found.action, found.parameters):
        return False
    return bool(_SOME_PROGRAM.search(text) or said(text, found.action.words))

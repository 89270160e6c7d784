"""A clause that names nothing of its own works on what the clause before it works on."""

import re
from typing import Any

from aios.agents.asking import without_what_is_not_to_be_done
from aios.agents.belonging import (
    NARROWED,
    RANKED,
    REFERRING,
    asks_of_it,
    draws_what_was_reckoned,
    drops_repeats,
    keeps_of_page,
    only_orders,
    says_how,
    shapes_table,
)
from aios.agents.choose import Fit, by_words_alone, fit
from aios.agents.deeds import asks_for_nothing, deed
from aios.agents.fill import Context, Sentence
from aios.agents.guards import without_columns
from aios.agents.listing import lists_files
from aios.agents.putting import puts
from aios.agents.split import Piece, asks, saves
from aios.contracts import mentions
from aios.contracts.patterns import Pattern

_PAGES = ("url", "urls", "site")
# A question to the page that the clause before named, and what is no page or no question to it.
_OF_PAGE = Pattern(
    r"\s*(?:(?:and|also|then|please)\s+)*(?:(?:tell|show)\s+me\s+|let\s+me\s+know\s+|say\s+)?"
    r"(?:which|what|what['’]s|who|when|where|how\s+(?:many|much|old|long|far|big|often))\b"
    r"|\s*(?:请|再|并|也|顺便)*(?:告诉我|说说|说一下|看看)?\s*(?:[^，,。\d]{0,12}?)(?:哪[个些种家位款本部篇天年几]|是谁|谁|多少|何时|什么时候)",
    re.IGNORECASE,
)
_FETCHED = Pattern(r"\bdownload|下载", re.IGNORECASE)
_A_FILE = Pattern(
    r"\.(?:csv|tsv|xlsx?|json|zip|gz|pdf|docx?|txt|db|sqlite)(?:$|[?#])", re.IGNORECASE
)
_DRAWN = Pattern(r"画|绘制|作图|\b(?:plot|draw|chart|graph)\b", re.IGNORECASE)

_TESTS = Pattern(
    r"(?:再|并|也|还要?|顺便|然后|最后|请|给它)*(?:写|加|补|附|带|做)[上几个一些点好]*(?:单元)?(?:测试|用例)[^，。]{0,8}"
    r"|(?:also|and|then|please|with|\s)*(?:write|add|include|run)\s+(?:(?:some|a\s+few|unit|its|the)\s+)*tests\b"
    r"[^,.]{0,30}",
    re.IGNORECASE,
)


def on_the_same(before: Fit, found: Fit, first: str, text: str) -> Fit:
    """A second question (`text`) to the same action: on the file of the first, not on what that
    left."""
    if before.action != found.action:
        return found
    names = [n for n in found.from_inputs if before.parameters.get(n)]
    if not names or not (asks(text) or draws_groups(text)):
        return found
    same = {name: before.parameters[name] for name in names}
    if NARROWED.search(first) or not RANKED.search(first):
        # "price > 5 的有多少行，平均 units 是多少", "IT 部门有多少人，平均工资多少": of those rows
        properties = found.action.parameters.get("properties", {})
        earlier = [n for n, entry in properties.items() if entry.get("x-fill") == "before"]
        same |= {name: [first] for name in earlier}
    return found.but(parameters={**found.parameters, **same}, from_inputs=frozenset())


def two_questions(first: str, text: str, apart: bool) -> bool:
    """True for two clauses that each ask something, and for "top pages …, then plot visits per
    day": a picture of groups of its own."""
    return (asks(first) and asks(text)) or (
        apart and draws_groups(text) and bool(RANKED.search(first))
    )


def draws_groups(text: str) -> bool:
    """True for "plot visits per day", "按月份画销售额": a picture that says of which groups."""
    return bool(_DRAWN.search(text) and RANKED.search(text) and not REFERRING.search(text))


def of_the_same_thing(before: Fit, found: Fit, first: str, text: str, context: Context) -> Fit:
    """ "How much memory is free, and which five processes use the most of it": what the clause
    leaves to a default is what the clause before spoke of."""
    if before.skill != found.skill or not (REFERRING.search(text) or RANKED.search(text)):
        return found
    properties = found.action.parameters.get("properties", {})
    alone, both = (fit(found.action, said, context) for said in (text, f"{first}, {text}"))
    left = {
        name
        for name, entry in properties.items()
        if entry.get("x-fill") == "choice" and alone.parameters.get(name) == entry.get("default")
    }
    same = {n: both.parameters[n] for n in left if n in found.parameters and n in both.parameters}
    return found.but(parameters={**found.parameters, **same}) if same else found


def there_too(before: Fit, found: Fit) -> Fit:
    """A clause that names no folder, in the folder of the one before: "how many files are in docs,
    and what's the biggest one"."""
    alone = found.taken or found.from_inputs or before.skill != found.skill
    if alone or not before.taken:
        return found
    there = _folders(before)
    same = {name: there[name] for name in _folders(found) if name in there}
    return found.but(parameters={**found.parameters, **same}) if same else found


def asks_of_page(done: Fit | None, before: str, text: str) -> bool:
    """True for "and tell me which ones", "and what's the price" after a clause that names a page:
    what reads the page is asked, unless a file is to be fetched from there. So is how the answer
    is to be kept, by an action that writes files itself."""
    named = mentions.urls(before)
    if not named or mentions.urls(text) or _FETCHED.search(before):
        return False
    if keeps_of_page(text) and done is not None and _writes(done):
        return True
    return not any(_A_FILE.search(url) for url in named) and bool(_OF_PAGE.match(text))


def _writes(done: Fit) -> bool:
    """True for an action that leaves a file of the name wished for."""
    properties = done.action.parameters.get("properties", {}).values()
    return any(entry.get("x-fill") == "name" for entry in properties)


def only_adds_to(before: Fit, text: str) -> bool:
    """True for a clause that asks for nothing of its own; that repeats are to go, which on one
    file are its lines or rows: "sort names.txt and remove duplicates" deletes no file; or that a
    program is to have tests, which it always has."""
    properties = before.action.parameters.get("properties", {})
    of_file = any(properties[n].get("x-fill") in ("path", "paths") for n in before.parameters)
    if of_file and drops_repeats(text):
        return True
    of_page = any(properties[n].get("x-fill") in _PAGES for n in before.parameters)
    if of_page and asks_of_it(text):
        return True
    if by_words_alone(before) and _TESTS.fullmatch(text.strip(" .。!！")):
        return True
    looks = any(entry.get("x-fill") == "folder" for entry in properties.values())
    if looks and lists_files(text):
        return True
    if shapes_table(text) and any(entry.get("x-shapes") for entry in properties.values()):
        return True
    light = asks_for_nothing(without_what_is_not_to_be_done(text))
    return light or only_orders(text) or says_how(text)


def on_what_is_found(
    before: Fit | None, found: Fit | None, text: str, both: str, context: Context
) -> Fit | None:
    """What does the deed of `text` to the files that the clause before only finds (`x-finds`):
    "find the logs older than a month and delete them" is to delete those, and reads `both`."""
    if before is None or found is None or before.skill == found.skill:
        return None
    named = Sentence(text, context, frozenset())  # a folder is where they go
    if named.files or named.lost_files:
        return None
    finds = before.action.parameters.get("properties", {}).values()
    if not (deed(text) or puts(text)) or not any(entry.get("x-finds") for entry in finds):
        return None
    whole = fit(found.action, both, context)
    same = {"skill": found.skill, "score": found.score, "evidence": found.evidence}
    return whole.but(**same) if whole.ready else None


def on_what_was_reckoned(before: Fit, first: str, text: str, context: Context) -> Fit | None:
    """ "Plot it" after one number ("算平均价，画图"): what the number was reckoned of is drawn."""
    if not draws_what_was_reckoned(first, text):
        return None
    found = fit(before.action, text, context).but(skill=before.skill)
    return found if found.ready else None


def refilled(before: Fit, text: str, context: Context) -> dict[str, Any]:
    """The parameters of an action as another text fills them."""
    found = fit(before.action, text, context)
    return {"parameters": found.parameters, "from_inputs": found.from_inputs}


def names_nothing(found: Fit) -> bool:
    """True when the text gave the action nothing but itself."""
    properties = found.action.parameters.get("properties", {})
    return bool(properties) and all(
        properties[name].get("x-fill") == "text" or properties[name].get("default") == value
        for name, value in found.parameters.items()
    )


def names_in_vain(found: Fit) -> bool:
    """True when what the text names for a parameter is not there."""
    return any(missing.names for missing in found.missing)


def _folders(found: Fit) -> dict[str, Any]:
    """The parameters that are folders, as they were filled."""
    properties = found.action.parameters.get("properties", {})
    filled = found.parameters.items()
    return {name: value for name, value in filled if properties[name].get("x-fill") == "folder"}


def alike(found: Fit, before: Fit) -> bool:
    """True for actions with one tool, of which one does more with what it measures: draws it."""
    return bool(found.action.tool) and found.action.tool == before.action.tool


def continued(before: Fit, found: Fit, first: str, text: str, context: Context) -> Fit:
    """What is found for a clause, on what the one before works on where it names nothing itself."""
    found = there_too(before, found)
    found = of_the_same_thing(before, found, first, text, context)
    return on_the_same(before, found, first, text)


def said_apart(text: str, before: Piece, piece: Piece) -> bool:
    """True when "then" or its like stands between two pieces, not only a comma or "and"."""
    between = text[before.end : piece.start].lower().replace("and ", "")
    return bool(between.strip(" ,，、;；:：?？\n并且同时"))


def keeps(before: Fit, piece: str) -> bool:
    """True for a clause that wants the result kept: "save it as a.csv"; after a look at a folder
    for "save as a.csv with the columns file and lines" as well."""
    properties = before.action.parameters.get("properties", {}).values()
    looks = any(entry.get("x-default") == "cwd" for entry in properties)
    return saves(piece) or (looks and saves(without_columns(piece)))

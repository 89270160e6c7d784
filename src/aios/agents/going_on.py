"""A clause that names nothing of its own works on what the clause before it works on."""

from typing import Any

from aios.agents.belonging import NARROWED, RANKED
from aios.agents.choose import Fit, fit
from aios.agents.deeds import deed
from aios.agents.fill import Context
from aios.agents.split import asks


def on_the_same(before: Fit, found: Fit, first: str, text: str) -> Fit:
    """A second question (`text`) to the same action: on the file of the first, not on what that
    left."""
    if before.action != found.action:
        return found
    names = [n for n in found.from_inputs if before.parameters.get(n)]
    if not names or not asks(text):
        return found
    same = {name: before.parameters[name] for name in names}
    if NARROWED.search(first) or not RANKED.search(first):
        # "price > 5 的有多少行，平均 units 是多少", "IT 部门有多少人，平均工资多少": of those rows
        properties = found.action.parameters.get("properties", {})
        earlier = [n for n, entry in properties.items() if entry.get("x-fill") == "before"]
        same |= {name: [first] for name in earlier}
    return found.but(parameters={**found.parameters, **same}, from_inputs=frozenset())


def there_too(before: Fit, found: Fit) -> Fit:
    """A clause that names no folder, in the folder of the one before: "how many files are in docs,
    and what's the biggest one"."""
    alone = found.taken or found.from_inputs or before.skill != found.skill
    if alone or not before.taken:
        return found
    there = _folders(before)
    same = {name: there[name] for name in _folders(found) if name in there}
    return found.but(parameters={**found.parameters, **same}) if same else found


def on_what_is_found(
    before: Fit | None, found: Fit | None, text: str, both: str, context: Context
) -> Fit | None:
    """What does the deed of `text` to the files that the clause before only finds (`x-finds`):
    "find the logs older than a month and delete them" is to delete those, and reads `both`."""
    if before is None or found is None or before.skill == found.skill or found.taken:
        return None
    finds = before.action.parameters.get("properties", {}).values()
    if not deed(text) or not any(entry.get("x-finds") for entry in finds):
        return None
    whole = fit(found.action, both, context)
    same = {"skill": found.skill, "score": found.score, "evidence": found.evidence}
    return whole.but(**same) if whole.ready else None


def _folders(found: Fit) -> dict[str, Any]:
    """The parameters that are folders, as they were filled."""
    properties = found.action.parameters.get("properties", {})
    filled = found.parameters.items()
    return {name: value for name, value in filled if properties[name].get("x-fill") == "folder"}

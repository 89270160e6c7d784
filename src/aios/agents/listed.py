"""A clause that lists several things or files: "check cpu and memory" is two wishes."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from aios.agents.choose import Fit
from aios.contracts import mentions
from aios.contracts.patterns import Pattern
from aios.contracts.skill import Action

_BOTH = Pattern(r"(?:\bboth\b|\beach of\b)\s*$", re.IGNORECASE)
_BETWEEN = Pattern(
    r"\s*(?:[，,]\s*(?=还有|以及|和))?(?:、|,|，|和|与|跟|及|以及|还有|&|,?\s*\band\b)\s*(?:the\s+)?"
    # "负载多少，温度呢", "what's the cpu usage? and the memory?"
    r"|\s*(?:使用率|占用率?|情况)?(?:是|有|用了|还剩|还有)?(?:多少|几度|怎么?样|如何)[，,？?]\s*"
    r"|(?:\s+(?:usage|use|average))?\s*[?,]\s*(?:and\s+)?(?:(?:what|how) about\s+)?(?:the\s+)?",
    re.IGNORECASE,
)


def listed(text: str, found: Fit) -> list[tuple[Action, str]]:
    """Each action listed, with the clause that names it alone; empty unless there are several.

    An action that is given the whole clause reads lists itself: those are left to it.
    """
    actions = found.skill.actions if found.skill else ()
    chain: list[tuple[int, int, Action]] = []
    for start, end, action in sorted(_named(text, actions), key=lambda named: named[:2]):
        if chain and not _joins(text[chain[-1][1] : start]):
            if len(chain) > 1:
                break
            chain = []
        chain.append((start, end, action))
    names = {action.name for _, _, action in chain}
    if len(names) < 2 or found.action.name not in names:
        return []
    before, after = text[: chain[0][0]], text[chain[-1][1] :]
    alone = {a.name: (a, f"{before}{text[start:end]}{after}") for start, end, a in chain}
    return list(alone.values())


def listed_names(text: str, found: Fit, is_file: Callable[[str], bool]) -> list[tuple[Action, str]]:
    """The action with a clause for each file, or port, of a list where it takes one; or empty."""
    fills = [p.get("x-fill") for p in found.action.parameters.get("properties", {}).values()]
    names: list[str] = []
    if "port" in fills:
        names = list(map(str, mentions.ports(text)))
    elif fills.count("path") == 1 and "paths" not in fills:
        names = mentions.paths(text, is_file)
    if len(names) < 2:
        return []
    start, end = text.find(names[0]), text.find(names[-1]) + len(names[-1])
    gaps = text[start:end]
    for name in names:
        gaps = gaps.replace(name, "\n", 1)
    if not all(_joins(gap) for gap in gaps.strip("\n").split("\n")):
        return []
    before = _BOTH.sub("", text[:start])
    return [(found.action, f"{before}{name}{text[end:]}") for name in names]


def _joins(gap: str) -> bool:
    match = _BETWEEN.match(gap)
    return match is not None and match.end() == len(gap)


def _named(text: str, actions: tuple[Action, ...]) -> Iterator[tuple[int, int, Action]]:
    """Where words stand that speak for one action only."""
    counts = Counter(word.lower() for action in actions for word in set(action.words))
    for action in actions:
        properties = action.parameters.get("properties", {}).values()
        words = sorted((w for w in action.words if counts[w.lower()] == 1), key=len, reverse=True)
        if not words or any(entry.get("x-fill") == "text" for entry in properties):
            continue
        any_word = "|".join(map(re.escape, words))
        pattern = rf"(?<![A-Za-z0-9])(?:{any_word})(?![A-Za-z0-9])"
        for match in re.finditer(pattern, text, re.IGNORECASE):
            yield match.start(), match.end(), action

"""A clause that lists several things or files: "check cpu and memory" is two wishes."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from aios.agents.choose import Fit
from aios.contracts import mentions
from aios.contracts.patterns import Pattern
from aios.contracts.processes import listed as listed_processes
from aios.contracts.skill import Action

_BOTH = Pattern(r"(?:\bboth\b|\beach of\b)\s*$", re.IGNORECASE)
_BETWEEN = Pattern(
    r"\s*(?:[，,]\s*(?=还有|以及|和))?(?:、|,|，|和|与|跟|及|以及|还有|&|,?\s*\band\b)\s*(?:the\s+)?"
    # "负载多少，温度呢", "what's the cpu usage? and the memory?"
    r"|\s*(?:使用率|占用率?|情况)?(?:是|有|用了|还剩|还有)?(?:多少|几度|怎么?样|如何)[，,？?]\s*"
    r"|(?:\s+(?:usage|use|average))?\s*[?,]\s*(?:and\s+)?(?:(?:what|how) about\s+)?(?:the\s+)?",
    re.IGNORECASE,
)

_PORT = Pattern(r"\bports?\b|端口", re.IGNORECASE)
_CLAUSES = Pattern(r"[,，;；]?\s+and\s+|[,，;；]\s*|并且?|而且?", re.IGNORECASE)
# A question of its own goes on with what is merely named: "the load? and the memory?"; "the most
# memory? Top five will do" names no second thing.
_ENDED = Pattern(r"[?？]")
_ALONE = Pattern(
    r"\s*(?:usage|use|load|space|left|free|too|as well|使用率|占用率?|情况|剩余|呢|如何|怎么?样"
    r"|多少|高不高|够不够|[吗么])*"
    r"\s*(?:[?？.。!！,，、;；]|$|\band\b|和|还有)",
    re.IGNORECASE,
)
_END = Pattern(r"[?？,，.。;；](?=\s|$|[A-Za-z\u4e00-\u9fff])")


def listed(text: str, found: Fit) -> list[tuple[Action, str]]:
    """Each action listed, with the clause that names it alone; empty unless there are several.

    An action that is given the whole clause reads lists itself: those are left to it.
    """
    actions = found.skill.actions if found.skill else ()
    chain: list[tuple[int, int, Action]] = []
    for start, end, action in sorted(_named(text, actions), key=lambda named: named[:2]):
        gap = text[chain[-1][1] : start] if chain else ""
        if chain and not (_joins(gap) and (not _ENDED.search(gap) or _ALONE.match(text[end:]))):
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
    """The action with a clause for each file, port or process of a list where it takes one; or
    empty."""
    fills = [p.get("x-fill") for p in found.action.parameters.get("properties", {}).values()]
    names: list[str] = []
    if "process" in fills:
        return _each_process(text, found)
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
    between = [_PORT.sub(" ", gap) for gap in gaps.strip("\n").split("\n")]
    if not all(_joins(gap) for gap in between):
        return _each_clause(text, names, found) if "port" in fills else []
    before = _BOTH.sub("", text[:start])
    return [(found.action, f"{before}{name}{text[end:]}") for name in names]


def _each_clause(text: str, names: list[str], found: Fit) -> list[tuple[Action, str]]:
    """The action with the clause of each of the names: "8431 answers, and nothing is on 9999"."""
    ends = [0]
    for name, other in pairwise(names):
        start = text.find(name, ends[-1]) + len(name)
        joint = _CLAUSES.search(text[start : text.find(other, start)])
        if joint is None:
            return []
        ends.append(start + joint.end())
    parts = [text[a:b] for a, b in zip(ends, [*ends[1:], len(text)], strict=True)]
    return [(found.action, part.strip(" ,，;；")) for part in parts]


def _each_process(text: str, found: Fit) -> list[tuple[Action, str]]:
    """The action with a clause for each process of a list."""
    properties = found.action.parameters.get("properties", {})
    filled = [v for n, v in found.parameters.items() if properties[n].get("x-fill") == "process"]
    names = listed_processes(text, str(filled[0])) if filled else []
    if len(names) < 2:
        return []
    start, end = text.find(names[0]), text.find(str(filled[0])) + len(str(filled[0]))
    stop = _END.search(text[end:])
    asked = text[end:][: stop.start() if stop else None]
    return [(found.action, f"{text[:start]}{name}{asked}") for name in names]


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

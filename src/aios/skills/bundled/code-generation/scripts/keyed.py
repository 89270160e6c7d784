"""Functions that give a dict of figures under the keys that a request names: of numbers, of a text, of
one page of many items.
"""

# ruff: noqa: E501

import re

from bricks import Brick
from parts import header, role_of
from ruled import made_brick
from signatures import Signature

_ROLES = {
    "numbers": "numbers nums values data lst xs scores samples prices amounts",
    "items": "items rows records lst data seq results entries",
    "text": "text s string content sentence",
    "page": "page page_number number page_no page_num current_page",
    "size": "per_page page_size size limit pagesize pageSize",
}
_NUMBERS = {
    "count n size length len number": "len({x})", "sum total": "sum({x})",
    "mean average avg": "sum({x}) / len({x})", "median": "statistics.median({x})",
    "mode": "statistics.mode({x})", "min minimum lowest smallest": "min({x})",
    "max maximum highest largest": "max({x})", "range spread": "max({x}) - min({x})",
    "std stdev stddev standard_deviation sd": "statistics.{how}stdev({x})",
    "variance var": "statistics.{how}variance({x})", "first": "{x}[0]", "last": "{x}[-1]",
    "sorted": "sorted({x})", "unique distinct": "len(set({x}))",
}  # fmt: skip
_TEXTS = {
    "lines line_count num_lines": "len({x}.splitlines())",
    "words word_count num_words": "len({x}.split())",
    "chars characters char_count character_count length letters_total size": "len({x})",
    "letters letter_count": "sum(map(str.isalpha, {x}))", "digits digit_count": "sum(map(str.isdigit, {x}))",
    "spaces space_count": '{x}.count(" ")', "upper uppercase": "sum(map(str.isupper, {x}))",
    "lower lowercase": "sum(map(str.islower, {x}))",
    "vowels vowel_count": 'sum(c in "aeiouAEIOU" for c in {x})',
    "sentences sentence_count": 'len([p for p in re.split(r"[.!?。！？]+", {x}) if p.strip()])',
    "paragraphs paragraph_count": 'len([p for p in re.split(r"\\n\\s*\\n", {x}) if p.strip()])',
    "unique_words distinct_words": r'len(set(re.findall(r"\w+", {x}.lower())))',
    "longest_word longest": r'max(re.findall(r"\w+", {x}), key=len, default="")',
    "average_word_length avg_word_length": r'(lambda w: sum(map(len, w)) / len(w) if w else 0.0)(re.findall(r"\w+", {x}))',
    "most_common most_common_word top_word": r'(lambda w: max(w, key=w.count) if w else None)(re.findall(r"\w+", {x}.lower()))',
}  # fmt: skip
_PAGES = {
    "items data results rows records content entries list": "{x}[({page} - 1) * {size} : {page} * {size}]",
    "page current_page page_number current": "{page}",
    "per_page page_size size limit": "{size}",
    "pages total_pages page_count num_pages last_page": "pages",
    "total total_items count total_count": "len({x})",
    "has_next next has_more": "{page} < pages", "has_prev has_previous prev": "{page} > 1",
    "next_page": "{page} + 1 if {page} < pages else None", "prev_page previous_page": "{page} - 1 if {page} > 1 else None",
}  # fmt: skip
_DICT = re.compile(r"\bdict\w*|\bobject\b|mapping|字典|\{", re.I)
_RAISES = re.compile(r"(?:rais\w+|throws?|抛出?)\s*(?:an? |出)?([A-Z]\w+Error)")
_NOTHING = re.compile(
    r"(?:empty|no (?:numbers|values|items)|空(?:列表|的)?|为空|没有数)[^.;。；]{0,30}?(?:returns?|gives?|返回)[^.;。；]{0,10}?(?P<value>None|\{\}|an empty dict|空字典)"
    r"|(?:returns?|返回)\s*(?P<other>None|\{\}|an empty dict|空字典)[^.;。；]{0,20}(?:empty|空)", re.I
)  # fmt: skip
_EMPTY = re.compile(r"empty|no (?:numbers|values)|为空|空(?:列表|的)", re.I)


def keyed(part: str, wish: Signature) -> Brick | None:
    """The function that gives a dict under the keys that are told; None where it is another."""
    params = wish.params or ()
    if not params or not _DICT.search(part) or any(w.star for w in params):
        return None
    names = [w.name for w in params]
    kinds = [role_of(name, _ROLES) for name in names]
    if len(names) > 1 and kinds[1:2] == ["page"]:
        return _paged(part, wish)
    if len(names) != 1 or kinds[0] not in ("numbers", "items", "text"):
        return None
    known = _TEXTS if kinds[0] == "text" else _NUMBERS
    keys = _keys(part, known)
    if len(keys) < 3:
        return None
    how = "p" if re.search(r"population|总体", part, re.I) else ""
    return made_brick(wish.name, _figures(part, wish, known, keys, how), "统计字典")


def _source(key: str, known: dict[str, str]) -> str:
    return next((source for names, source in known.items() if key in names.split()), "")


def _keys(part: str, known: dict[str, str]) -> list[str]:
    """The longest run of keys that are known, as they stand beside each other."""
    runs: list[list[str]] = [[]]
    end = -1
    for found in re.finditer(
        r"(?<![\w.])[`\"'“]?([a-z][a-z_]*)[`\"'”]?(?:\s*[(（][^()（）]{0,40}[)）]|\s*:\s*[^,{}]{1,20}(?=[,}]))?",
        part,
    ):
        gap = part[end : found.start()] if end >= 0 else ""
        known_key = bool(_source(found[1], known))
        joined = re.fullmatch(r"\s*(?:,|，|、|/|and|和|及|以及|\s)*\s*", gap) is not None
        if known_key and (not runs[-1] or joined):
            runs[-1].append(found[1])
        elif known_key:
            runs.append([found[1]])
        elif found[1] not in ("and",):
            runs.append([])
            continue
        end = found.end() if known_key else end
    return list(dict.fromkeys(max(runs, key=lambda run: len(set(run)))))


_IMPORTS = '"""Bricks written for one request."""\n\nimport re\nimport statistics\nfrom typing import Any\n\n\n'


def _figures(part: str, wish: Signature, known: dict[str, str], keys: list[str], how: str) -> str:
    name = (wish.params or ())[0].name
    rows = "".join(
        f'        "{key}": {_source(key, known).replace("{x}", name).replace("{how}", how)},\n'
        for key in keys
    )
    guard = ""
    if known is _NUMBERS:
        nothing, raised = _NOTHING.search(part), _RAISES.search(part)
        value = (nothing["value"] or nothing["other"]) if nothing else ""
        empty = "return None" if value == "None" else "return {}" if value else ""
        if raised and _EMPTY.search(part) and not empty:
            empty = f'raise {raised[1]}("there are no numbers")'
        guard = f"    {name} = list({name})\n"
        guard += f"    if not {name}:\n        {empty}\n" if empty else ""
    return (
        f"{_IMPORTS}def {wish.name}({header(wish)}) -> Any:\n"
        f'    """Figures, each under its key."""\n{guard}    return {{\n{rows}    }}\n'
    )


def _paged(part: str, wish: Signature) -> Brick | None:
    params = wish.params or ()
    roles = {role: w.name for w, role in zip(params, ("x", "page", "size"), strict=False)}
    size = roles.get("size", "10")
    keys = _keys(part, _PAGES)
    if len(keys) < 2:
        return None
    rows = "".join(
        f'        "{key}": {_source(key, _PAGES).format(x=roles["x"], page=roles["page"], size=size)},\n'
        for key in keys
    )
    raised = _RAISES.search(part)
    outside = re.search(
        r"out of range|too (?:high|large|big)|beyond|greater than|does not exist|超出|超过|不存在|大于",
        part,
        re.I,
    )
    small = re.search(
        r"less than 1|below 1|< ?1|smaller than 1|小于 ?1|不是正|at least 1|positive", part, re.I
    )
    lines = [f"    pages = max(1, -(-len({roles['x']}) // {size}))"]
    if raised and outside:
        lines += [
            f"    if not 1 <= {roles['page']} <= pages:",
            f'        raise {raised[1]}("there is no such page")',
        ]
    elif raised and small:
        lines += [
            f"    if {roles['page']} < 1 or {size} < 1:",
            f'        raise {raised[1]}("it must be at least 1")',
        ]
        lines = [*lines[1:], lines[0]]
    source = (
        f"{_IMPORTS}def {wish.name}({header(wish)}) -> dict[str, Any]:\n"
        '    """One page of the items, and what is told of it."""\n'
        + "\n".join(lines)
        + f"\n    return {{\n{rows}    }}\n"
    )
    return made_brick(wish.name, source, "分页")

"""A column's name in the other language: 配送费 is "delivery fee", ship_date is 发货日期."""

import itertools
import os
import re
import tomllib

from words import ASSETS

MOST = 16  # spellings of one name
_MOST_LETTERS = 24


def _read():
    with open(os.path.join(ASSETS, "bilingual.toml"), "rb") as file:
        pairs = tomllib.load(file)["pairs"]
    return [(zh.split("|"), en.split("|")) for zh, en in pairs]


def _by(spellings, others):
    found = {}
    for own, other in zip(spellings, others, strict=True):
        for word in own:
            found.setdefault(word, []).extend(other)
    return found


_PAIRS = _read()
_ENGLISH = _by([zh for zh, _ in _PAIRS], [en for _, en in _PAIRS])
_SIBLINGS = _by([zh for zh, _ in _PAIRS], [zh for zh, _ in _PAIRS])
_CHINESE = _by([en for _, en in _PAIRS], [zh for zh, _ in _PAIRS])


def translations(name):
    """The spellings of a plain lower-case name in the other language; none for unknown parts."""
    bare = re.sub(r"\s+", " ", name.replace("_", " ")).strip()
    if not bare or len(bare) > _MOST_LETTERS:
        return []
    if re.fullmatch(r"[\u4e00-\u9fff]+", bare):
        return _joined(_cut(bare, _ENGLISH, ""), " ")
    return _joined(_cut(bare, _CHINESE, " "), "") if re.fullmatch(r"[a-z -]+", bare) else []


def synonyms(name):
    """The other Chinese spellings of a Chinese name: 付款方式 of 支付方式, 顾客 of 客户."""
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,8}", name):
        return []
    said = _joined(_cut(name, _SIBLINGS, ""), "")
    return [word for word in said if word != name and len(word) > 1]


def english(word):
    """The English spellings of a Chinese word, or []."""
    return _ENGLISH.get(word, [])


def _cut(name, known, gap):
    """The name as few known words: a list of their spellings in the other language, or []."""
    if name in known:
        return [known[name]]
    cuts = [i for i in range(len(name) - 1, 0, -1) if not gap or name[i] == gap]
    for cut in cuts:
        rest = _cut(name[cut + len(gap) :], known, gap) if name[:cut] in known else []
        if rest:
            return [known[name[:cut]], *rest]
    return []


def _joined(parts, gap):
    if not parts:
        return []
    return [gap.join(words) for words in itertools.islice(itertools.product(*parts), MOST)]

"""By how much one column stays behind another that it is held against: "缺得最多的排前面", "biggest shortfall first"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from aios_numerals import ENGLISH
from derived import difference, marked
from limits import SORT
from mentions import Mention
from sentence import AGGREGATE, CHINESE_NUMBER, COLUMN, EXTREME, count_word
from table import NUMBER

_BELOW = r"低于|不足|小于|少于|不到|不够|未达到?|没有?(?:达到|到)|below|under|less than|lower than|fewer than|smaller than|short of|behind"
_ABOVE = r"超过|超出|高于|大于|多于|超|above|over|more than|higher than|greater than|larger than|exceed(?:s|ed|ing)?|in excess of"
_PAIR = rf"(?P<a>{COLUMN})[^\ue000-\ue3ff,，。;；?？]{{0,14}}?(?:(?P<low>{_BELOW})|(?P<high>{_ABOVE}))[^\ue000-\ue3ff,，。;；?？]{{0,8}}?(?P<b>{COLUMN})"
_PAIR_ZH = rf"(?P<a>{COLUMN})\s*[比较]\s*(?P<b>{COLUMN})\s*(?:还|要)?(?:(?P<low>[少低小缺差])|(?P<high>[多高大超]))"
# What of the two is asked for: ranked by it, the rows in its order, or how much it is.
_FIRST_ZH = r"(?:的|者)?\s*(?:[商产货]?品|货|[门分]?店|项目?|部门|人|员工|个)?(?:要|请)?\s*(?:排列?|放|列|显示)?(?:在|到)?最?(?:前面?|上面|首位|第一|开头|先)面?"
_GAP_ZH = r"(?:(?:相差|差[额值距]|缺口|缺额|[短欠]缺(?:的?(?:数量?|量))?|缺少?的?(?:数量|量)|超出?的?(?:部分|金额|数量|额)|超支(?:额|金额|部分|的?幅度)?|欠缺)(?:的?大小)?)"
_FAR_ZH = r"(?:差|缺|少|低|超|多|高|欠|落后)(?:得|出|的|了|支)*"
_HOW_ZH = r"(?:分别|各自?|每[个种项家]|都)*(?:还|又)?(?:差|缺|少|低|超|多|高|欠)(?:得|出|了|支)*(?:多少|几)[个件元块]?|(?:分别|各自?|每[个种项家]|都)*(?:相差|差了?|缺口(?:是|有|为)?)(?:多少|几|多大)[个件元块]?"
_GAP = r"(?:the |their |its )?(?:shortfall|gap|difference|deficit|shortage|excess|overrun|overspend(?:ing)?|overage|surplus)s?(?: (?:between|of) (?:the )?(?:two|them))?|(?:by )?how (?:much|many|far)(?: units| pieces)? (?:(?:is|are|it is|they are|they're|we are|we're|it's|each (?:one )?is) )?(?:missing|short|over|under|below|above|lacking|needed|off|(?:went |gone )?over)(?: (?:by|it|them))?|by how (?:much|many)\b(?: each)?|how (?:much|many) (?:more|less|fewer|over|under)\b(?: (?:it|they|each|that) (?:is|was|are|were|spent))?(?=\s*(?:[?.!,;]|$))"
_COUNT = rf"(?:\d{{1,3}}|{CHINESE_NUMBER}|{ENGLISH}\b)"
_FIRST = r"(?: (?:ones?|items?|products?|[a-z]+s))? (?:first|at the top|on top|to the top)"


def take_shortfall(sentence, parts):
    """Mark what lies between two columns that are compared, where that is asked for."""
    column = _between(sentence)
    if column is None or parts.order:
        return
    _ranked(sentence, parts, column)
    if not parts.order:
        sentence.take(rf"(?:{EXTREME})\s*(?:{_GAP})", lambda m: _most(m, sentence, column))
        sentence.take(
            rf"(?:{COLUMN}\s*[比较]\s*{COLUMN}\s*)?{_FAR_ZH}\s*{EXTREME}",
            lambda m: _most(m, sentence, column),
        )
    sentence.take(rf"[,，。;；]?\s*(?:and |with |并且?|以及)*(?:by )?(?:{_HOW_ZH}|{_GAP})", lambda m: _told(m, parts, column))  # fmt: skip


def _between(sentence):
    """What lies between the two columns; None where none are compared."""
    match = re.search(_PAIR, sentence.text) or re.search(_PAIR_ZH, sentence.text)
    one, other = (sentence.things[match[key]].best(NUMBER) for key in "ab") if match else (None, None)  # fmt: skip
    if one and other and one is not other:
        return difference(other, one) if match["low"] else difference(one, other)
    over = re.search(rf"(?P<c>{COLUMN})\s*{AGGREGATE}?\s*(?:above|大于)\s?0", sentence.text)
    column = sentence.things[over["c"]].best(NUMBER) if over else None
    if column is None or column.joined != " - ":
        return None
    held = [m for m, t in sentence.things.items() if getattr(t, "best", None) and t.best() in column.factors]  # fmt: skip
    sentence.take(rf"[{''.join(held)}](?=\s*{over['c']})" if held else "(?!)")
    sentence.take(rf"(?P<c>{over['c']})\s*(?:above|大于)\s?0\s*(?:by )?(?:the )?(?P<e>{EXTREME})", lambda m: f"{m['c']}{m['e']}")  # fmt: skip
    return column


def _ranked(sentence, parts, column):
    """The rows in the order of it, the most first: "缺得最多的排前面", "sorted by the shortfall"."""
    lead = r"[,，。;；]?\s*(?:and |with |并且?|按照?|根据|把)*(?:the )?"

    def use(match):
        way = next(
            (sentence.things[ch][0] for ch in match.group() if re.match(EXTREME, ch)), "desc"
        )
        parts.order, parts.way = Mention(column.name, ((100, column),)), parts.way or way
        parts.flags.add("sorted")
        parts.limit = count_word(match.groupdict().get("n") or "0") or parts.limit
        return f" {SORT} "

    for pattern in (
        rf"{lead}(?:{_FAR_ZH}|{_GAP_ZH})\s*{EXTREME}的?\s*前?(?P<n>{_COUNT})[个种款家名项条位件]?(?:[商产]?品|货)?(?:(?:分别)?(?:是|有)(?:哪些|什么|谁))?",
        rf"{lead}{EXTREME} (?P<n>{_COUNT}) (?:shortfall|gap|deficit|difference|excess|overrun)s",
        rf"{lead}(?P<n>{_COUNT}) {EXTREME} (?:shortfall|gap|deficit|difference|excess|overrun)s",
        rf"{lead}(?:{_FAR_ZH}|{_GAP_ZH})\s*(?:{SORT}+|{EXTREME}(?:{_FIRST_ZH})?\s*{SORT}|{EXTREME}{_FIRST_ZH})",
        rf"(?:按照?|根据|以)\s*(?:{_GAP_ZH}|{_HOW_ZH})\s*(?:的|来|进行)?\s*{SORT}",
        rf"{lead}{EXTREME} (?:{_GAP}|short|under|over|below|above|behind|off){_FIRST}",
        rf"{SORT}(?: them| it| these)?\s*(?:by|on)\s*(?:the )?(?:(?:size|amount) of )?(?:{_GAP})",
    ):
        sentence.take(pattern, use)


def _most(match, sentence, column):
    """ "Which one is short most?": the one with the largest difference."""
    most = re.search(EXTREME, match.group()).group()
    return f" {marked(sentence, column)}{most} "


def _told(match, parts, column):
    """How much it is of each row: shown by the rows being in its order."""
    if not parts.order:
        parts.order, parts.way = Mention(column.name, ((100, column),)), parts.way or "desc"
        parts.flags.add("sorted")
    return " "

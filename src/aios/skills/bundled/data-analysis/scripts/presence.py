"""Conditions on cells that are empty: "without a date", "缺失", "did not leave a comment", "未发货"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import amount_of
from query import Filter
from sentence import COLUMN, VALUE, normal
from table import DATE, NUMBER, TEXT

_MISSING = r"(?:is |are )?(?:missing|null|empty|blank|not (?:set|given|available))|为空|是空的?|缺失|没有填写?|空白|为null"
_NONE = ("none", "no", "无", "没有", "n")
_PRESENT = r"(?:is |are )?(?:not (?:missing|null|empty|blank)|present)|不为空|非空|不是空的?|不缺失"

_OR = r"(?:或者?是?|或|/|\bor\b)"
_LINK = rf"\s*(?:{_OR}|,|，|、|和|与|及|以及|跟|\band\b|\bnor\b|&)+\s*"
_LACKS = r"(?:缺失|缺少?了?|没有?|无|(?:with |having |has |have |had |is |are )?(?:an? |the )?(?:missing|empty|blank)|lacks?|lacking|without|(?:with |has |have |had )no|neither)"
_SEVERAL = rf"(?P<first>{COLUMN})(?P<others>(?:\s*(?:{_MISSING})的?)?(?:{_LINK}(?:(?:with|has|have|{_LACKS}|an?|the|their) ?)*{COLUMN})+)"
# "手机号或者邮箱没填", "missing a phone or an email", "neither a phone nor an email"
_EMPTY = (
    rf"(?:\b(?:where|with|whose|either|both)\b\s*(?:the )?)*{_SEVERAL}\s*(?:值|字段)?(?P<all>(?:都|全|均|两[个项者])*)(?:是|\b(?:are |is )?both )?\s*(?:{_MISSING})的?",
    rf"(?P<lead>{_LACKS})\s*(?P<all>both )?(?:either |any |an? |the |their )*{_SEVERAL}(?:的|值)?",
)
_NEITHER = r"neither|without|no$"


class Presence:
    """The part of Conditions on empty cells; it has `sentence`, `_add`, `_column` and `_things`."""

    def _presence(self):
        for words in _EMPTY:
            self.sentence.take(words, self._several_missing)
        self.sentence.take(  # "without farm F3": a value of the column is left out
            rf"(?P<lead>\bwithout (?:the )?){COLUMN}\s+(?P<v>{VALUE})", lambda m: m["lead"] + m["v"]
        )
        self.sentence.take(  # "没有罚款的借阅", "orders with no discount": nothing, or none given
            rf"(?:\b(?:without(?: any| an?)?|with no|had no|have no|has no)\s+|(?<!有)没有?|(?<!有)无)(?P<c>{COLUMN})(?=的|[\s,，。;?？]|$)(?!\s*values?)",
            self._had_not,
        )
        for words in (
            rf"(?:还|都)?(?:没有?|未)(?:参加|来)?(?P<verb>[考测填录写留拿领得做])(?:到|过|上|完|了|下|入)?的?(?P<c>{COLUMN})的?(?!多少|几)",
            rf"(?P<c>{COLUMN})(?:都|还|也)?(?:没有?|未)(?:参加|来)?(?P<verb>[考测填录写留拿领得做])(?:到|过|上|完|了|下|入)?的?(?!多少|几)",
            rf"(?P<verb>\b(?:missed|skipped|(?:did not|didn't) (?:take|sit|do|get|show up for))) (?:the |their |his |her |a |any )*(?P<c>{COLUMN})(?: (?:exam|test|paper)\b)?",
        ):
            self.sentence.take(words, self._none_there)
        self.sentence.take(
            rf"\b(?:are|is|have|has) (?:missing|no|without|lacking)\s+(?:an? |the |their )?(?P<c>{COLUMN})",
            lambda m: self._add(self._column(m), "missing"),
        )
        for words in (
            rf"(?:尚未|还没有?|从来?没有?|从不|未|没有?)(?P<c>{COLUMN})过?的?",
            rf"(?:(?:\b(?:not|never)|n't)(?: yet)?(?: been)? |(?:still )?yet to be |un-?)(?P<c>{COLUMN})(?: yet)?",
        ):
            self.sentence.take(words, self._not_yet)
        self.sentence.take(
            rf"(?P<c>{COLUMN})过的|(?<=[谁人个])(?:都)?{COLUMN}[了过](?!多少|几)的?", self._happened
        )
        self.sentence.take(
            rf"\b(?:did not|didn't|never|did n't) (?:leave|give|provide|fill(?: in)?|enter|answer|write)\s+(?:an? |the |any )?(?P<c>{COLUMN})",
            lambda m: self._add(self._column(m), "missing"),
        )
        self.sentence.take(
            rf"\b(?:(?:that|which|who) )?(?:incurred|had|have|has|having|with|got|received|left|gave|provided|wrote|filled in)\s+(?:an?|any|some) (?P<c>{COLUMN})(?!\s*(?:of|over|above|below|under|between|greater|less|more|higher|lower|larger|smaller|is|are|[=<>\d]))",
            self._had,
        )
        lead = rf"(?:\bwhere |\bwith |\bwhose )?(?P<c>{COLUMN})\s*(?:的)?(?:值|values?)?\s*"
        self.sentence.take(
            lead + f"(?:{_PRESENT})", lambda m: self._add(self._column(m), "present")
        )
        self.sentence.take(
            lead + rf"(?:{_MISSING})(?!值|\s*{COLUMN})",
            lambda m: self._add(self._column(m), "missing"),
        )
        self.sentence.take(
            rf"\b(?:without|with no|with missing|missing)\s+(?:an? )?(?P<c>{COLUMN})(?!\s*values?)|(?:(?<!有)没有|缺(?:少|失|了)?|漏填?了?)(?P<d>{COLUMN})的?(?!空?缺?失?值)",
            lambda m: self._add(self._things(m.group())[0].best(), "missing"),
        )

    def _several_missing(self, match):
        """Of several columns one may be empty, or all are, as the text says."""
        marks = match["first"] + match["others"]
        columns = [thing.best() for thing in self._things(marks)]
        lead = (match.groupdict().get("lead") or "").strip()
        sides = [Filter(column=column, operator="missing") for column in columns]
        if re.search(_OR, match["others"]) and not re.search(_NEITHER, lead):
            sides = [Filter(column=columns[0], operator="any", values=tuple(sides))]
        elif not (lead or match["all"] or "both" in match.group()):
            return False  # "A, B missing": whose it is is not said
        self.found += sides
        return " "

    def _had(self, match):
        """ "loans that incurred a fine", "how many left a comment": more than nothing, not empty."""
        column = self._column(match)
        if column.kind == NUMBER:
            return self._add(column, ">", 0)
        return self._add(column, "present") if column.kind == TEXT else False

    def _had_not(self, match):
        column = self._column(match)
        nothing = column.kind == NUMBER and (column.low or 0) == 0
        none = next((cell for cell in column.sample if cell.lower() in _NONE), None)
        if column.kind == TEXT and none:
            return self._add(column, "=", none)
        return self._add(column, "<=", 0) if nothing else False

    def _none_there(self, match):
        """ "谁数学没考", "没拿到奖金的", "who missed the final": nothing is written there."""
        column = self._column(match)
        if column.kind != NUMBER:
            empty = column.kind == DATE or match["verb"] in "填录写留"
            return self._add(column, "missing") if empty else False
        given = match["verb"] in "拿领得" and (column.low or 0) == 0 and column.low is not None
        return self._add(column, "<=", 0) if given else self._add(column, "missing")

    def _happened(self, match):
        """ "谁旷工了", "迟到过的": more than none of what a number counts."""
        thing = self._things(match.group())[0]
        column = thing.best()
        counted = column.kind == NUMBER and thing.text == amount_of(normal(column.name))
        return self._add(column, ">", 0) if counted else False

    def _not_yet(self, match):
        """ "未发货的订单": what has no date yet; "没迟到的": what is counted did not happen."""
        column, said = self._column(match), self._things(match.group())[0].text
        if column.kind == NUMBER and said == amount_of(normal(column.name)):
            return self._add(column, "<=", 0)
        return self._add(column, "missing") if column.kind == DATE else False

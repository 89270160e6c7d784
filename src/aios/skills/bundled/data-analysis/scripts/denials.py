"""Yes and no columns said with a no: "unpaid" where the column is paid, "未付款" where it is 已付款."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import Mention
from rates import yes_of
from sentence import normal
from states import verbs
from table import DATE

_OWES = r"\b(?:(?:still|yet) )?(?:ow(?:es?|ing)|(?:is|are) (?:still )?(?:behind|in arrears|outstanding))\b(?: (?:us|me))?(?: (?:with|on) (?:the |their )?\w+)?(?: (?:the |their |any )?(?:rent|money|fees?|payments?|dues))?"
_OWES_ZH = r"(?:还|都|仍)?(?:欠|拖欠)(?:着|了|缴|交|费)*(?:水电费?|水费|电费|房租|租金|物业费|学费|会费|钱|款)?(?:没有?[交缴付]|未[交缴付])?的?(?!了?(?:多少|几))"
_LEFT = r"churn(?:ed)?|left|attrition|exited|cancel(?:led)?|流失"
_KEPT = r"\b(?:retained|stayed|kept|remained)\b|留存的?|未流失的?"
_LEAD = r"^(?:(?:is|was|has|been|是否|有无|已经?|是)[ _]*)+"


def mark_denied(sentence, table):
    """Put "not" and the column for the words; what a question says of the column's cells goes out."""
    for column in table.of_kind(DATE):
        _not_yet(sentence, column)
    for column in table.columns:
        if yes_of(column) is None:
            continue
        name = normal(column.name).replace("_", " ").strip()
        stem = re.sub(r"了$|状态$", "", re.sub(_LEAD, "", name)) or name
        if any(re.search(rf"\bun-?{re.escape(stem)}\b", normal(c.name)) for c in table.columns):
            continue
        _explained(sentence, name, stem)
        if stem.isascii():  # "members ride farther than non-members": the two are compared
            sentence.take(
                rf"\b(?P<a>{re.escape(stem)}s?)\b(?P<mid>[^?.]*?\b(?!higher|lower|better)[a-z]+er\b[^?.]*? than\s+(?:the |those of )?)(?:non|un)[- ]?{re.escape(stem)}s?\b",
                lambda m, n=name: f" per {n} {m['mid']} ",
            )
        if re.fullmatch(_LEFT, stem):
            kept = Mention(stem, ((100, column),))
            sentence.take(_KEPT, lambda _, m=kept: f" not {sentence.mark('column', m)} ")
        if stem == "paid":
            mention = Mention(stem, ((100, column),))
            sentence.take(_OWES, lambda _, m=mention: f" not {sentence.mark('column', m)} ")
        if stem.isascii():
            words, left = rf"\b(?:un|non)[- ]?{re.escape(stem)}s?\b", " not {} "
        else:
            words = rf"(?:还没有?|尚未|没有?|未)(?:{verbs(stem)})(?:款)?了?的?(?!率|比例)"
            left = " 未{}的"
            if re.fullmatch(verbs("缴"), stem):
                words += f"|{_OWES_ZH}"
        mention = Mention(stem, ((100, column),))
        sentence.take(
            words, lambda _, m=mention, text=left: text.format(sentence.mark("column", m))
        )


def _not_yet(sentence, column):
    """ "还没还" where the column is 归还日期: the verb in short, which has no date yet."""
    verb = re.fullmatch(r"([\u4e00-\u9fff])([\u4e00-\u9fff])(?:日期|时间|日)", column.name)
    if verb:
        mention = Mention(verb[1] + verb[2], ((100, column),))
        sentence.take(
            rf"(?:还没有?|尚未|没有?|未)(?:{verb[2]}|{verb[1]})了?的?(?=$|[\s，,。？?]|书|人|单|有|是)",
            lambda _: f" 未{sentence.mark('column', mention)}的",
        )


def _explained(sentence, name, stem):
    """ "The paid column is yes or no": what the cells are asks for nothing."""
    named = "|".join({re.escape(name), re.escape(stem)})
    cells = r"[\"']?(?:yes|no|true|false|y|n|0|1|是|否)[\"']?"
    both = rf"{cells}\s*(?:,|/|or|and|或者?|和|、)\s*{cells}"
    sentence.take(
        rf"[(,;.]?\s*\b(?:the |where )?(?:(?:{named}) (?:column|field)|(?:column|field) (?:{named})) (?:is|are|has|holds|contains|says)(?: either)? {both}[).]?"
    )
    sentence.take(
        rf"[(，,;；。]?\s*(?:{named})(?:这?一?[列栏])?(?:是|为|的值是|写的?是)\s*{both}\)?"
    )

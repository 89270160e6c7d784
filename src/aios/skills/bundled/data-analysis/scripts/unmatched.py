"""Rows of one table whose key another does not have: loans of readers that nobody knows, readers without a loan."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re

from attached import _stem as kind_of
from lacking import NOBODY
from matching import held_by, keys_between
from sentence import normal
from table import quote

_TABLE = r"(?:这?[张个]|工作|数据)?(?:表格?|文件|sheet|名单|清单)?"
_LACKS_ZH = r"(?:却|都|根本|并|也|是|其实)*(?:查不到|找不到|搜不到|查无|不存在|没有?(?:出现|登记|记录|对应)?(?:过|的)?|对不上|匹配不[上到]|无对应|缺失)(?:(?:任何)?(?:对应|匹配)(?:的)?(?:记录|信息|[\u4e00-\u9fff]{2,4})?)?"
_IN_ZH = rf"(?:其|它们?|他们)?的?\s*(?:KEY)?\s*(?:字段|列|值)?(?:在|于)\s*[「“\"'《]?OTHER[」”\"'》]?\s*{_TABLE}\s*(?:里面?|中|内|里头)?{_LACKS_ZH}(?:的)?"
_IN_EN = (
    r"(?:\b(?:whose|with an?|have an?|has an?|having an?|carry an?|use an?|where the) )?(?:KEY )?(?:that |which )?"
    r"(?:\b(?:is|are|does|do|can|was|were|could)(?: not|n['’]?t|not)|\bcannot|\bnot)(?: be| been)? ?(?:found|exist|appear|occur|listed|present|known|contained|in|on|among|matched)?"
    r"(?: (?:in|on|among|by|to))?(?: the)?(?: sheet| file| table)?(?: called| named)? [\"'“]?OTHER[\"'”]?(?: (?:sheet|file|table|list)\b)?"
    r"|\b(?:(?:that |which )?(?:have|has|had|with|without)(?: no| any| a)?|without)(?: an?| any)? (?:match\w*|corresponding|counterpart)(?: KEY| \w+)? (?:in|on|among)(?: the)?(?: sheet| file| table)? [\"'“]?OTHER[\"'”]?(?: (?:sheet|file|table|list)\b)?"
    r"|\b(?:that |which |whose (?:KEY )?)?(?:is|are|was|were )?(?:missing|absent) (?:from|in)(?: the)?(?: sheet| file| table)? [\"'“]?OTHER[\"'”]?(?: (?:sheet|file|table|list)\b)?"
)
# The rows themselves are asked for, and not the keys that only one has.
_ROWS = r"(?:多少|几|哪几?)[条行笔个单]|(?:哪些)|列出|[这那]些|\bhow many\b|\bwhich\b|\blist\b|\bshow\b|\bcount\b|\btotal\b|合计|总"
_FIGURE = r"合计|总(?:额|价|和|共多少[^条行笔个])|平均|最[多大高少小低]|[按每各]|\btotal|\bsum\b|\baverage|\bmean\b|\b(?:per|by|each|most|highest|largest)\b|how much"
_OPENING = r"^[^。.!?？]*(?:有|包含|里有|含有|\bhas\b|\bcontains?\b)[^。.!?？]*(?:两|2|三|3|\btwo\b|\bthree\b)\s*(?:张|个)?\s*(?:工作|数据)?(?:表格?|文件|sheets?\b|tables?\b|files?\b)[。.]\s*"


def unmatched(tables, text, say):
    """(source, columns, question, notes) of the rows of one table that the other knows nothing of; None where not asked."""
    if len(tables) != 2 or not re.search(_ROWS, text, re.I):
        return None
    return _by_key(tables, text, say) or _without_any(tables, text, say)


def rows_of_file(tables, question, say):
    """As `unmatched` for files that are called by their names; None where only keys are asked for."""
    for table in tables:
        name = re.escape(os.path.basename(table.path))
        question = re.sub(rf"(?:[\w./~-]*/)?{name}", f" {table.name} ", question)
    return _by_key(tables, question, say, names_more)


def _by_key(tables, text, say, wanted=lambda *_: True):
    """ "有多少条记录的读者编号在读者表里查不到": the key, the other table, and that it lacks it."""
    for one, other in (tables, tables[::-1]):
        name = re.escape(_called(other))
        if not re.search(name, text, re.I):
            continue
        said = re.sub(_OPENING, " ", text, flags=re.I)
        columns = "|".join(re.escape(c.name) for c in one.columns)
        for pattern in (_IN_ZH, _IN_EN):
            found = re.search(
                pattern.replace("OTHER", name).replace("KEY", f"(?:{columns})"), said, re.I
            )
            if found and (key := _key(one, other, found.group(), say)):
                rest = f"{said[: found.start()]} {said[found.end() :]}"
                return wanted(rest, one, key) and _rows(
                    one, other, key, _asked(_without_name(rest, one), say), say
                )
    return None


def _without_any(tables, text, say):
    """ "哪些读者没有借过书": those of the one that have no row in the other."""
    if not re.search(NOBODY, text, re.I):
        return None
    for one, other in (tables, tables[::-1]):
        kind = kind_of(one.name)
        subject = kind and re.search(rf"(?:哪[些几]?[个位名]?|多少[个位名]?|几[个位名]|\bwhich |\bhow many )\s*{kind}", text, re.I)  # fmt: skip
        keys = keys_between(one, other, held_by(one, say), held_by(other, say)) if subject else []
        keys = [key for key in keys if key.unique == (True, False)]
        if keys:
            clause = re.search(rf"{kind}s?\s*(?:[^，,。？?]*?)(?:{NOBODY})[^，,。？?]*", text, re.I)
            rest = text.replace(clause.group(), f" {kind} ") if clause else text
            return _rows(one, other, keys[0], _asked(rest, say), say)
    return None


def names_more(text, one, key):
    """Whether more of the rows is asked for than which keys the other lacks."""
    others = [c.name for c in one.columns if normal(c.name) != normal(key.left.name)]
    return any(normal(name) in normal(text) for name in others)


def _asked(rest, say):
    """What is still asked of the rows: a figure of them, else all of them."""
    figure = re.search(_FIGURE, rest, re.I)
    return rest if figure else say("列出所有行", "list all rows")


def _called(table):
    """What a text calls the table: its sheet, or its file."""
    return table.name or os.path.basename(table.path)


def _without_name(text, table):
    name = re.escape(_called(table))
    return re.sub(
        rf"[「“\"'《]?{name}[」”\"'》]?\s*{_TABLE}\s*(?:里面?|中)?的?", " ", text, count=1
    )


def _key(one, other, said, say):
    """The column that both tables have: named, or else the likeliest."""
    keys = keys_between(one, other, held_by(one, say), held_by(other, say))
    keys = [key for key in keys if key.unique[1]] or keys
    named = [key for key in keys if normal(key.left.name) in normal(said)]
    return next(iter(named or keys), None)


def _rows(one, other, key, question, say):
    left, right = (f"cell({quote(c.name)}::VARCHAR)" for c in (key.left, key.right))
    cells = ", ".join(quote(c.name) for c in one.columns)
    source = (
        f"(SELECT {cells}\n  FROM {quote(one.name)}"
        f" WHERE {left} IS NULL OR {left} NOT IN (SELECT {right} FROM {quote(other.name)} WHERE {right} IS NOT NULL))"
    )
    files = [t.name if one.path == other.path else os.path.basename(t.path) for t in (one, other)]
    note = say(
        f"只看 {files[0]} 中按 {key.text} 在 {files[1]} 里找不到的行",
        f"only the rows of {files[0]} that {files[1]} has none for, by {key.text}",
    )
    return source, list(one.columns), question, [note]

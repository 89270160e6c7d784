"""Rows of one table that have rows of their own in another: refunds of orders, returns of loans, complaints of tickets."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re
from dataclasses import replace

from matching import held_by, keys_between
from pieces import measurable
from sentence import normal
from table import NUMBER, Column, quote

_ENDS = r"(?:记录|数据|明细|台账|流水|清单|列表|登记|信息|名单|汇总|表|单|情况)+$"
_RATE_ZH = r"(?P<s>STEM)(?:订单|单)?(?:率|占比|比例)"
_RATE = r"\b(?P<s>STEM)(?:s|ed)?[ -](?:rates?|ratio)\b|\b(?:share|percent(?:age)?|proportion|fraction) of (?:all )?(?:the |our )?(?P<p>\w+) (?:that |which |who )?(?:(?:were|was|are|is|have been|got|had|has|have|with) )+(?:an? )?STEM(?:s|e?d)?\b"
_NONE = r"(?:从?没有?|未|无)(?:被|发生过?|申请过?|过)*STEM(?:过|记录)?的?|\b(?:(?:that |which )?(?:(?:were|was|are|is|have|has|had|did) )*(?:not|never|n't)(?: been| be| have| had)?(?: an?| any)? STEM(?:s|e?d)?|(?:without|with no|have no|has no|had no)(?: an?| any)? STEMs?)\b"
_SOME = r"(?:有过?|被|发生过?|申请过?)STEM(?:过|了|记录)?的?|STEM[过了]的?(?=[订客])|\b(?:that |which |who )?(?:(?:were|was|are|have been|got|had|have|has|with) )+(?:an? )?STEM(?:s|e?d)?\b"
# "退款率=退款订单数÷订单数": what it is taken for anyway
_FORMULA = r"[(（][^()（）]*[÷/除][^()（）]*[)）]|[，,]\s*STEM率?(?:=|＝|是指|指的?是|即|等于)[^，,。;；?？]*|[,(]\s*(?:i\.?e\.?,? |that is,? )?(?:STEM\w* )?(?:orders?|rows?) (?:÷|/|divided by|over|out of)[^,.;?)]*\)?"
_VALUE = "TRY_CAST(regexp_replace({}, '[,，¥￥$€£元\\s]', '', 'g') AS DOUBLE)"


def attached(tables, text, say):
    """(source, columns, question, notes) of one table's rows with what the other holds of them; None where not asked."""
    if len(tables) != 2:
        return None
    for whole, part in (tables, tables[::-1]):
        stem = _stem(part.name)
        if not stem or not _asked(text, stem, whole, part):
            continue
        keys = keys_between(whole, part, held_by(whole, say), held_by(part, say))
        keys = [k for k in keys if k.unique[0]]
        if keys:
            return _with_part(whole, part, keys[0], stem, text, say)
    return None


def _stem(name):
    """What the rows of a table are, by its name: 退款 of 退款表, "return" of returns.csv."""
    plain = re.sub(_ENDS, "", re.sub(r"[_\d]+", " ", normal(name)).strip())
    if plain.isascii():
        last = re.sub(r"(?:ies)$", "y", plain.split(" ")[-1])
        return re.sub(r"s$", "", last) if len(last) > 3 else ""
    return plain if 1 < len(plain) < 5 else ""


def _asked(text, stem, whole, part):
    """Whether the text asks which of the one have a row in the other, or for what these hold."""
    said = [re.search(p.replace("STEM", stem), text, re.I) for p in (_RATE_ZH, _RATE, _NONE, _SOME)]
    named = [
        any(normal(c.name) in normal(text) for c in measurable(table)) for table in (whole, part)
    ]
    own = any(normal(c.name) in normal(text) for c in part.columns if c.kind != NUMBER)
    apart = re.search(r"占|百分|\bshare\b|\bpercent|\bout of\b|比例", text, re.I)
    return any(said) or (all(named) and bool(apart) and not own)


def _with_part(whole, part, key, stem, text, say):
    rate = say(f"{stem}率", f"{stem} rate")
    other = quote(key.right.name)
    names = {normal(c.name) for c in whole.columns}
    sums = [c for c in measurable(part) if normal(c.name) not in names and c.name != key.right.name]
    totals = "".join(f", sum({_VALUE.format(quote(c.name))}) AS {quote(c.name)}" for c in sums)
    held = f"SELECT {other} AS part_key{totals} FROM {quote(part.name)} GROUP BY 1"
    cells = [f"w.{quote(c.name)}" for c in whole.columns]
    cells += [f"coalesce(p.{quote(c.name)}, 0)::VARCHAR AS {quote(c.name)}" for c in sums]
    cells += [f"CASE WHEN part_key IS NULL THEN '0' ELSE '100' END AS {quote(rate)}"]
    source = (
        f"(SELECT {', '.join(cells)}\n  FROM {quote(whole.name)} w"
        f" LEFT JOIN ({held}) p ON w.{quote(key.left.name)} = part_key)"
    )
    made = [replace(c, path="", style="number", formats=()) for c in sums]
    made += [
        Column(name=rate, kind=NUMBER, style="number", unit="%", averaged=True, sample=("0", "100"))
    ]
    files = [t.name if whole.path == part.path else os.path.basename(t.path) for t in (whole, part)]
    note = say(
        f"{rate}：{files[0]} 中在 {files[1]} 里有记录的行所占的百分比，按 {key.text} 对应",
        f"{rate}: the percentage of the rows of {files[0]} that {files[1]} has a row of, by {key.text}",
    )
    return source, [*whole.columns, *made], _question(text, stem, rate), [note]


def _question(text, stem, rate):
    """The text with the words for it as conditions on the column, or as its average."""
    text = re.sub(_FORMULA.replace("STEM", stem), " ", text)
    zh = not text.isascii()
    none, some = (f"{rate}等于0的", f"{rate}等于100的") if zh else (f" with {rate} = 0 ", f" with {rate} = 100 ")  # fmt: skip
    text = re.sub(_RATE_ZH.replace("STEM", stem), f"{rate} ", text)
    text = re.sub(_RATE.replace("STEM", stem), f"average {rate} ", text, flags=re.I)
    if rate in text:
        return text
    text = re.sub(_NONE.replace("STEM", stem), none, text, flags=re.I)
    return text if none in text else re.sub(_SOME.replace("STEM", stem), some, text, flags=re.I)

"""Functions that read a date in the forms that a request shows, and give a date, not a text."""

# ruff: noqa: E501

import re

from bricks import Brick
from ruled import made_brick
from signatures import Signature

_DATE = re.compile(
    r"date object|datetime\.date\b|\bdate\(|(?:returns?|返回)[^.。;；]{0,24}\b(?:a |an )?(?:datetime\.)?date(?:time)?\b(?! (?:text|string))|日期对象",
    re.I,
)
_MONTH_FIRST = re.compile(r"month first|\bMM?/DD?|US (?:style|format|date)|美式|月/日", re.I)
_SHAPES = (
    (r"\d{4}-\d{1,2}-\d{1,2}(?![\dT])|YYYY-MM?-DD?|年-月-日", "%Y-%m-%d"),
    (r"\d{4}/\d{1,2}/\d{1,2}|YYYY/MM?/DD?", "%Y/%m/%d"),
    (r"\d{4}\.\d{1,2}\.\d{1,2}|YYYY\.MM?\.DD?", "%Y.%m.%d"),
    (r"(?<!\d)\d{1,2}\.\d{1,2}\.\d{4}|DD?\.MM?\.YYYY", "%d.%m.%Y"),
    (r"(?<!\d)\d{1,2}-\d{1,2}-\d{4}|DD?-MM?-YYYY", "%d-%m-%Y"),
    (r"MM?/DD?/YYYY", "%m/%d/%Y"),
    (r"DD?/MM?/YYYY", "%d/%m/%Y"),
    (r"(?<!\d)\d{1,2}/\d{1,2}/\d{4}", "{slash}"),
    (r"\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日|YYYY年M+月D+日", "%Y年%m月%d日"),
    (r"(?<![\d-])(?:19|20)\d{6}(?!\d)|YYYYMMDD", "%Y%m%d"),
    (r"(?<!\d)\d{1,2} (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}|D+ MMM YYYY", "%d %b %Y"),
    (r"(?<!\d)\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}", "%d %B %Y"),
    (r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}, ?\d{4}|MMM D+, YYYY", "%b %d, %Y"),
    (r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, ?\d{4}", "%B %d, %Y"),
)  # fmt: skip


def date_reader(part: str, wish: Signature) -> Brick | None:
    """The function that reads dates in the forms that are shown; None where none is wished for."""
    params = wish.params or ()
    if (
        len(params) != 1
        or not _DATE.search(part)
        or not re.search(r"date|日期", f"{part} {wish.name}")
    ):
        return None
    slash = "%m/%d/%Y" if _MONTH_FIRST.search(part) else "%d/%m/%Y"
    forms = {
        m.start(): form.format(slash=slash)
        for shape, form in _SHAPES
        if (m := re.search(shape, part))
    }
    if len(set(forms.values())) < 2:
        return None
    told = [forms[place] for place in sorted(forms)]
    nothing = re.search(r"(?:return\w*|返回|else|否则)[^.;。；]{0,10}\bNone\b", part)
    name = params[0].name
    ends = "    return None" if nothing else f'    raise ValueError(f"{{{name}!r}} is no date")'
    with_time = bool(re.search(r"datetime(?!\.date)(?: object)?\b", part)) and not re.search(
        r"\.date\b|date object", part
    )
    given = "" if with_time else ".date()"
    source = (
        '"""Bricks written for one request."""\n\nfrom datetime import date, datetime\nfrom typing import Any\n\n'
        f"FORMS = {tuple(dict.fromkeys(told))!r}\n\n\ndef {wish.name}({name}: str) -> Any:\n"
        '    """The date that a text says in one of the known forms."""\n'
        f"    for form in FORMS:\n        try:\n            return datetime.strptime({name}.strip(), form){given}\n"
        f"        except ValueError:\n            continue\n{ends}\n"
    )
    return made_brick(wish.name, source, "读取日期")

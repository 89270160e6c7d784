"""What stands on one page of a document: "what does contract.pdf say on page 2?", "第 2 页写了什么"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

import aios_skill
from aios_numerals import value_of
from asked import question_of
from citing import result, where

_NUMBER = r"(\d{1,4}|[一二两三四五六七八九十]{1,3})"
_PAGE = re.compile(
    rf"第\s*{_NUMBER}\s*页|\bpage\s+(\d{{1,4}})\b|\b(first|last|second|third) page\b|(最后)一页|(首)页",
    re.IGNORECASE,
)
# The page itself is asked for, and not a matter that stands on it.
_WHOLE = re.compile(
    r"(?:写|讲|说|印)[了着的]?(?:是|些)?(?:什么|啥)|内容|有(?:些)?什么|原文|全文|文字"
    r"|\b(?:what(?:'s| is| does| do| stands?)?|show|read|print|give|tell|text|content)\b(?!.*\bon (?:which|what) page)",
    re.IGNORECASE,
)
_PLACES = {"first": 1, "second": 2, "third": 3, "首": 1}
MOST_LINES = 200


def of_page(request, reading):
    """The lines of the page that is asked for; None where none is, or no document has pages."""
    question = question_of(request)
    asked = _PAGE.search(question)
    paged = [d for d in reading.documents if any(line.place.get("page") for line in d.lines)]
    if not asked or len(paged) != 1 or not _WHOLE.search(question):
        return None
    document = paged[0]
    pages = max(line.place.get("page", 0) for line in document.lines)
    said = next(filter(None, asked.groups())).lower()
    number = pages if said in ("last", "最后") else _PLACES.get(said) or int(value_of(said))
    lines = [ln for ln in document.lines if ln.place.get("page") == number and ln.text.strip()]
    if not lines:
        raise _no_such_page(request, document, number, pages)
    shown = [line.text.strip() for line in lines[:MOST_LINES]]
    head = where(request, document.name, {"page": number}) + request.say("：", ":")
    data = {"page": number, "pages": pages, "lines": shown}
    return result(request, reading, [head, *shown, *_rest(request, len(lines))], data)


def _rest(request, count):
    left = count - MOST_LINES
    return [request.say(f"……还有 {left} 行", f"… and {left} more lines")] if left > 0 else []


def _no_such_page(request, document, number, pages):
    return aios_skill.Failure(
        "nothing_found",
        request.say(
            f"{document.name} 没有文字在第 {number} 页；它有 {pages} 页。",
            f"{document.name} has no text on page {number}; it has {pages} pages.",
        ),
        request.say("请换一个页码。", "Name another page."),
    )

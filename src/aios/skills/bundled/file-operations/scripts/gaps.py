"""Numbers that are missing among the names of files: "缺了哪些编号"."""

import os
import re

from aios_file_words import FLAGS, says, without_quotations
from asked import WALK, need, question_of, refuse_changes, result, tree_of
from compose import compose, run

MISSING = (
    r"(?:缺|少|漏|断|跳)(?:了|掉|失|过|少)?(?:的)?(?:是)?(?:哪[些几个]*)?(?:个)?(?:编号|序号"
    r"|号码?|数字)|(?:编号|序号|号码|数字)[^，。；？]{0,8}?(?:缺|少了|漏|断|连续|跳)"
    r"|\b(?:missing|skipped|absent|lacking)\s+(?:\w+\s+){0,2}?(?:numbers?|no\.|invoices?|scans?"
    r"|pages?|tracks?|ones)\b"
    r"|\b(?:numbers?|invoices?|scans?|pages?|tracks?)\b[^.?]{0,40}\b(?:missing|skipped|absent"
    r"|gaps?|consecutive|without\s+gaps)\b"
    r"|\bgaps?\b[^.?]{0,40}\b(?:number\w*|series|sequence)\b"
)
SPAN = (
    r"(?:从|只看|between|from|numbers?)?\s*(\d{1,6})\s*(?:号)?\s*(?:到|至|-|–|~|to|and"
    r"|through)\s*(\d{1,6})(?!\s*[-/年月.\d])"
)


def is_meant(request):
    """Whether it is asked which numbers of a series have no file."""
    named = request.parameters.get("file") or request.parameters.get("files")
    return not named and says(MISSING, without_quotations(question_of(request)))


def find_gaps(request):
    """The numbers between the first and the last, or those told, that no file's name has."""
    text = question_of(request)
    refuse_changes(request, text)
    settings = tree_of(request, text) | {"RECURSIVE": False}
    program = compose(
        "List the files whose numbers are looked at.", ("walking", "counting", "gathering"),
        settings, f"gather({WALK})",
    )  # fmt: skip
    found = run(program, request)
    need(request, found, len(found["files"]), settings)
    numbers = series_of([file["path"] for file in found["files"]])
    need(request, found, len(numbers), settings)
    span = re.search(SPAN, re.sub(r"[\w-]+\.[a-z]\w{1,4}", " ", text, flags=FLAGS), FLAGS)
    first, last = map(int, span.groups()) if span else (min(numbers), max(numbers))
    missing = [n for n in range(first, last + 1) if n not in numbers]
    found = {"missing": missing, "numbers": sorted(numbers), **found}
    return result(request, program, found, told(request, found, first, last))


def series_of(names):
    """The numbers of the names that are alike but for their number: of the largest such series."""
    series = {}
    for name in names:
        stem = os.path.splitext(name)[0]
        for found in list(re.finditer(r"\d+", stem))[:3]:
            before = re.sub(r"[\s_-]+", "", stem[: found.start()]).lower()
            series.setdefault(before, set()).add(int(found.group()))
    return max(series.values(), key=len, default=set())


def told(request, found, first, last):
    """Which numbers are missing."""
    missing = found["missing"]
    many, where = len(missing), found["folder"]
    if not missing:
        zh = f"{where} 里 {first} 到 {last} 号都在，没有缺。"
        return request.say(zh, f"None is missing in {where}: {first} to {last} are all there.")
    shown = ", ".join(map(str, missing[:200]))
    zh = f"{where} 里 {first} 到 {last} 之间缺 {many} 个编号：{shown}。"
    en = f"{many} numbers between {first} and {last} are missing in {where}: {shown}."
    return request.say(zh, en)

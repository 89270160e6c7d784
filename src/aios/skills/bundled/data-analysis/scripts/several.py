"""The actions on several files: a question to them as one table, and what they differ in."""

import os
import re

import aios_skill
from aios_skill import Failure
from analyze import asked, asked_or_kept
from comparing import compared
from compound import several_as_one, viewed
from figuresbeside import split_figures
from joining import EACH, TOGETHER, blanked_names, combined, opened
from lacking import NOBODY
from reading import open_table
from unmatched import rows_of_file

# Without a word of these they are asked together: one has the key, the other what is asked by.
_COMPARING = (
    r"\bcompar|\bdiffer|\bchang|\bnot (?:in|on|among)\b|\bmissing\b|\bin both\b|\bin common\b"
    r"|\b(?:overlap|intersect|shared by|without|absent|lack|new in|only in|extra|same)"
    r"|比较|对比|不同|差异|区别|不在|没有|缺|都有(?!谁|哪|什么|多少|几)|都在|共同|变化|交集|重合|重叠|同时|一致|一样|多了|少了|改了|独有"
)
_KINDS = (
    r"(?:多少|几)[种个类款位本门]?不同的?|不同(?:的[^,，。]{1,6})?(?:有?(?:多少|几)|的?(?:数量|个数))"
    r"|\b(?:how many|number of) different\b"
)
_DIFFERS_MOST = (
    r"差(?:得|距|异|别|额|值)?最[多大小少]|\bdiffers? (?:the )?(?:most|least)\b"
    r"|\b(?:biggest|largest|greatest|smallest) (?:difference|gap)s?\b"
)


def combine(request):
    """Join or stack the files, then answer what is asked of the whole; else give the table."""
    text = request.parameters.get("question") or request.text
    paths = _paths(request)
    if found := _unmatched(request, text):
        return found
    if re.search(f"{NOBODY}|{_DIFFERS_MOST}", text, re.I):
        return compare_tables(request)
    if re.search(EACH, text, re.I):
        return _each(request, paths, text)
    before = request.parameters.get("before") or []
    try:
        table, *rests = combined(paths, [*before, text], request.say)
    except Failure as failure:
        if failure.code != "nothing_in_common" or re.search(TOGETHER, text, re.I):
            raise
        return _each(request, paths, text)
    *earlier, rest = rests
    if earlier:
        return asked(request, table, rest, earlier)
    return asked_or_kept(request, table, rest)


def _each(request, paths, text):
    """The answers of each file to the same question, one after the other."""
    results = []
    for path in paths:
        own = blanked_names(text, [other for other in paths if other != path])
        table = open_table(path, request.say, own)
        results.append(asked(request, table, own))
    return {
        "answer": "\n".join(
            f"{os.path.basename(path)}{request.say('：', ': ')}{result['answer']}"
            for path, result in zip(paths, results, strict=True)
        ),
        "code": "\n\n".join(result["code"] for result in results),
        "explanation": "\n".join(result["explanation"] for result in results),
        "data": {
            "files": [os.path.basename(p) for p in paths],
            "results": [r["data"] for r in results],
        },
        "notes": [note for result in results for note in result["notes"]],
    }


def compare_tables(request):
    """Tell what two files differ in, or have in common."""
    text = request.parameters.get("question") or request.text
    differs = re.sub(_KINDS, " ", text, flags=re.I)
    if not re.search(f"{_COMPARING}|{NOBODY}|{_DIFFERS_MOST}", differs, re.I):
        return combine(request)
    if found := _unmatched(request, text):
        return found
    paths = _paths(request)
    rest, figures, first = split_figures(text)
    result = compared(paths, rest, request.say)
    beside = [_figure(request, paths, figure) for figure in figures]
    told = [*beside, result] if first else [result, *beside]
    result["answer"] = "\n".join(one["answer"] for one in told)
    result["code"] = "\n\n".join(one["code"] for one in told)
    return result


def _unmatched(request, text):
    """The rows of one file whose key the other does not have; None where they are not asked for."""
    tables = opened(_paths(request)[:2], text, request.say)
    found = rows_of_file(tables, text, request.say)
    if not found:
        return None
    source, columns, question, notes = found
    table = several_as_one(tables, request.say, [viewed(c) for c in columns], source, notes)
    return asked(request, table, question)


def _figure(request, paths, text):
    """The result of what is asked of both files together, beside what they differ in."""
    text = " ".join([text, *(path for path in paths if os.path.basename(path) not in text)])
    try:
        return asked(request, *combined(paths, [text], request.say))
    except Failure as failure:
        said = request.say(f"没看懂的部分：{text}", f"not understood: {text}")
        return {"answer": f"{said} ({failure.message})", "code": ""}


def _paths(request):
    here = request.cwd or os.getcwd()
    paths = [os.path.join(here, path) for path in request.parameters.get("files") or ()]
    paths = list(dict.fromkeys(paths))
    if len(paths) > 1:
        return paths
    raise Failure(
        "files_needed",
        request.say("这需要两个以上的文件。", "This needs two files or more."),
        request.say("请写出每个文件的名字。", "Name every file."),
    )


if __name__ == "__main__":
    aios_skill.main({"combine": combine, "compare_tables": compare_tables})

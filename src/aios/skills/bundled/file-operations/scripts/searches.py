"""Search a text in the files of a folder, or in one: where it stands, and how often in each."""

import os
import re

import hits
import often
import onefile
from aios_file_words import names_of, says
from asked import WALK, need, question_of, refuse_changes, result, tree_of, usable_file
from compose import compose, run
from failures import failed
from queries import query_of
from wishes import languages_of

MOST_LINES = 1000
ONLY_KIND = r"^\W*\w{1,6} files?\W*$"
WHETHER = (
    r"有没有|有无|是否有|是不是有|\b(?:are|is) there\b|\bany\b|\b(?:do|does) .{1,40}\bhave\b"
    r"|\bcheck\b.{1,60}\bfor\b"
)
EACH_WANTED = (
    r"(?:每一?个?|各个?|分别)\S{0,8}(?:文件|脚本|程序|有|多少|几)|逐个"
    r"|\b(?:each|every|per|individual)\b"
)
COUNTED = r"\bgrep\s+-\w*c|\bcount\b|\bhow many\b|(?<!第)几[次处个行条]|多少[次处个行条]|次数|行数"
MOST_OF = r"哪.{0,24}最多|\bwhich\b.{1,60}\bmost\b|\bmost\b.{1,40}\bwhich\b"
LEAST_OF = r"哪.{0,24}最少|\bwhich\b.{1,60}\b(?:fewest|least)\b"

# What is counted stands in the files, not in their names.
INSIDE = r"(?:多少|几)\s*(?:行|次|处)|次数|\bhow\s+(?:many\s+(?:lines|times)|often)\b"


def search_text(request):
    """Lines of files that hold a text or match a regular expression."""
    text, asked = question_of(request), request.parameters
    file = asked.get("file") or next(iter(asked.get("files") or ()), None)
    folder = request.parameters.get("folder") or request.cwd or "."
    names = [n for n in (file, folder) if n]
    names += [os.path.relpath(n, request.cwd or ".") for n in names] + [
        os.path.basename(n) for n in names
    ]
    given = request.parameters.get("query")
    text = often.without_times(text)
    query = (re.escape(given), given) if given and given not in text else query_of(text, names)
    refuse_changes(request, text.replace(query[1], " ") if query else text)
    inside = query and says(INSIDE, text)
    if not file and (
        (names_of(text) and not inside) or (query and says(ONLY_KIND, query[1]) and not given)
    ):
        return None  # the files themselves are asked for
    if not query and file:
        return onefile.facts_of(request, file)
    if not query:
        raise failed(request, "query_needed")
    try:
        re.compile(query[0])
    except re.error as broken:
        raise failed(request, "pattern_bad", pattern=query[1], said=str(broken)) from broken
    settings = {"FILE": usable_file(request, file)} if file else tree_of(request, text, kinds=False)
    if not file and not settings["PATTERNS"]:
        settings["PATTERNS"] = languages_of(text) if says(r"文件|代码|files?\b|code", text) else []
    settings |= {
        "PATTERN": query[0],
        "IGNORE_CASE": says(
            r"忽略大小写|不区分大小写|不分大小写|ignor\w+ case|case[- ]insensitive", text
        ),
        "MOST": request.parameters.get("count") or MOST_LINES,
    }
    return searched(request, settings, query[1])


def searched(request, settings, shown):
    """Search as written; when that finds nothing, in either case; the result."""
    where = "OneFile(FILE)" if "FILE" in settings else WALK
    for loose in (settings["IGNORE_CASE"], True):
        settings["IGNORE_CASE"] = loose
        program = compose(
            "Search a pattern in the text files below a folder.",
            ("walking", "decoding", "searching"), settings,
            f"search({where}, PATTERN, IGNORE_CASE, MOST)",
        )  # fmt: skip
        found = run(program, request)
        if found["lines"] or loose:
            break
    found["query"] = shown
    if not found["lines"] and says(WHETHER, question_of(request)):
        return result(request, program, found, hits.not_said(request, found))
    text = question_of(request)
    wanted = often.times_of(text)
    found = often.only_those(found, wanted) if wanted else found
    need(request, found, found["lines"], settings, f"{shown}{f' {wanted[2]}' if wanted else ''}")
    ends = (says(pattern, text) for pattern in (COUNTED, MOST_OF, LEAST_OF))
    told = hits.matches(request, found, settings, *ends)
    found = per_file(found) if says(COUNTED, text) and says(EACH_WANTED, text) else found
    told += "" if wanted or settings["IGNORE_CASE"] else elsewise(request, settings, found)
    return result(request, program, found, told)


def per_file(found):
    """What was found with how often in each file, first among its tables."""
    files = found.get("occurrences_by_file") or {}
    rows = [{"file": name, "count": many} for name, many in files.items()]
    return {"columns": ["file", "count"], "rows": [list(r.values()) for r in rows], **found,
            "matches": found["matches"][: len(rows)]}  # fmt: skip


def elsewise(request, settings, found):
    """Which lines more there are in another case of the letters; "" for none."""
    if not re.search("[A-Za-z]", settings["PATTERN"]):
        return ""
    where = "OneFile(FILE)" if "FILE" in settings else WALK
    program = compose(
        "Search a pattern in either case.", ("walking", "decoding", "searching"),
        settings | {"IGNORE_CASE": True}, f"search({where}, PATTERN, IGNORE_CASE, MOST)",
    )  # fmt: skip
    return hits.in_another_case(request, found, run(program, request))

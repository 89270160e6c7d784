"""Files counted in groups: by a part of their names, by month, by kinds that are named; with the
measures, the order and the columns that are asked for."""

import fnmatch
import os
import re
import time

import answers
import columns
from aios_fields import field_of
from aios_file_words import (
    FLAGS,
    PHOTO_KINDS,
    WHOLE,
    amount,
    bare_kinds_of,
    says,
    without_quotations,
)
from aios_names import part_told
from asked import WALK, need, question_of, refuse_changes, result, tree_of
from compose import compose, run
from wishes import order_of

COUNTED = (
    r"多少|几[个份张首条篇封]|数量|个数|[份张]数|统计|数一?下|分布|总大小|\bhow\s+(?:many|much)\b"
    r"|\bcounts?\b|\bnumber\s+of\b|\btotals?\b"
    r"|\badd\s+up\b|\blist\s+of\b"
)
EACH = r"[每各]|分别|按|\b(?:each|every|per|by|break\s*down|group\w*)\b"
MONTHS = (
    r"[每各按](?:照|一?个)?(?:修改)?月|月份|\b(?:each|every|per|by)\s+(?:calendar\s+)?months?\b"
    r"|\bmonthly\b|\bwhich\s+months?\b|哪(?:一?个|几个)月"
)
YEARS = (
    r"[每各按](?:照|一)?(?:修改)?年|年份|\b(?:each|every|per|by)\s+(?:calendar\s+)?years?\b"
    r"|\byearly\b"
)
BY_CHANGE = r"修改|改动|\bmodif\w+|\bchanged\b|\bfile\s+dates?\b"
SIZES = r"大小|多大|字节|空间|体积|占|\b(?:size|sizes|bytes|big|large|space|[kmg]b)\b|\badd\s+up\b"
LINES = r"行(?!为)|\blines?\b"
SAVED = (
    r"\b(?:save|store|export|write|put)\b[^.;]{0,40}?\b(?:as|to|into|in)\s+[\w-]+\.\w{2,5}[^.;]*"
    r"|(?:保存|另存|导出|存|写)[^，。；]{0,6}?[成到为入]\s*[\w\u4e00-\u9fff-]+\.\w{2,5}[^。；]*"
)
UNIT = r"(?<![a-z\d.])([kmg])i?b\b|([兆])"
DECIMALS = rf"({WHOLE})\s*位小数|\b({WHOLE})\s+decimals?|(?:to|with)\s+({WHOLE})\s+decimal"
VIDEOS, SOUNDS = "mp4 mov mkv avi webm wmv", "mp3 wav flac ogg m4a"
CATEGORIES = {
    **dict.fromkeys(("图片", "照片", "pictures", "images", "photos"), PHOTO_KINDS),
    **dict.fromkeys(("视频", "videos"), VIDEOS),
    **dict.fromkeys(("音频", "songs", "audio files"), SOUNDS),
}
DAYS = r"((?:19|20)\d\d)(?:[-_.]?|\s?年\s?)(1[0-2]|0?[1-9])(?!\d\d?\d)"


def kinds_asked(text):
    """[(name, patterns)] of the kinds of files that one question counts; of at least two."""
    spots = {}
    for pattern in bare_kinds_of(text):
        found = re.search(rf"(?<![\w./-]){pattern[2:]}s?(?![\w./-])", text, FLAGS)
        if found:
            spots[found.start()] = (found.group().rstrip("s").upper(), [pattern])
    for word, kinds in CATEGORIES.items():
        found = re.search(rf"(?<![a-z]){word}(?![a-z])", text, FLAGS)
        if found:
            spots[found.start()] = (word, [f"*.{kind}" for kind in kinds.split()])
    return [spots[at] for at in sorted(spots)] if len(spots) > 1 else []


def question(request):
    """The user's words without where the result is to be kept."""
    return re.sub(SAVED, " ", question_of(request), flags=FLAGS)


def is_meant(request):
    """Whether files are to be counted in such groups, and no file is named."""
    text = question(request)
    prose = without_quotations(text)
    named = request.parameters.get("file") or request.parameters.get("files")
    if request.action not in ("count_files", "list_files", "disk_usage", "largest_files") or named:
        return False
    if not says(COUNTED, prose):
        return False
    counts_kinds = says(r"多少|几|数|\bhow\s+many\b|\bcount\b|\bnumber\b", prose) and kinds_asked(
        prose
    )
    parts = says(EACH, prose) and (part_told(text) or says(MONTHS, prose) or says(YEARS, prose))
    folders = says(
        r"[每各哪]|文件夹.{0,8}(?:大|小|占)|\b(?:each|every|which|folders|subfolders?)\b", prose
    )
    total_in_unit = unit_of(text) and request.action == "count_files" and not folders
    return bool(
        counts_kinds or parts or (says(EACH, prose) and field_asked(request, text)) or total_in_unit
    )


def unit_of(text):
    """(divisor, name, decimals) of the unit a total is wanted in; None where none is named."""
    found = re.search(UNIT, text, FLAGS) if says(SIZES, text) else None
    if not found or says(r"\d\s*[kmg]i?b\b", text):
        return None
    letter = "m" if found[2] else found[1].lower()
    told = re.search(DECIMALS, text, FLAGS)
    places = int(amount(next(filter(None, told.groups())))) if told else 2
    return 1024 ** ("kmg".index(letter) + 1), f"{letter.upper()}B", places


def share_of(text):
    """With how many decimals shares in percent are asked for; None where they are not."""
    if not says(r"占比|比例|百分比|百分之|\bshare\b|\bper\s?cent(?:age)?s?\b|%", text):
        return None
    told = re.search(rf"{DECIMALS}|\b({WHOLE})\s+decimal\s+place", text, FLAGS)
    return int(amount(next(filter(None, told.groups())))) if told else 1


def field_asked(request, text):
    """The part of names that a word such as "client" groups by; None for none."""
    folder = request.parameters.get("folder") or request.cwd or "."
    names = sorted(os.listdir(folder))[:2000] if os.path.isdir(folder) else []
    return field_of(text, [name for name in names if os.path.isfile(os.path.join(folder, name))])


def tally(request):
    """How many files there are of each group, with what else is asked of them."""
    text = question(request)
    refuse_changes(request, text)
    prose = without_quotations(text)
    kinds = kinds_asked(prose) if not says(LINES, prose) else []
    settings = tree_of(request, text) | {"WITH_LINES": says(LINES, prose)}
    if kinds:
        settings["PATTERNS"] = [pattern for _, patterns in kinds for pattern in patterns]
    program = compose(
        "List every file, to be counted in groups.", ("walking", "counting", "gathering"), settings,
        f"gather({WALK}, WITH_LINES)",
    )  # fmt: skip
    found = run(program, request)
    need(request, found, len(found["files"]), settings)
    group = group_of(request, text, kinds, found["files"])
    rows, without = grouped(found["files"], group, [name for name, _ in kinds])
    ordered(rows, text, kinds)
    many = request.parameters.get("count")
    shown = rows[:many] if many and len(rows) > many else rows
    answer = told(request, found, shown, without, text)
    found = {"groups": rows, **table_of(shown, question_of(request)), **found}
    return result(request, program, found, answer)


def group_of(request, text, kinds, files):
    """A function from a file to its group, "" for none; None where all are one group."""
    if kinds:
        return lambda file: next(
            (name for name, patterns in kinds
             if any(fnmatch.fnmatch(file["path"].lower(), pattern) for pattern in patterns)), "",
        )  # fmt: skip
    names = [os.path.basename(file["path"]) for file in files]
    form = "%Y-%m" if says(MONTHS, text) else "%Y" if says(YEARS, text) else ""
    part = None if form else part_told(text, names) or field_of(text, names)
    if part:
        return lambda file: part(os.path.basename(file["path"]))
    if not form:
        return None
    dated = not says(BY_CHANGE, text) and any(re.search(DAYS, name) for name in names)
    return lambda file: moment_of(file, form, dated)


def moment_of(file, form, dated):
    """The month, or year, of a file by the day in its name, or of its last change."""
    if not dated:
        return time.strftime(form, time.strptime(file["modified"][:10], "%Y-%m-%d"))
    found = re.search(DAYS, os.path.basename(file["path"]))
    if not found:
        return ""
    return f"{found[1]}-{int(found[2]):02}" if form == "%Y-%m" else found[1]


def grouped(files, group, names=()):
    """(rows of the groups, how many files have none)."""
    rows = {name: {"group": name, "files": 0, "bytes": 0, "lines": 0} for name in names}
    without = 0
    for file in files:
        name = group(file) if group else ""
        if not name and group:
            without += 1
            continue
        row = rows.setdefault(name, {"group": name, "files": 0, "bytes": 0, "lines": 0})
        row["files"] += 1
        row["bytes"] += file["bytes"]
        row["lines"] += file.get("lines") or 0
    return list(rows.values()), without


def ordered(rows, text, kinds):
    """Sort the groups as the text says: by size or number where it speaks of that, else by name."""
    if kinds:
        return
    rows.sort(key=lambda row: row["group"])
    size = says(SIZES, text) and not says(r"\bhow\s+many\b|几|多少[个份张]", text)
    key = "lines" if says(LINES, text) else "bytes" if size else "files"
    if order_of(text, "") == "smallest":
        rows.sort(key=lambda row: row[key])
    elif says(r"降序|从[大多高]到|最[多大]|\b(?:most|biggest|largest|highest|descending)\b", text):
        rows.sort(key=lambda row: -row[key])


def told(request, found, rows, without, text):
    """The groups, and all together."""
    sized, lined = says(SIZES, text), says(LINES, text)
    files = sum(row["files"] for row in rows)
    total = sum(row["bytes"] for row in rows)
    head = request.say(
        f"{found['folder']}：{files:,} 个文件",
        f"{found['folder']}: {answers.plural(files, 'file')}",
    )
    head += f"{request.say('，共 ', ', ')}{size_in(request, total, text)}" if sized else ""
    lines = [f"{head}{request.say('。', '.')}"]
    if len(rows) > 1 or rows[0]["group"]:
        for row in rows:
            parts = [request.say(f"{row['files']:,} 个", answers.plural(row["files"], "file"))]
            parts += [size_in(request, row["bytes"], text)] if sized else []
            parts += [
                request.say(f"{row['lines']:,} 行", answers.plural(row["lines"], "line"))
            ] * lined
            lines.append(f"  {row['group']}  {'  '.join(parts)}")
    if without:
        lines.append(
            request.say(f"另有 {without:,} 个文件不属于任何一组。", f"In no group: {without:,}.")
        )
    return "\n".join(lines)


def size_in(request, size, text):
    """A size in the unit that is asked for, with the exact bytes; as usual where none is."""
    unit = unit_of(text)
    if not unit:
        return answers.size_of(request, size)
    exact = request.say(f"{size:,} 字节", f"{size:,} bytes")
    return f"{size / unit[0]:.{unit[2]}f} {unit[1]}{request.say(f'（{exact}）', f' ({exact})')}"


def table_of(rows, text):
    """The groups as a table, with the names of columns that the text gives."""
    names = columns.told(text)
    meant = [columns.meaning(name) for name in names]
    measures = [what if what in ("files", "bytes", "lines") else "group" for what in meant]
    if not names or measures.count("group") != 1:
        names, measures = ("group", "files", "bytes"), ("group", "files", "bytes")
    return {"columns": list(names), "rows": [[row[what] for what in measures] for row in rows]}

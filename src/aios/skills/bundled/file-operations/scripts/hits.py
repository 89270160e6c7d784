"""Say where a text that was searched stands, and how often."""

from answers import SHOWN, more, plural

OTHERS = 10


def matches(request, found, settings, counted=False, most=False, least=False):
    """Lines that match, with file and number; `counted`: how many each; `most`, `least`: which."""
    where = found.get("file") or found["folder"]
    times = found["occurrences"]
    loose = settings["IGNORE_CASE"]
    zh = (
        f"在 {where} 的 {found['files']:,} 个文件中找到 “{found['query']}”：{found['lines']:,}"
        f" 行，共 {times:,} 处"
    )
    en = (
        f"“{found['query']}” is on {plural(found['lines'], 'line')} of"
        f" {plural(found['files'], 'file')} in {where}, {plural(times, 'time')} in all"
    )
    if "file" in found:
        zh = f"{where} 中有 {found['lines']:,} 行包含 “{found['query']}”，共 {times:,} 处"
        en = (
            f"“{found['query']}” is on {plural(found['lines'], 'line')} of {where},"
            f" {plural(times, 'time')} in all"
        )
    zh, en = (f"{zh}（不区分大小写）", f"{en} (in either case)") if loose else (zh, en)
    rows = [request.say(f"{zh}：", f"{en}:"), *hits_by_file(request, found)]
    if most and found["files"] > 1:
        top, many = next(iter(found["by_file"].items()))
        zh, en = f"最多的是 {top}：{many:,} 行。", f"Most are in {top}: {plural(many, 'line')}."
        rows.insert(0, request.say(zh, en))
    if least and found["searched"] > 1:
        rows.insert(0, fewest(request, found))
    if counted and found["searched"] > 1:
        without = found["searched"] - found["files"]
        zh, en = f"另外 {without:,} 个文件里没有。", f"In {without:,} more files: none."
        return "\n".join([*rows, *([request.say(zh, en)] if without else [])])
    rows += [
        f"  {m['file']}:{m['line']}: {m['text'].strip()[:160]}" for m in found["matches"][:SHOWN]
    ]
    rows += more(request, found["lines"] - SHOWN)
    return "\n".join(rows)


def fewest(request, found):
    """Which file has the fewest lines of them; those that have none come before all."""
    without = found["searched"] - found["files"]
    if without:
        zh, en = f"{without:,} 个文件里一处也没有。", f"{without:,} of the files have none."
        return request.say(zh, en)
    last, many = list(found["by_file"].items())[-1]
    zh, en = f"最少的是 {last}：{many:,} 行。", f"Fewest are in {last}: {plural(many, 'line')}."
    return request.say(zh, en)


def not_said(request, found):
    """That nothing of the kind stands in what was searched: an answer where that was asked."""
    where = found.get("file") or found["folder"]
    many = found["searched"]
    return request.say(
        f"没有：{where} 里没有 “{found['query']}”（查看了 {many:,} 个文本文件）。",
        f"None: “{found['query']}” is nowhere in {where} ({plural(many, 'text file')} searched).",
    )


def in_another_case(request, found, loose):
    """The lines that have the text only in other letters, large or small; "" for none."""
    many = loose["lines"] - found["lines"]
    there = {(match["file"], match["line"]) for match in found["matches"]}
    others = [m for m in loose["matches"] if (m["file"], m["line"]) not in there]
    if many <= 0:
        return ""
    head = request.say(
        f"大小写不同的还有 {many:,} 行（上面没有算）：",
        f"In other letters, large or small, on {plural(many, 'line')} more (not counted above):",
    )
    rows = [f"  {m['file']}:{m['line']}: {m['text'].strip()[:160]}" for m in others[:OTHERS]]
    return "\n".join(["", head, *rows, *more(request, many - len(rows))])


def hits_by_file(request, found):
    """One line for each of several files with a match: how often."""
    files = found["occurrences_by_file"] if found["searched"] > 1 else {}
    rows = [
        f"  {name}  "
        + request.say(
            f"{many:,} 处（{found['by_file'][name]:,} 行）",
            f"{plural(many, 'time')} ({plural(found['by_file'][name], 'line')})",
        )
        for name, many in list(files.items())[:SHOWN]
    ]
    return [*rows, *more(request, len(files) - SHOWN)]

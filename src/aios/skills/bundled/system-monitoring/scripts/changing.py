"""The answers of an address one by one: which failed, which were slow, what they said."""

import os
import re

import tabling
import wishes
from fielded import condition_of, told_of_fields

MOST = 20
MANY = 12
COLUMNS = ("n", "time", "seconds", "url", "status", "ok", "ms", "bytes")
SUMMED = {
    r"avg|average|mean|平均": "average_ms",
    r"fast|min|最快|最小|最短": "fastest_ms",
    r"slow|max|最慢|最大|最长": "slowest_ms",
    r"rate|percent|率|%": "success_percent",
    r"fail|error|失败|出错": "failed",
    r"success|succeed|ok|成功|正常": "succeeded",
    r"requests|checks|tries|次数|count|total": "requests",
    r"url|address|page|name|地址|网址|页面|名": "url",
}
ALERTS = re.compile(r"报警|告警|警报|提醒|警告|\balert|\bwarn|\bnotify", re.I)
TABLE = re.compile(r"\btable\b|\bcompare|表格|对比|比较", re.I)
SUMMARY = re.compile(
    r"avg|average|mean|fast|slow|min|max|median|p9\d|success|failed|平均|最快|最慢|最小|最大|中位|成功率|失败",
    re.I,
)
COUNT = r"(\d+|two|three|[二两三])"
STREAK = re.compile(
    rf"连续\s*(?:失败|出错|报错|不正常|超时)了?\s*{COUNT}\s*次|连续\s*{COUNT}\s*次\s*(?:都)?(?:失败|出错|报错|不正常|超时)"
    rf"|{COUNT}\s+(?:failures?|errors?|failed\s+\w+|times|bad\s+\w+)\s+in\s+a\s+row"
    rf"|{COUNT}\s+consecutive\s+(?:failures?|errors?|fail\w*|bad)|fails?\s+{COUNT}\s+times\s+(?:in\s+a\s+row|running)",
    re.I,
)
EACH = re.compile(
    r"\b(?:each|every|all)\s+(?:single\s+|of\s+the\s+)?(?:answers?|responses?|requests?|one|checks?|visits?|times?|polls?)\b"
    r"|\b(?:list|show)\b|\bone\s+by\s+one"
    r"|每一?次(?!隔|间隔|最多)|逐[次一]|列出|列表|表格|各次|分别|依次",
    re.I,
)


def rows_of(url, answers):
    """One row per answer: number, time, status, milliseconds, and what it says."""
    return [
        {
            "n": place,
            "time": one["at"].isoformat(sep=" ", timespec="milliseconds")[:23],
            "clock": one["at"].strftime("%H:%M:%S"),
            "seconds": round(one["after_s"], 2),
            "url": url,
            "status": one.get("status"),
            "down": one.get("down"),
            "ok": one["ok"],
            "ms": round(one["ms"], 2) if "ms" in one else None,
            "bytes": one.get("bytes"),
            "contains": one.get("contains"),
            "fields": one.get("fields", {}),
            "lines": one.get("lines", []),
            "body": one.get("body"),
        }
        for place, one in enumerate(answers, 1)
    ]


def has_come(answers, until):
    """True when the latest answer is what was waited for."""
    last = answers[-1]
    if until == "change":
        first = answers[0]
        return any(last.get(k) != first.get(k) for k in ("status", "fields", "lines"))
    return last["ok"] if until == "ok" else not last["ok"]


def told(rows, request, limit_ms, contains, until):
    """The sentences on single answers; none of an address that was asked once."""
    say, found = request.say, []
    if until:
        found.append(waited(rows, until, say))
    if len(rows) < 2:
        return found
    found += failures(rows, request)
    found += slow_ones(rows, limit_ms, say)
    found += holding(rows, contains, say)
    found += told_of_fields(rows, request)
    if (
        EACH.search(request.text)
        and not TABLE.search(request.text)
        and len(rows) <= MOST
        and limit_ms is None
    ):
        found += listed(rows, say)
    return found


def waited(rows, until, say):
    """What the waiting came to."""
    last = rows[-1]
    words = {
        "ok": ("正常", "answered well"),
        "down": ("出错", "failed"),
        "change": ("变化", "changed"),
    }
    what = say(*words[until])
    come = rows[-1]["ok"] if until == "ok" else not rows[-1]["ok"]
    if until == "change":
        come = any(last[k] != rows[0][k] for k in ("status", "fields", "lines"))
    if come:
        return say(
            f"等到了：第 {last['n']} 次（{last['clock']}，第 {last['seconds']:g} 秒）{what}，"
            "到此停止。",
            f"It {what} at check {last['n']} ({last['clock']}, after {last['seconds']:g} s); "
            "stopped there.",
        )
    return say(
        f"没有等到：{last['n']} 次检查（{last['seconds']:g} 秒）里一直没有{what}。",
        f"It never {what} in {last['n']} checks ({last['seconds']:g} s).",
    )


def place_of(row, say):
    """Which answer: "#3 (10:12:01)"."""
    return say(f"第 {row['n']} 次（{row['clock']}）", f"#{row['n']} ({row['clock']})")


def outcome(row):
    """The status of an answer, or why there was none."""
    return f"HTTP {row['status']}" if row["status"] else (row["down"] or "?")


def failures(rows, request):
    """How many had which status, which ones failed, when first and when it was well again."""
    say = request.say
    bad = [row for row in rows if not row["status"] or row["status"] >= 400]
    if not bad:
        return []
    counts = {}
    for row in rows:
        counts[outcome(row)] = counts.get(outcome(row), 0) + 1
    each = ", ".join(f"{name}: {count}" for name, count in counts.items())
    alert = ALERTS.search(request.text)
    head = say("报警：", "ALERT: ") if alert else ""
    well = len(rows) - len(bad)
    which = say("、", ", ").join(f"{place_of(r, say)} {outcome(r)}" for r in bad[:MOST])
    more = say("……", ", …") if len(bad) > MOST else ""
    found = [
        say(
            f"{head}{len(rows)} 次中 {well} 次正常，{len(bad)} 次不正常：{which}{more}。"
            f"按状态：{each}。",
            f"{head}{well} of {len(rows)} were fine, {len(bad)} were not: {which}{more}. "
            f"By status: {each}.",
        )
    ]
    run, longest = 0, 0
    for row in rows:
        run = run + 1 if row in bad else 0
        longest = max(longest, run)
    if len(bad) < len(rows):
        found.append(turn(rows, bad, longest, say))
    return [*in_a_row(rows, bad, request), *found]


def in_a_row(rows, bad, request):
    """When so many failures in a row as are told had come."""
    found = STREAK.search(request.text)
    if not found:
        return []
    said = next(filter(None, found.groups())).lower()
    wanted = wishes.WORDS.get(said) or (int(said) if said.isdecimal() else 3)
    run, say = 0, request.say
    for row in rows:
        run = run + 1 if row in bad else 0
        if run >= wanted:
            return [
                say(
                    f"报警：{place_of(row, say)}（第 {row['seconds']:g} 秒）"
                    f"连续失败满 {wanted:g} 次！",
                    f"ALERT: {wanted:g} failures in a row at {place_of(row, say)}, "
                    f"after {row['seconds']:g} s!",
                )
            ]
    return [say(f"没有连续失败 {wanted:g} 次。", f"There were never {wanted:g} failures in a row.")]


def turn(rows, bad, longest, say):
    """The first failure, the longest run of them, and since when it is well again."""
    first, last = bad[0], bad[-1]
    told = say(
        f"第一次不正常：{place_of(first, say)}，第 {first['seconds']:g} 秒；"
        f"最多连续 {longest} 次。",
        f"First failure: {place_of(first, say)}, after {first['seconds']:g} s; "
        f"at most {longest} in a row.",
    )
    well = next((row for row in rows if row["n"] > last["n"]), None)
    if well:
        told += say(
            f"从{place_of(well, say)}（第 {well['seconds']:g} 秒）起恢复正常。",
            f" Well again since {place_of(well, say)}, after {well['seconds']:g} s.",
        )
    else:
        told += say("到最后也没有恢复。", " It was not well again by the end.")
    return told


def slow_ones(rows, limit_ms, say):
    """The answers that took longer than the limit."""
    if limit_ms is None:
        return []
    slow = [row for row in rows if row["ms"] is not None and row["ms"] > limit_ms]
    within = sum(row["ms"] is not None and row["ms"] <= limit_ms for row in rows)
    share = f"{within}/{len(rows)} ({100 * within / len(rows):.1f}%)"
    told = say(f"不超过 {limit_ms:g} 毫秒的：{share}。", f"Within {limit_ms:g} ms: {share}.")
    named = [f"- {place_of(r, say)}{say('：', ': ')}{r['ms']:.1f} ms" for r in slow[:MOST]]
    return [told, *named]


def holding(rows, contains, say):
    """In which answers the text stood, where it was not in all or none."""
    if not contains:
        return []
    heard = [row for row in rows if row["contains"] is not None]
    there = [row for row in heard if row["contains"]]
    gone = [row for row in heard if not row["contains"]]
    names = [say("、", ", ").join(place_of(r, say) for r in some[:MOST]) for some in (there, gone)]
    return [
        say(
            f"“{contains}”出现 {len(there)} 次{f'：{names[0]}' if there and gone else ''}；"
            f"没有出现 {len(gone)} 次{f'：{names[1]}' if gone else ''}。",
            f'"{contains}" was there {len(there)} times'
            f"{f': {names[0]}' if there and gone else ''}; "
            f"it was missing {len(gone)} times{f': {names[1]}' if gone else ''}.",
        )
    ]


def listed(rows, say):
    """Every answer in a line."""
    return [
        f"- {place_of(r, say)}{say('：', ': ')}{outcome(r)}"
        + (f", {r['ms']:.1f} ms" if r["ms"] is not None else "")
        + (f", {r['bytes']} B" if r["bytes"] is not None else "")
        for r in rows
    ]


def pictures(request):
    """The pictures wished for by name."""
    names = wishes.files_of(request)
    return [n for n in names if os.path.splitext(n)[1].lower() in (".png", ".svg", ".pdf", ".jpg")]


def saved(answers, request, *known):
    """The files of rows wished for, written; a sentence on each. Those `known` are only read."""
    rows = [row for url, found in answers.items() for row in rows_of(url, found)]
    wanted = wishes.columns_of(request.text)
    summed = sum(bool(SUMMARY.search(name)) for name in wanted) > 1
    flat, columns = summaries(answers, wanted) if summed else one_by_one(answers, rows, wanted)
    told = []
    for name in wishes.files_of(request, *known):
        content = tabling.content_of(name, flat, columns)
        if content is None and name.lower().endswith((".txt", ".log")):
            content = noted(rows, request)
        if content is not None:
            tabling.save(request, name, content)
            told.append(request.say(f"已保存：{name}", f"Saved: {name}"))
    if not told and len(answers) > 1 and TABLE.search(request.text):
        flat, columns = summaries(answers, [])
        told.append(tabling.markdown(flat, list(columns)).strip())
    return told


def one_by_one(answers, rows, wanted):
    """(a row per answer, {name: column}) with the columns wished for, or all that say something."""
    fields = list(dict.fromkeys(name for row in rows for name in row["fields"]))
    flat = [{**row["fields"], **{c: row[c] for c in COLUMNS}} for row in rows]
    held = [c for c in COLUMNS if c != "url" or len(answers) > 1 or wanted]
    shown = [*held, *(name for name in fields if name not in COLUMNS)]
    return flat, tabling.chosen(wanted, shown, [name for name in fields if numeric(name, rows)])


def summaries(answers, wanted):
    """(a row per address, {name: column}): how fast it answered, and how often it was well."""
    table = []
    for url, found in answers.items():
        spent = sorted(one["ms"] for one in found if "ms" in one)
        well = sum(one["ok"] for one in found)
        table.append(
            {
                "url": url,
                "average_ms": sum(spent) / len(spent) if spent else None,
                "fastest_ms": spent[0] if spent else None,
                "slowest_ms": spent[-1] if spent else None,
                "requests": len(found),
                "succeeded": well,
                "failed": len(found) - well,
                "success_percent": 100 * well / len(found),
            }
        )
    names = {}
    for name in wanted:
        names[name] = next((c for words, c in SUMMED.items() if re.search(words, name, re.I)), None)
    return table, names or {column: column for column in table[0]}


def noted(rows, request):
    """The answers that deserve a line: beyond what was said, else those that failed, or all."""
    limit_ms = request.parameters.get("limit_ms") or wishes.limit_ms_of(request.text)
    beyond = [row for row in rows if row["ms"] is not None and limit_ms and row["ms"] > limit_ms]
    told = condition_of(request.text, rows)
    if told:
        beyond = [row for row in rows if told.holds(row)]
    beyond = beyond if limit_ms or told else [row for row in rows if not row["ok"]]
    if not (limit_ms or told or ALERTS.search(request.text)):
        beyond = rows
    line = "{time} #{n} {what} {ms} ms {body}"
    return "".join(
        line.format(**{**row, "what": outcome(row), "body": row["body"] or ""}).rstrip() + "\n"
        for row in beyond
    )


def numeric(name, rows):
    """True for a field that holds numbers."""
    return any(isinstance(row["fields"].get(name), (int, float)) for row in rows)

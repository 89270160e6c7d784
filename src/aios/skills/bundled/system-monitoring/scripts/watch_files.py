"""Look at a file, or at the files of a folder, for a while: how they grow, which come and go."""

import os
import time
from datetime import datetime

import aios_skill
import tabling
import wishes
from plots import names_of, program_of, run
from spans import span_s

DEFAULT_S = 5.0
EVERY_S = 0.5
MOST = 30
UNITS = ((1e9, "GB"), (1e6, "MB"), (1e3, "KB"))


def watch_files(request):
    """The size of each file again and again, and what that comes to."""
    given, place = request.parameters, request.parameters["place"]
    times = given.get("times")
    every_s = span_s(given.get("interval") or EVERY_S, request, most=60)
    whole = times * every_s if times else DEFAULT_S
    seconds = span_s(given.get("seconds") or whole, request)
    looks, start = [], time.monotonic()
    while True:
        after_s = time.monotonic() - start
        looks.append((after_s, datetime.now().astimezone(), sizes_of(place)))
        if after_s >= seconds - 0.01:
            break
        left = seconds - (time.monotonic() - start)
        time.sleep(max(0.0, min(every_s - (time.monotonic() - start - after_s), left)))
    facts = facts_of(place, looks)
    told = [size_sentence(facts, request), *coming(facts, request)]
    told += saved(request, looks, facts)
    drawn = {}
    if given.get("plot") or any(n.lower().endswith(PICTURES) for n in wishes.files_of(request)):
        sentence, drawn["code"] = draw(request, looks)
        told.append(sentence)
    return {"answer": "\n".join(told), "data": facts, "origin": place, **drawn}


PICTURES = (".png", ".svg", ".pdf", ".jpg")


def sizes_of(place):
    """{name: bytes} of a file, or of all files of a folder."""
    if os.path.isfile(place):
        return {os.path.basename(place): os.stat(place).st_size}
    found = {}
    for folder, _, names in os.walk(place):
        for name in names:
            path = os.path.join(folder, name)
            try:
                found[os.path.relpath(path, place)] = os.stat(path).st_size
            except OSError:
                continue  # gone while it was looked at
    return found


def facts_of(place, looks):
    """What came, went and grew between the first look and the last."""
    first, last = looks[0], looks[-1]
    seconds = last[0] - first[0]
    grown = sum(last[2].values()) - sum(first[2].values())
    seen = {}
    for after_s, moment, sizes in looks:
        for name in sizes:
            seen.setdefault(name, (round(after_s, 1), moment.strftime("%H:%M:%S")))
    return {
        "place": place,
        "folder": os.path.isdir(place),
        "seconds": round(seconds, 2),
        "began_at": first[1].isoformat(timespec="seconds"),
        "bytes_first": sum(first[2].values()),
        "bytes_last": sum(last[2].values()),
        "grown": grown,
        "per_second": grown / seconds if seconds else 0.0,
        "files_first": len(first[2]),
        "files_last": len(last[2]),
        "added": {
            n: seen[n] for n in sorted(seen, key=lambda n: (seen[n], n)) if n not in first[2]
        },
        "gone": sorted(n for n in first[2] if n not in last[2]),
        "changed": sorted(n for n in first[2] if n in last[2] and first[2][n] != last[2][n]),
    }


def amount(count):
    """Bytes as people say them, exactly besides: 1.2 MB (1,200,000 bytes)."""
    unit, name = next(((u, n) for u, n in UNITS if abs(count) >= u), (1, "B"))
    if name == "B":
        return f"{count:.0f} B"
    kilo = f"{count / 1000:,.1f} KB, " if name != "KB" else ""
    return f"{count / unit:.2f} {name} ({kilo}{count:,.0f} B)"


def size_sentence(facts, request):
    """How large it was, is, and how fast it grew."""
    first, last, grown, rate = (
        amount(facts[k]) for k in ("bytes_first", "bytes_last", "grown", "per_second")
    )
    if not facts["grown"]:
        return request.say(
            f"{facts['place']} 在 {facts['seconds']:g} 秒内大小没有变化：{last}。",
            f"{facts['place']} kept its size within {facts['seconds']:g} s: {last}.",
        )
    return request.say(
        f"{facts['place']} 在 {facts['seconds']:g} 秒内从 {first} 变成 {last}："
        f"变化 {grown}，每秒 {rate}。",
        f"{facts['place']} went from {first} to {last} within {facts['seconds']:g} s: "
        f"{grown} in all, {rate} per second.",
    )


def coming(facts, request):
    """Which files of a folder are new, gone or changed."""
    if not facts["folder"]:
        return []
    say, added = request.say, facts["added"]
    told = [
        say(
            f"新增 {len(added)} 个文件（{facts['files_first']} → {facts['files_last']}）。",
            f"{len(added)} files were added ({facts['files_first']} → {facts['files_last']}).",
        )
    ]
    told += [f"- {name} (+{at[0]:g} s, {at[1]})" for name, at in list(added.items())[:MOST]]
    for key, zh, en in (("gone", "消失", "Gone"), ("changed", "改变", "Changed")):
        if facts[key]:
            names = ", ".join(facts[key][:MOST])
            told.append(
                say(f"{zh} {len(facts[key])} 个：{names}。", f"{en} ({len(facts[key])}): {names}.")
            )
    return told


def rows_of(looks):
    """One row per look."""
    return [
        {
            "n": place,
            "time": moment.strftime("%Y-%m-%d %H:%M:%S"),
            "seconds": round(after_s, 2),
            "bytes": sum(sizes.values()),
            "files": len(sizes),
        }
        for place, (after_s, moment, sizes) in enumerate(looks, 1)
    ]


def saved(request, looks, facts):
    """The looks as the table wished for, or the names of the new files."""
    rows = rows_of(looks)
    columns = tabling.chosen(wishes.columns_of(request.text), list(rows[0]))
    told = []
    for name in wishes.files_of(request, facts["place"]):
        content = tabling.content_of(name, rows, columns)
        if content is None and name.lower().endswith(".txt"):
            content = "".join(f"{one}\n" for one in facts["added"])
        if content is not None:
            tabling.save(request, name, content)
            told.append(request.say(f"已保存：{name}", f"Saved: {name}"))
    return told


def draw(request, looks):
    """The size over time, drawn; the sentence that names the files, and the program."""
    table, picture = names_of(request, "size")
    if os.path.exists(os.path.join(request.out, table)):
        table = "size.csv"
    tabling.save(
        request,
        table,
        "seconds,size_bytes\n"
        + "".join(f"{after_s:.2f},{sum(sizes.values())}\n" for after_s, _, sizes in looks),
    )
    program = program_of(
        {
            "TABLE": table,
            "PICTURE": picture,
            "TITLE": os.path.basename(request.parameters["place"]),
            "ACROSS": request.say("秒", "seconds"),
            "SERIES": {"size_bytes": (request.say("大小", "size"), "B")},
        }
    )
    run(program, request)
    return request.say(
        f"图：{picture}；数据：{table}", f"Plot: {picture}; samples: {table}"
    ), program


if __name__ == "__main__":
    aios_skill.main({"watch_files": watch_files})

"""Draw what the host measured over time: a plot and a table beside the sentences about it."""

import csv
import json
import os
import re
from datetime import datetime, timedelta

import aios_skill
import tabling
import wishes
from plots import names_of, program_of, run

UNITS = {"percent": "%", "bytes": "B/s", "milliseconds": "ms", "celsius": "°C", "": ""}
COLUMNS = {"percent": "percent", "bytes": "bytes_per_s", "celsius": "celsius"}
LABELS = {
    "cpu": ("CPU 使用率", "CPU use"),
    "memory": ("内存使用率", "memory use"),
    "memory_used": ("已用内存", "memory used"),
    "memory_available": ("可用内存", "available memory"),
    "swap": ("交换空间使用率", "swap use"),
    "load": ("平均负载", "load average"),
    "disk_use": ("磁盘使用率", "disk use"),
    "disk_free": ("根分区剩余空间", "free space of /"),
    "disk_read": ("磁盘读取", "disk reads"),
    "disk_write": ("磁盘写入", "disk writes"),
    "network_received": ("网络接收", "network received"),
    "network_sent": ("网络发送", "network sent"),
    "cpu_percent": ("CPU", "CPU"),
    "memory_bytes": ("内存", "memory"),
    "threads": ("线程数", "threads"),
    "open_files": ("打开的文件数", "open files"),
    "latency_ms": ("连接延迟", "connect latency"),
    "connections": ("已建立的连接数", "open connections"),
    "temperature": ("最高温度", "hottest temperature"),
}
ALERTS = re.compile(r"报警|告警|警报|警告|\balert|\bwarn", re.I)
LISTED = re.compile(
    r"报一次|说一次|列成|列表|列出|表格|每次的|逐[个次]|各次|\btable\b|\blist\b|\b(?:each|every)\s+(?:sample|reading|value|one)\b",
    re.I,
)
MOST_LISTED = 30
LEVELS = ("memory_bytes", "memory_used", "memory_available", "disk_free")  # held, not per second


def draw(request):
    """The samples of the request's first input as a picture and CSV; the code is what drew them.

    A port is drawn only when a plot is asked for.
    """
    with open(request.inputs[0]["path"], encoding="utf-8") as file:
        measured = json.load(file)
    facts = measured["data"]
    if facts["kind"] == "port" and not request.parameters.get("plot"):
        told = {"answer": measured["answer"], "data": facts, "origin": "psutil"}
        return with_files(request, told, [facts])
    many = facts.get("each", [facts])
    table, picture = names_of(request, request.action)
    if wishes.columns_of(request.text):
        table = f"{request.action}.csv"  # the one that was named has the columns wished for
    shown = together(many)
    columns = {column_of(name, shown): name for name in shown["series"]}
    write_table(os.path.join(request.out, table), shown, columns)
    program = program_for(request, shown, columns, table, picture)
    run(program, request)
    saved = request.say(f"图：{picture}；数据：{table}", f"Plot: {picture}; samples: {table}")
    told = {
        "answer": f"{measured['answer']}\n{saved}",
        "code": program,
        "data": facts,
        "origin": "psutil",
    }
    return with_files(request, told, many)


def together(many):
    """The samples of several processes as one: each series under the name of its process."""
    if len(many) == 1:
        return many[0]
    least = min((one["times_s"] for one in many), key=len)
    merged = {**many[0], "name": ", ".join(one["asked"] for one in many), "times_s": least}
    merged |= {"series": {}, "units": {}, "verdicts": [], "labels": {}}
    for one in many:
        for name in ("cpu_percent", "memory_bytes"):
            own = f"{one['asked']}_{name}"
            merged["series"][own] = one["series"][name][: len(least)]
            merged["units"][own] = one["units"][name]
            merged["labels"][own] = (one["asked"], name)
    return merged


def with_files(request, told, many):
    """With the other files that are wished for: a table with columns named, a note on an alert."""
    facts = together(many)
    rows = rows_of(facts)
    if LISTED.search(request.text) and len(rows) <= MOST_LISTED:
        shown = {c: c for c in rows[0] if c not in ("n", "seconds")}
        told["answer"] += "\n" + tabling.markdown(rows, list(shown)).strip()
    wanted = wishes.columns_of(request.text)
    columns = tabling.chosen(wanted, list(rows[0]) if rows else [])
    for name in wishes.files_of(request):
        low = name.lower()
        if os.path.exists(os.path.join(request.out, name)):
            continue
        content = None
        if low.endswith((".txt", ".log", ".md")):
            content = noted(request, told["answer"], many)
        elif low.endswith((".csv", ".tsv", ".json", ".jsonl")):
            content = tabling.content_of(name, rows, columns)
        if content is not None:
            tabling.save(request, name, content)
            told["answer"] += "\n" + request.say(f"已保存：{name}", f"Saved: {name}")
        elif low.endswith((".txt", ".log")):
            told["answer"] += "\n" + request.say(
                f"没有越限，所以没有写 {name}。",
                f"No limit was crossed, so {name} was not written.",
            )
    return told


def rows_of(facts):
    """One row per sample, memory in millions of bytes besides."""
    began = datetime.fromisoformat(facts["began_at"])
    rows = []
    for place, seconds in enumerate(facts["times_s"]):
        moment = (began + timedelta(seconds=seconds)).strftime("%Y-%m-%d %H:%M:%S")
        row = {"n": place + 1, "time": moment, "seconds": seconds}
        for name, values in facts["series"].items():
            row[column_of(name, facts)] = values[place]
            if name.endswith("memory_bytes") or name in LEVELS:
                row[f"{name.removesuffix('_bytes')}_mb"] = round(values[place] / 1e6, 2)
        rows.append(row)
    return rows


def noted(request, answer, many):
    """The line of an alert, or what was told; None where an alert was wished and none came."""
    if not ALERTS.search(request.text):
        return f"{answer}\n"
    if not any(one["alert"] for facts in many for one in facts.get("verdicts", ())):
        return None
    now = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
    lines = [line for line in answer.splitlines() if line.startswith(("ALERT", "报警"))]
    return "".join(f"{now} {line}\n" for line in lines)


def column_of(name, facts):
    """A column's name with its unit: cpu_percent, network_sent_bytes_per_s."""
    unit = facts["units"][name]
    if name.endswith(("_percent", "_bytes", "_ms")) or not unit:
        return name
    if name in LEVELS:
        return f"{name}_bytes"
    return f"{name}_{COLUMNS[unit]}"


def write_table(path, facts, columns):
    """One row per sample: when it was taken, seconds since the first, and the values."""
    began = datetime.fromisoformat(facts["began_at"])
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["time", "seconds", *columns])
        for place, seconds in enumerate(facts["times_s"]):
            moment = (began + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")
            rows.writerow([moment, seconds, *(facts["series"][n][place] for n in columns.values())])


def program_for(request, facts, columns, table, picture):
    """The program that draws, whole: settings, then what is the same for all of them."""
    series = {
        column: (label_of(request, name, facts), unit_of(name, facts))
        for column, name in columns.items()
    }
    limits = {
        column: verdict["limit"]
        for column, name in columns.items()
        for verdict in facts.get("verdicts", ())
        if verdict["measure"] == name
    }
    whose = f"{facts['name']}, " if facts.get("labels") else ""
    one = facts["kind"] == "process" and not whose
    process = f"{facts['name']} ({facts['pid']}), " if one else whose
    port = f"{facts['address']}:{facts['port']}, " if facts["kind"] == "port" else ""
    settings = {
        "TABLE": table,
        "PICTURE": picture,
        "TITLE": f"{process}{port}{facts['began_at'][:19].replace('T', ' ')}",
        "ACROSS": request.say("秒", "seconds"),
        "SERIES": series,
        "LIMITS": limits,
    }
    return program_of(settings)


def label_of(request, name, facts):
    """What a series is called: of several processes with the name of its own."""
    whose, measure = facts.get("labels", {}).get(name, ("", name))
    return " ".join(filter(None, [whose, request.say(*LABELS[measure])]))


def unit_of(name, facts):
    """The unit as it stands at an axis."""
    held = name in LEVELS or name.endswith("_memory_bytes")
    return "B" if held else UNITS[facts["units"][name]]


if __name__ == "__main__":
    aios_skill.main({"watch": draw, "watch_process": draw, "check_port": draw})

"""Draw what the host measured over time: a plot and a table beside the sentences about it."""

import csv
import json
import os
from datetime import datetime, timedelta

import aios_skill
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
LEVELS = ("memory_bytes", "memory_used", "memory_available")  # held, not per second


def draw(request):
    """The samples of the request's first input as a picture and CSV; the code is what drew them.

    A port is drawn only when a plot is asked for.
    """
    with open(request.inputs[0]["path"], encoding="utf-8") as file:
        measured = json.load(file)
    facts = measured["data"]
    if request.action == "check_port" and not request.parameters.get("plot"):
        return {"answer": measured["answer"], "data": facts, "origin": "psutil"}
    table, picture = names_of(request, request.action)
    columns = {column_of(name, facts): name for name in facts["series"]}
    write_table(os.path.join(request.out, table), facts, columns)
    program = program_for(request, facts, columns, table, picture)
    run(program, request)
    saved = request.say(f"图：{picture}；数据：{table}", f"Plot: {picture}; samples: {table}")
    return {
        "answer": f"{measured['answer']}\n{saved}",
        "code": program,
        "data": facts,
        "origin": "psutil",
    }


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
        column: (request.say(*LABELS[name]), unit_of(name, facts))
        for column, name in columns.items()
    }
    limits = {
        column: verdict["limit"]
        for column, name in columns.items()
        for verdict in facts.get("verdicts", ())
        if verdict["measure"] == name
    }
    process = f"{facts['name']} ({facts['pid']}), " if facts["kind"] == "process" else ""
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


def unit_of(name, facts):
    """The unit as it stands at an axis."""
    return "B" if name in LEVELS else UNITS[facts["units"][name]]


if __name__ == "__main__":
    aios_skill.main({"watch": draw, "watch_process": draw, "check_port": draw})

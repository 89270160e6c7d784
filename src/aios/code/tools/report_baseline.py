"""A baseline, and what departs from it, as sentences."""

import socket
from collections.abc import Container, Mapping
from typing import Any

from aios.code.tools.quantities import Say
from aios.code.tools.report_series import amount, name_of
from aios.code.tools.sampling import UNITS

Facts = Mapping[str, Any]


def record(facts: Facts, say: Say) -> str:
    """The baseline as it stands with what was just recorded."""
    host, when, count = socket.gethostname(), _when(facts["began_at"]), facts["recordings"]
    head = say(
        f"已记录 {host} 的基线：{when} 起 {facts['seconds']:g} 秒，共 {count} 次记录。"
        "平均值 ± 标准差：",
        f"Recorded a baseline of {host}: {facts['seconds']:g} s from {when}; recordings so far: "
        f"{count}. Mean ± standard deviation:",
    )
    rows = [
        f"- {name_of(name, say)}: {amount(name, one['mean'], UNITS[name])} ± "
        f"{amount(name, one['deviation'], UNITS[name])}"
        for name, one in facts["baseline"].items()
    ]
    rows += _heat(facts["baseline"], facts["stats"], say)
    ports = ", ".join(_ranges(facts["ports"])) or say("无", "none")
    return "\n".join([head, *rows, say(f"- 监听的端口：{ports}", f"- listening ports: {ports}")])


def compare(facts: Facts, say: Say) -> str:
    """What departs from the baseline, then all measures with their tolerance."""
    since, count = _when(facts["recorded_at"][0]), facts["recordings"]
    departing = [row for row in facts["compared"] if row["departs"]]
    told = [_departure(row, say) for row in departing] + _ports(facts, say)
    head = say(
        f"{socket.gethostname()}，{_when(facts['began_at'])} 起 {facts['seconds']:g} 秒，"
        f"与基线（{count} 次记录，始于 {since}）相比：",
        f"{socket.gethostname()}, {facts['seconds']:g} s from {_when(facts['began_at'])}, compared "
        f"with its baseline (recordings: {count}, since {since}):",
    )
    if not told:
        told = [say("没有异常，都在容差之内。", "Nothing departs: all is within its tolerance.")]
    usual = [_row(row, say) for row in facts["compared"] if not row["departs"]]
    both = {row["measure"] for row in facts["compared"]}
    return "\n".join([head, *told, *usual, *_heat(both, facts["stats"], say)])


def _heat(told: Container[str], stats: Facts, say: Say) -> list[str]:
    """Why the temperature is not among what was told, where it is not."""
    if "temperature" in told:
        return []
    if now := stats.get("temperature"):
        heat = amount("temperature", now["mean"], "celsius")
        return [
            say(f"- 温度：现在 {heat}，基线里没有温度", f"- temperature: now {heat}, none recorded")
        ]
    return [
        say(
            "- 温度：这台电脑没有可读的温度传感器（虚拟机大多没有）",
            "- temperature: this computer shows no sensor of it; virtual ones seldom do",
        )
    ]


def _departure(row: Facts, say: Say) -> str:
    more = row["difference"] > 0
    return say(
        f"异常：{_row(row, say)[2:]}，偏{'高' if more else '低'}",
        f"DEPARTS: {_row(row, say)[2:]}, {'higher' if more else 'lower'} than usual",
    )


def _row(row: Facts, say: Say) -> str:
    name, unit = row["measure"], row["unit"]
    now, usual, tolerance = (amount(name, row[k], unit) for k in ("now", "baseline", "tolerance"))
    return say(
        f"- {name_of(name, say)}：现在 {now}，基线 {usual}，容差 ± {tolerance}",
        f"- {name_of(name, say)}: now {now}, baseline {usual}, tolerance ± {tolerance}",
    )


def _ports(facts: Facts, say: Say) -> list[str]:
    opened, closed = (", ".join(map(str, facts[f"ports_{what}"])) for what in ("opened", "closed"))
    told = []
    if opened:
        told.append(
            say(f"异常：新监听的端口 {opened}", f"DEPARTS: ports newly listened on: {opened}")
        )
    if closed:
        told.append(
            say(f"异常：不再监听的端口 {closed}", f"DEPARTS: ports no longer listened on: {closed}")
        )
    return told


def _ranges(ports: list[int]) -> list[str]:
    """Ports in order, neighbours as a range: 22, 8000-8004."""
    runs: list[list[int]] = []
    for port in sorted(ports):
        if runs and port == runs[-1][-1] + 1:
            runs[-1].append(port)
        else:
            runs.append([port])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]


def _when(moment: str) -> str:
    return moment.replace("T", " ")[:19]

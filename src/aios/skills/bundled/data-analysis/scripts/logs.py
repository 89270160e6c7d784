"""Logs of servers and programs as tables: the known forms of a line, and the columns in each."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re
import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from cells import judge, present
from occurrences import MARK, without_message
from table import DATE, IDENTIFIER, Column, Table, literal

WORDS = Path(__file__).parent.parent / "assets" / "logs.toml"
ENOUGH = 0.5  # of the sampled lines must be of one form
OFTEN = 0.05  # of the messages must tell something that is to be a column
SAMPLE_LINES = 2000
_IN_MESSAGES = (
    ("ip", r"\b((?:\d{1,3}\.){3}\d{1,3})\b"),
    ("user", r"(?:\bfor (?:invalid user )?|\buser[ =])(\S+) (?:from|by)\b"),
    ("duration_ms", r"\b(\d+(?:\.\d+)?) ?(?:ms|msec|milliseconds?|毫秒)\b"),
    (
        "duration_s",
        r"\b(?:took|in|after|elapsed|duration|time)[ =:]+(\d+\.\d+) ?s(?:ec(?:onds?)?)?\b",
    ),
    (
        "path",
        r"(?:\b(?:GET|POST|PUT|PATCH|DELETE|HEAD) |^|\b(?:path|url|uri|route|endpoint|api)[=:] ?)(/[^\s?]\S*)",
    ),
    ("killed", r"\bKill(?:ed)? process \d+,? (?:UID \d+,? )?\(([^()]+)\)"),
)
_LEVELS = "TRACE|DEBUG|INFO|INFORMATION|NOTICE|WARN|WARNING|ERROR|ERR|CRITICAL|CRIT|ALERT|EMERG|FATAL|SEVERE|PANIC"
_STAMP = (
    r"(?P<time>\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}:\d{2})(?:[.,]\d+)?\s?(?:Z|[+-]\d{2}:?\d{2})?"
)
_LEVEL = rf"[\[(<]?(?P<level>(?i:{_LEVELS}))[\])>]?"
_REQUEST = (
    r'^(?P<ip>\S+) \S+ (?P<user>.+?) \[(?P<time>[^\]\s]+)[^\]]*\] "(?:(?P<method>[A-Z]+) (?P<path>[^\s?]+)(?P<query_string>\?\S*)?(?: (?P<protocol>[^"]*))?|[^"]*)"'
    r" (?P<status>\d{3}) (?P<bytes>\d+|-)"
)
_ASKED_WITH = "query_string"  # a column where some lines have one
_SYSTEM = r"(?P<host>\S+) (?P<program>[^\s:\[]+)(?:\[(?P<pid>\d+)\])?: ?(?P<message>.*)$"
# Lines that belong to the entry above: the traceback of an error, a message of several lines.
_CONTINUED = r"^(?:\s|Traceback |Caused by: |During handling |The above exception |[\w.$]*(?:Error|Exception|Warning|Interrupt|Exit)\b)"
_SEVERITIES = ("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug")


@dataclass(frozen=True)
class Form:
    """A form of line: its name, a pattern whose named groups are the columns, how times are written."""

    name: str
    pattern: str
    times: str = ""


_BROWSED = _REQUEST + r' "(?P<referrer>[^"]*)" "(?P<agent>[^"]*)"'

FORMS = (
    Form("access log with times", _BROWSED + r'(?: "[^"]*")*.*?\s"?(?:\w+[=:])?(?P<duration_s>\d+\.\d+)\b', "%d/%b/%Y:%H:%M:%S"),
    Form("access log with times", _BROWSED + r' (?P<duration_us>\d+)$', "%d/%b/%Y:%H:%M:%S"),
    Form("access log (combined)", _BROWSED, "%d/%b/%Y:%H:%M:%S"),
    Form("access log (common)", _REQUEST, "%d/%b/%Y:%H:%M:%S"),
    Form("nginx error log", r"^(?P<time>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) \[(?P<level>\w+)\] (?P<pid>\d+)#\d+: (?:\*\d+ )?(?P<message>.*?)(?:, client: (?P<client>[^,\s]+))?(?:, server: (?P<server>[^,]*))?(?:, request: \"(?P<request>[^\"]*)\")?(?:, (?:subrequest|upstream|host|referrer): .*)?$", "%Y/%m/%d %H:%M:%S"),
    Form("Apache error log", r"^\[(?P<time>[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d)(?:\.\d+)?(?P<year> \d{4})\] \[(?:(?P<module>\w*):)?(?P<level>\w+)\] (?:\[pid (?P<pid>\d+)[^\]]*\] )?(?:\[client (?P<client>[^\]]*?)(?::\d+)?\] )?(?P<message>.*)$", "%a %b %d %H:%M:%S %Y"),
    Form("syslog (RFC 5424)", r"^<(?P<level>\d{1,3})>1 (?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\S* (?P<host>\S+) (?P<program>\S+) (?P<pid>\S+) \S+ (?:-|\[.*?\]) ?(?P<message>.*)$", "%Y-%m-%dT%H:%M:%S"),
    Form("syslog", r"^(?:<\d{1,3}>)?(?P<time>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) " + _SYSTEM, "%Y %b %d %H:%M:%S"),
    Form("log", rf"^[\[(]?{_STAMP}[\])]?[ |-]+{_LEVEL}[ :|-]+\[?(?P<logger>[\w.$/-]+)\]?(?: -|:) (?P<message>.*)$", "stamp"),
    Form("log", rf"^[\[(]?{_STAMP}[\])]?[ |-]+{_LEVEL}[ :|-]+\[(?P<logger>[\w.$/-]+)\] (?P<message>.*)$", "stamp"),
    Form("log", rf"^[\[(]?{_STAMP}[\])]?[ |-]+\[?(?P<logger>[\w.$/#-]+)\]?[ |-]+{_LEVEL}[ :|-]+(?P<message>.*)$", "stamp"),
    Form("log", rf"^[\[(]?{_STAMP}[\])]?[ |-]+{_LEVEL}[ :|-]+\[?(?P<thread>[\w.$/#-]+)\]?[ |-]+(?P<logger>[\w$]+(?:\.[\w$]+)+)(?: -|:)+ (?P<message>.*)$", "stamp"),
    Form("log", rf"^[\[(]?{_STAMP}[\])]?[ |-]+\[(?P<thread>[^\]]+)\][ |-]+{_LEVEL}[ :|-]+(?:(?P<logger>[\w.$/-]+)(?: -|:) )?(?P<message>.*)$", "stamp"),
    Form("log", rf"^[\[(]?{_STAMP}[\])]?[ |-]+{_LEVEL}(?:[ :|-]+(?P<message>.*))?$", "stamp"),
    Form("log", rf"^{_LEVEL}[ :|-]+[\[(]?{_STAMP}[\])]?[ :|-]+(?P<message>.*)$", "stamp"),
    Form("log", r"^(?P<level>TRACE|DEBUG|INFO|WARNING|ERROR|CRITICAL):(?P<logger>[\w.]+):(?P<message>.*)$"),
    # after the others: the level of a program's log would pass for the name of a host
    Form("syslog (ISO times)", r"^(?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)? " + _SYSTEM, "%Y-%m-%dT%H:%M:%S"),
)  # fmt: skip


def log_table(text, path, size, say):
    """The Table of a log of a known form, or None when this is no such log."""
    lines = [line for line in text.splitlines()[:SAMPLE_LINES] if line.strip()]
    form, found = max(
        ((form, _matches(form, lines)) for form in FORMS), key=lambda pair: len(pair[1])
    )
    if len(found) < ENOUGH * len(lines) or _headed(lines, found):
        return None
    names = list(re.compile(form.pattern).groupindex)
    told = _told(names, found)
    year = _year_of(path)
    columns = tuple(
        _column(name, [match[name] for match in found], year if "%Y %b" in form.times else 0)
        for name in names
        if name != "year" and (name != _ASKED_WITH or any(match[name] for match in found))
    )
    taken = f"regexp_extract(line, {literal(_for_duckdb(form.pattern))}, [{', '.join(map(literal, names))}])"
    shown = ", ".join(_cell(column.name, form, year) for column in columns)
    for name, pattern, cells in told:
        columns += (_column(name, cells),)
        shown += f", nullif(regexp_extract(held.message, {literal(pattern)}, 1), '') AS {name}"
    read = (
        "read_csv(getvariable('file'), auto_detect=false, delim=chr(1), quote='', escape='', header=false,"
        " ignore_errors=true, store_rejects=true, columns={'line': 'VARCHAR'})"
    )
    fits = f"held.{names[0]} <> ''"  # the first group is never empty
    continued = f"regexp_matches(line, {literal(_CONTINUED)})" if form.name == "log" else "false"
    lines_read = f"(SELECT line, {taken} AS held FROM {read})"
    notes = []
    if form.times.startswith("%Y %b"):
        notes.append(
            say(
                f"日志里没有年份，按文件的年份 {year} 算",
                f"the log tells no year: {year}, that of the file, is taken",
            )
        )
    if any(column.name == _ASKED_WITH for column in columns):
        notes.append(
            say(
                "path 不含“?”及其后的部分（在 query_string 列）",
                "path is told without what follows its “?” (that is query_string)",
            )
        )
    return Table(
        path=path, columns=columns, size=size, layout=form.name, notes=tuple(notes), events=True,
        source=f"(SELECT {shown} FROM {lines_read} WHERE {fits})",
        misfits=f"SELECT count(*) FILTER (WHERE NOT {continued}), count(*) FILTER (WHERE {continued}) FROM {lines_read} WHERE line IS NOT NULL AND NOT {fits}",
    )  # fmt: skip


def _told(names, found):
    """(name, pattern, cells) of what many messages of the log tell in the same words."""
    told = []
    for name, pattern in _IN_MESSAGES if "message" in names else ():
        cells = [match[1] for line in found if (match := re.search(pattern, line["message"] or ""))]
        if name not in names and len(cells) >= max(OFTEN * len(found), 2):
            told.append((name, pattern, cells))
    return told


def plain_words(text, table):
    """(the question, notes): the talk of logs in the words that any table is asked with."""
    names = {column.name for column in table.columns}
    (text, holds), notes = without_message(text, table), []
    for entry in tomllib.loads(WORDS.read_text(encoding="utf-8"))["phrase"]:
        if names >= set(entry["columns"]) and not names & set(entry.get("without", ())):
            text, count = re.subn(entry["said"], entry["meant"], text, flags=re.IGNORECASE)
            notes += [(entry["zh"], entry["en"])] if count and "zh" in entry else []
    return text.replace(MARK, holds), notes


def _matches(form, lines):
    pattern = re.compile(form.pattern)
    return [match for line in lines if (match := pattern.search(line))]


def _for_duckdb(pattern):
    """The pattern where \\w is a letter of any script, as it is in Python: "[支付]"."""
    letters = r"\p{L}\p{N}_"
    return pattern.replace(r"[\w", f"[{letters}").replace(r"\w", f"[{letters}]")


def _headed(lines, found):
    """A first line of words between commas or tabs is the header of a table."""
    return lines[0] != found[0].string and re.fullmatch(r"\w+(?:[,\t]\w+)+", lines[0].strip())


def _column(name, cells, year=0):
    """The Column of a group; of times that tell none, `year` is theirs."""
    if name == "time":
        told = {found[0] for cell in cells if (found := re.search(r"\b(?:19|20)\d\d\b", cell))}
        year = int(*told) if len(told) == 1 else year
        days = len({re.split(r"[T ]?\d\d:", cell)[0] for cell in cells})
        return Column(
            name=name, kind=DATE, formats=("moment",), has_time=True, year=year, days=days
        )
    if name == "level":
        cells = [_SEVERITIES[int(c) % 8] if c.isdigit() else c.upper() for c in cells]
    if name == "pid":
        return Column(name=name, kind=IDENTIFIER, sample=tuple(dict.fromkeys(present(cells)))[:40])
    column = judge(name, cells)
    return replace(column, unit="B") if name == "bytes" else column


def _cell(name, form, year):
    """A group of the pattern as a column."""
    held = f"held.{name}"
    if name == "level" and "5424" in form.name:
        levels = ", ".join(map(literal, _SEVERITIES))
        return f"[{levels}][{held}::INTEGER % 8 + 1] AS level"
    if name != "time":
        return held if name != "level" else f"upper({held}) AS level"
    if form.times == "stamp":
        return f"TRY_CAST(replace({held}, '/', '-') AS TIMESTAMP) AS time"
    if form.times.startswith("%Y %b"):
        held = f"'{year} ' || {held}"
    elif form.times.endswith("%Y"):
        held = f"{held} || held.year"
    return f"try_strptime({held}, {literal(form.times)}) AS time"


def _year_of(path):
    return datetime.fromtimestamp(os.stat(path).st_mtime, UTC).year

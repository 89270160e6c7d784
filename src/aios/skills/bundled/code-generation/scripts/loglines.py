"""Programs for the command line that print the lines of a log that are wanted, or how many there are
for each level, hour, day, address, path or status, as a request tells it.
"""

# ruff: noqa: E501

import re
from dataclasses import dataclass, field

from commands import Argument, Command
from printing import told_between
from starting import NONE_FOUND, status_told

_ABOUT = re.compile(r"\blogs?\b|日志", re.I)
_ACCESS = re.compile(r"access[ _.]?log|nginx|apache|combined|web server|访问日志", re.I)
_ROLES = {
    "level": "level l severity min-level",
    "contains": "contains search grep keyword match text pattern filter k",
    "since": "since from start after begin",
    "until": "until to end before",
    "top": "top n limit count head",
}
_KEYS = (
    (
        "level",
        r"\b(?:each|per|by|every|of each|log) (?:log )?levels?\b|levels? (?:has|have)|(?:每个|各个?|按)(?:日志)?级别|级别的?(?:条数|行数|数量)",
    ),
    ("hour", r"\bhour(?:s|ly)?\b|小时"),
    ("day", r"\b(?:per|each|by|every) (?:day|date)\b|\bdaily\b|每天|每日|按天|按日期"),
    ("status", r"\bstatus(?:es)?\b|状态码"),
    ("ip", r"\bips?\b|client|visitor|addresses|\bhosts?\b|IP(?=[\u4e00-\u9fff])|客户端|地址"),
    ("path", r"\bpaths?\b|\burls?\b|\bpages?\b|endpoint|路径|页面|网址|接口"),
    ("method", r"\bmethods?\b|请求方法"),
)
_COUNTS = re.compile(
    r"\bcounts?\b|how many|number of|most (?:requested|frequent|common|active|visited)|\btop\b|统计|条数|次数|多少|最多|个数|数量",
    re.I,
)
_LEVEL = r"(TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL|FATAL)"
_FIXED = re.compile(
    rf"\b{_LEVEL}\b[`\"'”]?\s*(?:log )?(?:lines?|entries|messages|events|级别|日志|的?行)", re.I
)
_MOST = re.compile(
    r"most \w+ first|(?:highest|largest|most) first|descending|从多到少|从大到小|降序|最多的(?:排)?在前|most (?:requested|frequent|common|active|visited)|最多的|\btop\b",
    re.I,
)
_BY_KEY = re.compile(
    r"(?:sorted|ordered|in order) (?:by|of) (?:the )?(?:\w+ )?(?:status|time|hour|day|date|level|path|ip|key|name|code)|chronological|按(?:时间|状态码|日期|小时|级别|字母)\S{0,2}排|时间顺序",
    re.I,
)
_COUNT_FIRST = re.compile(
    r"[`\"“'「]\s*<?(?:count|n|number|次数|数量|条数|\d+)>?(?:: ?|：| |\t|, ?)<?[A-Za-z/\u4e00-\u9fff]",
    re.I,
)
_TOTAL = re.compile(
    r"[`\"“'「]([A-Za-z\u4e00-\u9fff]+)(: ?|：|=| )<?(?:N|n|count|数量|\d+|…)>?[`\"”'」]"
)
_QUERY = re.compile(
    r"query|去掉 ?\?|参数(?:部分)?(?:去掉|忽略)|忽略[^。]{0,6}参数|\?[^。.]{0,10}参数", re.I
)
_HOUR_ALONE = re.compile(r"hour of (?:the )?day|0 ?[-–~到] ?23|[`\"“]\d\d(?::00)?(?:: | )\d", re.I)


@dataclass
class Lines:
    """The program that is wanted."""

    stem: str
    access: bool
    key: str = ""  # what is counted by; "" for the lines themselves
    arguments: list[tuple[str, Argument]] = field(default_factory=list)
    level: str = ""
    most: bool = False
    count_first: bool = False
    between: str = ": "
    total: str = ""
    query: bool = False
    hour: str = "13"
    none: bool = False
    status: int = 1

    @property
    def roles(self) -> set[str]:
        """The parts that options play."""
        return {role for role, _ in self.arguments}


def lines_of(text: str, command: Command | None) -> Lines | None:
    """The program that is wanted; None where the text wants another."""
    paths = [a for a in command.arguments if not a.option] if command else []
    if command is None or not command.stem or len(paths) != 1 or not _ABOUT.search(text):
        return None
    if re.search(r"\.(?:csv|json|html?|md)$", paths[0].text) or re.search(
        r"\bJSON\b|\bCSV\b|rotat|follow|tail -f|平均|average|mean\b", text
    ):
        return None
    told = Lines(command.stem, bool(_ACCESS.search(text)))
    for argument in command.arguments:
        name = argument.option.lstrip("-").lower()
        role = (
            next((r for r, names in _ROLES.items() if name in names.split()), "")
            if name
            else "source"
        )
        if not role or role in told.roles:
            return None
        told.arguments.append((role, argument))
    shown = re.sub(r"\d{4}-\d\d-\d\d[^\"”`]*", " ", text)
    told.key = _key(shown, told) if _COUNTS.search(shown) else ""
    if not told.key and not told.roles & {"level", "contains", "since", "until"}:
        return None
    _read_form(text, told)
    return told


def _key(text: str, told: Lines) -> str:
    """What lines are counted by, "" where they are not."""
    known = (
        ("hour", "day", "level")
        if not told.access
        else ("hour", "day", "status", "ip", "path", "method")
    )
    found = {
        key: m.start()
        for key, words in _KEYS
        if key in known and (m := re.search(words, text, re.I))
    }
    if "level" in found and "level" in told.roles:
        del found["level"]
    for key in ("hour", "day"):
        if key in found:
            return key
    return min(found, key=lambda key: found[key], default="")


def _read_form(text: str, told: Lines) -> None:
    fixed = _FIXED.search(text)
    told.level = (
        fixed[1].upper() if fixed and "level" not in told.roles and told.key != "level" else ""
    )
    by_key = bool(_BY_KEY.search(text)) or told.key in ("hour", "day", "status")
    told.most = bool(_MOST.search(text)) or "top" in told.roles or not by_key
    told.most = told.most and not _BY_KEY.search(text)
    told.count_first = bool(_COUNT_FIRST.search(text))
    told.between = told_between(text) or (" " if told.count_first else ": ")
    last = re.search(r"last line|at the end|最后", text, re.I)
    total = _TOTAL.search(text, last.start()) if last and not told.key else None
    told.total = f"{total[1]}{total[2]}" if total else ""
    told.query = bool(_QUERY.search(text))
    dated = re.search(r"[`\"“]\d{4}-\d\d-\d\d[ T]\d\d(?::00)?(?:: ?|：| |,)", text)
    told.hour = "2" if _HOUR_ALONE.search(text) and not dated else "13"
    told.none, told.status = bool(NONE_FOUND.search(text)), status_told(text)


_APP = '''
STAMP = re.compile(r"(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d(?::\\d\\d)?)")
LEVEL = re.compile(r"\\b(TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL)\\b", re.IGNORECASE)


def record(line: str) -> dict[str, str] | None:
    """What a line of the log says, None where it is no entry."""
    stamp, level = STAMP.search(line), LEVEL.search(line)
    if not stamp and not level:
        return None
    day, clock = stamp.groups() if stamp else ("", "")
    name = level[1].upper() if level else ""
    return {
        "time": f"{day} {clock}".strip(),
        "day": day,
        "hour": f"{day} {clock}"[:13],
        "level": {"WARN": "WARNING"}.get(name, name) if WIDE else name,
        "line": line,
    }
'''
_ACCESS_LOG = '''
ENTRY = re.compile(
    r\'(?P<ip>\\S+) \\S+ \\S+ \\[(?P<when>[^\\]]+)\\] \'
    r\'"(?P<method>[A-Z]+) (?P<path>\\S+)[^"]*" (?P<status>\\d{3})\'
)


def record(line: str) -> dict[str, str] | None:
    """What a line of the log says, None where it is no entry."""
    found = ENTRY.match(line)
    if not found:
        return None
    try:
        when = datetime.strptime(found["when"].split()[0], "%d/%b/%Y:%H:%M:%S")
    except ValueError:
        return None
    time = when.isoformat(" ")
    told = {"time": time, "day": time[:10], "hour": time[:13], "level": "", "line": line}
    return told | {name: found[name] for name in ("ip", "method", "path", "status")}
'''


def lines_source(told: Lines) -> str:
    """The program."""
    entry = _ACCESS_LOG if told.access else _APP.replace(" if WIDE else name", "")
    parts = [entry, _wanted(told), _main(told)]
    body = "\n\n\n".join(part.strip("\n") for part in parts)
    froms = "from collections import Counter\n" if "Counter(" in body else ""
    froms += "from datetime import datetime\n" if told.access else ""
    end = '\n\n\nif __name__ == "__main__":\n    main()\n'
    return (
        '"""Reads a log and tells what is wanted of it."""\n\nimport argparse\nimport re\nimport sys\n'
        f"{froms}from pathlib import Path\n\n\n{body}{end}"
    )


def _wanted(told: Lines) -> str:
    """The function that reads the entries which are wanted."""
    tests = {
        "level": 'same_level(entry["level"], args.level)',
        "contains": 'args.contains.lower() in entry["line"].lower()',
        "since": 'entry["time"][: len(args.since)] >= args.since.replace("T", " ")',
        "until": 'entry["time"][: len(args.until)] <= args.until.replace("T", " ")',
    }
    lines = ["def wanted(args: argparse.Namespace) -> list[dict[str, str]]:"]
    lines += ['    """The entries that the options choose, in their order."""']
    lines += ['    text = args.source.read_text(encoding="utf-8", errors="replace")']
    lines += ["    entries = [entry for line in text.splitlines() if (entry := record(line))]"]
    for role, test in tests.items():
        if role in told.roles:
            lines += [
                f"    if args.{role} is not None:",
                f"        entries = [entry for entry in entries if {test}]",
            ]
    if told.level:
        lines += [f'    entries = [e for e in entries if same_level(e["level"], "{told.level}")]']
    source = "\n".join([*lines, "    return entries"])
    return source if "same_level" not in source else f"{_SAME.strip()}\n\n\n{source}"


_SAME = '''
def same_level(one: str, other: str) -> bool:
    """Whether both are one level: WARN is WARNING."""
    return one.upper().removesuffix("ING") == other.upper().removesuffix("ING")
'''


def _main(told: Lines) -> str:
    lines = ["def main() -> None:", '    """Read, choose and tell."""']
    lines += ["    parser = argparse.ArgumentParser(description=__doc__)"]
    for role, argument in told.arguments:
        flag = f'"{argument.option}", dest="{role}"' if argument.option else '"source"'
        kind = {"top": ", type=int", "source": ", type=Path"}.get(role, "")
        default = argument.default or ("10" if role == "top" else "")
        shown = f", default={default if role == 'top' else repr(default)}" if default else ""
        lines += [f"    parser.add_argument({flag}{kind}{shown})"]
    lines += ["    args = parser.parse_args()", "    try:", "        entries = wanted(args)"]
    lines += ["    except OSError as error:", '        print(f"error: {error}", file=sys.stderr)']
    lines += [f"        sys.exit({told.status})", *_telling(told)]
    if told.none:
        lines += ["    if not entries:", f"        sys.exit({told.status})"]
    return "\n".join(lines)


def _telling(told: Lines) -> list[str]:
    if not told.key:
        shown = "entries[-args.top :]" if "top" in told.roles else "entries"
        lines = [f"    for entry in {shown}:", '        print(entry["line"])']
        return [*lines, f'    print(f"{told.total}{{len(entries)}}")'] if told.total else lines
    value = f'e["{told.key}"]'
    if told.key == "hour" and told.hour == "2":
        value = 'e["hour"][-2:]'
    elif told.key == "path" and told.query:
        value += '.split("?")[0]'
    order = "(-pair[1], pair[0])" if told.most else "pair[0]"
    lines = [f"    counts = Counter({value} for e in entries if {value})"]
    lines += [f"    pairs = sorted(counts.items(), key=lambda pair: {order})"]
    shown = "pairs[: args.top]" if "top" in told.roles else "pairs"
    between = told.between.replace("\t", "\\t")
    form = f"{{count}}{between}{{name}}" if told.count_first else f"{{name}}{between}{{count}}"
    return [*lines, f"    for name, count in {shown}:", f'        print(f"{form}")']


def tests_of_lines(stem: str, told: Lines) -> str:
    """A test that a line is read."""
    line = "2024-05-01 13:22:10 ERROR no"
    if told.access:
        line = '1.2.3.4 - - [01/May/2024:13:22:10 +0000] "GET /a HTTP/1.1" 200 5'
    return (
        f'"""How lines are read."""\n\nfrom {stem} import record\n\n\ndef test_a_line() -> None:\n'
        f"    entry = record({line!r})\n    assert entry is not None\n"
        '    assert entry["hour"] == "2024-05-01 13"\n    assert record("") is None\n'
    )

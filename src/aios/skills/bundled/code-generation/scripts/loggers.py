"""Write a function that sets up logging as a request tells it: where lines go, in which form, from
which level on, and when a file is changed for a new one."""

import re

from bricks import Brick
from parts import role_of
from ruled import made_brick
from signatures import Signature

_ROLES = {
    "name": "name logger_name log_name logger",
    "path": "path file filename logfile log_file file_path log_path filepath log_file_path",
    "folder": "folder directory log_dir logdir dir",
    "level": "level log_level",
    "size": "max_bytes maxbytes max_size size",
    "backups": "backups backup_count backupcount keep",
}
_ABOUT = re.compile(r"\blogg(?:er|ing)\b|\blogs?\b|日志", re.IGNORECASE)
_SETS_UP = re.compile(
    r"set(?:s|ting)?[ _-]?up|configur|\binit|creat|make|get_?logger|return\w* (?:a|the)"
    r"|logging\.Logger|配置|设置|初始化|创建|返回",
    re.IGNORECASE,
)
_READS = re.compile(
    r"\breads? (?:an? |the )?[\w ]{0,20}?log|\bpars|\banaly|\bcounts?\b"
    r"|\bhow many|读取?日志|解析|分析|统计",
    re.IGNORECASE,
)
_SCREEN = re.compile(r"console|screen|terminal|stdout|stderr|控制台|屏幕|终端", re.IGNORECASE)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(MB|KB|M|K|兆|字节|bytes?)", re.IGNORECASE)
_KEEP = re.compile(
    r"(?:keep\w*|at most|保留|最多)\D{0,12}(\d+)"
    r"|(\d+)\s*(?:backups?|old files?|个(?:旧|备份|历史))",
    re.IGNORECASE,
)
_DAILY = re.compile(r"every day|daily|midnight|each day|每天|按天|按日", re.IGNORECASE)
_LEVEL = re.compile(r"\b(DEBUG|INFO|WARNING|ERROR|CRITICAL)\b")
_JSON = re.compile(r"\bJSON\b", re.IGNORECASE)
# Keys of a line of JSON, by what they may be called, and where their values come from.
_KEYS = {
    "time timestamp ts datetime date asctime": "datetime.fromtimestamp(record.created).isoformat()",
    "level levelname severity": "record.levelname",
    "logger name": "record.name",
    "message msg text": "record.getMessage()",
    "module": "record.module",
    "function func": "record.funcName",
    "line lineno": "record.lineno",
}
_FIELDS = (
    (r"time(?:stamp)?|date|时间|日期", "%(asctime)s"),
    (r"level|级别|等级", "%(levelname)s"),
    (r"logger(?:'s)? name|name of the logger|\bname\b|logger 名|日志名|名字|名称", "%(name)s"),
    (r"message|\bmsg\b|\btext\b|消息|内容|信息", "%(message)s"),
)


def logger_setup(part: str, wish: Signature) -> Brick | None:
    """The function that the text wants to set logging up; None where it wants another."""
    roles = {param.name: role_of(param.name, _ROLES) for param in wish.params or ()}
    if not roles or not all(roles.values()) or not {"path", "folder"} & set(roles.values()):
        return None
    if (
        _READS.search(part)
        or not _ABOUT.search(f"{part} {wish.name}")
        or not _SETS_UP.search(f"{part} {wish.name}")
    ):
        return None
    return made_brick(wish.name, _source(part, wish, roles), "设置日志")


def _source(part: str, wish: Signature, roles: dict[str, str]) -> str:
    """The function, with a file to write for its example."""
    own = {role: name for name, role in roles.items()}
    head = ", ".join(_shown(p.name, p.default, roles[p.name]) for p in wish.params or ())
    name = own.get("name", '"app"')
    level = own.get("level") or f'"{_level(part)}"'
    path = f"Path({own['path']})" if "path" in own else f'Path({own["folder"]}) / "app.log"'
    as_json = _JSON.search(part)
    form, days = ("", None) if as_json else form_told(part)
    given = ", ".join(_given(role) for role in roles.values())
    handlers = ["logging.StreamHandler()"] if _SCREEN.search(part) else []
    lines = [
        f"def {wish.name}({head}) -> logging.Logger:",
        '    """Set up a logger; asked for again, it writes nothing twice.',
        "",
        f"    >>> logger = {wish.name}({given})",
        f"    >>> {wish.name}({given}) is logger, len(logger.handlers)",
        f"    (True, {len(handlers) + 1})",
        '    """',
        f"    path = {path}" if path != "Path(path)" else "    path = Path(path)",
        "    path.parent.mkdir(parents=True, exist_ok=True)",
        f"    logger = logging.getLogger({name})",
        f"    logger.setLevel({level})",
        "    logger.propagate = False",
        "    for handler in list(logger.handlers):",
        "        logger.removeHandler(handler)",
        "        handler.close()",
        "    form = JsonLines()"
        if as_json
        else f'    form = logging.Formatter("{form}", {days!r})',
        f"    handlers: list[logging.Handler] = [{_file(part, own)}]",
        *(f"    handlers.append({handler})" for handler in handlers),
        "    for handler in handlers:",
        "        handler.setFormatter(form)",
        "        logger.addHandler(handler)",
        "    return logger",
    ]
    lines = [*_json_lines(part), *lines] if as_json else lines
    return f"{_IMPORTS}\n\n\n" + "\n".join(lines) + "\n"


def _json_lines(part: str) -> list[str]:
    """The class that writes a line of JSON, with the keys that are told."""
    told = {word: source for words, source in _KEYS.items() for word in words.split()}
    said = [w for w in re.findall(r"[a-z_]+", part[_JSON.search(part).start() :]) if w in told]
    keys = dict.fromkeys(said) if len(set(said)) > 1 else ("time", "level", "logger", "message")
    rows = {told[key]: f'            "{key}": {told[key]},' for key in reversed(list(keys))}
    failed = re.search(r"\b(exception|exc_info|traceback|error|stack)\b", part)
    return [
        "class JsonLines(logging.Formatter):",
        '    """A line of JSON for each record."""',
        "",
        "    def format(self, record: logging.LogRecord) -> str:",
        '        """The line."""',
        "        fields = {",
        *reversed(rows.values()),
        "        }",
        "        if record.exc_info:",
        f'            fields["{failed[1] if failed else "exception"}"] = '
        "self.formatException(record.exc_info)",
        "        return json.dumps(fields, ensure_ascii=False)",
        "",
        "",
    ]


_IMPORTS = """import json
import logging
from datetime import datetime
from logging.handlers import RotatingFileHandler, TimedRotatingFileHandler
from pathlib import Path"""


def _shown(name: str, default: str, role: str) -> str:
    kind = {"path": "str | Path", "folder": "str | Path", "size": "int", "backups": "int"}
    return f"{name}: {kind.get(role, 'str | int' if role == 'level' else 'str')}" + (
        f" = {default}" if default else ""
    )


def _given(role: str) -> str:
    examples = {"name": '"tried"', "path": '"tried/tried.log"', "folder": '"tried"'}
    return examples.get(role, {"level": '"INFO"', "size": "1000", "backups": "2"}.get(role, ""))


def _level(part: str) -> str:
    """The level that is told first beside the word for it, else any."""
    near = re.search(rf"(?:level|级别)\D{{0,12}}?{_LEVEL.pattern}|{_LEVEL.pattern}", part)
    return next(filter(None, near.groups())) if near else "INFO"


def _file(part: str, own: dict[str, str]) -> str:
    """The handler of the file: one that grows, or is changed by size or by day."""
    keep = _KEEP.search(part)
    kept = own.get("backups") or (next(filter(None, keep.groups())) if keep else "5")
    size = _SIZE.search(part)
    if size or "size" in own:
        most = own.get("size") or str(_bytes(size[1], size[2]) if size else 1_000_000)
        return (
            f"\n        RotatingFileHandler(\n            path, maxBytes={most}, "
            f'backupCount={kept}, encoding="utf-8"\n        )\n    '
        )
    if _DAILY.search(part):
        return (
            f'\n        TimedRotatingFileHandler(\n            path, when="midnight", '
            f'backupCount={kept}, encoding="utf-8"\n        )\n    '
        )
    return 'logging.FileHandler(path, encoding="utf-8")'


def _bytes(count: str, unit: str) -> int:
    factor = {"m": 1024 * 1024, "兆": 1024 * 1024, "k": 1024}.get(unit[0].lower(), 1)
    return round(float(count) * factor)


def form_told(part: str) -> tuple[str, str | None]:
    """The form of a line and of its time."""
    days = "%Y-%m-%d %H:%M:%S" if re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|%H:%M", part) else None
    written = re.search(r"%\((?:asctime|levelname|name|message)\)s[^`\"'”\n。；]*", part)
    if written:
        return written[0].strip(), days
    start = re.search(
        r"format|form\b|\blines? (?:like|look|has|is|contain)|each line|每行|格式", part, re.I
    )
    told = part[start.start() :] if start else ""
    quoted = re.search(r"[`\"“'「]([^`\"”'」]*(?:level|级别|LEVEL)[^`\"”'」]*)[`\"”'」]", told)
    shape = quoted[1] if quoted else ""
    clause = shape or re.split(r"[。；;]|\.\s", told)[0]
    found = {
        match.start(): (match.end(), field)
        for words, field in _FIELDS
        if (match := re.search(words, clause, re.IGNORECASE))
    }
    fields = [found[place][1] for place in sorted(found)]
    if len(fields) < 2:
        return "%(asctime)s %(levelname)s %(name)s: %(message)s", days
    if not shape:  # "each line with its time and level": what is logged is always there
        return " ".join(dict.fromkeys([*fields, "%(message)s"])), days
    for words, field in _FIELDS:
        shape = re.sub(rf"[<{{]?(?:{words})[>}}]?", field, shape, count=1, flags=re.IGNORECASE)
    return shape, days

"""Decorators that tell of calls, as a request tells them: in a log or printed, how long they took,
with which arguments, what came back, and how they failed.
"""

# ruff: noqa: E501

import re
from dataclasses import dataclass

from bricks import Brick
from parts import documented, header, role_of
from ruled import made_brick
from signatures import Signature

_ROLES = {
    "function": "func fn f function",
    "logger": "logger log lg",
    "level": "level log_level loglevel",
    "least": "threshold min_seconds slow slow_seconds min_ms threshold_ms limit seconds max_seconds"
    " min_duration threshold_seconds",
    "label": "label prefix message msg",
}
_DECORATES = re.compile(r"decorat\w*|装饰", re.I)
_LOGS = re.compile(r"\blog(?:s|ged|ging|ger)?\b|日志|记录", re.I)
_TIMES = re.compile(
    r"how long|\btimed?\b|\btook\b|\btakes?\b|elapsed|duration|milliseconds|耗时|用时|时间|毫秒",
    re.I,
)
_OTHER = re.compile(
    r"\bretr(?:y|ies)\b|重试|cach\w+|缓存|限流|rate limit|at most|最多|times? out|timeout|超时"
    r"|per second|每秒|权限|permission|\btypes?\b", re.I
)  # fmt: skip
_ARGUMENTS = re.compile(r"\bargs?\b|arguments?|parameters?|参数", re.I)
_RESULT = re.compile(r"return value|\bresult|what it returned|返回值|结果", re.I)
_FAILS = re.compile(r"exception|rais\w+|error|fail\w*|异常|出错|报错", re.I)
_MILLI = re.compile(r"\bms\b|millisecond|毫秒", re.I)
_LEVEL = re.compile(r"\b(DEBUG|INFO|WARNING|ERROR|CRITICAL)\b")
_SLOW = re.compile(r"only|slower|longer than|more than|exceed|超过|大于|才", re.I)


@dataclass(frozen=True)
class Telling:
    """What is told of a call."""

    name: str
    head: str
    roles: dict[str, str]
    logs: bool
    times: bool
    arguments: bool
    result: bool
    fails: bool
    milli: bool
    level: str
    awaits: bool

    @property
    def write(self) -> str:
        """What writes a line at the level that is told."""
        if not self.logs:
            return "print("
        logger = "writer" if "logger" in self.roles else "logging.getLogger(func.__module__)"
        level = self.roles.get("level")
        return f"{logger}.log(_level({level}), " if level else f"{logger}.{self.level}("


def call_logger(part: str, wish: Signature) -> Brick | None:
    """The decorator that tells of the calls of a function; None where another is wished for."""
    roles = {role_of(w.name, _ROLES): w.name for w in wish.params or ()}
    if not roles or "" in roles or len(roles) != len(wish.params or ()):
        return None
    times = bool(_TIMES.search(f"{part} {wish.name}"))
    logs = "logger" in roles or "level" in roles or bool(re.search(r"\blogging\b|日志", part))
    if not _DECORATES.search(part) or _OTHER.search(part) or not (times or _LOGS.search(part)):
        return None
    if "least" in roles and not (times and _SLOW.search(part)):
        return None
    level = _LEVEL.search(part)
    told = Telling(
        wish.name,
        header(wish),
        roles,
        logs,
        times,
        bool(_ARGUMENTS.search(part)),
        bool(re.search(r"return value|what it returned|返回值|(?:log|记录)[^.。]{0,40}(?:result|结果)",
                       part)),
        bool(_FAILS.search(part)),
        bool(_MILLI.search(part)),
        level[1].lower() if level else "info",
        bool(re.search(r"\basync\b|协程|异步", part, re.I)),
    )  # fmt: skip
    return made_brick(wish.name, source_of(told), "记录函数调用")


def source_of(told: Telling) -> str:
    """The source of the decorator."""
    prose = "A decorator that tells of each call of a function."
    lines = [f"def {told.name}({told.head}) -> Any:", *documented(prose, _shown(told))]
    func = told.roles.get("function")
    inner = _decorated(told)
    if set(told.roles) == {"function"}:
        inner = [line.replace("func", func or "func") if func != "func" else line for line in inner]
        lines += [f"    {line}" for line in [*inner, "return wrapper"]]
    else:
        lines += ["", "    def decorate(func: Callable[..., Any]) -> Callable[..., Any]:"]
        lines += [f"        {line}" for line in [*inner, "return wrapper"]]
        lines += ["", f"    return decorate({func}) if callable({func}) else decorate"
                  if func else "    return decorate"]  # fmt: skip
    imports = (
        "import functools\nimport logging\nimport time\nfrom collections.abc import Callable\n"
    )
    imports += "from typing import Any\n"
    level = _LEVEL_SOURCE if "level" in told.roles else ""
    return (
        f'"""Bricks written for one request."""\n\n{imports}\n\n{level}' + "\n".join(lines) + "\n"
    )


_LEVEL_SOURCE = '''def _level(level: Any) -> int:
    """The number of a level that is told by its name."""
    return level if isinstance(level, int) else int(getattr(logging, str(level).upper()))


'''


def _shown(told: Telling) -> list[str]:
    if told.awaits:
        return []
    values = {"logger": 'logging.getLogger("tried")', "level": '"INFO"', "least": "60",
              "label": '"tried"'}  # fmt: skip
    given = ", ".join(f"{name}={values[r]}" for r, name in told.roles.items() if r in values)
    call = told.name if set(told.roles) == {"function"} else f"{told.name}({given})"
    return [f">>> told = {call}(abs)", ">>> told(-3) if told.__name__ == 'abs' else 0", "3"] if (
        told.logs or "least" in told.roles
    ) else []  # fmt: skip


def _decorated(told: Telling) -> list[str]:
    """The lines of the function that is called instead."""
    lines = []
    if logger := told.roles.get("logger"):
        lines += [f"writer = {logger} if hasattr({logger}, 'log') else logging.getLogger({logger})"]
    lines += ["", "@functools.wraps(func)"]
    lines += [f"{'async ' if told.awaits else ''}def wrapper(*args: Any, **kwargs: Any) -> Any:"]
    return [*lines, *(f"    {line}" for line in _called(told))]


def _called(told: Telling) -> list[str]:
    write, name = told.write, "{func.__name__}"
    if label := told.roles.get("label"):
        name = f"{{{label}}} {name}"
    lines = ["begun = time.perf_counter()"] if told.times else []
    shown = "({given})" if told.arguments else ""
    if told.arguments:
        lines += ['given = ", ".join([*map(repr, args), *(f"{k}={v!r}" for k, v in '
                  "kwargs.items())])"]  # fmt: skip
        if not told.times:
            lines += [f'{write}f"calling {name}{shown}")']
    call = f"{'await ' if told.awaits else ''}func(*args, **kwargs)"
    if told.fails and told.logs:
        writer = write.rpartition(".")[0]
        lines += ["try:", f"    result = {call}", "except Exception:"]
        lines += [f'    {writer}.exception(f"{name}{shown} failed")', "    raise"]
    elif told.fails:
        lines += ["try:", f"    result = {call}", "except Exception as error:"]
        lines += [f'    print(f"{name}{shown} failed: {{error!r}}")', "    raise"]
    elif told.times:
        lines += ["try:", f"    result = {call}", "finally:"]
    else:
        lines += [f"result = {call}"]
    ends = _ends(told, f"{name}{shown}")
    inside = told.times and not told.fails
    return [*lines, *(f"    {line}" if inside else line for line in ends), "return result"]


def _ends(told: Telling, name: str) -> list[str]:
    """The lines after the call."""
    back = " -> {result!r}" if told.result and not (told.times and not told.fails) else ""
    if not told.times:
        back = back or " done"
        return [f'{told.write}f"{name}{back}")']
    unit, factor = ("ms", " * 1000") if told.milli else ("s", "")
    digits = 2 if told.milli else 4
    lines = [f"took = (time.perf_counter() - begun){factor}"]
    line = f'{told.write}f"{name}{back} took {{took:.{digits}f}} {unit}")'
    if least := told.roles.get("least"):
        return [*lines, f"if took > {least}:", f"    {line}"]
    return [*lines, line]

"""A diagnosis as data and in words: the exception, its place, its cause and the likely mend."""

from typing import Any

from aios_skill import Request
from causes import explain
from tracebacks import Frame, Trace
from trial import Trial


def diagnosis(request: Request, trace: Trace) -> dict[str, Any]:
    """Exception, place, cause, mend as data; file and line are None if the text names none."""
    cause, mend = explain(trace, request.language)
    place = trace.place or Frame("", 0)
    return {
        "exception": trace.name,
        "message": trace.message,
        "file": place.file or None,
        "line": place.line or None,
        "function": place.function,
        "source": place.source,
        "cause": cause,
        "mend": mend,
        "frames": [
            {"file": f.file, "line": f.line, "function": f.function, "source": f.source}
            for f in trace.frames[-20:]
        ],
    }


def describe(request: Request, facts: dict[str, Any]) -> str:
    """The diagnosis as a few lines: what, where, why, how to mend it."""
    head = f"{facts['exception']}: {facts['message']}" if facts["message"] else facts["exception"]
    lines = [head]
    if facts["file"]:
        where = f"{facts['file']}:{facts['line']}"
        if facts["function"] and facts["function"] != "<module>":
            where += request.say(f"，函数 {facts['function']}", f", in {facts['function']}")
        lines.append(request.say(f"位置：{where}", f"Where: {where}"))
    if facts["source"]:
        lines.append(request.say(f"代码：{facts['source']}", f"Line: {facts['source']}"))
    lines.append(request.say(f"原因：{facts['cause']}。", f"Cause: {facts['cause']}."))
    lines.append(request.say(f"修改建议：{facts['mend']}。", f"Likely mend: {facts['mend']}."))
    return "\n".join(lines)


def printed_by(trial: Trial) -> str:
    """The beginning of what the program printed."""
    printed = trial.stdout.strip()
    return printed if len(printed) <= 500 else printed[:497] + "…"

"""What a skill's script needs to talk to AIOS: the request, progress, the result.

Standard library only. It lies on PYTHONPATH inside the machine. A script looks like this:

    import aios_skill

    def count(request):
        path = request.parameters["path"]
        ...
        return {"answer": "3 rows", "data": {"rows": 3}}

    aios_skill.main({"count": count})

A result is a mapping with any of answer, code, explanation, output, data, notes (a list),
origin. Files written below `request.out` come back to the user as artifacts.
"""

import json
import os
import re
import sys
import traceback

# Python keeps 512 patterns that were compiled; a script that reads sentences uses more, and would
# spend most of its time on compiling the same ones anew.
re._MAXCACHE = 1 << 14


class Failure(Exception):
    """The action could not do its job: one sentence, a stable code, and how to mend it."""

    def __init__(self, code, message, hint="", details=None):
        super().__init__(message)
        self.code, self.message, self.hint, self.details = code, message, hint, dict(details or {})


class Request:
    """What was asked: action, parameters, inputs, language ("zh" or "en") and the folder for files.

    `inputs` are artifacts of earlier subtasks: a list of {"name", "path", "media_type"}.
    `text` is the user's sentence; `cwd` the folder the user stood in (a path of the host).
    """

    def __init__(self, raw, out):
        self.action = raw.get("action", "")
        self.parameters = raw.get("parameters", {})
        self.inputs = raw.get("inputs", [])
        self.language = raw.get("language", "en")
        self.text = raw.get("text", "")
        self.cwd = raw.get("cwd", "")
        self.out = out

    def say(self, zh, en):
        """The sentence in the user's language."""
        return zh if self.language == "zh" else en


def progress(text):
    """Show the user one line while working."""
    print(text, flush=True)


def main(actions):
    """Read the request from standard input, run the action it names, write the result file."""
    raw = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    out = os.environ.get("AIOS_OUT", "out")
    os.makedirs(out, exist_ok=True)
    request = Request(raw, out)
    try:
        result, status = dict(actions[request.action](request) or {}), 0
    except Failure as failure:
        error = {"code": failure.code, "message": failure.message, "hint": failure.hint}
        result, status = {"error": {**error, "details": failure.details}}, 3
    except MemoryError:
        result, status = {"error": _error("out_of_memory", "The action ran out of memory.")}, 4
    except Exception as problem:
        traceback.print_exc()
        text = f"The action {request.action} stopped with {type(problem).__name__}: {problem}"
        result, status = {"error": _error("action_crashed", text)}, 5
    _write(result)
    sys.stdout.flush()
    sys.exit(status)


def _error(code, message):
    return {"code": code, "message": message, "hint": "", "details": {}}


def _write(result):
    path = os.environ.get("AIOS_RESULT", "result.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(result, file, ensure_ascii=False, default=str)

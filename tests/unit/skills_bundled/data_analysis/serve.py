"""Answers requests to the skill's actions, a JSON line each: one start for many tests."""

import json
import os
import sys
import traceback

import aios_skill
import analyze
import report
import several

MODULES = (analyze, several, report)

for line in sys.stdin:
    raw = json.loads(line)
    os.environ["AIOS_OUT"] = raw["out"]
    request = aios_skill.Request(raw, raw["out"])
    try:
        [act] = [held[request.action] for held in map(vars, MODULES) if request.action in held][:1]
        reply = {"result": act(request)}
    except aios_skill.Failure as failure:
        error = {"code": failure.code, "message": failure.message, "hint": failure.hint}
        reply = {"error": {**error, "details": failure.details}}
    except Exception:  # noqa: BLE001 - the test that asked is to show it
        reply = {"crash": traceback.format_exc()}
    sys.stdout.write(json.dumps(reply, default=str) + "\n")
    sys.stdout.flush()

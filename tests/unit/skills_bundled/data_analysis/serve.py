"""Answers requests to the skill's actions, a JSON line each: one start for many tests."""

import json
import os
import sys
import traceback

import aios_skill
import analyze

for line in sys.stdin:
    raw = json.loads(line)
    os.environ["AIOS_OUT"] = raw["out"]
    request = aios_skill.Request(raw, raw["out"])
    try:
        reply = {"result": getattr(analyze, request.action)(request)}
    except aios_skill.Failure as failure:
        error = {"code": failure.code, "message": failure.message, "hint": failure.hint}
        reply = {"error": {**error, "details": failure.details}}
    except Exception:  # noqa: BLE001 - the test that asked is to show it
        reply = {"crash": traceback.format_exc()}
    sys.stdout.write(json.dumps(reply, default=str) + "\n")
    sys.stdout.flush()

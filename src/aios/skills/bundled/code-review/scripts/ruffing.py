"""What ruff finds in Python code, in the words of our rules; it reads only, and ends in time."""

import functools
import importlib.util
import json
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from finding import Finding

RULES_FILE = Path(__file__).resolve().parent.parent / "assets" / "ruff-rules.toml"
DEADLINE_S = 20


@functools.cache
def settings() -> dict[str, Any]:
    """Which rules are asked for, which ones our own checks cover, how heavy each is."""
    return tomllib.loads(RULES_FILE.read_text(encoding="utf-8"))


@functools.cache
def program() -> str:
    """Where ruff is: beside the packages of the image, or on the path; "" when it is nowhere."""
    spec = importlib.util.find_spec("ruff")
    places = [
        Path(p).parent / "bin" / "ruff" for p in (spec and spec.submodule_search_locations) or ()
    ]
    return next((str(p) for p in places if p.is_file()), "") or shutil.which("ruff") or ""


def ruff(code: str, *words: str) -> subprocess.CompletedProcess[str] | None:
    """Run `ruff check` on the code given on standard input; None where there is no ruff."""
    if not program():
        return None
    common = ["check", "--isolated", "--no-cache", "--target-version", "py311"]
    with tempfile.TemporaryDirectory(prefix="ruff-") as folder:
        return subprocess.run(
            [program(), *common, *words, "--stdin-filename", "code.py", "-"],
            input=code,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=DEADLINE_S,
            check=False,
        )


def find(code: str) -> list[Finding]:
    """Ruff's findings that no check of ours covers."""
    ask = settings()
    chosen = ["--select", ",".join(ask["select"]), "--ignore", ",".join(ask["ignore"])]
    ran = ruff(code, *chosen, "--output-format", "json")
    if ran is None or not ran.stdout.strip():
        return []
    return [
        Finding("ruff", found["location"]["row"], _facts(found))
        for found in json.loads(ran.stdout)
        if found.get("code") and found["code"] not in ask["covered"]
    ]


def _facts(found: dict[str, Any]) -> dict[str, Any]:
    told = settings()["explained"].get(found["code"], {})
    mend = (found.get("fix") or {}).get("message") or ""
    return {"code": found["code"], "message": found["message"].split("\n")[0], "mend": mend, **told}


def severity(code: str) -> str:
    """How heavy a rule is: by its code, else by the longest beginning of it that is listed."""
    weights: dict[str, str] = settings()["severity"]
    known = [prefix for prefix in weights if code.startswith(prefix)]
    return weights[max(known, key=len)] if known else "low"


def fixed(code: str) -> str:
    """The code with what ruff mends by itself without changing what the program does."""
    ran = ruff(
        code, "--select", ",".join(settings()["mended"]), "--fix", "--unsafe-fixes", "--quiet"
    )
    return ran.stdout if ran is not None and ran.stdout else code

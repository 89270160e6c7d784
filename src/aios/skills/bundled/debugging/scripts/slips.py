"""Likely mistakes of a program that runs: what ruff finds of those in the asset `slips.toml`."""

import importlib.util
import json
import shutil
import subprocess
import tomllib
from pathlib import Path

SLIPS_FILE = Path(__file__).resolve().parent.parent / "assets" / "slips.toml"
DEADLINE_S = 20
MOST = 10


def slips(source: str, language: str) -> list[tuple[int, str]]:
    """(line, what is wrong and how to mend it), in order; nothing where there is no ruff."""
    program = _ruff()
    if not program:
        return []
    known = tomllib.loads(SLIPS_FILE.read_text(encoding="utf-8"))
    words = ["check", "--isolated", "--no-cache", "--output-format", "json", "--quiet"]
    ran = subprocess.run(
        [program, *words, "--select", ",".join(known), "--stdin-filename", "code.py", "-"],
        input=source,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    found = [one for one in json.loads(ran.stdout or "[]") if one.get("code") in known]
    lines = [(one["location"]["row"], known[one["code"]][language]) for one in found]
    return sorted(set(lines))[:MOST]


def _ruff() -> str:
    """Where ruff is: beside the packages of the image, or on the path; "" when it is nowhere."""
    spec = importlib.util.find_spec("ruff")
    folders = spec.submodule_search_locations if spec else None
    places = [Path(folder).parent / "bin" / "ruff" for folder in folders or ()]
    return next((str(p) for p in places if p.is_file()), "") or shutil.which("ruff") or ""

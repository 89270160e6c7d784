"""A skill's script asked as a machine asks it: over its protocol, by a Python that is warm."""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.unit.skills_bundled.conftest import BESIDE, BUNDLED, WarmPython, clean_environment

Ask = Callable[..., dict[str, Any]]


@dataclass(frozen=True)
class Script:
    """The script of a skill, such as "archives/scripts/archives.py"; `home` is the user's folder.

    What it makes is below `out`, which every call finds empty. `path` are folders to import from.
    """

    name: str
    python: WarmPython
    at: Path
    home: Path
    path: str = ""

    @property
    def out(self) -> Path:
        """The folder of the files that the last call made."""
        return self.at / "out"

    @property
    def made(self) -> Iterable[Path]:
        """Those files, in order."""
        return (path for path in sorted(self.out.rglob("*")) if path.is_file())

    def ask(
        self, action: str, text: str, language: str, parameters: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The result; the script has written one, and has not crashed."""
        result = self.at / "result.json"
        for old in sorted(self.out.rglob("*"), reverse=True):
            old.rmdir() if old.is_dir() else old.unlink()
        result.unlink(missing_ok=True)
        request = {
            "action": action,
            "parameters": {"question": text, **parameters},
            "text": text,
            "language": language,
            "cwd": str(self.home),
        }
        done = self.python.run(
            [str(BUNDLED / self.name)],
            stdin=json.dumps(request).encode("utf-8", "surrogatepass"),
            cwd=self.at,
            env=clean_environment()
            | {
                "PYTHONPATH": os.pathsep.join(filter(None, [BESIDE, self.path])),
                "AIOS_OUT": str(self.out),
                "AIOS_RESULT": str(result),
            },
        )
        assert result.exists(), done.stderr.decode()
        found: dict[str, Any] = json.loads(result.read_text("utf-8"))
        assert "crashed" not in str(found.get("error")), done.stderr.decode()
        return found

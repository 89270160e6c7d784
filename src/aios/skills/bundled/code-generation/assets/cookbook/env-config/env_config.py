"""Settings from a .env file and the environment, typed; the environment goes first.

env = Env.load(Path(".env"))
env.text("DATABASE_URL"); env.integer("PORT", 8000); env.boolean("DEBUG", False)
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = ".env"
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
LINE = re.compile(r"\s*(?:export\s+)?(?P<name>[A-Za-z_]\w*)\s*=\s*(?P<value>.*?)\s*")
QUOTED = re.compile(r"""(?P<quote>["'])(?P<text>.*?)(?<!\\)(?P=quote)\s*(?:#.*)?""", re.DOTALL)
REFERENCE = re.compile(r"\$\{(\w+)\}")
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "$": "$"}


class EnvError(Exception):
    """A setting is missing or wrong; the text says which and why."""


def parse(text: str, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables of a .env file: comments, quotes, export and ${OTHER} are understood."""
    known = dict(environ or {})
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = LINE.fullmatch(line)
        if parts is None:
            raise EnvError(f"line {number} is not NAME=value")
        found[parts["name"]] = _value(parts["value"], {**found, **known}, number)
    return found


def _value(raw: str, known: Mapping[str, str], number: int) -> str:
    if raw[:1] in ("'", '"'):
        quoted = QUOTED.fullmatch(raw)
        if quoted is None:
            raise EnvError(f"line {number} has a quote that does not end")
        if quoted["quote"] == "'":
            return quoted["text"]
        raw = re.sub(r"\\(.)", lambda m: ESCAPES.get(m[1], m[0]), quoted["text"])
    else:
        raw = re.split(r"\s+#", raw, maxsplit=1)[0].strip()
    return REFERENCE.sub(lambda m: known.get(m[1], ""), raw)


@dataclass(frozen=True)
class Env:
    """Variables, read as what they are meant to be; secrets are not shown by repr."""

    values: Mapping[str, str]

    @classmethod
    def load(cls, path: Path = Path(FILE), environ: Mapping[str, str] | None = None) -> "Env":
        """The variables of the file, if it is there, and over them those of the environment."""
        outer = os.environ if environ is None else environ
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        return cls({**parse(text, outer), **outer})

    def text(self, name: str, default: str | None = None) -> str:
        """The variable; EnvError if it is neither set nor has a default."""
        value = self.values.get(name, default)
        if value is None:
            raise EnvError(f"{name} is not set")
        return value

    def integer(self, name: str, default: int | None = None) -> int:
        """The variable as a whole number."""
        raw = self.text(name, None if default is None else str(default))
        try:
            return int(raw.strip().replace("_", ""))
        except ValueError:
            raise EnvError(f"{name} must be a whole number, not {raw!r}") from None

    def number(self, name: str, default: float | None = None) -> float:
        """The variable as a number."""
        raw = self.text(name, None if default is None else str(default))
        try:
            return float(raw)
        except ValueError:
            raise EnvError(f"{name} must be a number, not {raw!r}") from None

    def boolean(self, name: str, default: bool | None = None) -> bool:
        """The variable as true or false: 1 and 0, yes and no, on and off."""
        raw = self.text(name, None if default is None else str(default)).strip().lower()
        if raw not in TRUE | FALSE:
            raise EnvError(f"{name} must be true or false, not {raw!r}")
        return raw in TRUE

    def items(self, name: str, default: str | None = None) -> list[str]:
        """The variable as a list, parted by commas."""
        return [each.strip() for each in self.text(name, default).split(",") if each.strip()]

    def __repr__(self) -> str:
        return f"Env({len(self.values)} variables)"


if __name__ == "__main__":
    example = Env(parse('export PORT=8080  # of the server\nNAME="my app"\nHOSTS=a, b\nDEBUG=yes'))
    print(
        example.integer("PORT"),
        example.text("NAME"),
        example.items("HOSTS"),
        example.boolean("DEBUG"),
    )

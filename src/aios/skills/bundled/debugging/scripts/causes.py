"""What an exception means: cause and likely mend, with the names of its message."""

import builtins
import re
import tomllib
from pathlib import Path

from tracebacks import Trace

CAUSES_FILE = Path(__file__).resolve().parent.parent / "assets" / "causes.toml"
PACKAGES = {
    "cv2": "opencv-python",
    "PIL": "pillow",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
    "bs4": "beautifulsoup4",
    "dotenv": "python-dotenv",
    "dateutil": "python-dateutil",
    "Crypto": "pycryptodome",
    "serial": "pyserial",
    "docx": "python-docx",
    "fitz": "pymupdf",
}
UNKNOWN = {
    "zh": ("程序抛出了 {name}：{message}", "从出错的那一行往回找：这个值是从哪里来的"),
    "en": (
        "the program raised {name}: {message}",
        "go back from the failing line: where does the value come from",
    ),
}


def explain(trace: Trace, language: str) -> tuple[str, str]:
    """Cause and mend in the language, from the exception or the nearest of its builtin bases."""
    rules = tomllib.loads(CAUSES_FILE.read_text(encoding="utf-8"))
    for name in lineage(trace.name):
        for rule in rules.get(name, []):
            if found := re.search(rule["pattern"], trace.message):
                facts = facts_of(found, trace)
                cause, mend = (text.format(**facts) for text in rule[language])
                return cause, mend
    cause, mend = UNKNOWN[language]
    return cause.format(name=trace.name, message=trace.message), mend


def lineage(name: str) -> list[str]:
    """The exception's name and the names of its builtin bases."""
    kind = getattr(builtins, name, None)
    if isinstance(kind, type) and issubclass(kind, BaseException):
        return [base.__name__ for base in kind.__mro__]
    return [name]


def facts_of(found: re.Match[str], trace: Trace) -> dict[str, str]:
    facts = {key: value or "" for key, value in found.groupdict().items()}
    facts["owner"] = facts.get("kind") or facts.get("module") or facts.get("type") or ""
    top = facts.get("name", "").partition(".")[0]
    facts["package"] = PACKAGES.get(top, top)
    return {"message": trace.message, **facts}

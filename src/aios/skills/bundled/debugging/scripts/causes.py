"""What an exception means: cause and likely mend, with the names of its message."""

import builtins
import difflib
import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

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
    trace = misspelt(trace)
    for name in lineage(trace.name):
        for rule in rules.get(name, []):
            found = re.search(rule["pattern"], trace.message) or said(rule, trace.message)
            if not trace.message and rule is rules[name][-1]:  # the most general one
                found = re.search("", "")
            if found:
                facts = facts_of(found, trace)
                cause, mend = (text.format_map(facts) for text in rule[language])
                return cause, mend
    cause, mend = UNKNOWN[language]
    return cause.format(name=trace.name, message=trace.message), mend


def misspelt(trace: Trace) -> Trace:
    """The trace with the module of Python itself that an unknown one is likely to be."""
    found = re.search(r"No module named '([\w.]+)'$", trace.message)
    near = found and difflib.get_close_matches(found[1], sys.stdlib_module_names, 1, 0.75)
    if not near or found[1] in PACKAGES:
        return trace
    return Trace(trace.name, f"{trace.message}. Did you mean: '{near[0]}'", trace.frames)


def spoken(text: str) -> Trace | None:
    """The exception whose message stands in a text without its name, "list index out of range";
    None for none, or for a message that any text could be."""
    rules = tomllib.loads(CAUSES_FILE.read_text(encoding="utf-8"))
    for name, known in rules.items():
        for rule in known:
            particular = not re.search(rule["pattern"], "'x'")  # which any text may hold
            found = said(rule, text) or (particular and re.search(rule["pattern"], text))
            if found:
                return Trace(name, found.group())
    return None


def said(rule: dict[str, Any], text: str) -> re.Match[str] | None:
    """The message in a text by which a rule's exception is known without its name."""
    return re.search(rule["said"], text, re.IGNORECASE) if "said" in rule else None


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
    return defaultdict(lambda: "…", {"message": trace.message, **facts})

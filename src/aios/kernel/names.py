"""Names of artifacts: which are safe on every platform, and what their suffix says."""

import mimetypes
import unicodedata
from pathlib import PurePosixPath

from aios.contracts.errors import BadRequest

NAME_BYTES = 255
PATH_BYTES = 1024

# On Windows these are devices in every folder, with any suffix.
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³"}
)
FORBIDDEN = frozenset('<>:"\\|?*')

# The platform's own table differs from machine to machine; these must not.
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".txt": "text/plain",
    ".log": "text/plain",
    ".md": "text/markdown",
    ".py": "text/x-python",
    ".js": "text/javascript",
    ".sql": "application/sql",
    ".html": "text/html",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".toml": "application/toml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".parquet": "application/vnd.apache.parquet",
}


def spelled(name: str) -> str:
    """The one spelling (NFC) of a name that keyboards and file systems spell in several ways."""
    return unicodedata.normalize("NFC", name)


def checked_name(name: str) -> str:
    """The name in its one spelling (NFC); BadRequest unless it is a plain relative path.

    Folders are separated by `/`. Each part must be a name on Linux, macOS and Windows alike.
    """
    name = spelled(name)
    fault = _fault(name) or next(filter(None, map(_part_fault, name.split("/"))), "")
    if fault:
        raise BadRequest(
            f"{name[:200]!r} cannot name an artifact: {fault}.",
            hint="Use a plain relative name such as report.csv or plots/sales.png.",
        )
    return name


def checked_task(task_id: str) -> str:
    """The task's id, which names the folder of its outputs; BadRequest unless it can."""
    if "/" in task_id:
        raise BadRequest(f"{task_id!r} is not the id of a task.", hint="Ids hold no slash.")
    return checked_name(task_id)


def mended_name(name: str) -> str:
    """The nearest name that `checked_name` takes, for files that programs named as they liked."""
    name = spelled(name.encode(errors="replace").decode())
    parts = [mended for part in name.split("/") if (mended := _mended_part(part))]
    mended = "/".join(parts) or "file"
    return parts[-1] if len(mended.encode()) > PATH_BYTES else mended


def is_unicode(name: str) -> bool:
    """Whether the name can be written in UTF-8 at all."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def media_type_of(name: str) -> str:
    """The media type that the suffix stands for; bytes of no known kind when none does."""
    suffix = PurePosixPath(name).suffix.lower()
    guess = MEDIA_TYPES.get(suffix) or mimetypes.guess_type(f"x{suffix}")[0]
    return guess or "application/octet-stream"


def _fault(name: str) -> str:
    if name.startswith("/"):
        return "it is absolute"
    if not is_unicode(name):
        return "it is not valid Unicode"
    return f"it is longer than {PATH_BYTES} bytes" if len(name.encode()) > PATH_BYTES else ""


def _part_fault(part: str) -> str:
    """What is wrong with one part of a path, or nothing."""
    if part in ("", ".", ".."):
        return "it is empty, or leads out of its folder"
    if any(map(_fits_nowhere, part)):
        return "it holds a character that file names cannot have"
    if part[-1] in ". " or part[0] == " ":
        return "a part of it begins with a space, or ends with one or with a dot"
    if part.split(".")[0].rstrip().lower() in DEVICES:
        return "Windows reserves it for a device"
    return f"a part is longer than {NAME_BYTES} bytes" if len(part.encode()) > NAME_BYTES else ""


def _mended_part(part: str) -> str:
    """The part without what is forbidden in it; empty when nothing is left."""
    allowed = "".join("_" if _fits_nowhere(char) else char for char in part)
    if len(allowed.encode()) > NAME_BYTES:  # its end has the suffix; no character exceeds 4 bytes
        allowed = allowed[-(NAME_BYTES // 4) :]
    allowed = allowed.lstrip(" ").rstrip(". ")
    return f"_{allowed}" if _part_fault(allowed or "file") else allowed


def _fits_nowhere(char: str) -> bool:
    return not char.isprintable() or char in FORBIDDEN

"""What a GGUF file says of its model before anything is loaded: a few kilobytes are read."""

import errno
import stat
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from aios.contracts.errors import NoModel

MAGIC = b"GGUF"
VERSIONS = (2, 3)
MAX_KEY_BYTES = 2**16
MAX_TEXT_BYTES = 2**24
MAX_FACTS = 100_000
SCALARS = {
    0: "B",
    1: "b",
    2: "H",
    3: "h",
    4: "I",
    5: "i",
    6: "f",
    7: "?",
    10: "Q",
    11: "q",
    12: "d",
}
TEXT, ARRAY = 8, 9
EMBEDDERS = ("bert", "nomic-bert", "jina-bert", "modern-bert", "t5encoder")


@dataclass(frozen=True, kw_only=True)
class GgufFile:
    """A model file: `context_tokens` it was trained for, 0 when untold; `embeds` and no more."""

    path: Path
    size_bytes: int
    architecture: str
    context_tokens: int
    embeds: bool


def look(path: Path) -> GgufFile:
    """The facts of a GGUF file; NoModel says why it is none."""
    try:
        size = _size(path)
        with path.open("rb") as file:
            facts = _facts(file, path)
    except FileNotFoundError as error:
        raise NoModel(
            f"There is no model file {path}.",
            hint="Give the path of a GGUF file, for example one from https://huggingface.co/models.",
            details={"path": str(path)},
        ) from error
    except OSError as error:
        raise NoModel(
            f"The model file {path} cannot be read: {error.strerror}.",
            hint="A model is one file that ends in .gguf and that you may read.",
            details={"path": str(path)},
        ) from error
    architecture = str(facts.get("general.architecture", ""))
    return GgufFile(
        path=path,
        size_bytes=size,
        architecture=architecture,
        context_tokens=int(facts.get(f"{architecture}.context_length") or 0),
        embeds=architecture.startswith(EMBEDDERS) or f"{architecture}.pooling_type" in facts,
    )


def _size(path: Path) -> int:
    """In bytes; OSError for what is no file: a pipe may never say anything."""
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    return about.st_size


def _facts(file: BinaryIO, path: Path) -> dict[str, Any]:
    """The single values at the head of the file, up to the vocabulary."""
    magic, version = file.read(4), file.read(4)
    if magic != MAGIC:
        raise _no_gguf(path, "it does not begin as one")
    try:
        if struct.unpack("<I", version)[0] not in VERSIONS:
            raise _no_gguf(path, "its version is not known here")
        _tensors, count = struct.unpack("<QQ", _exactly(file, 16))
        return _values(file, min(count, MAX_FACTS))
    except (EOFError, KeyError, UnicodeDecodeError, struct.error) as error:
        raise _no_gguf(path, "its head is damaged, or the download was cut off") from error


def _values(file: BinaryIO, count: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(count):
        key = _text(file, MAX_KEY_BYTES)
        if key.startswith("tokenizer."):
            break
        found[key] = _value(file, _number(file, "I"))
    return found


def _value(file: BinaryIO, kind: int) -> Any:
    if kind == TEXT:
        return _text(file, MAX_TEXT_BYTES)
    if kind == ARRAY:
        item, length = _number(file, "I"), _number(file, "Q")
        if length > MAX_FACTS:
            raise EOFError
        return [_value(file, item) for _ in range(length)]
    return _number(file, SCALARS[kind])


def _number(file: BinaryIO, form: str) -> Any:
    return struct.unpack(f"<{form}", _exactly(file, struct.calcsize(f"<{form}")))[0]


def _text(file: BinaryIO, limit: int) -> str:
    length = _number(file, "Q")
    if length > limit:
        raise EOFError
    return _exactly(file, length).decode()


def _exactly(file: BinaryIO, count: int) -> bytes:
    found = file.read(count)
    if len(found) < count:
        raise EOFError
    return found


def _no_gguf(path: Path, why: str) -> NoModel:
    return NoModel(
        f"{path} is no GGUF model file: {why}.",
        hint="Fetch the file again, or convert the model with llama.cpp's convert_hf_to_gguf.py.",
        code="model_file_unreadable",
        details={"path": str(path)},
    )

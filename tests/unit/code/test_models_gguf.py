"""What is read of a GGUF file before it is loaded, and what is said of files that are none."""

import os
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aios.code.models.gguf_file import look
from aios.contracts.errors import NoModel


def text(said: str) -> bytes:
    return struct.pack("<Q", len(said.encode())) + said.encode()


def head(*facts: bytes, version: int = 3) -> bytes:
    return b"GGUF" + struct.pack("<IQQ", version, 0, len(facts)) + b"".join(facts)


def said(key: str, value: str) -> bytes:
    return text(key) + struct.pack("<I", 8) + text(value)


def number(key: str, value: int) -> bytes:
    return text(key) + struct.pack("<II", 4, value)


def names(key: str, *values: str) -> bytes:
    return text(key) + struct.pack("<IIQ", 9, 8, len(values)) + b"".join(map(text, values))


QWEN = head(
    said("general.architecture", "qwen2"),
    names("general.languages", "zh", "en"),
    number("qwen2.context_length", 32768),
    names("tokenizer.ggml.tokens", "a"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "模型.gguf"


def test_the_head_tells_the_context(file: Path) -> None:
    file.write_bytes(QWEN)
    found = look(file)
    assert (found.architecture, found.context_tokens, found.embeds) == ("qwen2", 32768, False)
    assert found.size_bytes == len(QWEN)


@pytest.mark.parametrize(
    "facts",
    [
        [said("general.architecture", "nomic-bert")],
        [said("general.architecture", "qwen3"), number("qwen3.pooling_type", 3)],
    ],
)
def test_models_made_for_embeddings_are_known(file: Path, facts: list[bytes]) -> None:
    file.write_bytes(head(*facts))
    assert look(file).embeds


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "does not begin"),
        (b"PK\x03\x04 a zip file", "does not begin"),
        (head(version=1), "version"),
        (QWEN[:40], "cut off"),
        (head(text("x") + struct.pack("<I", 99)), "damaged"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 2**63), "damaged"),
    ],
)
def test_what_is_no_gguf_is_said(file: Path, content: bytes, word: str) -> None:
    file.write_bytes(content)
    with pytest.raises(NoModel, match=word) as caught:
        look(file)
    assert caught.value.code == "model_file_unreadable"
    assert str(file) in caught.value.message and caught.value.hint


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="it makes a pipe")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    with pytest.raises(NoModel, match="not a regular file"):
        look(tmp_path / "pipe.gguf")


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(NoModel, match="no model file"):
        look(tmp_path / "absent.gguf")
    with pytest.raises(NoModel, match="cannot be read"):
        look(tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60), st.integers(0, len(QWEN)))
def test_any_damage_is_a_typed_error(file: Path, junk: bytes, at: int) -> None:
    file.write_bytes(QWEN[:at] + junk)
    try:
        look(file)
    except NoModel as error:
        assert error.code == "model_file_unreadable"

"""INI files as data and back; pictures as PDF and in another size."""

import json
import struct
import zlib
from pathlib import Path

import pytest
from tests.unit.skills_bundled.asking import Ask

pytestmark = pytest.mark.image


def png(width: int, height: int) -> bytes:
    """A grey picture of so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    parts = [chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_ini_becomes_json_and_comes_back(ask: Ask, home: Path) -> None:
    (home / "a.ini").write_text("top = 1\n[Server]\nHost = x\nport: 80\n[empty]\n")
    found = ask("convert", "convert a.ini to json", files=["a.ini"])
    value = {"top": "1", "Server": {"Host": "x", "port": "80"}, "empty": {}}
    assert json.loads(found["files"]["a.json"].read_text()) == value
    (home / "b.json").write_text(json.dumps({"a": True, "b": {"c": {"d": [1, 2]}}}))
    found = ask("convert", "b.json 转成 ini", "zh", files=["b.json"])
    assert found["files"]["b.ini"].read_text() == "[DEFAULT]\na = true\n\n[b.c]\nd = [1, 2]\n"
    assert any("点" in note for note in found["notes"])


def test_a_broken_ini_says_where(ask: Ask, home: Path) -> None:
    (home / "a.ini").write_text("[a]\nx = 1\nx = 2\n")
    error = ask("convert", "convert a.ini to json", files=["a.ini"])["error"]
    assert error["code"] == "data_broken"
    assert "line 3" in error["message"]


def test_a_picture_becomes_a_pdf_or_half_as_large(ask: Ask, home: Path) -> None:
    (home / "a.png").write_bytes(png(60, 40))
    made = ask("convert", "turn it into a pdf", files=["a.png"])["files"]
    assert next(iter(made.values())).read_bytes().startswith(b"%PDF")
    data = ask("convert", "缩小一半", "zh", files=["a.png"])["data"]
    assert (data[0]["width"], data[0]["height"]) == (30, 20)

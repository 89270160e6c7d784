"""What is written, and what is not."""

import json
import logging
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from logging.handlers import TimedRotatingFileHandler as Timed
from pathlib import Path

import log_setup
import pytest
from log_setup import masked, setup


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "logs" / "app.log"
    setup("test")
    logging.getLogger("test").handlers.clear()


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_line_holds_message_level_and_extra(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    setup("test", path).warning("付款 %d", 7, extra={"order": 7, "api_key": "k"})
    (entry,) = lines(path)
    assert (entry["message"], entry["level"], entry["order"]) == ("付款 7", "WARNING", 7)
    assert entry["api_key"] == "***"
    assert "WARNING test: 付款 7" in capsys.readouterr().err


def test_levels_and_exceptions(path: Path) -> None:
    logger = setup("test", path)
    logger.debug("not written")
    try:
        raise KeyError("x")
    except KeyError:
        logger.exception("failed")
    (entry,) = lines(path)
    assert "KeyError: 'x'" in str(entry["exception"])


def test_setting_up_twice_writes_once(path: Path) -> None:
    setup("test", path)
    setup("test", path).info("once")
    assert len(lines(path)) == 1


def test_files_rotate(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"ROTATE": "size", "MAX_MB": 0.0005, "BACKUPS": 3}.items():
        monkeypatch.setattr(log_setup, name, value)
    logger = setup("test", path)
    for number in range(100):
        logger.info("line %d", number)
    assert len(list(path.parent.iterdir())) == 3 + 1


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("password=abc x", "password=*** x"),
        ('{"token": "abc"}', '{"token": "***"}'),
        ("Authorization: Bearer abc", "Authorization: Bearer ***"),
        ("密码：abc", "密码：***"),
        ("no secrets here", "no secrets here"),
    ],
)
def test_secrets_are_masked(text: str, hidden: str) -> None:
    assert masked(text) == hidden


@pytest.mark.parametrize(("rotate", "kind"), [("size", RotatingFileHandler), ("day", Timed)])
def test_the_file_is_put_aside_by_size_or_by_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rotate: str, kind: type
) -> None:
    monkeypatch.setattr(log_setup, "ROTATE", rotate)
    handler = log_setup.rotating(tmp_path / "a.log")
    handler.close()
    assert type(handler) is kind
    assert handler.backupCount == log_setup.BACKUPS

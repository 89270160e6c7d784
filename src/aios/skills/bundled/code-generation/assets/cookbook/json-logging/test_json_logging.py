"""The lines, read back as JSON."""

import io
import json
import logging
from datetime import datetime
from typing import Any

import pytest
from json_logging import JsonFormatter, setup


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_one_object_per_line(stream: io.StringIO) -> None:
    logger = setup("t1", stream=stream, service="shop")
    logger.info(
        "订单 %s\npaid", 7, extra={"amount": 1.5, "at": datetime.fromisoformat("2024-03-05")}
    )
    logger.debug("not shown")
    (entry,) = lines(stream)
    assert (entry["level"], entry["logger"], entry["message"]) == ("INFO", "t1", "订单 7\npaid")
    assert (entry["amount"], entry["at"], entry["service"]) == (1.5, "2024-03-05 00:00:00", "shop")
    assert datetime.fromisoformat(entry["time"]).tzinfo is not None
    assert set(entry) == {"time", "level", "logger", "message", "service", "amount", "at"}


def test_exceptions_and_secrets(stream: io.StringIO) -> None:
    logger = setup("t2", stream=stream)
    try:
        raise KeyError("x")
    except KeyError:
        logger.exception("bad", extra={"Token": "abc"})
    (entry,) = lines(stream)
    assert "KeyError: 'x'" in entry["exception"]
    assert entry["Token"] == "***"


def test_setting_up_twice_writes_once(stream: io.StringIO) -> None:
    setup("t3", stream=stream)
    logger = setup("t3", "warning", stream)
    logger.warning("once")
    logger.info("too low")
    assert [entry["message"] for entry in lines(stream)] == ["once"]


def test_the_formatter_alone() -> None:
    record = logging.makeLogRecord({"msg": "hello", "levelname": "ERROR"})
    assert json.loads(JsonFormatter().format(record))["message"] == "hello"

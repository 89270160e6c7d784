"""Logging as JSON: one object per line, with what was given as `extra`.

logger = setup("app")
logger.info("order paid", extra={"order": 7})
{"time": "2024-03-05T14:30:00.120Z", "level": "INFO", "message": "order paid", "order": 7, …}
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, TextIO

LEVEL = "INFO"
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
SECRET = ("password", "passwd", "secret", "token", "api_key", "authorization")


class JsonFormatter(logging.Formatter):
    """One JSON object per line: time in UTC, level, logger, message, extras, exception."""

    def __init__(self, **always: Any) -> None:
        """`always` stands in every line, such as service="shop"."""
        super().__init__()
        self._always = always

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC)
        entry = {
            "time": when.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **self._always,
        }
        for name, value in vars(record).items():
            if name not in STANDARD:
                entry[name] = "***" if name.lower() in SECRET else value
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        if record.stack_info:
            entry["stack"] = record.stack_info
        return json.dumps(entry, ensure_ascii=False, default=str)


def setup(
    name: str = "app", level: str = LEVEL, stream: TextIO | None = None, **always: Any
) -> logging.Logger:
    """The logger, writing JSON lines to the stream (stderr); a second call replaces the first."""
    logger = logging.getLogger(name)
    for old in list(logger.handlers):
        logger.removeHandler(old)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter(**always))
    logger.addHandler(handler)
    logger.setLevel(level.upper())
    logger.propagate = False
    return logger


if __name__ == "__main__":
    log = setup("shop", stream=sys.stdout, service="shop")
    log.info("order %s paid", 7, extra={"amount": 12.5, "token": "abc"})
    try:
        int("twelve")
    except ValueError:
        log.exception("that went wrong")

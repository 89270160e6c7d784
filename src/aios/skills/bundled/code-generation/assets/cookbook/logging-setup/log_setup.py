"""Set up logging: a plain console, and a rotating file of JSON lines without secrets.

logger = setup("app", Path("app.log"))
logger.info("order paid", extra={"order": 7})
"""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from logging.handlers import BaseRotatingHandler, RotatingFileHandler, TimedRotatingFileHandler
from pathlib import Path

ROTATE = "size"  # a new file at MAX_MB; or "day": at midnight
MAX_MB = 5
BACKUPS = 5
CONSOLE_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
SECRET = re.compile(
    r"((?:password|passwd|secret|token|api[_-]?key|authorization|密码)[\"']?\s*[=:：]\s*(?:bearer\s+)?)"
    r"([\"']?)[^\s\"',;&]+",
    re.IGNORECASE,
)
STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


def masked(text: str) -> str:
    """The text with the values of passwords, tokens and keys hidden."""
    return SECRET.sub(r"\1\2***", text)


class PlainFormatter(logging.Formatter):
    """Lines for people."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object a line, with what was given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        entry = {
            "time": when,
            "level": record.levelname,
            "logger": record.name,
            "message": masked(record.getMessage()),
        }
        for name, value in vars(record).items():
            if name not in STANDARD:
                hidden = SECRET.match(f"{name}=x")
                entry[name] = "***" if hidden else value
        if record.exc_info:
            entry["exception"] = masked(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False, default=str)


def rotating(path: Path) -> BaseRotatingHandler:
    """A file that is put aside when it is full or the day is over; so many are kept."""
    if ROTATE == "day":
        return TimedRotatingFileHandler(path, "midnight", backupCount=BACKUPS, encoding="utf-8")
    size = round(MAX_MB * 1_000_000)
    return RotatingFileHandler(path, maxBytes=size, backupCount=BACKUPS, encoding="utf-8")


def setup(name: str = "app", path: Path | None = None, level: int = logging.INFO) -> logging.Logger:
    """The logger, writing to stderr and, with a path, to a file; a second call replaces both."""
    logger = logging.getLogger(name)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(level)
    logger.propagate = False
    console = logging.StreamHandler(sys.stderr)
    console.setFormatter(PlainFormatter(CONSOLE_FORMAT))
    logger.addHandler(console)
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = rotating(path)
        file.setFormatter(JsonFormatter())
        logger.addHandler(file)
    return logger


if __name__ == "__main__":
    log = setup(path=Path("app.log"))
    log.info("started with password=hunter2", extra={"order": 7})

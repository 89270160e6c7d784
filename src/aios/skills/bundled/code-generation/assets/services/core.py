"""A small JSON service in memory.

TOLD
"""

import json
import re
import threading
import time
from dataclasses import dataclass, field
from typing import Any

# Method, address, what is done there, and the status of the answer.
ROUTES: list[tuple[str, str, str, int]] = []
# Fields that a new record must have, by collection.
FIELDS: dict[str, list[str]] = {}
# Fields of another kind than text: integer, number, flag.
KINDS: dict[str, str] = {}
# What a field is without being sent, by collection.
DEFAULTS: dict[str, dict[str, Any]] = {}
# Fields that no two records of a collection may share all of.
UNIQUE: dict[str, list[str]] = {}
# The field that a list is ordered by, and whether the highest comes first.
ORDER: dict[str, tuple[str, bool]] = {}
# The field that is kept of each, only where it is better, by the field that tells them apart.
BEST: dict[str, tuple[str, str]] = {}
# The keys that a list is told under, by collection: the last one of the records themselves.
WRAPPED: dict[str, list[str]] = {}
ID = "id"
# Collections whose records have no number of their own.
PLAIN: list[str] = []
# The lowest and the highest value of a field.
RANGES: dict[str, tuple[float, float]] = {}
# The values that a field may have.
CHOICES: dict[str, list[str]] = {}
# The field that a record is found by, where that is not its number.
BY: dict[str, str] = {}
# What the answer to a method at an address is made of: its keys, with what stands under each.
SHAPES: dict[str, list[tuple[str, Any]]] = {}
# How often a client may ask in so many seconds; never mind where it is 0.
LIMIT = (0, 0.0)
# The header that must be sent, and its value.
KEY = ("", "")
OTHER = 405
EMPTY = 404
MISSING = ""
INVALID = 400
# What answers may be called otherwise.
NAMES = {
    "done": "done",
    "code": "code",
    "short": "short_url",
    "count": "count",
    "value": "value",
    "url": "url",
}
PAGED = ("q", "n", "limit", "top", "page", "size", "offset", "per_page", "sort")
FEWEST = 10

Answer = tuple[int, Any, dict[str, str]]


class Refused(Exception):
    """A request that cannot be answered: the status, and why."""

    def __init__(self, status: int, why: str, told: dict[str, str] | None = None) -> None:
        super().__init__(why)
        self.status, self.told = status, told


@dataclass
class Asked:
    """A request: `raw` is what was sent."""

    method: str
    path: str
    query: dict[str, str]
    raw: bytes
    host: str
    client: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def body(self) -> Any:
        """The JSON that was sent."""
        try:
            return json.loads(self.raw or b"null")
        except ValueError:
            raise Refused(400, "The body is not JSON.") from None

    def fields(self) -> dict[str, Any]:
        """The JSON object that was sent."""
        body = self.body()
        if not isinstance(body, dict):
            raise Refused(INVALID, "The body must be a JSON object.")
        return body


class Records:
    """Records by collection and number; all in memory."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.records: dict[str, dict[int, dict[str, Any]]] = {}
        self.last: dict[str, int] = {}
        self.calls: dict[str, list[float]] = {}

    def answer(self, asked: Asked) -> Answer:
        """Find the route, and do what it says."""
        path = asked.path.rstrip("/") or "/"
        found = [(r, match) for r in ROUTES if (match := matched(r[1], path))]
        try:
            self.let_in(asked)
            for (method, route, do, status), match in found:
                if method == asked.method:
                    what, _, kind = do.partition(" ")
                    with self.lock:
                        done = getattr(self, f"do_{what}")(kind, list(match.groups()), asked)
                    result: Answer = (status, *done) if len(done) == 2 else done
                    return result[0], shaped(f"{method} {route}", result[1]), result[2]
            raise Refused(OTHER if found else 404, MISSING or f"There is no {asked.method} {path}.")
        except Refused as refused:
            told = {"errors": refused.told} if refused.told else {"error": str(refused)}
            return refused.status, told, {}

    def let_in(self, asked: Asked) -> None:
        """Refuse who has no key, or asks too often."""
        name, value = KEY
        if name and asked.headers.get(name.lower()) != value:
            raise Refused(401, f"The header {name} is missing or wrong.")
        most, seconds = LIMIT
        if most:
            now = time.monotonic()
            calls = [t for t in self.calls.get(asked.client, []) if now - t < seconds]
            if len(calls) >= most:
                raise Refused(429, "Too many requests.")
            self.calls[asked.client] = [*calls, now]

    def one(self, kind: str, number: str) -> dict[str, Any]:
        """The record of this number."""
        known = self.records.get(kind, {})
        for record in known.values():
            if written(record.get(BY.get(kind, ID))) == number:
                return record
        if kind in BY or not number.isdigit() or int(number) not in known:
            raise Refused(404, MISSING or f"There is no {number} in {kind}.")
        return known[int(number)]

    def check_unique(self, kind: str, body: dict[str, Any], number: int = 0) -> None:
        """Refuse what another record has already."""
        unique = UNIQUE.get(kind, [])
        for record in self.records.get(kind, {}).values():
            same = all(record.get(name) == body.get(name) for name in unique)
            if unique and same and record.get(ID) != number:
                raise Refused(409, f"There is one with this {' and '.join(unique)}.")

    def do_list(self, kind: str, _ids: list[str], asked: Asked) -> Any:
        """All records, or those whose fields have the values of the query."""
        query = {key: value for key, value in asked.query.items() if key not in PAGED}
        records = [
            record
            for record in self.records.get(kind, {}).values()
            if all(meets(record, key, value) for key, value in query.items())
            and asked.query.get("q", "").lower() in " ".join(map(str, record.values())).lower()
        ]
        if kind in ORDER:
            field, falling = ORDER[kind]
            records = records if field else records[::-1]
            if field:
                records.sort(key=lambda record: record.get(field) or 0, reverse=falling)
        return wrapped(kind, cut(records, asked.query), asked.query), {}

    def do_add(self, kind: str, _ids: list[str], asked: Asked) -> Any:
        """A new record."""
        body = checked(kind, asked.fields())
        self.check_unique(kind, body)
        number = self.last[kind] = self.last.get(kind, 0) + 1
        if kind in PLAIN:
            record = {**DEFAULTS.get(kind, {}), **body}
        else:
            own = {key: value for key, value in body.items() if key != ID}
            record = {ID: number, **DEFAULTS.get(kind, {}), **own}
        self.records.setdefault(kind, {})[number] = record
        return record, {"Location": f"{asked.path.rstrip('/')}/{number}"}

    def do_one(self, kind: str, ids: list[str], _asked: Asked) -> Any:
        """One record."""
        return self.one(kind, ids[0]), {}

    def do_change(self, kind: str, ids: list[str], asked: Asked) -> Any:
        """Other values for fields of a record."""
        record = self.one(kind, ids[0])
        body = checked(kind, {**record, **asked.fields()})
        self.check_unique(kind, body, record[ID])
        record.update({key: value for key, value in body.items() if key != ID})
        return record, {}

    def do_remove(self, kind: str, ids: list[str], _asked: Asked) -> Any:
        """Away with a record."""
        record = self.one(kind, ids[0])
        known = self.records[kind]
        del known[next(number for number, other in known.items() if other is record)]
        return record, {}

    def do_take(self, kind: str, _ids: list[str], _asked: Asked) -> Any:
        """The oldest record, which is taken out."""
        known = self.records.get(kind, {})
        if not known:
            return EMPTY, None, {}
        return known.pop(next(iter(known))), {}

    def do_finish(self, kind: str, ids: list[str], _asked: Asked) -> Any:
        """Mark a record as done."""
        record = self.one(kind, ids[0])
        record[NAMES["done"]] = True
        return record, {}

    def do_best(self, kind: str, _ids: list[str], asked: Asked) -> Any:
        """Keep what was sent if it is the best of its kind."""
        body = checked(kind, asked.fields())
        key, field = BEST[kind]
        known = self.records.setdefault(kind, {})
        record = next((r for r in known.values() if r[key] == body[key]), None)
        if record is None:
            number = len(known) + 1
            record = known[number] = {ID: number, key: body[key], field: body[field]}
        record[field] = max(record[field], body[field])
        return {key: record[key], "best": record[field]}, {}

    def do_ranks(self, kind: str, _ids: list[str], asked: Asked) -> Any:
        """The best, the highest first."""
        key, field = BEST[kind]
        records = sorted(self.records.get(kind, {}).values(), key=lambda r: -r[field])
        ranks = [
            {"rank": rank, key: record[key], field: record[field]}
            for rank, record in enumerate(records, 1)
        ]
        return cut(ranks, {"n": str(FEWEST), **asked.query}), {}


def sent(asked: Asked) -> Any:
    """The JSON that was sent; text that is none stays text."""
    try:
        return json.loads(asked.raw or b"null")
    except ValueError:
        return asked.raw.decode()


def checked(kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record; refused where one is missing or of another kind."""
    wrong = {}
    for name in FIELDS.get(kind, []):
        value, wanted = body.get(name), KINDS.get(name, "")
        if value is None or (isinstance(value, str) and not value.strip()):
            wrong[name] = "is missing"
        elif wanted in ("integer", "number") and not is_number(value, whole=wanted == "integer"):
            wrong[name] = "must be a whole number" if wanted == "integer" else "must be a number"
        elif wanted == "text" and not isinstance(value, str):
            wrong[name] = "must be a text"
        elif name in CHOICES and value not in CHOICES[name]:
            wrong[name] = f"must be one of {', '.join(CHOICES[name])}"
        elif name in RANGES and not in_range(value, RANGES[name]):
            wrong[name] = "is out of range"
    if wrong:
        why = "; ".join(f"{name} {text}" for name, text in wrong.items())
        raise Refused(INVALID, f"{why}.", wrong if INVALID == 422 else None)
    return body


def in_range(value: Any, limits: tuple[float, float]) -> bool:
    """Whether the value is a number between the limits."""
    return is_number(value, whole=False) and limits[0] <= value <= limits[1]


def meets(record: dict[str, Any], key: str, value: str) -> bool:
    """Whether a field is as the query says: equal, or not under or over what is said."""
    way, _, name = key.partition("_")
    if way in ("min", "max") and name in record:
        try:
            given, bound = float(record[name]), float(value)
        except (TypeError, ValueError):
            return False
        return given >= bound if way == "min" else given <= bound
    return written(record.get(key)).lower() == value.lower()


def shaped(route: str, answer: Any) -> Any:
    """The answer under the keys that it is to have."""
    if route not in SHAPES or not isinstance(answer, dict):
        return answer
    return {
        key: answer.get(meant[1:]) if str(meant).startswith("$") else meant
        for key, meant in SHAPES[route]
    }


def is_number(value: Any, *, whole: bool) -> bool:
    """Whether the value is a number, and a whole one."""
    kinds = int if whole else int | float
    return isinstance(value, kinds) and not isinstance(value, bool)


def cut(records: list[Any], query: dict[str, str]) -> list[Any]:
    """As many records as are asked for."""
    for name in ("n", "limit", "top"):
        if name in query:
            if not query[name].isdigit():
                raise Refused(INVALID, f"{name} must be a number.")
            return records[: int(query[name])]
    return records


def wrapped(kind: str, records: list[Any], query: dict[str, str]) -> Any:
    """The records of a page, or all of them, alone or with what is told of them."""
    keys = WRAPPED.get(kind, [])
    usual = str(FEWEST) if "page" in [*query, *keys] else ""
    size = query.get("size") or query.get("per_page") or usual
    page, total = query.get("page") or "1", len(records)
    if not page.isdigit() or not (size or "1").isdigit() or "0" in (page, size):
        raise Refused(INVALID, "page and size must be numbers from 1 up.")
    if size:
        records = records[(int(page) - 1) * int(size) :][: int(size)]
    told = {"total": total, "count": total, "page": int(page), "size": int(size or total)}
    return {key: told.get(key, records) for key in keys} if keys else records


def written(value: Any) -> str:
    """A value as it stands in an address."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def filled(shape: Any, values: dict[str, str]) -> Any:
    """The text, or the texts of an object, with values in place of names."""
    if isinstance(shape, dict):
        return {key: filled(text, values) for key, text in shape.items()}
    if not isinstance(shape, str):
        return shape
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], ""), shape)


def number(text: str) -> Any:
    """The number that is written there."""
    if not re.fullmatch(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)\s*", text):
        raise ValueError(f"{text!r} is no number.")
    return int(text) if text.strip().lstrip("-+").isdigit() else float(text)


def matched(route: str, path: str) -> re.Match[str] | None:
    """The match of an address with one such as /items/{id}."""
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(route))
    return re.fullmatch(pattern, path)


def as_bytes(status: int, answer: Any) -> tuple[bytes, str]:
    """What is sent, and its kind: texts as they are, all else as JSON."""
    if answer is None or status == 204:
        return b"", "application/json; charset=utf-8"
    if isinstance(answer, str):
        return answer.encode(), "text/plain; charset=utf-8"
    text = json.dumps(answer, ensure_ascii=False)
    return text.encode(), "application/json; charset=utf-8"

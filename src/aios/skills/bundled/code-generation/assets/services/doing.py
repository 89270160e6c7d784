"""What a service does beside records: values by key, counts, what is worked out, fixed answers."""

import math  # noqa: F401 - for what is worked out
import re
import secrets
import statistics  # noqa: F401
from typing import Any

from core import CHOICES, INVALID, MISSING, NAMES, Asked, Records, Refused, filled, number, sent

FIXED: dict[str, Any] = {}
# Whether a value is answered as the text that was sent.
RAW = False
# Whether a value is answered alone, as the JSON that was sent.
BARE = False
# Texts with the names of what is sent in braces, and what they are without.
TEMPLATES: dict[str, tuple[Any, dict[str, str]]] = {}
# What is worked out: the values that are sent, the keys of the answer, whether the values are
# numbers, and the function.
WORKS: dict[str, tuple[list[str], list[str], bool, Any]] = {}
# What is worked out of what is sent: the keys that it is sent under (none for a text that is sent
# as it is), and what each key of the answer has.
MADE: dict[str, tuple[list[str], dict[str, Any]]] = {}
# Figures over a field of a collection, by address: the collection, and the field and the function
# for each key of the answer, with what stands there when there is nothing.
FIGURES: dict[str, tuple[str, dict[str, tuple[str, Any, Any]]]] = {}
# Figures by the values of a field: the collection, that field, the field that is added up.
GROUPS: dict[str, tuple[str, str, str]] = {}


class Store(Records):
    """Records, values by key, and counts; all in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.counts: dict[str, int] = {}

    def do_put(self, _kind: str, keys: list[str], asked: Asked) -> Any:
        """Keep a value under a key."""
        new, body = keys[0] not in self.values, sent(asked)
        name = NAMES["value"]
        value = body[name] if isinstance(body, dict) and set(body) == {name} else body
        self.values[keys[0]] = value
        told = value if BARE else str(value) if RAW else {"key": keys[0], name: value}
        return 201 if new else 200, told, {}

    def do_get(self, _kind: str, keys: list[str], _asked: Asked) -> Any:
        """The value of a key."""
        if keys[0] not in self.values:
            raise Refused(404, MISSING or f"There is no {keys[0]}.")
        value = self.values[keys[0]]
        if BARE:
            return value, {}
        return str(value) if RAW else {"key": keys[0], NAMES["value"]: value}, {}

    def do_forget(self, _kind: str, keys: list[str], _asked: Asked) -> Any:
        """Away with a key."""
        if keys[0] not in self.values:
            raise Refused(404, MISSING or f"There is no {keys[0]}.")
        return {"key": keys[0], NAMES["value"]: self.values.pop(keys[0])}, {}

    def do_keys(self, _kind: str, _keys: list[str], _asked: Asked) -> Any:
        """All keys."""
        return sorted(self.values), {}

    def do_shorten(self, _kind: str, _ids: list[str], asked: Asked) -> Any:
        """A code for a long address; the same address gets the same code."""
        url = asked.fields().get(NAMES["url"])
        if not isinstance(url, str) or not re.match(r"https?://\S+$", url):
            raise Refused(INVALID, f"{NAMES['url']} must be a web address.")
        known = {long: code for code, long in self.values.items()}
        code = known.get(url) or secrets.token_hex(3)
        self.values[code] = url
        return {NAMES["code"]: code, NAMES["short"]: f"http://{asked.host}/{code}"}, {}

    def do_follow(self, _kind: str, codes: list[str], _asked: Asked) -> Any:
        """On to the long address."""
        if codes[0] not in self.values:
            raise Refused(404, MISSING or f"There is no {codes[0]}.")
        return None, {"Location": self.values[codes[0]]}

    def do_count(self, kind: str, names: list[str], asked: Asked) -> Any:
        """One more."""
        name = names[0] if names else kind
        self.counts[name] = self.counts.get(name, 0) + 1
        return self.do_counted(kind, names, asked)

    def do_down(self, kind: str, names: list[str], asked: Asked) -> Any:
        """One less."""
        name = names[0] if names else kind
        self.counts[name] = self.counts.get(name, 0) - 1
        return self.do_counted(kind, names, asked)

    def do_reset(self, kind: str, names: list[str], asked: Asked) -> Any:
        """Back to nothing."""
        self.counts[names[0] if names else kind] = 0
        return self.do_counted(kind, names, asked)

    def do_counted(self, kind: str, names: list[str], _asked: Asked) -> Any:
        """How often it was counted."""
        name = names[0] if names else kind
        return {"key": name, "count": self.counts.get(name, 0)}, {}

    def do_tally(self, _kind: str, _names: list[str], _asked: Asked) -> Any:
        """All counts by their names."""
        return dict(self.counts), {}

    def do_echo(self, _kind: str, _ids: list[str], asked: Asked) -> Any:
        """What was sent."""
        return asked.query if asked.method == "GET" else asked.body(), {}

    def do_say(self, kind: str, given: list[str], asked: Asked) -> Any:
        """A text, or an object, with the values of the address in it."""
        shape, without = TEMPLATES[kind]
        names = re.findall(r"\{(\w+)\}", kind)
        values = {**without, **asked.query, **dict(zip(names, given, strict=False))}
        return filled(shape, values), {}

    def do_work(self, kind: str, given: list[str], asked: Asked) -> Any:
        """What is worked out of the values of the address."""
        names, keys, numeric, work = WORKS[kind]
        texts = [*given, *(asked.query.get(name) for name in names[len(given) :])]
        if None in texts:
            raise Refused(INVALID, f"{names[texts.index(None)]} is missing.")
        try:
            values = [number(text) if numeric else text for text in texts]
            told, result = dict(zip(names, values, strict=True)), work(*values)
            return {key: told.get(key, result) for key in keys}, {}
        except (ArithmeticError, TypeError, ValueError) as error:
            raise Refused(INVALID, str(error)) from None

    def do_fixed(self, kind: str, _ids: list[str], _asked: Asked) -> Any:
        """Always the same answer."""
        return FIXED[kind], {}

    def do_made(self, kind: str, _ids: list[str], asked: Asked) -> Any:
        """What is worked out of what was sent."""
        names, makes = MADE[kind]
        body = asked.fields() if names else {}
        values = [body.get(name) for name in names] or [asked.raw.decode("utf-8", "replace")]
        if None in values:
            raise Refused(INVALID, f"{names[values.index(None)]} is missing.")
        try:
            return {name: make(*values) for name, make in makes.items()}, {}
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise Refused(INVALID, str(error)) from None

    def do_figures(self, kind: str, _ids: list[str], _asked: Asked) -> Any:
        """Figures over what is kept."""
        collection, figures = FIGURES[kind]
        records = list(self.records.get(collection, {}).values())
        told = {}
        for key, (field, work, nothing) in figures.items():
            values = [r[field] for r in records if r.get(field) is not None] if field else records
            told[key] = work(values) if values else nothing
        return told, {}

    def do_groups(self, kind: str, _ids: list[str], _asked: Asked) -> Any:
        """For each value of a field how many there are, or what another field adds up to."""
        collection, by, field = GROUPS[kind]
        told: dict[str, Any] = dict.fromkeys(CHOICES.get(by, []), 0)
        for record in self.records.get(collection, {}).values():
            group = str(record.get(by))
            told[group] = told.get(group, 0) + (record.get(field) or 0 if field else 1)
        return told, {}

"""Write a class that keeps records, from the names of its methods: add_song(title, seconds),
remove_song(title), total_duration(), __len__.

Where no ready class is meant, the methods tell what there is: what is added has the parameters of
`add` as fields, the first of them names it; the others take away, find, list, count and add up.
"""

from dataclasses import dataclass

from bricks import words_of
from signatures import ClassWish, Signature

_NUMERIC = frozenset(
    word
    for words in (
        "price cost amount quantity qty count seconds minutes duration length weight size score",
        "points calories salary pages hours value rating age distance km total stock mileage year",
        "grade",
    )
    for word in words.split()
)
_ADDS = (
    "add",
    "append",
    "insert",
    "register",
    "create",
    "enroll",
    "hire",
    "book",
    "record",
    "log",
    "new",
    "put",
)
_REMOVES = ("remove", "delete", "drop", "cancel", "fire", "unregister", "discard")
_FINDS = ("get", "find", "lookup", "search", "fetch", "show")
_HAS = ("has", "contains", "is_in", "exists", "includes")
_LISTS = ("list", "all", "to_list", "items", "names", "titles", "values")


@dataclass(frozen=True)
class Record:
    """What is kept: the parameters of the method that adds, and those that are numbers."""

    key: str
    fields: tuple[str, ...]
    defaults: dict[str, str]

    @property
    def numbers(self) -> list[str]:
        """The fields that are numbers."""
        return [f for f in self.fields if f != self.key and words_of(f)[-1] in _NUMERIC]


def class_source(wish: ClassWish) -> tuple[str, str] | None:
    """The source of the class, and a test of it; None where its methods do not tell enough."""
    adds = next((m for m in wish.members if _verb(m) in _ADDS and m.params), None)
    if adds is None or not wish.name or (wish.made and wish.made.params):
        return None
    params = adds.params or ()
    key = params[0].name
    record = Record(key, tuple(p.name for p in params), {p.name: p.default for p in params})
    parts = [_init(record), _add(adds, record)]
    for member in wish.members:
        if member is adds:
            continue
        made = _member(member, record)
        if made is None and member.params is None:
            continue  # a word that only looks like a method
        if made is None:
            return None
        parts.append(made)
    if not any(m.name == "__len__" for m in wish.members):
        parts.append(_LEN)
    body = "\n\n".join(parts)
    thing = key if key != "name" else "thing"
    head = f'class {wish.name}:\n    """Keeps records by their {thing}."""\n\n'
    return head + body, _test(wish, adds, record)


def _verb(member: Signature) -> str:
    return words_of(member.name)[0]


def _kind(field: str) -> str:
    return "float" if words_of(field)[-1] in _NUMERIC else "str"


def _signature(names: list[str], record: Record) -> str:
    shown = [
        f"{name}: {_kind(name)}"
        + (f" = {record.defaults[name]}" if record.defaults.get(name) else "")
        for name in names
    ]
    return ", ".join(["self", *shown])


def _init(record: Record) -> str:
    kind = "dict[str, Any]"
    return f"    def __init__(self) -> None:\n        self._records: dict[str, {kind}] = {{}}"


def _add(member: Signature, record: Record) -> str:
    fields = ", ".join(f'"{name}": {name}' for name in record.fields)
    return (
        f"    def {member.name}({_signature(list(record.fields), record)}) -> None:\n"
        f'        """Keep a record."""\n'
        f"        self._records[{record.key}] = {{{fields}}}"
    )


def _member(member: Signature, record: Record) -> str | None:
    """The source of one method, None where its name does not tell what it does."""
    verb, words = _verb(member), words_of(member.name)
    names = [wish.name for wish in member.params or ()]
    if member.name == "__len__":
        return _LEN
    if verb in _REMOVES and len(names) <= 1:
        return _removing(member.name, names[0] if names else record.key)
    if verb in _HAS and len(names) <= 1:
        return _having(member.name, names[0] if names else record.key)
    if verb in ("total", "sum", "average", "mean", "max", "min", "longest", "shortest", "most"):
        return _figure(member.name, words, record) if not names else None
    if verb in ("count", "size", "number") or words[-1] == "count":
        return _counting(member.name) if not names else None
    if "by" in words and names:
        return _by(member.name, words[-1], names[0], record)
    if verb in _LISTS or (verb in _FINDS and not names):
        return _listing(member.name) if not names else None
    if verb in _FINDS and len(names) == 1:
        return _finding(member.name, names[0])
    if verb in ("update", "set", "change", "edit") and len(names) > 1:
        return _changing(member.name, names, record)
    return _CLEAR.format(name=member.name) if verb == "clear" else None


_LEN = "    def __len__(self) -> int:\n        return len(self._records)"
_CLEAR = (
    '    def {name}(self) -> None:\n        """Forget everything."""\n        self._records.clear()'
)


def _removing(name: str, key: str) -> str:
    return (
        f'    def {name}(self, {key}: str) -> None:\n        """Take a record away."""\n'
        f"        if {key} not in self._records:\n            raise KeyError({key})  # else\n"
        f"        del self._records[{key}]"
    )


def _having(name: str, key: str) -> str:
    return (
        f'    def {name}(self, {key}: str) -> bool:\n        """Whether it is there."""\n'
        f"        return {key} in self._records"
    )


def _finding(name: str, key: str) -> str:
    return (
        f"    def {name}(self, {key}: str) -> dict[str, Any] | None:\n"
        f'        """The record, None if there is none."""\n'
        f"        if {key} not in self._records:\n            return None  # else\n"
        f"        return dict(self._records[{key}])"
    )


def _listing(name: str) -> str:
    return (
        f'    def {name}(self) -> list[Any]:\n        """What is kept, in its order."""\n'
        "        return list(self._records)"
    )


def _counting(name: str) -> str:
    return (
        f'    def {name}(self) -> int:\n        """How many there are."""\n'
        "        return len(self._records)"
    )


def _changing(name: str, names: list[str], record: Record) -> str:
    fields = ", ".join(f'"{field}": {field}' for field in names[1:])
    shown = ", ".join(f"{field}: {_kind(field)}" for field in names)
    return (
        f'    def {name}(self, {shown}) -> None:\n        """Change a record."""\n'
        f"        if {names[0]} not in self._records:\n"
        f"            raise KeyError({names[0]})  # else\n"
        f"        self._records[{names[0]}].update({{{fields}}})"
    )


def _by(name: str, field: str, param: str, record: Record) -> str | None:
    """find_by_author(author), books_by(author): the names of those whose field has the value."""
    own = next((f for f in record.fields if f in (field, param)), None)
    if own is None:
        return None
    told = next((f for f in record.fields if f in ("title", "name") and f != own), "")
    what = f'record["{told}"]' if told else "dict(record)"
    return (
        f"    def {name}(self, {param}: Any) -> list[Any]:\n"
        f'        """Those whose {own} is this."""\n'
        f"        records = self._records.values()\n"
        f'        return [{what} for record in records if record["{own}"] == {param}]'
    )


def _figure(name: str, words: list[str], record: Record) -> str | None:
    """total_duration, average_price, longest: over the field that the name means, or the only one
    that is a number; a price is multiplied by the quantity where there is one."""
    fields = [f for f in record.numbers if set(words_of(f)) & set(words)]
    quantity = next((f for f in record.numbers if f in ("quantity", "qty", "count", "amount")), "")
    others = [f for f in record.numbers if f != quantity]
    chosen = fields or others or record.numbers
    if len(chosen) > 1 and not fields:
        return None
    if not chosen:
        return None
    value = f'record["{chosen[0]}"]'
    if quantity and chosen[0] in ("price", "cost", "value") and words[0] in ("total", "sum"):
        value += f' * record["{quantity}"]'
    values = f"[{value} for record in self._records.values()]"
    prose, result = {
        "total": ("The sum of all", f"sum({values})"),
        "sum": ("The sum of all", f"sum({values})"),
        "average": ("The mean of all", "sum(values) / len(values) if values else 0"),
        "mean": ("The mean of all", "sum(values) / len(values) if values else 0"),
        "max": ("The largest", f"max({values}, default=0)"),
        "min": ("The smallest", f"min({values}, default=0)"),
    }.get(words[0], ("", ""))
    if not result:
        order = "min" if words[0] == "shortest" else "max"
        by = f'key=lambda k: self._records[k]["{chosen[0]}"]'
        result = f"{order}(self._records, {by}, default=None)"
        prose = "Which has the most"
    lines = [f"    def {name}(self) -> Any:", f'        """{prose}: {chosen[0]}."""']
    lines += [f"        values = {values}"] if "(values)" in result else []
    return "\n".join([*lines, f"        return {result}"])


def _test(wish: ClassWish, adds: Signature, record: Record) -> str:
    given = ", ".join("2" if _kind(f) == "float" else f'"a {f}"' for f in record.fields)
    lines = [f"kept = {wish.name}()", f"kept.{adds.name}({given})", "assert len(kept) == 1"]
    figures = ("total", "sum", "average", "mean", "max", "min")
    lines += [
        f"assert kept.{member.name}() in (2, 4)"
        for member in wish.members
        if _verb(member) in figures and not member.params
    ]
    for member in wish.members:
        if _verb(member) in _REMOVES:
            lines += [f'kept.{member.name}("a {record.key}")', "assert len(kept) == 0"]
            break
    return "".join(f"    {line}\n" for line in lines)

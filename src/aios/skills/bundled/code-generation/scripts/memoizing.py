"""Decorators and functions that remember results, as a request tells them: for how long, how many,
in which file, which goes first, and what the decorated function can be asked.
"""

import re
from dataclasses import dataclass

from bricks import Brick
from parts import documented, header, role_of
from ruled import made_brick
from signatures import Signature

_ROLES = {
    "function": "func fn f function compute producer loader callback factory",
    "ttl": "ttl seconds ttl_seconds expire expires max_age timeout lifetime duration expires_in "
    "expiry secs time_to_live valid_for ttl_s",
    "size": "maxsize max_size capacity size limit max_entries n max_items maxlen",
    "path": "path file filename cache_file cache_path file_path json_path",
    "clock": "clock now timer time_func time_fn",
}
_CACHES = re.compile(r"cach\w+|memo\w+|remember\w*|缓存|记忆|记住", re.I)
_DECORATES = re.compile(r"decorat\w*|装饰", re.I)
_OTHER = re.compile(r"\bclass\b|\bretr(?:y|ies)\b|重试|\burls?\b|类 ?[A-Z]|限流|rate limit", re.I)
_OLDEST = re.compile(
    r"oldest|first[- ]in|inserted first|added first|\bfifo\b|最早|最先|最旧|先进先出", re.I
)
_CLEARS = re.compile(r"\b(\w*(?:clear|reset|invalidate|forget|flush)\w*)\(\)", re.ASCII)
_INFO = re.compile(r"\b(\w*(?:info|stats|statistics)\w*)\(\)", re.ASCII)
_COUNTS = re.compile(r"(?<![\w(])(?:\.|`|\")?(hits|misses|calls)\b", re.ASCII)
_NO_NONE = re.compile(
    r"(?:not|never|n.t)\s+(?:be\s+)?cache\w*\s+None|None\b[^.。;；]{0,24}?(?:not (?:be )?"
    r"(?:cached|stored|remembered)|不(?:要|会)?缓存)|不(?:要)?缓存[^.。;；]{0,6}None", re.I
)  # fmt: skip
_INFO_KEYS = {
    "hits": "hits", "hit": "hits", "misses": "misses", "miss": "misses", "size": "len(kept)",
    "currsize": "len(kept)", "current_size": "len(kept)", "entries": "len(kept)",
    "count": "len(kept)", "maxsize": "{size}", "max_size": "{size}", "ttl": "{ttl}",
}  # fmt: skip


@dataclass(frozen=True)
class Memory:
    """What is wished for: the parts of the parameters, and what the text tells beside."""

    name: str
    head: str
    roles: dict[str, str]
    bare: bool
    awaits: bool
    lasting: bool  # the one used last stays longest
    clears: tuple[str, ...]
    info: tuple[str, ...]
    keys: tuple[str, ...]
    counts: bool
    none: bool
    clock: str


def memoizer(part: str, wish: Signature) -> Brick | None:
    """The decorator that remembers results, or the function that keeps one in a file; None where
    none is told of."""
    roles = {role_of(w.name, _ROLES): w.name for w in wish.params or ()}
    if "" in roles or len(roles) != len(wish.params or ()) or _OTHER.search(part):
        return None
    if set(roles) == {"path", "function"} and not _DECORATES.search(part):
        stored = _CACHES.search(f"{part} {wish.name}") and re.search(r"\bJSON\b", part, re.I)
        return made_brick(wish.name, _kept_in_file(wish, roles), "文件缓存") if stored else None
    if not _DECORATES.search(part) or not _CACHES.search(f"{part} {wish.name}"):
        return None
    told = _told(part, wish, roles)
    beside = told.clears or told.info or told.counts
    if not (roles.keys() - {"function"} or beside) or "path" in roles:
        return None
    return made_brick(wish.name, source_of(told), "缓存结果")


def _told(part: str, wish: Signature, roles: dict[str, str]) -> Memory:
    own = (wish.name, "")
    info = tuple(dict.fromkeys(n for n in _INFO.findall(part) if n not in own))
    keys = tuple(dict.fromkeys(k for k in re.findall(r"[a-z_]+", part) if k in _INFO_KEYS))
    return Memory(
        wish.name,
        header(wish),
        roles,
        "function" in roles or not roles,
        bool(re.search(r"\basync\b|协程|异步", part, re.I)),
        not _OLDEST.search(part),
        tuple(dict.fromkeys(n for n in _CLEARS.findall(part) if n not in own)),
        info,
        keys if len(keys) > 1 else ("hits", "misses", "size"),
        bool(_COUNTS.search(part)) and not info,
        not _NO_NONE.search(part),
        roles.get("clock") or ("time.time" if "time.time" in part else "time.monotonic"),
    )


def source_of(told: Memory) -> str:
    """The source of the decorator."""
    prose = "A decorator that remembers what the function gave for the same arguments."
    lines = [f"def {told.name}({told.head or 'func: Any'}) -> Any:"]
    lines += documented(prose, _shown(told))
    if told.bare:
        func = told.roles.get("function", "func")
        lines += [f"    {line}" for line in _decorated(told, func)]
    else:
        lines += ["", "    def decorate(func: Callable[..., Any]) -> Callable[..., Any]:"]
        lines += [f"        {line}" for line in _decorated(told, "func")]
        lines += ["", "    return decorate"]
    imports = "import functools\nimport threading\nimport time\nfrom collections import "
    imports += "OrderedDict\nfrom collections.abc import Callable\nfrom typing import Any\n"
    return '"""Bricks written for one request."""\n\n' + imports + "\n\n" + "\n".join(lines) + "\n"


def _shown(told: Memory) -> list[str]:
    if told.awaits:
        return []
    values = {"ttl": "60", "size": "8", "clock": "time.monotonic"}
    given = ", ".join(f"{name}={values[r]}" for r, name in told.roles.items() if r in values)
    call = f"{told.name}(abs)" if told.bare else f"{told.name}({given})(abs)"
    return [f">>> once = {call}", ">>> once(-3), once(-3)", "(3, 3)"]


def _decorated(told: Memory, func: str) -> list[str]:
    """The lines that make the function which remembers."""
    lines = ["kept: OrderedDict[Any, tuple[float, Any]] = OrderedDict()"]
    lines += ["hits = misses = 0", "lock = threading.RLock()", ""]
    lines += [f"@functools.wraps({func})"]
    word = "async def" if told.awaits else "def"
    lines += [f"{word} wrapper(*args: Any, **kwargs: Any) -> Any:"]
    lines += [f"    {line}" for line in _asked(told, func)]
    lines += _beside(told)
    return [*lines, "return wrapper"]


def _asked(told: Memory, func: str) -> list[str]:
    """The lines of one call."""
    ttl, size = told.roles.get("ttl"), told.roles.get("size")
    call = f"{'await ' if told.awaits else ''}{func}(*args, **kwargs)"
    lines = ["nonlocal hits, misses", "key = (args, tuple(sorted(kwargs.items())))"]
    lines += ["try:", "    hash(key)", "except TypeError:", "    key = (repr(args), repr(kwargs))"]
    lines += ["with lock:"]
    fresh = "key in kept"
    if ttl:
        past = f"{told.clock}() - kept[key][0] >= {ttl}"
        unlimited = f"{ttl} is not None and " if told.head.count("= None") else ""
        lines += [f"    if key in kept and {unlimited}{past}:", "        del kept[key]"]
    lines += [
        f"    if {fresh}:",
        "        hits += 1",
        *(f"        {x}" for x in _told_counts(told)),
    ]
    lines += ["        kept.move_to_end(key)"] if told.lasting else []
    lines += [
        "        return kept[key][1]",
        "    misses += 1",
        *(f"    {x}" for x in _told_counts(told)),
    ]
    lines += [f"value = {call}"]
    lines += [] if told.none else ["if value is None:", "    return None"]
    lines += ["with lock:", f"    kept[key] = ({told.clock}(), value)"]
    if size:
        lines += [f"    while {size} is not None and len(kept) > {size}:"]
        lines += ["        kept.popitem(last=False)"]
    return [*lines, "return value"]


def _told_counts(told: Memory) -> list[str]:
    return ["wrapper.hits, wrapper.misses = hits, misses"] if told.counts else []


def _beside(told: Memory) -> list[str]:
    """What the function that remembers can be asked beside."""
    lines = [""]
    if told.clears:
        lines += ["def clear() -> None:", '    """Forget everything."""']
        lines += ["    nonlocal hits, misses", "    with lock:", "        kept.clear()"]
        lines += ["        hits = misses = 0", *(f"        {x}" for x in _told_counts(told)), ""]
        lines += [f"wrapper.{name} = clear" for name in told.clears]
    if told.info:
        sizes = {"size": told.roles.get("size", "None"), "ttl": told.roles.get("ttl", "None")}
        shown = ", ".join(f'"{key}": {_INFO_KEYS[key].format(**sizes)}' for key in told.keys)
        lines += ["", "def info() -> dict[str, Any]:", '    """How often it remembered."""']
        lines += [f"    return {{{shown}}}", ""]
        lines += [f"wrapper.{name} = info" for name in told.info]
    return [*lines, *_told_counts(told)]


def _kept_in_file(wish: Signature, roles: dict[str, str]) -> str:
    """A function that takes a value from a file, or has it made and keeps it there."""
    path, func = roles["path"], roles["function"]
    return (
        '"""Bricks written for one request."""\n\nimport json\nfrom pathlib import Path\n'
        "from typing import Any\n\n\n"
        f"def {wish.name}({header(wish)}) -> Any:\n"
        '    """What the JSON file holds; without the file it is made, and kept there."""\n'
        f"    kept = Path({path})\n    if kept.exists():\n"
        '        return json.loads(kept.read_text(encoding="utf-8"))\n'
        f"    value = {func}()\n"
        "    kept.parent.mkdir(parents=True, exist_ok=True)\n"
        '    kept.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")\n'
        "    return value\n"
    )

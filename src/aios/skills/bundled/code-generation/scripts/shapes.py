"""What the answers of a web service are made of: figures over what is kept, what is worked out of
what is sent, the keys under which a count or a value stands, and who may ask how often."""

import re
from typing import Any

from bricks import words_of
from told import KEYS
from working import WORKS


class Source(str):
    """A piece of a program, written as it is."""

    def __repr__(self) -> str:
        return str(self)


# What each word of a key says of many values; what stands there when there are none.
_FIGURES = {
    "count": ("len", 0), "number": ("len", 0), "size": ("len", 0), "n": ("len", 0),
    "waiting": ("len", 0), "pending": ("len", 0), "length": ("len", 0),
    "sum": ("sum", 0), "total": ("sum", 0),
    "mean": ("statistics.mean", None), "average": ("statistics.mean", None),
    "avg": ("statistics.mean", None), "median": ("statistics.median", None),
    "min": ("min", None), "minimum": ("min", None), "lowest": ("min", None),
    "smallest": ("min", None), "max": ("max", None), "maximum": ("max", None),
    "highest": ("max", None), "largest": ("max", None), "last": ("(lambda v: v[-1])", None),
    "latest": ("(lambda v: v[-1])", None),
}  # fmt: skip
# What each key says of a text.
_TEXTS = {
    "words": "len(text.split())", "word_count": "len(text.split())",
    "lines": "len(text.splitlines())", "line_count": "len(text.splitlines())",
    "characters": "len(text)", "chars": "len(text)",
    "length": "len(text)", "char_count": "len(text)", "len": "len(text)", "upper": "text.upper()",
    "uppercase": "text.upper()", "lower": "text.lower()", "lowercase": "text.lower()",
    "reversed": "text[::-1]", "reverse": "text[::-1]",
    "is_palindrome": "text == text[::-1]", "palindrome": "text == text[::-1]",
    "vowels": 'sum(c in "aeiouAEIOU" for c in text)', "digits": "sum(map(str.isdigit, text))",
    "letters": "sum(map(str.isalpha, text))", "unique_words": "len(set(text.lower().split()))",
}  # fmt: skip
_AS_TEXT = re.compile(
    r"\b(?:plain|raw) text\b|\btext body\b|text as the body|the body is (?:a |the )?text|纯文本"
    r"|文本内容|请求体(?:是|为)(?:一段)?文本|正文(?:是|为)|一段文本",
    re.IGNORECASE,
)
COUNT_KEYS = (
    "count",
    "hits",
    "visits",
    "views",
    "clicks",
    "total",
    "times",
    "value",
    "n",
    "votes",
)
_MARKS = re.compile(
    r"\bmark(?:s|ed|ing)?\b|标记|标为|设为(?:已?完成|true)|置为|变成? ?true|改成? ?true|改为 ?true"
    r"|\bsets?\b[^.;]{0,16}\bto true\b",
    re.IGNORECASE,
)
_FLAG = re.compile(
    r"[\"'`\s(（,、]((?:is_)?(?:done|completed?|finished|checked|bought|returned|read|closed|paid))\b"
)


def keys_of(body: str) -> list[str]:
    """The keys of an object as it is shown."""
    quoted = re.findall(r"[\"'“](\w+)[\"'”]\s*(?=[:：,，}])", body)
    return list(dict.fromkeys(quoted or re.findall(r"(\w+)\s*[:：]", body)))


def figure_word(key: str) -> str:
    """The word of a key that says which figure it is."""
    return next((word for word in words_of(key) if word in _FIGURES), "")


def figures_of(clause: str, sent: str, fields: list[str]) -> dict[str, tuple[str, Source, Any]]:
    """What each key of the answer is of the records; none where a key is no figure."""
    bodies = KEYS.findall(clause)
    keys = keys_of(bodies[0]) if bodies else []
    if not keys or not all(map(figure_word, keys)):
        return {}
    example = (KEYS.findall(sent) or [""])[0]
    numbers = re.findall(r"[\"'](\w+)[\"']\s*:\s*-?\d", example) or fields[-1:]
    told: dict[str, tuple[str, Source, Any]] = {}
    for key in keys:
        work, nothing = _FIGURES[figure_word(key)]
        own = [name for name in fields if name in key or set(words_of(name)) & set(words_of(key))]
        field = "" if work == "len" else next(iter([*own, *numbers]), "")
        if work != "len" and not field:
            return {}
        zero = re.search(rf"\b{key}\b[^.。]{{0,40}}(?:\b0\b|零)", clause.split("}", 1)[-1])
        empty = re.search(r"null|None", clause.split("}", 1)[-1])
        told[key] = (field, Source(work), 0 if zero and not empty else nothing)
    return told


def groups_of(
    clause: str, sent: str, fields: list[str], choices: dict[str, list[str]]
) -> tuple[str, str] | None:
    """The field whose values are the keys of the answer, and the one that is added up."""
    shown = keys_of((KEYS.findall(clause) or [""])[0])
    for name, values in choices.items():
        if shown and set(shown) <= set(values):
            return name, ""
    found = re.search(
        r"(?:\b(?:per|by|for each|each|every)\s+|按|每个|各个?)\s*[`\"'“]?(\w+?)s?[`\"'”]?\b"
        r"|(?:按|每个|各个?)\s*([a-z_]+)", clause, re.ASCII
    )  # fmt: skip
    name = next(filter(None, found.groups()), "") if found else ""
    by = next((field for field in fields if field.rstrip("s") == name.rstrip("s")), "")
    if not by:
        return None
    numbers = re.findall(r"[\"'](\w+)[\"']\s*:\s*-?\d", (KEYS.findall(sent) or [""])[0])
    adds = re.search(r"\b(?:total|sum|add)|总|合计|之和|求和", clause)
    counts = re.search(r"\b(?:how many|number of|counts?)\b|多少|数量|个数|次数", clause)
    if adds and numbers:
        return by, next((n for n in numbers if n != by), "")
    return (by, "") if counts else None


def choices_of(text: str, fields: list[str]) -> dict[str, list[str]]:
    """The values that a field may have, where they are named."""
    one = r"[\"'“`]?[A-Za-z\u4e00-\u9fff][\w-]{0,14}?[\"'”`]?"
    listed = rf"({one}(?:\s*(?:,|，|、|/|\bor\b|\band\b|或者?|和)+\s*{one})+)(?![\w])"
    told: dict[str, list[str]] = {}
    for name in fields:
        found = re.search(
            rf"\b{name}\b[^.。;；{{}}]{{0,25}}?"
            rf"(?:one of|isn.t|is not|other than|must be(?: either)?"
            rf"|只能是|必须是|只允许|不是|取值为?)\s*[:：]?\s*{listed}", text
        )  # fmt: skip
        words = re.findall(r"[\w-]+", found[1]) if found else []
        words = [w for w in words if w not in ("or", "and", "either", "a", "an")]
        if len(words) > 1 and not set(words) & {"number", "string", "integer", "text", "empty"}:
            told[name] = words
    return told


def made_of(path: str, clause: str) -> tuple[list[str], dict[str, Source]] | None:
    """Which keys are sent, and what each key of the answer is of them; None where the answer is
    nothing that is worked out."""
    bodies = KEYS.findall(clause)
    text = bool(_AS_TEXT.search(clause)) and not (len(bodies) > 1)
    names = ["text"] if text else keys_of(bodies[0]) if bodies else []
    answer = keys_of(bodies[-1]) if len(bodies) > (0 if text else 1) else _prose_keys(clause)
    if not names or not answer:
        return None
    many = not text and bool(re.search(r":\s*\[", bodies[0]))
    given = ", ".join(names)
    made: dict[str, Source] = {}
    for key in answer:
        if key in names and not text:
            made[key] = Source(f"lambda {given}: {key}")
        elif many and len(names) == 1 and figure_word(key):
            work = _FIGURES[figure_word(key)][0]
            made[key] = Source(f"lambda values: {work}(values)")
        elif not many and len(names) == 1 and key in _TEXTS:
            made[key] = Source(f"lambda text: {_TEXTS[key]}")
        elif work := _by_path(path, key, many=many):
            made[key] = Source(work)
        else:
            return None
    return ([] if text else names, made) if set(made) - set(names) or text else None


def _by_path(path: str, key: str, *, many: bool) -> str:
    """What the address, or the key, says is to be worked out."""
    last = [part for part in path.split("/") if part and not part.startswith("{")][-1:]
    for name in [key, *last]:
        name = name.replace("-", "_").lower()
        if many and figure_word(name):
            return f"lambda values: {_FIGURES[figure_word(name)][0]}(values)"
        if name in _TEXTS and not many:
            return f"lambda text: {_TEXTS[name]}"
        if name in WORKS and not many:
            return WORKS[name]
    return ""


def _prose_keys(clause: str) -> list[str]:
    found = re.search(
        r"(?:keys?|fields?|键|字段)\s*(?:are|is|有|为|是|包括|named)?\s*[:：]?\s*"
        r"((?:[`\"'“]?[a-z_]\w*[`\"'”]?(?:\s*(?:,|，|、|and|和)\s*)*)+)",
        clause,
    )
    return [w for w in re.findall(r"[a-z_]\w*", found[1]) if w != "and"] if found else []


def key_shape(clause: str, variable: str, what: str) -> list[tuple[str, Any]]:
    """The keys of an answer about a key and its count or value, as it is shown; [] for none."""
    bodies = KEYS.findall(clause)
    told = [body for body in bodies if ":" in body or "：" in body]
    told = [body for body in told if keys_of(body) != ["error"]]
    if not told:
        return []
    shape: list[tuple[str, Any]] = []
    for key in keys_of(told[-1]):
        raw = re.search(rf"[\"'“]{key}[\"'”]\s*[:：]\s*([^,，}}]*)", told[-1])
        value = raw[1].strip() if raw else ""
        if what == "count" and (key in COUNT_KEYS or re.fullmatch(r"-?\d+|n|N", value)):
            shape.append((key, "$count"))
        elif what == "value" and key in ("value", "val", "data", "text", "content"):
            shape.append((key, "$value"))
        elif key in (variable, "key", "name", "page", "id", "url", "path", "item"):
            shape.append((key, "$key"))
        elif value in ("true", "false"):
            shape.append((key, value == "true"))
        else:
            shape.append((key, "$key" if any(k == f"${what}" for _, k in shape) else f"${what}"))
    return shape


def is_raw(clauses: list[str]) -> bool:
    """Whether values are sent and answered as plain texts."""
    return any(
        _AS_TEXT.search(c) or re.search(r"answers? (?:with )?(?:just )?the text|原样返回", c)
        for c in clauses
    )


def marks(clause: str) -> bool:
    """Whether something is marked, with nothing sent that says so."""
    before = re.split(r"return|answer|返回", clause)[0]
    return bool(_MARKS.search(clause)) and not re.search(r"\{[^{}]*:", before)


def flag_of(text: str) -> str:
    """What the field is called that tells whether a thing is done."""
    found = _FLAG.search(text)
    return found[1] if found else "done"


_COUNT_WORDS = r"(?:requests?|calls?|times|次)"
_UNITS = {
    "second": 1,
    "sec": 1,
    "秒": 1,
    "minute": 60,
    "min": 60,
    "分": 60,
    "hour": 3600,
    "小": 3600,
}
_LIMITS = (
    rf"(?P<n>\d+)\s*{_COUNT_WORDS}[^.。;；]{{0,30}}?(?:per|each|every|in|within|any|每|/)\s*(?:any\s*)?"
    r"(?P<s>\d*)\s*-?(?P<u>second|sec|minute|min|hour|秒|分|小)",
    r"(?:每|in any|within|per|任意)\s*(?P<s>\d*)\s*个?(?P<u>second|sec|minute|min|hour|秒|分|小)"
    r"[^.。;；]{0,20}?(?:最多|不超过|至多|只能|at most|no more than)[^.。;；\d]{0,10}"
    rf"(?P<n>\d+)\s*{_COUNT_WORDS}",
)


def limit_of(text: str) -> tuple[int, float]:
    """How often a client may ask in so many seconds; (0, 0.0) where the text does not say."""
    for pattern in _LIMITS if "429" in text else ():
        if found := re.search(pattern, text, re.IGNORECASE):
            return int(found["n"]), int(found["s"] or 1) * float(_UNITS[found["u"].lower()])
    return 0, 0.0


def header_of(text: str) -> tuple[str, str]:
    """The header that every request must have, and its value; ("", "") without."""
    found = re.search(
        r"\b(X-[A-Za-z-]+|Authorization|Api-Key)[`\"'”]?\s*"
        r"(?::|：|=|为|是|with(?: the)? value|of|set to|值为)\s*[`\"'“]?((?:Bearer )?[\w-]+)",
        text,
    )
    return (found[1], found[2]) if found and "401" in text else ("", "")


def ranges_of(text: str, fields: list[str]) -> dict[str, tuple[float, float]]:
    """The lowest and the highest value that a field may have."""
    told: dict[str, tuple[float, float]] = {}
    for name in fields:
        around = rf"\b{name}\b[^.。;；,，{{}}]{{0,40}}?"
        between = re.search(
            rf"{around}(-?\d+)\s*(?:and|to|-|–|~|到|至|and)\s*(-?\d+)", text, re.IGNORECASE
        )
        if between and re.search(r"(?<!\d)4(?:00|22)(?!\d)", text):
            told[name] = (float(between[1]), float(between[2]))
        elif re.search(
            rf"{around}(?:positive|above 0|greater than 0|more than 0|大于 ?0|正数|正整数|> ?0"
            r"|小于等于 ?0|小于或等于 ?0|<= ?0|≤ ?0"
            r"|zero or less|zero or negative|negative or zero)",
            text,
        ):
            told[name] = (1e-9, 1e300)
        elif re.search(
            rf"{around}(?:not negative|non-negative|at least 0|不能为负|非负)|negative {name}\b",
            text,
        ):
            told[name] = (0.0, 1e300)
    return told

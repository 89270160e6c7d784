"""What a request says of the records of a web service: which fields must be there, of what kind,
what they are without, in what order a list comes, what may not be twice, and the statuses."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

KEYS = re.compile(r"\{[^{}]*\}")
_STATUS = re.compile(r"(?<![\d.:\-/])(200|201|202|204|301|302|303|307)(?![\d:\-])")
_USUAL = {"add": 201, "shorten": 201, "remove": 204, "forget": 204, "follow": 302}
_UP = re.compile(r"\b(?:increment|incr?|up|hits?|visits?|clicks?|count)\b|加一|加 ?1|\+1|plus one")
_DOWN = re.compile(r"\b(?:decrement|decr?|down)\b|减一|减 ?1")
_COUNTS = re.compile(
    r"\bcount(?:er|s|ing)?\b|\bhits?\b|\bvisits?\b|\bincrements?\b|计数|加一|加 ?1"
)
_ALL = re.compile(
    r"\b(?:all|every)\b[^.;]{0,24}(?:counts?|counters?)|(?:object|dict\w*|mapping)\b[^.;]{0,30}counts?"
    r"|(?:所有|全部)[^。；]{0,6}(?:计数|次数|名称)|计数[^。；]{0,4}字典", re.IGNORECASE
)  # fmt: skip
# A flag that is changed or asked for, and not sent: PATCH {"done": true}, GET /todos?done=true.
_FLAG = re.compile(
    r"(?:\?|[\"'“])(done|completed|finished|archived|read|closed|active)[\"'”]?\s*[:=]\s*(?:true|false)"
)
# What fields are called in Chinese prose.
_MEANT = {
    "医生": "doctor", "时间": "time", "房间": "room", "日期": "date", "邮箱": "email",
    "用户名": "username", "名字": "name", "姓名": "name", "名称": "name", "编号": "code",
    "座位": "seat", "标题": "title", "书名": "title", "手机号": "phone", "电话": "phone",
    "作者": "author", "价格": "price", "数量": "quantity", "分数": "score", "年份": "year",
    "年龄": "age", "内容": "content",
}  # fmt: skip
_ORDERED = re.compile(
    r"(?:按|以|根据)\s*(?P<zh>\w+?)\s*(?:字段)?\s*"
    r"(?P<way>升序|降序|从小到大|从大到小|从新到旧|倒序|从高到低|从低到高|排序?)"
    r"|(?:sorted|ordered|order|sort)\s+by\s+(?P<en>\w+)"
    r"(?P<fall>[^.;]{0,20}?(?:desc|high\w* first|newest|largest|from high))?"
)
_NUMBERS = (
    (r"whole number|integer|整数", "integer"),
    (r"numeric|a number|numbers|number|数字|数值", "number"),
)


@dataclass
class Told:
    """What is said of the records: the clauses of what is sent and listed, by collection."""

    sent: dict[str, str] = field(default_factory=dict)
    listed: dict[str, str] = field(default_factory=dict)
    best: dict[str, tuple[str, str]] = field(default_factory=dict)
    constants: dict[str, Any] = field(default_factory=dict)
    clauses: dict[str, str] = field(default_factory=dict)  # by method and address


def status_of(does: str, clause: str) -> int:
    """The status that a route answers with."""
    found = _STATUS.search(clause)
    what = does.partition(" ")[0]
    if what == "take":
        return 200
    if what == "follow":
        return int(found[1]) if found and found[1].startswith("3") else 302
    usual = _USUAL.get(what, 200)
    return int(found[1]) if found and not found[1].startswith("3") else usual


def counted(method: str, path: str, clause: str, text: str) -> str:
    """What is done with a counter at the address, "" where none is meant."""
    if not _COUNTS.search(text.lower()):
        return ""
    name = path.strip("/").replace("/", " ").replace("-", " ").replace("_", " ").lower()
    if method != "GET" and re.search(r"\breset\b|\bclear\b|\bzero\b|清零|归零", f"{name} {clause}"):
        return "reset"
    if method != "GET" and _DOWN.search(f"{name} {clause}"):
        return "down"
    own = re.search(r"\b(?:counts?|counter|hits?|visits?|value|total)\b", name)
    if method == "GET" and "{" not in path and _ALL.search(f"{path} {clause}") and "{" in text:
        return "tally"
    if method == "GET" and (own or "count" in clause.lower()):
        alone = not re.search(r"\b(?:POST|PUT)\b", text)
        more = re.search(r"increment|each|every|加|\bmore\b", clause, re.IGNORECASE)
        return "count" if alone and more else "counted"
    return "count" if method != "GET" and _UP.search(f"{name} {clause.lower()}") else ""


def best_of(clause: str) -> tuple[str, str] | None:
    """Which field is kept only where it is the best, and the one that tells whose it is."""
    if not re.search(r"\b(?:best|highest|top) (?:score|result|time|value)?|最高|最好|最佳", clause):
        return None
    body = (KEYS.findall(clause) or [""])[0]
    numbers = re.findall(r"[\"'](\w+)[\"']\s*:\s*-?\d", body)
    texts = re.findall(r"[\"'](\w+)[\"']\s*:\s*[\"']", body)
    return (texts[0], numbers[0]) if texts and numbers else None


def template_of(path: str, query: str, clause: str) -> tuple[Any, dict[str, str]] | None:
    """A text, or an object of texts, in which the value of the example stands: "Hello, Ann!"."""
    given = {k: v for k, v in re.findall(r"[?&](\w+)=([^&\s{<]+)", query or "") if v}
    for name in re.findall(r"\{(\w+)\}", path):
        given.setdefault(name, f"<{name}>")
    shapes = [*_objects(clause), *re.findall(r"[\"“]([^\"“”]{3,60})[\"”]", clause)]
    for shape in shapes:
        made = json.dumps(shape, ensure_ascii=False)
        for name, value in given.items():
            made = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", f"{{{name}}}", made)
        texts = shape.values() if isinstance(shape, dict) else [shape]
        told = made != json.dumps(shape, ensure_ascii=False)
        if given and told and all(isinstance(text, str) and " " in text for text in texts):
            return json.loads(made), _without(clause, json.loads(made), given)
    return None


def _objects(clause: str) -> list[dict[str, Any]]:
    found = []
    for body in KEYS.findall(clause):
        try:
            found.append(json.loads(body))
        except ValueError:
            continue
    return [value for value in found if isinstance(value, dict) and value]


def _without(clause: str, shape: Any, given: dict[str, str]) -> dict[str, str]:
    """What stands in place of a value that is not sent: "Hello, world!" without a name."""
    texts = [shape] if isinstance(shape, str) else [t for t in shape.values() if "{" in t]
    for name in given:
        for text in texts:
            head, _, tail = text.partition(f"{{{name}}}")
            pattern = rf"{re.escape(head)}(\w+){re.escape(tail)}"
            others = [w for w in re.findall(pattern, clause) if w != given[name]]
            if others:
                return dict.fromkeys(given, "") | {name: others[0]}
    return dict.fromkeys(given, "")


def keys_told(clause: str) -> list[str]:
    """The fields of a record that is sent."""
    for body in KEYS.findall(clause):
        named = ":" if ":" in body else ",}"
        if keys := re.findall(rf"[\"'](\w+)[\"']\s*(?=[{named}])", body):
            return [key for key in dict.fromkeys(keys) if key not in ("id",) and not key.isdigit()]
    return []


def told_of(text: str, service: Any) -> None:
    """Note what the text says of the records, as constants of the program."""
    told: Told = service.told
    fields = {kind: list(names) for kind, names in service.fields.items()}
    every = {name for names in fields.values() for name in names}
    kinds = _kinds(text, every, told)
    defaults = {kind: _defaults(clause, fields.get(kind, [])) for kind, clause in told.sent.items()}
    for kind, values in defaults.items():
        flag = _FLAG.search(text)
        if flag and flag[1] not in fields.get(kind, []) and len(defaults) == 1:
            values.setdefault(flag[1], False)
    required = _required(text, every)
    named = {k: [n for n in names if n in required] or names for k, names in fields.items()}
    service.fields = {
        kind: [n for n in names if n not in defaults.get(kind, {})] for kind, names in named.items()
    }
    found = re.search(r"404[^.;。；]{0,25}\{\s*[\"']error[\"']\s*:\s*[\"']([^\"']+)[\"']", text)
    told.constants |= {
        "KINDS": kinds,
        "DEFAULTS": {kind: values for kind, values in defaults.items() if values},
        "UNIQUE": {kind: names for kind in fields if (names := _unique(text, fields[kind]))},
        "ORDER": {k: order for k, c in told.listed.items() if (order := _order(c, every))},
        "WRAPPED": {k: keys for k, c in told.listed.items() if (keys := _wrapped(c))},
        "MISSING": found[1] if found else "",
        "BEST": told.best,
        "INVALID": 422 if re.search(r"(?<!\d)422(?!\d)", text) else 400,
    }


def _kinds(text: str, names: set[str], told: Told) -> dict[str, str]:
    """The fields that must be numbers, and those that are shown as texts."""
    kinds: dict[str, str] = {}
    for clause in told.sent.values():
        shown = re.findall(r"[\"'](\w+)[\"']\s*:\s*[\"']", (KEYS.findall(clause) or [""])[0])
        kinds |= {name: "text" for name in shown if name in names}
    for name in names:
        other = "|".join(zh for zh, en in _MEANT.items() if en == name) or "(?!)"
        for words, kind in _NUMBERS:
            about = rf"(?:\b{name}\b|{other})(?:(?!\band\b)[^.。;；,，、和]){{0,18}}?(?:{words})"
            if re.search(about, text):
                kinds[name] = kind
                break
    return kinds


def _required(text: str, names: set[str]) -> set[str]:
    """The fields that are said to be refused where they are missing."""
    found: set[str] = set()
    if re.search(r"missing (?:field|key|value)s?|缺少?(?:任[何一]|必填)?的?字段", text):
        return found
    for piece in re.split(r"[.;。；](?!\w)", text):
        if re.search(
            r"missing|empty|without|required|缺|没给|没有|为空|空的?|必填|不给|没传", piece
        ):
            found |= {
                name
                for name in names
                if re.search(
                    rf"(?:missing|empty|without|缺少?|没有|没给|必填)[^,，]{{0,22}}\b{name}\b"
                    rf"|\b{name}\b[^,，{{}}]{{0,12}}(?:missing|empty|required|缺|没给|没有|为空|空|必填|没传)",
                    piece,
                )
            }
    return found


def _defaults(clause: str, sent: list[str]) -> dict[str, Any]:
    """What fields are without being sent: "done 默认 false", "done": false in what comes back."""
    values: dict[str, Any] = {}
    for body in KEYS.findall(clause)[1:]:
        for name, raw in re.findall(r"[\"'](\w+)[\"']\s*:\s*(true|false|0|\[\])", body):
            values.setdefault(name, json.loads(raw))
        if ":" not in body:
            for name in re.findall(r"[\"'](done|completed?|finished|active)[\"']", body):
                values.setdefault(name, False)
    pattern = (
        r"(\w+)[\"'`]?\s*(?:is\s+)?(?:默认为?|初始为?|defaults? to|by default|default"
        r"|starts? (?:as|at))\s*(true|false|\d+)"
    )
    for name, raw in re.findall(pattern, clause, re.IGNORECASE | re.ASCII):
        values[name] = json.loads(raw.lower())
    return {n: v for n, v in values.items() if n not in sent[:1] and n != "id"}


def _unique(text: str, fields: list[str]) -> list[str]:
    """The fields of which no two records may have the same."""
    for piece in re.split(r"[.;。；](?!\w)", text):
        if "409" in piece or re.search(r"\bunique\b", piece):
            before = re.split(r"409|\bunique\b", piece)[0].rpartition("201")[2]
            words = {name for name in fields if re.search(rf"\b{name}\b", before)}
            words |= {en for zh, en in _MEANT.items() if zh in before and en in fields}
            return [name for name in fields if name in words] or fields[:1]
    return []


def _order(clause: str, names: set[str]) -> tuple[str, bool] | None:
    """The field that a list is ordered by, and whether the highest comes first."""
    found = _ORDERED.search(clause)
    if not found:
        last = (
            r"newest first|latest first|most recent first|从新到旧|倒序"
            r"|最新的?(?:在|排)(?:最?前|前面)"
        )
        return ("", True) if re.search(last, clause, re.IGNORECASE) else None
    name = found["zh"] or found["en"]
    name = _MEANT.get(name, name)
    falls = bool(found["fall"]) or (found["way"] or "") in (
        "降序",
        "从大到小",
        "从新到旧",
        "倒序",
        "从高到低",
    )
    return (name, falls) if name in {*names, "id"} else None


def _wrapped(clause: str) -> list[str]:
    """The keys of an object that a list is told in: {"total": n, "items": [...]}."""
    found = re.search(r"\{[^{}\[\]]*[\"'](\w+)[\"']\s*:\s*\[", clause)
    if not found:
        return []
    keys = re.findall(r"[\"'](\w+)[\"']\s*:", found[0])
    return [*[key for key in keys if key in ("total", "count", "page", "size")], found[1]]

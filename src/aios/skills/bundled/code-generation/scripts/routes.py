"""The addresses of a web service that a request writes down, and what is done at each.

"POST /bookmarks with {"title", "url"}", "GET /kv/<key>", "DELETE /todos/{id}".
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from told import KEYS, Told, best_of, counted, keys_told, status_of, template_of, told_of
from working import Work, work_of

METHODS = "GET|POST|PUT|PATCH|DELETE"
_ROUTE = re.compile(
    rf"(?P<methods>(?:{METHODS})(?:\s*(?:/|,|、|or|and|和|或)\s*(?:{METHODS}))*)\s*(?:请求|接口|方法|to|on|at|from|到|的)?\s*[:：`\"'“]?\s*"
    r"(?P<path>/[\w<>{}:/.\-]*)(?P<query>\?[\w=&<>{}.…\-%]*)?"
)
_PORT = re.compile(
    r"(?:port|端口(?:号)?)\s*(?:是|为|用|设为|=|:|：|number|to|on)?\s*(\d{2,5})|(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d{2,5})|(\d{2,5})\s*(?:号)?\s*端口",
    re.I,
)


@dataclass(frozen=True)
class Route:
    """A method at an address, and what is done there."""

    method: str
    path: str
    does: str
    status: int = 200


@dataclass
class Service:
    """A service as it is wished for."""

    routes: list[Route]
    fields: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)
    works: dict[str, Work] = field(default_factory=dict)
    templates: dict[str, Any] = field(default_factory=dict)
    told: Told = field(default_factory=Told)
    flask: bool = False
    port: int = 8000
    identity: str = "id"
    unknown: list[str] = field(default_factory=list)


def service_of(text: str) -> Service | None:
    """The service whose addresses are written down; None where there are none."""
    found = list(_ROUTE.finditer(text))
    if not found:
        return None
    service = Service([], port=port_of(text))
    places = [match.start() for match in found] + [len(text)]
    told: list[tuple[str, str, str]] = []
    for number, match in enumerate(found):
        clause = text[match.start() : places[number + 1]]
        path = cleaned(match["path"])
        told += [(method, path, clause) for method in re.findall(METHODS, match["methods"])]
    known = {(method, path): clause for method, path, clause in reversed(told)}
    paths = {path for _, path in known}
    queries = {cleaned(match["path"]): match["query"] or "" for match in reversed(found)}
    for (method, path), clause in reversed(known.items()):
        does = _does(method, path, clause, queries[path], paths, text, service)
        if does:
            service.routes.append(Route(method, path, does, status_of(does, clause)))
        else:
            service.unknown.append(f"{method} {path}")
    told_of(text, service)
    return service if service.routes else None


def _does(
    method: str,
    path: str,
    clause: str,
    query: str,
    paths: set[str],
    text: str,
    service: Service,
) -> str:
    """The action of a route: something worked out, a text with values in it, or records."""
    shape = template_of(path, query, clause) if method == "GET" else None
    if shape is not None:
        kind = path if "{" in path else path + " {" + "} {".join(shape[1]) + "}"
        service.templates[kind] = shape
        return f"say {kind}"
    work = work_of(path, query, clause) if method == "GET" else None
    if work is not None:
        name = path.strip("/").split("/{")[0]
        service.works[name] = work
        return f"work {name}"
    return what_is_done(method, path, clause, paths, text, service)


def port_of(text: str) -> int:
    """The port that the text names."""
    found = _PORT.search(text)
    return int(next(filter(None, found.groups()))) if found else 8000


def cleaned(path: str) -> str:
    """The address with its variables as {name}."""
    path = re.sub(r"<(?:\w+:)?(\w+)>|(?<=/):(\w+)", lambda m: f"{{{m[1] or m[2]}}}", path)
    path = re.sub(r"(?<=/)(?:ID|id|\d+|xxx)(?=/|$)", "{id}", path)
    return path.rstrip("/.,") or "/"


def what_is_done(
    method: str, path: str, clause: str, paths: set[str], text: str, service: Service
) -> str:
    """The action of a route; what it takes and gives is noted in the service."""
    parts = [part for part in path.split("/") if part]
    variable = [part for part in parts if part.startswith("{")]
    kind = next((part for part in reversed(parts) if not part.startswith("{")), "")
    special = _special(method, path, clause, text, variable, service)
    if special:
        return special
    if _keyed(text, paths, kind):
        done = {"PUT": "put", "POST": "put", "GET": "get", "DELETE": "forget"}
        return (
            f"{done.get(method, 'put')} {kind}" if variable else "keys" if method == "GET" else ""
        )
    if parts and parts[-1].startswith("{"):
        done = {"GET": "one", "PUT": "change", "PATCH": "change", "DELETE": "remove"}
        return f"{done[method]} {kind}" if method in done else ""
    if variable:
        finished = re.search(r"done|complete|finish|toggle|check", parts[-1])
        return f"finish {parts[0]}" if finished and method != "GET" else ""
    if method == "GET" and re.search(r"rank|名次|排名", clause) and service.told.best:
        return f"ranks {next(iter(service.told.best))}"
    if method == "POST":
        if keys := keys_told(clause) or fields_required(clause):
            service.fields[kind] = keys
        service.told.sent[kind] = clause
        if best := best_of(clause):
            service.told.best[kind] = best
            return f"best {kind}"
        return f"add {kind}"
    service.told.listed[kind] = clause
    return f"list {kind}" if method == "GET" and kind else ""


def _special(
    method: str, path: str, clause: str, text: str, variable: list[str], service: Service
) -> str:
    """What is neither records nor keys: short addresses, counters, echoes, fixed answers."""
    if re.search(r"short|短链|短网址|缩短", text, re.IGNORECASE):
        if method == "POST":
            _note_short(clause, service)
            return "shorten"
        if method == "GET" and variable:
            return "follow"
    if how := counted(method, path, clause, text):
        if keys := re.search(r"\{\s*[\"'](\w+)[\"']\s*:", text):
            service.names["count"] = keys[1]
        return f"{how} counter"
    if re.search(r"echo|原样返回|回显", path + clause, re.IGNORECASE):
        return "echo"
    value = json_told(clause) or text_told(clause)
    if method == "GET" and not variable and value is not None:
        service.fixed[path] = value
        return f"fixed {path}"
    if method == "GET" and re.search(r"health|ping|status", path):
        service.fixed[path] = {"status": "ok"}
        return f"fixed {path}"
    return ""


def _note_short(clause: str, service: Service) -> None:
    """The names of the long address that is sent and of the short one that comes back."""
    bodies = KEYS.findall(clause)
    sent = re.findall(r"[\"'](\w+)[\"']\s*:", bodies[0]) if bodies else []
    back = re.findall(r"[\"'](\w+)[\"']\s*:", bodies[1]) if len(bodies) > 1 else []
    if sent:
        service.names["url"] = sent[0]
    for name in back:
        service.names["short" if re.search(r"url|link|short(?!_?code)", name) else "code"] = name


def _keyed(text: str, paths: set[str], kind: str) -> bool:
    """Whether values are kept by key."""
    keyed = any(
        re.search(rf"/{kind}/\{{(?:key|k|name)\}}|^/\{{(?:key|k)\}}", path) for path in paths
    )
    return keyed or bool(re.search(r"key[- ]?value|键值", text, re.IGNORECASE))


_REQUIRED = re.compile(
    r"(?P<en>[a-z_]\w*(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)[a-z_]\w*)*)\s+(?:are |is )?"
    r"(?:both )?required"
    r"|(?:必填|必须有|必须包含)(?:的?字段)?(?:是|为|有)?[:：]?\s*(?P<zh>[a-z_]\w*(?:\s*[、,，和]\s*[a-z_]\w*)*)"
    r"|(?:收|接收|接受|传入?|提交|参数|字段)(?:的?字段)?(?:是|为|有)?[:：]?\s*(?P<zh3>[a-z_]\w*(?:\s*[、,，和]\s*[a-z_]\w*)*)"
    r"|(?P<zh2>[a-z_]\w*(?:\s*[、,，和]\s*[a-z_]\w*)*)\s*(?:都?是)?(?:必填|必须)"
    r"|\b(?:with|fields?|keys?|having|takes|accepts|expects)\s+(?:the\s+|an?\s+)?(?:fields?\s+|keys?\s+|json\s+)?(?P<with>[a-z_]\w*(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:an?\s+)?[a-z_]\w*)+)"
)
_NO_FIELDS = frozenset(
    {
        "a",
        "an",
        "the",
        "and",
        "json",
        "body",
        "fields",
        "field",
        "keys",
        "key",
        "in",
        "memory",
        "of",
    }
    | {"to", "id", "it"}
)


def fields_required(clause: str) -> list[str]:
    """The fields that are told in prose: "title and author required"."""
    found = _REQUIRED.search(clause)
    names = re.findall(r"[a-z_]\w*", next(filter(None, found.groups())), re.ASCII) if found else []
    return [name for name in names if name not in _NO_FIELDS]


def text_told(clause: str) -> str | None:
    """The plain text that is to be answered, None without one."""
    found = re.search(r"(?:\btext|\bstring|文本)\s*[:：]?\s*[\"“'`]([^\"”'`]+)[\"”'`]", clause)
    return found[1] if found else None


def json_told(clause: str) -> Any:
    """The JSON object that is to be answered, None without one; dots stand for anything."""
    for body in KEYS.findall(clause):
        try:
            value = json.loads(body.replace("'", '"'))
        except ValueError:
            continue
        return value if isinstance(value, dict) and value else None
    return None

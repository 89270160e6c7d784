"""The addresses of a web service that a request writes down, and what is done at each.

"POST /bookmarks with {"title", "url"}", "GET /kv/<key>", "DELETE /todos/{id}".
"""

import re

from extras import more_of
from fields import fields_had, fields_required, json_told, text_told
from service import Route, Service
from shapes import COUNT_KEYS, choices_of, figures_of, groups_of, made_of, marks
from told import KEYS, best_of, counted, keys_told, status_of, template_of, told_of
from working import WORKS, work_of

METHODS = "GET|POST|PUT|PATCH|DELETE"
_ROUTE = re.compile(
    rf"(?P<methods>(?:{METHODS})(?:\s*(?:/|,|、|or|and|和|或)\s*(?:{METHODS}))*)\s*(?:请求|接口|方法|to|on|at|from|到|的)?\s*[:：`\"'“]?\s*"
    r"(?P<path>/(?:[A-Za-z0-9_<>{}:/.\-]|(?<=/)(?:编号|序号|名称|名字|姓名|键名?|代码|短码|用户名|城市|页面名?|某个\w{1,3})|(?<=[<{:])\w+(?=[>}]))*)(?P<query>\?[\w=&<>{}.…\-%]*)?"
)
_PORT = re.compile(
    r"(?:port|端口(?:号)?)\s*(?:是|为|用|设为|=|:|：|number|to|on)?\s*(\d{2,5})|(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d{2,5})|(\d{2,5})\s*(?:号)?\s*端口",
    re.I,
)


def service_of(text: str) -> Service | None:
    """The service whose addresses are written down; None where there are none."""
    text = with_siblings(text)
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
    service.told.clauses = {f"{m} {p}": clause for (m, p), clause in known.items()}
    paths = {path for _, path in known}
    queries = {cleaned(match["path"]): match["query"] or "" for match in reversed(found)}
    for (method, path), clause in reversed(known.items()):
        does = _does(method, path, clause, queries[path], paths, text, service)
        if does:
            service.routes.append(Route(method, path, does, status_of(does, clause)))
        else:
            service.unknown.append(f"{method} {path}")
    told_of(text, service)
    more_of(text, service)
    return service if service.routes else None


def with_siblings(text: str) -> str:
    """The text with the addresses beside a computed one written out: "also /sub and /mul"."""
    first = re.search(
        r"GET (/\w+)(\?\w+=[^\s`\"'，,。]+)[^.。]{0,30}?(\{\s*[\"'](\w+)[\"']\s*:)?", text
    )
    if not first or first[1].strip("/").lower() not in WORKS:
        return text
    bare = re.findall(r"(?<![\w/}>])(?<!GET )(/[a-z]+)(?![\w/?{<])", text)
    named = [path for path in dict.fromkeys(bare) if path.strip("/") in WORKS and path != first[1]]
    key = re.search(r"\{\s*[\"'](\w+)[\"']\s*:", text[first.start() :])
    shape = f'{{"{key[1] if key else "result"}": x}}'
    query = re.sub(r"=[^&]*", "=x", first[2])
    return text + "".join(f"\nGET {path}{query} returns {shape}." for path in named)


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
    if shaped := _shaped(method, path, clause, text, service):
        return shaped
    tallied = re.search(r"/counts?\b", path) and re.search(
        r"counter|increment|计数|加一|加 1", text, re.I
    )
    work = work_of(path, query, clause) if method == "GET" and not tallied else None
    if work is not None:
        name = path.strip("/").split("/{")[0]
        service.works[name] = work
        return f"work {name}"
    return what_is_done(method, path, clause, paths, text, service)


def _shaped(method: str, path: str, clause: str, text: str, service: Service) -> str:
    """Figures over what is kept, or what is worked out of what is sent; "" for neither."""
    if method == "POST" and "{" not in path and (made := made_of(path, clause)):
        service.more.setdefault("MADE", {})[path] = made
        return f"made {path}"
    if method != "GET" or "{" in path:
        return ""
    for route, sent in service.told.clauses.items():
        kind = route.removeprefix("POST /")
        if kind == route or "{" in kind or "/" in kind or made_of(kind, sent) or _counts(kind):
            continue
        fields = keys_told(sent) or fields_required(sent)
        same = f"/{kind}" == path and not re.search(r":\s*(?:n|N|\d+)\s*\}", clause)
        if not same and (figures := figures_of(clause, sent, fields)):
            service.more.setdefault("FIGURES", {})[path] = (kind, figures)
            return f"figures {path}"
        choices = choices_of(text, fields)
        if f"/{kind}" != path and (groups := groups_of(clause, sent, fields, choices)):
            service.more.setdefault("GROUPS", {})[path] = (kind, *groups)
            return f"groups {path}"
    return ""


def _counts(kind: str) -> bool:
    return bool(re.search(r"^(?:hit|count|increment|incr|visit|click|up\b)", kind))


def port_of(text: str) -> int:
    """The port that the text names."""
    found = _PORT.search(text)
    return int(next(filter(None, found.groups()))) if found else 8000


def cleaned(path: str) -> str:
    """The address with its variables as {name}."""
    path = re.sub(r"<(?:\w+:)?(\w+)>|(?<=/):(\w+)", lambda m: f"{{{m[1] or m[2]}}}", path)
    path = re.sub(r"(?<=/)(?:ID|id|\d+|xxx|编号|序号)(?=/|$)", "{id}", path)
    path = re.sub(r"(?<=/)(?:[A-Z][A-Z_]*|[^\x00-\x7f]+)(?=/|$)", "{name}", path)
    path = re.sub(r"\{[^\x00-\x7f]*[号][^\x00-\x7f]*\}", "{id}", path)
    path = re.sub(r"\{[^\x00-\x7f]+\}", "{name}", path)
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
        if method != "GET" and method != "DELETE" and marks(clause):
            return f"finish {kind}"
        done = {"GET": "one", "PUT": "change", "PATCH": "change", "DELETE": "remove"}
        return f"{done[method]} {kind}" if method in done else ""
    if variable:
        finished = re.search(r"done|complete|finish|toggle|check", parts[-1])
        return f"finish {parts[0]}" if finished and method != "GET" else ""
    if re.search(r"(?:/|_|-)(?:next|pop|take|dequeue|latest|last|first)$", path) and parts[:-1]:
        return f"take {parts[0]}" if method in ("POST", "DELETE") else ""
    if method == "GET" and re.search(r"rank|名次|排名", clause) and service.told.best:
        return f"ranks {next(iter(service.told.best))}"
    if method == "POST":
        return _added(kind, clause, text, service)
    service.told.listed[kind] = clause
    return f"list {kind}" if method == "GET" and kind else ""


def _added(kind: str, clause: str, text: str, service: Service) -> str:
    """A record that is sent: its fields are noted."""
    if keys := keys_told(clause) or fields_required(clause) or fields_had(text, kind):
        service.fields[kind] = keys
    service.told.sent[kind] = clause
    if best := best_of(clause):
        service.told.best[kind] = best
        return f"best {kind}"
    return f"add {kind}"


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
    sends = method == "POST" and keys_told(re.split(r"return|answer|返回", clause)[0])
    how = "" if sends else counted(method, path, clause, text)
    if how:
        keys = [
            key for body in KEYS.findall(text) for key in re.findall(r"[\"'](\w+)[\"']\s*:", body)
        ]
        if keys:
            counts = [key for key in keys if key in COUNT_KEYS]
            service.names["count"] = next(iter([*counts, *keys]))
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

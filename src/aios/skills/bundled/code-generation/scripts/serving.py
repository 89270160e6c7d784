"""Build a web service for the addresses that a request writes down."""

import ast
import json
import re
from pathlib import Path

from adapter import set_constants
from routes import Route, Service, service_of
from sources import defined

SERVICES = Path(__file__).resolve().parent.parent / "assets" / "services"
FRAMEWORKS = re.compile(r"\b(fastapi|django|aiohttp|bottle|tornado|sanic|starlette)\b", re.I)
# What the services that are built here do not do.
_BEYOND = re.compile(
    r"\btokens?\b|authorization|\blog ?in\b|password|upload|websocket|\bstream|登录|令牌"
    r"|上传|密码|鉴权|\.csv\b|\.db\b|sqlite|数据库|python3? \w+\.py [\w.]+\.\w+",
    re.IGNORECASE,
)


def wanted_service(text: str) -> Service | None:
    """The service that the request wants; None where it wants none, another framework, or what is
    not built here."""
    names = r"(?:flask|fastapi|django)"
    without = re.sub(
        r"(?:\b(?:no|without|not|instead of)\s+(?:using\s+)?|不用|不要|不使用|别用|不依赖)\s*"
        rf"{names}(?:\s*(?:/|or|and|或|和|、)\s*{names})*",
        " ",
        text,
        flags=re.IGNORECASE,
    )
    if FRAMEWORKS.search(without):
        return None
    found = service_of(text)
    if not found or found.unknown or _BEYOND.search(text):
        return None
    found.flask = bool(re.search(r"\bflask\b", without, re.IGNORECASE))
    return found


def source_of(service: Service) -> str:
    """The program."""
    transport = "flask_service.py" if service.flask else "stdlib_service.py"
    source = joined(SERVICES / "core.py", SERVICES / transport)
    names = {"code": "code", "short": "short_url", "count": "count", "value": "value", "url": "url"}
    routes = [(route.method, route.path, route.does, route.status) for route in service.routes]
    constants = {
        "PORT": service.port,
        "ROUTES": _Lines(routes),
        "FIELDS": service.fields,
        "NAMES": names | service.names,
        "FIXED": service.fixed,
        "WORKS": service.works,
        "TEMPLATES": service.templates,
        **service.told.constants,
    }
    told = "\n".join(f"{route.method:<7}{route.path}" for route in service.routes)
    return without_unused(set_constants(source, constants).replace("TOLD", told), service)


def joined(core: Path, transport: Path) -> str:
    """One module of the two: what stands on top of the second goes to the top of the first."""
    first, second = core.read_text(encoding="utf-8"), transport.read_text(encoding="utf-8")
    head, _, rest = first.partition("\nimport ")
    tree = ast.parse(second)
    last = max(n.end_lineno or 0 for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom))
    both = [*ast.parse("import " + rest).body, *tree.body]
    imports = [n for n in both if isinstance(n, ast.Import | ast.ImportFrom)]
    lines = dict.fromkeys(
        ast.unparse(n)
        for n in imports
        if not (isinstance(n, ast.ImportFrom) and n.module == "core")
    )
    body = re.sub(r"^(?:import|from) .*\n", "", "import " + rest, flags=re.MULTILINE).lstrip("\n")
    order = sorted(lines, key=lambda line: (line.startswith("from"), line))
    tail = "\n".join(second.splitlines()[last:]).lstrip("\n")
    constants, _, classes = body.partition("\n\n\n")
    extra = re.findall(r"^[A-Z]+ = .*\n", tail, re.MULTILINE)
    tail = re.sub(r"^[A-Z]+ = .*\n", "", tail, flags=re.MULTILINE).lstrip("\n")
    return "\n".join([head, *order, "", "".join(extra) + constants, "", "", classes, "", tail, ""])


class _Lines(list[tuple[str, str, str, int]]):
    """A list that is written a line for each item."""

    def __repr__(self) -> str:
        lines = (f"    {json.dumps(item, ensure_ascii=False)[1:-1].join('()')},\n" for item in self)
        return "[\n" + "".join(lines) + "]"


def without_unused(source: str, service: Service) -> str:
    """The program without the actions that no route has."""
    used = {route.does.partition(" ")[0] for route in service.routes}
    actions = set(re.findall(r"^    def do_([a-z]+)\(", source, re.MULTILINE))
    for action in actions - used:
        source = re.sub(
            rf"^    def do_{action}\(.*?(?=^    def |^def |^class )",
            "",
            source,
            flags=re.MULTILINE | re.DOTALL,
        )
    if "math." in source:
        source = source.replace("import json\n", "import json\nimport math\n", 1)
    while (shorter := _without_idle(source)) != source:
        source = shorter
    return re.sub(r"\n{4,}", "\n\n\n", source).rstrip("\n") + "\n"


def _without_idle(source: str) -> str:
    """The source without functions, constants and imports that nothing uses."""
    tree, lines = ast.parse(source), source.splitlines()
    for node in tree.body:
        names = [*defined(node), *(a.asname or a.name for a in getattr(node, "names", ()))]
        if not names or names[0] in ("main", "app") or getattr(node, "decorator_list", None):
            continue
        if not any(len(re.findall(rf"\b{name}\b", source)) > 1 for name in names):
            first, last = node.lineno - 1, node.end_lineno or node.lineno
            while lines[first - 1].startswith("#"):
                first -= 1
            return "\n".join([*lines[:first], *lines[last:]]) + "\n"
    return source


def tests_of_service(stem: str, service: Service) -> str:
    """Tests of the service by real requests."""
    lines = [line for route in service.routes for line in _trial(route, service)]
    body = "".join(f"    {line}\n" for line in lines)
    head = (_FLASK if service.flask else _HEAD).format(stem=stem)
    return f"{head}\n\ndef test_every_address(ask: Ask) -> None:\n{body}{_TAIL}"


def _trial(route: Route, service: Service) -> list[str]:
    """A request to the route, and what must come back."""
    what, _, kind = route.does.partition(" ")
    path = re.sub(
        r"\{\w+\}", "1" if what in ("one", "change", "remove", "finish") else "tried", route.path
    )
    kinds = service.told.constants.get("KINDS", {})
    body = {
        name: 5 if kinds.get(name) in ("integer", "number") else f"a {name}"
        for name in service.fields.get(kind, ["name"])
    }
    collection = next((r.path for r in service.routes if r.does == f"add {kind}"), "")
    ask = f'ask("{route.method}", "{path}"'
    first = [f'ask("POST", "{collection}", {json.dumps(body)})'] if collection else []
    missing = f'assert ask("{route.method}", "{re.sub(r"{[^{}]*}", "99999", route.path)}"'
    match what:
        case "add":
            return [f"assert {ask}, {json.dumps(body)})[0] == {route.status}"]
        case "list":
            return [*first, f"assert {ask})[0] == 200"]
        case "one" | "change" | "remove" | "finish":
            return (
                [*first, f"{missing}, {{}})[0] == 404"]
                if what != "one"
                else [f"{missing})[0] == 404"]
            )
        case "put":
            return [f'assert {ask}, "x")[0] in (200, 201)']
        case "get" | "forget" | "follow":
            return [f"{missing})[0] == 404"]
        case "shorten":
            body = {service.names.get("url", "url"): "http://a.example/b"}
            return [f"assert {ask}, {json.dumps(body)})[0] == {route.status}"]
        case "best":
            return [f"assert {ask}, {json.dumps(body)})[0] == {route.status}"]
        case "work":
            return [f"assert {ask})[0] in (200, 400)"]
        case "fixed":
            return [f"assert {ask}) == (200, {service.fixed[kind]!r})"]
    return [f"assert {ask})[0] in (200, 201)"]


_HEAD = '''"""Real requests to every address."""

import json
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from typing import Any

import pytest
from {stem} import Service

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def ask() -> Iterator[Ask]:
    service = Service(port=0)
    threading.Thread(target=service.serve_forever, kwargs={{"poll_interval": 0.01}}).start()

    def asked(method: str, path: str, body: Any = None) -> tuple[int, Any]:
        connection = HTTPConnection("127.0.0.1", service.server_port, timeout=10)
        kind = {{"Content-Type": "application/json"}}
        connection.request(method, path, None if body is None else json.dumps(body), kind)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, json.loads(text) if text[:1] in ("{{", "[") else text

    yield asked
    service.shutdown()
    service.server_close()

'''
_FLASK = '''"""Requests to every address."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from {stem} import app

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def ask() -> Ask:
    client = app.test_client()

    def asked(method: str, path: str, body: Any = None) -> tuple[int, Any]:
        sent = None if body is None else json.dumps(body)
        answer = client.open(path, method=method, data=sent, content_type="application/json")
        text = answer.get_data(as_text=True)
        return answer.status_code, json.loads(text) if text[:1] in ("{{", "[") else text

    return asked

'''
_TAIL = """

def test_what_is_not_there(ask: Ask) -> None:
    assert ask("GET", "/nothing/of/this/kind/here")[0] == 404
"""

"""Build a web service for the addresses that a request writes down."""

import ast
import json
import re
from pathlib import Path
from typing import Any

from adapter import set_constants
from routes import service_of
from service import Route, Service
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
    key = found.more["KEY"] if found else ("", "")
    beyond = re.sub("|".join(map(re.escape, filter(None, key))) or "(?!)", " ", text)
    if not found or found.unknown or (_BEYOND.search(beyond) and not key[0]):
        return None
    found.flask = bool(re.search(r"\bflask\b", without, re.IGNORECASE))
    return found


def source_of(service: Service) -> str:
    """The program."""
    transport = "flask_service.py" if service.flask else "stdlib_service.py"
    source = joined(SERVICES / "core.py", SERVICES / "doing.py", SERVICES / transport)
    names = {
        "done": "done",
        "code": "code",
        "short": "short_url",
        "count": "count",
        "value": "value",
        "url": "url",
    }
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
        **service.more,
    }
    told = "\n".join(f"{route.method:<7}{route.path}" for route in service.routes)
    source = without_unused(set_constants(source, constants).replace("TOLD", told), service)
    return with_maker(source, service)


def with_maker(source: str, service: Service) -> str:
    """The program with the function that the request names for what makes the server."""
    if not service.maker:
        return source
    kind, made = ("Flask", "app") if service.flask else ("Service", "Service(port)")
    given = "" if service.flask else "port: int = PORT"
    head, start, tail = source.rpartition("\n\nif __name__")
    prose = '    """The service, not started yet."""'
    maker = f"def {service.maker}({given}) -> {kind}:\n{prose}\n    return {made}"
    return f"{head}\n\n{maker}\n{start}{tail}"


def joined(*modules: Path) -> str:
    """One module of several: their imports and what is told in capitals stand on top."""
    sources = [module.read_text(encoding="utf-8") for module in modules]
    stems = {module.stem for module in modules}
    lines: dict[str, None] = {}
    bodies = []
    for source in sources:
        tree, body = ast.parse(source), source.splitlines()
        nodes = [n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)]
        lines |= dict.fromkeys(
            ast.unparse(n)
            for n in nodes
            if not (isinstance(n, ast.ImportFrom) and n.module in stems)
        )
        bodies.append("\n".join(body[nodes[-1].end_lineno or 0 :]).strip("\n"))
    head = sources[0].partition("\nimport ")[0]
    order = sorted(lines, key=lambda line: (line.startswith("from"), line))
    constants = r"^(?:# .*\n)*[A-Z]+(?:: .*)? = .*\n"
    told = [match for body in bodies[1:] for match in re.findall(constants, body, re.MULTILINE)]
    rest = [re.sub(constants, "", body, flags=re.MULTILINE).strip("\n") for body in bodies[1:]]
    return "\n".join([head, *order, "", "".join(told) + "\n\n\n".join([bodies[0], *rest]), ""])


class _Lines(list[tuple[str, str, str, int]]):
    """A list that is written a line for each item."""

    def __repr__(self) -> str:
        lines = (f"    {json.dumps(item, ensure_ascii=False)[1:-1].join('()')},\n" for item in self)
        return "[\n" + "".join(lines) + "]"


def without_unused(source: str, service: Service) -> str:
    """The program without the actions that no route has."""
    used = {route.does.partition(" ")[0] for route in service.routes}
    used |= {"counted"} if used & {"count", "down", "reset"} else set()
    actions = set(re.findall(r"^    def do_([a-z]+)\(", source, re.MULTILINE))
    for action in actions - used:
        source = re.sub(
            rf"^    def do_{action}\(.*?(?=^    def |^\S)",
            "",
            source,
            flags=re.MULTILINE | re.DOTALL,
        )
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
    name, value = service.more.get("KEY", ("", ""))
    key = f', "{name}": "{value}"' if name else ""
    head = (_FLASK if service.flask else _HEAD).format(stem=stem, key=key)
    return f"{head}\n\ndef test_every_address(ask: Ask) -> None:\n{body}{_TAIL}"


def _trial(route: Route, service: Service) -> list[str]:
    """A request to the route, and what must come back."""
    what, _, kind = route.does.partition(" ")
    path = re.sub(
        r"\{\w+\}", "1" if what in ("one", "change", "remove", "finish") else "tried", route.path
    )
    kinds = service.told.constants.get("KINDS", {})
    body = {
        name: _example(name, kinds.get(name, ""), service)
        for name in service.fields.get(kind, ["name"])
    }
    collection = next((r.path for r in service.routes if r.does == f"add {kind}"), "")
    ask = f'ask("{route.method}", "{path}"'
    first = [f'ask("POST", "{collection}", {json.dumps(body)})'] if collection else []
    missing = f'assert ask("{route.method}", "{re.sub(r"{[^{}]*}", "99999", route.path)}"'
    if what in ("add", "best"):
        return [f"assert {ask}, {json.dumps(body)})[0] == {route.status}"]
    if what in _SOME:
        return [f"assert {ask}{_SOME[what]} in (200, 204, 400, 404)"]
    match what:
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
        case "fixed":
            return [f"assert {ask}) == (200, {service.fixed[kind]!r})"]
    return [f"assert {ask})[0] in (200, 201)"]


# What is asked of some actions, whatever they are to answer.
_SOME = {"take": ")[0]", "work": ")[0]", "made": ", {})[0]"}


def _example(name: str, kind: str, service: Service) -> Any:
    """A value that the field may have."""
    if name in service.more.get("CHOICES", {}):
        return service.more["CHOICES"][name][0]
    low, high = service.more.get("RANGES", {}).get(name, (0, 10))
    number = 5 if low <= 5 <= high else round((low + high) / 2)
    return number if kind in ("integer", "number") else f"a {name}"


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
        kind = {{"Content-Type": "application/json"{key}}}
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
        told = {{"Content-Type": "application/json"{key}}}
        answer = client.open(path, method=method, data=sent, headers=told)
        text = answer.get_data(as_text=True)
        return answer.status_code, json.loads(text) if text[:1] in ("{{", "[") else text

    return asked

'''
_TAIL = """

def test_what_is_not_there(ask: Ask) -> None:
    assert ask("GET", "/nothing/of/this/kind/here")[0] == 404
"""

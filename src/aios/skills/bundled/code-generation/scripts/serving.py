"""Build a web service for the addresses that a request writes down."""

import json
import re
from pathlib import Path

from adapter import set_constants
from routes import Route, Service, service_of

SERVICES = Path(__file__).resolve().parent.parent / "assets" / "services"
FRAMEWORKS = re.compile(r"\b(flask|fastapi|django|aiohttp|bottle|tornado|sanic|starlette)\b", re.I)


def wanted_service(text: str) -> Service | None:
    """The service of Python's own library that the request wants; None where it wants none, or a
    framework."""
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
    return found if found and not found.unknown else None


def source_of(service: Service) -> str:
    """The program."""
    source = (SERVICES / "stdlib_service.py").read_text(encoding="utf-8")
    names = {"code": "code", "short": "short_url", "count": "count", "value": "value", "url": "url"}
    routes = [(route.method, route.path, route.does) for route in service.routes]
    constants = {
        "PORT": service.port,
        "ROUTES": _Lines(routes),
        "FIELDS": service.fields,
        "NAMES": names | service.names,
        "FIXED": service.fixed,
        "WORKS": service.works,
    }
    told = "\n".join(f"{route.method:<7}{route.path}" for route in service.routes)
    return without_unused(set_constants(source, constants).replace("TOLD", told), service)


class _Lines(list[tuple[str, str, str]]):
    """A list that is written a line for each item."""

    def __repr__(self) -> str:
        return "[\n" + "".join(f"    {json.dumps(item)[1:-1].join('()')},\n" for item in self) + "]"


def without_unused(source: str, service: Service) -> str:
    """The program without the actions that no route has."""
    used = {route.does.partition(" ")[0] for route in service.routes}
    actions = set(re.findall(r"^    def do_([a-z]+)\(", source, re.MULTILINE))
    for action in actions - used:
        source = re.sub(
            rf"^    def do_{action}\(.*?(?=^    def )", "", source, flags=re.MULTILINE | re.DOTALL
        )
    if "math." in source:
        source = source.replace("import json\n", "import json\nimport math\n", 1)
    unused = [name for name in ("secrets",) if not re.search(rf"\b{name}\.", source)]
    for name in unused:
        source = source.replace(f"import {name}\n", "")
    return source


def tests_of_service(stem: str, service: Service) -> str:
    """Tests of the service by real requests."""
    lines = [line for route in service.routes for line in _trial(route, service)]
    body = "".join(f"    {line}\n" for line in lines)
    return f"{_HEAD.format(stem=stem)}\n\ndef test_every_address(ask: Ask) -> None:\n{body}{_TAIL}"


def _trial(route: Route, service: Service) -> list[str]:
    """A request to the route, and what must come back."""
    what, _, kind = route.does.partition(" ")
    path = re.sub(
        r"\{\w+\}", "1" if what in ("one", "change", "remove", "finish") else "tried", route.path
    )
    body = {name: f"a {name}" for name in service.fields.get(kind, ["name"])}
    collection = next((r.path for r in service.routes if r.does == f"add {kind}"), "")
    ask = f'ask("{route.method}", "{path}"'
    first = [f'ask("POST", "{collection}", {json.dumps(body)})'] if collection else []
    missing = f'assert ask("{route.method}", "{re.sub(r"{[^{}]*}", "99999", route.path)}"'
    match what:
        case "add":
            return [f"assert {ask}, {json.dumps(body)})[0] == 201"]
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
            return [f"assert {ask}, {json.dumps(body)})[0] == 201"]
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
        text = answer.read()
        connection.close()
        return answer.status, json.loads(text) if text else None

    yield asked
    service.shutdown()
    service.server_close()

'''
_TAIL = """

def test_what_is_not_there(ask: Ask) -> None:
    assert ask("GET", "/nothing/of/this/kind/here")[0] == 404
"""

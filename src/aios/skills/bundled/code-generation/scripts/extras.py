"""What a request says of a web service beside its addresses: who may ask, how often, which answers
have other keys, and which records have no number."""

import re
from typing import Any

from service import Route, Service
from shapes import choices_of, flag_of, header_of, is_raw, key_shape, limit_of, ranges_of


def more_of(text: str, service: Service) -> None:
    """What the text says beside: who may ask, which answers have other keys, what has no number."""
    used = {route.does for route in service.routes}
    changed = {does.partition(" ")[2] for does in used if does.split(" ")[0] in _BY_NUMBER}
    added = {does[4:] for does in used if does.startswith("add ")}
    numbered = re.search(r"\b(?:ids?|identifier|number(?:ed)?)\b|_id\b|编号|序号|自增", text)
    fields = [name for names in service.fields.values() for name in names]
    numbers = {
        f for _, told in service.more.get("FIGURES", {}).values() for f, _, _ in told.values()
    }
    service.told.constants["KINDS"] |= dict.fromkeys(numbers & set(fields), "number")
    ranges = ranges_of(text, fields)
    service.told.constants["KINDS"] |= {
        f: "number" for f in ranges if f not in service.told.constants["KINDS"]
    }
    service.more |= {
        "PLAIN": [] if numbered else sorted(added - changed),
        "LIMIT": limit_of(text),
        "KEY": header_of(text),
        "RANGES": ranges,
        "EMPTY": 204 if any("204" in _take_clause(service, r) for r in service.routes) else 404,
        "CHOICES": choices_of(text, fields),
        "BY": _by_field(service),
        "SHAPES": _key_shapes(service),
        "OTHER": 404
        if re.search(
            r"(?:any|every)thing else[^.]{0,20}404"
            r"|其[他它余](?:的?(?:请求|情况|任何))?一?律?[^路地。]{0,8}404",
            text,
        )
        else 405,
        "BARE": not re.search(r"(?<!key-)(?<!key )\bvalues?\b|(?<!键)值", text),
        "RAW": is_raw(
            [
                service.told.clauses.get(f"{r.method} {r.path}", "")
                for r in service.routes
                if r.does.split(" ")[0] in ("put", "get")
            ]
        ),
    }
    if flag := flag_of(text):
        service.names["done"] = flag
    maker = re.search(r"(?<![\w.])([a-z_]\w*)\((?:port(?:\s*[:=][^()]*)?|)\)", text)
    service.maker = (
        maker[1] if maker and re.search(r"server|service|app|make|create|build", maker[1]) else ""
    )


def _take_clause(service: Service, route: Route) -> str:
    taken = route.does.startswith("take ")
    return service.told.clauses.get(f"{route.method} {route.path}", "") if taken else ""


_BY_NUMBER = ("one", "change", "remove", "finish")


def _by_field(service: Service) -> dict[str, str]:
    """The field that a record is found by, where the address has the name of one."""
    told = {}
    for route in service.routes:
        what, _, kind = route.does.partition(" ")
        variable = (re.findall(r"\{(\w+)\}", route.path) or [""])[0]
        if what in _BY_NUMBER and variable in service.fields.get(kind, []):
            told[kind] = variable
    return told


def _key_shapes(service: Service) -> dict[str, list[tuple[str, Any]]]:
    """The keys of answers about a count, or about a value that is kept under a key."""
    told = {}
    for route in service.routes:
        what = {"counter": "count"}.get(route.does.partition(" ")[2], "")
        what = what or ("value" if route.does.split(" ")[0] in ("get", "put", "forget") else "")
        if not what or route.does.startswith("tally"):
            continue
        name = f"{route.method} {route.path}"
        variable = (re.findall(r"\{(\w+)\}", route.path) or [""])[0]
        shape = key_shape(service.told.clauses.get(name, ""), variable, what)
        if what == "count" and not shape:
            shapes = [key_shape(c, variable, what) for c in service.told.clauses.values()]
            shape = next(filter(None, shapes), [(service.names.get("count", "count"), "$count")])
        if shape:
            told[name] = shape
    return told

"""Functions that ask addresses over HTTP, written as a request tells them."""

import re

from bricks import Brick
from fetches import Fetch, fetch_of
from paging import Pages
from parts import documented
from ruled import made_brick
from signatures import Signature

_READ = {
    "json": "json.loads(answer.read())",
    "bytes": "answer.read()",
    "size": "len(answer.read())",
    "title": "title_of(answer.read())",
    "text": 'answer.read().decode("utf-8", "replace")',
    "status": "answer.status",
    "alive": "answer.status < 400",
    "saved": "answer.read()",
}


# What is taken out of a page is for the parts that read pages.
_OTHERWISE = re.compile(
    r"returns? (?:all |every )?(?:the )?(?:links|hrefs)|链接列表|所有(?:的)?链接"
)


def fetcher(part: str, wish: Signature) -> Brick | None:
    """The function that asks one address or many; None where none is told of."""
    told = fetch_of(part, wish)
    if told is None or _OTHERWISE.search(part):
        return None
    return made_brick(wish.name, source_of(told), "请求网址")


def source_of(told: Fetch) -> str:
    """The source of the function, with those it needs."""
    parts = [_one(told)]
    if told.kind == "title":
        parts.insert(0, _TITLE)
    if told.pages:
        parts.append(_paged(told, told.pages))
    elif "urls" in told.roles:
        parts.append(_many(told))
    code = "\n\n\n".join(part.strip("\n") for part in parts)
    return "\n".join([*_IMPORTS, "", "", code, ""])


_IMPORTS = [
    '"""Bricks written for one request."""\n',
    *(f"import {m}" for m in ("functools", "http.client", "json", "os", "re", "time")),
    *(f"import urllib.{m}" for m in ("error", "parse", "request")),
    "from concurrent.futures import ThreadPoolExecutor",
    "from pathlib import Path",
    "from typing import Any",
]
_TITLE = '''
def title_of(content: bytes) -> str:
    """The title of a page, "" without one."""
    found = re.search(rb"<title[^>]*>(.*?)</title>", content, re.IGNORECASE | re.DOTALL)
    return " ".join(found[1].decode("utf-8", "replace").split()) if found else ""
'''


def _one(told: Fetch) -> str:
    """The function that asks one address."""
    alone = "url" in told.roles and not told.pages
    url = told.given("url", "url")
    if alone:
        head = f"def {told.name}({told.head}) -> Any:"
    else:
        rest = [told.roles[r] for r in _PASSED if r in told.roles]
        url = "url"
        head = f"def ask_one({', '.join(['url: str', *(f'{name}: Any' for name in rest)])}) -> Any:"
    lines = [head, *documented(_prose(told), _shown(told) if alone else ())]
    lines += _asked(told, url)
    return "\n".join(lines)


_PASSED = ("folder", "headers", "query", "token", "data", "tries", "delay", "timeout")


def _prose(told: Fetch) -> str:
    what = {
        "json": "What an address answers, as JSON", "status": "The status code of an address",
        "alive": "Whether an address answers well", "size": "How many bytes an address answers",
        "title": "The title of a page", "bytes": "The bytes that an address answers",
        "saved": "Save what an address answers", "text": "The text that an address answers",
    }[told.kind]  # fmt: skip
    again = "; asked again where the server fails" if "tries" in told.roles else ""
    return f"{what}{again}."


_EXAMPLES = {"json": ("data:application/json,[1]", "[1]"), "text": ("data:,hello", "'hello'"),
             "bytes": ("data:,hello", "b'hello'"), "size": ("data:,hello", "5"),
             "title": ("data:,<title>a</title>", "'a'")}  # fmt: skip


def _shown(told: Fetch) -> list[str]:
    """Examples that need no network."""
    lines = []
    if told.roles.keys() <= {"url", "tries", "delay", "timeout", "headers"}:
        if told.kind in _EXAMPLES:
            url, gives = _EXAMPLES[told.kind]
            lines += [f">>> {told.name}({url!r})", gives]
        if told.failed in ("None", "False"):
            quick = [(told.roles.get(r), v) for r, v in (("tries", 1), ("delay", 0))]
            more = "".join(f", {name}={value}" for name, value in quick if name)
            lines += [f">>> {told.name}('http://127.0.0.1:9/'{more}) is {told.failed}", "True"]
    return lines


def _asked(told: Fetch, url: str) -> list[str]:
    """The body that asks one address, again where that is wished for."""
    lines = _request(told, url)
    timeout = told.given("timeout", "10")
    tries = told.roles.get("tries", told.fixed)
    read = _READ[told.kind]
    body = [f"with urllib.request.urlopen(request, timeout={timeout}) as answer:"]
    body.append(f"    {'content =' if told.kind == 'saved' else 'return'} {read}")
    body += _saving(told)
    if not tries and not re.search(r"\S", _caught(told, "", last=True)):
        return [*lines, *(f"    {line}" for line in body)]
    if not tries:
        caught = _caught(told, "    ", last=True)
        return [*lines, "    try:", *(f"        {line}" for line in body), caught.rstrip("\n")]
    attempts = tries if told.total or tries == told.fixed else f"{tries} + 1"
    wait = told.given("delay", "0.5" if told.fixed else "1")
    wait += {"double": " * 2 ** (attempt - 1)", "linear": " * attempt", "": ""}[told.grows]
    lines += [f"    attempts = max({attempts}, 1)", "    for attempt in range(attempts):"]
    lines += ["        if attempt:", f"            time.sleep({wait})", "        try:"]
    lines += [f"            {line}" for line in body]
    return [*lines, _caught(told, "        ", last=False).rstrip("\n"), "    return None"]


def _request(told: Fetch, url: str) -> list[str]:
    """The lines that put the request together."""
    lines = []
    headers, data = told.roles.get("headers"), told.roles.get("data")
    if query := told.roles.get("query"):
        lines += [f"    if {query}:", f'        joint = "&" if "?" in {url} else "?"']
        lines += [f"        {url} += joint + urllib.parse.urlencode({query})"]
    extra = [f"**({headers} or {{}})"] if headers else []
    extra += ['"Content-Type": "application/json"'] if data else []
    if token := told.roles.get("token"):
        extra.append(f'"Authorization": f"Bearer {{{token}}}"')
    given = [url, f"json.dumps({data}).encode()"] if data else [url]
    given += [f"headers={{{', '.join(extra)}}}"] if extra else []
    return [*lines, f"    request = urllib.request.Request({', '.join(given)})"]


def _saving(told: Fetch) -> list[str]:
    """The lines that write what was answered to a file that is never half written."""
    if told.kind != "saved":
        return []
    if folder := told.roles.get("folder"):
        name = "Path(urllib.parse.unquote(urllib.parse.urlsplit(url).path)).name"
        lines = [f"target = Path({folder}) / ({name} or 'index.html')"]
    else:
        lines = [f"target = Path({told.roles['target']})"]
    lines += ["target.parent.mkdir(parents=True, exist_ok=True)"]
    lines += ['partial = target.with_name(f"{target.name}.part")', "partial.write_bytes(content)"]
    given = "str(target)" if "folder" in told.roles else "len(content)"
    return [*lines, "os.replace(partial, target)", f"return {given}"]


def _caught(told: Fetch, indent: str, *, last: bool) -> str:
    """The clauses for an address that fails."""
    lines = []
    if told.missing or told.kind in ("status", "alive"):
        lines += ["except urllib.error.HTTPError as error:"]
    if told.kind in ("status", "alive"):
        lines += [f"    return {'error.code' if told.kind == 'status' else 'False'}"]
    elif told.missing:
        lines += ["    if error.code == 404:", "        return None"]
        lines += _ended(told, last)
    end = _ended(told, last)
    if end:
        caught = "(OSError, http.client.HTTPException"
        caught += ", ValueError)" if told.failed not in (None, "error") else ")"
        lines += [f"except {caught} as error:", *end]
    return "".join(f"{indent}{line}\n" for line in lines)


def _ended(told: Fetch, last: bool) -> list[str]:
    """What is done with an error: asked again, or the end."""
    end = {None: "raise", "skip": "return None", "error": "return error"}.get(
        told.failed, f"return {told.failed}"
    )
    if told.failed and told.failed.startswith("raise "):
        end = f"{told.failed}(str(error)) from error"
    if last:
        return [] if end == "raise" and not told.missing else [f"    {end}"]
    unknown = (
        "599" if told.failed in (None, "error") else "0 if isinstance(error, ValueError) else 599"
    )
    condition = told.again if " or " not in told.again else f"({told.again})"
    return [
        f'    code = getattr(error, "code", {unknown})',
        f"    if not {condition} or attempt + 1 >= attempts:".replace(
            "not code >= 500", "code < 500"
        ),
        f"        {end}",
    ]


def _many(told: Fetch) -> str:
    """The function that asks many addresses at the same time."""
    urls, workers = told.roles["urls"], told.given("workers", "8")
    passed = [f"{told.roles[r]}={told.roles[r]}" for r in _PASSED if r in told.roles]
    asked = f"functools.partial(ask_one, {', '.join(passed)})" if passed else "ask_one"
    shown = []
    if told.roles.keys() <= {"urls", "workers", "tries", "delay", "timeout"}:
        shown += [f">>> {told.name}([])", "{}" if told.as_dict else "[]"]
        if told.failed == "None" and "tries" not in told.roles:
            dead = "'http://127.0.0.1:9/'"
            shown += [
                f">>> {told.name}([{dead}])",
                f"{{{dead}: None}}" if told.as_dict else "[None]",
            ]
    lines = [
        f"def {told.name}({told.head}) -> Any:",
        *documented("Ask many addresses at once.", shown),
    ]
    lines += [f"    addresses = list({urls})"]
    lines += [f"    with ThreadPoolExecutor(max_workers={workers}) as pool:"]
    lines += [f"        answers = list(pool.map({asked}, addresses))"]
    if told.as_dict:
        kept = " if answer is not None" if told.failed == "skip" else ""
        both = "zip(addresses, answers)"
        lines += [f"    return {{url: answer for url, answer in {both}{kept}}}" if kept else
                  f"    return dict({both})"]  # fmt: skip
    else:
        kept = "[answer for answer in answers if answer is not None]"
        lines += [f"    return {kept}" if told.failed == "skip" else "    return answers"]
    return "\n".join(lines)


def _paged(told: Fetch, pages: Pages) -> str:
    """The function that goes through all pages of an address."""
    passed = ", ".join(f"{told.roles[r]}" for r in _PASSED if r in told.roles)
    given = f", {passed}" if passed else ""
    url, most = told.roles["url"], told.roles.get("most", "")
    shown = [f">>> {told.name}('data:application/json,{pages.sample}')", "[1]"]
    prose = documented(
        "All items of an address that answers in pages.",
        shown if pages.mode in ("link", "cursor") and len(told.roles) == 1 else (),
    )
    lines = [f"def {told.name}({told.head}) -> Any:", *prose]
    return "\n".join([*lines, *pages.walk(url, f"ask_one({{}}{given})", most)])

"""What a server answers with: status, every redirect on the way, headers, time."""

import time

from parts.fetching import get, new_session, refuse_forbidden, robots_rules


def read_headers(url):
    """One item for each answer on the way and each header of the last; one page; never stopped."""
    session = new_session()
    rules = robots_rules(session, url)
    refuse_forbidden(url, rules)
    began = time.monotonic()
    response, body = get(session, url, rules)
    elapsed_ms = round((time.monotonic() - began) * 1000)
    items = [
        {"name": "status", "value": f"{answer.status_code} {answer.reason}", "link": answer.url}
        for answer in [*response.history, response]
    ]
    items.append({"name": "time", "value": f"{elapsed_ms} ms", "link": response.url})
    items.append({"name": "size", "value": f"{len(body)} bytes", "link": response.url})
    items += [
        {"name": name.lower(), "value": value, "link": response.url}
        for name, value in response.headers.items()
    ]
    print(f"page 1: {url}: HTTP {response.status_code}", flush=True)
    return items, 1, ""

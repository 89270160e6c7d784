"""Check links: whether each answers, and with what."""

from parts.collecting import same_site
from parts.fetching import PageError, get, new_session, refuse_forbidden, robots_rules
from parts.links import read_links

MAX_CHECKED = 200


def check_links(page, number, everywhere=False):
    """The page's links with their status and a verdict: ok, broken, unreachable, not checked.

    Other sites are only asked with `everywhere`; anchors of one page are asked for once.
    """
    links, _ = read_links(page, number, "", "all")
    session, known = new_session(), {}
    rules = robots_rules(session, page.url)
    for link in links:
        address = link["link"].split("#")[0]
        if address not in known:
            here = same_site(address, page.url)
            asked = (everywhere or here) and len(known) < MAX_CHECKED
            known[address] = check(session, address, rules if here else None) if asked else (
                None, "not checked")  # fmt: skip
        link["status"], link["verdict"] = known[address]
    return [link for link in links if link["link"].startswith("http")], ""


def check(session, url, rules):
    """(HTTP status or None, verdict) of one address."""
    try:
        refuse_forbidden(url, rules)
        response, _ = get(session, url, rules)
    except PageError as problem:
        denied = problem.code in ("robots_denied", "host_denied")
        return None, "not checked" if denied else "ok" if problem.code == "too_large" else (
            f"unreachable ({problem.code})")  # fmt: skip
    broken = response.status_code >= 400 and response.status_code not in (401, 403, 405, 429)
    return response.status_code, "broken" if broken else "ok"

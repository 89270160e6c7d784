"""Read robots.txt (RFC 9309): the group for this scraper, the longest rule that fits wins."""

import re
from urllib.parse import urlsplit


class Robots:
    """What a robots.txt allows `agent`; an empty one allows everything."""

    def __init__(self, text="", agent=""):
        groups = read_groups(text)
        mine = [lines for names, lines in groups if any(n in agent.lower() for n in names)]
        mine = mine or [lines for names, lines in groups if "*" in names]
        lines = [line for group in mine for line in group]
        self.rules = [(key == "allow", value) for key, value in lines if key != "crawl-delay"]
        delays = [value for key, value in lines if key == "crawl-delay"]
        self.delay_s = next((float(d) for d in delays if re.fullmatch(r"\d+(\.\d+)?", d)), 0.0)

        named = re.findall(r"^\s*sitemap\s*:\s*(\S+)", text, re.IGNORECASE | re.MULTILINE)
        self.sitemaps = list(dict.fromkeys(named))

    def allows(self, url):
        """Whether the address may be read."""
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        fitting = [(len(rule), allow) for allow, rule in self.rules if fits(rule, path)]
        return max(fitting, default=(0, True))[1]


def fits(rule, path):
    """Whether a rule speaks of the path: * is anything, a final $ the end."""
    pattern = re.escape(rule.removesuffix("$")).replace(r"\*", ".*")
    return bool(re.match(pattern + ("$" if rule.endswith("$") else ""), path))


def read_groups(text):
    """Pairs of (the agents named, their lines as (key, value)); an empty rule says nothing."""
    groups, naming = [], False
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if not naming:
                groups.append(([], []))
            groups[-1][0].append(value.lower())
        elif groups and value and key in ("allow", "disallow", "crawl-delay"):
            groups[-1][1].append((key, value))
        naming = key == "user-agent" or (naming and key not in ("allow", "disallow", "crawl-delay"))
    return groups

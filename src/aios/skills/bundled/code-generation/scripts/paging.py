"""How an address answers in pages, as a request tells it: a link to the next page, a cursor, a flag
that there is more, a number of pages, or pages until one is empty.
"""

import re
from dataclasses import dataclass

_PAGED = re.compile(
    r"\bpages?\b|paginat|\bcursor\b|分页|翻页|下一页|每一?页|next_token|has_more", re.I
)
_KEYS = re.compile(r"[\"'“”](\w+)[\"'“”]\s*[:：]\s*([\[{\"'“”]?[^,，}\]]*)")


@dataclass(frozen=True)
class Pages:
    """Where the items and the way on are in an answer: `mode` is link, cursor, more, count or
    empty; `query` the parameter of the address that says which page."""

    items: str
    mode: str
    key: str
    query: str
    start: int

    @property
    def sample(self) -> str:
        """An answer with one item and nothing behind it."""
        items = f'{{"{self.items}":[1]' if self.items else "[1]"
        ends = {"link": "null", "cursor": "null", "more": "false", "count": "1"}
        return f'{items},"{self.key}":{ends[self.mode]}}}' if self.mode != "empty" else "[]"

    def walk(self, url: str, ask: str, most: str) -> list[str]:
        """The body that goes from page to page."""
        items = f'found["{self.items}"]' if self.items else "found"
        bound = f" and page < {most}" if most else ""
        lines = ["    items: list[Any] = []"]
        if self.mode == "link":
            lines += [f"    address, page = {url}, 0", f"    while address{bound}:"]
            lines += [f"        found = {ask.format('address')}", f"        items.extend({items})"]
            lines += [f'        following = found.get("{self.key}")']
            lines += ["        address = following and urllib.parse.urljoin(address, following)"]
            return [*lines, "        page += 1", "    return items"]
        lines += [f'    joint = "&" if "?" in {url} else "?"']
        if self.mode == "cursor":
            lines += [f"    address, page = {url}, 0", f"    while address{bound}:"]
            lines += [f"        found = {ask.format('address')}", f"        items.extend({items})"]
            lines += [f'        cursor = found.get("{self.key}")', "        page += 1"]
            query = f'urllib.parse.urlencode({{"{self.query}": cursor}})'
            lines += [f"        address = cursor and {url} + joint + {query}"]
            return [*lines, "    return items"]
        return [*lines, *self._numbered(url, ask, items, most), "    return items"]

    def _numbered(self, url: str, ask: str, items: str, most: str) -> list[str]:
        """Pages by their number."""
        page = f'{url} + joint + f"{self.query}={{page}}"'
        lines = [f"    page = {self.start}"]
        lines += [f"    while page < {self.start} + {most}:" if most else "    while True:"]
        lines += [f"        found = {ask.format(page)}"]
        number = "page" if self.start else "page + 1"
        end = {
            "empty": f"not {items}",
            "more": f'not found.get("{self.key}")',
            "count": f'{number} >= found["{self.key}"]',
        }[self.mode]
        last = [f"        if {end}:", "            break"]
        body = [f"        items.extend({items})"]
        lines += [*last, *body] if self.mode == "empty" else [*body, *last]
        return [*lines, "        page += 1"]


def pages_of(part: str) -> Pages | None:
    """How the address answers in pages; None where it does not, or the text does not say."""
    if not _PAGED.search(part):
        return None
    keys = dict(_KEYS.findall(part))
    items = next((key for key, value in keys.items() if value.startswith("[")), "")
    named = re.search(r"[?&](\w*page\w*|p|offset|cursor|after|start\w*|token)=", part)
    query = named[1] if named else ""
    for key, value in keys.items():
        low = key.lower()
        if re.search(r"cursor|token|after", low):
            return Pages(items, "cursor", key, query or re.sub(r"^next_?", "", low), 0)
        if re.search(r"has_?(?:more|next)|^more$", low):
            return Pages(items, "more", key, query or "page", _start(part))
        if re.search(r"next", low):
            whole = re.search(r"网址|地址|链接|\burl\b|\blink\b|https?:", value, re.I)
            alone = re.match(r"\d|[\"'“]?(?!http)\w+[\"'”]?$", value)
            mode = "cursor" if alone and not whole else "link"
            return Pages(items, mode, key, query or "page", 0)
    for key in keys:
        if re.search(r"total_?pages?|page_?count|num_?pages|^pages$", key.lower()):
            return Pages(items, "count", key, query or "page", _start(part))
    if re.search(
        r"\bempty\b|no (?:more )?(?:items|results)|nothing|为空|空列表|空数组|没有(?:数据|内容)",
        part,
    ):
        return Pages(items, "empty", "", query or "page", _start(part))
    return None


def _start(part: str) -> int:
    """The number of the first page."""
    return 0 if re.search(r"page=0|(?:from|start\w* (?:at|with)) (?:page )?0|从 ?0", part) else 1

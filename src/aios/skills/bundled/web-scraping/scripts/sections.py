"""The addresses of a site by the directories they lie in."""

import re
from collections import Counter
from urllib.parse import urlsplit

from looking import wording

# That the addresses of a site are to be told by their directories.
SECTIONS = re.compile(
    r"(?:每|各|按)一?个?(?:一级|顶级|顶层|首级)?的?(?:目录|栏目|板块|版块|路径|分类|频道|部分)"
    r"|\b(?:per|by|for each|in each|each|every|under each)\s(?:\w+ ){0,3}"
    r"(?:section|director(?:y|ies)|folder|path|segment|category)",
    re.IGNORECASE,
)


def by_section(request, items):
    """A line for each first part of the addresses' paths, where a sentence asks for these."""
    if not SECTIONS.search(wording(request)):
        return []
    parts = (urlsplit(item["link"]).path.strip("/").split("/") for item in items)
    counts = Counter(f"/{part[0]}/" if len(part) > 1 else "/" for part in parts)
    return [
        request.say(f"{name}：{n} 个网址", f"{name}: {n} URLs") for name, n in counts.most_common()
    ]

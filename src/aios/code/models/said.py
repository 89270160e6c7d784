"""What a server says when it refuses, as one line that is safe to show."""

import re

LONGEST = 300
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)


def is_page(text: str) -> bool:
    """Whether it is a web page (or XML): no server of models answers with one."""
    return text.lstrip()[:1] == "<"


def is_another_server(status: int, text: str) -> bool:
    """Whether it is a web server's own page; what a proxy says of a server behind it is not."""
    return is_page(text) and (status < 500 or status == 501)


def in_one_line(text: str) -> str:
    """The words on one line without control characters, cut; of a page its title."""
    if is_page(text):
        title = _TITLE.search(text)
        text = f"a web page, {title[1]}" if title and title[1].strip() else "a web page"
    shown = "".join(c if c.isprintable() else " " for c in text[: 4 * LONGEST])
    return " ".join(shown.split())[:LONGEST]

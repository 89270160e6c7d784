"""Turn the common part of Markdown into HTML: python markdown.py page.md > page.html"""

import html
import re
import sys
from collections.abc import Callable
from pathlib import Path

CODE = re.compile(r"(`+)(.+?)\1")
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^()\s]+)\)")
EMPHASIS = (
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*(?!\*)"), r"<strong>\1</strong>"),
    (re.compile(r"\*(?=\S)(.+?)(?<=\S)\*"), r"<em>\1</em>"),
    (re.compile(r"~~(?=\S)(.+?)(?<=\S)~~"), r"<del>\1</del>"),
)
SAFE_LINK = re.compile(r"(?:https?:|mailto:|[/#.]|[^:]*$)", re.IGNORECASE)
BULLET, NUMBERED = re.compile(r"[-*+]\s+(.*)"), re.compile(r"\d+[.)]\s+(.*)")


def to_html(markdown: str) -> str:
    """The HTML of the text, block by block."""
    lines = markdown.expandtabs(4).splitlines()
    blocks: list[str] = []
    while lines:
        if not lines[0].strip():
            lines.pop(0)
        else:
            blocks.append(block(lines))
    return "".join(f"{text}\n" for text in blocks)


def block(lines: list[str]) -> str:
    """The HTML of the block the lines begin with; its lines are taken away."""
    first = lines[0].strip()
    if first.startswith("```"):
        return code_block(lines)
    if found := re.fullmatch(r"(#{1,6})\s+(.*?)\s*#*", first):
        lines.pop(0)
        return f"<h{len(found[1])}>{inline(found[2])}</h{len(found[1])}>"
    if re.fullmatch(r"(?:-\s*){3,}|(?:\*\s*){3,}|_{3,}", first):
        lines.pop(0)
        return "<hr>"
    if first.startswith(">"):
        quoted = taken(lines, lambda line: line.strip().startswith(">"))
        inner = "\n".join(re.sub(r"^\s*> ?", "", line) for line in quoted)
        return f"<blockquote>\n{to_html(inner)}</blockquote>"
    for tag, pattern in (("ul", BULLET), ("ol", NUMBERED)):
        if pattern.match(first):
            items = taken(lines, lambda line, p=pattern: bool(p.match(line.strip())))
            texts = (pattern.sub(r"\1", item.strip()) for item in items)
            shown = "".join(f"<li>{inline(text)}</li>\n" for text in texts)
            return f"<{tag}>\n{shown}</{tag}>"
    text = [lines.pop(0), *taken(lines, is_plain)]
    return f"<p>{inline(' '.join(line.strip() for line in text))}</p>"


def code_block(lines: list[str]) -> str:
    """A block between fences, as it is."""
    language = lines.pop(0).strip().strip("`").strip()
    code = taken(lines, lambda line: not line.strip().startswith("```"))
    if lines:
        lines.pop(0)
    mark = f' class="language-{html.escape(language)}"' if language else ""
    return f"<pre><code{mark}>{html.escape(chr(10).join(code))}\n</code></pre>"


def taken(lines: list[str], wanted: Callable[[str], bool]) -> list[str]:
    """The first lines that are wanted, taken away."""
    count = next((i for i, line in enumerate(lines) if not wanted(line)), len(lines))
    found, lines[:count] = lines[:count], []
    return found


def is_plain(line: str) -> bool:
    """Whether a line goes on with a paragraph."""
    text = line.strip()
    starts = text.startswith(("#", ">", "```")) or BULLET.match(text) or NUMBERED.match(text)
    return bool(text) and not starts


def inline(text: str) -> str:
    """Emphasis, links, images and code within a line; everything else escaped."""
    kept: list[str] = []

    def keep(piece: str) -> str:
        kept.append(piece)
        return f"\0{len(kept) - 1}\0"

    def link(found: re.Match[str]) -> str:
        shown, target = found[2], html.unescape(found[3])
        if not SAFE_LINK.match(target):
            return shown
        address = html.escape(target)
        if found[1]:
            return keep(f'<img src="{address}" alt="{shown}">')
        return keep(f'<a href="{address}">') + shown + keep("</a>")

    text = text.replace("\0", "")
    text = CODE.sub(lambda found: keep(f"<code>{html.escape(found[2].strip())}</code>"), text)
    text = LINK.sub(link, html.escape(text))
    for pattern, replacement in EMPHASIS:
        text = pattern.sub(replacement, text)
    return re.sub(r"\0(\d+)\0", lambda found: kept[int(found[1])], text)


def main(argv: list[str]) -> int:
    """Print the HTML of a file."""
    if len(argv) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        print(to_html(Path(argv[0]).read_text(encoding="utf-8")), end="")
    except OSError as error:
        print(f"error: {argv[0]}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

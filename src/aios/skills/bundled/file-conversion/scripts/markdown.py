"""Markdown as blocks, and blocks as Markdown, HTML and plain text.

A block is (kind, …): ("heading", level, text), ("paragraph", text), ("item", depth, ordered, text),
("code", language, text), ("quote", text), ("table", rows), ("rule",). Texts keep Markdown's inline
marks.
"""

# ruff: noqa: E501 - a pattern, a style sheet or a sentence is one line

import html
import re

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"(\s*)(?:([-*+])|(\d{1,9})[.)])\s+(.*)")
_RULE = re.compile(r"\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_FENCE = re.compile(r"\s{0,3}(```+|~~~+)\s*([\w+-]*)")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_INLINE = (
    (re.compile(r"!\[([^\]]*)\]\(([^)\s]+)[^)]*\)"), r'<img src="\2" alt="\1">'),
    (re.compile(r"\[([^\]]+)\]\(([^)\s]+)[^)]*\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"\*\*(.+?)\*\*|__(.+?)__"), lambda m: f"<strong>{m[1] or m[2]}</strong>"),
    (re.compile(r"(?<![\w*])\*([^*\s][^*]*?)\*(?![\w*])"), r"<em>\1</em>"),
    (re.compile(r"(?<!\w)_([^_\s][^_]*?)_(?!\w)"), r"<em>\1</em>"),
    (re.compile(r"~~(.+?)~~"), r"<del>\1</del>"),
    (re.compile(r"&lt;(https?://[^\s&]+)&gt;"), r'<a href="\1">\1</a>'),
)
STYLE = (
    "body{font-family:sans-serif;max-width:50em;margin:2em auto;line-height:1.6;padding:0 1em}"
    "table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:4px 8px}"
    "pre{background:#f5f5f5;padding:1em;overflow:auto}blockquote{border-left:4px solid #ccc;margin:0;padding-left:1em}"
)


def blocks_of(text):
    """The blocks of a Markdown text."""
    lines = text.replace("\r\n", "\n").split("\n")
    found, at = [], 0
    while at < len(lines):
        block, at = _block(lines, at)
        found += [block] if block else []
    return found


def _block(lines, at):
    """The block that begins at the line, None for an empty one, and where the next begins."""
    line = lines[at]
    fence, heading, item = _FENCE.match(line), _HEADING.match(line), _ITEM.match(line)
    if not line.strip():
        return None, at + 1
    if fence:
        end = next(
            (i for i in range(at + 1, len(lines)) if lines[i].strip().startswith(fence[1])),
            len(lines),
        )
        return ("code", fence[2], "\n".join(lines[at + 1 : end])), end + 1
    if heading:
        return ("heading", len(heading[1]), heading[2]), at + 1
    if _RULE.match(line):
        return ("rule",), at + 1
    if "|" in line and at + 1 < len(lines) and _TABLE_RULE.match(lines[at + 1]):
        end = next((i for i in range(at + 2, len(lines)) if "|" not in lines[i]), len(lines))
        return ("table", [_cells(row) for row in (line, *lines[at + 2 : end])]), end
    if line.startswith(">"):
        end = next((i for i in range(at, len(lines)) if not lines[i].startswith(">")), len(lines))
        return ("quote", "\n".join(row[1:].strip() for row in lines[at:end])), end
    if item:
        depth = len(item[1].expandtabs(4)) // 2
        end = _end_of_text(lines, at + 1)
        more = [row.strip() for row in lines[at + 1 : end]]
        return ("item", depth, bool(item[3]), " ".join([item[4], *more])), end
    end = _end_of_text(lines, at + 1)
    if end == at + 1 < len(lines) and re.fullmatch(r"=+|-+", lines[end].strip()):
        return ("heading", 1 if "=" in lines[end] else 2, line.strip()), end + 1
    return ("paragraph", "\n".join(row.strip() for row in lines[at:end])), end


def _end_of_text(lines, at):
    """Where running text ends: at an empty line, or where something else begins."""
    while at < len(lines):
        line = lines[at]
        begins = (
            _HEADING.match(line) or _ITEM.match(line) or _FENCE.match(line) or _RULE.match(line)
        )
        if not line.strip() or begins or line.startswith(">") or re.fullmatch(r"=+", line.strip()):
            break
        at += 1
    return at


def _cells(line):
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]


def markdown_of(blocks):
    """The blocks as Markdown."""
    parts, before = [], ""
    for kind, *facts in blocks:
        if parts and not (kind == before == "item"):
            parts.append("")
        parts.append(_MARKDOWN[kind](*facts))
        before = kind
    return "\n".join(parts).strip() + "\n"


def _table_lines(rows):
    shown = [[cell.replace("\n", "<br>").replace("|", "\\|") for cell in row] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in shown]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


_MARKDOWN = {
    "heading": lambda level, text: f"{'#' * level} {text}",
    "paragraph": lambda text: text,
    "item": lambda depth, ordered, text: f"{'  ' * depth}{'1.' if ordered else '-'} {text}",
    "code": lambda language, text: f"```{language}\n{text}\n```",
    "quote": lambda text: "\n".join(f"> {line}" for line in text.split("\n")),
    "table": _table_lines,
    "rule": lambda: "---",
}


def text_of(blocks):
    """The blocks as plain text, without marks."""
    plain = [_plain_block(*block) for block in blocks]
    return "\n".join(plain).strip() + "\n"


def _plain_block(kind, *facts):
    if kind == "table":
        return "\n".join("\t".join(map(_without_marks, row)) for row in facts[0]) + "\n"
    if kind == "item":
        return f"{'  ' * facts[0]}• {_without_marks(facts[2])}"
    if kind == "rule":
        return "----\n"
    text = facts[-1]
    return f"{text if kind == 'code' else _without_marks(text)}\n"


def _without_marks(text):
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\[([^\]]+)\]\(([^)\s]+)[^)]*\)", r"\1 (\2)", text)
    return re.sub(r"\*\*|__|~~|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", "", text)


def html_of(blocks, title):
    """The blocks as a page of their own."""
    body, open_lists = [], []
    for block in blocks:
        if block[0] == "item":
            _open_lists(body, open_lists, block[1], "ol" if block[2] else "ul")
            body.append(f"<li>{inline(block[3])}</li>")
            continue
        _close_lists(body, open_lists, 0)
        body.append(_html_block(*block))
    _close_lists(body, open_lists, 0)
    head = f'<meta charset="utf-8"><title>{html.escape(title)}</title><style>{STYLE}</style>'
    return (
        f"<!DOCTYPE html>\n<html><head>{head}</head><body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _open_lists(body, open_lists, depth, tag):
    """Be in a list of this depth; an inner list is part of the item before it."""
    _close_lists(body, open_lists, depth + 1)
    if len(open_lists) <= depth:
        if open_lists:
            body[-1] = body[-1].removesuffix("</li>")
        body.append(f"<{tag}>")
        open_lists.append(tag)


def _close_lists(body, open_lists, depth):
    while len(open_lists) > depth:
        body.append(f"</{open_lists.pop()}>" + ("</li>" if open_lists else ""))


def _html_block(kind, *facts):
    if kind == "heading":
        return f"<h{facts[0]}>{inline(facts[1])}</h{facts[0]}>"
    if kind == "code":
        return f"<pre><code>{html.escape(facts[1])}</code></pre>"
    if kind == "quote":
        return f"<blockquote><p>{inline(facts[0])}</p></blockquote>"
    if kind == "rule":
        return "<hr>"
    if kind == "table":
        head = "".join(f"<th>{inline(cell)}</th>" for cell in facts[0][0])
        rows = ("".join(f"<td>{inline(c)}</td>" for c in row) for row in facts[0][1:])
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<p>{inline(facts[0])}</p>"


def inline(text):
    """Inline marks as HTML; what stands between backticks stays as it is."""
    parts = re.split(r"`([^`]+)`", text)
    shown = []
    for place, part in enumerate(parts):
        safe = html.escape(part, quote=False)
        if place % 2:
            shown.append(f"<code>{safe}</code>")
            continue
        for pattern, made in _INLINE:
            safe = pattern.sub(made, safe)
        shown.append(safe.replace("&lt;br&gt;", "<br>"))
    return "".join(shown)

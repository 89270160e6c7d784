"""Bricks: what is asked of text files and logs."""

import difflib
import re
import sys
from collections import Counter
from html import escape
from pathlib import Path

SAMPLE = Path("sample.txt")
LEVELS = r"\b(DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL|FATAL|TRACE)\b"


def text_of(source: Path) -> str:
    """The text of a file; "-" is what comes in."""
    if str(source) == "-":
        return sys.stdin.read()
    return Path(source).read_text(encoding="utf-8-sig")


def count_text(source: Path) -> dict[str, int]:
    """How many lines, words and characters a file has.

    >>> _ = SAMPLE.write_text("a b\\nc\\n")
    >>> count_text(SAMPLE)
    {'lines': 2, 'words': 3, 'characters': 6}
    """
    text = text_of(source)
    return {
        "lines": len(text.splitlines()),
        "words": len(text.split()),
        "characters": len(text),
    }


def count_lines(source: Path) -> int:
    """How many lines a file has.

    >>> _ = SAMPLE.write_text("a b\\nc\\n")
    >>> count_lines(SAMPLE)
    2
    """
    return len(text_of(source).splitlines())


def count_word_in_file(source: Path, word: str) -> int:
    """How often a word stands in a file, whatever its case.

    >>> _ = SAMPLE.write_text("Cat, cat! concat\\n")
    >>> count_word_in_file(SAMPLE, "cat")
    2
    """
    return len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text_of(source), re.IGNORECASE))


def frequent_words(source: Path, count: int = 10, min_length: int = 1) -> list[tuple[str, int]]:
    """The most frequent words of a file, from a length on, with their counts.

    >>> _ = SAMPLE.write_text("b a A c a b")
    >>> frequent_words(SAMPLE, 2)
    [('a', 3), ('b', 2)]
    """
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text_of(source).lower())
    counts = Counter(word for word in words if len(word) >= min_length)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:count]


def grep(pattern: str, source: Path, ignore_case: bool = False) -> list[str]:
    """The lines of a file that match a regular expression, each after its number.

    >>> _ = SAMPLE.write_text("ok\\nERR x\\n")
    >>> grep("err", SAMPLE, ignore_case=True)
    ['2:ERR x']
    """
    wanted = re.compile(pattern, re.IGNORECASE if ignore_case else 0)
    lines = enumerate(text_of(source).splitlines(), 1)
    return [f"{number}:{line}" for number, line in lines if wanted.search(line)]


def matching_lines(source: Path, pattern: str) -> list[str]:
    """The lines of a file in which a text stands.

    >>> _ = SAMPLE.write_text("ok\\nERROR x\\n")
    >>> matching_lines(SAMPLE, "ERROR")
    ['ERROR x']
    """
    return [line for line in text_of(source).splitlines() if pattern in line]


def unique_lines(source: Path, drop_blank: bool = False) -> str:
    """The lines of a file, each once, in the order of first appearance.

    >>> _ = SAMPLE.write_text("b\\na\\nb\\n")
    >>> unique_lines(SAMPLE)
    'b\\na\\n'
    """
    lines = dict.fromkeys(text_of(source).splitlines())
    return "".join(f"{line}\n" for line in lines if line.strip() or not drop_blank)


def sort_lines(source: Path, descending: bool = False) -> str:
    """The lines of a file in alphabetical order.

    >>> _ = SAMPLE.write_text("b\\na\\n")
    >>> sort_lines(SAMPLE), sort_lines(SAMPLE, descending=True)
    ('a\\nb\\n', 'b\\na\\n')
    """
    ordered = sorted(text_of(source).splitlines(), reverse=descending)
    return "".join(f"{line}\n" for line in ordered)


def reverse_lines(source: Path) -> str:
    """The lines of a file, the last first.

    >>> _ = SAMPLE.write_text("b\\na\\n")
    >>> reverse_lines(SAMPLE)
    'a\\nb\\n'
    """
    return "".join(f"{line}\n" for line in reversed(text_of(source).splitlines()))


def number_lines(source: Path) -> str:
    """The lines of a file, each after its number.

    >>> _ = SAMPLE.write_text("b\\na\\n")
    >>> number_lines(SAMPLE)
    '1: b\\n2: a\\n'
    """
    return "".join(f"{n}: {line}\n" for n, line in enumerate(text_of(source).splitlines(), 1))


def head(source: Path, count: int = 10) -> str:
    """The first lines of a file.

    >>> _ = SAMPLE.write_text("a\\nb\\nc\\n")
    >>> head(SAMPLE, 2)
    'a\\nb\\n'
    """
    return "".join(f"{line}\n" for line in text_of(source).splitlines()[:count])


def tail(source: Path, count: int = 10) -> str:
    """The last lines of a file.

    >>> _ = SAMPLE.write_text("a\\nb\\nc\\n")
    >>> tail(SAMPLE, 2)
    'b\\nc\\n'
    """
    return "".join(f"{line}\n" for line in text_of(source).splitlines()[-count:])


def replace_text(source: Path, old: str, new: str) -> str:
    """A file with one text replaced by another.

    >>> _ = SAMPLE.write_text("a cat\\n")
    >>> replace_text(SAMPLE, "cat", "dog")
    'a dog\\n'
    """
    return text_of(source).replace(old, new)


def remove_blank_lines(source: Path) -> str:
    """The lines of a file without those that are blank.

    >>> _ = SAMPLE.write_text("a\\n\\n  \\nb\\n")
    >>> remove_blank_lines(SAMPLE)
    'a\\nb\\n'
    """
    return "".join(f"{line}\n" for line in text_of(source).splitlines() if line.strip())


def merge_files(sources: list[Path]) -> str:
    """The texts of several files after each other.

    >>> _ = SAMPLE.write_text("a\\n")
    >>> merge_files([SAMPLE, SAMPLE])
    'a\\na\\n'
    """
    texts = (text_of(source) for source in sources)
    return "".join(text if text.endswith("\n") or not text else f"{text}\n" for text in texts)


def diff_files(old: Path, new: Path) -> str:
    """The differences of two text files, as diff -u shows them.

    >>> _ = SAMPLE.write_text("a\\nb\\n")
    >>> other = SAMPLE.with_name("other.txt")
    >>> _ = other.write_text("a\\nc\\n")
    >>> [line for line in diff_files(SAMPLE, other).splitlines() if line[0] in "-+"][2:]
    ['-b', '+c']
    """
    lines = difflib.unified_diff(
        text_of(old).splitlines(), text_of(new).splitlines(), str(old), str(new), lineterm=""
    )
    return "".join(f"{line}\n" for line in lines)


def count_levels(source: Path) -> dict[str, int]:
    """How many lines of a log have each level, such as INFO or ERROR.

    >>> _ = SAMPLE.write_text("12:00 ERROR x\\n12:01 [INFO] y\\n12:02 ERROR z\\n")
    >>> count_levels(SAMPLE)
    {'ERROR': 2, 'INFO': 1}
    """
    found = (re.search(LEVELS, line) for line in text_of(source).splitlines())
    return dict(Counter(match[1] for match in found if match))


def lines_with_level(source: Path, level: str = "ERROR") -> list[str]:
    """The lines of a log with a level.

    >>> _ = SAMPLE.write_text("12:00 ERROR x\\n12:01 INFO y\\n")
    >>> lines_with_level(SAMPLE)
    ['12:00 ERROR x']
    """
    wanted = re.compile(rf"\b{re.escape(level)}\b", re.IGNORECASE)
    return [line for line in text_of(source).splitlines() if wanted.search(line)]


def top_addresses(source: Path, count: int = 10) -> list[tuple[str, int]]:
    """The IP addresses that stand most often at the start of an access log's lines.

    >>> _ = SAMPLE.write_text("1.2.3.4 - x\\n5.6.7.8 - y\\n1.2.3.4 - z\\n")
    >>> top_addresses(SAMPLE, 1)
    [('1.2.3.4', 2)]
    """
    found = re.findall(r"^\S*?(\d{1,3}(?:\.\d{1,3}){3})\b", text_of(source), re.MULTILINE)
    return Counter(found).most_common(count)


def parse_log_line(line: str) -> dict[str, str] | None:
    """Time, level and message of a line such as "2024-01-01 12:00:00 ERROR text".

    >>> parse_log_line("2024-01-01 12:00:00 ERROR disk full")
    {'timestamp': '2024-01-01 12:00:00', 'level': 'ERROR', 'message': 'disk full'}
    >>> parse_log_line("???")  # else
    """
    found = re.match(
        r"\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?)\]?\s*[-:|]?\s*"
        r"\[?([A-Z]+)\]?\s*[-:|]?\s*(.*)",
        line.strip(),
    )
    if not found:
        return None  # else
    return {"timestamp": found[1], "level": found[2], "message": found[3]}


def markdown_to_html(text: str) -> str:
    """Markdown as HTML: headings, lists, quotes, code, links, bold and italic.

    >>> markdown_to_html("# Hi\\n\\na **b** `c`")
    '<h1>Hi</h1>\\n<p>a <strong>b</strong> <code>c</code></p>\\n'
    >>> markdown_to_html("- x\\n- y")
    '<ul>\\n<li>x</li>\\n<li>y</li>\\n</ul>\\n'
    """
    blocks = re.split(r"(^```.*?^```$)|\n\s*\n", text.strip(), flags=re.MULTILINE | re.DOTALL)
    return "".join(f"{_block(block.strip())}\n" for block in blocks if block and block.strip())


def _block(block: str) -> str:
    if block.startswith("```"):
        code = "\n".join(block.splitlines()[1:-1])
        return f"<pre><code>{escape(code)}</code></pre>"
    lines = block.splitlines()
    if heading := re.match(r"(#{1,6})\s+(.*)", lines[0]):
        size = len(heading[1])
        rest = "\n" + _block("\n".join(lines[1:]).strip()) if lines[1:] else ""
        return f"<h{size}>{_inline(heading[2].rstrip(' #'))}</h{size}>{rest}"
    for mark, tag in ((r"[-*+]\s+", "ul"), (r"\d+[.)]\s+", "ol")):
        if all(re.match(mark, line) for line in lines):
            items = "\n".join(f"<li>{_inline(re.sub(mark, '', x, count=1))}</li>" for x in lines)
            return f"<{tag}>\n{items}\n</{tag}>"
    if re.fullmatch(r"[-*_]{3,}", block):
        return "<hr>"
    if all(line.startswith(">") for line in lines):
        return f"<blockquote>{_inline(' '.join(x.lstrip('> ') for x in lines))}</blockquote>"
    return f"<p>{_inline(block)}</p>"


def _inline(text: str) -> str:
    text = escape(text, quote=False)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    text = re.sub(r"!\[([^\]]*)\]\(([^)\s]+)\)", r'<img src="\2" alt="\1">', text)
    text = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", r'<a href="\2">\1</a>', text)
    text = re.sub(r"\*\*(.+?)\*\*|__(.+?)__", lambda m: f"<strong>{m[1] or m[2]}</strong>", text)
    return re.sub(r"(?<!\w)[*_](\S(?:.*?\S)?)[*_](?!\w)", r"<em>\1</em>", text)


def markdown_file_to_html(source: Path) -> str:
    """A Markdown file as HTML.

    >>> _ = SAMPLE.write_text("# Hi")
    >>> markdown_file_to_html(SAMPLE)
    '<h1>Hi</h1>\\n'
    """
    return markdown_to_html(text_of(source))


def markdown_folder_to_html(folder: Path, target: Path) -> list[str]:
    """Every Markdown file of a folder as HTML in another folder; the names of the files written.

    >>> _ = SAMPLE.with_suffix(".md").write_text("# Hi")
    >>> markdown_folder_to_html(SAMPLE.parent, SAMPLE.parent / "html")
    ['sample.html']
    >>> (SAMPLE.parent / "html" / "sample.html").read_text()
    '<h1>Hi</h1>\\n'
    """
    target.mkdir(parents=True, exist_ok=True)
    names = []
    for source in sorted(folder.glob("*.md")):
        page = target / f"{source.stem}.html"
        page.write_text(markdown_to_html(source.read_text(encoding="utf-8-sig")), encoding="utf-8")
        names.append(page.name)
    return names

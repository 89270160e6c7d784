"""Programs for the command line that take from a page of the web what a request shows of it: items,
a table, headings, pictures; page by page where it says so; printed or written to a file.
"""

# ruff: noqa: E501

import re
from dataclasses import dataclass

from commands import Argument, Command
from printing import told_between
from scrapers import TREE
from starting import status_told
from templates import Template, template_of, value_lines

_URL = re.compile(r"\burl\b|网址|网页地址|https?://|web ?page", re.I)
_TARGETS = "o out output outfile save to file csv json out-file output-file"
_NEXT = re.compile(
    r"rel=[\"'“]next|class=[\"'“][^\"'”]*\bnext\b|next page|following page|下一页|翻页|every page|all (?:the )?pages|所有页",
    re.I,
)
_SORTED = re.compile(
    r"(?:sort\w*|order\w*)\s+by\s+(?:the )?(?P<en>\w+)(?P<fall>[^.;]{0,30}?(?:desc|high\w* first|largest|from high|expensive))?"
    r"|按\s*(?P<zh>\w+?)\s*(?P<way>从低到高|从高到低|升序|降序|从小到大|从大到小|排序)",
    re.I,
)
_MEANT = {
    "价格": "price",
    "名称": "name",
    "标题": "title",
    "日期": "date",
    "评分": "rating",
    "书名": "title",
}
_UNIQUE = re.compile(r"duplicat|unique|去重|不重复|重复的", re.I)


@dataclass(frozen=True)
class Crawl:
    """The program that is wanted."""

    stem: str
    kind: str  # items, table, headings, images
    target: Argument | None
    pages: Argument | None
    template: Template | None = None
    levels: tuple[str, ...] = ()
    follows: bool = False
    json: bool = False
    between: str = "\t"
    order: str = ""
    falls: bool = False
    unique: bool = False
    status: int = 1


def crawl_of(text: str, command: Command | None) -> Crawl | None:
    """The program that is wanted; None where the text wants another."""
    if command is None or not command.stem or not _URL.search(text):
        return None
    placed = [a for a in command.arguments if not a.option]
    target = placed[1] if len(placed) == 2 and placed[1].kind == "file" else None
    pages = None
    for argument in command.arguments:
        name = argument.option.lstrip("-")
        if name in _TARGETS.split():
            target = argument
        elif name in ("pages", "max-pages", "n", "limit"):
            pages = argument
        elif argument.option:
            return None
    if not placed or len(placed) > 2 or (len(placed) == 2 and target is not placed[1]):
        return None
    template = template_of(text)
    kind, levels = _kind(text, template)
    if not kind:
        return None
    ends = target.text.rpartition(".")[2].lower() if target else ""
    order = _SORTED.search(text)
    name = (order["en"] or order["zh"]) if order else ""
    return Crawl(
        command.stem, kind, target, pages, template if kind == "items" else None, levels,
        bool(_NEXT.search(text)),
        ends == "json" or (ends != "csv" and bool(re.search(r"\bJSON\b", text))),
        told_between(text) or ("\t" if kind != "images" else " "),
        _MEANT.get(name, name),
        bool(order and (order["fall"] or order["way"] in ("从高到低", "降序", "从大到小"))),
        bool(_UNIQUE.search(text)), status_told(text),
    )  # fmt: skip


def _kind(text: str, template: Template | None) -> tuple[str, tuple[str, ...]]:
    if template and template.tag not in ("table", "tr", "thead"):
        return "items", ()
    levels = sorted(set(re.findall(r"(?<![\w])<?(h[1-6])\b", text)))
    if re.search(r"heading|标题", text, re.I) and (
        levels or not re.search(r"<title>|page title|网页标题", text, re.I)
    ):
        return "headings", tuple(levels or [f"h{n}" for n in range(1, 7)])
    if re.search(r"\btables?\b|表格", text, re.I):
        return "table", ()
    if re.search(r"\bimages?\b|\bimg\b|pictures?|图片", text, re.I):
        return "images", ()
    return "", ()


def crawl_source(told: Crawl) -> str:
    """The program."""
    parts = [TREE.strip("\n"), _found(told)]
    parts += [_PAGES] if told.follows else []
    parts += [_main(told)]
    body = "\n\n\n".join(part.strip("\n") for part in parts)
    names = ("argparse", "csv", "io", "json", "sys")
    imports = "".join(f"import {m}\n" for m in names if f"{m}." in body)
    froms = "from urllib.parse import urljoin\n" if "urljoin(" in body else ""
    froms = ("from pathlib import Path\n" if "Path" in body else "") + froms
    end = '\n\n\nif __name__ == "__main__":\n    main()\n'
    return f'"""Takes from a page of the web what is wanted."""\n\n{imports}{froms}{body}{end}'


def _found(told: Crawl) -> str:
    """The function that takes what is wanted of one page."""
    head = 'def found_in(page: Element, url: str) -> list[dict[str, Any]]:\n    """What is wanted of a page, in its order."""\n'
    if told.template:
        lines = ["    items: list[dict[str, Any]] = []"]
        lines += [f'    for item in page.every("{told.template.tag}", "{told.template.cls}"):']
        lines += value_lines(told.template, "        ")
        for key, leaf, _ in told.template.fields:
            if leaf.attribute in ("href", "src"):
                lines += [
                    "    for item in items:",
                    f'        item["{key}"] = urljoin(url, item["{key}"] or "")',
                ]
        return head + "\n".join([*lines, "    return items"])
    if told.kind == "table":
        return head + _TABLE
    if told.kind == "headings":
        return head + (
            f"    levels = {told.levels!r}\n    found = [e for e in page.all() if e.tag in levels]\n"
            '    return [{"level": e.tag, "text": e.text()} for e in found if e.text()]'
        )
    return head + (
        '    found = [e for e in page.all() if e.tag == "img" and e.attrs.get("src")]\n'
        '    return [{"src": urljoin(url, e.attrs["src"]), "alt": e.attrs.get("alt", "")} for e in found]'
    )


_TABLE = """    tables = page.every("table")
    if not tables:
        raise ValueError("there is no table in the page")
    rows = [
        [cell.text() for cell in row.inside if getattr(cell, "tag", "") in ("td", "th")]
        for row in tables[0].every("tr")
    ]
    rows = [row for row in rows if row]
    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]"""
_PAGES = '''
def next_page(page: Element, url: str) -> str:
    """The address of the page after this one, "" for none."""
    for link in [*page.every("a"), *page.every("link")]:
        words = f"{link.attrs.get('rel', '')} {link.attrs.get('class', '')}".lower().split()
        inside = any(
            link in e.every("a") for e in page.all() if "next" in e.attrs.get("class", "").split()
        )
        named = link.text().strip(" »›>→").lower() in ("next", "next page", "下一页", "下页")
        if link.attrs.get("href") and ("next" in words or inside or named):
            return urljoin(url, link.attrs["href"])
    return ""
'''


def _main(told: Crawl) -> str:
    lines = ["def main() -> None:", '    """Read the pages, take what is wanted, tell it."""']
    lines += [
        "    parser = argparse.ArgumentParser(description=__doc__)",
        '    parser.add_argument("url")',
    ]
    if target := told.target:
        flag = f'"{target.option}", dest="target"' if target.option else '"target"'
        lines += [f"    parser.add_argument({flag}, type=Path)"]
    if told.pages:
        lines += [
            f'    parser.add_argument("{told.pages.option}", dest="pages", type=int, default={told.pages.default or 1000})'
        ]
    lines += ["    args = parser.parse_args()", "    items: list[dict[str, Any]] = []"]
    lines += ["    try:", *(f"        {line}" for line in _reading(told))]
    lines += [
        "    except (OSError, ValueError) as error:",
        '        print(f"error: {error}", file=sys.stderr)',
    ]
    lines += [f"        sys.exit({told.status})"]
    if told.unique:
        lines += ["    items = [item for n, item in enumerate(items) if item not in items[:n]]"]
    if told.order:
        key = f'i.get("{told.order}")'
        lines += [
            f"    items.sort(key=lambda i: ({key} is None, {key}){'' if not told.falls else ', reverse=True'})"
        ]
    return "\n".join([*lines, *_telling(told)])


def _reading(told: Crawl) -> list[str]:
    if not told.follows:
        return ["items = found_in(parsed(fetched(args.url)), args.url)"]
    limit = "args.pages" if told.pages else "1000"
    return [
        "url, seen = args.url, set()",
        f"while url and url not in seen and len(seen) < {limit}:",
        "    seen.add(url)",
        "    page = parsed(fetched(url))",
        "    items += found_in(page, url)",
        "    url = next_page(page, url)",
    ]


def _telling(told: Crawl) -> list[str]:
    """The lines that print what was found, or write it."""
    if told.kind == "headings" and not told.json and not told.target:
        between = told.between if told.between != "\t" else ""
        shown = f"{{item['level']}}{between}{{item['text']}}" if between else "{item['text']}"
        return ["    for item in items:", f'        print(f"{shown}")']
    as_csv = not told.json and (told.target is not None or told.kind == "table")
    if told.json:
        lines = ['    text = json.dumps(items, ensure_ascii=False, indent=2) + "\\n"']
    elif as_csv:
        names = [key for key, _, _ in told.template.fields] if told.template else []
        lines = ["    out = io.StringIO(newline=\"\")",
                 f"    names = {names or 'list(items[0]) if items else []'}",
                 '    writer = csv.DictWriter(out, names, lineterminator="\\n")',
                 "    writer.writeheader()", "    writer.writerows(items)", "    text = out.getvalue()"]  # fmt: skip
    else:
        between = told.between.replace("\t", "\\t")
        lines = [f'    rows = ["{between}".join("" if v is None else str(v) for v in i.values()) for i in items]',
                 '    text = "".join(f"{row}\\n" for row in rows)']  # fmt: skip
    if told.target is None:
        return [*lines, '    print(text, end="")']
    return [*lines, "    if args.target:", '        args.target.write_text(text, encoding="utf-8")',
            "    else:", '        print(text, end="")']  # fmt: skip


def tests_of_crawl(stem: str) -> str:
    """A test that a page is taken apart."""
    return (
        f'"""How a page is taken apart."""\n\nfrom {stem} import number_in, parsed\n\n\n'
        "def test_elements_are_found() -> None:\n"
        "    page = parsed('<p class=\"a b\">x <b>y</b></p><p>z</p>')\n"
        '    assert [e.text() for e in page.every("p")] == ["x y", "z"]\n'
        '    assert len(page.every("p", "a")) == 1\n    assert number_in("$1,200.5") == 1200.5\n'
    )

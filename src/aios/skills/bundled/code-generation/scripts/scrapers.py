"""Write a function that takes apart a page as a request shows it: the texts of all `<h2>`, the
rows of a table, a list of `<div class="item">` with what stands in each."""

import re
from dataclasses import dataclass

from bricks import Brick
from ruled import made_brick
from signatures import Signature
from templates import Template, keys_told, template_of, value_lines

_TAG = re.compile(
    r"<(?P<tag>[a-z][a-z0-9]*)(?P<rest>(?:\s+[a-z-]+=[\"'“”][^\"'“”>]*[\"'“”])*)\s*/?>"
)
_CLASS = re.compile(r"class=[\"'“”]([\w -]+)[\"'“”]")
_KEYS = re.compile(
    r"(?:\bkeys?|键名?|字段)\s*(?:are|is|named|called|分别)*\s*(?:是|为|有)?\s*[:：]?\s*"
    r"((?:[`\"'“]?[a-z_]\w*[`\"'”]?(?:\s*[(（][^()（）]*[)）])?(?:\s*(?:,|，|、|\band\b|和)+\s*)?)+)"
)
_OUT = re.compile(r"out\w*|csv\w*|dest\w*|target|path|file\w*|\w+_(?:csv|path|file)")
_WHOLE = re.compile(r"\babsolute\b|\bfull url|完整|绝对", re.I)
_NUMBER = r"浮点|数字|小数|\bfloat|\bnumber|整数|\bint\b"


@dataclass(frozen=True)
class Page:
    """What is to be taken: a list of what stands in each container, or texts, or a table."""

    kind: str  # items, texts, table
    tag: str
    cls: str = ""
    fields: tuple[tuple[str, str, str, bool], ...] = ()  # key, tag, class, whether a number
    dicts: bool = True
    template: Template | None = None


def scraper(part: str, wish: Signature) -> Brick | None:
    """The function that the text wants of a page; None where it wants another."""
    names = [param.name.lower() for param in wish.params or ()]
    if len(names) == 2 and names[0] == "url" and _OUT.fullmatch(names[1]):
        template = template_of(part)
        told = template and keys_told(part)
        source = saved_source(wish.name, (wish.params or ())[1].name, template, part)
        return made_brick(wish.name, source, "抓取网页存为 CSV") if told else None
    if len(names) != 1 or not re.fullmatch(r"html|page|source|content|text|url|markup", names[0]):
        return None
    page = page_of(part)
    template = template_of(part) if page is None or page.kind == "items" else None
    if template and keys_told(part):
        page = Page("items", template.tag, template.cls, template=template)
    if page is None:
        return None
    return made_brick(wish.name, scraper_source(wish.name, names[0], page), "解析网页")


def page_of(part: str) -> Page | None:
    """What the text wants of a page, None where it shows no tags."""
    tags = [(m["tag"], (_CLASS.search(m["rest"]) or ["", ""])[1]) for m in _TAG.finditer(part)]
    if not tags:
        return None
    if tags[0][0] == "table":
        rows = re.search(r"list of lists|列表的列表|二维列表|嵌套列表", part)
        return Page("table", "table", tags[0][1], dicts=not rows)
    keys = _KEYS.search(part)
    if len(tags) > 1 and keys:
        names = re.findall(r"(?<![(（\w])([a-z_]\w*)(?![)）\w])", keys[1], re.ASCII)
        names = [name for name in names if name not in ("and", "float", "int", "str", "number")]
        if len(names) != len(tags) - 1:
            return None
        fields = tuple(
            (name, tag, cls, _is_number(name, part))
            for name, (tag, cls) in zip(names, tags[1:], strict=True)
        )
        return Page("items", *tags[0], fields)
    texts = re.search(r"\btexts?\b|heading|titles?|文字|文本|内容|标题", part, re.IGNORECASE)
    return Page("texts", *tags[0]) if texts and len(set(tags)) == 1 else None


def _is_number(name: str, part: str) -> bool:
    return bool(re.search(rf"\b{name}\b[^,，、.。]{{0,16}}?(?:{_NUMBER})", part, re.IGNORECASE))


TREE = r'''import re
import urllib.request
from html.parser import HTMLParser
from typing import Any

VOID = ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")


class Element:
    """A tag of a page with what stands in it."""

    def __init__(self, tag: str = "", attrs: dict[str, str] | None = None) -> None:
        self.tag, self.attrs = tag, attrs or {}
        self.inside: list[Any] = []

    def every(self, tag: str, cls: str = "") -> list["Element"]:
        """All elements inside with this tag and class, in their order."""
        found: list[Element] = []
        for child in (c for c in self.inside if isinstance(c, Element)):
            named = set(cls.split()) <= set(child.attrs.get("class", "").split())
            found += [child] if child.tag == tag and named else []
            found += child.every(tag, cls)
        return found

    def all(self) -> list["Element"]:
        """All elements inside, in their order."""
        own = [c for c in self.inside if isinstance(c, Element)]
        return [e for child in own for e in (child, *child.all())]

    def raw(self) -> str:
        """The text inside as it is written."""
        return "".join(c if isinstance(c, str) else c.raw() for c in self.inside)

    def text(self) -> str:
        """The text inside, blanks made one."""
        return " ".join(self.raw().split())


class Tree(HTMLParser):
    """Builds the elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Element()
        self.open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One more element, which stays open unless nothing can stand in it."""
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and what was left open in it."""
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                break

    def handle_data(self, data: str) -> None:
        """A piece of text."""
        self.open[-1].inside.append(data)


def parsed(html: str) -> Element:
    """The elements of a page."""
    tree = Tree()
    tree.feed(html)
    return tree.top


def number_in(text: str) -> float | None:
    """The first number of a text."""
    found = re.search(r"-?\d[\d,]*(?:\.\d+)?", text)
    return float(found[0].replace(",", "")) if found else None


def fetched(url: str) -> str:
    """The text of a page of the web."""
    with urllib.request.urlopen(url, timeout=30) as answer:
        charset = answer.headers.get_content_charset() or "utf-8"
        return str(answer.read().decode(charset, errors="replace"))
'''


def scraper_source(name: str, param: str, page: Page) -> str:
    """The function, with what it needs."""
    given = f"fetched({param})" if param == "url" else param
    kind, body = _BODIES[page.kind](page, given)
    example = "" if param == "url" else f'\n\n    >>> {name}("")\n    []\n   '
    return (
        f"{TREE}\n\ndef {name}({param}: str) -> {kind}:\n"
        f'    """What is wanted of a page, in its order.{example} """\n{body}\n'
    ).replace('order. """', 'order."""')


def saved_source(name: str, target: str, template: Template | None, part: str) -> str:
    """The function that writes what it takes of the page at `url` into a CSV file."""
    if template is None:
        return ""
    keys = [key for key, _, _ in template.fields]
    lines = ["    items: list[dict[str, Any]] = []"]
    lines += [f'    for item in parsed(fetched(url)).every("{template.tag}", "{template.cls}"):']
    lines += value_lines(template, "        ")
    for key, leaf, _ in template.fields:
        if leaf.attribute in ("href", "src") and _WHOLE.search(part):
            lines += [f'        items[-1]["{key}"] = urljoin(url, items[-1]["{key}"] or "")']
    lines += [f'    with open({target}, "w", newline="", encoding="utf-8") as file:']
    lines += [f"        writer = csv.DictWriter(file, {keys!r})", "        writer.writeheader()"]
    lines += ["        writer.writerows(items)", "    return len(items)"]
    imports = "import csv\n" + TREE.replace(
        "from typing import Any\n", "from typing import Any\nfrom urllib.parse import urljoin\n", 1
    )
    return (
        f"{imports}\n\ndef {name}(url: str, {target}: str) -> int:\n"
        f'    """Write what is wanted of a page into a CSV file; how many rows."""\n'
        + "\n".join(lines)
        + "\n"
    )


def _texts(page: Page, given: str) -> tuple[str, str]:
    found = f'parsed({given}).every("{page.tag}", "{page.cls}")'
    return "list[str]", f"    return [element.text() for element in {found}]"


def _items(page: Page, given: str) -> tuple[str, str]:
    lines = ["    items = []"]
    lines.append(f'    for item in parsed({given}).every("{page.tag}", "{page.cls}"):')
    if page.template:
        lines += value_lines(page.template, "        ")
        return "list[dict[str, Any]]", "\n".join([*lines, "    return items"])
    shown = []
    for key, tag, cls, number in page.fields:
        lines.append(f'        {key} = [e.text() for e in item.every("{tag}", "{cls}")]')
        value = f"number_in({key}[0])" if number else f"{key}[0]"
        shown.append(f'"{key}": {value} if {key} else None')
    lines += [f"        items.append({{{', '.join(shown)}}})", "    return items"]
    return "list[dict[str, Any]]", "\n".join(lines)


def _table(page: Page, given: str) -> tuple[str, str]:
    lines = [
        f'    tables = parsed({given}).every("table", "{page.cls}")',
        "    if not tables:",
        "        return []",
        "    rows = [",
        '        [cell.text() for cell in row.inside if getattr(cell, "tag", "") in ("td", "th")]',
        '        for row in tables[0].every("tr")',
        "    ]",
    ]
    if page.dicts:
        lines.append("    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]")
        return "list[dict[str, str]]", "\n".join(lines)
    return "list[list[str]]", "\n".join([*lines, "    return rows"])


_BODIES = {"texts": _texts, "items": _items, "table": _table}

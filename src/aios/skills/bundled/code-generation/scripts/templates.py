"""What a request shows of a page: the element that holds an item, what stands in it, and under which
keys it is wanted.
"""

# ruff: noqa: E501

import re
from dataclasses import dataclass

_TAG = re.compile(
    r"<(?P<end>/)?(?P<tag>[a-z][a-z0-9]*)(?P<rest>(?:\s+[a-z-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|“[^”<>]*”))?)*)\s*/?>"
)
_ATTRIBUTE = re.compile(r"([a-z-]+)\s*=\s*[\"'“]([^\"'”]*)[\"'”]")
_VOID = ("img", "br", "hr", "input", "meta", "link")
_ONE = r"[`\"'“‘]?[A-Za-z_\u4e00-\u9fff][\w]*[`\"'”’]?(?:\s*[(（][^()（）]*[)）])?"
_LISTED = re.compile(
    r"(?:\b(?:keys?|columns?|fields?|header|dicts?|objects?|records?)\b(?:\s+(?:row|names?|are|is|named|called|with|of|the|keys?|columns?|fields?))*"
    r"|(?:列名?|键名?|字段名?|表头)(?:分别)?(?:为|是|有|叫)?)\s*[:：]?\s*"
    rf"(?P<keys>{_ONE}(?:\s*(?:,|，|、|/|\band\b|和|及)+\s*{_ONE})*)", re.I
)  # fmt: skip
_SHAPE = re.compile(r"\{\s*[\"'“]\w+[\"'”]\s*[:：,}][^{}]*\}?")
_NUMBER = r"float|number|numeric|\bint\b|数字|数值|浮点|小数|整数"
_LINKS = ("url", "link", "href", "address", "链接", "网址")
_IMAGES = ("image", "img", "src", "picture", "photo", "cover", "图片", "封面")


@dataclass(frozen=True)
class Leaf:
    """Something that stands in an item: where it is, and the attribute that is wanted of it."""

    tag: str
    cls: str = ""
    attribute: str = ""


@dataclass(frozen=True)
class Template:
    """The element that holds an item, and what is wanted of it, by key; whether it is a number."""

    tag: str
    cls: str
    fields: tuple[tuple[str, Leaf, bool], ...]


def template_of(text: str) -> Template | None:
    """The item that the text shows; None where it shows none with something in it."""
    tags = list(_TAG.finditer(text))
    for number, found in enumerate(tags):
        leaves = _leaves(tags[number:])
        if leaves:
            cls = dict(_ATTRIBUTE.findall(found["rest"])).get("class", "")
            fields = _fields(leaves, keys_told(text), text)
            return Template(found["tag"], cls, fields) if fields else None
    return None


def _leaves(tags: list[re.Match[str]]) -> list[tuple[Leaf, dict[str, str]]]:
    """What stands in the first of the elements, in its order; [] where nothing does."""
    first, found, depth = tags[0], [], 0
    if first["end"] or first["tag"] in (*_VOID, "a", "span", "html", "body"):
        return []
    for tag in tags:
        if tag["end"]:
            depth -= 1
            if depth <= 0:
                return found
            continue
        attributes = dict(_ATTRIBUTE.findall(tag["rest"]))
        if depth:
            found.append((Leaf(tag["tag"], attributes.get("class", "")), attributes))
        depth += tag["tag"] not in _VOID
    return []


def keys_told(text: str) -> list[str]:
    """The keys or columns that are wanted of each item; [] where the text names none."""
    bare = _TAG.sub(" ", text)
    for shape in _SHAPE.findall(bare):
        if keys := re.findall(r"[\"'“](\w+)[\"'”]\s*(?=[:：,}])", shape):
            return list(dict.fromkeys(keys))
    best: list[str] = []
    for found in _LISTED.finditer(bare):
        plain = re.sub(r"[(（][^()（）]*[)）]", " ", found["keys"])
        names = [
            n.strip("`\"'“”‘’ ") for n in re.split(r"\s*(?:,|，|、|/|\band\b|和|及)+\s*", plain)
        ]
        names = [n for n in names if n and n.lower() not in ("the", "a", "with", "of", "in", "for")]
        best = max(best, names, key=len)
    return best


def _fields(
    leaves: list[tuple[Leaf, dict[str, str]]], keys: list[str], text: str
) -> tuple[tuple[str, Leaf, bool], ...]:
    """Which key is what of an item."""
    texts = [leaf for leaf, _ in leaves if leaf.tag not in _VOID]
    inner = [leaf for leaf in texts if leaf.cls or leaf.tag not in ("div", "p", "span", "ul", "li")]
    free = list(inner or texts)
    told: dict[str, Leaf] = {}
    for key in keys:
        attribute = "href" if key.lower() in _LINKS else "src" if key.lower() in _IMAGES else ""
        own = next((leaf for leaf, a in leaves if attribute and attribute in a), None)
        data = next(
            (leaf for leaf, a in leaves if f"data-{key}" in a or (key == "datetime" and key in a)),
            None,
        )
        if own:
            told[key] = Leaf(own.tag, own.cls, attribute)
        elif data:
            told[key] = Leaf(data.tag, data.cls, "datetime" if key == "datetime" else f"data-{key}")
        elif same := next((leaf for leaf in free if key.lower() in leaf.cls.lower().split()), None):
            told[key] = same
            free.remove(same)
    left = [key for key in keys if key not in told]
    if not keys:
        named = {leaf.cls.split()[0] if leaf.cls else _usual(leaf.tag): leaf for leaf in free}
        return tuple((key, leaf, _is_number(key, text)) for key, leaf in named.items())
    if len(left) > len(free):
        return ()
    told |= dict(zip(left, free, strict=False))
    plain = {key for key in keys if told[key].attribute in ("href", "src")}
    return tuple((k, told[k], k not in plain and _is_number(k, text)) for k in keys)


def _usual(tag: str) -> str:
    """The key of an element that has no class."""
    return "title" if re.fullmatch(r"h\d|a|strong", tag) else {"time": "date"}.get(tag, tag)


def _is_number(key: str, text: str) -> bool:
    about = rf"{re.escape(key)}[\"'”`]?(?:[^,，、.。;；{{}}]|\d[.,]\d){{0,24}}?(?:{_NUMBER})"
    shown = rf"[\"'“]{re.escape(key)}[\"'”]\s*[:：]\s*-?\d"
    return bool(
        re.search(rf"(?:\b|(?<=[\u4e00-\u9fff])){about}", _TAG.sub(" ", text), re.I)
        or re.search(shown, text)
    )


def value_lines(template: Template, indent: str) -> list[str]:
    """The lines that take each field of `item`, and put them to `items`."""
    lines, shown = [], []
    for key, leaf, number in template.fields:
        own = f'item.every("{leaf.tag}", "{leaf.cls}")'
        attribute = leaf.attribute or "href"
        taken = f'e.attrs.get("{attribute}", "")' if leaf.attribute else "e.text()"
        name = f"found_{len(shown)}"
        lines.append(f"{indent}{name} = [{taken} for e in {own}]")
        value = f"number_in({name}[0])" if number else f"{name}[0]"
        shown.append(f'"{key}": {value} if {name} else None')
    return [*lines, f"{indent}items.append({{{', '.join(shown)}}})"]

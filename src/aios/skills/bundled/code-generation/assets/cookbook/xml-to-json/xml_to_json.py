"""Convert XML to JSON and back: python xml_to_json.py in.xml out.json (or the other way).

An element becomes an object: its attributes as @name, its text as #text, its children by tag, and
those of the same tag as a list. One with nothing but text becomes that text.
"""

import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

ATTRIBUTE = "@"
TEXT = "#text"
INDENT = 2
NAME = re.compile(r"[^\W\d][\w.-]*")


class ConversionError(Exception):
    """A file cannot be converted; the text says why."""


def to_value(element: ElementTree.Element) -> Any:
    """What an element becomes: an object, its text, or None for an empty one."""
    value: dict[str, Any] = {f"{ATTRIBUTE}{name}": text for name, text in element.attrib.items()}
    for child in element:
        inner = to_value(child)
        if child.tag not in value:
            value[child.tag] = inner
        elif isinstance(value[child.tag], list):
            value[child.tag].append(inner)
        else:
            value[child.tag] = [value[child.tag], inner]
    parts = [element.text, *(child.tail for child in element)]
    text = " ".join(part.strip() for part in parts if part and part.strip())
    if not value:
        return text or None
    return value | ({TEXT: text} if text else {})


def to_element(tag: str, value: Any) -> ElementTree.Element:
    """The element of a value; ConversionError for a key that cannot be a tag."""
    if not NAME.fullmatch(tag):
        raise ConversionError(f"{tag!r} cannot be the name of an element")
    element = ElementTree.Element(tag)
    if not isinstance(value, dict):
        element.text = written(value)
        return element
    for key, inner in value.items():
        if key == TEXT:
            element.text = written(inner)
        elif key.startswith(ATTRIBUTE):
            element.set(key.removeprefix(ATTRIBUTE), written(inner) or "")
        else:
            element.extend([to_element(key, one) for one in listed(inner)])
    return element


def listed(value: Any) -> list[Any]:
    """The items of a list; anything else alone."""
    return value if isinstance(value, list) else [value]


def written(value: Any) -> str | None:
    """A plain value as XML has it."""
    if isinstance(value, list):
        raise ConversionError("a list within a list has no name in XML")
    return json.dumps(value) if isinstance(value, bool) else None if value is None else str(value)


def xml_to_json(text: str) -> str:
    """The JSON of an XML document; ConversionError if it is none."""
    if "<!ENTITY" in text:  # entities can blow up a small document, and read files
        raise ConversionError("documents with entities of their own are not read")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise ConversionError(f"no XML: {error}") from error
    return json.dumps({root.tag: to_value(root)}, ensure_ascii=False, indent=INDENT) + "\n"


def json_to_xml(text: str) -> str:
    """The XML of a JSON object with one key, or of anything else within <root>."""
    try:
        value = json.loads(text)
    except ValueError as error:
        raise ConversionError(f"no JSON: {error}") from error
    single = isinstance(value, dict) and len(value) == 1
    tag, inner = next(iter(value.items())) if single else ("root", value)
    if isinstance(inner, list):
        tag, inner = ("root", {tag if single else "item": inner})
    root = to_element(tag, inner)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def convert(source: Path, target: Path) -> None:
    """Convert by the names of the files."""
    kinds = (source.suffix.lower(), target.suffix.lower())
    if kinds not in ((".xml", ".json"), (".json", ".xml")):
        raise ConversionError("name an .xml and a .json file")
    text = source.read_text(encoding="utf-8-sig")
    turned = xml_to_json(text) if kinds[0] == ".xml" else json_to_xml(text)
    target.write_text(turned, encoding="utf-8")


def main(argv: list[str]) -> int:
    """Convert the first file into the second."""
    if len(argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        convert(Path(argv[0]), Path(argv[1]))
    except (ConversionError, OSError, UnicodeDecodeError) as error:
        print(f"error: {argv[0]}: {error}", file=sys.stderr)
        return 1
    print(f"written: {argv[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

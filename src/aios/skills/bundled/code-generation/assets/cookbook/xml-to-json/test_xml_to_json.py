"""Elements, attributes, lists, there and back, refusals, and the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from xml_to_json import ConversionError, json_to_xml, main, xml_to_json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<a>1</a>", {"a": "1"}),
        ("<a/>", {"a": None}),
        ("<a><b>x</b><b>y</b></a>", {"a": {"b": ["x", "y"]}}),
        ("<a k='1'> 书 </a>", {"a": {"@k": "1", "#text": "书"}}),
        ("<a>one<b/>two</a>", {"a": {"b": None, "#text": "one two"}}),
        ("<a><b><c>1</c></b><b/><b>z</b></a>", {"a": {"b": [{"c": "1"}, None, "z"]}}),
    ],
)
def test_what_xml_becomes(text: str, value: Any) -> None:
    assert json.loads(xml_to_json(text)) == value


@pytest.mark.parametrize(
    "value",
    [
        {"order": {"@id": "7", "line": [{"sku": "a", "n": "2"}, {"sku": "b", "n": "1"}]}},
        {"a": {"b": ["1", "2", "3"], "c": None, "#text": "文字 & <x>"}},
        {"a": "plain"},
    ],
)
def test_there_and_back(value: Any) -> None:
    assert json.loads(xml_to_json(json_to_xml(json.dumps(value)))) == value


def test_what_has_no_single_name_is_put_into_a_root() -> None:
    assert json.loads(xml_to_json(json_to_xml("[1, true, null]"))) == {
        "root": {"item": ["1", "true", None]}
    }
    assert json.loads(xml_to_json(json_to_xml('{"a": 1, "b": 2}'))) == {
        "root": {"a": "1", "b": "2"}
    }


@pytest.mark.parametrize(
    "text", ["", "<a>", "<a></b>", "plain", '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>']
)
def test_what_is_no_safe_xml_is_refused(text: str) -> None:
    with pytest.raises(ConversionError):
        xml_to_json(text)


@pytest.mark.parametrize("text", ["", "{", '{"1a": 1}', '{"a b": 1}', '{"a": {"b": [[1]]}}'])
def test_what_cannot_be_xml_is_refused(text: str) -> None:
    with pytest.raises(ConversionError):
        json_to_xml(text)


def test_the_command_line(tmp_path: Path) -> None:
    source, target, back = (tmp_path / name for name in ("in.xml", "out.json", "back.xml"))
    source.write_text("<a><b>书</b></a>", encoding="utf-8")
    assert main([str(source), str(target)]) == main([str(target), str(back)]) == 0
    assert json.loads(target.read_text(encoding="utf-8")) == {"a": {"b": "书"}}
    assert "<b>书</b>" in back.read_text(encoding="utf-8")
    assert main([str(source), str(tmp_path / "x.csv")]) == 1
    assert main([str(tmp_path / "gone.xml"), str(target)]) == 1
    assert main([]) == 2

"""The fields of a record, and fixed answers, as a request tells them in prose."""

import json
import re
from typing import Any

from told import KEYS

_REQUIRED = re.compile(
    r"(?P<en>[a-z_]\w*(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)[a-z_]\w*)*)\s+(?:are |is )?"
    r"(?:both )?required"
    r"|(?:必填|必须有|必须包含)(?:的?字段)?(?:是|为|有)?[:：]?\s*(?P<zh>[a-z_]\w*(?:\s*[、,，和]\s*[a-z_]\w*)*)"
    r"|(?:收|接收|接受|传入?|提交|参数|字段)(?:的?字段)?(?:是|为|有)?[:：]?\s*(?P<zh3>[a-z_]\w*(?:\s*[、,，和]\s*[a-z_]\w*)*)"
    r"|(?P<zh2>[a-z_]\w*(?:\s*[、,，和]\s*[a-z_]\w*)*)\s*(?:都?是)?(?:必填|必须)"
    r"|\b(?:with|fields?|keys?|having|takes|accepts|expects)\s+(?:the\s+|an?\s+)?(?:fields?\s+|keys?\s+|json\s+)?(?P<with>[a-z_]\w*(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:an?\s+)?[a-z_]\w*)+)"
)
_NO_FIELDS = frozenset(
    {
        "a",
        "an",
        "the",
        "and",
        "json",
        "body",
        "fields",
        "field",
        "keys",
        "key",
        "in",
        "memory",
        "of",
    }
    | {
        "to",
        "id",
        "it",
        "returns",
        "answers",
        "gives",
        "adds",
        "creates",
        "responds",
        "stores",
        "is",
    }
)


def fields_required(clause: str) -> list[str]:
    """The fields that are told in prose: "title and author required"."""
    found = _REQUIRED.search(clause)
    names = re.findall(r"[a-z_]\w*", next(filter(None, found.groups())), re.ASCII) if found else []
    return [name for name in names if name not in _NO_FIELDS]


def fields_had(text: str, kind: str) -> list[str]:
    """The fields of a thing that are told where the thing is: "Products have sku and name"."""
    thing = kind.rstrip("s")
    found = re.search(
        rf"\b{thing}s?\s+(?:have|has|with|consists? of|contains?)\s+(?:an?\s+|the\s+)?"
        r"(?:fields?\s+)?([a-z_]\w*(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:an?\s+)?[a-z_]\w*)*)",
        text, re.IGNORECASE
    )  # fmt: skip
    names = re.findall(r"[a-z_]\w*", found[1], re.ASCII) if found else []
    return [name for name in names if name not in _NO_FIELDS]


def text_told(clause: str) -> str | None:
    """The plain text that is to be answered, None without one."""
    found = re.search(r"(?:\btext|\bstring|文本)\s*[:：]?\s*[\"“'`]([^\"”'`]+)[\"”'`]", clause)
    return found[1] if found else None


def json_told(clause: str) -> Any:
    """The JSON object that is to be answered, None without one; dots stand for anything."""
    for body in KEYS.findall(clause):
        try:
            value = json.loads(body.replace("'", '"'))
        except ValueError:
            continue
        return value if isinstance(value, dict) and value else None
    return None

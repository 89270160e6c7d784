"""The kinds of fields that items have, and which of them a sentence speaks of."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of field; fields.toml says what each part means."""

    words: str
    names: str = r"(?!)"
    looks: str = r"(?!)"
    read: str = "text"
    evident: bool = False


TABLE = tomllib.loads((Path(__file__).parent / "fields.toml").read_text("utf-8"))
WORDS = re.IGNORECASE | re.ASCII  # a Chinese neighbour ends an English word
# Links that lead on to further pages: they are no field of the items.
LEADING_ON = re.compile(
    r"\b(?:next|more|older|paging|pagination)[\"'”’]?(?:[- ]pages?)?[\"'”’]? links?\b"
    r"|(?:下一?页|翻页|分页|下页)[”\"'」]?的?(?:链接|連結|网址|地址)",
    WORDS,
)
# The address of a picture is the picture, and no link.
OF_PICTURES = re.compile(
    r"(?P<of>图片|图像|封面|缩略图)的?(?:链接|网址|地址)"
    r"|(?P<of_>\b(?:images?|pictures?|photos?|covers?|thumbnails?)) (?:links?|urls?|addresses)\b",
    WORDS,
)
KINDS = {name: Kind(**entry) for name, entry in TABLE.items()}


def asked_fields(text):
    """The fields a text speaks of, in the order it does; empty when it names none."""
    text = OF_PICTURES.sub(lambda hit: hit["of"] or hit["of_"], LEADING_ON.sub(" ", text))
    spoken = {name: re.search(kind.words, text, WORDS) for name, kind in KINDS.items()}
    hits = sorted((hit.start(), name) for name, hit in spoken.items() if hit)
    return [name for _, name in hits]

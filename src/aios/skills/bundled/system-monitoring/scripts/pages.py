"""What an answer says, as values to be compared: fields of JSON, numbers and lines of pages."""

import json
import re
from html.parser import HTMLParser

MOST = 40
LABEL = re.compile(
    r"^(?P<label>[^:：=\d]{1,40}?)\s*[:：=]\s*(?P<value>[^\n]{1,60})$|^(?P<front>[^\d:：=]{2,40}?)\s+(?P<n>-?\d[\d.,]*)\b.{0,20}$"
)
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*")


class Written(float):
    """A number that is shown as it was written: 49.90."""

    def __new__(cls, text):
        """The number of the text, which it keeps."""
        made = super().__new__(cls, text)
        made.text = text
        return made

    def __str__(self):
        return self.text


class Lines(HTMLParser):
    """The visible lines of a page."""

    BLOCKS = frozenset(
        "p,div,li,tr,h1,h2,h3,h4,h5,h6,br,td,th,title,section,article,ul,ol".split(",")  # noqa: SIM905
    )

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.hidden = [""], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style", "title")
        if tag in self.BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style", "title")
        if tag in self.BLOCKS:
            self.lines.append("")

    def handle_data(self, data):
        if self.hidden <= 0:
            self.lines[-1] += data


def read(kind, body):
    """(fields, lines) of an answer: {"queue.waiting": 4}, or {"Price": 49.9} beside its lines."""
    text = body.decode("utf-8", "replace")
    if "json" in kind or text.lstrip()[:1] in ("{", "["):
        try:
            return dict(list(flat(json.loads(text)))[:MOST]), []
        except ValueError:
            pass
    if "html" in kind or "<" in text[:200]:
        parser = Lines()
        parser.feed(text)
        lines = [" ".join(line.split()) for line in parser.lines]
    else:
        lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line][:MOST]
    return dict(labelled(lines)), lines


def flat(value, name=""):
    """(name, value) of every scalar, names joined by dots."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from flat(inner, f"{name}[{place}]" if name else str(place))
    elif name:
        yield name, value


def labelled(lines):
    """(label, value) of lines such as "Price: 49.90 EUR"; a number alone where it has one."""
    for line in lines:
        found = LABEL.match(line)
        if found:
            value = found["value"] or found["n"]
            number = NUMBER.search(value)
            yield (
                (found["label"] or found["front"]).strip(),
                number_of(number[0]) if number else value,
            )


def number_of(text):
    """A number of a text, shown as it is written; the text itself where it is none."""
    try:
        plain = text.replace(",", "")
        return int(plain) if "." not in plain else Written(plain)
    except ValueError:
        return text

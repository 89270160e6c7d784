"""What a program is to be started with, out of a sentence: "run sum.py with 1 2 3"."""

import re
import shlex

_LEAD = re.compile(
    r"\s*[,，]?\s*(?:\bwith\b(?:\s+(?:the\s+)?(?:arguments?|args?|parameters?|options?|inputs?))?|\bon\b"
    r"|(?:命令行)?(?:的)?参数(?:为|是|用)?|传入?参?数?|带上?(?:参数)?)\s*[:：=]?\s*",
    re.IGNORECASE,
)
# A number, an option, a quotation, a file: words are what the sentence goes on with.
_ARGUMENT = re.compile(
    r"\s*(\"[^\"\n]*\"|'[^'\n]*'|--?[A-Za-z][\w=./-]*|-?\d[\w.:/-]*|[\w./-]+\.[A-Za-z]\w*)"
    r"(?=[\s,，。;；]|$)"
)


def arguments_of(text: str, name: str) -> tuple[str, ...]:
    """The arguments that stand behind the program's name in the text; none when none do."""
    rest = text[text.find(name) + len(name) :] if name in text else ""
    lead = _LEAD.match(rest)
    rest, found = rest[lead.end() :] if lead else rest, []
    while match := _ARGUMENT.match(rest):
        found += shlex.split(match[1])
        rest = rest[match.end() :]
    return tuple(found)

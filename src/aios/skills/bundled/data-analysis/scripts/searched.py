"""Conditions on what a text says: "contains solar", "reviews that mention broken", "带“异响”的"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from sentence import COLUMN, VALUE, normal
from table import TEXT as WORDS

TEXT = r"(?P<text>\"[^\"]+\"|'[^']+'|[\w.@/+*-]*[\w@/+*-])"


class Searched:
    """The part of Conditions on them; it has `sentence`, `table`, `notes`, `_add`, `_column` and `_spelled`."""

    def _texts(self):
        ways = (
            ("not_contains", r"(?:does not|doesn't|do not|not) contain(?:s|ing)?|不包含|不含有?"),
            (
                "contains",
                r"contain(?:s|ing)?|mention(?:s|ed|ing)?|includ(?:es|ing)|(?:is |are )?like|提[到及]了?|包含|含有|包括|含|带有?(?=\s*[\"\ue400-\ue7ff])",
            ),
            (
                "starts_with",
                r"start(?:s|ing)? with|begin(?:s|ning)? with|开头(?:为|是)|以(?=[^,，]{1,20}开头)",
            ),
            ("ends_with", r"end(?:s|ing)? with|结尾(?:为|是)|以(?=[^,，]{1,20}结尾)"),
        )
        for operator, words in ways:
            self.sentence.take(
                rf"(?P<c>{COLUMN})\s*(?:的值|中|里|里面|字段)?\s*(?:that |which )?(?:{words})\s*(?:the (?:word|text) )?(?:{TEXT}|(?P<v>{VALUE}))\s*(?:开头|结尾)?",
                lambda m, o=operator: self._text(m, o),
            )
        self.sentence.take(
            rf"(?:\b(?:that |which )?(?:contain(?:s|ing)?|mention(?:s|ed|ing)?)\b|提[到及]了?|说到|包含|含有|写着|带有?(?=\s*[\ue400-\ue7ff]字))\s*(?:the (?:word|text|phrase) )?(?P<v>{VALUE})(?:这个词|字样)?的?",
            self._text_somewhere,
        )

    def _text_somewhere(self, match):
        """ "reviews that mention broken": in the column of the longest texts, where none is named."""
        return self._in_longest(self.sentence.things[match.group("v")].text)

    def _in_longest(self, said):
        texts = [c for c in self.table.of_kind(WORDS) if c.sample]
        if not texts:
            return False
        column = max(texts, key=lambda c: sum(map(len, c.sample)) / len(c.sample))
        text = self._spelled(said)
        self.notes.append(
            (f"在 {column.name} 列里找“{text}”", f'"{text}" was looked for in {column.name}')
        )
        return self._add(column, "contains", text)

    def _text(self, match, operator):
        text = match.group("text") or self.sentence.things[match.group("v")].text
        text = re.sub(r"(的.{0,6}|开头|结尾)$", "", text.strip("\"'")) or text
        named = self.sentence.things[match.group("c")]
        rows = named.text.endswith("s") and self.table.unique(
            named.best()
        )  # "tickets that mention"
        if rows and operator == "contains" and normal(named.best().name) != named.text:
            return self._in_longest(text)
        return self._add(self._column(match), operator, self._spelled(text))

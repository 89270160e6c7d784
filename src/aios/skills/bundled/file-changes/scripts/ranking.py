"""How many of which end are meant: "the two largest", "最新的 3 个", "all but the newest"."""

import re
from typing import NamedTuple

from aios_file_words import FLAGS, WHOLE, amount
from words import RANKS

NUMBER = f"({WHOLE})"
KEPT = (
    r"(?:只?保留|只?留下?|(?<![删移清去])除了?|\bkeep(?:ing)?|\bexcept(?: for)?|\bbut(?: not)?"
    r"|\bother than|\bexcluding|\bleave|\bleaving)(?:\s+(?:the|only|just|my))*\s*$"
)
ALIKE = r"重复|去重|相同|内容\S{0,3}一样|一模一样|\bduplicat|\bdedup|\bidentical|\bof each\b|每组"


class Rank(NamedTuple):
    """The first `count` in an order; `others` when all but those are meant."""

    order: str
    count: int
    others: bool

    def of(self, items):
        """Those of the files that are meant."""
        key = {"size": lambda item: item.size, "time": lambda item: item.modified}
        end, what = self.order.split("_")
        ranked = sorted(items, key=lambda item: item.path)
        ranked.sort(key=key[what], reverse=end == "most")
        return ranked[self.count :] if self.others else ranked[: self.count]


def rank_of(text):
    """The rank that a text speaks of; None when it speaks of none, or of copies of one file."""
    if re.search(ALIKE, text, FLAGS):
        return None
    for order, words in RANKS.items():
        found = re.search(
            rf"{NUMBER}?\s*个?\s*(?:{words})(?:的|\s)*{NUMBER}?(?!\s*first\b)", text, FLAGS
        )
        if found:
            number = found[1] or found[2]
            others = bool(re.search(KEPT, text[: found.start()], FLAGS))
            return Rank(order, int(amount(number)) if number else 1, others)
    return None

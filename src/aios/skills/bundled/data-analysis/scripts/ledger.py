"""Money in one column and money out another: "what did we spend on travel", "biggest expenses", "the net"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import Mention
from sentence import normal
from table import NUMBER, Column
from words import DERIVED

_OUT = r"debits?|expenses?|expenditures?|spending|spent|outflows?|money out|paid out|withdrawals?|out|支出|借方|借方金额"
_IN = r"credits?|income|inflows?|money in|paid in|deposits?|in|收入|贷方|贷方金额"
_NET = rf"{DERIVED['net']}|\bnet\b(?! \w*(?:weight|price|salary))|(?<![\u4e00-\u9fff])净额"
_SPENT = rf"{DERIVED['spending']}|\b(?:expenses?|costs?|outgoings?|money out)\b"
_EARNED = rf"{DERIVED['earning']}|\b(?:income|revenue|receipts|takings|money in)\b"


def mark_ledger(sentence, table):
    """Mark the words for what went out, what came in, and the one less the other."""
    out, came = (
        next((c for c in table.of_kind(NUMBER) if re.fullmatch(names, _name(c))), None)
        for names in (_OUT, _IN)
    )
    if out is None or came is None:
        return
    net = Column(
        name=f"{came.name} − {out.name}", kind=NUMBER, factors=(came, out),
        formula="coalesce({0}, 0) - coalesce({1}, 0)",
    )  # fmt: skip
    for words, column in ((_NET, net), (_SPENT, out), (_EARNED, came)):
        mention = Mention(column.name, ((100, column),))
        sentence.take(words, lambda _, m=mention: f" {sentence.mark('column', m)} ")


def _name(column):
    return re.sub(r"\s*[(（].*", "", normal(column.name).replace("_", " ")).strip()

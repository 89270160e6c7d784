"""What a model call costs, by the prices in the settings."""

from collections.abc import Sequence

from aios.contracts.endpoints import ModelEntry
from aios.contracts.messages import Generation

PER_TOKENS = 1_000_000


class Prices:
    """The prices of the models in the settings; every other model costs nothing."""

    def __init__(self, entries: Sequence[ModelEntry] = ()) -> None:
        priced = [e for e in entries if e.price_in or e.price_out]
        self._of = {name: (e.price_in, e.price_out) for e in priced for name in (e.name, e.model)}
        self._of.pop("", None)

    def priced(self, answer: Generation) -> Generation:
        """The answer with its cost; one that a driver told stays."""
        known = self._of.get(answer.model)
        if known is None or answer.usage.cost:
            return answer
        price_in, price_out = known
        spent = answer.usage.tokens_in * price_in + answer.usage.tokens_out * price_out
        return answer.but(usage=answer.usage.but(cost=spent / PER_TOKENS))

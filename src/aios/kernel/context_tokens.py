"""Counts tokens: by the model's own tokenizer where it has one, else by an estimate that learns."""

import hashlib
import json
import math
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field

from aios.contracts.messages import Message, ToolSpec
from aios.contracts.text import estimate_tokens

TOKENS_AROUND_MESSAGE = 4
JSON_IS_DENSER = 1.2
FAMILIES = ("qwen", "llama", "gpt", "deepseek")
# Prompts of agents are denser than the prose the estimate was fitted on: paths, code, marks.
FIRST_RATIO = 1.1
# How much the newest count weighs once several are known.
WEIGHT = 0.25
# A count below half of the estimate left out what the server had in its cache; above twice of
# it, the prompt was not the one we know.
PLAUSIBLE = (0.5, 2.0)
# Short prompts are mostly the template's own words.
FEWEST_TOKENS = 64

Count = Callable[[str], int]
# The model's own tokenizer; None where it has none that can be asked.
Exactly = Callable[[str], Awaitable[int | None]]


@dataclass
class TokenCounter:
    """About how many tokens a model reads in a text; the more of its counts it learns, the nearer.

    `family` is whose tokenizer the estimate was fitted on; `ratio` what it is multiplied with.
    `exact` is what the model's own tokenizer has counted, by the digest of the text.
    """

    family: str = "qwen"
    ratio: float = FIRST_RATIO
    learned: int = 0
    exact: dict[str, int] = field(default_factory=dict)

    def __call__(self, text: str) -> int:
        known = self.exact.get(_digest(text)) if self.exact else None
        return (
            math.ceil(estimate_tokens(text, self.family) * self.ratio) if known is None else known
        )

    async def ask(self, texts: Iterable[str], exactly: Exactly) -> bool:
        """Have texts counted exactly, each once; False where nobody can, and they stay estimated.

        What is estimated still (clippings, tools) is so by what these show.
        """
        new = {_digest(text): text for text in texts}
        new = {digest: text for digest, text in new.items() if digest not in self.exact}
        for digest, text in new.items():
            counted = await exactly(text)
            if counted is None:
                return False
            self.exact[digest] = counted
        self._weigh(sum(self.exact[d] for d in new), "\n".join(new.values()))
        return True

    def _weigh(self, counted: int, told: str) -> None:
        if counted >= FEWEST_TOKENS:
            seen = counted / max(1, estimate_tokens(told, self.family))
            self.ratio += max(WEIGHT, 1 / (self.learned + 1)) * (seen - self.ratio)
            self.learned += 1

    def learn(self, estimated: int, counted: int) -> None:
        """Correct the ratio by a prompt this counter took for `estimated` tokens.

        A count that is far off says something about the server, not about the text: it is left out.
        So it is where texts are counted exactly: the rest is what the template says around them.
        """
        if self.exact or estimated < FEWEST_TOKENS or not _plausible(counted / estimated):
            return
        seen = self.ratio * counted / estimated
        weight = max(WEIGHT, 1 / (self.learned + 1))
        self.ratio += weight * (seen - self.ratio)
        self.learned += 1


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _plausible(ratio: float) -> bool:
    return PLAUSIBLE[0] <= ratio <= PLAUSIBLE[1]


def family_of(model: str) -> str:
    """Whose tokenizer a model's is most like, by its name; qwen for names that tell nothing."""
    name = model.lower()
    return next((family for family in FAMILIES if family in name), "qwen")


def tokens_of(messages: Iterable[Message], count: Count) -> int:
    """Tokens of whole messages: their text, their wishes for tools, and what stands around them."""
    return sum(_message(m, count) for m in messages)


def tokens_of_tools(tools: Sequence[ToolSpec], count: Count) -> int:
    """Tokens of the tools a model is offered: their names, descriptions and schemas."""
    told = "\n".join(json.dumps(tool.to_dict(), ensure_ascii=False) for tool in tools)
    return math.ceil(count(told) * JSON_IS_DENSER)


def _message(message: Message, count: Count) -> int:
    tokens = count(message.content) + TOKENS_AROUND_MESSAGE
    for call in message.tool_calls:
        told = json.dumps([call.name, call.arguments], ensure_ascii=False)
        tokens += math.ceil(count(told) * JSON_IS_DENSER)
    return tokens

"""An answer while it is put together from its pieces."""

import json

from aios.contracts.errors import ModelFailed
from aios.contracts.messages import Generation, ModelChunk, ModelRequest, ToolCall, Usage
from aios.contracts.text import estimate_tokens

MAX_ANSWER_CHARS = 400_000
CHARS_PER_TOKEN = 12


class Answer:
    """An answer while it is put together."""

    def __init__(self, request: ModelRequest, endpoint: str) -> None:
        self._request = request
        self._endpoint = endpoint
        limit = request.max_tokens and request.max_tokens * CHARS_PER_TOKEN
        self._room = limit or MAX_ANSWER_CHARS
        self._texts: list[str] = []
        self._thoughts: list[str] = []
        self._calls: list[ToolCall] = []
        self._usage: Usage | None = None
        self._finish_reason = "length"

    @property
    def full(self) -> bool:
        """True when the model said more than anybody would read."""
        return self._room < 0

    def add(self, chunk: ModelChunk) -> None:
        """Take in the next piece."""
        self._room -= len(chunk.text) + len(chunk.thinking)
        self._texts.append(chunk.text)
        self._thoughts.append(chunk.thinking)
        self._calls += map(_whole, chunk.tool_calls)
        if chunk.done:
            self._usage = chunk.usage
            self._finish_reason = chunk.finish_reason or "stop"

    def whole(self, seconds: float) -> Generation:
        """The finished answer; tokens are estimated where the endpoint did not count them."""
        text, thinking = unicode("".join(self._texts)), unicode("".join(self._thoughts))
        if not (text or thinking or self._calls or self._request.continued):
            raise ModelFailed(
                f"The model {self._request.model} answered with nothing.",
                hint="Try it again, or another model.",
                code="model_silent",
            )
        usage = self._usage
        if usage is None:
            usage = self._estimated(text + thinking)
        return Generation(
            text=text,
            thinking=thinking,
            tool_calls=tuple(self._calls),
            model=self._request.model,
            finish_reason=self._finish_reason,
            usage=usage.but(seconds=seconds, model_calls=1),
            endpoint=self._endpoint,
        )

    def _estimated(self, said: str) -> Usage:
        return Usage(
            tokens_in=sum(estimate_tokens(m.content) for m in self._request.messages),
            tokens_out=estimate_tokens(said),
        )


def _whole(call: ToolCall) -> ToolCall:
    told = json.dumps(call.arguments, ensure_ascii=False)
    arguments = call.arguments if told.isascii() else json.loads(unicode(told))
    return call.but(id=unicode(call.id), name=unicode(call.name), arguments=arguments)


def unicode(text: str) -> str:
    """The text with characters whole that came in two halves; a half alone becomes U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

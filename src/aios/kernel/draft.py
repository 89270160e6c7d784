"""What a model call has said so far, over all its turns."""

from aios.contracts.messages import Generation, ModelChunk, ModelRequest, Usage
from aios.contracts.ports import Endpoint


class Draft:
    """An answer under way. Broken off, it is gone on from after its tokens where the endpoint can.

    What a grammar, tools or thinking have begun is said anew: there the tokens are not all of it.
    """

    def __init__(self, request: ModelRequest) -> None:
        self._request = request
        self._plain = request.format is None and not request.tools
        self._said_s = 0.0
        self.begun = False
        """Whether anything was heard since it was last asked for."""
        self._forget()

    def _forget(self) -> None:
        self._texts: list[str] = []
        self._tokens: list[int] = []
        self._told_all = True
        self._kept = 0
        self.at = ""
        """The endpoint where it can be gone on with; "" when it starts anew."""

    @property
    def full(self) -> bool:
        """Whether it is as long as it may be."""
        most = self._request.max_tokens
        return most is not None and 0 < most <= self._kept

    def hear(self, chunk: ModelChunk) -> None:
        """The next piece."""
        self.begun = True
        if chunk.text or chunk.tokens:
            self._texts.append(chunk.text)
            self._tokens.extend(chunk.tokens)
        if chunk.thinking or chunk.tool_calls or (chunk.text and not chunk.tokens):
            self._told_all = False

    def broken_off(self, endpoint: Endpoint, seconds: float, *, failed: bool = False) -> bool:
        """The turn is over before the answer; False when what it said counts for nothing."""
        self._said_s += seconds
        self.begun = False
        kept = self._plain and self._told_all and endpoint.continues and not failed
        if not kept or not self._tokens:
            self._forget()
            return False
        self.at, self._kept = endpoint.name, len(self._tokens)
        return True

    def request_for(self, endpoint: Endpoint) -> ModelRequest:
        """What to ask that endpoint: all of it, or to go on."""
        request = self._request
        if endpoint.model != request.model:
            request = request.but(model=endpoint.model)
        if not self._kept:
            return request
        most = request.max_tokens
        left = most and most - self._kept
        return request.but(continued=tuple(self._tokens), max_tokens=left)

    def whole(self, last: Generation) -> Generation:
        """The answer, of which the last turn gave the rest."""
        if not (self._kept or self._said_s):
            return last
        usage = last.usage.but(
            seconds=last.usage.seconds + self._said_s,
            tokens_out=last.usage.tokens_out + self._kept,
        )
        text = "".join(self._texts) if self._kept else last.text
        return last.but(text=text, usage=usage)

    def cut(self, endpoint: Endpoint, finish_reason: str) -> Generation:
        """The answer as it was when broken off: nothing was left to be said."""
        return Generation(
            text="".join(self._texts),
            model=endpoint.model,
            finish_reason=finish_reason,
            usage=Usage(seconds=self._said_s, model_calls=1, tokens_out=self._kept),
            endpoint=endpoint.name,
        )

"""A model that says what it was told to say: for tests, ours and yours."""

from collections.abc import AsyncIterator, Callable, Sequence

from aios.contracts.errors import ModelFailed
from aios.contracts.messages import Generation, ModelChunk, ModelInfo, ModelRequest, Usage
from aios.contracts.ports import ModelDriver
from aios.contracts.text import estimate_tokens

Reply = str | Generation | Exception | Callable[[ModelRequest], "str | Generation"]


class ScriptedModel(ModelDriver):
    """Answers with its replies in order; a reply may be an error to raise, or a function.

    `requests` keeps what it was asked. Asked more often than it has replies, it fails. `tools`
    says that it can ask for tools: a Generation with `tool_calls` is such a reply.
    """

    def __init__(
        self,
        replies: Sequence[Reply] = (),
        *,
        name: str = "scripted",
        slots: int = 1,
        context_tokens: int = 0,
        tools: bool = False,
    ) -> None:
        self.name = name
        self.slots = slots
        self.requests: list[ModelRequest] = []
        self._replies = list(replies)
        self._context_tokens = context_tokens
        self._capabilities = ("completion", "tools") if tools else ("completion",)

    async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
        """Stream the next reply, line by line."""
        self.requests.append(request)
        if len(self.requests) > len(self._replies):
            raise ModelFailed(
                f"The script of {self.name} has no reply {len(self.requests)}.",
                hint="Give ScriptedModel as many replies as it will be asked for.",
            )
        reply = self._replies[len(self.requests) - 1]
        if isinstance(reply, Exception):
            raise reply
        said = reply(request) if callable(reply) else reply
        answer = said if isinstance(said, Generation) else Generation(text=said, model=self.name)
        if answer.thinking:
            yield ModelChunk(thinking=answer.thinking)
        for line in answer.text.splitlines(keepends=True):
            yield ModelChunk(text=line)
        yield ModelChunk(
            tool_calls=answer.tool_calls,
            done=True,
            finish_reason=answer.finish_reason,
            usage=_usage(request, answer),
        )

    async def embed(self, model: str, texts: Sequence[str]) -> list[list[float]]:
        """A vector of the text's letters: equal texts are equal, similar ones near."""
        return [[float(text.count(chr(97 + i))) for i in range(26)] for text in texts]

    async def models(self) -> list[ModelInfo]:
        """The one model it plays."""
        return [
            ModelInfo(
                name=self.name,
                endpoint="script",
                context_tokens=self._context_tokens,
                capabilities=self._capabilities,
                counts_tokens=True,
            )
        ]

    async def count_tokens(self, model: str, text: str) -> int | None:
        """The estimate, exactly."""
        return estimate_tokens(text)

    async def close(self) -> None:
        """There is nothing to let go of."""


def _usage(request: ModelRequest, answer: Generation) -> Usage:
    asked = sum(estimate_tokens(m.content) for m in request.messages)
    return Usage(
        model_calls=1,
        tokens_in=asked,
        tokens_out=estimate_tokens(answer.thinking + answer.text),
    )

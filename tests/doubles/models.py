"""Models in virtual time: endpoints with slots, a word each so many seconds, and their whims."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aios.contracts.errors import AiosError, ModelFailed
from aios.contracts.messages import Generation, Message, ModelChunk, ModelRequest, Usage
from aios.contracts.ports import Endpoint


@dataclass
class Said:
    """What one call shall say: so many words, a word each `word_s`; `fails_at` the words so far."""

    words: int = 1
    word_s: float = 1.0
    fails_at: tuple[int, ...] = ()


@dataclass
class TimedModels:
    """A Thinker. A call's prompt is the key of its script; its words are "<prompt>.<number> "."""

    places: Sequence[Endpoint]
    script: dict[str, Said] = field(default_factory=dict)
    busy: Counter[str] = field(default_factory=Counter)
    began: list[tuple[str, str, float]] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)

    async def endpoints(self, model: str) -> Sequence[Endpoint]:
        return [place for place in self.places if place.model == model]

    def pause_s(self, error: AiosError, tries: int) -> float | None:
        return 2.0 * tries if error.code == "model_busy" and tries < 4 else None

    async def generate(
        self,
        request: ModelRequest,
        on_text: Callable[[str], None] | None = None,
        *,
        endpoint: str = "",
        on_chunk: Callable[[ModelChunk], None] | None = None,
    ) -> Generation:
        prompt, place = request.messages[0].content, self._place(endpoint, request.model)
        self.began.append((prompt, endpoint, asyncio.get_running_loop().time()))
        self.busy[endpoint] += 1
        try:
            return await self._words(prompt, request, place, on_chunk)
        finally:
            self.busy[endpoint] -= 1

    async def _words(
        self,
        prompt: str,
        request: ModelRequest,
        place: Endpoint,
        on_chunk: Callable[[ModelChunk], None] | None,
    ) -> Generation:
        said, done = self.script.get(prompt, Said()), list(request.continued)
        assert place.continues or not done
        texts = []
        while len(done) < said.words and request.max_tokens != len(texts):
            await asyncio.sleep(said.word_s)
            if self.failures[prompt] < len(said.fails_at) and (
                said.fails_at[self.failures[prompt]] <= len(done)
            ):
                self.failures[prompt] += 1
                code = "model_cut_off" if texts else "model_busy"
                raise ModelFailed(f"{place.name} broke", code=code)
            self.said[prompt] += 1
            text, number = f"{prompt}.{len(done)} ", len(done)
            done.append(number)
            texts.append(text)
            if on_chunk is not None:
                on_chunk(ModelChunk(text=text, tokens=(number,) if place.continues else ()))
        if not texts:
            raise ModelFailed("nothing was said", code="model_silent")
        usage = Usage(model_calls=1, tokens_out=len(texts))
        return Generation(
            text="".join(texts), model=request.model, usage=usage, endpoint=place.name
        )

    def _place(self, endpoint: str, model: str) -> Endpoint:
        return next(p for p in self.places if (p.name, p.model) == (endpoint, model))


def asking(prompt: str, model: str = "m", **more: object) -> ModelRequest:
    """A request whose prompt is the key of its script."""
    message = Message(role="user", content=prompt)
    return ModelRequest(model=model, messages=(message,), **more)  # type: ignore[arg-type]

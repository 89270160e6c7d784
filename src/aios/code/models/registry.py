"""The models there are, over all endpoints; which one is used, and what an answer adds up to."""

import time
from collections.abc import Callable, Sequence
from contextlib import aclosing

from aios.contracts.errors import ModelFailed, NoModel
from aios.contracts.messages import Generation, ModelInfo, ModelRequest, ToolCall, Usage
from aios.contracts.ports import ModelDriver

PREFERRED = ("qwen2.5-coder", "qwen3", "qwen2.5", "llama3", "gemma", "mistral")
FRESH_S = 5.0


class Models:
    """Model endpoints behind one door. `default` is the model used when none is named."""

    def __init__(self, drivers: Sequence[ModelDriver], *, default: str = "") -> None:
        self._drivers = list(drivers)
        self._default = default
        self._seen: dict[str, list[ModelInfo]] = {}
        self._seen_at = float("-inf")
        self._problem: NoModel | None = None

    async def available(self) -> list[ModelInfo]:
        """What all endpoints offer; NoModel when none can be reached."""
        await self._look()
        if not any(self._seen.values()) and self._problem is not None:
            raise self._problem
        return [model for models in self._seen.values() for model in models]

    async def reachable(self, wanted: str = "") -> str:
        """The model that would be used now, "" when there is none."""
        await self._look()
        names = [m.name for models in self._seen.values() for m in models if _can_chat(m)]
        wanted = wanted or self._default
        if wanted:
            return next((n for n in names if _same(n, wanted)), "")
        return min(names, key=_preference, default="")

    def lane_of(self, model: str) -> tuple[str, int]:
        """The endpoint that serves this model, and how many calls it takes at once."""
        driver = self._driver(model)
        return driver.name, driver.slots

    async def generate(
        self, request: ModelRequest, on_text: Callable[[str], None] | None = None
    ) -> Generation:
        """A whole answer, told piece by piece; NoModel, ModelFailed, TimedOut."""
        if not request.model:
            request = request.but(model=await self.reachable())
        if not request.model:
            raise self._problem or NoModel(
                "No model can be reached.",
                hint="Start one with `ollama serve`, then `ollama pull qwen2.5:7b`.",
            )
        began = time.monotonic()
        answer = Answer()
        async with aclosing(self._driver(request.model).generate(request)) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                answer.texts.append(chunk.text)
                answer.thoughts.append(chunk.thinking)
                answer.calls.extend(chunk.tool_calls)
                if chunk.text and on_text is not None:
                    on_text(chunk.text)
                if chunk.done:
                    answer.usage = chunk.usage or answer.usage
                    answer.finish_reason = chunk.finish_reason
        return answer.whole(request.model, time.monotonic() - began)

    async def embed(self, model: str, texts: Sequence[str]) -> list[list[float]]:
        """One vector per text."""
        return await self._driver(model).embed(model, texts)

    async def close(self) -> None:
        """Let go of every endpoint."""
        for driver in self._drivers:
            await driver.close()

    def _driver(self, model: str) -> ModelDriver:
        for driver in self._drivers:
            if any(_same(m.name, model) for m in self._seen.get(driver.name, ())):
                return driver
        if not self._drivers:
            raise NoModel("No model endpoint is configured.", hint="Start `ollama serve`.")
        return self._drivers[0]

    async def _look(self) -> None:
        if time.monotonic() - self._seen_at < FRESH_S:
            return
        for driver in self._drivers:
            try:
                self._seen[driver.name] = await driver.models()
            except (NoModel, ModelFailed) as problem:
                self._seen[driver.name] = []
                self._problem = problem if isinstance(problem, NoModel) else self._problem
        self._seen_at = time.monotonic()


class Answer:
    """An answer while it is put together."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.thoughts: list[str] = []
        self.calls: list[ToolCall] = []
        self.usage = Usage()
        self.finish_reason = "stop"

    def whole(self, model: str, seconds: float) -> Generation:
        """The finished answer."""
        if not any((*self.texts, *self.thoughts, *self.calls)):
            raise ModelFailed(
                f"The model {model} answered with nothing.", hint="Try it again, or another model."
            )
        return Generation(
            text="".join(self.texts),
            thinking="".join(self.thoughts),
            tool_calls=tuple(self.calls),
            model=model,
            finish_reason=self.finish_reason,
            usage=self.usage.but(seconds=seconds, model_calls=1),
        )


def _same(name: str, wanted: str) -> bool:
    return name == wanted or name == f"{wanted}:latest"


def _can_chat(model: ModelInfo) -> bool:
    return "embed" not in model.name and "completion" in (model.capabilities or ("completion",))


def _preference(name: str) -> tuple[int, str]:
    ranks = [i for i, prefix in enumerate(PREFERRED) if name.startswith(prefix)]
    return (min(ranks, default=len(PREFERRED)), name)

"""A model endpoint of fixed latency and slots in this process, and two ways to share it."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

from aios.contracts.messages import Message, ModelChunk, ModelInfo, ModelRequest, Usage
from aios.contracts.ports import ModelDriver
from aios.system import AsyncAIOS

PIECES = 5


class FakeDriver(ModelDriver):
    """Answers in `latency_s`, in some pieces; "took 3.5" in a prompt is another latency.

    It works on `slots` calls at once, the others wait in the order they came. With `load_s` it
    holds one model, and changes it in so long when no call uses the old one.
    """

    def __init__(self, latency_s: float, slots: int, load_s: float = 0.0) -> None:
        self.name = "fake"
        self.slots = slots
        self.models_held = 1 if load_s else 0
        self.began: dict[str, float] = {}
        self.swaps = 0
        self._latency_s = latency_s
        self._load_s = load_s
        self._free = asyncio.Semaphore(slots)
        self._using = 0
        self._model = ""
        self._changed = asyncio.Condition()

    async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
        """Stream the prompt back."""
        prompt = request.messages[-1].content
        _before, took, seconds = prompt.partition("took ")
        async with self._free:
            await self._use(request.model)
            try:
                self.began.setdefault(prompt, asyncio.get_running_loop().time())
                for _ in range(PIECES):
                    await asyncio.sleep((float(seconds) if took else self._latency_s) / PIECES)
                    yield ModelChunk(text=".")
            finally:
                await self._leave()
        yield ModelChunk(done=True, usage=Usage(model_calls=1, tokens_in=1, tokens_out=PIECES))

    async def _use(self, model: str) -> None:
        async with self._changed:
            while self._load_s and self._model != model and self._using:
                await self._changed.wait()
            if self._load_s and self._model != model:
                self._model = model
                self.swaps += 1
                await asyncio.sleep(self._load_s)
            self._using += 1

    async def _leave(self) -> None:
        async with self._changed:
            self._using -= 1
            self._changed.notify_all()

    async def embed(self, model: str, texts: Sequence[str]) -> list[list[float]]:
        """Nothing."""
        return [[] for _ in texts]

    async def models(self) -> list[ModelInfo]:
        """Two."""
        return [ModelInfo(name=name, endpoint=self.name) for name in ("m", "n")]

    async def count_tokens(self, model: str, text: str) -> int | None:
        """Unknown."""
        return None

    async def close(self) -> None:
        """Nothing is open."""


class Call(Protocol):
    """A way to make a call."""

    async def __call__(
        self, agent: str, prompt: str, *, model: str = "m", priority: str = "normal"
    ) -> None:
        """Until the answer is there."""
        ...


@asynccontextmanager
async def in_order(driver: FakeDriver) -> AsyncIterator[Call]:
    """First come, first served: the driver alone."""

    async def call(agent: str, prompt: str, *, model: str = "m", priority: str = "normal") -> None:
        request = ModelRequest(model=model, messages=(Message(role="user", content=prompt),))
        async for _chunk in driver.generate(request):
            pass

    yield call


@asynccontextmanager
async def through_kernel(driver: FakeDriver) -> AsyncIterator[Call]:
    """As users of AIOS call it."""
    with tempfile.TemporaryDirectory() as place:
        async with AsyncAIOS(place, drivers=[driver], use_vm=False) as aios:

            async def call(
                agent: str, prompt: str, *, model: str = "m", priority: str = "normal"
            ) -> None:
                await aios.generate(prompt, model=model, agent=agent, priority=priority)

            yield call

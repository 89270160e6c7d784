"""Finds memories by what they mean: vectors of an embedding model, if the settings name one.

Texts get their vectors in the background, at the lowest priority and a few at a time; after a
restart, or with another model, the rest follows. A search waits for its own vector a moment only:
while the model is slow or down, words alone decide.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from aios.contracts.errors import AiosError, BadRequest, ModelFailed
from aios.contracts.ports import Clock, Doc, VectorIndex
from aios.contracts.record import Record

Embed = Callable[[str, Sequence[str], str], Awaitable[list[list[float]]]]

BATCH = 16
# Of a longer text its beginning counts: models of this kind read about so much.
TEXT_CHARS = 2000
WAIT_S = 1.0
REST_S = 15.0
# After a failure the background waits so long, and ever longer up to the last.
FIRST_PAUSE_S, LAST_PAUSE_S = 1.0, 60.0
# So often it looks for texts that other processes have kept.
LOOK_S = 30.0


@dataclass(frozen=True, kw_only=True, eq=True)
class MeaningsState(Record):
    """The embedding model ("": none is used), how many memories have vectors of it, how many wait.

    `problem` is why it could not be asked the last time, "" when it could.
    """

    model: str = ""
    embedded: int = 0
    waiting: int = 0
    problem: str = ""


class Meanings:
    """Vectors of the texts of `table` by the embedding model `model`, asked through `embed`."""

    def __init__(
        self, index: VectorIndex, embed: Embed, clock: Clock, *, model: str, table: str
    ) -> None:
        self._index = index
        self._embed = embed
        self._clock = clock
        self._model = model
        self._table = table
        self._news = asyncio.Event()
        self._rests_until_s = 0.0
        self._problem = ""

    async def search(self, query: str, k: int, scopes: Sequence[str]) -> list[tuple[Doc, float]]:
        """The nearest documents with their nearness; [] while the model cannot be asked."""
        if not query.strip() or self._clock.monotonic() < self._rests_until_s:
            return []
        try:
            async with asyncio.timeout(WAIT_S):
                [vector] = await self._embed(self._model, [query[:TEXT_CHARS]], "high")
        except (AiosError, TimeoutError) as error:
            self._rest(error)
            return []
        try:
            found = await self._index.search(
                self._model, vector, k=k, table=self._table, scopes=scopes
            )
        except BadRequest as error:  # a vector that says nothing
            self._rest(error)
            return []
        self._problem = ""
        return found

    async def state(self) -> MeaningsState:
        """How far the vectors are."""
        embedded, waiting = await self._index.count(self._model, self._table)
        return MeaningsState(
            model=self._model, embedded=embedded, waiting=waiting, problem=self._problem
        )

    def tell(self) -> None:
        """There may be new texts."""
        self._news.set()

    async def run(self) -> None:
        """Give texts their vectors, until this is cancelled."""
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                done = await self.catch_up()
            except AiosError as error:
                self._problem = error.message
                await self._clock.sleep(pause_s)
                pause_s = min(pause_s * 2, LAST_PAUSE_S)
                continue
            pause_s = FIRST_PAUSE_S
            if not done:
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_S):
                        await self._news.wait()

    async def catch_up(self) -> int:
        """Give the next few texts without a vector theirs; how many there were."""
        self._news.clear()
        entries = await self._index.missing(self._model, self._table, BATCH)
        if not entries:
            return 0
        texts = [doc["text"][:TEXT_CHARS] for _, doc in entries]
        try:
            vectors = await self._vectors(texts)
        except (BadRequest, ModelFailed):  # perhaps one of them is what the model cannot read
            vectors = await self._one_by_one(texts)
        kept = zip((entry for entry, _ in entries), vectors, strict=True)
        await self._index.add(self._model, list(kept))
        self._problem, self._rests_until_s = "", 0.0
        return len(entries)

    async def _vectors(self, texts: Sequence[str]) -> list[list[float]]:
        vectors = await self._embed(self._model, texts, "low")
        if not all(any(vector) for vector in vectors):
            raise ModelFailed(
                f"{self._model} gives vectors that are zero.",
                hint="Choose a model that is made for embeddings.",
                code="model_unusable",
            )
        return vectors

    async def _one_by_one(self, texts: Sequence[str]) -> list[list[float]]:
        """Vectors of what can be read, empty ones for the rest; the error when nothing can be."""
        vectors, problems = list[list[float]](), list[AiosError]()
        for text in texts:
            try:
                vectors += await self._vectors([text])
            except (BadRequest, ModelFailed) as error:
                vectors.append([])
                problems.append(error)
        if len(problems) == len(texts):
            raise problems[0]
        return vectors

    def _rest(self, error: Exception) -> None:
        self._problem = (
            error.message if isinstance(error, AiosError) else f"{self._model} is slow to answer."
        )
        self._rests_until_s = self._clock.monotonic() + REST_S

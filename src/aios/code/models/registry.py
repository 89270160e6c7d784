"""The models there are, over all endpoints: which one is used, where, and what it answers."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import Any, Protocol, cast, runtime_checkable

from aios.code.models.answer import Answer
from aios.code.models.book import Book
from aios.code.models.choosing import Choice, choose
from aios.code.models.patience import wait_s
from aios.code.models.station import Station
from aios.contracts.endpoints import EndpointState
from aios.contracts.errors import AiosError, BadRequest, ModelFailed, NoModel
from aios.contracts.messages import Generation, ModelChunk, ModelInfo, ModelRequest
from aios.contracts.ports import Endpoint, ModelDriver

FRESH_S = 5.0
MAX_WAYS = 64
COUNT_S = 5.0
GGUF = ".gguf"
OnChunk = Callable[[ModelChunk], None]


@runtime_checkable
class Shelf(Protocol):
    """An endpoint that keeps models on a disk of its own."""

    def pull(self, model: str) -> AsyncIterator[dict[str, Any]]:
        """Fetch a model; progress as {"status", "total", "completed"} in bytes."""
        ...

    async def show(self, model: str) -> dict[str, Any]:
        """What the endpoint tells of a model."""
        ...

    async def delete(self, model: str) -> None:
        """Remove a model from the endpoint's disk."""
        ...


@dataclass(frozen=True)
class Route:
    """A way to an answer: an endpoint, and what it calls the model."""

    station: Station
    model: str


class Models:
    """Model endpoints behind one door. `default` is the model used when none is named.

    `book` holds the names of the settings; `open_file` makes a driver for a GGUF file. What the
    endpoints offer is looked up at most every few seconds. An endpoint that fails again and again
    is left alone for a while.
    """

    def __init__(
        self,
        drivers: Sequence[ModelDriver],
        *,
        default: str = "",
        book: Book | None = None,
        open_file: Callable[[str], ModelDriver] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stations = {d.name: Station(d, monotonic) for d in drivers}
        self._default = default
        self._book = book or Book()
        self._open_file = open_file
        self._monotonic = monotonic
        self._ways: dict[str, list[tuple[Route, bool]]] = {}
        self._looking = asyncio.Lock()
        self._looked_at = float("-inf")

    # ------------------------------------------------------------ looking

    async def available(self) -> list[ModelInfo]:
        """What all endpoints offer; the reason, for example NoModel, when none can be reached."""
        await self._look()
        if self._problem is not None:
            raise self._problem
        return self._offers()

    async def choice(self, wanted: str = "") -> Choice:
        """The model that would be used now, and why; its name is "" when there is none."""
        await self._look()
        wanted = self._book.named(wanted)
        await self._see_file(wanted or self._default)
        found = choose(wanted, self._default, self._offers(), self._book.names)
        if self._problem is not None:
            return found.but(reason=self._problem.message.rstrip("."))
        return found

    async def reachable(self, wanted: str = "") -> str:
        """The model that would be used now, "" when there is none."""
        return (await self.choice(wanted)).model

    async def endpoints(self, model: str) -> Sequence[Endpoint]:
        """Where this model ("": the one used when none is named) can be asked, the best first.

        Its fallbacks' endpoints are spare ones.
        """
        if not model or len(self._stations) > 1:
            await self._look()
        ways = self._ways.get(model)
        if ways is None:
            ways = await self._ways_to(self._book.named(model) if model else await self._suitable())
            if len(self._ways) >= MAX_WAYS:  # names come from outside
                self._ways.clear()
            self._ways[model] = ways
        places = [(route.station.place(route.model), spare) for route, spare in ways]
        return [place.but(spare=True) if spare else place for place, spare in places]

    async def _ways_to(self, name: str) -> list[tuple[Route, bool]]:
        """All ways to a model, and whether each leads to one to fall back to."""
        chain = self._book.chain(name)
        ways = [(route, each != name) for each in chain for route in await self._routes(each)]
        return ways or [((await self._routes(name, must=True))[0], False)]

    def pause_s(self, error: AiosError, tries: int) -> float | None:
        """Seconds until an endpoint that failed so is asked again; None: not at all."""
        return wait_s(error, tries)

    async def health(self) -> list[EndpointState]:
        """How every endpoint stands."""
        await self._look()
        return [station.state() for station in self._stations.values()]

    def context_of(self, model: str) -> int:
        """How many tokens the model reads, as far as its endpoint told; 0 when unknown."""
        told = self._book.context_of(self._book.named(model))
        return told or next((m.context_tokens for m in self._offers() if m.name == model), 0)

    # ------------------------------------------------------------ asking

    async def generate(
        self,
        request: ModelRequest,
        on_text: Callable[[str], None] | None = None,
        *,
        endpoint: str = "",
        on_chunk: OnChunk | None = None,
    ) -> Generation:
        """A whole answer, told piece by piece; NoModel, ModelFailed, TimedOut.

        With `endpoint` only that one is asked, and once; it calls the model as the request does.
        An answer without end is stopped at a bound, with the finish reason "length".
        """

        if not endpoint:
            place = (await self.endpoints(request.model))[0]
            endpoint, request = place.name, request.but(model=place.model)
        station = self._admitting(endpoint)
        began, answer = self._monotonic(), Answer(request, endpoint)
        chunks = cast(AsyncGenerator[ModelChunk], station.driver.generate(request))
        with station.breaker.judging():
            async with aclosing(chunks):
                async for chunk in chunks:
                    answer.add(chunk)
                    if on_chunk is not None:
                        on_chunk(chunk)
                    if chunk.text and on_text is not None:
                        on_text(chunk.text)
                    if answer.full:
                        break
            return answer.whole(self._monotonic() - began)

    async def embed(
        self, model: str, texts: Sequence[str], *, endpoint: str = ""
    ) -> list[list[float]]:
        """One vector per text; with `endpoint` only that one is asked, as `generate` does."""
        if endpoint:
            station = self._admitting(endpoint)
            with station.breaker.judging():
                return await station.driver.embed(model, texts)
        route = await self._first(model)
        return await route.station.driver.embed(route.model, texts)

    async def count_tokens(self, model: str, text: str) -> int | None:
        """Exactly, by the model's own tokenizer; None where none can be asked in time."""
        with suppress(AiosError, TimeoutError):  # then it is estimated
            place = (await self.endpoints(model))[0]
            async with asyncio.timeout(COUNT_S):
                return await self._stations[place.name].driver.count_tokens(place.model, text)
        return None

    # ------------------------------------------------------------ models on a disk

    async def pull(self, model: str, on_progress: Callable[[dict[str, Any]], None]) -> None:
        """Fetch a model; progress as {"status", "total", "completed"} in bytes."""
        shelf, name = self._shelf(model)
        async with aclosing(cast(AsyncGenerator[dict[str, Any]], shelf.pull(name))) as told:
            async for progress in told:
                on_progress(progress)
        self._looked_at = float("-inf")

    async def show(self, model: str) -> dict[str, Any]:
        """What its endpoint tells of a model; NoModel when nobody has it."""
        await self._look()
        route = await self._first(model)
        info = route.station.info(route.model) or ModelInfo(name=route.model, endpoint="")
        driver = route.station.driver
        told = await driver.show(route.model) if isinstance(driver, Shelf) else {}
        return {**info.to_dict(), **told, "endpoint": route.station.name}

    async def delete(self, model: str) -> None:
        """Remove a model from its endpoint's disk; NoModel when it is not there."""
        shelf, name = self._shelf(model)
        await shelf.delete(name)
        self._looked_at = float("-inf")

    def _shelf(self, model: str) -> tuple[Shelf, str]:
        if not model.strip():
            raise BadRequest("No model is named.", hint="For example: aios model pull qwen2.5:7b")
        places = {p.endpoint: p.model for p in self._book.places(self._book.named(model))}
        shelves = [s for s in self._stations.values() if isinstance(s.driver, Shelf)]
        shelves.sort(key=lambda s: s.name not in places)
        if not shelves:
            raise NoModel(
                "No endpoint here can fetch or remove models.", hint="Start `ollama serve`."
            )
        return cast(Shelf, shelves[0].driver), places.get(shelves[0].name, model)

    async def close(self) -> None:
        """Let go of every endpoint."""
        for station in self._stations.values():
            await station.driver.close()

    # ------------------------------------------------------------ which one

    @property
    def _problem(self) -> AiosError | None:
        """Why no endpoint can be reached; None when one was."""
        if any(station.seen is not None for station in self._stations.values()):
            return None
        problems = [s.problem for s in self._stations.values() if s.problem]
        # That nothing runs is told last: a key refused, for example, is what there is to mend.
        return min(problems, key=lambda p: isinstance(p, NoModel), default=None)

    def _offers(self) -> list[ModelInfo]:
        """The models of the settings that can be reached, then all others that are offered."""
        named = [info for name in self._book.names if (info := self._configured(name))]
        others = [
            model
            for station in self._stations.values()
            if self._book.listed(station.name)
            for model in station.seen or ()
        ]
        return named + [m for m in others if m.name not in self._book.names]

    def _configured(self, name: str) -> ModelInfo | None:
        for place in self._book.places(name):
            station = self._stations[place.endpoint]
            if station.seen is not None:
                info = station.info(place.model) or ModelInfo(name=name, endpoint=station.name)
                told = self._book.context_of(name) or info.context_tokens
                return info.but(name=name, context_tokens=told)
        return None

    async def _suitable(self) -> str:
        """The model that is used when none is named; NoModel says why there is none."""
        found = await self.choice()
        if found.model:
            return found.model
        if self._problem is not None:
            raise self._problem
        wanted = f"the model {self._default}" if self._default else "a model that can chat"
        raise NoModel(
            f"No model server here offers {wanted}.",
            hint=f"Run `ollama serve`, then `ollama pull {self._default or 'qwen2.5:7b'}`.",
        )

    async def _first(self, model: str) -> Route:
        """Where this model is, for what is not a call of the scheduler's."""
        name = self._book.named(model)
        return (await self._routes(name, must=True))[0]

    async def _routes(self, name: str, *, must: bool = False) -> list[Route]:
        """The endpoints of one model; with `must` one to ask even if none is known to have it."""
        if places := self._book.places(name):
            return [Route(self._stations[place.endpoint], place.model) for place in places]
        await self._see_file(name)
        if len(self._stations) > 1:
            await self._look()
        stations = [s for s in self._stations.values() if self._book.listed(s.name)]
        found = [Route(s, full) for s in stations if (full := s.offered(name))]
        if found or not must:
            return found
        return [Route(self._last_resort(name), name)]

    def _last_resort(self, name: str) -> Station:
        """Who is asked for a model that nobody was seen to offer: its own error is the best.

        Of several, none that lists others: llama.cpp, for one, answers to any name.
        """
        stations = [s for s in self._stations.values() if self._book.listed(s.name)]
        if len(stations) == 1 == len(self._stations):
            return stations[0]
        if self._problem is not None:
            raise self._problem
        for station in stations:
            if station.seen == [] or (station.seen and isinstance(station.driver, Shelf)):
                return station
        known = ", ".join(m.name for m in self._offers()[:8])
        raise NoModel(
            f"No endpoint here offers the model {name!r}.",
            hint=f"They offer: {known}." if known else "Start `ollama serve`.",
            details={"model": name},
        )

    def _admitting(self, endpoint: str) -> Station:
        """The endpoint, unless calls are kept away from it just now."""
        station = self._stations[endpoint]
        if station.breaker.admits:
            return station
        problem, rest_s = station.breaker.problem, station.breaker.rest_s
        if not rest_s:
            raise ModelFailed(
                f"{endpoint} failed several times; another call tries whether it works again.",
                hint="See `aios doctor`.",
                code="model_busy",
                details={"endpoint": endpoint},
            )
        raise NoModel(
            f"{endpoint} failed several times and rests for {rest_s:.1f} s more"
            + (f": {problem.message}" if problem else "."),
            hint=(problem.hint if problem else "") or "See `aios doctor`.",
            code="endpoint_resting",
            details={"endpoint": endpoint, "retry_after_s": round(rest_s, 3)},
        )

    async def _see_file(self, name: str) -> None:
        """A GGUF file is an endpoint of its own from the first time it is named."""
        if not name.endswith(GGUF) or self._open_file is None or self._book.places(name):
            return
        async with self._looking:
            if any(station.offered(name) for station in self._stations.values()):
                return
            station = Station(self._open_file(name), self._monotonic)
            await station.look()
            if station.problem is not None:
                raise station.problem
            self._stations[station.name] = station
            self._ways.clear()

    async def _look(self) -> None:
        if self._monotonic() - self._looked_at < FRESH_S:
            return
        async with self._looking:
            if self._monotonic() - self._looked_at < FRESH_S:
                return  # another one has looked meanwhile
            await asyncio.gather(*(station.look() for station in self._stations.values()))
            self._looked_at = self._monotonic()
            self._ways.clear()

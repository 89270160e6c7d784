"""One endpoint as the registry knows it: its driver, its breaker, and what it was seen to offer."""

from collections.abc import Callable

from aios.code.models.breaker import Breaker
from aios.contracts.endpoints import EndpointState
from aios.contracts.errors import AiosError
from aios.contracts.messages import ModelInfo
from aios.contracts.ports import Endpoint, ModelDriver

WAITS_PER_LOOK = 10
MAX_PLACES = 64
# What the settings call a driver, where that is not its class's name.
KINDS = {"LlamaDriver": "llamacpp", "CloudDriver": "pydantic-ai", "ScriptedModel": "scripted"}


class Station:
    """A driver with what is known of it; `seen` is None until it was reached."""

    def __init__(self, driver: ModelDriver, monotonic: Callable[[], float]) -> None:
        self.driver = driver
        self.breaker = Breaker(monotonic)
        self.seen: list[ModelInfo] | None = None
        self.problem: AiosError | None = None
        self._monotonic = monotonic
        self._not_before = float("-inf")
        self._places: dict[str, Endpoint] = {}

    @property
    def name(self) -> str:
        """The endpoint's name."""
        return self.driver.name

    async def look(self) -> None:
        """See what it offers now, or why it cannot be reached.

        One that was waited for in vain is left alone for a while: others wait for this look too.
        """
        began = self._monotonic()
        if began < self._not_before:
            return
        try:
            self.seen, self.problem = await self.driver.models(), None
            self._places.clear()
            self.breaker.reached()
        except AiosError as problem:
            self.seen, self.problem = None, problem
            now = self._monotonic()
            self._not_before = now + WAITS_PER_LOOK * (now - began)

    def offered(self, model: str) -> str:
        """The model's full name here, "" when it was not seen."""
        return next((m.name for m in self.seen or () if same(m.name, model)), "")

    def info(self, model: str) -> ModelInfo | None:
        """What is known of a model here."""
        return next((m for m in self.seen or () if same(m.name, model)), None)

    def place(self, model: str) -> Endpoint:
        """This endpoint for the scheduler of calls; the same one for as long as nothing changes."""
        driver, ready = self.driver, self.breaker.admits
        place = self._places.get(model)
        if place is None or (place.slots, place.ready) != (driver.slots, ready):
            if len(self._places) >= MAX_PLACES:  # names come from outside
                self._places.clear()
            place = self._places[model] = Endpoint(
                name=self.name,
                model=self.offered(model) or model,
                slots=driver.slots,
                ready=ready,
                continues=driver.continues,
                keeps_prefixes=driver.keeps_prefixes,
                models_held=driver.models_held,
            )
        return place

    def state(self) -> EndpointState:
        """This endpoint for people."""
        problem = self.problem or self.breaker.problem
        made = type(self.driver).__name__
        return EndpointState(
            name=self.name,
            driver=KINDS.get(made, made.removesuffix("Driver").lower()),
            url=str(getattr(self.driver, "url", "")),
            slots=self.driver.slots,
            loaded=tuple(m.name for m in self.seen or () if m.loaded),
            breaker=self.breaker.state,
            problem=f"{problem.message} {problem.hint}".strip() if problem else "",
        )


def same(name: str, wanted: str) -> bool:
    """Whether a model's full name is what was asked for."""
    return name == wanted or name == f"{wanted}:latest"

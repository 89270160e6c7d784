"""Model endpoints: how one is configured, and how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from aios.contracts.errors import BadRequest
from aios.contracts.record import Record

AMOUNTS = ("silence_s", "price_in", "price_out")
DRIVERS = ("openai", "ollama", "llamacpp", "pydantic-ai")


class Secret:
    """A text that shows in no log, error or record; only `reveal` tells it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    def __repr__(self) -> str:
        return "***" if self._text else ""

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)


@dataclass(frozen=True, kw_only=True, eq=True)
class ModelEntry(Record):
    """A model and where it is served; several of one name are endpoints of the same model.

    `name` is what you call it; empty stands for all that the endpoint offers. `model` is what the
    endpoint calls it, if that is something else. `slots` is how many calls it takes at once, 0 for
    the driver's usual number, and `models_held` how many models it has in memory at once, 0 if
    that is no matter, None for a guess. `fallback` are models to ask when this one cannot answer.
    `price_in` and `price_out` are what a million tokens read and written cost, in your currency.
    """

    name: str = ""
    driver: str = "openai"
    base_url: str = ""
    path: str = ""
    model: str = ""
    slots: int = 0
    key_env: str = ""
    key: Secret = field(default_factory=lambda: Secret(""))
    aliases: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ()
    context_tokens: int = 0
    models_held: int | None = None
    keep_alive: str = ""
    silence_s: float = 0.0
    price_in: float = 0.0
    price_out: float = 0.0

    @classmethod
    def read(cls, given: Any) -> "ModelEntry":
        """An entry as a person writes it; BadRequest says what is wrong with it."""
        if isinstance(given, ModelEntry):
            return given
        if not isinstance(given, Mapping):
            raise BadRequest(
                f"An entry of the setting models must be a table; got {type(given).__name__}.",
                hint='For example: {"name": "m", "driver": "openai", "base_url": "http://…/v1"}.',
            )
        known = {f.name for f in fields(cls)}
        if unknown := sorted(map(str, given.keys() - known)):
            raise BadRequest(
                f"An entry of the setting models has no {unknown[0]!r}.",
                hint=f"It may have: {', '.join(f.name for f in fields(cls))}.",
            )
        entry = cls(**{name: _typed(name, value) for name, value in given.items()})
        return _checked(entry)


def _typed(name: str, value: Any) -> Any:
    if name in ("aliases", "fallback"):
        wanted = [value] if isinstance(value, str) else value
        if isinstance(wanted, (list, tuple)) and all(isinstance(v, str) for v in wanted):
            return tuple(wanted)
    elif name in ("slots", "context_tokens", "models_held", *AMOUNTS):
        numbers = (int, float) if name in AMOUNTS else (int,)
        if isinstance(value, numbers) and not isinstance(value, bool) and value >= 0:
            return value
    elif name == "key":
        return value if isinstance(value, Secret) else Secret(str(value))
    elif isinstance(value, str):
        return value
    # The value is told by its type only: what stands in a wrong place may be a key.
    raise BadRequest(
        f"In the setting models, {name} cannot be a {type(value).__name__}.",
        hint="Texts are quoted; slots and context_tokens are whole numbers, 0 or more.",
    )


def _checked(entry: ModelEntry) -> ModelEntry:
    if entry.driver not in DRIVERS:
        raise BadRequest(
            f"In the setting models, {entry.name or 'an entry'} has the driver {entry.driver!r}.",
            hint=f"Use one of: {', '.join(DRIVERS)}.",
        )
    if entry.driver == "pydantic-ai" and ":" not in (entry.model or entry.name):
        raise BadRequest(
            f"In the setting models, {entry.name or 'an entry'} names no provider and model.",
            hint='For example {"driver": "pydantic-ai", "name": "anthropic:claude-sonnet-4-5"}.',
        )
    if entry.driver == "llamacpp" and not (entry.path or entry.name.endswith(".gguf")):
        raise BadRequest(
            f"In the setting models, {entry.name or 'an entry'} names no file to run.",
            hint='Give the GGUF file: {"driver": "llamacpp", "path": "models/x.gguf"}.',
        )
    return entry


BreakerState = Literal["closed", "open", "half-open"]


@dataclass(frozen=True, kw_only=True, eq=True)
class EndpointState(Record):
    """How an endpoint stands: `slots` calls at once, `loaded` the models in its memory.

    `breaker` is open while calls are kept away from it after failures, and half-open when the
    next one tries it. `problem` is why it could not be reached or failed last, "" when it works.
    """

    name: str
    driver: str = ""
    url: str = ""
    slots: int = 1
    loaded: tuple[str, ...] = ()
    breaker: BreakerState = "closed"
    problem: str = ""

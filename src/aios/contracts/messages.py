"""Messages to and from models, and what a call used."""

from dataclasses import dataclass, field
from typing import Any, Literal

from aios.contracts.record import Record

Role = Literal["system", "user", "assistant", "tool"]


@dataclass(frozen=True, kw_only=True, eq=True)
class Usage(Record):
    """What was used: seconds are wall time; cost is in the currency of the price list.

    Of `tokens_in`, `cached_tokens` were not computed anew: their state was still in a cache.
    """

    seconds: float = 0.0
    machine_seconds: float = 0.0
    model_calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    cached_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(**{name: self[name] + other[name] for name in self})


@dataclass(frozen=True, kw_only=True, eq=True)
class ToolCall(Record):
    """A model's wish to use a tool; `arguments` are parsed JSON."""

    id: str
    name: str
    arguments: dict[str, Any]


@dataclass(frozen=True, kw_only=True, eq=True)
class Message(Record):
    """One turn of a conversation. `images` are PNG or JPEG files, each in base64."""

    role: Role
    content: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tool_name: str = ""
    tool_call_id: str = ""
    thinking: str = ""
    images: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=True)
class ToolSpec(Record):
    """A tool as a model sees it; `parameters` is a JSON schema of type object."""

    name: str
    description: str
    parameters: dict[str, Any]


@dataclass(frozen=True, kw_only=True, eq=True)
class ModelRequest(Record):
    """One request to a model. `format` is a JSON schema the answer must satisfy, or None.

    `think` asks a model that can think first to do so or to leave it; None is the model's own way.
    `continued` are the token ids of an answer that was broken off (`ModelChunk.tokens`): the
    answer goes on right after them and its chunks hold only what is new, as if it had never
    stopped. Only for drivers with `continues`; `max_tokens` then counts what is new.
    """

    model: str
    messages: tuple[Message, ...]
    tools: tuple[ToolSpec, ...] = ()
    format: dict[str, Any] | None = None
    temperature: float | None = None
    max_tokens: int | None = None
    context_tokens: int | None = None
    stop: tuple[str, ...] = ()
    continued: tuple[int, ...] = ()
    think: bool | None = None


@dataclass(frozen=True, kw_only=True, eq=True)
class ModelChunk(Record):
    """A piece of a streamed answer; the last one has `done` and the usage.

    `tokens` are the ids of just this piece, in order, from drivers with `continues`. A piece that
    has a text and no tokens is one that no call can be continued after.
    """

    text: str = ""
    thinking: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    done: bool = False
    finish_reason: str = ""
    usage: Usage | None = None
    tokens: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=True)
class Generation(Record):
    """A whole answer of a model; `endpoint` is the one that gave it."""

    text: str
    model: str
    thinking: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    finish_reason: str = "stop"
    usage: Usage = field(default_factory=Usage)
    endpoint: str = ""


@dataclass(frozen=True, kw_only=True, eq=True)
class ModelInfo(Record):
    """A model an endpoint offers; sizes in bytes and tokens, 0 when unknown.

    `counts_tokens` tells whether its own tokenizer can be asked; else tokens are estimated.
    """

    name: str
    endpoint: str
    size_bytes: int = 0
    context_tokens: int = 0
    capabilities: tuple[str, ...] = ()
    loaded: bool = False
    counts_tokens: bool = False

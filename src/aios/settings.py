"""Every knob of AIOS, once and typed: argument > environment (AIOS_*) > aios.toml > default."""

import json
import os
import tomllib
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from aios.contracts.endpoints import ModelEntry
from aios.contracts.errors import BadRequest
from aios.contracts.limits import Allowance, allowance_from
from aios.contracts.places import data_folder
from aios.contracts.record import Record
from aios.contracts.secrets import SecretEntry, secret_from

TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True, kw_only=True, eq=True)
class Settings(Record):
    """The knobs. Paths are absolute after `load`; times in seconds."""

    workspace: Path = Path()
    """Where tasks, memory and artifacts are kept. Default: the platform's data folder."""
    images: Path = Path()
    """Where machine images are kept, shared by all workspaces."""
    use_vm: bool = True
    """False: no machines; tasks that need one are refused, never run on the host."""
    vm_pool_size: int = 3
    """How many warm machines stand ready."""
    min_isolation: int = 30
    """The weakest machine level that may run a program: 50 microVM, 30 namespaces, 10 process."""
    unsafe_host_exec: bool = False
    """Allow level 10: programs run as plain processes of this host. Only you can want this."""
    model: str = ""
    """The model to think with, or a GGUF file; empty: the first of `models`, the most suitable one
    that is offered, or none."""
    models: tuple[ModelEntry, ...] = ()
    """The models and where they are served, the first choice first, each a table: name, driver
    (openai, ollama, llamacpp, pydantic-ai), base_url, slots, key_env, …; empty: Ollama and
    `openai_base_url`."""
    ollama_host: str = "http://localhost:11434"
    """Where Ollama listens; OLLAMA_HOST is honoured."""
    openai_base_url: str = ""
    """A server of OpenAI's API to use beside Ollama; OPENAI_BASE_URL is honoured. Its key is in
    OPENAI_API_KEY."""
    planner: str = "auto"
    """auto: the model planner where a model is reachable, else the built-in one; builtin; model."""
    secrets: tuple[SecretEntry, ...] = ()
    """What programs in machines use without having it, each a table: name, hosts (a host without
    a port is reached with https only), env (the variable that holds the value; its name if that
    is left out), places (header, query, body)."""
    network_requests: int = 2_000
    """How many requests a machine may make in its life; 0: any number."""
    network_mb: int = 1_024
    """How much a machine may send and fetch in its life; 0: any amount."""
    network_kb_per_s: int = 0
    """How fast a machine may send and fetch; 0: as fast as it goes."""
    search_url: str = ""
    """A SearXNG instance for web research; empty: none."""
    embedding_model: str = ""
    """The model whose vectors find memories by meaning, such as bge-m3 with Ollama, or a GGUF file;
    empty: they are found by their words alone."""
    recall: bool = True
    """Plan with what is remembered of similar tasks, and of what you said you like."""
    task_slots: int = 64
    """How many tasks run at once."""
    machine_slots: int = 0
    """How many programs run in machines at once, while there is memory for more than one; 0: two
    for each processor."""
    call_queue: int = 10_000
    """How many calls may wait for a model; one more is answered `busy`, and when to come again."""
    task_timeout_s: float = 3600.0
    """After so long a task fails, unless it asked for another limit."""
    budgets: tuple[Allowance, ...] = ()
    """What agents and owners may spend, all tasks together, each a table: agent or owner; tokens,
    seconds, calls, money; per (hour, day, month, ever); zone, the time zone its days are of."""
    storage_quota_mb: int = 10_240
    """How much the artifacts of a workspace may take."""
    storage_task_quota_mb: int = 0
    """How much the artifacts of one task may take; 0: as much as the workspace."""
    storage_owner_quota_mb: int = 0
    """How much the artifacts of all tasks of one owner may take; 0: as much as the workspace."""
    snapshot_quota_mb: int = 8_192
    """How much the snapshots of namespace machines may take together."""
    undo_days: int = 30
    """For how many days changes of your files can be undone; of the newest 50 only."""
    durability: Literal["process", "power"] = "process"
    """process: survives a kill of the process; power: survives a power cut, slower."""
    schedules: bool = False
    """Hand in scheduled tasks when they are due, for as long as this AIOS is open."""
    recover: str = "restart"
    """What happens to tasks of a process that died: go on with them, fail them, or leave them."""

    def __post_init__(self) -> None:
        # A person writes tables; a mistake in them is told at once, and no key is kept in the open.
        object.__setattr__(self, "models", tuple(map(ModelEntry.read, self.models)))
        object.__setattr__(self, "budgets", tuple(map(allowance_from, self.budgets)))
        object.__setattr__(self, "secrets", tuple(map(secret_from, self.secrets)))

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None, **arguments: Any) -> "Settings":
        """The settings in force; BadRequest names the knob, its value and what is allowed."""
        environ = os.environ if environ is None else environ
        values: dict[str, Any] = {}
        for source, found in (
            ("aios.toml", _from_file(environ, arguments)),
            ("environment", _from_environment(environ)),
            ("argument", {k: v for k, v in arguments.items() if v is not None}),
        ):
            values.update({k: _typed(cls, k, v, source) for k, v in found.items()})
        return _complete(cls(**values), values)

    def placed(self, workspace: str | os.PathLike[str] | None = None) -> "Settings":
        """These settings with every place named: `workspace` if given, else theirs or the usual."""
        named = {name for name in ("workspace", "images") if self[name] != Path()}
        if workspace is None:
            return _complete(self, named)
        return _complete(self.but(workspace=Path(workspace)), {*named, "workspace"})


def _complete(settings: Settings, given: Container[str]) -> Settings:
    workspace = settings.workspace if "workspace" in given else data_folder() / "workspace"
    images = settings.images if "images" in given else data_folder() / "images"
    done = settings.but(
        workspace=workspace.expanduser().absolute(), images=images.expanduser().absolute()
    )
    for name, allowed in CHOICES.items():
        if done[name] not in allowed:
            raise BadRequest(
                f"The setting {name} is {done[name]!r}.", hint=f"Use one of: {', '.join(allowed)}."
            )
    return done


CHOICES = {
    "planner": ("auto", "builtin", "model"),
    "durability": ("process", "power"),
    "recover": ("restart", "fail", "leave"),
}


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    known = {f"AIOS_{f.name.upper()}": f.name for f in fields(Settings)}
    found: dict[str, Any] = {name: environ[key] for key, name in known.items() if environ.get(key)}
    for usual, name in (("OLLAMA_HOST", "ollama_host"), ("OPENAI_BASE_URL", "openai_base_url")):
        if environ.get(usual) and name not in found:
            found[name] = environ[usual]
    return found


def _from_file(environ: Mapping[str, str], arguments: Mapping[str, Any]) -> dict[str, Any]:
    workspace = arguments.get("workspace") or environ.get("AIOS_WORKSPACE")
    places = [Path(workspace) / "aios.toml"] if workspace else []
    for path in (*places, Path("aios.toml"), data_folder() / "aios.toml"):
        if path.is_file():
            return _read(path)
    return {}


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadRequest(
            f"{path} cannot be read: {error}", hint="Mend it, or move it away."
        ) from error


def _typed(cls: type[Settings], name: str, value: Any, source: str) -> Any:
    hints = get_type_hints(cls)
    if name not in hints:
        raise BadRequest(
            f"There is no setting {name!r} ({source}).",
            hint=f"The settings are: {', '.join(f.name for f in fields(cls))}.",
        )
    wanted = hints[name]
    try:
        return _convert(wanted, value)
    except (TypeError, ValueError):
        # What stands among the models may be a key, and a secret is one.
        told = "something else" if name in ("models", "secrets") else repr(value)
        raise BadRequest(
            f"The setting {name} must be {_called(wanted)}; the {source} says {told}."
        ) from None


def _convert(wanted: Any, value: Any) -> Any:
    if isinstance(wanted, UnionType):
        wanted = get_args(wanted)[0]
    if get_origin(wanted) is tuple:
        return _entries(value, get_args(wanted)[0])
    if get_origin(wanted) is Literal:
        return str(value)  # which values are allowed is checked when all are known
    if wanted is bool and isinstance(value, str):
        if value.lower() not in TRUE + FALSE:
            raise ValueError(value)
        return value.lower() in TRUE
    if wanted is bool and not isinstance(value, bool):
        raise TypeError(value)
    return wanted(value)


READERS: Mapping[Any, Callable[[Any], Any]] = {
    ModelEntry: ModelEntry.read,
    Allowance: allowance_from,
    SecretEntry: secret_from,
}


def _entries(value: Any, of: Any) -> tuple[Any, ...]:
    """The entries of `models`, `budgets` or `secrets`: tables, or in the environment JSON."""
    entries = json.loads(value) if isinstance(value, str) else value
    if isinstance(entries, (str, bytes, Mapping)):
        raise TypeError(value)
    return tuple(map(READERS[of], entries))


def _called(wanted: Any) -> str:
    names = {bool: "true or false", int: "a whole number", float: "a number", Path: "a path"}
    return "a list of tables" if get_origin(wanted) is tuple else names.get(wanted, "text")

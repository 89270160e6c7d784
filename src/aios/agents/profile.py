"""Agents as files and as mappings: a Markdown profile, or `create_agent({...})`."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from aios.contracts.agent import Agent
from aios.contracts.errors import BadRequest
from aios.contracts.limits import budget_from
from aios.contracts.skill import skill_id

NAME = re.compile(r"[\w][\w .-]{0,63}")
FIELDS = frozenset(Agent.__dataclass_fields__) | {"prompt", "id"}
FRONT = re.compile(r"\A\ufeff?---\r?\n(.*?)\r?\n---\r?\n?(.*)\Z", re.DOTALL)


def agent_from(spec: Mapping[str, Any], *, source: str = "registered") -> Agent:
    """An agent from a mapping; BadRequest says which field is wrong and how to mend it."""
    unknown = sorted(set(spec) - FIELDS)
    if unknown:
        raise BadRequest(
            f"An agent has no field {unknown[0]!r}.",
            hint=f"The fields are: {', '.join(sorted(FIELDS))}.",
            details={"fields": unknown},
        )
    name = spec.get("name")
    if not isinstance(name, str) or not NAME.fullmatch(name.strip()):
        raise BadRequest(
            f"An agent needs a name of 1 to 64 letters, digits, spaces, . or -; got {name!r}.",
            hint='For example: create_agent({"name": "my-agent", "type": "custom"})',
        )
    facts = {k: v for k, v in spec.items() if k not in ("id", "name", "skills", "tools", "budget")}
    return Agent(
        id=str(spec.get("id") or name.strip().lower().replace(" ", "-")),
        name=name.strip(),
        skills=tuple(skill_id(s) for s in _names(spec, "skills")),
        tools=tuple(_names(spec, "tools")),
        budget=budget_from(spec.get("budget")),
        **{"type": "custom", "source": source, **_typed(facts)},
    )


def read_profile(path: Path, *, source: str) -> Agent:
    """An agent from a Markdown file; keys of other programs in its front matter are ignored."""
    import yaml

    found = FRONT.match(path.read_text(encoding="utf-8-sig"))
    if found is None:
        raise BadRequest(
            f"{path}: an agent file begins with front matter between two --- lines.",
            hint="Add it, with at least name and description.",
        )
    try:
        front = yaml.safe_load(found.group(1)) or {}
    except yaml.YAMLError as error:
        raise BadRequest(f"{path}: the front matter is not YAML: {error}") from error
    if not isinstance(front, dict):
        raise BadRequest(f"{path}: the front matter must be key: value lines.")
    known = {k: v for k, v in front.items() if k in FIELDS - {"source", "stats", "status"}}
    known.setdefault("name", path.stem)
    return agent_from({**known, "prompt": found.group(2).strip()}, source=source)


def _names(spec: Mapping[str, Any], field: str) -> list[str]:
    value = spec.get(field) or ()
    if isinstance(value, str):
        value = [part for part in re.split(r"[,\s]+", value) if part]
    if not isinstance(value, Iterable) or not all(isinstance(v, str) for v in value):
        raise BadRequest(
            f"An agent's {field} must be a list of names; got {value!r}.",
            hint=f'For example: "{field}": ["data-analysis"]',
        )
    return list(value)


TYPES: dict[str, type | tuple[type, ...]] = {
    "type": str,
    "model": str,
    "prompt": str,
    "description": str,
    "vm_enabled": bool,
    "slots": int,
    "metadata": dict,
}


def _typed(facts: Mapping[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in facts.items() if v is not None and k in TYPES}
    for field, value in kept.items():
        if not isinstance(value, TYPES[field]):
            raise BadRequest(
                f"An agent's {field} must be {getattr(TYPES[field], '__name__', 'valid')}; "
                f"got {value!r}."
            )
    if kept.get("slots", 1) < 1:
        raise BadRequest(f"An agent needs at least one slot; got {kept['slots']}.")
    return kept

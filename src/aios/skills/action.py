"""An action and its parameters as a program for a machine, and what came of it as an outcome."""

import ipaddress
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from aios.contracts import carried, mentions
from aios.contracts.changes import Change
from aios.contracts.errors import BadRequest
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Bind, NetworkPolicy, Program, RunOutcome
from aios.contracts.plan import Outcome
from aios.contracts.ports import RunResult
from aios.contracts.skill import Action, Permissions, Skill
from aios.contracts.task import Artifact, Isolation, TaskError
from aios.skills.changes import changes_of
from aios.skills.schema import check

SDK_FOLDER = Path(__file__).parent / "sdk"
CARRIED_FOLDER = Path(carried.__path__[0])
# What is ours in a machine: the skills that came along, the SDK, and what is carried into it.
OURS = (str(Path(__file__).parent), str(CARRIED_FOLDER))
SKILL_IN_GUEST = "/skill"
SDK_IN_GUEST = "/aios/sdk"
CARRIED_IN_GUEST = "/aios/carried"
OUT = "out"
RESULT_FILE = "/workspace/.aios/result.json"
_INTERPRETERS = {".py": "python3", ".sh": "sh"}
_FILE_FILLS = frozenset(("path", "paths", "folder"))
_URL_FILLS = frozenset(("url", "urls", "site"))
_DEFAULT_MEMORY_MB = 1024


def program_for(
    skill: Skill,
    action: Action,
    parameters: Mapping[str, Any],
    *,
    inputs: Sequence[Artifact] = (),
    language: str = "en",
    text: str = "",
    cwd: str = "",
    binds: Iterable[Bind] = (),
    network: NetworkPolicy | None = None,
    sdk_folder: str | Path = SDK_FOLDER,
) -> Program:
    """The program that performs the action in a fresh machine.

    The files and folders its parameters name, and the inputs, are readable in the machine at
    their own paths. Without `network`, it may reach what its permissions and parameters give.
    BadRequest (`bad_parameters`) when the parameters do not satisfy the action's schema.
    """
    if not (action.script and skill.folder):
        raise BadRequest(
            f"The action {skill.id}/{action.name} has no script to run in a machine.",
            hint="Use it as a tool, or call its function.",
        )
    values = check(action.parameters, parameters, f"{skill.id}/{action.name}")
    request = {
        "action": action.name,
        "parameters": values,
        "inputs": [{k: a[k] for k in ("name", "path", "media_type")} for a in inputs],
        "language": language,
        "text": text,
        "cwd": cwd,
    }
    named = [*_named_files(skill.permissions, action, values), *(a.path for a in inputs)]
    return Program(
        title=f"{skill.name}: {action.name}",
        argv=(*_interpreter(action.script), f"{SKILL_IN_GUEST}/{action.script}"),
        source=(Path(skill.folder) / action.script).read_text(encoding="utf-8"),
        stdin=json.dumps(request, ensure_ascii=False).encode(),
        env={"AIOS_OUT": f"/workspace/{OUT}", "AIOS_RESULT": RESULT_FILE},
        binds=(
            Bind(host=skill.folder, guest=SKILL_IN_GUEST),
            Bind(host=str(sdk_folder), guest=SDK_IN_GUEST),
            Bind(host=str(CARRIED_FOLDER), guest=CARRIED_IN_GUEST),
            *binds,
            *(Bind(host=path) for path in dict.fromkeys(named)),
        ),
        network=network or network_for(skill.permissions, action, values),
        limits=MachineLimits(memory_mb=action.memory_mb or _DEFAULT_MEMORY_MB),
        timeout_s=action.timeout_s,
        collect=OUT,
        skill=skill.id,
        action=action.name,
        idempotent=action.idempotent,
    )


def network_for(
    permissions: Permissions, action: Action, parameters: Mapping[str, Any]
) -> NetworkPolicy:
    """The hosts the skill declares and, if it may, those the parameters name.

    A local or private address is reachable only when a parameter names it literally.
    """
    declared = {host for host in permissions.network if host != "named"}
    named: dict[str, None] = {}
    if "named" in permissions.network:
        named = {_entry(url): None for url in _values(action, parameters, _URL_FILLS)}
    # Sites send their visitors from example.com to www.example.com, or back.
    twins = [mentions.twin(host) for host in named]
    hosts = dict.fromkeys(host for host in (*sorted(declared), *named, *twins) if host)
    return NetworkPolicy(hosts=tuple(hosts), private=tuple(h for h in named if h and _private(h)))


def outcome_of(run: RunResult, language: str = "en") -> Outcome:
    """What came of the program: its own report, or an error with a hint when it has none."""
    ran = run.outcome
    report: Mapping[str, Any] = run.result if isinstance(run.result, Mapping) else {}
    error = _error(run, report, language)
    changes: tuple[Change, ...] = ()
    if error is None:
        try:
            changes = changes_of(report.get("changes"), run.artifacts)
        except ValueError as problem:
            error = _bad_changes(str(problem), language)
    return Outcome(
        answer=_text(report.get("answer")),
        code=_text(report.get("code")),
        explanation=_text(report.get("explanation")),
        output=_text(report.get("output")) or ran.stdout,
        data=report.get("data"),
        artifacts=tuple(run.artifacts),
        notes=_notes(report.get("notes")),
        origin=_text(report.get("origin")),
        changes=changes,
        error=error,
        exit_code=ran.exit_code,
        isolation=Isolation(
            level=int(ran.level),
            backend=ran.backend or "none",
            limits_not_enforced=ran.limits_not_enforced,
        ),
    )


def _interpreter(script: str) -> tuple[str, ...]:
    suffix = PurePosixPath(script).suffix
    return (_INTERPRETERS[suffix],) if suffix in _INTERPRETERS else ()


def _named_files(permissions: Permissions, action: Action, values: Mapping[str, Any]) -> list[str]:
    if permissions.files == "none":
        return []
    return [path for path in _values(action, values, _FILE_FILLS) if os.path.isabs(path)]


def _values(action: Action, parameters: Mapping[str, Any], fills: frozenset[str]) -> list[str]:
    """The strings in the parameters that are filled in one of these ways."""
    found: list[str] = []
    for name, entry in action.parameters.get("properties", {}).items():
        value = parameters.get(name)
        if entry.get("x-fill") in fills and value:
            found += [value] if isinstance(value, str) else [v for v in value if isinstance(v, str)]
    return found


def _entry(url: str) -> str:
    """The policy entry of an address: its host, and the port when it names one."""
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host, port = parts.hostname or "", parts.port
    except ValueError:  # no address at all: it opens nothing
        return ""
    return f"{host}:{port}" if port else host


def _private(entry: str) -> bool:
    host = entry.rpartition(":")[0] or entry
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:  # a name
        return "." not in host or host.endswith((".local", ".lan", ".internal", ".localhost"))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _notes(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(map(str, value)) if isinstance(value, (list, tuple)) else ()


def _error(run: RunResult, report: Mapping[str, Any], language: str) -> TaskError | None:
    ran, told = run.outcome, report.get("error")
    if ran.timed_out:
        return _known("timed_out", language)
    if ran.oom:
        return _known("out_of_memory", language)
    if isinstance(told, Mapping):
        details = told.get("details")
        return TaskError(
            code=_text(told.get("code")) or "action_failed",
            message=_text(told.get("message")) or "The action failed and did not say why.",
            hint=_text(told.get("hint")) or _hint_of(_text(told.get("code")), language),
            details=dict(details) if isinstance(details, Mapping) else {},
        )
    if ran.exit_code == 0 and isinstance(run.result, Mapping):
        return None
    return _crash(ran, language)


def _bad_changes(problem: str, language: str) -> TaskError:
    zh = f"这个动作要做的更改写得不对，所以什么都没有改：{problem}"
    en = f"The changes the action asks for are malformed, so nothing was changed: {problem}"
    return TaskError(
        code="bad_changes",
        message=zh if language == "zh" else en,
        hint=_hint_of("bad_changes", language),
    )


def _crash(ran: RunOutcome, language: str) -> TaskError:
    last = next((x.strip() for x in reversed(ran.stderr.splitlines()) if x.strip()), "")
    told = last or f"exit code {ran.exit_code}"
    zh = f"这个动作没有给出结果就停止了：{told}"
    en = f"The action stopped without a result: {told}"
    return TaskError(
        code="action_crashed",
        message=zh if language == "zh" else en,
        hint=_hint_of("action_crashed", language),
        details={"exit_code": ran.exit_code, "stderr": ran.stderr[-4000:]},
    )


_KNOWN = {
    "timed_out": ("动作超过了时限，已被停止。", "The action took too long and was stopped."),
    "out_of_memory": (
        "动作用完了分给它的内存，已被停止。",
        "The action used up its memory and was stopped.",
    ),
}
_HINTS = {
    "timed_out": ("请给少一些数据，或放宽时限。", "Give it less data, or more time."),
    "out_of_memory": ("请给它小一些的文件。", "Give it a smaller file."),
    "bad_changes": ("这是该技能的缺陷，请反馈。", "This is a defect of the skill; report it."),
    "action_crashed": (
        "这是该技能的缺陷，details.stderr 里有完整记录。",
        "This is a defect of the skill; details.stderr holds the record.",
    ),
}


def _known(code: str, language: str) -> TaskError:
    message = _KNOWN[code][0 if language == "zh" else 1]
    return TaskError(code=code, message=message, hint=_hint_of(code, language))


def _hint_of(code: str, language: str) -> str:
    return _HINTS.get(code, ("", ""))[0 if language == "zh" else 1]

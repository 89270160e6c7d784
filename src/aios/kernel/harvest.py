"""Around a program's run: the command it becomes, the result file it leaves, the files it made."""

import hashlib
import json
from typing import Any

from aios.contracts.errors import NotFound
from aios.contracts.events import HostAsked
from aios.contracts.machine import Command, Program, RunOutcome, summed
from aios.contracts.ports import Machine, RunResult
from aios.contracts.task import Artifact
from aios.kernel.names import mended_name
from aios.kernel.storage import StorageManager

RESULT_PATH = "/workspace/.aios/result.json"
MAX_RESULT_BYTES = 32 * 1024 * 1024
MAX_ARTIFACTS = 2_000
KEEP = ".keep"  # a file of ours that makes its folder be there; never an artifact


def command_for(program: Program) -> Command:
    """The command that runs the program, told where its result and its files go."""
    env = {
        "AIOS_OUT": f"/workspace/{program.collect}",
        "AIOS_RESULT": RESULT_PATH,
        **program.env,
    }
    return Command(
        argv=program.argv,
        stdin=program.stdin,
        files={f".aios/{KEEP}": b"", f"{program.collect}/{KEEP}": b"", **program.files},
        env=env,
        timeout_s=program.timeout_s,
        linger_s=program.linger_s,
        output_bytes=program.limits.output_bytes,
    )


async def finish(
    machine: Machine, program: Program, outcome: RunOutcome, call_id: str
) -> RunResult:
    """The outcome with what the program wrote into its result file, None if nothing readable."""
    path = program.env.get("AIOS_RESULT", RESULT_PATH).removeprefix("/workspace/")
    return RunResult(outcome=outcome, result=await _result(machine, path), call_id=call_id)


def evidence_of(program: Program, ended: RunResult) -> dict[str, Any]:
    """What the step of a run tells: which program, how it ended, where its facts are from."""
    reported = ended.result if isinstance(ended.result, dict) else {}
    source = reported.get("code") or program.source or json.dumps(program.argv)
    return {
        "program_sha256": hashlib.sha256(str(source).encode()).hexdigest(),
        "exit_code": ended.outcome.exit_code,
        "origin": str(reported.get("origin", "")),
        "network": summed(ended.outcome.network),
    }


def hosts_asked(task_id: str, call_id: str, outcome: RunOutcome) -> list[HostAsked]:
    """An event for each attempt of the run to reach a host."""
    return [HostAsked(task_id=task_id, call_id=call_id, access=a) for a in outcome.network]


async def _result(machine: Machine, path: str) -> Any:
    try:
        content = await machine.read(path, limit=MAX_RESULT_BYTES)
        return json.loads(content)
    except (NotFound, ValueError):
        return None


async def collect(
    machine: Machine, program: Program, storage: StorageManager, task_id: str
) -> list[Artifact]:
    """Keep every regular file below the program's collect folder as an artifact of the task."""
    try:
        found = await machine.list(program.collect)
    except NotFound:
        return []
    files = sorted(f.path for f in found if f.kind == "file" and f.path != KEEP)[:MAX_ARTIFACTS]
    return [
        await storage.keep(task_id, mended_name(name), machine.stream(f"{program.collect}/{name}"))
        for name in files
    ]

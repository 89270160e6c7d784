"""The process backend: what it translates, limits and cleans up."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from aios.code.machines.process import ProcessBackend
from aios.contracts.errors import BadRequest
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Bind, Command, MachineSpec, RunOutcome


@pytest.fixture
async def backend(tmp_path: Path) -> AsyncIterator[ProcessBackend]:
    backend = ProcessBackend(state_dir=tmp_path / "state", images=lambda name: tmp_path / "image")
    yield backend
    await backend.close()


async def run(
    backend: ProcessBackend, spec: MachineSpec, *argv: str, **facts: object
) -> RunOutcome:
    machine = await backend.create(spec)
    return await machine.run(Command(argv=argv, **facts))  # type: ignore[arg-type]


async def test_guest_paths_in_arguments_and_variables(
    backend: ProcessBackend, tmp_path: Path
) -> None:
    skill, sdk, data = (tmp_path / name for name in ("skill", "sdk", "数据"))
    for folder in (skill, sdk, data, tmp_path / "image"):
        folder.mkdir()
    (skill / "go.py").write_text(
        "import os, sys, helper, packaged\n"
        "open(os.environ['OUT'] + '/made', 'w').write('1')\n"
        "print(open(sys.argv[1], encoding='utf-8').read(), helper.x, packaged.y)\n"
    )
    (sdk / "helper.py").write_text("x = 7")
    (tmp_path / "image" / "packaged.py").write_text("y = 8")
    (data / "a.txt").write_text("好", encoding="utf-8")
    spec = MachineSpec(
        binds=(
            Bind(host=str(skill), guest="/skill"),
            Bind(host=str(sdk), guest="/aios/sdk"),
            Bind(host=str(data)),
        ),
    )
    machine = await backend.create(spec)
    outcome = await machine.run(
        Command(
            argv=("python3", "/skill/go.py", str(data / "a.txt")),
            env={"OUT": "/workspace/out"},
            files={"out/.keep": b""},
        )
    )
    assert (outcome.stdout, outcome.stderr) == ("好 7 8\n", "")
    assert await machine.read("out/made") == b"1"


async def test_the_interpreter_is_not_the_one_with_our_packages(backend: ProcessBackend) -> None:
    code = "import sys; print(sys.prefix == sys.base_prefix)"
    assert (await run(backend, MachineSpec(), "python3", "-c", code)).stdout == "True\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no ulimit")
async def test_limits_of_the_shell(backend: ProcessBackend) -> None:
    spec = MachineSpec(limits=MachineLimits(memory_mb=256, open_files=64))
    outcome = await run(backend, spec, "sh", "-c", "ulimit -v; ulimit -n; ulimit -c")
    assert outcome.stdout.split()[1:] == ["64", "0"]
    assert outcome.stdout.split()[0] in (str(256 * 1024), "unlimited")


async def test_weakness_is_never_hidden(backend: ProcessBackend) -> None:
    outcome = await run(backend, MachineSpec(), "python3", "-c", "pass")
    assert outcome.level == 10
    assert {"isolation", "network"} <= set(outcome.limits_not_enforced)
    assert (await backend.probe()).level == 10


async def test_folders_of_dead_processes_are_removed(tmp_path: Path) -> None:
    state = tmp_path / "state"
    backend = ProcessBackend(state_dir=state)
    gone = await asyncio.create_subprocess_exec(sys.executable, "-c", "")
    await gone.wait()
    (state / f"process-{gone.pid}-1-abc" / "workspace").mkdir(parents=True)
    await backend.create(MachineSpec())
    assert await backend.reap() == 1
    assert len(list(state.iterdir())) == 1
    await backend.close()
    assert list(state.iterdir()) == []


async def test_links_do_not_lead_the_file_calls_out(
    backend: ProcessBackend, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("s")
    machine = await backend.create(MachineSpec())
    await machine.run(Command(argv=("sh", "-c", f"ln -s {tmp_path} out")))
    for attempt in (machine.read("out/secret"), machine.write("out/new", b"")):
        with pytest.raises(BadRequest, match="leads out"):
            await attempt
    assert not (tmp_path / "new").exists()

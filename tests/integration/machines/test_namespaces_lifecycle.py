"""What is left when machines, threads and controllers end: nothing."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from aios.code.machines import cgroups
from aios.code.machines.launcher import base_interpreter
from aios.code.machines.namespaces import NamespaceBackend
from aios.code.machines.posture import deviations
from aios.contracts.errors import MachineFailed
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Bind, Command, MachineSpec

pytestmark = pytest.mark.machine

SOURCES = Path(__file__).parents[3] / "src"
PLAIN_UID = 12345


def _processes_below(pid: int) -> set[int]:
    """The descendants of a process."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)] = int(fields[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


async def test_a_machine_outlives_the_thread_that_asked_for_it(tmp_path) -> None:
    """The parent-death signal goes by thread; the spawner must not depend on ours."""
    loop = asyncio.new_event_loop()
    backend = NamespaceBackend(state_dir=tmp_path, images=lambda _: None)

    def in_thread(coroutine):
        result: list[object] = []
        thread = threading.Thread(target=lambda: result.append(loop.run_until_complete(coroutine)))
        thread.start()
        thread.join()
        return result[0]

    def work() -> list[str]:
        machine = in_thread(backend.create(MachineSpec(image="bare")))
        time.sleep(0.2)
        answers = []
        for _ in range(2):
            outcome = in_thread(machine.run(Command(argv=("echo", "here"))))
            answers.append(outcome.stdout)
        in_thread(backend.close())
        loop.close()
        return answers

    assert await asyncio.to_thread(work) == ["here\n", "here\n"]


_CONTROLLER = """
import asyncio, os, sys
from pathlib import Path
from aios.code.machines.namespaces import NamespaceBackend
from aios.contracts.machine import Command, MachineSpec

async def main():
    backend = NamespaceBackend(state_dir=Path(sys.argv[1]), images=lambda _: None)
    machine = await backend.create(MachineSpec(image="bare"))
    run = asyncio.create_task(machine.run(Command(argv=("sh", "-c", "sleep 444 & sleep 444"))))
    await asyncio.sleep(0.3)
    print(backend.spawner, flush=True)
    await run

asyncio.run(main())
"""


@pytest.mark.parametrize("stopped_spawner", [False, True])
async def test_a_killed_controller_leaves_no_orphan(backend, tmp_path, stopped_spawner) -> None:
    state = tmp_path / "killed"
    controller = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _CONTROLLER, str(state)),
        stdout=asyncio.subprocess.PIPE,
        env={"PYTHONPATH": str(SOURCES), "PATH": os.environ["PATH"]},
    )
    try:
        spawner = int(await controller.stdout.readline())
        below = _processes_below(controller.pid)
        assert len(below) >= 5  # the spawner, the guard, the agent, the shell and its sleeps
        groups = [path for path in cgroups.find().leftovers() if f"-{controller.pid}-" in str(path)]
        if stopped_spawner:
            os.kill(spawner, signal.SIGSTOP)
    finally:
        controller.kill()
        await controller.wait()
    if stopped_spawner:
        successor = NamespaceBackend(state_dir=state, images=lambda _: None)
        assert await successor.reap() >= 1
        assert await successor.reap() == 0
        await successor.close()
    for _ in range(500):
        left = _alive(below) or [group for group in groups if group.exists()]
        if not left:
            break
        await asyncio.sleep(0.02)
    assert not left


def _alive(pids: set[int]) -> set[int]:
    living = set()
    for pid in pids:
        with contextlib.suppress(OSError):
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                living.add(pid)
    return living


async def test_a_dead_spawner_is_replaced(backend) -> None:
    machine = await backend.create(MachineSpec(image="bare"))
    os.kill(backend.spawner, signal.SIGKILL)
    with pytest.raises(MachineFailed):
        await machine.run(Command(argv=("sleep", "5")))
    await machine.destroy()
    again = await backend.create(MachineSpec(image="bare"))
    assert (await again.run(Command(argv=("echo", "back")))).stdout == "back\n"


async def test_a_machine_that_cannot_be_built_says_why(tmp_path) -> None:
    backend = NamespaceBackend(
        state_dir=tmp_path, images=lambda _: None, python=Path("/no/interpreter")
    )
    with pytest.raises(MachineFailed, match="/no/interpreter"):
        await backend.create(MachineSpec(image="bare"))
    await backend.close()


async def test_cancelling_a_creation_removes_the_machine(backend) -> None:
    await (await backend.create(MachineSpec(image="bare"))).destroy()
    before = _processes_below(os.getpid())
    for pause_s in (0, 0.001, 0.003, 0.006):
        creation = asyncio.create_task(backend.create(MachineSpec(image="bare")))
        await asyncio.sleep(pause_s)
        creation.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await (await creation).destroy()
    assert _processes_below(os.getpid()) == before


async def test_the_measured_posture_is_the_announced_one(backend) -> None:
    limits = MachineLimits(disk_mb=8, processes=20, open_files=99, inodes=777)
    machine = await backend.create(MachineSpec(image="bare", limits=limits))
    facts = await machine.posture()
    assert deviations(facts, limits) == []
    assert facts["uid_map"][0][1] not in (0,)
    assert deviations({**facts, "capabilities": {"CapEff": 1}}, limits)
    assert deviations(facts, limits.but(processes=3))


async def test_host_root_is_never_inside(backend) -> None:
    machine = await backend.create(MachineSpec(image="bare"))
    run = asyncio.create_task(machine.run(Command(argv=("sleep", "5"))))
    await asyncio.sleep(0.2)
    uids = set()
    for pid in _processes_below(backend.spawner):
        status = Path(f"/proc/{pid}/status").read_text()
        facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        if len(facts["NSpid"].split()) > 1:
            uids.update(facts["Uid"].split() + facts["Gid"].split())
            assert int(facts["CapEff"], 16) == int(facts["CapBnd"], 16) == 0
            assert facts["Groups"].split() in ([], [str(gid) for gid in os.getgroups()])
    assert uids and "0" not in uids
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run


# ---------------------------------------------------------------- plain users, closed homes


_EVERYTHING = """
import asyncio, json, os, sys
from pathlib import Path
from aios.code.machines.namespaces import NamespaceBackend
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Bind, Command, MachineSpec

async def main():
    state, secret = Path(sys.argv[1]), sys.argv[2]
    backend = NamespaceBackend(state_dir=state, images=lambda _: None)
    probe = await backend.probe(deep=True)
    machine = await backend.create(
        MachineSpec(image="bare", binds=(Bind(host=secret),), limits=MachineLimits(memory_mb=256))
    )
    async def say(*argv):
        outcome = await machine.run(Command(argv=argv, timeout_s=20))
        return [outcome.stdout, outcome.stderr[-1500:], outcome.exit_code]
    answers = {
        "probe": [probe.ok, probe.reason],
        "uid": os.getuid(),
        "missing": (await machine.run(Command(argv=("true",)))).limits_not_enforced,
        "hello": await say("python3", "-c", "print('你好')"),
        "fresh": await say("/aios/bin/python3", "-c", "import sys, ssl; print(sys.base_prefix)"),
        "secret": await say("cat", secret),
        "write": await say("python3", "-c", f"open({secret!r}, 'a')"),
        "bomb": await say("python3", "-c", "x = b'x' * (2 << 30)"),
        "home": await say("ls", os.path.dirname(state)),
    }
    await machine.destroy()
    await backend.close()
    print(json.dumps(answers))

asyncio.run(main())
"""


_DESCRIBE = """
import json, sys, sysconfig
print(json.dumps([sys.version_info[:2], sys.base_prefix, sysconfig.get_path("stdlib")]))
"""


def _copy_interpreter(target: Path) -> Path:
    """A private interpreter with the part of its standard library that AIOS and guests need."""
    for python in (base_interpreter(), Path("/usr/bin/python3").resolve()):
        if not python.exists():
            continue
        described = subprocess.run([python, "-c", _DESCRIBE], capture_output=True, check=True)
        version, prefix, library = json.loads(described.stdout)
        linked = subprocess.run(["ldd", python], capture_output=True, text=True, check=True).stdout
        # One that needs a library of its own at a fixed place cannot be moved.
        if version >= [3, 11] and "libpython" not in linked:
            break
    else:
        pytest.skip("no interpreter here can be copied to another place")
    skip = shutil.ignore_patterns(
        *("test", "tests", "site-packages", "dist-packages", "idlelib", "tkinter", "ensurepip"),
        *("__pycache__", "lib2to3", "config-*", "turtledemo", "pydoc_data", "*.a"),
    )
    shutil.copytree(library, target / Path(library).relative_to(prefix), ignore=skip)
    (target / "bin").mkdir()
    return Path(shutil.copy(python, target / "bin" / python.name))


@pytest.mark.parametrize("uid", [0, PLAIN_UID], ids=["root", "plain user"])
def test_under_a_closed_home_with_closed_inputs(uid: int, tmp_path_factory) -> None:
    if os.getuid() != 0 and uid != PLAIN_UID:
        pytest.skip("only root can be root")
    root = Path(tmp_path_factory.mktemp("homes"))
    for folder in (root, *root.parents):
        if os.getuid() == 0 and not folder.stat().st_mode & 0o077:  # temporary ones are closed
            folder.chmod(0o755)
    home = root / "home"
    python = _copy_interpreter(home / "python")
    sources = home / "sources"
    shutil.copytree(SOURCES / "aios", sources / "aios", ignore=shutil.ignore_patterns("skills"))
    secret = home / "数据.csv"
    secret.write_text("secret,1\n")
    script = home / "everything.py"
    script.write_text(_EVERYTHING)
    if os.getuid() == 0:
        for path in (home, *home.rglob("*")):
            os.chown(path, uid, uid, follow_symlinks=False)
    home.chmod(0o700)
    secret.chmod(0o600)
    who = {"user": uid, "group": uid, "extra_groups": []} if os.getuid() == 0 else {}
    done = subprocess.run(
        [python, script, home / "state", secret],
        env={"PYTHONPATH": str(sources), "HOME": str(home), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=100,
        cwd="/",
        check=False,
        **who,
    )
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    assert answers["probe"] == [True, ""]
    assert answers["uid"] == (uid if os.getuid() == 0 else os.getuid())
    if uid != 0 and os.getuid() == 0:  # who was just made has neither cgroups nor a systemd
        assert answers["missing"] == ["memory", "cpu"]
    assert answers["hello"] == ["你好\n", "", 0]
    assert answers["fresh"] == [f"{python.parent.parent}\n", "", 0]
    assert answers["secret"] == ["secret,1\n", "", 0]
    assert answers["write"][2] == 1 and secret.read_text() == "secret,1\n"
    assert answers["bomb"][2] != 0
    # Of the home there is in sight what was bound, and nothing else.
    assert set(answers["home"][0].split()) == {"python", secret.name}
    shutil.rmtree(root)


@pytest.fixture
def ram_folder(tmp_path):
    """A folder on a filesystem that cannot translate owners."""
    if os.getuid() != 0:
        pytest.skip("a plain user owns what it may read")
    folder = tmp_path / "ram"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "ramfs", "none", folder], check=False).returncode:
        pytest.skip("this root may not mount a filesystem that cannot translate owners")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


async def test_inputs_are_copied_where_owners_cannot_be_translated(backend, ram_folder) -> None:
    secret = ram_folder / "secret"
    secret.write_text("copied")
    secret.chmod(0o600)
    machine = await backend.create(MachineSpec(image="bare", binds=(Bind(host=str(secret)),)))
    outcome = await machine.run(Command(argv=("cat", str(secret))))
    assert outcome.stdout == "copied"
    staging = backend._shop.owners.staging(machine.id)
    assert staging.is_dir()
    await machine.destroy()
    assert not staging.exists()


async def test_sixty_machines_at_once(backend) -> None:
    limits = MachineLimits(disk_mb=8)
    spec = MachineSpec(image="bare", limits=limits)
    machines = await asyncio.gather(*(backend.create(spec) for _ in range(60)))
    outcomes = await asyncio.gather(
        *(
            machine.run(Command(argv=("python3", "-c", f"print({number})")))
            for number, machine in enumerate(machines)
        )
    )
    assert [outcome.stdout for outcome in outcomes] == [f"{number}\n" for number in range(60)]
    assert all(await asyncio.gather(*(machine.destroy() for machine in machines)))
    assert _processes_below(backend.spawner) == set()

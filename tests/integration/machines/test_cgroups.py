"""Caps by this host's own cgroups, whichever version it has, and by a scope of the user's systemd.

A host that lets nobody make cgroups skips them by name; `test_systemd` runs this file where systemd
rules. What is written into which file is tried without a kernel in tests/unit.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from aios.code.machines import cgroups, scopes
from aios.code.machines.namespaces import NamespaceBackend
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command, MachineSpec

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="cgroups are a part of Linux")

LIMITS = MachineLimits(memory_mb=48, processes=6, cpus=0.2)
JOIN = "import os, sys\nfor f in sys.argv[1:]: open(f + '/cgroup.procs', 'w').write('0')\n"


@pytest.fixture
def folders() -> Iterator[tuple[str, ...]]:
    """Cgroups with all caps, which are gone afterwards."""
    found = cgroups.find()
    if found.missing:
        pytest.skip(f"absent: cgroups: no cap on {', '.join(found.missing)} can be had here")
    made = found.create(f"test-{os.getpid()}", LIMITS)
    yield made
    cgroups.remove(made)
    assert not any(map(os.path.exists, made))


def inside(folders: Sequence[str], code: str) -> "subprocess.CompletedProcess[str]":
    """A program that runs in the cgroups."""
    argv = [sys.executable, "-I", "-S", "-c", JOIN + code, *folders]
    return subprocess.run(argv, capture_output=True, text=True, timeout=30, start_new_session=True)


def test_who_uses_more_memory_is_killed_and_counted(folders: tuple[str, ...]) -> None:
    done = inside(folders, "x = bytearray(32 << 20); print('fits')")
    assert (done.stdout, cgroups.oom_kills(folders)) == ("fits\n", 0)
    assert inside(folders, "x = bytearray(200 << 20)").returncode == -9
    assert cgroups.oom_kills(folders) >= 1


def test_no_more_processes_than_allowed(folders: tuple[str, ...]) -> None:
    done = inside(
        folders,
        "import signal\nn = 0\ntry:\n"
        "    while n < 50:\n        if not os.fork(): signal.pause()\n        n += 1\n"
        "except BlockingIOError: print('refused after', n, flush=True)\n"
        "os.killpg(0, signal.SIGKILL)",
    )
    word, _, count = done.stdout.rpartition(" ")
    assert word == "refused after"
    assert LIMITS.processes - 1 <= int(count) <= LIMITS.processes + 2


def test_processor_time_is_a_share(folders: tuple[str, ...]) -> None:
    done = inside(
        folders,
        "import time\nused, end = time.process_time(), time.monotonic() + 0.6\n"
        "while time.monotonic() < end: pass\nprint(time.process_time() - used)",
    )
    assert float(done.stdout) < 0.4  # a fifth, and what one period lets by


@pytest.fixture
def scoped() -> None:
    """Cgroups can be had from the user's systemd only."""
    if "memory" not in cgroups.find().missing:
        pytest.skip("absent: want of cgroups: this user may make them without systemd")
    asked = scopes.wrapped(["true"], os.environ)
    if not asked or subprocess.run(asked, capture_output=True, timeout=30).returncode:
        pytest.skip("absent: scopes: this user has no systemd that gives one")


@pytest.mark.machine
@pytest.mark.usefixtures("scoped")
async def test_a_user_without_cgroups_gets_caps_from_the_users_systemd(tmp_path: Path) -> None:
    backend = NamespaceBackend(state_dir=tmp_path, images=lambda _: None)
    try:
        machine = await backend.create(MachineSpec(image="bare", limits=LIMITS))
        assert "memory" not in machine.limits_not_enforced
        outcome = await machine.run(Command(argv=("python3", "-c", "x = bytearray(200 << 20)")))
        assert outcome.oom
    finally:
        await backend.close()

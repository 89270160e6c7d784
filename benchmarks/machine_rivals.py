"""How long does a machine take next to bubblewrap, podman and gVisor?

Run with `python -m benchmarks.machine_rivals`; the answer goes to
`benchmarks/results/machine_rivals.json`. Everyone has the host's /usr and the same interpreter
read-only, an empty writable folder and no network, and runs `print(1)` and a shell's `echo 1`:
in something made for it and removed after ("new"), and in something that stands already
("warm"). Our Python forks from one that runs; the shell's figures are without that advantage.
podman and gVisor also cap memory, processes and processor time, bubblewrap caps nothing. All
figures are taken in turn in one run, so that their ratios hold on a busy box too. Who is not
installed is named and left out.
"""

import asyncio
import contextlib
import functools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from aios.code.machines.launcher import base_interpreter
from aios.code.machines.namespaces import NamespaceBackend, NamespaceMachine
from aios.contracts.machine import Command
from benchmarks.machine_start import PYTHON, SHELL, SPEC, Timer, plain
from benchmarks.result import save

ROUNDS = 15
PROGRAMS = {
    "python": (str(base_interpreter()), "-c", "print(1)"),
    "shell": ("/bin/sh", "-c", "echo 1"),
}
OURS = {"python": PYTHON, "shell": SHELL}
_LINKS = {"bin": "usr/bin", "sbin": "usr/sbin", "lib": "usr/lib", "lib64": "usr/lib64"}


@dataclass(frozen=True)
class Rival:
    """Someone else's machine: what to put before a program to run it in a new one, or a warm one.

    `tools` are what it needs and who ships them; `stand` makes a warm one and `remove` ends it,
    both empty where there is no such thing.
    """

    name: str
    tools: dict[str, str]
    once: tuple[str, ...]
    stand: tuple[str, ...] = ()
    warm: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    @property
    def ways(self) -> dict[str, tuple[str, ...]]:
        """The ways a program can be run in it."""
        return {"new": self.once, **({"warm": self.warm} if self.warm else {})}

    @property
    def missing(self) -> str:
        """What is not installed, "" when all is."""
        packages = {p for tool, p in self.tools.items() if not shutil.which(tool)}
        return f"not installed: apt install {' '.join(sorted(packages))}" if packages else ""


def run(argv: tuple[str, ...]) -> str:
    """What a command prints, with the reason when it fails."""
    done = subprocess.run(argv, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise RuntimeError(f"{argv[0]} failed: {done.stderr.strip()[-300:]}")
    return done.stdout


def shown() -> list[Path]:
    """The folders of the host that programs see: /usr and the interpreter's."""
    own = base_interpreter().parent.parent
    return [Path("/usr"), *(() if own.is_relative_to("/usr") else (own,))]


def bubblewrap() -> Rival:
    """One new process in namespaces, without a filter of system calls and without limits."""
    binds = [word for path in shown() for word in ("--ro-bind", str(path), str(path))]
    links = [word for name, to in _LINKS.items() for word in ("--symlink", to, f"/{name}")]
    places = ("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/workspace")
    held = ("--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL")
    return Rival(
        "bubblewrap",
        {"bwrap": "bubblewrap"},
        ("bwrap", *binds, *links, *places, *held, "--clearenv"),
    )


def podman(folder: Path, name: str, runtime: str, tools: dict[str, str], *flags: str) -> Rival:
    """A container in a root of links, run by `runtime`; what podman keeps stays in `folder`."""
    root = folder / "root"
    own = ("--root", str(folder / name), "--runroot", str(folder / f"{name}-run"))
    kept = ("--storage-driver", "vfs", "--cgroup-manager", "cgroupfs")
    tool = ("podman", *own, *kept, "--runtime", runtime, *flags)
    caps = ("--memory", "1g", "--pids-limit", "128", "--cpus", "1")
    more = ("--ulimit", "nofile=512:512", "--ulimit", "nproc=128:128", "--tmpfs", "/workspace")
    binds = [word for path in shown() for word in ("--volume", f"{path}:{path}:ro")]
    new = ("run", "--rm", "--network", "none", *caps, *more, *binds)
    return Rival(
        name,
        {"podman": "podman", **tools},
        (*tool, *new, "--rootfs", str(root)),
        (*tool, *new, "--detach", "--name", "warm", "--rootfs", str(root), "sleep", "3600"),
        (*tool, "exec", "warm"),
        (*tool, "rm", "--force", "--time", "0", "warm"),
    )


def make_root(root: Path) -> None:
    """A root for containers that holds links and mount points, no file."""
    for name in ("proc", "sys", "dev", "etc", "run", "tmp", "workspace"):
        (root / name).mkdir(parents=True)
    for path in shown():
        (root / path.relative_to("/")).mkdir(parents=True, exist_ok=True)
    for name, to in _LINKS.items():
        (root / name).symlink_to(to)


def wait_for_ends(folder: Path) -> None:
    """Wait for what podman leaves to clear up behind it, until nothing works in the folder."""
    words = ((process, process.info["cmdline"]) for process in psutil.process_iter(["cmdline"]))
    psutil.wait_procs([p for p, line in words if str(folder) in " ".join(line or ())], timeout=20)


@contextlib.contextmanager
def standing(rivals: list[Rival]) -> Iterator[dict[str, str]]:
    """Each of them proved once, one of each that can stand; why who does not work does not."""
    with contextlib.ExitStack() as stack:
        reasons: dict[str, str] = {}
        for rival in rivals:
            if missing := rival.missing:
                reasons[rival.name] = missing
                continue
            try:
                run((*rival.once, *PROGRAMS["shell"]))
                if rival.stand:
                    run(rival.stand)
                    stack.callback(run, rival.remove)
                    run((*rival.warm, *PROGRAMS["shell"]))
            except RuntimeError as error:
                reasons[rival.name] = str(error)
        yield reasons


async def measure(folder: Path, rivals: list[Rival]) -> tuple[Timer, dict[str, str]]:
    """All rounds, and who was left out for what reason."""
    backend = NamespaceBackend(state_dir=folder / "aios", images=lambda _: None)
    timer = Timer()
    with standing(rivals) as absent:
        there = [rival for rival in rivals if rival.name not in absent]
        try:
            warm = await backend.create(SPEC)
            await one_round(backend, warm, there, Timer())
            for _ in range(ROUNDS):
                await one_round(backend, warm, there, timer)
        finally:
            await backend.close()
    return timer, absent


async def one_round(
    backend: NamespaceBackend, warm: NamespaceMachine, rivals: list[Rival], timer: Timer
) -> None:
    """Everyone once, each way."""
    await timer.of("plain_python", plain)
    for kind, program in PROGRAMS.items():
        await timer.of(f"aios_new_{kind}", functools.partial(whole, backend, OURS[kind]))
        await timer.of(f"aios_warm_{kind}", functools.partial(warm.run, OURS[kind]))
        for rival in rivals:
            for way, before in rival.ways.items():
                act = functools.partial(timed_run, (*before, *program))
                await timer.of(f"{rival.name}_{way}_{kind}", act)


async def whole(backend: NamespaceBackend, command: Command) -> None:
    """Create, run once, remove."""
    machine = await backend.create(SPEC)
    try:
        await machine.run(command)
    finally:
        await machine.destroy()


async def timed_run(argv: tuple[str, ...]) -> None:
    """A command, from start to output; nothing else runs meanwhile."""
    if run(argv) != "1\n":
        raise RuntimeError(f"{argv[0]} printed something else")


def over_aios(middle: dict[str, float]) -> dict[str, float]:
    """How many times as long as we the others take, the same way with the same program."""
    ours = {name: value for name, value in middle.items() if name.startswith("aios_")}
    return {
        name: round(value / our_value, 2)
        for our_name, our_value in ours.items()
        for name, value in middle.items()
        if name.endswith(our_name.removeprefix("aios")) and name not in ours
    }


def main() -> None:
    """Measure, print and keep the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_root(folder / "root")
        rivals = [
            bubblewrap(),
            podman(folder, "podman_runc", "runc", {"runc": "runc"}),
            podman(
                folder, "podman_gvisor", "runsc", {"runsc": "runsc"}, "--runtime-flag=network=none"
            ),
        ]
        timer, absent = asyncio.run(measure(folder, rivals))
        wait_for_ends(folder)
    middle = {name: median(taken) for name, taken in timer.times.items()}
    figures = {
        "rounds": ROUNDS,
        "user": "root" if os.geteuid() == 0 else "plain",
        "left_out": absent,
        "median_ms": {name: round(value, 2) for name, value in middle.items()},
        "over_plain_python": {
            name: round(value / middle["plain_python"], 2) for name, value in middle.items()
        },
        "over_aios": over_aios(middle),
    }
    save("machine_rivals", figures)


if __name__ == "__main__":
    main()

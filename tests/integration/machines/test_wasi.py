"""WebAssembly machines: what Python does there, what it lacks and says so, how it is held."""

import asyncio
import sys
import textwrap
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from aios.code.machines.image import ImageStore
from aios.code.machines.wasi.backend import WasiBackend, WasiMachine
from aios.contracts.errors import BadRequest, LimitReached, NotFound
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Bind, Command, MachineSpec, NetworkPolicy, RunOutcome

pytestmark = pytest.mark.wasi

SMALL = MachineLimits(memory_mb=256, disk_mb=1, inodes=50, output_bytes=10_000)


@pytest.fixture
async def backend(tmp_path: Path) -> AsyncIterator[WasiBackend]:
    backend = WasiBackend(state_dir=tmp_path / "state", cache=ImageStore().root / "wasi")
    yield backend
    await backend.close()


@pytest.fixture
async def machine(backend: WasiBackend) -> WasiMachine:
    return await backend.create(MachineSpec(profile="python", limits=SMALL))


async def run(machine: WasiMachine, code: str, **facts: object) -> RunOutcome:
    return await machine.run(Command(argv=("python3", "-c", code), **facts))  # type: ignore[arg-type]


async def test_it_proves_itself_and_leaves_nothing_behind(backend: WasiBackend) -> None:
    probe = await backend.probe(deep=True)
    assert probe.ok, probe.reason
    assert probe.facts["platform"] == "wasi"
    assert probe.facts["jailed"] is (sys.platform == "linux")
    assert list((backend._state).iterdir()) == []


async def test_what_it_lacks_is_said_in_a_sentence(machine: WasiMachine) -> None:
    for code, said in {
        "import subprocess; subprocess.run(['ls'])": "wasi does not support processes",
        "import os; os.system('ls')": "no other processes",
        "import threading; threading.Thread(target=print).start()": "can't start new thread",
        "import socket; socket.create_connection(('1.1.1.1', 80))": "no network",
        "import urllib.request as u; u.urlopen('http://example.com')": "no network",
    }.items():
        outcome = await run(machine, code)
        assert outcome.exit_code == 1
        assert said in outcome.stderr.splitlines()[-1], outcome.stderr
    for argv in (("sh", "-c", "ls"), ("ls",), ("python3",), ("python3", "-m", "http.server")):
        with pytest.raises(BadRequest, match="Python programs only") as caught:
            await machine.run(Command(argv=argv))
        assert caught.value.code == "python_only"
    with pytest.raises(NotFound, match="no network"):
        await machine.dial(80)


async def test_its_limits_hold(machine: WasiMachine) -> None:
    memory = await run(machine, "x = bytearray(400 << 20)")
    assert (memory.exit_code, memory.oom) == (1, True)
    disk = await run(machine, "with open('big', 'wb') as f: f.write(bytes(2 << 20))")
    assert disk.exit_code != 0
    entries = await run(machine, "import os\nfor n in range(99): os.mkdir(str(n))")
    assert entries.exit_code == 1
    assert "space" in entries.stderr
    output = await run(machine, "print('x' * 50_000)")
    assert (len(output.stdout), output.truncated) == (10_000, True)
    endless = await run(machine, "while True: pass", timeout_s=0.3)
    assert (endless.timed_out, endless.exit_code) == (True, -15)
    assert endless.duration_s < 5
    with pytest.raises(LimitReached):
        await machine.write("large", bytes(2 << 20))


async def test_files_programs_and_tracebacks_are_as_python_s(machine: WasiMachine) -> None:
    await machine.write("lib/helper.py", b"def half(n):\n    return n / 2\n")
    await machine.write(
        "lib/go.py",
        "import sys, os, helper\n"
        "print(__name__, sys.argv, __file__, os.getcwd(), helper.half(int(sys.argv[1])))\n"
        "open('结果.txt', 'w').write('好')\n"
        "raise ValueError('坏')\n".encode(),
    )
    outcome = await machine.run(Command(argv=("python3", "lib/go.py", "5")))
    assert outcome.stdout.split("\n")[0] == ("__main__ ['lib/go.py', '5'] lib/go.py /workspace 2.5")
    assert outcome.exit_code == 1
    assert outcome.stderr.splitlines()[-1] == "ValueError: 坏"
    assert "boot" not in outcome.stderr
    assert await machine.read("结果.txt") == "好".encode()
    missing = await machine.run(Command(argv=("python3", "nosuch.py")))
    assert missing.exit_code == 1
    assert "nosuch.py" in missing.stderr


async def test_what_was_named_is_read_and_nothing_else(
    backend: WasiBackend, tmp_path: Path
) -> None:
    folder = tmp_path / "数据"
    folder.mkdir()
    (folder / "a.csv").write_text("1")
    single = tmp_path / "one.txt"
    single.write_text("2")
    (tmp_path / "secret").write_text("3")
    binds = (Bind(host=str(folder)), Bind(host=str(single)), Bind(host=str(folder), guest="/skill"))
    machine = await backend.create(MachineSpec(profile="python", binds=binds))
    outcome = await run(
        machine,
        f"print(open({str(folder / 'a.csv')!r}).read(), open({str(single)!r}).read(),"
        f" open('/skill/a.csv').read())\n"
        f"try: print(open({str(tmp_path / 'secret')!r}).read())\n"
        "except FileNotFoundError: print('not there')\n"
        f"for path in ({str(folder / 'a.csv')!r}, {str(single)!r}):\n"
        "    try:\n"
        "        with open(path, 'a') as file: file.write('x')\n"
        "    except OSError: print('refused')\n",
    )
    assert outcome.stdout.split("\n")[:4] == ["1 2 1", "not there", "refused", "refused"]
    assert (folder / "a.csv").read_text() + single.read_text() == "12"
    with pytest.raises(BadRequest, match="no network"):
        await backend.create(MachineSpec(network=NetworkPolicy(hosts=("example.com",))))
    with pytest.raises(BadRequest, match="cannot be given secrets"):
        await backend.create(MachineSpec(secrets=("TOKEN",)))


@pytest.mark.skipif(sys.platform != "linux", reason="the jail is a part of Linux")
async def test_the_worker_has_no_rights_and_ends_with_its_controller(tmp_path: Path) -> None:
    program = textwrap.dedent(
        f"""
        import asyncio
        from pathlib import Path
        from aios.code.machines.image import ImageStore
        from aios.code.machines.wasi.backend import WasiBackend
        from aios.contracts.machine import MachineSpec

        async def main():
            backend = WasiBackend(
                state_dir=Path({str(tmp_path)!r}), cache=ImageStore().root / "wasi"
            )
            machine = await backend.create(MachineSpec(profile="python"))
            print(machine.worker.process.pid, flush=True)
            await asyncio.sleep(60)

        asyncio.run(main())
        """
    )
    controller = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE
    )
    assert controller.stdout is not None
    watcher = psutil.Process(int(await controller.stdout.readline()))
    (worker,) = watcher.children()
    status = Path(f"/proc/{worker.pid}/status").read_text()
    facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert (facts["NoNewPrivs"], facts["Seccomp"]) == ("1", "2")
    assert int(facts["CapEff"], 16) == 0
    assert worker.environ().keys() <= {"TMPDIR", "HOME", "LANG", "LC_CTYPE"}
    controller.kill()
    await controller.wait()
    _, alive = await asyncio.to_thread(psutil.wait_procs, [watcher, worker], 10)
    assert not alive
    backend = WasiBackend(state_dir=tmp_path, cache=ImageStore().root / "wasi")
    assert await backend.reap() == 1

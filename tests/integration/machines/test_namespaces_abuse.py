"""What only machines of namespaces have to withstand, beside the battery of tests/abuse."""

import asyncio
import json
import os
import socket
import time

import pytest

from aios.contracts.machine import Bind, Command, MachineSpec

pytestmark = pytest.mark.machine


# Each line is tried; what gives no OSError is printed, with its value.
_TRIALS = """
import ctypes, json, os, socket
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *args):
    if getattr(libc, name)(*args) < 0:
        raise OSError(ctypes.get_errno(), name)
def system_call(*args):
    if libc.syscall(*map(ctypes.c_long, args)) < 0:
        raise OSError(ctypes.get_errno(), str(args))
def got(expression):
    try:
        value = eval(expression)
    except OSError:
        return None
    return repr(value)
print(json.dumps({expression: got(expression) for expression in TRIALS}))
"""


async def _trial(machine, *expressions: str) -> dict[str, str | None]:
    code = f"TRIALS = {list(expressions)!r}\n{_TRIALS}"
    outcome = await machine.run(Command(argv=("python3", "-c", code), timeout_s=30))
    assert outcome.exit_code == 0, outcome.stderr
    return json.loads(outcome.stdout)


def _all_refused(found: dict[str, str | None]) -> None:
    assert {name: value for name, value in found.items() if value is not None} == {}


async def test_host_processes_cannot_be_seen_or_signalled(machine) -> None:
    marker = await asyncio.create_subprocess_exec("sleep", "300")
    try:
        code = "import os; print([int(name) for name in os.listdir('/proc') if name.isdigit()])"
        seen = json.loads((await machine.run(Command(argv=("python3", "-c", code)))).stdout)
        assert len(seen) == 2 and max(seen) < 100
        _all_refused(
            await _trial(
                machine, f"os.kill({marker.pid + 100_000}, 9)", f"os.kill({os.getpid()}, 9)"
            )
        )
        await machine.run(Command(argv=("python3", "-c", "import os; os.kill(-1, 9)")))
        assert marker.returncode is None
    finally:
        marker.kill()
        await marker.wait()


async def test_the_agent_survives_what_a_program_can_send(machine) -> None:
    code = "import os\nfor n in range(1, 65):\n  try: os.kill(1, n)\n  except OSError: pass"
    await machine.run(Command(argv=("python3", "-c", code)))
    assert (await machine.run(Command(argv=("echo", "alive")))).stdout == "alive\n"


async def test_nothing_but_the_workspace_can_be_written(machine) -> None:
    _all_refused(
        await _trial(
            machine,
            "open('/x', 'w')",
            "open('/usr/x', 'w')",
            "open('/etc/passwd', 'a')",
            "open('/aios/bin/x', 'w')",
            "open('/proc/self/exe', 'ab')",
            "open('/proc/sys/kernel/core_pattern', 'w')",
            "open('/proc/sys/kernel/hostname', 'w')",
            "open('/proc/sysrq-trigger', 'w').write('h') or open('/proc/sysrq-trigger/x')",
            "os.chmod('/usr', 0o777)",
            "os.chmod('/', 0o777)",
            "os.mknod('/tmp/device', 0o60600, os.makedev(254, 0))",
            "os.link('/usr/bin/env', '/tmp/env')",
        )
    )
    assert await _trial(machine, "open('/tmp/x', 'w').write('1')") == {
        "open('/tmp/x', 'w').write('1')": "1"
    }


async def test_sockets_in_a_named_folder_lead_nowhere(backend, machine, tmp_path) -> None:
    with socket.socket(socket.AF_UNIX) as agent:
        agent.bind(str(tmp_path / "agent.sock"))
        (tmp_path / "agent.sock").chmod(0o777)
        agent.listen()
        named = await backend.create(MachineSpec(image="bare", binds=(Bind(host=str(tmp_path)),)))
        connect = f"socket.socket(socket.AF_UNIX).connect({str(tmp_path / 'agent.sock')!r})"
        _all_refused(await _trial(named, connect, "socket.socket(socket.AF_UNIX)"))
        pair = await _trial(
            named, "len(socket.socketpair())", f"os.stat({str(tmp_path)!r}).st_size"
        )
        assert None not in pair.values()
        # Where no folder of the host is in sight, programs may talk to each other as they like.
        assert None not in (await _trial(machine, "socket.socket(socket.AF_UNIX)")).values()


@pytest.mark.parametrize("stream", [1, 2])
async def test_an_output_flood_is_cut_and_its_program_ended(machine, stream) -> None:
    code = f"import os\nwhile True: os.write({stream}, b'x' * 65536)"
    started = time.monotonic()
    outcome = await machine.run(
        Command(argv=("python3", "-c", code), output_bytes=1_000_000, timeout_s=60)
    )
    assert outcome.truncated and not outcome.timed_out
    assert len(outcome.stdout) + len(outcome.stderr) == 1_000_000
    assert time.monotonic() - started < 10


async def test_a_slow_reader_slows_the_program_down(machine) -> None:
    outcome = await machine.run(
        Command(argv=("python3", "-c", "print('x' * 8_000_000)")),
        on_output=lambda *_: time.sleep(0.005),  # holds up our loop
    )
    assert len(outcome.stdout) == 8_000_001


async def test_daemons_end_with_the_run_that_started_them(machine) -> None:
    code = (
        "import os, sys, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork(): os._exit(0)\n"
        "    time.sleep(60)\n"
        "print('gone')\n"
    )
    started = time.monotonic()
    outcome = await machine.run(Command(argv=("python3", "-c", code)))
    assert outcome.stdout.startswith("gone")
    assert time.monotonic() - started < 5  # although the daemon holds the output open
    seen = await _trial(
        machine,
        "sorted(n for n in os.listdir('/proc') if n.isdigit())[0]",
        "len([n for n in os.listdir('/proc') if n.isdigit()])",
    )
    assert list(seen.values()) == ["'1'", "2"]


async def test_machines_share_nothing(backend) -> None:
    one, other = [await backend.create(MachineSpec(image="bare")) for _ in range(2)]
    setup = (
        "import ctypes, socket, time\n"
        "open('/tmp/mine', 'w'); open('/dev/shm/mine', 'w')\n"
        "print(ctypes.CDLL(None).shmget(0x4149, 4096, 0o1666), flush=True)\n"
        "s = socket.create_server(('127.0.0.1', 4149)); u = socket.socket(socket.AF_UNIX)\n"
        "u.bind('\\0mine'); u.listen(); time.sleep(60)\n"
    )
    started = asyncio.Event()
    run = asyncio.create_task(
        one.run(Command(argv=("python3", "-c", setup)), on_output=lambda *_: started.set())
    )
    await asyncio.wait_for(started.wait(), 10)
    await asyncio.sleep(0.1)
    _all_refused(
        await _trial(
            other,
            "open('/tmp/mine')",
            "open('/dev/shm/mine')",
            "call('shmget', 0x4149, 4096, 0o666)",
            "socket.create_connection(('127.0.0.1', 4149), 1)",
            "socket.socket(socket.AF_UNIX).connect('\\0mine')",
        )
    )
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run

"""Programs that try to get out, look around, use everything up or deceive the controller."""

import asyncio
import json
import os
import socket
import time

import pytest

from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Bind, Command, MachineSpec

pytestmark = pytest.mark.machine

SMALL = MachineLimits(memory_mb=128, disk_mb=16, processes=32, open_files=64, inodes=500)

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


async def test_nothing_of_the_host_can_be_read(machine, tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("canary")
    _all_refused(
        await _trial(
            machine,
            f"open({str(secret)!r}).read()",
            "open('/etc/shadow').read()",
            "os.listdir(os.path.expanduser('~root') + '/.ssh')",
            "os.listdir('/home')",
            "os.listdir('/var')",
            "os.listdir('/sys')",
            "os.listdir('/run')",
            "os.stat('/var/run/docker.sock')",
            "open('/proc/1/environ').read()",
            "open('/proc/1/mem', 'rb')",
            "os.listdir('/proc/1/fd')",
            "os.listdir('/proc/1/root')",
            "open('/dev/mem')",
            "open('/dev/kvm')",
            "open('/dev/vda')",
            "open('/dev/tty')",
            "os.open('/proc/kcore', os.O_RDONLY) and os.listdir('/proc/kcore')",
        )
    )
    masked = await _trial(
        machine, *(f"open('/proc/{name}').read()" for name in ("cmdline", "kallsyms", "keys"))
    )
    assert set(masked.values()) <= {"''", None}


async def test_the_controllers_environment_is_nowhere(machine, monkeypatch, backend) -> None:
    monkeypatch.setenv("AIOS_TEST_TOKEN", "token-canary")
    fresh = await backend.create(MachineSpec(image="bare"))
    code = (
        "import glob\n"
        "for path in glob.glob('/proc/*/environ') + glob.glob('/proc/*/cmdline'):\n"
        "    try: print(open(path).read())\n"
        "    except OSError: pass\n"
    )
    for one in (machine, fresh):
        seen = (await one.run(Command(argv=("python3", "-c", code)))).stdout
        assert "token-canary" not in seen
        assert os.path.dirname(__file__) not in seen
        assert "src/aios" not in seen


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


async def test_the_network_is_out_of_reach(machine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as local:
        local.bind("\0aios-test-canary")
        local.listen()
        port = server.getsockname()[1]
        connect = "socket.create_connection(({!r}, {}), 1)"
        _all_refused(
            await _trial(
                machine,
                connect.format("127.0.0.1", port),
                connect.format("169.254.169.254", 80),
                connect.format("1.1.1.1", 443),
                "socket.getaddrinfo('example.com', 80)",
                "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('8.8.8.8', 53))",
                "socket.socket(socket.AF_UNIX).connect('\\0aios-test-canary')",
                "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
                "socket.socket(17, socket.SOCK_RAW)",  # AF_PACKET
                "socket.socket(16, socket.SOCK_RAW)",  # AF_NETLINK
                "socket.socket(40, socket.SOCK_STREAM)",  # AF_VSOCK
                "socket.socket(38, socket.SOCK_SEQPACKET)",  # AF_ALG
            )
        )


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


async def test_the_kernel_keeps_its_doors_shut(machine) -> None:
    call = {"x86_64": 0, "aarch64": 1}[os.uname().machine]
    numbers = {
        "clone3": (435, 435),
        "bpf": (321, 280),
        "perf_event_open": (298, 241),
        "userfaultfd": (323, 282),
        "io_uring_setup": (425, 425),
        "keyctl": (250, 219),
        "add_key": (248, 217),
        "setns": (308, 268),
        "open_by_handle_at": (304, 265),
        "pidfd_getfd": (438, 438),
        "process_vm_readv": (310, 270),
        "init_module": (175, 105),
        "kexec_load": (246, 104),
        "swapon": (167, 224),
        "syslog": (103, 116),
        "fsopen": (430, 430),
        "open_tree": (428, 428),
        "chroot": (161, 51),
        "acct": (163, 89),
        "clock_settime": (227, 112),
        "reboot": (169, 142),
    }
    _all_refused(
        await _trial(
            machine,
            *(f"system_call({row[call]}, 0, 0, 0, 0, 0)" for row in numbers.values()),
            *(f"call('unshare', {flag:#x})" for flag in (0x10000000, 0x20000, 0x40000000)),
            "call('mount', b'x', b'/tmp', b'tmpfs', 0, None)",
            "call('mount', None, b'/', None, 4096 | 32, None)",
            "call('umount2', b'/proc/sys', 2)",
            "call('ptrace', 16, 1, 0, 0)",
            "call('sethostname', b'x', 1)",
            "call('setuid', 0)",
            "os.nice(-5)",
            "os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))",
        )
    )


async def test_input_cannot_be_pushed_into_a_terminal(machine) -> None:
    code = (
        "import fcntl, os\n"
        "master, slave = os.pipe()\n"
        "for request in (0x5412, 0x541C):\n"
        "    try: fcntl.ioctl(slave, request, b'x')\n"
        "    except OSError as error: print(error.errno)\n"
    )
    outcome = await machine.run(Command(argv=("python3", "-c", code)))
    assert outcome.stdout == "1\n1\n"  # EPERM from the filter, not ENOTTY from the pipe


async def test_a_fork_bomb_stays_in_its_machine(backend) -> None:
    bombed = await backend.create(MachineSpec(image="bare", limits=SMALL))
    neighbour = await backend.create(MachineSpec(image="bare", limits=SMALL))
    code = (
        "import os\ncount = 0\n"
        "while True:\n"
        "    try:\n"
        "        if os.fork() == 0: import time; time.sleep(60); os._exit(0)\n"
        "        count += 1\n"
        "    except OSError: print(count, flush=True); break\n"
    )
    counted = await bombed.run(Command(argv=("python3", "-c", code)))
    assert 0 < int(counted.stdout) <= SMALL.processes
    endless = "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n"
    run = asyncio.create_task(bombed.run(Command(argv=("python3", "-c", endless), timeout_s=1)))
    await asyncio.sleep(0.5)
    assert (await neighbour.run(Command(argv=("echo", "fine")))).stdout == "fine\n"
    assert (await run).timed_out
    assert (await bombed.run(Command(argv=("echo", "again")))).stdout == "again\n"


async def test_a_thread_bomb_hits_the_limit(backend) -> None:
    machine = await backend.create(MachineSpec(image="bare", limits=SMALL))
    code = (
        "import threading, time\n"
        "try:\n"
        "    for count in range(1000):\n"
        "        threading.Thread(target=time.sleep, args=(9,), daemon=True).start()\n"
        "except RuntimeError: print(count)\n"
    )
    outcome = await machine.run(Command(argv=("python3", "-c", code)))
    assert 0 < int(outcome.stdout) <= SMALL.processes


@pytest.mark.parametrize(
    "code",
    [
        "x = b'x' * (1 << 30)",
        "x = []\nwhile True: x.append(bytearray(8 << 20))",
        "import os, time\nfor _ in range(3): os.fork()\nx = b'x' * (100 << 20)\ntime.sleep(5)",
    ],
)
async def test_a_memory_bomb_ends_the_program_not_the_host(backend, code) -> None:
    machine = await backend.create(MachineSpec(image="bare", limits=SMALL))
    outcome = await machine.run(Command(argv=("python3", "-c", code), timeout_s=20))
    assert outcome.oom or "MemoryError" in outcome.stderr
    assert outcome.exit_code != 0 or outcome.oom


async def test_disk_and_inodes_run_out_inside_only(backend) -> None:
    machine = await backend.create(MachineSpec(image="bare", limits=SMALL))
    fill = (
        "import os\nwritten = 0\n"
        "try:\n"
        "    for name in ('/workspace/a', '/tmp/b', '/dev/shm/c', '/workspace/d'):\n"
        "        with open(name, 'wb', buffering=0) as file:\n"
        "            for _ in range(9): written += file.write(bytes(1 << 20))\n"
        "except OSError: pass\n"
        "print(written)\n"
        "for name in ('/workspace/a', '/tmp/b'): os.unlink(name)\n"
    )
    outcome = await machine.run(Command(argv=("python3", "-c", fill)))
    assert int(outcome.stdout) <= SMALL.disk_mb << 20
    many = (
        "try:\n"
        "    for count in range(10000): open(f'/tmp/{count}', 'w').close()\n"
        "except OSError: print(count)\n"
    )
    outcome = await machine.run(Command(argv=("python3", "-c", many)))
    assert int(outcome.stdout) <= SMALL.inodes


async def test_descriptors_run_out_inside_only(backend) -> None:
    machine = await backend.create(MachineSpec(image="bare", limits=SMALL))
    code = "import os\nx=[]\ntry:\n  while 1: x.append(os.dup(0))\nexcept OSError: print(len(x))"
    outcome = await machine.run(Command(argv=("python3", "-c", code)))
    assert int(outcome.stdout) < SMALL.open_files
    assert (await machine.run(Command(argv=("true",)))).exit_code == 0


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


async def test_bytes_that_are_no_text_come_through(machine) -> None:
    code = "import os; os.write(1, b'\\xff\\x00\\x1b[31m\\r\\n'); os.write(2, '半'.encode()[:2])"
    outcome = await machine.run(Command(argv=("python3", "-c", code)))
    assert outcome.stdout == "�\0\x1b[31m\r\n"
    assert outcome.stderr == "�"


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

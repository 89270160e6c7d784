"""Virtual machines of QEMU: copies of one booted guest, in a jail, with their memory kept."""

import asyncio
import os
import select
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from aios.code.machines.image import ImageStore
from aios.code.machines.qemu import drive
from aios.code.machines.qemu.backend import QemuBackend
from aios.code.machines.qemu.guest_image import GuestImages
from aios.contracts.errors import BadRequest, LimitReached, NotFound
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Bind, Command, Kept, MachineSpec, NetworkPolicy
from aios.contracts.ports import Machine

pytestmark = [pytest.mark.qemu, pytest.mark.asyncio(loop_scope="module")]
SPEC = MachineSpec(image="bare")
SERVER = """
import os, socket
server = socket.socket(); server.bind(("127.0.0.1", 5000)); server.listen()
count = 0
while True:
    client, _ = server.accept()
    count += 1
    client.sendall(b"%d %s" % (count, os.urandom(8).hex().encode()))
    client.close()
"""
MAKE_ONE = """
import asyncio, sys
from pathlib import Path
from aios.code.machines.image import ImageStore
from aios.code.machines.qemu.backend import QemuBackend
from aios.code.machines.qemu.guest_image import GuestImages
from aios.contracts.machine import MachineSpec

async def main():
    backend = QemuBackend(state_dir=Path(sys.argv[1]), images=GuestImages(ImageStore()))
    machine = await backend.create(MachineSpec(image="bare"))
    print((await machine.posture())["jail"]["pid"], flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the backend of these tests keeps what it needs."""
    return tmp_path_factory.mktemp("qemu")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def backend(state: Path) -> AsyncIterator[QemuBackend]:
    """One for all these tests: the guest boots at most once."""
    backend = QemuBackend(state_dir=state, images=GuestImages(ImageStore()))
    yield backend
    await backend.close()


def shell(text: str, **facts: object) -> Command:
    return Command(argv=("sh", "-c", text), timeout_s=60, **facts)  # type: ignore[arg-type]


def python(code: str, **facts: object) -> Command:
    return Command(argv=("python3", "-c", code), timeout_s=60, **facts)  # type: ignore[arg-type]


async def hear(machine: Machine) -> list[str]:
    """What the server in a machine answers: how often it was asked, and a random number."""
    connection = await machine.dial(5000)
    heard = bytearray()
    while data := await connection.read():
        heard += data
    await connection.close()
    return heard.decode().split()


async def test_copies_are_machines_of_their_own(backend: QemuBackend) -> None:
    look = "hostname; cat /proc/sys/kernel/random/boot_id /proc/sys/kernel/random/uuid; date +%s"
    seen = []
    for _ in range(2):
        machine = await backend.create(SPEC)
        name, *facts, clock = (await machine.run(shell(look))).stdout.split()
        assert name == machine.id
        assert abs(int(clock) - time.time()) < 30
        drawn = await machine.run(
            python("import random, os; print(random.random(), os.urandom(8))")
        )
        seen += [*facts, drawn.stdout]
        await machine.destroy()
    assert len(set(seen)) == 6


async def test_it_has_a_kernel_and_a_jail_of_its_own(backend: QemuBackend) -> None:
    machine = await backend.create(SPEC)
    facts = await machine.posture()
    assert facts["boot_id"] != Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    jail = facts["jail"]
    assert (jail["Seccomp"], jail["NoNewPrivs"], int(jail["CapEff"], 16)) == ("2", "1", 0)
    assert jail["uid"] != 0
    assert len(jail["namespaces"]) == 7
    if os.geteuid() == 0:
        inside = set(os.listdir(f"/proc/{jail['pid']}/root"))
        assert "home" not in inside and "root" not in inside
    await machine.destroy()
    assert not Path(f"/proc/{jail['pid']}").exists()


async def test_named_files_are_at_their_own_paths(backend: QemuBackend, tmp_path: Path) -> None:
    folder = tmp_path / "数据 dir"
    folder.mkdir()
    (folder / "表.csv").write_text("a,b\n1,2\n")
    (folder / "表.csv").chmod(0o600)
    (folder / "link").symlink_to("表.csv")
    os.mkfifo(folder / "pipe")
    script = tmp_path / "run.sh"
    script.write_text("echo ran")
    binds = (Bind(host=str(folder)), Bind(host=str(script), guest="/skill/run.sh"))
    machine = await backend.create(SPEC.but(binds=binds))
    text = f"cat '{folder}/link'; ls '{folder}'; sh /skill/run.sh; echo x >> '{folder}/表.csv'"
    outcome = await machine.run(shell(text))
    assert outcome.stdout == "a,b\n1,2\nlink\n表.csv\nran\n"
    assert "Read-only" in outcome.stderr
    await machine.destroy()


async def test_a_bomb_ends_and_the_machine_goes_on(backend: QemuBackend) -> None:
    limits = MachineLimits(memory_mb=128, processes=32)
    machine = await backend.create(SPEC.but(limits=limits))
    bomb = (
        "import os\nfor _ in range(3): os.fork()\nheld = [bytearray(1 << 20) for _ in range(1000)]"
    )
    outcome = await machine.run(python(bomb))
    assert outcome.oom
    assert outcome.exit_code != 0
    after = await machine.run(shell("echo here"))
    assert (after.stdout, after.oom) == ("here\n", False)
    await machine.destroy()


async def test_a_snapshot_holds_what_runs(backend: QemuBackend) -> None:
    machine = await backend.create(SPEC)
    assert (await machine.run(python(SERVER, linger_s=0.2))).ports == (5000,)
    assert (await hear(machine))[0] == "1"
    await machine.write("note", b"kept")
    kept = await machine.snapshot("s")
    assert (kept.holds, kept.backend) == (Kept.MEMORY, "qemu")
    assert kept.bytes > 1 << 20
    one, two = [await backend.create(SPEC.but(snapshot="s")) for _ in range(2)]
    answers = [await hear(each) for each in (machine, one, two)]
    assert [count for count, _ in answers] == ["2", "2", "2"]
    assert len({drawn for _, drawn in answers}) == 3
    assert await one.read("note") == b"kept"
    assert (await one.run(shell("hostname"))).stdout.strip() == one.id
    assert await backend.forget("s")
    assert not await backend.forget("s")
    with pytest.raises(NotFound):
        await backend.create(SPEC.but(snapshot="s"))
    for each in (machine, one, two):
        await each.destroy()


async def test_nothing_is_left_open(backend: QemuBackend, tmp_path: Path) -> None:
    bound = SPEC.but(binds=(Bind(host=str(tmp_path)),))
    await (await backend.create(bound)).destroy()
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(2):
        await (await backend.create(bound)).destroy()
    assert len(os.listdir("/proc/self/fd")) == before


async def test_what_cannot_be(
    backend: QemuBackend, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadRequest, match="no proxy"):
        await backend.create(SPEC.but(network=NetworkPolicy(hosts=("example.org",))))
    with pytest.raises(NotFound):
        await backend.create(SPEC.but(binds=(Bind(host=str(tmp_path / "nosuch")),)))
    monkeypatch.setattr(drive, "MOST_BYTES", 10)
    (tmp_path / "big").write_bytes(bytes(11))
    with pytest.raises(LimitReached, match="over the limit"):
        await backend.create(SPEC.but(binds=(Bind(host=str(tmp_path)),)))
    assert list((state / "qemu" / "staging").iterdir()) == []


async def test_no_guest_outlives_its_controller(tmp_path: Path) -> None:
    controller = await asyncio.create_subprocess_exec(
        sys.executable, "-c", MAKE_ONE, str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    assert controller.stdout is not None
    emulator = os.pidfd_open(int(await controller.stdout.readline()))
    try:
        controller.kill()
        await controller.wait()
        ended, _, _ = await asyncio.to_thread(select.select, [emulator], [], [], 20)
        assert ended
    finally:
        os.close(emulator)


async def test_without_user_namespaces_it_says_that_there_is_no_jail(tmp_path: Path) -> None:
    backend = QemuBackend(state_dir=tmp_path, images=GuestImages(ImageStore()), jailed=False)
    try:
        machine = await backend.create(SPEC)
        outcome = await machine.run(shell("id -u"))
        assert (outcome.stdout, outcome.limits_not_enforced) == ("1000\n", ("jail",))
        jail = (await machine.posture())["jail"]
        assert (jail["Seccomp"], jail["NoNewPrivs"]) == ("2", "1")
        assert jail["uid"] != 0
    finally:
        await backend.close()

"""What every machine that may reach hosts keeps to, whichever backend made it."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from aios.code.machines.image import ImageStore
from aios.code.machines.landlock.backend import LandlockBackend
from aios.code.machines.meters import EgressLimits
from aios.code.machines.namespaces import NamespaceBackend
from aios.code.machines.proxy import EgressProxy
from aios.code.machines.qemu.backend import QemuBackend
from aios.code.machines.qemu.guest_image import GuestImages
from aios.contracts.errors import BadRequest
from aios.contracts.machine import Command, Kept, MachineSpec, NetworkPolicy
from aios.contracts.ports import Machine, MachineBackend

pytestmark = pytest.mark.asyncio(loop_scope="module")
MOST = EgressLimits(requests=12, bytes=5 << 20)
BODY = bytes(range(256)) * 4096  # 1 MiB
FETCH = """
import hashlib, sys, urllib.error, urllib.request
for url in sys.argv[1:]:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            print(answer.status, hashlib.sha256(answer.read()).hexdigest())
    except urllib.error.HTTPError as error:
        print(error.code, error.reason)
    except OSError as error:
        print("nothing")
"""
POST = """
import os, sys, urllib.request
body = bytes(range(256)) * 4096
with urllib.request.urlopen(urllib.request.Request(sys.argv[1], body), timeout=20) as answer:
    print(answer.read().decode())
"""
MANY = """
import sys, threading, urllib.request
got = []
def get():
    with urllib.request.urlopen(sys.argv[1], timeout=30) as answer:
        got.append(len(answer.read()))
threads = [threading.Thread(target=get) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(got), set(got))
"""
HOLD = """
import sys, urllib.request
answer = urllib.request.urlopen(sys.argv[1])
print(answer.read(1), flush=True)
print(len(answer.read()))
"""


class Site:
    """A server of this host: /body has one, /sum sums one up, /endless never says its last."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.left = asyncio.Event()
        self.port = 0

    def at(self, path: str, host: str = "site.test") -> str:
        return f"http://{host}:{self.port}/{path}"

    @property
    def policy(self) -> NetworkPolicy:
        return NetworkPolicy(private=(f"127.0.0.1:{self.port}", f"site.test:{self.port}"))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            path = head.split(" ")[1]
            self.asked.append(path)
            length = int(head.partition("content-length: ")[2].partition("\r\n")[0] or 0)
            given = await reader.readexactly(length)
            body = hashlib.sha256(given).hexdigest().encode() if path == "/sum" else BODY
            if path in ("/endless", "/slow"):
                pieces = 1_000_000 if path == "/endless" else 60
                writer.write(b"HTTP/1.1 200 ok\r\ncontent-length: %d\r\n\r\n" % (pieces * 1000))
                for _ in range(pieces):
                    writer.write(b"x" * 1000)
                    await writer.drain()
                    await asyncio.sleep(0.02)
            else:
                writer.write(b"HTTP/1.1 200 ok\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
                await writer.drain()
        except (EOFError, OSError):
            self.left.set()  # the client has gone
        finally:
            writer.close()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def site() -> AsyncIterator[Site]:
    site = Site()
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0)
    site.port = server.sockets[0].getsockname()[1]
    yield site
    server.close()


def made(name: str, state: Path, doors: EgressProxy | None) -> MachineBackend:
    """The backend of that name."""
    if name == "qemu":
        return QemuBackend(state_dir=state, images=GuestImages(ImageStore()), doors=doors)
    if name == "landlock":
        return LandlockBackend(state_dir=state, doors=doors)
    return NamespaceBackend(state_dir=state, images=lambda name: None, doors=doors)


@pytest_asyncio.fixture(
    loop_scope="module",
    scope="module",
    params=[
        pytest.param("namespaces", marks=pytest.mark.machine),
        pytest.param("landlock", marks=pytest.mark.landlock),
        pytest.param("qemu", marks=pytest.mark.qemu),
    ],
)
async def backend(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[MachineBackend]:
    """A backend whose machines may reach hosts."""

    async def here(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    proxy = EgressProxy(limits=MOST, resolve=here)
    backend = made(request.param, tmp_path_factory.mktemp(request.param), proxy)
    yield backend
    await backend.close()
    await proxy.stop()


@asynccontextmanager
async def machine_of(backend: MachineBackend, network: NetworkPolicy) -> AsyncIterator[Machine]:
    machine = await backend.create(MachineSpec(image="bare", network=network))
    try:
        yield machine
    finally:
        await machine.destroy()


def python(code: str, *arguments: str, timeout_s: float = 60) -> Command:
    return Command(argv=("python3", "-c", code, *arguments), timeout_s=timeout_s)


async def test_named_hosts_are_reached_and_no_others(backend: MachineBackend, site: Site) -> None:
    urls = (site.at("body", "127.0.0.1"), site.at("body"), "http://example.com/")
    async with machine_of(backend, site.policy) as machine:
        for _ in range(2):  # what led out is killed with the first run
            outcome = await machine.run(python(FETCH, *urls))
            whole = f"200 {hashlib.sha256(BODY).hexdigest()}"
            one, two, three = outcome.stdout.splitlines()
            assert (one, two) == (whole, whole), outcome.stderr
            assert three.startswith("403 AIOS denied: example.com:80 is not among the hosts")
            seen = [(access.host, access.allowed, access.received) for access in outcome.network]
            reached = ("127.0.0.1", True, len(BODY)), ("site.test", True, len(BODY))
            assert seen == [*reached, ("example.com", False, 0)]
            assert {access.machine_id for access in outcome.network} == {machine.id}


async def test_nothing_else_leads_out(backend: MachineBackend, site: Site) -> None:
    before = len(site.asked)
    elsewhere = NetworkPolicy(hosts=("example.com",))
    past_the_proxy = (
        "import sys, urllib.request as u\n"
        "try: u.build_opener(u.ProxyHandler({})).open(sys.argv[1], timeout=10).read()\n"
        "except OSError: print('nothing')\n"
    )
    for policy in (NetworkPolicy(), elsewhere):
        async with machine_of(backend, policy) as machine:
            outcome = await machine.run(python(FETCH, site.at("body")))
            assert outcome.stdout.startswith(("nothing", "403")), outcome.stdout
            past = await machine.run(python(past_the_proxy, site.at("", "127.0.0.1")))
            assert past.stdout == "nothing\n"
    assert len(site.asked) == before


async def test_much_goes_up_and_many_at_once(backend: MachineBackend, site: Site) -> None:
    async with machine_of(backend, site.policy) as machine:
        outcome = await machine.run(python(POST, site.at("sum")))
        assert outcome.stdout.strip() == hashlib.sha256(BODY).hexdigest(), outcome.stderr
        assert outcome.network[0].sent == len(BODY)
        outcome = await machine.run(python(MANY, site.at("sum")))
        assert outcome.stdout == "8 {64}\n", outcome.stderr
        assert len(outcome.network) == 8


async def test_limits_hold_for_the_machine(backend: MachineBackend, site: Site) -> None:
    async with machine_of(backend, site.policy) as machine:
        outcome = await machine.run(python(FETCH, *[site.at("sum")] * (MOST.requests + 3)))
        codes = [line.split()[0] for line in outcome.stdout.splitlines()]
        assert codes == ["200"] * MOST.requests + ["429"] * 3
        assert [access.allowed for access in outcome.network[-2:]] == [True, False]
        assert "limit reached: 12 requests" in outcome.network[-1].reason
    async with machine_of(backend, site.policy) as machine:
        outcome = await machine.run(python(FETCH, *[site.at("body")] * 7))
        codes = [line.split()[0] for line in outcome.stdout.splitlines()]
        assert codes[:4] == ["200"] * 4
        assert "200" not in codes[5:]
        assert any("limit reached: 5 MiB" in access.reason for access in outcome.network)


async def test_a_program_that_is_killed_lets_go(backend: MachineBackend, site: Site) -> None:
    site.left.clear()
    begun = asyncio.Event()
    async with machine_of(backend, site.policy) as machine:
        command = python(HOLD, site.at("endless"))
        run = asyncio.create_task(machine.run(command, lambda stream, data: begun.set()))
        await asyncio.wait_for(begun.wait(), 30)
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run
        await asyncio.wait_for(site.left.wait(), 10)
        outcome = await machine.run(python(FETCH, site.at("sum")))
        assert outcome.stdout.startswith("200"), outcome.stderr


async def test_a_machine_may_be_told_later_where_to(backend: MachineBackend, site: Site) -> None:
    async with machine_of(backend, NetworkPolicy(hosts=("nowhere.invalid",))) as machine:
        assert (await machine.run(python(FETCH, site.at("sum")))).stdout.startswith("403")
        spec = MachineSpec(image="bare", network=site.policy)
        if await machine.adopt(spec):
            assert (await machine.run(python(FETCH, site.at("sum")))).stdout.startswith("200")
    async with machine_of(backend, NetworkPolicy()) as machine:
        assert not await machine.adopt(spec)


async def test_what_starts_from_a_snapshot_has_a_way_of_its_own(
    backend: MachineBackend, site: Site
) -> None:
    async with machine_of(backend, site.policy) as machine:
        if backend.snapshots is Kept.NOTHING:
            with pytest.raises(BadRequest, match="no snapshots"):
                await machine.snapshot("s")
            return
        begun = asyncio.Event()
        command = python(HOLD, site.at("slow"))
        run = asyncio.create_task(machine.run(command, lambda stream, data: begun.set()))
        await asyncio.wait_for(begun.wait(), 30)
        await machine.snapshot("s")
        outcome = await run
        assert outcome.stdout == "b'x'\n59999\n", outcome.stderr
        assert [access.received for access in outcome.network] == [60_000]
        taken = MachineSpec(image="bare", snapshot="s")
        copy = await backend.create(taken.but(network=site.policy))
        for each in (machine, copy):
            outcome = await each.run(python(FETCH, site.at("sum"), "http://example.com/"))
            assert [line.split()[0] for line in outcome.stdout.splitlines()] == ["200", "403"]
            assert [access.machine_id for access in outcome.network] == [each.id] * 2
        alone = await backend.create(taken)
        outcome = await alone.run(python(FETCH, site.at("sum")))
        assert (outcome.stdout, outcome.network) == ("nothing\n", ())
        for each in (copy, alone):
            await each.destroy()
    await backend.forget("s")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("namespaces", marks=pytest.mark.machine),
        pytest.param("landlock", marks=pytest.mark.landlock),
        pytest.param("qemu", marks=pytest.mark.qemu),
    ],
)
async def test_hosts_without_a_proxy_are_refused(name: str, tmp_path: Path) -> None:
    backend = made(name, tmp_path, None)
    with pytest.raises(BadRequest, match=r"to reach a\.test, but no proxy"):
        await backend.create(MachineSpec(image="bare", network=NetworkPolicy(hosts=("a.test",))))
    await backend.close()

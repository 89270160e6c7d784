"""Limits, audit and addresses of the proxy, from inside a machine and at its door."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from aios.code.machines.controller import VMController
from aios.code.machines.namespaces import NamespaceBackend
from aios.code.machines.proxy import EgressLimits, EgressProxy
from aios.contracts.machine import Access, Command, MachineSpec, NetworkPolicy, summed

pytestmark = pytest.mark.machine
GET = """
import http.client, sys, urllib.error, urllib.request
for url in sys.argv[1:]:
    try:
        print(len(urllib.request.urlopen(url, timeout=10).read()))
    except urllib.error.HTTPError as error:
        print(error.code, error.reason)
    except (OSError, http.client.HTTPException) as error:
        print(type(error).__name__)
"""


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """A server that answers /<path> with 1000 bytes, and /to/<url> with a redirect."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1].decode()
        if path.startswith("/to/"):
            writer.write(f"HTTP/1.1 302 Found\r\nLocation: {path[4:]}\r\n".encode())
            writer.write(b"Content-Length: 0\r\n\r\n")
        else:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 1000)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()


async def asked(
    tmp_path: Path, proxy: EgressProxy, policy: NetworkPolicy, *urls: str
) -> tuple[list[str], tuple[Access, ...]]:
    """What a program in a machine prints that asks for those URLs, and the audit of its run."""
    backend = NamespaceBackend(state_dir=tmp_path, images=lambda _: None, doors=proxy)
    try:
        machine = await backend.create(MachineSpec(image="bare", network=policy))
        outcome = await machine.run(Command(argv=("python3", "-c", GET, *urls)))
        again = await machine.run(Command(argv=("true",)))
        assert again.network == ()
        return outcome.stdout.splitlines(), outcome.network
    finally:
        await backend.close()
        await proxy.stop()


async def to_here(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


async def test_every_attempt_is_in_the_outcome(tmp_path: Path, port: int) -> None:
    policy = NetworkPolicy(private=(f"a.test:{port}",))
    urls = (f"http://a.test:{port}/", f"http://b.test:{port}/", f"http://a.test:{port}/again")
    proxy = EgressProxy(resolve=to_here)
    printed, network = await asked(tmp_path, proxy, policy, *urls)
    assert printed[0] == printed[2] == "1000"
    assert [(a.host, a.allowed, a.address, a.received) for a in network] == [
        ("a.test", True, "127.0.0.1", 1000),
        ("b.test", False, "", 0),
        ("a.test", True, "127.0.0.1", 1000),
    ]
    assert "not among the hosts" in network[1].reason
    assert all(0 < a.duration_s < 10 and a.machine_id for a in network)
    first, second = summed(network)
    assert (first.requests, first.received, second.requests) == (2, 2000, 1)


async def test_a_redirect_is_checked_like_any_request(tmp_path: Path, port: int) -> None:
    policy = NetworkPolicy(private=(f"a.test:{port}",))
    there = f"http://a.test:{port}/to/http://169.254.169.254/latest"
    proxy = EgressProxy(resolve=to_here)
    printed, network = await asked(tmp_path, proxy, policy, there)
    assert printed[0].startswith("403 ")
    assert [(a.host, a.allowed) for a in network] == [("a.test", True), ("169.254.169.254", False)]


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "168.63.129.16", "224.0.0.1", "255.255.255.255", "192.0.0.8"),
        *("::1", "::", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1"),
        *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::a00:1"),
        *("64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00:1::"),
    ],
)
async def test_a_public_name_may_lead_to_no_such_address(address: str) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return [address]

    proxy = EgressProxy(resolve=resolve, connect_s=1)
    path = await proxy.open(NetworkPolicy(hosts=("*",)), "m")
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(b"CONNECT name.test:443 HTTP/1.1\r\n\r\n")
    assert (await reader.readline()).startswith(b"HTTP/1.1 403 AIOS denied: ")
    writer.close()
    (access,) = await proxy.accesses(path)
    assert (access.allowed, access.address) == (False, "")
    await proxy.stop()


async def test_requests_have_a_limit_that_is_told(tmp_path: Path, port: int) -> None:
    policy = NetworkPolicy(private=("a.test",))
    proxy = EgressProxy(resolve=to_here, limits=EgressLimits(requests=2))
    urls = [f"http://a.test:{port}/"] * 5
    printed, network = await asked(tmp_path, proxy, policy, *urls)
    assert printed[:2] == ["1000", "1000"]
    assert all(line.startswith("429 AIOS limit: ") for line in printed[2:])
    assert [a.allowed for a in network] == [True, True, False]  # the refusal is told once
    assert "2 requests" in network[-1].reason


async def test_bytes_have_a_limit_that_is_told(tmp_path: Path, port: int) -> None:
    policy = NetworkPolicy(private=("a.test",))
    proxy = EgressProxy(resolve=to_here, limits=EgressLimits(bytes=1500))
    printed, network = await asked(tmp_path, proxy, policy, *[f"http://a.test:{port}/"] * 3)
    assert printed[0] == "1000"
    assert printed[2].startswith("429 ")
    assert "limit reached" in network[1].reason


async def test_the_rate_is_kept(tmp_path: Path, port: int) -> None:
    policy = NetworkPolicy(private=("a.test",))
    proxy = EgressProxy(resolve=to_here, limits=EgressLimits(bytes_per_s=2500))
    loop = asyncio.get_running_loop()
    started = loop.time()
    printed, _ = await asked(tmp_path, proxy, policy, *[f"http://a.test:{port}/"] * 3)
    assert printed == ["1000"] * 3
    assert loop.time() - started > 0.9


async def test_forks_restored_and_warm_machines_obey_their_policy(
    tmp_path: Path, port: int
) -> None:
    proxy = EgressProxy(resolve=to_here)
    backend = NamespaceBackend(state_dir=tmp_path / "s", images=lambda _: None, doors=proxy)
    vms = VMController([backend], images=None, snapshots=tmp_path / "n", pool_size=1)
    await vms.create_vm(
        "t", image="bare", network=NetworkPolicy(private=(f"a.test:{port}",)), limits={"cpus": 1}
    )
    ask = f"{GET.replace('sys.argv[1:]', repr([f'http://{n}.test:{port}/' for n in 'ab']))}"
    await vms.execute_in_vm("t", "echo kept > note")
    await vms.snapshot("t", "s")
    await vms.restore("t", "s")
    await vms.fork("t", names=["fork"])
    while not vms.stats()["pool"]["warm"]:  # noqa: ASYNC110  refilled behind
        await asyncio.sleep(0.01)
    await vms.create_vm(
        "warm", image="bare", network=NetworkPolicy(private=("b.test",)), limits={"cpus": 1}
    )
    for name, open_to in (("t", "a.test"), ("fork", "a.test"), ("warm", "b.test")):
        outcome = await vms.execute_in_vm(name, ask, language="python")
        assert "1000" in outcome.stdout, outcome
        assert [a.host for a in outcome.network if a.allowed] == [open_to]
        assert sum(not a.allowed for a in outcome.network) == 1
    assert vms.stats()["pool"]["hits"] == 1
    await vms.close()
    await proxy.stop()


@pytest.mark.parametrize(
    ("host", "answers", "reached"),
    [
        ("rebind.example", [["8.8.8.8"], ["127.0.0.1"]], False),
        ("rebind.example", [["8.8.8.8", "127.0.0.1"]], False),
        ("rebind.example", [["127.0.0.1"]], False),
        ("rebind.example", [["169.254.169.254"]], False),
        ("rebind.example", [["::ffff:127.0.0.1"]], False),
        ("box.local", [["127.0.0.1"]], True),
        ("box.local", [["8.8.8.8"], ["127.0.0.1"]], False),
        ("localhost", [["127.0.0.1"]], True),
        ("127.0.0.1", [["127.0.0.1"]], True),
    ],
)
async def test_a_host_that_was_named_does_not_become_this_computer(
    port: int, host: str, answers: list[list[str]], reached: bool
) -> None:
    turns = iter(answers)

    async def resolve(host: str, port: int) -> list[str]:
        return next(turns)

    proxy = EgressProxy(resolve=resolve, connect_s=0.3)
    path = await proxy.open(NetworkPolicy(private=(host,)), "m")
    line = b""
    for _ in answers:
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(f"GET http://{host}:{port}/ HTTP/1.1\r\n\r\n".encode())
        line = await reader.readline()
        writer.close()
    assert (b" 200 " in line) == reached, line
    await proxy.stop()

"""Secrets that machines use without having them: filled in for their hosts, nowhere else."""

import asyncio
import base64
import ipaddress
import json
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aios.code.machines.image import ImageStore
from aios.code.machines.landlock.backend import LandlockBackend
from aios.code.machines.namespaces import NamespaceBackend
from aios.code.machines.proxy import EgressProxy
from aios.code.machines.qemu.backend import QemuBackend
from aios.code.machines.qemu.guest_image import GuestImages
from aios.code.machines.secret_book import SecretBook
from aios.contracts.errors import BadRequest, NotFound
from aios.contracts.machine import Command, MachineSpec, NetworkPolicy, RunOutcome
from aios.contracts.ports import Machine, MachineBackend
from aios.contracts.secrets import secret_from

VALUE = "s3cr3t/value+with=signs"
ASK = """
import base64, json, os, sys, urllib.error, urllib.request
token, url, how = os.environ['TOKEN'], sys.argv[1], sys.argv[2]
headers, data = {}, None
if how == 'bearer': headers['Authorization'] = 'Bearer ' + token
encoded = base64.b64encode(f'u:{token}'.encode()).decode()
if how == 'basic': headers['Authorization'] = 'Basic ' + encoded
if how == 'query': url += '?key=' + token
if how == 'body': data = json.dumps({'key': token}).encode()
try:
    with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=10) as answer:
        print(answer.headers['X-Echo'], answer.read().decode())
except urllib.error.HTTPError as error:
    print(error.code, error.reason)
except urllib.error.URLError as error:
    print(error.reason)
"""


class Echo:
    """A server that says what it was sent, in a header and in the body."""

    def __init__(self) -> None:
        self.heads: list[str] = []
        self.bodies: list[bytes] = []
        self.encoding = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.heads.append(head)
            length = 0
            if "content-length: " in head:
                length = int(head.split("content-length: ")[1].split("\r\n")[0])
            self.bodies.append(await reader.readexactly(length))
            echo = f"{head.split(' ')[1]} {VALUE}".encode()
            body = head.encode() + self.bodies[-1]
            writer.write(b"HTTP/1.1 200 OK\r\nX-Echo: " + echo + b"\r\n" + self.encoding.encode())
            writer.write(b"Content-Length: %d\r\n\r\n" % len(body))
            for start in range(0, len(body), 7):  # so that values arrive in pieces
                writer.write(body[start : start + 7])
                await writer.drain()
        except (EOFError, OSError):
            pass  # the client left
        finally:
            writer.close()


class Bench:
    """A machine with a secret for one host, and servers that echo, plain and encrypted."""

    spec = MachineSpec(
        image="bare",
        network=NetworkPolicy(private=("site.test", "plain.test", "other.test")),
        secrets=("TOKEN",),
    )

    def __init__(self, proxy: EgressProxy, plain: int, secure: int, echo: Echo) -> None:
        self.proxy, self.plain, self.secure, self.echo = proxy, plain, secure, echo
        self.backend: MachineBackend
        self.machine: Machine

    async def ask(self, url: str, how: str) -> RunOutcome:
        return await self.machine.run(Command(argv=("python3", "-c", ASK, url, how), timeout_s=60))


def certificates(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server of 127.0.0.1 and site.test shows, and who trusts that."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "site.test")])
    now = datetime.now(UTC)
    names = [x509.DNSName("site.test"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    (folder / "cert.pem").write_bytes(pem)
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    shows = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shows.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return shows, ssl.create_default_context(cadata=pem.decode())


KINDS = [
    pytest.param("namespaces", marks=pytest.mark.machine),
    pytest.param("qemu", marks=pytest.mark.qemu),
]


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """The backend whose machine has the secret."""
    return str(request.param)


def made(kind: str, state: Path, proxy: EgressProxy) -> MachineBackend:
    if kind == "qemu":
        return QemuBackend(state_dir=state, images=GuestImages(ImageStore()), doors=proxy)
    if kind == "landlock":
        return LandlockBackend(state_dir=state, doors=proxy)
    return NamespaceBackend(state_dir=state, images=lambda _: None, doors=proxy)


@pytest.fixture
async def bench(tmp_path: Path, kind: str, request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    async def here(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    shows, trusts = certificates(tmp_path)
    echo = Echo()
    plain = await asyncio.start_server(echo.serve, "127.0.0.1", 0)
    secure = await asyncio.start_server(echo.serve, "127.0.0.1", 0, ssl=shows)
    ports = [server.sockets[0].getsockname()[1] for server in (plain, secure)]
    places = getattr(request, "param", ["header"])
    given = {"name": "TOKEN", "hosts": ["site.test", f"plain.test:{ports[0]}"], "places": places}
    book = SecretBook([secret_from(given)], {"TOKEN": VALUE})
    proxy = EgressProxy(secrets_of=book.find, resolve=here, tls=trusts)
    bench = Bench(proxy, *ports, echo)
    bench.backend = made(kind, tmp_path / "s", proxy)
    bench.machine = await bench.backend.create(bench.spec)
    yield bench
    await bench.backend.close()
    await proxy.stop()
    for server in (plain, secure):
        server.close()


def is_clean(outcome: RunOutcome) -> bool:
    """Whether neither the value nor a disguise of it came back."""
    shown = outcome.stdout + outcome.stderr + repr(outcome)
    disguised = base64.b64encode(f"u:{VALUE}".encode()).decode()
    return not any(text in shown for text in (VALUE, disguised, "s3cr3t"))


@pytest.mark.parametrize(
    "kind", [*KINDS, pytest.param("landlock", marks=pytest.mark.landlock)], indirect=True
)
@pytest.mark.parametrize("how", ["bearer", "basic"])
async def test_the_host_gets_the_value_and_the_machine_the_placeholder(
    bench: Bench, how: str
) -> None:
    for url in (f"https://site.test:{bench.secure}/a", f"http://plain.test:{bench.plain}/a"):
        outcome = await bench.ask(url, how)
        assert outcome.stdout.startswith("/a AIOS_SECRET_TOKEN_"), outcome.stdout
        assert is_clean(outcome)
        (access,) = outcome.network
        assert (access.allowed, access.secrets, access.address) == (True, ("TOKEN",), "127.0.0.1")
    sent = VALUE if how == "bearer" else base64.b64encode(f"u:{VALUE}".encode()).decode()
    assert all(f" {sent}\r\n" in head for head in bench.echo.heads)
    assert is_clean(RunOutcome(stdout=repr(bench.proxy.audit)))


async def test_other_hosts_and_unencrypted_ways_get_nothing(bench: Bench) -> None:
    asked = [
        (f"http://other.test:{bench.plain}/", "other.test"),
        (f"http://site.test:{bench.plain}/", "without https"),
    ]
    for url, reason in asked:
        outcome = await bench.ask(url, "bearer")
        assert "403" in outcome.stdout
        assert reason in outcome.stdout
        assert (outcome.network[0].allowed, outcome.network[0].secrets) == (False, ())
    assert bench.echo.heads == []


async def test_a_tunnel_to_another_host_is_not_looked_into(bench: Bench) -> None:
    outcome = await bench.ask(f"https://other.test:{bench.secure}/", "bearer")
    assert "CERTIFICATE" in outcome.stdout.upper()
    assert bench.echo.heads == []


async def test_places_have_to_be_asked_for(bench: Bench) -> None:
    outcome = await bench.ask(f"https://site.test:{bench.secure}/", "query")
    assert "403" in outcome.stdout
    outcome = await bench.ask(f"https://site.test:{bench.secure}/", "body")
    assert "AIOS_SECRET_TOKEN_" in bench.echo.bodies[-1].decode()
    assert is_clean(outcome)


@pytest.mark.parametrize("bench", [["query", "body"]], indirect=True)
async def test_queries_and_bodies(bench: Bench) -> None:
    for how in ("query", "body"):
        assert is_clean(await bench.ask(f"https://site.test:{bench.secure}/", how))
    assert bench.echo.heads[0].startswith("GET /?key=s3cr3t%2Fvalue%2Bwith%3Dsigns HTTP/1.1")
    assert json.loads(bench.echo.bodies[1]) == {"key": VALUE}
    outcome = await bench.ask(f"https://site.test:{bench.secure}/", "bearer")
    assert "403" in outcome.stdout


async def test_an_encoded_answer_is_refused(bench: Bench) -> None:
    bench.echo.encoding = "Content-Encoding: gzip\r\n"
    outcome = await bench.ask(f"https://site.test:{bench.secure}/", "bearer")
    assert outcome.stdout.startswith("502 ")


async def test_the_machine_holds_nothing_of_it(bench: Bench) -> None:
    await bench.ask(f"https://site.test:{bench.secure}/", "bearer")
    search = (
        "import os\nfound = []\nneedle = ''.join(['s3c', 'r3t'])\n"
        "places = ('/aios', '/etc', '/workspace', '/tmp', '/dev/shm')\n"
        "for top, names in ((t, n) for p in places for t, _, n in os.walk(p)):\n"
        "  for name in names:\n"
        "    try: content = open(f'{top}/{name}', 'rb').read()\n"
        "    except OSError: continue\n"
        "    found += [name] if needle.encode() in content else []\n"
        "print(found, needle in str(os.environ), [k for k in os.environ if 'SECRET' in str(k)])"
    )
    outcome = await bench.machine.run(Command(argv=("python3", "-c", search), timeout_s=60))
    assert outcome.stdout == "[] False []\n", outcome.stderr
    held = await bench.machine.run(Command(argv=("grep", "-c", "PRIVATE", "/aios/authorities.pem")))
    assert held.stdout == "0\n"


async def test_machines_have_different_placeholders_and_authorities(bench: Bench) -> None:
    policy = NetworkPolicy(private=("site.test",))
    doors = [await bench.proxy.open(policy, name, ("TOKEN",)) for name in ("a", "b")]
    assert len({bench.proxy.variables(door)["TOKEN"] for door in doors}) == 2
    assert len({bench.proxy.bundle(door).read_bytes() for door in doors}) == 2  # type: ignore[union-attr]


async def test_a_copy_has_a_placeholder_and_an_authority_of_its_own(bench: Bench) -> None:
    await bench.machine.snapshot("s")
    copy = await bench.backend.create(bench.spec.but(snapshot="s"))
    shown = []
    for machine in (bench.machine, copy):
        bench.machine = machine
        outcome = await bench.ask(f"https://site.test:{bench.secure}/a", "bearer")
        assert is_clean(outcome)
        assert [access.secrets for access in outcome.network] == [("TOKEN",)]
        shown.append(outcome.stdout.split()[1])
    assert len(set(shown)) == 2


@pytest.mark.machine
async def test_what_cannot_be(tmp_path: Path) -> None:
    book = SecretBook([secret_from({"name": "UNSET", "hosts": ["a.test"]})], {"UNSET": "short"})
    proxy = EgressProxy(secrets_of=book.find)
    policy = NetworkPolicy(hosts=("a.test",))
    with pytest.raises(NotFound) as caught:
        await proxy.open(policy, "m", ("NOSUCH",))
    assert caught.value.code == "secret_unknown"
    with pytest.raises(BadRequest) as refused:
        await proxy.open(policy, "m", ("UNSET",))
    assert refused.value.code == "bad_secret"
    assert "short" not in str(refused.value)
    backend = NamespaceBackend(state_dir=tmp_path, images=lambda _: None, doors=proxy)
    with pytest.raises(BadRequest, match="no host"):
        await backend.create(MachineSpec(image="bare", secrets=("UNSET",)))
    await backend.close()

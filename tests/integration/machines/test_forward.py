"""Servers in machines, reached from this host for as long as the machine runs."""

import asyncio
import contextlib
import json
import socket
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from aios import AsyncAIOS
from aios.code.machines.controller import VMController
from aios.code.machines.image import ImageStore
from aios.code.machines.namespaces import NamespaceBackend
from aios.code.machines.process import ProcessBackend
from aios.code.machines.qemu.backend import QemuBackend
from aios.code.machines.qemu.guest_image import GuestImages
from aios.contracts.errors import BadRequest, NotFound
from aios.contracts.ports import MachineBackend

AUTH_API = (
    Path(__file__).parents[3]
    / "src/aios/skills/bundled/code-generation/assets/cookbook/flask-auth-api/auth_api.py"
)
SERVER = """
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(b"x" * int(self.path.strip("/")))

    def do_POST(self):
        left, taken = int(self.headers["Content-Length"]), 0
        while taken < left:
            taken += len(self.rfile.read(min(65536, left - taken)))
        self.answer(str(taken).encode())

    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass

server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
"""
REFUSE = """
import socket
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
while True:
    end, _ = server.accept()
    end.recv(1)
    end.sendall(b"too much")
    end.shutdown(socket.SHUT_RDWR)
    end.close()
"""
ECHO_ONCE = """
import socket
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
while True:
    end, _ = server.accept()
    said = b""
    while data := end.recv(4096):
        said += data
    end.sendall(said[::-1])  # only after the client's half has ended
    end.close()
"""


@pytest.fixture(
    params=[
        "process",
        pytest.param("namespaces", marks=pytest.mark.machine),
        pytest.param("qemu", marks=pytest.mark.qemu),
    ]
)
async def vms(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[VMController]:
    """A controller over one backend that really runs programs."""
    async with AsyncExitStack() as stack:
        backend: MachineBackend
        if request.param == "process":
            backend = ProcessBackend(state_dir=tmp_path / "state")
        elif request.param == "qemu":
            images = GuestImages(ImageStore())
            backend = QemuBackend(state_dir=tmp_path / "state", images=images)
        else:
            backend = NamespaceBackend(state_dir=tmp_path / "state", images=lambda name: None)
        vms = VMController([backend], images=None, min_isolation=backend.level, cwd=tmp_path)
        stack.push_async_callback(vms.close)
        await vms.open()
        yield vms


async def serving(vms: VMController, program: str) -> tuple[str, int]:
    """A machine whose program listens, and its port there."""
    vm = await vms.create_vm("web")
    outcome = await vms.execute_in_vm(vm, program, language="python")
    assert outcome.running, outcome
    return vm, outcome.ports[0]


async def fetched(url: str, data: bytes | None = None) -> bytes:
    def fetch() -> bytes:
        with urllib.request.urlopen(url, data, timeout=30) as answer:
            return bytes(answer.read())

    return await asyncio.to_thread(fetch)


async def test_much_goes_both_ways_and_many_at_once(vms: VMController) -> None:
    vm, port = await serving(vms, SERVER)
    forward = await vms.forward(vm, port)
    assert (forward.host, forward.port) == ("127.0.0.1", port)
    assert len(await fetched(f"{forward.url}/20000000")) == 20_000_000
    assert await fetched(forward.url, b"y" * 9_000_000) == b"9000000"
    told = await asyncio.gather(*(fetched(f"{forward.url}/{n * 1000}") for n in range(25)))
    assert [len(body) for body in told] == [n * 1000 for n in range(25)]


async def test_other_commands_run_beside_the_server(vms: VMController) -> None:
    vm, port = await serving(vms, SERVER)
    forward = await vms.forward(vm, port)
    assert (await vms.execute_in_vm(vm, "echo beside")).stdout == "beside\n"
    assert await fetched(f"{forward.url}/3") == b"xxx"


async def test_a_half_that_has_ended_still_hears_the_answer(vms: VMController) -> None:
    vm, port = await serving(vms, ECHO_ONCE)
    forward = await vms.forward(vm, port)
    reader, writer = await asyncio.open_connection(forward.host, forward.host_port)
    writer.write(b"stressed")
    writer.write_eof()
    assert await asyncio.wait_for(reader.read(), 10) == b"desserts"
    writer.close()


async def test_a_client_that_does_not_read_holds_up_nobody(vms: VMController) -> None:
    vm, port = await serving(vms, SERVER)
    forward = await vms.forward(vm, port)
    _reader, writer = await asyncio.open_connection(forward.host, forward.host_port)
    writer.write(b"GET /50000000 HTTP/1.0\r\n\r\n")
    await writer.drain()
    assert await fetched(f"{forward.url}/5") == b"xxxxx"
    assert (await vms.execute_in_vm(vm, "echo beside")).stdout == "beside\n"
    writer.close()


async def test_a_server_that_hears_no_more_holds_up_nobody(vms: VMController) -> None:
    vm, port = await serving(vms, REFUSE)
    forward = await vms.forward(vm, port)
    reader, writer = await asyncio.open_connection(forward.host, forward.host_port)
    writer.write(b"y" * 9_000_000)
    with contextlib.suppress(ConnectionError):  # it may be broken off, but it may not hang
        async with asyncio.timeout(20):
            await reader.read()
            await writer.drain()
    writer.close()


async def test_it_ends_with_its_machine(vms: VMController) -> None:
    vm, port = await serving(vms, SERVER)
    forward = await vms.forward(vm, port)
    assert await vms.forward(vm, port) == forward
    await vms.stop_vm(vm)
    with pytest.raises(urllib.error.URLError):
        await fetched(forward.url)
    with pytest.raises(NotFound, match="not running"):
        await vms.forward(vm, port)


async def test_several_ports_of_the_host_lead_to_one_and_all_end(vms: VMController) -> None:
    vm, port = await serving(vms, SERVER)
    forwards = [await vms.forward(vm, port)]
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as free:
        another = free.getsockname()[1]
    forwards.append(await vms.forward(vm, port, another))
    assert forwards[0] != forwards[1]
    assert await vms.forward(vm, port) == forwards[0]
    assert [len(await fetched(f"{one.url}/3")) for one in forwards] == [3, 3]
    await vms.stop_vm(vm)
    for one in forwards:
        with pytest.raises(urllib.error.URLError):
            await fetched(one.url)


async def test_bad_ports_are_refused(vms: VMController) -> None:
    vm, port = await serving(vms, SERVER)
    with pytest.raises(NotFound, match="nothing answers on port"):
        await vms.forward(vm, port - 1 if port > 1 else port + 1)
    for odd in (0, -1, 65536, "5000", True):
        with pytest.raises(BadRequest, match="not a port"):
            await vms.forward(vm, odd)  # type: ignore[arg-type]
    taken = (await vms.forward(vm, port)).host_port
    with pytest.raises(BadRequest, match=f"port {taken} of this host cannot be used"):
        other, its_port = await serving_another(vms)
        await vms.forward(other, its_port, host_port=taken)


async def serving_another(vms: VMController) -> tuple[str, int]:
    vm = await vms.create_vm("other")
    outcome = await vms.execute_in_vm(vm, ECHO_ONCE, language="python")
    return vm, outcome.ports[0]


@pytest.mark.machine
@pytest.mark.image
async def test_a_service_written_from_the_cookbook_works_from_outside(tmp_path: Path) -> None:
    (tmp_path / "flask_api.py").write_bytes(AUTH_API.read_bytes())
    async with AsyncAIOS(tmp_path / "ws", drivers=[]) as aios:
        vms = aios.vm_controller
        vm = await vms.create_vm("api")
        await vms.upload(vm, tmp_path / "flask_api.py")
        outcome = await vms.execute_in_vm(vm, "python flask_api.py")
        assert outcome.running, outcome
        forward = await vms.forward(vm, outcome.ports[0])
        named = {"username": "li.wei", "password": "correct horse 9"}
        assert await status_of(f"{forward.url}/register", named) == 201
        wrong = {**named, "password": "wrong horse 9"}
        assert await status_of(f"{forward.url}/login", wrong) == 401
        assert await status_of(f"{forward.url}/login", named) == 200


async def status_of(url: str, document: dict[str, Any]) -> int:
    def post() -> int:
        request = urllib.request.Request(
            url, json.dumps(document).encode(), {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    return await asyncio.to_thread(post)

"""The VM controller over real machines: the calls people type, a scraper behind the proxy."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from aios.code.machines.controller import VMController
from aios.code.machines.namespaces import NamespaceBackend
from aios.code.machines.process import ProcessBackend
from aios.code.machines.proxy import EgressProxy
from aios.contracts.errors import Cancelled, LimitReached, NotFound
from aios.contracts.machine import Bind, Command, MachineSpec, NetworkPolicy
from aios.contracts.ports import MachineBackend

FETCH = """
import urllib.error, urllib.request
for url in {urls!r}:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            print(answer.status, answer.read().decode())
    except urllib.error.HTTPError as error:
        print(error.code, error.reason)
    except OSError as error:
        print("failed", error)
"""


@pytest.fixture(params=["process", pytest.param("namespaces", marks=pytest.mark.machine)])
async def vms(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[VMController]:
    """A controller over one backend that really runs programs."""
    async with AsyncExitStack() as stack:
        backend: MachineBackend
        if request.param == "process":
            backend = ProcessBackend(state_dir=tmp_path / "state")
        else:
            proxy = EgressProxy()
            stack.push_async_callback(proxy.stop)
            backend = NamespaceBackend(
                state_dir=tmp_path / "state", images=lambda name: None, doors=proxy
            )
        folder = tmp_path / "cwd"
        folder.mkdir()
        vms = VMController(
            [backend], images=None, min_isolation=backend.level, pool_size=2, cwd=folder
        )
        stack.push_async_callback(vms.close)
        probe = await backend.probe(deep=True)
        assert probe.ok, probe.reason
        await vms.open()
        yield vms


async def test_the_calls_of_the_readme(vms: VMController) -> None:
    vm = await vms.create_vm("t")
    await vms.start_vm(vm)
    listing = await vms.execute_in_vm(vm, "ls -la")
    assert (listing.language, listing.exit_code) == ("shell", 0)
    assert ".." in listing.stdout
    version = await vms.execute_in_vm(vm, "import sys\nprint(sys.version)")
    assert (version.language, version.stdout.strip()) == ("python", sys.version)
    one = await vms.execute_in_vm(vm, "print(1)", language="python")
    assert one.stdout == "1\n"
    assert await vms.delete_vm(vm)


async def test_files_stay_and_go_both_ways(vms: VMController, tmp_path: Path) -> None:
    vm = await vms.create_vm("t")
    (tmp_path / "cwd" / "销售.csv").write_text("地区,金额\n华北,1\n", encoding="utf-8")
    counted = await vms.execute_in_vm(vm, "cat 销售.csv | wc -l")
    assert counted.stdout.strip() == "2"
    code = "rows = open('销售.csv', encoding='utf-8').read()\nopen('out.txt', 'w').write(rows * 2)"
    assert (await vms.execute_in_vm(vm, code)).exit_code == 0
    target = await vms.download(vm, "out.txt", "out.txt")
    assert isinstance(target, Path)
    assert target.read_text(encoding="utf-8").count("华北") == 2
    big = tmp_path / "big"
    big.write_bytes(os.urandom(1024) * 9000)
    await vms.upload(vm, big, "data/big")
    assert await vms.download(vm, "data/big") == big.read_bytes()


async def test_a_folder_comes_out_whole_and_without_its_links(
    vms: VMController, tmp_path: Path
) -> None:
    vm = await vms.create_vm("t")
    made = "mkdir -p out/深/b out/empty; ls > out/深/b/x; ls > out/y; ln -s /etc out/l"
    await vms.execute_in_vm(vm, made)
    left: list[str] = []
    await vms.execute_in_vm(vm, "mkfifo out/深/pipe; ln -s y out/file-link")
    taken = await vms.download(vm, "out", tmp_path, on_left_out=left.append)
    assert taken == tmp_path / "out"
    assert sorted(left) == ["file-link", "l", "深/pipe"]
    found = {p.relative_to(taken).as_posix() for p in taken.rglob("*")}
    assert found == {"深", "深/b", "深/b/x", "empty", "y"}
    assert (taken / "深" / "b" / "x").read_text() == "out\n"
    with pytest.raises(NotFound):
        await vms.download(vm, "nothing", tmp_path)
    assert list(tmp_path.glob(".*")) == []


async def test_a_folder_goes_in_and_what_does_not_is_told(
    vms: VMController, tmp_path: Path
) -> None:
    vm = await vms.create_vm("t")
    folder = tmp_path / "资料"
    (folder / "deep" / "empty").mkdir(parents=True)
    (folder / "deep" / "a").write_text("1")
    (folder / "to-folder").symlink_to(folder / "deep")
    (folder / "to-file").symlink_to("deep/a")
    (folder / "to-nothing").symlink_to("nosuch")
    os.mkfifo(folder / "deep" / "pipe")
    left: list[str] = []
    assert await vms.upload(vm, folder, on_left_out=left.append) == "资料"
    assert left == ["deep/empty/", "deep/pipe", "to-file", "to-folder", "to-nothing"]
    found = await vms.execute_in_vm(vm, "find 资料 -type f")
    assert found.stdout == "资料/deep/a\n"
    await vms.execute_in_vm(vm, "mkdir links; ln -s x links/x")
    assert await vms.download(vm, "links", tmp_path, on_left_out=left.append)
    assert list((tmp_path / "links").iterdir()) == []


async def test_a_server_goes_on_and_can_be_talked_to(vms: VMController) -> None:
    vm = await vms.create_vm("t")
    serve = (
        "import http.server\n"
        "server = http.server.HTTPServer(('127.0.0.1', 0), http.server.SimpleHTTPRequestHandler)\n"
        "print(server.server_port, flush=True)\nserver.serve_forever()"
    )
    started = await vms.execute_in_vm(vm, serve, files={"page.txt": "你好"}, timeout_s=30)
    assert started.running
    (port,) = started.ports
    url = f"http://127.0.0.1:{port}/page.txt"
    asked = await vms.execute_in_vm(vm, FETCH.format(urls=[url]))
    assert asked.stdout == "200 你好\n"


async def test_a_deadline_and_the_machine_after_it(vms: VMController) -> None:
    vm = await vms.create_vm("t")
    late = await vms.execute_in_vm(vm, "sleep 30", timeout_s=0.5)
    assert late.timed_out
    assert (await vms.execute_in_vm(vm, "echo fine")).stdout == "fine\n"


async def test_stopping_ends_a_running_command(vms: VMController) -> None:
    vm = await vms.create_vm("t")
    begun = asyncio.Event()
    run = asyncio.create_task(
        vms.execute_in_vm(vm, "echo begun; sleep 30", on_output=lambda stream, data: begun.set())
    )
    await asyncio.wait_for(begun.wait(), 10)
    await vms.stop_vm(vm)
    with pytest.raises(Cancelled):
        await asyncio.wait_for(run, 10)
    assert (await vms.execute_in_vm(vm, "echo again")).stdout == "again\n"


async def test_a_file_too_big_to_fetch_whole_can_be_saved(vms: VMController) -> None:
    vm = await vms.create_vm("t")
    await vms.execute_in_vm(vm, "head -c 70000000 /dev/zero > zeros")
    with pytest.raises(LimitReached):
        await vms.download(vm, "zeros")
    saved = await vms.download(vm, "zeros", "zeros")
    assert isinstance(saved, Path)
    assert saved.stat().st_size == 70_000_000


async def test_leases_for_the_kernel(vms: VMController, tmp_path: Path) -> None:
    data = tmp_path / "数据.txt"
    data.write_text("一", encoding="utf-8")
    data.chmod(0o600)
    async with vms.lease(MachineSpec(binds=(Bind(host=str(data)),))) as machine:
        outcome = await machine.run(Command(argv=("cat", str(data))))
    assert outcome.stdout == "一"
    assert vms.stats()["pool"]["warm"] == 0


@pytest.mark.machine
@pytest.mark.parametrize("vms", ["namespaces"], indirect=True)
async def test_a_program_reaches_what_was_named_and_nothing_else(vms: VMController) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        urls = [
            f"http://127.0.0.1:{port}/",
            f"http://localhost:{port}/",
            "http://127.0.0.1:1/",
            "https://example.com/",
        ]
        spec = MachineSpec(network=NetworkPolicy(private=(f"127.0.0.1:{port}",)))
        async with vms.lease(spec) as machine:
            code = FETCH.format(urls=urls)
            outcome = await machine.run(Command(argv=("python3", "-c", code)))
            direct = f"import socket; socket.create_connection(('127.0.0.1', {port}), 5)"
            around = await machine.run(Command(argv=("python3", "-c", direct)))
    lines = outcome.stdout.splitlines()
    assert lines[0] == "200 hello"
    assert lines[1].startswith("403 AIOS denied: localhost")
    assert lines[2].startswith("403 AIOS denied: 127.0.0.1:1 ")
    assert "403 AIOS denied: example.com:443" in lines[3]
    assert around.exit_code == 1


@pytest.mark.machine
@pytest.mark.parametrize("vms", ["namespaces"], indirect=True)
async def test_a_machine_without_a_network_reaches_nothing(vms: VMController) -> None:
    vm = await vms.create_vm("t")
    outcome = await vms.execute_in_vm(vm, FETCH.format(urls=["http://127.0.0.1:80/"]))
    assert outcome.stdout.startswith("failed")

"""What microsandbox is asked for: image archives, network policies, programs and files.

No machine starts here: a stand-in for the SDK's sandbox runs programs on this host, so that what
the worker makes of requests and events is tried; tests/integration/machines tries the SDK itself.
"""

import asyncio
import gzip
import hashlib
import json
import socket
import sys
import tarfile
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("microsandbox")

import microsandbox as msb

from aios.code.machines.channel import Channel
from aios.code.machines.microsandbox import archive, worker
from aios.code.machines.microsandbox.backend import MicrosandboxBackend
from aios.code.machines.microsandbox.policy import network_for
from aios.code.machines.runs import Runner
from aios.code.machines.wire import Kind
from aios.contracts.errors import LimitReached, MachineFailed, NotFound
from aios.contracts.machine import Command, NetworkPolicy

SETUP = {
    "name": "aios-1-2-x",
    "image": "aios-guest:1",
    "snapshot": "",
    "labels": {"aios": "machine"},
    "binds": [["/data", "/data"]],
    "network": {"hosts": ["example.com"], "private": []},
    "memory_mb": 256,
    "cpus": 2,
    "disk_mb": 512,
    "processes": 32,
    "open_files": 64,
}


# ---------------------------------------------------------------- network


def test_without_hosts_there_is_no_network() -> None:
    policy = network_for(NetworkPolicy()).policy
    assert policy == msb.NetworkPolicy.none()


HOSTS = st.sampled_from(["example.com", "example.com:8080", "*.example.com", "*", "10.0.0.1:80"])


@given(st.lists(HOSTS, min_size=1, max_size=4))
def test_only_named_hosts_are_let_through(hosts: list[str]) -> None:
    policy = network_for(NetworkPolicy(hosts=tuple(hosts))).policy
    assert policy is not None
    assert (policy.default_egress, policy.default_ingress) == (msb.Action.DENY, msb.Action.DENY)
    dns = msb.Rule.allow_dns()
    named = [rule for rule in policy.rules if rule not in dns]
    assert len(named) == len(hosts)
    assert all(rule.destination != msb.Destination.any() for rule in named)
    for host, rule in zip(hosts, named, strict=True):
        port = int(host.rpartition(":")[2]) if ":" in host else None
        assert (rule.port, rule.protocol) == (port, msb.Protocol.TCP)
    everywhere = msb.Destination.group(msb.DestGroup.PUBLIC)
    assert (everywhere in [rule.destination for rule in named]) == ("*" in hosts)


# ---------------------------------------------------------------- image


def test_the_archive_is_what_docker_load_reads(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / "true").write_bytes(b"#!/bin/sh\n")
    (root / "usr" / "bin" / "true").chmod(0o755)
    (root / "bin").symlink_to("usr/bin")
    (root / "tmp").mkdir()
    layer, target = tmp_path / "layer.tar.gz", tmp_path / "archive.tar"
    diff_id = archive.write_layer(root, layer)
    assert diff_id == hashlib.sha256(gzip.decompress(layer.read_bytes())).hexdigest()
    archive.write_archive(target, layer, diff_id, "aios-guest:1")
    with tarfile.open(target) as outer:
        (manifest,) = json.load(outer.extractfile("manifest.json"))  # type: ignore[arg-type]
        config = json.load(outer.extractfile(manifest["Config"]))  # type: ignore[arg-type]
    assert config["rootfs"]["diff_ids"] == [f"sha256:{diff_id}"]
    assert manifest["RepoTags"] == ["aios-guest:1"]
    with tarfile.open(layer) as inner:
        found = {member.name: member for member in inner}
    assert (found["usr/bin/true"].mode & 0o777, found["usr/bin/true"].uid) == (0o755, 0)
    assert found["bin"].linkname == "usr/bin"
    assert (found["workspace"].uid, found["tmp"].mode) == (1000, 0o1777)
    assert found["aios/bin/python3"].linkname == "/usr/bin/python3"


async def test_a_missing_image_is_told_with_what_builds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: True)  # whatever this host's /dev/kvm is
    backend = MicrosandboxBackend(state_dir=tmp_path, home=tmp_path / "home")
    probe = await backend.probe(deep=True)
    assert (probe.ok, probe.reason) == (False, "its image is not built")
    assert probe.fix == "aios vm build microsandbox"
    with pytest.raises(MachineFailed, match="built on Linux") as caught:
        await backend.prepare()
    assert str(backend.archive) in caught.value.hint


# ---------------------------------------------------------------- the worker


class StandIn:
    """A sandbox that is a folder, and runs its programs here."""

    asked: dict[str, object]
    room_bytes = 1 << 20

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fs = self
        self.handles: list[asyncio.subprocess.Process] = []

    async def create(self, name: str, **facts: object) -> "StandIn":
        self.asked = {"name": name, **facts}
        return self

    async def get(self, name: str) -> "StandIn":
        return self

    async def destroy(self, **facts: object) -> None:
        self.asked["destroyed"] = True

    def _path(self, path: str) -> Path:
        return self.folder / path.removeprefix("/workspace").lstrip("/")

    async def exec_stream(self, cmd: str, args: list[str], **facts: object) -> "Events":
        if cmd == "nosuch":
            raise msb.ExecFailedError("exec failed: no such file")
        if cmd == "gone":
            raise msb.SandboxNotRunningError("sandbox is not running")
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            cmd, *args, cwd=self.folder, stdin=pipe, stdout=pipe, stderr=pipe
        )
        return Events(process, facts["stdin"])

    async def mkdir(self, path: str) -> None:
        self._path(path).mkdir(parents=True, exist_ok=True)

    async def write(self, path: str, data: bytes) -> None:
        if len(data) > self.room_bytes:
            raise msb.FilesystemError("write failed: No space left on device (os error 28)")
        self._path(path).write_bytes(data)

    async def rename(self, source: str, target: str) -> None:
        self._path(source).replace(self._path(target))

    async def remove(self, path: str) -> None:
        self._path(path).unlink()

    async def remove_dir(self, path: str) -> None:
        self._path(path).rmdir()

    async def read(self, path: str) -> bytes:
        return self._path(path).read_bytes()

    async def stat(self, path: str) -> SimpleNamespace:
        target = self._path(path)
        if not target.exists():
            raise msb.PathNotFoundError(f"no such file: {path}")
        kind = msb.FsEntryKind.DIRECTORY if target.is_dir() else msb.FsEntryKind.FILE
        return SimpleNamespace(kind=kind)

    async def list(self, path: str) -> list[SimpleNamespace]:
        return [
            SimpleNamespace(
                path=f"{path}/{p.name}",
                size=0 if p.is_dir() else p.stat().st_size,
                kind=msb.FsEntryKind.DIRECTORY if p.is_dir() else msb.FsEntryKind.FILE,
            )
            for p in self._path(path).iterdir()
        ]


class Events:
    """The events of one program, as the SDK tells them."""

    def __init__(self, process: asyncio.subprocess.Process, stdin: object) -> None:
        self.process, self.stdin = process, stdin

    async def kill(self) -> None:
        self.process.kill()

    async def signal(self, number: int) -> None:
        self.process.send_signal(number)

    async def __aiter__(self) -> AsyncIterator[SimpleNamespace]:
        kinds = msb.ExecEventType
        output, errors = await self.process.communicate(self.stdin)  # type: ignore[arg-type]
        yield SimpleNamespace(event_type=kinds.STARTED, data=None, code=None)
        yield SimpleNamespace(event_type=kinds.STDOUT, data=output, code=None)
        yield SimpleNamespace(event_type=kinds.STDERR, data=errors, code=None)
        yield SimpleNamespace(event_type=kinds.EXITED, data=None, code=self.process.returncode)


@pytest.fixture
async def talk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Channel, StandIn]]:
    """A controller's end of a worker that drives the stand-in."""
    stand_in = StandIn(tmp_path)
    monkeypatch.setattr(msb, "Sandbox", stand_in)
    ours, theirs = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=theirs)
    serving = asyncio.create_task(worker.Worker(reader, writer).serve())
    channel = await Channel.over(ours)
    await channel.set_up(SETUP, 10)
    yield channel, stand_in
    await channel.close()
    await serving
    writer.close()
    assert stand_in.asked["destroyed"] is True


async def nothing() -> bool:
    return False


async def test_a_machine_is_asked_for_as_it_was_meant(talk: tuple[Channel, StandIn]) -> None:
    asked = talk[1].asked
    assert (asked["memory"], asked["cpus"], asked["user"]) == (256, 2, "1000:1000")
    assert asked["pull_policy"] is msb.PullPolicy.NEVER
    assert asked["security"] is msb.SecurityProfile.RESTRICTED
    assert asked["network"] == network_for(NetworkPolicy(hosts=("example.com",)))


async def test_programs_run_and_end_as_elsewhere(talk: tuple[Channel, StandIn]) -> None:
    runner = Runner(talk[0], (), nothing, nothing)
    code = "import sys; print(sys.stdin.read()); print('坏', file=sys.stderr); sys.exit(3)"
    command = Command(argv=(sys.executable, "-c", code), stdin="好".encode())
    outcome = await runner.run(command, {}, None)
    assert (outcome.stdout, outcome.stderr, outcome.exit_code) == ("好\n", "坏\n", 3)
    missing = await runner.run(Command(argv=("nosuch",)), {}, None)
    assert missing.exit_code == 127
    assert "nosuch" in missing.stderr
    slow = Command(argv=("sleep", "60"), timeout_s=0.2)
    assert (await runner.run(slow, {}, None)).timed_out


async def test_a_machine_that_is_gone_is_no_programs_failure(
    talk: tuple[Channel, StandIn],
) -> None:
    runner = Runner(talk[0], (), nothing, nothing)
    with pytest.raises(MachineFailed, match="not running"):
        await runner.run(Command(argv=("gone",)), {}, None)


async def test_files_go_in_and_come_out(talk: tuple[Channel, StandIn]) -> None:
    channel = talk[0]
    content = b"x" * 600_000
    await channel.write("d/数据.bin", content)
    found, offset = b"", 0
    while piece := await channel.read("d/数据.bin", offset):
        found, offset = found + piece, offset + len(piece)
    assert found == content
    listed = await channel.ask(Kind.LIST, {"path": "."})
    assert listed["entries"] == [["d", 0, "dir"], ["d/数据.bin", 600_000, "file"]]
    for path in ("nosuch", "d"):
        with pytest.raises(NotFound):
            await channel.read(path, 0)
    with pytest.raises(LimitReached, match="disk is full"):
        await channel.write("large", bytes(2 << 20))
    with pytest.raises(NotFound, match="cannot dial"):
        await channel.dial(80)

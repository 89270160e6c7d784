"""The parts of virtual machines that need no QEMU: its command line, its talk, its archives."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aios.code.machines.image import ImageStore
from aios.code.machines.qemu import (
    accelerators,
    debian,
    drive,
    guest_image,
    initramfs,
    tools,
)
from aios.code.machines.qemu.command import Shape, arguments, shape_for
from aios.code.machines.qemu.qmp import Qmp
from aios.code.machines.qemu.states import States
from aios.code.machines.qemu.warding import Warding
from aios.contracts.errors import Conflict, LimitReached, MachineFailed, NotFound
from aios.contracts.limits import MachineLimits

FILES = {name: Path(f"/files/{name}") for name in ("kernel", "initrd", "root", "packages", "binds")}


def line_for(shape: Shape, **facts: Any) -> list[str]:
    known: dict[str, Any] = {"incoming": False, "memory": "memory-backend-ram"}
    return arguments("/usr/bin/qemu", "vm-1", shape, FILES, **{**known, **facts})


# ---------------------------------------------------------------- the command line


@settings(max_examples=20)
@given(st.integers(1, 60_000), st.floats(0.1, 16))
def test_a_shape_holds_what_is_asked(memory_mb: int, cpus: float) -> None:
    shape = shape_for(MachineLimits(memory_mb=memory_mb, cpus=cpus), "tcg")
    assert shape.memory_mb >= memory_mb
    assert shape.cpus >= cpus - 0.001
    assert shape.memory_bytes > shape.memory_mb << 20


def test_small_machines_share_a_shape() -> None:
    sizes = (64, 128, 1000, 1024)
    assert len({shape_for(MachineLimits(memory_mb=size), "tcg") for size in sizes}) == 1


@pytest.mark.parametrize("accelerator", ["tcg", "kvm"])
def test_qemu_is_confined_and_has_no_network(accelerator: str) -> None:
    line = line_for(Shape(accelerator, 1024, 1))
    sandbox = line[line.index("-sandbox") + 1]
    for wish in ("obsolete", "elevateprivileges", "spawn", "resourcecontrol"):
        assert f"{wish}=deny" in sandbox
    assert not [word for word in line if "net" in word.split(",")[0]]
    assert all("read-only=on" in word for word in line if word.startswith("driver="))


def test_a_copy_has_the_same_devices_as_what_it_is_a_copy_of() -> None:
    shape = Shape("tcg", 1024, 1)
    assert line_for(shape, incoming=True) == [*line_for(shape), "-incoming", "defer"]


@pytest.mark.parametrize(
    ("name", "option", "processor"),
    [
        ("kvm", "kvm", "host"),
        ("hvf", "hvf", "host"),
        ("whpx", "whpx,kernel-irqchip=off", "Westmere"),
        ("tcg", "tcg,thread=multi,tb-size=128", "max"),
    ],
)
def test_each_accelerator_has_its_words(name: str, option: str, processor: str) -> None:
    line = line_for(Shape(name, 1024, 1))
    assert line[line.index("-accel") + 1] == option
    assert line[line.index("-cpu") + 1] == processor
    append = line[line.index("-append") + 1]
    assert ("nokaslr" in append) == (name == "tcg")
    assert Shape(name, 1024, 1).native == (name != "tcg")


# ---------------------------------------------------------------- what runs it


class Host:
    """A host on which guests boot with these accelerators; it remembers what was tried."""

    def __init__(self, *booting: str) -> None:
        self.booting, self.tried = booting, list[str]()

    async def boots(self, name: str) -> None:
        self.tried.append(name)
        if name not in self.booting:
            raise MachineFailed(f"{name} is not for you")


@pytest.fixture
def images(tmp_path: Path) -> guest_image.GuestImages:
    return guest_image.GuestImages(ImageStore(tmp_path))


@pytest.mark.parametrize(("platform", "own"), [("darwin", "hvf"), ("win32", "whpx")])
async def test_the_systems_own_is_tried_first_and_taken_when_it_boots_a_guest(
    images: guest_image.GuestImages, platform: str, own: str
) -> None:
    host = Host(own, "tcg")
    assert not accelerators.known_native(images)
    assert await accelerators.find(images, host.boots, platform, "x86_64") == own
    assert accelerators.known_native(images)
    assert accelerators.why_emulated(images) == ""
    again = await accelerators.find(images, host.boots, platform, "x86_64")
    assert again == own  # kept for this boot
    assert host.tried == [own]


@pytest.mark.parametrize(("platform", "own"), [("darwin", "hvf"), ("win32", "whpx")])
async def test_where_it_boots_none_the_guest_is_emulated_and_that_is_told(
    images: guest_image.GuestImages, platform: str, own: str
) -> None:
    host = Host("tcg")
    assert await accelerators.find(images, host.boots, platform, "AMD64") == "tcg"
    assert host.tried == [own, "tcg"]
    assert not accelerators.known_native(images)
    told = accelerators.why_emulated(images)
    assert told.endswith(f"several times slower ({own}: {own} is not for you)")


async def test_a_device_that_is_not_there_is_not_tried(
    images: guest_image.GuestImages, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = accelerators.Accelerator("kvm", device="/dev/no-such-device")
    monkeypatch.setitem(accelerators.KNOWN, "kvm", absent)
    host = Host("kvm", "tcg")
    assert await accelerators.find(images, host.boots, "linux", "x86_64") == "tcg"
    assert host.tried == ["tcg"]
    assert "(kvm: there is no /dev/no-such-device)" in accelerators.why_emulated(images)


async def test_other_systems_have_emulation_alone(images: guest_image.GuestImages) -> None:
    assert accelerators.candidates("freebsd14", "amd64") == ["tcg"]
    assert await accelerators.find(images, Host("tcg").boots, "freebsd14", "amd64") == "tcg"
    assert accelerators.why_emulated(images).endswith("slower")


async def test_where_nothing_boots_every_reason_is_told(images: guest_image.GuestImages) -> None:
    with pytest.raises(MachineFailed, match="hvf: hvf is not for you; tcg: tcg is not"):
        await accelerators.find(images, Host().boots, "darwin", "x86_64")
    host = Host("hvf")
    found = await accelerators.find(images, host.boots, "darwin", "x86_64")
    assert found == "hvf"  # a failure is not kept


@pytest.mark.parametrize("kept", ["", "[]", "{}", '{"key": [], "what": {"name": "kvm"}}'])
async def test_what_was_kept_of_another_boot_or_half_written_is_found_out_again(
    images: guest_image.GuestImages, kept: str
) -> None:
    images.templates.mkdir()
    (images.templates / "accelerator.json").write_text(kept)
    assert not accelerators.known_native(images)
    host = Host("hvf")
    assert await accelerators.find(images, host.boots, "darwin", "x86_64") == "hvf"
    assert host.tried == ["hvf"]


@pytest.mark.root
def test_a_device_for_a_group_can_be_used_by_the_user_that_root_becomes(tmp_path: Path) -> None:
    device, closed = tmp_path / "device", tmp_path / "closed"
    tmp_path.chmod(0o711)
    for path, mode in ((device, 0o660), (closed, 0o600)):
        path.touch()
        os.chown(path, 0, 4242)
        path.chmod(mode)
    try_them = (
        "import os, sys\n"
        "from aios.code.machines import sandbox\n"
        "from aios.code.machines.qemu import jail\n"
        "os.chdir(sys.argv[1])\n"
        "sandbox.drop_uid(jail.groups_of(['device', 'closed']))\n"
        "print(os.getgroups(), os.access('device', os.W_OK), os.access('closed', os.R_OK))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", try_them, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[4242] True False\n"


# ---------------------------------------------------------------- what the guest starts with


def entries(archive: bytes) -> dict[str, bytes]:
    """The files of a `newc` archive, read back."""
    found: dict[str, bytes] = {}
    at = 0
    while True:
        assert archive[at : at + 6] == b"070701"
        fields = [int(archive[at + 6 + 8 * n : at + 14 + 8 * n], 16) for n in range(13)]
        size, length = fields[6], fields[11]
        name = archive[at + 110 : at + 110 + length - 1].decode()
        if name == "TRAILER!!!":
            return found
        start = at + (110 + length + 3) // 4 * 4
        found[name] = archive[start : start + size]
        at = start + (size + 3) // 4 * 4


@settings(max_examples=20)
@given(st.dictionaries(st.text("ab", min_size=1, max_size=5), st.binary(max_size=9), max_size=4))
def test_an_archive_holds_what_was_put_in(files: dict[str, bytes]) -> None:
    named = {f"folder/{name}": content for name, content in files.items()}
    expected = {"empty": b"", **({"folder": b""} if files else {}), **named}
    assert entries(initramfs.archive(named, ("empty",))) == expected


def test_the_guest_gets_all_that_its_first_process_imports() -> None:
    names = set(entries(initramfs.our_part()))
    folder = "agent/aios/code/machines"
    assert {"init", f"{folder}/guest/warden.py", f"{folder}/guest/agent.py"} <= names
    assert {f"{folder}/sandbox.py", f"{folder}/wire.py", f"{folder}/seccomp.py"} <= names
    assert not [name for name in names if "controller" in name or "/qemu/" in name]


# ---------------------------------------------------------------- its talk


@contextmanager
def saying(*lines: bytes) -> Iterator[socket.socket]:
    """The other end of somebody who says this and no more."""
    ours, theirs = socket.socketpair()
    with theirs:
        theirs.sendall(b"".join(lines))
        theirs.shutdown(socket.SHUT_WR)
        yield ours


@pytest.mark.parametrize(
    "line", [b"", b"nonsense\n", b"[]\n", b'{"other": 1}\n', b"x" * 200_000, b'{"failed": "no"}\n']
)
async def test_a_warden_may_say_anything(line: bytes) -> None:
    with saying(line) as end:
        warden = await Warding.over(end)
        with pytest.raises(MachineFailed):
            await warden.oom_kills(1.0)
        await warden.close()


async def test_a_warden_that_says_nothing_is_not_waited_for() -> None:
    ours, theirs = socket.socketpair()
    warden = await Warding.over(ours)
    with pytest.raises(MachineFailed, match="did not answer"):
        await warden.oom_kills(0.01)
    await warden.close()
    theirs.close()


async def test_each_waking_has_its_own_seed() -> None:
    ours, theirs = socket.socketpair()
    warden = await Warding.over(ours)
    theirs.sendall(b'{"awake": true}\n' * 2)
    for _ in range(2):
        await warden.wake({"name": "vm-1", "seed": "00"}, 1.0)
    told = [json.loads(line) for line in theirs.recv(65536).splitlines()]
    assert len({request["seed"] for request in told}) == 2
    assert all(len(bytes.fromhex(request["seed"])) == 64 for request in told)
    await warden.close()
    theirs.close()


async def test_qemu_refuses_in_its_own_words() -> None:
    refusal = {"error": {"class": "GenericError", "desc": "no such device"}}
    answers = [{"QMP": {}}, {"return": {}}, {"event": "STOP"}, refusal]
    with saying(*(json.dumps(answer).encode() + b"\n" for answer in answers)) as end:
        qmp = Qmp(end)
        await qmp.open()
        with pytest.raises(MachineFailed, match="no such device"):
            await qmp.command("device_del")
        with pytest.raises(MachineFailed, match="did not answer"):
            await qmp.command("stop")
        qmp.close()


@pytest.mark.parametrize(("status", "fails"), [("completed", False), ("failed", True)])
async def test_a_state_is_whole_or_it_fails(status: str, fails: bool) -> None:
    events = [{"event": "MIGRATION", "data": {"status": word}} for word in ("active", status)]
    with saying(*(json.dumps(event).encode() + b"\n" for event in events)) as end:
        qmp = Qmp(end)
        with pytest.raises(MachineFailed) if fails else nullcontext():
            await qmp.migrated(1.0)
        qmp.close()


# ---------------------------------------------------------------- snapshots on disk


async def kept(target: Path) -> Mapping[str, Any]:
    target.write_bytes(bytes(8192))
    return {"key": "this"}


async def test_a_state_comes_back_to_its_like_alone(tmp_path: Path) -> None:
    states = States(tmp_path / "kept", 1 << 20, "1-1")
    binds = tmp_path / "drive"
    binds.write_bytes(b"x")
    assert await states.make("s", kept, binds, 8192) >= 8192
    state = await states.get("s", "this")
    assert state.binds is not None
    assert (state.memory.read_bytes(), state.binds.read_bytes()) == (bytes(8192), b"x")
    with pytest.raises(Conflict):
        await states.get("s", "other")
    with pytest.raises(NotFound):
        await states.get("t", "this")
    assert await states.forget("s")
    assert not await states.forget("s")


async def test_states_have_a_limit_together(tmp_path: Path) -> None:
    states = States(tmp_path, 10_000, "1-1")
    await states.make("s", kept, None, 8192)
    with pytest.raises(LimitReached) as caught:
        await states.make("t", kept, None, 8192)
    assert caught.value.code == "snapshot_quota"


async def test_half_a_state_is_none(tmp_path: Path) -> None:
    async def failing(target: Path) -> Mapping[str, Any]:
        target.write_bytes(b"half")
        raise MachineFailed("the disk is gone")

    states = States(tmp_path, 1 << 20, "1-1")
    with pytest.raises(MachineFailed):
        await states.make("s", failing, None, 4)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / ".new-1-1-left").mkdir()
    assert states.reap() == 1


# ---------------------------------------------------------------- what is missing


def test_one_line_installs_all_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "find", lambda name: None)
    missing = tools.missing_to_run()
    assert missing is not None
    assert "qemu-system-x86_64 and mksquashfs are not installed" in missing[0]
    assert "qemu-system-x86 squashfs-tools" in missing[1]


async def test_without_apt_no_image_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools, "find", lambda name: None)
    images = guest_image.GuestImages(ImageStore(tmp_path / "images"))
    with pytest.raises(MachineFailed, match="Debian packages") as caught:
        await images.ensure()
    assert caught.value.code == "image_missing"
    assert images.find() is None
    assert not (tmp_path / "images").exists()


@pytest.mark.skipif(not shutil.which("unsquashfs"), reason="absent: squashfs-tools")
def test_a_drive_holds_what_was_named(tmp_path: Path) -> None:
    source = tmp_path / "源"
    (source / "deep").mkdir(parents=True)
    (source / "deep" / "a").write_bytes(b"1")
    (source / "link").symlink_to("/etc/passwd")
    drive.write([str(source), str(source / "deep" / "a")], tmp_path / "binds")
    listed = subprocess.run(
        ["unsquashfs", "-d", "", "-ls", str(tmp_path / "binds")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(listed.stdout.split()) == {"/0", "/0/deep", "/0/deep/a", "/0/link", "/1"}


# ---------------------------------------------------------------- steps of building


def test_a_step_runs_where_and_with_what_it_is_told(tmp_path: Path) -> None:
    told = debian.run(["sh", "-c", "pwd; echo $LC_ALL $KIND"], env={"KIND": "spring"}, cwd=tmp_path)
    assert told == f"{tmp_path.resolve()}\nC spring\n"


def test_a_step_that_fails_is_told_by_its_most_telling_line() -> None:
    with pytest.raises(debian.StepFailed, match=r"^sh: E: no such package$"):
        debian.run(["sh", "-c", "echo E: no such package >&2; echo bye >&2; exit 100"])
    with pytest.raises(debian.StepFailed, match=r"^sh: it printed nothing$"):
        debian.run(["sh", "-c", "exit 3"])

"""The microsandbox SDK itself: loads offline, refuses with the cause, leaves nothing behind.

A machine that starts would be better; none could where this was written (no KVM that works). The
boot takes ten seconds and more to fail, so it is tried on demand: AIOS_REQUIRE=microvm.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from aios.code.machines.microsandbox import archive
from aios.code.machines.microsandbox.backend import MicrosandboxBackend
from aios.contracts.machine import Command, MachineSpec

pytest.importorskip("microsandbox")


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[MicrosandboxBackend]:
    """One whose image is a folder with nothing in it; its home's path has to be short."""
    home = Path(tempfile.mkdtemp(prefix="aios-"))
    backend = MicrosandboxBackend(state_dir=tmp_path / "state", home=home)
    root = tmp_path / "root"
    (root / "etc").mkdir(parents=True)
    (root / "etc" / "hostname").write_text("machine\n")
    diff_id = archive.write_layer(root, tmp_path / "layer.tar.gz")
    archive.write_archive(backend.archive, tmp_path / "layer.tar.gz", diff_id, "aios-guest:1")
    yield backend
    shutil.rmtree(home)


async def test_an_image_is_loaded_without_a_registry(backend: MicrosandboxBackend) -> None:
    facts = {"tag": "aios-guest:test", "archive": str(backend.archive)}
    first = await backend.errand("load", facts)
    assert first["digest"].startswith("sha256:")
    backend.archive.unlink()
    assert await backend.errand("load", facts) == first  # it is there
    assert await backend.errand("reap", {}) == {"count": 0}
    assert await backend.errand("forget", {"snapshot": "nosuch"}) == {"there": False}


@pytest.mark.microvm
async def test_a_machine_starts_or_says_why_not_and_leaves_nothing(
    backend: MicrosandboxBackend,
) -> None:
    probe = await backend.probe(deep=True)
    if probe.ok:
        machine = await backend.create(MachineSpec())
        assert (await machine.run(Command(argv=("echo", "1")))).stdout == "1\n"
        await machine.destroy()
    else:
        assert "could not be built" in probe.reason
        assert "(" in probe.reason.partition("available")[2], probe.reason
        assert probe.fix
    again = await backend.probe(deep=True)
    assert (again.ok, again.reason) == (probe.ok, probe.reason)
    assert again.took_ms < 1000  # kept until the next boot
    await backend.close()
    assert await backend.errand("reap", {}) == {"count": 0}
    home = str(backend.archive.parent)
    running = [p.info["environ"] or {} for p in psutil.process_iter(["environ"])]
    assert not any(environ.get("MSB_HOME") == home for environ in running)

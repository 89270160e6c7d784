"""Parts a machine may lack: a test that needs one is skipped, named and counted, or fails.

A test says what it needs by `@pytest.mark.machine`, `landlock`, `wasi`, `qemu`, `microsandbox`,
`image` or `root`; asking for the fixture `guest_python` needs the image too, asking for
`tiny_model` the engine llama.cpp (`llama`).
`AIOS_REQUIRE=machine,image` lists the parts whose absence is a failure.
"""

import asyncio
import os
import sys
import tempfile
from collections import Counter
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

# The servers and keys of whoever runs the tests are no part of them.
for variable in ("OPENAI_BASE_URL", "OPENAI_API_KEY", "AIOS_MODELS", "AIOS_MODEL"):
    os.environ.pop(variable, None)

REQUIRED = frozenset(filter(None, os.environ.get("AIOS_REQUIRE", "").split(",")))
ABSENT = "absent: "


def machine_problem() -> str:
    """Why no isolated machine can be made here, "" when one can."""
    if sys.platform != "linux":
        return "isolated machines without further software exist on Linux only"
    from aios.code.machines.namespaces import NamespaceBackend

    async def look() -> str:
        with tempfile.TemporaryDirectory() as folder:
            backend = NamespaceBackend(state_dir=Path(folder), images=lambda _name: None)
            try:
                found = await backend.probe(deep=True)
            finally:
                await backend.close()
        return "" if found.ok else found.reason

    return asyncio.run(look())


def landlock_problem() -> str:
    """Why no machine can be confined by Landlock here, "" when one can."""
    if sys.platform != "linux":
        return "Landlock exists on Linux only"
    from aios.code.machines.landlock import posture, rules

    obstacle = posture.find_obstacle(rules.version())
    return obstacle[0] if obstacle else ""


def wasi_problem() -> str:
    """Why no WebAssembly machine can be made here, "" when one can."""
    from aios.code.machines.image import ImageStore
    from aios.code.machines.wasi.backend import WasiBackend

    with tempfile.TemporaryDirectory() as folder:
        backend = WasiBackend(state_dir=Path(folder), cache=ImageStore().root / "wasi")
        found = asyncio.run(backend.probe())
    return "" if found.ok else found.reason


def qemu_problem() -> str:
    """Why no virtual machine can be made here, "" when one can."""
    from aios.code.machines.image import ImageStore
    from aios.code.machines.qemu.guest_image import GuestImages
    from aios.code.machines.qemu.probing import obstacle

    found = obstacle(GuestImages(ImageStore()))
    return f"{found[0]}: {found[1]}" if found else ""


def microsandbox_problem() -> str:
    """Why no machine of microsandbox can be made here, "" when one can; a failed boot is kept."""
    from aios.code.machines.image import ImageStore
    from aios.code.machines.microsandbox.backend import MicrosandboxBackend

    with tempfile.TemporaryDirectory() as folder:
        home = ImageStore().root / "microsandbox"
        backend = MicrosandboxBackend(state_dir=Path(folder), home=home)
        found = asyncio.run(backend.probe(deep=True))
    return "" if found.ok else found.reason


def microvm_problem() -> str:
    """Why no machine of microsandbox is started here, "" when one is to be."""
    return "" if "microvm" in REQUIRED else "it takes long to fail: AIOS_REQUIRE=microvm"


def systemd_problem() -> str:
    """Why no system with systemd is booted here, "" when one is to be."""
    return "" if "systemd" in REQUIRED else "it takes minutes: AIOS_REQUIRE=systemd"


def guest() -> tuple[str, str] | None:
    """A Python that has the packages of the machine image, and its PYTHONPATH; None: not built."""
    if python := os.environ.get("AIOS_GUEST_PYTHON"):
        return python, ""
    from aios.code.machines.image import ImageStore

    image = ImageStore().find("python")
    return (sys.executable, str(image)) if image else None


def image_problem() -> str:
    """Why there is no machine image here, "" when there is."""
    return "" if guest() else "the image is not built: aios vm build"


def root_problem() -> str:
    """Why nothing can be mounted here and nobody else be become, "" when it can."""
    return "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "this is not root"


def llama_problem() -> str:
    """Why no GGUF file can be run here, "" when one can."""
    from aios.code.models.llamacpp_engine import engine_problem

    if problem := engine_problem():
        return problem.message
    return "" if find_spec("gguf") else "the package gguf, which builds the model, is not installed"


PARTS = {
    "machine": machine_problem,
    "landlock": landlock_problem,
    "wasi": wasi_problem,
    "qemu": qemu_problem,
    "microsandbox": microsandbox_problem,
    "microvm": microvm_problem,
    "systemd": systemd_problem,
    "image": image_problem,
    "root": root_problem,
    "llama": llama_problem,
}


@cache
def problem_of(part: str) -> str:
    """Why a part is absent, asked once; "" when it is here."""
    return PARTS[part]()


def need(part: str) -> None:
    """Skip the test under way, or fail it, when the part is absent."""
    if problem := problem_of(part):
        (pytest.fail if part in REQUIRED else pytest.skip)(f"{ABSENT}{part}: {problem}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Look whether the parts a test needs are here."""
    for part in PARTS:
        if item.get_closest_marker(part):
            need(part)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name and count what was not tested here."""
    reasons = (report.longrepr[2] for report in terminalreporter.stats.get("skipped", ()))
    told = Counter(reason.partition(ABSENT)[2] for reason in reasons if ABSENT in reason)
    for part, count in told.items():
        terminalreporter.write_line(f"absent from this machine: {part} ({count} tests skipped)")


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GGUF file whose model babbles, for the real llama.cpp engine."""
    need("llama")
    from tests.doubles.tiny_gguf import tiny_gguf

    return tiny_gguf(tmp_path_factory.mktemp("models") / "tiny.gguf")


@pytest.fixture(scope="session")
def guest_python() -> tuple[str, str]:
    """A Python with the packages of the machine image, and what it needs on PYTHONPATH."""
    need("image")
    found = guest()
    assert found is not None
    return found

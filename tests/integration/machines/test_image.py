"""Guest images: built for real from local packages, and the bundled one where it is built."""

import asyncio
import os
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from aios.code.machines import image
from aios.code.machines.image import ImageStore
from aios.code.machines.namespaces import NamespaceBackend
from aios.contracts.errors import MachineFailed, NotFound
from aios.contracts.machine import Command, MachineSpec
from aios.contracts.places import data_folder

PLOT = """
import io, warnings
warnings.simplefilter("error")
import matplotlib.pyplot as plt
assert plt.get_backend().lower() == "agg", plt.get_backend()
from matplotlib import font_manager
assert len(font_manager.fontManager.ttflist) < 60, "fonts of the host are listed"
assert "NotoSansSC" in font_manager.findfont(font_manager.FontProperties())
figure, axes = plt.subplots()
axes.bar(["华北", "华东"], [-1, 2])
axes.set_title("各地区销售额（万元）")
figure.savefig("图.png")
print("drawn")
"""
LIBRARIES = "requests, bs4, lxml, numpy, pandas, matplotlib, duckdb, openpyxl, flask, yaml, pytest"


def wheel(folder: Path, name: str, version: str = "1.0") -> str:
    """A minimal wheel; its line in a requirement list."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}/__init__.py", f"version = {version!r}\n")
        archive.writestr(f"{name}/tests/test_it.py", "")
        archive.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        )
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return f"{name}=={version} --hash=sha256:{sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of requirement lists whose packages lie on this disk."""
    wheels, lists = tmp_path / "wheels", tmp_path / "lists"
    wheels.mkdir()
    lists.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("UV_NO_INDEX", "1")
    monkeypatch.setenv("UV_FIND_LINKS", str(wheels))
    (lists / "small.txt").write_text(wheel(wheels, "smallpackage"))
    return lists


async def test_an_image_is_built_once_and_found(lists: Path, tmp_path: Path) -> None:
    store = ImageStore(tmp_path / "images", lists=lists)
    assert store.names() == ["small"]
    assert store.find("small") is None
    lines: list[str] = []
    built = await store.ensure("small", lines.append)
    assert store.find("small") == Path(built.path)
    assert lines[0].startswith("building")
    assert lines[-1].endswith("ready")
    lines.clear()
    assert await store.ensure("small", lines.append) == built
    assert lines == []


async def test_what_is_in_an_image(lists: Path, tmp_path: Path) -> None:
    site = Path((await ImageStore(tmp_path / "images", lists=lists).ensure("small")).path)
    assert (site / "smallpackage" / "__init__.py").stat().st_mode & 0o777 == 0o644
    assert (site / "smallpackage").stat().st_mode & 0o777 == 0o755
    compiled = site / "smallpackage" / "__pycache__"
    assert [path.name for path in compiled.iterdir()] == [
        f"__init__.{sys.implementation.cache_tag}.pyc"
    ]
    assert not (site / "smallpackage" / "tests").exists()
    assert [path.name for path in (tmp_path / "images").iterdir() if path.name[0] != "."] == [
        site.name
    ]


async def test_another_list_is_another_image(lists: Path, tmp_path: Path) -> None:
    user = ImageStore(tmp_path / "images", lists=lists)
    first = await user.ensure("small")
    (lists / "small.txt").write_text(
        (lists / "small.txt").read_text() + wheel(tmp_path / "wheels", "other")
    )
    second = await ImageStore(tmp_path / "images", lists=lists).ensure("small")
    assert first.digest != second.digest
    assert (Path(second.path) / "other").is_dir()
    assert Path(first.path).is_dir()


async def test_superseded_images_go_when_nobody_uses_them(lists: Path, tmp_path: Path) -> None:
    root = tmp_path / "images"
    (first,) = [Path((await ImageStore(root, lists=lists).ensure("small")).path)]
    user = ImageStore(root, lists=lists)
    assert user.find("small") == first
    foreign = root / "small-0123456789abcdef"
    foreign.mkdir()
    (root / ".small-abcd1234").mkdir()  # a build that was killed
    (root / "other-0123456789abcdef").mkdir()  # not ours to judge
    os.utime(root / "other-0123456789abcdef", (0, 0))
    (lists / "small.txt").write_text(wheel(tmp_path / "wheels", "other"))
    told: list[str] = []
    second = Path((await ImageStore(root, lists=lists).ensure("small", told.append)).path)
    assert first.is_dir()  # another process (here: another store) uses it
    assert not (root / ".small-abcd1234").exists()
    del user
    old = 1_600_000_000
    os.utime(foreign, (old, old))
    await ImageStore(root, lists=lists).ensure("small", told.append)
    left = sorted(p.name for p in root.iterdir() if not p.name.startswith("."))
    assert left == ["other-0123456789abcdef", second.name]
    assert f"removed the superseded image {first.name}" in told


async def test_what_another_installation_made_lately_stays(lists: Path, tmp_path: Path) -> None:
    root = tmp_path / "images"
    await ImageStore(root, lists=lists).ensure("small")
    foreign = root / "small-0123456789abcdef"
    foreign.mkdir()
    (root / ".uses" / foreign.name).write_text('{"maker": "cpython-399 elsewhere"}')
    await ImageStore(root, lists=lists).ensure("small")
    assert foreign.is_dir()


async def test_two_builders_build_once(lists: Path, tmp_path: Path) -> None:
    lines: list[str] = []
    stores = [ImageStore(tmp_path / "images", lists=lists) for _ in range(2)]
    images = await asyncio.gather(*(store.ensure("small", lines.append) for store in stores))
    assert images[0] == images[1]
    assert sum(line.startswith("building") for line in lines) == 1
    assert "waiting for another process that builds an image" in lines


async def test_packages_that_cannot_be_fetched(
    lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "nowhere"))
    monkeypatch.setenv("UV_FIND_LINKS", str(tmp_path / "nowhere"))
    store = ImageStore(tmp_path / "images", lists=lists)
    with pytest.raises(MachineFailed, match="'small' could not be built") as caught:
        await store.ensure("small")
    assert caught.value.code == "image_missing"
    assert "aios vm build" in caught.value.hint
    assert store.find("small") is None
    assert [path.name for path in (tmp_path / "images").iterdir()] == [".lock"]


async def test_a_package_that_was_tampered_with(lists: Path, tmp_path: Path) -> None:
    wheel(tmp_path / "wheels", "smallpackage", "1.0")
    with (tmp_path / "wheels" / "smallpackage-1.0-py3-none-any.whl").open("ab") as file:
        file.write(b"x")
    with pytest.raises(MachineFailed) as caught:
        await ImageStore(tmp_path / "images", lists=lists).ensure("small")
    assert "hash" in caught.value.details["output"].lower()


async def test_a_cancelled_build_leaves_nothing(lists: Path, tmp_path: Path) -> None:
    store = ImageStore(tmp_path / "images", lists=lists)
    begun = asyncio.Event()
    build = asyncio.create_task(store.ensure("small", lambda line: begun.set()))
    await begun.wait()
    build.cancel()
    with pytest.raises(asyncio.CancelledError):
        await build
    assert [path.name for path in (tmp_path / "images").iterdir()] == [".lock"]


async def test_an_image_nobody_knows(lists: Path, tmp_path: Path) -> None:
    store = ImageStore(tmp_path / "images", lists=lists)
    assert store.find("nosuch") is None
    with pytest.raises(NotFound, match="'nosuch'; known: small"):
        await store.ensure("nosuch")


async def test_a_folder_that_cannot_be_made(lists: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MachineFailed) as caught:
        await ImageStore(tmp_path / "file" / "images", lists=lists).ensure("small")
    assert caught.value.code == "image_missing"


def test_the_data_folder_follows_the_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("the rule tested is that of Linux")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert data_folder() == Path("/data/aios")


def test_the_bundled_list_is_locked() -> None:
    text = (Path(image.__file__).parent / "images" / "python.txt").read_text()
    wanted = [line for line in text.splitlines() if line and line[0] not in "# "]
    assert len(wanted) > 30
    assert all("==" in line for line in wanted)
    assert text.count("--hash=sha256:") > len(wanted)


@pytest.mark.image
@pytest.mark.machine
async def test_the_bundled_image_draws_chinese_and_imports_everything(tmp_path: Path) -> None:
    store = ImageStore()
    backend = NamespaceBackend(state_dir=tmp_path / "state", images=store.find)
    await backend.probe()
    machine = await backend.create(MachineSpec())
    drawn = await machine.run(Command(argv=("python3", "-c", PLOT)))
    assert (drawn.stdout, drawn.stderr) == ("drawn\n", "")
    assert (await machine.read("图.png")).startswith(b"\x89PNG")
    assert (
        await machine.run(Command(argv=("python3", "-c", f"import {LIBRARIES}")))
    ).exit_code == 0
    await backend.close()

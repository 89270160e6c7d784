"""The guest's image as an archive that microsandbox loads without a registry.

Made of the same Debian system and Python packages as the guest of `qemu`, in the form that
`docker load` reads: a layer, its configuration, a manifest. It is built on Linux; on other
systems the file is copied to where it is looked for.
"""

import gzip
import hashlib
import io
import json
import platform
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aios.code.machines.rootfs import INSIDE_UID
from aios.contracts.errors import MachineFailed

NAME = "microsandbox"
_ARCHITECTURES = {"x86_64": "amd64", "AMD64": "amd64", "aarch64": "arm64", "arm64": "arm64"}
_UNPACK_S = 600.0
_FOLDERS = {"workspace": 0o755, "tmp": 0o1777, "aios": 0o755, "aios/bin": 0o755}
_OWNED = ("workspace",)
_LINKS = {"aios/bin/python3": "/usr/bin/python3", "aios/bin/python": "/usr/bin/python3"}


def build(target: Path, tag: str, *, system: Path, packages: Path) -> None:
    """Write the archive of two squashfs files, the second below /aios/image; blocks.

    MachineFailed (code `image_missing`) when they cannot be unpacked.
    """
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        root, layer = Path(folder, "root"), Path(folder, "layer.tar.gz")
        _unsquash(system, root)
        _unsquash(packages, root / "aios" / "image")
        diff_id = write_layer(root, layer)
        draft = Path(folder, "archive.tar")
        write_archive(draft, layer, diff_id, tag)
        draft.replace(target)


def write_layer(root: Path, layer: Path) -> str:
    """Pack a folder as the one layer of an image; the sha256 of the layer before compression."""
    digest = hashlib.sha256()
    with gzip.GzipFile(layer, "wb", compresslevel=1, mtime=0) as compressed:

        class Hashed(io.RawIOBase):
            def writable(self) -> bool:
                return True

            def write(self, data: Any) -> int:
                digest.update(data)
                compressed.write(data)
                return len(data)

        with tarfile.open(fileobj=Hashed(), mode="w|", format=tarfile.PAX_FORMAT) as tar:
            for info, content in _entries(root):
                tar.addfile(info, content)
    return digest.hexdigest()


def write_archive(target: Path, layer: Path, diff_id: str, tag: str) -> None:
    """The layer with its configuration and manifest, in the form of `docker save`."""
    config = {
        "architecture": _ARCHITECTURES.get(platform.machine(), platform.machine()),
        "os": "linux",
        "config": {
            "Env": ["PATH=/aios/bin:/usr/local/bin:/usr/bin:/bin"],
            "WorkingDir": "/workspace",
        },
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{diff_id}"]},
        "history": [{"created_by": "aios"}],
    }
    raw = json.dumps(config).encode()
    name = f"{hashlib.sha256(raw).hexdigest()}.json"
    manifest = [{"Config": name, "RepoTags": [tag], "Layers": ["layer.tar.gz"]}]
    with tarfile.open(target, "w") as tar:
        for path, content in ((name, raw), ("manifest.json", json.dumps(manifest).encode())):
            info = tarfile.TarInfo(path)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
        tar.add(layer, "layer.tar.gz")


def _entries(root: Path) -> Iterator[tuple[tarfile.TarInfo, Any]]:
    """Everything below `root` as root's own, and the folders that machines have of their own."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if name in _FOLDERS or name in _LINKS:
            continue
        with tarfile.open(fileobj=io.BytesIO(), mode="w") as reader:
            info = reader.gettarinfo(str(path), name)
        if info is None:
            continue  # a socket
        info.uid = info.gid = 0
        info.uname = info.gname = "root"
        if info.isreg():
            with path.open("rb") as content:
                yield info, content
        else:
            yield info, None
    for name, mode in _FOLDERS.items():
        info = tarfile.TarInfo(name)
        info.type, info.mode = tarfile.DIRTYPE, mode
        info.uid = info.gid = INSIDE_UID if name in _OWNED else 0
        yield info, None
    for name, link in _LINKS.items():
        info = tarfile.TarInfo(name)
        info.type, info.linkname, info.mode = tarfile.SYMTYPE, link, 0o777
        yield info, None


def _unsquash(image: Path, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    command = ["unsquashfs", "-no-xattrs", "-no-progress", "-quiet", "-d", str(folder), str(image)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_UNPACK_S, check=False)
        reason = done.stderr.decode(errors="replace").strip()[-200:] if done.returncode else ""
    except (OSError, subprocess.TimeoutExpired) as error:
        reason = str(error)
    if reason:
        raise MachineFailed(
            f"the guest's image could not be unpacked: {reason}",
            hint="sudo apt-get install -y squashfs-tools",
            code="image_missing",
        )

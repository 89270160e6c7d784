"""A root filesystem out of Debian packages: fetched by apt, unpacked without root, trimmed.

Covered:
- apt checks what it fetches, as for this host; nothing is installed on it and no script is run
- what the packages need comes along, whatever this host has: apt is shown an empty system

Not covered:
- what packages do when they are installed (alternatives, caches): what we need of it is done here
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

KERNEL = "linux-image-cloud-amd64"
PACKAGES = (
    *("python3", "busybox-static", "bash", "dash", "coreutils", "grep", "sed", "mawk"),
    *("findutils", "diffutils", "tar", "gzip", "procps", "util-linux", "hostname", "file"),
    "libstdc++6",
)
# Of the kernel's modules, in the order they are loaded.
MODULES = (
    *("virtio_ring", "virtio", "virtio_pci_modern_dev", "virtio_pci_legacy_dev", "virtio_pci"),
    *("virtio_blk", "virtio_console", "squashfs"),
)
# Needed to install packages, not to use them.
_UNWANTED = ("perl_", "perl-modules", "libperl", "usrmerge", "debconf_", "dpkg_", "lib*-perl_")
_TRIMMED = (
    *("usr/share/doc", "usr/share/locale", "usr/share/man", "usr/share/info", "usr/share/perl"),
    *("usr/share/bash-completion", "usr/share/lintian", "usr/share/common-licenses"),
    *("usr/lib/python3.*/ensurepip", "usr/lib/python3.*/lib2to3", "usr/lib/python3.*/pydoc_data"),
    *("usr/lib/x86_64-linux-gnu/perl*", "var", "boot", "media", "mnt", "srv", "opt", "home"),
)
_LINKED = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
_FOLDERS = ("proc", "sys", "dev", "run", "tmp", "root", "workspace", "packages", "binds")
_LIBRARIES = ("usr/lib/x86_64-linux-gnu", "usr/lib64", "usr/lib")
Tell = Callable[[str], None]


class StepFailed(Exception):
    """A step failed: its last lines as message."""


def fetch(folder: Path, tell: Tell) -> list[Path]:
    """The packages and all they need, and the kernel's, into `folder`; the kernel's come last."""
    archives = folder / "archives"
    (archives / "partial").mkdir(parents=True)
    (folder / "status").touch()
    tell(f"fetching {len(PACKAGES)} Debian packages and what they need")
    run([*apt_get(folder), "--download-only", "install", *PACKAGES])
    packages = sorted(archives.glob("*.deb"))
    depends = run([*apt_get(folder), "--print-uris", "install", KERNEL]).splitlines()
    images = [line.split()[1] for line in depends if "/linux-image-" in line.partition(" ")[0]]
    names = [name.partition("_")[0] for name in images if not name.startswith(f"{KERNEL}_")]
    tell("fetching the kernel")
    run(["apt-get", "-q", "-o", "APT::Sandbox::User=root", "download", *names], cwd=archives)
    kernels = sorted(set(archives.glob("linux-image-*.deb")) - set(packages))
    wanted = [path for path in packages if not any(path.match(f"{u}*") for u in _UNWANTED)]
    return [*wanted, *kernels]


def unpack(packages: list[Path], root: Path, tell: Tell) -> None:
    """Make `root` of them: one /usr, what programs never read left out, bytecode made."""
    tell(f"unpacking {len(packages)} packages")
    root.mkdir()
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(lambda path: run(["dpkg-deb", "-x", str(path), str(root)]), packages))
    for name in _LINKED:
        _join_usr(root, name)
    for pattern in _TRIMMED:
        for path in root.glob(pattern):
            shutil.rmtree(path)
    for name in _FOLDERS:
        (root / name).mkdir(exist_ok=True)
    (root / "usr/bin/python").symlink_to("python3")
    awk = root / "usr/bin/awk"
    if not awk.exists():
        awk.symlink_to("mawk")  # as its package would, when it is installed
    tell("compiling Python's library")
    library = next(root.glob("usr/lib/python3.*"))
    version = library.name
    compile_all = ["-m", "compileall", "-q", "-j", "2", "--invalidation-mode", "unchecked-hash"]
    run(
        [*python_of(root), *compile_all, "-s", str(root), str(library)],
        env={"PYTHONHOME": str(root / "usr")},
    )
    if not (root / "usr/bin" / version).exists():
        raise StepFailed(f"there is no {version} among the packages")


def python_of(root: Path) -> list[str]:
    """The command that runs the root's own Python on this host, without entering the root."""
    version = next(root.glob("usr/lib/python3.*")).name
    libraries = ":".join(str(root / name) for name in _LIBRARIES)
    loader = root / _LIBRARIES[0] / "ld-linux-x86-64.so.2"
    return [str(loader), "--library-path", libraries, str(root / "usr/bin" / version), "-I"]


def version_of(root: Path) -> str:
    """The root's Python as bytecode is tagged, for example cpython-311."""
    return "cpython-" + next(root.glob("usr/lib/python3.*")).name[6:].replace(".", "")


def run(argv: list[str], *, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> str:
    """A step, its output; StepFailed with its last line unless it exits with 0.

    `env` is added to our own environment; `cwd` is our own folder unless told.
    """
    done = subprocess.run(
        argv,
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive", **(env or {})},
        stdin=subprocess.DEVNULL,
        cwd=cwd,
    )
    if done.returncode:
        lines = (done.stderr + done.stdout).strip().splitlines() or ["it printed nothing"]
        telling = [line for line in lines if line.startswith(("E:", "FATAL", "Error"))] or lines
        raise StepFailed(f"{Path(argv[0]).name}: {telling[-1]}")
    return str(done.stdout)


def apt_get(folder: Path) -> list[str]:
    """apt-get that keeps its archives and what it knows of packages in the folder."""
    settings = {
        "Dir::State::status": folder / "status",
        "Dir::Cache::archives": folder / "archives",
        "Dir::Cache::pkgcache": "",
        "Dir::Cache::srcpkgcache": "",
        "Debug::NoLocking": "1",
        "APT::Install-Recommends": "0",
        "APT::Sandbox::User": "root",
    }
    options = [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]
    return ["apt-get", "-q", "-y", *options]


def _join_usr(root: Path, name: str) -> None:
    """Move what lies in /lib, /bin and so on below /usr, and leave a link, as systems have it."""
    old, new = root / name, root / "usr" / name
    if old.is_symlink() or not (old.is_dir() or new.is_dir()):
        return
    for path in sorted(old.rglob("*")):
        target = new / path.relative_to(old)
        if path.is_dir() and not path.is_symlink():
            target.mkdir(parents=True, exist_ok=True)
        elif not os.path.lexists(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
    shutil.rmtree(old, ignore_errors=True)  # later releases of Debian have none
    old.symlink_to(f"usr/{name}")

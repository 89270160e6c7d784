"""The guest's image: a kernel, an initrd and two squashfs files, built once, named by content."""

import asyncio
import hashlib
import lzma
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from pathlib import Path

from aios.code.machines.image import Image, ImageStore
from aios.code.machines.image_uses import ImageUses
from aios.code.machines.locking import locked
from aios.code.machines.qemu import debian, initramfs, tools
from aios.contracts.errors import MachineFailed

NAME = "qemu"
_HERE = Path(__file__).parent
_IMAGES = _HERE.parent / "images"
_FONT = _HERE.parent / "fonts" / "NotoSansSC-Regular.otf"
_SQUASH = ["-comp", "lz4", "-all-root", "-no-xattrs", "-quiet", "-no-progress"]
_RECIPE = ("debian.py", "guest_image.py")
KERNEL, SYSTEM, ROOT, PACKAGES = "vmlinuz", "system.cpio", "root.sqfs", "packages.sqfs"
Tell = Callable[[str], None]


class GuestImages:
    """Builds the guest beside the images of `packages`, and finds it again."""

    def __init__(self, packages: ImageStore) -> None:
        self._packages = packages
        self._uses = ImageUses(packages.root)
        self._digest = ""

    @property
    def digest(self) -> str:
        """A sha256 of what the image is made of."""
        if not self._digest:
            made_of = hashlib.sha256(self._packages.digest("python").encode())
            for part in _RECIPE:
                made_of.update((_HERE / part).read_bytes())
            self._digest = made_of.hexdigest()
        return self._digest

    @property
    def path(self) -> Path:
        """Where it lies, once it is built."""
        return self._packages.root / f"{NAME}-{self.digest[:16]}"

    @property
    def templates(self) -> Path:
        """Where guests that have booted from it are kept."""
        return self._packages.root / f"{NAME}-templates"

    def find(self) -> Path | None:
        """The folder of the built image; None when it is not built yet."""
        return self.path if self.path.is_dir() and self._uses.hold(self.path) else None

    async def ensure(self, on_progress: Tell | None = None) -> Image:
        """The image, built if it is not there yet (a minute, and a network, the first time).

        MachineFailed (code `image_missing`) says what is missing, with the line that installs it.
        """
        tell = on_progress or (lambda line: None)
        if self.find() is None:
            missing = tools.missing_to_build()
            if missing:
                raise _unbuilt(*missing)
            host_packages = await self._packages.ensure("python", tell)
            async with locked(
                self._packages.root / f".{NAME}-lock", lambda: tell("waiting for another builder")
            ):
                if self.find() is None:
                    await asyncio.to_thread(self._build, Path(host_packages.path), tell)
                    for name in await asyncio.to_thread(self._uses.prune, {NAME: self.path.name}):
                        tell(f"removed the older image {name}")
        return Image(name=NAME, path=str(self.path), digest=self.digest)

    async def filesystems(self, on_progress: Tell | None = None) -> tuple[Path, Path]:
        """The squashfs files of the system and of the Python packages, built if need be."""
        folder = Path((await self.ensure(on_progress)).path)
        return folder / ROOT, folder / PACKAGES

    def _build(self, host_packages: Path, tell: Tell) -> None:
        """Into a folder beside its place, then moved there whole: no half image is ever seen."""
        draft = Path(tempfile.mkdtemp(prefix=f".{NAME}-", dir=self._packages.root))
        try:
            debs = debian.fetch(draft, tell)
            root, image = draft / "root", draft / "image"
            image.mkdir()
            debian.unpack(debs[:-1], root, tell)
            (image / "manifest.txt").write_text("".join(f"{deb.name}\n" for deb in debs))
            _unpack_kernel(debs[-1], draft / "kernel", root, image)
            tell("packing the guest's filesystems")
            _squash(root, image / ROOT)
            _squash(_packages_for(root, draft, host_packages, tell), image / PACKAGES)
            image.chmod(0o755)
            image.rename(self.path)
            tell("the guest's image is ready")
        except (debian.StepFailed, OSError) as error:
            hint = "sudo apt-get update, connect to the network, then: aios vm build qemu"
            raise _unbuilt(str(error), hint) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def build_of(image: Path) -> list[tuple[str, int, int]]:
    """Tells a build from another one of the same recipe: its blocks lie elsewhere, and a guest
    that has booted from one knows where. Empty where there is none."""
    facts = {path.name: path.stat() for path in sorted(image.glob("*"))}
    return [(name, each.st_size, each.st_mtime_ns) for name, each in facts.items()]


def _unbuilt(reason: str, fix: str) -> MachineFailed:
    return MachineFailed(
        f"the guest image {NAME!r} could not be built: {reason}", hint=fix, code="image_missing"
    )


def _unpack_kernel(package: Path, folder: Path, root: Path, image: Path) -> None:
    debian.run(["dpkg-deb", "-x", str(package), str(folder)])
    shutil.copy(next((folder / "boot").glob("vmlinuz-*")), image / KERNEL)
    found = {path.name.partition(".")[0]: path for path in folder.rglob("*.ko*")}
    modules = {name: _module(found[name]) for name in debian.MODULES if name in found}
    busybox = next(p for p in (root / "bin/busybox", root / "usr/bin/busybox") if p.exists())
    (image / SYSTEM).write_bytes(initramfs.system_part(busybox.read_bytes(), modules))


def _module(path: Path) -> bytes:
    """A module as the kernel loads it; later releases of Debian keep them compressed."""
    return lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()


def _squash(folder: Path, target: Path) -> None:
    debian.run([str(tools.find("mksquashfs")), str(folder), str(target), *_SQUASH])


def _packages_for(root: Path, draft: Path, host_packages: Path, tell: Tell) -> Path:
    """The bundled Python packages for the guest's Python: the host's own where it is the same."""
    version = debian.version_of(root)
    if version == sys.implementation.cache_tag and sysconfig.get_platform() == "linux-x86_64":
        return host_packages
    tell(f"fetching the Python packages for the guest's {version}")
    short = version.removeprefix("cpython-")
    target = [f"--python-version={short[0]}.{short[1:]}", "--implementation=cp", f"--abi=cp{short}"]
    platforms = [f"--platform=manylinux{tag}_x86_64" for tag in ("2014", "_2_17", "_2_28")]
    only = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--abi=abi3", "--abi=none"]
    site = draft / "site"
    pip = [sys.executable, "-m", "pip", "install", "--no-input", "--no-compile", "-q"]
    listing = ["--target", str(site), "-r", str(_IMAGES / "python.txt")]
    debian.run([*pip, *target, *platforms, *only, *listing])
    prepare = [*debian.python_of(root), str(_IMAGES / "prepare.py"), str(site), str(_FONT)]
    environment = {"PYTHONHOME": str(root / "usr"), "MPLCONFIGDIR": str(draft)}
    debian.run(prepare, env=environment)
    return site

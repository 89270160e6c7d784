"""Guest images: locked lists of packages, each installed once, named by content, read-only."""

import asyncio
import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aios.code.machines.image_uses import ImageUses
from aios.code.machines.locking import locked
from aios.contracts.errors import MachineFailed, NotFound, TimedOut
from aios.contracts.places import data_folder
from aios.contracts.record import Record

OnProgress = Callable[[str], None]

_HERE = Path(__file__).parent
_FONT = _HERE / "fonts" / "NotoSansSC-Regular.otf"
_BUILDER = ("prepare.py", "guest_fonts.py")
_BUILD_S = 1800.0
_WAITING = "waiting for another process that builds an image"


@dataclass(frozen=True, kw_only=True, eq=True)
class Image(Record):
    """A built image: `path` is the folder of packages, `digest` names what it was made of."""

    name: str
    path: str
    digest: str


class ImageStore:
    """Images below `root`, each in a folder named by its content; built with `python`.

    `lists` holds one requirement list with hashes per image, `<name>.txt`.
    """

    def __init__(
        self,
        root: Path | None = None,
        *,
        python: str = sys.executable,
        lists: Path = _HERE / "images",
    ) -> None:
        self.root = root or data_folder() / "images"
        self._python = python
        self._lists = lists
        self._digests: dict[str, str] = {}
        self._uses = ImageUses(self.root)
        self._pruned = False

    def names(self) -> list[str]:
        """The images that can be built."""
        return sorted(path.stem for path in self._lists.glob("*.txt"))

    def find(self, name: str) -> Path | None:
        """The folder of packages of a built image, or None when it is not built yet.

        It stays as long as this store lives, whatever else is built.
        """
        if name not in self.names():
            return None
        path = self._path(name)
        return path if path.is_dir() and self._uses.hold(path) else None

    async def ensure(self, name: str = "python", on_progress: OnProgress | None = None) -> Image:
        """The image, built if it is not there yet (minutes, and a network, the first time).

        Raises NotFound for a name without a list, MachineFailed (code `image_missing`) when the
        packages cannot be fetched or prepared. What it supersedes is removed, if nobody uses it.
        """
        digest = self.digest(name)
        tell = on_progress or (lambda line: None)
        try:
            return await self._ensured(name, digest, tell)
        finally:
            await self._prune(tell)

    async def _ensured(self, name: str, digest: str, tell: OnProgress) -> Image:
        if self.find(name) is None:
            self._make_root()
            async with locked(self.root / ".lock", lambda: tell(_WAITING)):
                if self.find(name) is None:
                    await self._build(name, tell)
                    self._pruned = False
        self.find(name)  # from now on it is in use
        return Image(name=name, path=str(self._path(name)), digest=digest)

    async def _prune(self, tell: OnProgress) -> None:
        """Once, and again after each build: look for images that nobody uses."""
        if self._pruned or not os.access(self.root, os.W_OK):
            return
        self._pruned = True
        async with locked(self.root / ".lock", lambda: tell(_WAITING)):
            current = {name: self._path(name).name for name in self.names()}
            for gone in await asyncio.to_thread(self._uses.prune, current):
                tell(f"removed the superseded image {gone}")

    def digest(self, name: str) -> str:
        """A sha256 of what the image is made of: list, builder, Python, platform.

        NotFound for a name without a list.
        """
        if name not in self.names():
            known = ", ".join(self.names())
            raise NotFound(
                f"there is no guest image {name!r}; known: {known}", code="image_unknown"
            )
        if name not in self._digests:
            made_of = hashlib.sha256((self._lists / f"{name}.txt").read_bytes())
            made_of.update(f"{sys.implementation.cache_tag} {sysconfig.get_platform()}".encode())
            for part in _BUILDER:
                made_of.update((_HERE / "images" / part).read_bytes())
            self._digests[name] = made_of.hexdigest()
        return self._digests[name]

    def _path(self, name: str) -> Path:
        return self.root / f"{name}-{self.digest(name)[:16]}"

    def _make_root(self) -> None:
        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise MachineFailed(
                f"the image folder {self.root} cannot be made: {error.strerror}",
                hint="set AIOS_IMAGES to a folder you may write to",
                code="image_missing",
            ) from error

    async def _build(self, name: str, tell: OnProgress) -> None:
        """Into a folder beside its place, then moved there whole: no half image is ever seen."""
        tell(f"building the guest image {name!r}, once")
        draft = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=self.root))
        try:
            async with asyncio.timeout(_BUILD_S):
                site = draft / "site"
                await self._install(self._lists / f"{name}.txt", draft, site, tell)
                tell("preparing fonts and bytecode")
                prepare = [self._python, str(_HERE / "images" / "prepare.py")]
                await self._run([*prepare, str(site), str(_FONT)], draft, tell)
            os.replace(site, self._path(name))
            tell(f"the guest image {name!r} is ready")
        except TimeoutError as error:
            raise TimedOut(
                f"building the guest image {name!r} took longer than {_BUILD_S:.0f} s",
                hint="try again with a faster package index: aios vm build",
                code="image_missing",
            ) from error
        except _StepFailed as error:
            raise MachineFailed(
                f"the guest image {name!r} could not be built: {error}",
                hint="connect to the network (or set PIP_INDEX_URL to a mirror): aios vm build",
                details={"output": error.output},
                code="image_missing",
            ) from error
        finally:
            await asyncio.to_thread(shutil.rmtree, draft, True)

    async def _install(self, listing: Path, draft: Path, site: Path, tell: OnProgress) -> None:
        """With the first installer that manages: uv is faster, but does not know pip's mirrors."""
        failure = _StepFailed("no installer was found", "")
        for prepare, install in self._installers(draft):
            shutil.rmtree(site, ignore_errors=True)
            try:
                if prepare:
                    await self._run(prepare, draft, tell)
                options = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
                await self._run(
                    [*install, *options, "--target", str(site), "-r", str(listing)], draft, tell
                )
                return
            except _StepFailed as error:
                tell(f"{Path(install[0]).name}: {error}")
                failure = error
        raise failure

    def _installers(self, draft: Path) -> Iterator[tuple[list[str], list[str]]]:
        """(what to run first, the install command), best first."""
        uv = shutil.which("uv")
        if uv or importlib.util.find_spec("uv"):
            command = [uv] if uv else [self._python, "-m", "uv"]
            yield [], [*command, "pip", "install", "--python", self._python, "--link-mode", "copy"]
        pip = [
            "-m",
            "pip",
            "install",
            "--no-input",
            "--no-compile",
            "--progress-bar",
            "off",
            "--retries",
            "2",
        ]
        if importlib.util.find_spec("pip"):
            yield [], [self._python, *pip]
        else:
            bin_folder = "Scripts" if sys.platform == "win32" else "bin"
            venv = draft / "installer"
            yield (
                [self._python, "-m", "venv", str(venv)],
                [str(venv / bin_folder / "python"), *pip],
            )

    async def _run(self, argv: Sequence[str], draft: Path, tell: OnProgress) -> None:
        """Run a step to its end, its lines as progress; `_StepFailed` unless it exits with 0."""
        changes = {
            "MPLCONFIGDIR": str(draft),
            "PIP_PROGRESS_BAR": "off",
            "PIP_USER": "0",
            "PIP_REQUIRE_VIRTUALENV": "0",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }
        process = await asyncio.create_subprocess_exec(
            *argv,
            env={**os.environ, **changes},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            limit=1 << 20,
        )
        lines: list[str] = []
        try:
            assert process.stdout is not None
            async for raw in process.stdout:
                line = raw.decode(errors="replace").rstrip()
                if line:
                    lines.append(line)
                    tell(line)
            await process.wait()
        finally:
            await _end(process)
        if process.returncode:
            raise _StepFailed(_reason(lines), "\n".join(lines[-20:]))


class _StepFailed(Exception):
    """A step of the build failed: the reason as message, its last lines as `output`."""

    def __init__(self, reason: str, output: str) -> None:
        super().__init__(reason)
        self.output = output


def _reason(lines: Sequence[str]) -> str:
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or list(lines) or ["it printed nothing"])[-1].strip()


async def _end(process: asyncio.subprocess.Process) -> None:
    """Kill the step and what it started, if it still runs."""
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    await process.wait()

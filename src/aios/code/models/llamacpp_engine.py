"""The engine llama.cpp inside this process, asked over a socket in a folder of our own.

Its server runs on threads of its own and is spoken to like any server, so nothing that it does
holds up an event loop, and a call that hangs up is a call that stops. Loading and unloading block
and belong into a thread.
"""

import ctypes
import importlib
import importlib.util
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from aios.code.models.gguf_file import GgufFile
from aios.contracts.errors import ModelFailed, NoModel

PACKAGE = "xllamacpp"
SIGACTION_BYTES = 512  # room for a struct sigaction on any system
EMBED_BATCH = 2048  # a model for embeddings reads a text whole
CPU_BATCH = 256
SIMILAR = 0.5  # a slot is used again for a prompt of which it has read so much, else the oldest


@dataclass(frozen=True, kw_only=True)
class EngineSize:
    """What the engine may take: the window is that of one slot, the cache is in main memory."""

    slots: int
    context_tokens: int
    threads: int = 0
    cache_mib: int = 2048


class Engine:
    """One model in memory, from `start` to `stop`; both may be called from any thread.

    `socket` is where it is asked, None while it is not loaded.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._folder = ""
        self._server: Any = None
        self._stopped = False
        self.socket: Path | None = None

    def start(self, file: GgufFile, size: EngineSize) -> Path:
        """Load the model unless it is loaded; the socket where it is asked."""
        with self._lock:
            if self._stopped:
                raise ModelFailed(
                    f"The engine of {file.path} was closed.", hint="Make a new driver for it."
                )
            if self.socket is None:
                self._folder = self._folder or tempfile.mkdtemp(prefix="aios-llama-")
                socket = Path(self._folder) / "engine.sock"
                self._server = _load(file, socket, size)
                self.socket = socket
            return self.socket

    def stop(self) -> None:
        """Break off all calls and free the memory. Idempotent."""
        with self._lock:
            self._stopped = True
            self.socket = self._server = None
            if self._folder:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder = ""


def engine_problem() -> NoModel | None:
    """Why the engine cannot be used here, None when it can."""
    if sys.platform == "win32":
        return NoModel(
            "GGUF files are not run in process on Windows.",
            hint="Start llama-server and name its address in the setting models.",
            code="engine_missing",
        )
    if importlib.util.find_spec(PACKAGE) is None:
        return NoModel(
            "The llama.cpp engine, which runs GGUF files, is not installed.",
            hint="Install it: pip install 'aios[llama]'",
            code="engine_missing",
        )
    return None


def _load(file: GgufFile, socket: Path, size: EngineSize) -> Any:
    if problem := engine_problem():
        raise problem
    package = importlib.import_module(PACKAGE)
    params = _params(package, file, socket, size)
    try:
        with _own_signals():
            return package.Server(params)
    except RuntimeError as error:
        raise ModelFailed(
            f"llama.cpp could not load {file.path}: {error}",
            hint="Is the file whole, or was its download cut off? Is there memory enough for it? "
            "Fetch it again, or try a smaller model or a smaller context_tokens.",
            code="model_not_loaded",
            details={"path": str(file.path), "size_bytes": file.size_bytes},
        ) from error


def _params(package: Any, file: GgufFile, socket: Path, size: EngineSize) -> Any:
    params = package.CommonParams()
    params.model.path = str(file.path)
    params.hostnames = [str(socket)]
    params.n_parallel = size.slots
    params.n_ctx = size.context_tokens * size.slots
    params.cache_ram_mib = size.cache_mib
    params.embedding = True  # besides generating, not instead of it
    if file.embeds:
        params.n_ubatch = EMBED_BATCH
    else:
        params.pooling_type = package.llama_pooling_type.LLAMA_POOLING_TYPE_LAST
        _be_exact(package, params)
    params.n_batch = params.n_ubatch  # as embeddings want it
    params.slot_prompt_similarity = SIMILAR
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = size.threads or _threads()
    params.verbosity = -1
    params.warmup = params.ui = False
    params.sse_ping_interval = 1
    return params


def _be_exact(package: Any, params: Any) -> None:
    """An answer broken off and gone on with has to be what it would have been otherwise.

    On a CPU flash attention rounds differently for one token and for many. Without it batches take
    more memory, so they are smaller.
    """
    if not any("GPU" in device["type"].name for device in package.get_device_info()):
        params.flash_attn_type = package.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
        params.n_ubatch = CPU_BATCH


def _threads() -> int:
    """All real cores that this process may use but one.

    Its threads wait for the slowest of them, which is the one that shares its core with others.
    """
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1024
    return max(1, min(psutil.cpu_count(logical=False) or 1, allowed) - 1)


@contextmanager
def _own_signals() -> Iterator[None]:
    """Keep Ctrl-C and SIGTERM: llama.cpp takes them for itself, to end its server with."""
    libc = ctypes.CDLL(None)
    kept = {number: ctypes.create_string_buffer(SIGACTION_BYTES) for number in _SIGNALS}
    for number, action in kept.items():
        libc.sigaction(number, None, action)
    try:
        yield
    finally:
        for number, action in kept.items():
            libc.sigaction(number, action, None)


_SIGNALS = (signal.SIGINT, signal.SIGTERM)

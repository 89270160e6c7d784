"""How the child of an agent becomes the program it was forked for.

A plain `python3 -c CODE` or `python3 FILE` goes on in the forked interpreter, which saves
starting a new one: it is made to look like a fresh interpreter first, and it ends like one.
Everything else is executed.
"""

import atexit
import builtins
import gc
import io
import os
import signal
import sys
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from typing import Any, NoReturn

_INTERPRETERS = ("python", "python3")
_HARMLESS = ("PYTHONPATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True)
class Program:
    """What a forked child becomes when it is called; it never comes back."""

    argv: Sequence[str]
    env: Mapping[str, str]
    stdlib: Sequence[str]

    def __call__(self) -> NoReturn:
        if not self.fits_this_interpreter():
            self._execute()
        self._take_over()
        if self.argv[1] == "-c":
            self._interpret(self.argv[2], "<string>", ["-c", *self.argv[3:]], "", None)
        path = self.argv[1]
        with io.open_code(os.path.abspath(path)) as file:
            source = file.read()
        loader = SourceFileLoader("__main__", path)
        folder = os.path.dirname(os.path.realpath(path))
        self._interpret(source, path, list(self.argv[1:]), folder, loader)

    def fits_this_interpreter(self) -> bool:
        """Whether the forked interpreter can do exactly what a fresh one would."""
        if self.argv[0] not in _INTERPRETERS or len(self.argv) < 2:
            return False
        if any(name.startswith("PYTHON") and name not in _HARMLESS for name in self.env):
            return False
        if self.argv[1] == "-c":
            return len(self.argv) > 2
        return self.argv[1].endswith(".py") and os.path.isfile(self.argv[1])

    def _execute(self) -> NoReturn:
        for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        try:
            os.execvpe(self.argv[0], list(self.argv), dict(self.env))
        except OSError as error:
            os.write(2, f"cannot run {self.argv[0]}: {error.strerror}\n".encode())
            os._exit(127 if isinstance(error, FileNotFoundError) else 126)

    def _take_over(self) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.environ.clear()
        os.environ.update(self.env)
        for name in [name for name in sys.modules if name.partition(".")[0] == "aios"]:
            del sys.modules[name]
        sys.executable = "/aios/bin/python3"
        sys.dont_write_bytecode = bool(self.env.get("PYTHONDONTWRITEBYTECODE"))
        sys.orig_argv = list(self.argv)
        unbuffered = bool(self.env.get("PYTHONUNBUFFERED"))
        sys.stdin = sys.__stdin__ = _text_stream(0, "<stdin>", "r", unbuffered=False)  # type: ignore[misc]
        sys.stdout = sys.__stdout__ = _text_stream(1, "<stdout>", "w", unbuffered)  # type: ignore[misc]
        sys.stderr = sys.__stderr__ = _text_stream(2, "<stderr>", "w", unbuffered)  # type: ignore[misc]

    def _interpret(
        self, source: str | bytes, name: str, argv: list[str], folder: str, loader: Any
    ) -> NoReturn:
        given = [entry for entry in self.env.get("PYTHONPATH", "").split(":") if entry]
        sys.argv = argv
        sys.path[:] = [folder, *given, *self.stdlib]
        main = types.ModuleType("__main__")
        main.__dict__.update(__builtins__=builtins, __loader__=loader)
        if loader is not None:
            main.__dict__.update(__file__=name, __cached__=None)
        known = frozenset(sys.modules)
        sys.modules["__main__"] = main
        try:
            exec(compile(source, name, "exec", dont_inherit=True), main.__dict__)
            code = 0
        except SystemExit as request:
            code = _requested(request)
        except BaseException as error:  # noqa: BLE001  the last frame of a program sees everything
            _report(error)
            code = 130 if isinstance(error, KeyboardInterrupt) else 1
        del main
        _end(code, known)


def _requested(request: SystemExit) -> int:
    if request.code is None:
        return 0
    if isinstance(request.code, int):
        return request.code & 0xFF
    sys.stderr.write(f"{request.code}\n")
    return 1


def _end(code: int, known: frozenset[str]) -> NoReturn:
    """End as an interpreter does, but leave alone what was there before the program.

    Threads are waited for, exit functions run, and the program's own modules are given up, which
    closes the files it left open. To take down all other modules as well would copy every page
    shared with the spawner: 15 ms for nothing anybody could see.
    """
    try:
        if "threading" in sys.modules:
            sys.modules["threading"]._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()  # type: ignore[attr-defined]
        own = [name for name in sys.modules if name not in known or name == "__main__"]
        for module in [sys.modules.pop(name) for name in own]:
            _empty(module)
        gc.collect()
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = code or 120  # what an interpreter returns when its output could not be written
    finally:
        os._exit(code)


def _empty(module: types.ModuleType) -> None:
    """Let go of a module's names one by one, so that open files are closed from the outside in."""
    names = getattr(module, "__dict__", {})
    for name in [name for name in names if name != "__builtins__"]:
        names[name] = None


def _text_stream(descriptor: int, name: str, mode: str, unbuffered: bool) -> io.TextIOWrapper:
    raw = io.FileIO(descriptor, mode, closefd=False)
    raw.name = name
    binary: Any = raw
    if mode == "r":
        binary = io.BufferedReader(raw)
    elif not unbuffered:
        binary = io.BufferedWriter(raw)
    return io.TextIOWrapper(
        binary,
        encoding="utf-8",
        errors="backslashreplace" if descriptor == 2 else "surrogateescape",
        line_buffering=descriptor == 2,
        write_through=unbuffered,
    )


def _report(error: BaseException) -> None:
    """Print a traceback as a fresh interpreter would: without the frames of this file."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    error.__traceback__ = trace
    sys.excepthook(type(error), error, trace)

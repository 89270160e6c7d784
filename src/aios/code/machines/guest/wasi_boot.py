"""The first code in a WebAssembly guest: sets the scene for the program, then is the program.

Its arguments: the working folder, then the program's own as `python3` would be given them.
"""

import builtins
import linecache
import os
import sys
import types


def refuse(what):
    """A function that says what this kind of machine does not have."""

    def refused(*_arguments, **_named):
        raise OSError(58, f"a WebAssembly machine has no {what}")

    return refused


def say_what_is_missing():
    """Where this Python lacks a name, a sentence instead of an AttributeError."""
    import _socket

    os.system = refuse("other processes: Python runs alone in it")
    for name in ("getaddrinfo", "gethostbyname", "gethostbyaddr", "gethostname"):
        if not hasattr(_socket, name):
            setattr(_socket, name, refuse("network"))


def run(folder, kind, *argv):
    """Be the program `kind` stands for: "-c" with its code, or the path of a file."""
    main = types.ModuleType("__main__")
    main.__dict__["__builtins__"] = builtins
    if kind == "-c":
        source, name = argv[0], "<string>"
        sys.argv, first = ["-c", *argv[1:]], ""
        lines = source.splitlines(keepends=True)
        linecache.cache[name] = len(source), None, lines, name  # for tracebacks
    else:
        path = os.path.join(folder, kind)
        sys.argv, first = [kind, *argv], os.path.dirname(path)
        main.__dict__["__file__"] = name = kind
        try:
            with open(path, "rb") as file:
                source = file.read()
        except OSError as error:
            sys.exit(f"python3: can't open file {kind!r}: {error.strerror}")
    given = [entry for entry in os.environ.get("PYTHONPATH", "").split(":") if entry]
    sys.path[:] = [first, *given, *(entry for entry in sys.path if entry not in ("", "/aios"))]
    sys.modules["__main__"] = main
    try:
        exec(compile(source, name, "exec", dont_inherit=True), main.__dict__)
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001  the last frame of a program sees everything
        trace = error.__traceback__.tb_next if error.__traceback__ else None
        error.__traceback__ = trace
        sys.excepthook(type(error), error, trace)
        sys.exit(1)


os.chdir(sys.argv[1])
say_what_is_missing()
run(*sys.argv[1:])

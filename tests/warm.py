"""Pythons that need not be waited for: one that has imported what is wanted forks for each program.

A program gets arguments, environment, folder, streams and exit code as from a new Python; at its
end threads are waited for and exit functions run. What is particular to a new process (signals, its
memory, the encoding of its streams, PYTHONPATH) is for tests that start a real one.
"""

import atexit
import os
import shlex
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from tests.conftest import guest

FORKS = hasattr(os, "pidfd_open")

SERVER = """
import ast, atexit, gc, os, runpy, select, signal, socket, sys, threading, time, types

def program():
    '''Serve; in a child that becomes a program: its arguments.'''
    running = {}  # by its connection and by its descriptor: both, and the process
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(sys.argv[1])
        listener.listen()
        print("ready", flush=True)
        while 0 not in (ready := select.select([listener, 0, *running], [], [])[0]):
            for each in ready:
                if each is not listener:
                    ended(each, running)
                elif argv := begun(listener.accept()[0], running):
                    return argv
    os._exit(0)

def begun(asking, running):
    _, streams, _, _ = socket.recv_fds(asking, 1, 3)
    with asking.makefile() as lines:
        argv, folder, environment = ast.literal_eval(lines.readline())
    pid = os.fork()
    if pid:
        descriptor = os.pidfd_open(pid)
        running[asking] = running[descriptor] = asking, descriptor, pid
        for stream in streams:
            os.close(stream)
        return None
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    asking.close()
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w", buffering=1)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    return argv

def ended(each, running):
    if each not in running:
        return  # told already
    asking, descriptor, pid = running[each]
    del running[asking], running[descriptor]
    if each is asking:  # nobody waits for it any more
        os.kill(pid, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(descriptor)
    with asking:
        if each is not asking:
            asking.sendall(b"%d" % code)

def run(argv):
    sys.argv = argv
    if argv[0] == "-c":
        code = argv.pop(1)
        sys.path[0] = ""
        main = sys.modules["__main__"] = types.ModuleType("__main__")
        exec(compile(code, "<string>", "exec"), main.__dict__)
    elif argv[0] == "-m":
        sys.path[0] = os.getcwd()
        del argv[0]
        runpy.run_module(argv[0], run_name="__main__", alter_sys=True)
    else:
        sys.path[0] = os.path.dirname(argv[0])
        runpy.run_path(argv[0], run_name="__main__")

def exit_code(argv):
    try:
        run(argv)
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    return 0

exec(sys.argv[2])
while threading.active_count() > 1:  # a fork has no other threads
    time.sleep(0.01)
gc.collect()
gc.freeze()  # what is not touched is not copied
code = exit_code(program())
threading._shutdown()
atexit._run_exitfuncs()
sys.stdout.flush()
os._exit(code)
"""

# What is started: it hands its arguments and streams to the server, and ends as the program.
PROGRAM = """#!{python} -IS
import os, socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.connect({address!r})
    socket.send_fds(server, [b"j"], [0, 1, 2])
    job = {first!r} + sys.argv[1:], os.getcwd(), dict(os.environ)
    server.sendall(repr(job).encode() + b"\\n")
    code = int(server.recv(16) or 1)
if code < 0:
    os.kill(os.getpid(), -code)
sys.exit(code)
"""
# So much of AIOS that a task needs no more of it.
AIOS = """
import asyncio, tempfile
import aios.interfaces.cli.run, aios.sync, pydantic.type_adapter
from aios.system import AsyncAIOS

async def first():
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncAIOS(folder, drivers=[], backends=[]) as system:
            await (await system.execute("how much memory is free")).wait()

asyncio.run(first())
"""
PYTEST = "import pytest, _pytest.junitxml, _pytest.assertion.rewrite, unittest.mock"
GUEST = f"{PYTEST}, docx, duckdb, flask, openpyxl, requests"


def aios() -> Path:
    """A folder with the commands `aios` and `python`."""
    return warm(sys.executable, "", AIOS).parent


def guest_python() -> Path:
    """The Python that has the packages of the machine image, which must be there."""
    found = guest()
    assert found is not None, "the machine image is not built: aios vm build"
    return warm(*found, GUEST)


def plain_python() -> Path:
    """The Python of the tests, with pytest."""
    return warm(sys.executable, "", PYTEST)


@cache
def warm(python: str, path: str, first: str) -> Path:
    """Such a `python`, and `aios` beside it; `path` is its PYTHONPATH, `first` what it did already.

    They start anew where no process can be forked so.
    """
    folder = tempfile.TemporaryDirectory(prefix="warm-")
    atexit.register(folder.cleanup)
    commands = {"aios": [str(Path(python).with_name("aios"))], "python": []}
    address = served(python, path, first, folder.name) if FORKS else ""
    for name, argv in commands.items():
        told = PROGRAM.format(python=sys.executable, address=address, first=argv)
        if not FORKS:
            command = shlex.join([python, *argv])
            told = f'#!/bin/sh\nPYTHONPATH={shlex.quote(path)} exec {command} "$@"\n'
        program = Path(folder.name, name)
        program.write_text(told, encoding="utf-8")
        program.chmod(0o755)
    return Path(folder.name, "python")


def served(python: str, path: str, first: str, folder: str) -> str:
    """The address at which a Python forks for programs, until these tests end."""
    address = str(Path(folder, "socket"))
    server = subprocess.Popen(
        [python, "-c", SERVER, address, first],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path} if path else None,
    )
    assert server.stdin and server.stdout
    assert server.stdout.readline() == b"ready\n"
    atexit.register(server.communicate)
    return address

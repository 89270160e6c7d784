"""Pythons that need not be waited for: one that has imported what is wanted forks for each program.

A program gets arguments, environment, folder, streams and exit code as from a new Python, and ends
with Python's own shutdown. What is particular to a new process (signals, its memory, the encoding
of its streams, PYTHONPATH) is for tests of the interpreter itself.
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
import json, os, runpy, select, signal, socket, sys, threading, time, types

def command():
    '''Serve; in the child that becomes a command: its arguments.'''
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(sys.argv[1])
        listener.listen()
        print("ready", flush=True)
        while listener in select.select([listener, 0], [], [])[0]:
            asking, _ = listener.accept()
            if os.fork() == 0:
                return guarded(asking)
            asking.close()
    os._exit(0)

def guarded(asking):
    '''Fork the command, kill it when nobody waits for it, tell how it ended.'''
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _, streams, _, _ = socket.recv_fds(asking, 1, 3)
    with asking.makefile() as lines:
        job = json.loads(lines.readline())
    pid = os.fork()
    if pid == 0:
        asking.close()
        return become(job, streams)
    for stream in streams:
        os.close(stream)
    if asking in select.select([asking, os.pidfd_open(pid)], [], [])[0]:
        os.kill(pid, signal.SIGKILL)
    asking.sendall(b"%d" % os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    os._exit(0)

def become(job, streams):
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w", buffering=1)
    os.chdir(job["cwd"])
    os.environ.clear()
    os.environ.update(job["env"])
    time.tzset()
    return job["argv"]

exec(sys.argv[2])
assert threading.active_count() == 1  # a fork has no other threads
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
sys.argv = command()
if sys.argv[0] == "-c":
    code = sys.argv.pop(1)
    sys.path[0] = ""
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    exec(compile(code, "<string>", "exec"), main.__dict__)
elif sys.argv[0] == "-m":
    sys.path[0] = os.getcwd()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
else:
    sys.path[0] = os.path.dirname(sys.argv[0])
    runpy.run_path(sys.argv[0], run_name="__main__")
"""

# What is started: it hands its arguments and streams to the server, and ends as the command.
PROGRAM = """#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.connect({address!r})
    socket.send_fds(server, [b"j"], [0, 1, 2])
    job = {{"argv": {first!r} + sys.argv[1:], "cwd": os.getcwd(), "env": dict(os.environ)}}
    server.sendall(json.dumps(job).encode() + b"\\n")
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

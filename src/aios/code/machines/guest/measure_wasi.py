"""What a program finds when it looks around in a WebAssembly machine; prints one JSON object."""

import json
import os
import sys


def refused(action):
    """True when it cannot be done."""
    try:
        action()
    except (OSError, AttributeError, ImportError, RuntimeError):
        return True
    return False


def write(path):
    with open(path, "w") as file:
        file.write("x")


def connect():
    import socket

    socket.create_connection(("127.0.0.1", 1), 1)


def run():
    import subprocess

    subprocess.run(["true"])


def call():
    import ctypes

    ctypes.CDLL(None).getpid()


sys.stdout.write(
    json.dumps(
        {
            "platform": sys.platform,
            "version": sys.version.split()[0],
            "folders": sorted(os.listdir("/")),
            "variables": sorted(os.environ),
            "refused": {
                "write_root": refused(lambda: write("/here")),
                "write_library": refused(lambda: write("/usr/local/lib/here")),
                "read_host": refused(lambda: os.stat("/etc/passwd")),
                "list_processes": refused(lambda: os.listdir("/proc")),
                "network": refused(connect),
                "processes": refused(run),
                "foreign_functions": refused(call),
            },
        }
    )
)

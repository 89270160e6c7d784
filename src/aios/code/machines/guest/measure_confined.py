"""What a program finds when it looks around in a Landlock machine; prints one JSON object."""

import ctypes
import json
import os
import resource
import socket
import struct
import sys

libc = ctypes.CDLL(None, use_errno=True)


def refused(action):
    """True when the system says no."""
    try:
        action()
    except OSError:
        return True
    return False


def call(name, *arguments):
    if getattr(libc, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path):
    with open(path, "w") as file:
        file.write("x")


def capabilities():
    data = ctypes.create_string_buffer(24)
    call("capget", struct.pack("Ii", 0x20080522, 0), data)
    low = struct.unpack("6I", data.raw)
    return low[0] | low[1] | low[2] | (low[3] | low[4] | low[5]) << 32


parent = os.getppid()
canary = sys.argv[1]
checks = {
    "write_root": lambda: write("/here"),
    "write_usr": lambda: write("/usr/here"),
    "write_shared_memory": lambda: write("/dev/shm/here"),
    "read_shadow": lambda: read("/etc/shadow"),
    "read_homes": lambda: os.listdir("/root") or os.listdir("/home"),
    "list_processes": lambda: os.listdir("/proc"),
    "read_environment": lambda: read(f"/proc/{parent}/environ"),
    "read_watcher": lambda: read(f"/proc/{parent}/mem"),
    "trace_watcher": lambda: call("ptrace", 16, parent, None, None),
    "signal_watcher": lambda: os.kill(parent, 0),
    "mount": lambda: call("mount", b"x", b"/tmp", b"tmpfs", 0, None),
    "new_user_namespace": lambda: call("unshare", 0x10000000),
    "tcp_socket": lambda: socket.create_connection(("127.0.0.1", 1), 1),
    "udp_socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).bind(("", 0)),
    "raw_socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1),
    "unix_socket": lambda: socket.socket(socket.AF_UNIX),
    "netlink_socket": lambda: socket.socket(16, socket.SOCK_RAW),
    "shared_segment": lambda: call("shmget", 0, 4096, 0o1600),
    "change_mode": lambda: os.chmod("/usr", 0o755),
}
if canary:
    checks["read_outside"] = lambda: read(canary)
    checks["write_outside"] = lambda: write(canary)
    checks["change_outside"] = lambda: os.chmod(canary, 0o600)
    checks["cut_outside"] = lambda: os.truncate(canary, 0)
    checks["remove_outside"] = lambda: os.unlink(canary)
sys.stdout.write(
    json.dumps(
        {
            "uid": os.getuid(),
            "capabilities": capabilities(),
            "reading": 1 << 2,
            "no_new_privileges": libc.prctl(39, 0, 0, 0, 0) == 1,
            "seccomp": libc.prctl(21, 0, 0, 0, 0),
            "refused": {name: refused(check) for name, check in checks.items()},
            "limits": {
                "processes": resource.getrlimit(resource.RLIMIT_NPROC)[1],
                "open_files": resource.getrlimit(resource.RLIMIT_NOFILE)[1],
                "file_bytes": resource.getrlimit(resource.RLIMIT_FSIZE)[1],
                "core": resource.getrlimit(resource.RLIMIT_CORE)[1],
            },
        }
    )
)

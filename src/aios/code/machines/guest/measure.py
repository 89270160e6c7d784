"""What a program finds when it looks around in a machine; prints one JSON object."""

import ctypes
import json
import os
import resource
import socket
import sys


def refused(action):
    """True when the system says no."""
    try:
        action()
    except OSError:
        return True
    return False


def status():
    with open("/proc/self/status") as file:
        return dict(line.split(":\t", 1) for line in file.read().splitlines() if ":\t" in line)


def call(name, *arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)


def connect(host, port):
    with socket.socket() as client:
        client.settimeout(1)
        client.connect((host, port))


def write(path):
    with open(path, "w") as file:
        file.write("x")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def trace_agent():
    call("ptrace", 16, 1, None, None)


facts = status()
disk = os.statvfs("/workspace")
with open("/proc/self/uid_map") as map_file:
    uid_map = [[int(number) for number in line.split()] for line in map_file]
with open("/proc/net/dev") as devices:
    interfaces = sorted(line.split(":")[0].strip() for line in devices if ":" in line)
sys.stdout.write(
    json.dumps(
        {
            "uid": os.getuid(),
            "uid_map": uid_map,
            "capabilities": {
                name: int(facts[name], 16)
                for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")
            },
            "no_new_privileges": facts["NoNewPrivs"].strip() == "1",
            "seccomp": int(facts["Seccomp"]),
            "namespaces": {
                name: os.readlink(f"/proc/self/ns/{name}") for name in os.listdir("/proc/self/ns")
            },
            "processes_in_sight": sorted(
                int(name) for name in os.listdir("/proc") if name.isdigit()
            ),
            "interfaces": interfaces,
            "refused": {
                "write_root": refused(lambda: write("/here")),
                "write_usr": refused(lambda: write("/usr/here")),
                "write_sysctl": refused(lambda: write("/proc/sys/kernel/core_pattern")),
                "read_agent_environment": refused(lambda: read("/proc/1/environ")),
                "trace_agent": refused(trace_agent),
                "kill_agent": not refused(lambda: os.kill(1, 9)) and os.path.exists("/proc/1"),
                "mount": refused(lambda: call("mount", b"x", b"/tmp", b"tmpfs", 0, None)),
                "new_user_namespace": refused(lambda: call("unshare", 0x10000000)),
                "raw_socket": refused(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)),
                "netlink_socket": refused(lambda: socket.socket(16, socket.SOCK_RAW)),
                "internet": refused(lambda: connect("1.1.1.1", 443)),
                "metadata_service": refused(lambda: connect("169.254.169.254", 80)),
            },
            "limits": {
                "processes": resource.getrlimit(resource.RLIMIT_NPROC)[1],
                "open_files": resource.getrlimit(resource.RLIMIT_NOFILE)[1],
                "disk_bytes": disk.f_blocks * disk.f_frsize,
                "inodes": disk.f_files,
                "core": resource.getrlimit(resource.RLIMIT_CORE)[1],
            },
        }
    )
)

"""Runs in a machine: tries each expression it is sent, and prints what came of it, line by line.

Nothing an attempt does may end the others: each has its time, and whatever it raises is a "no".
"""

import contextlib
import ctypes
import glob
import hashlib
import json
import os
import platform
import signal
import socket
import sys

try:
    import fcntl
    import resource
except ImportError:  # a Python without them has fewer ways out
    fcntl = resource = None

READ, WRITE = os.O_RDONLY, os.O_WRONLY
AF_INET, AF_INET6 = socket.AF_INET, socket.AF_INET6
AF_UNIX = getattr(socket, "AF_UNIX", 1)
CORE_PATTERN = "/proc/sys/kernel/core_pattern"


def text(path):
    with open(path, errors="replace") as file:
        return file.read()


def head(path):
    with open(path, "rb") as file:
        return file.read(4)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def write(path):
    with open(path, "w") as file:
        return file.write("x")


def opens(path, flags):
    """Whether it can be opened, and is not covered by a device that swallows everything."""
    descriptor = os.open(path, flags)
    try:
        return os.fstat(descriptor).st_rdev != os.stat("/dev/null").st_rdev
    finally:
        os.close(descriptor)


def opens_a_port():
    for path in glob.glob("/dev/vport*") + glob.glob("/dev/virtio-ports/*"):
        with contextlib.suppress(OSError):
            return opens(path, os.O_RDWR)
    return False


def by_link(path):
    link = "/tmp/aios-abuse-link"
    if not os.path.islink(link):
        os.symlink(path, link)
    try:
        return text(link)
    finally:
        os.unlink(link)


def device():
    os.mknod("/tmp/aios-abuse-device", 0o60600, os.makedev(254, 0))
    os.unlink("/tmp/aios-abuse-device")
    return True


def all_of(name):
    found = []
    for path in glob.glob("/proc/[0-9]*/" + name):
        with contextlib.suppress(OSError):  # it ended, or is closed to us
            found.append(text(path))
    return "\n".join(found)


def any_address(path):
    return any(int(line.split()[0], 16) for line in text(path).splitlines()[:50])


def leading_out():
    for name in os.listdir("/proc/self/fd"):
        try:
            link = os.readlink("/proc/self/fd/" + name)
        except OSError:  # the one that was used to look
            continue
        if int(name) > 2 and not link.startswith("/proc/"):
            return link
    return False


def kill(pid):
    os.kill(pid, 9)
    return True


def libc():
    return ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    if getattr(libc(), name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)
    return True


def reaches(*numbers):
    """The call is let through: what it says of nonsense is not that it is forbidden or absent."""
    number = numbers[{"x86_64": 0, "aarch64": 1}[platform.machine()]]
    if libc().syscall(*(ctypes.c_long(n) for n in (number, -1, 0, 0, 0, 0))) >= 0:
        return True
    return ctypes.get_errno() not in (1, 13, 38)  # EPERM, EACCES, ENOSYS


def old_calls():
    """getpid by the gate of 32-bit programs; a filter kills whoever tries, so a child does."""
    if platform.machine() != "x86_64":
        return False
    pid = os.fork()
    if pid == 0:
        import mmap

        code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov eax, 20; int 0x80; ret
        address = ctypes.addressof(ctypes.c_char.from_buffer(code))
        os._exit(0 if ctypes.CFUNCTYPE(ctypes.c_int)(address)() > 0 else 1)
    return os.waitpid(pid, 0)[1] == 0


def shared(key):
    lib = libc()
    number = lib.shmget(key, 64, 0)
    if number < 0:
        raise OSError(ctypes.get_errno(), "shmget")
    lib.shmat.restype = ctypes.c_void_p
    address = lib.shmat(number, None, 0o10000)
    if address in (None, ctypes.c_void_p(-1).value):
        raise OSError(ctypes.get_errno(), "shmat")
    return ctypes.string_at(address).decode()


def dial(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as client:
        client.settimeout(1)
        client.connect(address)
        return True


def datagram(address):
    with socket.socket(AF_INET, socket.SOCK_DGRAM) as client:
        return client.sendto(b"x", address)


def pushes(request):
    _, end = os.openpty() if os.path.exists("/dev/ptmx") else os.pipe()
    fcntl.ioctl(end, request, b"x")
    return True


def real_time():
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    return True


def status(name):
    lines = dict(line.split(":\t", 1) for line in text("/proc/self/status").splitlines())
    return lines[name].strip()


def too_long(*_):
    raise TimeoutError


def tried(expression):
    if hasattr(signal, "alarm"):
        signal.signal(signal.SIGALRM, too_long)
        signal.alarm(4)
    try:
        return bool(eval(expression)), ""
    except Exception as no:  # noqa: BLE001 - whatever it is, the attempt did not get there
        return False, type(no).__name__ + ": " + str(no)[:80]
    finally:
        if hasattr(signal, "alarm"):
            signal.alarm(0)


def say(*words):
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def apart(name, expression):
    """In a child where there are children: what an attempt changes is gone with it."""
    sys.stdout.flush()
    pid = os.fork() if hasattr(os, "fork") else 0
    if pid == 0:
        got, why = tried(expression)
        say(name, got, why)
        if hasattr(os, "fork"):
            os._exit(0)
    elif os.waitpid(pid, 0)[1] != 0:
        say(name, False, "it was killed")


asked = json.load(sys.stdin)
globals().update(asked["canaries"])
for attempt_name, attempt in asked["attempts"]:
    apart(attempt_name, attempt)

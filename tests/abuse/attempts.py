"""What a program tries in order to look, reach or break out: an expression, true when it got there.

The names in capitals are the canaries' (see canaries.py); the functions are those of probing.py.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attempt:
    """One try.

    `host`: getting there is an escape even where the machine has a kernel of its own.
    `evidence`: a canary of the host decides, whatever the program believes.
    `control`: it gets there without isolation, by root, without harm to the host.
    """

    name: str
    group: str
    title: str
    expression: str
    host: bool = False
    evidence: str = ""
    control: bool = False


def _of(group: str, rows: list[tuple[str, str, str, str]]) -> list[Attempt]:
    """Rows of name, flags (h: host, c: control, e=…: evidence), title, expression."""
    made = []
    for name, flags, title, expression in rows:
        words = flags.split()
        evidence = next((word[2:] for word in words if word.startswith("e=")), "")
        made.append(
            Attempt(
                name=name,
                group=group,
                title=title,
                expression=expression,
                host="h" in words or bool(evidence),
                evidence=evidence,
                control="c" in words,
            )
        )
    return made


HOST_DATA = _of(
    "the host's data",
    [
        ("secret-file", "h c", "read a secret file", "text(SECRET) == TOKEN"),
        ("shadow", "h c", "read the host's /etc/shadow", "digest('/etc/shadow') == SHADOW"),
        ("home", "h c", "list a home", "'.ssh' in os.listdir(HOME)"),
        ("write-file", "e=written c", "write a file of the host", "write(FOLDER + '/written')"),
        ("write-usr", "e=written_usr c", "write /usr", "write(USR)"),
        ("own-env", "h c", "a secret of the environment", "TOKEN in os.environ.values()"),
        ("any-env", "h c", "the environment of any process", "TOKEN in all_of('environ')"),
        ("processes", "h c", "see the host's processes", "MARKER in all_of('cmdline')"),
        ("signal", "e=killed c", "signal a process of the host", "kill(MARKER_PID)"),
        ("boot-line", "h c", "the host's boot command line", "digest('/proc/cmdline') == CMDLINE"),
        ("mounts", "h", "paths of the host in mountinfo", "FOLDER in text('/proc/self/mountinfo')"),
        ("kcore", "c", "the kernel's memory", "head('/proc/kcore') == b'\\x7fELF'"),
        ("kallsyms", "c", "addresses in the kernel", "any_address('/proc/kallsyms')"),
        ("sysrq", "c", "open sysrq-trigger for writing", "opens('/proc/sysrq-trigger', WRITE)"),
        ("core-pattern", "c", "open core_pattern for writing", "opens(CORE_PATTERN, WRITE)"),
        ("agent-exe", "", "overwrite the agent's program", "opens('/proc/1/exe', WRITE)"),
        ("symlink", "h c", "read a secret by a link", "by_link(SECRET) == TOKEN"),
        ("hard-link", "", "link a program of the host", "os.link('/usr/bin/env', '/tmp/e') or 1"),
        ("sys", "c", "look into /sys", "os.listdir('/sys/class')"),
        ("cgroup", "", "make a cgroup", "os.mkdir('/sys/fs/cgroup/aios-abuse') or 1"),
        ("descriptors", "h", "use an inherited descriptor", "leading_out()"),
        ("agent-memory", "", "read the agent's memory", "opens('/proc/1/mem', READ)"),
        ("agent-root", "", "the agent's view of the disk", "os.listdir('/proc/1/root')"),
        ("shm-file", "h c", "a file in /dev/shm", "text('/dev/shm/' + MARKER) == TOKEN"),
        ("sysv-shm", "h c", "shared memory of System V", "shared(SHM) == TOKEN"),
    ],
)

NETWORK = _of(
    "the network",
    [
        ("tcp4", "e=tcp4 c", "a server of the host, IPv4", "dial(AF_INET, ('127.0.0.1', TCP4))"),
        ("tcp6", "e=tcp6 c", "a server of the host, IPv6", "dial(AF_INET6, ('::1', TCP6))"),
        ("lan", "e=lan c", "the host's other address", "dial(AF_INET, (LAN, LAN_PORT))"),
        ("udp", "e=udp c", "a datagram to the host", "datagram(('127.0.0.1', UDP))"),
        ("metadata", "h", "a cloud's metadata", "dial(AF_INET, ('169.254.169.254', 80))"),
        ("public", "h", "an address of the internet", "dial(AF_INET, ('1.1.1.1', 443))"),
        ("dns", "h", "look up a name", "socket.getaddrinfo('example.com', 80)"),
        ("abstract", "e=abstract c", "an abstract socket", "dial(AF_UNIX, '\\0' + MARKER)"),
        ("unix", "e=unix c", "a socket in a folder (docker, D-Bus)", "dial(AF_UNIX, UNIX)"),
        ("raw", "c", "raw packets", "socket.socket(AF_INET, socket.SOCK_RAW, 1)"),
        ("packet", "c", "frames of a network card", "socket.socket(17, socket.SOCK_RAW)"),
        ("netlink", "c", "the network's settings", "socket.socket(16, socket.SOCK_RAW)"),
        ("vsock", "", "the hypervisor's sockets", "socket.socket(40, socket.SOCK_STREAM)"),
        ("ports", "", "the ports to the controller", "opens_a_port()"),
        ("alg", "", "the kernel's ciphers", "socket.socket(38, socket.SOCK_SEQPACKET)"),
    ],
)

# The numbers of the calls: x86_64, aarch64.
_CALLS = {
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "add_key": (248, 217),
    "keyctl": (250, 219),
    "setns": (308, 268),
    "open_by_handle_at": (304, 265),
    "pidfd_getfd": (438, 438),
    "process_vm_readv": (310, 270),
    "init_module": (175, 105),
    "kexec_load": (246, 104),
    "swapon": (167, 224),
    "syslog": (103, 116),
    "fsopen": (430, 430),
    "open_tree": (428, 428),
    "quotactl": (179, 60),
    "acct": (163, 89),
    "clock_settime": (227, 112),
    "settimeofday": (170, 171),
    "reboot": (169, 142),
    "clone3": (435, 435),
    "memfd_secret": (447, 447),
}

KERNEL = _of(
    "the kernel",
    [
        *(
            (f"call-{name}", "", f"the call {name}", f"reaches{numbers!r}")
            for name, numbers in _CALLS.items()
        ),
        ("new-user", "c", "a new user namespace", "call('unshare', 0x10000000)"),
        ("new-net", "c", "a new network namespace", "call('unshare', 0x40000000)"),
        ("new-mount", "c", "a new mount namespace", "call('unshare', 0x20000)"),
        ("mount", "", "mount a disk", "call('mount', b'x', b'/tmp', b'tmpfs', 0, None)"),
        ("remount", "", "make the root writable", "call('mount', None, b'/', None, 4128, None)"),
        ("unmask", "", "take a mask away", "call('umount2', b'/proc/sys', 2)"),
        ("chroot", "c", "change the root", "call('chroot', b'/tmp')"),
        ("setuid", "c", "become root", "os.setuid(0) or 1"),
        ("capabilities", "c", "have a capability", "int(status('CapEff'), 16)"),
        ("bounding", "c", "be able to get one", "int(status('CapBnd'), 16)"),
        ("privileges", "c", "gain privileges by set-uid", "status('NoNewPrivs') != '1'"),
        ("unfiltered", "c", "call without a filter", "status('Seccomp') != '2'"),
        ("mknod", "c", "make a device", "device()"),
        ("disk", "", "a disk", "opens('/dev/vda', READ) or opens('/dev/sda', READ)"),
        ("memory-device", "", "the computer's memory", "opens('/dev/mem', READ)"),
        ("kvm", "", "the hypervisor", "opens('/dev/kvm', READ)"),
        ("fuse", "", "file systems of programs", "opens('/dev/fuse', READ)"),
        ("tun", "", "network cards of programs", "opens('/dev/net/tun', READ)"),
        ("kmsg", "", "the kernel's messages", "opens('/dev/kmsg', READ)"),
        ("push-input", "", "push input into a terminal", "pushes(0x5412) or pushes(0x541C)"),
        ("ptrace", "", "trace the agent", "call('ptrace', 16, 1, 0, 0)"),
        ("hostname", "", "name the computer", "call('sethostname', b'x', 1)"),
        ("real-time", "c", "real-time priority", "real_time()"),
        ("nice", "c", "a higher priority", "os.nice(-5) or 1"),
        ("core", "", "leave a core file", "resource.getrlimit(resource.RLIMIT_CORE)[1]"),
        ("old-kernel", "", "calls of 32 bits", "old_calls()"),
    ],
)

ATTEMPTS = (*HOST_DATA, *NETWORK, *KERNEL)

"""A Debian with systemd in a virtual machine, in which a test file is run: as a user, and as root.

It is made of Debian's packages for one boot, all in memory, by the parts that make the guest of
AIOS's own virtual machines, and runs the kernel of that guest. It is no machine of AIOS.
"""

import importlib.metadata
import os
import shutil
import subprocess
from pathlib import Path

from aios.code.machines.image import ImageStore
from aios.code.machines.qemu import debian, tools
from aios.code.machines.qemu.guest_image import KERNEL, GuestImages

TREE = Path(__file__).parents[3]
PACKAGES = (
    *("systemd", "dbus", "dbus-user-session", "libpam-systemd", "login", "mount", "util-linux"),
    *("bash", "dash", "coreutils", "busybox-static", "python3", "python3-psutil"),
)
# The packages of Python that run a test file.
RUNNER = (
    *("pytest", "pytest-asyncio", "pytest-timeout", "pluggy", "iniconfig", "packaging"),
    *("pygments", "typing_extensions"),
)
_BOOT_S = 600
_FOLDERS = ("dev", "etc/pam.d", "etc/systemd/system", "home/tester", "var/log", "var/lib", "work")
_FILES = {
    "etc/passwd": "root:x:0:0::/root:/bin/bash\nmessagebus:x:100:101::/:/bin/false\n"
    "tester:x:1000:1000::/home/tester:/bin/bash\nnobody:x:65534:65534::/:/bin/sh\n",
    "etc/group": "root:x:0:\nmessagebus:x:101:\ntester:x:1000:\nnogroup:x:65534:\n",
    "etc/machine-id": "",
    "etc/fstab": "",
    "etc/pam.d/other": "account required pam_permit.so\nsession required pam_permit.so\n",
    "etc/pam.d/systemd-user": "account required pam_permit.so\nsession required pam_permit.so\n"
    "session optional pam_systemd.so\n",
    "etc/systemd/system/test.target": "[Unit]\nRequires=basic.target test.service\n",
    "etc/systemd/system/test.service": "[Unit]\nAfter=basic.target systemd-logind.service\n"
    "Wants=dbus.service systemd-logind.service\n[Service]\nType=oneshot\nTTYPath=/dev/ttyS0\n"
    "StandardOutput=tty\nStandardError=tty\nCPUWeight=100\nExecStart=/bin/bash /work/run.sh\n"
    "ExecStopPost=/bin/systemctl poweroff -ff\n",
}
_RUN = """systemctl start user@1000.service || journalctl -b --no-pager | tail -40
cd /work
export PYTHONPATH=/work/src:/work/packages:/work PYTHONDONTWRITEBYTECODE=1 AIOS_REQUIRE=machine
run() {{ "$@" python3 -m pytest -p no:cacheprovider --color=no -rs -q {test} 2>&1; }}
echo BEGIN user
run setpriv --reuid 1000 --regid 1000 --clear-groups \
    env XDG_RUNTIME_DIR=/run/user/1000 HOME=/home/tester
echo BEGIN root
run env
echo END
"""
# The root that a kernel starts with cannot be left by pivot_root, which machines do.
_INIT = """#!/bin/busybox sh
B=/bin/busybox
$B mount -t devtmpfs d /dev
$B mount -t tmpfs -o size=90% t /new
$B cp -a /all/. /new/
$B rm -rf /all
$B mount --move /dev /new/dev
exec $B switch_root /new /lib/systemd/systemd
"""
_KERNEL_LINE = "console=ttyS0 quiet mitigations=off panic=-1 random.trust_cpu=on"
_SYSTEMD_LINE = "systemd.unit=test.target systemd.show_status=0"


def kernel() -> Path | None:
    """The kernel it is booted with; None where none was built."""
    image = GuestImages(ImageStore()).find()
    return image / KERNEL if image else None


def run(test: str, folder: Path) -> dict[str, str]:
    """What pytest said of the test file in there: as `user` and as `root`."""
    _fetch(folder)
    root = folder / "start" / "all"
    (folder / "start").mkdir()
    debian.unpack(sorted((folder / "archives").glob("*.deb")), root, lambda line: None)
    _settle(root)
    _take_along(root / "work", test)
    said = _booted(_packed(folder, root)).partition("BEGIN user")[2].partition("END")[0]
    user, _, as_root = said.partition("BEGIN root")
    return {"user": user, "root": as_root}


def _fetch(folder: Path) -> None:
    (folder / "archives" / "partial").mkdir(parents=True)
    (folder / "status").touch()
    debian.run([*debian.apt_get(folder), "--download-only", "install", *PACKAGES])


def _settle(root: Path) -> None:
    """What packages would do when they are installed, as far as it is needed."""
    for name in _FOLDERS:
        (root / name).mkdir(parents=True, exist_ok=True)
    for name, text in _FILES.items():
        (root / name).write_text(text)
    (root / "var/run").symlink_to("/run")
    (root / "tmp").chmod(0o1777)


def _take_along(work: Path, test: str) -> None:
    """AIOS, the test, and what runs it."""
    left = shutil.ignore_patterns("__pycache__", "skills", "fonts")
    shutil.copytree(TREE / "src/aios", work / "src/aios", ignore=left)
    names = {test, str(Path(test).parent / "conftest.py"), "tests/conftest.py", "pyproject.toml"}
    for name in ("tests/__init__.py", *names):
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TREE / name, work / name)
    for package in RUNNER:
        for part in importlib.metadata.files(package) or ():
            place = work / "packages" / part
            if ".." not in part.parts and "__pycache__" not in part.parts:
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(part.locate(), place)
    (work / "run.sh").write_text(_RUN.format(test=test))


def _packed(folder: Path, root: Path) -> Path:
    """What the kernel starts with: all of it, and what puts it in a file system of its own."""
    start = folder / "start"
    for name in ("bin", "dev", "new"):
        (start / name).mkdir()
    shutil.copy(root / "usr/bin/busybox", start / "bin/busybox")
    (start / "init").write_text(_INIT)
    (start / "init").chmod(0o755)
    packed = folder / "initrd"
    pack = [str(start / "bin/busybox"), "cpio", "-o", "-H", "newc", "-R", "0:0"]
    names = "\n".join(str(path.relative_to(start)) for path in sorted(start.rglob("*")))
    with packed.open("wb") as file:
        subprocess.run(pack, cwd=start, input=names.encode(), stdout=file, check=True)
    return packed


def _booted(initrd: Path) -> str:
    """All that is said on the serial line, until it switches itself off."""
    line = [
        *(str(tools.find(tools.EMULATOR)), "-machine", "q35", "-accel", "tcg", "-cpu", "max"),
        *("-m", "1500M", "-smp", str(min(2, os.cpu_count() or 1)), "-nodefaults", "-no-reboot"),
        *("-no-user-config", "-display", "none", "-monitor", "none", "-serial", "stdio"),
        *("-kernel", str(kernel()), "-initrd", str(initrd)),
        *("-append", f"{_KERNEL_LINE} {_SYSTEMD_LINE}"),
    ]
    done = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, timeout=_BOOT_S)
    return done.stdout.decode(errors="replace").replace("\r\n", "\n")

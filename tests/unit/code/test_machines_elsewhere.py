"""The parts of machines can be imported on systems that lack what Linux has."""

import subprocess
import sys

# Third-party modules come first: what they need of the system is their own affair.
PROGRAM = """
import asyncio, ctypes, ssl, sys
import aiohttp, psutil
sys.platform = "win32"
for name in ("resource", "fcntl", "pwd", "grp", "termios"):
    sys.modules[name] = None
real = ctypes.CDLL.__init__
def load(self, name, *given, **named):
    if name is None:
        raise TypeError("there is no such library here")
    return real(self, name, *given, **named)
ctypes.CDLL.__init__ = load
import aios.house
"""


def test_the_house_is_imported_where_there_is_no_linux() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr

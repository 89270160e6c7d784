"""Paths inside a machine: one spelling, and none that leaves the working folder."""

from pathlib import PurePosixPath

from aios.contracts.errors import BadRequest

WORKSPACE = "/workspace"


def below_workspace(path: str) -> str:
    """`path` relative to /workspace; BadRequest when it is malformed or leads out of it.

    "data/x.csv" and "/workspace/data/x.csv" are the same file; "." is the folder itself.
    """
    pure = PurePosixPath(path)
    if pure.is_absolute() and pure.is_relative_to(WORKSPACE):
        pure = pure.relative_to(WORKSPACE)
    if not path or "\0" in path or pure.is_absolute() or ".." in pure.parts:
        raise BadRequest(
            f"{path!r} is not a path below {WORKSPACE}",
            hint=f"name a file relative to {WORKSPACE}, without '..'",
        )
    return str(pure)

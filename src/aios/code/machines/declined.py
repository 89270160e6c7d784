"""What an agent declined to do, as the error that the caller gets."""

from aios.contracts.errors import AiosError, BadRequest, LimitReached, MachineFailed, NotFound

_KINDS: dict[str, type[AiosError]] = {
    "bad_request": BadRequest,
    "not_found": NotFound,
    "limit_reached": LimitReached,
    "machine_failed": MachineFailed,
}


def refusal_of(code: str, message: str) -> AiosError:
    """The error of the agent's code; BadRequest for one that nobody knows."""
    if code == "machine_full":
        return LimitReached(
            message,
            hint="remove files in it, or make a machine with a larger disk:"
            " aios vm create NAME --disk-mb … (create_vm(…, limits={'disk_mb': …}))",
            code=code,
        )
    return _KINDS.get(code, BadRequest)(message)

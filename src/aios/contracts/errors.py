"""Every error AIOS raises, sorted by who can mend it.

AiosError
* CallerError            the caller can mend it
  - BadRequest           bad_request
  - NotFound             not_found
  - Conflict             conflict
  - Denied               denied
* LimitReached           limit_reached     a budget or a queue is full
  - TimedOut             timed_out
* Cancelled              cancelled         somebody asked for it
* WorldError             something outside AIOS failed
  - NoModel              no_model
  - ModelFailed          model_failed
  - MachineFailed        machine_failed
  - IsolationUnavailable isolation_unavailable
  - StoreFailed          store_failed
  - ActionFailed         an action's own code, "action_failed" if it names none
* Bug                    bug               only we can mend it
"""

from collections.abc import Mapping
from typing import Any, ClassVar


class AiosError(Exception):
    """One sentence that says what was wrong and where; `hint` says how to mend it.

    `code` is stable and may be relied on; `details` holds the facts as plain JSON values.
    `partial` is the result of what was done nonetheless, None when nothing was.
    """

    default_code: ClassVar[str] = "error"

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        details: Mapping[str, Any] | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details: dict[str, Any] = dict(details or {})
        self.code = code or self.default_code
        self.partial: Any = None


class CallerError(AiosError):
    """The caller can mend it."""

    default_code = "bad_request"


class BadRequest(CallerError):
    """A value was missing, malformed or out of range."""

    default_code = "bad_request"


class NotFound(CallerError):
    """A name or an id that nothing here answers to."""

    default_code = "not_found"


class Conflict(CallerError):
    """The name is taken, or the thing changed in the meantime."""

    default_code = "conflict"


class Denied(CallerError):
    """Access was refused: nobody granted it."""

    default_code = "denied"


class LimitReached(AiosError):
    """A budget is spent or a queue is full."""

    default_code = "limit_reached"


class TimedOut(LimitReached):
    """A deadline passed."""

    default_code = "timed_out"


class Cancelled(AiosError):
    """Somebody asked for the work to stop."""

    default_code = "cancelled"


class WorldError(AiosError):
    """Something outside AIOS failed."""

    default_code = "world_failed"


class NoModel(WorldError):
    """The task needs a model and none is reachable."""

    default_code = "no_model"


class ModelFailed(WorldError):
    """A model endpoint answered with an error, or with what nobody can read."""

    default_code = "model_failed"


class MachineFailed(WorldError):
    """The machine itself failed; a program's nonzero exit is never this."""

    default_code = "machine_failed"


class IsolationUnavailable(WorldError):
    """No machine backend here is as strong as what was asked for."""

    default_code = "isolation_unavailable"


class StoreFailed(WorldError):
    """The workspace could not be read or written."""

    default_code = "store_failed"


class ActionFailed(WorldError):
    """An action ran and reported, in its own words, why it could not do the job."""

    default_code = "action_failed"


class Bug(AiosError):
    """An assumption of ours was wrong; please report it."""

    default_code = "bug"

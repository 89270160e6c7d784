"""When a cron expression comes true: the next moment after another one, in a time zone."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aios.contracts.errors import BadRequest

if TYPE_CHECKING:  # what reads clocks is imported where a schedule is: most runs have none
    from zoneinfo import ZoneInfo


def local_zone() -> str:
    """The name of this computer's time zone, "UTC" where it has none."""
    from zoneinfo import ZoneInfoNotFoundError

    from tzlocal import get_localzone_name

    try:
        return get_localzone_name() or "UTC"
    except ZoneInfoNotFoundError:
        return "UTC"


def checked_zone(name: str) -> "ZoneInfo":
    """The time zone of that name; BadRequest (`zone_unknown`)."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: it names a folder
        raise BadRequest(
            f"There is no time zone {name!r}.",
            hint="Use a name such as Asia/Shanghai, Europe/Berlin or UTC.",
            code="zone_unknown",
        ) from None


def next_after(cron: str, zone: str, moment: datetime) -> datetime:
    """The first moment after `moment` at which `cron` is true, in UTC; BadRequest (`cron_wrong`).

    As Debian's cron does it where clocks change: a job of the hour that is left out runs right
    after it; one of the hour that comes twice runs once, unless it runs every hour anyway.
    """
    from cronsim import CronSim, CronSimError

    try:
        found = next(CronSim(cron, moment.astimezone(checked_zone(zone))))
    except (CronSimError, StopIteration) as problem:
        raise BadRequest(
            f"{cron!r} is no time that ever comes: {problem or 'there is no such day'}.",
            hint='Minute, hour, day, month, day of the week: "0 9 * * 1-5" is 9:00 from Monday to '
            "Friday.",
            code="cron_wrong",
        ) from None
    return found.astimezone(UTC)

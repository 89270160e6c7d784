"""A parking lot: spots by size, tickets, fees by the hour with a daily cap."""

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum

SPOTS = 100
FEE_PER_HOUR = 5
FREE_MINUTES = 15
DAILY_CAP = 50


class Size(IntEnum):
    """Sizes of vehicles and spots; a vehicle fits into its own size and larger ones."""

    MOTORCYCLE = 1
    CAR = 2
    TRUCK = 3


class ParkingError(Exception):
    """What the lot cannot do, in words."""


@dataclass(frozen=True)
class Ticket:
    """A vehicle in a spot since a time."""

    number: int
    plate: str
    spot: int
    since: datetime


def fee(stay: timedelta) -> int:
    """The price of a stay: free at first, each begun hour after that, at most a cap per day."""
    days, rest = divmod(stay, timedelta(days=1))
    if not days and rest <= timedelta(minutes=FREE_MINUTES):
        return 0
    hours = math.ceil(rest / timedelta(hours=1))
    return days * DAILY_CAP + min(hours * FEE_PER_HOUR, DAILY_CAP)


class ParkingLot:
    """Spots of several sizes and the vehicles in them."""

    def __init__(
        self,
        spots: dict[Size, int] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        counts = {Size.CAR: SPOTS} if spots is None else spots
        self.sizes = [size for size in sorted(counts) for _ in range(counts[size])]
        self.now = now
        self.tickets: dict[str, Ticket] = {}
        self._numbers = itertools.count(1)

    def free(self, size: Size) -> int:
        """How many spots this vehicle could take."""
        taken = {ticket.spot for ticket in self.tickets.values()}
        return sum(
            fits >= size for spot, fits in enumerate(self.sizes, start=1) if spot not in taken
        )

    def enter(self, plate: str, size: Size = Size.CAR) -> Ticket:
        """Park in the smallest spot that fits, the first of these."""
        plate = plate.strip().upper()
        if not plate:
            raise ParkingError("A plate is needed.")
        if plate in self.tickets:
            raise ParkingError(f"{plate} is in the lot already.")
        taken = {ticket.spot for ticket in self.tickets.values()}
        spots = (
            spot
            for spot, fits in enumerate(self.sizes, start=1)
            if fits >= size and spot not in taken
        )
        spot = next(spots, None)
        if spot is None:
            raise ParkingError(f"No spot for a {size.name.lower()} is free.")
        self.tickets[plate] = Ticket(next(self._numbers), plate, spot, self.now())
        return self.tickets[plate]

    def leave(self, plate: str) -> int:
        """Free the spot; what is to be paid."""
        ticket = self.tickets.pop(plate.strip().upper(), None)
        if ticket is None:
            raise ParkingError(f"{plate} is not in the lot.")
        return fee(self.now() - ticket.since)


if __name__ == "__main__":
    lot = ParkingLot()
    print(lot.enter("京A12345"))
    print(f"{lot.free(Size.CAR)} spots free, to pay: {lot.leave('京A12345')}")

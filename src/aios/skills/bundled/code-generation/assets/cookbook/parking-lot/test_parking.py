"""Who fits where, and what it costs."""

from datetime import UTC, datetime, timedelta

import parking
import pytest
from parking import ParkingError, ParkingLot, Size, fee


@pytest.fixture(autouse=True)
def prices(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"FEE_PER_HOUR": 5, "FREE_MINUTES": 15, "DAILY_CAP": 50}.items():
        monkeypatch.setattr(parking, name, value)


def test_the_smallest_spot_that_fits_is_taken() -> None:
    lot = ParkingLot({Size.TRUCK: 1, Size.CAR: 2, Size.MOTORCYCLE: 1})
    assert [lot.enter(p, Size.MOTORCYCLE).spot for p in "ab"] == [1, 2]
    assert lot.enter("c", Size.TRUCK).spot == 4
    assert lot.enter("d").spot == 3
    with pytest.raises(ParkingError, match="No spot for a car"):
        lot.enter("e")
    lot.leave("c")
    assert (lot.free(Size.CAR), lot.enter("e").spot) == (1, 4)


def test_a_plate_is_in_the_lot_once() -> None:
    lot = ParkingLot({Size.CAR: 2})
    lot.enter("京a1")
    with pytest.raises(ParkingError, match="already"):
        lot.enter(" 京A1 ")
    lot.leave("京A1")
    with pytest.raises(ParkingError, match="not in the lot"):
        lot.leave("京A1")
    with pytest.raises(ParkingError, match="plate"):
        lot.enter("  ")


def test_a_lot_without_spots_is_full() -> None:
    with pytest.raises(ParkingError, match="No spot"):
        ParkingLot({}).enter("a")


@pytest.mark.parametrize(
    ("hours", "price"),
    [(0, 0), (0.25, 0), (0.26, 5), (1, 5), (1.01, 10), (23, 50), (24, 50), (25, 55), (72.5, 155)],
)
def test_fees(hours: float, price: int) -> None:
    assert fee(timedelta(hours=hours)) == price


def test_leaving_costs_the_time_since_entering() -> None:
    now = datetime(2024, 1, 1, tzinfo=UTC)
    lot = ParkingLot({Size.CAR: 1}, lambda: now)
    lot.enter("a")
    now += timedelta(hours=3)
    assert lot.leave("a") == 15

"""Functions that are written for one request: by rules, for addresses, for work done at once."""

from collections.abc import Callable

from bricks import Brick
from fetching import fetcher
from filewise import filewise
from loggers import logger_setup
from retrying import retrier
from ruled import graded
from signatures import Signature
from spreading import spreader

WRITERS: tuple[Callable[[str, Signature], Brick | None], ...] = (
    graded,
    filewise,
    retrier,
    logger_setup,
    fetcher,
    spreader,
)


def written(part: str, wish: Signature) -> Brick | None:
    """The function that one of the writers makes of what the text tells; None where none does."""
    found = (write(part, wish) for write in WRITERS)
    return next((brick for brick in found if brick), None)

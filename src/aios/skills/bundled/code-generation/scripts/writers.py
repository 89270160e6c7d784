"""Functions that are written for one request: by rules, for addresses, for work done at once."""

import re
from collections.abc import Callable

from bricks import Brick
from calling import call_logger
from datetexts import date_reader
from fetching import fetcher
from filewise import filewise
from keyed import keyed
from layers import layered
from loggers import logger_setup
from logstats import log_stats
from memoizing import memoizer
from retrying import retrier
from ruled import graded
from scrapers import scraper
from signatures import Signature
from spreading import spreader

WRITERS: tuple[Callable[[str, Signature], Brick | None], ...] = (
    graded,
    filewise,
    retrier,
    memoizer,
    call_logger,
    log_stats,
    scraper,
    logger_setup,
    layered,
    date_reader,
    keyed,
    fetcher,
    spreader,
)


def written(part: str, wish: Signature) -> Brick | None:
    """The function that one of the writers makes of what the text tells; None where none does."""
    own = rf"(?<!\w){re.escape(wish.name)}\([^()]*(?:\([^()]*\)[^()]*)*\)"
    part = re.sub(own, f"{wish.name} ", part, count=1)
    found = (write(part, wish) for write in WRITERS)
    return next((brick for brick in found if brick), None)

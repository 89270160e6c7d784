"""Likely mends of a failing program: changed sources to try, the likeliest first."""

from collections.abc import Iterator

from tracebacks import Trace

from mends import calls, effects, endless, logic, names, syntax, values
from mends.change import Mend

KINDS = (
    syntax.FINDERS,
    names.FINDERS,
    calls.FINDERS,
    values.FINDERS,
    endless.FINDERS,
    effects.FINDERS,
    logic.FINDERS,
)


def mends_for(trace: Trace, line: int, source: str) -> Iterator[Mend]:
    """Changes of the source that may mend what failed at `line` (1-based); each differs from it."""
    seen = {source}
    for finder in (finder for kind in KINDS for finder in kind.get(trace.name, ())):
        for mend in finder(trace.message, line, source):
            if mend.source not in seen:
                seen.add(mend.source)
                yield mend

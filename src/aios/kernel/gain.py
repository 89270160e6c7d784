"""Whether it pays to avoid a move, learned from how much later the first word comes after one."""

# Until so many calls of either kind were seen it is taken to pay.
ENOUGH = 4
# A gain below this share of the time a move takes is none.
WORTH = 0.2
# How much of the newest time goes into what is usual.
NEWEST = 0.3


class Gain:
    """Seconds until the first word, with and without the move."""

    def __init__(self) -> None:
        self._usual_s = {True: 0.0, False: 0.0}
        self._seen = {True: 0, False: 0}

    def note(self, *, avoided: bool, took_s: float) -> None:
        """A first word came after so long; the move was avoided, or made."""
        self._seen[avoided] += 1
        share = max(NEWEST, 1 / self._seen[avoided])
        self._usual_s[avoided] += share * (took_s - self._usual_s[avoided])

    @property
    def seconds(self) -> float | None:
        """What avoiding the move saves; None while too little was seen."""
        if min(self._seen.values()) < ENOUGH:
            return None
        return max(0.0, self._usual_s[False] - self._usual_s[True])

    @property
    def pays(self) -> bool:
        """Whether it is worth avoiding, as far as was seen."""
        seconds = self.seconds
        return seconds is None or seconds > WORTH * self._usual_s[False]

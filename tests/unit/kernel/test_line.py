"""The waiting line: it names whom the policy names, whatever came, went and was served before."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from aios.contracts.task import Priority
from aios.kernel.line import Line
from aios.kernel.policy import Ticket, choose, urgency

deeds = st.lists(
    st.tuples(
        st.sampled_from(("push", "push", "take", "leave", "serve", "refund", "wait")),
        st.sampled_from(list(Priority)),
        st.sampled_from("abc"),
        st.floats(0, 30, allow_nan=False),
        st.integers(0, 100),
    ),
    max_size=60,
)


class Model:
    """The line, and the plain list it stands for."""

    def __init__(self) -> None:
        self.now = 0.0
        self.served: Counter[str] = Counter()
        self.line = Line(self.attained)
        self.waiting: list[Ticket] = []

    def attained(self, account: str) -> float:
        return float(self.served[account])

    def do(self, what: str, priority: Priority, account: str, seconds: float, pick: int) -> None:
        if what == "push":
            since = self.now - (seconds if pick % 5 == 0 else 0.0)  # some have waited before
            ticket = Ticket(
                id=f"{pick}-{id(self)}-{self.now}-{len(self.waiting)}",
                priority=priority,
                agent=account,
                since=since,
            )
            self.waiting.append(ticket)
            self.line.push(ticket)
        elif what == "take":
            ticket = self.line.first(self.now)
            if ticket is not None:
                self.line.take(ticket)
                self.waiting.remove(ticket)
        elif what == "leave" and self.waiting:
            self.line.leave(self.waiting.pop(pick % len(self.waiting)))
        elif what == "serve":
            self.served[account] += pick
        elif what == "refund":
            self.served[account] -= pick
            self.line.touch(account)
        else:
            self.now += seconds

    def order(self, ticket: Ticket | None) -> tuple[float, ...] | None:
        if ticket is None:
            return None
        return (urgency(ticket, self.now), self.attained(ticket.account), ticket.since)

    def check(self) -> None:
        assert len(self.line) == len(self.waiting)
        named = self.line.first(self.now)
        wanted = choose(self.waiting, self.now, self.attained)
        assert self.order(named) == self.order(wanted)
        of_a = self.line.first_of("a")
        mine = [t for t in self.waiting if t.account == "a"]
        wanted_a = choose(mine, 0.0, self.attained)
        assert (of_a is None) == (wanted_a is None)


@given(deeds)
def test_the_line_names_whom_the_policy_names(
    script: list[tuple[str, Priority, str, float, int]],
) -> None:
    model = Model()
    for deed in script:
        model.do(*deed)
        model.check()
    while (ticket := model.line.first(model.now)) is not None:
        model.line.take(ticket)
        model.waiting.remove(ticket)
        model.check()
    assert not model.waiting


def test_those_who_may_not_go_keep_their_place() -> None:
    line = Line(lambda _account: 0.0)
    tickets = [Ticket(id=str(n), agent="ab"[n % 2], since=float(n)) for n in range(4)]
    for ticket in tickets:
        line.push(ticket)
    assert line.first(5.0, lambda t: t.agent == "b") is tickets[1]
    assert line.first(5.0) is tickets[0]
    assert line.first(5.0, lambda t: t.agent == "c") is None
    assert len(line) == 4


def test_one_that_comes_back_stands_where_it_stood() -> None:
    line = Line(lambda _account: 0.0)
    first, second = (Ticket(id=str(n), agent="a", since=float(n)) for n in range(2))
    line.push(second)
    line.push(first)
    assert line.first(2.0) is line.first_of("a") is first

"""A finite state machine from a table of transitions."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

Hook = Callable[[], None]


class Transition(NamedTuple):
    """On the event in `source` go to `target`, if the guard (given what came with it) agrees."""

    source: str
    event: str
    target: str
    guard: Callable[..., bool] = lambda **_: True


class NotAllowed(Exception):
    """The event is not allowed in this state; the text names those that are."""


class StateMachine:
    """A state, and events that change it. `history` holds every state it was in."""

    def __init__(self, start: str, transitions: Iterable[Transition]) -> None:
        self.state = start
        self.history = [start]
        self._table: dict[tuple[str, str], list[Transition]] = {}
        self._entering: dict[str, list[Hook]] = {}
        self._leaving: dict[str, list[Hook]] = {}
        for each in transitions:
            self._table.setdefault((each.source, each.event), []).append(each)
        known = {s for ways in self._table.values() for t in ways for s in (t.source, t.target)}
        if start not in known:
            raise ValueError(f"no transition has the start {start!r}")

    def on_enter(self, state: str, hook: Hook) -> None:
        """Call the hook whenever the state is entered."""
        self._entering.setdefault(state, []).append(hook)

    def on_leave(self, state: str, hook: Hook) -> None:
        """Call the hook whenever the state is left; if it raises, the state stays."""
        self._leaving.setdefault(state, []).append(hook)

    def events(self) -> list[str]:
        """The events of this state, guards aside."""
        return [event for source, event in self._table if source == self.state]

    def send(self, event: str, **facts: Any) -> str:
        """Let the event happen and return the new state; NotAllowed if no transition agrees."""
        ways = self._table.get((self.state, event), [])
        way = next((each for each in ways if each.guard(**facts)), None)
        if way is None:
            why = "its guard refuses" if ways else f"allowed: {', '.join(self.events()) or 'none'}"
            raise NotAllowed(f"{event!r} in state {self.state!r}: {why}")
        for hook in self._leaving.get(self.state, []):
            hook()
        self.state = way.target
        self.history.append(way.target)
        for hook in self._entering.get(way.target, []):
            hook()
        return self.state

    def diagram(self) -> str:
        """The machine in the language of Mermaid."""
        ways = [each for ways in self._table.values() for each in ways]
        lines = [f"    {each.source} --> {each.target}: {each.event}" for each in ways]
        return "\n".join(["stateDiagram-v2", f"    [*] --> {self.history[0]}", *lines])


ORDER = (
    Transition("new", "pay", "paid", lambda amount=0, price=0: amount >= price),
    Transition("paid", "ship", "shipped"),
    Transition("shipped", "deliver", "done"),
    Transition("new", "cancel", "cancelled"),
    Transition("paid", "cancel", "cancelled"),
)

if __name__ == "__main__":
    order = StateMachine("new", ORDER)
    order.on_enter("paid", lambda: print("thank you"))
    order.send("pay", amount=10, price=8)
    print(order.send("ship"), order.history, order.diagram(), sep="\n")

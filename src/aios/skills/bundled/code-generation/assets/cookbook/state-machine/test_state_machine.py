"""What is allowed, and what happens then."""

import pytest
from state_machine import ORDER, NotAllowed, StateMachine, Transition


def test_events_change_the_state() -> None:
    order = StateMachine("new", ORDER)
    assert [order.send("pay"), order.send("ship"), order.send("deliver")] == [
        "paid",
        "shipped",
        "done",
    ]
    assert order.history == ["new", "paid", "shipped", "done"]
    assert order.events() == []


def test_other_events_are_refused_with_those_allowed() -> None:
    order = StateMachine("new", ORDER)
    with pytest.raises(NotAllowed, match="'ship' in state 'new': allowed: pay, cancel"):
        order.send("ship")
    assert order.state == "new"


def test_guards_choose() -> None:
    order = StateMachine("new", ORDER)
    with pytest.raises(NotAllowed, match="guard"):
        order.send("pay", amount=1, price=2)
    assert order.send("pay", amount=2, price=2) == "paid"
    ways = [Transition("a", "go", "b", lambda n: n < 0), Transition("a", "go", "c")]
    assert StateMachine("a", ways).send("go", n=1) == "c"


def test_hooks_run_in_order_and_may_stop_a_leave() -> None:
    order, heard = StateMachine("new", ORDER), []
    order.on_leave("new", lambda: heard.append(order.state))
    order.on_enter("paid", lambda: heard.append(order.state))
    order.send("pay")
    assert heard == ["new", "paid"]

    def refuse() -> None:
        raise ZeroDivisionError

    order.on_leave("paid", refuse)
    with pytest.raises(ZeroDivisionError):
        order.send("ship")
    assert order.state == "paid"


def test_diagram_and_unknown_start() -> None:
    assert "    paid --> shipped: ship" in StateMachine("new", ORDER).diagram()
    with pytest.raises(ValueError, match="start 'x'"):
        StateMachine("x", ORDER)

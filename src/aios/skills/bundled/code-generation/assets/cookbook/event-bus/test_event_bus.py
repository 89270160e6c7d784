"""Who hears what, and when."""

import pytest
from event_bus import EventBus, HandlersFailed, OrderPaid


def test_handlers_hear_their_class_and_its_subclasses() -> None:
    bus, heard = EventBus(), []
    bus.subscribe(OrderPaid, lambda event: heard.append(event.order))
    bus.subscribe(object, lambda event: heard.append("all"), priority=1)
    assert (bus.publish(OrderPaid(7)), bus.publish("text")) == (2, 1)
    assert heard == ["all", 7, "all"]


def test_unsubscribing_takes_one_of_two() -> None:
    bus, heard = EventBus(), []
    first = bus.subscribe(str, heard.append)
    bus.subscribe(str, heard.append)
    first()
    first()
    bus.publish("a")
    assert heard == ["a"]


def test_a_failing_handler_does_not_stop_the_others() -> None:
    bus, heard = EventBus(), []

    def failing(number: int) -> None:
        raise ZeroDivisionError(number)

    bus.subscribe(int, failing, priority=1)
    bus.subscribe(int, heard.append)
    with pytest.raises(HandlersFailed, match="ZeroDivision") as caught:
        bus.publish(0)
    assert (heard, len(caught.value.errors)) == ([0], 1)


def test_subscribing_while_publishing_takes_effect_next_time() -> None:
    bus, heard = EventBus(), []
    bus.subscribe(str, lambda text: bus.subscribe(str, heard.append) and None)
    bus.publish("a")
    assert heard == []
    bus.publish("b")
    assert heard == ["b"]

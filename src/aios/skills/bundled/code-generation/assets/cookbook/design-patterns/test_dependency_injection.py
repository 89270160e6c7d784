"""What is made, how often, and what cannot be."""

import pytest
from dependency_injection import Clock, Container, Greeter, InjectionError


class Late(Clock):
    """Another clock."""

    def now(self) -> str:
        return "23:59"


class Egg:
    """Needs a hen."""

    def __init__(self, hen: "Hen") -> None:
        self.hen = hen


class Hen:
    """Needs an egg."""

    def __init__(self, egg: Egg) -> None:
        self.egg = egg


@pytest.fixture
def container() -> Container:
    made = Container()
    made.register(Clock)
    made.register(Greeter)
    return made


def test_what_a_class_needs_is_made_for_it(container: Container) -> None:
    assert container.get(Greeter).greet() == "hello you, it is 12:00"
    assert container.get(Greeter) is container.get(Greeter)
    assert container.get(Greeter).clock is container.get(Clock)


def test_another_class_or_object_in_its_place(container: Container) -> None:
    container.register(Clock, Late)
    assert container.get(Greeter).clock.now() == "23:59"
    mine = Clock()
    other = Container()
    other.register_instance(Clock, mine)
    assert other.get(Clock) is mine


def test_transient_ones_are_made_anew(container: Container) -> None:
    container.register(Clock, transient=True)
    assert container.get(Clock) is not container.get(Clock)


def test_a_function_may_make_it(container: Container) -> None:
    container.register(Greeter, lambda: Greeter(Late(), "Ann"))
    assert container.get(Greeter).greet() == "hello Ann, it is 23:59"


def test_what_cannot_be_made() -> None:
    container = Container()
    container.register(Greeter)
    with pytest.raises(InjectionError, match=r"Clock is not registered \(for Greeter\)"):
        container.get(Greeter)
    container.register(Egg)
    container.register(Hen)
    with pytest.raises(InjectionError, match="Egg → Hen → Egg"):
        container.get(Egg)

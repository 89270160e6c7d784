"""The greeting."""

from hello_world import greeting


def test_the_world_and_somebody() -> None:
    assert greeting() == greeting("  ") == "Hello, World!"
    assert greeting("小明") == "Hello, 小明!"

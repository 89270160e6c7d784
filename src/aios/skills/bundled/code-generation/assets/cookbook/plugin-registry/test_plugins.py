"""Plug-ins from decorators and from files, good and bad."""

from pathlib import Path

import pytest
from plugins import Registry, UnknownPlugin


def test_functions_and_classes_are_called_by_name() -> None:
    registry = Registry()

    @registry.register()
    def double(n: int) -> int:
        return 2 * n

    @registry.register("box")
    class Box:
        def __init__(self, size: int) -> None:
            self.size = size

    assert registry.call("double", 4) == 8
    assert registry.call("box", size=3).size == 3
    assert (list(registry), len(registry), "box" in registry) == (["box", "double"], 2, True)
    assert double(1) == 2


def test_a_name_is_taken_once() -> None:
    registry = Registry()
    registry.register("up")(str.upper)
    with pytest.raises(ValueError, match="'up'"):
        registry.register("up")(str.lower)
    registry.unregister("up")
    registry.register("up")(str.lower)
    assert registry.call("up", "A") == "a"


def test_an_unknown_name_lists_the_known() -> None:
    registry = Registry()
    registry.register("up")(str.upper)
    with pytest.raises(UnknownPlugin, match="'down'; there are: up"):
        registry.call("down")


def test_a_folder_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "hello.py").write_text(
        "def setup(registry):\n    registry.register('hello')(lambda who: 'hi ' + who)\n"
    )
    (tmp_path / "_private.py").write_text("raise RuntimeError\n")
    registry = Registry()
    assert registry.load(tmp_path) == ["hello"]
    assert registry.call("hello", "李雷") == "hi 李雷"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("x = 1", ImportError),
        ("def setup(registry):\n    registry.register('a')(str)\n    1 / 0", ZeroDivisionError),
        ("def", SyntaxError),
    ],
)
def test_a_bad_file_leaves_nothing_behind(
    tmp_path: Path, text: str, error: type[Exception]
) -> None:
    (tmp_path / "bad.py").write_text(text)
    registry = Registry()
    with pytest.raises(error):
        registry.load(tmp_path)
    assert len(registry) == 0

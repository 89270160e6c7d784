"""Reading the file, precedence, types, and what is wrong."""

from pathlib import Path

import pytest
from env_config import Env, EnvError, parse

TEXT = r"""
# settings
PORT=8080
export NAME="my \"app\"\n"   # shown
RAW='a ${PORT} \n'
URL = http://localhost:${PORT}/?q=a#top
EMPTY=
DEBUG=Yes
HOSTS=a, b,,c
"""


def test_the_file() -> None:
    found = parse(TEXT)
    assert found == {
        "PORT": "8080", "NAME": 'my "app"\n', "RAW": r"a ${PORT} \n", "EMPTY": "", "DEBUG": "Yes",
        "URL": "http://localhost:8080/?q=a#top", "HOSTS": "a, b,,c",
    }  # fmt: skip


def test_types() -> None:
    env = Env(parse(TEXT))
    assert (env.integer("PORT"), env.boolean("DEBUG"), env.items("HOSTS")) == (
        8080,
        True,
        ["a", "b", "c"],
    )
    assert (env.integer("N", 3), env.number("X", 0.5), env.boolean("B", False)) == (3, 0.5, False)
    assert not env.boolean("EMPTY")
    assert "app" not in repr(env)


def test_the_environment_goes_first(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PORT=1\nURL=x:${PORT}\n", encoding="utf-8-sig")
    env = Env.load(file, {"PORT": "2"})
    assert (env.text("PORT"), env.text("URL")) == ("2", "x:2")
    assert Env.load(tmp_path / "none", {"A": "b"}).text("A") == "b"


@pytest.mark.parametrize("text", ["PORT", "1A=b", 'A="x', "A='x"])
def test_bad_lines(text: str) -> None:
    with pytest.raises(EnvError, match="line 2"):
        parse(f"\n{text}")


def test_bad_values() -> None:
    env = Env({"PORT": "many", "DEBUG": "maybe"})
    for read, name in ((env.integer, "PORT"), (env.number, "PORT"), (env.boolean, "DEBUG")):
        with pytest.raises(EnvError, match=f"{name} must be"):
            read(name)
    with pytest.raises(EnvError, match="KEY is not set"):
        env.text("KEY")

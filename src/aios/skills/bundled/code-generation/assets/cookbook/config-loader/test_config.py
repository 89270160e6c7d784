"""Precedence, types and errors."""

from pathlib import Path

import pytest
from config import ConfigError, Settings, load


def written(folder: Path, text: str, name: str = "app.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_environment_goes_before_the_file_and_that_before_defaults(tmp_path: Path) -> None:
    path = written(tmp_path, 'database = "文件.db"\nport = 9000\ndebug = true\n')
    settings = load(Settings, path, environ={"APP_PORT": "9999", "APP_HOSTS": "a, b,"})
    assert (settings.database, settings.port, settings.debug) == ("文件.db", 9999, True)
    assert (settings.timeout_s, settings.hosts) == (10.0, ["a", "b"])


def test_json_will_do(tmp_path: Path) -> None:
    path = written(tmp_path, '{"database": "x", "timeout_s": 2, "hosts": ["h"]}', "app.json")
    assert load(Settings, path, environ={}).timeout_s == 2.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('database = "x"\nprot = 1', "'prot' is unknown; 'port'"),
        ('database = "x"\nport = "many"', "port: int is needed"),
        ('database = "x"\nport = true', "port: int is needed"),
        ('database = "x"\nport = 1.5', "port: int is needed"),
        ("database = 5", "database: str is needed"),
        ('database = "x"\nhosts = 5', "a list is needed"),
        ("port = 1", "missing: database"),
        ("= 1", "app.toml"),
    ],
)
def test_errors_say_where(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load(Settings, written(tmp_path, text), environ={})


@pytest.mark.parametrize(("text", "value"), [("1", True), ("Yes", True), ("off", False)])
def test_booleans_of_the_environment(text: str, value: bool) -> None:
    assert load(Settings, environ={"APP_DATABASE": "x", "APP_DEBUG": text}).debug is value
    with pytest.raises(ConfigError, match="APP_DEBUG"):
        load(Settings, environ={"APP_DATABASE": "x", "APP_DEBUG": "maybe"})


def test_secrets_are_not_shown() -> None:
    settings = load(Settings, environ={"APP_DATABASE": "x", "APP_PASSWORD": "hush"})
    assert settings.password == "hush"
    assert "hush" not in repr(settings)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml"):
        load(Settings, tmp_path / "none.toml")

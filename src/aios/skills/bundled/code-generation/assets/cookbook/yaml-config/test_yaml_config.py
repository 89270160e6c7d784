"""Layers, variables, types, and errors that say where."""

from pathlib import Path

import pytest
from yaml_config import Config, ConfigError, load, merged

BASE = """
name: 服务
database: {host: localhost, port: 5432}
hosts: [a, b]
password: ${DB_PASSWORD:-}
workers: ${WORKERS:-4}
url: http://${HOST:-x}:80/
"""


def written(folder: Path, text: str, name: str = "base.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_later_file_replaces_only_what_it_says(tmp_path: Path) -> None:
    local = written(tmp_path, "database: {port: 9}\nhosts: [c]\n", "local.yml")
    config = load(written(tmp_path, BASE), local, environ={})
    assert config.get("database.host", str) == "localhost"
    assert config.get("database.port", int) == 9
    assert config.get("hosts", list) == ["c"]


def test_variables_come_from_the_environment(tmp_path: Path) -> None:
    path = written(tmp_path, BASE)
    config = load(path, environ={"DB_PASSWORD": "s: x", "WORKERS": "8", "HOST": "h"})
    assert config.get("workers", int) == 8
    assert config.get("url", str) == "http://h:80/"
    assert load(path, environ={}).get("workers", int) == 4


def test_a_variable_without_default_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"token: the environment has no TOKEN"):
        load(written(tmp_path, "token: ${TOKEN}"), environ={})


def test_types_are_checked() -> None:
    config = Config({"a": {"n": 1, "flag": True, "text": "x"}})
    assert config.get("a.n", float) == 1.0
    assert config.get("a.none", int, 7) == 7
    for key, kind in (("a.flag", int), ("a.text", int), ("a", str)):
        with pytest.raises(ConfigError, match="is needed"):
            config.get(key, kind)
    with pytest.raises(ConfigError, match=r"a\.none is missing"):
        config.get("a.none", int)
    with pytest.raises(ConfigError, match="missing"):
        config.get("a.text.deeper", int)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "base.yaml"),
        ("- 1", "no mapping"),
        ("a: !!python/object/apply:os.getcwd []", "base.yaml"),
    ],
)
def test_bad_files_are_told(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load(written(tmp_path, text))
    with pytest.raises(ConfigError, match=r"none\.yaml"):
        load(tmp_path / "none.yaml")


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert load(written(tmp_path, "")).tree == {}


def test_merging_changes_neither() -> None:
    below, above = {"a": {"b": 1}}, {"a": {"c": 2}, "d": None}
    assert merged(below, above) == {"a": {"b": 1, "c": 2}, "d": None}
    assert below == {"a": {"b": 1}}

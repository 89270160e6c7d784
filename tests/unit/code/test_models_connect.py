"""From settings to endpoints: entries as people write them, keys, what is shared."""

import json
from pathlib import Path
from typing import Any

import pytest

from aios.code.models.book import Book
from aios.code.models.connect import connect
from aios.code.models.llamacpp import LlamaDriver
from aios.code.models.ollama import OllamaDriver
from aios.code.models.openai import OpenAIDriver
from aios.contracts.endpoints import ModelEntry
from aios.contracts.errors import BadRequest
from aios.contracts.ports import ModelDriver
from aios.settings import Settings

KEY = "sk-0123456789secret"


def made(
    *entries: dict[str, Any], openai_base_url: str = "", **environ: str
) -> tuple[list[ModelDriver], Book]:
    return connect(
        [ModelEntry.read(entry) for entry in entries],
        ollama_host="http://localhost:11434",
        openai_base_url=openai_base_url,
        environ=environ,
    )


def test_settings_take_models_as_tables() -> None:
    given = {"name": "m", "driver": "openai", "base_url": "http://gpu/v1", "slots": 16}
    [entry] = Settings(models=[given]).models  # type: ignore[arg-type]
    assert (entry.name, entry.driver, entry.base_url, entry.slots) == tuple(given.values())
    assert Settings.load({"AIOS_MODELS": json.dumps([given])}).models == (entry,)
    assert Settings.load({}, models=[given]).models == (entry,)


def test_settings_take_models_from_the_file(tmp_path: Path) -> None:
    toml = (
        '[[models]]\nname = "a"\nbase_url = "gpu:1"\naliases = ["b"]\n[[models]]\ndriver = "ollama"'
    )
    (tmp_path / "aios.toml").write_text(toml, encoding="utf-8")
    first, second = Settings.load({}, workspace=tmp_path).models
    assert (first.name, first.aliases, second.driver) == ("a", ("b",), "ollama")


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        ({"name": "m", "driver": "carrier pigeon"}, "driver"),
        ({"name": "m", "slots": "many"}, "slots"),
        ({"name": "m", "slots": True}, "slots"),
        ({"name": "m", "slots": -1}, "slots"),
        ({"name": 7}, "name"),
        ({"name": "m", "sluts": 3}, "sluts"),
        ({"name": "m", "fallback": [1]}, "fallback"),
        ({"name": "m", "driver": "llamacpp"}, "file"),
        ("http://gpu/v1", "table"),
    ],
)
def test_a_mistake_in_an_entry_is_named(entry: Any, word: str) -> None:
    with pytest.raises(BadRequest, match=word) as caught:
        Settings.load({}, models=[entry])
    assert caught.value.hint


@pytest.mark.parametrize("models", [{"key": KEY}, KEY, '{"key": "' + KEY + '"}', f'["{KEY}'])
def test_a_mistake_does_not_tell_the_key(models: Any) -> None:
    with pytest.raises(BadRequest) as caught:
        Settings.load({}, models=models)
    assert KEY not in f"{caught.value.message} {caught.value.hint} {caught.value.details}"


def test_keys_show_nowhere() -> None:
    settings = Settings.load({}, models=[{"name": "m", "key": KEY}])
    [driver], _book = connect(
        settings.models, ollama_host="", openai_base_url="", environ={"OPENAI_API_KEY": KEY}
    )
    shown = f"{settings!r} {settings.models} {settings.to_dict()} {driver!r} {driver.name}"
    assert KEY not in shown
    assert settings.models[0].key.reveal() == KEY


def test_without_entries_there_is_ollama_and_what_the_environment_names() -> None:
    [ollama], book = made()
    assert isinstance(ollama, OllamaDriver) and book.listed(ollama.name)
    first, second = made(openai_base_url="http://gpu:8080/v1")[0]
    assert (first.name, second.name) == ("ollama", "gpu:8080")


def test_entries_of_one_endpoint_share_its_slots() -> None:
    shared = {"base_url": "http://gpu/v1", "slots": 4}
    drivers, book = made(
        {"name": "a", **shared}, {"name": "b", **shared}, {"name": "a", "base_url": "http://tpu/v1"}
    )
    assert [(d.name, d.slots) for d in drivers] == [("gpu", 4), ("tpu", 8)]
    assert [place.endpoint for place in book.places("a")] == ["gpu", "tpu"]
    assert [place.endpoint for place in book.places("b")] == ["gpu"]
    assert not book.listed("gpu")


def test_another_key_is_another_endpoint() -> None:
    drivers, book = made(
        {"name": "a", "base_url": "http://gpu/v1", "key": "k1"},
        {"name": "b", "base_url": "http://gpu/v1", "key": "k2"},
    )
    assert [d.name for d in drivers] == ["gpu", "gpu#2"]
    assert book.places("b")[0].endpoint == "gpu#2"


def test_every_driver_can_be_named(tmp_path: Path) -> None:
    drivers, book = made(
        {"driver": "ollama", "name": "q", "model": "qwen3:8b", "base_url": "gpu", "slots": 2},
        {"driver": "llamacpp", "name": "local", "path": str(tmp_path / "x.gguf"), "slots": 3},
        {"driver": "llamacpp", "name": "models/y.gguf"},
        {"driver": "openai", "name": "o", "base_url": "http://gpu:1/v1", "models_held": 2},
    )
    kinds = [OllamaDriver, LlamaDriver, LlamaDriver, OpenAIDriver]
    assert list(map(type, drivers)) == kinds
    assert [d.slots for d in drivers[:2]] == [2, 3]
    assert drivers[3].models_held == 2
    assert (drivers[0].name, book.places("q")[0].model) == ("ollama@gpu:11434", "qwen3:8b")


def key_of(driver: ModelDriver) -> str:
    assert isinstance(driver, OpenAIDriver)
    return driver._key


def test_a_key_comes_from_the_variable_that_is_named() -> None:
    entry = {"name": "m", "base_url": "https://api.deepseek.com/v1", "key_env": "DEEPSEEK_KEY"}
    [driver], _book = made(entry, DEEPSEEK_KEY=KEY, OPENAI_API_KEY="other")
    assert key_of(driver) == KEY


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://api.openai.com/v1", KEY),
        ("", KEY),
        ("http://gpu:8080/v1", ""),
        ("https://api.deepseek.com/v1", ""),
    ],
)
def test_openais_key_goes_to_nobody_else(url: str, sent: str) -> None:
    [driver], _book = made({"name": "m", "base_url": url}, OPENAI_API_KEY=KEY)
    assert key_of(driver) == sent


def test_the_environments_key_goes_to_the_environments_server() -> None:
    drivers, _book = made(openai_base_url="http://gpu:8080/v1", OPENAI_API_KEY=KEY)
    assert key_of(drivers[1]) == KEY


def test_fallbacks_that_name_each_other_end() -> None:
    _drivers, book = made(
        {"name": "a", "base_url": "x", "fallback": ["b", "c"]},
        {"name": "b", "base_url": "x", "fallback": "a", "aliases": ["bee"]},
        {"name": "c", "base_url": "x", "fallback": ["bee", "nowhere"]},
    )
    assert book.chain("a") == ["a", "b", "c", "nowhere"]
    assert book.named("bee") == "b"

"""From the settings to drivers: which endpoints there are, and with which key."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from aios.code.models.book import Book
from aios.code.models.ollama import KEEP_ALIVE, OllamaDriver
from aios.code.models.openai_url import OPENAI, base_of
from aios.contracts.endpoints import ModelEntry
from aios.contracts.ports import ModelDriver

KEY_ENV, URL_ENV = "OPENAI_API_KEY", "OPENAI_BASE_URL"


def connect(
    entries: Sequence[ModelEntry],
    *,
    ollama_host: str,
    openai_base_url: str,
    environ: Mapping[str, str],
) -> tuple[list[ModelDriver], Book]:
    """A driver for each endpoint, and the book of names.

    Entries of one endpoint share its driver, so that its slots are counted once. Without entries:
    Ollama, and the server of `openai_base_url` if there is one.
    """
    if not entries:
        usual = [ModelEntry(driver="ollama")]
        usual += [ModelEntry(base_url=openai_base_url)] if openai_base_url else []
        entries = usual
    connecting = _Connecting(ollama_host, openai_base_url, environ)
    placed = [(entry, connecting.endpoint(entry)) for entry in map(_whole, entries)]
    return list(connecting.drivers.values()), Book(placed)


def open_file(path: str) -> ModelDriver:
    """A driver that runs a GGUF file in this process."""
    from aios.code.models.llamacpp import LlamaDriver

    return LlamaDriver(path)


def _whole(entry: ModelEntry) -> ModelEntry:
    if entry.driver == "llamacpp" and not entry.path:
        return entry.but(path=entry.name)
    return entry


class _Connecting:
    """Makes each driver once; `drivers` by their names, in order."""

    def __init__(self, ollama_host: str, openai_base_url: str, environ: Mapping[str, str]) -> None:
        self.drivers: dict[str, ModelDriver] = {}
        self._made: dict[tuple[str, str, str], ModelDriver] = {}
        self._ollama_host = ollama_host
        self._openai_base_url = openai_base_url or environ.get(URL_ENV, "")
        self._environ = environ

    def endpoint(self, entry: ModelEntry) -> str:
        """The name of the entry's endpoint, made now if it is the first of it."""
        make = {
            "openai": self._openai,
            "ollama": self._ollama,
            "llamacpp": self._llamacpp,
            "pydantic-ai": self._cloud,
        }
        driver = make[entry.driver](entry)
        driver.slots = max(driver.slots, entry.slots)
        self.drivers[driver.name] = driver
        return driver.name

    def _openai(self, entry: ModelEntry) -> ModelDriver:
        from aios.code.models.openai import OpenAIDriver  # each is loaded where it is named

        url = base_of(entry.base_url or self._openai_base_url)
        key, key_from = self._key(entry, url)
        known = self._made.get(("openai", url, key))
        if known is not None:
            return known
        driver = OpenAIDriver(url, key=key, key_from=key_from, **_given(entry))
        return self._keep(("openai", url, key), driver)

    def _ollama(self, entry: ModelEntry) -> ModelDriver:
        host = entry.base_url or self._ollama_host
        known = self._made.get(("ollama", host, ""))
        if known is not None:
            return known
        driver = OllamaDriver(host, keep_alive=entry.keep_alive or KEEP_ALIVE, **_given(entry))
        if entry.base_url:
            driver.name = f"ollama@{urlsplit(driver.url).netloc}"
        return self._keep(("ollama", host, ""), driver)

    def _llamacpp(self, entry: ModelEntry) -> ModelDriver:
        from aios.code.models.llamacpp import LlamaDriver

        known = self._made.get(("llamacpp", entry.path, ""))
        if known is not None:
            return known
        slots = {"slots": entry.slots} if entry.slots else {}
        name = entry.model or entry.name
        driver = LlamaDriver(entry.path, name=name, context_tokens=entry.context_tokens, **slots)
        return self._keep(("llamacpp", entry.path, ""), driver)

    def _cloud(self, entry: ModelEntry) -> ModelDriver:
        from aios.code.models.clouds import CloudDriver

        provider = (entry.model or entry.name).partition(":")[0]
        # Without a key of the entry's own, pydantic-ai looks for the provider's in the environment.
        key = self._key(entry, "")[0]
        place = ("pydantic-ai", f"{provider} {entry.base_url}", key)
        known = self._made.get(place)
        if known is not None:
            return known
        driver = CloudDriver(name=provider, base_url=entry.base_url, key=key, **_given(entry))
        return self._keep(place, driver)

    def _keep(self, place: tuple[str, str, str], driver: ModelDriver) -> ModelDriver:
        usual, count = driver.name, 2
        while driver.name in self.drivers:  # the same server, let in with another key
            driver.name, count = f"{usual}#{count}", count + 1
        self._made[place] = driver
        return driver

    def _key(self, entry: ModelEntry, url: str) -> tuple[str, str]:
        """The key and where it is from. OPENAI_API_KEY goes to its own server, nobody else."""
        if entry.key:
            return entry.key.reveal(), "the key in the setting models"
        if entry.key_env:
            key = self._environ.get(entry.key_env, "")
            return key, f"${entry.key_env}" if key else f"${entry.key_env}, which is empty"
        if url == base_of(self._openai_base_url or OPENAI) or url == OPENAI:
            key = self._environ.get(KEY_ENV, "")
            return key, f"${KEY_ENV}" if key else f"${KEY_ENV}, which is empty"
        return "", ""


def _given(entry: ModelEntry) -> dict[str, Any]:
    """What the entry says beyond the driver's usual."""
    told = {
        "slots": entry.slots or None,
        "silence_s": entry.silence_s or None,
        "models_held": entry.models_held,
    }
    if entry.driver == "pydantic-ai":
        del told["models_held"]  # a cloud holds them all
    return {name: value for name, value in told.items() if value is not None}

"""A registry of plug-ins: functions or classes by name, from decorators and from a folder."""

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

PLUGIN_FOLDER = "plugins"

Plugin = TypeVar("Plugin", bound=Callable[..., Any])


class UnknownPlugin(LookupError):
    """No plug-in has this name."""


class Registry:
    """Plug-ins by name; a name is taken once."""

    def __init__(self) -> None:
        self._plugins: dict[str, Callable[..., Any]] = {}

    def register(self, name: str | None = None) -> Callable[[Plugin], Plugin]:
        """A decorator that adds a function or class, by its own name unless another is given."""

        def add(plugin: Plugin) -> Plugin:
            key = name or plugin.__name__
            if key in self._plugins:
                raise ValueError(f"the plug-in {key!r} is registered already")
            self._plugins[key] = plugin
            return plugin

        return add

    def unregister(self, name: str) -> None:
        self.get(name)
        del self._plugins[name]

    def get(self, name: str) -> Callable[..., Any]:
        """The plug-in; UnknownPlugin, which lists the names there are."""
        if name not in self._plugins:
            known = ", ".join(self) or "none"
            raise UnknownPlugin(f"no plug-in {name!r}; there are: {known}")
        return self._plugins[name]

    def call(self, name: str, *args: Any, **options: Any) -> Any:
        return self.get(name)(*args, **options)

    def load(self, folder: Path) -> list[str]:
        """Import each .py file of the folder and let its `setup(registry)` add plug-ins.

        The names that were added. ImportError for a file without setup; what a file raises
        goes through, and of such a file nothing stays registered.
        """
        before = dict(self._plugins)
        for file in sorted(folder.glob("[!_]*.py")):
            known = dict(self._plugins)
            try:
                self._load_file(file)
            except BaseException:
                self._plugins = known
                raise
        return [name for name in self if name not in before]

    def _load_file(self, file: Path) -> None:
        spec = importlib.util.spec_from_file_location(f"plugin_{file.stem}", file)
        if spec is None or spec.loader is None:
            raise ImportError(f"{file} cannot be imported")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        if not hasattr(module, "setup"):
            raise ImportError(f"{file} has no setup(registry)")
        module.setup(self)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._plugins))

    def __len__(self) -> int:
        return len(self._plugins)

    def __contains__(self, name: object) -> bool:
        return name in self._plugins


if __name__ == "__main__":
    registry = Registry()
    registry.register("shout")(str.upper)
    if Path(PLUGIN_FOLDER).is_dir():
        registry.load(Path(PLUGIN_FOLDER))
    print(*registry, sep="\n")
    print(registry.call("shout", "hello"))

"""What `aios vm build` makes: an image, or what a backend needs once on a host."""

from collections.abc import Sequence

from aios.code.machines.image import Image, ImageStore, OnProgress
from aios.contracts.errors import NotFound
from aios.contracts.ports import MachineBackend


async def build(
    what: str,
    images: ImageStore,
    backends: Sequence[MachineBackend],
    on_progress: OnProgress | None = None,
) -> Image:
    """Build the image or prepare the backend of that name, unless it is there.

    NotFound for an unknown name, MachineFailed (code `image_missing`) when it cannot be built.
    """
    for backend in backends:
        if backend.name == what:
            place = await backend.prepare(on_progress)
            return Image(name=what, path=place, digest="")
    if what not in images.names():
        known = ", ".join([*images.names(), *sorted(backend.name for backend in backends)])
        raise NotFound(f"there is nothing to build called {what!r}; known: {known}")
    return await images.ensure(what, on_progress)

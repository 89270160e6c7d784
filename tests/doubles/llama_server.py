"""A real llama.cpp server on loopback, with a tiny model that always says the same."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ALIAS = "tiny"


@contextmanager
def llama_server(
    folder: Path, says: Sequence[str], *, key: str = "", slots: int = 2, context_tokens: int = 2048
) -> Iterator[str]:
    """Its address; each slot reads `context_tokens`. Without `says` the model babbles."""
    import xllamacpp  # here, so that tests can be collected where it is not installed

    from tests.doubles.tiny_gguf import tiny_gguf

    params = xllamacpp.CommonParams()
    params.model.path = str(tiny_gguf(folder / "tiny.gguf", says=says))
    params.model_alias = {ALIAS}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_parallel = slots
    params.n_ctx = context_tokens * slots
    params.embedding = True
    params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_LAST
    params.n_batch = params.n_ubatch
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.warmup = params.ui = False
    params.verbosity = -1
    params.api_keys = [key] if key else []
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    server = xllamacpp.Server(params)
    for number, handler in kept.items():  # it took them for itself
        signal.signal(number, handler)
    try:
        yield server.listening_address
    finally:
        del server

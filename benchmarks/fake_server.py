"""A model server of fixed latency and slots, to measure against: OpenAI's chat API, streamed.

`python -m benchmarks.fake_server LATENCY_S SLOTS [LOAD_S]` prints its port. Calls beyond the slots
wait in the order they came. "slow" in a prompt takes `SLOW_S`. With LOAD_S it holds one model and
needs so long to change it once nobody uses the one it holds. /stats tells calls, the most at once,
and changes of the model.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SLOW_S = 3.0
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n"


class FakeServer:
    """Slots, a latency, and perhaps one model at a time."""

    def __init__(self, latency_s: float, slots: int, load_s: float) -> None:
        self._latency_s = latency_s
        self._load_s = load_s
        self._slots = asyncio.Semaphore(slots)
        self._model = ""
        self._using = 0
        self._changed = asyncio.Condition()
        self.calls = self.most = self.swaps = 0
        self._busy = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept for any number of requests."""
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = next(
                    (int(v) for k, _, v in _fields(head) if k.lower() == "content-length"), 0
                )
                body = await reader.readexactly(length)
                writer.write(await self._answer(head.split()[1], body))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answer(self, path: str, body: bytes) -> bytes:
        if path.endswith("/chat/completions"):
            kind, text = b"text/event-stream", await self._chat(json.loads(body))
        elif path == "/stats":
            told = {"calls": self.calls, "most_at_once": self.most, "swaps": self.swaps}
            kind, text = b"application/json", json.dumps(told).encode()
        else:
            models = [{"id": name, "object": "model"} for name in ("m", "n")]
            kind, text = b"application/json", json.dumps({"data": models}).encode()
        return HEAD % (kind, len(text)) + text

    async def _chat(self, asked: dict) -> bytes:
        prompt = asked["messages"][-1]["content"]
        async with self._slots:
            self._busy += 1
            self.most = max(self.most, self._busy)
            await self._use(asked["model"])
            await asyncio.sleep(SLOW_S if "slow" in prompt else self._latency_s)
            await self._leave()
            self._busy -= 1
        self.calls += 1
        said = {"choices": [{"index": 0, "delta": {"content": prompt}, "finish_reason": "stop"}]}
        usage = {"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 1}}
        return b"".join(b"data: %b\n\n" % json.dumps(e).encode() for e in (said, usage)) + (
            b"data: [DONE]\n\n"
        )

    async def _use(self, model: str) -> None:
        if not self._load_s:
            return
        async with self._changed:
            while self._model != model and self._using:
                await self._changed.wait()
            if self._model != model:
                self._model = model
                self.swaps += 1
                await asyncio.sleep(self._load_s)
            self._using += 1

    async def _leave(self) -> None:
        if self._load_s:
            async with self._changed:
                self._using -= 1
                self._changed.notify_all()


def _fields(head: str) -> Iterator[tuple[str, str, str]]:
    return (line.partition(": ") for line in head.split("\r\n")[1:])


@contextmanager
def fake_server(latency_s: float, slots: int, load_s: float = 0.0) -> Iterator[str]:
    """The base URL of a server in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.fake_server",
        *map(str, (latency_s, slots, load_s)),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}/v1"
    finally:
        process.kill()
        process.communicate()


async def main(latency_s: float, slots: int, load_s: float) -> None:
    """Serve until killed."""
    fake = FakeServer(latency_s, slots, load_s)
    server = await asyncio.start_server(fake.serve, "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    numbers = [float(given) for given in sys.argv[1:]] + [0.0]
    asyncio.run(main(numbers[0], int(numbers[1]), numbers[2]))

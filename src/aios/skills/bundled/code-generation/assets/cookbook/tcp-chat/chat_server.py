"""A chat room over TCP: python chat_server.py, then `nc localhost 9000` in several terminals."""

import asyncio

HOST = "127.0.0.1"
PORT = 9000
MAX_LINE_BYTES = 2000
MAX_NAME = 20
MAX_UNSENT_BYTES = 100_000


class ChatServer:
    """The people in the room by name, and what they say to each other."""

    def __init__(self) -> None:
        self.people: dict[str, asyncio.StreamWriter] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection from hello to goodbye."""
        name = ""
        try:
            name = await self.welcome(reader, writer)
            await self.listen(name, reader)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # gone without a word, which is how most people leave
        except ValueError:
            tell(writer, f"Lines have at most {MAX_LINE_BYTES} bytes. Goodbye.")
        finally:
            if self.people.pop(name, None):
                self.broadcast(f"* {name} left")
            writer.close()

    async def welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
        """Ask for a name until one is free."""
        tell(writer, "Your name?")
        while True:
            name = await line(reader)
            if not name.isidentifier() or len(name) > MAX_NAME:
                tell(writer, f"A name is one word of at most {MAX_NAME} letters. Your name?")
            elif name in self.people:
                tell(writer, f"{name} is taken. Your name?")
            else:
                break
        self.broadcast(f"* {name} joined")
        self.people[name] = writer
        tell(writer, f"Welcome, {name}. /who shows who is here, /quit leaves.")
        return name

    async def listen(self, name: str, reader: asyncio.StreamReader) -> None:
        """Pass on what the person says."""
        while (text := await line(reader)) != "/quit":
            if text == "/who":
                tell(self.people[name], ", ".join(sorted(self.people)))
            elif text:
                self.broadcast(f"{name}: {text}", but=name)

    def broadcast(self, text: str, but: str = "") -> None:
        """Tell everybody but one. Who does not read what is sent is let go."""
        for name, writer in list(self.people.items()):
            if writer.transport.get_write_buffer_size() > MAX_UNSENT_BYTES:
                writer.transport.abort()
            elif name != but:
                tell(writer, text)


def tell(writer: asyncio.StreamWriter, text: str) -> None:
    """Send one line without waiting."""
    writer.write(f"{text}\n".encode())


async def line(reader: asyncio.StreamReader) -> str:
    """The next line without control characters; ValueError if too long, an error at the end."""
    try:
        raw = await reader.readuntil(b"\n")
    except asyncio.LimitOverrunError as error:
        raise ValueError("the line is too long") from error
    return "".join(c for c in raw.decode(errors="replace").strip() if c.isprintable())


async def start(port: int = PORT) -> asyncio.Server:
    """The server, listening; port 0 takes any that is free."""
    return await asyncio.start_server(ChatServer().serve, HOST, port, limit=MAX_LINE_BYTES)


async def main() -> None:
    """Serve until interrupted."""
    async with await start() as server:
        print(f"nc {HOST} {PORT}")
        await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        print("closed")

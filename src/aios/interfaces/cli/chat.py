"""`aios chat`: one task after the other, each in the light of those before it."""

import asyncio
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aios.contracts.errors import AiosError
from aios.interfaces.cli.exits import exit_of_error, exit_of_task
from aios.interfaces.cli.run import ask_person, follow
from aios.interfaces.cli.session import session
from aios.interfaces.cli.shapes import refused_shape, task_shape
from aios.interfaces.cli.terminal import print_error, print_json
from aios.interfaces.cli.view import TaskView

PROMPT = "> "
WELCOME = "One task a line, in Chinese or English. /new begins anew, /exit or Ctrl-D leaves."
LEAVE = ("/exit", "/quit", "exit", "quit", "退出", "再见")
ANEW = ("/new", "/clear", "新话题")


def converse(
    after: str,
    *,
    as_json: bool,
    workspace: Path | None,
    options: Mapping[str, Any],
    knobs: Mapping[str, Any],
) -> None:
    """Take tasks line by line until the input ends; leaves with the last one's exit code.

    A person who ends the conversation leaves with 0, however the last task went.
    """
    person = sys.stdin.isatty() and not as_json

    async def work(aios: Any) -> int:
        if person:
            aios.answer_with(ask_person)
            print(WELCOME)
        last, code = after, 0
        while (line := await read_line(PROMPT if person else "")) is not None:
            words = line.strip()
            if words.lower() in LEAVE:
                break
            if words.lower() in ANEW:
                last = ""
            elif words:
                last, code = await _turn(aios, words, last, options, as_json)
        return 0 if person else code

    session(work, workspace=workspace, as_json=as_json, shape=refused_shape, **knobs)


async def _turn(
    aios: Any, words: str, last: str, options: Mapping[str, Any], as_json: bool
) -> tuple[str, int]:
    """Run one task to its end: its id and exit code; one that is refused leaves `last`."""
    try:
        handle = await aios.execute(words, after=last or None, **options)
    except AiosError as error:
        if as_json:
            print_json(refused_shape(error))
        else:
            print_error(error.message, error.hint)
        return last, exit_of_error(error)
    task = await follow(aios, handle.id, None if as_json else TaskView(words))
    if as_json:
        print_json(task_shape(task))
    return task.id, exit_of_task(task)


async def read_line(prompt: str) -> str | None:
    """The next line of the input, None at its end. Ctrl-C while waiting leaves at once.

    The thread that waits for the person is a daemon: it does not keep the program alive.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str | None] = loop.create_future()

    def tell(line: str | None) -> None:
        if not answer.done():
            answer.set_result(line)

    def wait() -> None:
        try:
            line: str | None = input(prompt)
        except (EOFError, UnicodeDecodeError):
            line = None
        if not loop.is_closed():
            loop.call_soon_threadsafe(tell, line)

    threading.Thread(target=wait, daemon=True, name="read-line").start()
    return await answer

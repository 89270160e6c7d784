"""A text that a caller wants run, as the command that runs it in a machine."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aios.code.machines import arguments, toolchains, transfer
from aios.code.machines import language as languages
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command
from aios.contracts.ports import Machine

_NAME_MAX = 256
_LOOK_S = 10.0


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A text to run: its `language` ("": to be found out), what `command_for` takes as well, and
    the `folder` from which files that it names are copied (None: none are)."""

    text: str
    language: str
    how: dict[str, Any]
    folder: Path | None


async def prepared(
    machine: Machine, wish: Wish, limits: MachineLimits, *, alone: bool
) -> tuple[str, Command]:
    """The language it is in, and the command; the files it names are in the machine then.

    `alone`: the machine has Python and no other program. BadRequest (code `language_missing`)
    where there is nothing to run it with.
    """
    language = wish.language or await _language_of(machine, wish.text, alone=alone)
    tool = "" if alone else await toolchains.find(machine, language)
    if wish.folder is not None:
        named = transfer.files_named(wish.text, language)
        await transfer.copy_missing(machine, named, wish.folder, disk_mb=limits.disk_mb)
    command = arguments.command_for(
        wish.text, language, **wish.how, memory_mb=limits.memory_mb, tool=tool, alone=alone
    )
    return language, command


async def _language_of(machine: Machine, text: str, *, alone: bool) -> str:
    """As the text tells, or whether its first word is a program in there."""
    if alone:
        return languages.detect_alone(text)
    answers = {languages.detect(text, is_program=known) for known in (True, False)}
    if len(answers) == 1:
        return answers.pop()
    word = languages.first_word(text)
    look = Command(argv=("sh", "-c", 'command -v -- "$1"', "sh", word), timeout_s=_LOOK_S)
    known = len(word) < _NAME_MAX and (await machine.run(look)).exit_code == 0
    return languages.detect(text, is_program=known)

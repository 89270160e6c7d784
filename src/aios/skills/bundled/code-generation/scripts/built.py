"""Build a program of bricks with the very interface that a request writes down, or find that it
cannot be done."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bricks import (
    Brick,
    Choice,
    can_be_called,
    choose,
    choose_class,
    member_of,
    named_alike,
    read_bricks,
    words_of,
)
from classes import class_piece
from cmdline import reads_stdin, slots_for
from commands import Command, command_of, spoken_command, wants_command
from edits import Change, Renaming
from examples import Example, read_examples
from finder import normalize
from fitting import WANTED, rearranged, said_defaults, writing
from outcomes import outcome_for, unmarked
from pieces import Piece, holds, holds_all, program_of, shown, tests_of
from printing import SHOW, shown_as
from records import class_source
from ruled import machine
from serving import source_of, tests_of_service, wanted_service
from signatures import ClassWish, Signature, asked_alone, class_of, clause, functions, plain
from starting import main_of
from wholes import STARTED, Built, run_of, whole
from writers import written

CERTAIN = 1.6
ALIKE = 3.0
_READS = re.compile(r"\bfiles?\b|\bcsv\b|文件|stdin|standard input|标准输入", re.IGNORECASE)

# Addresses of a web framework that no service above answers, and tests of what is there.
_NONE_OF_IT = re.compile(
    r"(?i:\b(?:flask|fastapi|django)\b)(?=.*(?:GET|POST|PUT|DELETE) /)"
    r"|^\W*(?:please |请|帮我)*(?:write|给)[^.。]{0,16}(?:unittest|pytest) ?(?:tests?|测试)?\b"
    r"|给下面的函数写",
    re.DOTALL,
)


def build(text: str, stem: str = "") -> Built | None:
    """The program of the functions or the class that the request names; None without any."""
    if service := wanted_service(text):
        stem = stem or ("app" if service.flask else "service")
        return Built(
            stem,
            source_of(service),
            tests_of_service(stem, service),
            (),
            True,
            3.0,
            about="service",
        )
    return None if _NONE_OF_IT.search(text) else _of_bricks(text, stem)


def _of_bricks(text: str, stem: str) -> Built | None:
    """The program of functions, of a class or of a command line."""
    show = shown_as(text)
    command = command_of(text)
    if made := whole(text, command, stem):
        return made
    text = plain(text)
    wish = class_of(re.sub(r"<[a-z][^<>]*>", " ", text))  # class="…" of a tag is none
    if wish and (states := machine(text, wish)):
        return together(text, [Piece(states, Renaming(), {}, 3.0, wish.name)], stem, explicit=True)
    if wish and (made := _records(wish, stem)):
        return made
    if wish and (found := class_piece(text, wish)):
        told = bool(wish.made) or len(wish.members) > (0 if wish.name else 1)
        made = together(text, [found], stem, explicit=told)
        return replace(made, lacking=_methods_lacking(wish, found)) if made else None
    named = functions(text)
    if command is None and not named:
        command = spoken_command(text)
    called = (command and command.arguments) or (wants_command(text) and not named)
    if called and (made := _for_command(text, command, show)):
        return made
    if command and command.arguments and not any(wish.params for wish in named):
        return None  # a program that reads none of its arguments is not what is wanted
    pieces = _function_pieces(text, named)
    if pieces:
        made = together(text, pieces, stem, explicit=_tells(named, pieces))
        return replace(made, lacking=_lacking(named, pieces)) if made else None
    if not named and (found := class_piece(text, None)):
        return together(text, [found], stem, explicit=False)
    return None


def _records(wish: ClassWish, stem: str) -> Built | None:
    """A class that keeps records, where none that is there has all of the methods wished for."""
    called = [member.name for member in wish.members if member.params is not None]
    asked = normalize(" ".join(words_of(wish.name)))
    ready = any(
        all(member_of(choice.brick, name) for name in called)
        for choice in choose_class(asked, wish, read_bricks())[:2]
        if choice.score > 1
    )
    made = None if ready or not called else class_source(wish)
    if made is None:
        return None
    stem = stem or "_".join(words_of(wish.name))
    source = f'"""A class that keeps records."""\n\nfrom typing import Any\n\n\n{made[0]}\n'
    source = unmarked(source)
    source += '\n\nif __name__ == "__main__":\n    print(__doc__)\n'
    head = f'"""What is kept is there."""\n\nfrom {stem} import {wish.name}\n\n\n'
    tests = f"{head}def test_what_is_kept() -> None:\n{made[1]}"
    return Built(stem, source, tests, (), True, 2.0, about="records")


def _for_command(text: str, command: Command | None, show: str) -> Built | None:
    """A program for the command line."""
    wish = Signature(command.stem.replace("-", "_")) if command and command.stem else None
    asked = normalize(f"{text} {' '.join(words_of(wish.name))}" if wish else text)
    likely = choose(asked, wish, read_bricks())[:8]
    reads = command is not None and not command.stem and bool(_READS.search(text))

    def fitting(choice: Choice) -> float:
        fed = not reads or any("Path" in kind for kind in choice.brick.kinds().values())
        fed = fed or reads_stdin(choice.brick, text)
        return choice.score + _written_as(choice, command) - (0 if fed else 2)

    for choice in sorted(likely, key=fitting, reverse=True):
        slots = slots_for(choice.brick, command, text)
        if slots is not None and (choice.said or choice.score > 2.5):
            brick = choice.brick
            piece = Piece(brick, Renaming(), {}, choice.score, brick.name)
            title = brick.prose.split("\n")[0]
            end = f"{show}\n\n\n{main_of(brick, slots, brick.name, text)}"
            source = program_of([piece], title, end)
            stem = (command.stem if command else "") or brick.name
            tests = tests_of(stem, [piece], [], [brick.name], STARTED.format(program=f"{stem}.py"))
            called_so = wish is not None and named_alike(brick, wish.name) >= ALIKE
            called_so = called_so and not _READS.search(text)
            explicit = called_so or bool(command and command.arguments) or show != SHOW
            return Built(stem, source, tests, (piece,), explicit, choice.score, 0, run_of(command))
    return None


def _written_as(choice: Choice, command: Command | None) -> float:
    """What the endings of the files say for a brick: in.json and out.csv speak for CSV."""
    names = [a.text for a in command.arguments if a.kind == "file"] if command else []
    if names and not any("Path" in kind for kind in choice.brick.kinds().values()):
        return -1.5
    ends = [name.rpartition(".")[2].lower() for name in names if "." in name]
    if len(ends) < 2 or ends[0] == ends[-1] or not choice.brick.gives:
        return 0.0
    return 1.5 if choice.brick.gives == ends[-1] else -1.5


def _lacking(named: Sequence[Signature], pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The functions that are written down with parameters and that no piece is."""
    there = {piece.name for piece in pieces} | {n for p in pieces for n in p.brick.order()}
    return tuple(wish.name for wish in named if wish.params and wish.name not in there)


def _methods_lacking(wish: ClassWish, piece: Piece) -> tuple[str, ...]:
    """The methods that are written down as calls and that the class does not have."""
    brick = piece.brick
    return tuple(m.name for m in wish.members if not can_be_called(brick, m))


def _tells(named: Sequence[Signature], pieces: Sequence[Piece]) -> bool:
    """Whether the request tells how functions are called, or calls them as their bricks are."""
    known = {name for piece in pieces for name in (piece.brick.name, *piece.brick.names)}
    return any(wish.params is not None or wish.name in known for wish in named)


def _function_pieces(text: str, named: Sequence[Signature]) -> list[Piece]:
    """A brick for each function that is named, or the one that is told of."""
    told = read_examples(text)
    if not named:
        found = _function_piece(text, text, None, told, alone=True)
        return [found] if found else []
    pieces = []
    named = asked_alone(text, named)
    for wish in named:
        part = clause(text, list(named), wish) if len(named) > 1 else text
        mine = [e for e in told if e.name == wish.name or (not e.name and len(named) == 1)]
        if brick := written(part, wish):
            pieces.append(Piece(brick, Renaming(), {}, 3.0, wish.name))
            continue
        hints = [] if len(named) == 1 else _both_ways([e for e in told if not e.name])
        found = _function_piece(text, part, wish, mine, alone=len(named) == 1, hints=hints)
        if found:
            pieces.append(found)
    best = [p for p in pieces if p.certainty >= CERTAIN]
    first: dict[str, Piece] = {}
    for piece in sorted(pieces, key=lambda piece: -piece.certainty):
        first.setdefault(piece.brick.name, piece)
    return [piece for piece in pieces if piece in first.values()] if best else []


def _both_ways(told: Sequence[Example]) -> list[Example]:
    """Examples without a name, and the same the other way round: encoded and decoded."""
    return [*told, *(Example("", e.gives, e.arguments) for e in told)]


def _function_piece(
    text: str,
    part: str,
    wish: Signature | None,
    told: Sequence[Example],
    *,
    alone: bool,
    hints: Sequence[Example] = (),
) -> Piece | None:
    """The brick that is meant: among the likely ones the first that the examples hold for; hints
    are examples of one of several functions."""
    asked = normalize(f"{part} {' '.join(words_of(wish.name))}" if wish else part)
    likely = [c for c in choose(asked, wish, read_bricks()) if c.score > 0.8][:6]
    if not likely and wish and part != text:
        likely = [c for c in choose(normalize(text), wish, read_bricks()) if c.score > 1.5][:6]
    pieces = [_piece(choice.brick, choice.score, part, wish, alone=alone) for choice in likely]
    if told:
        holding = [piece for piece in pieces if holds_all(piece, told)]
        if holding:
            return holding[0]
        if any(e.name for e in told):
            return None
    sure = [piece for piece in pieces if wish is None or piece.certainty > 1]
    hinted = [p for p in sure if any(holds_all(p, [hint]) for hint in hints)]
    return next(iter([*hinted, *sure]), None)


def _piece(brick: Brick, score: float, text: str, wish: Signature | None, *, alone: bool) -> Piece:
    name = wish.name if wish else brick.name
    outcome = outcome_for(text, [name], alone)
    params = None
    if wish is not None and wish.params is not None:
        params = rearranged(brick, wish.params)
        if params is None and (more := writing(brick, wish)):
            inner = Renaming({brick.name: Change(f"{brick.name}_text"), WANTED: Change(name)})
            return Piece(brick, inner, {}, score + 2, name, more=more)
        params = params and (*params, *said_defaults(brick, text, params))
    changes = {brick.name: Change(name, params)}
    return Piece(brick, Renaming(changes), {brick.name: outcome} if outcome else {}, score, name)


# "InsufficientFunds, which you define as a subclass of ValueError", "NotFound 继承 LookupError"
_BASES = re.compile(
    r"\b([A-Z]\w+)\b[^.。;；]{0,60}?"
    r"(?:subclass(?:es)? of|derived from|inherit\w* from|继承自?|的子类)\s*([A-Z]\w+)"
)


def together(text: str, pieces: list[Piece], stem: str, *, explicit: bool) -> Built | None:
    """The program with its tests; None where it does not even compile."""
    names = [piece.name or piece.brick.name for piece in pieces]
    stem = stem or "_".join(words_of(names[0]))
    title = pieces[0].brick.prose.split("\n")[0]
    source = program_of(pieces, title, shown(pieces), [p.more for p in pieces if p.more])
    for error, base in _BASES.findall(text):
        source = source.replace(f"class {error}(Exception):", f"class {error}({base}):")
    told = [e for e in read_examples(text) if holds(source, names, e)]
    tests = tests_of(stem, pieces, told, names)
    certainty = min(piece.certainty for piece in pieces)
    return Built(stem, source, tests, tuple(pieces), explicit, certainty, len(told))

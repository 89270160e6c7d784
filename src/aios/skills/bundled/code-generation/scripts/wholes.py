"""Programs for the command line that are written whole: figures, pages, logs, entries, tables."""

import re
from dataclasses import dataclass

from bricks import Brick
from cleaned import cleaning_source, tests_of_cleaning, wanted_cleaning
from cmdline import slots_for
from commands import Command, command_of, wants_command
from crawling import crawl_of, crawl_source, tests_of_crawl
from edits import Renaming
from figuring import figures_of, tests_of_figures
from figuring import source_of as figures_source
from keepers import keeper_source, tests_of_keeper
from loglines import lines_of, lines_source, tests_of_lines
from logstats import log_summary
from pieces import Piece, program_of, tests_of
from printing import shown_as
from ruled import made_brick
from scrapers import page_of, scraper_source
from signatures import functions, plain
from starting import main_of
from subcommands import keeper_of
from tabled import table_of
from tabling import table_source, tests_of_table


@dataclass(frozen=True)
class Built:
    """A program: its module, its source and tests, what it is made of, and whether the request told
    its interface."""

    stem: str
    source: str
    tests: str
    pieces: tuple[Piece, ...]
    explicit: bool
    certainty: float
    examples: int = 0
    run: str = "python {program}"
    about: str = ""  # what it is without bricks: a service, records
    lacking: tuple[str, ...] = ()  # what is wished for beside, and no brick does

    @property
    def names(self) -> list[str]:
        """What the functions and classes are called."""
        return [piece.name or piece.brick.name for piece in self.pieces]


def whole(text: str, command: Command | None, stem: str) -> Built | None:
    """The program for the command line that is written whole; None where the text wants none."""
    return (
        _figures(text, stem)
        or _keeper(text)
        or _cleaning(plain(text), command, stem)
        or _crawl(text, command)
        or _table(text, command)
        or _page(text, command)
        or _log_summary(text, command)
        or _log_lines(text, command)
    )


def _figures(text: str, stem: str) -> Built | None:
    """A program that prints figures of numbers, a column or a text, where one is wanted."""
    called = wants_command(text) or command_of(text)
    wanted = figures_of(text) if called and not any(f.params for f in functions(text)) else None
    if wanted is None:
        return None
    stem = stem or "figures"
    tests = tests_of_figures(stem, wanted)
    return Built(stem, figures_source(wanted), tests, (), True, 3.0, about="figures")


def _page(text: str, command: Command | None) -> Built | None:
    """A program for the command line that prints what it finds in a page of the web."""
    paths = [a for a in command.arguments if not a.option] if command else []
    page = (
        page_of(text) if len(paths) == 1 and re.search(r"\burl\b|网址|网页", text, re.I) else None
    )
    if command is None or page is None:
        return None
    brick = made_brick("found_in", scraper_source("found_in", "url", page), "抓取网页")
    slots = slots_for(brick, None, text) or []
    end = f"{shown_as(text)}\n\n\n{main_of(brick, slots, 'found_in', text)}"
    return _started(brick, command, "Prints what it finds in a page of the web.", end)


def _log_summary(text: str, command: Command | None) -> Built | None:
    """A program for the command line that prints figures of an access log as JSON."""
    brick = log_summary(text) if command and command.arguments else None
    slots = slots_for(brick, command, text) if brick else None
    if brick is None or command is None or slots is None:
        return None
    show = (
        "def show(result: object) -> None:\n"
        '    """Print the result as JSON."""\n'
        "    print(json.dumps(result, ensure_ascii=False))"
    )
    end = f"{show}\n\n\n{main_of(brick, slots, brick.name, text)}"
    return _started(brick, command, "Prints figures of a log.", end)


def _started(brick: Brick, command: Command, title: str, end: str) -> Built:
    """The program of a brick that was just written, which a command line starts."""
    piece = Piece(brick, Renaming(), {}, 3.0, brick.name)
    source = program_of([piece], title, end)
    stem = command.stem or brick.name
    tests = tests_of(stem, [piece], [], [brick.name], STARTED.format(program=f"{stem}.py"))
    return Built(stem, source, tests, (piece,), True, 3.0, run=run_of(command))


def _keeper(text: str) -> Built | None:
    """A program with commands of its own that keeps entries."""
    keeper = keeper_of(text)
    if keeper is None:
        return None
    source, tests = keeper_source(keeper), tests_of_keeper(keeper.stem, keeper)
    run = f"python {{program}} {next(iter(keeper.verbs.values()))} …"
    return Built(keeper.stem, source, tests, (), True, 3.0, run=run, about="keeper")


def _cleaning(text: str, command: Command | None, stem: str) -> Built | None:
    """A program, or a function, that does with the rows of a table what the text tells."""
    wanted = wanted_cleaning(text, command, functions(text))
    if wanted is None:
        return None
    stem = stem or (wanted.name if not wanted.command else "clean")
    source, tests = cleaning_source(wanted), tests_of_cleaning(stem, wanted)
    run = "python {program} in.csv out.csv" if wanted.command else "python {program}"
    return Built(stem, source, tests, (), True, 3.0, run=run, about="cleaning")


def _crawl(text: str, command: Command | None) -> Built | None:
    """A program that takes from pages of the web what is shown of them."""
    told = crawl_of(text, command)
    if told is None or command is None:
        return None
    source, tests = crawl_source(told), tests_of_crawl(told.stem)
    return Built(told.stem, source, tests, (), True, 3.0, run=run_of(command), about="crawl")


def _log_lines(text: str, command: Command | None) -> Built | None:
    """A program that prints lines of a log, or how many there are of each kind."""
    told = lines_of(text, command)
    if told is None or command is None:
        return None
    source, tests = lines_source(told), tests_of_lines(told.stem, told)
    return Built(told.stem, source, tests, (), True, 3.0, run=run_of(command), about="lines")


def _table(text: str, command: Command | None) -> Built | None:
    """A program that shows rows of a table, or figures of its groups."""
    table = table_of(text, command)
    if table is None or command is None:
        return None
    source, tests = table_source(table), tests_of_table(table.stem)
    return Built(table.stem, source, tests, (), True, 3.0, run=run_of(command), about="table")


def run_of(command: Command | None) -> str:
    """How the program is started."""
    shown = [f"{a.option} {a.text}".strip() for a in command.arguments] if command else []
    told = " ".join(shown).replace("{", "{{").replace("}", "}}")
    return f"python {{program}} {told}".rstrip()


STARTED = """

def test_the_command_line_tells_of_itself() -> None:
    command = [sys.executable, "{program}", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "usage" in done.stdout
"""

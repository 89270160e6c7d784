"""The pages are run: every shell and Python block that says so, with the output it shows.

A block's first line tells what becomes of it: `run` (with the parts it needs), `fails=CODE`,
`not-run` (then it opens with a comment why), `file=PATH` (written before the page is run).
An `output` block after it shows lines that come in this order; … stands for anything.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import warm
from tests.acceptance.conftest import NO_OLLAMA

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sys.executable).parent
PARTS = ("machine", "image", "landlock", "wasi", "qemu")
PAGES = (
    ROOT / "README.md",
    ROOT / "README.zh-CN.md",
    *sorted((ROOT / "docs" / "start").glob("*.md")),
    *sorted((ROOT / "docs" / "how-to").glob("*.md")),
    ROOT / "docs" / "reference" / "json.md",
)
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass
class Block:
    """A block of a page: its language, what its first line says, its text, the output shown."""

    page: Path
    language: str
    words: tuple[str, ...]
    text: str
    output: str = ""

    @property
    def name(self) -> str:
        """Where it stands, and how it begins."""
        return f"{self.page.relative_to(ROOT).as_posix()}: {self.text.splitlines()[0][:50]}"

    def told(self, key: str) -> str:
        """The value of KEY=VALUE in its first line."""
        return next((w.partition("=")[2] for w in self.words if w.startswith(f"{key}=")), "")

    @property
    def runs(self) -> bool:
        """Whether it is run here."""
        return "run" in self.words or bool(self.told("fails"))


def blocks_of(page: Path) -> Iterator[Block]:
    """The blocks of a page, outputs joined to the block before them."""
    before: Block | None = None
    for language, info, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        words = tuple(info.split())
        if "output" in words and before is not None:
            before.output = text
            continue
        if before is not None:
            yield before
        before = Block(page, language, words, text)
    if before is not None:
        yield before


BLOCKS = [block for page in PAGES for block in blocks_of(page)]


def parameters() -> Iterator[object]:
    """The blocks that are run, marked with the parts they need; the same on two pages, once."""
    different = {(block.text, block.output): block for block in reversed(BLOCKS) if block.runs}
    for block in BLOCKS:
        if block in different.values():
            marks = [getattr(pytest.mark, p) for p in PARTS if p in block.words]
            yield pytest.param(block, id=block.name, marks=marks)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the pages assume it: the example data, and the files the pages show."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "examples" / "data", folder / "examples" / "data")
    for block in BLOCKS:
        if block.told("file"):
            target = folder / block.told("file")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")
    return folder


def run(block: Block, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a block as a reader would, without a model, in a workspace of the tests' own."""
    own = {
        "AIOS_WORKSPACE": str(folder / "workspace"),
        "OLLAMA_HOST": NO_OLLAMA,
        "PATH": os.pathsep.join(
            [str(warm.aios()), str(Path(sys.executable).parent), os.environ["PATH"]]
        ),
        "PYTHONIOENCODING": "utf-8",
    }
    shell = ["bash", "-e", "-c", block.text]
    return subprocess.run(
        shell if block.language == "sh" else ["python", "-c", block.text],
        cwd=folder,
        env={**os.environ, **own},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=100,
    )


def shown(line: str) -> "re.Pattern[str]":
    """A line of an output block as a pattern."""
    return re.compile(".*".join(re.escape(part) for part in line.strip().split("…")))


@pytest.mark.parametrize("block", list(parameters()))
def test_what_pages_show_happens(block: Block, place: Path) -> None:
    done = run(block, place)
    assert done.returncode == int(block.told("fails") or 0), done.stdout
    printed = iter(done.stdout.splitlines())
    for line in filter(str.strip, block.output.splitlines()):
        assert any(shown(line).fullmatch(p.strip()) for p in printed), f"{line}\n{done.stdout}"


@pytest.mark.parametrize("block", BLOCKS, ids=lambda b: b.name)
def test_what_is_not_run_says_why(block: Block) -> None:
    if block.language not in ("sh", "python") or block.runs or block.told("file"):
        return
    only_make = all(line.startswith("make ") for line in block.text.splitlines())
    reason = block.text.startswith("# ") and "not-run" in block.words
    assert only_make or reason, "say run, or not-run and why"

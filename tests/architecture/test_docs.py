"""The pages say what the code does: references, links, commands and names are compared with it."""

import ast
import functools
import importlib.util
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import aios

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "aios"
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
FAILING = {"Failure", "Problem", "PageError", "failed", "_failed", "_lost", "_known", "_error"}
CODE = re.compile(r"[a-z]+(_[a-z]+)+")
MARK, MARK_TOLD = re.compile(r"^(x-[a-z-]+) = ", re.MULTILINE), re.compile(r"`(x-[a-z-]+)")


@functools.cache
def generator() -> ModuleType:
    """docs/generate.py."""
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@functools.cache
def helps() -> dict[str, str]:
    """The help of every command, by its words."""
    return {" ".join(words): text for words, text in generator().helps()}


def literals(node: ast.expr) -> Iterator[str]:
    """The strings an expression may become."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from literals(value)
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def codes_of_call(call: ast.Call) -> Iterator[str]:
    """Codes passed by name, or by place to what makes a failure."""
    yield from (code for k in call.keywords if k.arg == "code" for code in literals(k.value))
    if getattr(call.func, "id", getattr(call.func, "attr", "")) in FAILING:
        given = (text for argument in call.args for text in literals(argument))
        yield from (text for text in given if CODE.fullmatch(text))


def codes_of_assignment(node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    """Codes given a name: `code`, `default_code`, or the keys of a table of sentences."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = {getattr(target, "id", "") for target in targets}
    if names & {"code", "default_code"} and node.value is not None:
        yield from literals(node.value)
    if "SENTENCES" in names and isinstance(node.value, ast.Dict):
        yield from (code for key in node.value.keys if key for code in literals(key))


def raised_codes() -> dict[str, Path]:
    """Every error code the package can raise, its skills included, and a file that does."""
    found: dict[str, Path] = {}
    for path in sorted(SRC.rglob("*.py")):
        if "assets" in path.parts:
            continue  # programs that are handed over
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                codes = codes_of_call(node)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                codes = codes_of_assignment(node)
            else:
                continue
            found.update({code: path for code in codes if code})
    return found


def documented_codes() -> set[str]:
    """The codes of the first column of errors.md."""
    rows = re.findall(r"^\| (`.*?) \|", (REFERENCE / "errors.md").read_text("utf-8"), re.MULTILINE)
    return {code for row in rows for code in re.findall(r"`(\w+)`", row)}


@pytest.mark.parametrize("page", ["cli.md", "settings.md", "events.md", "python.md"])
def test_reference_pages_repeat_the_code(page: str) -> None:
    written = (REFERENCE / page).read_text(encoding="utf-8")
    assert written == generator().PAGES[page](), "run: python docs/generate.py"


def test_every_public_name_has_its_entry() -> None:
    headings = re.findall(r"^## (\S+)$", (REFERENCE / "python.md").read_text("utf-8"), re.MULTILINE)
    assert set(aios.__all__) <= set(headings)


def test_every_error_code_is_explained() -> None:
    raised = raised_codes()
    missing = {code: path.relative_to(SRC).as_posix() for code, path in raised.items()}
    assert {c: p for c, p in missing.items() if c not in documented_codes()} == {}


def test_no_error_code_is_made_up() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in SRC.rglob("*.py"))
    assert {c for c in documented_codes() if f'"{c}"' not in source} == set()


def test_every_mark_of_a_skill_is_explained_and_no_other() -> None:
    folders = (SRC / "skills" / "bundled").glob("*/skill.toml")
    used = {mark for p in folders for mark in MARK.findall(p.read_text(encoding="utf-8"))}
    explained = set(MARK_TOLD.findall((REFERENCE / "skills.md").read_text(encoding="utf-8")))
    read = "\n".join(p.read_text(encoding="utf-8") for p in SRC.rglob("*.py"))
    assert used - explained == set()
    assert {mark for mark in explained if f'"{mark}"' not in read} == set()


def test_every_json_field_is_named() -> None:
    from aios.contracts.errors import AiosError
    from aios.interfaces.cli import shapes

    page = (REFERENCE / "json.md").read_text(encoding="utf-8")
    fields = {*shapes.refused_shape(AiosError("x")), *shapes.STEP_FIELDS, *shapes.USAGE_FIELDS}
    assert {field for field in fields if f"`{field}`" not in page} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not target.startswith(("http://", "https://", "#")):
            assert (page.parent / target.split("#")[0]).exists(), target


@functools.cache
def sources() -> frozenset[str]:
    """Every Python file of the package."""
    return frozenset(path.relative_to(ROOT).as_posix() for path in ROOT.glob("src/**/*.py"))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_files_and_variables_named_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(
        r"`((?:src|kernel|agents|skills|code|interfaces|contracts)/[\w/]+\.py)`", text
    )
    assert {n for n in named if not any(f.endswith("/" + n) or f == n for f in sources())} == set()
    settings = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    known = {*re.findall(r"AIOS_[A-Z_]+", settings), "AIOS_OUT", "AIOS_RESULT"}
    assert set(re.findall(r"AIOS_[A-Z][A-Z_]+", text)) <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_pages_name_no_place_of_a_workplace(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"/root/|/work/|/tmp/|/home/\w|C:\\Users\\\w", text)


def commands(page: Path) -> list[str]:
    """Every command of a page that is typed at a shell, comments and words of tasks left out."""
    blocks = re.findall(r"^```sh.*?\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.strip()]
    return [re.sub(r'"[^"]*"', '"…"', line) for line in lines if not line.startswith("#")]


def test_both_readmes_have_the_same_commands() -> None:
    first, second = (commands(page) for page in READMES)
    assert first == second


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_commands_exist(page: Path) -> None:
    known = helps()
    for line in commands(page):
        words = shlex.split(line, comments=True)
        if words[:1] != ["aios"]:
            continue
        path = words[1:3] if " ".join(words[1:3]) in known else words[1:2]
        assert " ".join(path) in known, line
        options = {word for word in words if word.startswith("--")}
        assert {o for o in options if o not in known[" ".join(path)]} == set(), line


def test_every_command_is_in_the_readmes() -> None:
    leaves = [words.split() for words, text in helps().items() if "Commands:" not in text]
    for page in READMES:
        table = re.findall(r"^\| `aios .*", page.read_text(encoding="utf-8"), re.MULTILINE)
        told = "\n".join(table)
        for words in leaves:
            row = next((r for r in told.split("\n") if f"aios {words[0]}" in r), "")
            assert re.search(rf"\b{words[-1]}\b", row), f"{page.name}: {words}"


def test_make_targets_in_pages_exist() -> None:
    for page in PAGES:
        for line in commands(page):
            words = shlex.split(line)
            if words[0] == "make":
                done = subprocess.run(["make", "-n", *words[1:]], cwd=ROOT, capture_output=True)
                assert done.returncode == 0, line


def test_the_readmes_name_every_bundled_skill_and_no_other() -> None:
    bundled = {path.parent.name for path in (SRC / "skills" / "bundled").glob("*/SKILL.md")}
    for page in READMES:
        rows = re.findall(r"^\| .* \| (`[a-z`、, -]+`) \|$", page.read_text("utf-8"), re.MULTILINE)
        named = {name for row in rows for name in re.findall(r"`([a-z]+(?:-[a-z]+)*)`", row)}
        assert named == bundled, page.name


def test_the_glossary_stays_short() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert 10 <= len(re.findall(r"^\| \*\*", text, re.MULTILINE)) <= 30


def test_every_page_is_reached_from_the_list_of_pages() -> None:
    docs = ROOT / "docs"
    lists = (docs / "README.md", docs / "decisions" / "README.md")
    linked = {
        (page.parent / target).resolve()
        for page in lists
        for target in re.findall(r"\]\(([^)\s#]+)\)", page.read_text(encoding="utf-8"))
    }
    assert {p.name for p in docs.rglob("*.md") if p.resolve() not in linked} <= {"README.md"}

"""Compose a standalone scraper program from the parts, run it, and bring back what it found."""

import ast
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

import aios_skill
from failures import SENTENCES

PARTS = Path(__file__).parent / "parts"
LIMIT_S = 240
ORDER = ("caching", "decoding", "robots", "fetching", "collecting", "facts", "listing", "tables",
         "records", "links", "frames", "article", "details", "feeds", "sitemaps", "forms",
         "checking", "images", "info", "texts", "headers", "arranging", "saving")  # fmt: skip
PACKAGES = {
    "import requests": "requests", "from bs4": "beautifulsoup4 lxml", "feedparser": "feedparser",
    "import trafilatura": "trafilatura", "from openpyxl": "openpyxl",
}  # fmt: skip
MAIN = '''

def extract(page, number):
    """The items of one page, and the address of the next one."""
    return {extract}


def main():
    """Collect, save, report."""
    try:
        items, pages, stopped = {collect}
        items = {finish}
    except PageError as problem:
        sys.exit(f"{{problem.code}}: {{problem}}")
    save(items, *FILES)
    report(items, pages, stopped, FILES{figures})


if __name__ == "__main__":
    main()
'''


class Ran(NamedTuple):
    """What came out of a program: its items, how many pages it read, all it printed, its notes."""

    items: list
    pages: int
    output: str
    stopped: str


class Plan(NamedTuple):
    """The expressions of a program's own: a page's items, all pages, what is done to all items."""

    extract: str = "[], ''"
    collect: str = "collect(URL, extract, COUNT, MAX_PAGES)"
    finish: str = "items"
    figures: str = ""


def compose(summary, settings, plan):
    """The text of a program: its settings on top, of the parts what it uses, its own expressions.

    A setting that a part has under the same name replaces the part's own.
    """
    tail = MAIN.format(**plan._asdict())
    if "extract" not in plan.collect:
        tail = tail[tail.index("\n\ndef main") :]
    sources = [(PARTS / f"{name}.py").read_text("utf-8") for name in ORDER]
    used = names_used(sources, tail)
    imports, bodies = [], []
    for source in sources:
        found, body = split_part(source, settings, used)
        if body:
            imports += found
            bodies.append(body)
    tree = ast.parse("\n".join([*bodies, tail]))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    given = {name: value for name, value in settings.items() if name in names}
    lines = merge_imports(imports, names)
    needs = [package for word, package in PACKAGES.items() if word in "\n".join([*lines, *bodies])]
    head = [f'"""{summary}.', "", f"Needs: pip install {' '.join(needs)}", '"""', "", *lines, ""]
    head += [line for name, value in given.items() for line in setting_lines(name, value)]
    return "\n".join(head) + "\n\n" + "\n\n\n".join(bodies) + "\n" + tail


def names_used(sources, tail):
    """The names that a program's end needs, and those that these need."""
    needs = {}
    for source in sources:
        for node in ast.parse(source).body:
            for name in names_of(node):
                needs[name] = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    used = set()
    waiting = {n.id for n in ast.walk(ast.parse(tail)) if isinstance(n, ast.Name)}
    while waiting:
        used |= waiting
        waiting = set().union(*(needs.get(name, ()) for name in waiting)) - used
    return used


def names_of(node):
    """The names that a statement at the top of a part gives."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    return [t.id for t in getattr(node, "targets", ()) if isinstance(t, ast.Name)]


def setting_lines(name, value):
    """An assignment; a mapping gets a line for each entry."""
    if not isinstance(value, dict) or not value:
        return [f"{name} = {literal(value)}"]
    entries = [f"    {literal(key)}: {literal(entry)}," for key, entry in value.items()]
    return [f"{name} = {{", *entries, "}"]


def literal(value):
    """A value as Python writes it, with double quotes."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple):
        return f"({', '.join(map(literal, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return repr(value)


def merge_imports(nodes, used):
    """Lines of the imports in use: the standard library, an empty line, other packages."""
    plain, names = set(), {}
    for node in nodes:
        for alias in node.names:
            if (alias.asname or alias.name).split(".")[0] not in used:
                continue
            if isinstance(node, ast.Import):
                plain.add(f"import {alias.name}")
            else:
                names.setdefault(node.module, set()).add(alias.name)
    lines = sorted(plain)
    lines += [
        f"from {module} import {', '.join(sorted(names[module]))}" for module in sorted(names)
    ]
    foreign = [line for line in lines if is_foreign(line)]
    own = [line for line in lines if not is_foreign(line)]
    return [*own, "", *foreign] if foreign else own


def split_part(source, settings, used):
    """The imports of a part, and of its code what is used and no setting gives."""
    lines = source.splitlines()
    imports, dropped, kept_any = [], set(), False
    for index, node in enumerate(ast.parse(source).body):
        docstring = index == 0 and isinstance(node, ast.Expr)
        imported = isinstance(node, ast.Import | ast.ImportFrom)
        names = names_of(node)
        unused = bool(names) and not used & set(names)
        given = isinstance(node, ast.Assign) and bool(set(names) & set(settings))
        if imported and not (getattr(node, "module", "") or "").startswith("parts"):
            imports.append(node)
        if docstring or given or imported or unused:
            dropped |= set(range(node.lineno - 1, node.end_lineno))
        elif names:
            kept_any = True
    kept = "\n".join(line for number, line in enumerate(lines) if number not in dropped)
    return imports, re.sub(r"\n{3,}", "\n\n\n", kept).strip() if kept_any else ""


def is_foreign(line):
    """Whether an import line names a package from outside the standard library."""
    return line.split()[1].split(".")[0] not in sys.stdlib_module_names


def run(program, settings, out):
    """Run a program in a new Python, show what it prints, and read back what it saved."""
    printed = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scraper.py"
        path.write_text(program, "utf-8")
        errors = Path(folder) / "errors.txt"
        with errors.open("wb") as err:
            status = stream([sys.executable, "-u", str(path)], out, err, printed)
        complaint = errors.read_text("utf-8", "replace").strip()
    if status:
        raise scraper_failed(complaint, status)
    items = json.loads((Path(out) / settings["FILES"][0]).read_text("utf-8"))
    stopped = complaint.partition("stopped early: ")[2].strip()
    pages = sum(line.startswith("page ") for line in printed)
    return Ran(items, pages, "\n".join(printed), stopped)


def stream(argv, out, err, printed):
    """Run a command in the folder for artifacts, passing its lines on; its exit status."""
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        argv, cwd=out, env=env, stdout=subprocess.PIPE, stderr=err, encoding="utf-8"
    ) as process:
        timer = threading.Timer(LIMIT_S, process.kill)
        timer.start()
        try:
            for line in process.stdout:
                printed.append(line.rstrip("\n"))
                aios_skill.progress(printed[-1])
            return process.wait()
        finally:
            timer.cancel()
            process.kill()


def scraper_failed(complaint, status):
    """The failure of a program that ended with an error; a page's own keeps its code."""
    last = complaint.splitlines()[-1] if complaint else f"exit status {status}"
    code, _, said = last.partition(": ")
    details = {"status": status, "stderr": complaint[-2000:]}
    if code in SENTENCES:
        return aios_skill.Failure(code, f"{said}.", SENTENCES[code][3], details)
    return aios_skill.Failure(
        "scraper_failed",
        f"The scraper program stopped: {last}",
        "Run the task again; the page may have changed meanwhile.",
        details,
    )

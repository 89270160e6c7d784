"""Compose a standalone scraper program from the parts, run it, and bring back what it found."""

import ast
import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

import aios_skill

PARTS = Path(__file__).parent / "parts"
LIMIT_S = 240
MAIN = '''

def extract(page, number):
    """The items of one page, and the address of the next one."""
    return {extract}


def main():
    """Collect, save, report."""
    try:
        items, pages, stopped = collect(URL, extract, COUNT, MAX_PAGES)
    except PageError as problem:
        sys.exit(f"{{problem.code}}: {{problem}}")
    save(items, JSON_FILE, CSV_FILE)
    report(items, pages, stopped, [JSON_FILE, CSV_FILE])


if __name__ == "__main__":
    main()
'''


class Ran(NamedTuple):
    """What came out of a program: its items, how many pages it read, all it printed, its notes."""

    items: list
    pages: int
    output: str
    stopped: str


def compose(summary, parts, settings, extract):
    """The text of a program: its settings on top, the parts it needs, `extract` as an expression.

    A setting that a part has under the same name replaces the part's own.
    """
    imports, bodies = [], []
    for name in parts:
        found, body = split_part((PARTS / f"{name}.py").read_text("utf-8"), settings)
        imports += found
        bodies.append(body)
    tail = MAIN.format(extract=extract)
    tree = ast.parse("\n".join([*bodies, tail]))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used = {name: value for name, value in settings.items() if name in names}
    head = [f'"""{summary}"""', "", *merge_imports(imports), ""]
    head += [line for name, value in used.items() for line in setting_lines(name, value)]
    return "\n".join(head) + "\n\n" + "\n\n\n".join(bodies) + "\n" + tail


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
        return f"({', '.join(map(literal, value))})"
    return repr(value)


def merge_imports(nodes):
    """Import lines in order: the standard library, an empty line, other packages."""
    plain = {ast.unparse(node) for node in nodes if isinstance(node, ast.Import)}
    names = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            names.setdefault(node.module, set()).update(alias.name for alias in node.names)
    lines = sorted(plain)
    lines += [
        f"from {module} import {', '.join(sorted(names[module]))}" for module in sorted(names)
    ]
    foreign = [line for line in lines if is_foreign(line)]
    own = [line for line in lines if not is_foreign(line)]
    return [*own, "", *foreign] if foreign else own


def split_part(source, settings):
    """The imports a part needs, and its code without docstring, imports and given settings."""
    lines = source.splitlines()
    imports, dropped = [], set()
    for index, node in enumerate(ast.parse(source).body):
        docstring = index == 0 and isinstance(node, ast.Expr)
        given = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in settings
        imported = isinstance(node, ast.Import | ast.ImportFrom)
        if imported and not (getattr(node, "module", "") or "").startswith("parts"):
            imports.append(node)
        if docstring or given or imported:
            dropped |= set(range(node.lineno - 1, node.end_lineno))
    kept = [line for number, line in enumerate(lines) if number not in dropped]
    return imports, "\n".join(kept).strip()


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
    items = json.loads((Path(out) / settings["JSON_FILE"]).read_text("utf-8"))
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
    """The failure of a program that ended with an error."""
    last = complaint.splitlines()[-1] if complaint else f"exit status {status}"
    return aios_skill.Failure(
        "scraper_failed",
        f"The scraper program stopped: {last}",
        "Run the task again; the page may have changed meanwhile.",
        {"status": status, "stderr": complaint[-2000:]},
    )

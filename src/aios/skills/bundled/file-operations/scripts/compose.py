"""Compose a standalone program from parts, run it, and bring back what it found."""

import ast
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from failures import failed

PARTS = Path(__file__).parent / "parts"
LIMIT_S = 560
TAIL = """

if __name__ == "__main__":
    try:
        print(json.dumps({expression}, ensure_ascii=False, indent=1))
    except Problem as problem:
        sys.exit(f"{{problem.code}} {{json.dumps(problem.facts)}}")
"""


def compose(summary, parts, settings, expression):
    """The text of a program: its settings on top, the parts, and what it prints as JSON."""
    imports, bodies = {"import json", "import sys"}, []
    for name in ("problems", *parts):
        found, body = split_part((PARTS / f"{name}.py").read_text("utf-8"))
        imports |= found
        bodies.append(body)
    plain = sorted(line for line in imports if line.startswith("import"))
    named = sorted(imports - set(plain))
    head = [f'"""{summary}"""', "", *plain, *named, ""]
    head += [f"{name} = {value!r}" for name, value in settings.items()]
    tail = TAIL.format(expression=expression)
    return "\n".join(head) + "\n\n" + "\n\n\n".join(bodies) + "\n" + tail


def split_part(source):
    """The import lines a part needs from the standard library, and the rest of its code."""
    lines, imports, dropped = source.splitlines(), set(), set()
    for index, node in enumerate(ast.parse(source).body):
        imported = isinstance(node, ast.Import | ast.ImportFrom)
        if imported and not (getattr(node, "module", "") or "").startswith("parts"):
            imports.add(ast.unparse(node))
        if imported or index == 0:
            dropped |= set(range(node.lineno - 1, node.end_lineno))
    kept = [line for number, line in enumerate(lines) if number not in dropped]
    return imports, "\n".join(kept).strip()


def run(program, request):
    """Run a program in a new Python, standing in the folder for artifacts; what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "program.py"
        path.write_text(program, "utf-8")
        env = {**os.environ, "PYTHONIOENCODING": "utf-8:backslashreplace"}
        try:
            done = subprocess.run(
                [sys.executable, str(path)], cwd=request.out, env=env, stdin=subprocess.DEVNULL,
                capture_output=True, timeout=LIMIT_S, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise failed(request, "too_slow", limit=LIMIT_S) from None
    if done.returncode:
        raise from_complaint(done.stderr.decode("utf-8", "replace").strip(), done, request)
    return json.loads(done.stdout)


def from_complaint(complaint, done, request):
    """The failure for a program that ended with an error."""
    code, _, facts = complaint.rpartition("\n")[2].partition(" ")
    if done.returncode == 1 and facts.startswith("{"):
        return failed(request, code, **json.loads(facts))
    last = complaint.splitlines()[-1] if complaint else f"exit status {done.returncode}"
    memory = done.returncode == -9 or last.startswith("MemoryError")
    return failed(request, "out_of_memory" if memory else "program_failed", said=last)

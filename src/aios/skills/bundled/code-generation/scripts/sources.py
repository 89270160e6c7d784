"""Cut bricks out of their modules, with all they need, and put them together to one program."""

import ast
import doctest
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bricks import Brick
from edits import Renaming, changed_example

Imported = ast.Import | ast.ImportFrom


def cut_out(module: Path, names: Iterable[str]) -> dict[str, str]:
    """The definitions of these names in the module and of all that they use, in their order."""
    text = module.read_text(encoding="utf-8")
    tree = ast.parse(text)
    own = {name: node for node in tree.body for name in defined(node)}
    wanted, todo = set(), list(names)
    while todo:
        name = todo.pop()
        if name in own and name not in wanted:
            wanted |= set(defined(own[name]))
            todo += used(own[name])
    lines = text.splitlines()
    return {
        defined(node)[0]: _lines_of(node, lines)
        for node in tree.body
        if set(defined(node)) & wanted
    }


def defined(node: ast.stmt) -> list[str]:
    """The names that a statement of a module defines, those of imports left out."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [t.id for t in node.targets if isinstance(t, ast.Name)]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    return []


def used(node: ast.AST) -> list[str]:
    """Every name in it."""
    return [n.id for n in ast.walk(node) if isinstance(n, ast.Name)]


def _lines_of(node: ast.stmt, lines: Sequence[str]) -> str:
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
    return "\n".join(lines[first - 1 : node.end_lineno])


def imports_for(modules: Iterable[Path], code: str, more: Iterable[str] = ()) -> list[str]:
    """The imports of the modules that the code uses, and more of which it may use some, as they
    stand at the top of a program."""
    there = {n.id for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Name)}
    straight: set[str] = set()
    from_: dict[str, set[str]] = {}
    texts = ["\n".join(more), *(module.read_text(encoding="utf-8") for module in modules)]
    for text in texts:
        for node in ast.parse(text).body:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    bound = alias.asname or alias.name.split(".")[0]
                    if bound in there:
                        straight.add(ast.unparse(ast.Import([alias])))
            elif isinstance(node, ast.ImportFrom):
                wanted = {a.name for a in node.names if (a.asname or a.name) in there}
                from_.setdefault(node.module or "", set()).update(wanted)
    froms = [f"from {name} import {', '.join(sorted(w))}" for name, w in sorted(from_.items()) if w]
    return [*sorted(straight), *froms]


def put_together(title: str, imports: Sequence[str], parts: Sequence[str], end: str) -> str:
    """One program of its parts."""
    constants = [p for p in parts if not re.match(r"(?:@|def |class |async def )", p)]
    blocks = [p for p in parts if p not in constants]
    head = f'"""{title}"""\n'
    if imports:
        head += "\n" + "\n".join(imports) + "\n"
    if constants:
        head += "\n" + "\n".join(constants) + "\n"
    return head + "".join(f"\n\n{block}\n" for block in blocks) + (f"\n\n{end}\n" if end else "")


def without_examples(source: str) -> str:
    """The source with no examples in its docstrings: its tests have them."""

    def shortened(found: re.Match[str]) -> str:
        prose = found["prose"].rstrip()
        return (
            f'{found["indent"]}"""{prose}"""'
            if "\n" not in prose
            else (f'{found["indent"]}"""{prose}\n{found["indent"]}"""')
        )

    return re.sub(
        r'^(?P<indent>[ ]*)"""(?P<prose>(?:(?!""")[\s\S])*?)\n\s*>>>(?:(?!""")[\s\S])*"""',
        shortened,
        source,
        flags=re.MULTILINE,
    )


def examples(brick: Brick) -> list[doctest.Example]:
    """The examples in the docstring of the brick."""
    return doctest.DocTestParser().get_examples(ast.get_docstring(brick.node) or "")


def value_of(want: str) -> str:
    """The value that an example shows; what is printed before it is left out."""
    lines = want.strip().splitlines()
    try:
        ast.literal_eval(want.strip() or "None")
    except (SyntaxError, ValueError):
        last = lines[-1] if lines else ""
        return last if len(lines) > 1 else ""
    return want.strip()


def test_lines(
    brick: Brick,
    wished: Renaming,
    orders: Mapping[str, Sequence[str]],
    *,
    special: bool,
    without: Sequence[str] = (),
) -> Iterator[str]:
    """The brick's examples as statements of a test, with the names wished for; those of the special
    case are left out where that was changed."""
    for example in examples(brick):
        if special and "# else" in example.source:
            continue
        if any(text in example.source for text in without):
            continue
        source = changed_example(example.source.strip(), wished, orders)
        want = value_of(example.want)
        if example.exc_msg is not None:
            error = example.exc_msg.split(":")[0].strip()
            yield f"with pytest.raises({error}):"
            yield f"    {source}"
        elif not want:
            yield from source.splitlines()
        elif want in ("True", "False", "None"):
            yield (
                f"assert {'(' + source + ')'} is {want}"
                if " " in source
                else f"assert {source} is {want}"
            )
        else:
            yield f"assert {source} == {want}"

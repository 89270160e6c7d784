"""Mends of what is hardly ever meant: `=+`, methods not called, branches never reached."""

import ast
import re
from collections.abc import Iterator

from mends.change import Mend, indent_of, replaced, text_of
from mends.logic import FUNCTIONS

# Methods of texts without arguments whose result is meant, never the method itself.
TEXT_METHODS = {
    *("lower", "upper", "strip", "lstrip", "rstrip", "title", "capitalize", "casefold"),
    *("isdigit", "isalpha", "isalnum", "isupper", "islower", "isspace", "split", "splitlines"),
    *("swapcase", "isoformat", "total_seconds"),
}
PAIRS = {"items", "keys", "values", "readlines"}
IN_PLACE = {"sort": "sorted({0})", "reverse": "{0}[::-1]"}


def told(source: str, node: ast.AST, text: str, zh: str = "", en: str = "") -> Mend:
    """The node replaced, and the line said as it was and is."""
    line = getattr(node, "lineno", 1)
    was = text_of(source, node)
    why_zh, why_en = (f"（{zh}）" if zh else ""), (f" ({en})" if en else "")
    return Mend(
        replaced(source, node, text),
        f"第 {line} 行 {was} 改为 {text}{why_zh}",
        f"line {line}: {text} in place of {was}{why_en}",
    )


def gathered(source: str, tree: ast.Module) -> Iterator[Mend]:
    """`x =+ 1` for `x += 1`."""
    for node in (n for n in ast.walk(tree) if isinstance(n, ast.Assign)):
        written = text_of(source, node)
        if found := re.match(r"([\w.\[\]'\"]+) =([+-]) (?=\S)", written):
            text = f"{found[1]} {found[2]}= {written[found.end() :]}"
            yield told(source, node, text, "=+ 只是赋值，不累加", "=+ sets and adds nothing")


def uncalled(source: str, tree: ast.Module) -> Iterator[Mend]:
    """`name.strip` for `name.strip()`."""
    parents = {id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    own = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)
           and isinstance(n.ctx, ast.Store)} | {n.name for n in ast.walk(tree)
           if isinstance(n, FUNCTIONS)}  # fmt: skip
    for node in (n for n in ast.walk(tree) if isinstance(n, ast.Attribute)):
        above = parents.get(id(node))
        if isinstance(above, ast.Call | ast.keyword) or node.attr in own:
            continue
        over = isinstance(above, ast.For | ast.comprehension) and above.iter is node
        kind = isinstance(node.value, ast.Name) and node.value.id in ("str", "bytes", "dict")
        if (node.attr in TEXT_METHODS or (node.attr in PAIRS and over)) and not kind:
            zh, en = "方法没有调用", "the method was not called"
            yield told(source, node, f"{text_of(source, node)}()", zh, en)


def in_place(source: str, tree: ast.Module) -> Iterator[Mend]:
    """`return xs.sort()`: what sorts in place gives None."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Return | ast.Assign):
            parts = [node.value]
        elif isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.For):
            parts = [node.iter]
        else:
            continue
        for part in parts:
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
                kept = IN_PLACE.get(part.func.attr)
                if kept and (not part.args) and (part.func.attr == "sort" or not part.keywords):
                    given = text_of(source, part.func.value)
                    words = [given, *(text_of(source, w) for w in part.keywords)]
                    zh, en = f"{part.func.attr}() 返回 None", f"{part.func.attr}() returns None"
                    yield told(source, part, kept.format(", ".join(words)), zh, en)


def read_twice(source: str, tree: ast.Module) -> Iterator[Mend]:
    """`json.load(f.read())`, and `json.loads(f)` of an open file."""
    opened = {ast.unparse(item.optional_vars) for n in ast.walk(tree) if isinstance(n, ast.With)
              for item in n.items if item.optional_vars}  # fmt: skip
    for node in (n for n in ast.walk(tree) if isinstance(n, ast.Call) and len(n.args) == 1):
        name, given = text_of(source, node.func), text_of(source, node.args[0])
        if name == "json.load" and re.search(r"\.read(?:_text)?\(.*\)$", given):
            yield told(source, node, f"json.loads({given})", "", "")
        elif name == "json.loads" and given in opened:
            yield told(source, node, f"json.load({given})", "", "")


def chained(tree: ast.Module) -> Iterator[list[ast.If]]:
    """Each if with its elifs."""
    inner = {id(n.orelse[0]) for n in ast.walk(tree) if isinstance(n, ast.If)
             and len(n.orelse) == 1 and isinstance(n.orelse[0], ast.If)}  # fmt: skip
    for node in (n for n in ast.walk(tree) if isinstance(n, ast.If) and id(n) not in inner):
        found = [node]
        while len(found[-1].orelse) == 1 and isinstance(found[-1].orelse[0], ast.If):
            found.append(found[-1].orelse[0])
        yield found


def unreached(source: str, tree: ast.Module) -> Iterator[Mend]:
    """A branch that the one before it always takes, put before that one."""
    for branches in chained(tree):
        tests = [branch.test for branch in branches]
        for place, test in enumerate(tests):
            before = next((n for n in range(place) if _includes(tests[n], test)), None)
            if before is not None:
                order = [*range(before), place, *range(before, place)]
                order += range(place + 1, len(tests))
                text = _reordered(source, branches, order)
                line, shown = test.lineno, text_of(source, test)
                zh = f"第 {line} 行的分支 {shown} 移到前面（原来永远到不了）"
                en = f"the branch {shown} of line {line} comes earlier (it was never reached)"
                yield Mend(text, zh, en)
                return


def _includes(wide: ast.expr, narrow: ast.expr) -> bool:
    """Whether whenever the narrow test is true the wide one is, and not the other way round."""
    if ast.dump(wide) == ast.dump(narrow):
        return False
    parts = [wide], [narrow]
    for part, test in zip(parts, (wide, narrow), strict=True):
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            part[:] = test.values
    wides, narrows = ({ast.dump(x) for x in part} for part in parts)
    if len(narrows) > len(wides) and wides < narrows:
        return True
    if len(parts[0]) == len(parts[1]) == 1:
        return _wider(wide, narrow) or _multiple(wide, narrow)
    return False


def _wider(wide: ast.expr, narrow: ast.expr) -> bool:
    """`x > 60` before `x > 80`."""
    if not (isinstance(wide, ast.Compare) and isinstance(narrow, ast.Compare)):
        return False
    same = ast.dump(wide.left) == ast.dump(narrow.left) and len(wide.ops) == len(narrow.ops) == 1
    bounds = [getattr(test.comparators[0], "value", None) for test in (wide, narrow)]
    if not same or not all(isinstance(bound, int | float) for bound in bounds):
        return False
    signs = {type(wide.ops[0]), type(narrow.ops[0])}
    if signs <= {ast.Gt, ast.GtE}:
        return bool(bounds[1] > bounds[0])  # type: ignore[operator]
    return signs <= {ast.Lt, ast.LtE} and bool(bounds[1] < bounds[0])  # type: ignore[operator]


def _multiple(wide: ast.expr, narrow: ast.expr) -> bool:
    """`n % 3 == 0` before `n % 15 == 0`."""
    found = [re.fullmatch(r"(.+) % (\d+) == 0", ast.unparse(test)) for test in (wide, narrow)]
    if not (found[0] and found[1]) or found[0][1] != found[1][1]:
        return False
    small, large = int(found[0][2]), int(found[1][2])
    return 0 < small < large and large % small == 0


def _reordered(source: str, branches: list[ast.If], order: list[int]) -> str:
    """The chain with its tests and what they lead to in this order; an else stays the last."""
    lines = source.splitlines()
    held = [
        (text_of(source, b.test), lines[b.body[0].lineno - 1 : b.body[-1].end_lineno])
        for b in branches
    ]
    inline = any(b.body[0].lineno == b.test.lineno for b in branches)
    first, indent = branches[0], " " * branches[0].col_offset
    made: list[str] = []
    for number, place in enumerate(order):
        test, body = held[place]
        body = [f"{indent}    {body[0].partition(': ')[2]}"] if inline else body
        made += [f"{indent}{'elif' if number else 'if'} {test}:", *body]
    end = branches[-1].body[-1].end_lineno or 0
    return "\n".join([*lines[: first.lineno - 1], *made, *lines[end:]]) + "\n"


def turned_round(source: str, tree: ast.Module) -> Iterator[Mend]:
    """`if x in seen: seen.add(x)`; `if k in d: d[k] = 1` and `else: d[k] += 1`."""
    if re.search(r"defaultdict|Counter\(", source):
        return
    for node in (n for n in ast.walk(tree) if isinstance(n, ast.If)):
        test = node.test
        if not isinstance(test, ast.Compare) or len(test.ops) != 1:
            continue
        sign, item = test.ops[0], text_of(source, test.left)
        if not isinstance(sign, ast.In | ast.NotIn):
            continue
        owner = text_of(source, test.comparators[0])
        there, away = (node.body, node.orelse) if isinstance(sign, ast.In) else (
            node.orelse, node.body)  # fmt: skip
        counted = any(_counts(n, f"{owner}[{item}]") for n in away)
        begun = any(_begins(n, f"{owner}[{item}]") for n in there)
        adds = any(ast.unparse(n) == f"{owner}.add({item})" for n in there) and not away
        if (counted and (begun or not there)) or adds:
            word = "not in" if isinstance(sign, ast.In) else "in"
            zh, en = "条件写反了", "the test was the wrong way round"
            yield told(source, test, f"{item} {word} {owner}", zh, en)


def _counts(node: ast.stmt, what: str) -> bool:
    return (isinstance(node, ast.AugAssign) and ast.unparse(node.target) == what) or (
        isinstance(node, ast.Expr) and ast.unparse(node).startswith(f"{what}.append("))  # fmt: skip


def _begins(node: ast.stmt, what: str) -> bool:
    if not isinstance(node, ast.Assign) or ast.unparse(node.targets[0]) != what:
        return False
    return what not in ast.unparse(node.value)


def counted_from(source: str, tree: ast.Module) -> Iterator[Mend]:
    """`d[k] = d.get(k, 1) + 1` counts from 0."""
    for node in (n for n in ast.walk(tree) if isinstance(n, ast.Assign)):
        target, value = node.targets[0], node.value
        if not isinstance(target, ast.Subscript) or not isinstance(value, ast.BinOp):
            continue
        owner, key = text_of(source, target.value), text_of(source, target.slice)
        call = value.left
        told_so = text_of(source, call) == f"{owner}.get({key}, 1)"
        if told_so and isinstance(value.op, ast.Add) and text_of(source, value.right) == "1":
            yield told(source, call, f"{owner}.get({key}, 0)", "从 0 数起", "counted from 0")


def returned_too_soon(source: str, tree: ast.Module) -> Iterator[Mend]:
    """A `return` that ends the loop in its first round, put behind the loop."""
    for loop in (n for n in ast.walk(tree) if isinstance(n, ast.For | ast.While)):
        last = loop.body[-1]
        goes_on = any(isinstance(n, ast.Continue) for n in ast.walk(loop)) or loop.orelse
        if isinstance(last, ast.Return) and last.lineno == last.end_lineno and not goes_on:
            lines = source.splitlines()
            moved = indent_of(lines[loop.lineno - 1]) + lines.pop(last.lineno - 1).strip()
            lines.insert((loop.end_lineno or last.lineno) - 1, moved)
            zh = f"第 {last.lineno} 行的 return 移到循环之后"
            en = f"the return of line {last.lineno} behind the loop"
            if len(loop.body) > 1:
                yield Mend("\n".join(lines) + "\n", zh, en)


PRIME = re.compile(r"(?i)^(?:is_?)?prime$|质数|素数")


def no_primes(source: str, tree: ast.Module) -> Iterator[Mend]:
    """0 and 1 taken for primes."""
    for node in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)):
        name = node.args.args[0].arg if node.args.args else ""
        asked = re.search(rf"\b{name} (?:<|<=|>|>=|==|in) |in \(0, 1\)", ast.unparse(node))
        first = node.body[0]
        if PRIME.search(node.name) and name and not asked and first.lineno > node.lineno:
            indent = " " * first.col_offset
            made = f"{indent}if {name} < 2:\n{indent}    return False"
            lines = source.splitlines()
            lines.insert(first.lineno - 1, made)
            zh, en = "小于 2 的数不是质数", "what is less than 2 is no prime"
            yield Mend("\n".join(lines) + "\n", zh, en)


def swapped_arguments(source: str, tree: ast.Module) -> Iterator[Mend]:
    """`area(height, width)` of `def area(width, height)`."""
    spec = {n.name: [a.arg for a in n.args.args] for n in ast.walk(tree)
            if isinstance(n, FUNCTIONS)}  # fmt: skip
    for node in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        taken = [a for a in spec.get(name, []) if a != "self"]
        given = [a.id for a in node.args if isinstance(a, ast.Name)]
        if len(given) != len(node.args) or len(given) < 2 or node.keywords:
            continue
        wrong = [n for n, word in enumerate(given) if word not in taken[n : n + 1]]
        if len(wrong) == 2 and sorted(given[n] for n in wrong) == sorted(
            word for n in wrong for word in taken[n : n + 1]
        ):
            args = [taken[n] if n in wrong else word for n, word in enumerate(given)]
            text = f"{text_of(source, node.func)}({', '.join(args)})"
            yield told(source, node, text, "参数顺序写反了", "arguments in the wrong order")


def halved(source: str, tree: ast.Module) -> Iterator[Mend]:
    """A binary search that looks at the middle again, or beyond the end."""
    for loop in (n for n in ast.walk(tree) if isinstance(n, ast.While)):
        found = re.fullmatch(r"(\w+) (<=?) (\w+)", ast.unparse(loop.test))
        middle = _middle(loop, found) if found else ""
        if not found or not middle:
            continue
        low, sign, high = found.groups()
        for node in (n for n in ast.walk(loop) if isinstance(n, ast.Assign)):
            name, value = ast.unparse(node.targets[0]), ast.unparse(node.value)
            wanted = {low: f"{middle} + 1", high: f"{middle} - 1" if sign == "<=" else middle}
            moved = value in (middle, f"{middle} - 1", f"{middle} + 1")
            if moved and value != wanted.get(name, value):
                zh, en = "中间这一个已经看过", "the middle has been looked at"
                yield told(source, node, f"{name} = {wanted[name]}", zh, en)
        if sign == "<=":
            yield from _last_index(source, tree, loop, high)


def _middle(loop: ast.While, found: re.Match[str]) -> str:
    """What the middle of the search is called."""
    forms = {f"({a} + {b}) // 2" for a, b in ((found[1], found[3]), (found[3], found[1]))}
    forms.add(f"{found[1]} + ({found[3]} - {found[1]}) // 2")
    for node in (n for n in ast.walk(loop) if isinstance(n, ast.Assign)):
        if ast.unparse(node.value) in forms and isinstance(node.targets[0], ast.Name):
            return node.targets[0].id
    return ""


def _last_index(source: str, tree: ast.Module, loop: ast.While, high: str) -> Iterator[Mend]:
    for node in (n for n in ast.walk(tree) if isinstance(n, ast.Assign)):
        if not 0 < loop.lineno - node.lineno < 6:
            continue
        pairs = [(node.targets[0], node.value)]
        if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = list(zip(node.targets[0].elts, node.value.elts, strict=False))
        for target, value in pairs:
            if ast.unparse(target) == high and re.fullmatch(r"len\(\w+\)", ast.unparse(value)):
                zh, en = "最后一个的下标", "the index of the last"
                yield told(source, value, f"{text_of(source, value)} - 1", zh, en)


FINDERS = (
    gathered,
    uncalled,
    in_place,
    read_twice,
    unreached,
    turned_round,
    counted_from,
    no_primes,
    returned_too_soon,
    swapped_arguments,
    halved,
)

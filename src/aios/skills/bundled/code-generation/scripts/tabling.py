"""Write the program for the command line that shows rows of a table, or figures of its groups."""

from commands import Argument
from tabled import Table

_READ = '''
def read(path: Path, separator: str = ",") -> tuple[list[str], list[dict[str, Any]]]:
    """The names of the columns and the rows of a CSV file, a JSON list or a file of JSON lines."""
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix in (".json", ".jsonl", ".ndjson"):
        lines = [] if path.suffix == ".json" else filter(None, map(str.strip, text.splitlines()))
        rows = json.loads(text) if path.suffix == ".json" else list(map(json.loads, lines))
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ValueError(f"{path} does not hold a list of objects")
        return list(dict.fromkeys(name for row in rows for name in row)), rows
    told = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    rows = [{k: CELL for k, v in row.items() if k is not None} for row in told]
    return list(told.fieldnames or []), rows


def number(cell: Any) -> float | None:
    """The number in a cell, None where there is none."""
    try:
        return float(str(cell).replace(",", "").strip())
    except ValueError:
        return None


def known(header: list[str], name: str) -> str:
    """The name of a column that is there."""
    if name not in header:
        raise ValueError(f"there is no column {name!r}")
    return name
'''
_TYPED = '''
def typed(cell: str | None) -> Any:
    """A number where the cell is one."""
    text = (cell or "").strip()
    if re.fullmatch(r"-?(?:0|[1-9]\\d*)", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?(?:0|[1-9]\\d*)\\.\\d+", text) else cell
'''
_AS_KEY = '''
def as_key(cell: Any) -> tuple[bool, float, str]:
    """How a cell is ordered: numbers by size, texts after them."""
    value = number(cell)
    return value is None, value or 0.0, str(cell)
'''
_WRITE = '''
def write(path: Path | None, header: list[str], rows: list[dict[str, Any]]) -> None:
    """Write the rows to a file, or print them."""
    out = io.StringIO(newline="")
    if path is not None and path.suffix in (".jsonl", ".ndjson"):
        out.writelines(json.dumps(row, ensure_ascii=False) + "\\n" for row in rows)
    elif {as_json}:
        out.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\\n")
    else:
        writer = csv.DictWriter(out, header, extrasaction="ignore", lineterminator="\\n")
        {head}
        writer.writerows(rows)
    if path:
        path.write_text(out.getvalue(), encoding="utf-8")
    else:
        print(out.getvalue(), end="")
'''
_WHERE = '''
def holds(row: dict[str, Any], header: list[str], test: str) -> bool:
    """Whether a test like amount>=5, city=Rome or name~an holds for a row."""
    found = re.fullmatch(r"\\s*(.+?)\\s*(>=|<=|!=|==|=|>|<|~)\\s*(.*?)\\s*", test)
    if not found:
        raise ValueError(f"{test!r} is no test")
    cell, sign, wanted = row.get(known(header, found[1])), found[2], found[3].strip("\\"'")
    if sign == "~":
        return wanted.lower() in str(cell).lower()
    one, other = number(cell), number(wanted)
    both = one is not None and other is not None
    left, right = (one, other) if both else (str(cell), wanted)
    if sign in ("=", "==", "!="):
        return (left == right) == (sign != "!=")
    signs = {">": left > right, "<": left < right, ">=": left >= right, "<=": left <= right}
    return both and signs[sign]
'''
_FIGURE = {"sum": "math.fsum(numbers)", "mean": "statistics.mean(numbers)", "max": "max(numbers)",
           "min": "min(numbers)", "len": "len(numbers)"}  # fmt: skip


def table_source(table: Table) -> str:
    """The program."""
    parts = [_READ.replace("CELL", "typed(v)" if table.typed else "v")]
    parts += [_TYPED] if table.typed else []
    if table.mode == "rows":
        as_json = 'path.suffix == ".json" if path else True' if table.json else (
            'path is not None and path.suffix == ".json"')  # fmt: skip
        head = "writer.writeheader()" if not table.bare else "pass  # no header is wanted"
        parts += [_WRITE.format(as_json=as_json, head=head)]
        parts += [_AS_KEY] if "sort" in table.roles else []
        parts += [_WHERE] if "where" in table.roles else []
        parts += [_chosen(table)]
    else:
        parts += [_totals(table)]
    parts += [_main(table)]
    body = "\n\n\n".join(part.strip("\n") for part in parts)
    modules = ("argparse", "csv", "io", "json", "math", "re", "statistics", "sys")
    imports = "\n".join(f"import {m}" for m in modules if f"{m}." in body)
    froms = "from collections.abc import Callable\n" if "Callable" in body else ""
    title = '"""Shows rows of a table, as its options choose them."""'
    if table.mode == "groups":
        title = '"""Tells a figure for each group of the rows of a table."""'
    end = '\n\n\nif __name__ == "__main__":\n    main()\n'
    return (
        f"{title}\n\n{imports}\n{froms}from pathlib import Path\n"
        f"from typing import Any\n\n\n{body}{end}"
    )


def _chosen(table: Table) -> str:
    """The function that chooses rows."""
    lines = [
        "def chosen(args: argparse.Namespace) -> tuple[list[str], list[dict[str, Any]]]:",
        '    """The header and the rows that the options choose, in their order."""',
        f"    header, rows = read(args.source{_separator(table)})",
    ]
    cell = "row.get(known(header, args.column))"
    lines += ["    known(header, args.column)"] if "column" in table.roles else []
    tests = {
        "equals": f"str({cell}).strip() == args.equals",
        "contains": f"args.contains.lower() in str({cell}).lower()",
        "least": f"(n := number({cell})) is not None and n >= args.least",
        "most": f"(n := number({cell})) is not None and n <= args.most",
        "where": "holds(row, header, args.where)",
    }
    for role, test in tests.items():
        if role in table.roles:
            lines += [f"    if args.{role} is not None:"]
            lines += [f"        rows = [row for row in rows if {test}]"]
    if "sort" in table.roles:
        lines += ["    if args.sort:", *(f"        {line}" for line in _sorted(table))]
    if "top" in table.roles:
        lines += ["    if args.top is not None:", "        rows = rows[: args.top]"]
    if "columns" in table.roles:
        lines += [
            "    if args.columns:",
            '        names = [n.strip() for c in args.columns for n in c.split(",") if n.strip()]',
            "        header = [known(header, name) for name in names]",
            "        rows = [{name: row.get(name) for name in header} for row in rows]",
        ]
    return "\n".join([*lines, "    return header, rows"])


def _sorted(table: Table) -> list[str]:
    falls = "args.descending" if "descending" in table.roles else str(table.falls)
    lines = ["known(header, args.sort)"]
    key = "as_key(row.get(args.sort))"
    if "numeric" in table.roles:
        key = f'{key} if args.numeric else str(row.get(args.sort) or "")'
    if falls != "False":
        there = "[row for row in rows if number(row.get(args.sort)) is {}None]"
        lines += [f"there = {there.format('not ')}", f"others = {there.format('')}"]
        plain = f"rows = sorted(rows, key=lambda row: {key}, reverse={falls})"
        best = (
            "rows = [*sorted(there, key=lambda row: as_key(row.get(args.sort)), reverse=True), "
            "*others]"
        )
        numeric = " and args.numeric" if "numeric" in table.roles else ""
        lines += [f"if there and {falls}{numeric}:", f"    {best}", "else:", f"    {plain}"]
        return lines
    return [*lines, f"rows = sorted(rows, key=lambda row: {key})"]


def _separator(table: Table) -> str:
    return ", args.separator" if "separator" in table.roles else ""


def _totals(table: Table) -> str:
    """The function that tells the figure of each group."""
    counts = not table.value and "value" not in table.roles
    if counts:
        taken = "        found.setdefault(str(row.get(group)), []).append(1.0)"
        return (
            "def totals(header: list[str], rows: list[dict[str, Any]], group: str) "
            '-> dict[str, float]:\n    """How many rows each group has."""\n'
            "    known(header, group)\n    found: dict[str, list[float]] = {}\n"
            f"    for row in rows:\n{taken}\n"
            "    return {name: len(numbers) for name, numbers in found.items()}"
        )
    figure = "FIGURES[figure](numbers)" if "figure" in table.roles else _FIGURE[table.figure]
    more = ", figure: str" if "figure" in table.roles else ""
    constant = ""
    if "figure" in table.roles:
        pairs = {
            **_FIGURE,
            "avg": _FIGURE["mean"],
            "count": _FIGURE["len"],
            "average": _FIGURE["mean"],
        }
        rows = "".join(f'    "{n}": lambda numbers: {s},\n' for n, s in pairs.items())
        constant = f"FIGURES: dict[str, Callable[[list[float]], float]] = {{\n{rows}}}\n\n\n"
    return (
        f"{constant}def totals(\n    header: list[str], rows: list[dict[str, Any]], group: str, "
        f"value: str{more}\n) -> dict[str, float]:\n"
        '    """The figure of each group; cells without a number are passed over."""\n'
        "    known(header, group)\n    known(header, value)\n"
        "    found: dict[str, list[float]] = {}\n    for row in rows:\n"
        "        amount = number(row.get(value))\n        if amount is not None:\n"
        "            found.setdefault(str(row.get(group)), []).append(amount)\n"
        f"    return {{name: {figure} for name, numbers in found.items()}}"
    )


def _argument(role: str, argument: Argument, table: Table) -> str:
    """The line that adds an argument to the parser."""
    kinds = {"top": "int", "least": "float", "most": "float", "source": "Path", "target": "Path"}
    flags = ("descending", "numeric", "json")
    parts = [f'"{argument.option}"', f'dest="{role}"'] if argument.option else [f'"{role}"']
    if role in flags:
        return f'    parser.add_argument({", ".join(parts)}, action="store_true")'
    parts += [f"type={kinds[role]}"] if role in kinds else []
    default = argument.default
    if role == "separator":
        default = default or ","
    if role == "figure":
        default = default or table.figure.replace("len", "count")
    numeric = kinds.get(role) in ("int", "float")
    if role == "columns":
        parts += ['nargs="+"']
    if default:
        parts += [f"default={default if numeric else repr(default)}"]
        parts += [] if argument.option else ['nargs="?"']
    elif argument.option and not argument.optional and role in ("group", "value", "sort", "column"):
        parts += ["required=True"]
    elif not argument.option and argument.optional:
        parts += ['nargs="?"']
    return f"    parser.add_argument({', '.join(parts)})"


def _main(table: Table) -> str:
    lines = ["def main() -> None:", '    """Read, choose and tell."""']
    lines += ["    parser = argparse.ArgumentParser(description=__doc__)"]
    lines += [_argument(role, argument, table) for role, argument in table.arguments]
    lines += ["    args = parser.parse_args()", "    try:"]
    lines += [f"        {line}" for line in (_tell_rows if table.mode == "rows" else _tell)(table)]
    lines += ["    except (OSError, ValueError, LookupError) as error:"]
    lines += [
        '        print(f"error: {error}", file=sys.stderr)',
        f"        sys.exit({table.status})",
    ]
    return "\n".join(lines)


def _tell_rows(table: Table) -> list[str]:
    target = "args.target" if "target" in table.roles else "None"
    lines = ["header, rows = chosen(args)"]
    if table.tells and target == "None":
        return [*lines, "print(len(rows))"]
    return [
        *lines,
        f"write({target}, header, rows)",
        *(["print(len(rows))"] if table.tells else []),
    ]


def _tell(table: Table) -> list[str]:
    group = "args.group" if "group" in table.roles else repr(table.group)
    value = "args.value" if "value" in table.roles else repr(table.value)
    given = [group] if value == "''" else [group, value]
    given += ["args.figure"] if "figure" in table.roles else []
    lines = [f"header, rows = read(args.source{_separator(table)})"]
    lines += [f"found = totals(header, rows, {', '.join(given)})", "pairs = list(found.items())"]
    if table.order == "value":
        lines += ["pairs.sort(key=lambda pair: (-pair[1], pair[0]))"]
    else:
        lines += ["pairs.sort(key=lambda pair: pair[0])"]
    shown = "pairs[: args.top]" if "top" in table.roles else "pairs"
    digits = f".{table.digits}f" if table.digits is not None else ""
    figure = f"{{figure:{digits}}}" if digits else "{round(figure, 10):.15g}"
    between = table.between.replace("\t", "\\t")
    body = f'f"{{name}}{between}{figure}"'
    if "target" in table.roles:
        return [*lines, f"text = \"\".join({body} + \"\\n\" for name, figure in {shown})",
                "if args.target:", '    args.target.write_text(text, encoding="utf-8")',
                "else:", '    print(text, end="")']  # fmt: skip
    return [*lines, f"for name, figure in {shown}:", f"    print({body})"]


def tests_of_table(stem: str) -> str:
    """A test that the program tells of itself."""
    return (
        '"""How the program is started."""\n\nimport subprocess\nimport sys\n\n'
        f"from {stem} import number\n\n\n"
        "def test_a_cell_is_a_number_or_none() -> None:\n"
        '    assert number(" 1,200.5 ") == 1200.5\n    assert number("x") is None\n\n\n'
        "def test_the_command_line_tells_of_itself() -> None:\n"
        f'    command = [sys.executable, "{stem}.py", "--help"]\n'
        "    done = subprocess.run(command, capture_output=True, text=True, check=False)\n"
        '    assert done.returncode == 0, done.stderr\n    assert "usage" in done.stdout\n'
    )

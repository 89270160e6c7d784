"""Write the program, or the function, that does with the rows of a CSV file what a request tells:
`python clean.py in.csv out.csv`, tidy(source, target), clean_rows(rows)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commands import Command, kind_of
from signatures import Signature
from starting import status_told
from tabled import NUMBERS_TOLD, TELLS
from tidying import Steps, steps_of

_TABLE = re.compile(r"\bcsv\b|表格文件", re.IGNORECASE)
_SOURCES_SAID = """
source src input infile in_path input_path path in_file csv_path input_file filename file
in_csv input_csv
"""
_SOURCES = frozenset(_SOURCES_SAID.split())
_TARGETS_SAID = """
target dst dest output out outfile out_path output_path out_file destination output_file
out_csv output_csv
"""
_TARGETS = frozenset(_TARGETS_SAID.split())
_ROWS_SAID = """
rows records data items customers people users orders entries table contacts
"""
_ROWS = frozenset(_ROWS_SAID.split())
_CHOICES = {
    "select": "columns cols fields select",
    "sort": "sort sort-by order-by order",
    "key": "key by on unique subset dedupe-by",
    "field": "column col field c name",
    "least": "min at-least above from",
    "most": "max at-most below to",
    "equals": "equals value eq is",
    "contains": "contains has search keyword",
    "separator": "sep delimiter separator",
    "descending": "desc descending reverse",
}


@dataclass(frozen=True)
class Wanted:
    """What is to be written: the steps, the function's name, how it is called."""

    steps: Steps
    name: str
    params: tuple[str, ...]  # of the function
    options: dict[str, str]  # by what they choose
    json: bool
    typed: bool
    removed: bool
    status: int
    command: bool
    tells: bool


def wanted_cleaning(
    text: str, command: Command | None, named: Sequence[Signature]
) -> Wanted | None:
    """The program that is wanted, None where the text wants another."""
    call = next((wish for wish in named if _params_of(wish)), None)
    paths = _paths(command)
    if not (_TABLE.search(text) or (call and len(call.params or ()) == 1)):
        return None
    if not call and (len(paths) != 2 or kind_of(paths[0]) == "folder"):
        return None
    ends = [path.rpartition(".")[2].lower() for path in paths]
    if ends[:1] and ends[0] in ("json", "xlsx", "txt", "log", "md", "xml"):
        return None
    steps = steps_of(text)
    options = _options(command, text)
    json = not call and (ends[-1:] == ["json"] or bool(re.search(r"JSON", text)))
    if options is None or not (steps.lines or options):
        return None
    numbers = NUMBERS_TOLD.search(text)
    return Wanted(
        steps,
        call.name if call else "clean",
        _params_of(call) if call else ("source", "target"),
        options,
        json,
        bool(numbers),
        bool(
            re.search(
                r"return[^.]{0,30}(?:removed|deleted|dropped)|返回[^。]{0,8}(?:删除|去掉|删掉|移除)",
                text,
            )
        ),
        status_told(text),
        not call,
        bool(TELLS.search(text)),
    )


def _params_of(wish: Signature | None) -> tuple[str, ...]:
    """The parameters, where they are two files or rows."""
    names = tuple(p.name for p in (wish.params if wish else None) or () if not p.star)
    if len(names) == 2 and names[0].lower() in _SOURCES and names[1].lower() in _TARGETS:
        return names
    return names if len(names) == 1 and names[0].lower() in _ROWS else ()


def _paths(command: Command | None) -> list[str]:
    return [a.text for a in command.arguments if not a.option] if command else []


def _options(command: Command | None, text: str) -> dict[str, str] | None:
    """The options by what they choose; None where one is not known."""
    told: dict[str, str] = {}
    for argument in command.arguments if command else ():
        if argument.option:
            name = argument.option.lstrip("-")
            what = next((w for w, names in _CHOICES.items() if name in names.split()), "")
            if what == "key" and re.search(r"\bsort|排序", text, re.IGNORECASE):
                what = "sort"
            if not what:
                return None
            told[what] = argument.option
    return told


def cleaning_source(wanted: Wanted) -> str:
    """The program."""
    rows = len(wanted.params) == 1
    body = [*wanted.steps.ordered, *(_chosen(wanted.options) if wanted.command else [])]
    if "sort" in wanted.options and "descending" not in wanted.options:
        body = [line.replace(", reverse=bool(descending)", "") for line in body]
    if rows:
        body += [f'on(rows, "{name}", {kind})' for name, kind in wanted.steps.numbers.items()]
    parts = [] if rows else [_READ, _WRITE_JSON if wanted.json else _WRITE]
    if wanted.json and wanted.typed:
        parts = [part.replace("name: cell for", "name: typed(cell) for") for part in parts]
    parts += _helpers("\n".join([*body, *parts]), tidy=rows)
    own = _function(wanted, body, rows=rows)
    if wanted.name in (*_HELPERS, "read", "write"):  # it is called as one of those it uses
        head, start, rest = own.partition(":\n")
        own = head + start + _other_name(rest, wanted.name)
        parts = [_other_name(part, wanted.name) for part in parts]
    parts.append(own)
    if wanted.command:
        parts.append(_main(wanted))
    source = "\n\n\n".join(part.strip("\n") for part in parts)
    end = '\n\n\nif __name__ == "__main__":\n    main()\n' if wanted.command else "\n"
    return f'"""Cleans the rows of a table."""\n\n{_imports(source)}\n\n\n{source}{end}'


def _other_name(source: str, name: str) -> str:
    return re.sub(rf"\b{name}\(", f"{name}_cells(", source)


def _helpers(body: str, *, tidy: bool) -> list[str]:
    """The functions that the lines use, and those that these use."""
    used = {name for name in _HELPERS if re.search(rf"\b{name}\(", body)}
    used |= {"tidy"} if tidy else set()
    used |= {"column"} if "on" in used else set()
    used |= {"number"} if "as_key" in used else set()
    return [_HELPERS[name] for name in _HELPERS if name in used]


_FROM = {
    "Any": "from typing import Any",
    "Callable": "from collections.abc import Callable",
    "datetime": "from datetime import datetime",
    "Path": "from pathlib import Path",
}


def _imports(source: str) -> str:
    """What the source needs."""
    modules = ("argparse", "csv", "json", "re", "sys")
    plain = [f"import {m}" for m in modules if re.search(rf"\b{m}\.", source)]
    named = [line for name, line in _FROM.items() if re.search(rf"\b{name}\b", source)]
    return "\n".join([*plain, *sorted(named)])


def _function(wanted: Wanted, body: Sequence[str], *, rows: bool) -> str:
    shown = "".join(f"    {line}\n" for line in body)
    if rows:
        given = wanted.params[0]
        return (
            f"def {wanted.name}({given}: list[dict[str, Any]]) -> list[dict[str, Any]]:\n"
            '    """The rows as they are wanted; those that are given stay as they are."""\n'
            "    rows = [{k: '' if v is None else v for k, v in row.items()} "
            f"for row in {given}]\n"
            f"{_on_texts(shown)}    return rows"
        )
    source, target = wanted.params
    options = "".join(f", {what}: Any = None" for what in wanted.options)
    separator = ", separator or ','" if "separator" in wanted.options else ""
    return (
        f"def {wanted.name}({source}: Path | str, {target}: Path | str{options}) -> int:\n"
        '    """Write the rows as they are wanted; how many there are."""\n'
        f"    header, rows = read({source}{separator})\n"
        f"{'    given = len(rows)' + chr(10) if wanted.removed else ''}{shown}"
        f"    write({target}, list(rows[0]) if rows else header, rows)\n"
        f"    return {'given - len(rows)' if wanted.removed else 'len(rows)'}"
    )


def _on_texts(shown: str) -> str:
    """The lines where cells may be no texts."""
    shown = shown.replace("cell.strip() for name", "tidy(cell) for name")
    return re.sub(
        r"\bcell\.strip\(\)(?! for name)|\bc\.strip\(\)", "str(cell).strip()", shown
    ).replace("all(str(cell).strip() for c in", "all(str(cell).strip() for cell in")


def _chosen(options: dict[str, str]) -> list[str]:
    """The lines for what the command line chooses."""
    return [line for what, lines in _LINES.items() if what in options for line in lines]


_OF = "r[column(rows, field)]"
_LINES = {
    "least": [
        "if least is not None:",
        f"    rows = [r for r in rows if (n := number({_OF})) is not None and n >= least]",
    ],
    "most": [
        "if most is not None:",
        f"    rows = [r for r in rows if (n := number({_OF})) is not None and n <= most]",
    ],
    "equals": [
        "if equals is not None:",
        f"    rows = [r for r in rows if {_OF}.strip() == equals]",
    ],
    "contains": [
        "if contains is not None:",
        f"    rows = [r for r in rows if contains.lower() in {_OF}.lower()]",
    ],
    "key": [
        "if key:",
        '    rows = unique(rows, [column(rows, name) for name in key.split(",")])',
    ],
    "sort": [
        "if sort:",
        "    name = column(rows, sort)",
        "    rows.sort(key=lambda row: as_key(row[name]), reverse=bool(descending))",
    ],
    "select": [
        "if select:",
        '    names = [column(rows, name) for name in re.split("[,，]", select)]',
        "    header = names",
        "    rows = [{name: row[name] for name in names} for row in rows]",
    ],
}


def _main(wanted: Wanted) -> str:
    lines = ["def main() -> None:", '    """Read, clean and write."""']
    lines.append("    parser = argparse.ArgumentParser(description=__doc__)")
    lines += [
        '    parser.add_argument("source", type=Path)',
        '    parser.add_argument("target", type=Path)',
    ]
    for what, option in wanted.options.items():
        kind = ", type=float" if what in ("least", "most") else ""
        flag = ', action="store_true"' if what == "descending" else kind
        lines.append(f'    parser.add_argument("{option}", dest="{what}"{flag})')
    given = "".join(f", args.{what}" for what in wanted.options)
    lines += ["    args = parser.parse_args()", "    try:"]
    call = f"{wanted.name}(args.source, args.target{given})"
    lines.append(f"        print({call})" if wanted.tells else f"        {call}")
    lines.append("    except (OSError, LookupError, ValueError) as error:")
    lines.append('        print(f"error: {error}", file=sys.stderr)')
    lines.append(f"        sys.exit({wanted.status})")
    return "\n".join(lines)


_READ = '''
def read(path: Path | str, separator: str = ",") -> tuple[list[str], list[dict[str, str]]]:
    """The header and the rows of a CSV file, each cell by the name of its column."""
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        lines = [line for line in csv.reader(file, delimiter=separator) if line]
    header = [name.strip() for name in lines[0]] if lines else []
    rows = [line + [""] * (len(header) - len(line)) for line in lines[1:]]
    return header, [dict(zip(header, row, strict=False)) for row in rows]
'''
_WRITE = '''
def write(path: Path | str, header: list[str], rows: list[dict[str, str]]) -> None:
    """Write the rows as a CSV file."""
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)
'''
_WRITE_JSON = '''
def write(path: Path | str, header: list[str], rows: list[dict[str, str]]) -> None:
    """Write the rows as a JSON list of objects."""
    told = [{name: cell for name, cell in row.items()} for row in rows]
    text = json.dumps(told, ensure_ascii=False, indent=2)
    Path(path).write_text(text + "\\n", encoding="utf-8")
'''
_HELPERS = {
    "column": '''
def column(rows: list[dict[str, Any]], wanted: str) -> str:
    """The name of a column as it stands in the table."""
    names = list(rows[0]) if rows else [wanted]
    low = wanted.strip().lower()
    alike = [n for n in names if n.lower() == low] or [
        n for n in names if low.rstrip("s") in n.lower() or n.lower() in low
    ]
    if not alike:
        raise ValueError(f"there is no column {wanted!r}")
    return alike[0]
''',
    "on": '''
def on(rows: list[dict[str, Any]], wanted: str, change: Callable[[str], Any]) -> None:
    """Change the cells of one column."""
    name = column(rows, wanted)
    for row in rows:
        row[name] = change(str(row[name]))
''',
    "number": '''
def number(cell: Any) -> float | None:
    """The number in a cell, None where there is none."""
    try:
        return float(str(cell).replace(",", "").strip())
    except ValueError:
        return None
''',
    "as_key": '''
def as_key(cell: Any) -> tuple[bool, float, str]:
    """How a cell is ordered: numbers by size, texts after them."""
    value = number(cell)
    return value is None, value or 0.0, str(cell)
''',
    "unique": '''
def unique(
    rows: list[dict[str, Any]], names: list[str], last: bool = False
) -> list[dict[str, Any]]:
    """The first, or the last, of the rows that are alike in these columns, in their order."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in reversed(rows) if last else rows:
        found.setdefault(tuple(str(row[name]) for name in names), row)
    kept = list(found.values())
    return kept[::-1] if last else kept
''',
    "iso_date": '''
def iso_date(cell: str) -> str:
    """A date as YYYY-MM-DD, nothing where it is none."""
    text = re.sub(r"[./年月]", "-", cell.strip().rstrip("日"))
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%m-%d-%Y", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return ""
''',
    "tidy": '''
def tidy(cell: Any) -> Any:
    """A text without blanks around it; all else as it is."""
    return cell.strip() if isinstance(cell, str) else cell
''',
    "typed": '''
def typed(cell: str) -> Any:
    """A number where the cell is one, None where it is empty."""
    text = cell.strip()
    if re.fullmatch(r"-?(?:0|[1-9]\\d*)", text):
        return int(text)
    if re.fullmatch(r"-?(?:0|[1-9]\\d*)\\.\\d+", text):
        return float(text)
    return cell if text else None
''',
}


def tests_of_cleaning(stem: str, wanted: Wanted) -> str:
    """A test that what is read is written."""
    joined = "\n".join(wanted.steps.ordered)
    told = re.findall(r'(?:column\(rows|on\(rows), "([^"]+)"', joined)
    names = list(dict.fromkeys([*wanted.steps.columns, *told])) or ["name"]
    if len(wanted.params) == 1:
        row = dict.fromkeys(names, "5")
        return (
            f'"""Rows as they are wanted."""\n\nfrom {stem} import {wanted.name}\n\n\n'
            f"def test_rows() -> None:\n    assert len({wanted.name}([{row!r}])) < 2\n"
            f"    assert {wanted.name}([]) == []\n"
        )
    ending = "json" if wanted.json else "csv"
    return (
        f'"""Rows as they are wanted."""\n\nfrom pathlib import Path\n\n'
        f"from {stem} import {wanted.name}\n\n\n"
        "def test_rows(tmp_path: Path) -> None:\n"
        f'    source, target = tmp_path / "in.csv", tmp_path / "out.{ending}"\n'
        f'    source.write_text("{",".join(names)}\\n{",".join("5" for _ in names)}\\n", "utf-8")\n'
        f"    {wanted.name}(source, target)\n"
        '    assert target.read_text("utf-8").strip()\n'
    )

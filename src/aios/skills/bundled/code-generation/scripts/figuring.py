"""Write a program for the command line that prints figures, in the words and the form that a
request tells: count=…, min=… of a column of a CSV, "mean: 2.50" of numbers, "lines: 3" of a text.
"""

import json
import re
from dataclasses import dataclass

# What each figure is called, and what it is of the numbers.
_NUMBERS = {
    r"count|n|数量|个数|计数": "len(numbers)",
    r"sum|total|总和|合计|求和|总计": "math.fsum(numbers)",
    r"mean|average|avg|平均值?|均值|平均数": "statistics.mean(numbers)",
    r"median|中位数": "statistics.median(numbers)",
    r"min|minimum|最小值?|最低值?": "min(numbers)",
    r"max|maximum|最大值?|最高值?": "max(numbers)",
    r"range|极差": "max(numbers) - min(numbers)",
    r"std|stdev|stddev|sd|标准差": "statistics.stdev(numbers) if len(numbers) > 1 else 0",
    r"variance|var|方差": "statistics.variance(numbers) if len(numbers) > 1 else 0",
}
_TEXTS = {
    r"lines|行数": "len(text.splitlines())",
    r"words|单词数|词数": "len(text.split())",
    r"chars|characters|字符数": "len(text)",
    r"bytes|字节数": "len(text.encode())",
}
_VALUE = r"(?:…|\.\.\.|<?\w+>?|-?\d[\d.]*)"
_SHAPED = re.compile(
    r"[`\"“'‘「]\s*(?P<label>[^\W\d_][\w ]{0,14}?)(?P<between>\s?[=:：]\s?|\s)"
    rf"\s*{_VALUE}\s*[`\"”'’」]"
)
_BARE = re.compile(
    r"(?<![^\W_])(?P<label>[a-z]{2,12}|[\u4e00-\u9fff]{2,5}?)(?P<between>\s?[=:：]\s?)"
    r"(?:N|X|…|\.\.\.|<\w+>)"
)
_FORM = re.compile(
    r"[`\"“'「](?:name|key|label|figure|名称|名字|项目|指标)(?P<between>\s?[=:：]\s?|\s)"
    r"(?:value|number|值|数值)[`\"”'」]"
)
_DECIMALS = {"one": 1, "two": 2, "three": 3, "four": 4, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4}
_EACH = re.compile(
    r"each (?:one )?on|one per line|a line (?:each|for each)|each line|每行|每项一行", re.I
)
_COMMENTS = re.compile(r"comments?\b|注释|(?:begin|start)\w* with [`\"'“]?#|以 ?[`\"'“]?#", re.I)
_EXIT = re.compile(
    r"(?:exit\w*|ends?)\s*(?:with\s+)?(?:(?:a|the)\s+)?(?:status|code)*\s*(?:of\s+)?(\d)"
    r"|退出码\s*(?:为|是)?\s*(\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Figures:
    """The figures wished for: the label and the source of each, and how they are printed."""

    shown: tuple[tuple[str, str], ...]
    between: str
    decimals: int | None
    source: str  # stdin, column, numbers or text
    option: str  # of the column, "" for one by position
    nothing: str
    status: int
    comments: bool = False


def figures_of(text: str) -> Figures | None:
    """The figures that the text wants printed, None where it wants none."""
    known = _TEXTS if _named(text, _TEXTS, 2) and not _column(text) else _NUMBERS
    shown = _named(text, known, 2)
    form = _FORM.search(text)
    shaped = [m for m in _shapes(text) if _figure(m["label"], known)]
    each = shaped and len(shown) > 2 and _EACH.search(text)
    if not shown or not (form or len(shaped) > 1 or each):
        return None
    source = "text" if known is _TEXTS else _source(text)
    if not source:
        return None
    between = form["between"] if form else shaped[0]["between"]
    codes = [next(filter(None, code)) for code in _EXIT.findall(text)]
    option = re.search(r"(?<![\w-])(--?[a-z][\w-]*)\s+[<\[]?(?:NAME|COL|COLUMN|列)", text, re.I)
    return Figures(
        tuple(shown),
        between,
        decimals_told(text),
        source,
        option[1] if option else "",
        _nothing(text),
        int(codes[0]) if codes and codes[0] != "0" else 1,
        bool(_COMMENTS.search(text)),
    )


def _shapes(text: str) -> list[re.Match[str]]:
    """A label with a value, as a line is shown: between quotes, or bare."""
    return [*_SHAPED.finditer(text), *_BARE.finditer(text)]


def _column(text: str) -> bool:
    return bool(re.search(r"csv|\bcolumn\b|列", text, re.IGNORECASE))


def _source(text: str) -> str:
    """Where the numbers come from, "" where the text does not say."""
    if re.search(r"standard input|\bstdin\b|标准输入", text, re.IGNORECASE):
        return "stdin"
    if _column(text):
        return "column"
    one = r"(?:one|a) (?:number )?(?:per|on each|a) line|numbers in a file|每行一个|一行一个"
    return "numbers" if re.search(one, text, re.IGNORECASE) else ""


def _figure(label: str, known: dict[str, str]) -> str:
    """The source of the figure of this name."""
    label = label.strip()
    return next((s for names, s in known.items() if re.fullmatch(names, label, re.I)), "")


def _named(text: str, known: dict[str, str], least: int) -> list[tuple[str, str]]:
    """The figures in the order in which they are told, those that are shown with a value first."""
    shaped = [(m["label"].strip(), _figure(m["label"], known)) for m in _shapes(text)]
    shaped = [(label, source) for label, source in shaped if source]
    if len({source for _, source in shaped}) >= least:
        return list({source: (label, source) for label, source in shaped}.values())
    every = "|".join(known)
    found = re.finditer(rf"(?<![A-Za-z])(?:{every})(?![A-Za-z])", text, re.IGNORECASE)
    told = [m for m in found if len(m[0]) > 1]
    runs: list[list[re.Match[str]]] = []
    for match in told:
        gap = text[runs[-1][-1].end() : match.start()] if runs else "-" * 9
        if re.fullmatch(r"\s*(?:,|，|、|/|and|和|及|\s)*\s*", gap) and runs:
            runs[-1].append(match)
        else:
            runs.append([match])
    best = max(runs, key=len, default=[])
    named = {_figure(m[0], known): m[0] for m in best}
    return [(label, source) for source, label in named.items()] if len(named) >= least else []


def decimals_told(text: str) -> int | None:
    """With how many decimals numbers are wanted, None where the text does not say."""
    found = re.search(
        r"(\d|one|two|three|four|[一两二三四])\s*"
        r"(?:位小数|decimals?\b|decimal places?|digits after)",
        text,
        re.IGNORECASE,
    )
    return (_DECIMALS.get(found[1].lower()) or int(found[1])) if found else None


def _nothing(text: str) -> str:
    """What is told where there are no numbers."""
    found = re.search(
        r"(?:no (?:numbers?|values?|data)|nothing|empty|没有(?:数字|数据|数值)|为空)[^.。]{0,30}?"
        r"[\"“`'「]([^\"”`'」]+)[\"”`'」]",
        text,
        re.IGNORECASE,
    )
    return found[1] if found else "no numbers"


def source_of(wanted: Figures) -> str:
    """The program."""
    counts = wanted.source == "text"
    name, kind = ("text", "str") if counts else ("numbers", "list[float]")
    rows = "".join(f'        "{label}": {source},\n' for label, source in wanted.shown)
    head = _figures_head(name, kind) + rows + "    }"
    modules = [m for m in ("math", "statistics") if f"{m}." in rows]
    if wanted.source == "column":
        modules.append("csv")
    imports = "\n".join(f"import {m}" for m in sorted([*modules, "argparse", "sys"]))
    paths = "" if wanted.source == "stdin" else "\nfrom pathlib import Path"
    reader = _READERS[wanted.source]
    if wanted.comments:
        reader = reader.replace("if line.strip()]", 'if line.partition("#")[0].strip()]')
        reader = reader.replace("float(line)", 'float(line.partition("#")[0])')
    parts = [reader, head, _written(wanted), _main(wanted)]
    body = "\n\n\n".join(part.strip("\n") for part in parts)
    title = '"""Prints figures of what it is given, a line for each."""'
    end = '\n\n\nif __name__ == "__main__":\n    sys.exit(main())\n'
    return f"{title}\n\n{imports}{paths}\n\n\n{body}{end}"


def _figures_head(name: str, kind: str) -> str:
    return (
        f"def figures({name}: {kind}) -> dict[str, float]:\n"
        f'    """The figures, in their order."""\n    return {{\n'
    )


_READERS = {
    "stdin": '''
def read() -> list[float]:
    """The numbers of standard input, one a line; blank lines are passed over."""
    return [float(line) for line in sys.stdin if line.strip()]
''',
    "numbers": '''
def read(path: Path) -> list[float]:
    """The numbers of a file, one a line; blank lines are passed over."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [float(line) for line in lines if line.strip()]
''',
    "column": '''
def read(path: Path, column: str) -> list[float]:
    """The numbers of a column; empty cells, and what is no number, are passed over."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if column not in (rows.fieldnames or []):
            raise ValueError(f"there is no column {column!r} in {path}")
        return [number for row in rows if (number := as_number(row[column])) is not None]


def as_number(cell: str | None) -> float | None:
    """The number in a cell, None where there is none."""
    try:
        return float((cell or "").replace(",", ""))
    except ValueError:
        return None
''',
    "text": '''
def read(path: Path) -> str:
    """The text of a file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return file.read()
''',
}


def _written(wanted: Figures) -> str:
    digits = f"{{value:.{wanted.decimals}f}}" if wanted.decimals is not None else ""
    shown = f'f"{digits}"' if digits else 'f"{round(value, 10):.15g}"'
    return (
        "def written(value: float) -> str:\n"
        '    """A figure as it is printed; a count has no decimals."""\n'
        "    if isinstance(value, int):\n        return str(value)\n"
        f"    return {shown}"
    )


def _main(wanted: Figures) -> str:
    lines = ["def main() -> int:", '    """Read, and print."""']
    lines.append("    parser = argparse.ArgumentParser(description=__doc__)")
    given = ""
    if wanted.source != "stdin":
        lines.append('    parser.add_argument("path", type=Path)')
        given = "args.path"
    if wanted.source == "column":
        flag = f'"{wanted.option}", dest="column", required=True' if wanted.option else '"column"'
        lines.append(f"    parser.add_argument({flag})")
        given += ", args.column"
    used = "args = " if given else ""
    lines += [f"    {used}parser.parse_args()", "    try:", f"        found = read({given})"]
    lines += ["    except (OSError, ValueError) as error:"]
    lines += [
        '        print(f"error: {error}", file=sys.stderr)',
        f"        return {wanted.status}",
    ]
    if wanted.source != "text":
        lines += ["    if not found:", f'        print("{wanted.nothing}", file=sys.stderr)']
        lines += [f"        return {wanted.status}"]
    lines.append("    for name, value in figures(found).items():")
    lines.append(f'        print(f"{{name}}{wanted.between}{{written(value)}}")')
    return "\n".join([*lines, "    return 0"])


def tests_of_figures(stem: str, wanted: Figures) -> str:
    """A test of what is printed."""
    given = {
        "stdin": ("", "1\\n\\n4\\n"),
        "numbers": ("1\\n\\n4\\n", ""),
        "column": ("name,x\\na,1\\nb,\\nc,4\\n", ""),
        "text": ("one two\\nthree\\n", ""),
    }[wanted.source]
    args = [] if wanted.source == "stdin" else ['"given.csv"']
    if wanted.source == "column":
        args += [f'"{wanted.option}"', '"x"'] if wanted.option else ['"x"']
    labels = [label for label, _ in wanted.shown]
    command = ", ".join([f'"{stem}.py"', *args])
    return _TEST.format(
        given=given[0],
        sent=given[1],
        command=command,
        labels=json.dumps(labels, ensure_ascii=False),
    )


_TEST = '''"""What is printed."""

import subprocess
import sys
from pathlib import Path


def test_every_figure_has_its_line() -> None:
    Path("given.csv").write_text("{given}", encoding="utf-8")
    command = [sys.executable, {command}]
    done = subprocess.run(
        command, input="{sent}", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    names = {labels}
    assert all(line.startswith(name) for line, name in zip(lines, names, strict=True))
'''

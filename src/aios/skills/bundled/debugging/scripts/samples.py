"""Inputs for the functions of a program: what it calls them with, else what suits a parameter."""

import ast
import re

ROWS = 5
MOST = 8
BY_KIND = {
    "int": ["0", "1", "2", "7", "10"],
    "float": ["0.0", "1.5", "10.0", "-2.5"],
    "str": ["''", "'hello'", "'Hello World'", "'level'", "'123'"],
    "bool": ["True", "False"],
    "list": ["[]", "[1]", "[3, 1, 2]", "[1, 2, 2, 5]"],
    "list[str]": ["[]", "['a']", "['b', 'a', 'c']"],
    "dict": ["{}", "{'a': 1}", "{'b': 2, 'a': 1}"],
    "tuple": ["()", "(1, 2)", "(3, 1, 2)"],
    "set": ["set()", "{1, 2}"],
    "bytes": ["b''", "b'abc'"],
    "": ["3", "'hello'", "[3, 1, 2]", "{'a': 1}"],
}
# What a parameter without a type is likely to be, by its name.
BY_NAME = (
    ("list[str]", r"words|names|strings|lines|keys|texts"),
    ("list", r"[a-z]?xs|\w*(?:items|values|numbers|list)|nums|data|lst|arr\w*|scores|prices"
             r"|amounts|seq\w*"),
    ("dict", r"d|\w*dict|mapping|counts|record"),
    ("bool", r"is_\w+|has_\w+|flag|verbose|strict|reverse"),
    ("str", r"s|st|text|string|str\d?|\w*name|word|line|title|e?mail|sentence|char|phrase"
            r"|password|\w*_str|msg|message"),
    ("int", r"[a-ik-nx-z]|part|whole|numerator|denominator|first|second|left|right|low|high"
            r"|min|max|num\w*|count|size|length|index|year|month|day|age|start|stop|end|limit"
            r"|width|height|total|price|amount|rate|base|exponent|radius|celsius|fahrenheit"
            r"|discount|qty|quantity"),
)  # fmt: skip


def testable(tree: ast.Module) -> list[ast.FunctionDef]:
    """The functions of a file that give something back, `main` and private ones aside."""
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    return [
        f
        for f in functions
        if not f.name.startswith("_")
        and f.name != "main"
        and any(isinstance(n, ast.Return) and n.value for n in ast.walk(f))
    ]


def calls_for(function: ast.FunctionDef, tree: ast.Module) -> list[str]:
    """Calls of a function as they are written: the program's own, then with samples."""
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    needed = positional[: len(positional) - len(arguments.defaults)]
    named = [
        a
        for a, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is None
    ]
    columns = [samples(a) for a in needed] + [samples(a) for a in named]
    rows = max(map(len, columns), default=1)
    found = written(function, tree)
    for row in range(min(rows, ROWS)):
        words = [column[(row + place) % len(column)] for place, column in enumerate(columns)]
        keys = ["" for _ in needed] + [f"{a.arg}=" for a in named]
        inside = ", ".join(key + word for key, word in zip(keys, words, strict=True))
        found.append(f"{function.name}({inside})")
    return list(dict.fromkeys(found))[:MOST]


def written(function: ast.FunctionDef, tree: ast.Module) -> list[str]:
    """The calls of a function with nothing but plain values, in the program or its examples."""
    examples = re.findall(r">>>\s*(.+)", ast.get_docstring(function) or "")
    trees: list[ast.AST] = [tree]
    for example in examples:
        try:
            trees.append(ast.parse(example))
        except SyntaxError:
            continue
    calls = [node for one in trees for node in ast.walk(one) if isinstance(node, ast.Call)]
    return [ast.unparse(call) for call in calls if is_plain(call, function.name)]


def is_plain(call: ast.Call, name: str) -> bool:
    """Whether it calls this function with plain values only."""
    if not isinstance(call.func, ast.Name) or call.func.id != name:
        return False
    try:
        for value in [*call.args, *(keyword.value for keyword in call.keywords)]:
            ast.literal_eval(value)
    except (ValueError, TypeError):
        return False
    return True


def samples(parameter: ast.arg) -> list[str]:
    """Values for a parameter, by its type, else by its name; some of each kind for others."""
    told = ast.unparse(parameter.annotation).lower() if parameter.annotation else ""
    told = told.replace("typing.", "").partition(" | ")[0]
    whole = re.sub("sequence|iterable|collection", "list", told.partition("[")[0])
    for kind in (told, whole):
        if kind in BY_KIND and kind:
            return BY_KIND[kind]
    for kind, names in BY_NAME:
        if re.fullmatch(names, parameter.arg.lower()):
            return BY_KIND[kind]
    return BY_KIND[""]

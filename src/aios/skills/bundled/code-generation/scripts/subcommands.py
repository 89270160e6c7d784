"""Write a program with commands of its own that keeps its entries in a JSON file, as a request
shows them: `ledger.py add 35.50 food`, `todo.py list`, `todo.py done 1`."""

import re
from dataclasses import dataclass, field

from cmdline import status_told
from figuring import decimals_told

_VERBS = {
    "add": "add new create record log put save",
    "list": "list show ls all view print",
    "done": "done complete finish check tick mark",
    "remove": "remove delete rm del drop cancel",
    "total": "sum total balance report",
    "find": "search find grep lookup",
    "get": "get",
    "set": "set",
    "count": "count stats",
    "clear": "clear reset",
}
_CALL = re.compile(
    r"(?P<stem>[A-Za-z_]\w*)\.py[ \t]+(?P<verb>[a-z]+)"
    r"(?P<rest>(?:[ \t](?:\"[^\"]*\"|'[^']*'|“[^”]*”|[^\s\"'`，。；;、（(]+))*)",
)
_TOKEN = re.compile(r"\"[^\"]*\"|'[^']*'|“[^”]*”|\S+")
_NAMED = {
    "金额": "amount", "数额": "amount", "分类": "category", "类别": "category", "名称": "name",
    "姓名": "name", "名字": "name",
    "电话": "phone", "手机号": "phone", "标题": "title",
    "内容": "text", "任务": "text", "日期": "date", "备注": "note", "价格": "price",
    "数量": "quantity", "邮箱": "email", "编号": "number", "序号": "number", "关键词": "word",
}  # fmt: skip


_PROSE = re.compile(
    r"(?:to|and|which|that|in|is|on|with|for|it|as|so|or|then|should|must|will|the|an?|\w+s)$(?<!ss)"
    r"|(?:记一|新增|添加|增加|保存|显示|列出|输出|给|把|将|删|移除|表示"
    r"|可以|就|来|打印|会|标记|查|搜索|统计|每|按|然后)"
)


@dataclass
class Keeper:
    """The program: its verbs as they are called, the fields of an entry, and how one is shown."""

    stem: str
    verbs: dict[str, str] = field(default_factory=dict)  # what is done: how it is called
    fields: dict[str, str] = field(default_factory=dict)  # name: float or str
    shape: str = ""
    file: str = ""
    by: str = ""  # the field that the total may be of one value of
    option: str = ""
    digits: int | None = None
    keyed: frozenset[str] = frozenset()  # verbs that take the first field and no number
    status: int = 1


def keeper_of(text: str) -> Keeper | None:
    """The program that the text shows, None where it shows none."""
    calls = list(_CALL.finditer(text.replace("`", " ` ")))
    calls = [c for c in calls if not _PROSE.match(c["verb"])]
    done = [(_done_by(c, text), c) for c in reversed(calls)]
    found = {what: call for what, call in done if what}
    strange = [call for what, call in done if not what]
    if len(found) < 2 or strange or not {"add", "set"} & set(found):
        return None
    keeper = Keeper(calls[0]["stem"], {what: c["verb"] for what, c in found.items()})
    adds = found.get("add") or found["set"]
    values = _values(adds["rest"])
    keeper.fields = _fields(values, text[adds.end() :][:80], text)
    if not keeper.fields or len(keeper.fields) != len(values):
        return None
    file = re.search(r"[\w-]+\.json\b", text)
    keeper.file = file[0] if file else f"{keeper.stem}.json"
    keeper.digits = decimals_told(text)
    keeper.status = status_told(text)
    keeper.keyed = frozenset(
        w for w in ("done", "remove") if w in found and _by_key(found[w], keeper)
    )
    keeper.shape = _shape(text, keeper, values)
    _filter(text, keeper)
    return keeper


_SAID = {
    "total": r"总|合计|汇总|\btotal|\bsum\b|adds? up",
    "done": r"完成|打勾|\bdone\b|\bmark",
    "remove": r"删|移除|\bremov|\bdelet",
    "find": r"查找|搜索|查询|包含|\bsearch|\bfind|contain",
    "clear": r"清空|\bempt",
    "list": r"列出|显示(?:全部|所有)|每行|\blists?\b|\b(?:print|show)s? (?:all|every)",
    "add": r"记一|新增|添加|增加|保存|记录|录入|\b(?:add|save|record|store)s?\b",
}


def _done_by(call: re.Match[str], text: str) -> str:
    """What a command does: as its verb says, or what the text says of it; "" where none does."""
    known = {v: what for what, names in _VERBS.items() for v in names.split()}
    if call["verb"] in known:
        return known[call["verb"]]
    start = text.find(call["stem"] + ".py " + call["verb"])
    after = text[start + len(call[0].rstrip(" `")) : start + len(call[0]) + 60]
    clause = re.split(r"[。；;\n]|\.py", after)[0]
    return next((what for what, words in _SAID.items() if re.search(words, clause, re.I)), "")


def _by_key(call: re.Match[str], keeper: Keeper) -> bool:
    """Whether an entry is named by its first field, as the command is shown."""
    told = [value.strip("<>[]") for value in _values(call["rest"])[:1]]
    key = next(iter(keeper.fields))
    return bool(told) and key in (told[0].lower(), _NAMED.get(told[0], ""))


def _values(rest: str) -> list[str]:
    """The values of a command as they are shown, up to where prose goes on."""
    values: list[str] = []
    for token in _TOKEN.findall(rest):
        if token in ("-", "->", "→", "=") or token.startswith(("--", "[--", "`")):
            break
        if _PROSE.match(token):
            break
        values.append(token.strip("\"'“”,:："))
    return values


def _fields(values: list[str], after: str, text: str) -> dict[str, str]:
    """The name and the kind of each value."""
    fields: dict[str, str] = {}
    for number, value in enumerate(values):
        bare = value.strip("<>[]{}")
        numeric = bool(re.fullmatch(r"-?\d+(?:\.\d+)?", bare))
        name = _NAMED.get(bare, bare.lower() if re.fullmatch(r"[A-Z_]{2,}|[a-z_]+", bare) else "")
        if value == bare and not bare.isupper() and bare not in _NAMED:
            name = ""  # an example and no name
        if not name:
            name = "amount" if numeric else "text" if len(values) == 1 else ""
        if not name:
            name = _guessed(bare, text, fields)
        if name in fields:
            name = f"{name}{number + 1}"
        kind = numeric or name in ("amount", "price", "quantity", "cost", "sum", "score")
        fields[name] = "float" if kind else "str"
    return fields


def _guessed(value: str, text: str, fields: dict[str, str]) -> str:
    """What an example value is, by an option that takes it, or what the text calls it."""
    option = re.search(rf"--(\w+)[ =][\"'“]?{re.escape(value)}", text)
    if option and option[1] not in fields:
        return option[1]
    names = [en for zh, en in _NAMED.items() if zh in text and en not in ("amount", "number")]
    names += re.findall(r"\b(category|name|title|phone|note|email|tag|item)\b", text)
    return next((name for name in names if name not in fields), "text")


def _shape(text: str, keeper: Keeper, values: list[str]) -> str:
    """How an entry is shown: as the example that has its values, else its fields after another."""
    digits = keeper.digits if keeper.digits is not None else None
    forms = {
        name: "{" + name + (f":.{digits}f" if kind == "float" and digits is not None else "") + "}"
        for name, kind in keeper.fields.items()
    }
    shown = [*re.findall(r"`([^`\n]{3,60})`", text), *re.findall(r"“([^”\n]{3,60})”", text)]
    for quoted in [*shown, *re.findall(r"\"([^\"\n]{3,60})\"", text)]:
        if all(value in quoted for value in values) and not quoted.startswith(tuple(values)):
            if ".py" in quoted:
                continue
            shape = quoted.replace("{", "{{").replace("}", "}}")
            shape = re.sub(r"^\d+", "{n}", shape)
            shape = re.sub(r"\[[ xX✓√]?\]", "[{mark}]", shape)
            for value, form in zip(values, forms.values(), strict=True):
                shape = shape.replace(value, form)
            return shape
    head = (
        "{n}. [{mark}] " if "done" in keeper.verbs else "{n}. " if "remove" in keeper.verbs else ""
    )
    return head + " ".join(forms.values())


def _filter(text: str, keeper: Keeper) -> None:
    """The option that limits a total, or a list, to one value of a field."""
    for name in re.findall(r"(?<![\w-])--([a-z]+)", text):
        if name in keeper.fields and keeper.fields[name] == "str":
            keeper.by, keeper.option = name, f"--{name}"


def keeper_source(keeper: Keeper) -> str:
    """The program."""
    parts = [_STORE.format(file=keeper.file), _line(keeper), *_actions(keeper), _main(keeper)]
    body = "\n\n\n".join(part.strip("\n") for part in parts)
    imports = (
        "import argparse\nimport json\nimport sys\nfrom pathlib import Path\nfrom typing import Any"
    )
    end = '\n\n\nif __name__ == "__main__":\n    sys.exit(main())\n'
    return f'"""Keeps its entries in {keeper.file}."""\n\n{imports}\n\n{body}{end}'


_STORE = '''
FILE = Path("{file}")


def load() -> list[dict[str, Any]]:
    """Every entry, the oldest first."""
    if not FILE.exists():
        return []
    entries: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return entries


def save(entries: list[dict[str, Any]]) -> None:
    """Keep the entries."""
    FILE.write_text(json.dumps(entries, ensure_ascii=False, indent=2) + "\\n", encoding="utf-8")


def one(entries: list[dict[str, Any]], number: int) -> dict[str, Any]:
    """The entry of this number, counted from 1."""
    if not 1 <= number <= len(entries):
        raise ValueError(f"there is no entry {{number}}")
    return entries[number - 1]
'''


def _line(keeper: Keeper) -> str:
    """The function that shows an entry."""
    mark = ', mark="x" if entry.get("done") else " "' if "{mark}" in keeper.shape else ""
    number = "n=number, " if "{n}" in keeper.shape else ""
    fields = ", ".join(f'{name}=entry["{name}"]' for name in keeper.fields)
    return (
        "def line(number: int, entry: dict[str, Any]) -> str:\n"
        '    """An entry as it is shown."""\n'
        f"    return {keeper.shape!r}.format({number}{fields}{mark})"
    )


def _actions(keeper: Keeper) -> list[str]:
    """A function for each verb."""
    return [_ACTIONS[what](keeper) for what in keeper.verbs]


def _head(what: str, prose: str) -> str:
    return f'def do_{what}(args: argparse.Namespace) -> None:\n    """{prose}"""\n'


def _add(keeper: Keeper) -> str:
    entry = ", ".join(f'"{name}": args.{name}' for name in keeper.fields)
    done = ', "done": False' if "done" in keeper.verbs else ""
    return (
        _head("add", "Keep one more.")
        + f"    entries = load()\n    entries.append({{{entry}{done}}})\n    save(entries)\n"
        + "    print(line(len(entries), entries[-1]))"
    )


def _chosen(keeper: Keeper) -> str:
    """The entries that an option leaves."""
    if not keeper.by:
        return "enumerate(load(), 1)"
    same = f'args.{keeper.by} in (None, entry["{keeper.by}"])'
    return f"((n, entry) for n, entry in enumerate(load(), 1) if {same})"


def _list(keeper: Keeper) -> str:
    shown = f"    for number, entry in {_chosen(keeper)}:\n        print(line(number, entry))"
    return _head("list", "Show the entries.") + shown


def _total(keeper: Keeper) -> str:
    own = next((name for name, kind in keeper.fields.items() if kind == "float"), "")
    value = f'entry["{own}"]' if own else "1"
    form = f":.{keeper.digits}f" if keeper.digits is not None else ":g"
    return (
        _head("total", "Show what the entries add up to.")
        + f"    total = sum({value} for _, entry in {_chosen(keeper)})\n"
        + f'    print(f"{{total{form}}}")'
    )


def _named(what: str, keeper: Keeper) -> str:
    """The entry that a command is about."""
    key = next(iter(keeper.fields))
    if what not in keeper.keyed:
        return "one(entries, args.number)"
    return f'one(entries, 1 + [e["{key}"] for e in [*entries, vars(args)]].index(args.{key}))'


def _done(keeper: Keeper) -> str:
    return (
        _head("done", "Mark one as done.") + "    entries = load()\n"
        f'    {_named("done", keeper)}["done"] = True\n    save(entries)'
    )


def _remove(keeper: Keeper) -> str:
    return (
        _head("remove", "Away with one.") + "    entries = load()\n"
        f"    entries.remove({_named('remove', keeper)})\n    save(entries)"
    )


def _find(_keeper: Keeper) -> str:
    return (
        _head("find", "Show the entries that hold a word.")
        + "    for number, entry in enumerate(load(), 1):\n"
        "        if any(args.word.lower() in str(value).lower() for value in entry.values()):\n"
        "            print(line(number, entry))"
    )


def _get(keeper: Keeper) -> str:
    key, *rest = keeper.fields
    return (
        _head("get", "Show the value of one.")
        + f'    found = [e for e in load() if e["{key}"] == args.{key}]\n'
        f'    if not found:\n        raise ValueError(f"there is no {{args.{key}}}")\n'
        f'    print(found[-1]["{(rest or [key])[0]}"])'
    )


def _set(keeper: Keeper) -> str:
    key = next(iter(keeper.fields))
    entry = ", ".join(f'"{name}": args.{name}' for name in keeper.fields)
    return (
        _head("set", "Keep a value.")
        + f'    entries = [e for e in load() if e["{key}"] != args.{key}]\n'
        f"    save([*entries, {{{entry}}}])"
    )


def _count(_keeper: Keeper) -> str:
    return _head("count", "Show how many there are.") + "    print(len(load()))"


def _clear(_keeper: Keeper) -> str:
    return _head("clear", "Away with all.") + "    save([])"


_ACTIONS = {
    "add": _add, "list": _list, "done": _done, "remove": _remove, "total": _total, "find": _find,
    "get": _get, "set": _set, "count": _count, "clear": _clear,
}  # fmt: skip


def _main(keeper: Keeper) -> str:
    lines = ["def main() -> int:", '    """Do what the command line says."""']
    lines += [
        "    parser = argparse.ArgumentParser(description=__doc__)",
        '    commands = parser.add_subparsers(dest="command", required=True)',
    ]
    for what, verb in keeper.verbs.items():
        lines.append(f'    {verb} = commands.add_parser("{verb}")')
        lines += [f"    {verb}.add_argument({given})" for given in _arguments(what, keeper)]
        lines.append(f"    {verb}.set_defaults(run=do_{what})")
    lines += [
        "    args = parser.parse_args()",
        "    try:",
        "        args.run(args)",
        "    except (OSError, ValueError) as error:",
        '        print(f"error: {error}", file=sys.stderr)',
        f"        return {keeper.status}",
        "    return 0",
    ]
    return "\n".join(lines)


def _arguments(what: str, keeper: Keeper) -> list[str]:
    """What a command takes."""
    fields = [
        f'"{name}"' + (", type=float" if kind == "float" else "")
        for name, kind in keeper.fields.items()
    ]
    if what in ("list", "total"):
        return [f'"{keeper.option}"'] if keeper.by else []
    numbers = {
        name: fields[:1] if name in keeper.keyed else ['"number", type=int']
        for name in ("done", "remove")
    }
    known = {"add": fields, "set": fields, "get": fields[:1], "find": ['"word"']} | numbers
    return known.get(what, [])


def tests_of_keeper(stem: str, keeper: Keeper) -> str:
    """A test of what is kept."""
    verb = keeper.verbs.get("add") or keeper.verbs["set"]
    given = ", ".join('"5"' if kind == "float" else '"tea"' for kind in keeper.fields.values())
    told = [f'run("{verb}", {given})']
    if "list" in keeper.verbs:
        told.append(f'assert run("{keeper.verbs["list"]}").strip()')
    body = "".join(f"    {line}\n" for line in told)
    return _TEST.format(stem=stem, body=body)


_TEST = '''"""What is kept is there."""

import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = Path("{stem}.py").resolve()
FOLDER = tempfile.mkdtemp()


def run(*arguments: str) -> str:
    command = [sys.executable, str(PROGRAM), *arguments]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=True)
    return done.stdout


def test_what_is_kept() -> None:
{body}'''

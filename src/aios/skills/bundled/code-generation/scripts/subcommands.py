"""Read a program with commands of its own that keeps its entries in a JSON file, as a request
shows them: `ledger.py add 35.50 food`, `todo.py list`, `todo.py done 1`."""

import re
from dataclasses import dataclass, field

from figuring import decimals_told
from starting import status_told

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
    order: str = ""  # the field that a list is ordered by


def keeper_of(text: str) -> Keeper | None:
    """The program that the text shows, None where it shows none."""
    text = with_program(text)
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
    order = re.search(
        r"(?:sort|order)\w* (?:\w+ )?by (?:the )?(\w+)|按\s*(\w+?)\s*(?:字母)?(?:顺序)?排", text
    )
    name = next(filter(None, order.groups()), "") if order else ""
    keeper.order = next((f for f in (name, _NAMED.get(name, "")) if f in keeper.fields), "")
    keeper.keyed = frozenset(
        w for w in ("done", "remove") if w in found and _by_key(found[w], keeper)
    )
    keeper.shape = _shape(text, keeper, values)
    _filter(text, keeper)
    return keeper


def with_program(text: str) -> str:
    """The text with the program's name before each command that is shown without it: `list`."""
    known = "|".join(name for names in _VERBS.values() for name in names.split())
    program = re.search(r"(?<![\w.])([A-Za-z_]\w*)\.py\b", text)
    if not program or len(re.findall(rf"`(?:{known})(?: [^`]*)?`", text)) < 2:
        return text
    named = rf"`{program[1]}.py \1`"
    return re.sub(rf"`((?:{known})(?: [^`]*)?)`", named, text)


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
        bare = quoted.startswith(tuple(values)) and not re.search(
            r"\w ?(?:[:：|=-]|->) ?\w", quoted
        )
        if all(value in quoted for value in values) and not bare:
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

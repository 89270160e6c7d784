"""What a request tells of a program for the command line that shows rows of a table, or figures of
its groups: which arguments choose what, from which kind of file, and how the lines look.
"""

# ruff: noqa: E501

import re
from dataclasses import dataclass, field

from cmdline import column_told
from commands import Argument, Command
from figuring import decimals_told
from printing import told_between
from starting import status_told

_ROLES = {
    "group": "group group-by groupby per category group-column",
    "value": "sum value sum-by amount val measure value-column val-column metric-column",
    "figure": "agg func op aggregate metric stat function",
    "sort": "sort sort-by order-by orderby sort-key",
    "descending": "desc descending reverse r",
    "numeric": "numeric number as-number n-sort",
    "top": "top limit n head first max-rows rows",
    "columns": "columns cols fields select keep",
    "target": "out output o outfile save to",
    "equals": "equals value eq is equal",
    "contains": "contains search match has keyword text",
    "least": "min minimum at-least gte ge from above",
    "most": "max maximum at-most lte le below",
    "where": "where filter cond condition",
    "separator": "delimiter sep separator d delim",
    "column": "column by col key field c k f name",
    "json": "json",
}
_GROUPS = re.compile(
    r"\b(?:per|each|every)\b(?! (?:line|row|one|record))|\bgroup\w*|\bby (?:category|group)|分组|每个?(?!数字|行)|各个?|按[^。，]{1,12}(?:汇总|统计|求和|合计)",
    re.I,
)
_FIGURES = (
    ("mean", r"\baverages?\b|\bmeans?\b|平均"),
    ("max", r"\bmax\w*|\bhighest\b|\blargest\b|最大|最高"),
    ("min", r"\bmin\w*|\blowest\b|\bsmallest\b|最小|最低"),
    ("sum", r"\bsum\w*|\btotals?\b|\badds?\b|求和|合计|总[和额计]|汇总"),
    ("len", r"\bcounts?\b|how many|number of|个数|数量|多少|次数|行数|条数"),
)
_OTHER = re.compile(
    r"most (?:frequent|common)|\bstatistic|standard deviation|median|中位数|标准差|最常见|出现次数|"
    r"\bmerge|合并|\bjoin\b|\bsplit|拆分|duplicat|重复|去重|\bchart|plot|sqlite|excel|xlsx|markdown|html|\bdiff|compare|比较",
    re.I,
)
_FALLS = re.compile(
    r"descending|(?:largest|highest|biggest|most|newest) first|high(?:est)? to low|large(?:st)? to small|"
    r"(?:the|with the) (?:\w+ )?(?:highest|largest|biggest|top|most)\b|从大到小|从高到低|从多到少|降序|倒序|最大的|最高的|最多的",
    re.I,
)
_BY_NAME = re.compile(
    r"alphabetical|(?:sorted|ordered|order) by (?:the )?(?:\w+ )?(?:name|key|group|region|categor\w+)|按(?:字母|组名|名称|名字|组|键)\S{0,3}(?:排|升)",
    re.I,
)
NUMBERS_TOLD = re.compile(
    r"numbers? (?:become|as|to|into|are)|as numbers|数字(?:要|都)?(?:转|变|用|保持)|转成数字", re.I
)
_BARE = re.compile(r"(?:without|no|not) (?:the |a |its )?header|不(?:要|带|含|打印|输出)表头", re.I)
TELLS = re.compile(
    r"(?:prints?|打印|输出|显示)[^.。；;]{0,24}(?:how many|number of|count of|多少行|行数|几行|多少条|条数)",
    re.I,
)


@dataclass
class Table:
    """The program that is wanted; `options` are by the part that they play."""

    stem: str
    mode: str  # rows or groups
    arguments: list[tuple[str, Argument]] = field(default_factory=list)
    group: str = ""
    value: str = ""
    figure: str = "sum"
    order: str = ""
    falls: bool = False
    digits: int | None = None
    between: str = ": "
    json: bool = False
    bare: bool = False
    tells: bool = False
    typed: bool = False
    status: int = 1

    @property
    def roles(self) -> set[str]:
        """The parts that are played."""
        return {role for role, _ in self.arguments}


def table_of(text: str, command: Command | None) -> Table | None:
    """The program that is wanted; None where the text wants another."""
    if command is None or not command.stem or _OTHER.search(text):
        return None
    paths = [a for a in command.arguments if not a.option and a.kind == "file"]
    ends = [a.text.rpartition(".")[2].lower() for a in paths]
    readable = [end in ("csv", "tsv", "json", "jsonl", "ndjson") for end in ends[:1]]
    shape = re.search(
        r"\bcsv\b|JSON (?:array|list)|JSON Lines|jsonl|JSON ?数组|对象数组", text, re.I
    )
    if not paths or len(paths) > 2 or not (any(readable) or (shape and "." not in paths[0].text)):
        return None
    table = Table(command.stem, "rows")
    grouping = _is_grouping(text, command)
    for argument in command.arguments:
        role = _role(argument, table.roles, text, grouping=grouping)
        if not role:
            return None
        table.arguments.append((role, argument))
    return _groups(table, text, ends) if grouping else _rows(table, text, ends)


def _is_grouping(text: str, command: Command) -> bool:
    named = {a.option.lstrip("-") for a in command.arguments if a.option}
    if named & set(_ROLES["group"].split()):
        return True
    rows = named & {*_ROLES["sort"].split(), *_ROLES["columns"].split(), *_ROLES["where"].split()}
    figure = any(re.search(words, text, re.I) for _, words in _FIGURES)
    return not rows and figure and bool(_GROUPS.search(text))


def _role(argument: Argument, taken: set[str], text: str, *, grouping: bool) -> str:
    """The part that an argument plays, "" for none."""
    if not argument.option:
        if argument.kind == "file":
            return "source" if "source" not in taken else "target" if "target" not in taken else ""
        if argument.kind == "number":
            return "top" if "top" not in taken else ""
        if argument.kind != "word":
            return ""
        order = ("group", "value") if grouping else ("column", "equals")
        return next((role for role in order if role not in taken), "")
    name = argument.option.lstrip("-").lower()
    if grouping and name in ("by", "column", "key", "field"):
        return "group" if "group" not in taken else "value"
    role = next((r for r, names in _ROLES.items() if name in names.split() and r not in taken), "")
    if role == "value" and not grouping:
        return "equals" if name == "value" else ""
    if (
        role == "column"
        and name == "by"
        and re.search(r"sort|order|highest|largest|排", text, re.I)
    ):
        return "sort"
    return role


def _groups(table: Table, text: str, ends: list[str]) -> Table | None:
    table.mode = "groups"
    table.figure = next((name for name, words in _FIGURES if re.search(words, text, re.I)), "sum")
    if "value" not in table.roles and "figure" not in table.roles:
        table.value = column_told("value", text) or _added(text)
        if not table.value:
            table.figure = "len"
    if "group" not in table.roles:
        table.group = column_told("column", text) or _grouped(text)
        if not table.group:
            return None
    if table.roles & {"sort", "columns", "equals", "contains", "least", "most", "column", "json"}:
        return None
    table.digits = decimals_told(text)
    table.between = told_between(text) or ": "
    table.order = "name" if _BY_NAME.search(text) else "value" if _FALLS.search(text) else ""
    table.order = "value" if "top" in table.roles else table.order
    table.status = status_told(text)
    return table if not ends[1:] or ends[1] == "csv" else None


_KEY = r"[`\"'“‘「]?([A-Za-z_][\w]*|[\u4e00-\u9fff]{1,6}?)[`\"'”’」]?"


def _added(text: str) -> str:
    """The key that is added up: "the sum of total for each customer"."""
    found = re.search(
        rf"\b(?:sum|total|average|mean|max\w*|min\w*) of (?:the |all |its |their )*{_KEY}(?=s?\b)"
        rf"|(?:对|把|将)\s*{_KEY}\s*(?:列|字段)?\s*(?:求和|求平均|汇总|相加|加总)", text, re.I
    )  # fmt: skip
    return next(filter(None, found.groups()), "") if found else ""


def _grouped(text: str) -> str:
    """The key whose values make the groups: "for each customer"."""
    found = re.search(
        rf"\b(?:per|(?:for |of )?each|for every|group(?:ed|s)? by|by)\s+(?:the )?{_KEY}(?=\b)"
        rf"|按\s*{_KEY}\s*(?:列|字段)?\s*(?:分组|汇总|统计)|每个\s*{_KEY}\s*的", text, re.I
    )  # fmt: skip
    return next(filter(None, found.groups()), "") if found else ""


def _rows(table: Table, text: str, ends: list[str]) -> Table | None:
    chosen = table.roles & {"sort", "column", "columns", "where", "top"}
    chosen |= {"target"} if len(ends) == 2 and "jsonl" in ends and ends[0] != ends[1] else set()
    narrowed = table.roles & {"equals", "contains", "least", "most"}
    if (
        not chosen
        or table.roles & {"group", "value", "figure"}
        or (narrowed and "column" not in chosen)
    ):
        return None
    if "column" in chosen and not narrowed:
        table.arguments = [("sort" if r == "column" else r, a) for r, a in table.arguments]
    if table.roles & {"sort"} and not re.search(
        r"sort|order|highest|largest|top|排|最|前", text, re.I
    ):
        return None
    table.falls = bool(_FALLS.search(text)) and "descending" not in table.roles
    table.json = (ends[-1:] in (["json"], ["jsonl"])) or bool(
        re.search(r"as JSON|JSON (?:array|list)", text)
    )
    table.bare, table.tells = bool(_BARE.search(text)), bool(TELLS.search(text))
    table.status = status_told(text)
    table.typed = bool(NUMBERS_TOLD.search(text))
    return table

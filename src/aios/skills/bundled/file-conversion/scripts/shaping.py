"""A table as a sentence wants it: which columns under which names, which rows, in which order."""

# ruff: noqa: E501 - a pattern is read as one line

import json
import re
from dataclasses import dataclass, field
from itertools import pairwise

from aios_numerals import ENGLISH, value_of
from colnames import column_called, columns_in
from narrowing import CLAUSE, conditions, keeps_row
from ordering import orders, sorted_rows
from tables import TEXTS, Table, typed

_BETWEEN = r"\s*(?:[,，、/&]|\band\b|以及|[和与及])?\s*(?:and\s+|the\s+|their\s+|its\s+)*"
_ASIDE = r"(?:\s*[(（][^()（）]{1,30}[)）])?(?:\s*(?:columns?|fields?|列|字段))?"
_DROPS = r"(?:\b(?:without|leav(?:e|ing)\s+out|omit(?:ting)?|drop(?:ping)?|remov(?:e|ing)|exclud(?:e|ing)|except(?:\s+for)?|minus|skip(?:ping)?)\b|去掉|删掉|删除|去除|不要|不含|不包括|除了|别要|不需要|不用|隐藏)"
_KEEPS = r"(?:\b(?:only|just|keep(?:ing)?|columns?|fields?|headings?|headers?|show(?:ing)?|contain(?:ing)?)\b|只留|只要|只保留|保留|只取|只需要?|只带|留下|列顺序|顺序|列名?|字段|表头|包含)"
_ORDERED = re.compile(
    r"(?:\bby|\bfirst|\bper|按照?|依照?|根据|排序?)\s*(?:the\s+)?$|(?:最|从)$", re.I
)
_NAMES = re.compile(
    r"(?:列名|表头|字段名?|标题|列)(?:依次|分别|都)?(?:改成|改为|换成|写成|用|叫做?|改名为?)\s*[:：]?\s*(?P<zh>[^。；;\n]+)"
    r"|\b(?P<kind>headings?|headers?|column\s+(?:names|titles)|columns?|fields?)\s*(?:(?:called|named|being|are|should\s+be)\s*)?:?\s+(?P<en>[A-Za-z][^.;\n]*)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(?:[,，、/]|\band\b|以及|[和与及])\s*(?:and\s+)?", re.IGNORECASE)
_NEW = r"[\"“”'‘’「」]?(?P<new>[A-Za-z_][\w]*|[\u4e00-\u9fff][\w\u4e00-\u9fff]*)[\"“”'‘’「」]?"
_RENAMED = (
    rf"[\"“”'‘’]?\s*(?:column|field|heading|列|字段)?\s*(?:→|->|=>|(?:is\s+|to\s+be\s+|should\s+be\s+|gets?\s+)?(?:renamed|called|named)(?:\s+(?:to|as|into))?\s|改名为?|重命名为?|(?:改|换)(?:成|为|叫)|叫做?)\s*{_NEW}",
    rf"[\"“”'‘’]?\s*(?:column|field)?\s+(?:to|as|into)\s+{_NEW}",
)
# Before a column that is to be called otherwise, the first one or a further one.
_BIDDEN = re.compile(
    r"renam\w*\s+(?:[^.;]*(?:,|\band)\s*)?(?:the\s+)?(?:(?:columns?|headers?|fields?)\s+)?(?:called\s+|named\s+)?[\"“'‘`]?$",
    re.IGNORECASE,
)
RENAMES = re.compile(
    r"\brenam\w*\b.*\bcolumns?\b|\bcolumns?\b.*\brenam|列.{0,12}(?:改名|重命名|改[成为])|(?:改名|重命名).{0,8}列",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"去重|(?:去掉?|删掉?|删除|去除)(?:其中|里面)?(?:的)?(?:重复|相同)|不要重复|不重复"
    r"|\b(?:remov|drop|delet|elimina|strip)\w*\s+(?:all\s+|any\s+|the\s+)*(?:duplicat|repeat|double)\w*"
    r"|\b(?:without|no)\s+(?:any\s+)?(?:duplicat|repeat|double)\w*|\bde-?dup\w*|\beach\s+\w+\s+only\s+once",
    re.IGNORECASE,
)
_PLACES = re.compile(
    rf"(?P<n>\d|[一二两三四]|{ENGLISH})\s*(?:位小数|decimal(?:\s+place)?s?\b|digits?\s+after)", re.I
)
# What surely wants some left out or kept.
_WANTS = re.compile(
    r"(?:的|掉)(?:都)?(?:不要|去掉|剔除|除外)$|^(?:只要|只留|只保留|剔除|排除|除了)[^，,]+的"
    r"|^(?:but\s+|and\s+)?(?:leav(?:e|ing)\s+out|exclud(?:e|ing)|except|without)\s",
    re.IGNORECASE,
)
_ADDED = re.compile(
    r"(?:(?:新?[增添]?加|新增|多)(?:上|出|了)?一?[个]?(?:新)?列|(?:add|plus|with)\s+(?:an?\s+)?(?:new\s+|extra\s+|further\s+|additional\s+)*column)\s*(?:叫做?|名为|called|named)?\s*"
    r"[\"“”'‘’「]?(?P<name>[\w\u4e00-\u9fff ]{1,24}?)[\"“”'‘’」]?\s*(?:[(（:：=,，]|是|为|等于|\b(?:as|which\s+is|that\s+is|holding|with|for|being)\b)\s*(?P<sum>[^。.;；]{3,60})",
    re.IGNORECASE,
)
_SEPARATORS = {"semicolon": ";", "comma": ",", "pipe": "|", "分号": ";", "逗号": ",", "竖线": "|", "顿号": "、"}  # fmt: skip
# "tags joined with a semicolon": the entries of a list in one cell
JOINED = _JOINED = re.compile(
    r"\b(?:joined|combined|concatenated|glued)\s+(?:together\s+)?(?:with|by|using)\s+(?:an?\s+)?(?P<en>semicolon|comma|pipe)s?\b(?!\s+(?:file|csv))"
    r"|用(?P<zh>分号|逗号|竖线|顿号)(?:连接|连起来|拼起来|拼接)",
    re.IGNORECASE,
)
_SIGNS = (
    (r"加上?|\+|\bplus\b|\band\b|和", lambda a, b: a + b),
    (r"减去?|-|−|\bminus\b|\bless\b", lambda a, b: a - b),
    (r"乘以?|\*|×|x|\btimes\b|\bby\b", lambda a, b: a * b),
    (r"除以|/|÷|\bdivided\s+by\b|\bover\b|\bper\b", lambda a, b: a / b if b else None),
)


@dataclass
class Shape:
    """What a sentence asks of a table; columns are places in its header."""

    keep: list = field(default_factory=list)
    drop: list = field(default_factory=list)
    names: dict = field(default_factory=dict)
    rows: list = field(default_factory=list)
    order: list = field(default_factory=list)
    added: tuple = ()
    single: bool = False
    places: int | None = None
    sign: str = ""
    unread: list = field(default_factory=list)

    def __bool__(self):
        wanted = (self.keep, self.drop, self.names, self.rows, self.order, self.added, self.single)
        return any(map(bool, wanted)) or self.places is not None or bool(self.sign)


# How a column is called shows what all are: "columns like address.city".
_EXAMPLE = re.compile(
    r"\b(?:like|such\s+as|e\.g\.?|for\s+(?:example|instance))[,:]?\s*[\"“'`]?\w+\.\w+"
    r"|(?:比如|例如|像|类似|如)\s*[\"“'`]?\w+\.\w+|[A-Za-z_]\w*\.\w+[\"”'`]?\s*(?:这样|这种|之类|那样)",
    re.IGNORECASE,
)


def shape_of(text, table):
    """What the text asks of the table."""
    shape, header = Shape(), list(map(str, table.header))
    text = _EXAMPLE.sub(" ", text)
    if (added := _ADDED.search(text)) and (reckoned := _sum_of(added["sum"], header)):
        shape.added = (added["name"].strip(), reckoned)
        text = _blank(text, *added.span())
    text = _renamed(text, header, shape)
    if joined := _JOINED.search(text):
        shape.sign = _SEPARATORS[joined["en"] or joined["zh"]]
    shape.single = bool(_SINGLE.search(text))
    if places := _PLACES.search(text):
        shape.places = value_of(places["n"])
    shape.order, text = orders(text, table)
    shape.rows, text = conditions(text, table)
    _columns(text, header, shape)
    _named(text, header, shape)
    shape.unread = _unread(text, header)
    return shape


def _unread(text, header):
    """The clauses that want some rows or columns alone, or left out, and say of none which."""
    clauses = (clause.strip() for clause in CLAUSE.split(text))
    return [
        clause
        for clause in clauses
        if _WANTS.search(clause) and not columns_in(clause, header) and not _SINGLE.search(clause)
    ]


def shaped(table, text, say, target=""):
    """The table as the text wants it, with notes on what was done; itself where it wants nothing."""
    shape = shape_of(text, table)
    unread = [
        say(f"没有照做的话：{c}", f"not done, since not understood: {c}") for c in shape.unread
    ]
    table.notes = [*table.notes, *unread]
    if not shape:
        return table
    header = list(map(str, table.header))
    rows = [list(row) for row in table.rows() if keeps_row(row, shape.rows)]
    rows = sorted_rows(rows, shape.order)
    if shape.added:
        rows = [[*row, _reckoned(row, shape.added[1])] for row in rows]
        header.append(shape.added[0])
    wanted = [i for i in (shape.keep or range(len(header))) if i not in shape.drop]
    wanted += [len(header) - 1] if shape.added and len(header) - 1 not in wanted else []
    rows = [[row[i] for i in wanted] for row in rows]
    if shape.single:
        rows = list({tuple(map(str, row)): row for row in reversed(rows)}.values())[::-1]
    if shape.places is not None:
        rows = [[_rounded(cell, shape.places, target) for cell in row] for row in rows]
    if shape.sign:
        rows = [[_joined(cell, shape.sign) for cell in row] for row in rows]
    names = [shape.names.get(i, header[i]) for i in wanted]
    made = Table(table.title, names, lambda: iter(rows), raw=table.raw)
    made = typed(made, say, target)
    made.notes = [*table.notes, *_told(table, shape, names, len(rows), say)]
    return made


def _told(table, shape, names, count, say):
    told = []
    if shape.rows or shape.single:
        told.append(
            say(f"{table.count} 行中留下 {count} 行", f"{count} of {table.count} rows kept")
        )
    told += [condition.told(table.header, say) for condition in shape.rows]
    if shape.order:
        by = "、".join(str(table.header[one.column]) for one in shape.order)
        down = shape.order[0].down
        told.append(
            say(f"按 {by} {'从大到小' if down else '从小到大'}排列", f"sorted by {by}, {'largest' if down else 'smallest'} first")
        )  # fmt: skip
    if shape.keep or shape.drop or shape.names or shape.added:
        told.append(say(f"列：{'、'.join(names)}", f"columns: {', '.join(names)}"))
    return told


def _renamed(text, header, shape):
    """The text without its renamings, which are put into the shape."""
    for pattern in _RENAMED:
        for one in reversed(columns_in(text, header)):
            hit = re.match(pattern, text[one.end :], re.IGNORECASE)
            bidden = pattern is _RENAMED[0] or _BIDDEN.search(text[: one.start])
            if hit and bidden and hit["new"].lower() not in ("the", "a", "csv", "json", "xlsx"):
                shape.names[one.column] = hit["new"]
                text = _blank(text, one.start, one.end + hit.end())
    return text


def _named(text, header, shape):
    """Names that are listed for the columns, in their order or as other words for them."""
    for hit in _NAMES.finditer(text):
        items = [i.strip(" \"“”'‘’`") for i in _ITEM.split((hit["zh"] or hit["en"]).strip())]
        items = [re.sub(r"\s*[(（].*?[)）]$|^(?:and|the|only)\s+", "", item) for item in items]
        items = [item for item in items if 0 < len(item) <= 24]
        places = [column_called(item, header) for item in items]
        listed = shape.keep or list(range(len(header)))
        if len(items) > 1 and None not in places and len(set(places)) == len(places):
            shape.keep = shape.keep or places
            named = zip(places, items, strict=True)
            exact = bool(hit["zh"]) or hit["kind"].lower().startswith("head")
            shape.names |= {p: n for p, n in named if exact or n.lower() != header[p].lower()}
            return
        if hit["zh"] and len(items) == len(listed) > 1:
            shape.names |= dict(zip(listed, items, strict=True))
            return


def _columns(text, header, shape):
    """The columns that are wanted and those that are not, by the words before and behind them."""
    for run in _runs(text, columns_in(text, header)):
        before, behind = text[: run[0].start], text[run[-1].end : run[-1].end + 14]
        clause = re.split(r"[,，;；。.!?？]", before)[-1]
        columns = list(dict.fromkeys(one.column for one in run))
        close = re.search(
            rf"({_DROPS})\W*(?:(?:the|any|all|both|two|columns?|fields?|their|its)\s+){{0,3}}$",
            clause,
            re.I,
        ) or re.match(
            r"\s*(?:列|字段|这[一几两]?[列项])*\s*(?:都)?(?:不要|去掉|删掉|不需要|除外)(?:了)?(?=\s*(?:$|[，,。；;]))",
            behind,
        )
        if close:
            shape.drop += columns
        elif _ORDERED.search(before[-12:]):
            continue
        elif _wanted(clause, before, run) or re.match(
            r"\s*(?:columns?\s+|fields?\s+|列|字段|这[几两三]列)?(?:only\b|就行|就好|即可|就可以|就够)",
            behind,
            re.I,
        ):
            shape.keep += [c for c in columns if c not in shape.keep]


def _wanted(clause, before, run):
    """Whether a run of columns is what is to be kept: it is called so, or is a list of three."""
    close = re.search(rf"({_KEEPS})\W*(?:\w+\s+){{0,2}}\W*$", clause, re.I)
    told = close or re.search(r"[:：]\s*$", before)
    return bool(told and (close or len(run) > 1)) or len(run) > 2


def _runs(text, named):
    """The mentions of columns that stand in one list."""
    runs = []
    for one in named:
        between = text[runs[-1][-1].end : one.start] if runs else "-"
        if runs and re.fullmatch(
            _ASIDE + r"[\"“”'‘’)）]?" + _BETWEEN + r"[\"“”'‘’]?", between, re.I
        ):
            runs[-1].append(one)
        elif runs and one.start and re.fullmatch(r"\s*[(（]\s*", between):
            runs[-1][-1] = runs[-1][-1]._replace(end=one.end)
        else:
            runs.append([one])
    return runs


def _sum_of(text, header):
    """[(column, sign)] of a sum of columns; [] for what is none."""
    named = columns_in(text, header)
    parts = [(named[0].column, None)] if named else []
    for before, one in pairwise(named):
        between = text[before.end : one.start]
        sign = next((f for words, f in _SIGNS if re.search(words, between, re.I)), None)
        parts += [(one.column, sign)] if sign else []
    return parts if len(parts) > 1 else []


def _reckoned(row, parts):
    total = _number(row[parts[0][0]])
    for column, sign in parts[1:]:
        total = sign(total, _number(row[column])) if total is not None else None
    whole = isinstance(total, float) and total.is_integer()
    return int(total) if whole else round(total, 6) if total is not None else None


def _number(cell):
    try:
        return float(cell)
    except (TypeError, ValueError):
        return 0.0


def _joined(cell, sign):
    """The entries of a list, which a cell holds as text, in one line."""
    try:
        entries = json.loads(cell) if isinstance(cell, str) and cell[:1] == "[" else None
    except ValueError:
        return cell
    return cell if entries is None else sign.join(map(str, entries))


def _rounded(cell, places, target):
    """A broken number with so many places; written out in full where cells are texts."""
    broken = isinstance(cell, float) or (
        isinstance(cell, str) and re.fullmatch(r"-?\d+\.\d+", cell)
    )
    if not broken:
        return cell
    return f"{float(cell):.{places}f}" if target in TEXTS else round(float(cell), places)


def _blank(text, start, end):
    return text[:start] + " " * (end - start) + text[end:]

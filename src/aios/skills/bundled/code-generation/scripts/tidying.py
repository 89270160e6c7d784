"""What a request wants done with the rows of a CSV file, step by step: stripped, dropped, made
alike, filled, filtered, ordered; each step as the lines of a program that do it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_NAME = r"[`\"'“‘「]?[A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff]*[`\"'”’」]?"
_LISTED = (
    rf"{_NAME}(?:\s*(?:,|，|、)\s*(?!and\b){_NAME})*"
    rf"\s*(?:,?\s*\band\b|和|及|以及|,|，|、)\s*{_NAME}"
)
_HEADERS = re.compile(
    r"(?:\b(?:columns?|headers?|header row|fields)\b(?: are| is| named| called)?\s*[:(]?"
    rf"|(?:列名?|表头|字段)(?:分别)?(?:为|是|有|包括|:|：)\s*[:：]?)\s*(?P<after>{_LISTED})"
    rf"|有\s*(?P<zh>{_LISTED})\s*(?:这?[一二两三四五六七八九\d]*)[列个]",
    re.IGNORECASE,
)
_SPLIT = r"\s*(?:,|，|、|\band\b|和|及|以及)+\s*"
_STOP_WORDS = """
the a an of in and or is are to with without it that each every all any only same row rows cell
cells column columns value values line lines csv file header duplicate duplicates empty blank
missing duplicated first last be by as than stay order unchanged their its them no not exact
exactly completely where whose have has data which record records given specified chosen result
this 指定 该 给定 某 这 指定的 列名 输入 输出 所有 全部 整 每
"""
_STOP = frozenset(_STOP_WORDS.split())
_DROPS = (
    r"\b(?:drop|remov|delet|skip|discard|without|throw|ignor|filter|left? out|leave out)"
    r"|去掉|去除|删|丢|跳过|移除|剔除|过滤|忽略|不要"
)


@dataclass
class Steps:
    """The lines of the program, by when they are done, and the functions that they use."""

    columns: list[str] = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)
    helpers: dict[str, None] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)  # columns of numbers, of which kind
    last: list[str] = field(default_factory=list)  # the columns that were told of last

    def add(self, when: int, line: str, *helpers: str) -> None:
        """One more line."""
        if (when, line) not in self.lines:
            self.lines.append((when, line))
        self.helpers |= dict.fromkeys(helpers)

    def change(self, when: int, names: Sequence[str], change: str, *helpers: str) -> None:
        """Change the cells of columns, or all of them."""
        for name in names:
            line = f'on(rows, "{name}", lambda cell: {change})'
            if not name:
                line = f"rows = [{{k: {change} for k, cell in row.items()}} for row in rows]"
            self.add(when, line, "on", *helpers)

    @property
    def ordered(self) -> list[str]:
        """The lines in the order in which they are to be done."""
        return [line for _, line in sorted(self.lines, key=lambda pair: pair[0])]


def steps_of(text: str) -> Steps:
    """What is to be done with the rows."""
    text = re.sub(r"\s+", " ", text)
    steps = Steps(headers_told(text))
    for clause in clauses(text):
        for find in _FINDERS:
            find(clause, steps)
        steps.last = columns_in(clause, steps) or steps.last
    _only(text, steps)
    _renamed(text, steps)
    return steps


def headers_told(text: str) -> list[str]:
    """The columns that the text lists."""
    found = _HEADERS.search(text)
    return _names(found["after"] or found["zh"]) if found else []


def _names(listed: str) -> list[str]:
    bare = [name.strip("`\"'“”‘’「」 ") for name in re.split(_SPLIT, listed)]
    return [name for name in bare if name and name.lower() not in _STOP]


_VERBS = (
    "strip|trim|remove|drop|delete|keep|make|turn|convert|replace|fill|sort|skip|write|normali[sz]e"
    "|round|lower|discard|collapse|ignore|standardi[sz]e|change|put|leave|order"
)
_NEXT = (
    rf" and (?=(?:{_VERBS})s?\b|(?:the )?(?:rows|ones|those) )"
    r"|(?<=行)(?:和|以及|、)(?=[^，。]*重复)"
    r"|(?<=[\u4e00-\u9fff])(?=再|然后|最后|接着|并(?:且|把|按|去))"
)
_ENDS = r"[.;:](?!\w)|[。；：]|,(?! ?[a-z_]+ ?(?:,|and\b|rows))|，|(?<=\w) (?:then|and then) "


# "去掉重复的行和金额为空的行", "remove duplicate rows and rows without a price": two orders.
_BOTH_ROWS = (
    r"(?P<verb>去掉|去除|删掉|删除|移除|(?:[Rr]emove|[Dd]rop|[Dd]elete|[Dd]iscard) )"
    r"(?P<one>[^，,。.;；]{2,30}?(?:的?行|记录|\brows))(?:和|以及|、|及|与| and )"
    r"(?P<other>[^，,。.;；]{2,30}?(?:的行|记录|\brows\b))"
)


def clauses(text: str) -> list[str]:
    """The parts of the text that each tell a thing to do."""
    parts = re.split(_ENDS, re.sub(_BOTH_ROWS, r"\g<verb>\g<one>，\g<verb>\g<other>", text))
    return [piece for part in parts for piece in re.split(_NEXT, part) if piece.strip()]


def columns_in(clause: str, steps: Steps) -> list[str]:
    """The columns that a clause is about."""
    low = clause.lower()
    if steps.columns:
        known = [n for n in steps.columns if re.search(_said(n), low)]
        return known or (steps.last if re.search(r"\b(?:it|them|its)\b", low) else [])
    quoted = re.findall(r"[`\"“‘「]([\w\u4e00-\u9fff ]{1,20})[`\"”’」]", clause)
    named = re.findall(r"\bthe (\w+(?:,? (?:and )?\w+)*) columns?\b|\bcolumns? (\w+)", clause, re.I)
    words = [w for pair in named for part in pair for w in re.findall(r"\w+", part)]
    zh = re.findall(
        r"(?:把|将|按|对|没有|缺少|指定)*([A-Za-z_\u4e00-\u9fff]{1,6}?)这?一?列", clause
    )
    if re.search(
        r"指定(?:的)?列|该列|给定(?:的)?列|\b(?:given|specified|that|chosen) column", clause
    ):
        return []
    found = quoted or [w for w in [*words, *zh] if w.lower() not in _STOP]
    return list(dict.fromkeys(found)) or _beside(clause)


def _said(name: str) -> str:
    """How a column may be said: its name, or the plural of it."""
    bare = re.escape(name.lower()).replace("_", "[_ ]")
    return rf"(?<![a-z]){bare}(?:e?s|'s)?(?![a-z])"


_BESIDE = (
    r"\b(?:without|missing|has no|have no|with no|with an empty|empty|same|by|of each|per|each)\s+"
    r"(?:an? |the )?([a-z_]\w+)",
    r"(?:没有填?|缺少|按照?|相同的?|同一个?)([A-Za-z_\u4e00-\u9fff]{1,5}?)(?=的|去重|排|相同|重复|$)",
    r"(?<![\u4e00-\u9fff])(?!无法|不能|不是)(?:把|将)?([A-Za-z_\u4e00-\u9fff]{1,5}?)"
    r"(?:都|要|统一|全部)*(?:为空|缺失|是空的|相同|重复|转|变|改)",
    r"\b(?:make|turn|lower ?case|convert|normali[sz]e)s?\s+(?:the |all )?([a-z_]\w+)",
)


def _beside(clause: str) -> list[str]:
    """A column that is only told by what is said of it: "rows without an email"."""
    for pattern in _BESIDE:
        found = [n for n in re.findall(pattern, clause, re.I) if n.lower() not in _STOP]
        if found:
            return [re.sub(r"^(?:把|将|去掉|删除|删掉)", "", found[0])]
    return []


_BLANKS = (
    r"double spaces|multiple spaces|repeated spaces|runs? of (?:white)?spaces?|collapse"
    r"|single spaces?|连续(?:的)?空格|多个空格"
)
_AROUND = (
    r"\b(?:strip|trim)|(?:surrounding|leading|trailing) (?:and trailing )?(?:white)?space"
    r"|spaces? (?:around|at)|[首前][尾后](?:的)?空[格白]|两端(?:的)?空[格白]|多余(?:的)?空[格白]"
)


def _strip(clause: str, steps: Steps) -> None:
    if re.search(_BLANKS, clause, re.IGNORECASE):
        steps.change(1, columns_in(clause, steps) or [""], '" ".join(cell.split())')
    if re.search(_AROUND, clause, re.IGNORECASE):
        steps.add(0, "rows = [{name: cell.strip() for name, cell in row.items()} for row in rows]")


_CASES = {
    "cell.title()": r"title[ -]?case|capitali[sz]|首字母大写",
    "cell.lower()": r"lower[ -]?case|小写",
    "cell.upper()": r"upper[ -]?case|capital letters|大写",
}


def _case(clause: str, steps: Steps) -> None:
    change = next((c for c, words in _CASES.items() if re.search(words, clause, re.I)), "")
    if change:
        steps.change(2, columns_in(clause, steps), change)


_SIGNS = {
    r"spaces?\b|空格": r"\s", r"hyphens?|dash(?:es)?|横线|横杠|短横|连字符": r"\-",
    r"brackets?|parenthes|括号": r"()（）", r"\bdots?\b|\bperiods?\b|点号": r".",
    r"commas?|thousands|逗号|千分位": r",，", r"currency|dollar|[$¥￥€£]|货币|符号|元": r"$¥￥€£元",
    r"slash|斜杠": "/", r"percent|%|百分号": "%",
}  # fmt: skip
_TAKES = r"\b(?:remov|strip|delet|without|drop|cut)|去掉|去除|删掉|删除|移除"
_DIGITS = r"only (?:the )?digits|digits only|(?:只|仅)(?:保留|含|包含|留下?|剩下?)数字"


def _signs(clause: str, steps: Steps) -> None:
    if re.search(_DIGITS, clause, re.IGNORECASE):
        steps.change(2, columns_in(clause, steps), 're.sub(r"\\D", "", cell)')
    elif re.search(_TAKES, clause, re.I) and not re.search(
        rf"{_AROUND}|\brows?\b|行", clause, re.I
    ):
        chars = "".join(sign for words, sign in _SIGNS.items() if re.search(words, clause, re.I))
        if chars:
            steps.change(2, columns_in(clause, steps), f're.sub(r"[{chars}]", "", cell)')


def _number(clause: str, steps: Steps) -> None:
    kind = re.search(
        r"(?:转换?(?:成|为)?|变成|改成)\s*(浮点数|小数|数字|整数|float|int)"
        r"|\b(?:to|into|as) (?:an? )?(float|int|integer|number)s?\b", clause
    )  # fmt: skip
    names = columns_in(clause, steps) if kind else []
    if kind and names:
        whole = (kind[1] or kind[2]) in ("整数", "int", "integer")
        steps.numbers |= dict.fromkeys(names, "int" if whole else "float")
    if re.search(
        r"转不了|转换失败|不能转|无法转|(?:can.t|cannot|can not) be (?:conv|pars)", clause
    ):
        for name in names or list(steps.numbers):
            line = f'rows = [r for r in rows if number(r[column(rows, "{name}")]) is not None]'
            steps.add(5, line, "number")


def _dates(clause: str, steps: Steps) -> None:
    if re.search(r"YYYY-MM-DD|\bISO\b|yyyy-mm-dd|%Y-%m-%d|年-月-日", clause):
        named = columns_in(clause, steps) or [
            name for name in steps.columns if re.search(r"date|day|日期|时间|生日", name, re.I)
        ]
        steps.change(2, named or ["date"], "iso_date(cell)", "iso_date")


_FILLED = (
    r"(?:fill|replac)\w*[^.]{0,40}?(?:empty|missing|blank)[^.]{0,40}?\b(?:with|by)\s+[`\"'“]?([\w.-]+)",
    r"(?:empty|missing|blank)[^.]{0,40}?(?:filled|replaced|become\w*|set)\s*(?:with|by|to)?\s+"
    r"[`\"'“]?([\w.-]+)",
    r"(?:空|缺)[^。]{0,16}?(?:填(?:充)?(?:为|成|上|入)?|补(?:为|成|上)?|替换(?:为|成)|改(?:为|成)|用)"
    r"\s*[`\"'“]?([\w.\u4e00-\u9fff-]+?)(?:填充|代替|补|$|[`\"'”])",
)


def _fill(clause: str, steps: Steps) -> None:
    for pattern in _FILLED:
        if found := re.search(pattern, clause, re.IGNORECASE):
            names = columns_in(clause, steps) or [""]
            steps.change(3, names, f'cell if cell.strip() else "{found[1]}"')
            return


_ALL_EMPTY = (
    r"\b(?:empty|blank) (?:(?:and|or) \w+ )?(?:rows|lines)|(?:completely|entirely) (?:empty|blank)"
    r"|(?:all|every) (?:the |of (?:its|the) )?(?:cells?|values?|fields?|columns?)"
    r"|空行|空白行|(?:所有|全部|每个|整行)[^，。]{0,8}(?:为空|空的|都空|是空)|全空|整行空"
)
_EMPTY = r"without|missing|empty|blank|has no|have no|with no|为空|没有|缺|空的|空值"
_NO_NUMBER = r"(?:isn.t|is not|not) a (?:valid )?number|not numeric|不是(?:有效)?数字|非数字|无法转"


def _drop(clause: str, steps: Steps) -> None:
    if not re.search(_DROPS, clause, re.IGNORECASE):
        return
    if re.search(_ALL_EMPTY, clause, re.IGNORECASE):
        steps.add(4, "rows = [row for row in rows if any(cell.strip() for cell in row.values())]")
        return
    if re.search(r"duplicat|重复", clause):
        return
    names = columns_in(clause, steps)
    if re.search(_NO_NUMBER, clause):
        for name in names:
            line = f'rows = [r for r in rows if number(r[column(rows, "{name}")]) is not None]'
            steps.add(5, line, "number")
    elif re.search(_EMPTY, clause, re.IGNORECASE):
        for name in names:
            steps.add(5, f'rows = [row for row in rows if row[column(rows, "{name}")].strip()]')
        if not names and re.search(r"\brows?\b|行", clause):
            steps.add(5, "rows = [row for row in rows if all(c.strip() for c in row.values())]")


_COMPARED = (
    (r"(?:>=|≥|at least|not less than|大于等于|大于或等于|不小于|不低于|不少于)", ">="),
    (r"(?:<=|≤|at most|not more than|小于等于|小于或等于|不大于|不超过|不高于)", "<="),
    (r"(?:>|above|over|more than|greater than|higher than|larger than|大于|超过|高于|多于)", ">"),
    (r"(?:<|below|under|less than|lower than|fewer than|小于|低于|少于|不足|不到)", "<"),
)
_TURNED = {">=": "<", "<=": ">", ">": "<=", "<": ">="}
_SAME = (
    r"(?:\bis|\bequals?|=|==|为|是|等于)\s*[`\"'“‘]([^`\"'”’]+)[`\"'”’]",
    r"\bis (?!not|an?\b|empty|missing|blank)(\w+)$",
)


def _filter(clause: str, steps: Steps) -> None:
    keeps = re.search(r"\b(?:keep|only)|保留|只要", clause, re.IGNORECASE)
    if not keeps and not re.search(_DROPS, clause, re.IGNORECASE):
        return
    names = columns_in(clause, steps)
    for words, sign in _COMPARED if names else ():
        if found := re.search(rf"{words}\s*(-?\d+(?:\.\d+)?)", clause, re.IGNORECASE):
            test = f"n {sign if keeps else _TURNED[sign]} {found[1]}"
            value = f'number(r[column(rows, "{names[0]}")])'
            line = f"rows = [r for r in rows if (n := {value}) is not None and {test}]"
            steps.add(6, line, "number")
            return
    same = next((m for p in _SAME if (m := re.search(p, clause))), None)
    names = [name for name in names if not same or name != same[1]]
    if names and same:
        test = "==" if keeps else "!="
        steps.add(
            6, f'rows = [r for r in rows if r[column(rows, "{names[0]}")] {test} "{same[1]}"]'
        )


_ALIKE = (
    r"duplicat|重复|去重|(?:only|keep\w*|保留)[^.]{0,20}(?:first|last|latest|第一|最后|最新|首次)"
    r"[^.]{0,30}?\b(?:per|each|of|with|by|for|same|every)\b|same \w+|每个\S{1,6}(?:只)?保留"
    r"|(?:only|keep\w*)[^.]{0,16}\b(?:first|last)\b"
)


def _dedupe(clause: str, steps: Steps) -> None:
    if not re.search(_ALIKE, clause, re.IGNORECASE):
        return
    last = bool(re.search(r"\b(?:keep\w*|only)[^.]{0,24}\blast\b|最后一|最新", clause, re.I))
    if before := [line for when, line in steps.lines if when == 7]:
        if last and "last=True" not in before[0]:
            steps.lines.remove((7, before[0]))
            steps.add(7, before[0][:-1] + ", last=True)", "unique")
        return
    if not re.search(r"duplicat|重复|去重|same|each|per\b|every|每个|several", clause, re.I):
        return
    whole = re.search(r"exact|complet|entire|identical|完全|整行|一模一样", clause, re.IGNORECASE)
    names = [] if whole and "按" not in clause else columns_in(clause, steps)
    shown = ", ".join(f'column(rows, "{name}")' for name in names[:3])
    key = f"[{shown}]" if names else "list(rows[0]) if rows else []"
    steps.add(7, f"rows = unique(rows, {key}{', last=True' if last else ''})", "unique")


_SORTED = (
    r"\b(?:sort|order)(?:ed|s)?\b[^.]{0,30}?\bby\b"
    r"|按.{1,12}?(?:排序|排列|从[大小高低早晚新旧]|[升降]序)"
)
_FALLS = (
    r"descend|largest first|highest first|newest first|latest first"
    r"|降序|从大到小|从高到低|从新到旧|从晚到早|倒序"
)


def _sort(clause: str, steps: Steps) -> None:
    names = columns_in(clause, steps) if re.search(_SORTED, clause, re.IGNORECASE) else []
    if names:
        falls = ", reverse=True" if re.search(_FALLS, clause, re.IGNORECASE) else ""
        key = f'key=lambda row: as_key(row[column(rows, "{names[0]}")])'
        steps.add(8, f"rows = sorted(rows, {key}{falls})", "as_key", "number")


_DECIMALS = {"one": 1, "two": 2, "three": 3, "一": 1, "两": 2, "二": 2, "三": 3}


def _round(clause: str, steps: Steps) -> None:
    found = re.search(r"(\d|one|two|three|[一两二三])\s*(?:decimal|digits after|位小数)", clause)
    if found:
        digits = _DECIMALS.get(found[1]) or int(found[1])
        change = f'cell if number(cell) is None else f"{{number(cell):.{digits}f}}"'
        steps.change(3, columns_in(clause, steps), change, "number")


_ONLY = re.compile(
    rf"(?:only|just) (?:the )?columns?\s*({_LISTED})|(?:only|just) (?:the )?({_LISTED}) columns"
    rf"|只(?:保留|输出|要)\s*({_LISTED})\s*(?:这?[一二两三四五\d]*)列",
    re.IGNORECASE,
)


def _only(text: str, steps: Steps) -> None:
    """The columns that alone are kept."""
    if found := _ONLY.search(text):
        names = _names(next(filter(None, found.groups())))
        shown = ", ".join(f'column(rows, "{name}")' for name in names)
        steps.add(9, f"rows = [{{name: row[name] for name in [{shown}]}} for row in rows]")


_RENAMED = re.compile(
    r"renam\w* (?:the )?(?:column )?[`\"'“]?(\w+)[`\"'”]? (?:column )?(?:to|into|as) [`\"'“]?(\w+)"
    r"|(?:把|将)[`\"'“]?(\w+?)[`\"'”]?列?(?:重命名|改名)(?:为|成)[`\"'“]?(\w+)"
)


def _renamed(text: str, steps: Steps) -> None:
    """The columns that are called otherwise."""
    for old, new, zh, other in _RENAMED.findall(text):
        name = f'"{new or other}" if name == "{old or zh}" else name'
        steps.add(10, f"rows = [{{{name}: cell for name, cell in row.items()}} for row in rows]")


_FINDERS: Sequence[Callable[[str, Steps], None]] = (
    _strip, _case, _signs, _number, _dates, _fill, _drop, _filter, _dedupe, _sort, _round,
)  # fmt: skip

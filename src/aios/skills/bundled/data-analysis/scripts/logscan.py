"""A question about a log as tokens: every word is one, says nothing, or is not understood."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re
from dataclasses import dataclass, field, replace

from clock import take_hours
from fields import told_fields
from logleft import left_out
from logterms import (
    ANY_ERROR,
    COUNTS,
    EACH_ERROR,
    LIGHT,
    LIGHT_ZH,
    NUMBER,
    bounded_words,
    cell_terms,
    filters,
    lexicon,
    literal_terms,
    measured_terms,
)
from query import Filter
from rounding import without_rounding
from saving import wished
from sentence import Sentence, normal
from words import CHARTS

_FRAME = r"(?:this is |here is |is |这是|是)?(?:an? |the |our |my |我们的?|公司的?)*(?:nginx|apache|web ?server|ssh|服务器|系统|应用|app(?:lication)?)(?: server)?(?:的)?(?: combined| common)?(?: access| error| auth| server| system)?(?:的)?\s?(?:log(?: file)?s?|日志)(?:文件)?(?=\s*[.。,，;；:：]|$)|^\s*(?:这个?|那个?)?(?:文件)?(?:是|记录的是|存的是)(?:(?![哪几])[^,，。;；:：?？\d]){1,24}?的?\s?(?:log|日志)(?:文件)?(?=\s*[.。,，;；:：])"
_OF_THEM = (
    r"\b(?:of|among|by) (?:them|those|these)\b|\b(?:they|each|their)\b|其中|里面|它们|这些|各|每"
)
_WHOLE = r"(?:所有|全部)的?(?:请求|访问|日志|记录|行)|整体|总体|全站|\b(?:all|every)(?: (?:of )?the)?(?: single)? (?:requests?|hits?|visits?|accesses|calls?|lines?|entries)\b|\boverall\b"
_COLUMN_WORDS = r"(?:(?:the )?(?:date and )?(?:times?|timestamps?|dates?|modules?|paths?|urls?|ips?|ip address(?:es)?|addresses|messages?|levels?|hosts?|status(?:es)?(?: codes?)?|users?|durations?|sizes?))"
_TALK = (
    *EACH_ERROR,
    (
        r"\b((?:did|does|do|to|can|could|will)\b[^.?!,]{0,40}?)\s(?:get|put|post)\b(?!\s*(?:/|,|and\b|or\b|requests?|calls?|methods?))",
        r"\1 ",
    ),
    (
        r"(访客|用户|访问者|\bvisitors?)\s*[（(](?:按|以|根据|by |per |counted by )[^（）()]{1,12}[）)]",
        r"\1",
    ),
    (
        rf",?\s+(?:with|showing|including|along with|together with) (?:their|its|the) {_COLUMN_WORDS}(?:(?:,| and|, and) {_COLUMN_WORDS})*(?=\s*(?:[.?!;]|$))",
        " ",
    ),
    (
        r"((?i:IP)|地址|用户|账号|页面|接口|路径|主机)\s*[：:]\s*(?=[^，。：:]*(?:超过|大于|多于|不少于|至少|高于)\s*\d)",
        r"\1 ",
    ),
    (
        r"(?i:\b(?:how long|what) is the (?:time |date )?(?:span|period|range)\b(?: (?:of|covered)\b(?: by\b)?)?|\b(?:what|which) (?:time|period|dates?|span) (?:does|do) (?:it|this|the log|the file)? ?(?:cover|span)\b)",
        "the first and the last time ",
    ),
    (
        r"(?:时间)?(?:跨度|跨了?)(?:是)?(?:多久|多长(?:时间)?|几天|多少天)|(?:时间|日期)(?:跨度|范围)(?:是(?:什么|多少|多久))?",
        "第一次和最后一次的时间",
    ),
    (
        r"(流量|带宽|耗时|响应时间|(?i:\btraffic|\bbandwidth|\bdata|\btime))\s*[（(][^（）()]{1,24}[）)]",
        r"\1",
    ),
    (r"(?<=[\u4e00-\u9fff])\s+(?=\d)|(?<=\d)\s+(?=[\u4e00-\u9fff])", ""),
)
_SUCH = r"\b(?:those|these|such|this (?:kind|type) of|the same)(?: \w+)? (?:error|failure|failed|response|request|one)|[这那]些|[此这]类|这种"
# What is left of "Look at access.log of our library catalogue: …".
_WHOSE = r"^\s*(?:please )?(?:look(?:ing)? (?:at|into|through)|take|read|open|check|see|in|from|using)?\s*(?:of|from|for) (?:our|my|the|an?|your) [a-z -]{1,40}(?=[:,])"
_IN_A_DAY = r"(?<![每第\d])一天(?:里面?|之?中|当中|内)"
_STOPS = r"[,，:：](?!\d)|\.(?=\s|$)|[;；。?？!！\n()（）]|(?<=\s)[-–—](?=\s)|(?<![a-z])(?:and|but) (?=(?:which|what|how (?:many|often|much)|who|when|at what|from which)\b)|(?:并且?|同时|以及|和)(?=哪|谁|多少|几)|(?<=[\u4e00-\u9fff])(?:里|中|内)(?=哪|谁)"
_DAY = r"(?:on )?(?:the )?(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})"
_DAY_EN = r"(?:on )?(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<b>MONTH)|(?P<b2>MONTH) (?P<d2>\d{1,2})(?:st|nd|rd|th)?(?!\d|:))(?:,? (?P<y>\d{4}))?"
_DAY_ZH = r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号](?:当天|这天)?的?"
_MONTHS = re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec")
_MONTH = "|".join(f"{m}[a-z]*" for m in _MONTHS)
_ASKS = r"(?:^|[,，;:]|(?<![a-z])and) *(?:please )?(?:which|what|who|how|when|where|count|list|show|give|number|average|total|top|tell|find|plot|draw|get)(?![a-z])|(?<![a-z])(?:how many|per|each)(?![a-z])|多少|几|哪|谁|统计|占比|最|各|每|列|排|画"
_GLOSS = r"[\u4e00-\u9fff]{2,6}\s?[（(]\s?(?P<gloss>[a-z][a-z -]+)[)）]"
# "ERROR, WARN and INFO", "404, 403, and 500": one list, which no comma cuts
_LISTED = r"(?:errors?|warn(?:ing)?s?|info|debug|critical|fatal|notice|trace|[1-5]\d\d|[1-5]xx|get|post|put|delete|patch)(?!\w)"
_LIST = rf"(?<!\w)({_LISTED})(?:\s*[,，]\s*)(?:and |or |和|与|及|以及|或)?(?={_LISTED})"
_MEANS = r"(?:带上?|附上?|including|就是|也就是|即|指|i\.?e\.?|that is|meaning|so that)"
_FOLD = 400_000
_PLOTS = r"(?:plot|draw|graph|visuali[sz]e|画|绘)|(?<![a-z])(?:chart|diagram)(?![a-z])|折线|柱状?图|饼图|条形图|图表|图(?=存|保存|，|。|$)"


@dataclass(frozen=True, kw_only=True)
class Token:
    """A part of the text that is understood: `noun` where it stands for rows, as "errors" does."""

    kind: str
    meaning: object = ""
    number: int = 0
    noun: bool = False
    said: str = ""


class Clause(list):
    """The tokens of a clause; `of_them` where it is of what the clause before found.

    `such` where it speaks of rows of that kind once more: "most of those errors"; `whole` where it
    is of all rows of the log.
    """

    of_them = such = whole = False


@dataclass(kw_only=True)
class Scanned:
    """The clauses of a text, each a list of tokens, and what is said of the form of the answer."""

    clauses: list
    notes: list
    unused: list = field(default_factory=list)
    digits: int | None = None
    fields: tuple = ()
    chart: str = ""
    picture: str = ""
    export: str = ""


def scanned(text, table):
    """The Scanned text, or None where a word of it is not understood."""
    told, fields = told_fields(_without_talk(_without_files(text, table)))
    quiet, digits = without_rounding(told)
    plain, picture, export = wished(normal(quiet))
    plain = re.sub(_WHOSE, " , ", re.sub(_FRAME, " , ", plain))
    plain = re.sub(_LIST, r"\1 and ", plain)
    plain = re.sub(r"((?:\d{1,3}\.){1,2}\d{1,3})\.(?=\s|$|[\u4e00-\u9fff])", r"\1.*", plain)
    plain = re.sub(
        r"(?:single )?hour ?\((?:with )?(?:the )?date (?:and|\+) hour\)", "single hour", plain
    )
    named = re.search(
        r"(?<![\w.])(?P<name>[\w-]+\.(?P<ext>png|svg|jpe?g|csv|xlsx|json))(?![\w.])", plain
    )
    if named:
        plain = plain.replace(named["name"], " ")
        picture, export = (
            (picture, named["name"])
            if named["ext"] in ("csv", "xlsx", "json")
            else (named["name"], export)
        )
    found = Scanned(
        clauses=[], notes=[], digits=digits, fields=fields, picture=picture, export=export
    )
    if picture or re.search(_PLOTS, plain):
        found.chart = next((name for name, pattern in CHARTS if re.search(pattern, plain)), "any")
        plain = _unplotted(plain)
    plain = re.sub(
        _GLOSS, lambda m: f" {m['gloss']} " if m["gloss"] in _text_of(table.path) else m[0], plain
    )
    left = left_out(plain, lambda words: _tokens(words, table, found.notes))
    tokens = _times(left[0], table) if left else None
    if tokens is None:
        return None
    plain, held = tokens[0], [*map(_token, left[1]), *tokens[1]]
    for sentence in re.split(r"(?<=[。?？!！;；\n])|\.(?=\s|$)", plain):
        clauses = [_clause(clause, table, found.notes) for clause in _clauses(sentence)]
        if None in clauses:
            known = bool(_matches(sentence, table, []))
            if known and (re.search(_ASKS, sentence) or sentence.rstrip()[-1:] in "?？"):
                return None
            found.unused.append(sentence.strip(" ,.。?？!！"))
            continue
        found.clauses += [clause for clause in clauses if clause]
    _meant(found)
    if held and found.clauses:
        found.clauses[0][:0] = held
    return found


def _meant(found):
    """ "Those errors" are the ones spoken of before, as the 5xx; then no note says what errors are."""
    known = None
    for clause in found.clauses:
        for place, token in enumerate(clause):
            if not (token.kind == "filter" and token.noun):
                continue
            if clause.such and known and _any_error(token):
                clause[place] = known
            else:
                known = token
    plain = any(_any_error(token) for clause in found.clauses for token in clause)
    found.notes = [n for n in found.notes if plain or n != ANY_ERROR]


def _any_error(token):
    return token.kind == "filter" and [(f.operator, f.values) for f in token.meaning] == [(">=", (400,))]  # fmt: skip


def _clause(said, table, notes):
    """The Clause of the words, or None where one of them is not understood."""
    tokens = _tokens(said, table, notes)
    if tokens is None:
        return None
    if any(token.kind in ("most", "least") for token in tokens):  # "访问量最高的是几点"
        tokens = [Token(kind="unit", meaning="hour") if t.kind == "when" and "几点" in t.said else t for t in tokens]  # fmt: skip
    clause = Clause(tokens)
    clause.of_them, clause.such = bool(re.search(_OF_THEM, said)), bool(re.search(_SUCH, said))
    clause.whole = bool(re.search(_WHOLE, said))
    return clause


def _clauses(sentence):
    """The clauses of a sentence but those that only say what a word of it means."""
    return [c for c in re.split(_STOPS, sentence) if not re.match(_MEANS, c.strip())]


def _unplotted(plain):
    for _, pattern in CHARTS:
        plain = re.sub(pattern, " ", plain)
    return plain


def _without_files(text, table):
    """The text without the name of the log, and what it is told to be."""
    for name in (table.path, os.path.basename(table.path)):
        text = re.sub(rf"(?:[\w./-]*/)?{re.escape(name)}", " ", text)
    return re.sub(_IN_A_DAY, "", text)


def _without_talk(text):
    """The text without verbs that are names of methods, what visitors are told apart by, and which
    columns rows are told with: a row is told whole."""
    for pattern, plain in _TALK:
        text = re.sub(pattern, plain, text)
    return text


def _times(plain, table):
    """(the rest, Tokens) of the days and hours that are named."""
    column, held = table.column("time"), []
    if column is None:
        return plain, held
    plain, days = _days(plain, column)
    if len(days) == 1:
        held.append(_token(Filter(column=column, operator=">=", values=(days[0],))))
        held.append(_token(Filter(column=column, operator="<=", values=(f"{days[0]} 23:59:59",))))
    elif days:
        spans = tuple((day, f"{day} 23:59:59") for day in dict.fromkeys(days))
        held.append(_token(Filter(column=column, operator="periods", values=spans)))
        held.append(Token(kind="unit", meaning="day"))
    sentence = Sentence(plain)
    hours = take_hours(sentence, table)
    if re.search(r"[\ue000-\uf8ff]", sentence.text):
        return None
    return sentence.text, [*held, *map(_token, hours)]


def _days(plain, column):
    """(the rest, the days that are named)."""
    days = []
    for pattern in (_DAY, _DAY_ZH, _DAY_EN.replace("MONTH", _MONTH)):
        for match in reversed(list(re.finditer(rf"(?<![a-z0-9])(?:{pattern})", plain))):
            day = _day(match.groupdict(), column)
            if day:
                days.insert(0, day)
                plain = plain[: match.start()] + " " + plain[match.end() :]
    return plain, days


def _token(condition):
    return Token(kind="filter", meaning=(condition,))


def _day(said, column):
    """A day as the log's dates are written; "" where there is no such day."""
    month = (said.get("b") or said.get("b2") or "")[:3]
    number = _MONTHS.index(month) + 1 if month else int(said["m"])
    year = int(said.get("y") or column.year or 0)
    day = int(said.get("d") or said.get("d2"))
    return f"{year:04}-{number:02}-{day:02}" if year and number <= 12 and day <= 31 else ""


def _tokens(clause, table, notes):
    """The tokens of a clause; None where a word of it is none."""
    matches = sorted(_matches(clause, table, notes), key=lambda m: (m[0] - m[1], m[2]))
    taken = []
    for match in matches:
        if all(match[1] <= start or match[0] >= end for start, end, *_ in taken):
            taken.append(match)
    taken.sort(key=lambda match: match[0])
    if not taken:
        said = _said(clause, table)
        return None if said is None else [said] if said else []
    rest, at, placed = [], 0, []
    for start, end, _, token, note in [*taken, (len(clause), len(clause), 0, None, None)]:
        rest.append((at, clause[at:start]))
        at = end
        if token is not None:
            placed.append((start, token))
            notes += [note] if note and note not in notes else []
    for start, words in rest:
        said = _tokens(words, table, notes)
        if said is None:
            return None
        placed += [(start, token) for token in said]
    return [token for _, token in sorted(placed, key=lambda pair: pair[0])]


def _said(words, table):
    """What is left between tokens: () for nothing, the Token of a message, None for strange words."""
    rest = re.sub(LIGHT_ZH, " ", re.sub(LIGHT, " ", words))
    rest = re.sub(r"[^\w]+", " ", rest).strip()
    if not rest or re.fullmatch(r"[a-z]|的", rest):
        return ()
    return _of_message(words, rest, table)


def _of_message(words, rest, table):
    """The Token of lines whose message holds the words, None where none does."""
    column = table.column("message")
    agent = table.column("agent")
    if column is None and agent is None:
        return None
    held = _text_of(table.path)
    core = words[
        words.find(rest.split()[0]) : words.rfind(rest.split()[-1]) + len(rest.split()[-1])
    ]
    for said in dict.fromkeys((core.strip(" \"'“”‘’"), rest, re.sub(r"(?:e?s|ing|ed)$", "", rest))):
        if len(said) > (1 if not said.isascii() else 2) and said in held:
            asked = table.column("query_string") if "=" in said else None
            condition = Filter(column=asked or column or agent, operator="contains", values=(said,))
            return Token(kind="filter", meaning=(condition,), noun=True, said=said)
    return None


def _text_of(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return normal(file.read(_FOLD))
    except OSError:
        return ""


def _matches(clause, table, notes):
    """(start, end, rank, Token, note) of everything known that the clause says."""
    found = []
    for rank, (kind, meaning, pattern) in enumerate(lexicon(table)):
        for match in re.finditer(bounded_words(pattern), clause):
            token = Token(kind=kind, meaning=_meaning(kind, meaning, match), number=_number(kind, match), said=match.group())  # fmt: skip
            order = 8 if kind == "numcol" else 10 + rank
            found.append((match.start(), match.end(), order, token, None))
    for conditions, pattern, note, noun in filters(table):
        for match in re.finditer(bounded_words(pattern), clause):
            held = conditions
            if isinstance(held[-1], str):
                held = (Filter(column=held[0], operator=held[1], values=(int(match["status"]),)),)
            token = Token(kind="filter", meaning=held, noun=noun, said=match.group())
            found.append((match.start(), match.end(), 5, token, note))
    return [*found, *_named(clause, table)]


def _named(clause, table):
    """The matches of cells, paths and addresses that are written out, and of quoted messages."""
    found = []
    for condition, pattern in cell_terms(table):
        found += [
            (m.start(), m.end(), 1, replace(_token(condition), said=m.group()), None)
            for m in re.finditer(bounded_words(pattern), clause)
        ]
    for name, operator, pattern in literal_terms(table):
        for m in re.finditer(pattern, clause):
            cell = m["cell"] or m.groupdict().get("cell2")
            condition = Filter(column=table.column(name), operator=operator, values=(cell,))
            found.append((m.start(), m.end(), 0, _token(condition), None))
    for column, scales, pattern in measured_terms(table):
        for m in re.finditer(pattern, clause):
            value = float(m["n"]) * scales[m["u"]]
            operator = ">=" if re.match("at least|不低于|至少|>=", m.group()) else ">"
            condition = Filter(column=column, operator=operator, values=(value,))
            found.append((m.start(), m.end(), 0, _token(condition), None))
    if table.column("message"):
        for m in re.finditer(r"[\"“「'‘](?P<text>[^\"”」'’]{2,80})[\"”」'’]", clause):
            text = max(re.split(r"\b[nxyk]\b|…|\.\.\.", m["text"]), key=len).strip()
            condition = Filter(column=table.column("message"), operator="contains", values=(text,))
            cells = [c for f, p in cell_terms(table) for c in [re.fullmatch(p, m["text"])] if c]
            found += [] if cells else [(m.start(), m.end(), 0, replace(_token(condition), noun=True), None)]  # fmt: skip
    return found


def _meaning(kind, meaning, match):
    if kind != "centile":
        return meaning
    said = match.groupdict()
    return "p" + next(said[key] for key in ("q", "q2", "q3") if said.get(key))


def _number(kind, match):
    said = re.search(NUMBER, match.group()) if kind in ("top", "num", "over", "atleast") else None
    if said is None:
        return 0
    return int(said.group()) if said.group().isdigit() else COUNTS[said.group()]

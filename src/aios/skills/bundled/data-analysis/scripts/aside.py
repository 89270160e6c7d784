"""What is asked beside the main question: the highest marked in a list, the whole of what is ranked."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import replace

from mentions import meanings_of
from query import NUMERIC_ONLY, Measure, checked_measure
from readings import Reading
from sentence import AGGREGATE, COLUMN, EXTREME, PERIOD, UNIT, VALUE, normal
from table import NUMBER

_MARKED = r"[,;。]?\s*(?:\band\s+)?(?:并且?|同时|且)?(?:标[出明注记示]|指出|圈出|突出|\b(?:highlight(?:ing)?|mark(?:ing)?|point(?:ing)? out)\b)(?P<rest>[^,;。]*)$"
_GREW = r"(?:增长|增加|上涨|上升|提升|[涨增升]幅?|环比|同比|\b(?:gr[eo]w\w*|ris\w+|rose|increas\w+|gain\w*))"
_SHRANK = r"(?:下降|下跌|下滑|减少|降低|[跌降减]幅?|\b(?:f[ae]ll\w*|dropp?\w*|declin\w+|decreas\w+|shr[aiu]nk\w*|lost))"
# "which one cost the most", "who sold the least": the verb says no more than the number did
_THEN_DID = re.compile(
    r"(?:(?:that )?(?:costs?|needs?|needed|used|uses|takes|took|sold|sells|made|makes|earn(?:s|ed)|got|gets|spent|spends|brought in|brings in|did|does|gave|gives|weighs|weighed|lasts|lasted|comes out|came out|scor(?:es|ed)|rank(?:s|ed)|ha[ds]|have) ?)?(?:the ?)?$"
)
# "各部门的平均工资，哪个部门最高": the list, and its highest
_THEN_WHICH = r"^(?P<list>[^;。最]*(?:[各每]|按|\b(?:by|per|each|every)\b)[^,;。?最]*)[,;。?.]\s*(?:\band\s+)?(?:并且?|同时|且)?(?:请?(?:告诉我|指出|说明|说出|找出|看看)|其中)?(?:谁|哪一?[个家种类款位名栋间台条项只天月站]?|\b(?:which|what|who)(?: one)?\b)\s*(?P<same>[^,;。最]{0,12}?)\s*(?P<moved>GREW|SHRANK)?(?:(?:(?!GREW|SHRANK)[\u4e00-\u9fff]){0,2}得)?(?:\b(?:is|was|has|had|are|got) (?:the )?)?的?(?P<rest>最[^,;。?于后近多少][的了]?|最[多少](?:的|了)?|最便宜的?|最厉害的?|(?:high|low|larg|small|bigg|b|w?or)\w*est|(?:most|least)(?: (?:expensive|profitable|popular))?|[a-z]{3,}est|worst)\s*(?:是谁|呢)?[?.!]*$".replace(
    "GREW", _GREW
).replace("SHRANK", _SHRANK)
# "the month-over-month change. In which month did they fall the most?": the steps, and the end of them
_STEP = r"(?:month|quarter|week|year|day)"
_STEP_ZH = r"(?:月份?|季度?|周|星期|年|天|日)"
_STEPS = rf"\b{_STEP}[- ](?:over|on|to|by|after|vs)[- ]{_STEP}\b|\b(?:previous|prior|preceding|last) {_STEP}\b|\b{_STEP}s? before\b|\b(?:by|per|each|every) {_STEP}\b|\b(?:month|quarter|week|year|dai)ly\b|环比|[比较跟和与][上前]一?个?{_STEP_ZH}|[每各逐按]个?{_STEP_ZH}"
_THEN_MOVED = rf"^(?P<list>.*(?:{_STEPS}).*?)\s*[,;?。.]\s*(?:and |其中|请?告诉我)?(?P<rest>(?:(?:(?:in |on |during )?(?:which|what) {_STEP}\b|when\b)[^,;。?]*|哪[^,;。?]*最[^,;。?]*|[^,;。?最]*最[^,;。?]{{1,6}}[是在][^,;。?]{{0,3}}(?:哪|几月)[^,;。?]*))[?.!。]*$"
_CHANGES = rf"{_GREW}|{_SHRANK}|\bchang\w*|\bdrop|\bgrowth|[%％]|percent"
_COUNTER = "[部本首场篇套辆座张所支档片块趟件单笔段桌期届]"
_FIGURES = NUMERIC_ONLY | {"min", "max"}
_LOW = r"最[低小少差]|\b(?:lowest|smallest|fewest|least|worst)\b"
_MOST = r"最[多少]|\b(?:most|fewest|least)\b"
_ALL = r"总|一共|合计|\b(?:total|altogether|overall|in all)\b"
_APART = r"[每各]|按|\b(?:each|every|per|by)\b"
# "总共花了多少，每个类别各花了多少": of all, then of each
_ALL_THEN_EACH = rf"(?:^|[,;。.])(?P<all>[^,;?。]*(?:{_ALL})[^,;?。]*)[,;?。](?P<each>.*)$"
# "贷款占比是多少？各车型呢？": of all, where the first sentence groups by nothing
_THEN_EACH = r"^(?P<all>[^?？]*(?:多少|几)[^?？]*)[?？](?P<each>[^?？]*[各每按][^?？]*(?:呢|多少|几)[^?？]*)[?？]?\s*$"
_WHICH_ONE = r"哪|谁|\b(?:which|who)\b"
_ASKED = r"多[少高大]|几|是什么|总和|\b(?:how|what)\b"
# What a row is, and which columns there are, is told and asks for nothing.
_TOLD = (
    r"(?:其中)?(?:每一?|一)[行条](?:数据|记录)?[都均]?(?:是|为|代表|表示|对应|记录)了?(?:的是)?(?!多少|什么|哪|几)[^,;。?]{1,12}[,;。]"
    r"|(?<=[里中])有(?![^,;。?]*(?:多少|哪|几|什么))[^,;。?]{2,40}(?<=[^一二三四五六七八九十])[两二三四五六七八九十\d]+(?:[科门列](?:成绩|课程?|功课)?|个?字段)[,;。]"
    r"|\b(?:where |and )?(?:each|every|one) (?:row|line|record) (?:is|represents|stands for|describes|means) (?:an?|one) (?!of\b)[\w-]+(?: [\w-]+)?\s*[,;.:]"
    r"|\b(?:which |that |it )?(?:has|have|contains?|holds?|keeps?|there (?:is|are)) (?:exactly |just )?(?:one|a|an|1) (?:row|line|record|entry) (?:per|for (?:each|every|an?)) [\w-]+(?: [\w-]+){0,2}\s*[,;.:](?=.*\w)"
    r"|(?:每|一)个?[^,;。?一每]{1,4}(?:是|有|占|对应)?一[行条](?:数据|记录)?[,;。](?!.*一列)(?=.*\w)"
)
_LOOK = r"(?:names?|amounts?|numbers?|figures?|values?|totals?)"
_LOOK_ZH = r"(?:名字|名称|金额|数字|数值|数目|结果)"
_LOOKS_NAME = f"{_LOOK}|{_LOOK_ZH}"
# "Just give me the names and the amounts, nothing else", "只要名字和数字就行"
_LOOKS = (
    rf"(?<=[.,;!?])\s*(?:please )?(?:just|only|simply) (?:(?:give|show|tell|list|send)(?: me| us)? )?(?:the |their )?{_LOOK}(?: and (?:the |their |its )?{_LOOK})*(?: (?:of|for) each)?\b(?:[,.]? (?:and )?(?:nothing (?:else|more)|please|thanks?))*\W*$"
    rf"|(?<=[,;。!?])\s*(?:请)?(?:只要|只给我?|给我|告诉我|列出)(?:各自的?|它们的?)?{_LOOK_ZH}(?:[和与、及]{_LOOK_ZH})*(?:就[行好可]以?了?|即可)\W*$"
)
_NOT_EXTREME = EXTREME.replace("[", "[^")
_END = r"\s*[,;?。!]"
_THEN = rf"^(?P<head>.*{EXTREME}.*?){_END}(?P<tail>{_NOT_EXTREME}*)$"
_BEFORE = rf"^(?P<tail>{_NOT_EXTREME}*){_END}(?P<head>.*{EXTREME}.*)$"


def without_told(text, table):
    """The text without what it tells of the file or of how the answer is to look.

    "每行是一个订单", "有语文、数学、英语三科"; "just give me the names and the amounts".
    """
    named = [c for c in table.columns if re.search(_LOOKS_NAME, c.name.lower())]
    looks = _LOOKS if not named else "(?!)"
    return re.sub(looks, "", re.sub(_TOLD, ", ", text))


def whole_first(pieces, out):
    """Tell the figure of all rows beside that of each group, where both are asked for."""
    match = re.search(_ALL_THEN_EACH, pieces.plain) or re.search(_THEN_EACH, pieces.plain)
    if match is None or not out.groups or re.search(_APART, match["all"]):
        return
    if re.search(_ASKED, match["all"]) and re.search(f"{_ASKED}|{_WHICH_ONE}|呢", match["each"]):
        whole = {"groups": [], "order": "", "limit": 0, "share": False}
        out.others.append(also(replace(alone(out), **whole)))


def take_marked(sentence, parts):
    """ "每月销售额，标出最高的月份": keep in `parts.marked` which end is to be told, "asc" or "desc"."""

    def use(match):
        if not re.search(r"最|\b\w+est\b|\bpeak\b|\b(?:most|least|worst)\b", match["rest"]):
            return False
        said = f"{match.groupdict().get('moved') or ''}{match['rest']}"
        low = re.search(_LOW, match["rest"]) or re.search(_SHRANK, said)
        parts.marked = "asc" if low else "desc"
        return " "

    def moved(match):
        steps = re.search(_CHANGES, match["list"])
        return match["list"] if steps and re.search(f"{_GREW}|{_SHRANK}", match["rest"]) and use(match) else False  # fmt: skip

    sentence.take(_MARKED, use)
    sentence.take(_THEN_MOVED, moved)
    sentence.take(
        _THEN_WHICH,
        lambda m: m["list"] if _listed(_THEN_DID.sub("", m["same"]), m) and use(m) else False,
    )


def _listed(same, match):
    """Whether it is one of the list: by the same word, or by a word that counts it: "哪部"."""
    return same in match["list"] or bool(re.fullmatch(_COUNTER, same))


def marked(parts, out):
    """Add the group at the marked end of the list `out` to what is told beside it."""
    if parts.marked and out.kind == "aggregate" and out.groups:
        order = "growth" if out.growth and _of_growth(parts, out) else "value"
        one = {"order": order, "limit": 1, "descending": parts.marked == "desc"}
        one |= _of_one_group(parts, out)
        one["measures"] = _named_first(parts, out.measures)
        out.others.append(also(replace(alone(out), **one)))


_SAYS = {"mean": r"平均|均|\b(?:average|mean|avg)\b", "sum": r"总|合计|\b(?:total|sum)\b", "median": r"中位|\bmedian\b", "count": r"[人次单件笔个条]数|数量|\b(?:number|how many|most [a-z]+s)\b"}  # fmt: skip


def _named_first(parts, measures):
    """The measures, that first of which the end is asked: "…人数和平均月薪？哪个部门平均月薪最高"."""
    clause = re.split(r"[,;。?]", parts.said.rstrip(" ?.!。"))[-1]

    def named(measure):
        column = bool(measure.column and normal(measure.column.name) in clause)
        return column + bool(re.search(_SAYS.get(measure.aggregate, "(?!)"), clause))

    return sorted(measures, key=named, reverse=True)


def _of_one_group(parts, out):
    """ "每个小区每月用水多少？哪个小区最多": of the group that is named, with all of the others."""
    clause = re.split(r"[,;。?]", parts.said.rstrip(" ?.!。"))[-1]
    named = [g for g in out.groups if normal(g.column.name) in clause]
    return {"groups": named} if len(out.groups) == 2 and len(named) == 1 and not out.growth else {}


def _of_growth(parts, out):
    """Whether the end of a list beside its growth is that of the growth: no number is named there."""
    clause = re.split(r"[,;。?]", parts.said.rstrip(" ?.!。"))[-1]
    names = [normal(m.column.name) for m in out.measures if m.column]
    return bool(re.search(f"{_GREW}|{_SHRANK}", clause)) or not any(n in clause for n in names)


def split_aside(pieces):
    """(text, aside): the text of the ranking, and the pairs of aggregate and number told beside it.

    "哪个骑手单最多，平均评分是多少" has a mean beside; "多少个404？哪个地址最多" a count of rows.
    """
    text = _not_said_twice(pieces)
    for pattern, follows in ((_THEN, True), (_BEFORE, False)):
        match = re.match(pattern, text)
        found = _pairs(match["tail"], pieces.things) if match else []
        found = [pair for pair in found if follows or pair[1] is None]
        if found and not re.search(AGGREGATE, match["head"]) and _ranks(match["head"], pieces):
            return match["head"], found
    return text, []


def _not_said_twice(pieces):
    """The text without a clause that only asks for the number it was ranked by: "which is the value of P95?"."""
    match = re.match(_THEN, pieces.text)
    tail = _meant(match["tail"], pieces) if match else set()
    if not tail or re.search(rf"{VALUE}|{PERIOD}|{UNIT}|按|\bby\b", match["tail"]):
        return pieces.text
    if tail <= _meant(match["head"], pieces):
        return match["head"]
    return _measured_after(match, pieces) or pieces.text


def _measured_after(match, pieces):
    """ "the longest median, and how many minutes is that": the clause after names the number; or ""."""
    numbers = _numbers(match["tail"], pieces)
    lead = re.search(rf"{AGGREGATE}|(?P<e>{EXTREME})", match["head"])
    told = [pieces.things[mark] for mark in re.findall(AGGREGATE, match["tail"])]
    plain = lead and told == ["count"] and not re.search(_MOST, pieces.plain)
    if len(numbers) != 1 or not plain or _numbers(match["head"], pieces):
        return ""
    end = lead.end()
    return f"{match['head'][:end]} {numbers[0]} {match['head'][end:]}"


def _numbers(text, pieces):
    """The marks of the columns of numbers in a part of the text."""
    return [mark for mark in re.findall(COLUMN, text) if pieces.things[mark].best(NUMBER)]


def _meant(text, pieces):
    """The aggregates and columns of a part of the text; "how many ms" of a number counts nothing."""
    columns = [pieces.things[mark].best() for mark in re.findall(COLUMN, text)]
    names = {pieces.things[mark] for mark in re.findall(AGGREGATE, text)}
    if any(column.kind == NUMBER for column in columns):
        names -= {"count"}
    pointed = {pieces.things[mark][1] for mark in re.findall(EXTREME, text)}
    columns += [c for c in pieces.table.of_kind(NUMBER) if meanings_of(c) & pointed]  # "slowest"
    return names | {column.name for column in columns}


def _ranks(head, pieces):
    """Whether it says by what: by how many, or by a number; else what is beside may be meant."""
    numbers = (pieces.things[mark].best(NUMBER) for mark in re.findall(COLUMN, head))
    return any(numbers) or bool(re.search(_MOST, pieces.plain))


def _pairs(tail, things):
    if re.search(r"按|\bby\b", tail):
        return []
    names = [things[mark] for mark in re.findall(AGGREGATE, tail)]
    numbers = [things[mark] for mark in re.findall(COLUMN, tail)]
    if not numbers and "count" in names:
        return [("count", None)]
    names = [name for name in names if name != "count"]  # "how many minutes in total"
    if len(names) == 1 and names[0] in NUMERIC_ONLY:
        return [(names[0], mention) for mention in numbers if mention.best(NUMBER)]
    return []


def told_aside(pieces, out):
    """Add what `split_aside` found: the count of all rows, or another number of what came first."""
    for aggregate, mention in pieces.aside if out.groups else ():
        if mention is None:
            whole = {
                "groups": [],
                "order": "",
                "limit": 0,
                "measures": [Measure(aggregate="count")],
            }
            out.others.append(also(replace(alone(out), **whole)))
            continue
        out.measures.append(checked_measure(aggregate, mention.best(NUMBER), pieces.say))


def beside_histogram(pieces, out):
    """ "a histogram of the ages and the median age": the figure of the numbers that are drawn."""
    column = out.measures[0].column
    own = [name for name, mention in pieces.pairs if mention.best(NUMBER) is column]
    names = [name for name in dict.fromkeys([*own, *pieces.unpaired]) if name in _FIGURES]
    if names:
        told = [checked_measure(name, column, pieces.say) for name in names]
        out.others.append(also(replace(alone(out), kind="aggregate", measures=told)))


def spread(pieces, out):
    """A plot of one number says nothing: the numbers it is of are drawn instead, or beside it."""
    held = [*out.measures, *(m.condition for m in out.measures if m.condition), *out.filters]
    column = next((one.column for one in held if one.column and one.column.kind == NUMBER), None)
    if column is None:
        return
    counts = [Measure(aggregate="count", column=column)]
    if "histogram" in pieces.parts.charts:  # "how many scored below 60? Draw a histogram"
        kept = [f for f in out.filters if f.column is not column]
        bins = pieces.parts.bins or out.bins
        drawn = replace(alone(out), kind="histogram", measures=counts, filters=kept, bins=bins)
        out.others.append(also(replace(drawn, chart="histogram", picture=out.picture)))
    elif not pieces.aggregates and out.measures[0].column is column:
        out.kind, out.chart, out.measures = "histogram", "histogram", counts


def alone(out):
    """The query without its notes, picture and what is told beside it."""
    plain = {"notes": [], "others": [], "chart": "", "picture": "", "export": ""}
    return replace(out, filters=list(out.filters), measures=list(out.measures), **plain)


def kept_picture(query):
    """The query as it is told beside another, with its picture."""
    return replace(alone(query), chart=query.chart, picture=query.picture)


def also(query):
    """A Reading that was asked for as well."""
    return Reading((), ("也要的", "asked as well"), query, also=True)

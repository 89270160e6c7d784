"""What each of several documents gives for a matter, in order, with the first and the last of
them, the average, and those that say nothing of it; for several matters as a table."""

# ruff: noqa: E501 - a pattern or a sentence in two languages is one line

import re
from statistics import fmean

from aios_numerals import value_of
from asked import matter_of, question_of
from citing import result, where
from extremes import BEST, EXTREME, LEAST, MOST, QUICK, SLOW, SPENT, asks_extreme
from facts import clock_of, fact_on, first_day, kind_asked, named
from matters import CLAUSES, common_matter, matters_of, those_meant
from moments import FIRST, LAST
from sentences import matters_told
from weighing import asks_of

EACH = re.compile(
    r"每[份个家条篇台次封趟]|各(?:家|份|个|自|是|为|多少)|分别|[五四三六七八九十]+[份个家封]|所有的?"
    r"|\b(?:each|every|per\s+(?:file|document|contract|offer)|one\s+line|all\s+(?:of\s+)?(?:the|our)?)\b",
    re.IGNORECASE,
)
WHICH = re.compile(r"哪|谁|\b(?:which|who|whose|what)\b", re.IGNORECASE)
SORTED = re.compile(
    r"从.{1,2}到|排[序列名个]|先后|排一?下|\bfrom\s+(?:the\s+)?[a-z]+est\s+to\b|\b(?:high|low)\s+to\s+(?:high|low)\b|\b(?:sort|rank|order(?:ed)?\s+by|(?:[a-z]+est|most\s+expensive)\s+first)\b",
    re.IGNORECASE,
)
DOWN = re.compile(
    r"从(?:高到低|大到小|多到少|晚到早|长到短|贵到便宜|新到旧)|倒序|降序|descending|\b(?:high|large|long|dear|great|heav|big|lat|new)(?:i?est)?\s+to\b|\bmost\s+expensive\s+to\b|最[大高长贵晚新多].{0,3}(?:在|放|排)前"
    r"|\b(?:highest|largest|biggest|longest|latest|newest|dearest|heaviest|farthest|furthest|most|best)\b[a-z ]{0,12}\bfirst\b",
    re.IGNORECASE,
)
# A ranking begins with the most, unless the question says otherwise, or it is of prices.
RANKED = re.compile(r"\brank(?!.*\bfirst\b)|排名", re.IGNORECASE)
# By what things are sorted: "by price", "按单价从低到高".
KEY = re.compile(
    r"(?:按照?|根据|以)\s*([一-鿿A-Za-z ]{1,14}?)(?=从|由|的?(?:先后|高低|大小|多少|长短|早晚|升|降|排|顺序))|\bby\s+(?:the\s+|their\s+)?([a-z][a-z ]{2,40}?)(?=\s*(?:[,.;:]|$|\b(?:from|in|and|with|cheapest|lowest|highest)\b))",
    re.IGNORECASE,
)
MEAN = re.compile(r"平均|均值|\b(?:average|mean)\b", re.IGNORECASE)
LONG = re.compile(rf"{MOST}|最[贵久远]|\b(?:dearest|most\s+expensive)\b", re.IGNORECASE)
SHORT = re.compile(LEAST, re.IGNORECASE)
APART = re.compile(
    r"相差|差(?:多少|几|距)|(?<![对相])比(?!较|一|对|例|率|重|价|值).{1,10}[多少长短高低贵便]|\b(?:difference|differ|how\s+much\s+(?:more|less|longer|shorter)|than)\b",
    re.I,
)
TABLE = re.compile(
    r"表|对比|比较|变化|各版|有[何什]么?(?:不同|区别|差别)|一览|\b(?:chang\w+\s+(?:over|across|between|from)|table|overview|compare|side\s+by\s+side)\b",
    re.I,
)
ABOVE, BELOW = (
    re.compile(p, re.I)
    for p in (r"高于|超过|多于|\b(?:above|over|more)\b", r"低于|少于|不到|\b(?:below|under|less)\b")
)
PLACES = re.compile(
    r"(?P<n>\d|[一二两三四]|one|two|three|four)\s*(?:位小数|decimals?\b|decimal\s+places?)", re.I
)
OF_WORDS = re.compile(
    r"字样|这个词|出现(?:了|过)?几|提[到及]|\b(?:words?|how\s+often|occurs?|mention\w*)\b", re.I
)
PLURAL = re.compile(r"哪[些几]|\bwhich\s+(?:of\s+)?(?:the\s+|our\s+)?\w+s\b", re.I)
COUNTS = re.compile(r"几[次个份项家]|多少[次个份项家]|\bhow\s+(?:many|often)\b", re.IGNORECASE)
ENOUGH, NEARLY_ALL = 0.6, 0.8
# What comes about at a time: of that the first and the last are days or times of day.
MOMENT = re.compile(
    r"开|关|始|束|到|交|发|截|举|考|上线|生效|签|\b(?:begin|start|open|clos|end|launch|due|arriv|leav|depart|finish|sign|expir|take\s+place|happen)\w*\b",
    re.IGNORECASE,
)
MOST_DOCUMENTS = 40
CURRENCIES = "$€£¥￥"


def each_of(request, reading, names):
    """The result, where the documents give what the question asks of each of them, or the most,
    the order, the average; None where it asks for nothing of the kind, or they do not give it."""
    question = matter_of(request, question_of(request), names)
    if not 1 < len(reading.documents) <= MOST_DOCUMENTS or request.action == "which_mention":
        return None
    matters = matters_of(reading, question)
    said = [m for m in matters if m.label.lower() in question.lower()]
    if not (wanted(question) or (said and PLURAL.search(question))):
        return None
    documents, said, by = those_meant(reading, question, matters)
    meant = reading._replace(documents=documents)
    if weighed := several_weighed(request, meant, question, 2 if matters else 1):
        return weighed
    matters = [matter for matter in matters if matter is not by]
    key = KEY.search(question) if SORTED.search(question) else None
    by_key = key and common_matter(reading, key[1] or key[2])
    if not matters and (common := by_key or common_matter(reading, question)):
        matters = [common]
    columns = [(m, facts_on(documents, m)) for m in matters]
    least = 0 if measured(question) else 2  # what is only told in sentences is quoted
    columns = [
        (m, f) for m, f in columns if holds(f, documents) and fields(f) >= min(least, len(f))
    ]
    plain = not measured(question) and len(columns) < 2
    columns = columns or [
        (m, f) for m, f in ((m, facts_on(documents, m)) for m in matters) if plain and fields(f) > 1
    ]
    if not columns and plain and (told_so := in_sentences(reading, documents, question)):
        columns, matters = told_so, [matter for matter, _ in told_so]
    if not columns:
        return several_weighed(request, meant, question)
    lines = counted(request, documents, said, question)
    own = own_clauses(reading, question, matters)
    for matter, facts in columns:
        if all(measure(fact) for _, fact in facts.values()):
            lines += ends(
                request, matter._replace(clause=own[matter.label]), facts, len(columns) > 1
            )
    lines += told(request, documents, columns, question)
    return result(request, reading, lines, {"matters": [m.label for m, _ in columns]})


def several_weighed(request, reading, question, least=1):
    """The result of several asks at once, of which one is the most or the least; None where the
    question makes fewer, or the documents do not give what is to be weighed."""
    documents, columns, lines, lost = reading.documents, [], [], []
    asks = asks_of(reading, question)
    for matter in asks if len(asks) >= least else ():
        price = matter.shown.replace("¤", request.say("价格", "price"))
        matter = matter._replace(shown=price)
        facts = facts_on(documents, matter) if matter.asked else {}
        if asks_extreme(f"{matter.clause}, which") and not holds(facts, documents):
            lost.append(matter.shown)
        elif facts:
            columns.append((matter, facts))
    weighed = [(m, f) for m, f in columns if asks_extreme(f"{m.clause}, which")]
    for matter, facts in weighed:
        lines += ends(request, matter, facts, len(weighed) > 1)
    if not lines:
        return None
    lines += told(request, documents, columns, question)
    if lost:
        listed = request.say("、", ", ").join(lost)
        lines.append(
            request.say(f"文档里没有写明：{listed}", f"The documents do not tell: {listed}")
        )
    return result(request, reading, lines, {"matters": [m.label for m, _ in columns]})


def in_sentences(reading, documents, question):
    """The columns of several matters that the documents tell in sentences, [] where one of them
    is not told by nearly all."""
    columns = [(m, facts_on(documents, m)) for m in matters_told(reading, question)]
    full = all(holds(f, documents) and len(f) >= NEARLY_ALL * len(documents) for _, f in columns)
    return columns if full else []


def own_clauses(reading, question, matters):
    """{label: what the question says of it}: its clause, and those behind it that name nothing
    of the documents: "which has the longest guarantee and which the shortest"."""
    own = {matter.label: matter.clause for matter in matters}
    clauses, last = [c for c in CLAUSES.split(question) if c.strip()], None
    for clause in clauses:
        here = next((m.label for m in matters if m.clause.strip() == clause.strip()), None)
        free = here is None and (last or len(matters) == 1)
        if free and (APART.search(clause) or not common_matter(reading, clause, 0)):
            own[last or matters[0].label] += f"，{clause}"
        last = here or last
    return own


def measured(question):
    """Whether a question can only be answered from numbers: their order, the most, the average."""
    return bool(SORTED.search(question) or MEAN.search(question) or asks_extreme(question))


def fields(facts):
    """How many of the facts are fields that are labelled so."""
    return sum(bool(fact.statement.label) for _, fact in facts.values())


def wanted(question):
    """Whether a question is about each of several, their order, their average or the most."""
    if OF_WORDS.search(question):
        return False
    return bool(
        SORTED.search(question)
        or MEAN.search(question)
        or asks_extreme(question)
        or EACH.search(question)
        or TABLE.search(question)
    )


def facts_on(documents, matter, kind=None):
    """{document: fact} of those that give one."""
    kind = kind or kind_asked(matter.label) or kind_asked(matter.clause)
    if kind is None and re.search(EXTREME, matter.clause, re.IGNORECASE):
        early = FIRST.search(matter.clause) or LAST.search(matter.clause)
        kind = "date" if early and MOMENT.search(matter.clause) else ""
    found = (
        (d, fact_on(d, matter.label, matter.asked, kind, "", bool(matter.shown))) for d in documents
    )
    return {d.name: (d, fact) for d, fact in found if fact}


def holds(facts, documents):
    """Whether enough of the documents give a matter, all in one kind, some of them as a field."""
    told = [measure(fact) for _, fact in facts.values()]
    same = bool(told) and None not in told and len({kind for kind, _ in told}) == 1
    enough = ENOUGH if fields(facts) else NEARLY_ALL
    return same and len(facts) >= max(1, enough * len(documents))


def measure(fact):
    """(kind, value) by which facts are held together; None where there is none."""
    if fact.quantity is not None and fact.quantity.kind != "date":
        return fact.quantity.kind, fact.quantity.low
    if day := first_day(fact):
        return "date", day
    clock = clock_of(fact, fact.matter)
    return ("clock", clock) if clock else None


def counted(request, documents, said, question):
    """The line on how many documents are meant, where the question counts them."""
    if not said or not COUNTS.search(question):
        return []
    listed = request.say("、", ", ").join(d.name for d in documents)
    count = len(documents)
    return [request.say(f"{said}的有 {count} 份：{listed}", f"{said}: {count} ({listed})")]


def ends(request, matter, facts, several):
    """The lines for the most, the least and the average of a matter, as far as they are asked."""
    order = sorted(facts, key=lambda name: measure(facts[name][1])[1])
    kind = measure(facts[order[0]][1])[0]
    dated = kind in ("date", "clock")
    asks = WHICH.search(matter.clause) or not SORTED.search(matter.clause)
    high, low = ends_asked(matter, kind) if asks else ("", "")
    wished = [(said, best) for said, best in ((high, order[-1]), (low, order[0])) if said]
    wished.sort(key=lambda one: matter.clause.lower().find(one[0]))  # what is asked first
    lines = [end_told(request, matter, facts, *one, several) for one in wished]
    if wished and not dated and APART.search(matter.clause):
        lines.append(apart(request, facts[order[-1]][1], facts[order[0]][1]))
    if MEAN.search(matter.clause) and not dated:
        lines.append(average(request, matter, facts, question_of(request)))
        lines += beside_mean(request, matter, facts)
    return lines


def end_told(request, matter, facts, said, best, several):
    """The line for the documents that give as much as the best, and how much it is."""
    value = measure(facts[best][1])[1]
    same = [named(d) for d, fact in facts.values() if measure(fact)[1] == value]
    listed, shown = request.say("、", ", ").join(same), facts[best][1].shown
    zh, en = (f"（{matter.shown}）", f" ({matter.shown})") if several else ("", "")
    return request.say(
        f"所问的最值{zh}：{listed}，{shown}（{said}）",
        f"As asked{en}: {listed}, with {shown} (the {said})",
    )


def beside_mean(request, matter, facts):
    """The documents above or below the average, where these are asked for."""
    mean, lines = fmean(number(fact) for _, fact in facts.values()), []
    for words, way, zh, en in ((ABOVE, 1, "高于", "Above"), (BELOW, -1, "低于", "Below")):
        if words.search(matter.clause):
            those = [named(d) for d, fact in facts.values() if (number(fact) - mean) * way > 0]
            listed = request.say("、", ", ").join(those)
            lines.append(request.say(f"{zh}平均的：{listed}", f"{en} it: {listed}"))
    return lines


def ends_asked(matter, kind):
    """(how the most is asked for, how the least), "" for what is not asked for; to be quick is to
    take little time, and of what is no time to have much of it."""
    clause, dated = matter.clause, kind in ("date", "clock")
    high = said_as(LAST if dated else LONG, clause)
    low = said_as(FIRST if dated else SHORT, clause)
    quick, slow = said_as(QUICK, clause), said_as(SLOW, clause)
    quick, slow = (quick, slow) if dated or kind == "time" else (slow, quick)
    high, low, best = high or slow, low or quick, said_as(BEST, clause)
    if re.search(SPENT, matter.label, re.IGNORECASE):
        return high, low or best
    return high or best, low


def said_as(pattern, clause):
    """How a clause says what a pattern is for, "" where it does not."""
    hit = (
        re.search(pattern, clause, re.IGNORECASE)
        if isinstance(pattern, str)
        else pattern.search(clause)
    )
    most = re.search(r"[最更].*|^[a-z ]+$", hit.group(), re.IGNORECASE) if hit else None
    return (most.group() if most else hit.group()).lower() if hit else ""


def apart(request, high, low):
    """By how much the highest and the lowest differ."""
    difference = number(high) - number(low)
    unit = unit_of(high) if unit_of(high) == unit_of(low) else ""
    if not unit:
        return request.say("单位不同，没有相减。", "They differ in their units.")
    shown = f"{unit}{difference:g}" if unit in CURRENCIES else f"{difference:g} {unit}"
    return request.say(f"两者相差 {shown}", f"The difference: {shown}")


def average(request, matter, facts, question):
    """The average of what the documents give, in their unit."""
    values = [number(fact) for _, fact in facts.values()]
    places = PLACES.search(question)
    mean = f"{fmean(values):.2f}".rstrip("0").rstrip(".")
    mean = f"{fmean(values):.{value_of(places['n'])}f}" if places else mean
    units = {unit_of(fact) for _, fact in facts.values()}
    if len(units) > 1:
        return request.say("单位不同，没有求平均。", "They differ in their units.")
    (unit,) = units
    shown = f"{mean}{unit}" if unit in ("%", "％") else f"{mean} {unit}"
    shown = f"{unit}{mean}" if unit in CURRENCIES else shown
    return request.say(
        f"{matter.shown} 的平均值（{len(values)} 份）：{shown}",
        f"{matter.shown or 'This'}, the average of {len(values)}: {shown}",
    )


def number(fact):
    """The number of a quantity as it is written, so that days stay days."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", fact.quantity.text)
    return float(found[0].replace(",", "")) if found else fact.quantity.low


def unit_of(fact):
    """The unit of a quantity as it is written."""
    unit = re.sub(r"[\d,\s]+|\.(?=\d)", "", fact.quantity.text)
    return unit.removesuffix("s") if len(unit) > 2 else unit


def differing(request, columns):
    """Whether the documents give the same, where there is one matter."""
    values = {measure(fact) for _, fact in columns[0][1].values()}
    if len(columns) > 1 or len(columns[0][1]) < 2 or None in values:
        return []
    same = ("各份写的一致。", "They give the same.")
    return [request.say(*(same if len(values) == 1 else ("各份写的不同。", "They differ.")))]


def told(request, documents, columns, question):
    """A line for each document with what it gives, sorted where that is asked, and the silent."""
    first = columns[0][1]
    order = [d for d in documents if any(d.name in facts for _, facts in columns)]
    if SORTED.search(question):
        full = sorted((d for d in order if d.name in first and measure(first[d.name][1])), key=lambda d: measure(first[d.name][1])[1])  # fmt: skip
        ranked = RANKED.search(question) and not re.search(SPENT, columns[0][0].label, re.I)
        full = full[::-1] if DOWN.search(question) or ranked else full
        order = full + [d for d in order if d not in full]
    lines = []
    for document in order:
        own = [(m, facts[document.name][1]) for m, facts in columns if document.name in facts]
        cells = "；".join(f"{m.shown}: {fact.shown}" if m.shown else fact.shown for m, fact in own)
        quotes = " / ".join(dict.fromkeys(f"“{f.statement.text}” — {where(request, document.name, f.statement.place)}" for _, f in own))  # fmt: skip
        lines.append(f"- {named(document)}: {cells}（{quotes}）")
    lines += differing(request, columns) if not measured(question) else []
    for matter, facts in columns:
        if silent := [named(d) for d in documents if d.name not in facts]:
            listed = request.say("、", ", ").join(silent)
            lines.append(
                request.say(f"没有写{matter.shown or '这一点'}的：{listed}", f"Nothing on {matter.shown or 'this'}: {listed}")
            )  # fmt: skip
    return lines

"""Words that stand for cell values, and phrases put into words the rules know."""

# ruff: noqa: E501 - a list of words is one line

import os
import re

from aside import without_told
from bilingual import english
from cells import spelled
from doings import done
from lengths import in_units
from mentions import TIMELY, Mention, amount_of, meanings_of, unitless
from opinions import in_marks
from ordervalues import order_values
from outlines import measured_out, over_budget
from pivoting import laid_out
from query import QUANTILES, Filter
from saidcells import said_values
from sentence import AGGREGATE, COLUMN, count_word, normal
from table import NUMBER, TEXT, Column
from words import AGGREGATES, MEANINGS, MISSING, NEVER_MEASURED, PHRASES, SUBJECTS

_EVERY = (
    r"\b(?:each|every|all(?: the)?|the)\s+(?:numeric(?:al)?|number|numerical)\s+columns?\b|\b(?:(?:of|in|for|by)\s+)?(?:each|every|per|by)\s+(?:column|field|variable)\b(?!\s+\w+\s*[=<>])|\ball(?: the)? (?:columns|fields|variables)\b"
    r"|\b(?:each|every) subject\b|\ball(?: the)? subjects\b|(?:[三四五六两](?=[科门](?:课程?|科目|目)?(?:[都均全]|的?平均分?数?(?:分别|各)))|[各每][一个]?)[科门](?![室诊类市店票])(?:课程?|科目|目|成绩)?|[各每]个?科目|[各每]个?数值列|所有(?:数值|数字)?列|[各每]一?个?(?:列|字段)|(?:所有|全部)(?:的?字段)"
)
_EACH_SUBJECT = r"[各每]一?个?[科门](?![室诊类市店票目])(?:课程?|成绩)?的?"
_BEST_MARK = r"最([高低])分数?(?=的?(?:[是有]?谁|是?哪|学生|同学|人|得主))"
_LEFT_OUT = r"缺考|(?:还没有?|没有?|未)(?:填写?|写|留下?|登记|录入|填报|提供)(?:了|过)?"
_ORDINALS = (("first", "1st"), ("second", "2nd"), ("third", "3rd"))
LEAST = r"re-?order|safety|minimum|threshold|\bmin[ _]?(?:stock|level|qty|quantity)|\bpar\b|安全|最低库存|补货|预警|下限"
_BELOW = r"低于|少于|小于|不足|\b(?:are |is )?(?:below|under|less than)\b"
_REORDER = r"(?:that |which )?\b(?:needs? (?:to be )?(?:re-?order(?:ed|ing)?|re-?stock(?:ed|ing)?)|(?:do|should|must) (?:i|we)(?: (?:need|have) to)? (?:re-?order|re-?stock)|(?:are |is )?(?:low on stock|running low|low in stock|understocked))\b|(?:需要?|该|应该?|得|要)(?:[补进订]货?|补一?点货)了?的?(?![^，,。(]*[多少几])|库存不足(?!安全|最低|预警|补货|警戒|下限|所需)的?|库存(?:告急|预警|偏低)的?"
_WEAK = r"\b(?:low(?:est)?|worst|weakest|poor(?:est)?|under)[- ]?(?:performers|performing)\b"
_PLURAL = r"(?:performers?|performing|earners|scorers|sellers|spenders|students|employees|customers|clients|products|items|salespeople|stores|regions|cities|countries|categories|brands|suppliers|movies|books|players)\b"
_RAINED = r"\b(?:days )?(?:did|has|does) it rain(?:ed)?\b|\b(?:rainy|wet) days\b"
_RAINED_ZH = (
    r"(?:下过?了?雨|有雨)的?(?:天数?|日子)(?:有几天|有多少天)?|雨天(?:有几天|有多少天|天?数)"
)
_EACH_MEAN = r"(?P<k>(?:每个?|每[名位]|各)(?:同学|学生|人|学员)的?)平均(?:分数?|成绩)"
_COUNTED = {"customer", "employee", "student", "store", "supplier", "department", "city"}
_CHINESE_SCALED = r"(?<![一二两三四五六七八九十百点])(?P<n>[一二两三四五六七八九十]{1,3})(?P<scale>百万|[万亿千])(?P<rest>[一二三四五六七八九](?![一二三四五六七八九十百千万]))?"
_FAILED = (
    rf"\b(?:fail(?:ed|s|ing)?|flunked)(?: in)? ({'|'.join(s for s in SUBJECTS if s.isascii())})\b"
)
_STARS = r"\b(?P<n>[1-5])[ -]?stars?\b(?: (?:ratings?|reviews?))?|(?P<zh>[1-5])星级?(?:好评|差评|评价|评分)?的?|\b(?:gave|give|rated|scored)(?: (?:it|us|them|an?))* (?P<gave>[1-5])(?![\d.]| \w+s\b)(?: points?)?(?: (?:out of|/) ?(?:5|10)\b)?|[给打评]了?(?P<given>\d{1,2})分(?!及?以[上下]|[或和到至])的?"
_SCALE = r"(?: (?:ratings?|scores?|levels?|grades?)\b)?"
_DISTINCT = dict(AGGREGATES)["distinct"]
_TOTAL = r"总分数?|总成绩|\btotal (?:score|mark|point)s?\b"


def scores(table):
    """The number columns that are marks of one kind: school subjects, or numbers without a meaning of their own."""
    numbers = [c for c in table.of_kind(NUMBER) if not meanings_of(c) & NEVER_MEASURED]
    subjects = [c for c in numbers if is_subject(c)]
    return subjects or [c for c in numbers if not meanings_of(c)]


def is_subject(column):
    """Whether the column is a school subject's marks."""
    return any(w in SUBJECTS for w in re.split(r"[\s_(（]+|^.*meter.*", normal(column.name)))


def mark_several(sentence, table):
    """ "各科平均分" names every subject, "总分" their sum, where no column is called so."""
    if not any(re.search(_TOTAL, normal(c.name)) for c in table.columns) and len(scores(table)) > 1:
        total = Mention("总分", ((100, sum_column(scores(table))),))
        sentence.take(_TOTAL, lambda _: sentence.mark("column", total))

    sentence.take(
        _EACH_MEAN,
        lambda m: (
            m["k"] + marked_column(sentence, mean_column(scores(table)))
            if len(scores(table)) > 1
            else False
        ),
    )

    def each(match):
        subjects = re.search("科|门|subject", match.group())
        plain = not subjects and not re.search("数[值字]|num", match.group())
        if plain and re.search(MISSING, sentence.text):
            return " "  # cells of any column may be missing: they are told of all
        numbers = [c for c in table.of_kind(NUMBER) if not meanings_of(c) & NEVER_MEASURED]
        columns = scores(table) if subjects else numbers
        if plain and re.search(_DISTINCT, sentence.text):
            columns = table.columns
        if len(columns) < 2:
            return False
        marks = [sentence.mark("column", Mention(c.name, ((100, c),))) for c in columns]
        return " " + "、".join(marks) + " "

    subject = next((c for c in table.columns if "subject" in meanings_of(c)), None)
    if subject is None:
        sentence.take(_EVERY, each)
    elif subject.kind == TEXT:
        sentence.take(r"有?[一1][科门](?:课|科目)?(?=不?低于)")
        sentence.take(_EACH_SUBJECT, lambda _: f" 各{marked_column(sentence, subject)} ")


def marked_column(sentence, column):
    return sentence.mark("column", Mention(column.name, ((100, column),)))


def mean_column(columns):
    """The average of one row's marks, as a column the file does not have."""
    parts = " + ".join(f"{{{place}}}" for place in range(len(columns)))
    name = f"({' + '.join(c.name for c in columns)}) / {len(columns)}"
    return Column(name=name, kind=NUMBER, factors=tuple(columns), formula=f"({parts}) / {len(columns)}", averaged=True)  # fmt: skip


def sum_column(columns):
    """The sum of several columns, as a column the file does not have."""
    name = " + ".join(c.name for c in columns)
    return Column(name=name, kind=NUMBER, factors=tuple(columns), joined=" + ")


def _said_once(text, table):
    """The text with "本月本月用电" as 本月用电: the name tells the month already."""
    for name in (normal(column.name) for column in table.columns):
        if lead := re.match(TIMELY, name):
            text = text.replace(lead.group() + name, name)
    return text


def plain_words(text, table):
    """The question with set phrases in the words the rules know."""
    text = laid_out(
        _marks_passed(re.sub(_CHINESE_SCALED, _scaled, without_told(text, table)), table)
    )
    text = re.sub(r"\bzero\b", "0", text).replace("零下", "低于0")
    text = re.sub(
        r"平均(每[个位名家种]?[^\s，。有的]{1,8}?)(有|下|买|购买|消费|的)", r"\1平均\2", text
    )
    text = re.sub(_LEFT_OUT, "缺失", text)
    if any("surviv" in normal(c.name) for c in table.columns):
        text = re.sub(r"\b(?:died|dead|perished|drowned)\b", "not survived", text)
        text = re.sub(r"\bsurvivors?\b", "survived passengers", text)
    text = in_units(_repeated(_performers(text)), table)
    scores = [c for c in table.of_kind(NUMBER) if "score" in meanings_of(c)]
    score = next(iter(scores), None)
    if score:
        text = in_marks(_average_mark(text, scores), score)
        text = re.sub(
            _STARS,
            lambda m: f" {normal(score.name)} = {m['n'] or m['zh'] or m['gave'] or m['given']} ",
            text,
        )
    amounts = filter(None, (amount_of(normal(c.name)) for c in table.of_kind(NUMBER)))
    cells = "|".join(map(re.escape, (*said_values(table), *amounts))) or "(?!)"
    text = _said_once(done(text, table), table)
    for pattern, plain, unless in PHRASES:
        if not re.search(unless, text):
            text = re.sub(pattern, lambda m, p=plain: _phrased(m, p, cells), text)
    rain = next((c for c in table.of_kind(NUMBER) if "rainfall" in meanings_of(c)), None)
    if rain:
        wet = f"{normal(rain.name)}>0"
        text = re.sub(_RAINED, f" days {wet} ", text)
        text = re.sub(_RAINED_ZH, f"{wet}的天数", text)
    if not _held("unknown", table):
        text = re.sub(r"\bunknown (?!\w+\s*=)", "missing ", text)
    text = measured_out(over_budget(text, table), table)
    text = text if _held("未知", table) else text.replace("未知", "缺失")
    text = _short(_bare_heads(text, table), table)
    if not any("quantity" in meanings_of(c) or "数量" in c.name for c in table.columns):
        text = re.sub(r"(?<=统计)数量|数量(?=$|[\s,，。?？]|最|排)", "个数", text)
    held = [c for c in table.of_kind(NUMBER) if not re.search(LEAST, normal(c.name))]
    stock = next((c for c in held if re.search("stock|库存", normal(c.name))), None)
    stock = stock or next((c for c in held if "stock" in meanings_of(c)), None)
    if stock is None and re.search(r"stock|inventory|库存", normal(os.path.basename(table.path))):
        stock = next((c for c in table.of_kind(NUMBER) if "quantity" in meanings_of(c)), None)
        text = re.sub(r"库存|\bstock\b(?! value)", normal(stock.name), text) if stock else text
    if stock:
        sold_out = r"\b(?:are |is )?(?:out of stock|sold out)\b|缺货的?|断货的?|[没无]货的?|售罄的?|无库存的?|没有?库存的?"
        text = re.sub(sold_out, f" {normal(stock.name)} = 0 ", text)
    return order_values(text, table)


def _average_mark(text, scores):
    """ "哪个班平均分高": the only column of marks."""
    if len(scores) > 1:
        return text
    name = normal(scores[0].name)
    text = re.sub(r"平均分(?![数类布值]|\s*[、,，和及与]\s*(?:最|中位))", f"平均{name}", text)
    return re.sub(_BEST_MARK, rf"{name}最\g<1>", text)


def _phrased(match, plain, cells):
    """The plain words for a phrase; "下单" stays where it is a cell of a list of events."""
    said = re.match(cells, match.group())
    return match.group() if said and said.group() not in plain else match.expand(plain)


def _bare_heads(text, table):
    """ "email addresses", "phone numbers" as "email", "phone" where the columns are called so."""
    names = [normal(column.name) for column in table.columns]
    if any(re.search(r"address|number", name) for name in names):
        return text
    named = "|".join({"email", "e-mail", "phone", "mobile", "telephone"} & set(names))
    return re.sub(rf"\b({named})[ -](?:address(?:es)?|numbers?)\b", r"\1", text) if named else text


def _held(word, table):
    """Whether the word is a cell of a column with few values."""
    return any(word in map(normal, c.sample) for c in table.columns if len(c.sample) < 30)


def _performers(text):
    """ "top performers" as so many of them; "low performers" as the bottom."""
    text = re.sub(_WEAK, "bottom performers", text)
    return re.sub(rf"\b(top|bottom) (?={_PLURAL})", r"\1 5 ", text)


def _repeated(text):
    text = re.sub(
        r"(?<=[客用]户|顾客|会员|买家)(?:有过?)?复购过?了?(?!.*[复回]购率)", "购买超过1次", text
    )
    text = re.sub(r"复购的?(?=客户|用户|顾客|会员|买家)|回头(?=客)", "购买超过1次的", text)
    return re.sub(
        r"\b(?:repeat|returning) (customers|buyers|clients|users)\b",
        r"\1 with more than 1 orders",
        text,
    )


def _marks_passed(text, table):
    """ "不及格", "failed maths": below 60."""
    text = re.sub(r"(?:不|(?:还|都)?没有?(?:能|考)?|未能?)及格(?:线)?", "低于60分", text)
    text = text.replace("及格", "不低于60分")
    subjects = any(map(is_subject, table.columns))
    return re.sub(_FAILED, r" \1 below 60 ", text) if subjects else text


def _scaled(match):
    """ "三万五" as 3.5万, "一万" as 1万."""
    rest = f".{count_word(match['rest'])}" if match["rest"] else ""
    return f"{count_word(match['n'])}{rest}{match['scale']}"


def _short(text, table):
    """ "needs reordering", "低于安全库存": less in stock than the column of the least that should be."""
    numbers = table.of_kind(NUMBER)
    least = next((c for c in numbers if re.search(LEAST, normal(c.name))), None)
    rest = [c for c in numbers if c is not least]
    stock = next((c for c in rest if "stock" in meanings_of(c)), None)
    stock = stock or next((c for c in rest if re.search("库存|stock", normal(c.name))), None)
    stock = stock or next((c for c in rest if "quantity" in meanings_of(c)), None)
    if least is None or stock is None:
        return text
    named, held = (
        re.sub(r"[ _]", "[ _]", re.escape(normal(c.name)).replace("\\ ", " "))
        for c in (least, stock)
    )
    below = f" {normal(stock.name)} < {normal(least.name)} "
    text = re.sub(
        rf"\b(?:less|fewer|lower) {held} than (?:the |their |its )?{named}s?", below, text
    )
    if not re.search(rf"{held}.{{0,20}}{named}", text):
        text = re.sub(rf"(?:库存|存货|数量)?(?:{_BELOW}) *(?:the |their )?{named}s?", below, text)
    return re.sub(_REORDER, below.replace("<", "<="), text)


def mark_class(sentence, table):
    """Filters for "first class", "三等舱", "2nd class" where the class is a number."""
    column = next((c for c in table.of_kind(NUMBER) if "cabin_class" in meanings_of(c)), None)
    found = []
    if column is None:
        return found

    def use(match):
        word = match.group("n")
        place = next((n for n, words in enumerate(_ORDINALS, 1) if word in words), 0)
        found.append(Filter(column=column, operator="=", values=(place,)))
        return " "

    words = "|".join(word for words in _ORDINALS for word in words)
    sentence.take(rf"\b(?P<n>{words})[ -]*class\b|(?P<z>[一二三])等[舱座]?", lambda m: use(m) if m.group("n") else _class_zh(m, column, found))  # fmt: skip
    return found


def _class_zh(match, column, found):
    place = "一二三".index(match.group("z")) + 1
    found.append(Filter(column=column, operator="=", values=(place,)))
    return " "


def mark_signs(sentence):
    """ "negative balance", "余额为负": below zero."""
    sentence.take(r"\bnegative\b|(?:为|是)负数?的?|负数", lambda _: " below 0 ")
    sentence.take(r"\bpositive\b|(?:为|是)正数?的?|正数", lambda _: " above 0 ")


def mark_counts(sentence):
    """ "客户数", "商品数量": how many of them."""

    def use(match):
        if sentence.things[match["c"]].best().kind == NUMBER:
            return False
        return sentence.mark("aggregate", "count") + match["c"]

    def persons(match):
        counted = meanings_of(sentence.things[match["c"]].best()) & _COUNTED
        return sentence.mark("aggregate", "count") + match["c"] if counted else False

    sentence.take(rf"(?P<c>{COLUMN})总?(?:数量?|个数)(?![字值据学]|一?下|一数|了|出|清|数)", use)
    marks = "|".join(m for m, t in sentence.things.items() if getattr(t, "text", "") == "数量")
    sentence.take(rf"(?P<c>{COLUMN})(?:{marks or '(?!)'})", persons)


def reorder(sentence, plain):
    """ "平均每个门店的客流" as "每个门店的平均客流"; "其他城市" after an exception says nothing more."""
    sentence.take(
        rf"(?P<a>{AGGREGATE})\s*(?P<g>每[个家种位]?\s*{COLUMN})\s*的?\s*(?P<c>{COLUMN})",
        lambda m: f"{m['g']}的{m['a']}{m['c']}",
    )
    said = {m: t for m, t in sentence.things.items() if isinstance(t, str)}
    sentence.take(  # "三个车间的用电" of three workshops
        rf"(?P<n>[两二三四五六七八九十]|\d+)个(?P<c>{COLUMN})的",
        lambda m: f"各{m['c']}的" if _all_of(m, sentence) else False,
    )
    sentence.take(  # "满意度各选项有多少人"
        rf"(?P<c>{COLUMN})的?(?:各|每|不同)一?[个种类]?(?:选项|取值|值|档次?|等级|级别|答案|类型|情况|评价)的?",
        lambda m: f"各{m['c']}",
    )
    if QUANTILES & set(said.values()):  # "percentiles (p10, p90)": those, not some of our own
        several = "".join(m for m, t in said.items() if t in ("percentiles", "quartiles"))
        sentence.take(rf"[{several}]\s*[(:]?" if several else "(?!)")
    if re.search(r"除了|除去|排除|\bexcept\b|不包括", plain):
        sentence.take(rf"(?:其[他它余]|\bother\b)的?\s*{COLUMN}")


def _all_of(match, sentence):
    """Whether so many are all the values of the column that is named."""
    column = sentence.things[match["c"]].best()
    return column.kind == TEXT and len(column.sample) == count_word(match["n"])


def close_words(sentence, table):
    """Mark a word that begins like one column's word: "satisfaction" for "How satisfied are you?"."""
    latin = set(re.findall(r"(?<![\w])[a-z]{6,}(?![\w])", sentence.text))
    chinese = [w for run in re.findall(r"[\u4e00-\u9fff]{2,}", sentence.text) for w in _known(run)]
    for word, spelled_as in [*((w, [w]) for w in latin), *((w, english(w)) for w in chinese)]:
        near = [c for c in table.columns if any(_akin(s, w) for s in spelled_as for w in _words(c))]
        if word in MEANINGS:  # "satisfaction" is no column's name, and not the stem of one either
            near = [c for c in near if not meanings_of(c) and not _grown(word, c)]
        if len(near) == 1:
            mention = Mention(word, ((60, near[0]),))
            sentence.take(
                rf"(?<![a-z]){word}(?![a-z]){_SCALE}",  # nothing Latin may touch it
                lambda _, m=mention: sentence.mark("column", m),
            )


def _known(run):
    """The words of three Chinese letters and more in a run that have an English spelling."""
    pairs = ((i, j) for i in range(len(run)) for j in range(i + 3, min(i + 5, len(run)) + 1))
    return [run[i:j] for i, j in pairs if english(run[i:j])]


def mark_abbreviated(sentence, table):
    """Mark "arrival delay" for arr_delay, "destination" for dest: words that begin as the name's do."""
    for column in table.columns:
        parts = re.findall(r"[a-z]+", unitless(normal(spelled(column.name)).replace("_", " ")))
        short = [p for p in parts if 2 < len(p) < 6 and p not in MEANINGS]
        if not short or min(map(len, parts)) < 3 or (len(parts) == 1 and len(parts[0]) < 4):
            continue
        pattern = r"[\s_-]+".join(f"{p}[a-z]*" if p in short else f"{p}s?" for p in parts)
        mention = Mention(" ".join(parts), ((90, column),))
        sentence.take(
            rf"(?<![a-z_])(?!{'[_ ]'.join(parts)}(?![a-z])){pattern}(?![a-z_])",
            lambda m, c=mention: (
                sentence.mark("column", c) if _longer(m.group(), c.text) else False
            ),
        )


def _longer(said, name):
    """Whether what is said is a long form of the name: by three letters, not by a plural's one."""
    return len(said) >= len(name) + 3


def _words(column):
    return re.findall(r"[a-z]{6,}", normal(column.name))


def _grown(word, column):
    """Whether a word of the column is this one with an end: "production" of "product"."""
    return any(w.startswith(word) or word.startswith(w) for w in _words(column))


def _akin(one, other):
    """Whether two words share their first letters: six or more, and most of the shorter."""
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return shared >= 6 and shared >= 0.6 * min(len(one), len(other))

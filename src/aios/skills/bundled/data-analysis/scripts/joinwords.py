"""What is asked of joined tables in the words of their columns: each course by its name, money by quantity and price."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from linetotals import product_column
from mentions import column_words
from sentence import normal
from table import NUMBER, TEXT
from wordforms import headless

_EACH = r"(?P<each>每一?[个门种位家本名款类]?|各[个门种位家名款类]?|按照?|哪一?[个门种位家名款类])"
_COUNTER = "[本件人次张箱瓶份盒杯套台辆只条篇页袋单笔课]"
_ENDS = r"(?=\s*(?:$|[，,。；;？?！!]|最))"
_ONLY = r"只(?:算|看|统计|要|计|考虑)(?P<v>[^，,。；;？?只]{1,10}?)的?[，,]\s*"
_SHOWN = r"[，,]?\s*(?:请|都)?(?:用|按|以)(?:[\u4e00-\u9fff]{0,3}(?:名|名称|名字|姓名))(?:来)?(?:显示|表示|列出)"
_BOTH_ZH = r"(?:这?[两二三3]个?[张份]?表(?:格)?|两者|它们)(?:都)?(?:对|连|合|拼|结合|关联)(?:起来|一下|上|在一起)?(?:看|算)?[，,]?"
_MONEY_ZH = r"(?:总?销售?(?:总)?金?额|营业额|总?金额|总价|货款|卖的钱|赚的钱|花的钱|(?:卖|收|花|赚|要|付)了?多少钱|多少钱)"
_PEOPLES_NAME = (
    r"(?:full |employee |customer |student |staff )?name|(?:员工|客户|学生|顾客|会员)?(?:姓名|名字)"
)
_MOST = r"\b(?:most|least|highest|lowest|best|worst)\b|最[多少高低好]"
_TIMES = r"[×*]|乘|\bx\b|\btimes\b|\bmultipl"
_MADE = r"(?:^|(?<=[.;,?] )|\()\s*(?:where )?(?P<name>[a-z]+) ?(?:=|is|equals) (?P<sum>[\w ]{2,30}? (?:x|×|\*|times) [\w ]{2,30}?)\)?\s*[.]?\s*$"
_TOOK = r"\b(?:took|takes?|made|makes?|earn(?:ed|s)?|sold|brought in|turned over|grossed|collected|raised|spent|used|consumed)(?: in)? (?:the )?(?P<way>most|least)(?: money| overall| in total| altogether)?\b(?! \w+s\b)"
_EARNS = r"\b(?:earn(?:s|ed)|ma(?:de|kes)|br(?:ought|ings) in|took|takes|generated?s?|sold for)(?: us)? (?:the )?(?P<way>most|least)(?: money)?\b"


def in_their_words(text, table):
    """The question to a joined table in words that name its columns."""
    words = "|".join(sorted((re.escape(w) for w in column_words(table) if not w.isascii() and len(w) > 1), key=len, reverse=True))  # fmt: skip
    told = rf"(?:^|(?<=[，,。；;]))\s*(?:{words}|名称|名字|姓名)(?:[和与、](?:{words}|名称|名字|姓名))*(?:在|见|写在)\s*(?:里面?|中)?\s*(?:[，,。；;]|$)"
    text = re.sub(f"{_BOTH_ZH}|{_SHOWN}|{told}", " ", text)
    text = re.sub(_ONLY, r"\g<v>的", text)
    for way in (took, _whose_name, _by_name, _counted, _done, _earned):
        text = way(text, table)
    return text


def took(text, table):
    """ "Which shop took the most": the total of the one number that says how much."""
    money = [c for c in table.of_kind(NUMBER) if not c.factors and not c.averaged]
    if len(money) != 1 or not re.search(_TOOK, text, re.I):
        return text
    return re.sub(_TOOK, lambda m: f"has the {'lowest' if m['way'] == 'least' else 'highest'} total {money[0].name}", text, flags=re.I)  # fmt: skip


def _whose_name(text, table):
    """ "Who earned the most", "谁最多" where one column holds the names of people: by name, not by number."""
    names = [c for c in table.of_kind(TEXT) if re.fullmatch(_PEOPLES_NAME, normal(c.name))]
    if len(names) != 1 or not re.search(_MOST, text, re.I):
        return text
    text = re.sub(r"\bwho\b", f"which {names[0].name}", text, flags=re.I)
    return re.sub(r"谁(?=[^，。]{0,12}最)", f"哪个{names[0].name}", text)


def _by_name(text, table):
    """ "每门课" where one table has 课程号 alone and the other 课程名: by the name."""
    names = [c.name for c in table.of_kind(TEXT)]
    heads = {headless(n): n for n in names if re.search(r"(?:名|名称|名字)$", n)}
    keys = {headless(c.name) for c in table.columns if c.name not in names or "号" in c.name}
    for stem, name in heads.items():
        if stem == name or stem not in keys:
            continue
        said = f"(?:{re.escape(stem)}|{re.escape(stem[0])})"
        text = re.sub(rf"[(（]\s*{re.escape(name)}\s*[)）]", "", text)
        text = re.sub(rf"{_EACH}{said}(?!{re.escape(stem[1:])}|号|名|编|代)", lambda m, n=name: f"{_plain(m['each'])}{n}", text)  # fmt: skip
    return text


def _plain(each):
    """ "每门" as "每个": the word that counts the thing is none of its name's."""
    return re.sub(r"(?<=[每各哪])一?[门种位家本名款类]", "个", each)


def _counted(text, table):
    """ "借了多少本书" where a column says 本数: so many of them, whatever they are."""
    numbers = (c.name for c in table.of_kind(NUMBER))
    for name in numbers:
        counter = re.fullmatch(rf"[\u4e00-\u9fff]{{0,2}}({_COUNTER})数量?", name)
        if counter:
            text = re.sub(
                rf"(?:多少|几){counter[1]}[\u4e00-\u9fff]{{0,2}}{_ENDS}", f"多少{counter[1]}", text
            )
    return text


def _done(text, table):
    """ "哪个班借书最多" of 借阅.csv: what was done there, by the one number that says how much."""
    numbers = [c for c in table.of_kind(NUMBER) if re.search(rf"{_COUNTER}数量?$|数量$", c.name)]
    if len(numbers) != 1:
        return text
    done = "".join(part.name for part in table.parts)
    known = "|".join(
        sorted(
            map(re.escape, (w for w in column_words(table) if not w.isascii())),
            key=len,
            reverse=True,
        )
    )

    def use(match):
        plain = match["w"]
        unknown = not re.search(known, plain) if known else True
        return f"{numbers[0].name}总和" if unknown and set(plain) & set(done) else match.group()

    text = re.sub(
        r"(?P<w>[\u4e00-\u9fff]的[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff]{2})(?:的)?(?=最[多少])",
        use,
        text,
    )
    return re.sub(rf"(?P<w>借|买|卖|领|用|订)(?:的|了)?[\u4e00-\u9fff]?(?:总数|数量?|总量){_ENDS}", lambda m: f"{numbers[0].name}总和" if m["w"] in done else m.group(), text)  # fmt: skip


def _earned(text, table):
    """ "每个类别的总金额" where one table has how many and the other at what price."""
    made = product_column(table)
    if made is None:
        return text
    one, other = (re.escape(normal(c.name)) for c in made.factors)
    told = re.search(_MADE, text, re.I)
    if told and told["name"].lower() not in text[: told.start()].lower():
        text = re.sub(
            _EARNS, rf"has the \g<way> total ({told['sum']})", text[: told.start()], flags=re.I
        )
        return re.sub(
            r"has the (most|least) total",
            lambda m: f"has the {'highest' if m[1] == 'most' else 'lowest'} total",
            text,
        )
    if re.search(_TIMES, text, re.I):
        return text
    rate = other.rpartition("_")[2]
    at = rf"\b(?:for )?the {one}s?(?:\s+in)?\s+at the (?:{other}|{rate})s?(?:\s+in)?"
    text = re.sub(at, f"total {made.factors[0].name} x {made.factors[1].name}", text, flags=re.I)
    text = re.sub(
        rf"(?:结合|根据|利用|用|按照?)?\s*的?(?:{one}|{other})\s*(?:和|与|跟|、)\s*的?(?:{one}|{other})\s*[，,]",
        " ",
        text,
    )
    text = re.sub(rf"[，,。；;？?]?\s*(?:{one}|{other})在\s*{_ENDS}", " ", text)
    money = re.search(_MONEY_ZH, text)
    if money is None:
        return text
    said = "销售额" if money.group().endswith("的钱") else money.group()
    sum_of = f"（{made.factors[0].name}×{made.factors[1].name}）"
    return f"{text[: money.start()]}{said}{sum_of}{text[money.end() :]}"

"""Which columns and cell values a question speaks of, by name and by meaning."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import dataclass, replace

from bilingual import synonyms, translations
from cells import spelled
from kinds import kind_words
from letters import WORDS_AS_WELL, letter_pattern
from sentence import bounded, normal
from siblings import parts_of, totals
from table import DATE, IDENTIFIER, NUMBER, TEXT
from timespent import time_words
from units import in_full
from wordforms import SIGNS, forms_of, head_of, headless, unitless
from words import ADDITIVE, CONCEPTS, MEANINGS, WORDS

EXACT, PLURAL, UNITLESS, HEADLESS, HEAD_WORD, MEANING, HEAD_MEANING, LOOSE, MODIFIER = (
    100,
    96,
    92,
    80,
    70,
    60,
    50,
    30,
    20,
)
EMPTY = 5  # the meaning of a column whose cells are all missing
TRANSLATED = 65  # surer than a meaning, which other columns may share
_EXTENT = re.compile(r"^(?:max|min|avg|mean|average|total) | (?:max|min|avg|mean|average)$")
# What of a thing a column holds: "temp_max", "最低气温".
EXTENTS = {
    "max": r"\bt?max(?:imum)?\b|\bhigh(?:est)?\b|最高|最大|高温",
    "min": r"\bt?min(?:imum)?\b|\blow(?:est)?\b|最低|最小|低温",
}
_MEASURED = ADDITIVE | {
    "price", "salary", "score", "age", "latency", "temperature", "rate", "weight", "height",
    "distance", "humidity",
}  # fmt: skip
# What was taken for so many of a price: no name of the column that says how many were sold.
_MONEY_TAKEN = set(CONCEPTS["sales"]) - set(CONCEPTS["quantity"])
ONLY_AFTER = "^"  # before a single Chinese letter that is a column only in "各班", "每班", "按班"
_NEVER_NUMBERS = {"payment", "date", "region", "city", "province", "country", "department"}
_CALLERS = (
    "client",
    "clients",
    "visitor",
    "visitors",
    "客户端",
)  # an address, where no user is known
# What a number is called beside its name, by what it holds.
_ALSO_CALLED = (
    (r"^(?:minutes|mins|hours|seconds|secs)$|\bduration\b", ("duration", "durations", "length", "lengths")),
    (r"\b(?:area|sqm|square met(?:er|re)s|floor space)\b", ("size", "sizes", "floor space", "floor area", "living space")),
    (r"^安全库存|\b(?:safety|minimum|min) stock\b", ("安全线", "警戒线", "安全值", "safety level", "minimum", "safety line")),
)  # fmt: skip
# "it" with nothing before it that it could stand for
_NO_PRONOUN = (
    r"(?i)^(?:(?!\b(?:file|table|sheet|data|dataset)\b|\.\w{2,5}\b|/).)*\b(?:in|for|from|of) it\b"
)
_CODES = r"(?:^| )(?:id|no|code|key|sku|number)$|(?:编号|编码|代码|号)$"
TIMELY = r"[本上今去当昨][个]?[月年周日季]|本期|上期|\b(?:this|last|previous|prior|current) (?:month|year|week|quarter)\b"
_SMALL = {"by", "of", "at", "in", "on", "to", "for", "per", "is", "the", "and"}  # "paid_by"
_ODD_VALUES = set("是否有无大中小高低个年月日天的和或非")


@dataclass(frozen=True)
class Mention:
    """Words that name a column: the candidates as (weight, column), the best first."""

    text: str
    candidates: tuple

    def best(self, *kinds):
        """The best candidate of these kinds; without kinds, the best of all; or None."""
        return next(
            (column for _, column in self.candidates if not kinds or column.kind in kinds), None
        )

    @property
    def weight(self):
        """How sure the best candidate is."""
        return self.candidates[0][0]


@dataclass(frozen=True)
class Value:
    """Words that are a cell's value: (column, value as written in the file) pairs."""

    text: str
    cells: tuple


_AMOUNT_OF = re.compile(
    r"([\u4e00-\u9fff]{2,}?)(?:小时数?|时长|时数|时间|天数|次数|分钟数?|金额|数量|总额|奖金|补贴|津贴|补助|[册件箱瓶本台]数|(?<!平均)数)$"
)


_WHICH_OF = "(?:最高|最终|所在|所属|所处|当前|目前|现任?|主要|首选|常用|注册|归属|居住|就读)"
_LASTED = r"(?:小时数?|分钟数?|时长|时间|时数|用时|耗时)"


def amount_of(name):
    """ "加班" of 加班小时, as in "谁加班最多"; or an empty text."""
    stem = _AMOUNT_OF.match(name)
    return stem[1] if stem else ""


def _parts_of_name(column, name):
    """ "收益率" of 近一年收益率; "学历" of 最高学历; "出版" of 出版年, as in "2000年之前出版的书"."""
    if of_years(column) and re.fullmatch(r"[\u4e00-\u9fff]{2,}年(?:份|度)?", name):
        return [name.rpartition("年")[0]]
    if column.kind == TEXT and (held := re.fullmatch(f"{_WHICH_OF}([\u4e00-\u9fff]{{2,}})", name)):
        return [held[1], *synonyms(held[1]), *translations(held[1])]
    if column.kind != NUMBER or not re.fullmatch(r"[\u4e00-\u9fff]{5,}", name):
        return []
    return [name[-length:] for length in (3, 4) if len(name) - length > 1]


def aliases(column):
    """What a column may be called in a question, each with how sure that is."""
    found = {}

    def add(word, weight):
        if word and weight > found.get(word, 0):
            found[word] = weight

    whole = normal(column.name).strip()
    plain = normal(spelled(column.name)).replace("_", " ").replace(".", " ").strip()
    plain = re.sub(r"\s+", " ", plain).rstrip(SIGNS)
    for name, weight in (
        (whole, EXACT),
        (plain, EXACT),
        (unitless(plain), UNITLESS),
        (headless(plain), HEADLESS),
    ):
        add(name, weight)
        for form in forms_of(name):
            add(form, min(weight, PLURAL))
    bare = unitless(plain)
    if len(bare) > 2 and bare[-1] in "量额" and not bare.isascii():
        add(bare[:-1], HEADLESS - 2)  # "库存" is 库存量 before it is 安全库存
    add(amount_of(unitless(plain)), HEADLESS - 2)
    if column.kind == NUMBER and re.fullmatch(
        "[用耗产发供排充售][\u4e00-\u9fff]{1,2}", unitless(plain)
    ):
        add(f"{unitless(plain)}量", HEADLESS - 2)  # "用水量" of 用水_吨
    if plain.isascii() and 0 < len(column.sample) < 4:
        add(plain + "ly", PLURAL)  # "who works remotely" where the column is remote: yes, no
    parts = [(word, HEADLESS) for word in kind_words(plain)]
    parts += [(word, HEADLESS - 2) for word in time_words(column.kind, unitless(plain))]
    parts += [(word, LOOSE) for word in _parts_of_name(column, unitless(plain))]
    for word, weight in (*parts, *_meanings(column, unitless(plain))):
        add(word, weight)
    for word, weight in (*_units_in_full(column, whole), *_translated(plain)):
        add(word, weight)
    return found


def _units_in_full(column, name):
    """ "kilometres" of a column km; less sure of distance_km."""
    words, alone = in_full(name) if column.kind == NUMBER else ((), False)
    return [(word, MEANING if alone else LOOSE) for word in words]


def _translated(name):
    """The name in the other language, or in other words of its own."""
    lasted = re.fullmatch(rf"([\u4e00-\u9fff]{{2,4}}?){_LASTED}", unitless(name))
    if lasted:  # "加班时长" where it is 加班小时
        return [
            (lasted[1] + word, TRANSLATED) for word in ("时长", "时间", "小时数", "分钟数", "时数")
        ]
    words = [*translations(unitless(name)), *synonyms(unitless(name))]
    if re.fullmatch("[\u4e00-\u9fff]{4,6}", unitless(name)):  # "消耗的卡路里" of 消耗卡路里
        words.append(f"{unitless(name)[:2]}的{unitless(name)[2:]}")
    return [(form, TRANSLATED) for word in words for form in (word, *forms_of(word))]


def _all_aliases(column):
    """The aliases of a column by its name and by what it is called beside that."""
    if not column.called:
        return aliases(column)
    return {**aliases(column), **aliases(replace(column, name=column.called, called=""))}


def meanings_of(column):
    """The meanings of a column's name: {"sales"} for "订单金额(元)"."""
    name = unitless(normal(spelled(column.name)).replace("_", " "))
    if of_years(column):
        return {"year"}
    if column.called and column.kind == NUMBER:
        return meanings_of(replace(column, name=column.called, called=""))
    if column.kind == NUMBER and re.search(r"(?:^| )time$", name):
        return {"latency"}  # so many seconds, no time of day
    found = set()
    for text in (name, headless(name), _EXTENT.sub("", name), head_of(name)):
        for form in (text, *forms_of(text)):
            found |= set(MEANINGS.get(form, ()))
        if found:
            return found
    return found


def of_years(column):
    """Whether the numbers of the column are years: by its name and its values."""
    named = re.search(r"year|年份|年度|年$", normal(column.name))
    return bool(named) and column.low is not None and column.low > 1000 and column.high < 2200


def _meanings(column, name):
    rest, head = headless(name), head_of(name)
    found = []
    for text, weight in ((name, MEANING), (rest, MEANING), (head, HEAD_MEANING)):
        if text == head and head != name and head not in _SMALL:
            found.append((head, HEAD_WORD))
            found += [(form, HEAD_WORD) for form in forms_of(head)]
        for meaning in _fitting_meanings(column, text):
            found += [(word, weight) for word in CONCEPTS[meaning]]
    bare = _EXTENT.sub("", name)
    for meaning in _fitting_meanings(column, bare) if bare != name else ():
        found += [(word, HEAD_MEANING) for word in (bare, *CONCEPTS[meaning])]
    found += _of_head(column, name, head) + _also_called(column, name, head)
    found += [(word, LOOSE) for word in _CALLERS if "ip" in meanings_of(column)]
    for asked in re.findall(r"^(?:是否|有无|is |has |was |did )(.{2,})$", name):
        found += [(asked, HEADLESS)]
    if name == "name" or rest in CONCEPTS["name"] or name in CONCEPTS["name"]:
        found += [
            (word, LOOSE)
            for meaning in ("employee", "student", "customer")
            for word in CONCEPTS[meaning]
        ]
    if column.kind == NUMBER and head in ("amount", "金额", "total", "value", "sum"):
        found += [(word, LOOSE) for word in CONCEPTS["cost"]]
    if column.kind == DATE:
        found += [(word, HEAD_MEANING - 5) for word in CONCEPTS["date"]]
        found += [(word, HEAD_WORD) for word in _event(name)]
        same = (event["words"] for event in WORDS["events"] if re.search(event["named"], name))
        found += [(word, LOOSE) for words in same for word in words]
    found += [(word, MEANING) for word in (translations(rest) if rest != name else ())]
    words = name.split(" ")[:-1] if name.isascii() and column.kind != DATE else []
    words = [word for word in words if len(word) > 2 and word not in MEANINGS]
    found += [(word, MODIFIER) for word in words if word not in _SMALL]
    return found


def _also_called(column, name, head):
    """ "size" of area_m2, "first response time" of first_response_min, "books" of book_title."""
    called = [words for pattern, words in _ALSO_CALLED if re.search(pattern, name)]
    found = [(w, HEAD_MEANING) for w in sum(called, ()) if column.kind == NUMBER]
    lasts = re.fullmatch(r"(.+) (?:mins?|minutes|secs?|seconds|hours|days)", name)
    found += [(f"{lasts[1]} time", UNITLESS)] if lasts and column.kind == NUMBER else []
    titled = head == "title" and head != name and column.kind == TEXT
    return found + [(form, LOOSE) for form in forms_of(name.split(" ")[0]) if titled]


def _of_head(column, name, head):
    """The last word in the other language; the verb that a number is named for: "grossed"."""
    found = []
    if head != name and head not in _SMALL:
        found += [(word, HEAD_MEANING - 2) for word in translations(head)]
    if column.kind == NUMBER and re.fullmatch(r"[a-z]{4,}", name):
        found.append((name.removesuffix("e") + "ed", MEANING))
    if column.kind == NUMBER and re.fullmatch(r"[a-z]{3,}ed", head) and head != name:
        # "how long do they stay" where it is minutes_stayed
        verbs = (head[:-2], head[:-2] + "s", head[:-1], head[:-1] + "s")
        found += [(verb, HEAD_WORD) for verb in verbs]
    if not name.isascii() and len(name.rpartition("的")[2]) > 1:
        found.append((name.rpartition("的")[2], HEAD_WORD))  # "功能" of 最喜欢的功能
    held = re.fullmatch(
        r"(\w+) (?:allowed|included|accepted|permitted|friendly|available|provided)", name
    )
    if 0 < len(column.sample) < 4 and held:  # "that allows pets" where it is pets_allowed
        verbs = ("allow", "allows", "allowing", "accept", "accepts", "include", "includes", "with")
        found += [(f"{verb} {held[1]}", HEADLESS) for verb in verbs]
        found.append((f"{held[1]} are {name.split(' ')[-1]}", HEADLESS))
        found += [(f"{held[1].rstrip('s')}{sign}friendly", HEADLESS) for sign in " -"]
    if 0 < len(column.sample) < 4:
        found += [(form, HEADLESS) for form in WORDS["verbs"].get(name, ())]
    return found


def _event(name):
    """What happened on a date: "hire date" is also "hire", "hires", "hired"; "入职日期" is "入职"."""
    event = re.sub(r"( date| time| at| on|日期|时间|年月|(?<=[\u4e00-\u9fff]{2})[日至])$", "", name)
    if event == name or len(event) < 2 or (event in MEANINGS and event[-2:] not in ("ed", "id")):
        return []
    if not event.isascii():
        return [event]
    return [
        event,
        *forms_of(event),
        event.removesuffix("e") + "ed",
        event.removesuffix("d"),
        event.removesuffix("ed"),
    ]


def _fitting_meanings(column, text):
    """Meanings of the word that a column of this kind can have."""
    for form in (text, *forms_of(text)):
        for meaning in MEANINGS.get(form, ()):
            if meaning in _MEASURED and column.kind in (TEXT, DATE, IDENTIFIER):
                continue
            if meaning in _NEVER_NUMBERS and column.kind == NUMBER:
                continue
            yield meaning


def is_code(column):
    """Whether the cells are codes: the name of a product says more than its number."""
    return bool(re.search(_CODES, normal(spelled(column.name)).replace("_", " ")))


def column_words(table):
    """{word: Mention} for every word that may name a column of the table."""
    words = {}
    priced = any("price" in meanings_of(column) for column in table.of_kind(NUMBER))
    for place, column in enumerate(table.columns):
        taken = _MONEY_TAKEN if priced and meanings_of(column) == {"quantity"} else set()
        for word, weight in _all_aliases(column).items():
            if word in taken and weight <= HEAD_MEANING:
                continue
            if weight < UNITLESS and len(word) == 1 and word.isascii():
                continue
            if weight < UNITLESS and len(word) == 1:
                word = ONLY_AFTER + word
            if weight <= TRANSLATED and not (column.sample or column.factors):
                weight = EMPTY  # another column that fits has something to say
            words.setdefault(word, []).append((weight, place, column))
    for (rest, _), column in parts_of(table).items():
        if len(rest) > 1 and rest not in MEANINGS and not rest.isascii():
            words.setdefault(rest, []).append((HEADLESS, 0, column))
    for word, column in totals(table).items():
        words.setdefault(word, []).append((HEADLESS, 0, column))
    return {
        word: Mention(
            word.removeprefix(ONLY_AFTER),
            tuple((w, c) for w, _, c in sorted(found, key=lambda f: (-f[0], is_code(f[2]), f[1]))),
        )
        for word, found in words.items()
    }


def happened(mention):
    """Whether it is the verb of a column of dates: "borrowed" of borrowed, "hired" of hire_date."""
    column = mention.best()
    return column.kind == DATE and mention.text.endswith(("ed", "ired", "old", "ought", "ent"))


def value_words(cells, written=""):
    """{word: Value} for cell values found in the question, given as (column, value) pairs.

    "IT" is told from "it" by how the question is `written`.
    """
    words = {}
    for column, value in cells:
        word = normal(value).strip()
        capital = value.isupper() and re.search(rf"\b{re.escape(value)}\b", written, re.ASCII)
        capital = capital or (value == "IT" and re.search(_NO_PRONOUN, written))
        code = column.kind in (IDENTIFIER, TEXT) and re.fullmatch(r"\d{5,}|0\d+", word)
        if not (_speaks(word) or capital or code):
            continue
        for form in (word, *(forms_of(word) if word.isalpha() and len(word) > 2 else ())):
            words.setdefault(form, []).append((column, value))
    return {word: Value(word, tuple(found)) for word, found in words.items()}


def _speaks(word):
    """Whether a value is told from ordinary words when it stands in a sentence."""
    if len(word) < 2:
        return not word.isascii() and word not in _ODD_VALUES
    if re.fullmatch(r"(?:\d{1,3}\.){3}\d{1,3}", word):
        return True  # an address
    return not re.fullmatch(
        r"\d*[.,%-]?\d*[%-]?|no|yes|in|on|at|by|per|of|or|and|the|to|is|as|an|all|top|for|me|my|it|not",
        word,
    )


def heard(words, text):
    """The pairs of a word and what it means whose every part is in the text."""
    return [
        (word, thing)
        for word, thing in words.items()
        if all(part in text for part in word.removeprefix(ONLY_AFTER).split(" "))
    ]


def mention_pattern(word):
    """The word as a pattern, spaces loose."""
    if word.startswith(ONLY_AFTER):
        return rf"(?<=[各每个按哪本家种位名款类张部高低均]){word[1:]}|(?<=[哪每]一){word[1:]}|(?<=[多少大小高低长短名位个家]的){word[1:]}(?=\W*$|是[谁哪什])"
    if word in WORDS_AS_WELL:
        return letter_pattern(word)
    return bounded(word).replace(r"\ ", r"[\s_-]+")

"""Chinese words for the parts of an English name: 首次响应时间 for first_response_min."""

import re

from bilingual import english, translations
from cells import spelled
from mentions import TRANSLATED, Mention, Value, meanings_of
from sentence import normal
from table import DATE, IDENTIFIER, NUMBER, TEXT
from wordforms import forms_of
from words import MEANINGS

_RUN, _LONGEST, _MOST_WORDS = r"[\u4e00-\u9fff]{2,}", 6, 2
# Said after a name, and no part of it.
_AFTER = re.compile(r"的?(?:时间|时长|用时|分钟数?|秒数|小时数?|天数|数量|次数|总?量|数)?")
_FEW = 30  # cells of a column of kinds
_SMALL = {"of", "at", "in", "on", "to", "for", "per", "is", "the", "and", "by", "id", "no"}
_GENERAL = {"time", "date", "count", "number", "amount", "quantity", "total"}
_MONEY = {"price", "cost", "sales", "salary"}
_LOOSE = 40  # a part of the name: less sure than a meaning


def crossed_columns(table, text, known):
    """{word: Mention} of what the text says in Chinese for columns that have an English name."""
    named = [(column, _parts(column)) for column in table.columns]
    named = [(column, parts) for column, parts in named if parts]
    found = {}
    for run in re.findall(_RUN, text) if named else ():
        for word, said in _spans(run):
            if word in known or word in found:
                continue
            dated = re.search(rf"{word}的?(?:日期?|月份?|年份|季度|星期|那天)", text)
            dates = [one for one in named if one[0].kind == DATE] if dated else []
            mention = _meant(word, said, dates) or _meant(word, said, named)
            mention = mention or _only_money(word, said, table)
            found |= {word: mention} if mention else {}
    return found


def dated_words(text, table):
    """ "按借阅月份" as the column loan_date by month."""
    dates = [(c, _parts(c)) for c in table.of_kind(DATE)]
    for run in re.findall(_RUN, text) if any(parts for _, parts in dates) else ():
        for word, said in _spans(run):
            mention = _meant(word, said, [one for one in dates if one[1]])
            if mention and f"{word}月份" in text:
                return text.replace(f"{word}月份", f"{mention.best().name}月份")
    return text


def _only_money(word, said, table):
    """ "运费", "房费" where the table has a single column of money."""
    money = [c for c in table.of_kind(NUMBER) if meanings_of(c) & _MONEY]
    paid = len(said) == 1 and any({*MEANINGS.get(e.split(" ")[-1], ())} & _MONEY for e in said[0])
    return Mention(word, ((_LOOSE, money[0]),)) if paid and len(money) == 1 else None


def _parts(column):
    name = normal(spelled(column.name)).replace("_", " ").strip()
    if not re.fullmatch(r"[a-z][a-z \d.()%-]*", name):
        return set()
    return {part for part in re.split(r"[^a-z\d]+", name) if len(part) > 1} - _SMALL


def _spans(run):
    """(words, [the English of each]) of every piece of a run that is made of known words."""
    for start in range(len(run)):
        for end, said in _pieces(run, start, ()):
            yield run[start:end], said
            tail = _AFTER.match(run, end).group()
            if tail.strip("的"):
                yield run[start : end + len(tail)], said


def _pieces(run, start, before):
    """(end, the English of each word) of the ways to go on from a place in known words."""
    for size in range(_LONGEST, 1, -1):
        said = english(run[start : start + size]) if start + size <= len(run) else []
        if said:
            yield start + size, [*before, said]
            if len(before) < _MOST_WORDS:
                yield from _pieces(run, start + size, (*before, said))


def _meant(word, said, named):
    """The Mention of the only column most of whose name these words say, each of them a part."""
    scores = []
    for column, parts in named:
        stems = {form for part in parts for form in (part, *forms_of(part))}
        hits = [one for one in said if any(_named(set(e.split()), stems) for e in one)]
        if len(hits) == len(said):
            scores.append((len(hits) / len(parts), column))
    best = max((score for score, _ in scores), default=0)
    columns = [column for score, column in scores if score == best]
    if len(columns) != 1:
        return None
    return Mention(word, ((TRANSLATED if best == 1 else _LOOSE, columns[0]),))


def _named(words, stems):
    return bool(words - _GENERAL) and words - _GENERAL - _SMALL <= stems


def crossed_cells(table, text, known):
    """{word: Value} of the Chinese words in the text for cells that are English."""
    if text.isascii():
        return {}
    found = {}
    for column in table.of_kind(TEXT, IDENTIFIER):
        cells = [c for c in column.sample if re.fullmatch(r"[A-Za-z][A-Za-z -]*", c)]
        if len(column.sample) >= _FEW:
            continue
        for cell in cells:
            for word in translations(normal(cell)):
                if len(word) > 1 and word in text and word not in known:
                    found.setdefault(word, []).append((column, cell))
    return {word: Value(word, tuple(cells)) for word, cells in found.items()}

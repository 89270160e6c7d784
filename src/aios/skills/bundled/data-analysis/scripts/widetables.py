"""Columns that are each one of a kind: the years of a price, the kinds of spending beside an income."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re

from feeding import preamble
from periodpairs import CHANGE, question_of_change, side_by_side
from pieces import measurable
from program import run_program
from sentence import normal
from table import DATE, IDENTIFIER, NUMBER, TEXT, Column, literal, quote

_VALUE = "TRY_CAST(regexp_replace({}, '[,，¥￥$€£%元\\s]', '', 'g') AS DOUBLE)"
_INCOME = r"income|salary|wages?|earnings?|revenue|收入|工资|进账"
_WHOLE = r"total|sum|balance|saving|saved|left|合计|总|结余|余额|储蓄|剩"
_MONEY = r"rent|food|transport|fun|utilit|grocer|travel|insur|health|leisure|cloth|phone|electric|water|gas|heating|mortgage|dining|entertain|education|misc|other|marketing|payroll|supplies|房租|房贷|租金|餐|饮食|伙食|吃|交通|娱乐|水电|电费|水费|燃气|话费|通讯|购物|日用|服装|衣|医|教育|人情|旅|其[他它]|材料|人工|运费|物业"
_KIND = r"\bcategor(?:y|ies)\b|\b(?:kind|type)s? of (?:expenses?|spending|costs?)\b|\bexpense(?: item| type)s?\b|哪一?[项类种](?:支出|费用|开销|花费|开支|消费|花销)?|[各每]一?[项类种](?:支出|费用|开销|花费|开支|消费|花销)|类别"
_CLAUSES = r"(?:[,;?]|\band\b)\s*(?:and )?(?=(?:which|what|how|who)\b)|[，,。；;？?]\s*(?=[^，,。；;？?]*(?:哪|谁|多少|什么|几))"
_MOST = r"\b(?:most|highest|largest|biggest)\b|最[多高大]"
_LEAST = r"\b(?:least|lowest|smallest|fewest)\b|最[少低小]"
_LEFT = r"(?:how much|what)(?: money)? (?:is|was|were|are|do we have|did we have|do i have|did i have|could we|did we|have we)? ?(?:left over|left|saved?|remain(?:ing|ed|s)?|put aside)\b(?: over)?(?: (?:at|by) the end of (?:the |each |every )?(?:year|months?))?|\b(?:left over|leftovers?|the (?:remainder|surplus))\b|(?:还|能|共|一共|总共)*(?:剩下?|结余|余下|攒下?|存下?)(?:了|的)?(?:多少钱?|钱)?"
_SPENT_ON = r"\b(?:did|do|have|has) (?:we|i|they) (?:spend|spent|paid?|pay) (?:the )?(?P<w>most|least) (?:money )?(?:on|for) (?:the )?(?P<c>NAMES)\b"
_SPENT = r"\b(?:how much|what) (?:did|do|have) (?:we|i|they) (?:spen[dt]|paid?|pay)(?: (?:in total|altogether|overall))?(?! (?:on|for)\b)|\b(?:total|overall) (?:spending|expenses|expenditure|outgoings)\b|(?:一共|总共|总的?|合计)(?:支出|开销|花费|花销|花了)(?:多少钱?|是多少)?"


_BESIDES = r"\b(?:besides|apart from|other than|aside from|except(?: for)?) (?P<n>(?:NAMES)(?:(?: and |, )(?:NAMES))*)(?P<e>[^,.;?]*)"


def years_apart(table, text, say):
    """(source, columns, question, notes) of two columns that are years side by side; None where not asked."""
    if not re.search(CHANGE, text, re.I):
        return None
    years = {}
    for column in table.of_kind(NUMBER):
        match = re.fullmatch(r"(?:[a-z\u4e00-\u9fff]+[ _]?)?((?:19|20)\d\d)年?(?:[ _]?[a-z\u4e00-\u9fff]+)?", normal(column.name))  # fmt: skip
        years.setdefault(match[1] if match else "", []).append(column)
    years.pop("", None)
    if len(years) < 2 or any(len(columns) > 1 for columns in years.values()):
        return None
    said = [y for y in sorted(years) if re.search(rf"(?<!\d){y}(?!\d)", text)]
    if len(said) == 1 and said[0] != min(years):
        said = [max(y for y in years if y < said[0]), *said]
    pair = said if len(said) == 2 else [min(years), max(years)]
    labels = [c for c in table.columns if c.kind in (TEXT, IDENTIFIER)]
    if not labels or len(said) > 2:
        return None
    one, other = (years[year][0] for year in pair)
    cells = ", ".join(quote(c.name) for c in labels)
    source = f"(SELECT {cells}, {_VALUE.format(quote(one.name))} AS before, {_VALUE.format(quote(other.name))} AS after FROM {quote(table.name)})"
    source, columns = side_by_side(source, [c.name for c in labels], [one.name, other.name], say)
    asked = _of_one(text, labels, say) or question_of_change(text, columns[-2:], say)
    note = say(f"{other.name} 与 {one.name} 相比", f"{other.name} held against {one.name}")
    return source, (*labels, *columns[len(labels) :]), asked, [note]


def _of_one(text, labels, say):
    """The rows of one thing alone, where the text names it."""
    for column in labels:
        named = [c for c in column.sample if len(c) > 1 and re.search(rf"(?<![a-z]){re.escape(normal(c))}(?![a-z])", normal(text))]  # fmt: skip
        if len(named) == 1:
            return say(f"列出 {column.name} 为 {named[0]} 的行", f"list the rows where {column.name} is {named[0]}")  # fmt: skip
    return ""


def kinds_of_money(table, text, say):
    """(source, columns, question, notes) of a table whose columns are kinds of spending; None where not asked."""
    spent, income = _kinds(table)
    if len(spent) < 2 or not re.search(
        f"{_KIND}|{_LEFT}|{_SPENT}|{_SPENT_ON.replace('NAMES', _names(spent))}", text, re.I
    ):
        return None
    clauses = [part for part in re.split(_CLAUSES, text) if part.strip()]
    kinds = [part for part in clauses if re.search(_KIND, part, re.I)]
    if kinds and len(clauses) == len(kinds):
        return _melted(table, spent, text, say)
    return _with_totals(table, spent, income, text, say)


def _kinds(table):
    """(the columns of what was spent, the column of income or None), beside nothing but a label."""
    texts = [c for c in table.of_kind(TEXT, IDENTIFIER) if not table.unique(c)]
    numbers = [c for c in measurable(table) if not re.search(r"id$|year|年", normal(c.name))]
    income = [c for c in numbers if re.search(_INCOME, normal(c.name))]
    spent = [c for c in numbers if c not in income and not re.search(_WHOLE, normal(c.name))]
    money = [c for c in spent if re.search(_MONEY, normal(c.name))]
    if len(texts) > 1 or len(income) > 1 or 2 * len(money) < len(spent) or len(spent) < 2:
        return [], None
    return spent, next(iter(income), None)


def _names(columns):
    return "|".join(re.escape(normal(c.name)) for c in columns)


def _melted(table, spent, text, say):
    """Each cell of these columns as a row of its own: which kind, and how much."""
    kind, amount = say("类别", "category"), say("金额", "amount")
    kept = [c for c in table.columns if c.kind in (TEXT, DATE, IDENTIFIER)]
    cells = "".join(f"{quote(c.name)}, " for c in kept)
    parts = [f"SELECT {cells}{literal(c.name)} AS {quote(kind)}, {quote(c.name)} AS {quote(amount)} FROM {quote(table.name)}" for c in spent]  # fmt: skip
    columns = (
        *kept,
        Column(name=kind, kind=TEXT, sample=tuple(c.name for c in spent)),
        Column(name=amount, kind=NUMBER, style="number"),
    )
    text = text.replace(table.path, " ").replace(os.path.basename(table.path), " ")
    text = re.sub(_KIND, lambda m: _kind_said(m.group(), kind), text, flags=re.I)
    text = re.sub(
        _BESIDES.replace("NAMES", _names(spent)), r" \g<e>, except \g<n>", text, flags=re.I
    )
    text = re.sub(
        r"全年|(?:这|过去)?一?整?年(?:里|下来|以来)?(?=[最花共支])|\b(?:over|for|during) the (?:whole |entire )?year\b",
        " ",
        text,
    )
    text = re.sub(r"\b(?:did|do|have) (?:we|i|they) spen[dt] (?:the )?(most|least)(?: money)?(?: on)?\b|\bcosts? (?:us |me )?(?:the )?(most|least)\b", lambda m: f" has the {'highest' if 'most' in m.group().lower() else 'lowest'} total amount ", text, flags=re.I)  # fmt: skip
    note = say(f"各列作为类别：{'、'.join(c.name for c in spent)}", f"the columns as categories: {', '.join(c.name for c in spent)}")  # fmt: skip
    return "(" + "\nUNION ALL ".join(parts) + ")", columns, text, [note]


def _kind_said(said, kind):
    """ "哪项支出" as "哪个类别", "kinds of spending" as "category"."""
    if said.isascii():
        return kind
    return f"{'哪个' if said[0] == '哪' else '每个' if said[0] in '各每' else ''}{kind}"


def _with_totals(table, spent, income, text, say):
    """The table with what was spent in all, and what is left of the income, in each row."""
    whole, left = say("总支出", "spending"), say("结余", "leftover")
    sums = " + ".join(f"coalesce({_VALUE.format(quote(c.name))}, 0)" for c in spent)
    made = [(whole, sums)]
    if income is not None:
        made.append((left, f"{_VALUE.format(quote(income.name))} - ({sums})"))
    told = "".join(f", (round({sql}, 6))::VARCHAR AS {quote(name)}" for name, sql in made)
    cells = ", ".join(quote(c.name) for c in table.columns)
    source = f"(SELECT {cells}{told} FROM {quote(table.name)})"
    columns = (*table.columns, *(Column(name=name, kind=NUMBER, style="number") for name, _ in made))  # fmt: skip
    text, note = _first_of_them(table, spent, text, say)
    text = text.replace(os.path.basename(table.path), " ")
    plain = say(f"{left}总和", f"total {left}")
    ranked = f"{_MOST}|{_LEAST}"
    each = re.search(ranked, text, re.I) or re.search(r"[每各]|\b(?:each|every|per)\b", text, re.I)
    if income is not None:
        text = re.sub(_LEFT, lambda m: f" {plain if re.search('how much|what|多少', m.group(), re.I) or not each else left} ", text, flags=re.I)  # fmt: skip
    text = re.sub(_SPENT_ON.replace("NAMES", _names(spent)), lambda m: f" has the {'highest' if m['w'].lower() == 'most' else 'lowest'} {m['c']}", text, flags=re.I)  # fmt: skip
    text = re.sub(_SPENT, say(f"{whole}总和", f"total {whole}"), text, flags=re.I)
    return source, columns, text, [note] if note else []


def _first_of_them(table, spent, text, say):
    """(the text with the kind that came first in place of the question for it, the note of it)."""
    clauses = re.split(f"({_CLAUSES})", text)
    for place, part in enumerate(clauses):
        if not re.search(_KIND, part, re.I) or not re.search(f"{_MOST}|{_LEAST}", part, re.I):
            continue
        sums = ", ".join(f"sum({_VALUE.format(quote(c.name))})" for c in spent)
        cells = ", ".join(f"cell({c.raw()}) AS {quote(c.name)}" for c in spent)
        sql = f"SELECT {sums} FROM (SELECT {cells} FROM {table.source})"
        names, _ = run_program(preamble(table, spent) + f"\n[row] = ask({sql!r})[1]\n", say)
        ranked = sorted(zip(names["row"], spent, strict=True), key=lambda pair: -(pair[0] or 0))
        first = ranked[-1 if re.search(_LEAST, part, re.I) else 0][1]
        clauses[place] = say(f"{first.name}总和是多少", f"what is the total {first.name}")
        listed = say("、", ", ").join(f"{c.name} {value:g}" for value, c in ranked)
        note = say(f"各项从高到低：{listed}", f"from the highest to the lowest: {listed}")
        return "".join(clauses), note
    return text, ""

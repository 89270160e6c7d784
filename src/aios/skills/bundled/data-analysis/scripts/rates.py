"""Rates: "survival rate by sex", "取消率": the share of rows that fit one condition."""

# ruff: noqa: E501 - a list of words is one line

import re
from dataclasses import replace

from attended import COUNTED, came, counted_as
from mentions import meanings_of
from operators import LEFT_OUT
from query import Filter
from sentence import COLUMN, VALUE, normal
from table import NUMBER, TEXT
from words import ROW_NOUNS, WORDS

_YES_ONLY = (
    rf"\b(?:only|just)(?: for| the)* (?P<c>{COLUMN})|\bfor (?:the )?(?P<e>{COLUMN})(?: only)?(?=\s*(?:$|[,.?]))"
    rf"|(?:只[看要算]|仅限?)(?P<d>{COLUMN})(?:的)?(?=\s*(?:$|[，,。？]))"
)
TRUTHS = {yes: set(cells) for yes, cells in WORDS["truths"].items()}
_STEMS = WORDS["stems"]
_NAMED = rf"(?P<n>不|未|非|\bnon-?|\bun)?(?:(?P<c>{COLUMN})|(?P<v>{VALUE})|(?P<w>\b[a-z]{{3,}}|(?!的)[\u4e00-\u9fff]{{2}}|[胜赢败]))的?\s*(?:\brates?\b|率)"


def yes_of(column):
    """The cell that means yes in a column of yes and no, else None."""
    cells = {cell.lower(): cell for cell in column.sample}
    for yes, both in TRUTHS.items():
        if yes in cells and set(cells) <= both:
            return int(yes) if column.kind == NUMBER else cells[yes]
    return None


def take_rate(sentence, table, shared):
    """The Filter whose share of the rows is asked, or None; `shared` when the sentence asks for a share."""
    found = []

    def use(match):
        condition = _condition(match, sentence, table)
        denied = match.groupdict().get("n")  # "不合格率" where the column is 是否合格
        if condition and (denied or re.match(r"not|didn't|没|未", match.group())):
            condition = replace(condition, operator="!=")
        if condition:
            found.append(condition)
        return " " if condition else False

    def counts(match):
        condition = counted_as(match, sentence) if "率" in sentence.text else None
        found.extend([condition] if condition else [])
        return " " if condition else False

    sentence.take(COUNTED, counts)
    if found:
        sentence.take(rf"(?:{VALUE}|[\u4e00-\u9fff]{{2,3}})率")
    else:
        sentence.take(_NAMED, use)
    if shared and not found:
        sentence.take(
            rf"(?<!\bby )(?<!\bper )(?<!\beach )(?:(?:\bnot|\bdidn't|没有?|未)\s*)?(?P<c>{COLUMN})(?P<v>)(?P<w>)",
            lambda m: False if found else use(m),
        )
    return found[0] if found else None


def take_spoken_rate(sentence, table):
    """The Filter of "cancellation rate" where the column is cancelled, though another is rate_per_night."""
    found = []

    def use(match):
        for column in table.columns:
            stem = re.sub(r"(?:l?ed|e)$", "", normal(column.name))
            if len(stem) > 3 and match["w"].startswith(stem) and _is_yes(column):
                found.append(_is_yes(column))
                return " "
        return False

    sentence.take(r"\b(?P<w>[a-z]{5,})\s+rates?\b", lambda m: False if found else use(m))
    return found[0] if found else None


def take_errors(sentence, table):
    """Filters for "errors per hour" in a log whose status is a number: 400 and above."""
    status = next((c for c in table.of_kind(NUMBER) if "status" in meanings_of(c)), None)
    if status is None or (status.high or 0) < 400:
        return []
    words = r"(?<!\d )(?<!\d)(?:\b(?:errors|failures|failed requests|error requests)\b(?! rate)|(?:错误|报错|失败|出错)(?:的?请求)?(?!率))"
    taken = sentence.take(words)
    return [Filter(column=status, operator=">=", values=(400,))] if taken else []


def take_events(sentence, table):
    """Filters for "cancellations": an unknown plural that the cell "cancelled" says as a participle."""
    found = []

    def use(match):
        columns = [c for c in table.of_kind(TEXT) if len(c.sample) <= 12]
        cells = [(c, cell) for c in columns for cell in c.sample if _happened(match["w"], cell)]
        if len(cells) != 1:
            return False
        found.append(_equals(*cells[0]))
        return " "

    sentence.take(r"(?<![\w-])(?P<w>[a-z]{6,}s)(?![\w-])", use)
    return found


def happenings(value):
    """Whether cells are spoken of in the plural, and are no goods: "purchases" of event = purchase."""
    goods = {"product", "category", "brand", "region", "city", "customer"}
    said = value.text.endswith("s") and not any(
        normal(cell) == value.text for _, cell in value.cells
    )
    return said and bool(value.cells) and not any(meanings_of(c) & goods for c, _ in value.cells)


def _happened(noun, cell):
    words = normal(cell).split()
    return any(word.startswith(noun[:6]) and word.endswith("ed") for word in words)


def _yes_only(match, sentence, found):
    """ "for members only", "只看会员": those whose cell says yes."""
    column = sentence.things[match["c"] or match["d"] or match["e"]].best()
    yes = yes_of(column)
    if yes is None:
        return False
    found.append(Filter(column=column, operator="=", values=(yes,)))
    return " "


_AS_A_VERB = re.compile(r"(?:with|allow|accept|includ)\w* \w")


def take_truths(sentence):
    """Filters for "returned orders", "退货的订单", "没有退货的": columns of yes and no as properties."""
    found = []
    denied = r"(?P<n>\b(?:not|non|did not|didn't|never|were not|without being)[ -]+|没有?|未|不|非|去掉|排除|除去|剔除|\bexclud(?:e|ing) )?"
    noun = rf"(?={ROW_NOUNS}|{COLUMN}|{VALUE})"

    def use(match):
        column = sentence.things[match.group("c")].best()
        yes = yes_of(column)
        if yes is None:
            return False
        operator = "!=" if match.group("n") else "="
        found.append(Filter(column=column, operator=operator, values=(yes,)))
        return " "

    sentence.take(  # "flats with pets", "places that allow pets"
        rf"(?P<n>)(?P<c>{COLUMN})",
        lambda m: use(m) if _AS_A_VERB.match(sentence.things[m["c"]].text) else False,
    )
    sentence.take(_YES_ONLY, lambda m: _yes_only(m, sentence, found))
    sentence.take(  # "excluding refunded ones", "不算退款的"
        rf"(?P<n>{LEFT_OUT})(?: the| all| any| those| which| that| were| are| is| was| been)*\s*(?P<c>{COLUMN})(?:\s*(?:的|ones\b|{ROW_NOUNS}|{COLUMN}))*(?=\s*(?:[,，.。;；?？!]|$))",
        use,
    )
    sentence.take(  # "employees who left", "places that don't allow pets"
        rf"\b(?:that|which|who)\s+(?:(?:is|are|was|were|has|have|had|does|do|did)\s*(?:been\s+)?)?(?P<n>(?:not|n't|never|don't|doesn't|didn't)\s+)?(?P<c>{COLUMN})",
        use,
    )
    sentence.take(  # "which expenses are approved but not paid"
        rf"(?P<rest>\b(?:which|what|list|show)\b[^,.?]{{1,40}}?)\b(?:are|is|were|was)\s+(?P<n>not )?(?:already |still )?(?P<c>{COLUMN})(?=\s*(?:but|and (?:not|still|yet)|yet|[?.]|$))",
        lambda m: m["rest"] if use(m) else False,
    )
    sentence.take(rf"{denied}(?P<c>{COLUMN})了?的\s*(?:{noun}|(?=$|[，,。?？有]))", use)
    sentence.take(rf"{denied}(?<!by )(?<!per )(?P<c>{COLUMN})\s+{noun}", use)
    sentence.take(
        rf"(?:\b(?:(?:did|does|do|has|have|had|is|are|was|were)(?: not|n't)|never|not)(?: yet)?(?: been)?(?: yet)?\s+)(?P<n>)(?P<c>{COLUMN})",
        lambda m: _denied(m, sentence, found),
    )
    return found


def _denied(match, sentence, found):
    column = sentence.things[match.group("c")].best()
    if yes_of(column) is None:
        return False
    found.append(Filter(column=column, operator="!=", values=(yes_of(column),)))
    return " "


def take_bare_rate(sentence, filters):
    """ "数学>=60 率", "error rate (status >= 400)": the condition on a number is what the rate is of."""
    numbers = [f for f in filters if f.column.kind == NUMBER]
    if not numbers or (filters[-1] is not numbers[-1] and len(numbers) > 1):
        return None
    if not sentence.take(r"(?:\b[a-z]+\s+)?\brates?\b|率"):
        return None
    filters.remove(numbers[-1])
    return numbers[-1]


def _condition(match, sentence, table):
    if match.group("c"):
        return _is_yes(sentence.things[match.group("c")].best())
    if match.group("v"):
        cells = sentence.things[match.group("v")].cells
        there = came(sentence.things[match.group("v")].text, table)
        if there and there.column is cells[0][0]:
            return there  # whoever came late was there
        return _equals(*cells[0]) if cells else None
    return _worded(match.group("w"), table)


def _worded(word, table):
    stem = _STEMS.get(word, word[:6])
    status = next((c for c in table.of_kind(NUMBER) if "status" in meanings_of(c)), None)
    if stem == "error" and status and (status.high or 0) >= 400:
        return Filter(column=status, operator=">=", values=(400,))
    for column in table.columns:
        if re.search(stem, normal(column.name)) and _is_yes(column):
            return _is_yes(column)
    for column in table.columns:
        cells = [c for c in column.sample if re.search(stem, normal(c)) or word in c]
        if 0 < len(column.sample) <= 12 and len(cells) == 1:
            return _equals(column, cells[0])
    return _opposite(stem, table) or came(word, table)


def _opposite(stem, table):
    """ "failure rate" where the column is "ok": the rows where it says no."""
    opposites = (
        o for word, held in WORDS["opposites"].items() if stem.startswith(word) for o in held
    )
    for other in opposites:
        for column in table.columns:
            name = normal(column.name)
            said = name.startswith(other) if len(other) > 2 else name == other
            if (said or f"_{other}" in name) and _is_yes(column):
                return replace(_is_yes(column), operator="!=")
    return None


def _is_yes(column):
    yes = yes_of(column)
    return None if yes is None else _equals(column, yes)


def _equals(column, value):
    return Filter(column=column, operator="=", values=(value,))


def ranked_shares(text, table):
    """ "the highest share of returned orders", "退货占比最高" as the rate of a cell that is ranked."""
    cells = [c for column in table.of_kind(TEXT) if len(column.sample) <= 12 for c in column.sample]
    said = "|".join(re.escape(cell) for cell in cells if len(cell) > 1)
    if not said:
        return text
    english = rf"\b(?P<e>highest|lowest|largest|smallest|biggest|greatest) (?:share|percentage|proportion|percent|fraction) of (?P<v>{said})(?: (?!in\b|of\b|by\b|per\b)[a-z]+s)?\b"
    text = re.sub(english, r"\g<e> \g<v> rate", text, flags=re.I)
    chinese = rf"(?P<v>{said})的?(?:订单|人数?|记录|单)?的?(?:占比|比例|比重)(?P<w>最[高大低小])"
    return re.sub(chinese, lambda m: f"{m['v']}率最{'高' if m['w'][1] in '高大' else '低'}", text)

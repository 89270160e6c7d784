"""What several answers say of themselves: fields that change, and conditions on them."""

import re
from itertools import pairwise

from tabling import TWINS

MOST = 20
MANY = 8
ALERTS = re.compile(r"报警|告警|警报|提醒|警告|\balert|\bwarn|\bnotify", re.I)
CHANGES = re.compile(r"\bchang|\bdiffer|\bsame\b|变|改|一样|相同", re.I)
NOT = r"不是|不为|不等于|≠|!=|(?:is|was)\s+not|isn['’]?t|wasn['’]?t|not|other\s+than|别的"
MORE = (
    r"超过了?|大于|高于|多于|above|over|(?:more|greater|higher)\s+than|exceed(?:s|ed)?|>=?|＞"
    r"|至少|at\s+least|reach(?:es|ed)?|达到"
)
LESS = (
    r"低于|小于|少于|不足|不到|跌破|降到|below|under|(?:less|lower|fewer)\s+than|<=?|＜"
    r"|(?:falls?|drops?|goes|went|fell|dropped)\s+(?:to|below|under)"
)
IS = r"是|为|等于|变成|==?|(?:is|was|equals|says|said|turned|became)\b"
OPERATION = re.compile(
    rf"^[\s\w'’`\"“”的值数了]{{0,16}}?(?:(?P<ne>{NOT})|(?P<gt>{MORE})|(?P<lt>{LESS})|(?P<eq>{IS}))\s*[\"“'`「]?(?P<value>-?\d+(?:\.\d+)?|[A-Za-z]\w*|[\u4e00-\u9fff]{{1,6}})",
    re.I,
)
FAR = re.compile(
    rf"(?:(?P<gt>{MORE})|(?P<lt>{LESS}))\s*(?P<value>-?\d+(?:\.\d+)?)"
    r"(?![\d.]|\s*(?:ms|毫秒|秒|seconds?|s\b|次|times|checks|分钟|minutes?))",
    re.I,
)
UNLIKE = re.compile(
    rf"(?:{NOT})\s*[\"'“「`]?(?P<value>[A-Za-z]\w*|[\u4e00-\u9fff]{{1,6}}?)(?!\w)", re.I
)
ASKS = re.compile(r"什么|多少|几|哪|what|which|how|when|the|a|at|ever|each|never|still|not", re.I)


class Condition:
    """A field, how it is compared, and with what."""

    def __init__(self, field, kind, value):
        self.field, self.kind, self.value = field, kind, value

    def holds(self, row):
        """True for an answer that fulfils it."""
        if self.field not in row["fields"]:
            return self.kind == "ne"
        found = row["fields"][self.field]
        if self.kind in ("gt", "lt"):
            try:
                number, limit = float(found), float(self.value)
            except (TypeError, ValueError):
                return False
            return number > limit if self.kind == "gt" else number < limit
        same = str(found).lower() == str(self.value).lower()
        return same if self.kind == "eq" else not same


def names_of(field):
    """The words a field may be called by, the longest first."""
    leaf = field.rpartition(".")[2]
    words = {field, leaf, leaf.replace("_", " "), *re.split(r"[\s_]+", leaf)}
    low = leaf.lower()
    words |= {b for a, b in TWINS if a in low} | {a for a, b in TWINS if b in low}
    return sorted((w for w in words if len(w) > 1), key=len, reverse=True)


def said(field, text):
    """Where the text speaks of a field, after it; None where it does not."""
    for name in names_of(field):
        plain = re.escape(name)
        found = re.search(
            rf"(?<![A-Za-z0-9]){plain}(?:s)?(?![A-Za-z0-9])" if name.isascii() else plain,
            text,
            re.I,
        )
        if found:
            return found.end()
    return None


def condition_of(text, rows):
    """The condition on a field that the text tells; None where there is none."""
    text = re.sub(r"https?://\S+", " ", text)
    fields = list(dict.fromkeys(name for row in rows for name in row["fields"]))
    return beside(text, fields) or apart(text, fields, rows) or unlike(text, fields, rows)


def unlike(text, fields, rows):
    """ "Whenever it is not ok": of the field that says ok in some answer."""
    found = UNLIKE.search(text)
    for field in fields if found else ():
        if any(str(row["fields"].get(field)).lower() == found["value"].lower() for row in rows):
            return Condition(field, "ne", found["value"])
    return None


def apart(text, fields, rows):
    """A limit on a number that stands apart from the field it is of, or names none."""
    found = FAR.search(text)
    if not found:
        return None
    before = [
        (at, name) for name in fields if (at := said(name, text[: found.start()])) is not None
    ]
    numbers = [
        n for n in fields if all(isinstance(row["fields"].get(n), (int, float)) for row in rows)
    ]
    named = [name for _, name in sorted(before) if name in numbers]
    field = named[-1] if named else numbers[0] if len(numbers) == 1 else None
    kind = "gt" if found["gt"] else "lt"
    return Condition(field, kind, found["value"]) if field else None


def beside(text, fields):
    """A condition that is told just behind the name of the field."""
    for field in fields:
        at = said(field, text)
        found = OPERATION.match(text[at:]) if at is not None else None
        if not found or ASKS.fullmatch(found["value"]):
            continue
        kind = next(k for k in ("ne", "gt", "lt", "eq") if found[k])
        if kind in ("gt", "lt") and not re.fullmatch(r"-?[\d.]+", found["value"]):
            continue
        return Condition(field, kind, found["value"])
    return None


def place_of(row, say):
    """Which answer: "#3 (10:12:01)"."""
    return say(f"第 {row['n']} 次（{row['clock']}）", f"#{row['n']} ({row['clock']})")


def shown(row):
    """All that an answer says."""
    return ", ".join(f"{name}={value}" for name, value in row["fields"].items())


def told_of_fields(rows, request):
    """What differs between the answers, and what fulfils the condition that is told."""
    say, text = request.say, request.text
    heard = [row for row in rows if row["fields"] or row["lines"]]
    if len(heard) < 2:
        return []
    condition = condition_of(text, heard)
    told = fulfilled(condition, heard, say, text) if condition else []
    names = list(dict.fromkeys(name for row in heard for name in row["fields"]))
    moving = [n for n in names if len({str(row["fields"].get(n)) for row in heard}) > 1]
    asked = [n for n in names if said(n, text) is not None]
    for name in [n for n in moving if n in asked] or moving[:MANY]:
        told.append(course(name, heard, say))
    for name in [n for n in asked if n not in moving][:MANY]:
        value = heard[0]["fields"].get(name)
        told.append(say(f"{name} 一直是 {value}。", f"{name} was {value} each time."))
    well = [row for row in heard if row["ok"]]
    if not moving and len(well) > 1:
        told += lines_changed(well, request)
    return told


def fulfilled(condition, rows, say, text):
    """How many answers fulfil the condition, which, and all that these say."""
    met = [row for row in rows if condition.holds(row)]
    sign = {"ne": "≠", "gt": ">", "lt": "<", "eq": "="}[condition.kind]
    what = f"{condition.field} {sign} {condition.value}"
    if not met:
        return [say(f"没有一次满足 {what}。", f"None of the answers has {what}.")]
    alert = say("报警：", "ALERT: ") if ALERTS.search(text) else ""
    first = alert + say(
        f"{what} 的有 {len(met)} 次（共 {len(rows)} 次）：",
        f"{what} in {len(met)} of {len(rows)} answers:",
    )
    return [first, *(f"- {place_of(row, say)}{say('：', ': ')}{shown(row)}" for row in met[:MOST])]


def course(name, rows, say):
    """How a field went: its values, and when it changed from what to what."""
    values = [row["fields"].get(name) for row in rows]
    steps = [(a, b) for a, b in pairwise(rows) if a["fields"].get(name) != b["fields"].get(name)]
    changes = say("；", "; ").join(
        f"{place_of(b, say)} {a['fields'].get(name)} → {b['fields'].get(name)}"
        for a, b in steps[:MOST]
    )
    numbers = [v for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
    extremes = ""
    if len(numbers) == len(values):
        extremes = say(
            f"，从 {values[0]} 到 {values[-1]}（变化 {values[-1] - values[0]:+g}），"
            f"最小 {min(numbers)}，最大 {max(numbers)}",
            f", from {values[0]} to {values[-1]} ({values[-1] - values[0]:+g}), "
            f"lowest {min(numbers)}, highest {max(numbers)}",
        )
    counts = {str(v): sum(str(v) == str(w) for w in values) for v in values}
    if not numbers:
        extremes = say("，", ", ") + ", ".join(
            say(f"{v} {c} 次", f"{v} {c}×") for v, c in counts.items()
        )
    return say(
        f"{name} 变了 {len(steps)} 次{extremes}。变化：{changes}。",
        f"{name} changed {len(steps)} times{extremes}. Changes: {changes}.",
    )


def lines_changed(rows, request):
    """When the text of a page changed, from what to what; that it did not, where that is asked."""
    told, say = [], request.say
    for before, after in pairwise(rows):
        old = [line for line in before["lines"] if line not in after["lines"]]
        new = [line for line in after["lines"] if line not in before["lines"]]
        if old or new:
            ways = [" / ".join(some[:3]) or "-" for some in (old, new)]
            told.append(f"- {place_of(after, say)}{say('：', ': ')}{' → '.join(ways)}")
    if not told and not CHANGES.search(request.text):
        return []
    if not told:
        return [say("每次的内容都一样，没有变化。", "What it says was the same each time.")]
    return [
        say(f"内容变了 {len(told)} 次：", f"What it says changed {len(told)} times:"),
        *told[:MOST],
    ]

"""Lines of files that are to go, stay, or stand in another order."""

import re

from aios_file_words import FLAGS, WHOLE, amount, says, without_quotations
from words import LINES

_MANY = rf"{WHOLE}|几"
_END = (
    rf"(?P<end>{{ends}})\s*(?:的|面|the\s+)?\s*(?P<many>{_MANY})?\s*(?:of\s+)?(?:个|the\s+)?\s*"
    r"(?:行|\blines?\b)"
)
# "Truncate a.log to 100 lines": the first ones stay.
_CUT_TO = (
    rf"\b(?:truncat|shorten|trim|cut)\w*\b.{{1,80}}\bto\s+(?:the\s+)?(?P<many>{_MANY})\s+lines?\b"
    rf"|截(?:断|短|取)[^，。]{{0,20}}(?:到|为|成)\s*(?P<zh>{_MANY})\s*行"
)


def edit_of(request, text):
    """(what makes the new text and counts its changes, how to call them); None for other wishes."""
    prose = without_quotations(text)
    kept, gone = says(LINES["kept"], prose), says(LINES["gone"], prose)
    once = gone and says(LINES["twice"], prose)
    if once and not says(LINES["sorted"], prose):
        return _counted(_once), request.say("重复行", "repeated lines")
    if cut := _end_of(request, prose, kept, gone):
        return cut
    between = re.search(LINES["between"], prose, FLAGS)
    if between and gone:
        first, last = sorted(map(int, between.groups()))
        shown = request.say(f"第 {first} 到 {last} 行", f"lines {first} to {last}")
        return _counted(lambda lines: lines[: first - 1] + lines[last:]), shown
    if says(LINES["sorted"], prose):
        down, of = says(LINES["down"], prose), _once if once else list
        change = _counted(lambda lines: sorted(of(lines), key=_order, reverse=down))
        zh, en = "，重复行去掉" if once else "", " and once" if once else ""
        return change, request.say(f"各行排序{zh}", f"lines in order{en}")
    return None


def _end_of(request, prose, kept, gone):
    """The edit that keeps or drops the first or last lines; None where no end is spoken of."""
    last = re.search(_END.format(ends=LINES["last"]), prose, FLAGS)
    if kept and not last and (cut := re.search(_CUT_TO, prose, FLAGS)):
        many = int(amount(cut["many"] or cut["zh"]))
        shown = request.say(f"保留前 {many} 行", f"keep the first {many} lines")
        return _counted(lambda lines: lines[:many]), shown
    found = last or re.search(_END.format(ends=LINES["first"]), prose, FLAGS)
    if not found or not (kept or gone):
        return None
    many, at_end = int(amount(found["many"])), bool(last)
    zh = f"{'保留' if kept else '删除'}{'最后' if at_end else '前'} {many} 行"
    en = f"the {'last' if at_end else 'first'} {many} line{'s' * (many != 1)}"
    shown = request.say(zh, f"{'keep' if kept else 'delete'} {en}")
    return _counted(lambda lines: _cut(lines, many, at_end, kept)), shown


def _counted(change):
    """A function from a text to the changed text and how many lines are elsewhere or gone."""

    def edit(text):
        lines = text.splitlines(keepends=True)
        if lines and not lines[-1].endswith(("\n", "\r")):
            lines[-1] += "\r\n" if "\r\n" in text else "\n"
        new = change(lines)
        moved = sum(a != b for a, b in zip(lines, new, strict=False))
        return "".join(new), max(len(lines) - len(new), moved if len(new) == len(lines) else 0)

    return edit


def _once(lines):
    return list(dict.fromkeys(lines))


def _cut(lines, many, last, kept):
    many = min(many, len(lines))
    head, tail = (lines[:-many], lines[-many:]) if last else (lines[many:], lines[:many])
    return tail if kept else head


def _order(line):
    """Lines that are numbers by their value and before all others, these as they are spelled."""
    bare = line.strip()
    number = re.fullmatch(r"[+-]?\d+(?:\.\d+)?", bare)
    return (not number, float(bare) if number else 0.0, bare)

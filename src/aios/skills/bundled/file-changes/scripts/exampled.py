"""New names after one example: as "Lecture 7.mp3" becomes "lecture-07.mp3", so do its like."""

import math
import os
import re
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import sparing
from aios_file_words import FLAGS, bare_kinds_of, photo_kinds_of, says
from counting import NUMBER_WORDS
from naming import one_alone
from plan import Plan
from selecting import fits, scope_of, selected, walked
from words import asks

# What says that the two names show how all are to be called.
SHOWS = (
    r"\b(?:like|such as|e\.?g\b|so that|for (?:example|instance)|format|style|pattern|scheme"
    r"|always|each|every|all|same|and so (?:on|forth)|etc|others?|rest|everything|alone"
    r"|files|names|photos|pictures|songs|notes|documents|scans)\b|其[余他它]|改个?名|这样|这种"
    r"|这类|之类|例如|比如|譬如|像|形如|形式|格式|类推|等等"
    r"|同样|[都均]|统一|全部|所有|每[个张份]|一律|批量"
)
BECOMES = (
    r"\b(?:becom\w*|turn\w*|renam\w*|to|into|as|be|is|calls?|called|named?|reads?|want|should|like|rather|prefer"
    r"|have)\b|->|→|=>|⇒"
    r"|改|变|换|叫|成|为"
)
INSTEAD = r"\b(?:instead of|rather than|not|out of)\b|而不是|代替"
# What says that a name shows the new ones: "改成 b_a.docx 这样的格式", "in the form b_a.docx".
ONLY_NEW = (
    r"(?:改|换|变|命名|统一)(?:成|为).{1,60}(?:这样|这种|那样|格式|形式|样子)|(?:格式|形式)(?:是|为|如|改成|像)"
    r"|\b(?:in|to|into|follow\w*|have)\s+(?:the|this)\s+(?:form|format|style|pattern|scheme)\b|\b(?:should|to)\s+(?:be|look|read)\s+(?:called\s+|named\s+)?(?:like|as\s+in|e\.g)"
    r"|\brename\b.{1,60}\b(?:like|as\s+in|e\.g)"
)
_NO_WORD = (
    r"(?!e\.g|i\.e)"
    r"(?!(?:to|into|as|like|from|of|form|named|calls?|called|becomes?|be|is|are|so|that|the|and|rename|they"
    r"|them|please|reads?(?= \S*\d))\b)"
)
_WORD = rf"{_NO_WORD}(?!\S*\.[A-Za-z][A-Za-z0-9]{{0,4}}(?![A-Za-z0-9]))[\w()（）\[\].-]+"
_NAME = re.compile(
    r"“([^”\n]+)”|‘([^’\n]+)’|「([^」\n]+)」|\"([^\"\n]+)\"|`([^`\n]+)`"
    r"|(?<![A-Za-z0-9])'([^'\n]+)'(?![A-Za-z0-9])"
    rf"|(?<![\w.'-])((?:{_WORD} ){{0,5}}{_NO_WORD}[\w()（）\[\].-]+?\.[A-Za-z]\w{{0,4}}"
    r"(?![A-Za-z0-9]))"
    r"|((?:[A-Za-z0-9]|[\u4e00-\u9fff]{1,6}[_-])[A-Za-z0-9_-]*\d[A-Za-z0-9_-]*)"
)
_GLUED = r"^.*(?:改成|变成|换成|统一成|统一为|改为|变为|改名为|命名为|叫做?|[把将给像如])\s*(?=\S)"
_RUNS = re.compile(r"\d+|[^\W\d_]+|[\W_]")
_DAY = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_PHRASE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
_SAME = {".jpeg": ".jpg", ".tiff": ".tif", ".htm": ".html", ".yml": ".yaml"}
_WIDTH = r"\b(two|three|four|2|3|4)[- ]?digits?\b|([两二三四234])\s*位"
_WIDTHS = {"two": 2, "three": 3, "four": 4, "两": 2, "二": 2, "三": 3, "四": 4}
FARTHEST = 130


class Shown(NamedTuple):
    """The pieces of the old name that is shown and of the new one, with the suffixes of both."""

    old: list
    new: list
    kinds: tuple
    width: int


def plan_of(request, text):
    """New names for all files that are like the one a text shows; None where it shows none."""
    asked = request.parameters.get("question") or request.text
    text = target_of(text, [item.name for item in walked(scope_of(request, text), False)])
    files = scope_of(request, text).files
    if not (says(SHOWS, asked) and next_pair(text)):
        return None
    if len(files) == 1 and one_alone(asked, os.path.basename(files[0])):
        return None
    scope = replace(scope_of(request, text), files=(), names=[], kinds=[], rank=None)
    scope.without = list(sparing.spared(asked).patterns)
    scope.sizes, scope.times, scope.spared = (0, math.inf), (-math.inf, math.inf), None
    scope.folder = place_of_example(scope, text)
    deep = scope.deep and not asks("flat", text)
    items = [item for item in walked(scope, deep) if fits(item, scope)]
    found = rule_of(text, [item.name for item in items], asked)
    if not found:
        return None
    rest, rename = found
    rest = rest.replace(os.path.basename(scope.folder), " ")
    scope.kinds, plan = bare_kinds_of(rest) or photo_kinds_of(rest), Plan(request, scope)
    for item in selected(request, scope, deep):
        name = rename(item.name)
        if name != item.name:
            plan.move(item, os.path.join(os.path.dirname(item.path), name))
    return plan if plan.changes else None


def target_of(text, names):
    """A text that shows only what names are to be like, with one of the names there that has the
    very same pieces shown before it: "作业1_王芳.docx 这样的格式" of "王芳_作业1.docx"."""
    shown = list(_NAME.finditer(text)) if says(ONLY_NEW, text) else []
    if len(shown) != 1:
        return text
    new = picked(shown[0])
    same = [name for name in names if name != new and pieces_of(name) == pieces_of(new)]
    return text.replace(new, f"{same[0]} -> {new}", 1) if same else text


def pieces_of(name):
    """What a name is made of, without signs and whatever the order."""
    stem, kind = os.path.splitext(name.lower())
    return sorted(run.lstrip("0") for run in _RUNS.findall(stem) if run.isalnum()), kind


def next_pair(text):
    """The first two names of which one becomes the other; None for none."""
    return next(pairs_of(text), None)


def place_of_example(scope, text):
    """The folder of the text, or the one below it in which alone the file that is shown lies."""
    if scope.folder != scope.cwd or scope.more:
        return scope.folder
    names = {picked(found).lower() for pair in pairs_of(text) for found in pair}
    there = {os.path.dirname(item.path) for item in walked(replace(scope, left_out={}), True)
             if item.name.lower() in names}  # fmt: skip
    return there.pop() if len(there) == 1 else scope.folder


def rule_of(text, names, asked=""):
    """(the text without its example, new name of a file's name) where a text shows by one name what
    becomes of all, and files of these names fit; None elsewhere."""
    if not says(SHOWS, asked or text):
        return None
    anew = says(NUMBER_WORDS, re.sub(r"\(.*?\)|（.*?）", " ", text))
    for old, new in pairs_of(text):
        wanted = picked(new)
        if anew and not numbers_in(wanted) <= numbers_in(picked(old)):
            continue  # they are to be numbered anew
        for name in shorter(picked(old)) if old[7] else [picked(old)]:
            start, end = sorted((old, new), key=lambda found: found.start())
            rest = f"{text[: start.start()]} {text[end.end() :]}"
            shown = shown_of(name, wanted, width_of(text))
            rename = best(shown, names, rest) if name != wanted else None
            if rename:
                return rest, rename
    return None


def numbers_in(name):
    """The numbers that stand in a name."""
    return {int(number) for number in re.findall(r"\d+", name)}


def shorter(name):
    """A name, and what is left of it without its first words one by one."""
    words = name.split(" ")
    return [" ".join(words[at:]) for at in range(len(words))]


def pairs_of(text):
    """Two names each, of which the first becomes the second."""
    for one, other in pairwise(_NAME.finditer(text)):
        between = text[one.end() : other.start()]
        glued = re.match(_GLUED, other.group())
        said = between + (glued.group() if glued else "")
        if len(between) <= FARTHEST and re.search(INSTEAD, said, FLAGS):
            yield other, one
        elif len(between) <= FARTHEST and re.search(BECOMES, said, FLAGS):
            yield one, other


def picked(found):
    """The name that was matched, without the words glued to it."""
    name = next(filter(None, found.groups()))
    return re.sub(_GLUED, "", name).rstrip(".") if found[7] or found[8] else name


def width_of(text):
    """How many digits the numbers are to have; 0 where the text does not tell."""
    found = re.search(_WIDTH, text, FLAGS)
    told = (found[1] or found[2]).lower() if found else ""
    return _WIDTHS.get(told) or int(told or 0)


def shown_of(old, new, width):
    """The pieces of two names that are shown."""
    (stem, kind), (stem_new, kind_new) = map(os.path.splitext, (old, new))
    phrases = [found for found in _PHRASE.findall(stem) if found in stem_new]
    words = [run for run in runs_of(stem_new, (), phrases) if run[0].isalpha()]
    pieces = runs_of(stem, words, phrases), runs_of(stem_new, (), phrases)
    return Shown(*pieces, (kind, kind_new), width)


def runs_of(stem, words=(), phrases=()):
    """Numbers, words and signs in turn; days by their parts, and `words` apart from others;
    `phrases` of several words are whole."""
    apart = _DAY.sub(r"\1\0\2\0\3", stem)
    for word in (*phrases, *words):
        apart = apart.replace(word, f"\0{word}\0") if len(word) > 1 else apart
    parts = apart.split("\0")
    return [run for part in parts for run in ([part] if part in phrases else _RUNS.findall(part))]


def best(shown, names, told=""):
    """The new name of a file's name after the reading of the example that fits most names: only
    its numbers change, or those words too that both names have; None where none fits.

    Words that the text speaks of besides (`told`) are said of all, and do not vary.
    """
    kept = {run.lower() for run in shown.new if run[0].isalpha()}
    words = {run for run in shown.old if run[0].isalpha() and run.lower() in kept}
    everywhere = {word for word in words if all(word in name for name in alike(shown, names))}
    spoken = {word for word in words if len(word) > 1 and word.lower() in told.lower()}
    found = []
    usual = (words - everywhere - spoken, words - everywhere, words)
    for free in usual if moved(shown) else (set(), *usual):
        rename = renaming(shown, free)
        fit = sum(rename(name) != name for name in names) if rename else 0
        found.append((fit, rename))
        if fit > 1:
            break
    many, rename = max(found, key=lambda pair: pair[0])
    return rename if many else None


def swapped(shown):
    """Whether words that both names have stand in another order in the new one."""
    old, new = (
        [run.lower() for run in runs if run[0].isalpha()] for runs in (shown.old, shown.new)
    )
    return [w for w in old if w in new] != [w for w in new if w in old]


def moved(shown):
    """Whether what both names have stands in another order in the new one: the date first."""
    old, new = ([run.lower() for run in runs if run.isalnum()] for runs in (shown.old, shown.new))
    return [run for run in old if run in new] != [run for run in new if run in old]


def alike(shown, names):
    """The names with the suffix of the example."""
    return [name for name in names if name.lower().endswith(shown.kinds[0].lower())]


def of_kind(kind, shown):
    """Whether a suffix is that of the example, or another way to write it: ".JPG" for ".jpeg"."""
    first, other = (_SAME.get(each.lower(), each.lower()) for each in (kind, shown))
    return not shown or first == other


def renaming(shown, free):
    """New name of a file's name; its numbers and the words of `free` may be any. None where
    nothing in it is left to vary."""
    places, pattern = [], ""
    for at, run in enumerate(shown.old):
        if run.isdigit():
            beside = "".join([*shown.old[max(at - 1, 0) : at], *shown.old[at + 1 : at + 2]])
            pattern += rf"(\d{{{len(run)}}})" if re.search(r"\d", beside) else r"(\d+)"
        else:
            pattern += r"(.+?)" if run in free else re.escape(run)
        places += [run] if run.isdigit() or run in free else []
    pieces = made_of(shown, places)
    if not places or pieces is None:
        return None
    whole, longer = re.compile(pattern), re.compile(rf"({pattern})([_ .(-].*)$")
    said = bool(re.search(r"[^\W\d_]", "".join(run for run in shown.old if run not in places)))
    any_kind = said and shown.kinds[0] == shown.kinds[1]

    def rename(name):
        stem, kind = os.path.splitext(name)
        found = whole.fullmatch(stem)
        tail = longer.match(stem) if swapped(shown) and not found else None
        more = tail[longer.groups] if tail else ""
        found = whole.fullmatch(tail[1]) if tail else found
        if not found or not (any_kind or of_kind(kind, shown.kinds[0])):
            return name
        kept = shown.kinds[0].lower() == shown.kinds[1].lower() or not shown.kinds[1]
        made = "".join(each if isinstance(each, str) else each(found) for each in pieces)
        return made + more + (kind if kept else shown.kinds[1])

    return rename


def made_of(shown, places):
    """The pieces of the new name: texts, and functions of a match; None where a number of it is
    new and one of the old name has no place."""
    left, pieces, new = dict(enumerate(places, 1)), [], 0
    for run in shown.new:
        at = next((at for at, old in left.items() if equal(old, run)), 0)
        if at:
            pieces.append(taken(at, left.pop(at), run, shown.width))
        else:
            pieces.append(run)
            new += run.isdigit()
    return None if new and any(old.isdigit() for old in left.values()) else pieces


def equal(old, new):
    """Whether a piece of the old name stands in the new one as this."""
    if old.isdigit() and new.isdigit():
        return int(old) == int(new)
    return old.lower() == new.lower()


def taken(at, old, new, width):
    """What a piece of a match becomes: padded as the example or the text says, or in its case."""
    if old.isdigit():
        wide = len(new) if len(new) != len(old) else 0
        wide = wide or (width if len(old) < 4 else 0)
        return lambda found: f"{int(found[at]):0{wide}}" if wide else found[at]
    if old == new:
        return lambda found: found[at]
    cases = (str.lower, str.upper, str.title)
    case = next((case for case in cases if case(old) == new), str)
    return lambda found: case(found[at])

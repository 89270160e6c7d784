"""New names from a sentence: suffixes, numbers, prefixes, case, replaced parts, dates, patterns."""

import os
import re
import time
from itertools import chain, zip_longest

from aios_file_words import FLAGS, KINDS, QUOTED, quoted, says
from casing import cased, without_state
from edges import edged, shortened
from failures import failed
from words import asks, sign_of, signs_in

X = r"(?:[\"“'‘「]([^\"”'’」]+)[\"”'’」]|([^\s\"“”'，,。、（）]+?))"
Y = (
    r"(?:[\"“'‘「]([^\"”'’」]*)[\"”'’」]"
    r"|([^\s\"“”'，,。、（）]+?(?=[?？!！.]?(?:[\s\"“”'，,。、（）]|$))))"
)
TO = (
    r"(?:\bto\b|\binto\b|\bas\b|\bwith\b|(?:都|全部|统一|全|重|一律)?(?:命名|替换|改名|改|换|变)(?:成|为)|->|→"
    r"|=>|为|成)"
)
CASE = r"(?:(?:全部)?(?:小写|大写)的?|(?:lower|upper) ?-?case)?"
KIND = rf"(?:{KINDS}|jpeg|htm|text|markdown|log|bak|tmp|old|yaml|tif|tiff|jpe|mpeg)"
NAMES = r"(?:file ?)?names?"
EXTENSIONS = (
    rf"\.([A-Za-z0-9]{{1,8}})(?![A-Za-z0-9.]).{{0,24}}?{TO}\s*[\"“'‘]?\*?\."
    rf"([A-Za-z0-9]{{1,8}})(?![A-Za-z0-9])",
    r"\.([A-Za-z0-9]{1,8})(?![A-Za-z0-9.]).{0,60}?(?:\b(?:they|them|it|all|to)\s+(?:should\s+|must\s+)?"
    r"(?:end|have|get|use)\s+(?:in\s+|with\s+)?|以)\s*[\"“'‘]?\*?\.([A-Za-z0-9]{1,8})(?![A-Za-z0-9])",
    rf"(?:extensions?|suffix(?:es)?|扩展名"
    rf"|后缀名?)\D{{0,16}}?\.?\b([A-Za-z0-9]{{1,8}})\s*(?:files?"
    rf"|文件)?\s*{TO}\s*{CASE}\s*\.?([A-Za-z0-9]{{1,8}})\b",
    rf"\.?\b([A-Za-z0-9]{{1,8}})\s*(?:文件|files?)?\s*的?(?:后缀名?|扩展名|extensions?)\s*(?:都"
    rf"|全部)?\s*{TO}\s*{CASE}\s*\.?([A-Za-z0-9]{{1,8}})\b",
    rf"\*?\.?\b({KIND})\s*(?:files?|文件|图片)?\s*{TO}\s*\*?\.?({KIND})(?:\s*(?:files?|文件|后缀"
    rf"|格式))?\s*[。.!！]?$",
)
NUMBERED = (
    rf"(?:{TO}|按照?|依照|[:：]|\blike\b|叫做?|\b(?:call|name)\s+(?:them|these|those|it|the\s+\w+))\s*[\"“'「]?([^\s\"“”'，,、。/]*?)(\d{{1,6}})([^\d\s\"“”'，,、。.…/；;]{{0,4}})(\.\w{{1,5}})?"
    r"(?=[\"”'」\s，,、。…；;]|等|and\b|\.\.|$)"
)
# What is in place of a part of the names is no pattern for numbers: "replace v1 with v2".
NO_NUMBERS = (
    r"\breplac|替换|\bfrom\b|\bchange\b|prefix|suffix|前缀|后缀|(?:文件名|名字|名称)(?:里面?|中)的"
)
NUMBER_WORDS = r"编号|序号|按顺序|依次|\bnumber(?:ed|s|ing)?\b|\bsequen|\bcounter\b"
AFTER_BASE = r"(?=\s|[，,。+]|加|开头|后面|$)"
BASES = (
    rf"(?:prefix(?:ed with)?|前缀(?:为|是)?|base name)\s*{X}{AFTER_BASE}",
    rf"{TO}\s*{X}{AFTER_BASE}",
)
PREFIX = (
    rf"(?:加上?|添加|增加|加个|设置?)\s*(?:一个)?\s*前缀\s*(?:为|是|：|:)?\s*{Y}",
    rf"前缀\s*(?:都|统一)?(?:加上?|添加|设为|为)?\s*(?:：|:)?\s*{Y}",
    rf"(?:前面?|开头|前头)\s*(?:都|统一|全部)?\s*(?:加上?|添加|加个)\s*{Y}",
    rf"prefix(?:ed)?\s+.{{0,60}}?\bwith\s+{Y}",
    rf"(?:add|prepend|put|stick)\s+(?:the\s+)?(?:prefix\s+)?{X}\s+(?:as\s+(?:an?\s+)?prefix"
    rf"|before|in front|to the (?:start|beginning|front))",
    rf"prepend\s+{Y}",
    rf"(?:add|with|have|get)\s+(?:a\s+|the\s+)?prefix\s+(?:of\s+)?{Y}",
    rf"\bgive\b.{{1,60}}?\b(?:a|the)\s+prefix\s+(?:of\s+)?{Y}",
)
SUFFIX = (
    rf"(?:加上?|添加|增加|加个)\s*(?:一个)?\s*后缀\s*(?:为|是|：|:)?\s*{Y}",
    rf"(?:后面?|末尾|结尾)\s*(?:都|统一|全部)?\s*(?:加上?|添加|加个)\s*{Y}",
    rf"(?:add|append|put)\s+(?:the\s+"
    rf"|a\s+)?(?:suffix\s+)?(?:of\s+)?{X}\s+(?:as\s+(?:an?\s+)?suffix|after|to the end"
    rf"|to (?:all |every |each |the )*(?:\w+ )?{NAMES})",
    rf"(?:add|with|have|get)\s+(?:a\s+|the\s+)?suffix\s+(?:of\s+)?{Y}",
    rf"\bgive\b.{{1,60}}?\b(?:a|the)\s+suffix\s+(?:of\s+)?{Y}",
)
REMOVED = (
    rf"(?:remov|strip|delet|dropp?|tak|cutt?|gett?)(?:e|ing)?\s+(?:rid\s+of\s+)?(?:the\s+)?{X}\s+(?:at|from|off)\s+the\s+"
    rf"(?:beginning|start|front|end)s?\s+of\s+(?:(?:the|all|every|each|their|my)\s+)*{NAMES}",
    rf"(?:remove|strip|delete|drop)\s+(?:the\s+)?(?:text\s+|word\s+|prefix\s+|suffix\s+"
    rf"|part\s+)?{X}\s+from\s+(?:\w+\s+){{0,4}}{NAMES}",
    rf"(?:去掉|去除|删除|删掉|移除)\s*(?:所有)?(?:文件名|名字|名称)(?:中|里面?)?的?(?!带|含|包含|有|以)\s*{Y}",
    rf"(?:文件名|名字|名称)(?:中|里面?|(?:最)?(?:前面|开头|后面|末尾|结尾))?的?\s*{X}\s*(?:都|全部)?(?:去掉|去除|删除|删掉|移除)",
)
REPLACED = (
    rf"\bfrom\s+{X}\s+to\s+{Y}",
    rf"(?:replace|change|swap|turn|substitute)\s+(?:(?:all|the|every|each|occurrences? of|word|text"
    rf"|string)\s+)*(?:[a-z]+\s+)?{X}\s+(?:with|by|to|into|for)\s+(?:an?\s+)?{Y}",
    rf"{X}\s+(?:becomes?|turns?\s+into)\s+{Y}",
    rf"rename\s+{X}\s+to\s+{Y}\s+(?:in|within)\b",
    rf"(?:里|中|里面)?的\s*{X}\s*(?:都|全部|全|统一)?(?:替换|换|改)(?:成|为)\s*{Y}",
    rf"(?:把|将|用)?\s*{X}\s*(?:都|全部|全|统一)?(?:替换|换|改)(?:成|为)\s*{Y}",
)
# The new part first, then what it takes the place of: "underscores instead of spaces".
INSTEAD = (
    rf"{X}\s+(?:instead of|in place of|rather than|in lieu of)\s+{Y}",
    rf"(?:用|以|改用|使用|换用)\s*{X}\s*(?:来|去)?(?:代替|取代|替代|替换掉?|替)(?:掉|所有|全部)*的?\s*{Y}",
)
TURNED = (
    r"instead of|in place of|rather than|in lieu of|\bnot\b|\bno\b"
    r"|(?:代替|取代|替代|替换掉?)(?![成为])|而?不[是要用]"
)
# "文件名空格换成 …": what is replaced is the blank, in the names.
OF_NAMES = r"^(?:文件名|名字|名称)(?:里面?|中)?的?"
GLOB = r"[^\s\"“”'‘’「」，,。、；;]*?[*?][^\s\"“”'‘’「」，,。、；;]*?"
GLOBS = (
    rf"(?:^|[\s\"“'‘「，,]|[把将给])[把将给]?({GLOB})(?=[\s\"”'’」]|{TO}|[的这都全统]|文件)[^*?]{{0,40}}?{TO}\s*[\"“'‘「]?({GLOB})"
    r"(?=[\s\"”'’」，,。；;！!]|[吧呢]|(?:这样|这种)?的|$)"
)
WILD = r"[*?]+"
CLAUSES = r"[，,；;]\s*(?:并且?|然后|再|and\b|then\b)?|\band\b|\bthen\b|并且?|然后|同时"
SED = r"\bs/((?:[^/\\]|\\.)+)/((?:[^/\\]|\\.)*)/(g?i?)"
DATE_WORDS = r"日期|时间|\bdates?\b|\btime(?:stamp)?\b|\bmodified\b"
DATED = (
    r"按.{0,8}(?:日期|时间)|(?:加上?|添加|用).{0,8}日期"
    r"|\b(?:by|with|add|put|prepend)\b.{0,30}\b(?:dates?|time)\b"
)
TODAY = r"今天|当天|today"

# All new names are told, one by one, and nothing says that it goes on.
GOES_ON = r"等|…|\.\.\.|\band so (?:on|forth)\b|\betc\b|依次|类推|这样|\blike\b"
EACH_NAME = r"[^\s\"“”'，,、。/:：]*\d+\.[A-Za-z]\w{0,4}(?!\w)"
FEWEST_TOLD = 3


def names_told(text):
    """How many new names a text tells one by one; 0 where it only shows how they go on."""
    names = re.findall(EACH_NAME, text)
    return len(names) if len(names) >= FEWEST_TOLD and not says(GOES_ON, text) else 0


def one_name(text, name):
    """The new name of the single file or folder called `name`; "" when the text gives none."""
    rest = text[text.find(name) + len(name) :] if name in text else text
    found = re.search(rf"{TO}\s*{Y}", rest, FLAGS)
    return picked(found).rstrip("。.!！?？") if found else ""


def called(text, name):
    """The name that a copy of the file `name` is to have; "" when the text gives none."""
    rest = text[text.find(name) + len(name) :] if name in text else text
    found = re.search(rf"(?:\b(?:called|named|as|to)\b|名为|叫做?|成|为)\s*{Y}", rest, FLAGS)
    new = picked(found).rstrip("。.!！") if found else ""
    return new if "." in new and "/" not in new else ""


def picked(found, first=1):
    """The group that matched of the two that stand for one name."""
    return found[first] if found[first] is not None else found[first + 1] or ""


def first_of(patterns, text):
    """The first match of these patterns."""
    return next((m for p in patterns if (m := re.search(p, text, FLAGS))), None)


def rule_of(request, text):
    """(kinds of files meant or [], new name of (item, place)) that the text asks for.

    Rules of several clauses ("to lower case and replace e with 3") are taken one after another.
    """
    text = without_state(text)
    parts = [rule for part in clauses(text) for rule in of_clause(request, part)]
    if len(parts) > 1:
        rules = [rename for _, rename in parts]
        return [kind for kinds, _ in parts for kind in kinds], in_turn(rules)
    made = one_of(RULES, request, text)
    if not made:
        raise failed(request, "rule_unclear")
    return made


def clauses(text):
    """What "and", "then" and commas divide, quotations left whole."""
    masked = QUOTED.sub(lambda told: "\0" * len(told.group()), text)
    edges = [place for found in re.finditer(CLAUSES, masked, FLAGS) for place in found.span()]
    starts, ends = [0, *edges[1::2]], [*edges[::2], len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def of_clause(request, text):
    """The rules of one clause: the first, and after another case what is in place of what."""
    first = next(((rule, made) for rule in PARTS if (made := rule(request, text))), None)
    if not first:
        return []
    besides = replaced(request, text) if first[0] is cased else None
    return [first[1], besides] if besides else [first[1]]


def one_of(rules, request, text):
    """What the first rule that a text speaks of makes of it; None when it speaks of none."""
    return next(filter(None, (rule(request, text) for rule in rules)), None)


def in_turn(rules):
    """A rule that takes several one after another."""

    def rename(item, place):
        for rule in rules:
            item = item._replace(path=os.path.join(os.path.dirname(item.path), rule(item, place)))
        return item.name

    return rename


def sed(request, text):
    """A regular expression and what replaces it."""
    found, told = re.search(SED, text), quoted(text)
    if found:
        pattern, new, flags = found.groups()
    elif asks("regex", text) and (spoken := told[:2] if len(told) > 1 else exchanged(text)):
        (pattern, new), flags = spoken, "g"
    else:
        return None
    new = re.sub(r"\$(\d)", r"\\\1", new)
    try:
        compiled = re.compile(pattern, re.I if "i" in flags else 0)
        compiled.sub(new, "")
    except (re.error, IndexError) as broken:
        raise failed(request, "pattern_bad", pattern=pattern, said=broken) from None
    return [], lambda item, place: compiled.sub(new, item.name, count="g" not in flags)


def exchanged(text):
    """(old, new) where a text wants one part in place of another; None elsewhere."""
    if spoken := signs_exchanged(text):
        return spoken
    if turned := first_of(INSTEAD, text):
        return picked(turned, 3), picked(turned)
    found = first_of(REPLACED, text)
    if not found:
        return None
    bare = re.sub(OF_NAMES, "", found[2] or "")
    return bare or picked(found), picked(found, 3)


def signs_exchanged(text):
    """(old, new) where a text names two signs of names, as blanks and dashes; None elsewhere."""
    signs = signs_in(text)
    if len(signs) != 2:
        return None
    (_, end, one), (start, _, other) = signs
    turned = re.search(TURNED, text[end:start], FLAGS)
    return (other, one) if turned else (one, other)


def globs_of(text):
    """(old, new) where a text wants names of one pattern after another, both with * or ?."""
    found = re.search(GLOBS, text, FLAGS)
    if not found:
        return None
    old, new = found[1], found[2].rstrip("." if found[1].endswith("?") else ".?")
    return (old, new) if re.search(WILD, new) else None


def globbed(request, text):
    """Names after a new pattern; what stood for each * or ? is carried over."""
    globs = globs_of(text)
    if not globs:
        return None
    old, new = globs
    order = carried(re.findall(WILD, old), re.findall(WILD, new))
    if None in order:
        raise failed(request, "rule_unclear")
    free = (f"({run.replace('?', '.').replace('*', '.*')})" for run in re.findall(WILD, old))
    fixed = map(re.escape, re.split(WILD, old))
    pattern = re.compile("".join(woven(fixed, free)), re.IGNORECASE)

    def rename(item, place):
        held = pattern.fullmatch(item.name)
        return "".join(woven(re.split(WILD, new), (held[g] for g in order))) if held else item.name

    return [old], rename


def carried(runs, wanted):
    """Which run of wildcards, from 1, each wanted one takes: one spelled alike, else the first
    that is left; None where none is."""
    left, order = dict(enumerate(runs, 1)), []
    for sign in wanted:
        alike = (place for place, run in left.items() if run == sign)
        order.append(next(alike, next(iter(left), None)))
        left.pop(order[-1], None)
    return order


def woven(fixed, between):
    """Fixed parts and what stands between them, in turn."""
    return chain.from_iterable(zip_longest(fixed, between, fillvalue=""))


def new_extension(request, text):
    """Another suffix."""
    found = first_of(EXTENSIONS, text)
    if not found or found[1] == found[2]:
        return None
    return [f"*.{found[1]}"], lambda item, place: f"{os.path.splitext(item.name)[0]}.{found[2]}"


def prefixed(request, text):
    """Something before the name."""
    found = first_of(PREFIX, text)
    if not found:
        return None
    word = picked(found)
    stamp = stamped(word, text)
    return [], lambda item, place: f"{stamp(item)}{item.name}"


def suffixed(request, text):
    """Something between the name and its suffix."""
    found = first_of(SUFFIX, text)
    if not found:
        return None
    stamp = stamped(picked(found), text, before="_", after="")
    return [], lambda item, place: stamp(item).join(os.path.splitext(item.name))


def stamped(word, text, before="", after="_"):
    """What to add for a word: itself, or a date where it speaks of one."""
    if not says(DATE_WORDS, word) and not says(TODAY, word):
        return lambda item: word
    today = says(TODAY, text)

    def date(item):
        moment = time.localtime(None if today else item.modified)
        return f"{before}{time.strftime('%Y-%m-%d', moment)}{after}"

    return date


def numbered(request, text):
    """The same name with numbers; what the text shows first is the pattern."""
    part = says(NO_NUMBERS, text) and not says(NUMBER_WORDS, text)
    found = None if part else re.search(NUMBERED, text, FLAGS)
    tail = ""
    if found:
        base, digits, tail, kind = found.groups()
        start, width = int(digits), len(digits)
    elif says(NUMBER_WORDS, text):
        shown = first_of(BASES, text)
        base = picked(shown) if shown else next(iter(quoted(text)), "")
        base = base if not base or base[-1] in "_- " else f"{base}_"
        start, width, kind = 1, 3, None
    else:
        return None
    return (
        [],
        lambda item, place: (
            f"{base}{start + place:0{width}}{tail}{kind or os.path.splitext(item.name)[1]}"
        ),
    )


def removed(request, text):
    """Names without a part of them."""
    found = first_of(REMOVED, text)
    part = sign_of(picked(found)) if found else ""
    return ([], lambda item, place: trimmed(item.name.replace(part, ""))) if part else None


def trimmed(name):
    """A name without blanks at the edges of its stem: "report (1).txt" without "(1)"."""
    stem, kind = os.path.splitext(name)
    return stem.strip() + kind


def replaced(request, text):
    """Names with one part in place of another; not in the suffix."""
    spoken = exchanged(text)
    if not spoken:
        return None
    old, new = map(sign_of, spoken)
    if not old or "/" in new:
        return None

    def rename(item, place):
        stem, kind = os.path.splitext(item.name)
        return stem.replace(old, new) + kind if old in stem else item.name

    return [], rename


def dated(request, text):
    """The date of change before the name."""
    if not says(DATED, text):
        return None
    return [], lambda item, place: f"{stamped('date', text)(item)}{item.name}"


# Those that change a part of a name, and so can follow one another.
PARTS = (shortened, new_extension, edged, prefixed, suffixed, removed, cased, dated, replaced)
RULES = (sed, globbed, shortened, new_extension, edged, numbered, *PARTS[2:])

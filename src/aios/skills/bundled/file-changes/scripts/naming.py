"""New names from a sentence: suffixes, numbers, prefixes, case, replaced parts, dates, patterns."""

import os
import re
from itertools import chain, zip_longest

from aios_file_words import FLAGS, QUOTED, quoted, says
from casing import cased, without_state
from counting import counted, numbered
from edges import edged, shortened
from failures import failed
from namely import name_patterns, starred
from numbers_there import padded, renumbered, unnumbered
from redated import redated
from spoken import NAMES, TO, X, Y, first_of, picked
from stamping import dated, shaped, stamped, word_of
from suffixes import new_extension
from taking import LEFT, removed
from words import asks, sign_of, signs_in

PREFIX = (
    rf"(?:加上?|添加|增加|加个|设置?)\s*(?:一个)?\s*前缀\s*(?:为|是|：|:)?\s*{Y}",
    rf"前缀\s*(?:都|统一)?(?:加上?|添加|设为|为)?\s*(?:：|:)?\s*{Y}",
    rf"(?:前面?|开头|前头)\s*(?:都|统一|全部)?\s*(?:加上?|添加|加个)\s*{Y}",
    rf"prefix(?:ed)?\s+.{{0,60}}?\bwith\s+{Y}",
    rf"(?:add|prepend|put|stick)\s+(?:the\s+)?(?:prefix\s+)?{X}\s+(?:as\s+(?:an?\s+)?prefix"
    rf"|before|in front|(?:to|at) the (?:very )?(?:start|beginning|front))",
    rf"prepend\s+{Y}",
    rf"(?:add|with|ha(?:ve|s)|gets?)\s+(?:a\s+|the\s+)?prefix\s+(?:of\s+)?{Y}",
    rf"\bgive\b.{{1,60}}?\b(?:a|the)\s+prefix\s+(?:of\s+)?{Y}",
    rf"(?:get|have|has|gets|receive|put|add|want|with)\s+(?:an?\s+"
    rf"|the\s+)?{X}\s+(?:in\s+front\s+of|before)\s+"
    rf"(?:(?:its|their|the|each|every|all)\s+)*(?:\w+\s+){{0,2}}?{NAMES}",
)
SUFFIX = (
    rf"(?:加上?|添加|增加|加个)\s*(?:一个)?\s*后缀\s*(?:为|是|：|:)?\s*{Y}",
    rf"(?:后面?|末尾|结尾)\s*(?:都|统一|全部)?\s*(?:加上?|添加|加个)\s*{Y}",
    rf"(?:add|append|put)\s+(?:the\s+"
    rf"|a\s+)?(?:suffix\s+)?(?:of\s+)?{X}\s+(?:as\s+(?:an?\s+)?suffix|after"
    r"|(?:to|at) the (?:very )?end"
    rf"|to (?:all |every |each |the )*(?:\w+ )?{NAMES})",
    rf"(?:add|with|have|get)\s+(?:a\s+|the\s+)?suffix\s+(?:of\s+)?{Y}",
    rf"\bgive\b.{{1,60}}?\b(?:a|the)\s+suffix\s+(?:of\s+)?{Y}",
)
WHOLE_NAME = r"(?-i:([A-Z0-9][\w&'’-]*(?:\s+[A-Z0-9&][\w&'’.-]*)+))"
REPLACED = (
    rf"\b(?:replace|change|swap|turn|substitute)\s+(?:(?:all|the|every|each|name"
    rf"|text)\s+)*{WHOLE_NAME}()\s+(?:with|by|to|into|for)\s+"
    r"(?-i:([A-Z0-9][\w&'’-]*(?:\s+[A-Z0-9&][\w&'’.-]*)*))()",
    r"(?-i:\b([A-Z0-9][\w&'’-]*(?:\s+[A-Z0-9&][\w&'’-]*)*))()\s+(?:should|must|ought\s+to"
    r"|has\s+to|needs\s+to)\s+(?:now\s+|all\s+)?"
    r"(?:read|say|be(?:come)?|be\s+(?:replaced|changed)\s+(?:with|by"
    r"|to))\s+(?-i:([A-Z0-9][\w&'’-]*(?:\s+[A-Z0-9&][\w&'’-]*)*))()",
    rf"\b(?:change|replace|turn)\s+(?:the\s+)?{X}\s+(?:at|in)\s+the\s+(?:very\s+)?(?:start"
    rf"|beginning|front)\s+of\s+[^,;]*?names?\s+(?:to|with|by|into)\s+{Y}",
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
    rf"(?:用|以|改用|使用|换用)\s*{X}\s*(?:来|去)?(?:代替|取代|替代|替换掉?|替)(?:掉|所有"
    rf"|全部)*的?\s*{Y}",
)
TURNED = (
    r"instead of|in place of|rather than|in lieu of|\bnot\b|\bno\b"
    r"|(?:代替|取代|替代|替换掉?)(?![成为])|而?不[是要用]"
)
# "文件名空格换成 …": what is replaced is the blank, in the names.
OF_NAMES = r"^(?:文件名|名字|名称)(?:里面?|中)?的?"
GLOB = r"[^\s\"“”'‘’「」，,。、；;]*?[*?][^\s\"“”'‘’「」，,。、；;]*?"
GLOBS = (
    rf"(?:^|[\s\"“'‘「，,]|[把将给])[把将给]?({GLOB})(?=[\s\"”'’」]|{TO}|[的这都全统]"
    rf"|文件)[^*?]{{0,40}}?{TO}\s*[\"“'‘「]?({GLOB})"
    r"(?=[\s\"”'’」，,。；;！!]|[吧呢]|(?:这样|这种)?的|$)"
)
WILD = r"[*?]+"
CLAUSES = r"[，,；;]\s*(?:并且?|然后|再|and\b|then\b)?|\band\b|\bthen\b|并且?|然后|同时"
# Several in a row become one: "if there are several spaces use a single underscore".
RUN_AS_ONE = (
    r"[,;]?\s*(?:and\s+|but\s+)?(?:if\s+there\s+are\s+|where\s+there\s+are\s+)?\b(?:several"
    r"|multiple|consecutive|repeated"
    r"|double|more\s+than\s+one|two\s+or\s+more)\b[^.;]{0,60}\b(?:single|one|just)\b[^,.;]*"
    r"|[，,；]?\s*(?:如果|若|有)?(?:连续|多个|几个)[^。；]{0,20}?(?:一个|合并|只[用留要])[^，。；]*"
)
BARE_REGEX = (
    r"(?<!\S)(\S*[\\()\[\]^$+*|]\S*?)\s*(?:->|→|=>|\b(?:to|with|by|into)\b"
    r"|(?:改名?|替?换|变|重?命名)(?:[为成]))\s*(\S+)"
)
SED = r"\bs/((?:[^/\\]|\\.)+)/((?:[^/\\]|\\.)*)/(g?i?)"

# A name with blanks that no quotation marks hold, where nothing comes after it.
BLANKS_IN_NAME = (
    rf"^[\"”'’」]?\s*{TO}\s*((?:(?!\b(?:and|then|please|in)\b)[^\"“”,，。;；])+?\.\w{{1,5}})"
    r"\s*[.。!！]?$"
)


# What comes before a file that alone is to have another name.
ALONE = (
    r"^\W*(?:(?:please|can|could|would|you|just|rename|mv|change|the|file|of|name"
    r"|请|帮我|帮忙|把|将|给|文件|重命名)\s*)*$"
)


def one_alone(text, name):
    """Whether a text says of the file `name` only how it is to be called: an example of nothing."""
    before, found, rest = text.partition(name)
    before = before[: before.rfind(" ") + 1] if before.endswith("/") else before
    return bool(
        found and re.search(ALONE, before, FLAGS) and re.search(BLANKS_IN_NAME, rest, FLAGS)
    )


def one_name(text, name):
    """The new name of the single file or folder called `name`; "" when the text gives none."""
    rest = text[text.find(name) + len(name) :] if name in text else text
    whole = re.search(BLANKS_IN_NAME, rest, FLAGS)
    if whole and os.path.splitext(whole[1])[1] == os.path.splitext(name)[1]:
        return whole[1]
    found = re.search(rf"{TO}\s*{Y}", rest, FLAGS)
    return picked(found).rstrip("。.!！?？") if found else ""


def called(text, name):
    """The name that a copy of the file `name` is to have; "" when the text gives none."""
    rest = text[text.find(name) + len(name) :] if name in text else text
    found = re.search(rf"(?:\b(?:called|named|as|to)\b|名为|叫做?|成|为)\s*{Y}", rest, FLAGS)
    new = picked(found).rstrip("。.!！") if found else ""
    return new if "." in new and "/" not in new else ""


def rule_of(request, text):
    """(kinds of files meant or [], new name of (item, place)) that the text asks for.

    Rules of several clauses ("to lower case and replace e with 3") are taken one after another.
    """
    if says(RUN_AS_ONE, text):
        kinds, rename = rule_of(request, re.sub(RUN_AS_ONE, " ", text, flags=FLAGS))
        return kinds, in_turn([rename, squeezed])
    if asks("regex", text) and (made := sed(request, text)):
        return made
    text = without_state(text)
    if made := redated(request, text) or shaped(request, text):
        return made
    parts = [rule for part in clauses(text) for rule in of_clause(request, part)]
    if len(parts) > 1:
        rules = [rename for _, rename in parts]
        return [kind for kinds, _ in parts for kind in kinds], in_turn(rules)
    left = re.search(LEFT, text, FLAGS)  # "only the number is left" gives no numbers
    made = (left and removed(request, text)) or one_of(RULES, request, text)
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


def squeezed(item, place):
    """A name with one sign where several of a kind are in a row."""
    stem, kind = os.path.splitext(item.name)
    return re.sub(r"([_ .-])\1+", r"\1", stem) + kind


def sed(request, text):
    """A regular expression and what replaces it."""
    found, told = re.search(SED, text), quoted(text)
    if found:
        pattern, new, flags = found.groups()
    elif asks("regex", text) and (spoken := told[:2] if len(told) > 1 else expressed(text)):
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


def expressed(text):
    """(expression, new) where a text holds an expression bare, else (old, new) as elsewhere."""
    found = re.search(BARE_REGEX, text, FLAGS)
    return (found[1], found[2].rstrip("。.!！，,")) if found else exchanged(text)


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


def begins_so(text):
    """Whether what is exchanged is how names of files begin: "IMG_ 开头的照片，把 IMG_ 改成 a_"."""
    spoken = exchanged(text)
    return bool(spoken and spoken[0] and f"{spoken[0]}*" in name_patterns(text))


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
    found = re.search(GLOBS, starred(text), FLAGS)
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


def prefixed(request, text):
    """Something before the name."""
    found = first_of(PREFIX, text)
    if not found:
        return None
    stamp = stamped(word_of(found, text), text)
    return [], lambda item, place: f"{stamp(item)}{item.name}"


def suffixed(request, text):
    """Something between the name and its suffix."""
    found = first_of(SUFFIX, text)
    if not found:
        return None
    stamp = stamped(word_of(found, text), text, before=True)
    return [], lambda item, place: stamp(item).join(os.path.splitext(item.name))


LISTED = (
    r"(?:文件名|名字|名称)(?:里面?|中)?的?\s*(?P<old>[^，,。；;]+?)\s*(?:这[些几]个?)?(?:字符"
    r"|符号)?(?:都|全部?|统一|一律)*"
    r"(?:替换|换|改)(?:成|为)\s*(?P<new>[^\s，,。；;]+)",
    r"\b(?:replace|change|turn)\s+(?:all\s+|the\s+"
    r"|every\s+)*(?P<old>(?:\S+\s*,\s*)+\S+\s+and\s+\S+|\S+\s+and\s+\S+)\s+"
    r"(?:in\s+[^,;]*?names?\s+)?(?:with|by|to|into)\s+(?:an?\s+|single\s+)*(?P<new>[^\s,.;]+)",
)


def signs_listed(text):
    """A rule that puts one sign in place of several that a text lists; None where it lists none."""
    found = next((m for pattern in LISTED if (m := re.search(pattern, text, FLAGS))), None)
    listed = re.split(r"\s*(?:[、,]|和|与|及|\band\b)\s*", found["old"]) if found else []
    old = [sign_of(word.strip("\"“”'「」 ")) for word in listed if word.strip()]
    new = sign_of(found["new"].strip("\"“”'「」")) if found else ""
    if len(old) < 2 or any(len(sign) != 1 or sign.isalnum() for sign in old) or len(new) > 1:
        return None
    signs = re.compile("|".join(map(re.escape, old)))

    def rename(item, place):
        stem, kind = os.path.splitext(item.name)
        return signs.sub(lambda _: new, stem) + kind

    return rename


def replaced(request, text):
    """Names with one part in place of another; not in the suffix."""
    if several := signs_listed(text):
        return [], several
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


# Those that change a part of a name, and so can follow one another.
PARTS = (
    shortened, new_extension, edged, unnumbered, removed, prefixed, suffixed, cased, dated,
    replaced,
)  # fmt: skip
RULES = (
    sed, globbed, shortened, new_extension, edged, unnumbered, renumbered, counted, padded,
    numbered, *PARTS[2:],
)  # fmt: skip

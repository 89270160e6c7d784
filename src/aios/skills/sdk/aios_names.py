"""Parts of the names of files that a text speaks of: "the part before the first underscore",
"班级是文件名第一段", "each file is named client_date.pdf"."""

import os
import re

FLAGS = re.IGNORECASE | re.ASCII
SIGNS = {
    "_": r"下划线|底线|\bunderscores?\b", "-":
        r"短?横[线杠]|连字符|减号|中划线|\b(?:dash(?:es)?|hyphens?)\b",
    " ": r"空格|\b(?:spaces?|blanks?)\b", ".": r"句点|英文点|\b(?:dots?|periods?)\b",
}  # fmt: skip
_SIGN = rf"(?:{'|'.join(SIGNS.values())}|[\"“'「]?[_-][\"”'」]?)"
_NTH = {
    "一": 1, "1": 1, "首": 1, "first": 1, "1st": 1, "二": 2, "2": 2, "second": 2, "2nd": 2,
    "middle": 2, "中间": 2, "三": 3, "3": 3, "third": 3, "3rd": 3, "四": 4, "4": 4, "fourth": 4,
    "最后": -1, "末": -1, "last": -1, "final": -1,
}  # fmt: skip
_ORDER_EN = r"(?P<{}>first|second|third|fourth|last|final|middle|1st|2nd|3rd)"
_ORDER_ZH = r"(?:第(?P<{}>[一二三四1-4])|(?P<{}>最后)一?)"
_PIECE = (
    rf"{_ORDER_ZH.format('a', 'b')}个?\s*(?:段|部分|节|截|字段)"
    rf"|(?P<m>中间)那?一?(?:段|部分)|\b{_ORDER_EN.format('c')}\s+(?:part|bit|word|segment|field"
    rf"|piece"
    rf"|section"
    r"|bit|element|token|item)\b"
)
_BESIDE = (
    rf"(?:{_ORDER_ZH.format('d', 'e')}个?)?\s*{_SIGN}\s*(?:之|的)?(?P<zh>[前后])"
    rf"|\b(?P<en>before|after|behind|following"
    rf"|up\s+to)\s+(?:the\s+)?(?:{_ORDER_EN.format('f')}\s+)?{_SIGN}"
)
_BETWEEN = rf"两个?{_SIGN}\s*(?:之|中)间|\bbetween\s+(?:the\s+)?(?:two\s+)?{_SIGN}"
_FILE = (
    r"[\"“'「`]?([^\s\"“”'「」`，,。；;：:（）]+(?: [^\s\"“”'「」`，,。；;：:（）]+){0,4}?\.[A-Za"
    r"-z]\w{0,4})(?![A-Za-z0-9])"
)
_WORD = r"[A-Za-z][A-Za-z]*N?|[\u4e00-\u9fff]{1,6}"
_SCHEME = (
    rf"(?<![A-Za-z0-9_/-])(?:(?:{_WORD})[_-]){{1,5}}(?:{_WORD})(?:\.(?:ext"
    rf"|\w{{1,4}}))?(?![A-Za-z0-9_/-])"
)
_NO_WORDS = frozenset(
    ["name", "names", "file", "files", "the", "a", "of", "and", "date", "number", "no", "id", "ext"]
)


def part_told(text, names=()):
    """A function from a file's name to the part of it that a text speaks of, "" where the name has
    none; None where the text speaks of no part. `names` are of the files that are there."""
    return _of_place(text) or _of_example(text) or _of_scheme(text, names)


def sign_told(text):
    """The sign between the parts that a text names; "" where it names none."""
    return next((sign for sign, words in SIGNS.items() if re.search(words, text, FLAGS)), "")


def sign_shown(text):
    """The sign between the parts of a file's name that a text shows; "" where it shows none."""
    for found in re.finditer(_FILE, text, FLAGS):
        stem = os.path.splitext(found[1])[0]
        if sign := next((one for one in (" - ", "_", "-") if one in stem), ""):
            return sign
    return ""


def parts_of(name, sign=""):
    """The parts of a name without its suffix, divided by the sign, or that which it has."""
    stem = os.path.splitext(name)[0]
    sign = sign or next((one for one in "_- " if one in stem), "")
    return ([part.strip() for part in stem.split(sign)] if sign and sign in stem else []), sign


def _of_place(text):
    """By its place: the first part, what stands before a sign, or between two."""
    sign = sign_told(text) or next(iter(re.findall(r"[\"“'「]([_-])[\"”'」]", text)), "")
    sign = sign or sign_shown(text)
    if re.search(_BETWEEN, text, FLAGS):
        return lambda name: _at(name, sign, 1)
    if found := re.search(_PIECE, text, FLAGS):
        nth = _NTH[(found["a"] or found["b"] or found["m"] or found["c"]).lower()]
        return lambda name: _at(name, sign, nth - (nth > 0))
    if found := re.search(_BESIDE, text, FLAGS):
        nth = _NTH[(found["d"] or found["e"] or found["f"] or "first").lower()]
        before = found["zh"] == "前" or (found["en"] or "").lower() in ("before", "up to")
        return lambda name: _beside(name, sign, nth, before)
    return None


def _at(name, sign, place):
    """The part at a place."""
    parts, _ = parts_of(name, sign)
    return parts[place] if parts and -len(parts) <= place < len(parts) else ""


def _beside(name, sign, nth, before):
    """What stands before, or after, the nth sign; of the last one where nth is -1."""
    parts, sign = parts_of(name, sign)
    cut = nth if nth > 0 else len(parts) - 1
    return sign.join(parts[:cut] if before else parts[cut:]) if 0 < cut < len(parts) else ""


def _of_example(text):
    """By an example: "一班_张伟_语文.docx 里的一班", "a_Acme_1.pdf goes to Acme"."""
    for found in re.finditer(_FILE, text, FLAGS):
        rest = f"{text[: found.start()]} \n {text[found.end() :]}"
        for sign in "_- ":
            parts, _ = parts_of(found[1], sign)
            for at, part in enumerate(parts):
                edge = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9.])"
                if len(part) > 1 and re.search(edge[0] + re.escape(part) + edge[1], rest, re.ASCII):
                    return lambda name, sign=sign, at=at: _at(name, sign, at)
    return None


def _of_scheme(text, names):
    """By how names are made: "named lastname_firstname_hwN.ext", "格式是 班级_姓名_科目"."""
    for found in re.finditer(_SCHEME, text, FLAGS):
        bare = re.sub(r"\.\w+$", "", found.group())
        sign = "_" if "_" in bare else "-"
        words = bare.split(sign)
        rest = f"{text[: found.start()]} {text[found.end() :]}".lower()
        alike = sum(len(parts_of(name, sign)[0]) >= len(words) for name in names)
        if found.group() in names or (names and 2 * alike < len(names)):
            continue
        said = [w for w in words if w.lower() not in _NO_WORDS and _is_said(w, rest)]
        if said:
            at = words.index(said[0])
            return lambda name, sign=sign, at=at: _at(name, sign, at)
    return None


def _is_said(word, text):
    """Whether a word of a scheme is spoken of: "hwN" by "hw1", "firstname" by "first name"."""
    bare = re.sub(r"(?<=[a-z])N$", "", word).lower()
    spaced = re.sub(r"^(first|last|sur|file)(name)$", r"\1[ _]?\2", bare)
    return bool(re.search(rf"(?<![a-z0-9])(?:{spaced})(?:s|\d+)?(?![a-z0-9])", text, re.ASCII))


_THINGS = (
    r"(?:files?|logs?|notes?|backups?|dumps?|photos?|pictures?|scans?|invoices?|bills?|reports?"
    r"|documents?|letters?|pdfs?"
    r"|screenshots?|contracts?|receipts?|recipes?|drafts?|chapters?|episodes?|podcasts?)"
)
_GENERAL = frozenset(
    [
        "all",
        "the",
        "my",
        "these",
        "those",
        "any",
        "each",
        "every",
        "some",
        "other",
        "same",
        "new",
        "old",
        "empty",
        "large",
        "small",
        "big",
        "biggest",
        "largest",
        "smallest",
        "newest",
        "oldest",
        "latest",
        "hidden",
        "duplicate",
        "identical",
        "text",
        "log",
        "image",
        "source",
        "code",
        "csv",
        "json",
        "pdf",
        "python",
        "markdown",
        "word",
        "excel",
        "zip",
        "many",
        "few",
        "which",
        "what",
        "two",
        "three",
        "four",
        "five",
        "six",
        "ten",
        "recent",
        "unused",
        "temporary",
        "temp",
        "audio",
        "video",
        "picture",
        "photo",
        "music",
        "whose",
        "that",
        "and",
        "with",
        "has",
        "have",
        "are",
        "not",
        "more",
        "most",
        "only",
        "just",
        "named",
        "called",
        "named",
        "first",
        "last",
        "long",
        "short",
        "more",
        "than",
        "daily",
        "monthly",
    ]
)
# "Copy photos": what is done to them, no word of their names.
_DEEDS = r"copy|move|rename|delete|remove|sort|organi[sz]e|put|find|list|pack|show"


# "move the invoices", "delete all receipts": what files are, by a word that their names have.
_ANY_FILES = (
    r"(?:files|names|folders|things|items|photos|pictures|images|documents|docs|videos|songs"
    r"|pdfs|ones|others|rest)"
)
_PLURALS = (
    r"\b(?:the|all|my|our|those|any|every|each)\s+(?:the\s+|my\s+|old\s+)?"
    rf"(?!{_ANY_FILES}\b)([a-z]{{3,}}s)\b"
)


def singular(word):
    """An English noun without the ending of several."""
    return f"{word[:-3]}y" if word.lower().endswith("ies") else word[:-1]


def subject_in(text, names):
    """Patterns for names with a word that stands before what files are called, where some of the
    names have it and others do not: "the app logs", "recipe notes"."""
    words = re.findall(
        rf"\b([A-Za-z][A-Za-z-]{{2,}})\s+(?:{_THINGS}\b|文件(?!夹)|日志|照片)", text, FLAGS
    )
    words += re.findall(r"\b(?:called|named|for|from|of)\s+([A-Z][a-z]+)\b", text)
    plurals = [singular(word) for word in re.findall(_PLURALS, text, FLAGS)]
    for word in words:
        having = [name for name in names if _has(word, name)]
        general = word.lower() in _GENERAL or re.fullmatch(_DEEDS, word, FLAGS)
        if not general and having and len(having) < len(names):
            return [f"*{word}*"]
    return next(([f"*{word}*"] for word in plurals if any(_has(word, name) for name in names)), [])


def _has(word, name):
    """Whether a name has a word of its own, in either case."""
    stem = os.path.splitext(name)[0]
    return bool(re.search(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", stem, FLAGS))

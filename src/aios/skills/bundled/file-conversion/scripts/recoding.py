"""Texts in another encoding, with or without a mark, with other line endings."""

# ruff: noqa: E501 - a sentence in two languages is one line

import codecs
import os
import re

import aios_skill
from asked import files_of, free_name, handed_over, text_of
from failures import failed
from kinds import target_of
from meant import begun_so
from texts import encoding_of, shown

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MOST_LOOKED_AT = 1 << 20  # bytes: enough to tell an encoding
_NAMES = {
    "utf-8": r"utf-?8",
    "utf-16": r"utf-?16(?:\s?le)?",
    "utf-16-be": r"utf-?16\s?-?be",
    "gb18030": r"gb-?18030",
    "gbk": r"gbk|gb-?2312|cp936|ansi",
    "big5": r"big-?5",
    "shift_jis": r"shift[_ -]?jis|sjis",
    "euc_kr": r"euc-?kr",
    "latin-1": r"latin-?1|iso-?8859-?1",
    "cp1252": r"(?:cp|windows-?)1252",
    "ascii": r"ascii",
}
_ENCODING = re.compile(
    "|".join(f"(?P<_{n.replace('-', '_')}>{p})" for n, p in _NAMES.items()), re.I
)
# What stands between is the file, or "的"; "no garbage, with a BOM" asks for one.
_NO_BOM = re.compile(
    r"(?:去掉|去除|去|删除|删掉|删|移除|清除|不带|不要|无|without|\bno\b|remov\w+|strip\w*|drop\w*|get rid of|delet\w+)"
    r"(?:(?!带|加|with\b|add)[^，,。.;；]){0,24}?bom"
    r"|bom\s*(?:头|标记|字符|签名)?\s*(?:都|全部|全|给我?)?(?:去|删|移除|清除)|\bbom\W.{0,12}(?:removed|stripped|dropped|gone|off)\b",
    re.I,
)
_BOM = re.compile(r"\bbom\b|带\s*bom|utf-?8-?sig|加上?\s*bom", re.I)
_UNIX = re.compile(r"unix|linux|(?<![a-z])lf(?![a-z])|\\n(?!\w)|换行符?(?:改|转|换)?成?\s*lf", re.I)
_WINDOWS = re.compile(r"windows|dos(?![a-z])|crlf|\\r\\n", re.I)
_COMPLAINT = re.compile(r"乱码|编码|换行|garbled|encoding|mojibake|line end", re.I)
# Nobody says which encoding is wanted: the one that every program reads.
_OPENED = re.compile(
    r"(?:用|在|拿)?\s*(?:excel|wps)\s*(?:里面?|中)?\s*(?:打开|看)[^，,。；]*"
    r"|\b(?:open|look)\w*\b[^,.;]{0,24}\bin\s+excel\b",
    re.I,
)
_GARBLED = re.compile(
    r"乱码|garbl|garbage|mojibake|gibberish|(?:修|改|纠正|解决)\S{0,6}编码|(?:fix|repair|correct)\b.{0,20}encoding",
    re.I,
)
# Ends that are to be mended, and nobody says how, are those of Unix; a .bat has those of Windows.
_MENDED = re.compile(
    r"(?:fix|repair|mend|normali[sz]e|clean|unify|correct)\b.{0,30}\b(?:line end|newline|eol)"
    r"|(?:修复?|修正|统一|规范|纠正)[^，。]{0,12}换行|换行\S{0,6}(?:修|统一|不对|有问题|乱)",
    re.I,
)
# Where a file comes from or goes to, beside an encoding, says nothing of the ends of its lines.
_ENDS = re.compile(
    r"换行|行尾|行末|\bline[- ]?(?:end|break|feed|term)|newline|\beol\b|crlf|dos(?![a-z])|unix"
    r"|(?<![a-z])lf(?![a-z])|\\[rn]",
    re.I,
)
_TO_UNIX = re.compile(r"dos2unix|(?:to|成|为|→|->)\s*(?:unix|linux|lf)", re.I)
_TO_WINDOWS = re.compile(r"unix2dos|(?:to|成|为|→|->)\s*(?:windows|dos|crlf)", re.I)


_ENDING = re.compile(
    r"名字?(?:的?后面?|末尾)(?:都)?(?:加上?|带上?|写上?)\s*[\"“]?([\w-]+)"
    r"|\b(?:add(?:ing)?|append(?:ing)?|with)\s+[\"“]?([_-]\w+)[\"”]?\s+(?:to|at\s+the\s+end|in|after|before)\b",
    re.IGNORECASE,
)


def recode(request):
    """Each text file with the encoding, the mark and the line endings that are asked for."""
    told, data, names = [], [], []
    files = _encoded_so(request)
    files = begun_so(text_of(request), files) or files or files_of(request)
    notes = []
    for path in files:
        try:
            sentence, facts, name = _recoded(request, path)
        except aios_skill.Failure as failure:
            if len(files) == 1:
                raise
            notes.append(failure.message)  # one of many: the others are done
            continue
        told.append(sentence)
        data.append(facts)
        names.append(name)
    result = {"answer": "\n".join(told), "data": data, "notes": notes, "origin": ", ".join(files)}
    return handed_over(request, names, files[0], result)


def _encoded_so(request):
    """The texts of the folder in the encoding that is to go, where no file or kind is named."""
    source, target = _encodings(_prose(request))
    folder = request.parameters.get("folder") or ""
    named = request.parameters.get("files") or request.parameters.get("patterns")
    if named or not (source and target) or not os.path.isdir(folder):
        return []
    same = {"gbk", "gb18030"} if source in ("gbk", "gb18030") else {source}
    paths = (os.path.join(folder, name) for name in sorted(os.listdir(folder)))
    return [path for path in paths if os.path.isfile(path) and _encoding(path) in same]


def _encoding(path):
    with open(path, "rb") as file:
        return encoding_of(file.read(MOST_LOOKED_AT))


def _recoded(request, path):
    name = os.path.basename(path)
    with open(path, "rb") as file:
        raw = file.read()
    if not raw:
        raise failed(request, "file_empty", file=name)
    source, target = _encodings(_prose(request))
    found = encoding_of(raw)
    if not found and not source:
        raise failed(request, "not_text", file=name)
    text, source = _decoded(request, name, raw, source, found)
    garbled = not target and _GARBLED.search(_prose(request))
    target = target or ("utf-8" if garbled or source in ("utf-8-sig", "ascii") else source)
    text, ends = _line_ends(text, _prose(request))
    made = _encoded(request, name, text, target)
    mark = _marked(_prose(request), target)
    if mark:
        made = codecs.BOM_UTF8 + made
    goal = free_name(request, request.parameters.get("output") or _with_ending(request, name))
    with open(os.path.join(request.out, goal), "wb") as file:
        file.write(made)
    what = [
        f"{shown(source)} → {shown('utf-8-sig' if mark else target)}",
        *_ends_told(request, ends),
    ]
    lines = text.count("\n") + (not text.endswith("\n"))
    if _NO_BOM.search(_prose(request)) and not raw.startswith(_MARKS):
        what.append(request.say("原来就没有 BOM", "it had no BOM"))
    what.append(
        request.say(
            f"{len(text):,} 个字符、{lines:,} 行",
            f"{len(text):,} characters, {lines:,} line{'s' * (lines != 1)}",
        )
    )
    sentence = request.say(
        f"{name} → {goal}：{'，'.join(what)}。", f"{name} → {goal}: {', '.join(what)}."
    )
    facts = {
        "file": goal,
        "from": shown(source),
        "to": shown(target),
        "lines": lines,
        "line_ends_changed": ends[1],
    }
    return sentence, facts, goal


def _with_ending(request, name):
    """The name, with what the sentence wants behind its stem: "名字后面加 _utf8"."""
    told = _ENDING.search(text_of(request))
    stem, suffix = os.path.splitext(name)
    return f"{stem}{told[1] or told[2]}{suffix}" if told else name


def names_another(request):
    """True when an encoding is wanted, and no kind of file but that which the text opens in now."""
    prose = _OPENED.sub(" ", _prose(request))
    output = request.parameters.get("output") or ""
    return bool(_encodings(prose)[1]) and not target_of(prose, [], output)


def speaks_of_a_mark(request):
    """True when the sentence speaks of a byte order mark, whatever is to open the file then."""
    return bool(_BOM.search(_prose(request)) or _NO_BOM.search(_prose(request)))


def asks_for_it(request):
    """True when the sentence names an encoding, a mark or line ends, or complains of one."""
    patterns = (_ENCODING, _BOM, _NO_BOM, _UNIX, _WINDOWS, _COMPLAINT)
    return any(pattern.search(_prose(request)) for pattern in patterns)


def _prose(request):
    text = text_of(request)
    for path in request.parameters.get("files") or []:
        text = text.replace(os.path.basename(path), " ")
    return text.replace(request.parameters.get("output") or "\0", " ")


# What stands around the encoding a file has: "from GBK", "which is Latin-1", "Big5 编码的".
_HAS = re.compile(
    r"(?:\bfrom|从|原来(?:是|为)?|原编码(?:是|为)?|编码(?:是|为)|(?<![不就])是"
    r"|(?:\b(?:is|are|was|were|comes?|came)|['’]s)\s+(?:(?:still|all|actually|encoded|saved|stored|written)\s+)*(?:in|as)?"
    r"|\bencoded\s+(?:in|as))\s*[(（]?\s*$",
    re.I,
)
_HAS_BEHIND = re.compile(r"[\w\s-]{0,14}?(?:编码)?的(?!副本|版本|拷贝)|[- ]encoded\b", re.I)
_AIMED = re.compile(r"(?:成|为|换|→|->)\s*$")
_COPY = re.compile(r"\S*\s*(?:copy|version|copies)\b", re.I)


def _encodings(text):
    """(source, target) as the sentence says them: "from X to Y", "X 转 Y"; one alone is the target."""
    found = [
        (m, next(n for n in _NAMES if n.replace("-", "_") == m.lastgroup[1:]))
        for m in _ENCODING.finditer(text)
    ]
    if not found:
        return "", ""
    first, last = found[0], found[-1]
    if len(found) == 1:
        return (first[1], "utf-8") if _is_source(text, first[0]) else ("", first[1])
    turned = _is_source(text, last[0]) and not _is_source(text, first[0])
    if turned or _COPY.match(text[first[0].end() :]):
        return last[1], first[1]  # "to UTF-8 from GBK", "a UTF-8 copy of a.txt, which is GBK"
    return first[1], last[1]


def _is_source(text, named):
    """Whether an encoding is said to be that which a file has."""
    before, behind = text[: named.start()], text[named.end() :]
    if _HAS.search(before):
        return True
    return bool(_HAS_BEHIND.match(behind)) and not _AIMED.search(before)


def _decoded(request, name, raw, source, found):
    """The text, and the encoding it was in; what is named must be true."""
    use = {"gbk": "gb18030", "utf-8": "utf-8-sig"}.get(source, source) or found
    try:
        text = raw.decode(use)
    except UnicodeDecodeError as problem:
        bad = raw.decode(use, "replace").count("\ufffd")
        known = shown(found) if found else "?"
        facts = {
            "encoding": shown(source or use),
            "bad": bad,
            "at": problem.start + 1,
            "found": known,
        }
        raise failed(request, "encoding_wrong", file=name, **facts) from None
    if source == "utf-8" and raw.startswith(codecs.BOM_UTF8):
        return text, "utf-8-sig"
    return text.removeprefix("\ufeff"), source or found


def _line_ends(text, asked):
    """The text with the line ends asked for, and (which, how many were changed)."""
    if _ENCODING.search(asked) and not _ENDS.search(asked):
        return text, ("", 0)
    unix = _TO_UNIX.search(asked) or (_UNIX.search(asked) and not _TO_WINDOWS.search(asked))
    windows = _TO_WINDOWS.search(asked) or (_WINDOWS.search(asked) and not _TO_UNIX.search(asked))
    unix = unix or (_MENDED.search(asked) and not windows)
    if unix and not (windows and _TO_WINDOWS.search(asked)):
        changed = text.count("\r")
        return text.replace("\r\n", "\n").replace("\r", "\n"), ("LF", changed)
    if windows:
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        return plain.replace("\n", "\r\n"), ("CRLF", plain.count("\n") - text.count("\r\n"))
    return text, ("", 0)


def _ends_told(request, ends):
    which, changed = ends
    if not which:
        return []
    if not changed:
        return [request.say(f"换行原来就是 {which}", f"its line ends were {which} already")]
    return [
        request.say(f"换行 {changed:,} 处改为 {which}", f"{changed:,} line ends are {which} now")
    ]


def _encoded(request, name, text, target):
    try:
        return text.encode(target)
    except UnicodeEncodeError as problem:
        lost = [c for c in text if not _has(target, c)]
        shown_lost = " ".join(dict.fromkeys(lost[:10]))
        facts = {
            "encoding": shown(target),
            "bad": len(lost),
            "said": shown_lost,
            "at": problem.start,
        }
        raise failed(request, "encoding_lacks", file=name, **facts) from None


def _has(encoding, sign):
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _marked(text, target):
    """True when the result is to have the mark of UTF-8."""
    if target != "utf-8" or _NO_BOM.search(text):
        return False
    # Excel takes a file without the mark for its own code page: that is why it looks garbled.
    return bool(
        _BOM.search(text) or (_GARBLED.search(text) and re.search(r"excel|wps", text, re.I))
    )

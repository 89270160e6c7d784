"""Changes of what is in files: one text for another, a line at an end."""

import codecs
import re

from aios_file_words import FLAGS, amount, quoted, says, without_quotations
from aios_numerals import DIGITS
from failures import failed
from naming import REPLACED, SED
from spoken import first_of, picked
from words import CONTENT, asks

MOST_BYTES = 64 << 20
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LINE_EN = (
    r"\b(?:append|prepend|add|write|put)\s+(?:(?:the|a|one|this|line|text|new|word"
    r"|words)\s+)*(.+?)\s+(?:to|into|in|at)\s+(?:the\s+(?:end|top|beginning|start"
    r"|bottom)\s+of\s+)?(?:the\s+)?(?:file\s+)?\S+\s*[.。]?$"
)
LINE_ZH = (
    r"(?:追加|附加|加上?|添加|写上|插入|写入)\s*"
    r"(?:一行|一句|一个)?(?:标题|文字|内容)?(?:一行|一句|文字|内容|一段"
    r"|[一几][样条项个笔件])?\s*[：:]?\s*(.+?)\s*[。]?$"
)
FILE = r"[\"“'‘「]?[^\s\"“”'’」，,]+\.[A-Za-z]\w{0,7}\b"
EMPTIED = (
    rf"清空\s*(?:一下|掉|文件)?\s*{FILE}(?!\s*\S{{0,3}}的(?!内容))"
    rf"|{FILE}\S?\s*(?:文件)?(?:的?内容)?(?:都|全部)?清空"
    r"|\b(?:empty|clear|blank)(?: out)?\s+(?:the\s+)?(?:(?:contents?|text)\s+of\s+)?(?:the\s+)?"
    rf"(?:file\s+)?{FILE}"
)
LINE_NUMBER = (
    rf"第\s*(\d+|[{DIGITS}十百]+)\s*行|\bline\s+(\d+)\b"
    r"|\bthe\s+(?:(\d+)(?:st|nd|rd|th)|(second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    r"|tenth))\s+line\b"
)
ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
# "timeout" in "set timeout to 60" is what stands before the value, and stays.
SETTING = (
    r"\bset\s+(?:the\s+)?(?P<key>[\w.-]+)\s+(?:to|=|as)\s*(?P<value>[^\s,，。]+)"
    r"|(?:里|中|里面)?的\s*(?P<key_zh>[\w.-]+)\s*(?:的值)?\s*(?:改|设|设置|修改|更改|调整"
    r"|调)(?:成|为|到)\s*(?P<value_zh>[^\s,，。]+)"
    r"|\bchange\s+(?:the\s+)?(?P<key_en>[\w.-]+)(?:\s+(?:in"
    r"|of)\s+\S+)?\s+to\s+(?P<value_en>[^\s,，。]+)"
)
AT_START = (
    r"开头|最前|[前上]面(?=[加添插写])|顶部|第一行"
    r"|\bprepend\b|\btop of\b|\b(?:beginning|start) of\b"
)


def decoded(path):
    """(text, encoding) of a text file; None for a binary or a very large one."""
    with open(path, "rb") as file:
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        return None
    marked = next((name for mark, name in MARKS if raw.startswith(mark)), "")
    if not marked and b"\0" in raw:
        return None
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None


def is_meant(text):
    """Whether something is to go out of what is in files, rather than the files themselves."""
    inside = re.search(
        r"\b(?:in|from|inside|of)\s+(?:the\s+)?(?:file\s+)?[\w./-]+\.[A-Za-z]\w{0,7}\b", text
    )
    inside = inside or re.search(r"\.[A-Za-z]\w{0,7}\s*(?:文件)?(?:里|中|内)", text)
    part = says(CONTENT["part"], text) or says(CONTENT["part_of_file"], text)
    return part or says(LINE_NUMBER, text) or bool(inside)


def empties_a_file(text):
    """Whether a file is to stay, with nothing in it."""
    return says(EMPTIED, text)


def setting_of(text):
    """(what finds the value of a setting in a text, the setting, its new value) or None."""
    found = re.search(SETTING, without_quotations(text), FLAGS)
    if not found or re.search(r"\bfrom\b", text):
        return None
    key, value = (
        next(filter(None, (found[f"{part}{end}"] for end in ("", "_zh", "_en"))))
        for part in ("key", "value")
    )
    line = rf"(?im)^(\s*[\"']?{re.escape(key)}[\"']?\s*[=:]\s*)([\"']?)([^\s#;,\"']+)(?=\2)"
    return re.compile(line), key, value


def setting_in(files, text):
    """What to exchange where a file named has the setting spoken of; None elsewhere."""
    spoken = setting_of(text)
    if not spoken:
        return None
    pattern, key, value = spoken
    read = [decoded(path) for path in files]
    if not any(one and pattern.search(one[0]) for one in read):
        return None
    return pattern, lambda found: f"{found[1]}{found[2]}{value}", (key, value)


def edit_of(request, files, text):
    """(what makes the new text and counts its changes, what is exchanged or goes)."""
    pattern, new, shown = setting_in(files, text) or exchange_of(request, text)
    return lambda held: pattern.subn(new, held), shown[0]


def removal_of(request, text):
    """(what finds what is to go out of the text, "", as shown)."""
    if says(CONTENT["trailing"], text):
        shown = request.say("行尾空格", "spaces at the ends of lines")
        return re.compile(r"[ \t]+(?=\r?$)", re.M), "", (shown, "")
    if says(CONTENT["blank_lines"], text):
        return re.compile(r"^[ \t]*\r?\n", re.M), "", (request.say("空行", "blank lines"), "")
    number = re.search(LINE_NUMBER, text, FLAGS)
    if number and not quoted(text):
        place = place_of(next(filter(None, number.groups())))
        before = rf"\A((?:[^\n]*\n){{{place - 1}}})"
        shown = request.say(f"第 {place} 行", f"line {place}")
        return re.compile(rf"{before}[^\n]*(?:\n|\Z)"), r"\1", (shown, "")
    spoken = re.findall(r"\b(?:word|text|string)s?\s+([\w-]+)|[字词]\s*([\w-]+)", text, FLAGS)
    told = quoted(text) or [next(filter(None, groups)) for groups in spoken]
    if not told:
        raise failed(request, "text_needed")
    return re.compile(re.escape(told[0])), "", (told[0], "")


def place_of(word):
    """Which line a word means, counted from one."""
    ordinal = word.lower()
    return ORDINALS.index(ordinal) + 2 if ordinal in ORDINALS else int(amount(word))


def exchange_of(request, text):
    """(what finds the old text, the new text as re.sub takes it, both as shown)."""
    if is_meant(text) and says(r"删|去掉|去除|移除|清除|\bremove|\bdelet|\bstrip|\berase", text):
        return removal_of(request, text)
    told = quoted(text)
    found = re.search(SED, text)
    if found:
        old, new, flags = found.groups()
        return compiled(request, old, re.I if "i" in flags else 0), new, (old, new)
    if len(told) >= 2:
        old, new = told[0], told[1]
    else:
        spoken = first_of(REPLACED, text)
        if not spoken:
            raise failed(request, "text_needed")
        old, new = picked(spoken), picked(spoken, 3)
    loose = (
        re.I
        if re.search(r"忽略大小写|不区分大小写|ignor\w+ case|case[- ]insens", text, re.I)
        else 0
    )
    if asks("regex", text):
        return compiled(request, old, loose), new, (old, new)
    return re.compile(re.escape(old), loose), new.replace("\\", r"\\"), (old, new)


def compiled(request, pattern, flags):
    """The pattern; a failure when it is wrong."""
    try:
        return re.compile(pattern, flags | re.M)
    except re.error as broken:
        raise failed(request, "pattern_bad", pattern=pattern, said=broken) from None


def line_of(request, text):
    """The line to be added: what is quoted, else what stands where it is spoken of."""
    told = quoted(text)
    if told:
        return told[-1] if len(told) == 1 else told[0]
    found = re.search(LINE_EN, text, FLAGS) or re.search(LINE_ZH, text, FLAGS)
    if not found:
        raise failed(request, "text_needed")
    return found[1].strip()


def with_line(text, line, at_start):
    """A text with one more line, in its own line ends."""
    end = "\r\n" if "\r\n" in text else "\n"
    if at_start:
        return f"{line}{end}{text}"
    return f"{text}{'' if not text or text.endswith(chr(10)) else end}{line}{end}"

"""What is looked for in the lines of a log: words, levels, status codes, numbers beyond a limit."""

import os
import re

import aios_skill
from tabling import TWINS

LEVELS = re.compile(
    r"(?<![A-Za-z])(?:ERROR|WARN(?:ING)?|FATAL|CRITICAL|INFO|DEBUG|PANIC|FAIL(?:ED)?)(?![A-Za-z])"
)
# "ERROR or FATAL", "ERROR 或 FATAL"; a sentence with an "or" in it stays as it is.
BETWEEN = r"\s*(?:\||或者?|\bor\b|和|与|及|、|\band\b)\s*"
SEVERAL = re.compile(rf"[A-Z][A-Za-z0-9_:-]*(?:{BETWEEN}[A-Z][A-Za-z0-9_:-]+)+")
# What people call lines, and what logs call them.
SPOKEN = {
    r"错误|报错|出错|\berrors?\b": "error|错误",
    r"警告|(?<![就并])告警(?!我)|\bwarnings?\b": "warn|警告",
    r"异常|\bexceptions?\b": "exception|异常",
    r"失败|\bfail(?:s|ed|ures?|ing)?\b": "fail|失败",
    r"超时|\btime-?outs?\b|\btimed\s+out\b": "timeout|timed out|超时",
    r"\b(?:log|sign)-?ins?\s+succe|\bsuccessful\s+log-?ins?|登[录陆]成功": (
        "accepted|success|登录成功"
    ),
}
UNWELL = ("exception|异常", "warn|警告")
# Words that stand where a pattern could, and are none.
NO_PATTERN = re.compile(
    r"(?:each|every|any|all|some|how|many|lines?|rows?|new|levels?|types?|its|their|which|this|that|these|ips?|orders?|jobs?"
    r"|next|following|lines|newest|anything|something|nothing|content|data|status|average|most|more|the|kinds?|another|it|they|there|entries|numbers?|messages?|requests?)",
    re.I,
)
QUOTED = re.compile(r"[“\"「『`']([^“”\"「」『』`']{1,60})[”\"」』`']")
CODE = re.compile(
    r"(?<![\d.:])(?P<code>[1-5](?:\d\d|xx))(?!\d|\.\d|\s*(?:ms|毫秒|秒|MB|KB|条|行|次|lines|times))",
    re.I,
)
OF_CODES = re.compile(
    r"status|code|respon|http|error|access|answer|request|状态码?|错误|返回|响应|请求", re.I
)
BY_LEVEL = re.compile(
    r"\b(?:each|every|per|by|which)\s+(?:log\s+)?(?:levels?|severit\w+)|\blevels?\b[^.]{0,20}\beach\b|(?:每[个种]|各个?|各种|按|哪些)\s*(?:日志)?(?:级别|等级)",
    re.I,
)
OVER = (
    r"超过了?|大于|高于|多于|超出|above|over|(?:more|greater|higher|longer|slower|hotter)\s+than"
    r"|exceed(?:s|ed|ing)?|>=?|＞|至少|at\s+least|达到"
)
UNDER = r"低于|小于|少于|不足|below|under|(?:less|lower|fewer|shorter)\s+than|<=?|＜"
COUNTED = (
    r"次|遍|条|行|个|times\b|lines?\b|errors?\b|warnings?\b|entries|failures?|failed|attempts?"
    r"|hits?|messages|in\s+(?:a|one)"
)
NUMBER = re.compile(
    rf"(?:(?P<gt>{OVER})|(?P<lt>{UNDER}))\s*(?P<n>\d+(?:\.\d+)?)\s*(?P<count>{COUNTED})?\s*(?P<unit>[A-Za-z%°]+|毫秒|度|摄氏度|元)?",
    re.I,
)
UNITS = {
    "度": "",
    "摄氏度": "",
    "degrees": "",
    "celsius": "",
    "毫秒": "ms",
    "milliseconds": "ms",
    "元": "",
}
STATS = re.compile(
    r"\b(?:average|mean|max(?:imum)?|min(?:imum)?|highest|lowest|slowest|fastest|longest|hottest)\b|平均|最[高低大小长短慢快]",
    re.I,
)


class Sought:
    """Which lines match: `words` (a pattern), and a number beyond a limit; `told` in words."""

    def __init__(self, words, told, value=None, limit=None, below=False):
        self.words, self.told = words, told
        self.value, self.limit, self.below = value, limit, below

    def number(self, text):
        """The number of a line that is asked about; None where it has none."""
        found = self.value.search(text) if self.value else None
        number = next(filter(None, found.groups()), None) if found else None
        return float(number) if number else None

    def match(self, text):
        """The match of a line that is sought, else None."""
        found = self.words.search(text)
        if not found or self.limit is None:
            return found
        number = self.number(text)
        if number is None:
            return None
        return found if (number < self.limit if self.below else number > self.limit) else None


def sought(request):
    """What the text, or the parameters, say is to be looked for; every line when nothing is."""
    written = (request.parameters.get("pattern") or "").strip()
    if request.parameters.get("regex") and written:
        return Sought(compiled(written, request), f"/{written}/")
    if loose(written, request.text) or (
        NO_PATTERN.fullmatch(written)
        and not re.search(rf"[\"“「'`]{re.escape(written)}", request.text)
    ):
        written = ""
    words, told = words_of(request, written)
    return with_number(request, words, told)


def loose(written, text):
    """True for a small word where a pattern could stand, beside a level that is named."""
    leads = r"words?|text|keyword|string|phrase|contain\w*|holding|关键[字词]|含有?|出现"
    named = rf"(?:{leads})\s+{re.escape(written)}"
    plain = re.fullmatch(r"[a-z]+", written) and LEVELS.search(text)
    return bool(plain) and not re.search(named, text, re.I)


def compiled(written, request):
    """A regular expression of the user's."""
    try:
        return re.compile(written)
    except re.error as problem:
        raise aios_skill.Failure(
            "pattern_bad",
            request.say(f"“{written}”不是正则表达式：{problem}", f"{written!r}: {problem}"),
            request.say("请检查括号和反斜杠。", "Check its brackets and backslashes."),
        ) from problem


def words_of(request, written):
    """(pattern, how it is said) of the words that lines must hold."""
    said = about(request)
    if BY_LEVEL.search(said):
        return re.compile(""), ""
    quoted = [q for q in QUOTED.findall(request.text) if "." not in q or " " in q]
    codes = [] if quoted else codes_of(said)
    if codes and (not written or CODE.fullmatch(written)):
        shown = "|".join(codes)
        return re.compile("|".join(rf"(?<![\d.:/]){c}(?![\d.:/])" for c in codes)), shown.replace(
            r"\d\d", "xx"
        )
    levels = "|".join(dict.fromkeys(LEVELS.findall(said)))
    plain = written or "|".join(quoted) or levels
    if written and levels and written in levels.split("|"):
        plain = levels
    if quoted and written in quoted:
        plain = "|".join(quoted)
    if written not in quoted and (not plain or any(re.fullmatch(words, plain) for words in SPOKEN)):
        said = plain or said
        plain = "|".join(w for words, w in SPOKEN.items() if re.search(words, said, re.I)) or plain
    if not plain:
        return re.compile(""), ""
    if SEVERAL.fullmatch(plain):
        plain = "|".join(re.split(BETWEEN, plain))
    either = [re.escape(word.strip()) for word in plain.split("|") if word.strip()]
    # Words in capitals are levels and meant so; small letters may stand for both.
    return re.compile("|".join(either), 0 if plain != plain.lower() else re.IGNORECASE), plain


def about(request):
    """The text without the name of the log."""
    return request.text.replace(os.path.basename(request.parameters["file"]), " ")


def codes_of(said):
    """The status codes that are spoken of, as patterns: 500, 5\\d\\d."""
    if not OF_CODES.search(said):
        return []
    found = [m["code"].lower().replace("xx", r"\d\d") for m in CODE.finditer(said)]
    return list(dict.fromkeys(found))


def limits_of(request):
    """(match of a number that values must be beyond, match of how many may come); None for none."""
    values = counts = None
    for found in NUMBER.finditer(about(request)):
        unit = (found["unit"] or "").lower()
        if unit in ("s", "sec", "secs", "second", "seconds", "minutes", "minute"):
            continue
        if found["count"] and not unit.startswith("m"):
            counts = counts or found
        else:
            values = values or found
    return values, counts


def with_number(request, words, told):
    """With the number that a line has to have beyond the limit told, or that is asked about."""
    found, _ = limits_of(request)
    value = value_of(request, found)
    if value is None:
        return Sought(words, told)
    if found is None:
        return Sought(words, told, value)
    if told in SPOKEN.values() and told in UNWELL:
        words, told = re.compile(""), ""  # "over 30 is abnormal": that number is what is sought
    sign = "<" if found["lt"] else ">"
    said = " ".join(filter(None, [told, f"{sign} {found['n']}"]))
    return Sought(words, said, value, float(found["n"]), below=bool(found["lt"]))


def value_of(request, found):
    """The pattern of the number that is asked about: before its unit, or behind its name."""
    said = about(request)
    if found is None and not STATS.search(said):
        return None
    unit = UNITS.get((found["unit"] or "").lower(), found["unit"] or "") if found else ""
    if not unit and re.search(r"\bms\b|毫秒|milliseconds?", said, re.I):
        unit = "ms"
    if unit:
        return re.compile(rf"(-?\d+(?:\.\d+)?)\s*{re.escape(unit)}(?![A-Za-z])", re.I)
    names = re.findall(r"[A-Za-z_]{3,}|[\u4e00-\u9fff]{2,}", said)
    names += [a for a, b in TWINS if b in said]
    keyed = "|".join(sorted({re.escape(n) for n in names}, key=len, reverse=True))
    return re.compile(
        rf"(?:{keyed or '(?!)'})\w*\s*[=:：]\s*(-?\d+(?:\.\d+)?)|(?:^|\s)\w+=(-?\d+(?:\.\d+)?)",
        re.I,
    )

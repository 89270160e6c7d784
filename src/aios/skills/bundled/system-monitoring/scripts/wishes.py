"""What a text on measurements wants besides them: files, columns, limits, when to stop."""

import os
import re

SUFFIXES = "csv|tsv|png|svg|pdf|jpg|md|txt|json|jsonl|log|html"
NAMES = re.compile(rf"(?<![\w./-])[\w-]+\.(?:{SUFFIXES})(?![\w/])", re.ASCII | re.I)
LEAD = (
    r"(?:保存|另存|存|写|记录|记|输出|导出|画|放|追加)(?:到|进|入|成|为|在|一张|一个)+\s*[“\"「『]?"
)
AFTER = re.compile(rf"{LEAD}([\w\u4e00-\u9fff-]+?\.(?:{SUFFIXES}))(?![A-Za-z])", re.I)
APART = re.compile(
    rf"(?:^|(?<=[\s，。：:、“\"「『（(]))([\w\u4e00-\u9fff-]*[\u4e00-\u9fff][\w-]*\.(?:{SUFFIXES}))(?![A-Za-z])",
    re.I,
)
ADDRESS = re.compile(r"https?://[^\s，。；、）)\"'”“]+")
COLUMNS = re.compile(
    r"(?:列名|表头|列头|字段|列|columns?(?:\s+names?)?|headers?(?:\s+row)?|fields?)"
    r"\s*(?:分别|依次|就)?(?:是|为|叫|用|要|包括|包含|有|[:：=]|(?:are|is|named|called|should\s+be)\b:?)?\s*"
    r"(?P<list>[^()（）;；。\n]+?)(?=[()（）;；。\n]|\.\s|\.$|[，,]\s*(?:再|并|然后|and\s+(?:then|also|draw|plot|tell)|then)|$)",
    re.I,
)
BEFORE = re.compile(
    r"\b(?:with|in)\s+(?:the\s+)?(?:columns?\s+)?"
    r"(?P<list>(?:(?!\bwith\b|\bin\b)[\w ,/])+?)\s+(?:as\s+)?columns?\b",
    re.I,
)
KNOWN = (
    r"(?:url|address|page|site|name|time|timestamp|date|seconds?|status(?:\s+code)?|code|ok|failed|failures"
    r"|checks?|requests?|tries|count|n|ms|latency|response\s+time|duration|success\w*(?:\s+rate)?|uptime"
    r"|(?:the\s+)?(?:average|mean|fastest|slowest|min|max|median|p9\d)(?:\s+\w+){0,2}|size|bytes"
    r"|cpu|memory|load|disk|network|pid|level|line|message|ip|地址|网址|时间|状态码?|耗时|次数|成功率?|失败)"
)
WITH = re.compile(
    rf"(?:\bwith\b|\bcontaining\b|包含|包括|写上|记下)\s*(?:the\s+)?(?P<list>{KNOWN}(?:\s*(?:,|、|，|and|和)+\s*{KNOWN})+)",
    re.I,
)
PART = re.compile(r"\s*(?:、|,\s*and\b|，|,|/|\||\band\b|和|与|及|以及)\s*", re.I)
DOES = re.compile(r"(?:保存|存|写|导出|画|再|并|save|write|draw|plot|then|tell)", re.I)
LONGEST_NAME = 4  # words of a column's name
NUMBER = r"(?P<n>\d+(?:\.\d+)?|half\s+an?|an?|one|two|three|五|半|一|两|三)"
UNIT = r"(?P<unit>milliseconds?\b|ms\b|毫秒|seconds?\b|secs?\b|s\b|秒)"
OVER = (
    r"(?:超过了?|高于|大于|超出|慢于|多于|阈值(?:是|为)?|\babove|\bover|\bexceed(?:s|ing|ed)?"
    r"|(?:more|slower|longer|greater|higher)\s+than|>=?|＞)"
)
LIMIT = re.compile(rf"{OVER}\s*{NUMBER}\s*{UNIT}", re.I)
# How fast it ought to be: "正常应该在 200 毫秒以内", "it should answer within 300 ms".
EXPECTED = (
    rf"(?:应该?|正常|要求|标准|一般|通常|平时|预期|必须|要|不)[^，,。；;]{{0,14}}?{NUMBER}\s*{UNIT}\s*(?:以内|之内|以下|内)",
    r"\b(?:should|must|ought\s+to|normally|usually|expected|has\s+to|needs?\s+to|want)\b[^,.;]{0,40}?"
    rf"\b(?:within|under|below|at\s+most|(?:less|faster|no\s+(?:more|slower|longer))\s+than|in)\s*{NUMBER}\s*{UNIT}",
    rf"\b(?:within|under|below|(?:less|faster)\s+than)\s*{NUMBER}\s*(?P<unit>milliseconds?\b|ms\b)",
    rf"(?:不(?:应该?|能|可|得|要)?超过|不(?:应该?|能)高于)\s*{NUMBER}\s*{UNIT}",
)
WORDS = {"half a": 0.5, "half an": 0.5, "半": 0.5, "a": 1, "an": 1, "one": 1, "一": 1}
WORDS |= {"two": 2, "两": 2, "three": 3, "三": 3, "五": 5}
DECIMALS = re.compile(
    r"(?P<n>\d|one|two|three|一|两|三|no|零)\s*(?:decimals?|digits?\s+after|decimal\s+places?|位小数)"
    r"|(?P<whole>whole\s+(?:numbers?|percent)|整数|取整)",
    re.I,
)
DIGITS = {"one": 1, "two": 2, "three": 3, "一": 1, "两": 2, "三": 3, "no": 0, "零": 0}
LATER = NUMBER.replace("<n>", "<m>") + r"\s*-?\s*" + UNIT.replace("<unit>", "<of>")
PATIENCE = re.compile(
    r"(?:超时(?:时间)?\s*(?:设?[为成是])?|time-?out\s*(?:of|is|to|after|=|:)?|每次[最至]多等(?:待)?)"
    rf"\s*{NUMBER}\s*{UNIT}|{LATER}\s*的?(?:超时|time-?out)",
    re.I,
)
UNTIL = re.compile(
    r"\b(?:until|till|wait(?:ing)?\s+(?:for|until|till)|as\s+soon\s+as|stop\s+(?:when|once|as|at|after|on))\b"
    r"|直到|等到|一旦|等着?(?=[^间待]{0,14}(?:出现|恢复|打开|变|正常|好))"
    r"|(?P<stops>(?:就|立即|立刻|马上|便)(?:停|结束|不[用再])|\bthen\s+stop\b|\band\s+stop\b|为止)",
    re.I,
)
FAILS = re.compile(
    r"fail|down|error|broke|dies|die\b|not\s+(?:ok|200|up)|429|[45]\d\d|挂|出错|失败|不正常|异常|报错|不是\s*200|非\s*200|断",
    re.I,
)
CHANGES = re.compile(r"chang|differ|drops?\b|new\s+(?:text|value)|变|改", re.I)


def files_of(request, *known):
    """The names of files to be written, in the order said; `known` are those that are read."""
    text = ADDRESS.sub(" ", request.text)
    read = {os.path.basename(name) for name in known} - {""}
    for name in read:  # of "my app.log" the end is no file of its own
        text = re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)", " ", text)
    names = [*AFTER.findall(text), *APART.findall(text), *NAMES.findall(text)]
    said = os.path.basename(request.parameters.get("output") or "")
    return [name for name in dict.fromkeys([*filter(None, [said]), *names]) if name not in read]


def columns_of(text):
    """The names of columns that are asked for, in their order; none when none are."""
    text = ADDRESS.sub(" ", text)
    for found in (*COLUMNS.finditer(text), *BEFORE.finditer(text), *WITH.finditer(text)):
        names = [name.strip(" \"'“”:：") for name in PART.split(found["list"])]
        names = [name for name in names if not DOES.match(name)]
        if len(names) > 1 and all(0 < len(n.split()) <= LONGEST_NAME for n in names):
            return names if all(len(n) <= 20 for n in names) else []
    return []


def limit_ms_of(text):
    """A limit on how long an answer takes, in milliseconds; None where there is none."""
    expected = (re.search(pattern, text, re.I) for pattern in EXPECTED)
    found = LIMIT.search(text) or next(filter(None, expected), None)
    if not found:
        return None
    said = re.sub(r"\s+", " ", found["n"].lower())
    count = WORDS.get(said) if said in WORDS else float(said)
    return count * (1 if found["unit"].lower().startswith(("m", "毫")) else 1000)


def timeout_of(text):
    """How many seconds one answer may take; None where that is not said."""
    found = PATIENCE.search(text)
    if not found:
        return None
    said = re.sub(r"\s+", " ", (found["n"] or found["m"]).lower())
    unit = (found["unit"] or found["of"]).lower()
    count = WORDS.get(said) if said in WORDS else float(said)
    return count / (1000 if unit.startswith(("m", "毫")) else 1)


def decimals_of(text):
    """How many decimals numbers are wished with; None when that is not said."""
    found = DECIMALS.search(text)
    if not found:
        return None
    return 0 if found["whole"] else int(DIGITS.get(found["n"].lower(), found["n"]))


def until_of(text):
    """When to stop looking: "down", "change" or "ok"; "" where the time alone ends it."""
    text = ADDRESS.sub(" ", text)
    found = UNTIL.search(text)
    if not found:
        return ""
    clause = text[: found.start()] if found["stops"] else text[found.end() :]
    parts = [part for part in re.split(r"[，,。;；]|\.\s", clause) if part.strip()]
    said = (parts[-1] if found["stops"] else parts[0]) if parts else ""
    if CHANGES.search(said):
        return "change"
    return "down" if FAILS.search(said) and not re.search(r"恢复|recover|back", said) else "ok"

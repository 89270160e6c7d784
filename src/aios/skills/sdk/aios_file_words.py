"""What a Chinese or English sentence says of files: sizes, times, kinds, parts of names."""

import math
import re
import time
from datetime import UTC, datetime, timedelta

from aios_ages import UNTOUCHED, ages
from aios_ages import WHOLE as WHOLE
from aios_ages import amount as amount

FLAGS = re.IGNORECASE | re.ASCII  # a Chinese neighbour ends an English word
QUOTED = re.compile(
    r"“([^”\n]+)”|‘([^’\n]+)’|「([^」\n]+)」|『([^』\n]+)』|\"([^\"\n]+)\"|`([^`\n]+)`"
    r"|(?<![A-Za-z0-9])'([^'\n]+)'(?![A-Za-z0-9])"
)
UNITS = {"b": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40, "字": 1, "兆": 1 << 20}
SIZE = r"(\d+(?:\.\d+)?)\s*([kmgt](?:i?b|bytes)?\b|bytes?\b|b\b|字节|兆)"
MORE = (
    r"(?:larger|bigger|greater|heavier|more) than|over|above|exceed(?:s|ing)?|at least|>=?"
    r"|大于|大過|大过|超过|超過|多于|不小于|至少|高于"
)
LESS = r"(?:smaller|less) than|under|below|at most|<=?|小于|小於|少于|不到|不超过|至多|低于"
DATE = r"(\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2})"
YEAR = r"(?:19|20)\d\d"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*\.?"
WHEN = (  # a day, a month or a year
    rf"(?<![\w./-])({YEAR}\s?[-/年.]\s?\d{{1,2}}\s?[-/月.]\s?\d{{1,2}}\s?[日号]?"
    rf"|{YEAR}\s?[-/年.]\s?\d{{1,2}}\s?月?|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{YEAR}"
    rf"|\d{{1,2}}\s+{MONTH},?\s+{YEAR}|{MONTH},?\s+{YEAR}|{YEAR}\s?年?)(?![A-Za-z0-9_/-]|\.\w)"
)
THINGS = (
    r"(?:files?|photos?|pictures?|images?|logs?|documents?|invoices?|scans?|videos?|reports?|notes?"
    r"|backups?|everything|things|stuff|pdfs?|csvs?|docs|letters?|mails?|receipts?|contracts?|songs?"
    r"|clips?|spreadsheets?|statements?|bills?)"
)
PHOTOS = r"\b(?:photo(?:s|graphs?)|images|pictures)\b|照片|相片|图片"
PHOTO_KINDS = "png jpg jpeg gif svg webp bmp tif tiff heic ico raw psd"
THINGS_ZH = r"(?:文件(?!夹)|照片|图片|日志|文档|记录|视频|备份|报告|发票|资料|笔记|账单|东西)"
CHANGED = r"(?:modified|changed|updated|created|edited|touched|written|saved|dated|used)"
# What bounds a time by dates: a bare year is one only beside such words, never in a name.
DATED = {
    "within": (
        rf"\b(?:between|{CHANGED} from)\s+{WHEN}\s+(?:and|to|until|till)\s+{WHEN}"
        rf"|{WHEN}\s*(?:到|至|~|和|与|—)\s*{WHEN}\s*(?:之?间|期间|被?(?:修改|改过|改动|更新"
        rf"|创建|编辑))"
    ),
    "before": (
        rf"\b(?:before|earlier than|older than|prior to)\s+{WHEN}|早于\s*{WHEN}"
        rf"|{WHEN}\s*(?:之前|以前|(?<=[年月日号])前)"
    ),
    "until": rf"\b(?:until|up to|through)\s+{WHEN}|(?:截至|截止到?)\s*{WHEN}",
    "since": (
        rf"\bsince\s+{WHEN}|\bfrom\s+{WHEN}\s+on"
        rf"|{WHEN}\s*(?:以来|以后|至今|(?<=[年月日号])(?:起|开始))"
    ),
    "after": (
        rf"\b(?:after|later than|newer than)\s+{WHEN}|晚于\s*{WHEN}"
        rf"|{WHEN}\s*(?:之后|(?<=[年月日号])后)"
    ),
    "in": (
        rf"\b{CHANGED}\s+(?:on|in|during)\s+{WHEN}|\bon\s+{WHEN}|{WHEN}\s*(?:当天|那天)"
        rf"|\b{THINGS}\s+(?:(?:that\s+(?:are|were)\s+)?(?:taken|made|saved)\s+)?(?:from|of|in"
        rf"|during)\s+{WHEN}(?!\s+to\s+\d)"
        rf"|\b(?:the|my|all)\s+{WHEN}\s+{THINGS}"
        rf"|{WHEN}\s*份?(?:[拍写存]的|的)?\s*(?:所有|全部)?的?\s*{THINGS_ZH}"
        rf"|{WHEN}(?:里|中|间|期间|内)?\s*被?(?:修改|改过|改动|更新|创建|编辑)"
    ),
}
KINDS = (
    "pdf|csv|tsv|jsonl?|txt|docx?|xlsx?|pptx?|png|jpe?g|gif|svg|mp3|mp4|zip|html?|xml|ya?ml|toml|ini"
    "|sql|md|sh|ipynb|parquet|py|tsx?|jsx?|tmp|bak|bin|webp|bmp|tiff?|mkv|mov|wav|rar|7z"
)
LOGS = (
    r"\blog files?\b|\blog\s*文件|日志|(?:个|所有|全部|旧)的?\s*log\b"
    r"|\b(?:every|each|all|old|newest|oldest|latest|largest) logs?\b"
)
NAMED = (
    r"(?:文件名|名字|名称|名)(?:中|里|里面)?(?:含有|包含|带有?|有"
    r"|含)\s*[“\"'「]?([^\s”\"'」，。的()（）]+)"
    r"|[(（\"“]([^\s\"'”()（）]+)[\"”]?\s+in\s+(?:the|their|its)\s+(?:file ?)?names?\b"
    r"|(?:with|ha(?:ve|s|ving)|contain(?:s|ing)?)\s+[\"'“]?([^\s\"'”]+)[\"'”]?\s+in\s+(?:the|their"
    r"|its)\s+(?:file ?)?names?"
    r"|names?\s+contain(?:s|ing)?\s+[\"'“]?([^\s\"'”,.?]+)"
    r"|(?:叫做?|名为)\s*([^\s”，。的]+)\s*的文件(?!夹)"
    r"|\bfiles?\s+(?:named|called)\s+[\"'“]?([^\s\"'”,?]+)"
)


def says(pattern, text):
    """Whether a text says what the pattern describes."""
    return bool(re.search(pattern, text, FLAGS))


def without_quotations(text):
    """A text without what stands in quotation marks, which is no wish."""
    return re.sub(r"“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\"|`[^`]*`|(?<!\w)'[^']*'", " ", text)


# How a date is to be written: "like 2024-05-31", "格式为 2024-05-31".
SHOWN_DATE = rf"(?:\b(?:like|such\s+as|e\.g\.)|例如|比如|形如|格式)[\s:：为是像]*{DATE}"
NOTHING_IN_IT = (
    r"空的?(?:\s*\.?[a-z0-9]{1,6})?\s*(?:文件(?!夹)|备份|日志|文档|笔记|图片|照片)|是空的|为空"
    r"|\bempty\b|\bzero[- ]byte|大小(?:都)?(?:为|是|等于|=)\s*[0零](?![\d.])"
    r"|(?<![\d.])0\s*(?:字节|kb\b|bytes?\b|b\b)的?|\bsize\s+(?:is\s+|of\s+|=\s*)?(?:0|zero)\b"
)


def size_bounds(text):
    """(least, most) bytes that a text names; (0, infinity) when it names none."""
    least, most = 0, math.inf
    if says(NOTHING_IN_IT, text):
        return 0, 0
    unit = SIZE.partition(r"\s*")[2]
    between = re.search(
        rf"(?:between|from|在|从|介于)?\s*(\d+(?:\.\d+)?)\s*(?:{unit})?\s*(?:and|to|到|至|-|~"
        rf"|和)\s*{SIZE}",
        text, FLAGS,
    )  # fmt: skip
    if between:
        first, first_unit, last, last_unit = between.groups()
        return bytes_of(first, first_unit or last_unit), bytes_of(last, last_unit)
    for found in re.finditer(
        rf"({MORE}|比(?=.{{1,12}}大))\s*{SIZE}|{SIZE}\s*(?:以上|(?:or|and) (?:more|larger"
        rf"|bigger|up|over|above)|\+)",
        text,
        FLAGS,
    ):
        value = bytes_of(*(found.groups()[1:3] if found[1] else found.groups()[3:5]))
        least = value + says(r"than|over|above|exceed|^>$|大|超|多|高|比", found[1] or "")
    for found in re.finditer(
        rf"({LESS}|比(?=.{{1,12}}小))\s*{SIZE}|{SIZE}\s*(?:以下|以内|(?:or|and) (?:less"
        rf"|smaller|under|below))",
        text,
        FLAGS,
    ):
        value = bytes_of(*(found.groups()[1:3] if found[1] else found.groups()[3:5]))
        most = value - says(r"than|under|below|^<$|小|少|不到|低|比", found[1] or "")
    return least, most


def bytes_of(number, unit):
    """A size in bytes; a kilobyte has 1,024."""
    return int(float(number) * UNITS[unit[0].lower()])


def time_bounds(text, now=None):
    """(since, until) in seconds since 1970 that a text names for changes of files."""
    now = time.time() if now is None else now
    text = re.sub(SHOWN_DATE, " ", text, flags=FLAGS)
    here = datetime.fromtimestamp(now, UTC).astimezone()
    today = here.replace(hour=0, minute=0, second=0, microsecond=0)
    for words, since, until in (
        (r"昨天|昨日|yesterday", today - timedelta(1), today),
        (r"前天", today - timedelta(2), today - timedelta(1)),
        (r"今天|今日|\btoday\b", today, None),
        (r"本周|这周|這週|this week", today - timedelta(today.weekday()), None),
        (r"本月|这个月|this month", today.replace(day=1), None),
        (r"今年|this year", today.replace(month=1, day=1), None),
    ):
        if says(words, text):
            since_words = says(r"since yesterday|昨天以来|昨天起|从昨天", text)
            end = until.timestamp() if until and not since_words else math.inf
            return since.timestamp(), end
    return dates(text) or ages(text, now) or (-math.inf, math.inf)


# The day that the name of a file tells: "app-2024-01-17.log", "IMG_20230504.jpg", "plan_2025.md".
NAMED_DAY = (
    r"(?<!\d)((?:19|20)\d\d)(?:(?P<sign>[-_.年]?)(0[1-9]|1[0-2])(?!\d(?!\d))"
    r"(?:(?P=sign)(0[1-9]|[12]\d|3[01]))?)?(?!\d)"
)
OF_CHANGES = (
    r"修改|改动|变更|更新|创建|\b(?:modif\w+|chang\w+|edit\w+|created|touched|saved|updated)\b"
)


def day_told(name):
    """When the name of a file says that it is of, in seconds since 1970; None where it does not."""
    found = re.search(NAMED_DAY, name)
    if not found:
        return None
    day = (int(found[1]), int(found[3] or 1), int(found[4] or 1), 0, 0, 0, 0, 0, -1)
    return time.mktime(day)


def by_names(text, names):
    """Whether the dates of a text are held against the days in the names of files: where it speaks
    of no changes, and most of the names tell one."""
    if not dates(text) or says(OF_CHANGES, text):
        return False
    told = sum(day_told(name) is not None for name in names)
    return 2 * told > len(names)


def dates(text):
    """Bounds that a text names by a day, a month or a year; None when it names none.

    "After" a month or a year begins at its end, "since" at its start; both at the start of a
    day. What was untouched since a date was last changed before it.
    """
    for word, pattern in DATED.items():
        found = re.search(pattern, text, FLAGS)
        spans = [span_of(date) for date in found.groups() if date] if found else []
        if spans and all(spans):
            (start, end), (_, last) = spans[0], spans[-1]
            word = "before" if word == "since" and says(UNTOUCHED, text) else word
            begin = end if word == "after" and end - start > 2 * 86400 else start
            return {
                "before": (-math.inf, start), "until": (-math.inf, end),
                "since": (start, math.inf), "after": (begin, math.inf),
            }.get(word, (start, last))  # fmt: skip
    day = re.search(DATE, text, FLAGS)
    span = span_of(day[1]) if day else None
    return (span[0], math.inf) if span else None


def span_of(words):
    """(start, end) in seconds since 1970 of a day, month or year; None when there is no such."""
    named, year = re.search(MONTH, words, FLAGS), re.search(r"\d{4}", words)[0]
    numbers = [int(number) for number in re.findall(r"\d+", words.replace(year, " ", 1))]
    if named:
        numbers.insert(0, MONTHS.index(named[0][:3].lower()) + 1)
    month, day = [*numbers, 1, 1][:2]
    try:
        start = datetime(int(year), month, day).astimezone()
    except ValueError:
        return None
    last = start + timedelta((366, 31, 1)[len(numbers)])  # within the next year, month or day
    month, day = (1, 1) if not numbers else (last.month, last.day if len(numbers) > 1 else 1)
    end = datetime(last.year, month, day).astimezone()  # by itself: summer time may lie between
    return start.timestamp(), end.timestamp()


def names_of(text):
    """Patterns for names of files that a text asks for by a part of them."""
    found = re.search(NAMED, text, FLAGS)
    part = next(filter(None, found.groups()), "") if found else ""
    if not part and not says(r"行|词|\blines?\b|\bwords?\b", text):
        return edges_of(text)
    other = (
        re.match(
            r"[”\"'」]?\s*(?:或者?|或是|、|or\b)\s*[“\"'「]?([^\s”\"'」，。,?？的]+)",
            text[found.end() :],
            FLAGS,
        )
        if part
        else None
    )
    if other:
        return [f"*{part}*", f"*{other[1]}*"]
    part = " " if re.fullmatch(r"空格|空白|(?:white ?)?spaces?|blanks?", part, FLAGS) else part
    return [part if "*" in part else f"*{part}*"] if part else []


# "So they end in .jpg" is how names are to be, not how they are.
WISHED = r"(?<!they )(?<!them )(?<!all )(?<!it )(?<!to )(?<!should )(?<!must )"


# A part of a name before "开头": "以 photo", "docs 里 photo"; the name itself is none.
PART_ZH = (
    r"(?:以|(?<=[里中下的有\s]))\s*[“\"'「]?([^\s”\"'」，。里中下的有]+?)[”\"'」]?"
    r"(?<!文件)(?<!文件名)(?<!名字)(?<!名称)"
)


def edges_of(text):
    """Patterns for names that begin or end as a text says: "names that start with photo"."""
    first = re.search(
        rf"{PART_ZH}\s*(?:开头|打头|起头)"
        rf"|{WISHED}\b(?:start|begin)(?:s|ning|ing)?\s+with\s+[\"'“]?([^\s\"'”,?]+)", text, FLAGS,
    )  # fmt: skip
    last = re.search(
        rf"{PART_ZH}\s*(?:结尾|收尾)"
        rf"|{WISHED}\bend(?:s|ing)?\s+(?:with|in)\s+[\"'“]?([^\s\"'”,?]+)", text, FLAGS,
    )  # fmt: skip
    if first:
        return [f"{first[1] or first[2]}*"]
    end = (last[1] or last[2]) if last else ""
    return [f"*{end}"] if end.startswith(".") else [f"*{end}", f"*{end}.*"] if end else []


def photo_kinds_of(text):
    """Patterns for photos where a text speaks of them without a kind: "把照片都打包"."""
    return [f"*.{kind}" for kind in PHOTO_KINDS.split()] if says(PHOTOS, text) else []


def bare_kinds_of(text):
    """Patterns for kinds of files a text speaks of by their extension alone: "the pdfs"."""
    found = re.findall(rf"(?<![\w./-])({KINDS})s?(?![\w./-])", text, FLAGS)
    found += ["log"] if says(LOGS, text) else []
    return [f"*.{kind.lower()}" for kind in dict.fromkeys(found)]


def quoted(text):
    """What stands in quotation marks of any kind, without them; apostrophes quote nothing."""
    return [next(filter(None, found.groups())) for found in QUOTED.finditer(text)]

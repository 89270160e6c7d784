"""What a Chinese or English sentence wants of files: sizes, times, order, names, changes."""

import math
import re
import time
from datetime import UTC, datetime, timedelta

SKIP = (".git", "node_modules", "__pycache__", ".venv")
FLAGS = re.IGNORECASE | re.ASCII  # a Chinese neighbour ends an English word
DIGITS = dict(zip("一二三四五六七八九两", (1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
NUMBERS = {"半": 0.5, "几": 3, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "few": 3}
NUMBERS |= {"four": 4, "five": 5, "six": 6}
N = r"(\d+(?:\.\d+)?|[一二两三四五六七八九十]+|[半几]|\b(?:an?|one|two|three|few)\b)?"
UNITS = {"b": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40, "字": 1, "兆": 1 << 20}
SIZE = r"(\d+(?:\.\d+)?)\s*([kmgt](?:i?b|bytes)?\b|bytes?\b|b\b|字节|兆)"
MORE = (
    r"(?:larger|bigger|greater|heavier|more) than|over|above|exceed(?:s|ing)?|at least|>=?"
    r"|大于|大過|大过|超过|超過|多于|不小于|至少|高于"
)
LESS = r"(?:smaller|less) than|under|below|at most|<=?|小于|小於|少于|不到|不超过|至多|低于"
PERIODS = {
    r"小时|小時|hours?": 3600, r"天|日|days?": 86400, r"分钟|分鐘|minutes?": 60,
    r"周|週|星期|weeks?": 7 * 86400, r"月|months?": 30 * 86400, r"年|years?": 365 * 86400,
}  # fmt: skip
PERIOD = f"({'|'.join(PERIODS)})"
DATE = r"(\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2})"
ORDERS = {
    "largest": r"最大|最占|占地方|占空间|占(?:用|了)|按大小|大小排"
    r"|largest|biggest|heaviest|by size|most space"
    r"|hogging|eating|takes? up|space",
    "smallest": r"最小|smallest|tiniest|从小到大",
    "oldest": r"最旧|最老|最早|oldest|earliest|least recent",
    "newest": r"最新|最近|最后(?:一次)?(?:修改|写)|刚刚?|按(?:修改)?(?:时间|日期)"
    r"|newest|latest|recent"
    r"|last (?:modified|changed|written)|(?:written|changed|modified) last|by (?:date|time)",
    "name": r"按(?:文件)?名|by name|alphabetical",
}
CHANGES = (
    r"删除|刪除|删掉|删去|删了|删一删|移除|清空|清理|清除|重命名|改名|移动|移動|移到|搬到|整理|归类"
    r"|分门别类|覆盖|替换|换成|改成|改为|复制|拷贝|解压|解开|合并|拼(?:成|起|接|在|一)|拆分|切成|去重"
    r"|追加|写入|挪到|放到|弄到|新建(?!的)|创建(?!的|时间|日期|于)"
    r"|(?:备份|归档|同步|分类)(?!目录|文件|里)|打包(?!的)|(?:^|请|帮我)\s*压缩|压缩(?!包|文件(?!夹)|档|檔)"
    r"|\b(?:delete|deleting|erase|remove|removing|rename|renaming|move|moving|organi[sz]e|tidy"
    r"|clean|overwrite|replace|copy|squ[ai]sh|unzip|merge|concatenate|truncate|chmod|create|append"
    r"|insert|shred|wipe|purge|rm|mv|back up|dedupe?|edit)\b"
    r"|^\s*(?:please |can you |could you )?(?:zip|archive|backup|split|extract|sync|compress"
    r"|trash)\b"
    r"|(?<!\bthe )(?<!\bmy )\b(?:zip|archive|backup|split|extract|sync|compress|trash)\b"
    r"(?! (?:files?|archives?|folders?|director))"
)
FOLDERS_WANTED = (
    r"哪个子?(?:文件夹|目录|資料夾)|按(?:文件夹|目录)|(?:最大|最小|最占\S{0,4})的?\s*\S{0,4}?子?(?:文件夹|目录)(?![里中下内])"
    r"|(?:文件夹|目录)的?(?:大小|占用)(?:排|$)|[各每]个?子?(?:文件夹|目录)|子(?:文件夹|目录)的?大小"
    r"|which (?:sub)?(?:folder|director)|(?:largest|biggest|smallest|heaviest) (?:[\w-]+ )?(?:sub)?"
    r"(?:folders?|director(?:y|ies))\b|(?:folder|directory) sizes|each (?:sub)?(?:folder|director)"
    r"|every (?:sub)?(?:folder|director)"
)
FLAT = (
    r"不(?:包括|包含|含|算|要|看|进入?)[^，。]{0,4}子|不递归|(?:只|仅)[^，。]{0,6}(?:这一层|当前层|本层|第一层|顶层)|直接(?:在|位于)"
    r"|non-?recursive|not recursive|without sub|excluding sub|no sub(?:folders|directories)"
    r"|top[- ]level|directly in"
)
DEEP = (
    r"递归|遞迴|子(?:文件夹|目录)|所有|全部|整个|recursiv|sub(?:folders|director)|\ball\b|every"
    r"|entire"
)
HIDDEN = r"隐藏|隱藏|点文件|\bhidden\b|\bdotfiles?\b"
NOT_HIDDEN = r"(?:不|排除|忽略)\S{0,4}隐藏|(?:without|excluding|no|ignoring|not) (?:the )?hidden"
ONLY_HIDDEN = (
    r"^(?!.*(?:包括|包含|连同|including|as well|also|and (?:the )?hidden))"
    r".*(?:隐藏的?(?:文件|目录|项)|隱藏|点文件|\bhidden\s+(?:files?|folders?|director)|\bdotfiles?\b)"
)
EVERYTHING = (
    r"不(?:跳过|忽略|排除)|什么都不漏|without skipping|skip(?:ping)? nothing|including everything"
)
LANGUAGES = {
    "python": "py", "javascript": "js", "typescript": "ts", "java": "java", "golang": "go",
    "rust": "rs", "ruby": "rb", "php": "php", "html": "html", "css": "css", "sql": "sql",
    "shell": "sh", "markdown": "md", "c++": "cpp", "kotlin": "kt", "swift": "swift", "go": "go",
    "py": "py", "js": "js", "ts": "ts",
}  # fmt: skip
CODE = (
    "py js jsx ts tsx java go rs rb php html css sql sh c h cc cpp hpp cs kt swift vue lua r scala"
)
KINDS = (
    "pdf|csv|tsv|jsonl?|txt|docx?|xlsx?|pptx?|png|jpe?g|gif|svg|mp3|mp4|zip|html?|xml|ya?ml|toml|ini"
    "|sql|md|sh|ipynb|parquet|py|tsx?|jsx?"
)
PERSONAL = r"\b(Downloads|Desktop|Documents|Pictures)\b|(下载|桌面|文稿)(?:目录|文件夹|里|中|上|的)"
FOLDER_NAMED = (
    r"(?<![\w./~-])([a-z~][\w/~-]*)\s*(?:目录|文件夹|資料夾)"
    r"|(?:在|到)\s*([a-z~][\w/~-]*)\s*(?:里|裡|中|下)"
    r"|\b(?:in|under|inside)\s+(?:the\s+|my\s+)?([a-z~][\w/~-]*)\s*(?:folder|directory)?\s*[.?!]?$"
)
NO_FOLDER = (
    r"repo|repository|project|folder|directory|code|codebase|here|it|them|this|that|total|all|size|order"
    r"|files?|name|names|detail|python|java|javascript|typescript|go|rust|bytes|[kmg]b|kilobytes|megabytes"
    r"|count|one|list|current|working|cwd|home|case|tree|disk|drive|space|date|days?|weeks?|months?|years?"
)
NAMED = (
    r"(?:文件名|名字|名称|名)(?:中|里|里面)?(?:含有|包含|带有?|有|含)\s*[“\"'「]?([^\s”\"'」，。的]+)"
    r"|(?:with|contain(?:s|ing)?)\s+[\"'“]?([^\s\"'”]+)[\"'”]?\s+in\s+(?:the|their"
    r"|its)\s+(?:file ?)?names?"
    r"|names?\s+contain(?:s|ing)?\s+[\"'“]?([^\s\"'”,.?]+)"
    r"|叫做?\s*([^\s”，。的]+)\s*的文件"
    r"|\bfiles?\s+(?:named|called)\s+[\"'“]?([^\s\"'”,?]+)"
)


def says(pattern, text):
    """Whether a text says what the pattern describes."""
    return bool(re.search(pattern, text, FLAGS))


def without_quotations(text):
    """A text without what stands in quotation marks, which is no wish."""
    return re.sub(r"“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\"|`[^`]*`|(?<!\w)'[^']*'", " ", text)


def change_in(text):
    """The word by which a text asks for a change of the user's files, "" for none."""
    prose = re.sub(r"[\w./~-]*[/.][\w./~-]+", " ", without_quotations(text), flags=re.ASCII)
    found = re.search(CHANGES, prose, FLAGS)
    return found.group() if found else ""


def size_bounds(text):
    """(least, most) bytes that a text names; (0, infinity) when it names none."""
    least, most = 0, math.inf
    if says(r"空的?文件|是空的|为空|\bempty\b|\bzero[- ]byte", text):
        return 0, 0
    between = re.search(
        rf"(?:between|在|从)?\s*{SIZE}\s*(?:and|to|到|至|-|~|和)\s*{SIZE}", text, FLAGS
    )
    if between:
        return bytes_of(*between.groups()[:2]), bytes_of(*between.groups()[2:])
    for found in re.finditer(
        rf"({MORE})\s*{SIZE}|{SIZE}\s*(?:以上|or more|or larger)", text, FLAGS
    ):
        value = bytes_of(*(found.groups()[1:3] if found[1] else found.groups()[3:5]))
        least = value + says(r"than|over|above|exceed|^>$|大|超|多|高", found[1] or "")
    for found in re.finditer(
        rf"({LESS})\s*{SIZE}|{SIZE}\s*(?:以下|or less|or smaller)", text, FLAGS
    ):
        value = bytes_of(*(found.groups()[1:3] if found[1] else found.groups()[3:5]))
        most = value - says(r"than|under|below|^<$|小|少|不到|低", found[1] or "")
    return least, most


def bytes_of(number, unit):
    """A size in bytes; a kilobyte has 1,024."""
    return int(float(number) * UNITS[unit[0].lower()])


def time_bounds(text, now=None):
    """(since, until) in seconds since 1970 that a text names for changes of files."""
    now = time.time() if now is None else now
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


def dates(text):
    """Bounds that a text names by a date; None when it names none."""
    found = re.search(DATE, text, FLAGS)
    if not found:
        return None
    try:
        day = datetime(*map(int, re.findall(r"\d+", found[1]))).astimezone()
    except ValueError:
        return None
    if says(rf"before\s+{DATE}|{DATE}日?\s*(?:之前|以前)", text):
        return -math.inf, day.timestamp()
    if says(rf"on\s+{DATE}|{DATE}[日号]?\s*(?:当天|那天)", text):
        return day.timestamp(), (day + timedelta(1)).timestamp()
    return day.timestamp(), math.inf


def ages(text, now):
    """Bounds that a text names by an age: "last 7 days", "最近三天", "older than a year"."""
    old = (
        rf"(?:older than|over|more than|超过|早于|至少)\s*{N}\s*个?\s*{PERIOD}"
        rf"|{N}\s*个?\s*{PERIOD}\s*(?:之前|以前|前|ago|没|未|or older)"
    )
    new = (
        rf"(?:last|past|previous|within|最近|近|过去|這|这)\s*(?:the\s+(?:last|past)\s+)?{N}\s*个?\s*{PERIOD}"
        rf"|{N}\s*个?\s*{PERIOD}\s*(?:之内|以内|内|来)"
    )
    for pattern, is_old in ((new, False), (old, True)):
        found = re.search(pattern, text, FLAGS)
        if found:
            number, unit = (found.groups()[i : i + 2] for i in (0, 2) if found[i + 2]).__next__()
            edge = now - amount(number) * seconds_of(unit)
            return (-math.inf, edge) if is_old else (edge, math.inf)
    return None


def amount(word):
    """The number a word stands for, one when there is none: "7", "三十", "a"."""
    word = (word or "1").lower()
    if word[0].isdecimal():
        return float(word)
    tens, ten, ones = word.rpartition("十")
    return NUMBERS.get(word) or (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)


def seconds_of(unit):
    """How long a unit of time is."""
    return next(span for words, span in PERIODS.items() if re.fullmatch(words, unit, FLAGS))


def order_of(text, default):
    """The order a text asks for."""
    return next((name for name, words in ORDERS.items() if says(words, text)), default)


def names_of(text):
    """Patterns for names of files that a text asks for by a part of them."""
    found = re.search(NAMED, text, FLAGS)
    part = next(filter(None, found.groups()), "") if found else ""
    return [part if "*" in part else f"*{part}*"] if part else []


def bare_kinds_of(text):
    """Patterns for kinds of files a text speaks of by their extension alone: "the pdfs"."""
    found = re.findall(rf"(?<![\w./-])({KINDS})s?(?![\w./-])", text, FLAGS)
    found += re.findall(r"\b(log) file\b|日志", text, FLAGS) and ["log"]
    return [f"*.{kind.lower()}" for kind in dict.fromkeys(found)]


def lost_folder(text):
    """The name of a folder the text puts the files into, "" when it names none."""
    found = re.search(PERSONAL, text, FLAGS) or re.search(FOLDER_NAMED, text, FLAGS)
    name = next(filter(None, found.groups()), "") if found else ""
    return "" if re.fullmatch(NO_FOLDER, name, FLAGS) else name


def languages_of(text):
    """Patterns for the languages whose code a text speaks of; all known ones for just "code"."""
    found = [
        f"*.{kind}" for word, kind in LANGUAGES.items()
        if says(rf"(?<![\w+]){re.escape(word)}(?![\w+])", text)
    ]  # fmt: skip
    if not found and says(r"代码|程式碼|\bcode\b|\bloc\b|\bsource", text):
        found = [f"*.{kind}" for kind in CODE.split()]
    return found

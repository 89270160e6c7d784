"""Folders that files are sorted into: by a date, in their names or of their change, or by a part of
their names; in the form that the text shows."""

import os
import re
import time
from collections import Counter
from dataclasses import replace

from aios_fields import field_of
from aios_file_words import FLAGS, bare_kinds_of, photo_kinds_of, says
from aios_names import part_told
from excepting import category_kinds
from selecting import selected, walked
from words import ORGANISE, first_said

FOLDERS = r"(?:(?:sub-?)?folders?|(?:sub-?)?director(?:y|ies)|子?文件夹|子?目录)"
# What files have that folders may be made for.
OWN_EN = (
    r"(?:years?|months?|days?|dates?|weeks?|extensions?|suffix(?:es)?|endings?"
    r"|(?:file\s?)?types?|kinds?|formats?|letters?|initials?"
    r"|sizes?|clients?|customers?|projects?|authors?|persons?|people|names?|prefix(?:es)?"
    r"|subjects?|class(?:es)?|part|category|categories"
    r"|yearly|monthly|daily|suppliers?|students?|departments?|cit(?:y|ies)|topics?)"
)
OWN_ZH = (
    r"(?:扩展名|后缀名?|类型|种类|格式|类别|年份?|月份?|天|日期?|时间|首字母|字母|大小|客户|人名"
    r"|姓名|项目|作者|前缀|部分|科目|班级|学生|供应商|部门|城市|主题)"
)
# Each file goes to a folder of its own kind, not all to one.
ASKED = (
    rf"\b(?:each|every|per)\s+(?:different\s+|single\s+|separate\s+"
    rf"|file\s+)?{OWN_EN}\b.*\b{FOLDERS}\b"
    rf"|\b(?:by|(?:named|called)\s+(?:after|for|by|like)|after|according\s+to|depending\s+on"
    rf"|based\s+on|going\s+by)\b[^.;]{{0,60}}?\b{OWN_EN}\b"
    rf".*\b{FOLDERS}\b|\b{FOLDERS}\b.*\b(?:by|per|for|after|to|like|of)\s+(?:each\s+|every\s+"
    rf"|the\s+|its\s+|their\s+)*"
    rf"(?:[\w.-]+\s+){{0,6}}?{OWN_EN}\b|\b{FOLDERS}\b.{{0,30}}\b(?:with|by)\s+that\s+name\b"
    rf"|\beach\s+(?:in|into|to)\s+(?:an?|its|their)\s+(?:own\s+)?{FOLDERS}(?:\s+of\s+(?:its"
    rf"|their)\s+own)?"
    rf"|\b{OWN_EN}\s+{FOLDERS}\b|\bfile\s+(?:away\s+)?(?:everything|all|them"
    rf"|the\s+\w+).{{0,40}}\bby\s+(?:\w+\s+)?{OWN_EN}\b"
    rf"|\b(?:organi[sz]e|group|arrange|split|divide|archive"
    rf"|file)\b[^.;]{{0,60}}\bby\b[^.;]{{0,30}}?\b{OWN_EN}\b"
    rf"|(?:按照?|根据|依据?照?)[^，,。；;]{{0,24}}?{OWN_ZH}.*?(?:文件夹|目录|分[到成类]"
    rf"|归[到类档]|整理)"
    rf"|(?:每一?|各|一)[个种类]?(?:不同的?)?{OWN_ZH}.*?(?:文件夹|目录)|(?:文件夹"
    rf"|目录).*?(?:每一?|各|一)[个种类]?{OWN_ZH}"
    rf"|(?:以|用)[^，,。；;]{{0,16}}?{OWN_ZH}[^，,。；;]{{0,4}}(?:命名|作为?名)"
    rf"|依据是?[^，,。；;]{{0,12}}?{OWN_ZH}"
    r"|对应的子?(?:文件夹|目录)|同名的?子?(?:文件夹|目录)"
)
PLACES = (
    r"\b(?:sort|put|move|organi[sz]e|group|file|tidy|arrange|distribute|divide|split|collect"
    r"|gather|create|make|archive|place|store|go(?:es)?)\b"
    r"|分|归|放|移|挪|整理|建|收"
)
# What is done to names, or takes files away, sorts none.
OTHERWISE = (
    r"(?<!don't )(?<!don’t )(?<!not )(?<!n't )\brenam(?:e|ing)\b|(?<![不别勿])(?<!不要)(?:改名"
    r"|更名|重命名)|前缀|替换|换成|改成"
    r"|\breplac|\bdelet|\bremov|\bcop(?:y|ies)\b|删|复制|拷贝|\bget\s+rid\b|清空"
)
CHANGED = (
    r"修改|改动|变更|拍摄|创建|\b(?:modif\w+|chang\w+|mtime|file\s+dates?|saved|taken|created"
    r"|timestamps?)\b"
)
NOT_CHANGED = (
    r"(?:不要|不用|别|不)(?:看|用|按)?\S{0,4}修改|\bnot\s+(?:by\s+)?(?:the\s+)?(?:modif\w+"
    r"|chang\w+|file\s+dates?)"
)
IN_NAMES = (
    r"[A-Z]{2,5}_?\s*后面?的?\s*\d\s*位|文件名|名字|名称|\b(?:file\s?)?names?\b(?!\s+(?:like"
    r"|after|for))|\bfilenames?\b"
)
DIGITS_OF = r"[A-Z]{2,5}_?\s*后面?的?\s*\d\s*位"
DATE_WORDS = r"日期|时间|年|月|\bdates?\b|\byears?\b|\bmonths?\b|\bdays?\b"
# A date as names write it: year first, then as days are written, then in words.
MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DATES = (
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=\d{6,7}(?!\d))",
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-_. ]?)(?P<m>0[1-9]|1[0-2])(?:(?P=s)(?P<d>0[1-9]"
    r"|[12]\d|3[01]))?(?!\d)",
    r"(?P<y>(?:19|20)\d\d)\s?年\s?(?P<m>\d{1,2})\s?月(?:\s?(?P<d>\d{1,2})\s?[日号])?",
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-_.])(?P<m>\d{1,2})(?:(?P=s)(?P<d>\d{1,2}))?(?!\d)",
    r"(?<!\d)(?P<d>0?[1-9]|[12]\d|3[01])(?P<s>[-_.])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<y>(?:19"
    r"|20)\d\d)(?!\d)",
    rf"(?:(?P<d>\d{{1,2}})[-_. ]?)?(?P<n>{'|'.join(MONTH_NAMES)})[a-z]*[-_. ]?(?P<y>(?:19"
    rf"|20)\d\d)(?!\d)",
    rf"(?<!\d)(?P<y>(?:19|20)\d\d)[-_. ]?(?P<n>{'|'.join(MONTH_NAMES)})[a-z]*",
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?!\d)",
)
# A file that an example shows: the date in its name is no folder's.
FILE_SHOWN = r"[^\s/，,；;、“”\"']*\d[^\s/，,；;、“”\"']*\.[A-Za-z][A-Za-z0-9]{1,4}(?![A-Za-z0-9])"
# How the folder of a date is to be called, as an example shows it.
FORMS = (
    (r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-\d\d|\byyyy-mm-dd", "%Y-%m-%d"),
    (r"(?:19|20)\d\d/(?:0[1-9]|1[0-2])/\d\d|\byyyy/mm/dd", "%Y/%m/%d"),
    (r"(?:19|20)\d\d/(?:19|20)\d\d-(?:0[1-9]|1[0-2])", "%Y/%Y-%m"),
    (r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])|\byyyy-mm", "%Y-%m"),
    (r"(?:19|20)\d\d_(?:0[1-9]|1[0-2])(?!\d)|\byyyy_mm", "%Y_%m"),
    (r"(?:19|20)\d\d/(?:0[1-9]|1[0-2])|\byyyy/mm|年\s?/\s?月|\byear\s?/\s?month", "%Y/%m"),
    (r"(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?!\d)|\byyyymm\b", "%Y%m"),
    (r"(?:19|20)\d\d年/?0[1-9]月", "%Y年%m月"),
    (r"(?:19|20)\d\d年/\d{1,2}月", "%Y年/{m}月"),
    (r"(?:19|20)\d\d年\d{1,2}月", "%Y年{m}月"),
    (r"(?:19|20)\d\d年(?=[这的、，）)]|\s|$)", "%Y年"),
)
BARE = {"by_month": r"\bmonths?\b|月", "by_year": r"\byears?\b|年(?!级)"}
SIGNS = {
    "_": r"下划线|底线|\bunderscores?\b", "-":
        r"短横线?|横线|横杠|连字符|减号|\b(?:dash(?:es)?|hyphens?)\b",
    " ": r"空格|\b(?:spaces?|blanks?)\b", ".": r"句点|英文点|\b(?:dots?|periods?)\b",
}  # fmt: skip
AFTER = (
    r"(?:下划线|底线|短横线?|横线|横杠|连字符|空格)(?:后|之后)|\bafter\s+the\s+(?:last\s+"
    r"|first\s+)?(?:underscore|dash|hyphen|space)"
)
OF_PART = (
    r"(?:之前|前面?)(?:的?(?:部分|内容|字|人名|姓名|名字|客户|项目)|是)|第一个\S{1,5}(?:之前"
    r"|前)|前缀"
    r"|\b(?:before|prefix|comes\s+first|first\s+(?:word|part)|followed\s+by|(?:start"
    r"|begin)s?\s+with\s+the|part\s+of\s+(?:the|its|their)\s+(?:file\s?)?names?)\b"
)


def is_asked(text):
    """Whether files are to go to different folders, by something that each of them has."""
    return says(ASKED, text) and says(PLACES, text) and not says(OTHERWISE, text)


def part_of_name(text, names=()):
    """A function from a file to the part of its name that a text sorts by, None where by none."""
    if told := part_told(text, names):
        return lambda item: told(item.name)
    sign = next((sign for sign, words in SIGNS.items() if says(words, text)), "")
    if not says(OF_PART, text):
        return None
    last = says(AFTER, text)

    def part(item):
        stem = os.path.splitext(item.name)[0]
        found = sign if sign in stem else "" if sign else next((s for s in "_-. " if s in stem), "")
        if not found:
            return ""
        first, _, _ = stem.partition(found)
        return (stem.rpartition(found)[2] if last else first).strip()

    return part


def date_in(name):
    """(year, month, day) that a file's name tells, 0 for what it does not; None for no date."""
    for pattern in DATES:
        if found := re.search(pattern, name, FLAGS):
            told = found.groupdict()
            month = MONTH_NAMES.index(told["n"][:3].lower()) + 1 if told.get("n") else told.get("m")
            return int(told["y"]), int(month or 0), int(told.get("d") or 0)
    return None


def form_of(text, order):
    """The form of a folder's name for a date: as an example shows it, else as the order says."""
    text = re.sub(FILE_SHOWN, " ", text)
    shown = next((form for words, form in FORMS if re.search(words, text, FLAGS)), "")
    by_month = says(BARE["by_month"], text)
    fits = {
        "by_year": "%m" not in shown and "{m}" not in shown,
        "by_day": "%d" in shown or (by_month and "%m" in shown),
    }.get(order, True)
    usual = {
        "by_day": "%Y-%m-%d", "by_year_and_month": "%Y/%m", "by_month": "%Y-%m", "by_year": "%Y",
    }  # fmt: skip
    return shown if shown and fits else usual.get(order, "%Y/%m")


def by_date(request, scope, text, order):
    """A function from a file to its folder by a date: that of its name where the text says so, or
    where it does not speak of changes and all names tell one; "" for a file without."""
    form = form_of(text, order)
    least = 3 if "%d" in form else 2 if "%m" in form or "{m}" in form else 1
    changed = says(CHANGED, text) and not says(NOT_CHANGED, text) and not says(DIGITS_OF, text)
    named = says(IN_NAMES, text) and not changed
    if not (named or changed):
        dates = [date_in(item.name) for item in selected(request, scope)]
        named = all(date and all(date[:least]) for date in dates)
    if not named:
        return lambda item: written(form, time.localtime(item.modified)[:3])

    def folder(item):
        date = date_in(item.name)
        return written(form, date) if date and all(date[:least]) else ""

    return folder


def written(form, date):
    """A date in a form."""
    year, month, day = date
    moment = (year, month or 1, day or 1, 0, 0, 0, 0, 1, -1)
    return time.strftime(form, moment).replace("{m}", str(month))


def folders_by(request, scope, text):
    """A function from a file to its folder by a date or a part of its name; None for any other
    order."""
    order = first_said(ORGANISE, text)
    dated = order.startswith(("by_day", "by_year", "by_month", "by_date"))
    names = [] if dated else [item.name for item in walked(replace(scope, left_out={}), False)]
    if not dated and (part := part_of_name(text, names)):
        return part
    if not dated and (field := field_of(text, names)):
        return lambda item: field(item.name)
    if order in ("", "by_date"):
        order = first_said(BARE, text, order)
    if order in ("by_day", "by_year_and_month", "by_month", "by_year", "by_date"):
        return by_date(request, scope, text, order)
    return None


def without_shown(text):
    """What a text says of the files meant: up to the folders that are wanted, no example."""
    found = re.search(rf"\b(?:into|to|in)\s+(?:[\w-]+\s+){{0,4}}?{FOLDERS}\b|{ASKED}", text, FLAGS)
    return text[: found.start()] if found else text


def kinds_sorted(text, kinds):
    """Those of the kinds that are to be sorted by kind: those said, or photos and nothing else."""
    said = without_shown(text)
    photos, others = photo_kinds_of(said), category_kinds(said)
    told = [*bare_kinds_of(said), *(photos if set(others) <= set(photos) else ())]
    return [kind for kind in kinds if kind in told]


# "按扩展名放到 按类型 文件夹里", "into a folder called by_type"
NAMED_BASE = (
    r"(?:放|移动?|整理|归|收|存)(?:到|进|入|至|在)\s*(?:[“\"「](?P<q>[^”\"」\s/]+)[”\"」]|\s(?P<zh>[^\s，,。；;/]+)\s)"
    r"\s*(?:这个)?(?:文件夹|目录)"
    r"|\b(?:into|to|in|under)\s+(?:(?:a|one|the)\s+)?(?:new\s+)?folder\s+(?:(?:called|named)\s+)?[\"“]?"
    r"(?P<en>(?=[\w-]*[_-])[\w-]+)"
    r"|\b(?:into|to|in|under)\s+(?:(?:a|one|the)\s+)(?:new\s+)?folder\s+(?:called|named)\s+[\"“]?"
    r"(?P<bare>(?!by\b|after\b|for\b|like\b|the\b|its\b|their\b|each\b|y{2,4})[A-Za-z]\w*)"
)


def base_named(text, scope):
    """The folder that a text names for the sorted ones, "" where it names none."""
    found = re.search(NAMED_BASE, text, FLAGS)
    name = next(filter(None, found.groups()), "") if found else ""
    shown = "|".join(words for words, _ in FORMS)
    own = not name or re.search(f"{shown}|^{OWN_ZH}$", name, FLAGS) or bare_kinds_of(name)
    if found and re.search(
        r"比如|例如|譬如|如下|\b(?:like|e\.?g|such as|example)\b", text[: found.start()]
    ):
        return ""  # what an example shows is one of several
    if own or re.search(r"(?:^|[各每对子同])自?应?的?$|\d{4}|x{2,}", name, FLAGS):
        return ""
    same = name == os.path.basename(scope.folder)
    return scope.folder if same else os.path.join(scope.cwd, name)


def base_of(text, scope):
    """The folder in which the sorted ones are to be: as an example of a path says, else the one
    that the files lie in."""
    shown = "|".join(words for words, _ in FORMS)
    found = re.search(rf"([\w.-]+(?:/[\w.-]+)*?)/(?:{shown}|(?:19|20)\d\d(?!\d))", text)
    if not found or os.path.basename(scope.folder) in found[1].split("/"):
        return base_named(text, scope) or scope.folder
    return os.path.join(scope.cwd, found[1])


def spelled_alike(homes):
    """The folders of files, those that differ only in case under their commonest spelling."""
    counted = Counter(homes.values())
    best = {}
    for name, _ in sorted(counted.items(), key=lambda pair: (pair[1], pair[0])):
        best[name.lower()] = name
    return {item: best[name.lower()] for item, name in homes.items()}

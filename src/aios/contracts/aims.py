"""Names that need not be there: where things are to be put, and what they are to be called."""

import re

from aios.contracts.addresses import blank
from aios.contracts.patterns import Pattern

# What files are to be called need not be there: "rename the photos to IMG_1.jpg, IMG_2.jpg".
_NEW_NAMES = Pattern(
    r"(\b(?:renam(?:e|ing)|number(?:s|ing)?|mov(?:e|ing)|cop(?:y|ying)|duplicate)\b[^;；\n]{0,200}?"
    r"(?:\b(?:to|as|into|called|named|like)|:)\s)[^;；\n]{0,200}"
    r"|\b(?:except|but not|excluding|leav(?:e|ing)|skip(?:ping)?"
    r"|don['’]?t\s+touch)\b[^,;，；\n]{0,80}"
    r"|除了[^,;，；。\n]{0,60}|[\w.-]{1,60}\s{0,3}(?:别动|不要动|不动|不用动|不要改|保持)"
    r"|(?:重?命名|改名|更名|改)(?:成|为)[^;；。\n]{0,120}"
    r"|((?:复制|拷贝|备份)[^，。;；\n]{0,40}?(?:叫做?|名为|取名为?|成|为)\s{0,3})[^;；。\n]{0,120}"
    r"|(\b(?:call|name)\s+(?:them|these|those|it|the\s+\w+)\s|(?:统一|依次|分别|都)叫(?:做"
    r"|成)?\s{0,3})[^;；。\n]{0,120}"
    # "按时间编号：01.mp3、02.mp3", "前面加上序号，如 01_a.png", "每页一张，叫 a1.png、a2.png"
    r"|((?:编号|序号|编成)[^;；。\n]{0,30}?(?:[，,:：]|叫|[为成如像按])\s{0,3})[^;；。\n]{0,120}"
    r"|([，,]\s{0,3}(?:就|名字|文件名)?(?:叫做?"
    r"|起名为?)\s{0,3})[^;；。，,\n]{1,40}、[^;；。\n]{0,120}"
    # what a name is to be like: "in front of each name, like 2024-03-15_a.jpg", "比如 王_a.pdf"
    r"|([,(;:]\s{0,3}(?:so\s+that|so|such\s+as|like|e\.?g\.?|for\s+(?:example|instance)"
    r"|i\.?e\.?)[,:]?\s)[^;；\n]{0,160}"
    r"|([，（(]\s{0,3}(?:例如|比如说?|譬如|如(?!果)|像|格式[为是]?)\s{0,3})[^;；。\n]{0,120}"
    r"|(\bgive\b[^;；\n]{0,80}?\bnames?\s)[^;；\n]{0,200}"
    r"|(^\s*(?:mv|cp|rename)\s(?:[^;；\n]{0,200}\s)?)[^\s;；]+\s*$",
    re.IGNORECASE,
)
# Names that show what others are like: "files like 'Lecture 7.mp3'", "'a 7.mp3' becomes
# 'b-07.mp3'", "IMG_1.jpg 这样的名字".
_QUOTE = "\"“”‘’'「」`"
_A_NAME = (
    rf"(?:[{_QUOTE}][^{_QUOTE}\n]{{1,80}}\.\w{{1,5}}[{_QUOTE}]"
    r"|[\w()（）\[\].-]{1,80}?\.[A-Za-z]\w{0,4}(?![A-Za-z0-9]))"
)
_SHOWN = Pattern(
    rf"(?:\b(?:like|such\s+as|for\s+(?:example|instance)|e\.g\.)|形如|[像如]|比如|例如"
    rf"|类似于?),?\s*{_A_NAME}"
    rf"(?=\W[^.;；。\n]*\b(?:renam|nam|call|becom|want|should)|[^;；。\n]*[改换叫变]|\.\s)"
    rf"|{_A_NAME}\s*(?:(?:should|must|has\s+to|will|would)\s+)?(?:becom(?:es?|ing)"
    rf"|be(?=\s)|turns?\s+into|to(?=\s)|->|→|=>|[变改]成|[变改]为|改名[成为])\s*{_A_NAME}"
    rf"(?:\s*(?:、|,|和|与|\band\b)\s*{_A_NAME})*"
    rf"|{_A_NAME}\s*(?:这样|这种|这类|之类|一类)(?:[^;；。\n]{{0,40}}?[改换叫变成为][^;；。\n]{{0"
    rf",10}}?"
    rf"{_A_NAME})?",
    re.IGNORECASE,
)
# A name with words that stand for what differs: "db_日期.sql", "IMG_YYYYMMDD.jpg".
STANDS_FOR = Pattern(
    r"[\w-]*(?:日期|年月日|时间|编号|序号|数字|号码|YYYY[-_]?MM|NNN+|XX+|(?<![A-Za-z])xxx+(?![A-Za-z])|##+"
    r"|[<{\[](?:[a-z]{1,10}|[\u4e00-\u9fff]{1,6})[>}\]]|[_-](?:date|number|N)(?=[_.-]))[\w-]*\.\w{1,5}"
)
_PUT = (
    r"\b(?:mov(?:e|ing)|cop(?:y|ies|ying)|put(?:ting)?|organi[sz]e|place|back ?up|extract"
    r"|unzip|unpack|pack|archive|compress|zip|tar|create|make|mkdir|rename|save|store|export"
    r"|write|convert|split)\b"
)
# Where something is to be put, from its preposition on; what stands before it is kept.
_DESTINATION = Pattern(
    rf"({_PUT}[^;；\n]{{0,200}}?)\b(?:into|to|called|named|folders?|director(?:y|ies))\s+"
    r"[^;；\n]{0,200}"
    r"|(\bput(?:ting)?\b[^;；\n]{0,200}?)\bin\s+(?!front\b)[^;；\n]{0,200}"
    r"|(?:移动?|复制|拷贝?|放|挪|搬|归类|归档|整理|分类|备份|解压|提取|收集|存|导出|输出"
    r"|写)(?:到|至|进|入|成|去)[^;；。\n]{0,120}"
    r"|(?:放|存|写)在[^，。,;；\n]{1,40}(?:文件夹|目录)[里中下]?\s*(?=[，。,;；\n]|$)"
    r"|(?:新建|创建|建立?|新增)[^;；。\n]{0,120}",
    re.IGNORECASE,
)


# What a folder is to be called is no word of the wish: "移到 归档 文件夹", "to the backup
# folder", "folders 2025/Q1 and 2025/Q2".
_AIM_NAMES = Pattern(
    r"(?:(?<=[到进入])|(?<=[到进入]\s))[^\s，,。;；\"“”到进入]{1,30}?(?=\s?(?:这个"
    r"|的)?子?(?:文件夹|目录)(?:里|中|内|下)?(?:面|去)?\s*(?:$|[，,。;；!！]))"
    r"|(?<=\bto the )[\w.-]{1,60}(?=\s+(?:folder|directory)\b)"
    r"|(?:(?<=\bfolder called )|(?<=\bfolder named ))[\w./-]{1,60}"
    r"|(?<![\w./:~-])[A-Za-z0-9_-]{1,60}/[A-Za-z0-9_/-]{1,60}(?![\w./-])",
    re.IGNORECASE,
)


def without_aim_names(text: str) -> str:
    """A text without what folders are to be called; blanks keep its other words in place."""
    return blank(text, [name.span() for name in _AIM_NAMES.finditer(text)])


def without_new_names(text: str) -> str:
    """A text without what files are to be called, and which are to be left alone."""
    return _NEW_NAMES.sub(r"\1\2\3\4\5\6\7\8\9 ", without_shown(text))


def without_shown(text: str) -> str:
    """A text without the names that show what others are like; blanks keep the rest in place."""
    shown = [*_SHOWN.finditer(text), *STANDS_FOR.finditer(text)]
    return blank(text, [name.span() for name in shown])


def without_aims(text: str) -> str:
    """A text without where things are to be put; what stands before the preposition is kept."""
    return _DESTINATION.sub(r"\1\2 ", text)


# What stands before the name of a file that is to be written.
# A name may begin with it: "保存为成绩.csv", "学生成绩.csv".
_INTO = r"(?<![为到在至作叫])成(?!绩)"
# "Which store in a.csv sold most" stores nothing: such a word is a verb where one is expected.
_NOUNS = r"\b(?:export|store|output|dump|turn)(?!\s+of\b)"
_TOLD = (
    r"(?:(?:^|(?<=[,;.:!，。；：、！\n])|(?<=\band)|(?<=\bor)|(?<=\bthen)|(?<=\bplease)|(?<=\bpls)"
    r"|(?<=\bto)|(?<=\balso)|(?<=\bjust)|(?<=\byou)|(?<=\bcan)|(?<=\bwill)|(?<=\bme)"
    r"|(?<=[\u4e00-\u9fff]))"
    rf"\s*{_NOUNS}|{_NOUNS}(?=\s+(?:it|them|that|this|those|these|everything|all|both|(?:the\s+)?"
    r"(?:result|answer|output|table|list|total|summary|report|chart|plot|row|number|finding)s?)\b))"
)
# "I saved the log in a.log", "it is saved as a.log" tell where something is.
_TO_BE_SAVED = (
    r"(?<!\bi )(?<!\bwe )(?<!\bhe )(?<!\bshe )(?<!\bthey )(?<!'ve )(?<!’ve )(?<!\bhave )(?<!\bhas )"
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bsaved"
)
# "into one file all.txt"
_ONE_FILE = r"(?:\s+(?:an?|one|the|single|new|big|long|file|document|text))*"
OUTPUT_WORDS = (
    rf"(?:保存|另存|存储|(?<![不库内缓现生共结留])存(?!在的)|导出|输出|写|生成(?!绩)|改名|命名"
    rf"|下载(?!\s*(?:文件夹|目录|[里中]|[/\\])))(?:图片|图表?|曲线|结果|{_INTO}|为|到|在|至|入|进"
    rf"|作|叫做?"
    rf"|一个|个|文件|名|\s)*"
    r"|转换?(?:成(?!绩)|为|到|至|作|存)(?:一个|个|文件|名|\s)*"
    r"|\b(?:with|under|by|using|and)\s+(?:the\s+)?(?:file\s?)?name(?:\s+of)?(?=\s+\S+\.[A-Za-z])"
    r"|名(?:字|称)?(?:叫做?|为|是)|(?<=[，,])\s*文件名\s*[：:]?\s*|(?<=[，,])\s*(?:就|它"
    r"|压缩包|文件|结果|名字|新文件)*叫做?\s*|"
    rf"(?:\b(?:save|saving|write|writes|convert|render)"
    rf"|{_TO_BE_SAVED})\b[^.,;，。；]{{0,60}}?\b(?:as|to|into|in)"
    rf"|{_NOUNS}\b[^.,;，。；]{{0,60}}?\b(?:as|into)|{_TOLD}\b[^.,;，。；]{{0,60}}?\b(?:to|in)"
    r"|\b(?:named|called|output)|\bto"
    # "look into a.csv", "load a.csv into b.db" name what is there
    r"|\b(?:put|collect|gather|scrape|list|pull|get|grab|copy|place|write)\b[^;；\n]{0,200}?\binto"
    r"|(?:压缩|打包|合并|(?<![综结适])合(?=成)|拼接?|连接?|汇总|整合)[^，。；;\n]{0,80}?(?:成"
    r"|为|到|进|至)(?:一[个份本篇]|名为|文件|\s|(?:书|表|文档|文本)\s+)*"
    r"|\b(?:join|concat(?:enate)?|stitch|put|glue|stick|merge"
    r"|combine)\b[^;；。\n]{0,120}?\b(?:together|one|single)\b[^;；。\n]{0,30}?\b(?:into|as"
    r"|called|in)"
    rf"{_ONE_FILE}|\b(?:join|concat(?:enate)?|stitch|glue|merge"
    rf"|combine)\b[^;；。\n]{{0,120}}?\b(?:into|as){_ONE_FILE}|(?<=\s)>"
    r"|\b(?:compress|zip|pack|archive|bundle|tar|merge|combine|stack)(?:e?s"
    r"|ing)?\b[^;；。\n]{0,120}?\b(?:into|as|to)"
    r"|\b(?:tar\s{1,4}-?[a-z]{0,6}c[a-z]{0,6}|zip(?:\s{1,4}-\w{1,20}){1,4}|7z\s{1,4}a)"
    r"|(?:新建|创建|建立?)(?:一个|个|空|新|的|文本|文件|\s)*"
    r"|\b(?:create|touch)(?:\s+(?:an?|the|new|empty|text|file)){0,5}\s"
)
NO_OUTPUT = Pattern(
    r"\b(?:compare[ds]?|diff|similar|next|close|relative|according|join(?:ed)?|merge|append(?:ed)?"
    r"|prepend|add|added|bring|written|logged|belong|match(?:ed)?|link(?:ed)?|relate[ds]?)\b",
    re.I,
)

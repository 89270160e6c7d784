"""What a sentence wants to have searched: "find TODO in src", "哪些文件里提到了 密码"."""

import re

from aios_file_words import FLAGS, QUOTED, quoted, says

REGEX = r"正则|正規|regex|regular expression|regexp"
AFTER_REGEX = r"(?:正则(?:表达式)?|regex|regexp|regular expression|pattern)\s*[:：]?\s*(\S+)"
MARKS = r"(?<!\w)(TODO|FIXME|XXX|HACK|BUG|NOTE)s?(?!\w)"
WHAT_ZH = r"(?:文本|文字|字符串|单词|关键词|关键字|词语?|变量|函数|方法|内容)?"
WHAT_EN = (
    r"(?:(?:the\s+)?(?:word|text|string|term|phrase|keyword|function|variable|name)\s+)?(?:the\s+)?"
)
END_ZH = r"(?=\s*(?:的|行|出现|在|这个|这些|一词|字样|是|有|用在|了|吗|[，。？！,?]|$))"
PLACE = (
    r"(?=\s+(?:in|inside|under|within|across|from|throughout|appears?|used|defined|called"
    r"|occurs?|per|by|for\s+each|and\s+(?:count|tell|show|list|say|give|how))\b|\s*[,.?!]?\s*$|\s*,\s|\s*[?？])"
)
# What a log is looked through for: "有没有报错", "check app.log for errors"; what is to be found
# is that word itself where it is said to be contained.
TROUBLES = r"报错|出错|错误|异常|\b(?:errors|exceptions|problems|anything wrong|went wrong)\b"
TROUBLES_ALONE = r".{0,6}(?:报错|出错|错误|异常|error|exception|problem|wrong)s?.{0,4}"
TROUBLE = r"(?i:error|exception|traceback|\bfatal|\bcritical\b|\bpanic|错误|异常|报错)"
TROUBLE_SHOWN = "error / exception / fatal / 错误 / 异常"
LITERALLY = (
    r"包含|含有|提到|提及|出现|字样|这个词|\b(?:contain|mention|the (?:word|text|string)|say)\w*"
)
LEVELS = r"(?:errors?|warn(?:ing)?s?|info|debug|fatal|critical)"
# What a file holds many of by its nature is measured, not searched.
UNIT_ZH = r"行|字|词|单词|文件|目录|子|代码|图片|照片|内容|东西|数据|记录|列|页|[kmgt]?b\b|空间|大"
UNIT_EN = (
    r"(?:lines?|words?|characters?|chars?|bytes|files?|(?:sub)?folders?|rows?|columns?|pages?)\b"
)
PATTERNS = (
    r"\b(?:most|fewest|many)\s+(?:lines|entries|messages|hits)\s+(?:with|containing|of"
    r"|that\s+(?:say|contain))\s+(?P<q>[\w.-]+)",
    rf"\bd(?:oes|o|id)\s+{WHAT_EN}(?P<q>[^?]+?)\s+(?:occur|appear|(?:show|turn|come)\s+up)\b",
    r"(?:文件|文档|笔记|地方)(?:里面?|中)?(?:都|有)*(?:出现|提到|提及|写到|含有|包含)(?:了"
    r"|过)?\s*(?P<q>[^\s，。？！,?“”的]+?)(?=[，。？！,?]|$)",
    r"(?:搜索?|查找?|找)\s+(?P<q>[^\s，。？！,?“”]+)\s*[，,]\s*哪些文件",
    r"(?P<q>[^\s，。？！,]+?)\s*(?:这个词|这几个字|一词|字样)",
    rf"(?:包含|含有|提到|提及|用到|使用|引用|调用|写了|写着|import)\s*(?:过|了"
    rf"|着)?\s*{WHAT_ZH}\s*(?P<q>[^\s，。？！,?“”]+?){END_ZH}",
    rf"(?:搜索|搜一?下|搜寻|搜|查找|查一?下|查|找出|找一?下|找到|找|grep"
    rf"|search)\s*(?:一下)?\s*(?:[里中下内]面?的?\s*)?(?:所有|全部)?+(?:的|带有?"
    rf"|含有?)?\s*{WHAT_ZH}\s*(?P<q>[^\s，。？！,?“”]+?){END_ZH}",
    r"(?:出现|用)(?:了|过)\s*(?P<q>[A-Za-z_][\w.()-]*)",
    r"(?P<q>[^\s，。？！,]+?)\s*(?:这个词|一词|字样)?\s*(?:出现|用)(?:在|了|过)",
    r"(?:文件|日志|脚本|代码|文档|笔记|txt|md|log)\s*(?:里面?|中|内)?\s*(?:都"
    r"|还)?有(?:写)?\s*(?P<q>[A-Za-z_][\w.()-]*|(?<=\s)[^\s，。？！,?的]+)(?=\s*(?:[，。？！,?]"
    r"|$))",
    r"(?:里|中|下|内)\s*(?:的|所有的?|有没有|哪里有|哪儿有)\s*(?P<q>[A-Za-z_][\w.()-]*)",
    rf"\b(?:mention(?:s|ing|ed)?|contain(?:s|ing|ed)?|includ(?:e|es|ing)|import(?:s|ing)?"
    rf"|call(?:s|ing)?|us(?:e|es|ing)|references?|referencing|says?)\s+{WHAT_EN}(?P<q>.+?){PLACE}",
    rf"\b(?:occurrences?|mentions?|uses|usages?|instances?|references?)\s+(?:of"
    rf"|to)\s+{WHAT_EN}(?P<q>.+?){PLACE}",
    rf"\b(?:search|look|grep|scan)(?:ing)?\s+(?:[\w./~-]+\s+){{0,6}}?for\s+{WHAT_EN}(?P<q>.+?){PLACE}",
    rf"\b(?:search|grep|find)\s+(?:all\s+)?(?:lines\s+(?:with"
    rf"|containing)\s+)?{WHAT_EN}(?P<q>.+?){PLACE}",
    rf"\bwhere\s+is\s+{WHAT_EN}(?P<q>.+?){PLACE}",
    rf"\bwhich\s+files?\s+(?:is|are|can\s+i\s+find|do\s+i\s+find)\s+{WHAT_EN}(?P<q>.+?){PLACE}",
    r"(?P<q>[^\s，。？！,?]+?)\s*(?:这个词|这几个字|一词|字样)?\s*(?:写|出现)?在(?:哪个|哪些"
    r"|什么)(?:文件|地方)",
    rf"\bd(?:o|oes|id)\s+{WHAT_EN}(?P<q>[^\s?]+)\s+(?:occur|appear|stand|(?:show|turn|come) up)\b",
    rf"\blines?\s+with\s+(?P<q>.+?){PLACE}",
    r"(?:多少|几)\s*行\s*(?:是|有)?\s*(?P<q>[A-Za-z_][\w.-]*)",
    r"\bhow\s+many\s+(?P<q>[\w.-]+)\s+lines\b",
    rf"(?P<q>{LEVELS})\s*的?行数?",
    rf"\b(?:count|number\s+of|most|fewest)\s+(?:the\s+)?(?P<q>{LEVELS})(?:\s+lines\b|\s*[.?]?$)",
    r"的\s*(?P<q>[A-Za-z_][\w.-]*)\s*(?:出现(?:得|的次数)?|数量?)?最[多少]",
    rf"(?:里面?|中|下|内)?\s*(?:一共|总共|共)?有?(?:多少"
    rf"|几)\s*[个条处次]?+\s*+(?P<q>(?!{UNIT_ZH})[^\s，。？！,?的]+)(?!\s*(?:文件|行|次)){END_ZH}",
    rf"(?P<q>(?!{UNIT_ZH})[A-Za-z_][\w.-]*+)\s*(?:一共|总共|共)?有?(?:多少"
    rf"|几)\s*[个条处次]?(?=[，。？！,?了吗]|$)",
    rf"\b(?:how\s+many|count|number\s+of)\s+(?:the\s+)?(?P<q>(?!{UNIT_EN})[\w.-]+?)(?:(?<!s)s)?\s"
    rf"+(?:are\s+)?(?:there\s+)?(?:are\s+)?in\b",
)  # fmt: skip
NOT_A_QUERY = re.compile(
    r"(?:所有|全部|哪些|什么|文件|目录|文件夹|代码|里|中|下|files?|folders?|all|every|the|it|this"
    r"|that"
    r"|哪里|地方|一下|内容|lines?|行|过|了)+",
    FLAGS,
)


def query_of(text, names=()):
    """(regular expression, as it is to be shown) of what is to be searched; None when unsaid.

    `names` are of files and folders, which are no query even in quotation marks.
    """
    told = [q for q in quoted(text) if q not in names and q.rstrip("/") not in names]
    if says(REGEX, text):
        found = re.search(AFTER_REGEX, QUOTED.sub(" ", text), FLAGS)
        pattern = told[0] if told else found[1] if found else ""
        return (pattern, pattern) if pattern else None
    marks = [] if told else list(dict.fromkeys(re.findall(MARKS, text)))
    if marks:
        return rf"\b(?:{'|'.join(marks)})\b", " / ".join(marks)
    words = told or spoken(text, names)
    if not told and asks_for_troubles(text, words):
        return TROUBLE, TROUBLE_SHOWN
    if len(words) == 1 and words[0].isalpha() and says(rf"\bthe word {words[0]}\b", text):
        return rf"\b{words[0]}\b", words[0]
    return ("|".join(map(re.escape, words)), " / ".join(words)) if words else None


def asks_for_troubles(text, words):
    """True for "check app.log for errors", where no other words are to be found there."""
    literal = says(LITERALLY, text) or re.search(r"\b(?:ERROR|EXCEPTION)", text)
    general = says(TROUBLES, text) and not literal
    return general and all(re.fullmatch(TROUBLES_ALONE, word, FLAGS) for word in words)


def spoken(text, names=()):
    """The words to be searched where the sentence sets them in no quotation marks."""
    text = re.sub(r"(?:[\w./~-]+/)?\*(?:\.\w+)?(?!\w)", " ", text)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ") if len(name) > 1 else text
    text = re.sub(r"\*\.\w+|(?<!\w)\.\w{1,5}(?=\s*(?:文件|files?))", " ", text)
    for pattern in PATTERNS:
        for found in re.finditer(pattern, text, FLAGS):
            words = [tidy(word) for word in re.split(r"\s+(?:or|或者?)\s+|或者?", found["q"])]
            words = [word for word in words if word and not NOT_A_QUERY.fullmatch(word)]
            if words:
                return words
    return []


def tidy(word):
    """A query without the words around it."""
    word = re.sub(r"^(?:-{1,2}\w+\s+)+", "", word.strip())
    word = re.sub(r"^(?:(?:the|all|any|every|word|text|string)\s+)+", "", word.strip(), flags=FLAGS)
    word = re.sub(r"\s+(?:lines?|entries|messages?|records?)$", "", word, flags=FLAGS)
    return word.strip(" \t:：\"'“”‘’,，。？?!！")

"""What a sentence says beside its wish: what is to stay, why it is wished for, examples."""

import re

from aios_file_words import FLAGS, KINDS, QUOTED

_AT = r"(?:^|[，,。；;！!]|\.(?=\s)|\b(?:and|but)(?=\s))\s*"
_LEFT_ZH = (
    r"(?:(?:不要|不用|不必|无需|别|勿|不许|不能)(?:去|再|随便|乱)?(?:动|改名?|碰|管|处理|移动?"
    r"|删除?)"
    r"|不(?:动|变|改)|保持(?:原样|原名|不变)|留(?:在)?(?:原处|原地|原位|原来)|原封不动|照旧|原样)"
)
_REST_EN = (
    r"(?:(?:any|every)thing\s+else|(?:all\s+)?(?:the\s+)?(?:rest|others|other\s+\w+)"
    r"|any\s+other\s+\w+)"
)
_PARTS_EN = (
    r"(?:the|their|its)\s+(?:\w+\s+){0,2}?(?:number(?:s|ing)?|digits?"
    r"|extensions?|suffix(?:es)?|dates?|rest\s+of\s+the\s+names?)"
)
# "其他的别动", "后面的编号不变", "leave the rest alone", "keeping the numbers as they are"
_STAYS = (
    rf"{_AT}(?:但是?|而|并且?|请|千万|注意|\s)*(?:别的|其他|其它|其余|剩下"
    rf"|剩余)[^，,。；;！!]{{0,20}}?{_LEFT_ZH}[^，,。；;！!]{{0,6}}",
    rf"{_AT}(?:但是?|而|并且?|请|\s)*[^，,。；;！!]{{1,16}}?(?:保持|都)*(?:不变|不改|不动|照旧"
    rf"|保持原样)(?=[，,。；;！!]|$)",
    rf"{_AT}(?:但是?|并且?|请|\s)*(?:保留|留着)(?:后面的?|原来的?|原有的?|原|\s)*(?:编号|数字"
    rf"|序号|扩展名|后缀名?|日期)(?=[，,。；;！!]|$)",
    rf"{_AT}(?:(?:and|but|please|just)\s+)*(?:don.?t|do\s+not|never|without)\s+(?:touch|chang"
    rf"|renam|mov|delet|modify|alter)\w*\s+{_REST_EN}[^,.;!]*",
    rf"{_AT}(?:(?:and|but|please|just)\s+)*(?:leav|keep)\w*\s+{_REST_EN}[^,.;!]*",
    rf"{_AT}(?:(?:and|but)\s+)*{_REST_EN}\s+(?:(?:should|must|can|may)\s+)?(?:be\s+left|stays?"
    rf"|remains?)\b[^,.;!]*",
    rf"{_AT}(?:(?:and|but|please|just)\s+)*(?:leav|keep)\w*\s+{_PARTS_EN}\b[^,.;!]*",
    rf"{_AT}(?:(?:and|but)\s+)*{_PARTS_EN}\s+[^,.;!]{{0,30}}?(?:stays?|remains?|be\s+left"
    rf"|(?:don.?t|do\s+not|must\s+not)\s+change)\b[^,.;!]*",
)
# What is only said to be meant too: "大写的 PDF 也算", "in upper case as well".
_TOO = (
    r"[，,；;]\s*[^，,。；;]{0,16}?(?:大小写|大写|小写)[^，,。；;]{0,12}?(?:也算|也要|都算|一样"
    r"|不论|不限|不计较?|不管"
    r"|均可)[^，,。；;]{0,4}",
    r"[，,；;(（]\s*(?:不论|不管|不分|忽略)大小写[^，,。；;)）]{0,6}[)）]?",
    r"[,;(]?\s*(?:(?:upper|lower|capital)[- ]?(?:case|letter)s?[^,.;]{0,20}?\b(?:too|as\s+well"
    r"|count|included)"
    r"|(?:including|also)\s+[^,.;]{0,24}?(?:upper|lower)[- ]?case[^,.;)]{0,16})\b\)?",
)
# Why it is wished for: "客户改名了", "our supplier renamed itself:".
_HAPPENED_ZH = r"(?:改了?名|更名|换了?名|搬家|搬走|离职|倒闭|升级|改版|换人|合并|结婚|离婚|走)"
_WHY = (
    rf"(?:^|[，,。；;！!]\s*)(?:因为|由于)?(?![^，,。；;！!]*(?:[把将]"
    rf"|[“\"「]))[^，,。；;！!]{{1,12}}?{_HAPPENED_ZH}了(?=[，,。；;！!]|$)",
    r"^(?:(?:our|my|the|his|her|their)\s|we\b|they\b|he\b|she\b"
    r"|i\b)(?:['’]ve)?[^,.;:!?]{0,50}?\b(?:renamed|rebranded|moved|merged|changed|left|married"
    r"|switched)\b[^,.;:!?]{0,40}[,.;:]\s+(?:so\s+)?",
)
_ONE_KIND = rf"(?:(?:all|the|every|each|my|所有|全部)\s*)*\.?(?:{KINDS})s?(?![A-Za-z0-9])"
# "so pdf files go to downloads/pdf, …", "比如 jpg 放进 downloads/jpg"
_EXAMPLES = (
    r"[，,;；:：(（.。]?\s*(?:\b(?:so(?:\s+that)?|that\s+is|i\.?\s?e\.?|e\.?g\.?"
    r"|for\s+(?:example|instance)|such\s+as|meaning|like)\b"
    rf"|比如说?|例如|譬如|也就是说?|即|这样)[，,:：]?\s*{_ONE_KIND}.*$",
    rf"[，,;；:：(（]\s*{_ONE_KIND}[^。]*?(?:\band\s+so\s+(?:on|forth)|\betc\b|[以依]此类推"
    rf"|等等).*$",
)
_ASIDE = (
    r"[(（][^()（）]*(?:扩展名|后缀|\bextensions?\b|排序|\bsorted\b|\border\b|例如|比如"
    r"|如(?!果)|\be\.?g\b|\bso on\b|\betc\b"
    r"|\.\w{2,4}\s+to\s+\.\w{2,4})[^()（）]*[)）]"
)


def wish_of(text):
    """A text without the clauses that say what is to stay as it is, or why it is wished for."""
    return _without((*_STAYS, *_TOO, *_WHY), text)


def without_asides(text):
    """A text without brackets that tell of suffixes or an order, or show what comes of it; those
    that tell where to look, or stand in quotation marks, stay."""
    return _without((_ASIDE,), text)


def without_examples(text):
    """A text without what it shows of where single kinds of files would go."""
    return _without(_EXAMPLES, text)


def _without(patterns, text):
    """A text without what the patterns describe; quotations and a text that is all of it stay."""
    for pattern in patterns:
        shut = [told.span() for told in QUOTED.finditer(text)]

        def rest(found, shut=shut):
            start, end = found.span()
            quoted = any(first < end and start < last for first, last in shut)
            return found.group() if quoted else ""

        left = re.sub(pattern, rest, text, flags=FLAGS)
        text = left if left.strip() else text
    return text

"""Deeds a clause asks for, such as sending or deleting, which only a skill that names them does."""

import re
from collections.abc import Iterable
from functools import lru_cache

from aios.contracts.numerals import count
from aios.contracts.patterns import Pattern
from aios.contracts.skill import Skill
from aios.contracts.text import terms
from aios.skills.library import FUNCTION_TERMS, said

ZH_DEEDS = (
    "写一?[首封]|发送|发邮件|发一?[封条]|发给(?!我(?![的们]))|发到|群发|寄给|预订|预定|订一?[张个份间]|购买|买一?[张个份]|翻译|播放"
    "|关机|关闭|重启|停止|删除|删掉|删了|删光|清空|清理|移除|清除|重新?命名|移动|[移挪搬][到进至]|杀掉|杀死|终止|安装|卸载|部署|上传|发布|推送|提交|付款|转账|预测|训练"
)
EN_DEEDS = (
    r"(?:send|e-?mail)(?!\s+me\b)|tweet|post(?=\s+(?:it|them|this|that|to)\b)|publish|upload|deploy|install|uninstall|delete"
    r"|throw\s+(?:out|away)|toss(?:\s+out)?|remove|rename|move|kill|terminate|restart|reboot|shut\s*down|turn\s+off|translate|buy|purchase|pay|sing"
    r"|write\s+(?:me |us )?an?\s+(?:\w+ )?(?:poem|story|song|letter|essay|joke|haiku|speech)"
    r"|mv|cp|rm|mkdir|transfer|predict|forecast|train|order(?!\s+(?:by|of|the)\b)|book(?=\s+(?:a|an|me|us|the|my)\b)|play"
)
# "算一下每个省份的总金额", "work out the median of each".
_RECKONS = Pattern(
    r"\s*(?:请|再|并|也|都|先|然后|帮我|帮忙|给我|麻烦你?)*(?:计算|统计|求|算)(?:一下|一算|出来?)?(?!机|法)[\u4e00-\u9fff\w]"
    r"|\s*(?:(?:please|then|and|also)\s+)*(?:work\s+out|calculate|compute|figure\s+out|determine)\s+(?:the|each|every|how)\b",
    re.IGNORECASE,
)
# What follows makes the verb a part of a name: "安装步骤", "预订平台", "提交记录", "部署.sh".
_NAME_FOLLOWS = (
    r"(?![的数量率次端者家]|[平渠][台道]|日期|方式|来源|状态|类型|金额"
    r"|步骤|说明|方法|文档|记录|失败|成功|时间|情况|历史|日志|会|\.[A-Za-z])"
)
_ASKED = (
    r"(?:请|麻烦|帮忙|帮我|给我|替我|我要|我想|想要?|顺便|再|并|也|都|先|然后|\s|please\b"
    r"|kindly\b|also\b|just\b|now\b|go\b|and\b|(?:can|could|would|will)\s+you\b|i\s+(?:want|need)\s+(?:you\s+)?to\b|help\s+me\b)*"
)
# "I want to send docs to a colleague. Can you zip it": why something is asked, before it is.
WHY = Pattern(
    r"^\s*(?:(?:i|we)\s+(?:want|need|have|plan|would\s+like|am\s+going|are\s+going)\s+to\b|(?:i|we)['’](?:d\s+like|m\s+going|re\s+going)\s+to\b)[^.!?\n]{1,160}[.!,;]\s+(?:so\s+)?"
    r"(?=(?:please|can|could|would|will)\b)"
    r"|^\s*(?:我们?|咱们?)(?:想|要|想要|打算|准备|需要|得)[^。！!？?\n]{1,80}[。！!]\s*(?=请|帮|麻烦|能|可以|你)"
    r"|^\s*(?:我们?|咱们?)(?:想|要|想要|打算|准备|需要|得)?把[^。，,！!？?\n]{1,60}(?:发|寄|交|传|拿)(?:给|到)[^。，,！!？?\n]{1,20}[，,]"
    r"(?=[^。\n]*(?:请|帮我?|麻烦|能不能)[^。\n]*(?:转|换|改|压缩|打包|存|导出))",
    re.IGNORECASE,
)
_SENTENCES = Pattern(r"(?<=[。！!；;])|(?<=\.)\s+(?=[A-Z])|\n")
_DEED = Pattern(
    rf"^{_ASKED}(?:(?:把|将)[^，,。；;]{{1,40}}?)?(?P<zh>{ZH_DEEDS}){_NAME_FOLLOWS}"
    rf"|^{_ASKED}(?P<en>{EN_DEEDS})\b(?![\w-]*\.[A-Za-z])",  # "pay.py" is a file's name
    re.IGNORECASE,
)
# The verb may stand last, with what it is done to before it: "超过 60 天没动过的文件删掉". What
# asks which, or whether it may be, tells nobody to do it.
_DONE_LAST = Pattern(
    r"^(?!.*(?:哪|什么|多少|几个|怎|如何|可以|能|会|应[该当]|该不该|要不要|是否|[吗么嘛?？]|谁))[^，,。；;]*?[^的被没未已不别刚\s]\s*"
    r"(?P<zh>删除|删掉|删了|删光|移除|清除)(?:掉|吧|了|一下|呗|即可|就行|就好)*\s*[。.!！~～]*$"
)
# Clauses made of these alone want nothing new: "告诉我结果", "show me the answer".
_LIGHT_WORDS = Pattern(
    r"告诉|只?看看|只看一下|显示|展示|输出|给出|看看|看一下|一下|结果|答案|结论|谢谢|用中文|用英文|回答|给我|我|请|把|的|吧|了"
    r"|[（(]?(?:先|暂时|暂)?(?:不要|别|不)(?:急着)?(?:删[除掉]?|动|改|移动)(?:它们?)?[)）]?|帮忙?|找出来|找[一]?[找下]|查[一]?[查下]|找出|列出来|列一列|列出|说一说|说出来|讲一讲|都"
    r"|\b(?:the\s+)?(?:files?|file\s+names?|paths?)(?:,|\s+and|\s+with)\s+(?:the\s+)?(?:lines?(?:\s+(?:numbers?|and\s+text))?)\b(?:\s+(?:of|for)\s+(?:every|each|all)\s+\w+)?"
    r"|(?:一?共|总共|合计|分别|各)*(?:出现|提到)(?:了|过)?(?:几|多少)[次处]|\bhow\s+(?:often|many\s+times)\s+(?:in\s+(?:all|total)|altogether|in\s+each)"
    r"|^\W*(?:and\s+)?how\s+(?:much|big|large)(?:\s+(?:is\s+(?:it|that)|exactly))?\W*$|^\W*(?:是|有)?多大\W*$"
    r"|带上?行号|\bwhere(?:\s+(?:it|they|that)\s+(?:is|are))?\b|\bwith\s+(?:the\s+)?(?:line\s+numbers?|file\s+names?|paths?)\b"
    r"|\b(?:can|could|would)\s+you\b|\b(?:check|for|me|us|it)\b|\b(?:tell|show|display|give|list|hits|matches|the|them|all|please|found|results?|answers?|output|thanks?|report|in|english|chinese|about|let|know)\b",
    re.IGNORECASE,
)
# What asks after a deed does none: "上次重启", "重启过", "rebooted".
_DONE_BEFORE = Pattern(r"没|过$|上次|多久|\blast\b|\bsince\b|\w{3}ed$", re.IGNORECASE)
# Below this share of its words in what a skill says of itself, a clause is none of the skill's.
_OWN = 0.4


@lru_cache(maxsize=1 << 12)  # every skill's examples are asked for theirs with each text
def deed(clause: str) -> str:
    """The deed a sentence of the clause begins with: "把它发给老板" gives "发给", or ends with; ""
    when none does."""
    said = _SENTENCES.sub("\n", WHY.sub("", clause.strip())).split("\n")
    return next(filter(None, map(_deed, said)), "")


def _deed(clause: str) -> str:
    found = _DEED.match(clause.strip())
    if found:
        return (found["zh"] or found["en"]).lower()
    last = _DONE_LAST.match(clause.strip())
    return last["zh"] if last else ""


def names_deed(skill: Skill, wanted: str) -> bool:
    """True when the skill says of itself that it does the deed; a noun so spelled is none."""
    words = [skill.name, skill.description, *skill.keywords]
    words += [word for action in skill.actions for word in (action.description, *action.words)]
    words = [word for word in words if not _DONE_BEFORE.search(word)]
    examples = (example for action in skill.actions for example in action.utterances)
    return bool(said("\n".join(words), [wanted])) or wanted in map(deed, examples)


def asks_for_nothing(clause: str) -> bool:
    """True for a clause of light words alone: "帮我找出来", "show me"."""
    return bool(clause.strip()) and not re.search(r"\w", _LIGHT_WORDS.sub(" ", clause))


def is_foreign(clause: str, skill: Skill) -> bool:
    """True for a clause that asks for something the skill never speaks of: a poem, a message.

    What is to be reckoned is not, of a skill that is put questions in words: it speaks of columns.
    """
    wanted = deed(clause)
    if wanted:
        return not names_deed(skill, wanted)
    if _RECKONS.match(clause) and _answers_words(skill):
        return False
    words = [*skill.keywords, *(word for action in skill.actions for word in action.words)]
    if count(clause) or said(clause, words):
        return False
    return strange(clause, skill) > 1 - _OWN


def _answers_words(skill: Skill) -> bool:
    """True for a skill that reads for itself what is asked, after what was asked before."""
    entries = (a.parameters.get("properties", {}).values() for a in skill.actions)
    return any(entry.get("x-fill") == "before" for several in entries for entry in several)


def strange(clause: str, skill: Skill) -> float:
    """The share, 0..1, of a clause's telling words that the skill never speaks of."""
    rest = _LIGHT_WORDS.sub(" ", clause)
    telling = {t for t in terms(rest) if not t.isdigit()} - FUNCTION_TERMS
    unknown = len(telling - set(terms(" / ".join(_own_words(skill)))))
    return unknown / len(telling) if telling else 0.0


def _own_words(skill: Skill) -> Iterable[str]:
    yield from (skill.name, skill.description, *skill.keywords)
    for action in skill.actions:
        yield from (action.description, *action.utterances, *action.words)

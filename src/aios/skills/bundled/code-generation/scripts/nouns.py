"""The thing that a request is about, where a program serves things of any kind.

"A REST API for vinyl records", "菜谱的增删改查接口": what no recipe and no vocabulary knows, and
what stands where such a thing is named, is the thing.
"""

import re

MOST_WORDS = 3
MOST_CHINESE = 8
CJK = r"\u3400-\u9fff"
_DETERMINERS = r"(?:(?:the|a|an|my|our|all|some|list|lists|collection|collections|of|about)\s+)*"
_BEFORE = re.compile(
    r"\b(?:for|of|about|manag(?:e|es|ing)|track(?:s|ing)?|stor(?:e|es|ing)|keep(?:s|ing)?"
    r"|handl(?:e|es|ing)|serv(?:e|es|ing)|list(?:s|ing)?|add(?:s|ing)?|creat(?:e|es|ing)|crud|on)\s+"
    rf"{_DETERMINERS}$|(?:管理|存储|保存|记录|维护|增删改查|关于|针对|[一这]个)\s*$"
)
_AFTER = re.compile(
    r"\s*(?:(?:的|信息|数据|资料|记录|列表|管理|系统|后端|flask|rest(?:ful)?|crud|json|web|http)\s*)*"
    r"(?:的|增删|信息|管理|接口|后端|服务|rest|crud|api|backend|service|server)"
)
_CHINESE_ENDS = re.compile(r"^(?:个|一个|写|做|的|给|为)+|(?:的|类|等)+$")
_PLURALS = {"person": "people", "child": "children", "man": "men", "woman": "women"}
# Words that are in the plural, or have none, though they do not look so.
_AS_THEY_ARE = frozenset(
    {"people", "children", "men", "women", "staff", "sheep", "fish", "feedback"}
)


def thing(asked: str, rest: str) -> str:
    """The thing that a request names, or "". `rest` is the request with a newline in place of
    every known term, in order."""
    at = 0
    for run in re.findall(rf"[a-z][a-z-]*(?: [a-z][a-z-]*)*|[{CJK}]+", rest):
        at = asked.find(run, at)
        if at < 0:
            return ""
        named = _CHINESE_ENDS.sub("", run)
        if _short(named) and (_BEFORE.search(asked[:at]) or _AFTER.match(asked, at + len(run))):
            return named
        at += len(run)
    return ""


def _short(run: str) -> bool:
    """True for as many words as a thing is called by."""
    words = run.split() if run.isascii() else [*run]
    return 0 < len(words) <= (MOST_WORDS if run.isascii() else MOST_CHINESE) and len(run) > 1


def resource(noun: str) -> str:
    """A thing as a part of addresses: "vinyl record" is "vinyl-records"; Chinese stays."""
    if not noun.isascii():
        return noun
    *first, last = noun.lower().split()
    return "-".join([*first, _plural(last)])


def _plural(word: str) -> str:
    if word in _AS_THEY_ARE or re.search(r"(?<![su])s$", word):
        return word
    if word in _PLURALS:
        return _PLURALS[word]
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search(r"(?:s|x|z|ch|sh)$", word) else f"{word}s"

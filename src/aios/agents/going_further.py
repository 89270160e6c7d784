"""Texts that go on about a table that was just asked: "largest first", "哪个最大", "as a chart".

An action that reads for itself what was said before is given them, whatever else their few words
are like; it says itself what it does not understand, and then another reading is tried.
"""

import re
from collections.abc import Sequence

from aios.agents.choose import Fit
from aios.agents.fill import Context, Sentence
from aios.contracts import mentions
from aios.contracts.patterns import Pattern

# A longer text is a task of its own sooner than a word on the answer before.
_LONGEST = 120
# What no table is asked: things of the computer and of the net, and what is to be made anew.
_ELSEWHERE = Pattern(
    r"\b(?:folders?|director(?:y|ies)|disk|memory|ram|cpu|processes|ports?|network|internet|web\s*sites?|web\s*pages?|weather"
    r"|programs?|scripts?|code|passwords?|uuid|python|bash|downloads?|uptime|computer|machine|laptop|server|news|translate"
    r"|function|unit\s+tests?|pdfs?|documents?|reports?|html)\b"
    r"|\b(?:how\s+many|which|what|list|find|show|delete|rename|move|copy|count)\s+(?:\w+\s+){0,3}files?\b"
    r"|\b(?:largest|biggest|smallest|newest|oldest|latest|empty|duplicate)\s+files\b"
    r"|\bwhat\s+time\s+is\b|\bwhat\s+can\s+you\b|\bwho\s+are\s+you\b"
    r"|文件夹|目录|磁盘|硬盘|内存|进程|端口|网络|联网|网页|网站|网址|天气|程序|脚本|代码|密码|翻译|下载|电脑|系统|服务器|新闻|函数|文档|报告|报表"
    r"|(?:多少|哪些|几|什么|所有|全部)个?文件|现在几点|你(?:能|会)(?:做|干)|你是谁",
    re.IGNORECASE,
)


def goes_on(text: str, alone: Sequence[Fit], base: Fit, context: Context) -> bool:
    """True for a short text that names no file, folder or address, and nothing that a table is not
    asked about, after an action that reads for itself what was said before.

    `alone` are the actions that would do the text by itself.
    """
    if len(text) > _LONGEST or not reads_before(base) or _ELSEWHERE.search(text):
        return False
    sentence = Sentence(text, context, frozenset())
    output = mentions.output_name(text)
    named = [*sentence.files, *(lost for lost in sentence.lost_files if lost != output)]
    if named or sentence.folders or mentions.urls(text):
        return False
    return not any(found.taken or found.whole for found in alone)


def reads_before(found: Fit) -> bool:
    """True for an action that is given the texts that this one goes on from."""
    entries = found.action.parameters.get("properties", {}).values()
    return any(entry.get("x-fill") == "before" for entry in entries)

"""Texts about one web page, told in several sentences: all of it is put to what reads the page.

"I'm making a leaflet. http://… lists clinics. I need the name of each. Excel please."
"""

import re
from collections.abc import Callable

from aios.agents.choose import Fit, visits
from aios.contracts import mentions
from aios.contracts.patterns import Pattern

_A_FILE = Pattern(r"\.(?:csv|tsv|xlsx?|zip|gz|pdf|docx?|txt|db|sqlite)(?:$|[?#])", re.IGNORECASE)
# What something else has to do with what the page brings, or with the page in time.
_ELSE = Pattern(
    r"\b(?:plot|chart|draw|graph|histogram|diagram|pie|translat\w+|e-?mail\s+(?:it|them|me|this|the)|send|notif\w+|monitor|watch"
    r"|alert|warn|every\s+(?:\w+\s+)?(?:seconds?|minutes?|hours?|day)|once\s+an?|correlat\w+|unit\s+tests?|download\w*|zip"
    r"|script|program|code|scraper|crawler|spider|function|class|deploy|install|ping|port|latency|response\s+time|mentions?"
    r"|compare|summar\w+|delete|move|rename|folder|curl)\b"
    r"|画|绘|图表|柱状|折线|饼图|翻译|发给|发送|发到|通知我|监控|监测|每隔|提醒|相关性|测试|部署|安装|下载|压缩|打包"
    r"|脚本|程序|代码|爬虫|函数|端口|响应时间|文件夹|目录|删除|移动|比较|对比|总结|概括",
    re.IGNORECASE,
)
# Two pages may be compared by what reads them.
_COMPARED = Pattern(r"\bcompared?\b|比较|对比", re.IGNORECASE)


def of_one_page(text: str, best: Callable[[str], Fit | None]) -> bool:
    """True for a text that names one page, or two that are compared, and no file, and wants what
    they say, by the action that fits it `best`."""
    pages = set(mentions.urls(text))
    if len(pages) not in (1, 2) or any(_A_FILE.search(page) for page in pages):
        return False
    said = mentions.blank_urls(text)
    if _ELSE.search(_COMPARED.sub(" ", said) if len(pages) == 2 else said):
        return False
    found = best(text)
    return found is not None and _brings_lists(found)


def _brings_lists(found: Fit) -> bool:
    """True for an action of the skill that goes to pages and writes what they list."""
    skill = found.skill
    if skill is None or not found.taken or found.ignored:
        return False
    properties = found.action.parameters.get("properties", {}).values()
    writes = any(entry.get("x-fill") == "name" for entry in properties)
    return writes and any(
        visits(action, action.parameters.get("properties", {})) for action in skill.actions
    )

"""Texts that have programs looked at: reviewed, checked for their syntax, or for why they fail.

"Find bugs in a.py" is for the action with `x-reviews`, "which .js files here are broken" for the
one with `x-parses`; "a.py crashed on b.csv" for the one with `x-debugs`, whatever is in b.csv.
What fails beside no data, or is to be changed, is left to others.
"""

import re
from collections.abc import Sequence

from aios.agents.choose import Chooser, Fit, fit
from aios.agents.fill import Context, Sentence
from aios.contracts import mentions
from aios.contracts.patterns import Pattern

_SUFFIXES = (".py", ".js", ".mjs", ".cjs", ".sh", ".bash")
_KIND = Pattern(
    r"\*?\.(?:js|mjs|py|sh)\b|(?<![A-Za-z])(?:js|javascript|python|py|shell|bash|sh)\s*(?:的)?\s*"
    r"(?:文件|脚本|程序|代码|scripts?|files?|programs?)",
    re.IGNORECASE,
)
# Programs of any kind, which only their grammar is asked of.
_GRAMMAR = Pattern(
    r"\bsyntax\b.*\b(?:scripts?|programs?|code)\b|\b(?:scripts?|programs?|code)\b.*\bsyntax\b"
    r"|(?:脚本|程序|代码).*语法|语法.*(?:脚本|程序|代码)",
    re.IGNORECASE | re.DOTALL,
)
_ALL = Pattern(
    r"\b(?:all|every|each|which|any|here|folder|directory|project|files|scripts)\b"
    r"|所有|全部|每[个一]|哪[些个几]|各个?|文件夹|目录|项目|都|这里",
    re.IGNORECASE,
)
_SYNTAX = Pattern(
    r"\bsyntax\b|\bvalid\b|\bparses?\b|\bbroken\b|\bquot(?:e|es|ation)\b|\bbrackets?\b|\bbraces?\b|\bparenthes[ei]s\b"
    r"|\bmissing\s+(?:fi|do|done|then|colon)\b|\bcompiles?\b|语法|引号|括号|配对|编译|冒号|缺了?\s*(?:fi|do|done|then)",
    re.IGNORECASE,
)
_REVIEW = Pattern(
    r"\breview\b|\baudit\b|\b(?:find|any|spot|look\s+for|are\s+there|see|list)\s+(?:\w+\s+){0,3}"
    r"(?:bugs?|mistakes?|problems?|issues?|flaws?|errors?|smells?|risks?|weakness\w*)\b"
    r"|\bsecurity\b|\b(?:in|un)secure\b|\bsmells?\b|\bwrong\s+(?:with|in)\b|\bbad\s+(?:habits?|practi[cs]es?)\b"
    r"|\bvulnerab\w+|\bwhat\s+(?:bugs?|problems?|mistakes?)\b|\banything\s+wrong\b"
    r"|审查|评审|代码质量|漏洞|隐患|毛病|不规范|坏味道|写得不好|不好的地方|有(?:没有|什么|哪些)?(?:bug|问题|毛病|错误)|找(?:找|出)?[^，。?？]{0,40}(?:bug|问题|错误|毛病)",
    re.IGNORECASE,
)
_REVIEWS = Pattern(
    r"(?:(?:please|could\s+you|can\s+you|i\s+want\s+you\s+to)\W+)*(?:code[\s-]+)?(?:review|audit)\b|(?:请|麻烦|帮我?|给我|对|把|\s)*(?:审查|评审|审一)",
    re.IGNORECASE,
)
# What is wrong only when it runs, or gives what it should not.
_RUNS = Pattern(
    r"\b(?:crash\w*|traceback|exception|raises?|throws?|when\s+(?:i\s+)?run|runs?|ran|running|prints?|printed|output|outputs"
    r"|returns?|should|expected|instead\s+of|why|fails?|failing|failed|wrong\s+(?:result|answer|number|value)s?|tests?|hangs?)\b"
    r"|崩溃|异常信息|报错|报了?|运行|跑|输出|打印|返回|应该|本来|预期|为什么|为啥|结果不|结果是|测试|卡[住死]|不对",
    re.IGNORECASE,
)
# A line that is to blame though nothing fails, and no value is told that should come out.
_DOUBTS = Pattern(
    r"\b(?:to\s+blame|which\s+line\s+is\s+(?:wrong|at\s+fault)|infinite\s+loop|endless\s+loop|why|never\s+changes|is\s+the\s+condition)\b"
    r"|为什么|为何|死循环|条件对[吗不]|哪一?行(?:写?错|有问题|不对)",
    re.IGNORECASE,
)
_FAILS = Pattern(
    r"\b(?:crash\w*|tracebacks?|exceptions?|\w*errors?|rais\w+|throws?|fail\w*|not\s+(?:work|run|start)|won['’]?t|doesn['’]?t|hangs?|slow|memory"
    r"|recursion|tests?|import|version|works?)\b|崩|异常|报错|出错|失败|抛|递归|运行不|跑不|不能|慢|卡|挂|测试|内存|装|没反应|不工作"
    r"|(?:should|expected|instead\s+of|应该|本来|而不是|才是|才对)\D{0,20}\d|\d\D{0,12}(?:instead|而不是)|\b(?:print|return|give)s?\s+\d",
    re.IGNORECASE,
)
# That a program failed, which is no matter of the data it read.
_CRASHED = Pattern(
    r"\b(?:crash\w*|tracebacks?|exceptions?|raises?|fails?|failed|died|dies|stops? with)\b"
    r"|崩溃|报错|出错|抛出?异常|失败退出|跑不[通起下]|运行不了",
    re.IGNORECASE,
)
# What it does that it should not: only its run shows that.
_BEHAVES = Pattern(
    r"\b(?:fix(?:es)?|mend|repair|correct\s+(?:it|them|all|every\w*|the)|more\s+than\s+one|counts?|twice|never\s+(?:ends|stops|finishes)|dies|died|stops|shows?|loses|skips|forgets|calculates"
    r"|computes|gives|forever)\b|修[好复正]|多算|少算|重复|漏[了掉]|停不下来|不停",
    re.IGNORECASE,
)
# What is to be made or told besides.
_ELSE = Pattern(
    r"\b(?:rename|refactor|translate|convert|port|add|write|create|generate|implement|explain|summari[sz]e|document|docstrings?"
    r"|type\s+hints?|how\s+many\s+(?:lines|functions|classes)|delete|remove|move|copy|unused)\b"
    r"|重命名|重构|翻译|转换|转成|改写|添加|增加|写一|新建|生成|实现|解释|讲解|总结|文档|注释|类型标注|多少行|几个函数|删除|移动|复制|没用",
    re.IGNORECASE,
)
_FIXES = Pattern(
    r"\b(?:fix(?:ed|es)?|mend(?:ed)?|repair(?:ed)?|correct(?:ed)?|won['’]?t\s+(?:start|run)|will\s+not\s+(?:start|run))\b"
    r"|修|改好|改正|改对|正确写法|起不来|跑不起来|运行不了|报错",
    re.IGNORECASE,
)


def inspected(chooser: Chooser, skills: Sequence[str], text: str, context: Context) -> Fit | None:
    """The action that looks at the programs a text names, or at those of a kind in a folder."""
    if mentions.urls(text) or "```" in text:
        return None
    sentence = Sentence(text, context, frozenset())
    named = [path for path in sentence.files if path.endswith(_SUFFIXES)]
    said = sentence.prose
    given: dict[str, str] = {}
    if len(named) == 1 and len(sentence.files) > 1 and _CRASHED.search(said):
        mark = "x-debugs" if named[0].endswith(".py") and not _ELSE.search(said) else ""
    elif len(named) == 1:
        mark = _of_one(named[0], said)
    elif named or sentence.lost_files:
        return None
    else:
        mark = _of_folder(text)
        given = {"folder": next(iter([*sentence.folders, context.places.whole(".")]))}
    action = chooser.marked(mark, skills) if mark else None
    if action is None:
        return None
    found = fit(action[1], text, context.but(given={**context.given, **given}))
    return found.but(skill=action[0], evidence=1.0, score=10.0, whole=True) if found.ready else None


def _of_one(path: str, said: str) -> str:
    """The mark for one program that is named."""
    if _ELSE.search(said):
        return ""
    if path.endswith(".py"):
        if _REVIEWS.match(said.strip()):
            return "x-reviews"
        if _HABITS.search(said) and not _RUNS.search(said):
            return "x-reviews"
        failing = _FAILS.search(said) or _BEHAVES.search(said)
        if _DOUBTS.search(said) and not failing:
            return "x-reviews"
        looks = _REVIEW.search(said) and not _SYNTAX.search(said)
        looks = looks and not (_RUNS.search(said) or _BEHAVES.search(said))
        return "x-reviews" if looks else ""
    asked = _SYNTAX.search(said) or _REVIEW.search(said) or _FIXES.search(said)
    return "x-parses" if asked or _RUNS.search(said) else ""


def _of_folder(text: str) -> str:
    """The mark for all programs of a kind."""
    kind = _KIND.search(text) or _GRAMMAR.search(text)
    if not (kind and _ALL.search(text)) or _ELSE.search(text):
        return ""
    if _SYNTAX.search(text):
        return "x-parses"
    return "x-reviews" if _REVIEW.search(text) or _HABITS.search(text) else ""


# Habits that a review names.
_HABITS = Pattern(
    r"\beval\b|\bexec\b|\bbare\s+excepts?\b|\bmutable\s+defaults?\b|\bhard-?coded\b|\bpasswords?\b|\bshell\s*=\s*True\b"
    r"|裸\s*except|可变默认|硬编码|密码写死|SQL\s*注入",
    re.IGNORECASE,
)

"""What a clause wants kept: "put that into an Excel file", "好的，给我导成 csv 吧"."""

import re

from aios.contracts.patterns import Pattern

FORMATS = {
    "csv": "csv",
    "json": "json",
    "jsonl": "jsonl",
    "txt": "txt",
    "text": "txt",
    "文本": "txt",
    "markdown": "md",
    "md": "md",
    "逗号分隔": "csv",
    "excel": "xlsx",
    "xlsx": "xlsx",
    "spreadsheet": "xlsx",
    "workbook": "xlsx",
    "电子表格": "xlsx",
    "excel表": "xlsx",
    "excel表格": "xlsx",
    "excel文件": "xlsx",
    "parquet": "parquet",
    "html": "html",
    "html网页": "html",
}
_FORMAT = "|".join(sorted(FORMATS, key=len, reverse=True))
_POLITE = (
    r"(?:(?:great|good|nice|perfect|cool|thanks|thank\s+you|ok(?:ay)?|now|and|then|also|please|pls"
    r"|just|can|could|would|will|you|i|we|i'd|like|let's|me|us|to|want|need|have|get|give|send"
    r"|show)\b[\s,，!！.]*)*"
)
_IT = (
    r"(?:it|them|this|that|these|those|everything|(?:(?:all|the|this|that|those)\s+)*"
    r"(?:results?|answers?|output|table|numbers|list))"
)
_ENGLISH = (
    rf"{_POLITE}(?:(?:save|store|export|write|output|dump|put|make|download|generate|create|produce)"
    rf"\s+)?(?:{_IT}\s+)?(?:(?:out\s+)?(?:as|to|into|in)\s+)?(?:an?\s+|the\s+)?(?P<en>{_FORMAT})"
    rf"(?:\s+(?:file|format|sheet|spreadsheet|workbook|document|table|version))?"
    rf"(?:\s+(?:of|from|with|for)\s+{_IT})?[\s,]*(?:please|pls|thanks|too|as\s+well|instead)?"
)
_KINDLY = (
    r"(?:(?:好的?|很好|不错|谢谢|可以|能不能|能否|能|请|麻烦|帮我|帮忙|给我|再|然后|顺便|也|并|把|将|现在|我?还?想?要|来)"
    r"[，,！!。\s]*)*"
)
_RESULT = (
    r"(?:它们?|其|(?:这个|这些|这份|上面的?|刚才的?|以上)?"
    r"(?:结果|数据|内容|表格|列表|答案|统计)?)\s*"
)
_CHINESE = (
    rf"{_KINDLY}{_RESULT}"
    r"(?:(?:保存|另存|存|导出?|输出|写|放|做|生成|弄|整理|下载|给我|发我)(?:成|为|到|在|入|进|出|一?[个份])*\s*)?"
    rf"(?:一?[个份]\s*)?(?P<zh>{_FORMAT})\s*(?:格式|文件|表格?|版本?|里面?|中|的|吧|呢|给我|可以吗|好吗|行吗|一份)*"
)
_KEPT = Pattern(rf"(?:{_ENGLISH}|{_CHINESE})[\s.。!！?？]*", re.IGNORECASE)
# A format alone ("and as csv please") is for the action before: it may write that itself.
_SAYS_WHAT = Pattern(
    rf"\b(?:save|store|export|write|output|dump|put|make|download|generate|create|produce|{_IT})\b"
    r"|[存导写放做弄]|生成|输出|下载|结果|[发给]我|发一?[个份]",
    re.IGNORECASE,
)
_COURTEOUS = (Pattern(_POLITE, re.IGNORECASE), Pattern(_KINDLY))


def plainly(text: str) -> str:
    """The text without the courtesies it begins with."""
    text = text.strip()
    begun = max((m.end() for pattern in _COURTEOUS if (m := pattern.match(text))), default=0)
    return text[begun:]


def kept_as(text: str) -> str:
    """The suffix of the format in which a text wants what came before, and nothing else; or ""."""
    found = _KEPT.fullmatch(text.strip())
    said = (found["en"] or found["zh"]).lower() if found and _SAYS_WHAT.search(text) else ""
    return FORMATS.get(said, "")

"""What is asked of the tables in an archive: it is unpacked first, then they are worked on."""

import re

from aios.agents.places import Places
from aios.contracts import mentions
from aios.contracts.patterns import Pattern

_ARCHIVE = Pattern(r"\.(?:zip|7z|tgz|tar(?:\.\w+)?)$", re.IGNORECASE)
_KIND = r"(?P<kind>csv|tsv|excel|xlsx|jsonl?|parquet)"
_KINDS = Pattern(rf"(?<![\w.]){_KIND}s?(?![\w.])", re.IGNORECASE)
_UNPACKS = Pattern(r"解压|解开|解包|\b(?:unpack|unzip|extract|untar)\w*\b", re.IGNORECASE)
_COLLECTS = Pattern(
    r"合(?:并|成|到|在|起来)|汇[总集]到?|拼(?:成|接|起来)|放(?:到|进|在)(?:同)?一个|[做转变]成一个"
    r"|\b(?:combin|merg|join|collect|gather|put|mak|turn|convert|stack)\w*\b"
    r"(?=.*\b(?:one|a single|an?)\b)",
    re.IGNORECASE,
)
_WORKBOOK = Pattern(r"excel|xlsx|工作簿|\bworkbook\b|\bspreadsheet\b", re.IGNORECASE)
_SHEETS = Pattern(
    r"(?:每|各)一?[个份张]?(?:csv|tsv|json|文件|表)?[^，,。]{0,6}(?:一|单独|各)[^，,。]{0,3}(?:工作表|sheet|表|页)"
    r"|\b(?:sheet|tab)s?\s+(?:for|per)\b|\b(?:each|every)\b[^.;]{0,24}\b(?:sheet|tab)s?\b",
    re.IGNORECASE,
)
_INSIDE = r"\s*(?:里面?|中|内|里头)\s*的?\s*"
_ASKED = Pattern(
    r"多少|几(?!个文件)|合计|总|平均|最|统计|按|画|哪|排|\bhow (?:many|much)\b"
    r"|\b(?:what|which|who|total|sum|average|mean|plot|draw|chart|per|by|list the rows|median)\b",
    re.IGNORECASE,
)


def unpacked(text: str, places: Places) -> str:
    """The text with the order to unpack first, where it asks for work on tables in an archive."""
    named = [n for n in mentions.paths(text, places.is_file) if _ARCHIVE.search(n)]
    if len(named) != 1 or text.count(named[0]) != 1:
        return text
    return _collected(text, named[0]) or _of_member(text, named[0]) or text


def _collected(text: str, archive: str) -> str:
    """ "四季.7z 里是几个 CSV，合成一个 Excel": all of a kind become one."""
    rest = text.replace(archive, " ")
    kind = _KINDS.search(rest)
    if not kind or not _COLLECTS.search(rest) or (_UNPACKS.search(rest) and "，" in text):
        return ""
    if not _WORKBOOK.search(rest) or (kind["kind"].lower() in ("excel", "xlsx")):
        return ""
    called, chinese = kind["kind"].upper(), bool(re.search(r"[\u4e00-\u9fff]", rest))
    output = mentions.output_name(rest)
    if chinese:
        each = f"，每个 {called} 一张工作表" if _SHEETS.search(rest) else ""
        saved = f"，保存为 {output}" if output else ""
        return f"解压 {archive}，然后把里面的 {called} 文件合成一个 Excel{each}{saved}。"
    each = " with a sheet for each file" if _SHEETS.search(rest) else ""
    saved = f" and save it as {output}" if output else ""
    return (
        f"Unpack {archive}, then combine the {called} files into one Excel workbook{each}{saved}."
    )


def _of_member(text: str, archive: str) -> str:
    """ "四季.7z 里的 春季.csv 的数量合计是多少": what is asked of one file in it."""
    if _UNPACKS.search(text) or not _ASKED.search(text):
        return ""
    name = rf"[\"'“「`]?(?P<name>[\w./-]+\.{_KIND})[\"'”」`]?"
    held = re.escape(archive)
    chinese = re.search(rf"{held}{_INSIDE}{name}\s*(?:文件|表格?)?(?:里面?|中)?的?", text)
    if chinese:
        asked = f"{text[: chinese.start()]}{text[chinese.end() :]}".strip(" ，,：:")
        return f"解压 {archive} 里的 {chinese['name']}，然后 {asked}"
    english = re.search(
        rf"{name}\s+(?:inside|within|in|from|of)\s+(?:the )?(?:archive |zip )?{held}", text
    )
    if not english:
        return ""
    asked = f"{text[: english.start()]}it{text[english.end() :]}".strip()
    return f"Unpack {english['name']} from {archive}, then {asked[:1].lower()}{asked[1:]}"

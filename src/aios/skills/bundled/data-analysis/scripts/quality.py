"""Texts that ask what shape the data are in: how many rows, which columns, what repeats, what is missing."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re

_CLAUSE = r"[,，、;；.。?？:：!！]\s*|\s+and\s+(?=(?:how|what|which|are|is|does|if|whether|the number)\b)|以及|还有|(?:，|,)?并且?"
_MANY = r"how many|(?:the )?(?:total )?(?:number|count) of|多少|几"
_REPEATED = r"\b(?:exact(?:ly)? |full(?:y)? |completely )?(?:duplicat\w+|repeated|identical)\b|完全(?:重复|相同|一样)|重复"
_EMPTY = r"\b(?:missing|empty|blank|null)\b|\b(?:have|has|with) no \w+|\b(?:without|lack(?:s|ing)?)\b|缺失?|为空|空值|空白|没有?填|空的"
_ROWS = rf"(?:{_MANY})\s*(?:rows|records|lines|entries)(?: (?:are there|it has|does it have|in total|altogether|there are|in (?:it|total|all|the (?:file|table))))*|(?:一?共|总共)?有?(?:多少|几)[行条](?:数据|记录)?|行数|总行数"
_COLUMNS = r"(?:哪些|什么|几个|多少个?)(?:列|字段)|(?:列|字段)(?:名|的名字)|\b(?:what|which|how many|names of the) (?:columns|fields)\b"
_BESIDE = r"(?:[,，、]|以及|和|还)*\s*(?:都|分别)?有(?:哪些|什么)(?:列|字段)(?:名称?)?(?=[,，。;；?？、]|$)|,?\s*(?:\band )?\b(?:what|which) (?:columns|fields)(?: (?:are there|are in (?:it|the file)|does \S+ (?:have|contain)|it has))?(?=\s*(?:[,.;?!]|and\b|$))"
_CHECK = r"\b(?:check|quality|clean|look at|inspect)\b|检查|质量|干净|看看|看一下"
_NAMED = r"\S+\.(?:csv|tsv|xlsx?|parquet|jsonl?)\b|[“”\"'「」]"
# Groups, thresholds and places in an order are questions of another kind.
_OTHER = r"\b(?:per|by|each (?!column)|average|mean|total (?!number|of rows)|sum|most|highest|save|remove|delete|drop|unique|distinct)\b|每(?!列|一列|个字段|个?列)|[各按]|平均|总和|最|删|去掉|去重|保存|导出"


def asked_of_all(text, say):
    """What a text with such clauses alone asks in one: an overview, or the quality of the data; or the text."""
    plain = re.sub(_NAMED, " ", text, flags=re.I)
    if re.search(_OTHER, plain, re.I):
        return text
    kinds = [_kind(clause) for clause in re.split(_CLAUSE, plain, flags=re.I) if clause.strip()]
    found = set(kinds) - {"lead"}
    if None in kinds or len(found) < 2:
        return text
    if "repeated" in found:
        return say("数据质量", "data quality")
    return say("概览", "overview") if "columns" in found else text


def columns_beside(text, table, say):
    """(the text without it, what is told) of a text that asks for the columns beside figures; (text, "")."""
    plain = text.replace(os.path.basename(table.path), "it")
    if not re.search(_BESIDE, plain, re.I) or not re.search(_OTHER, plain, re.I):
        return text, ""
    names = [column.name for column in table.columns]
    told = say(f"列有：{'、'.join(names)}", f"its columns: {', '.join(names)}")
    return re.sub(_BESIDE, " ", plain, count=1, flags=re.I), told


def _kind(clause):
    if re.search(_COLUMNS, clause, re.I):
        return "columns"
    if re.search(_REPEATED, clause, re.I):
        return "repeated"
    if re.search(_EMPTY, clause, re.I):
        return "empty"
    if re.search(_ROWS, clause, re.I):
        return "rows"
    lead = re.search(_CHECK, clause, re.I) or re.fullmatch(
        r"\W*(?:please|请|帮我)?\W*", clause, re.I
    )
    return "lead" if lead else None

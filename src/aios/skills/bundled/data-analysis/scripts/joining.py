"""Several files as one table: joined by a column they share, or one below the other."""

# ruff: noqa: E501 - a sentence in two languages is one line

import os
import re
from dataclasses import replace

from against import held_against
from cells import judge
from compound import nothing_in_common, several_as_one, viewed
from feeding import preamble
from filekinds import compares, kind_named
from frames import without_frame
from joinwords import in_their_words, took
from lookup import FILE, lookup
from matching import held_by, keys_between, plain_name
from program import run_program
from reading import open_table
from sentence import normal
from table import TEXT, Column, literal, quote
from wordforms import headless
from words import GENERIC_HEADS

JOINING = (
    r"\bjoin|\bmatch|\blink|\blook ?up|关联|连接|联接|匹配|左连|内连|联表|[连对]起来|连在?一起|对上"
)
TOGETHER = rf"{JOINING}|\bmerge|\bcombin|合并|拼接|合成"
EACH = r"\beach (?:file|table)|\brespectively\b|\bseparately\b|分别|各自|每个(?:文件|表)"
_OF_EACH = rf"\b(?:in|of|for|from) each of\s*{FILE}|{FILE}\s*(?:这[两三几]个(?:文件|表|月))?(?:里|中)?\s*各(?=花|卖|收|用|有|是|产)"
_STACK = r"\bstack|\bappend|\bconcat|\bunion|one below|纵向|上下|追加|首尾|堆叠|叠加"
_WAYS = (
    ("LEFT", r"\bleft (?:outer )?join|\bkeep(?:ing)? all|左连接?|左关联|左联接|保留(?:所有|全部)"),
    ("RIGHT", r"\bright (?:outer )?join|右连接?|右关联"),
    ("FULL", r"\b(?:full|outer) (?:outer )?join|全连接|外连接|全关联"),
)
_KEYED = (
    rf"{FILE}\s*,?\s*(?:are\s+)?(?:joined\s+|matched\s+)?(?:on|using|via|by|through)\s+(?:the\s+)?(?:shared\s+|common\s+|same\s+)?(?:column\s+|field\s+|key\s+)?[\"'`]?(?P<en>NAMES)[\"'`]?(?:\s+(?:column|field))?",
    r"\bjoin(?:ed|ing)?\b(?:\s+(?:them|it|both|the|these|two|tables?|files?))*\s+(?:on|using|via|by)\s+(?:the\s+)?(?:column\s+)?[\"'`]?(?P<late>NAMES)[\"'`]?",
    r"(?:按照?|根据|通过|依据|以|用)\s*(?:相同的|共同的|共有的)?(?:列|字段)?\s*[\"'`“]?(?P<zh>NAMES)[\"'`”]?\s*(?:这?一?列|字段)?\s*(?:来|进行|做|为键|作为键)?\s*(?=左|内|外|全|关联|连接|联接|合并|匹配|join|拼|合(?:起来|[在到]一起|一下)|连起来|对(?:起来|上))",
)
_TALK = (
    rf"(?:\b(?:please|can you|help me)\s+)?\b(?:(?:left|right|inner|outer|full)\s+)*(?:join|merge|combine|link|match|stack|append|concat(?:enate)?|union|put together)\b(?:\s+(?:up|the|these|those|both|two|three|(?:work)?sheets?|files?|tables?|data|together|of|from))*\s*(?={FILE})",
    rf"{FILE}(?:\s*(?:,|，|、|with|and|to|into|onto|in|和|与|跟|同|及|以及|\+|&)*\s*{FILE})+\s*(?:together|into one(?: table)?|(?:这[两三几]个|两个|三个)?(?:表格?|文件|数据)?)",
    r"(?:左|内|外|全|右|上下|纵向|首尾)?(?:关联|连接|联接|合并|匹配|拼接|join|叠加|追加|堆叠)(?:在?一起|起来|成一[个张份](?:表格?|文件)?|到一[个张份](?:表格?|文件)?)?(?:之?后)?(?=[，,。;；\s]|$|统计|计算|求|每|各|看|找|画|哪|总|平均|一共|共|有|的)",
    rf"\b(?:is|are|stands?|lives?|comes?|found|kept)\s+(?:only\s+)?(?:in|from)\s+(?:the\s+)?{FILE}",
    rf"{FILE}\s*(?:only|just)\s+(?:has|have|holds?|contains?|lists?)\b",
    r"^\s*(?:请)?(?:帮我)?(?:先)?(?:把|将|对|用)",
    r"(?:合|加|放|拼|连|对)(?:在?一起|起来)(?:看|算)?",
)


def combined(paths, texts, say):
    """(Table, what each text still asks of it) for several files; the first says how they are one.

    `nothing_in_common` when they share no column by which they could be joined.
    """
    tables = opened(paths, texts[0], say)
    table, rest = of_several(tables, texts[0], say)
    later = (_rest(without_frame(blanked(text, tables))) for text in texts[1:])
    return table, rest, *(in_their_words(text, table) for text in later)


def of_several(tables, question, say):
    """(Table, what is still asked of it) for several tables, as `combined` for their files."""
    text = without_frame(blanked(question, tables))
    against = held_against(tables, text, say)
    if against:
        source, columns, asked, notes = against
        columns = [viewed(column) for column in columns]
        return several_as_one(tables, say, columns, source, notes), asked
    brought = lookup(text, tables, say)
    if brought:
        return _with_columns(*brought, say)
    if not re.search(JOINING, text, re.I) and (alike(tables) or re.search(_STACK, text, re.I)):
        table = stacked(tables, say, kind_named(tables, text))
        apart = compares(text, tables) or re.search(_OF_EACH, text, re.I)
        text = took(text, table) + (say(" 按来源", " by source") if apart else "")
    else:
        table, text = _joined(tables, text, say)
        return table, in_their_words(_rest(text), table)
    return table, _rest(text)


def _rest(text):
    """The text without its talk of putting tables together."""
    for pattern in _TALK:
        text = re.sub(pattern, " ", text, flags=re.I)
    return re.sub(r"^(?:里面?|中)的?", "", text.replace(FILE, " ").strip(" ,，。.;；"))


def opened(paths, question, say):
    """The Tables of the files, each with a name of its own."""
    names = {}
    for path in paths:
        table = open_table(path, say, question)
        stem = os.path.basename(path).split(".")[0] or "table"
        name = next(n for n in (stem, *(f"{stem}_{i}" for i in range(2, 99))) if n not in names)
        names[name] = replace(table, name=name)
    return list(names.values())


def blanked(question, tables):
    """The question with a mark for each file's name."""
    for table in tables:
        for said in (*table.said, table.path, os.path.basename(table.path)):
            mark = " " if said in table.said else f" {FILE} "
            question = re.sub(rf"(?:[\w./~-]*/)?{re.escape(said)}", mark, question)
    question = re.sub(rf"^\s*{FILE}(?:\s*,\s*{FILE})+\s*:\s*(?=\S)", "", question)
    return _without_folder(question, tables)


def _without_folder(question, tables):
    """The question with the files' mark for the folder that all of them lie in as well."""
    folder = os.path.basename(os.path.dirname(tables[0].path))
    if not folder or any(os.path.basename(os.path.dirname(t.path)) != folder for t in tables):
        return question
    name = rf"(?<![\w.-])(?:\./)?[\"'“「]?{re.escape(folder)}[\"'”」]?"
    called = rf"(?:the |my |our )?(?:folder|director(?:y|ies)) {name}/?|(?:the |my |our )?{name}/? (?:folder|directory)\b|{name}/|{name}\s*(?:文件夹|目录)"
    return re.sub(rf"{called}|{name}(?=\s*(?:里|中|下))", f" {FILE} ", question, flags=re.I)


def blanked_names(question, paths):
    """The question without the names of files, and without what joins them to others."""
    for path in paths:
        for said in (path, os.path.basename(path)):
            name = rf"(?:[\w./~-]*/)?{re.escape(said)}"
            joint = r"\s*(?:,\s*and\b|\band\b|[,，、]|和|与|跟|及|以及)\s*"
            question = re.sub(rf"{joint}{name}|{name}{joint}|{name}", " ", question)
    return re.sub(EACH, " ", question, flags=re.I)


def alike(tables):
    """Whether all have the same columns, whatever their order."""
    names = [{plain_name(column.name) for column in table.columns} for table in tables]
    return all(len(n ^ names[0]) <= 0.2 * len(names[0]) for n in names[1:])


# ---------------------------------------------------------------- one below the other


def stacked(tables, say, source=""):
    """The rows of all, each with its table's name in the column `source`.

    Columns that only some have are empty in the others.
    """
    source = source or say("来源", "source")
    columns = {}
    for table in tables:
        for column in table.columns:
            columns.setdefault(plain_name(column.name), []).append(column)
    if not any(len(found) > 1 for found in columns.values()):
        raise nothing_in_common(tables, say)
    judged = {name: _one_of(found) for name, found in columns.items()}
    parts = []
    for table in tables:
        own = {plain_name(column.name): column for column in table.columns}
        cells = ", ".join(
            (quote(own[n].name) if n in own else "NULL") + f" AS {quote(c.name)}"
            for n, c in judged.items()
        )
        parts.append(
            f"SELECT {cells}, {literal(table.name)} AS {quote(source)} FROM {quote(table.name)}"
        )
    lone = [c.name for n, c in judged.items() if len(columns[n]) < len(tables)]
    files = [os.path.basename(table.path) for table in tables]
    notes = [say(f"{'、'.join(files)} 上下合并", f"{', '.join(files)} one below the other")]
    if lone:
        notes.append(
            say(
                f"不是每个文件都有的列：{'、'.join(lone)}",
                f"columns that not every file has: {', '.join(lone)}",
            )
        )
    named = Column(name=source, kind=TEXT, sample=tuple(table.name for table in tables))
    whole = (*judged.values(), *([] if plain_name(source) in judged else [named]))
    table = several_as_one(tables, say, whole, "(" + "\nUNION ALL ".join(parts) + ")", notes)
    return replace(table, events=all(one.events for one in tables))  # logs as one log


def _one_of(found):
    """The column that several columns of one name are together."""
    if len(found) == 1 or len({(c.kind, c.style, c.formats) for c in found}) == 1:
        return viewed(max(found, key=lambda column: column.months))
    cells = [cell for column in found for cell in column.sample]
    return judge(found[0].name, cells)


# ---------------------------------------------------------------- joined


def _with_columns(tables, columns, text, say):
    """(the first table with columns of the second, the rest of the text): each row stays once."""
    table, text = _joined(tables, text, say, "LEFT")
    names = [c.name for c in tables[0].columns]
    added = [c for c in table.columns if c.name not in names]
    if columns is not None:
        wanted = {name for c in columns for name in (c.name, f"{c.name} ({tables[1].name})")}
        added = [c for c in added if c.name in wanted]
    kept = [c for c in table.columns if c.name in names]
    return replace(table, columns=(*kept, *added)), text.replace(FILE, " ").strip(" ,，.。;；")


def _joined(tables, text, say, way=""):
    """(Table, the text without the words on joining)."""
    way = way or next((way for way, words in _WAYS if re.search(words, text, re.I)), "INNER")
    named, text = _named_keys(tables, text)
    held = [held_by(table, say) for table in tables]
    joins, notes = [], []
    for place in range(1, len(tables)):
        found = [
            (key, other)
            for other in range(place)
            for key in keys_between(tables[other], tables[place], held[other], held[place])
        ]
        found.sort(key=lambda pair: -pair[0].weight)
        wanted = [
            pair
            for pair in found
            if plain_name(pair[0].left.name) in named or plain_name(pair[0].right.name) in named
        ]
        if not found or (named and not wanted):
            raise nothing_in_common([tables[place - 1], tables[place]], say)
        key, other = (wanted or found)[0]
        more = [k for k, o in (wanted[1:] if named else found[1:]) if o == other]
        keys = _several(key, more, bool(named))
        joins.append((other, place, keys))
        left = [
            k.text
            for k in more
            if k not in keys and k.left.name != key.left.name and k.right.name != key.right.name
        ]
        if left and not named:
            notes.append(
                say(
                    f"也可以按 {'、'.join(left[:3])} 关联",
                    f"{', '.join(left[:3])} would join them too",
                )
            )
    columns, shown = _shown(tables, joins, way)
    source = f"(SELECT {', '.join(shown)}\n  FROM {_from(tables, joins, way)})"
    table = several_as_one(tables, say, columns, source)
    notes = [note for join in joins for note in _standing(table, tables, join, way, say)] + notes
    return replace(table, notes=(*table.notes, *notes)), text


def _named_keys(tables, text):
    """(the plain names of the columns the question joins by, the rest of the text)."""
    names = sorted({re.escape(c.name) for t in tables for c in t.columns}, key=len, reverse=True)
    several = rf"(?:{'|'.join(names)})(?:\s*(?:,|、|and|和|=|与)\s*(?:\w+\.)?(?:{'|'.join(names)}))*(?![A-Za-z0-9_])"
    found = set()
    for pattern in _KEYED:
        match = re.search(pattern.replace("NAMES", several), text, re.I)
        if match:
            said = next(filter(None, match.groupdict().values()))
            found |= {plain_name(name) for name in re.findall("|".join(names), said, re.I)}
            text = (
                text[: match.start()]
                + (FILE if "en" in match.groupdict() else " ")
                + text[match.end() :]
            )
    return found, text


def _several(key, more, named):
    """The key, with further columns of one name where it alone repeats on both sides."""
    keys = [key]
    for other in more:
        fresh = all(
            o.left.name != other.left.name and o.right.name != other.right.name for o in keys
        )
        if fresh and (
            named
            or (not any(key.unique) and plain_name(other.left.name) == plain_name(other.right.name))
        ):
            keys.append(other)
    return keys


def _shown(tables, joins, way):
    """(columns, their SQL): the later tables' keys are left out, repeated names tell their table."""
    gone = {(place, key.right.name) for _, place, keys in joins for key in keys}
    fellows = {
        (other, k.left.name): (place, k.right.name) for other, place, keys in joins for k in keys
    }
    keyed = {}
    for other, place, keys in joins:
        for side, one in enumerate((other, place)):
            keyed.setdefault(one, []).extend(k for k in keys if k.unique[side])
    columns, shown, seen = [], [], set()
    for place, table in enumerate(tables):
        for column in table.columns:
            if (place, column.name) in gone:
                continue
            name = (
                column.name if column.name.lower() not in seen else f"{column.name} ({table.name})"
            )
            seen.add(name.lower())
            cell = _cell(tables, place, column.name)
            if way in ("FULL", "RIGHT") and (place, column.name) in fellows:
                cell = f"coalesce({cell}, {_cell(tables, *fellows[place, column.name])})"
            called = _named_thing(column, keyed.get(place, ()))
            columns.append(replace(viewed(column, name), called=called))
            shown.append(f"{cell} AS {quote(name)}")
    return tuple(columns), shown


def _named_thing(column, keys):
    """ "商品名称" for the column 名称 beside the key 商品编号: it is the product that is called so."""
    if normal(column.name) not in GENERIC_HEADS:
        return ""
    for key in keys:
        name = key.left.name
        thing = headless(normal(name).replace("_", " "))
        if thing != normal(name).replace("_", " ") and thing:
            return f"{thing} {column.name}" if thing.isascii() else thing + column.name
    return ""


def _cell(tables, place, name):
    return f"{quote(tables[place].name)}.{quote(name)}"


def _from(tables, joins, way):
    text = quote(tables[0].name)
    for join in joins:
        text += f"\n  {way} JOIN {quote(tables[join[1]].name)} ON {_matched(tables, join)}"
    return text


def _matched(tables, join):
    other, place, keys = join
    pairs = (
        (_cell(tables, other, k.left.name), _cell(tables, place, k.right.name), k) for k in keys
    )
    return " AND ".join(
        f"ltrim({left}, '0') = ltrim({right}, '0')" if key.as_number else f"{left} = {right}"
        for left, right, key in pairs
    )


def _standing(table, tables, join, way, say):
    """What the join stands on: by what, rows without a fellow on either side, repeated keys."""
    other, place, keys = join
    first, second = tables[other], tables[place]
    fits = _matched(tables, join)
    lone = [
        f"(SELECT count(*) FROM {quote(one.name)} WHERE NOT EXISTS (SELECT 1 FROM {quote(two.name)} WHERE {fits}))"
        for one, two in ((first, second), (second, first))
    ]
    names, _ = run_program(
        preamble(table, ()) + f"\n[row] = ask({f'SELECT {lone[0]}, {lone[1]}'!r})[1]\n", say
    )
    by = say("、", " and ").join(key.text for key in keys)
    files = [os.path.basename(t.path) for t in (first, second)]
    if first.path == second.path:  # sheets of one workbook
        files = [first.name, second.name]
    notes = [
        say(f"{files[0]} 与 {files[1]} 按 {by} 关联", f"{files[0]} and {files[1]} joined by {by}")
    ]
    dropped = {"INNER": (True, True), "LEFT": (False, True), "RIGHT": (True, False)}.get(
        way, (False, False)
    )
    for file, count, gone in zip(files, names["row"], dropped, strict=True):
        if count:
            rows = f"{count} row{'s' if count != 1 else ''}"
            notes.append(
                say(
                    f"{file} 有 {count} 行没有匹配，未计入",
                    f"{rows} of {file} without a match, left out",
                )
                if gone
                else say(
                    f"{file} 有 {count} 行没有匹配，另一方留空",
                    f"{rows} of {file} without a match, kept with the other side empty",
                )
            )
    if len(keys) == 1 and not any(keys[0].unique):
        notes.append(
            say(
                f"{by} 在两个表中都有重复，行会成倍",
                f"{by} repeats in both tables, so rows multiply",
            )
        )
    return notes


# ---------------------------------------------------------------- both

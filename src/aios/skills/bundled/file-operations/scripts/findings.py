"""Say what a survey of a folder found, in the user's language."""

import os
import re

from aios_file_words import says
from answers import SHOWN, more, plural, size_of

LINE_ENDS = {
    "CRLF": r"windows|\bdos\b|crlf",
    "mixed": r"混合|混用|混着|mixed",
    "LF": r"unix|(?<!cr)\blf\b",
}
MOST_LINES = 200


def duplicates(request, found):
    """Groups of equal files, and what they waste."""
    many = found["groups"]
    searched = f"{found['searched']:,}"
    if not many:
        return request.say(
            f"{found['folder']} 的 {searched} 个文件里没有内容重复的文件。",
            f"None of the {searched} files in {found['folder']} is there twice (by content).",
        )
    waste = size_of(request, found["wasted_bytes"])
    rows = [
        request.say(
            f"{found['folder']} 的 {searched} 个文件里有 {many:,} 组内容相同的文件（共"
            f" {found['files']:,} 个），多余的副本占 {waste}：",
            f"{plural(many, 'group')} of duplicate files (by content; {found['files']:,} of"
            f" {searched} files) in {found['folder']}; the extra copies waste {waste}:",
        )
    ]
    for place, group in enumerate(found["duplicates"][:SHOWN], 1):
        size = size_of(request, group["bytes"])
        each = request.say(f"每个 {size}", f"{size} each")
        rows.append(f"  {place}. {len(group['files'])} × {each}")
        rows += [f"     {file['path']}  {file['modified']}" for file in group["files"][:SHOWN]]
    rows += more(request, many - SHOWN)
    if found["empty"]:
        zh, en = "个空文件未计。", "left out: empty files."
        rows.append(request.say(f"{found['empty']:,} {zh}", f"{found['empty']:,} {en}"))
    return "\n".join(rows)


def same_names(request, found):
    """Groups of files of the same name."""
    many = found["groups"]
    rows = [
        request.say(
            f"{found['folder']} 的 {found['searched']:,} 个文件里有 {many:,} 个文件名出现不止一次"
            f"{'：' if many else '。'}",
            f"{plural(many, 'file name')} of {found['searched']:,} files in {found['folder']}"
            f" {'occurs' if many == 1 else 'occur'} more than once{':' if many else '.'}",
        )
    ]
    for group in found["duplicates"][:SHOWN]:
        rows.append(f"  {group['name']}")
        rows += [
            f"     {file['path']}  {size_of(request, file['bytes'])}"
            for file in group["files"][:SHOWN]
        ]
    return "\n".join([*rows, *more(request, many - SHOWN)])


def marks(request, found):
    """What is left to do, by file and line."""
    kinds = [f"{kind} {many:,}" for kind, many in found["kinds"].items() if many]
    where = found.get("file") or found["folder"]
    if not kinds:
        named = "/".join(kind for kind in found["kinds"])
        return request.say(
            f"{where} 的 {found['searched']:,} 个文本文件里没有 {named}。",
            f"No {named} in the {plural(found['searched'], 'text file')} of {where}.",
        )
    rows = [
        request.say(
            f"{where} 的 {found['files']:,} 个文件里有 {found['count']:,} 处：{'，'.join(kinds)}。",
            f"{where}: {found['count']:,} in {plural(found['files'], 'file')}: {', '.join(kinds)}.",
        )
    ]
    rows += [
        f"  {m['file']}:{m['line']}: {m['kind']} {m['text']}" for m in found["marks"][:MOST_LINES]
    ]
    return "\n".join([*rows, *more(request, found["count"] - MOST_LINES)])


def tree(request, found):
    """A folder as a tree."""
    deep = found["depth"]
    size = size_of(request, found["bytes"])
    head = request.say(
        f"{found['folder']}（{found['folders']:,} 个文件夹、{found['files']:,} 个文件，共 {size}；"
        f"显示 {deep} 层）：",
        f"{found['folder']} ({plural(found['folders'], 'folder')},"
        f" {plural(found['files'], 'file')}, {size} in all; {plural(deep, 'level')} shown):",
    )
    lines = found["lines"][:MOST_LINES]
    return "\n".join([head, *lines, *more(request, found["entries"] - len(lines))])


def tree_sizes(request, found):
    """Folders by what they hold."""
    total = size_of(request, found["bytes"])
    head = request.say(
        f"{found['folder']} 共 {total}，按文件夹（{found['depth']} 层）：",
        f"{found['folder']} holds {total}; by folder ({plural(found['depth'], 'level')}):",
    )
    rows = [
        f"  {row['path']}  {size_of(request, row['bytes'])}  {row['percent']}%  "
        + request.say(f"{row['files']:,} 个文件", plural(row["files"], "file"))
        for row in found["entries"][:MOST_LINES]
    ]
    if found["own_bytes"]:
        share = round(100 * found["own_bytes"] / found["bytes"], 1)
        own = size_of(request, found["own_bytes"])
        zh, en = "（直接位于其中的文件）", "(files directly in it)"
        rows.append(f"  {request.say(zh, en)}  {own}  {share}%")
    return "\n".join([head, *rows, *more(request, found["count"] - len(rows))])


# Two editions of a folder: what is new, gone or changed is asked for.
EDITIONS = (
    r"新增|增加|添加|多[了出]|加了|删|少了|没了|[移去]除|\b(?:add(?:ed)?|new|removed?|deleted?|gone"
    r"|dropped|disappeared)\b"
)
LATER = r"新|后|改后|\b(?:new|after|later|current|v2|now)"
EARLIER = r"旧|老|前|原|备份|\b(?:old|before|earlier|backup|original|v1)"


def earlier_last(first, second):
    """Whether the second of two folders is by its name the earlier one."""
    names = [os.path.basename(folder.rstrip("/")) for folder in (first, second)]
    later, earlier = says(LATER, names[0]), says(EARLIER, names[1])
    return (later and not says(LATER, names[1])) or (earlier and not says(EARLIER, names[0]))


def lists_of(found, text):
    """What two folders do not share, as (in Chinese, in English, paths): told as what is gone, new
    and changed where the text speaks of that."""
    first, second = found["first"], found["second"]
    only = [
        (f"只在 {first} 中", f"only in {first}", found["only_first"]),
        (f"只在 {second} 中", f"only in {second}", found["only_second"]),
    ]
    both = ("两边都有但内容不同", "in both, with different content", differing(found))
    if not says(EDITIONS, without_names(found, text)):
        return [*only, both]
    gone, new = reversed(only) if earlier_last(first, second) else only
    return [
        (f"新增（{new[0]}）", f"added ({new[1]})", new[2]),
        (f"删掉（{gone[0]}）", f"removed ({gone[1]})", gone[2]),
        (f"内容改过（{both[0]}）", f"changed ({both[1]})", both[2]),
    ]


DIFFERENT = r"不同|不一[样致]|改[过动]|\b(?:differ\w*|changed|not the same|other contents?)\b"
IN_BOTH = r"都有|都存在|同名|共同|\b(?:in|of) both\b|\bin common\b|\bsame (?:file ?)?names?\b"
IN_ONE = (
    r"\b(?:but|and) (?:are |is )?(?:not|missing|absent)\b|\bmissing (?:from|in)\b|没有|缺|不存在"
    r"|\bonly in\b(?! one)|(?:只|仅)(?:在|存在于|有)"
)
SAME_CONTENT = r"内容(?:都|也)?(?:一样|相同)|\b(?:same|identical) content"
ONLY_FIRST_SAID = r"\bonly (?:exist )?in\s+\W*$|(?:只|仅)(?:在|存在于)\s*\W*$"


def without_names(found, text):
    """A text without the names of the two folders where they stand as such: "in new"."""
    for folder in (found["first"], found["second"]):
        name = re.escape(os.path.basename(folder.rstrip("/")))
        before = r"(?:\b(?:in|of|to|with|and|from|between|folders?)\s+|[和与跟在、，,]\s*)"
        text = re.sub(rf"{before}{name}(?![\w-])|{before}{name}(?=\s*[一-鿿])", " ", text)
    return text


def of_one_part(found, text, lists):
    """Of the parts of a comparison the one that alone a text asks for; else all of them."""
    if says(EDITIONS, without_names(found, text)):
        return lists
    if says(IN_BOTH, text):
        if says(IN_ONE, text) or says(DIFFERENT, text):
            return lists if says(IN_ONE, text) else lists[2:]
        same = ("两边都有且内容相同", "in both, with the same content", found["equal_files"])
        return [same] if says(SAME_CONTENT, text) else [same, *lists[2:]]
    if not says(IN_ONE, text) or says(DIFFERENT, text):
        return lists
    names = [os.path.basename(found[which].rstrip("/")) for which in ("first", "second")]
    places = [text.find(name) for name in names]
    alone = [says(ONLY_FIRST_SAID, text[:place]) for place in places if place >= 0]
    if alone == [True, True] or min(places) < 0:
        return lists
    missing = says(r"\bmissing (?:from|in)\b", text) and not says(r"\bbut\b", text)
    # "missing from b that a has": the folder named right behind the word lacks it.
    lacking = [says(r"\bmissing (?:from|in)\s+\W*$", text[:place]) for place in places]
    at = (
        lacking.index(False)
        if missing and any(lacking) and not all(lacking)
        else alone.index(True)
        if any(alone)
        else places.index(min(places))
    )
    return [lists[at]]


def folders_compared(request, found, text):
    """What differs between two folders."""
    first, second = found["first"], found["second"]
    lists = lists_of(found, text)
    lists = of_one_part(found, text, lists)
    rows = [
        request.say(
            f"比较 {first} 与 {second}（按内容）：相同 {found['equal']:,} 个，"
            + "，".join(f"{zh} {len(paths):,} 个" for zh, _, paths in lists)
            + "。",
            f"{first} compared with {second}, by content: {found['equal']:,} equal, "
            + ", ".join(f"{len(paths):,} {en}" for _, en, paths in lists)
            + ".",
        )
    ]
    for zh, en, paths in lists:
        if paths:
            rows.append(request.say(f"{zh}：", f"{en[0].upper()}{en[1:]}:"))
            rows += [f"  {path}" for path in paths[:MOST_LINES]]
            rows += more(request, len(paths) - MOST_LINES)
    return "\n".join(rows)


def differing(found):
    """Files of other content as lines: path and both sizes in bytes."""
    return [
        f"{d['path']}  ({d['first_bytes']:,} / {d['second_bytes']:,} bytes)"
        for d in found["differing"]
    ]


def files_compared(request, found):
    """What differs between two files."""
    first, second = found["first"], found["second"]
    if found["equal"]:
        zh, en = f"{first} 与 {second} 的内容完全相同。", f"{first} and {second} are identical."
        return request.say(zh, en)
    if found["binary"]:
        return request.say(
            f"{first} 与 {second} 的内容不同（至少一个是二进制文件，不能逐行比较）。",
            f"{first} and {second} differ (one at least is binary, so not line by line).",
        )
    added, removed = found["added"], found["removed"]
    rows = [
        request.say(
            f"从 {first} 到 {second}：增加 {added:,} 行，删除 {removed:,} 行。",
            f"From {first} to {second}: {plural(added, 'line')} added, {removed:,} removed.",
        )
    ]
    rows += found["diff"][:MOST_LINES] + more(request, len(found["diff"]) - MOST_LINES)
    if not added + removed:
        zh, en = "只有换行符或末尾换行不同。", "Only line ends differ."
        rows.append(request.say(zh, en))
    if found["cut"]:
        zh, en = "只比较了前 20,000 行。", "Only the first 20,000 lines were compared."
        rows.append(request.say(zh, en))
    return "\n".join(rows)


def words(request, found, stop):
    """The commonest words."""
    where = found.get("file") or found["folder"]
    rows = []
    if found["western"]:
        zh = f"{where} 共 {found['words']:,} 个单词，{found['distinct']:,} 个不同（不区分大小写"
        en = f"{where} has {found['words']:,} words, {found['distinct']:,} distinct (in lower case"
        zh, en = (zh + "，不计停用词", en + ", without stop words") if stop else (zh, en)
        zh, en = f"{zh}）。最常见的：", f"{en}). The most common:"
        rows.append(request.say(zh, en))
        rows += [f"  {row['word']}  {row['count']:,}" for row in found["western"]]
    if found["han"]:
        signs = found["signs"]
        zh = f"{where} 的汉字按相邻 {signs} 字统计，共 {found['chinese']:,} 组。最常见的："
        en = f"Chinese in {where}, {signs} signs at a time ({found['chinese']:,} in all):"
        rows.append(request.say(zh, en))
        rows += [f"  {row['word']}  {row['count']:,}" for row in found["han"]]
    return "\n".join(rows)


def empties(request, found, files, folders):
    """Files and folders that hold nothing."""
    rows = []
    empty = [f"  {row['path']}  {row['modified']}" for row in found["files"]]
    hollow = [f"  {path}/" for path in found["folders"]]
    for wanted, listed, zh, en in (
        (files, empty, "个空文件", "empty file"),
        (folders, hollow, "个空文件夹（不含任何文件）", "empty folder"),
    ):
        if wanted:
            end = request.say("：" if listed else "。", ":" if listed else ".")
            zh_row = f"{found['folder']} 中有 {len(listed):,} {zh}{end}"
            rows.append(
                request.say(zh_row, f"{found['folder']} has {plural(len(listed), en)}{end}")
            )
            rows += listed[:MOST_LINES] + more(request, len(listed) - MOST_LINES)
    return "\n".join(rows)


def long_lines(request, found, longest):
    """Lines that are long, or the longest."""
    where = found.get("file") or found["folder"]
    if longest:
        rows = found["longest"]
        head = request.say(f"{where} 中最长的行：", f"The longest in {where}:")
    else:
        rows = found["lines"]
        head = request.say(
            f"{where} 的 {len(found['by_file']):,} 个文件中有 {found['count']:,} 行超过"
            f" {found['limit']:,} 个字符（查看了 {found['searched']:,} 个文本文件）"
            f"{'：' if rows else '。'}",
            f"{plural(found['count'], 'line')} of {plural(len(found['by_file']), 'file')} in"
            f" {where} have more than {found['limit']:,} characters"
            f" ({plural(found['searched'], 'text file')} looked at){':' if rows else '.'}",
        )
    lines = [
        f"  {row['file']}:{row['line']}  "
        + request.say(f"{row['length']:,} 个字符", plural(row["length"], "character"))
        + f"  {row['text'].strip()[:120]}"
        for row in rows[:SHOWN]
    ]
    left = 0 if longest else found["count"] - len(lines)
    return "\n".join([head, *lines, *more(request, left)])


def text_kinds(request, found, ends, wanted, foreign):
    """Encodings and line ends; only the files of the kind that was asked for."""
    rows = found["files"]
    if wanted:
        rows = [row for row in rows if row["line_ends"] in wanted]
    if foreign:
        rows = [row for row in rows if not row["encoding"].startswith("utf-8")]
    counted = {}
    for row in found["files"]:
        kind = row["line_ends"] if ends else row["encoding"]
        counted[kind] = counted.get(kind, 0) + 1
    kinds = ", ".join(f"{kind} {many:,}" for kind, many in sorted(counted.items()))
    fitting = "" if len(rows) == len(found["files"]) else f" {len(rows):,} /"
    head = request.say(
        f"{found['folder']} 的{fitting} {len(found['files']):,} 个文本文件（{kinds}）：",
        f"{fitting} {plural(len(found['files']), 'text file')} in {found['folder']} ({kinds}):",
    ).strip()
    lines = [
        f"  {row['path']}  {row['encoding']}{' (ASCII)' if row['ascii'] else ''}  "
        f"{row['line_ends']}"
        for row in rows
    ]
    binary = request.say(
        f"{found['binary']:,} 个二进制文件未计。", f"Binary files not counted: {found['binary']:,}."
    )
    tail = [binary] if found["binary"] else []
    return "\n".join([head, *lines[:MOST_LINES], *more(request, len(lines) - MOST_LINES), *tail])


def modes(request, found, only):
    """Rights of files."""
    rows = [row for row in found["files"] if not only or row[only]]
    zh_only, en_only = {
        "executable": ("可执行的", "executable "),
        "open_to_all": ("任何人可写的", "world-writable "),
    }.get(only, ("", ""))
    head = request.say(
        f"{found['folder']} 的 {len(found['files']):,} 个文件里{zh_only}有 {len(rows):,} 个：",
        f"{found['folder']}: {len(rows):,} {en_only}of {plural(len(found['files']), 'file')}:",
    )
    lines = [f"  {row['mode']}  {row['octal']}  {row['path']}" for row in rows[:MOST_LINES]]
    return "\n".join([head, *lines, *more(request, len(rows) - len(lines))])


def links(request, found, broken):
    """Symbolic links and where they lead."""
    rows = [row for row in found["links"] if not (broken and row["there"])]
    head = request.say(
        f"{found['folder']} 有 {found['count']:,} 个符号链接，其中 {found['broken']:,} 个失效"
        f"{'：' if rows else '。'}",
        f"{found['folder']} has {plural(found['count'], 'symbolic link')},"
        f" {found['broken']:,} broken{':' if rows else '.'}",
    )
    gone = request.say("（不存在）", "(not there)")
    lines = [f"  {r['path']} -> {r['goal']} {'' if r['there'] else gone}".rstrip() for r in rows]
    return "\n".join([head, *lines[:MOST_LINES], *more(request, len(lines) - MOST_LINES)])

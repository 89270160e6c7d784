"""Say what was found in the user's language: numbers with units, and where was looked."""

from aios_file_words import PHOTO_KINDS
from wishes import NO_NAME, SPELLED

SHOWN = 30
ORDER_WORDS = {
    "largest": ("最大的", "largest"), "smallest": ("最小的", "smallest"),
    "newest": ("最近修改的", "most recently modified"), "oldest": ("最早修改的", "oldest"),
    "name": ("", ""),
}  # fmt: skip

LEFT_OUT = (
    (
        "hidden",
        "未计入 {n} 个隐藏项（说“包括隐藏文件”可计入）。",
        'Hidden and left out: {n} (say "including hidden").',
    ),
    ("links", "没有跟随 {n} 个符号链接。", "Symbolic links not followed: {n}."),
    ("special", "未打开 {n} 个管道、套接字或设备。", "Pipes, sockets and devices not opened: {n}."),
    ("unreadable", "有 {n} 项无法读取。", "Could not be read: {n}."),
)


def human(size):
    """A size as people say it, with the exact bytes: "1.5 MB (1,572,864 bytes)"."""
    value, unit = size, "bytes"
    for larger in ("KB", "MB", "GB", "TB"):
        if value < 1024:
            break
        value, unit = value / 1024, larger
    return f"{size:,} bytes" if unit == "bytes" else f"{value:.1f} {unit} ({size:,} bytes)"


def size_of(request, size):
    """A size in the user's language."""
    return request.say(human(size).replace("bytes", "字节"), human(size))


def kinds_of(request, settings):
    """How the files looked for are called: "*.py files"."""
    patterns = settings.get("PATTERNS") or []
    if patterns == [f"*.{kind}" for kind in PHOTO_KINDS.split()]:
        return request.say("图片文件", "picture files")
    if NO_NAME in patterns:
        return request.say("没有扩展名的文件", "extensionless files")
    if len(patterns) > 8:
        return request.say("源代码文件", "source files")
    named = "、".join(patterns) if request.language == "zh" else ", ".join(patterns)
    return request.say(f"{named} 文件", f"{named} files") if named else request.say("文件", "files")


def plural(number, word):
    """ "1 file", "2 files"."""
    return f"{number:,} {word if number == 1 else word + 's'}"


def share_in(part, whole, decimals):
    """A share in percent, to so many decimals; "" where none is asked for."""
    return "" if decimals is None else f"  {100 * part / whole:.{decimals}f}%"


def count(request, found, settings, share=None):
    """How many files, and of which kinds; with their share of the number, to so many decimals."""
    kinds, deep = kinds_of(request, settings), found["files"] - found["direct"]
    size = size_of(request, found["bytes"])
    zh = f"{found['folder']} 中有 {found['files']:,} 个{spaced(kinds)}，共 {size}"
    en = (
        f"{found['folder']} has {found['files']:,}"
        f" {kinds if found['files'] != 1 else kinds[:-1]}, {size} in all"
    )
    if settings["RECURSIVE"] and found["folders"]:
        zh += (
            f"：直接位于该文件夹 {found['direct']:,} 个，在子文件夹中 {deep:,} 个（共"
            f" {found['folders']:,} 个子文件夹）"
        )
        en += (
            f": {found['direct']:,} directly in it, {deep:,} below its"
            f" {plural(found['folders'], 'subfolder')}"
        )
    lines = [request.say(f"{zh}。", f"{en}.")]
    if not settings["PATTERNS"] and found["by_extension"]:
        rows = list(found["by_extension"].items())[:SHOWN]
        lines += [
            f"  {name or request.say('（无扩展名）', '(no extension)')}  {kind['files']:,}"
            f"{share_in(kind['files'], found['files'], share)}"
            f"  {size_of(request, kind['bytes'])}"
            for name, kind in rows
        ]
        lines += more(request, len(found["by_extension"]) - len(rows))
    return "\n".join(lines)


def subfolders(request, found, settings):
    """The sentence for the number of folders."""
    zh_deep, en_deep = ("（含各级）", " at any depth") if settings["RECURSIVE"] else ("", "")
    return request.say(
        f"{found['folder']} 下有 {found['folders']:,} 个子文件夹{zh_deep}。\n",
        f"{found['folder']} has {plural(found['folders'], 'subfolder')}{en_deep}.\n",
    )


def spaced(word):
    """A word with a space before it when it begins with no Chinese sign."""
    return f" {word}" if word[:1].isascii() else word


def lines(request, found, settings, most=False, each=False):
    """How many lines; with `most`, which files have the most; with `each`, of every file."""
    kinds = kinds_of(request, settings)
    zh = (
        f"{found['folder']} 中 {found['files']:,} 个{spaced(kinds)}共 {found['lines']:,} 行，"
        f"其中非空行 {found['non_blank']:,} 行"
    )
    en = (
        f"{found['files']:,} {kinds if found['files'] != 1 else kinds[:-1]} in {found['folder']}"
        f" have"
        f" {plural(found['lines'], 'line')}, {found['non_blank']:,} of them not blank"
    )
    if found["comments"]:
        zh += f"（只有注释的 {found['comments']:,} 行）"
        en += f" ({plural(found['comments'], 'line')} of comment alone)"
    blank = found["lines"] - found["non_blank"]
    zh, en = f"{zh}，空行 {blank:,} 行。", f"{en}, {blank:,} blank."
    rows = [request.say(zh, en)]
    if most and found["longest"]:
        top = found["longest"][0]
        zh_top = f"行数最多的文件是 {top['path']}，{top['lines']:,} 行。"
        en_top = f"The file with the most lines is {top['path']}: {plural(top['lines'], 'line')}."
        rows.insert(0, request.say(zh_top, en_top))
    if len(found["by_extension"]) > 1 and not (most or each):
        rows += by_language(request, found)
    elif found["files"] > 1:
        rows += [f"  {file['path']}  {file['lines']:,}" for file in found["longest"][:SHOWN]]
        rows += more(request, found["files"] - SHOWN)
    if found["binary"]:
        rows.append(
            request.say(
                f"{found['binary']:,} 个二进制文件未计。",
                f"{plural(found['binary'], 'binary file')} not counted.",
            )
        )
    return "\n".join(rows)


def by_language(request, found):
    """One line for each kind of file: its language, how many lines, in how many files."""
    rows = []
    for name, kind in list(found["by_extension"].items())[:15]:
        called = SPELLED.get(name[1:])
        files = request.say(f"{kind['files']:,} 个文件", plural(kind["files"], "file"))
        rows.append(
            f"  {f'{called} ({name})' if called else name or '-'}  {kind['lines']:,}  {files}"
        )
    return rows


def more(request, left):
    """The line for rows that are not shown."""
    return [request.say(f"  ……另有 {left:,} 项", f"  … and {left:,} more")] if left > 0 else []


def listing(request, found, settings, ranked=False):
    """Files one per line, with size and date."""
    kinds, entries = kinds_of(request, settings), found["entries"]
    zh_order, en_order = ORDER_WORDS[settings["ORDER"]] if ranked else ("", "")
    size = size_of(request, found["bytes"])
    files, folders = f"{found['count']:,}", found["folders"]
    if ranked:
        zh = f"{found['folder']} 的 {files} 个{spaced(kinds)}中{zh_order} {len(entries):,} 个："
        en = f"The {len(entries):,} {en_order} of {files} {kinds} in {found['folder']}:"
    else:
        zh_folders = f"、{folders:,} 个文件夹" if folders else ""
        en_folders = f" and {plural(folders, 'folder')}" if folders else ""
        fitting = (
            request.say("符合条件的", "fitting ") if {"SIZES", "TIMES"} & set(settings) else ""
        )
        zh = (
            f"{found['folder']} 中有 {files} 个{fitting}{spaced(kinds)}{zh_folders}，文件共"
            f" {size}："
        )
        one = kinds[:-1] if found["count"] == 1 else kinds
        en = f"{found['folder']} has {files} {fitting}{one}{en_folders}, {size} in all:"
    rows = [request.say(zh, en)]
    rows += [row(request, entry) for entry in entries[:SHOWN]]
    rows += more(request, (len(entries) if ranked else found["count"] + folders) - SHOWN)
    return "\n".join(rows)


def none(request, found, settings):
    """That no file is as asked for."""
    kinds = kinds_of(request, settings)
    return request.say(
        f"没有：{found['folder']} 中没有符合条件的{spaced(kinds)}。",
        f"No: none of the {kinds} in {found['folder']} is so.",
    )


def row(request, entry):
    """One file or folder as a line."""
    size = (
        request.say("文件夹", "folder")
        if entry["bytes"] is None
        else size_of(request, entry["bytes"])
    )
    return f"  {entry['path']}  {size}  {entry['modified']}"


def first(request, found, settings):
    """The sentence for one file: which it is."""
    zh_order, en_order = ORDER_WORDS[settings["ORDER"]]
    top = found["entries"][0]
    size = size_of(request, top["bytes"])
    return request.say(
        f"{zh_order}文件是 {top['path']}，{size}，修改于 {top['modified']}。\n",
        f"The {en_order} file is {top['path']}, {size}, modified {top['modified']}.\n",
    )


def folders(request, found, settings):
    """Folders by size."""
    zh_order, en_order = (
        ("最小", "smallest") if settings["ORDER"] == "smallest" else ("最大", "largest")
    )
    top = found["entries"][0]
    zh = (
        f"{found['folder']} 下{zh_order}的文件夹是"
        f" {top['path']}，{size_of(request, top['bytes'])}（含其中所有文件）："
    )
    en = (
        f"The {en_order} folder in {found['folder']} is {top['path']},"
        f" {size_of(request, top['bytes'])} with all it holds:"
    )
    rows = [request.say(zh, en)]
    for entry in found["entries"]:
        files = request.say(f"{entry['files']:,} 个文件", plural(entry["files"], "file"))
        rows.append(f"  {entry['path']}  {size_of(request, entry['bytes'])}  {files}")
    return "\n".join(rows)


def digests(request, found):
    """Checksums, and whether they are as expected or equal."""
    name = {"sha1": "SHA-1", "sha256": "SHA-256", "sha512": "SHA-512"}.get(
        found["algorithm"], "MD5"
    )
    files = found["files"]
    total = size_of(request, found["bytes"])
    if len(files) == 1:
        [(path, digest)] = [(file["path"], file["digest"]) for file in files]
        zh = f"{path}（{total}）的 {name} 是 {digest}。"
        rows = [request.say(zh, f"The {name} of {path} ({total}) is {digest}.")]
    else:
        zh = f"{len(files):,} 个文件的 {name}（共 {total}）："
        rows = [request.say(zh, f"The {name} of {len(files):,} files ({total} in all):")]
        rows += [f"  {file['digest']}  {file['path']}" for file in files[:SHOWN]]
        rows += more(request, len(files) - SHOWN + found.get("more", 0))
        if len({file["digest"] for file in files}) == 1:
            rows.append(request.say("它们的内容完全相同。", "Their contents are identical."))
        elif len(files) == 2:
            rows.append(request.say("它们的内容不同。", "Their contents differ."))
    if "expected" in found:
        zh = (
            "与给出的校验值一致。"
            if found["equal"]
            else f"与给出的校验值不一致：{found['expected']}。"
        )
        en = (
            "It equals the checksum given."
            if found["equal"]
            else f"It differs from the checksum given: {found['expected']}."
        )
        rows.append(request.say(zh, en))
    return "\n".join(rows)


def facts(request, found):
    """Size, date, encoding."""
    size = size_of(request, found["bytes"])
    encoding = found["encoding"] or request.say("二进制文件", "binary")
    zh = f"{found['file']}：{size}，修改于 {found['modified']}，编码 {encoding}。"
    en = f"{found['file']}: {size}, modified {found['modified']}, encoding {encoding}."
    return request.say(zh, en)


def measures(request, found):
    """Lines, words, signs."""
    han = found["chinese_characters"]
    zh = (
        f"{found['file']} 有 {found['lines']:,} 行（空行"
        f" {found['blank_lines']:,}）、{found['words']:,} 个西文单词、"
        f"{found['characters']:,} 个字符（汉字 {han:,}），{size_of(request, found['bytes'])}，"
        f"编码 {found['encoding']}。"
    )
    en = (
        f"{found['file']} has {plural(found['lines'], 'line')} ({found['blank_lines']:,} blank),"
        f" {plural(found['words'], 'word')}, {plural(found['characters'], 'character')}"
        f"{f' ({han:,} Chinese)' if han else ''}; {size_of(request, found['bytes'])}, encoding"
        f" {found['encoding']}."
    )
    return request.say(zh, en)


def shown_lines(request, found, settings):
    """Lines of a file."""
    many = len(found["lines"])
    if settings["LAST"]:
        zh, en = f"最后 {many:,} 行", f"last {plural(many, 'line')}"
    elif settings["FIRST"] > 1:
        end = settings["FIRST"] + many - 1
        zh, en = (
            f"第 {settings['FIRST']:,} 至 {end:,} 行",
            f"lines {settings['FIRST']:,} to {end:,}",
        )
    else:
        zh, en = f"前 {many:,} 行", f"first {plural(many, 'line')}"
    size = size_of(request, found["bytes"])
    head = request.say(
        f"{found['file']}（{size}）的{zh}：", f"The {en} of {found['file']} ({size}):"
    )
    return "\n".join([head, *found["lines"]])


def left_out(request, found):
    """One sentence for each kind of thing that was left out."""
    said, out = [], found.get("left_out", {})
    skipped = ", ".join(f"{name} ({many})" for name, many in sorted(out.get("skipped", {}).items()))
    if skipped:
        said.append(request.say(f"跳过了 {skipped}。", f"Skipped {skipped}."))
    for name, zh, en in LEFT_OUT:
        if out.get(name):
            said.append(request.say(zh, en).format(n=f"{out[name]:,}"))
    if found.get("stopped"):
        zh = "文件太多，只看了其中一部分，数字是下限。"
        en = "There is more than could be looked at; the numbers are a lower bound."
        said.append(request.say(zh, en))
    return said


def explain(request):
    """How the answer came about."""
    return request.say(
        "运行了下面的 Python 程序，它只读取文件；1 KB = 1,024 字节。",
        "The Python program below was run; it only reads files. 1 KB = 1,024 bytes.",
    )

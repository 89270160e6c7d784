"""Why a file could not be converted, in the user's language."""

# ruff: noqa: E501 - a sentence in two languages is one line

import aios_skill

SENTENCES = {
    "file_needed": (
        "要转换哪个文件？任务里没有写。", "请写出文件名，例如 data.csv。",
        "Which file? The task names none.", "Name it, such as data.csv.",
    ),
    "target_needed": (
        "要把 {file} 转成什么格式？任务里没有写。", "例如：把 {file} 转成 {can}。",
        "Convert {file} to what? The task does not say.", "Say it: convert {file} to {can}.",
    ),
    "target_unknown": (
        "{file} 不能转成 {target}。", "可以转成：{can}。",
        "{file} cannot be converted to {target}.", "It can be converted to: {can}.",
    ),
    "kind_unknown": (
        "不认识 {file} 的格式。", "可以转换表格、JSON、YAML、TOML、INI、XML、Markdown、HTML、Word、PDF 和图片。",
        "The kind of {file} is not known.",
        "Tables, JSON, YAML, TOML, INI, XML, Markdown, HTML, Word, PDF and pictures can be converted.",
    ),
    "file_broken": (
        "{file} 不能读取，已损坏或不是它的扩展名所说的格式：{said}。", "请检查或重新导出这个文件。",
        "{file} cannot be read; it is broken or not what its name says: {said}.", "Check it, or export it again.",
    ),
    "file_empty": (
        "{file} 是空的，没有可以转换的内容。", "请给出有内容的文件。",
        "{file} is empty: there is nothing to convert.", "Give a file with something in it.",
    ),
    "data_broken": (
        "{file} 的 {kind} 第 {line} 行第 {column} 列有错误：{said}。", "请修正该处后重试。",
        "{file}: the {kind} is broken at line {line}, column {column}: {said}.", "Mend that place and try again.",
    ),
    "no_table": (
        "{file} 里没有表格。", "可以把它转成：{can}。",
        "{file} holds no table.", "It can be converted to: {can}.",
    ),
    "not_text": (
        "{file} 不是文本文件。", "请给出文本文件。",
        "{file} is not a text file.", "Name a text file.",
    ),
    "encoding_wrong": (
        "{file} 不是 {encoding}：第 {at} 个字节起有 {bad} 处不能解码。", "它看起来是 {found}；不写来源编码就会自动识别。",
        "{file} is not {encoding}: {bad} places cannot be decoded, the first at byte {at}.",
        "It looks like {found}; leave the source encoding out and it is found by itself.",
    ),
    "encoding_lacks": (
        "{encoding} 里没有 {file} 中的 {bad} 个字符，例如 {said}。", "请改用 UTF-8 或 GB18030。",
        "{encoding} lacks {bad} characters of {file}, such as {said}.", "Use UTF-8 or GB18030.",
    ),
    "too_large": (
        "{file} 太大：{said}。", "请先拆分，或选择 csv、jsonl、parquet 这类可以分批写的格式。",
        "{file} is too large: {said}.", "Split it first, or choose csv, jsonl or parquet.",
    ),
    "split_how": (
        "要怎样拆分 {file}？", "例如：每 1000 行一个文件、分成 3 份、按 {column} 拆分。",
        "Split {file} how?", "Say for example: 1000 rows each, into 3 files, by {column}.",
    ),
    "nothing_to_merge": (
        "只找到 {count} 个可以合并的文件，不需要合并。", "请写出至少两个文件，或一个放着它们的文件夹。",
        "Files that can be merged: {count} found, and it takes two.", "Name at least two, or their folder.",
    ),
    "text_needed": (
        "要编码或解码什么？", "请写出文件名，或把文字放在引号里。",
        "Encode or decode what?", "Name a file, or put the text in quotation marks.",
    ),
    "base64_broken": (
        "这不是 Base64：{said}。", "请检查有没有缺字符。",
        "This is not Base64: {said}.", "Check that nothing of it is missing.",
    ),
    "password_needed": (
        "{file} 有密码。", "请先去掉密码。", "{file} is locked with a password.", "Take the password off first.",
    ),
}  # fmt: skip


def failed(request, code, **facts):
    """The failure of this code, in the user's language; `facts` are filled into its sentence."""
    zh, hint_zh, en, hint_en = SENTENCES[code]
    known = {"file": "", "said": "", "can": "", "kind": "", **facts}
    message = request.say(zh, en).format(**known)
    return aios_skill.Failure(code, message, request.say(hint_zh, hint_en).format(**known), facts)

"""Say in the user's language why the files gave no answer, and how to mend it."""

import os

import aios_skill

SENTENCES = {
    "file_missing": (
        "找不到文件 {file}。", "请检查文件名和所在的文件夹。",
        "There is no file {file}.", "Check its name and its folder.",
    ),
    "file_needed": (
        "要处理哪个文件？任务里没有写。", "请写出文件名，例如 data.csv。",
        "Which file? The task names none.", "Name it, such as data.csv.",
    ),
    "two_needed": (
        "要比较哪两个？任务里没有写全。", "请写出两个文件或两个文件夹的名字。",
        "Compare which two? The task does not name both.", "Name two files, or two folders.",
    ),
    "folder_missing": (
        "找不到文件夹 {folder}。", "请检查文件夹的路径。",
        "There is no folder {folder}.", "Check its path.",
    ),
    "not_a_folder": (
        "{folder} 不是文件夹。", "请给出文件夹的路径，或者直接询问这个文件。",
        "{folder} is not a folder.", "Give the path of a folder, or ask about the file itself.",
    ),
    "not_a_file": (
        "{file} 不是普通文件。", "请给出一个普通文件，而不是文件夹、管道或设备。",
        "{file} is not a regular file.", "Name a regular file, not a folder, a pipe or a device.",
    ),
    "unreadable": (
        "无法读取 {file}：{said}。", "请检查文件的权限。",
        "{file} cannot be read: {said}.", "Check its permissions.",
    ),
    "file_empty": (
        "{file} 是空文件。", "请给出有内容的文件。",
        "{file} is empty.", "Give a file with something in it.",
    ),
    "not_text": (
        "{file} 不是文本文件（{kind}{bytes} 字节）。", "可以计算它的校验和，或列出它的大小和日期。",
        "{file} is not a text file ({kind}{bytes} bytes).",
        "Ask for its checksum, or for its size and date.",
    ),
    "pattern_bad": (
        "正则表达式“{pattern}”有误：{said}。", "请改正它，或把要找的文字放在引号里。",
        "The regular expression “{pattern}” is wrong: {said}.",
        "Mend it, or put the plain text in quotation marks.",
    ),
    "query_needed": (
        "要搜索什么？任务里没有写。", "请把要找的文字放在引号里，例如：搜索 “TODO”。",
        "Search for what? The task does not say.", 'Put the text in quotation marks: find "TODO".',
    ),
    "nothing_found": (
        "在 {folder} 中没有找到{what}。", "请换一种说法或另一个文件夹。{left_out}",
        "{what} was not found in {folder}.", "Try other words or another folder. {left_out}",
    ),
    "digest_bad": (
        "校验值“{digest}”的长度不属于任何已知算法。",
        "MD5 有 32 位十六进制数字，SHA-1 有 40 位，SHA-256 有 64 位，SHA-512 有 128 位。",
        "The checksum “{digest}” has the length of no known algorithm.",
        "MD5 has 32 hexadecimal digits, SHA-1 40, SHA-256 64, SHA-512 128.",
    ),
    "changes_refused": (
        "这个技能只读取文件，不做“{word}”这类改动；什么都没有改变。",
        "请直接说要改哪个文件夹里的哪些文件，例如“删除 logs 里的 .tmp 文件”。",
        "This skill only reads files and does not “{word}”; nothing was changed.",
        'Say which files of which folder to change, such as "delete the .tmp files in logs".',
    ),
    "too_slow": (
        "超过 {limit} 秒没有完成。", "请指定更小的文件夹、更少的文件或更简单的模式。",
        "It was not done within {limit} seconds.",
        "Name a smaller folder, fewer files or a simpler pattern.",
    ),
    "out_of_memory": (
        "内存不够，没有完成。", "请指定更小的文件或文件夹。",
        "It ran out of memory.", "Name a smaller file or folder.",
    ),
    "program_failed": (
        "程序没有完成：{said}", "请检查任务里的文件和文件夹。",
        "The program stopped: {said}", "Check the files and folders of the task.",
    ),
}  # fmt: skip


def failed(request, code, **facts):
    """The failure of this code, in the user's language; `facts` are filled into its sentence."""
    zh, hint_zh, en, hint_en = SENTENCES[code]
    known = {"file": file_of(request), "folder": request.parameters.get("folder") or request.cwd}
    known |= {
        "said": "",
        "kind": "",
        "bytes": 0,
        "left_out": "",
        **facts,
    }
    if code == "not_text" and known["kind"]:
        known["kind"] = f"{known['kind']}{request.say('，', ', ')}"
    known = {name: printable(value) for name, value in known.items()}
    message = request.say(zh, en).format(**known)
    return aios_skill.Failure(code, message, request.say(hint_zh, hint_en).format(**known), facts)


def file_of(request):
    """The file the request is about, as it may be shown."""
    named = request.parameters.get("file") or (request.parameters.get("files") or [""])[0]
    return named or (request.inputs[0]["path"] if request.inputs else "?")


def printable(value):
    """A value as one line without bytes that are no text."""
    text = os.fsencode(str(value)).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)

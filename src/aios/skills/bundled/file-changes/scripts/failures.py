"""Say in the user's language why nothing can be changed so, and how to mend it."""

import aios_skill

SENTENCES = {
    "folder_missing": (
        "找不到文件夹 {folder}。", "请检查文件夹的路径。",
        "There is no folder {folder}.", "Check its path.",
    ),
    "file_missing": (
        "找不到文件 {file}。", "请检查文件名和所在的文件夹。",
        "There is no file {file}.", "Check its name and its folder.",
    ),
    "nothing_found": (
        "在 {folder} 中没有符合条件的文件：{what}；什么都没有改变。",
        "请换一种说法或另一个文件夹。{left_out}",
        "No file in {folder} fits: {what}; nothing was changed.",
        "Try other words or another folder. {left_out}",
    ),
    "nothing_to_change": (
        "{folder} 中符合条件的 {count} 个文件都已经是这样，没有需要改的。", "请检查要改成什么。",
        "All {count} files that fit in {folder} are so already; there is nothing to change.",
        "Check what they are to become.",
    ),
    "name_taken": (
        "名字冲突：{taken}；什么都没有改变。", "请先移开已有的文件，或换一种命名方式。",
        "Names would collide: {taken}; nothing was changed.",
        "Move what is there out of the way, or choose other names.",
    ),
    "name_bad": (
        "“{name}”不能作为文件名。", "文件名不能为空，也不能含有斜杠。",
        "“{name}” can be no file's name.", "A name is not empty and holds no slash.",
    ),
    "rule_unclear": (
        "没有看懂新名字怎么取；什么都没有改变。",
        "例如：“把所有 .txt 改成 .md”、“给 csv 文件名加前缀 2026_”、“重命名为 IMG_001、IMG_002”。",
        "How to make the new names is not clear; nothing was changed.",
        'Such as "rename all .txt files to .md", "add the prefix 2026_ to all csv files",'
        ' "rename the jpg files to IMG_001, IMG_002".',
    ),
    "order_unclear": (
        "没有看懂按什么整理；什么都没有改变。",
        "可以按类型、扩展名、修改日期（年、月、日）、首字母或大小整理。",
        "By what to organise is not clear; nothing was changed.",
        "By type, extension, date of change (year, month, day), first letter or size.",
    ),
    "target_needed": (
        "没有写要放到哪个文件夹；什么都没有改变。", "例如：“把 pdf 移动到 文档 文件夹”。",
        "Where to put the files is not said; nothing was changed.",
        'Name the folder, such as "move the pdf files to papers".',
    ),
    "one_target": (
        "一次只能放到一个文件夹；什么都没有改变。", "请分成几个任务，每个写一个目标文件夹。",
        "Files go to one folder at a time; nothing was changed.",
        "Ask once for each folder they are to go to.",
    ),
    "which_files": (
        "没有写是哪些文件；什么都没有改变。",
        "请写出文件名、类型、大小或日期，例如“删除 logs 里超过 30 天的 .log 文件”。",
        "Which files is not said; nothing was changed.",
        'Name them, their kind, size or age: "delete .log files older than 30 days in logs".',
    ),
    "text_needed": (
        "没有写是什么文字；什么都没有改变。", "请把文字放在引号里，例如：把 “旧” 替换成 “新”。",
        "Which text is not said; nothing was changed.",
        'Put it in quotation marks: replace "old" with "new".',
    ),
    "inner_unclear": (
        "没有看懂里面要建什么：“{text}”；什么都没有改变。",
        "例如：“新建文件夹 2026，里面再建 01、02 两个文件夹”。",
        "What is to be made within is not clear: “{text}”; nothing was changed.",
        'Such as "create the folder 2026 with the subfolders 01 and 02".',
    ),
    "outside_refused": (
        "不会改动 {folder}：它太大，或在任务所指的文件夹之外；什么都没有改变。",
        "请写出一个具体的文件夹。",
        "{folder} is not changed: it is too wide, or outside of the task's folders.",
        "Name one folder of your own.",
    ),
    "changes_refused": (
        "不做“{word}”这类改动（权限、所有者、链接、磁盘）；什么都没有改变。",
        "请自己用系统命令处理。",
        "“{word}” is not done (rights, owners, links, disks are left alone); nothing was changed.",
        "Use the system's own command.",
    ),
    "too_large": (
        "要写的内容共 {bytes} 字节，超过 {limit} 字节；什么都没有改变。", "请少选一些文件。",
        "{bytes} bytes would be written, more than {limit}; nothing was changed.",
        "Choose fewer files.",
    ),
    "too_many": (
        "要改写的文件超过 {limit} 个；什么都没有改变。", "请少选一些文件，例如一次一个文件夹。",
        "More than {limit} files would be written; nothing was changed.",
        "Choose fewer files, one folder at a time say.",
    ),
    "not_text": (
        "{file} 不是文本文件；什么都没有改变。", "请给出一个文本文件。",
        "{file} is not a text file; nothing was changed.", "Name a text file.",
    ),
    "pattern_bad": (
        "正则表达式“{pattern}”有误：{said}。", "请改正它，或把要找的文字放在引号里。",
        "The regular expression “{pattern}” is wrong: {said}.",
        "Mend it, or put the plain text in quotation marks.",
    ),
}  # fmt: skip


def failed(request, code, **facts):
    """The failure of this code, in the user's language; `facts` are filled into its sentence."""
    zh, hint_zh, en, hint_en = SENTENCES[code]
    known = {"left_out": "", **{name: str(value) for name, value in facts.items()}}
    message = request.say(zh, en).format(**known)
    hint = request.say(hint_zh, hint_en).format(**known).strip()
    return aios_skill.Failure(code, message, hint, facts)

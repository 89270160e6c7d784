"""Why an archive could not be packed, unpacked or read, in the user's language."""

# ruff: noqa: E501 - a sentence in two languages is one line

import aios_skill

SENTENCES = {
    "archive_needed": (
        "没有找到压缩包。", "请写出压缩包的文件名，例如 a.zip。",
        "There is no archive.", "Name the archive, such as a.zip.",
    ),
    "nothing_to_pack": (
        "没有可以打包的文件。", "请写出文件或文件夹的名字。",
        "There is nothing to pack.", "Name files, or a folder that holds some.",
    ),
    "holds_one_file": (
        "{file} 这种压缩包里不能再加文件。", "zip、tar、tar.gz、tar.xz 和 7z 可以；或者重新打包成 zip。",
        "{file} is of a kind that nothing can be added to.", "zip, tar, tar.gz, tar.xz and 7z can take more; or pack anew.",
    ),
    "kind_wanted": (
        "没有说要把 {file} 换成哪种压缩包。", "可以是 zip、tar、tar.gz、tar.xz 或 7z，例如：换成 zip。",
        "Which kind {file} is to become is not said.", "zip, tar, tar.gz, tar.xz or 7z: as a zip.",
    ),
    "archive_kind_unknown": (
        "{file} 不是能读取的压缩包。", "可以读取 zip、tar（gz、bz2、xz）、7z 和单个的 gz、bz2、xz。",
        "{file} is no archive of a kind that can be read.",
        "zip, tar (gz, bz2, xz), 7z and single gz, bz2, xz files can be.",
    ),
    "archive_broken": (
        "{file} 已损坏或不完整：{said}。", "请重新下载或重新打包。",
        "{file} is broken or cut off: {said}.", "Fetch it again, or pack it again.",
    ),
    "archive_bomb": (
        "{file} 像是压缩炸弹，没有解压：压缩包 {packed:,} 字节，内容至少 {total:,} 字节{many}。",
        "上限是压缩包大小的 100 倍、10,000 个成员。",
        "{file} unpacks to far too much and was not unpacked: {packed:,} bytes hold at least "
        "{total:,}{many}.",
        "The limits are 100 times the size of the archive, and 10,000 members.",
    ),
    "archive_too_large": (
        "{file} 解压后至少有 {total:,} 字节，超过上限 400,000,000 字节，没有解压。",
        "请只取出其中一部分，例如：只解压 {file} 里的 csv 文件。",
        "{file} unpacks to at least {total:,} bytes, more than the limit of 400,000,000.",
        "Take out a part of it only, such as: extract only the csv files.",
    ),
    "archive_unsafe": (
        "{file} 里有不安全的成员（{names}：路径越界、链接或设备），整个压缩包都没有解压。",
        "不要信任这样的压缩包；一定要用的话，写明只取出哪些文件，例如：只解压 {file} 里的 csv 文件。",
        "{file} holds unsafe members ({names}: paths outside, links or devices); none of it was unpacked.",
        "Do not trust it; if you must, say which files to take: extract only the csv files.",
    ),
    "password_needed": (
        "{file} 有密码。", "请在任务里写出密码，例如：密码 1234。",
        "{file} is locked with a password.", "Say the password in the task: password 1234.",
    ),
    "password_wrong": (
        "{file} 的密码不对。", "请检查密码的大小写和空格。",
        "The password does not open {file}.", "Check its capitals and blanks.",
    ),
    "password_unsupported": (
        "{file} 用的压缩或加密方式无法处理：{said}。", "请改用 7z，或不加密的 zip。",
        "{file} is packed or encrypted in a way that cannot be handled: {said}.",
        "Use 7z, or a zip without a password.",
    ),
    "nothing_matches": (
        "{file} 里没有符合 {patterns} 的文件。", "先问“{file} 里有什么”。",
        "{file} holds no file that matches {patterns}.", "Ask first what is in {file}.",
    ),
}  # fmt: skip


def failed(request, code, **facts):
    """The failure of this code, in the user's language; `facts` are filled into its sentence."""
    zh, hint_zh, en, hint_en = SENTENCES[code]
    members = facts.get("members")
    many = request.say(f"，超过 {members:,} 个成员", f", {members:,} members") if members else ""
    known = {"said": "", "names": "", "patterns": "", "total": 0, "packed": 0, **facts}
    known["many"] = many
    message = request.say(zh, en).format(**known)
    return aios_skill.Failure(code, message, request.say(hint_zh, hint_en).format(**known), facts)

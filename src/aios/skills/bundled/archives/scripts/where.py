"""Where the user wants the files: handed over as they are, or put into a folder of theirs."""

import hashlib
import os
import re
import unicodedata

HERE = re.compile(
    r"(?:解压|解开|取出|放|存)[^，。；;\n]{0,60}?(?:到|在|至|进)\s*(?:这里|当前(?:目录|文件夹)|本(?:目录|文件夹)|这个(?:目录|文件夹))"
    r"|放在?(?:旁边|同一?个?(?:目录|文件夹)|原(?:目录|位置)|一起)"
    r"|\b(?:here|beside (?:it|them)|next to (?:it|them)|in place"
    r"|(?:in|into|to) (?:this|the same|the current) (?:folder|directory|place))\s*[.!。]?\s*$",
    re.IGNORECASE,
)
INTO = re.compile(
    r"(?:解压|解开|取出|提取|放)[^，。；;\n]{0,60}?(?:到|至|进|入)\s*(?:一个)?(?:新的?|新建的?)?(?:名叫|名为|叫做?)?\s*[\"“]?(?P<zh>[^\s，。,\"”]+?)[\"”]?"
    r"\s*的?(?:目录|文件夹)?(?:里面?|下面?|中)?\s*(?:$|[，。,.；;！!])"
    r"|[，,]\s*(?:放?到|放在|存到|解到)\s*[\"“]?(?P<there>[^\s，。,\"”]+?)[\"”]?\s*(?:这个)?(?:目录|文件夹)"
    r"|\b(?:in)?to\s+(?:the\s+|a\s+)?(?:new\s+)?(?:folder|directory)\s+(?:called\s+|named\s+)?"
    r"[\"']?(?P<en>[\w./~-]+)"
    r"|\b(?:in)?to\s+(?:the\s+)?[\"']?(?P<other>[\w./~-]+)[\"']?\s+(?:folder|directory)\b"
    r"|\b(?:extract|unzip|unpack|untar|decompress|uncompress)\b.{1,200}?\binto\s+[\"']?(?P<bare>[\w/~-]+)/?[\"']?"
    r"(?=\s*(?:$|[.,;!]|\s(?:and|so|please|then)\b))"
    # as at a shell: "unzip x.zip -d out", "tar xf a.tar -C out"
    r"|\b(?:unzip|tar|7z|unrar)\b.{1,200}?\s(?:-d|-C|-o)\s*[\"']?(?P<option>[\w./~-]+)[\"']?\s*$",
    re.IGNORECASE,
)


# Names that not every platform has: signs of none, spaces at an edge, the names of devices.
ODD = re.compile(
    r"[<>:\"\\|?*]|(?:^|/)\s|[. ](?:/|$)"
    r"|(?:^|/)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])\s*(?:[./]|$)",
    re.IGNORECASE,
)


# What joins the things of a list, and where a sentence says the archive is to go.
JOINT = r"(?:和|与|跟|及|以及|还有|连同|加上?|、|，|,|&|\+|\b(?:and|plus|with)\b)"
PLACE = re.compile(r"\b(?:in)?to\s+[\w./~-]+|(?:到|成|为)\s*[\w./~-]+", re.IGNORECASE)


PUT_HERE = re.compile(
    r"(?:放|存|保存)(?:到|在|至|进)\s*(?:这里|旁边|当前|本(?:目录|文件夹)|这个(?:目录|文件夹)|原)"
    r"|\b(?:put|save|store|leave|place)\b.{1,80}?\b(?:here|beside|next to"
    r"|(?:in|into|to) (?:this|the same|the current) (?:folder|directory))"
    # "into all.zip right here", "在当前目录生成 all.zip"
    r"|\b(?:in)?to\s+[\"“]?[^\s\"”]+\.\w{2,3}[\"”]?,?\s+(?:right\s+)?"
    r"(?:here\b|(?:in|into)\s+(?:this|the same|the current)\s+(?:folder|directory))"
    r"|在(?:这里|(?:这个|当前|本)(?:目录|文件夹))(?:里面?|下面?|中)?(?:生成|做|建|打包成|压缩成|得到)",
    re.IGNORECASE,
)


def folder_of(request):
    """The folder of the user's in which the result is to be, whole; "" when it is not asked for.

    Of what is packed "in this folder" says where it is, not where the archive is to be put.
    """
    text = request.parameters.get("question") or request.text
    here, into = (PUT_HERE, None) if request.action == "pack" else (HERE, INTO)
    if here.search(text):
        return os.path.abspath(request.cwd or ".")
    found = into.search(text) if into else None
    if not found:
        return ""
    name = next(name for name in found.groups() if name).strip("/")
    name = re.sub(r"(?<=[^./])[.]+$", "", name)  # "into a folder named docs."
    if name in ("当前", "这里", "本", "这个"):
        return os.path.abspath(request.cwd or ".")
    return os.path.abspath(os.path.join(request.cwd or ".", os.path.expanduser(name)))


def left_as(request, name):
    """The name under which a member is handed over for a folder of the user's: one that lasts."""
    if not folder_of(request):
        return name
    spelled = unicodedata.normalize("NFC", name)
    if spelled.isprintable() and not ODD.search(spelled):
        return spelled
    return f"member-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:16]}"


def changes_for(request, names):
    """The changes that put these files of the task into the user's folder, and how to say it."""
    folder = folder_of(request)
    if not folder:
        return [], ""
    changes = [
        {
            "kind": "write",
            "path": os.path.join(folder, *name.split("/")),
            "source": left_as(request, name),
        }
        for name in names
    ]
    where = request.say(f"\n放到：{folder}", f"\nTo be put into: {folder}")
    return changes, where


# "create a tar.gz of docs" names no folder "a"; "pack a and b" does.
ARTICLE = re.compile(
    r"(?<!folder )(?<!folders )\ba(?=\s+(?!(?:and|or|to|into|as|with)\b)[a-z0-9])", re.IGNORECASE
)


def folders_said(text, cwd, files):
    """Folders of the one the user stands in whose bare names the sentence holds.

    Beside files only those that are listed together with something: "src 和 old.txt".
    """
    for path in sorted(files, key=len, reverse=True):
        name = os.path.relpath(path, cwd)
        text = text.replace(path, " \0 ").replace(name, " \0 ")
    text = ARTICLE.sub(" ", PLACE.sub(" ", text))
    names = sorted((e.name for e in os.scandir(cwd) if e.is_dir()), key=len, reverse=True)
    found = {}
    for name in names:
        edge = rf"(?<![A-Za-z0-9_./]){re.escape(name)}(?![A-Za-z0-9_.]|/[\w.])"
        listed = (
            rf"{JOINT}\s*(?:the\s+)?{edge}|{edge}/?\s*(?:文件夹|目录|folder|directory)?\s*{JOINT}"
        )
        place = re.search(listed if files else edge, text, re.IGNORECASE if files else 0)
        if place:
            found[place.start()] = os.path.join(cwd, name)
            text = re.sub(edge, " " * len(name), text)
    return [found[at] for at in sorted(found)]


def size_text(size):
    """Bytes as people say them; 1 KB is 1,024 bytes."""
    for unit in ("B", "KB", "MB"):
        if size < 1024:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} GB"

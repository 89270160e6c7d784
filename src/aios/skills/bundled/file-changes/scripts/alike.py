"""Files that are like one that a text shows: "“截图 1.png”这种文件", "files like scan1.pdf"."""

import fnmatch
import os
import re

from aios_file_words import FLAGS

_QUOTED = r"[\"“'「`]([^\"”'」`\n]+\.[A-Za-z]\w{0,4})[\"”'」`]"
_BARE = r"([^\s\"“”'，,。；;：:、()（）]+\.[A-Za-z]\w{0,4})(?![A-Za-z0-9])"
_SHOWN = (
    rf"(?:{_QUOTED}|{_BARE})\s*(?:这种|这样|这类|之类|一类|那种)(?:的|名字|形式|格式)*(?:的?文件"
    rf"|的?照片|的?图片|的)?",
    rf"\b(?:files?|photos?|pictures?|images?|names?|ones|documents?|scans?"
    rf"|songs?)\s+(?:that\s+(?:look|are)\s+|which\s+look\s+"
    rf"|(?:called|named)\s+)?(?:like|such\s+as)\s+(?:{_QUOTED}|{_BARE})",
    rf"(?:文件名|文件|照片|图片|名字)(?:都|全)?(?:叫|是|像|形如|类似于?|如|例如"
    rf"|比如)\s*(?:{_QUOTED}|{_BARE})\s*(?:这种|这样|这类|之类|的)",
)


def shown(text, folders):
    """(name of the file that shows what others are like, text without it); None where none does,
    or no file of the folders is like it: then it shows how names are to be."""
    for pattern in _SHOWN:
        for found in re.finditer(pattern, text, FLAGS):
            name = next(filter(None, found.groups()), "")
            name = re.sub(r"^.*[把将给像叫是如里中](?=[A-Za-z0-9])", "", name)
            if re.search(r"\d", name) and there(name, folders):
                return name, f"{text[: found.start()]} 文件 {text[found.end() :]}"
    return None


def pattern_of(name):
    """A pattern for names that differ from one only in their numbers, in blanks and case."""
    parts = (
        "[0-9]*" if run.isdigit() else re.sub(r"([\[\]?*])", r"[\1]", run)
        for run in re.findall(r"\d+|\D+", name)
    )
    return "".join(parts)


def there(name, folders):
    """Whether a file of these folders is like one that is shown."""
    names = (
        each.lower() for folder in folders if os.path.isdir(folder) for each in os.listdir(folder)
    )
    return any(fnmatch.fnmatchcase(each, pattern_of(name).lower()) for each in names)

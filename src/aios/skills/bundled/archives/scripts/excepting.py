"""Which files are left out of what is packed: "排除 html", "except the .log files and cache"."""

import fnmatch
import re

_EXCEPT = re.compile(
    r"(?:排除|不(?:包括|包含|含|要|带|打包)|除了?|跳过|去掉"
    r"|\b(?:except(?:ing)?(?:\s+for)?|excluding|exclude|without|but\s+not|skip(?:ping)?"
    r"|leav(?:e|ing)\s+out|minus|ignor(?:e|ing))\b)\s*(?P<what>[^，,。;；]{1,80})",
    re.IGNORECASE,
)
_NAME = re.compile(r"\*?\.?[A-Za-z0-9_][A-Za-z0-9_.*-]*|[\u4e00-\u9fff]+")
_CALLED = re.compile(r"(?:这个)?(?:文件夹|目录|文件)(?:以外|之外|外)?的?$|(?:以外|之外|外)的?$")
_NO_NAMES = frozenset(
    [
        "all",
        "the",
        "any",
        "and",
        "or",
        "file",
        "files",
        "folder",
        "folders",
        "directory",
        "in",
        "it",
    ]
)


def excepted(text):
    """Patterns, in lower case, of what a text leaves out: a kind is "*.log", a name stands as
    it is."""
    words = [w for said in _EXCEPT.finditer(text) for w in _NAME.findall(said["what"])]
    bare = (_CALLED.sub("", word).lower().strip(".") for word in words)
    names = [word for word in bare if word and word not in _NO_NAMES]
    found = []
    for name in names:
        found += [name] if "." in name or "*" in name else [f"*.{name}", name]
    return found


def without(files, patterns):
    """The (path, name in the archive) of which neither the name nor a folder fits a pattern."""

    def fits(name):
        parts = name.lower().split("/")
        return any(fnmatch.fnmatchcase(part, p) for part in parts for p in patterns)

    return [(path, name) for path, name in files if not fits(name)]

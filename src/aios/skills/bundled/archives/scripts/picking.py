"""Which members of an archive a request means: by pattern, name, kind, folder or size.

Covered:
- patterns given, names and folders of members that the sentence holds, "only the csv", "里的 txt"
- "larger than 1 KB", "小于 2MB"; 1 KB is 1,024 bytes

Not covered:
- what members hold, their dates, and what is excepted ("all but the txt files")
"""

import fnmatch
import os
import re

_UNITS = {"b": 1, "字节": 1, "bytes": 1, "byte": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_SIZE = r"\s*(?:than|of|了)?\s*(\d+(?:\.\d+)?)\s*(字节|bytes?|[kmg](?:i?b)?|b)(?![a-z])"
_ABOVE = re.compile(
    r"(?:larger|bigger|greater|more|over|above|exceed(?:s|ing)?|>|大于|超过|大过|多于)" + _SIZE,
    re.I,
)
_BELOW = re.compile(
    r"(?:smaller|less|fewer|under|below|<|小于|少于|低于|不到|不超过)" + _SIZE, re.I
)
_KIND_BEFORE = (
    r"(?:的|里面?|中|只|仅|所有|全部|每个|几个|多少个?|哪些|有没有|解压出?|取出"
    r"|\b(?:only|just|the|all|every|any|many|which|a|an|no))\s*\.?"
)

_COUNTED = re.compile(
    r"(?:[，,；;]|然后|再|并且?|接着|\b(?:and|then)\b)\s*(?:then\s+)?"
    r"(?:帮我|告诉我|看看|查一?下|统计|see|tell me|show me|check)?\s*"
    r"(?:数[一数]?下?|统计|里?面?一?共?有?(?:几|多少)|\bcount\b|\bhow many\b)",
    re.I,
)
_FILE = re.compile(r"(?<![\w./])[\w./-]*\w\.[A-Za-z][A-Za-z0-9]{1,7}(?![\w/])", re.A)


class Wanted:
    """What a request wants of an archive: `described` in words, `picks` members by it.

    `lacking` are files that the sentence asks for and that are not in the archive; `counted` are
    patterns of which only the number is wanted.
    """

    counted = ()

    def __init__(self, request, path, files):
        asked = request.parameters
        text = (asked.get("question") or request.text).replace(os.path.basename(path), " \0 ")
        given = _given(path, asked.get("patterns") or [])
        counted = _COUNTED.search(text) if request.action == "unpack" else None
        if counted:  # "解压 a.zip，然后数一下有几个 py 文件": all is unpacked
            rest, text = text[counted.start() :], text[: counted.start()]
            self.counted = [p for p in given if p[1:].lstrip(".").lower() in rest.lower()]
            given = [p for p in given if p not in self.counted]
        self._patterns = given
        self._patterns += _names(text, files) or _folders(text, files)
        self._patterns = self._patterns or _kinds(text, files)
        self.lacking = [] if self._patterns else _lacking(text, files)
        self._above, self._below = _bound(_ABOVE, text), _bound(_BELOW, text)

    def picks(self, member):
        """True for a member that is wanted; all are when the request says nothing of them."""
        fits = self._above is None or member.size > self._above
        fits = fits and (self._below is None or member.size < self._below)
        return fits and matches(member.name, self._patterns)

    @property
    def described(self):
        """What picks the members, such as "*.csv, > 1,024 B"; "" when all are wanted."""
        bounds = [
            f"{sign} {bound:,} B"
            for sign, bound in ((">", self._above), ("<", self._below))
            if bound is not None
        ]
        return ", ".join([*self._patterns, *bounds])


def matches(name, patterns):
    """True for a member that one of the patterns picks, by its own name or its whole path."""
    own = name.rstrip("/").rpartition("/")[2].lower()
    lowered = [p.lower() for p in patterns]
    return not lowered or any(fnmatch.fnmatch(n, p) for n in (own, name.lower()) for p in lowered)


def _given(path, patterns):
    """The patterns for members; those that only say what the archive itself is are none."""
    name = os.path.basename(path).lower()
    return [] if any(fnmatch.fnmatch(name, p.lower()) for p in patterns) else list(patterns)


def _names(text, files):
    """Members that the sentence names itself: "get config.yaml out of backup.tar"."""
    edge = r"(?<![\w./]){}(?![A-Za-z0-9_])"
    whole = [m.name for m in files if "/" in m.name and m.name in text]
    if whole:
        return sorted(whole)
    names = {m.name.rpartition("/")[2] for m in files}
    own = (n for n in names if "." in n or n != n.lower())  # "LICENSE" is no word of the wish
    return sorted(n for n in own if re.search(edge.format(re.escape(n)), text, re.A))


def _lacking(text, files):
    """Names of files in the sentence that no member has."""
    own = {m.name.rpartition("/")[2].lower() for m in files}
    said = _FILE.findall(text)
    return [n for n in dict.fromkeys(said) if n.rpartition("/")[2].lower() not in own]


def _folders(text, files):
    """Folders within the archive that the sentence takes out: "only the docs folder"."""
    whole = {folder for m in files for folder in parents(m.name)}
    called = {**{f.rpartition("/")[2]: f for f in whole}, **{f: f for f in whole}}
    edge = (
        r"(?:\0\s*(?:里面?|中)?的?\s*|(?:只|仅|only|just|the)(?:解压|取出?|要|the|\s)*\s*){0}\s*/?\s*"
        r"(?:文件夹|目录|folder\b|directory\b)|(?:extract|unpack|unzip|get|list|只?解压|取出)\s*(?:the\s+)?{0}/?"
        r"\s+(?:folder\s+|directory\s+)?(?:from|out\s+of|of|in)\b"
    )
    said = {f for n, f in called.items() if re.search(edge.format(re.escape(n)), text, re.I)}
    return sorted(f"{folder}/*" for folder in said)


def parents(name):
    """The folders a member lies in, outermost first: "a/b/c.txt" in "a" and "a/b"."""
    return [name[:at] for at, sign in enumerate(name) if sign == "/" and at]


def _kinds(text, files):
    """Kinds of members by their suffix alone: "里的 csv", "only the txt files"."""
    suffixes = {os.path.splitext(m.name)[1].lower() for m in files}
    said = _KIND_BEFORE + r"{}s?(?![A-Za-z0-9_./])"
    return sorted(
        f"*{suffix}"
        for suffix in suffixes
        if len(suffix) > 2 and re.search(said.format(re.escape(suffix[1:])), text, re.I)
    )


def _bound(pattern, text):
    """The number of bytes after such words; None when there are none."""
    found = pattern.search(text)
    if found is None:
        return None
    unit = found[2].lower()
    return int(float(found[1]) * _UNITS.get(unit, _UNITS.get(unit[0], 1)))

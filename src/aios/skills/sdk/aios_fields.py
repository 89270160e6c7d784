"""The part of names that a word speaks of, where nothing tells its place: "by client"."""

import os
import re

from aios_file_words import FLAGS
from aios_names import parts_of

_WORDS = (
    r"\b(?:by|per|for\s+(?:each|every)|each|every)\s+(?:different\s+)?(clients?|customers?"
    r"|companies|company|suppliers?|authors?"
    r"|artists?|projects?|subjects?|students?|persons?|names?|topics?|categor(?:y|ies)"
    r"|class(?:es)?|prefix(?:es)?|cit(?:y|ies)"
    r"|departments?|vendors?|people)\b"
    r"|[按每各](?:照|一?个|位|家|不同的?)?(客户|公司|供应商|作者|歌手|艺人|项目|科目|学生|姓名|人"
    r"|名字|主题|类别|种类|类型|班级?|前缀|城市|部门|事由)"
)


def field_of(text, names):
    """A function from a name to the one of its parts that groups the files, where a text wants them
    by such a word and only one part can be meant; None elsewhere."""
    found = re.search(_WORDS, text, FLAGS)
    word = next(filter(None, found.groups()), "") if found else ""
    endings = {os.path.splitext(name)[1].lower() for name in names}
    if not word or (word in ("类型", "种类") and len(endings) > 1):  # of the files themselves
        return None
    sign = max("_- ", key=lambda one: sum(one in name for name in names))
    rows = [parts for parts, _ in (parts_of(name, sign) for name in names) if parts]
    if len(rows) < 2:
        return None
    fields = range(min(map(len, rows)))
    texts = [at for at in fields if groups([row[at] for row in rows])]
    likely = [at for at in texts if any(word[0] in row[at] for row in rows)]
    chosen = likely if len(likely) == 1 and not word.isascii() else texts
    if len(chosen) != 1:
        return None
    return lambda name: (parts_of(name, sign)[0] or [""] * (chosen[0] + 1))[chosen[0]]


def groups(values):
    """Whether values are words that several files share, and neither numbers nor days."""
    bare = [
        value for value in values if re.search(r"[^\W\d_]", value) and not re.search(r"\d", value)
    ]
    return 2 * len(bare) > len(values) and 1 < len(set(bare)) < len(bare)

"""What the user asks, apart from the names of documents, the wish to save, and asking words."""

import re
from pathlib import Path

from words import concepts, expected, words_of

URL = re.compile(r"https?://[^\s<>\"“”‘’，。；、）)]+")
FILE = re.compile(
    r"[A-Za-z]:\\\S+|(?:~|\.{1,2})?/[\w./-]+"
    r"|(?:[\w.-]+/)*[\w-]+\.(?:md|txt|html?|rst|pdf|docx)\b",
    re.ASCII,
)
SAVE = re.compile(
    r"[，,。；;]?\s*(?:并|然后|再)?(?:(?:把|将)[^，,。；]{0,12})?"
    r"(?:写成|保存|存成|存为|存到|导出|做成|整理成|输出成|输出到|生成)[^，,。；]*?(?:报告|[\w-]+\.\w{1,5})[^，,。；]*$"
    r"|[,;.]?\s*\b(?:and |then )?(?:save|write|export|put|store|turn|make)\b"
    r"(?: (?:it|them|this|that|everything|the \w+|a|an|all))*"
    r"(?: down| up)?(?: (?:as|to|into|in))?(?: (?:a|an|the))?(?: cited)?"
    r" (?:report|summary|(?:\w+ )?file|markdown|[\w./-]+\.\w{1,5})(?: with [\w ]+)?[.!]?$",
    re.IGNORECASE,
)


ASKS = re.compile(
    r"[?？]|谁|哪|多少|几|多久|多长|什么|怎么|怎样|如何|为什么|何时|吗|找|列|总结"
    r"|\b(?:who|whom|whose|what|which|when|where|why|how|tell|find|list|quote|compare)\b"
    r"|^[^\w/]*(?:does|do|did|is|are|can|may|could|has|have)\b",
    re.IGNORECASE,
)
# Where a question may end and another begin.
PARTS = re.compile(
    r"[,，。；;?？!！]+\s*(?:and\s+)?"
    r"|\s+and\s+(?=(?:who|whom|whose|what|which|when|where|how|by what)\b)",
    re.IGNORECASE,
)
# A second question on what the first one finds needs the first one's words.
REFERS = re.compile(
    r"\b(?:it|its|that|they|them|he|she|his|her)\b|它|其|他|她|这个|那个", re.IGNORECASE
)
CLAUSE = re.compile(r"(?<=[,，。；;?？!！：])|(?<=:)\s|(?<=\.)\s")


def question_of(request):
    """What the user wants to know, in their words."""
    return request.parameters.get("question") or request.text


def matter_of(request, question, names):
    """The question without the names of documents and folders, addresses, and the wish to save."""
    text = SAVE.sub(" ", URL.sub(" ", question)).replace("　", " ")
    for name in spellings(request, names):
        bare = re.escape(name)
        around = (r"(?<![A-Za-z0-9_./-])", r"(?![A-Za-z0-9_/-])") if name.isascii() else ("", "")
        text = re.sub(f"{around[0]}{bare}{around[1]}/?", " / ", text)
    return FILE.sub(" / ", text)


def spellings(request, names):
    """How the named documents and folders may be written, the longest first."""
    cwd, found = Path(request.cwd or "/"), set()
    for name in names:
        path = Path(name)
        if path == cwd:
            continue
        inside = path.is_relative_to(cwd)
        found |= {str(path), path.name} | ({str(path.relative_to(cwd))} if inside else set())
        # "Which cv …, look in cvs": one of those in the folder is no matter of its own.
        one = path.name.removesuffix("s")
        found |= {one} if one.isascii() and len(one) > 1 and not path.suffix else set()
    return sorted((name for name in found if name.strip("./")), key=len, reverse=True)


def asked_about(request, names):
    """(the matter, its concepts) of the question, else of the latest one before that has any."""
    for text in (question_of(request), *reversed(request.parameters.get("before") or [])):
        matter = unframed(matter_of(request, text, names))
        if found := concepts(matter):
            return matter, beside_names(request, names, found)
    return "", []


def questions_in(matter, *, referring=False):
    """(words, concepts) of each of several questions in one: "who is the landlord, and how much is
    the deposit"; [] where there is but one, or, unless `referring`, one that needs another's words.
    """
    parts = [part for part in PARTS.split(matter) if part.strip() and ASKS.search(part)]
    found = [(part, asked) for part in parts if (asked := concepts(part))]
    alone = not any(REFERS.search(part) for part, _ in found)
    return found if (alone or referring) and len(found) > 1 else []


def unframed(matter):
    """The clauses that ask, without those that only tell what the documents named (" / ") are:
    "/ is our handbook, how long is the notice?"; all of them where these say nothing else."""
    clauses = [c for c in CLAUSE.split(matter) if c.strip()]
    asking = [c for c in clauses if " / " not in f" {c} " or ASKS.search(c)]
    left = " ".join(asking)
    return left if ASKS.search(left) and concepts(left) else matter


def beside_names(request, names, found):
    """The concepts that are not only what the named documents are called, in either language;
    all of them where nothing else is left."""
    called = {word for name in spellings(request, names) for word in words_of(Path(name).stem)}
    left = [c for c in found if not any(called.issuperset(form) for form, _ in c.forms)]
    return left or found


def speaks_of(kind, text):
    """Whether a text has a word that tells of this kind of question."""
    lowered = f" {text.lower()} "
    return any(
        re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", lowered) for word in expected()[kind]
    )

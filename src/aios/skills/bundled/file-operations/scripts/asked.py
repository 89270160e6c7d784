"""What is asked of files: the words, the folder to walk, the file to open; and the result."""

import glob
import os
import re
from itertools import islice
from pathlib import PurePath

import answers
import columns
from aios_file_words import (
    bare_kinds_of,
    names_of,
    photo_kinds_of,
    says,
    without_quotations,
)
from aios_names import subject_in
from failures import failed
from wishes import EVERYTHING, FLAT, HIDDEN, NO_NAME, NOT_HIDDEN, SKIP, change_in, lost_folder

MOST_NAMES = 2000
OF_FOLDERS = ("count_files", "list_files", "largest_files")
# What stands after a folder's name that begins a text; after a deed stands what it is done to.
AS_FOLDER = r"的|目录|文件夹|里|中|下|和|与|跟|及|、|比|folder|directory|and\b|or\b"
WALK = "Walk(FOLDER, PATTERNS, RECURSIVE, HIDDEN, SKIP)"


def question_of(request):
    """The user's words."""
    return request.parameters.get("question") or request.text


def refuse_changes(request, text):
    """Fail when the words ask for a change of the user's files, or for what no folder can give."""
    word = change_in(without_entries(request, text))
    if word:
        raise failed(request, "changes_refused", word=word)
    if (
        says(r"\bconvert\b|转换|转成|转为", without_quotations(text))
        and request.action in OF_FOLDERS
    ):
        raise failed(request, "file_needed")


def without_entries(request, text):
    """A text without names of folders that are there: a folder "备份" asks for no backup.

    But what begins a text is what to do, unless it is said to be a folder: "备份 docs".
    """
    for path in entries_named(request, text, os.path.isdir):
        name = os.path.relpath(path, request.cwd or ".")
        verb = re.match(rf"\s*{re.escape(name)}(?!\s*(?:{AS_FOLDER}))", text)
        only = verb and change_in(name) == name
        text = text if only else text.replace(name, " ")
    return text


def tree_of(request, text, kinds=True):
    """The settings of a walk: folder, patterns, and what is left out of it."""
    folder = os.path.abspath(request.parameters.get("folder") or request.cwd or ".")
    if not os.path.lexists(folder):
        raise failed(request, "folder_missing", folder=folder)
    if not os.path.isdir(folder):
        raise failed(request, "not_a_folder", folder=folder)
    own = os.path.realpath(folder) == os.path.realpath(request.cwd or ".")
    inner = re.search(r"\b(?:does|do|of)\s+([\w./-]+)", text, re.ASCII | re.IGNORECASE)
    if inner and own:
        below = os.path.join(folder, inner[1])
        folder = below if os.path.isdir(below) else folder
    lost = lost_folder(text) if own else ""
    if lost and not os.path.isdir(os.path.join(folder, lost)) and lost != os.path.basename(folder):
        raise failed(request, "folder_missing", folder=lost)
    patterns = [PurePath(p).name for p in request.parameters.get("patterns") or ()]
    prose = without_quotations(text)
    several = several_folders(request)
    for path in several or (folder,):  # "docs" is no kind of file
        for name in (os.path.relpath(path, request.cwd or "."), os.path.basename(path)):
            prose = prose.replace(name, " ") if len(name) > 1 else prose
    hidden = says(HIDDEN, prose) and not says(NOT_HIDDEN, prose)
    hidden = hidden or any(p.startswith(".") for p in [*patterns, *system_files(text)])
    skip = () if says(EVERYTHING, prose) else tuple(s for s in SKIP if s not in text)
    return {
        "FOLDER": several if len(several) > 1 else next(iter(several), folder),
        "PATTERNS": all_but(several or (folder,), prose)
        or kindless(several or (folder,), prose)
        or patterns
        or names_of(text)
        or system_files(text)
        or subject_in(prose, names_in(several or (folder,)))
        or (bare_kinds_of(prose) or dotted(prose) or photo_kinds_of(prose) if kinds else []),
        "RECURSIVE": not says(FLAT, prose),
        "HIDDEN": hidden,
        "SKIP": skip,
    }


ALL_BUT = (
    r"(?<![删移清去])除了?\s*([^，,。；;]+?)\s*(?:文件)?(?:以外|之外|外(?!部)|[，,])|(?:不是"
    r"|非)\s*\.?([A-Za-z]\w{1,4})\s*(?:格式|类型|文件)?的"
    r"|\b(?:except|other\s+than|apart\s+from|but\s+not|excluding"
    r"|besides)\s+(?:for\s+)?(?:the\s+)?([^,.;?]+)"
    r"|\b(?:are\s+not|aren.t|is\s+not|isn.t|non-)\s*(?:an?\s+)?\.?(pdfs?|docx?|jpe?gs?|pngs?|txt"
    r"|csvs?)\b"
)


def all_but(folders, text):
    """Patterns for the files of all kinds but those left out; [] where none are."""
    found = re.search(ALL_BUT, text, re.I)
    words = next(filter(None, found.groups()), "") if found else ""
    left = bare_kinds_of(words) or dotted(words) or (photo_kinds_of(words) if words else [])
    if not left:
        return []
    kinds = set()
    for folder in folders:
        for _, _, files in islice(os.walk(folder), MOST_NAMES):
            kinds |= {os.path.splitext(name)[1].lower() or name for name in files}
    return sorted(
        f"*{kind}" if kind[0] == "." else kind for kind in kinds if f"*{kind}" not in left
    )


KINDLESS = (
    r"(?:没有?|无|不带|缺少?)(?:文件)?(?:扩展名|后缀名?)|\b(?:without|with\s+no|no|lack(?:s|ing)?)\s+"
    r"(?:an?\s+|any\s+)?(?:file\s+)?(?:extensions?|suffix(?:es)?)\b"
)


def kindless(folders, text):
    """Patterns for the files whose names have no extension; [] where they are not meant."""
    if not says(KINDLESS, text):
        return []
    walks = (files for folder in folders for _, _, files in islice(os.walk(folder), MOST_NAMES))
    names = {name for files in walks for name in files if not os.path.splitext(name)[1]}
    return [NO_NAME, *sorted(map(glob.escape, names))]


def dotted(text):
    """Patterns for kinds that are written with their dots: ".sql"."""
    kinds = re.findall(r"(?<![\w./*])\.([A-Za-z]\w{0,9})(?![\w.])", text, re.A)
    return [f"*.{kind.lower()}" for kind in dict.fromkeys(kinds)]


def names_in(folders):
    """The names of the files directly in some folders."""
    return [name for folder in folders for name in os.listdir(folder)[:MOST_NAMES]
            if os.path.isfile(os.path.join(folder, name))]  # fmt: skip


def system_files(text):
    """Patterns for files that systems leave, which a text names as such: ".DS_Store or Thumbs.db";
    with the hidden ones where it speaks of them."""
    named = re.findall(
        r"(?<![\w.])\.DS_Store|(?<!\w)Thumbs\.db|(?<!\w)desktop\.ini|~\$", text, re.I
    )
    hidden = [".*"] if named and says(HIDDEN, text) else []
    return [f"{name}*" if name == "~$" else name for name in named] + hidden


def several_folders(request):
    """The folders named where several are, without those inside another; () where one is named."""
    given = request.parameters.get("folders") or ()
    named = list(dict.fromkeys(os.path.abspath(folder) for folder in given))
    outer = [f for f in named if not any(f.startswith(o.rstrip("/") + "/") for o in named)]
    return tuple(outer) if len(named) > 1 and all(map(os.path.isdir, outer)) else ()


def input_file(request):
    """The file named, else the one an earlier step left."""
    named = request.parameters.get("file") or next(iter(request.parameters.get("files") or ()), "")
    return named or next((i["path"] for i in request.inputs), "")


def usable_file(request, file):
    """The path, when it is a file that can be opened without waiting."""
    if not file:
        raise failed(request, "file_needed")
    path = os.path.abspath(os.path.join(request.cwd or ".", file))
    if not os.path.exists(path):
        raise failed(request, "file_missing", file=path)
    if not os.path.isfile(path):
        raise failed(request, "not_a_file", file=path)
    return path


def need(request, found, many, settings, what=""):
    """Fail when nothing was found."""
    if not many:
        kinds = what or ", ".join(p for p in settings.get("PATTERNS") or () if p != NO_NAME)
        what = f"“{kinds}”" if kinds else request.say("符合条件的文件", "A file that fits")
        where = found.get("file") or found["folder"]
        left = " ".join(answers.left_out(request, found))
        raise failed(request, "nothing_found", what=what, folder=where, left_out=left)


def result(request, program, found, answer):
    """The result: what was found, and the program that found it."""
    notes = answers.left_out(request, found) if "left_out" in found else []
    found = in_columns(found, question_of(request))
    return {"answer": answer, "code": program, "data": found, "notes": notes,
            "output": answer, "explanation": answers.explain(request)}  # fmt: skip


def in_columns(found, text):
    """What was found, with its rows in the columns that a text names."""
    names = columns.told(text)
    lists = [v for v in found.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
    if names and len(names) == len(found.get("columns", ())):
        return found | {"columns": list(names)}
    if not names or not lists or "columns" in found:
        return found
    return {**(columns.arranged(max(lists, key=len), names) or {}), **found}


def entries_named(request, text, is_kind):
    """Paths below the user's folder, two levels deep, whose names stand in the text, in order.

    `is_kind` is os.path.isdir or os.path.isfile. A Latin name stands only as a whole word.
    """
    base, found = os.path.abspath(request.cwd or "."), []
    for name in sorted(names_below(base), key=len, reverse=True):
        edge = r"(?<![\w./-])", r"(?![\w-])"
        around = edge if name.isascii() else ("", "")
        place = re.search(around[0] + re.escape(name) + around[1], text, re.ASCII)
        if place and is_kind(os.path.join(base, name)):
            found.append((place.start(), os.path.join(base, name)))
            text = text[: place.start()] + "\0" * len(name) + text[place.end() :]
    return [path for _, path in sorted(found)]


def names_below(base, levels=2):
    """The names of what lies in a folder, `levels` deep, relative to it; links not followed."""
    if not os.access(base, os.R_OK | os.X_OK):
        return []
    with os.scandir(base) as entries:
        inside = list(islice(entries, MOST_NAMES))
    folders = [entry for entry in inside if levels > 1 and entry.is_dir(follow_symlinks=False)]
    below = [f"{folder.name}/{name}" for folder in folders for name in names_below(folder.path, 1)]
    return [*(entry.name for entry in inside), *below]

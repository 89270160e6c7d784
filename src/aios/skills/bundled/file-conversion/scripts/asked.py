"""What the request is about: its files, the name of the result, and where it is to be put."""

import fnmatch
import os
import re

from aios_placing import folder_said
from failures import failed
from kinds import first_of, kind_of, kinds, target_of
from meant import begun_so, below, meant

# The file itself is to be changed: what is made of it takes its place.
IN_PLACE = re.compile(
    r"(?:保存|存|写)回|覆盖|原地|直接(?:修?改|替换|保存)|替换(?:掉)?原(?:来的)?文件|改原文件"
    r"|\bin[- ]place\b|\b(?:save|write|put)\b.{0,20}\bback\b|\boverwrit|\breplace the original",
    re.IGNORECASE,
)


def files_of(request, wanted=lambda path: True, whole=False):
    """The files named, else those of the folder that match the patterns, else those given.

    With `whole` a folder's files are all meant where no kind is said, the user's own too.
    """
    asked = request.parameters
    meant = os.path.join(asked.get("folder") or request.cwd, asked.get("output") or "")
    if not asked.get("files") and asked.get("output") and os.path.isfile(meant):
        # "the tables in page.html": what is there already is what is converted.
        asked.update(files=[meant], output="")
    files = [path for path in asked.get("files") or [] if os.path.isfile(path)]
    patterns = [p.rpartition("/")[2].lower() for p in asked.get("patterns") or []]
    folder = asked.get("folder") or ""
    if folder and folder == placed_in(request):  # that is where the result goes
        folder = os.path.abspath(request.cwd or ".")
    if not files and not patterns and first_of(text_of(request)):
        patterns = [f"*{suffix}" for suffix in kinds()[first_of(text_of(request))]["suffixes"]]
    if not files and patterns and os.path.isdir(folder):
        files = [
            os.path.join(folder, name)
            for name in sorted(os.listdir(folder))
            if any(fnmatch.fnmatch(name.lower(), p) for p in patterns)
        ]
    other = folder != os.path.abspath(request.cwd or ".")
    if not files and os.path.isdir(folder) and (other or (whole and not request.inputs)):
        files = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    files = files or [given["path"] for given in request.inputs]
    if not asked.get("files"):
        begun = begun_so(text_of(request), files) if asked.get("patterns") else []
        files = begun or (files if asked.get("patterns") else _meant(request, files, folder))
    found = [path for path in files if os.path.isfile(path) and wanted(path)]
    if not found:
        raise failed(request, "file_needed")
    return found


def _meant(request, files, folder):
    """Those of a folder's files, or of the folders in it, that the sentence speaks of."""
    output = request.parameters.get("output") or ""
    text = text_of(request).replace(output, " ") if output else text_of(request)
    target = target_of(text, [], output)
    named = meant(text, files, target)
    if (files and len(named) < len(files)) or len(files) == 1 or not os.path.isdir(folder):
        return named
    deeper = [path for path in below(folder) if kind_of(path)]
    fewer = meant(text, deeper, target)
    return fewer if not files and len(fewer) < len(deeper) else named


def is_known(path):
    """True for a file of a kind that can be converted."""
    return bool(kind_of(path))


def stem_of(path):
    """A file's name without its suffix."""
    return os.path.splitext(os.path.basename(path))[0]


def text_of(request):
    """The user's sentence."""
    return request.parameters.get("question") or request.text


def said_of_it(request, files):
    """The user's sentence without the names of files and folders, which are no word on a table."""
    text = text_of(request)
    output = request.parameters.get("output") or ""
    names = {output, *(os.path.basename(path) for path in files)}
    names |= {os.path.relpath(path, request.cwd or ".") for path in files}
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, " " * len(name))
    for folder in {os.path.basename(os.path.dirname(path)) for path in files}:
        text = re.sub(
            rf"\bin\s+{re.escape(folder)}\b|{re.escape(folder)}(?:文件夹|目录)?[里中/]", " ", text
        )
    return text


# "文件名里别有空格", "no spaces in the file name"
_NO_BLANKS = re.compile(
    r"名[^，,。]{0,6}(?:别|不要|不能|不|没有?|去掉|无)[^，,。]{0,6}空格"
    r"|空格[^，,。]{0,8}(?:去掉|换成|改成|变成|用)"
    r"|\b(?:no|without|not)\b[^,.;]{0,16}\b(?:spaces|blanks)\b|\bunderscores?\s+(?:instead|for)\b",
    re.IGNORECASE,
)


def without_blanks(request, stem):
    """The stem of a file to be made, with "_" for blanks where none are wanted in names."""
    return re.sub(r"\s+", "_", stem.strip()) if _NO_BLANKS.search(text_of(request)) else stem


def free_name(request, name):
    """The name, or with a number when another result has it already."""
    stem, suffix = os.path.splitext(name)
    number = 1
    while os.path.exists(os.path.join(request.out, name)):
        number += 1
        name = f"{stem}-{number}{suffix}"
    return name


def handed_over(request, names, source, result):
    """The result, with the changes that put the files into the user's folder when that is asked.

    A file that is there already is replaced when the user gave its name; else ours gets a number.
    """
    folder = placed_in(request, source)
    if not folder:
        return result
    changes, goals = [], []
    for name in names:
        goal = os.path.join(folder, name)
        made_of = {source, *str(result.get("origin") or "").split(", ")}
        in_place = goal in made_of and IN_PLACE.search(text_of(request))
        if name != (request.parameters.get("output") or "") and not in_place:
            goal = _free(goal)
        change = {"kind": "write", "path": goal, "source": name}
        if os.path.exists(goal):
            told = os.lstat(goal)
            change["seen"] = f"{told.st_size}:{told.st_mtime_ns}"
        changes.append(change)
        goals.append(goal)
    where = request.say("放到", "To be put at")
    answer = f"{result['answer']}\n{where}: {', '.join(goals)}"
    return {**result, "answer": answer, "changes": changes}


def placed_in(request, source=""):
    """The folder of the user's in which the result is to be, "" when none is asked for."""
    beside = request.parameters.get("beside") or ""
    if source and (beside == "beside_it" or IN_PLACE.search(text_of(request))):
        return os.path.dirname(source)
    if beside:
        return os.path.abspath(request.cwd or ".")
    return folder_said(text_of(request), request.cwd, request.parameters.get("output") or "")


def _free(path):
    stem, suffix = os.path.splitext(path)
    number = 1
    while os.path.lexists(path):
        number += 1
        path = f"{stem}-{number}{suffix}"
    return path


def size_text(path):
    """The size of a file as people say it."""
    size = float(os.path.getsize(path))
    for unit in ("B", "KB", "MB"):
        if size < 1024:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} GB"

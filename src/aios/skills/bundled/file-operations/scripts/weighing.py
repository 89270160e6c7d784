"""Which of several folders that are named holds more: files, or bytes."""

import os
import re

from aios_file_words import FLAGS, says, without_quotations
from answers import kinds_of, plural, size_of, spaced
from asked import question_of, refuse_changes, result, several_folders, tree_of
from compose import compose, run

MORE = (
    r"(?:哪一?个|哪边|谁|哪一?个(?:文件夹|目录))[^，。,]{0,10}(?:多|少|大|小|占)"
    r"|(?:多|少|大|小)\s*(?:还是|吗|多少)|\b(?:more|fewer|less|most|fewest|bigger|larger|smaller"
    r"|heavier"
    r"|biggest|largest|smallest|heaviest)\b.*\b(?:or|than|of)\b|\bwhich\b.*\b(?:more|most|fewer"
    r"|fewest"
    r"|bigger|larger|smaller|heavier|biggest|largest|smallest)\b"
)
BYTES = (
    r"大小|空间|体积|占|多大|更?[大小](?:一?些|一?点)?\s*(?:[?？。吗呢]|$|还是)|\bsizes?\b"
    r"|\bspace\b|\bbytes\b"
    r"|\b(?:bigger|larger|smaller|heavier|biggest|largest|smallest|heaviest)\b"
)
OF_FILES = r"(?:最大|最小|最新|最旧)的文件|\b(?:largest|biggest|smallest) files?\b"
FEWER = r"少|小(?!时)|\b(?:fewer|fewest|less|least|smaller|smallest)\b"


def is_meant(request):
    """Whether several folders are named, and asked is which of them holds more."""
    prose = without_names(request, without_quotations(question_of(request)))
    return len(several_folders(request)) > 1 and says(MORE, prose) and not says(OF_FILES, prose)


def weigh_folders(request):
    """How much each of the folders holds, the one asked for first."""
    text = question_of(request)
    refuse_changes(request, text)
    settings = tree_of(request, text) | {"FOLDERS": several_folders(request)}
    prose = without_names(request, text)
    settings |= {"BY": "bytes" if says(BYTES, prose) else "files", "FEWER": says(FEWER, prose)}
    del settings["FOLDER"]
    program = compose(
        "Weigh folders against one another.", ("walking", "counting"), settings,
        "weigh([Walk(folder, PATTERNS, RECURSIVE, HIDDEN, SKIP) for folder in FOLDERS], BY, FEWER)",
    )  # fmt: skip
    found = run(program, request)
    return result(request, program, found, told(request, found, settings))


def without_names(request, text):
    """A text without the names of its folders: "小说" is not small."""
    for folder in several_folders(request):
        name = re.escape(os.path.basename(folder))
        text = re.sub(rf"(?<![a-z0-9]){name}(?![a-z0-9])", " ", text, flags=FLAGS)
    return text


def told(request, found, settings):
    """Who holds more, by how much, and what each holds."""
    first, second, *_ = found["entries"]
    by, few = settings["BY"], settings["FEWER"]
    gap = abs(first[by] - second[by])
    zh, en = SAID[by, few]
    lead = request.say("一样多。", "They hold as much as one another.")
    if gap:
        kinds = spaced(kinds_of(request, settings))
        files = request.say(f"{gap:,} 个{kinds}", plural(gap, "file"))
        what = size_of(request, gap) if by == "bytes" else files
        lead = f"{first['folder']} {request.say(zh, en).format(what)}"
    return "\n".join([lead, *(row(request, one, settings) for one in found["entries"])])


SAID = {
    ("files", False): ("的文件更多，多 {}。", "has more files: {} more."),
    ("files", True): ("的文件更少，少 {}。", "has fewer files: {} fewer."),
    ("bytes", False): ("更大，大 {}。", "is larger, by {}."),
    ("bytes", True): ("更小，小 {}。", "is smaller, by {}."),
}


def row(request, one, settings):
    """What one of the folders holds."""
    size = size_of(request, one["bytes"])
    kinds = spaced(kinds_of(request, settings))
    held = request.say(
        f"{one['files']:,} 个{kinds}，{size}", f"{plural(one['files'], 'file')}, {size}"
    )
    return f"  {one['folder']}  {held}"

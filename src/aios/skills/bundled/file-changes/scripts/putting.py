"""Files put into a folder that is named: moved there, or copied."""

import os

import named_there
import naming
import placing
import syncing
from aios_file_words import says
from failures import failed
from itself import folder_itself
from plan import Plan
from selecting import item_of, scope_of, selected
from words import asks

ALL_FILES = (
    r"所有|全部|每个|里的?文件|中的?文件|下的?文件|这些文件|\ball\b|\bevery|\beverything"
    r"|\b(?:the|these"
    r"|my) files\b"
)
# Not all of them: "所有没用的文件", "files that nobody needs"; which ones must be understood.
SOME_FILES = (
    r"(?:所有|全部|每个)(?!文件|的)[^，,。；]{2,20}?(?<![里中下内])的(?:文件|图片|照片|文档"
    r"|东西)(?!夹)"
    # "all backups": no kind, and no name there has the word
    r"|\ball\s+(?:the\s+|my\s+|of\s+the\s+)?(?!(?:files|contents|things|items|folders|subfolders"
    r"|documents|its)\b)[a-z]{3,}s\b"
    r"|\b(?:files?|everything)\s+(?:which|whose|that\s+(?!(?:is|are|lies?)\s+(?:in|under|below)\b))"
)

# Files lie in the new folder as they lie in the old one.
STRUCTURE = (
    r"(?:保持|保留|按照?)[^，。；]{0,8}(?:目录|文件夹|层级)结构|\b(?:keep|preserv|maintain"
    r"|with)\w*\s+(?:the\s+|their\s+|its\s+)?"
    r"(?:(?:same|original|sub-?)\s*)*(?:folder|directory|subfolder)s?\s+(?:structure|tree|layout)"
)


def move_files(request, text):
    """Files into a folder that is named."""
    return placed(request, text, Plan.move)


def copy_files(request, text):
    """Copies of files into a folder that is named."""
    return placed(request, text, Plan.copy)


def placed(request, text, put):
    """A plan that puts each file meant into the folder the text names."""
    cwd = os.path.abspath(request.cwd or ".")
    text, sign = named_there.renamed_by_folder(text) or (text, None)
    text, shorter = named_there.shortened_there(text) or (text, None)
    text, name = placing.renamed_there(text)
    first = scope_of(request, text, placing.aim_of(text, cwd))
    below = os.path.dirname(first.files[0]) if first.files else first.folder
    aim = placing.aim_of(text, cwd, below)
    if name and not aim and put is Plan.copy and folder_itself(first, text):
        aim = os.path.join(os.path.dirname(first.folder), name)
    if placing.several_aims(text, aim):
        raise failed(request, "one_target")
    scope = scope_of(request, text, "" if says(placing.TOP_OF, text) else aim)
    plan = Plan(request, scope)
    if put is Plan.copy and syncing.asked(text) and (two := syncing.pair_of(scope, aim)):
        syncing.synced(plan, text, *two)
        return plan if plan.changes else nothing_to_do(plan)
    if not aim and not (scope.files and put is Plan.copy):
        raise failed(request, "target_needed")
    if not aim:
        return copied_beside(plan, text)
    folder = folder_itself(scope, text)
    if folder and put is Plan.move:
        # As at a shell, what is not there yet is the folder's new name.
        as_named = text.startswith("mv ") and not os.path.isdir(aim) and not scope.more
        for each in scope.folders:
            goal = aim if as_named else os.path.join(aim, os.path.basename(each))
            plan.move(item_of(each), goal)
        scope.folder, scope.more = os.path.dirname(folder), ()
        return plan
    if not (scope.narrowed or folder or all_meant(text)):
        raise failed(request, "which_files")
    called = os.path.join(aim, name) if name and len(scope.files) == 1 else aim
    put_files(plan, text, put, folder, called, (sign, shorter))
    return plan if plan.changes else nothing_to_do(plan)


def nothing_to_do(plan):
    """Fail, since all is so already."""
    raise failed(plan.request, "nothing_to_change", folder=plan.scope.folder, count=0)


def put_files(plan, text, put, folder, aim, names=(None, None)):
    """Each file meant into `aim`, or one to that very name; those of a folder as they lie in it.

    `names` are a sign by which the name of its folder is joined to each file's own, and a function
    that makes a name shorter, where these are wished for.
    """
    sign, shorter = names
    scope, taken, as_it_lies = plan.scope, set(), says(STRUCTURE, text)
    renamed = len(scope.files) == 1 and os.path.splitext(aim)[1] and not os.path.isdir(aim)
    deep = scope.deep if scope.narrowed else bool(folder) or asks("deep_outright", text)
    # "copy docs to docs2": what is not there yet becomes the copy, what is there takes it in.
    inside = os.path.isdir(aim) or placing.into(text) or scope.more
    outer = os.path.dirname(folder) if inside else folder
    for item in selected(plan.request, scope, deep or as_it_lies):
        outer = scope.folder if as_it_lies else outer
        inner = os.path.relpath(item.path, outer) if folder or as_it_lies else item.name
        inner = inner if sign is None else named_there.called(item, scope, sign)
        inner = shorter(inner) if shorter else inner
        target = aim if renamed else os.path.join(aim, inner)
        above = f"{scope.folder}{os.sep}".startswith(f"{aim}{os.sep}")
        there = item.path.startswith(aim + os.sep) and not above
        if target != item.path and os.path.dirname(item.path) != aim and not there:
            put(plan, item, target if renamed else plan.free(target, item, taken))


def copied_beside(plan, text):
    """Copies in the same folder, by the name that the text gives or with ".bak"."""
    taken = set()
    for item in selected(plan.request, plan.scope):
        called = naming.called(text, item.name)
        target = os.path.join(os.path.dirname(item.path), called or f"{item.name}.bak")
        plan.copy(item, plan.free(target, item, taken))
    return plan


def all_meant(text):
    """Whether all files are meant, and nothing says which of them."""
    return says(ALL_FILES, text) and not says(SOME_FILES, text)

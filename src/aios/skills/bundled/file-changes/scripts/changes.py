"""Plan changes of the user's files: what would be done, as a change-set; nothing is done here."""

import os
import re

import aios_skill
import called
import contents
import counting
import exampled
import framing
import lines
import making
import naming
import pairs
import placing
import removing
import saying
import severally
import sorting
import stamping
import suffixes
import taking
from aios_file_words import FLAGS, bare_kinds_of, says, without_quotations
from failures import failed
from itself import folder_itself
from plan import Plan
from selecting import item_of, scope_of, selected
from spoken import first_of
from words import DEEDS, ORGANISE, asks, first_said, said_plainly

ALL_FILES = (
    r"所有|全部|每个|里的?文件|中的?文件|下的?文件|这些文件|\ball\b|\bevery|\beverything"
    r"|\b(?:the|these"
    r"|my) files\b"
)
# Not all of them: "所有没用的文件", "files that nobody needs"; which ones must be understood.
SOME_FILES = (
    r"(?:所有|全部|每个)(?!文件|的)[^，,。；]{2,20}?(?<![里中下内])的(?:文件|图片|照片|文档"
    r"|东西)(?!夹)"
    r"|\b(?:files?|everything)\s+(?:which|whose|that\s+(?!(?:is|are|lies?)\s+(?:in|under|below)\b))"
)
# At an edge of names something is put, no file anywhere.
EDGE_OF_NAMES = (
    r"\b(?:put|add|append|prepend|insert|write|stick)\b.{1,60}?\b(?:to|at|in)\s+the\s+(?:very\s+)?"
    r"(?:start|beginning|front|end)\s+of\s+(?:[\w.]+\s+){0,4}?(?:file\s?)?names?\b"
)
NAMES_MEANT = (
    r"文件名|名字里|名称|后缀名?|扩展名"
    r"|\b(?:file ?)?names?\b(?! (?:is|are|contain))|\bextensions?\b"
)
# Files that are to be renamed outright: "scan_ 开头的都改名", "rename the photos".
FILES_RENAMED = (
    r"^(?!.*(?:内容|文字|函数|变量|\b(?:text|contents?|functions?|variables?|words?)\b))"
    r".*(?:重新?命名|改名|更名|\brenam(?:e|ing)\b)"
)
# What is changed stands in the files: links to other files, say.
INSIDE = r"内容|文字|文本|链接|引用|里写|\b(?:text|contents?|links?|mentions?|references?|inside)\b"
# "Move the letters to a new folder called old" moves them.
PUTS_FIRST = (
    r"^\W*(?:(?:please|just|now|can\s+you|could\s+you|would\s+you)\s+)*(?:move|copy)\b"
    r"|^[^，,。；]*[把将][^，,。；]{1,60}(?:移|挪|搬|放|收|复制|拷贝?)(?:动|到|进|入)"
)
PUT_INTO = r"\b(?:move|put)\b[^.;]{1,60}\b(?:that|which|whose|with)\b[^.;]{1,80}\binto\s"
COPIES = r"\bcopy\b|复制|拷"
FILE_NAME = r"[\w./~-]*\w\.[A-Za-z]\w{0,7}(?![\w/])"
RENAMES = r"renam|命名(?!的)|改名|更名|前缀|替换|换成|改成|改为|加上|\breplac|\bprefix|\bnumber"
# What ends in a sign that joins goes before a name, unless lines are spoken of.
BEFORE_NAMES = (
    r"(?:文件)?名(?:字|称)?(?:最)?(?:开头|结尾|末尾"
    r"|[前后]面)的?\s*[\"“'「]?[^\s\"”'」，,的]+[\"”'」]?\s*(?:都|全部?|统一)?(?:换|改|替换)"
    r"|^(?!.*(?:行|内容|文字|\blines?\b|\btext\b|content)).*(?:\bprepend\s+|前面?(?:都"
    r"|统一)?加上?\s*)"
    r"[\"“'「]?[^\s\"”'」，,]*[_-][\"”'」]?(?=\s|$|[，,。])"
)


def question_of(request):
    """The user's words; what is typed as at a shell in words."""
    text = said_plainly(request.parameters.get("question") or request.text)
    text = framing.without_asides(text)
    return placing.put_into_new(framing.wish_of(called.as_exchange(text)))


def said_outright(text, prose):
    """The action that the words speak of whatever was chosen; "" for none."""
    if says(DEEDS["refused"], prose):
        return "refused"
    if naming.shortened(None, text) or says(EDGE_OF_NAMES, prose):
        return "rename_files"
    if sorting.is_asked(prose):
        return "organise_files"
    if says(PUT_INTO, prose) and not says(RENAMES, prose):
        return "copy_files" if says(COPIES, prose) else "move_files"
    return "delete_files" if asks("clean_kind", prose) or asks("delete_named", prose) else ""


def meant(text, action):
    """The action whose deed the words speak of; the one chosen when they speak of that too."""
    prose = without_quotations(text)
    if outright := said_outright(text, prose):
        return outright
    spoken = re.sub(FILE_NAME, " ", prose, flags=FLAGS)  # "names.txt" speaks of no names
    named = says(NAMES_MEANT, spoken) or naming.globs_of(text) or naming.edged(None, text)
    named = named or (action == "replace_text" and says(FILES_RENAMED, spoken))
    named = named or (action == "replace_text" and naming.begins_so(text))
    named = named or (first_of(suffixes.DOTTED, text) and not says(INSIDE, prose))
    by_order = says(DEEDS["organise_files"], prose) and first_said(ORGANISE, prose)
    if action in ("rename_files", "organise_files") and by_order and not says(RENAMES, prose):
        return "organise_files"
    if action in ("rename_files", "replace_text") and named:
        return "rename_files"
    if action in ("delete_files", "replace_text") and taking.cut_by(text):
        return "rename_files"
    aim = os.path.basename(placing.aim_of(text, ""))
    placing_type = says(DEEDS["organise_files"], prose) and not aim
    edits = ("append_text", "replace_text", "rename_files")
    if action in edits and re.search(BEFORE_NAMES, text, FLAGS):
        return "rename_files"
    if action == "move_files" and placing_type:
        return "organise_files"
    if action == "rename_files" and placing.renamed_there(text)[1]:
        return first_said({n: DEEDS[n] for n in ("copy_files", "move_files")}, prose, action)
    if action == "make_entries" and aim and re.search(PUTS_FIRST, prose, FLAGS):
        return "copy_files" if says(COPIES, prose) else "move_files"
    deeds = prose.replace(aim, " ") if aim else prose  # a folder "backup" asks for no copy
    found = action if says(DEEDS[action], prose) else first_said(DEEDS, deeds, action)
    emptied = contents.empties_a_file(text) and found in ("delete_files", "replace_text")
    inside = found == "delete_files" and contents.is_meant(text)
    return "replace_text" if inside or emptied else found


def rename_files(request, text):
    """New names for files, or for one folder."""
    scope = scope_of(
        request, re.sub(rf"today'?s date|[今当]天的?日期|{stamping.SHOWN_DATE}", " ", text)
    )
    plan = Plan(request, scope)
    if pairs.renamed(plan, text):
        return plan
    folder = folder_itself(scope, text)
    path = folder or (scope.files[0] if len(scope.files) == 1 else "")
    new = naming.one_name(text, os.path.basename(path)) if path else ""
    if new and not any(asks(case, new) for case in ("case_lower", "case_upper", "case_title")):
        kind = "" if folder or "." in new else os.path.splitext(path)[1]
        base = scope.cwd if "/" in new else os.path.dirname(path)
        if folder:
            scope.folder = os.path.dirname(folder)
        plan.move(item_of(path), os.path.normpath(os.path.join(base, f"{new}{kind}")))
        return plan
    kinds, rename = naming.rule_of(request, text)
    scope.kinds = kinds or scope.kinds
    deep = scope.deep and rename.__qualname__.split(".")[0] != "numbered"
    items = selected(request, scope, deep)
    if 0 < counting.names_told(text) < len(items):
        raise failed(request, "which_files")
    if asks("by_time", text):
        items.sort(key=lambda item: item.modified)
    for place, item in enumerate(items):
        name = rename(item, place)
        if not name.strip(". ") or "/" in name:
            raise failed(request, "name_bad", name=name)
        if name != item.name:
            plan.move(item, os.path.join(os.path.dirname(item.path), name))
    if not plan.changes:
        raise failed(request, "nothing_to_change", folder=scope.folder, count=len(items))
    return plan


def organise_files(request, text):
    """Files into folders by kind, date, letter or size."""
    plain = framing.without_examples(text)
    scope = scope_of(request, plain)
    if plain != text:
        scope.kinds = [kind for kind in scope.kinds if kind in bare_kinds_of(plain)]
    if scope.folder == scope.cwd and not scope.files:
        scope.folder = placing.folder_spoken_of(text, scope.cwd) or scope.folder
    name, folder_of = placing.order_of(request, scope, text)
    if placing.categories_wanted(text):
        scope.kinds = []  # what the text names are the folders wanted
    elif name == "by_type":
        told = bare_kinds_of(sorting.without_shown(plain))
        scope.kinds = [kind for kind in scope.kinds if kind in told]
    if placing.by_bound(text):
        scope.sizes = (0, float("inf"))
    scope.times, scope.rank = (float("-inf"), float("inf")), None
    plan, taken, base = Plan(request, scope), set(), sorting.base_of(text, scope)
    items = selected(request, scope, asks("deep_outright", text))
    for item in items:
        inner = folder_of(item)
        target = os.path.join(base, inner, item.name)
        if inner and target != item.path:
            plan.move(item, plan.free(target, item, taken))
    if not plan.changes:
        raise failed(request, "nothing_to_change", folder=scope.folder, count=len(items))
    return plan


def move_files(request, text):
    """Files into a folder that is named."""
    return placed(request, text, Plan.move)


def copy_files(request, text):
    """Copies of files into a folder that is named."""
    return placed(request, text, Plan.copy)


def placed(request, text, put):
    """A plan that puts each file meant into the folder the text names."""
    cwd = os.path.abspath(request.cwd or ".")
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
    put_files(plan, text, put, folder, called)
    if not plan.changes:
        raise failed(request, "nothing_to_change", folder=scope.folder, count=0)
    return plan


def put_files(plan, text, put, folder, aim):
    """Each file meant into `aim`, or one to that very name; those of a folder as they lie in it."""
    scope, taken = plan.scope, set()
    renamed = len(scope.files) == 1 and os.path.splitext(aim)[1] and not os.path.isdir(aim)
    deep = scope.deep if scope.narrowed else bool(folder) or asks("deep_outright", text)
    # "copy docs to docs2": what is not there yet becomes the copy, what is there takes it in.
    inside = os.path.isdir(aim) or placing.into(text) or scope.more
    outer = os.path.dirname(folder) if inside else folder
    for item in selected(plan.request, scope, deep):
        inner = os.path.relpath(item.path, outer) if folder else item.name
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


def delete_files(request, text):
    """Files to be removed: named, of a kind, old, empty, or there twice."""
    scope = scope_of(request, text)
    plan = Plan(request, scope)
    folder = folder_itself(scope, text)
    if removing.special(plan, text):
        return plan
    if asks("duplicates", text):
        removing.copies(plan, selected(request, scope, not asks("flat", text)), text)
    elif asks("clear", text) and scope.folder != scope.cwd and not scope.narrowed:
        removing.everything_in(plan)
    elif folder:
        for each in scope.folders:
            plan.delete_folder(each, removing.size_below(each))
        scope.folder, scope.more = os.path.dirname(folder), ()
    elif scope.narrowed or all_meant(text):
        deep = not asks("flat", text) if scope.narrowed else asks("deep_outright", text)
        for item in selected(request, scope, deep):
            plan.delete(item)
    else:
        raise failed(request, "which_files")
    if not plan.changes:
        what = request.say("空的或重复的文件", "empty or duplicate files")
        raise failed(request, "nothing_found", folder=scope.folder, what=what)
    return plan


def all_meant(text):
    """Whether all files are meant, and nothing says which of them."""
    return says(ALL_FILES, text) and not says(SOME_FILES, text)


def replace_text(request, text):
    """One text for another in the contents of files."""
    if contents.empties_a_file(text):
        return emptied(request, text)
    scope = scope_of(request, text)
    scope.names = []
    edit, shown = lines.edit_of(request, text) or contents.edit_of(request, scope.files, text)
    plan, looked = Plan(request, scope), 0
    for item in selected(request, scope, not asks("flat", text)):
        read = contents.decoded(item.path)
        looked += read is not None
        changed, many = edit(read[0]) if read else ("", 0)
        if many and changed != read[0]:
            row = f"{plan.shown(item.path)}  “{shown}” × {many}"
            plan.write(item.path, changed.encode(read[1]), item.seen, row)
    if not plan.changes:
        raise failed(
            request, "nothing_found", folder=scope.folder, what=f"“{shown}”",
            left_out=request.say(f"看了 {looked} 个文本文件。", f"Text files looked at: {looked}."),
        )  # fmt: skip
    return plan


def emptied(request, text):
    """Files that stay, with nothing in them."""
    scope = scope_of(request, text)
    plan = Plan(request, scope)
    for item in selected(request, scope):
        plan.write(item.path, b"", item.seen)
    zh, en = "只清空内容，文件留着；要删掉请说“删除”。", 'The files stay; "delete" removes them.'
    plan.notes.append(request.say(zh, en))
    return plan


def append_text(request, text):
    """A line more at the end, or at the beginning, of files."""
    scope = scope_of(request, text)
    if not scope.files:
        scope.files = making.files_there(text, scope.cwd)
    if not (scope.files or scope.kinds):
        raise failed(request, "which_files")
    line, plan = contents.line_of(request, text), Plan(request, scope)
    for item in selected(request, scope):
        read = contents.decoded(item.path)
        if read is None:
            raise failed(request, "not_text", file=item.path)
        more = contents.with_line(read[0], line, says(contents.AT_START, text))
        plan.write(item.path, more.encode(read[1]), item.seen, f"{plan.shown(item.path)}  + {line}")
    return plan


def make_entries(request, text):
    """New folders, or a new file with a text."""
    plan = Plan(request, scope_of(request, text))
    making.entries(plan, text)
    return plan


ACTIONS = (
    rename_files, organise_files, move_files, copy_files, delete_files, replace_text, append_text,
    make_entries,
)  # fmt: skip
PLANS = {action.__name__: action for action in ACTIONS}


def act(request):
    """The plan of the deed that the words speak of, with its changes unless it is a preview."""
    text = question_of(request)
    action = meant(text, request.action)
    if action == "refused":
        word = re.search(DEEDS["refused"], without_quotations(text), FLAGS).group()
        raise failed(request, "changes_refused", word=word)
    names = action in ("rename_files", "replace_text")
    own = severally.plan_of(request, text) if names else None
    shown = own or (exampled.plan_of(request, text) if names else None)
    action, plan = ("rename_files", shown) if shown else (action, PLANS[action](request, text))
    plan.check()
    preview = asks("preview", text)
    told = saying.result(plan, action, preview)
    return told if preview else told | {"changes": plan.changes}


if __name__ == "__main__":
    aios_skill.main(dict.fromkeys(PLANS, act))

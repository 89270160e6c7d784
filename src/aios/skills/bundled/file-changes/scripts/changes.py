"""Plan changes of the user's files: what would be done, as a change-set; nothing is done here."""

import os
import re
from dataclasses import replace

import aios_skill
import alike
import called
import contents
import counting
import exampled
import framing
import keeping
import lines
import making
import named_there
import naming
import pairs
import placing
import removing
import rightful
import saying
import severally
import sorting
import sparing
import stamping
import suffixes
import taking
from aios_file_words import FLAGS, bare_kinds_of, says, without_quotations
from edges import RUNNING
from failures import failed
from itself import folder_itself
from plan import Plan
from putting import all_meant, copy_files, move_files
from selecting import item_of, scope_of, selected
from spoken import first_of
from words import DEEDS, ORGANISE, asks, first_said, said_plainly

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
COPIES_OF = (
    r"\b(?:extra|other|redundant|spare|duplicate)\s+copies\s+of\b|(?:多余|其他|其余"
    r"|重复)的?(?:副本|拷贝)"
)
MOVES = {name: DEEDS[name] for name in ("copy_files", "move_files")}
COPIES = r"\bcopy\b|复制|拷"
THEN = r"[，,；;。.]?\s*(?:然后|接着|之后再?|\b(?:and\s+)?then\b|\bafter\s+that\b)[，,]?\s*"
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
    return placing.put_into_new(sparing.without(framing.wish_of(called.as_exchange(text))))


def said_outright(text, prose):
    """The action that the words speak of whatever was chosen; "" for none."""
    if says(DEEDS["refused"], prose):
        return "refused"
    if naming.shortened(None, text) or says(EDGE_OF_NAMES, prose):
        return "rename_files"
    if says(COPIES_OF, prose) and says(DEEDS["delete_files"], prose):
        return "delete_files"
    if sorting.is_asked(prose) or says(rightful.OWN, prose):
        return "organise_files"
    named = named_there.renamed_by_folder(text) or named_there.shortened_there(text)
    if named and placing.aim_of(named[0], ""):
        return first_said(MOVES, prose, "move_files")
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
    named = named or says(RUNNING, text)
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
    if not says(r"除|\b(?:except|but\s+not|other\s+than)\b", text):
        scope.spared = None
    plan = Plan(request, scope)
    if pairs.renamed(plan, text) or carried(plan, text):
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
    return renamed_by_rule(plan, text)


def renamed_by_rule(plan, text):
    """New names for the files meant by the rule that the text tells."""
    request, scope = plan.request, plan.scope
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


def carried(plan, text):
    """Names that get that of their folder in front; True where the text asks for that."""
    told = named_there.renamed_by_folder(text)
    if not told or placing.aim_of(told[0], ""):
        return False
    plan.scope.files = ()
    asked = plan.request.parameters.get("question") or plan.request.text
    if plan.scope.folder == plan.scope.cwd:
        plan.scope.folder = named_there.shown_base(asked, plan.scope.cwd) or plan.scope.cwd
    for item in selected(plan.request, plan.scope, True):
        new = named_there.called(item, plan.scope, told[1])
        if new != item.name and not item.name.startswith(new[: -len(item.name)]):
            plan.move(item, os.path.join(os.path.dirname(item.path), new))
    return bool(plan.changes)


def organise_files(request, text):
    """Files into folders by kind, date, letter or size."""
    if own := rightful.plan_of(Plan, request, text):
        return own
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
        scope.kinds = sorting.kinds_sorted(plain, scope.kinds)
    if placing.by_bound(text):
        scope.sizes = (0, float("inf"))
    scope.times, scope.rank = (float("-inf"), float("inf")), None
    plan, taken, base = Plan(request, scope), set(), sorting.base_of(text, scope)
    items = selected(request, scope, asks("deep_outright", text))
    homes = sorting.spelled_alike({item: folder_of(item) for item in items})
    for item, inner in homes.items():
        target = os.path.join(base, inner, item.name)
        if inner and target != item.path:
            plan.move(item, plan.free(target, item, taken))
    if not plan.changes:
        raise failed(request, "nothing_to_change", folder=scope.folder, count=len(items))
    return plan


def delete_files(request, text):
    """Files to be removed: named, of a kind, old, empty, or there twice."""
    if (two := re.split(THEN, text, maxsplit=1, flags=FLAGS))[1:] and keeping.asked(two[1]):
        return kept_then(request, *two)
    scope = scope_of(request, text)
    plan = Plan(request, scope)
    folder = folder_itself(scope, text)
    grouped = keeping.kept(plan, text, scope.deep and not asks("flat", text))
    if not grouped and not removing.special(plan, text):
        delete_meant(plan, text, folder)
    if not plan.changes:
        what = request.say("空的或重复的文件", "empty or duplicate files")
        raise failed(request, "nothing_found", folder=scope.folder, what=what)
    return plan


def delete_meant(plan, text, folder):
    """Plan to remove copies, all that is in a folder, the folder itself, or files of a kind."""
    request, scope = plan.request, plan.scope
    if len(scope.files) == 1 and says(COPIES_OF, text):
        removing.copies_of(plan, scope.files[0])
    elif asks("duplicates", text):
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


def kept_then(request, first, text):
    """A plan to delete some files, and of the others what is not to stay of each group."""
    plan = delete_files(request, first)
    scope = replace(scope_of(request, text), gone=frozenset(c["path"] for c in plan.changes))
    plan.scope = scope if scope.folder == plan.scope.folder else plan.scope
    keeping.kept(plan, text, scope.deep and not asks("flat", text))
    return plan


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
    try:
        action, plan = planned(request, action, text)
    except aios_skill.Failure as failure:
        there = placing.folder_spoken_of(text, os.path.abspath(request.cwd or "."))
        named = [f for f in request.parameters.get("folders") or () if f != request.cwd]
        if named or not there or failure.code not in ("nothing_found", "which_files"):
            raise
        request.parameters["folders"] = [there, request.cwd]
        action, plan = planned(request, action, text)
    plan.check()
    preview = asks("preview", text)
    told = saying.result(plan, action, preview)
    return told if preview else told | {"changes": plan.changes}


def folders_of(request):
    """The folders that the request names, or the one its user stands in."""
    return request.parameters.get("folders") or [request.cwd or "."]


def planned(request, action, text):
    """(the action done, its plan): by what the text shows of names, else by the action meant."""
    names = action in ("rename_files", "replace_text")
    own = severally.plan_of(request, text) if names else None
    if named_there.renamed_by_folder(text):
        return action, PLANS[action](request, text)
    if (like := alike.shown(text, folders_of(request))) and not exampled.next_pair(text):
        request.parameters["patterns"] = [alike.pattern_of(like[0])]
        action, text = ("rename_files", like[1]) if names else (action, like[1])
    shown = own or (exampled.plan_of(request, text) if names else None)
    return ("rename_files", shown) if shown else (action, PLANS[action](request, text))


if __name__ == "__main__":
    aios_skill.main(dict.fromkeys(PLANS, act))

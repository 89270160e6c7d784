"""What a folder holds as a whole: copies, work left, trees, differences, words, odd files."""

import os
import re
import tomllib
from pathlib import Path

import findings
from aios_file_words import WHOLE, amount, says, without_quotations
from asked import (
    WALK,
    entries_named,
    input_file,
    need,
    question_of,
    refuse_changes,
    result,
    tree_of,
    usable_file,
)
from compose import compose, run
from failures import failed
from wishes import order_of

MOST_GROUPS = 200
MOST_MARKS = 2000
MOST_ENTRIES = 400
MOST_WORDS = 20
LONG = 120
SAID = tomllib.loads((Path(__file__).parent / "surveys.toml").read_text("utf-8"))
MEANT = {action: "|".join(words) for action, words in SAID["meant"].items()}
NEEDS = SAID["needs"]
MARKS, USUAL_MARKS = SAID["marks"]["all"], SAID["marks"]["usual"]
LEVELS = (
    rf"({WHOLE})\s*[- ]?(?:个)?(?:levels?|层|级)"
    r"|(?:depth|deep|深度)\s*(?:of|为|是|=|:)?\s*(\d+)|-L\s*(\d+)|--(?:max-)?depth[= ](\d+)"
)
TREE_SIZES = r"大小|多大|体积|占(?:用|了)?(?:多少)?空间|\bsizes?\b|\bhow (?:big|large)\b"
MOST_FILES = r"文件(?:数量?|个数)?最[多少]|\b(?:most|fewest) files\b"
LENGTH = r"(\d{2,5})\s*(?:个)?(?:字符|字|characters?|chars?|columns?|列)"
SEARCHED = (
    r"搜|查找|找出|包含|含有|提到|出现|\b(?:find|search|grep|look for|contains?|containing"
    r"|mentions?|occurs?|occurrences?)\b"
)
# That folders are empty, not that files in them are.
EMPTY_FOLDERS = (
    r"空(?:白|的)?\s*的?子?(?:文件夹|目录|資料夾)|空(?:白)?的?文件[和及与、或](?:空的?)?(?:文件夹"
    r"|目录)"
    r"|(?:文件夹|目录)(?![里中下内])[^，,。；]{0,6}?(?:空的(?![^，,。]{0,6}文件(?!夹))|为空|空着"
    r"|没有?(?:任何)?(?:文件|东西"
    r"|内容))"
    r"|没有(?:任何)?文件的(?:文件夹|目录)"
    r"|\bempty\s+(?:files?\s+(?:and|or)\s+)?(?:sub-?)?(?:folder|director|dirs?\b)"
    r"|\b(?:folders?|director(?:y|ies))\b[^,.;]{0,30}\b(?:empty|nothing|no files|without)\b"
)
GENERAL = (
    "count_files", "list_files", "largest_files", "search_text", "show_file", "show_each",
    "hash_file",
)  # fmt: skip


# Lines that hold words in quotation marks are counted, not all lines.
QUOTED_IN_LINES = (
    r"(?=.*(?:包含|含有?|出现|提到|带有?|写着|有\s*[“「『\"]|\b(?:contain|mention|includ|have|has|with)\w*\b))"
    r"(?=.*(?:“[^”]+”|「[^」]+」|『[^』]+』|\"[^\"]+\"))"
    r".*(?:(?:多少|几)\s*行|行数|\b(?:how\s+many|number\s+of)\s+lines\b)"
)


def meant(text, action, of_file=False):
    """The action the words outright speak of, where another was chosen for them.

    `of_file` tells that files are named: then what is left is to look at the first.
    """
    prose = without_quotations(text)
    if action in ("search_text", "count_files") and says(QUOTED_IN_LINES, text):
        return "search_text"
    if action in NEEDS and not says(NEEDS[action], prose):
        many = says(r"多少|几个|how many", prose)
        action = "show_file" if of_file else "count_files" if many else "list_files"
        action = "search_text" if says(SEARCHED, prose) else action
    if action in MEANT and says(MEANT[action], prose):
        return action
    if action == "show_file" or (action == "hash_file" and of_file):
        spoken = ("count_words", "long_lines")
    else:
        spoken = tuple(MEANT) if action in GENERAL or action in MEANT else ()
    return next((name for name in spoken if says(MEANT[name], prose)), action)


def find_duplicates(request):
    """Files that are there more than once: of equal content, or of the same name."""
    text = question_of(request)
    refuse_changes(request, text)
    if len(entries_named(request, text, os.path.isfile)) > 1:
        return compare(request)
    settings = tree_of(request, text) | {"MOST": MOST_GROUPS}
    by_name = says(
        r"同名|重名|(?:文件名|名字|名称)(?:相同|一样|重复)|same (?:file ?)?names?|by name", text
    )
    call = "same_names" if by_name else "duplicates"
    program = compose(
        "Find the files below a folder that are there more than once.",
        ("walking", "decoding", "comparing"), settings, f"{call}({WALK}, MOST)",
    )  # fmt: skip
    found = run(program, request)
    need(request, found, found["searched"], settings)
    told = findings.same_names if by_name else findings.duplicates
    return result(request, program, found, told(request, found))


def list_todos(request):
    """What comments and lists say is left to do, with file, line and text."""
    text = question_of(request)
    refuse_changes(request, text)
    named = [mark for mark in MARKS if says(rf"\b{mark}S?\b", text)]
    general = says(r"待办|待辦|未完成|\btodos?\b", text) and len(named) < 2
    kinds = (
        USUAL_MARKS if general and named in ([], ["TODO"]) and says("待办|未完", text) else named
    )
    settings = tree_of(request, text, kinds=False)
    file = request.parameters.get("file")
    where = WALK
    if file:
        settings, where = {"FILE": usable_file(request, file)}, "OneFile(FILE)"
    settings |= {"KINDS": tuple(kinds or USUAL_MARKS), "BOXES": bool(general), "MOST": MOST_MARKS}
    program = compose(
        "List what comments say is left to do.", ("walking", "decoding", "marking"), settings,
        f"marks({where}, KINDS, BOXES, MOST)",
    )  # fmt: skip
    found = run(program, request)
    return result(request, program, found, findings.marks(request, found))


def show_tree(request):
    """A folder as a tree."""
    text = question_of(request)
    refuse_changes(request, text)
    settings = folder_walked(request, text) | {"DEPTH": levels_of(text, 3), "MOST": MOST_ENTRIES}
    settings["SIZES"] = says(TREE_SIZES, text)
    program = compose(
        "Draw a folder as a tree.", ("walking", "treeing"), settings,
        f"tree({WALK}, DEPTH, MOST, SIZES)",
    )  # fmt: skip
    found = run(program, request)
    return result(request, program, found, findings.tree(request, found))


def disk_usage(request):
    """How much each folder holds, with its share."""
    text = question_of(request)
    refuse_changes(request, text)
    settings = folder_walked(request, text)
    settings |= {"HIDDEN": True, "SKIP": (), "RECURSIVE": True}
    deep = says(
        r"每个子(?:文件夹|目录)|各级|所有层|\btree\b|\b(?:every|each"
        r"|all)\s+(?:of\s+the\s+)?sub-?folders?\b|\blevels\b",
        text,
    )
    settings |= {
        "DEPTH": levels_of(text, 9 if deep else 1),
        "MOST": request.parameters.get("count") or 100,
    }
    settings["SMALLEST_FIRST"] = order_of(text, "") == "smallest" or says(r"最少|\bfewest\b", text)
    settings["BY"] = "files" if says(MOST_FILES, text) else "bytes"
    program = compose(
        "Add up what each folder holds.", ("walking", "treeing"), settings,
        f"tree_sizes({WALK}, DEPTH, MOST, BY, SMALLEST_FIRST)",
    )  # fmt: skip
    found = run(program, request)
    return result(request, program, found, findings.tree_sizes(request, found))


def compare(request):
    """What differs between two folders, or between two files."""
    text = question_of(request)
    refuse_changes(request, text)
    files = request.parameters.get("files") or []
    if len(files) < 2:
        files = entries_named(request, text, os.path.isfile)
    files = in_both(request, text) if len(files) < 2 else files
    if len(files) >= 2:
        pair = [usable_file(request, file) for file in files[:2]]
        return compare_files(request, *pair)
    cwd = os.path.abspath(request.cwd or ".")
    folders = [f for f in request.parameters.get("folders") or () if os.path.abspath(f) != cwd]
    if len(folders) != 2:
        folders = entries_named(request, text, os.path.isdir) or folders
    if len(folders) == 1 and files == []:
        folders = [cwd, *folders]
    if len(folders) < 2:
        raise failed(request, "two_needed")
    settings = {"FIRST": folders[0], "SECOND": folders[1]}
    walks = (f"Walk({name}, (), True, True, ('.git',))" for name in settings)
    program = compose(
        "Compare two folders by the contents of their files.",
        ("walking", "decoding", "comparing"), settings, f"compare_folders({', '.join(walks)})",
    )  # fmt: skip
    found = run(program, request)
    return result(request, program, found, findings.folders_compared(request, found, text))


def in_both(request, text):
    """The file that a text names, in each of two folders that it names; () elsewhere."""
    cwd = os.path.abspath(request.cwd or ".")
    folders = [f for f in request.parameters.get("folders") or () if os.path.abspath(f) != cwd]
    for name in re.findall(r"(?<![\w/.])[\w-]+\.[A-Za-z]\w{0,4}(?![\w/])", text):
        paths = [os.path.join(folder, name) for folder in folders]
        if len(paths) == 2 and all(map(os.path.isfile, paths)):
            return paths
    return ()


def compare_files(request, first, second):
    """What differs between two files."""
    settings = {"FIRST": first, "SECOND": second, "MOST": MOST_ENTRIES}
    program = compose(
        "Compare two files line by line.", ("walking", "decoding", "comparing"), settings,
        "compare_files(FIRST, SECOND, MOST)",
    )  # fmt: skip
    found = run(program, request)
    return result(request, program, found, findings.files_compared(request, found))


def count_words(request):
    """How often each word stands in a file, or in the text files of a folder."""
    text = question_of(request)
    refuse_changes(request, text)
    stop = says(
        r"停用词|stop ?words|(?:ignor|exclud|without|除去|去掉|不算).{0,12}(?:common|常用|虚词)",
        text,
    )
    file = input_file(request)
    settings, where = ({"FILE": usable_file(request, file)}, "OneFile(FILE)") if file else (
        tree_of(request, text), WALK
    )  # fmt: skip
    settings |= {
        "MOST": request.parameters.get("count") or MOST_WORDS,
        "SIGNS": 1 if says(r"字频|单字|汉字", text) else 2,
        "WITHOUT": tuple(SAID["words"]["of_grammar"].split()) if stop else (),
    }
    program = compose(
        "Count how often each word occurs.", ("walking", "decoding", "wording"), settings,
        f"frequencies({where}, MOST, SIGNS, WITHOUT)",
    )  # fmt: skip
    found = run(program, request)
    need(request, found, found["words"] + found["chinese"], settings)
    return result(request, program, found, findings.words(request, found, stop))


def find_empty(request):
    """Files without content, folders without files."""
    text = question_of(request)
    refuse_changes(request, text)
    settings = tree_of(request, text, kinds=False) | {"HIDDEN": True}
    found, program = inspected(request, settings, f"empties({WALK})")
    folders = says(EMPTY_FOLDERS, text)
    files = says(r"空(?:白)?的?文件(?!夹)|\bfiles?\b", text) or not folders
    return result(request, program, found, findings.empties(request, found, files, folders))


def long_lines(request):
    """Lines longer than so many characters, or the longest ones."""
    text = question_of(request)
    refuse_changes(request, text)
    said = re.search(LENGTH, text, re.I)
    longest = not said and says(r"最长|longest", text)
    file = request.parameters.get("file")
    settings, where = ({"FILE": usable_file(request, file)}, "OneFile(FILE)") if file else (
        tree_of(request, text), WALK
    )  # fmt: skip
    many = request.parameters.get("count")
    settings |= {"LIMIT": int(said[1]) if said else LONG, "MOST": many or 1000}
    if longest:
        settings["MOST"] = many or 1
    found, program = inspected(request, settings, f"long_lines({where}, LIMIT, MOST)")
    need(request, found, found["searched"], settings)
    return result(request, program, found, findings.long_lines(request, found, longest))


def file_texts(request):
    """How text files are encoded and how their lines end."""
    text = question_of(request)
    refuse_changes(request, text)
    file = request.parameters.get("file")
    settings, where = (
        ({"FILE": usable_file(request, file)}, "OneFile(FILE)")
        if file
        else (tree_of(request, text), WALK)
    )
    found, program = inspected(request, settings, f"text_kinds({where})")
    need(request, found, len(found["files"]) + found["binary"], settings)
    wanted = [kind for kind, words in findings.LINE_ENDS.items() if says(words, text)]
    ends = bool(wanted) or says(r"换行|行尾|line[- ]end", text)
    foreign = says(r"(?:不是|非|not|non-?)\s*(?:in\s*)?utf", text)
    return result(
        request, program, found, findings.text_kinds(request, found, ends, wanted, foreign)
    )


def file_rights(request):
    """Who may do what with files; symbolic links and where they lead."""
    text = question_of(request)
    refuse_changes(request, text)
    if says(r"改(?:成|为)\S{0,3}可执行|\bmake\b.{1,60}executable", text):
        raise failed(request, "changes_refused", word="chmod")
    settings = tree_of(request, text)
    if says(r"链接|\blinks?\b|symlink", text):
        broken = says(r"失效|坏|断|无效|broken|dead|dangling", text)
        settings = {"FOLDER": settings["FOLDER"], "MOST": MOST_ENTRIES}
        found, program = inspected(request, settings, "links(FOLDER, MOST)")
        return result(request, program, found, findings.links(request, found, broken))
    files = request.parameters.get("files") or ()
    if files:
        settings = {"FILES": [usable_file(request, file) for file in files]}
    found, program = inspected(request, settings, "modes_of(FILES)" if files else f"modes({WALK})")
    need(request, found, len(found["files"]), settings)
    only = "executable" if not files and says(r"可执行|executable", text) else ""
    only = only or ("open_to_all" if says(r"world[- ]writ|所有人可写|任何人都?可", text) else "")
    return result(request, program, found, findings.modes(request, found, only))


def inspected(request, settings, expression):
    """(what was found, program) by the part that looks at what files are like."""
    parts = ("walking", "decoding", "inspecting")
    program = compose(
        "Look at what the files below a folder are like.", parts, settings, expression
    )
    return run(program, request), program


def folder_walked(request, text):
    """The settings of a walk of the folder named, though only its bare name be given."""
    settings = tree_of(request, text)
    if settings["FOLDER"] == os.path.abspath(request.cwd or "."):
        named = entries_named(request, text, os.path.isdir)
        settings["FOLDER"] = named[0] if named else settings["FOLDER"]
    return settings


def levels_of(text, default):
    """How many levels deep a text wants to see."""
    said = re.search(LEVELS, text, re.I)
    return max(1, int(amount(next(filter(None, said.groups()))))) if said else default


ACTIONS = (
    find_duplicates, list_todos, show_tree, disk_usage, compare, count_words, find_empty,
    long_lines, file_texts, file_rights,
)  # fmt: skip

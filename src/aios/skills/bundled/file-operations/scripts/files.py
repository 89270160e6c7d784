"""Look into the user's files: compose a program for what was asked, really run that, report."""

import math
import os
import re

import aios_skill
import answers
import checksums
import gaps
import measuring
import onefile
import ordering
import searches
import survey
import tallying
import weighing
from aios_file_words import (
    FLAGS,
    bare_kinds_of,
    says,
    size_bounds,
    time_bounds,
    without_quotations,
)
from asked import (
    WALK,
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
from queries import query_of
from searches import EACH_WANTED, WHETHER
from wishes import DEEP, FOLDERS_WANTED, ONLY_HIDDEN, ORDERS, languages_of, order_of

MOST_SHOWN = 50
MOST_ROWS = 10_000
MOST_LINES = 1000
SIZES_WANTED = r"大小|占|空间|体积|\bsizes?\b|\bspace\b|\bbytes\b|how (?:big|large)"
TOTAL_WANTED = (
    r"how much (?:disk )?space (?:do|does|is|are)|total size|占用?了?\S{0,3}多(?:少|大)|总大小"
    r"|类型(?:的文件)?最多|(?:most common|commonest) (?:file )?(?:type|extension|kind)"
)
FACTS_WANTED = (
    r"编码|編碼|encoding|charset|多大|大小|how (?:big|large)|\bsize\b|文件类型|什么类型|file type"
    r"|什么时候|何时|(?:修改|创建)(?:时间|日期)|\bwhen\b|how old|\bmodified\b"
)
ENDS_WANTED = (
    r"\b(?:most recent(?:ly)?|newest|latest|oldest|largest|biggest|smallest)\b"
    r"|最[新旧老大小近]"
)
BY_LANGUAGE = (
    r"语言|类型|扩展名|[各每]种代码|\blanguages?\b"
    r"|\b(?:by|per|each) (?:file ?)?(?:types?|extensions?|kinds?)\b"
)
LINES_TOO = (  # some lines besides how many there are
    r"\b(?:show|print|give|see|display)\b.{0,20}\b(?:first|last|top|bottom)\b"
    r"|(?:显示|看看?|列出|给我|打印)\S{0,6}(?:前|后|最后|末尾|开头)"
)
LINES_WANTED = (
    r"\bhow much (?:code|python|java\w*|typescript|html|css|rust|go)\b"
    r"|行数|多少行|(?<!第)几行|代码行|代码量|行代码|\blines?\b|\bloc\b"
)

ONE_FILE = r"(?<![\w*./])[\w-]+\.(?:log|txt|csv|json|md|py|xml|ya?ml)(?!\w)"
BETWEEN_LINES = re.compile(
    r"(?:第|lines?)\s*(\d+)\s*(?:行)?\s*(?:到|至|-|–|—|~|to|and|through|thru|until|till)\s*"
    r"(?:第)?\s*(\d+)",
    re.IGNORECASE,
)
FOLDERS_COUNTED = r"(?:多少|几)个?子?(?:文件夹|目录)|how many (?:sub)?-?(?:folders|director)"


def count_files(request):
    """How many files, folders, bytes or lines, by extension."""
    text = question_of(request)
    refuse_changes(request, text)
    one = re.search(ONE_FILE, tallying.question(request), re.A)
    if one:
        raise failed(request, "file_missing", file=one.group())
    if (size_bounds(text), time_bounds(text)) != ((0, math.inf), (-math.inf, math.inf)):
        return list_files(request)
    settings = tree_of(request, text)
    if says(BY_LANGUAGE, text) and says(r"\bsame\b|算(?:同一|一)|不分大小写", text):
        settings["PATTERNS"] = []  # "treating .JPG and .jpg as the same" names no kind
    if says(LINES_WANTED, without_quotations(text)):
        named = os.path.basename(request.parameters.get("folder") or "\0")  # "code" may be a folder
        spoken = text.replace(named, " ", 1) if settings["FOLDER"] != request.cwd else text
        settings["PATTERNS"] = settings["PATTERNS"] or languages_of(spoken)
        program = compose(
            "Count the lines of the text files below a folder.",
            ("walking", "counting"), settings, f"count_lines({WALK})",
        )  # fmt: skip
        found = run(program, request)
        need(request, found, found["files"] + found["binary"], settings)
        most = says(r"最多|最长|\bmost\b|\blongest\b|哪个文件", text)
        each = says(EACH_WANTED, text) and not says(BY_LANGUAGE, text)
        told = answers.lines(request, found, settings, most, each)
        return result(request, program, found, told)
    program = compose(
        "Count the files below a folder.", ("walking", "counting"), settings, f"count({WALK})"
    )
    found = run(program, request)
    if says(SIZES_WANTED, text):
        kinds = sorted(found["by_extension"].items(), key=lambda kind: -kind[1]["bytes"])
        found["by_extension"] = dict(kinds)
    answer = answers.count(request, found, settings, tallying.share_of(text))
    if says(FOLDERS_COUNTED, text):
        answer = answers.subfolders(request, found, settings) + answer
    return result(request, program, found, answer)


def list_files(request):
    """Files with size and date, filtered and ordered."""
    text = question_of(request)
    refuse_changes(request, text)
    sizes, times = size_bounds(text), time_bounds(text)
    if request.parameters.get("count") and says(ENDS_WANTED, text):
        return largest_files(request)
    settings = tree_of(request, text)
    if not settings["PATTERNS"] and says(ONLY_HIDDEN, text):
        settings |= {"PATTERNS": [".*"], "HIDDEN": True}
    filtered = settings["PATTERNS"] or (sizes, times) != ((0, math.inf), (-math.inf, math.inf))
    deep = settings["RECURSIVE"] and (filtered or says(DEEP, without_quotations(text)))
    default = "newest" if times != (-math.inf, math.inf) else "name"
    settings |= {"RECURSIVE": bool(deep)} | {
        "ORDER": order_of(text, "largest" if sizes[0] else default),
        "MOST": request.parameters.get("count") or MOST_ROWS,
        "FOLDERS": not filtered,
    }
    return listing(request, settings, sizes, times)


def largest_files(request):
    """The largest, smallest, newest or oldest files; or the sizes of folders."""
    text = question_of(request)
    refuse_changes(request, text)
    ranked = order_of(text, "") or says(FOLDERS_WANTED, text)
    if not ranked and query_of(text):
        return search_text(request)
    if says(TOTAL_WANTED, text) and not says(FOLDERS_WANTED, text):
        return count_files(request)
    settings = tree_of(request, text)
    many = request.parameters.get("count")
    singular = says(
        r"哪个|哪一个|which file|which (?:one )?is the \w+est\b"
        r"|\w+est (?:single )?\.?(?:\w+ )?file\b",
        text,
    )
    settings |= {"ORDER": order_of(text, "largest"), "MOST": many or 10}
    if says(FOLDERS_WANTED, without_quotations(text)) and not settings["PATTERNS"]:
        settings |= {"HIDDEN": True, "SKIP": (), "RECURSIVE": True}
        program = compose(
            "Rank the folders directly below a folder by size.",
            ("walking", "listing"), settings, f"folder_sizes({WALK}, ORDER, MOST)",
        )  # fmt: skip
        found = run(program, request)
        need(request, found, found["count"], settings)
        return result(request, program, found, answers.folders(request, found, settings))
    settings["FOLDERS"] = False
    if settings["ORDER"] == "name":
        settings["ORDER"] = "largest"
    answer = listing(request, settings, size_bounds(text), time_bounds(text), ranked=True)
    if singular and not many:
        heads = answers.first(request, answer["data"], settings)
        for other in other_order(text, settings["ORDER"]):
            ranks = settings | {"ORDER": other, "MOST": 1}
            found = listing(request, ranks, size_bounds(text), time_bounds(text), ranked=True)
            heads += answers.first(request, found["data"], ranks)
        answer["answer"] = heads + answer["answer"]
    return answer


def other_order(text, first):
    """The second of two orders that one question asks for: "which is the biggest file, and which
    the newest"."""
    both = (
        rf"(?:{ORDERS['newest']})的?[和与及、](?:{ORDERS['oldest']})"
        rf"|(?:{ORDERS['oldest']})的?[和与及、](?:{ORDERS['newest']})"
    )
    if says(both, text) and first in ("newest", "oldest"):
        return ["newest" if first == "oldest" else "oldest"]
    words = "|".join(f"(?P<{name}>{ORDERS[name]})" for name in ("smallest", "newest", "oldest"))
    joined = rf"(?:[,，、;；?？]|\band\b|[和与]|又|\bor\b)[^.。]{{0,30}}?(?:{words})(?!\s*\d)"
    found = re.search(rf"(?:{ORDERS[first]}).{{0,60}}?{joined}", text, FLAGS)
    return [name for name, told in found.groupdict().items() if told] if found else []


def listing(request, settings, sizes, times, ranked=False):
    """List files within bounds; the result."""
    bounds = ""
    if sizes != (0, math.inf):
        settings["SIZES"], bounds = finite(sizes), ", sizes=SIZES"
    if times != (-math.inf, math.inf):
        settings["TIMES"], bounds = finite(times), f"{bounds}, times=TIMES"
    program = compose(
        "List files below a folder, with size and date.", ("walking", "listing"), settings,
        f"list_files({WALK}, ORDER, MOST, FOLDERS{bounds})",
    )  # fmt: skip
    found = run(program, request)
    if not found["count"] + found["folders"] and says(WHETHER, question_of(request)):
        return result(request, program, found, answers.none(request, found, settings))
    need(request, found, found["count"] + found["folders"], settings)
    return result(request, program, found, answers.listing(request, found, settings, ranked))


def finite(bounds):
    """Bounds that read well in a program: 1e18 for no bound."""
    return tuple(max(-1e18, min(1e18, bound)) for bound in bounds)


def search_text(request):
    """Lines of files that hold a text or match a regular expression."""
    return searches.search_text(request) or list_files(request)


def show_file(request):
    """Lines of a file, or how many lines, words and characters it has."""
    text = question_of(request)
    if not input_file(request) and bare_kinds_of(text):
        return show_each(request)
    file = usable_file(request, input_file(request))
    refuse_changes(request, text)
    between = BETWEEN_LINES.search(text)
    counted = says(r"多少行|(?<!第)几行|行数|how many lines|line count", text)
    if says(FACTS_WANTED, text) and not counted:
        return onefile.facts_of(request, file)
    if (
        says(r"多少|(?<!第)几行|行数|字数|词数|统计|数一?下|how many|count|number of|\bwc\b", text)
        and not between
    ):
        told = onefile.measures_of(request, file)
        if not says(LINES_TOO, text):
            return told
        lines = shown_lines(request, file, text)
        return lines | {"answer": f"{told['answer']}\n{lines['answer']}"}
    return shown_lines(request, file, text)


def shown_lines(request, file, text):
    """The lines of a file that the text asks for."""
    settings = {"FILE": file} | lines_wanted(request, text)
    parts = ("walking", "decoding", "showing")
    program = compose("Show lines of a file.", parts, settings, "show(FILE, FIRST, LAST, STOP)")
    found = run(program, request)
    return result(request, program, found, answers.shown_lines(request, found, settings))


def lines_wanted(request, text):
    """Which lines a text asks for: FIRST to STOP, or the LAST so many."""
    option = re.search(r"\s-n?\s?(\d{1,4})\b", text)
    many = int(option[1]) if option else request.parameters.get("count")
    between = BETWEEN_LINES.search(text)
    single = re.search(r"第\s*(\d+)\s*行|\bline\s+(\d+)\b", text, re.I)
    first, last, stop = 1, 0, many or 20
    if between:
        first, stop = sorted((int(between[1]), int(between[2])))
        stop = min(stop, first + MOST_LINES - 1)
    elif single:
        first = stop = int(single[1] or single[2])
    elif says(
        r"最后|末尾|后\s*[\d一二三四五六七八九十]+\s*行|结尾|尾部|倒数|\blast\b|\btail\b"
        r"|\bend of\b",
        text,
    ):
        last, stop = min(many or 10, MOST_LINES), 0
    return {"FIRST": first, "LAST": last, "STOP": stop}


def show_each(request):
    """The same lines of every file of a kind."""
    text = question_of(request)
    refuse_changes(request, text)
    settings = tree_of(request, text) | lines_wanted(request, text) | {"MOST": MOST_SHOWN}
    if says(r"第一行|首行|\bfirst line\b", text):
        settings |= {"LAST": 0, "STOP": 1}
    if says(r"最后一行|末行|\blast line\b", text):
        settings |= {"LAST": 1, "STOP": 0}
    if not settings["PATTERNS"]:
        raise failed(request, "file_needed")
    program = compose(
        "Show the same lines of several files.", ("walking", "decoding", "showing"), settings,
        f"show_each({WALK}, FIRST, LAST, STOP, MOST)",
    )  # fmt: skip
    found = run(program, request)
    need(request, found, len(found["files"]), settings)
    told = [answers.shown_lines(request, file, settings) for file in found["files"]]
    if found["more"] or found["binary"]:
        zh = f"还有 {found['more']} 个文件没有显示，{found['binary']} 个不是文本。"
        en = f"{found['more']} more files not shown; {found['binary']} that are no text."
        told.append(request.say(zh, en))
    return result(request, program, found, "\n\n".join(told))


OWN = (
    count_files, list_files, largest_files, search_text, checksums.hash_file, show_file, show_each,
    ordering.order_lines,
)  # fmt: skip
ACTIONS = {action.__name__: action for action in (*OWN, *survey.ACTIONS)}


def act(request):
    """Do the action asked for, or the one that the words outright speak of instead."""
    if onefile.is_meant(request):
        return onefile.tell(request)
    if measuring.is_meant(request):
        return measuring.measure_folder(request)
    if survey.in_both(request, question_of(request)):
        return survey.compare(request)
    if gaps.is_meant(request):
        return gaps.find_gaps(request)
    if tallying.is_meant(request):
        return tallying.tally(request)
    if weighing.is_meant(request):
        return weighing.weigh_folders(request)
    of_file = bool(request.parameters.get("file") or request.parameters.get("files"))
    return ACTIONS[survey.meant(question_of(request), request.action, of_file)](request)


if __name__ == "__main__":
    aios_skill.main(dict.fromkeys(ACTIONS, act))

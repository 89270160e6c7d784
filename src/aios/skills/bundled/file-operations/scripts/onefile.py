"""What one file named is like: empty or not, how long, how big, when it was changed, and which of
its lines are there more than once."""

import os

import answers
from aios_file_words import says, without_quotations
from asked import entries_named, question_of, refuse_changes, result, usable_file
from compose import compose, run

MOST_REPEATS = 50
ALL_OF_IT = r"\b(?:longest|shortest|each|every|first|last \d|average)\b|最[长短]|每|前|第"
EMPTY = (
    r"\bempty\b|\bblank\b|\bnothing in (?:it|there)\b|\banything in (?:it|there)\b|是空|为空|空的"
    r"|空文件|空白|没(?:有)?内容|有内容|写东西"
)
LENGTH = r"\bhow long (?:is|are)\b|\b(?:length|long) (?:of )?(?:is|the)\b|有?多长|长度"
FACTS = (
    r"多大|大小|占多少|\bhow (?:big|large|heavy|old)\b|\bsize\b|什么时候|何时|(?:修改|更新"
    r"|改动)(?:时间|日期)"
    r"|最后(?:一次)?(?:改|修改|更新|动)|\bwhen\b|\blast (?:changed|modified|edited|touched|saved"
    r"|updated)"
)
REPEATS = (
    r"重复|重样|写了?[两多几]遍|(?:两|多|几)次|一样的|相同的|\brepeat\w*|\btwice\b"
    r"|\bmore than once\b|\bduplicate\w*|\bdoubled?s?\b"
    r"|\bthe same\b|\bidentical\b"
)
SEEKS = (
    r"哪|有没有|有无|是否|是不是|有几|多少|[吗么]|找|查|看|什么|谁|\b(?:which|what|who|any\w*|is"
    r"|are|does|do|has|how many|find|list|show|check)\b"
)
TAKES_OUT = (
    r"去重|去掉|删|只[留要保]|除去|合并|\b(?:remove|drop|delete|strip|without|dedup\w*|only once"
    r"|uniq\w*|distinct|sort\w*|clean)\b"
    r"|排|\bput\b|\bmake\b"
)
OF_LINES = r"行(?!吗)|\blines?\b|\browd?s?\b"


def wanted_of(request):
    """(the one file that is asked about, what is asked of it) or None."""
    file = _file(request)
    text = without_quotations(question_of(request))
    if not file:
        return None
    text = text.replace(os.path.basename(file), " ")
    if says(REPEATS, text) and says(SEEKS, text) and not says(TAKES_OUT, text):
        return file, "repeats"
    if says(ALL_OF_IT, text):
        return None
    if says(EMPTY, text) and not says(OF_LINES, text):
        return file, "empty"
    if says(LENGTH, text):
        return file, "length"
    return (file, "facts") if says(FACTS, text) and request.action in OF_FOLDERS else None


OF_FOLDERS = ("count_files", "list_files", "largest_files", "find_empty", "disk_usage")
BEFORE = (*OF_FOLDERS, "show_file", "order_lines", "search_text", "long_lines", "find_duplicates",
          "hash_file", "show_each", "count_words")  # fmt: skip


def is_meant(request):
    """True where one file is named, and the text asks what it is like."""
    return request.action in BEFORE and wanted_of(request) is not None


def tell(request):
    """The answer to what is asked of the file."""
    text = question_of(request)
    refuse_changes(request, text)
    file, wanted = wanted_of(request)
    if wanted == "repeats":
        return _repeats(request, file)
    told = facts_of(request, file)
    if wanted == "facts" or not told["data"]["encoding"] or told["data"]["encoding"] == "binary":
        return told
    if wanted == "length" or told["data"]["bytes"]:
        told = measures_of(request, file)
    if wanted == "empty":
        told["answer"] = f"{_emptiness(request, told['data'])}\n{told['answer']}"
    return told


def facts_of(request, file):
    """Size, date and encoding of one file."""
    settings, parts = {"FILE": usable_file(request, file)}, ("walking", "decoding", "showing")
    program = compose("Look at a file.", parts, settings, "facts_of(FILE)")
    found = run(program, request)
    return result(request, program, found, answers.facts(request, found))


def measures_of(request, file):
    """How many lines, words and signs a text file has."""
    settings, parts = {"FILE": usable_file(request, file)}, ("walking", "decoding", "showing")
    program = compose("Count lines, words, signs.", parts, settings, "measure(FILE)")
    found = run(program, request)
    return result(request, program, found, answers.measures(request, found))


def _file(request):
    named = request.parameters.get("files") or [request.parameters.get("file")]
    named = [file for file in named if file]
    named = named or entries_named(request, question_of(request), os.path.isfile)
    return named[0] if len(named) == 1 and os.path.isfile(named[0]) else ""


def _emptiness(request, found):
    name = os.path.basename(found["file"])
    if not found["bytes"]:
        return request.say(f"是的，{name} 是空的。", f"Yes, {name} is empty.")
    if found.get("lines", 1) == found.get("blank_lines", 0):
        return request.say(f"{name} 里只有空白。", f"{name} holds nothing but blanks.")
    return request.say(f"{name} 不是空的。", f"No, {name} is not empty.")


def _repeats(request, file):
    settings = {"FILE": usable_file(request, file), "MOST": MOST_REPEATS}
    program = compose(
        "Find the lines of a file that are there more than once.",
        ("walking", "decoding", "showing", "ordering"), settings, "repeated(FILE, MOST)",
    )  # fmt: skip
    found = run(program, request)
    return result(request, program, found, _repeats_told(request, found))


def _repeats_told(request, found):
    many, name = found["repeated"], found["file"]
    if not many:
        zh, en = f"{name} 里没有重复的行。", f"No line of {name} is there more than once."
        return request.say(zh, en)
    head = request.say(
        f"{name} 的 {found['count']:,} 行里有 {many:,} 种内容出现不止一次：",
        f"Of the {answers.plural(found['count'], 'line')} of {name}, {many:,} "
        f"{'is' if many == 1 else 'are'} there more than once:",
    )
    rows = []
    for row in found["lines"]:
        places = ", ".join(map(str, row["places"])) + (
            ", …" if row["times"] > len(row["places"]) else ""
        )
        zh = f"  {row['text']}  {row['times']} 次（第 {places} 行）"
        en = f"  {row['text']}  {row['times']} times (lines {places})"
        rows.append(request.say(zh, en))
    if many > len(rows):
        left = many - len(rows)
        rows.append(request.say(f"  …… 另有 {left:,} 种", f"  … {left:,} more"))
    return "\n".join([head, *rows])

"""How many signs and words all text files of a folder have together."""

from aios_file_words import says, without_quotations
from answers import SHOWN, more, plural
from asked import WALK, need, question_of, refuse_changes, result, tree_of
from compose import compose, run

SIGNS = (
    r"(?:多少|几)\s*个?\s*(?:汉字|字符|单词|英文词|字(?!节))|(?:总|全部|一共的?)?字数|字符数|单词数"
    r"|\bhow many (?:chinese )?(?:words|characters|chars)\b|\b(?:word|character) counts?\b"
    r"|\b(?:number|count) of (?:words|characters)\b"
)
# What asks for one word, or for each of them, measures nothing.
OF_WORDS = (
    r"次|频|这个词|不同的|最[多常少长短]|出现|每个(?:单?词|字)|\btimes\b|\bthe word\b|\boften\b"
    r"|\bdifferent\b|\bdistinct\b|\bunique\b|\beach word\b|\bmost\b|\bmention"
)
BEFORE = ("count_files", "list_files", "largest_files", "count_words", "disk_usage", "show_file")


def is_meant(request):
    """Whether a folder is named, or no file, and its signs or words are to be counted."""
    prose = without_quotations(question_of(request))
    named = request.parameters.get("file") or request.parameters.get("files") or request.inputs
    return (
        request.action in BEFORE and not named and says(SIGNS, prose) and not says(OF_WORDS, prose)
    )


def measure_folder(request):
    """Words, Chinese signs and characters of the text files below a folder, each and in all."""
    text = question_of(request)
    refuse_changes(request, text)
    settings = tree_of(request, text)
    program = compose(
        "Count the words and signs of text files.", ("walking", "decoding", "showing"), settings,
        f"measure_all({WALK})",
    )  # fmt: skip
    found = run(program, request)
    need(request, found, len(found["files"]) + found["binary"], settings)
    return result(request, program, found, told(request, found))


def told(request, found):
    """The sums, then what each file has."""
    files = found["files"]
    han = found["chinese_characters"]
    zh = (
        f"{found['folder']} 的 {len(files):,} 个文本文件一共有 {han:,} 个汉字、"
        f"{found['words']:,} 个西文单词；连标点、空格共 {found['characters']:,} 个字符"
    )
    en = (
        f"The {plural(len(files), 'text file')} in {found['folder']} have"
        f" {plural(found['words'], 'word')}, {plural(found['characters'], 'character')}"
    )
    en += f" ({han:,} of them Chinese)" if han else ""
    rows = [request.say(f"{zh}：", f"{en}:"), *(row(request, one) for one in files[:SHOWN])]
    rows += more(request, len(files) - SHOWN)
    if found["binary"]:
        many = found["binary"]
        rows.append(
            request.say(f"另有 {many:,} 个不是文本的文件没有算。", f"Not text, left out: {many:,}.")
        )
    return "\n".join(rows)


def row(request, one):
    """What one file has."""
    han = one["chinese_characters"]
    zh = f"  {one['file']}  汉字 {han:,}，单词 {one['words']:,}，字符 {one['characters']:,}"
    en = (
        f"  {one['file']}  {plural(one['words'], 'word')}, {plural(one['characters'], 'character')}"
    )
    return request.say(zh, en)

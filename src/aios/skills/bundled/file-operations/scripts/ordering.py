"""The lines of a file in order, or each of them once, as a new file."""

import os

import answers
from aios_file_words import says, without_quotations
from asked import input_file, question_of, result, usable_file
from compose import compose, run

SHOWN = 50
DOWN = r"倒序|降序|从大到小|逆序|\bdescending\b|\breversed?\b|\bz\s*(?:to|-)\s*a\b|\s-\w*r"
ONCE = (
    r"去重|重复|不同的行|唯一|\brepeat|\btwice\b|\buniq|\bdistinct\b|\bduplicate|\s-\w*u\b|\bonce\b"
)
SORTED = r"排序|排列|排好|按字母|\balphabet|从[大小]到[大小]|\bsort|\border|升序|降序"
# Who speaks of the alphabet has "adam" before "Ben"; otherwise capitals stand first.
LETTERS = r"按字母|字母(?:表)?顺序|\balphabet|\ba\s*(?:to|-)\s*z\b"


def order_lines(request):
    """The lines of a file ordered, or without those that are there already."""
    text = without_quotations(question_of(request))
    path = usable_file(request, input_file(request))
    once = says(ONCE, text)
    order = "" if once and not says(SORTED, text) else "down" if says(DOWN, text) else "up"
    stem, kind = os.path.splitext(os.path.basename(path))
    name = request.parameters.get("output") or f"{stem}-{'sorted' if order else 'unique'}{kind}"
    letters = says(LETTERS, text)
    settings = {"FILE": path, "ORDER": order, "ONCE": once, "OUTPUT": name, "MOST": SHOWN}
    settings["LETTERS"] = bool(letters)
    program = compose(
        "Put the lines of a file in order.", ("walking", "decoding", "showing", "ordering"),
        settings, "ordered(FILE, ORDER, ONCE, OUTPUT, MOST, LETTERS)",
    )  # fmt: skip
    found = run(program, request)
    return result(request, program, found, told(request, found, order, once, letters))


def told(request, found, order, once, letters):
    """How many lines, in which order, and the first of them."""
    repeated = found["count"] - found["distinct"]
    zh = {"up": "升序", "down": "降序", "": "原来的顺序"}[order]
    en = {"up": "ascending", "down": "descending", "": "in their order"}[order]
    kept = found["distinct"] if once else found["count"]
    zh_once = f"，去掉重复的 {repeated:,} 行" if once else ""
    en_once = f", {answers.plural(repeated, 'repeated line')} left out" if once else ""
    zh_rest = "其余按字母，不分大小写" if letters else "其余按字符"
    en_rest = "by letter, whatever their case" if letters else "as they are spelled"
    head = request.say(
        f"{found['file']} 的 {kept:,} 行，{zh}{zh_once}（数字按大小在前，{zh_rest}）：",
        f"{answers.plural(kept, 'line')} of {found['file']}, {en}{en_once} "
        f"(numbers first, by value, then the others {en_rest}):",
    )
    rows = list(found["lines"])
    if found["left"]:
        rows.append(request.say(f"……另有 {found['left']:,} 行", f"… {found['left']:,} more lines"))
    made = request.say(
        f"新文件：{found['made']}；原文件没有改变（要改原文件请说“写回原文件”）。",
        f'New file: {found["made"]}; the original is unchanged (say "in place" to change it).',
    )
    return "\n".join([head, *rows, made])

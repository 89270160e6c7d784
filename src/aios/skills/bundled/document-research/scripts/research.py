"""Answer questions from documents and pages by quoting them, each quotation with its place."""

import re
from pathlib import Path

import aios_skill
from agreeing import agreed
from asked import matter_of, question_of, speaks_of
from bounds import bounded
from choosing import chosen
from comparing import compare_sources, has_first
from documents import Reading, gather, nothing_read
from each import each_of
from extracting import kinds_of, list_in_documents, lists
from finding import find_passages, outline
from granting import granted
from mentioning import QUOTED, which_mention
from onpage import of_page
from pairing import pair_meant
from tabling import table_of
from versions import of_version, only_which
from web import fetch
from words import concepts

REPORTED = 12
AGREE = re.compile(
    r"一致|相同|一样|矛盾|对得上|冲突|出入|说法不[同一]"
    r"|\b(?:agree|disagree|consistent|contradict\w*|the same|differ)\b",
    re.IGNORECASE,
)
FEW = 6
# One thing is asked: an outline of all there is would be no answer to it.
PARTICULAR = re.compile(
    r"^\W*(?:when|who|whom|whose|where|how\s+(?:many|much|long|often|far|old))\b"
    r"|什么时候|何时|几点|哪[一天年月里位]|谁|多少|多久|多长|几[天年月次个人]",
    re.IGNORECASE,
)
# What each of several says is told of every one of them.
OF_EACH = re.compile(r"每[份个家位]|各[家自]|分别|\b(?:each|every|respective\w*)\b", re.IGNORECASE)
# What says that a name is that of a folder, where only it stands: "see policies", "制度里".
BEFORE = (
    r"\b(?:in|see|check|from|according to|per|under|summari[sz]e|search|through|into|the|my|do"
    r"|does|of|open|which|what|how many|any|all)\s+"
)
AFTER = r"\s*(?:里|中|下|内|目录|文件夹|的|这|/|\b(?:folder|director(?:y|ies)|says?|mentions?)\b)"
LIFTED = (
    r"(?:在|从|看|查|翻|搜索|搜|根据|按照|参考|查阅|去|到|打开"
    r"|哪些|哪[份个家]|几[份个家]|所有|全部)\s*"
)


def named(request):
    """The files and folders the user named; the folder they stand in when nothing is named."""
    urls = request.parameters.get("urls") or []
    folders = request.parameters.get("folders") or [request.cwd]
    # The folder they stand in comes last, for what names no other.
    folders = [f for f in folders if f != request.cwd] or ([] if urls else folders)
    if folders == [request.cwd]:
        folders = list(hinted(request)) or folders
    folders += [f for f in beside(request, folders) if f not in folders]
    paths = list(request.parameters.get("files") or folders)
    if not any(paths) and not urls:
        raise aios_skill.Failure(
            "no_documents",
            request.say("没有给出文件或文件夹。", "No file or folder was named."),
            request.say("请写出要查阅的文件或文件夹的路径。", "Name the file or folder to read."),
        )
    return paths


def hinted(request):
    """Folders that the question names without calling them folders: "see policies", "制度里"."""
    question, cwd = question_of(request), Path(request.cwd or "/nowhere")
    folders = sorted(f for f in cwd.iterdir() if f.is_dir()) if cwd.is_dir() else ()
    for folder in folders:
        bare, at = re.escape(folder.name), r"(?<![A-Za-z0-9_./-])"
        if bare.isascii():
            said = rf"(?:{BEFORE}{bare}(?![\w.-])|{LIFTED}{bare}(?![\w.-])|{at}{bare}{AFTER}"
            said += rf"|[(（]\s*{bare}\s*[)）])"
        else:
            said = rf"(?:{BEFORE}|{LIFTED}){bare}|{bare}{AFTER}|[(（]\s*{bare}\s*[)）]"
        said += rf"|[?？.。,，;；!！]\s*{bare}/?\s*[.。]?\s*$"
        if not folder.name.startswith(".") and re.search(said, question, re.I | re.A):
            yield str(folder)


def beside(request, folders):
    """Folders named in one breath with another: "in notes and docs"."""
    for name in (Path(folder).name for folder in folders if folder != request.cwd):
        bare, joint = re.escape(name), r"/?\s*(?:、|,|，|和|与|及|\band\b|&)\s*"
        pattern = rf"([\w.-]+){joint}{bare}|{bare}{joint}([\w.-]+)"
        for pair in re.findall(pattern, question_of(request), re.ASCII):
            other = Path(request.cwd) / "".join(pair)
            if any(pair) and other.is_dir():
                yield str(other)


def on_documents(action):
    """The action on what the user named, once that is read."""

    def run(request):
        paths, urls = named(request), request.parameters.get("urls") or []
        reading = (
            gather(request, paths, request.action == "which_mention")
            if paths
            else Reading([], [], [])
        )
        reading = fetch(request, urls, reading) if urls else reading
        if not reading.documents:
            raise nothing_read(request, [*paths, *urls], reading)
        count = len(reading.documents)
        aios_skill.progress(request.say(f"读了 {count} 个文档", f"{count} documents read"))
        reading, aged = of_version(request, reading)
        told = (aged and only_which(request, reading)) or asked_of(
            action, request, reading, [*paths, *urls]
        )
        return {**told, "answer": f"{aged}\n{told['answer']}"} if aged else told

    return run


def asked_of(action, request, reading, names):
    """What the documents read say: side by side where several are meant, as a table, in order, or
    by the passages that fit."""
    if told := of_page(request, reading):
        return told
    few, said = chosen(request, reading)
    if said:
        return compare_sources(request, few, [*names, *(d.path for d in few.documents), *said])
    pair, called = pair_meant(request, reading)
    if called:
        named_so = [document.path for document in pair.documents]
        return compare_sources(request, pair, [*names, *named_so, called])
    if table := table_of(request, reading, names):
        return table
    # Whether sources agree on a year's figure is no question which lie beyond that year.
    agree = AGREE.search(question_of(request)) and len(reading.documents) > 1
    told = None if agree else bounded(request, reading, names)
    told = told or (None if agree else each_of(request, reading, names))
    matter = matter_of(request, question_of(request), names)
    told = told or (agreed(request, reading, matter) if agree else None)
    told = told or lists(request, reading, names) or granted(request, reading, matter)
    few = 1 < len(reading.documents) <= FEW
    if not told and few and (agree or has_first(request, reading, names)):
        return compare_sources(request, reading, names)
    return told or action(request, reading, names)


def answer(request, reading, names):
    """The passages that fit; of few documents side by side when a comparison is asked for.

    A text searched for word by word, and a list of all of a kind, are asked for in many ways.
    """
    question = question_of(request)
    if QUOTED.search(question) and speaks_of("search", question):
        return which_mention(request, reading, names)
    if speaks_of("all", question) and kinds_of(matter_of(request, question, names)):
        return list_in_documents(request, reading, names)
    beside = speaks_of("compare", question) or OF_EACH.search(question)
    compared = 1 < len(reading.documents) <= FEW and beside
    return (compare_sources if compared else find_passages)(request, reading, names)


def outlined(request, reading, names):
    """The outline of documents, unless something else is asked for that they do answer."""
    question = question_of(request)
    bare = not concepts(matter_of(request, question, names))
    texts = [question, *(request.parameters.get("before") or [] if bare else [])]
    if any(speaks_of("summary", text) for text in texts):
        return outline(request, reading, names)
    try:
        return answer(request, reading, names)
    except aios_skill.Failure:  # no passage fits: what there is to read
        if PARTICULAR.search(question):
            raise
        return outline(request, reading, names)


def write_report(request, reading, names):
    """The passages on a matter as a report with citations, where a report is asked for."""
    before = request.parameters.get("before") or []
    if not any(speaks_of("report", text) for text in (question_of(request), *before)):
        return answer(request, reading, names)
    request.parameters.setdefault("report", True)
    request.parameters.setdefault("count", REPORTED)
    return find_passages(request, reading, names)


ACTIONS = {
    "search_folder": on_documents(answer),
    "search_files": on_documents(answer),
    "read_pages": on_documents(answer),
    "which_mention": on_documents(which_mention),
    "list_in_documents": on_documents(list_in_documents),
    "compare_sources": on_documents(compare_sources),
    "outline": on_documents(outlined),
    "write_report": on_documents(write_report),
}

if __name__ == "__main__":
    aios_skill.main(ACTIONS)

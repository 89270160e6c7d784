"""Answer questions from documents and pages by quoting them, each quotation with its place."""

import re
from pathlib import Path

import aios_skill
from asked import question_of, speaks_of
from comparing import compare_sources
from documents import Reading, gather, nothing_read
from extracting import list_in_documents
from finding import find_passages, outline
from mentioning import which_mention
from web import fetch

REPORTED = 12
FEW = 6
HINT = re.compile(
    r"\b(?:in|see|check|from|under|summari[sz]e|search|the|my)\s+([\w.-]+)|([\w.-]+)\s*(?:里|中|下)",
    re.ASCII | re.IGNORECASE,
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
    """Folders that the question names without calling them folders: "see policies"."""
    for first, second in HINT.findall(question_of(request)):
        folder = Path(request.cwd) / (first or second)
        if request.cwd and (first or second).strip(".") and folder.is_dir():
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
        return action(request, reading, [*paths, *urls])

    return run


def answer(request, reading, names):
    """The passages that fit; of few documents side by side when a comparison is asked for."""
    few = 1 < len(reading.documents) <= FEW
    compared = few and speaks_of("compare", question_of(request))
    return (compare_sources if compared else find_passages)(request, reading, names)


def write_report(request, reading, names):
    """The passages on a matter as a report with citations."""
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
    "outline": on_documents(outline),
    "write_report": on_documents(write_report),
}

if __name__ == "__main__":
    aios_skill.main(ACTIONS)

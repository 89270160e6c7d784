"""Answer questions from documents and pages by quoting them, each quotation with its place."""

import aios_skill
from asked import question_of, speaks_of
from comparing import compare_sources
from documents import Reading, gather, nothing_read
from extracting import list_in_documents
from finding import find_passages
from mentioning import which_mention
from outlining import outline
from web import fetch


def named(request):
    """The files and folders the user named; the folder they stand in when nothing is named."""
    given = request.parameters.get("files") or request.parameters.get("folder")
    if not given and not request.parameters.get("urls"):
        given = request.cwd
    paths = [given] if isinstance(given, str) else list(given or [])
    if not any(paths) and not request.parameters.get("urls"):
        raise aios_skill.Failure(
            "no_documents",
            request.say("没有给出文件或文件夹。", "No file or folder was named."),
            request.say("请写出要查阅的文件或文件夹的路径。", "Name the file or folder to read."),
        )
    return paths


def on_documents(action):
    """The action on what the user named, once that is read."""

    def run(request):
        paths, urls = named(request), request.parameters.get("urls") or []
        reading = gather(request, paths) if paths else Reading([], [], [])
        reading = fetch(request, urls, reading) if urls else reading
        if not reading.documents:
            raise nothing_read(request, [*paths, *urls], reading)
        count = len(reading.documents)
        aios_skill.progress(request.say(f"读了 {count} 个文档", f"{count} documents read"))
        return action(request, reading, [*paths, *urls])

    return run


def read_pages(request, reading, names):
    """Passages of the pages, side by side when a comparison is asked for."""
    compared = len(reading.documents) > 1 and speaks_of("compare", question_of(request))
    return (compare_sources if compared else find_passages)(request, reading, names)


ACTIONS = {
    "search_folder": on_documents(find_passages),
    "search_files": on_documents(find_passages),
    "read_pages": on_documents(read_pages),
    "which_mention": on_documents(which_mention),
    "list_in_documents": on_documents(list_in_documents),
    "compare_sources": on_documents(compare_sources),
    "outline": on_documents(outline),
}

if __name__ == "__main__":
    aios_skill.main(ACTIONS)

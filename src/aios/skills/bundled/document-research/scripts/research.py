"""Answer a question from documents by quoting them: the best passages, compared, or an outline."""

import re

import aios_skill
from documents import gather
from passages import cut, rank, words_of

HONEST = (
    "以上是原文摘录，没有模型参与，不作推论。",
    "These are quotations; without a model no conclusion is drawn from them.",
)


def named(request):
    """The paths the user named: files, or a folder."""
    given = request.parameters.get("files") or request.parameters.get("folder") or request.cwd
    paths = [given] if isinstance(given, str) else list(given)
    if not any(paths):
        raise aios_skill.Failure(
            "no_documents",
            request.say("没有给出文件或文件夹。", "No file or folder was named."),
            request.say("请写出要查阅的文件或文件夹的路径。", "Name the file or folder to read."),
        )
    return paths


def question_of(request):
    """What the user wants to know."""
    return request.parameters.get("question") or request.text


def find_passages(request):
    """The passages that fit the question best, each with its place."""
    documents, notes = gather(request, named(request))
    aios_skill.progress(
        request.say(f"读了 {len(documents)} 个文档", f"{len(documents)} documents read")
    )
    passages = [passage for document in documents for passage in cut(document)]
    hits = rank(passages, question_of(request))
    if not hits:
        raise nothing_fits(request, documents, passages)
    shown = hits[: request.parameters.get("count") or 5]
    head = request.say(
        f"在 {len(documents)} 个文档的 {len(passages)} 个段落中，最相关的 {len(shown)} 处：",
        f"The {len(shown)} best of {len(passages)} passages in {len(documents)} documents:",
    )
    lines = [cite(number, hit) for number, hit in enumerate(shown, 1)]
    return {
        "answer": "\n".join([head, *lines, request.say(*HONEST)]),
        "data": {"passages": [as_data(hit) for hit in shown], "documents": len(documents)},
        "notes": notes,
    }


def compare_sources(request):
    """For each document, the passages that fit the question best."""
    documents, notes = gather(request, named(request))
    passages = [passage for document in documents for passage in cut(document)]
    hits = rank(passages, question_of(request))
    if not hits:
        raise nothing_fits(request, documents, passages)
    by_source = {document.name: [] for document in documents}
    for hit in hits:
        by_source[hit.passage.document.name].append(hit)
    per_source = request.parameters.get("count") or 2
    lines = []
    for name, found in by_source.items():
        lines.append(f"{name}:")
        lines += [f"  {cite(number, hit)}" for number, hit in enumerate(found[:per_source], 1)]
        if not found:
            lines.append(request.say("  （没有相关段落）", "  (nothing on this)"))
    return {
        "answer": "\n".join([*lines, request.say(*HONEST)]),
        "data": {
            "sources": {n: [as_data(h) for h in f[:per_source]] for n, f in by_source.items()}
        },
        "notes": notes,
    }


def outline(request):
    """The headings of each document and its most central sentences, quoted."""
    documents, notes = gather(request, named(request))
    answer, data = [], []
    for document in documents[:20]:
        headings = [(n, line) for n, line in document.lines if re.match(r"#{1,6}\s", line)]
        central = central_sentences(document, request.parameters.get("count") or 5)
        size = sum(len(line) for _, line in document.lines)
        answer.append(
            request.say(f"{document.name}（{size} 个字符）", f"{document.name} ({size} characters)")
        )
        answer += [
            f"{'  ' * (line.count('#', 0, 6))}{line.lstrip('# ')}" for _, line in headings[:30]
        ]
        answer += [f"- “{text}” ({document.name}:{n})" for n, text in central]
        data.append({
            "file": str(document.path), "characters": size,
            "headings": [{"line": n, "text": line} for n, line in headings],
            "sentences": [{"line": n, "text": text} for n, text in central],
        })  # fmt: skip
    return {
        "answer": "\n".join([*answer, request.say(*HONEST)]),
        "data": {"documents": data},
        "notes": notes,
    }


def central_sentences(document, count):
    """The sentences that share most with the whole document, in the order they stand."""
    whole = {}
    for passage in cut(document):
        for word, times in passage.words.items():
            whole[word] = whole.get(word, 0) + times
    sentences = []
    for passage in cut(document):
        for number, text in sentences_of(passage):
            words = set(words_of(text))
            if len(words) >= 4:
                score = sum(whole.get(word, 0) for word in words) / (len(words) + 8)
                sentences.append((score, number, text[:300]))
    best = sorted(sentences, reverse=True)[:count]
    return sorted((number, text) for _, number, text in best)


def sentences_of(passage):
    """(number of the line it begins on, sentence) of running text; tables and titles have none."""
    if passage.lines[0][1].lstrip().startswith(("#", "|", "```")):
        return
    starts, at = [], 0
    for number, line in passage.lines:
        starts.append((at, number))
        at += len(line.strip()) + 1
    for match in re.finditer(r".+?(?:[。！？!?]|\.(?=\s)|$)", passage.text):
        text = match.group().strip()
        if text:
            yield max(number for at, number in starts if at <= match.start() + 1), text


def cite(number, hit):
    """One quotation with its place."""
    section = f" [{hit.passage.heading}]" if hit.passage.heading else ""
    return f"{number}. “{hit.quote}” — {hit.passage.document.name}:{hit.line}{section}"


def as_data(hit):
    """A hit as plain data."""
    first, last = hit.passage.lines[0][0], hit.passage.lines[-1][0]
    return {
        "file": str(hit.passage.document.path), "line": hit.line, "lines": [first, last],
        "heading": hit.passage.heading, "quote": hit.quote, "text": hit.passage.text[:2000],
        "score": hit.score,
    }  # fmt: skip


def nothing_fits(request, documents, passages):
    """The failure for a question none of whose words stand in the documents."""
    return aios_skill.Failure(
        "nothing_found",
        request.say(
            f"{len(documents)} 个文档的 {len(passages)} 个段落都没有提到这个问题里的词。",
            f"None of the {len(passages)} passages in {len(documents)} documents mentions it.",
        ),
        request.say(
            "请换用文档里的词语，或换一个文件夹。", "Use other words, or name another folder."
        ),
        {"documents": [document.name for document in documents[:50]]},
    )


ACTIONS = {
    "search_folder": find_passages,
    "search_files": find_passages,
    "compare_sources": compare_sources,
    "outline": outline,
}

if __name__ == "__main__":
    aios_skill.main(ACTIONS)

"""Several pages, or several tables of one page, each with an answer and with files of its own."""

# ruff: noqa: E501

import re
import shutil
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import aios_skill
from kinds import WORDS
from looking import FILE_TOLD, said, wording
from pick import tables_read

SEPARATE = re.compile(
    r"\bseparate(?:ly)?\b|\bindividual(?:ly)?\b|\b(?:its|their) own (?:\w+ )?files?\b|\bone (?:\w+ )?(?:file )?each\b"
    r"|\beach (?:of them )?(?:as|in|into|to) (?:a|an|its|one)\b|\b(?:one|an?) (?:\w+ )?file (?:for|per) (?:each|every|page|table)\b"
    r"|分别(?:保?存|导出|写|做|转)|各自?(?:保?存|导出|写|做)|单独(?:保?存|导出|写|的)|(?:每个|一个|一张|每张)[^，,。]{0,6}一个[^，,。]{0,6}文件",
    WORDS,
)
ALL_TABLES = re.compile(
    r"\b(?:both|all|every|each|the (?:two|three|four|\d+))(?: of)?(?: the)? (?:\w+ )?tables?\b"
    r"|(?:所有|全部|每[一个张]+|各[个张]?|[两二三四五\d]+[个张])的?表格?|表格?(?:都|全部)",
    WORDS,
)
# Of several pages "each" and "both" speak of the pages, where nothing else follows.
OF_PAGES = re.compile(r"\b(?:each|both)(?: of them)?\b(?!\s+(?!as\b|in\b|into\b|to\b)\w)", WORDS)


def wants_apart(text):
    """Whether what several pages or tables bring is to lie in files of their own."""
    return SEPARATE.search(text) is not None


def wants_all_tables(text):
    """Whether a text asks for all tables of a page."""
    return ALL_TABLES.search(text) is not None


def of_each_page(request, urls, read):
    """What `read` brings of each page, told page by page; its files are called after the page."""
    named = FILE_TOLD.findall(re.sub(r"https?://[!-~]+", " ", said(request)))
    names = [name.rpartition(".")[0] for name in named] if len(named) == len(urls) else []
    names = names or different([slug(url) for url in urls])

    def of(url):
        request.parameters["url"] = url
        return read(request)

    question, text = request.parameters.get("question"), request.text
    parts = []
    for url, name in zip(urls, names, strict=True):
        others = [other for other in urls if other != url]
        request.parameters["question"] = without(question or text, others)
        parts.append((url, name, of))
    results = read_parts(request, parts)
    request.parameters["question"] = question
    return together(request, results)


def without(text, urls):
    """A text without some addresses and what joins them."""
    for url in sorted(urls, key=len, reverse=True):
        text = re.sub(rf"{re.escape(url)}(?![\w/])\s*(?:,|、|，|和|与|and|&)?\s*", " ", text)
    return text


def of_each_table(request, soup, rows_of):
    """What `rows_of` brings of each table of a page; None where it has not several."""
    tables = [table for table, _ in tables_read(soup)]
    if len(tables) < 2:
        return None
    heads = [heading_of(table, number) for number, table in enumerate(tables, 1)]
    names = different([re.sub(r"[^\w一-鿿]+", "_", head.lower()).strip("_") for head in heads])
    parts = [(head, name, lambda _, table=table: rows_of(table))
             for head, name, table in zip(heads, names, tables, strict=True)]  # fmt: skip
    return together(request, read_parts(request, parts))


def heading_of(table, number):
    """What a table is called: by its caption, else by the heading above it."""
    above = table.caption or table.find_previous(["h2", "h3", "h4", "h5"])
    return " ".join(above.get_text(" ").split()) if above else f"table {number}"


def slug(url):
    """What a page is called by its address."""
    path = unquote(urlsplit(url).path).strip("/") or urlsplit(url).hostname or "page"
    path = re.sub(r"\.(?:html?|php|aspx?|xml|json)$", "", path)
    return re.sub(r"[^\w一-鿿]+", "-", path).strip("-")


def different(names):
    """Names of which each is another: of those that are alike, and of empty ones, numbered."""
    return [name if name and names.count(name) == 1 else f"{name or 'items'}-{n}"
            for n, name in enumerate(names, 1)]  # fmt: skip


def read_parts(request, parts):
    """(head, result or failure) of each part (head, name, read); its files carry its name."""
    results, out = [], request.out
    for head, name, read in parts:
        with tempfile.TemporaryDirectory() as folder:
            request.out = folder
            try:
                result = read(head)
            except aios_skill.Failure as failure:
                results.append((head, failure))
                continue
            finally:
                request.out = out
            result["answer"] = moved(folder, out, name, result["answer"])
            results.append((head, result))
    return results


def moved(folder, out, name, answer):
    """An answer with the names that the files of a part have in the folder of all."""
    for file in sorted(Path(folder).iterdir()):
        new = f"{name}{file.suffix}"
        Path(out).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, Path(out) / new)
        answer = re.sub(rf"(?<![\w/.-]){re.escape(file.name)}(?![\w/-])", new, answer)
    return answer


def together(request, results):
    """The results of all parts as one, each answer below its head."""
    good = [result for _, result in results if isinstance(result, dict)]
    if not good:
        raise results[0][1]
    told = [f"## {head}\n{result['answer'] if isinstance(result, dict) else result.message}"
            for head, result in results]  # fmt: skip
    items = [
        {**item, "page": head}
        for head, result in results
        if isinstance(result, dict)
        for item in result["data"]["items"]
    ]
    return {
        **good[0],
        "code": "\n\n\n".join(dict.fromkeys(result["code"] for result in good)),
        "data": {**good[0]["data"], "items": items, "found": len(items)},
        "answer": "\n\n".join(told),
        "notes": list(dict.fromkeys(n for result in good for n in result.get("notes", []))),
    }


def of_pages(text, urls):
    """A text without the words by which it speaks of each of several pages."""
    return OF_PAGES.sub(" ", text) if len(urls) > 1 else text


def asks_apart(request):
    """Whether a request wants files of its own for each page."""
    return wants_apart(wording(request))

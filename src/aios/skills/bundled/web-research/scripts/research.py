"""Search the web through a configured engine, read the pages found, and quote them with sources."""

import os
import re
from pathlib import Path

import aios_skill
import requests
from pages import TIMEOUT_S, new_session, read_finding, read_findings

COMMAND = re.compile(
    r"^\s*((请|帮我|麻烦|please|can you|could you)\s*)*"
    r"(上网|在网上|到网上|去网上|联网|用搜索引擎|on the web|online)?\s*"
    r"(搜索一?下|搜一?下|搜索|查一?查|查一?下|查找|检索|研究一?下|调研一?下"
    r"|search( the)?( web| internet| online)?( for)?|look up|google|research"
    r"|find( out)?( information)?( about| on)?)\s*[:：]?\s*",
    re.IGNORECASE,
)
SAVE = re.compile(
    r"[，,;；]?\s*(?:并|然后)?(?:把结果|结果)?(?:写成|保存|存成|存为|整理成|做成)[^，,。；]*$"
    r"|[,;]?\s*\b(?:and )?(?:save|write|export)\b[^,;]*\b(?:as|to|report)\b[^,;]*$",
    re.IGNORECASE,
)


def search_web(request):
    """Findings on a question: quotations from the pages the engine names, with their addresses."""
    named = (request.parameters.get("engine") or "").strip()
    engine = named or os.environ.get("AIOS_SEARCH_URL", "").strip()
    if not engine:
        raise not_configured(request)
    query = query_of(request)
    if not query:
        raise aios_skill.Failure(
            "no_question",
            request.say("没有说明要搜索什么。", "There is nothing to search for."),
            request.say("请写出问题或关键词。", "Write a question or key words."),
        )
    with new_session() as session:
        try:
            results = ask_engine(session, engine, query, request)
        except aios_skill.Failure:
            # "search http://…/guide.html for …" names a page to read, not an engine.
            page = read_finding(session, {"url": engine}, query) if named else {"quotes": []}
            if not page["quotes"]:
                raise
            return report(request, query, [page])
        aios_skill.progress(request.say("阅读找到的页面", "reading the pages found"))
        findings = read_findings(session, results[: request.parameters.get("count") or 5], query)
    if not findings:
        raise aios_skill.Failure(
            "nothing_found",
            request.say(f"搜索引擎没有找到：{query}", f"The engine found nothing for: {query}"),
            request.say("请换一些关键词。", "Try other words."),
        )
    return report(request, query, findings)


def query_of(request):
    """The question without the words that only ask to search, after the one it follows, if any."""
    asked = request.parameters.get("query") or request.text
    return " ".join(
        map(bare_query, [*(request.parameters.get("before") or [])[-1:], asked])
    ).strip()


def bare_query(text):
    """The words to search for: no command, no address of an engine, no wish to save."""
    text = re.sub(r"(用|通过|using|with|via)?\s*https?://\S+", " ", text)
    text = SAVE.sub("", text)
    return " ".join(COMMAND.sub("", text).split()).strip("。?？,， ")


def ask_engine(session, engine, query, request):
    """The engine's results, mappings with url, title and content; a failure if it is of no use."""
    url = re.sub(r"/(search)?/?$", "", engine.split("?")[0]) + "/search"
    asked = {"q": query, "format": "json", "language": "zh" if request.language == "zh" else "en"}
    try:
        response = session.get(url, params=asked, timeout=TIMEOUT_S)
        results = response.json()["results"] if response.ok else None
    except requests.exceptions.JSONDecodeError as problem:
        raise engine_failed(request, url, "no JSON") from problem
    except (KeyError, TypeError) as problem:
        raise engine_failed(request, url, "no results in the JSON") from problem
    except requests.RequestException as problem:
        raise engine_failed(request, url, str(problem)[:200]) from problem
    if results is None:
        raise engine_failed(request, url, f"HTTP {response.status_code}")
    pages = {str(result.get("url", "")): result for result in results}
    return [page for url, page in pages.items() if url.startswith(("http://", "https://"))]


def report(request, query, findings):
    """The findings with numbered sources; as a file too when a report is asked for."""
    read = sum(finding["read"] for finding in findings)
    lines = [
        request.say(
            f"关于“{query}”，读了 {len(findings)} 个结果中的 {read} 个页面：",
            f"On “{query}”: {read} of {len(findings)} pages found were read:",
        )
    ]
    for number, finding in enumerate(findings, 1):
        lines += told(request, number, finding)
    lines.append(
        request.say(
            "以上是原文摘录，没有模型参与，不作推论。",
            "These are quotations; without a model no conclusion is drawn.",
        )
    )
    name = Path(request.parameters.get("output") or "").name
    if name.lower().endswith((".md", ".txt")) or request.parameters.get("report"):
        name = name or "report.md"
        (Path(request.out) / name).write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        lines.append(request.say(f"报告：{name}", f"The report: {name}"))
    notes = [f"{f['url']}: {f['problem']}" for f in findings if "problem" in f]
    sources = [finding["url"] for finding in findings]
    return {
        "answer": "\n".join(lines),
        "data": {"query": query, "findings": findings, "sources": sources},
        "notes": notes,
    }  # fmt: skip


def told(request, number, finding):
    """One source with its quotations; plainly, when it could not be read or says nothing on it."""
    mark = ""
    if "problem" in finding:
        problem = finding["problem"]
        mark = request.say(f"（没能读到：{problem}）", f" (could not be read: {problem})")
    elif not finding["quotes"]:
        mark = request.say("（页面没有说到）", " (says nothing on it)")
    if finding.get("from_engine"):
        mark += request.say("（搜索引擎的摘要）", " (the engine's words)")
    yield f"[{number}] {finding['title']} — {finding['url']}{mark}"
    yield from (f"    “{quote}”" for quote in finding["quotes"])


def not_configured(request):
    """The failure for a search without an engine."""
    return aios_skill.Failure(
        "search_not_configured",
        request.say("没有配置搜索引擎，无法联网搜索。", "No search engine is configured."),
        request.say(
            "运行一个 SearXNG（docker run -p 8888:8080 searxng/searxng，并在 settings.yml 的 "
            "search.formats 里加上 json），然后设置环境变量 AIOS_SEARCH_URL=http://localhost:8888，"
            "或在任务里写出它的网址。",
            "Run SearXNG (docker run -p 8888:8080 searxng/searxng, with json in search.formats of "
            "its settings.yml), then set AIOS_SEARCH_URL=http://localhost:8888, or name its "
            "address in the task.",
        ),
    )


def engine_failed(request, url, reason):
    """The failure of an engine that cannot be asked."""
    return aios_skill.Failure(
        "search_failed",
        request.say(
            f"搜索引擎 {url} 无法使用：{reason}", f"The search engine {url} failed: {reason}"
        ),
        request.say("请检查它是否在运行，并在 settings.yml 的 search.formats 里允许 json。",
                    "Check that it runs and that search.formats in its settings.yml allows json."),
        {"url": url, "reason": reason},
    )  # fmt: skip


if __name__ == "__main__":
    aios_skill.main({"search_web": search_web})

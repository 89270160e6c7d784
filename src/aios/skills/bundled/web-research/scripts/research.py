"""Search the web through a configured engine, read the pages found, and quote them with sources."""

import os
import re
import time
from urllib.parse import urlsplit

import aios_skill
import requests
from bs4 import BeautifulSoup

USER_AGENT = "aios-research/1.0 (Mozilla/5.0 compatible)"
TIMEOUT_S = 15
MAX_BYTES = 5 * 1024 * 1024
NOISE = "script, style, noscript, template, nav, footer, aside, form, header, svg"
COMMAND = re.compile(
    r"^\s*((请|帮我|麻烦|please|can you|could you)\s*)*"
    r"(上网|在网上|到网上|去网上|联网|用搜索引擎|on the web|online)?\s*"
    r"(搜索一?下|搜一?下|搜索|查一?查|查一?下|查找|检索|研究一?下|调研一?下"
    r"|search( the)?( web| internet| online)?( for)?|look up|google|research"
    r"|find( out)?( information)?( about| on)?)\s*[:：]?\s*",
    re.IGNORECASE,
)


def search_web(request):
    """Findings on a question: quotations from the pages the engine names, with their addresses."""
    engine = (request.parameters.get("engine") or os.environ.get("AIOS_SEARCH_URL", "")).strip()
    if not engine:
        raise not_configured(request)
    query = query_of(request)
    if not query:
        raise aios_skill.Failure(
            "no_question",
            request.say("没有说明要搜索什么。", "There is nothing to search for."),
            request.say("请写出问题或关键词。", "Write a question or key words."),
        )
    count = request.parameters.get("count") or 5
    session = requests.Session()
    session.headers["User-Agent"] = USER_AGENT
    results = ask_engine(session, engine, query, request)[:count]
    if not results:
        raise aios_skill.Failure(
            "nothing_found",
            request.say(f"搜索引擎没有找到：{query}", f"The engine found nothing for: {query}"),
            request.say("请换一些关键词。", "Try other words."),
        )
    findings = [read_finding(session, result, query, request) for result in results]
    return report(request, query, findings)


def query_of(request):
    """The question without the words that only ask to search, and without the engine's address."""
    text = request.parameters.get("query") or request.text
    text = re.sub(r"(用|通过|using|with|via)?\s*https?://\S+", " ", text)
    return " ".join(COMMAND.sub("", text).split()).strip("。?？ ")


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


def read_finding(session, result, query, request):
    """One page with the passages that fit; what the engine says of it if it cannot be read."""
    url, title = result["url"], " ".join(str(result.get("title") or "").split())
    aios_skill.progress(request.say(f"阅读 {url}", f"reading {url}"))
    finding = {"title": title or urlsplit(url).netloc, "url": url, "read": False, "quotes": []}
    try:
        finding["quotes"] = best_passages(read_text(session, url), query)
        finding["read"] = True
    except (requests.RequestException, ValueError) as problem:
        finding["problem"] = str(problem)[:200]
    if not finding["quotes"] and result.get("content"):
        finding["quotes"] = [" ".join(str(result["content"]).split())[:400]]
        finding["from_engine"] = True
    return finding


def read_text(session, url):
    """The paragraphs of a page; ValueError where it is no text."""
    deadline, body = time.monotonic() + 2 * TIMEOUT_S, bytearray()
    with session.get(url, timeout=TIMEOUT_S, stream=True) as response:
        response.raise_for_status()
        kind = response.headers.get("Content-Type", "text/html").lower()
        if "html" not in kind and "text" not in kind:
            raise ValueError(f"no text but {kind}")
        for chunk in response.iter_content(65536):
            body += chunk
            if len(body) > MAX_BYTES or time.monotonic() > deadline:
                break
    declared = re.search(r"charset=([\w-]+)", kind)
    soup = BeautifulSoup(bytes(body), "lxml", from_encoding=declared.group(1) if declared else None)
    for noise in soup.select(NOISE):
        noise.decompose()
    blocks = [
        " ".join(b.get_text(" ").split()) for b in soup.select("p, li, h1, h2, h3, td, pre, dd")
    ]
    return [block for block in blocks if len(block) > 20] or [soup.get_text(" ", strip=True)]


def best_passages(blocks, query, count=2):
    """The paragraphs that share most words with the query."""
    asked = words_of(query)
    scored = []
    for block in dict.fromkeys(blocks):
        words = words_of(block)
        shared = asked & words
        if shared:
            scored.append((len(shared) / len(asked) + len(shared) / (len(words) + 20), block))
    best = sorted(scored, key=lambda pair: -pair[0])[:count]
    return [block[:400] for _, block in best]


def words_of(text):
    """English words and pairs of Chinese characters."""
    words = set()
    for run in re.findall(r"[a-z0-9]{2,}|[\u3400-\u9fff]+", text.lower()):
        pairs = {run[i : i + 2] for i in range(len(run) - 1)}
        words |= pairs if run[0] >= "\u3400" else {run}
    return words


def report(request, query, findings):
    """The findings with numbered sources."""
    read = sum(finding["read"] for finding in findings)
    lines = [
        request.say(
            f"关于“{query}”，读了 {len(findings)} 个结果中的 {read} 个页面：",
            f"On “{query}”: {read} of {len(findings)} pages found were read:",
        )
    ]
    for number, finding in enumerate(findings, 1):
        by_engine = request.say("（搜索引擎的摘要）", " (the engine's words)")
        mark = by_engine if finding.get("from_engine") else ""
        lines.append(f"[{number}] {finding['title']} — {finding['url']}{mark}")
        lines += [f"    “{quote}”" for quote in finding["quotes"]]
    lines.append(
        request.say(
            "以上是原文摘录，没有模型参与，不作推论。",
            "These are quotations; without a model no conclusion is drawn.",
        )
    )
    notes = [f"{f['url']}: {f['problem']}" for f in findings if "problem" in f]
    sources = [finding["url"] for finding in findings]
    return {
        "answer": "\n".join(lines),
        "data": {"query": query, "findings": findings, "sources": sources},
        "notes": notes,
    }  # fmt: skip


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

"""Say in the user's language why a page could not be scraped, and how to mend it."""

import re
from urllib.parse import urljoin

import aios_skill

WRITES = re.compile(r"innerHTML|createElement|appendChild|insertAdjacent|\.render\(|fetch\(")
DATA_ADDRESS = re.compile(
    r"(?:fetch|axios\.get|getJSON|open)\(\s*(?:['\"]GET['\"],\s*)?['\"`]([^'\"`]+)"
)

SENTENCES = {
    "page_not_found": (
        "网页不存在（HTTP 404）：{url}", "请检查网址是否正确。",
        "The page does not exist (HTTP 404): {url}", "Check the address.",
    ),
    "http_error": (
        "网站返回错误 HTTP {status}：{url}", "网站可能需要登录或暂时不可用，请稍后重试。",
        "The site answered with HTTP {status}: {url}",
        "The site may need a login or be down for now; try again later.",
    ),
    "dns_failed": (
        "找不到主机 {host}（域名解析失败）。", "请检查网址的拼写和网络连接。",
        "The host {host} cannot be found (DNS).", "Check its spelling and the network.",
    ),
    "connection_refused": (
        "{host} 拒绝连接：{url}", "请确认服务器正在运行，端口是否正确。",
        "{host} refused the connection: {url}", "Check that the server runs, and its port.",
    ),
    "connection_failed": (
        "无法连接 {host}：{said}", "请检查网址和网络连接。",
        "{host} cannot be reached: {said}", "Check the address and the network.",
    ),
    "too_many_redirects": (
        "网址一直在重定向：{url}", "请换成最终的网址，或确认该页面不需要登录。",
        "The address redirects without end: {url}",
        "Give the final address, or check whether the page needs a login.",
    ),
    "tls_failed": (
        "与 {host} 的加密连接失败：{said}", "请检查网站的证书，或改用 http:// 地址。",
        "The encrypted connection to {host} failed: {said}",
        "Check the site's certificate, or use its http:// address.",
    ),
    "timed_out": (
        "{host} 没有在限定时间内回应：{url}", "请稍后重试，或检查网络连接。",
        "{host} did not answer in time: {url}", "Try again later, or check the network.",
    ),
    "host_denied": (
        "不允许访问这个主机：{url}", "请在任务中写出完整网址，或授权访问该主机。",
        "This host may not be reached: {url}",
        "Name the full address in the task, or grant access to the host.",
    ),
    "robots_denied": (
        "网站的 robots.txt 不允许抓取：{url}",
        "如果您有权抓取，请在任务中写明“忽略 robots.txt”。",
        "The site's robots.txt forbids scraping {url}.",
        'Say "ignore robots.txt" in the task if you may scrape it.',
    ),
    "not_html": (
        "{url} 不是网页，而是 {kind}。", "请给出网页或 JSON 接口的地址。",
        "{url} is not a web page but {kind}.", "Give the address of a web page or of a JSON API.",
    ),
    "not_json": (
        "{url} 返回的不是 JSON。", "如果它是网页，请说“抓取……的标题和链接”。",
        "{url} does not hold JSON.", 'If it is a web page, ask for its "titles and links".',
    ),
    "too_large": (
        "{url} 超过大小上限 {limit} 字节。", "请给出更小的页面。",
        "{url} is larger than the limit of {limit} bytes.", "Give a smaller page.",
    ),
}  # fmt: skip


def page_failure(problem, request):
    """The failure that tells the user of a PageError."""
    zh, hint_zh, en, hint_en = SENTENCES[problem.code]
    facts = {"url": "", "host": "", **problem.facts}
    return aios_skill.Failure(
        problem.code,
        request.say(zh, en).format(**facts),
        request.say(hint_zh, hint_en),
        problem.facts,
    )


def no_records(url, request):
    """The failure for a JSON answer that holds no record."""
    return aios_skill.Failure(
        "nothing_found",
        request.say(f"{url} 的 JSON 里没有记录。", f"The JSON at {url} holds no records."),
        request.say("请检查网址里的参数，如页码和筛选条件。",
                    "Check the parameters in the address, such as page and filters."),
        {"url": url},
    )  # fmt: skip


def no_words(request, url, wanted):
    """The failure for an address that was read and held none of what was wanted."""
    return aios_skill.Failure(
        "nothing_found",
        request.say(f"{url} 没有{wanted[0]}。", f"{url} has no {wanted[1]}."),
        request.say("请换一个网址，或换个词。", "Give another address, or other words."),
        {"url": url},
    )


def nothing_found(soup, url, request, wanted):
    """The failure for a page without what was asked for: what it holds in its place."""
    count = {name: len(soup.select(name)) for name in ("a[href]", "table", "li", "h1, h2, h3, h4")}
    links, tables, entries, headings = count.values()
    scripts = "\n".join(script.get_text() for script in soup.select("script"))
    scripted = bool(soup.select("script")) and (
        not headings
        or bool(soup.select("noscript, #app, #root, #__next"))
        or WRITES.search(scripts)
    )
    for script in soup.select("script, style"):
        script.decompose()
    text = len(soup.get_text(strip=True))
    message = request.say(
        f"在 {url} 没有找到{wanted[0]}：页面有 {links} 个链接、{tables} 个表格、"
        f"{entries} 个列表项、{headings} 个标题，共 {text} 个字符的文字。",
        f"No {wanted[1]} found at {url}: the page has {links} links, {tables} tables, "
        f"{entries} list entries, {headings} headings and {text} characters of text.",
    )
    hint = request.say(
        "请换一个页面，或说明要抓取页面里的什么。", "Give another page, or say what to take here."
    )
    if scripted and text < 400:
        source = DATA_ADDRESS.search(scripts)
        address = urljoin(url, source.group(1)) if source else ""
        hint = request.say(
            "页面内容由 JavaScript 脚本生成；请给出它的数据接口（JSON）地址"
            f"{address and '，可能是 '}{address}。",
            "The content is made by scripts (JavaScript); give the address of its JSON API"
            f"{address and ', perhaps '}{address}.",
        )
    return aios_skill.Failure("nothing_found", message, hint, {"url": url, "characters": text})

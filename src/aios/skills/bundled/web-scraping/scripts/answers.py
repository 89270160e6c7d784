"""Tell the user what was scraped: the answer, the explanation, the notes, the names of files."""

import re

SHOWN, SHOWN_AT_MOST = 20, 100


def file_names(output, text_file="items.txt"):
    """(JSON, CSV, text) file names; the one the user named takes the place of its kind."""
    name = re.sub(r"[^\w.\-一-鿿]", "_", (output or "").replace("\\", "/").split("/")[-1])
    kind = name.rpartition(".")[2].lower() if "." in name else ""
    return (
        name if kind == "json" else "items.json",
        name if kind == "csv" else "items.csv",
        name if kind in ("md", "txt", "markdown") else text_file,
    )


def answer_items(request, ran, settings, what):
    """The items, numbered, and how many there are against how many were asked for."""
    found, asked, url = len(ran.items), settings["COUNT"], settings["URL"]
    pages = request.say(f"（{ran.pages} 页）", f" ({ran.pages} pages)") if ran.pages > 1 else ""
    if asked and found < asked:
        head = request.say(
            f"从 {url}{pages} 只找到 {found} 条，要求 {asked} 条：",
            f"Found {found} of the {asked} asked for at {url}{pages}:",
        )
    else:
        head = request.say(
            f"从 {url}{pages} 抓取到 {found} 条：", f"{found} items from {url}{pages}:"
        )
    shown = min(max(SHOWN, asked or 0), SHOWN_AT_MOST)
    lines = [f"{number}. {line(item)}" for number, item in enumerate(ran.items[:shown], 1)]
    if found > shown:
        lines.append(request.say(f"……另有 {found - shown} 条", f"… and {found - shown} more"))
    files = f"{settings['CSV_FILE']}, {settings['JSON_FILE']}"
    return "\n".join([head, *lines, request.say(f"已保存：{files}", f"Saved: {files}")])


def line(item):
    """One item in one line: title — link, then the other fields with their names."""
    plain = [str(item[name]) for name in ("title", "link") if item.get(name) not in (None, "")]
    rest = [f"{name}: {shorten(value)}" for name, value in item.items()
            if name not in ("title", "link") and value not in (None, "")]  # fmt: skip
    head = " — ".join(plain)
    tail = ", ".join(rest)
    return f"{head} ({tail})" if head and tail else head or tail


def shorten(value):
    """A value that fits a line."""
    text = " ".join(str(value).split())
    return text if len(text) <= 120 else text[:119] + "…"


def bounds_of(settings):
    """The conditions on the items, as they are written: comments > 20."""
    bounds = settings["KEEP"].items()
    return ", ".join(f"{name} {sign} {bound}" for name, (sign, bound) in bounds)


def explain(request, settings):
    """What the program does, for a person."""
    fields = ", ".join(settings.get("FIELDS") or {})
    item, table, array = settings.get("ITEM"), settings.get("TABLE"), settings.get("ARRAY")
    pages, seconds = settings["MAX_PAGES"], settings["TIMEOUT_S"]
    zh = ["先查看页面结构，再组成可独立运行的爬虫程序并实际运行"]
    en = ["The page was examined, then a standalone scraper was composed and run"]
    if item:
        zh.append(f"条目由选择器 {item} 找到，字段：{fields}")
        en.append(f"items are found by the selector {item}, with the fields {fields}")
    if settings.get("KEEP"):
        zh.append(f"只保留 {bounds_of(settings)} 的条目")
        en.append(f"only items with {bounds_of(settings)} are kept")
    if table:
        zh.append(f"表格由选择器 {table} 找到")
        en.append(f"the table is found by the selector {table}")
    if array:
        zh.append(f"记录在 {array}")
        en.append(f"the records are in {array}")
    zh.append(f"最多读 {pages} 页，每次请求限时 {seconds} 秒")
    en.append(f"it reads at most {pages} pages, {seconds} s for each request")
    return request.say("；".join(zh) + "。", "; ".join(en) + ".")


def notes_of(request, settings, ran):
    """What the user should know besides."""
    notes = []
    if not settings["RESPECT_ROBOTS"]:
        notes.append(request.say("按要求忽略了 robots.txt。", "robots.txt was ignored, as asked."))
    if ran.stopped:
        notes.append(request.say(f"提前停止：{ran.stopped}", f"Stopped early: {ran.stopped}"))
    if ran.pages == settings["MAX_PAGES"] > 1 and len(ran.items) != settings["COUNT"]:
        notes.append(
            request.say(f"只读了前 {ran.pages} 页。", f"Only {ran.pages} pages were read.")
        )
    output = request.parameters.get("output") or ""
    if output and output not in (*file_names(output), ""):
        notes.append(
            request.say(
                f"不能写 {output}，已保存为 CSV 和 JSON。",
                f"{output} is of no kind written here; CSV and JSON were saved.",
            )
        )
    return notes

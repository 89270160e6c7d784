"""Tell the user what was scraped: the answer, the explanation, the notes, the names of files."""

import re
from decimal import ROUND_HALF_UP, Decimal

SHOWN, SHOWN_AT_MOST = 20, 100
UNNAMED = re.compile(r"text_\d+")  # what nothing on the page gives a name
SHORT, LONG = 120, 600
MONEY = re.compile(r"price|cost|\bfee|\brent|[价费]|金额", re.IGNORECASE)
TEXTS = ("text", "description", "summary")


def answer_items(request, ran, settings, what, top=()):
    """The items, numbered, how many there are against how many were asked for, and `top` lines."""
    found, asked, url = len(ran.items), settings.get("TOP") or settings["COUNT"], settings["URL"]
    pages = request.say(f"（{ran.pages} 页）", f" ({ran.pages} pages)") if ran.pages > 1 else ""
    if asked and found < asked:
        head = request.say(
            f"从 {url}{pages} 只找到 {found} 条，要求 {asked} 条：",
            f"Found {found} of the {asked} asked for at {url}{pages}:",
        )
    else:
        head = request.say(
            f"从 {url}{pages} 抓取到 {found} 条：",
            f"{found} item{'' if found == 1 else 's'} from {url}{pages}:",
        )
    shown = min(max(SHOWN, asked or 0), SHOWN_AT_MOST)
    lines = [f"{number}. {line(item)}" for number, item in enumerate(ran.items[:shown], 1)]
    if found > shown:
        lines.append(request.say(f"……另有 {found - shown} 条", f"… and {found - shown} more"))
    files = ", ".join(reversed(settings["FILES"]))
    return "\n".join([*top, head, *lines, request.say(f"已保存：{files}", f"Saved: {files}")])


FIGURES = {
    "average": ("平均", "average"), "sum": ("总和", "total"), "median": ("中位数", "median"),
    "min": ("最小", "lowest"), "max": ("最大", "highest"), "count": ("数量", "number"),
}  # fmt: skip


def figure_lines(request, lines, where="", digits=None):
    """The figures in words: "Average price: 12.5 (20 items; 1 without price left out)"."""
    told = []
    for what, field, group, value, counted, without in lines:
        if what in ("most", "fewest"):
            within, by = ("", "") if UNNAMED.fullmatch(field) else (f"{field} 中", f" by {field}")
            zh = f"{where}{within}{'最多' if what == 'most' else '最少'}的是 {group}：{value} 条"
            en = f"{where}{group} has the {what} items of {without}{by}: {value}"
            told.append(request.say(f"{zh}（共 {counted} 条）", f"{en} (of {counted} in all)"))
            continue
        zh, en = FIGURES[what]
        named = f" [{group}]" if group not in ("", None) else ""
        if what == "count":
            zh, en = f"{where}数量{named}：{value} 条", f"{where}number of items{named}: {value}"
            told.append(request.say(zh, en))
            continue
        left = request.say(
            f"，{without} 条没有 {field}，未计入", f"; {without} without {field} left out"
        )
        value = request.say("无", "none") if value is None else rounded(value, digits)
        left = left if without else ""
        zh = f"{where}{field} 的{zh}{named}：{value}（{counted} 条{left}）"
        en = f"{where}{en} {field}{named}: {value} ({counted} items{left})"
        told.append(request.say(zh, en))
    return told


def rounded(value, digits=None):
    """A figure with as many decimals as were asked for, else two."""
    if digits is None:
        return round(value, 2 if value > 1 else 4)
    # Halves are rounded up, as people do.
    return f"{Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)}"


def line(item):
    """One item in one line: title — link, then the other fields with their names."""
    plain = [str(item[name]) for name in ("title", "link") if item.get(name) not in (None, "")]
    more = {k: v for k, v in item.items() if k not in ("title", "link") and v not in (None, "")}
    rest = [
        called(k, v if isinstance(v, float) else shorten(v, LONG if k in TEXTS else SHORT))
        for k, v in more.items()
    ]
    head = " — ".join(plain)
    tail = ", ".join(rest)
    return f"{head} ({tail})" if head and tail else head or tail


def called(name, value, sign=":"):
    """A value with its column's name, where that has one."""
    if UNNAMED.fullmatch(name):
        return str(value) if sign in (":", " =") else f"{sign} {value}".strip()
    money = isinstance(value, float) and MONEY.search(name) and round(value, 2) == value
    return f"{name}{sign} {value:.2f}" if money else f"{name}{sign} {value}"


def shorten(value, limit):
    """A value that fits a line."""
    text = " ".join(str(value).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


SIGNS_ZH = {"has": "包含", "one of": "是以下之一", "has not": "不包含"}


def bounds_of(settings, language="en"):
    """The conditions on the items, as they are written: comments > 20."""
    names = SIGNS_ZH if language == "zh" else {}
    return ", ".join(
        called(
            name,
            ", ".join(bound) if isinstance(bound, list) else bound,
            f" {names.get(sign, sign)}",
        )
        for name, sign, bound in settings["KEEP"]
    )


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
    if settings.get("DETAILS"):
        names = ", ".join(settings["DETAILS"])
        zh.append(f"再打开每个条目的页面，读取 {names}")
        en.append(f"the page of each item is read for {names}")
    if settings.get("SORT"):
        field, descending = settings["SORT"]
        zh.append(f"按 {field} {'降序' if descending else '升序'}排列")
        en.append(f"sorted by {field}, {'highest' if descending else 'lowest'} first")
    if settings.get("KEEP"):
        zh.append(f"只保留 {bounds_of(settings, 'zh')} 的条目")
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
    if output and output.rpartition(".")[2] not in [
        f.rpartition(".")[2] for f in settings["FILES"]
    ]:
        notes.append(
            request.say(
                f"不能写 {output}，已保存为 CSV 和 JSON。",
                f"{output} is of no kind written here; CSV and JSON were saved.",
            )
        )
    return notes + left_out(request, ran.items)


def left_out(request, items):
    """How many items lack a field that others have, and why pages of items were not read."""
    notes = []
    for name in dict.fromkeys(
        key for item in items for key in item if key not in ("problem", "alt")
    ):
        empty = sum(item.get(name) in (None, "") for item in items)
        if 0 < empty < len(items):
            notes.append(
                request.say(
                    f"{empty} 条没有 {name}。", f"{empty} of {len(items)} items have no {name}."
                )
            )
    problems = [item["problem"] for item in items if item.get("problem")]
    if problems:
        notes.append(request.say(f"{len(problems)} 条未能读取：{problems[0]}",
                                 f"{len(problems)} could not be read: {problems[0]}"))  # fmt: skip
    return notes

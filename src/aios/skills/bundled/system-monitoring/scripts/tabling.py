"""Rows of measurements as the files that a text wishes for, with the columns it names."""

import csv
import io
import json
import os
import re

CALLED = {
    "time": r"time|timestamps?|when|clock|时间戳?|时刻|date",
    "seconds": r"seconds?|secs?|elapsed|offset|after|第几秒|秒数?",
    "n": (
        r"n|no|nr|#|number|request|check|attempt|try|visit|round|sample|count|index"
        r"|次数?|序号|第几次|编号|轮次|次序"
    ),
    "status": r"status(?:_code)?|code|http(?:_status)?|状态码?|返回码",
    "ms": (
        r"ms|millis(?:econds)?|latency|duration|response(?:_time)?|time_ms|took|delay"
        r"|毫秒数?|耗时|用时|延迟|响应时间|响应"
    ),
    "ok": r"ok|result|结果|是否成功|成功|success|up|正常|是否正常|available|state",
    "url": r"url|address|page|site|地址|网址|页面|链接",
    "bytes": r"bytes|size|大小|字节数?",
    "line": r"line|text|message|内容|行|消息|日志",
}
UNIT = re.compile(r"[_\s]*[(（]?(?:in\s+)?(?:ms|s|mb|kb|percent|%|毫秒|秒)[)）]?$", re.I)
TWINS = (
    ("price", "价格"), ("stock", "库存"), ("visitors", "访客"), ("visitors", "人数"),
    ("cpu", "处理器"),
    ("memory", "内存"), ("load", "负载"), ("disk", "磁盘"), ("received", "接收"), ("sent", "发送"),
    ("received", "下载"), ("sent", "上传"), ("temp", "温度"), ("threads", "线程"),
    ("queue", "队列"),
)  # fmt: skip


def chosen(wanted, columns, last=()):
    """{name: column} for the names wished for, as far as they are known; all when none are.

    `last` are the columns that a name which is called like none may mean.
    """
    if not wanted:
        return {column: column for column in columns}
    found, left = {}, [c for c in last if c in columns]
    for name in wanted:
        column = column_of(name, columns)
        if column is None or column in found.values():
            column = next((c for c in left if c not in found.values()), None)
        found[name] = column
    return found


def column_of(name, columns):
    """The column that a name means; None where it means none."""
    plain = re.sub(r"[\s-]+", "_", name.strip().lower())
    exact = {column.lower().replace(" ", "_"): column for column in columns}
    if plain in exact:
        return exact[plain]
    for column, words in CALLED.items():
        bare = UNIT.sub("", plain)
        if column in columns and (
            re.fullmatch(words, plain) or (bare and re.fullmatch(words, bare))
        ):
            return column
    spoken = [plain, *(b for a, b in TWINS if a in plain), *(a for a, b in TWINS if b in plain)]
    near = [column for low, column in exact.items() if any(w in low or low in w for w in spoken)]
    return near[0] if near else None


def content_of(name, rows, columns):
    """The rows as the kind of file that the name says; None for kinds that hold no rows."""
    kind = os.path.splitext(name)[1].lower()
    table = [{said: row.get(column, "") for said, column in columns.items()} for row in rows]
    if kind in (".csv", ".tsv"):
        text = io.StringIO()
        written = csv.DictWriter(text, list(columns), delimiter="\t" if kind == ".tsv" else ",")
        written.writeheader()
        written.writerows([{k: plain(v) for k, v in one.items()} for one in table])
        return text.getvalue()
    if kind == ".json":
        rounded = [{k: round(v, 2) if type(v) is float else v for k, v in o.items()} for o in table]
        return json.dumps(rounded, ensure_ascii=False, indent=2) + "\n"
    if kind == ".jsonl":
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in table)
    return markdown(table, list(columns)) if kind == ".md" else None


def markdown(table, columns):
    """A table in Markdown."""
    rows = [[str(plain(one[c])) for c in columns] for one in table]
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def plain(value):
    """A value as it stands in a cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if type(value) is float:
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return "" if value is None else str(value) if isinstance(value, float) else value


def save(request, name, content):
    """Write a file among the artifacts."""
    with open(os.path.join(request.out, name), "w", newline="", encoding="utf-8") as file:
        file.write(content)

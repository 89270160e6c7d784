"""Workbooks, Parquet, gzip and logs as tables: what is read, which sheet, what is told."""

# ruff: noqa: E501 - a line of a log and a question are one line

import gzip
import json
import random
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask, chinese_sales

ROWS = chinese_sales()
TOTAL = sum(row["数量"] for row in ROWS)
Write = Any

_WRITE = """
import datetime, json, sys
asked = json.load(sys.stdin)
kind, path, content = asked["kind"], asked["path"], asked["content"]
if kind == "xlsx":
    import openpyxl
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, sheet in content.items():
        page = book.create_sheet(title)
        for row in sheet["rows"]:
            page.append([datetime.datetime.fromisoformat(c[1:]) if str(c).startswith("@") else c for c in row])
        for area in sheet.get("merged", ()):
            page.merge_cells(area)
    book.save(path)
else:
    import duckdb
    duckdb.execute(f"COPY ({content}) TO '{path}' (FORMAT parquet)")
"""


@pytest.fixture
def write(guest_python: tuple[str, str], tmp_path: Path) -> Write:
    """Call `write(kind, name, content)`: sheets for xlsx, a SELECT for parquet."""

    def made(kind: str, name: str, content: Any) -> Path:
        path = tmp_path / name
        request = json.dumps({"kind": kind, "path": str(path), "content": content})
        subprocess.run(
            [guest_python[0], "-W", "ignore", "-c", _WRITE],
            input=request.encode(),
            env={"PYTHONPATH": guest_python[1]},
            check=True,
            timeout=60,
        )
        return path

    return made


def sheet(rows: Sequence[Any], *merged: str) -> dict[str, Any]:
    return {"rows": rows, "merged": merged}


SALES = [list(ROWS[0]), *(list(row.values()) for row in ROWS)]
NOTES = [["本表由财务部编制"]]


# ---------------------------------------------------------------- workbooks


def test_the_sheet_with_a_table_is_taken(ask: Ask, write: Write) -> None:
    path = write("xlsx", "报表.xlsx", {"说明": sheet(NOTES), "销售": sheet(SALES)})
    reply = ask(path, "数量总和")
    assert reply.value == TOTAL
    assert "销售" in reply.answer
    assert "说明" in reply.answer


@pytest.mark.parametrize(
    "question",
    [
        "total units in the sheet 2026 of b.xlsx",
        "total units in the 2026 sheet of b.xlsx",
        'total units in sheet "2026" of b.xlsx',
        "b.xlsx 里“2026”工作表的 units 总和",
        "b.xlsx 的 2026 工作表里 units 的总和",
        "工作表2026中units总和是多少",
        "b.xlsx 第二个工作表里 units 总和",
    ],
)
def test_a_sheet_by_its_name(ask: Ask, write: Write, question: str) -> None:
    sheets = {
        "2025": sheet([["name", "units"], ["a", 5]]),
        "2026": sheet([["name", "units"], ["a", 71]]),
    }
    assert ask(write("xlsx", "b.xlsx", sheets), question).value == 71


def test_the_sheet_whose_columns_are_asked_for(ask: Ask, write: Write) -> None:
    staff = [["name", "salary"], ["Ann", 10], ["Bo", 30]]
    sheets = {"sales": sheet(SALES), "people": sheet(staff)}
    assert ask(write("xlsx", "b.xlsx", sheets), "average salary in b.xlsx").value == 20


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("成绩.xlsx 里二班的最高分是多少", [[95]]),
        ("成绩.xlsx 两个班的平均分各是多少", [["二班", 85], ["一班", 70]]),
        ("成绩.xlsx 哪个班平均分最高", [["二班", 85]]),
        ("成绩.xlsx 一班和二班谁的平均分高", [["二班", 85], ["一班", 70]]),
        ("成绩.xlsx 各班平均分", [["二班", 85], ["一班", 70]]),
    ],
)
def test_sheets_that_are_classes(
    ask: Ask, write: Write, question: str, rows: list[list[Any]]
) -> None:
    one, two = (
        [["姓名", "分数"], ["甲", 60], ["乙", 80]],
        [["姓名", "分数"], ["丙", 75], ["丁", 95]],
    )
    path = write("xlsx", "成绩.xlsx", {"一班": sheet(one), "二班": sheet(two)})
    assert ask(path, question).rows == rows


def test_a_sheet_called_like_its_column_is_still_asked_for(ask: Ask, write: Write) -> None:
    rows = [["region", "sales"], ["North", 5], ["South", 7]]
    path = write("xlsx", "b.xlsx", {"sales": sheet(rows), "notes": sheet(NOTES)})
    assert ask(path, "total sales in b.xlsx").value == 12


@pytest.mark.parametrize(
    "question", ["mean age in the sheet Payroll", "在“工资”工作表里求 age 平均"]
)
def test_a_sheet_that_is_not_there(ask: Ask, write: Write, question: str) -> None:
    path = write("xlsx", "b.xlsx", {"Staff": sheet([["name", "age"], ["Ann", 31]])})
    error = ask(path, question).error
    assert error["code"] == "sheet_unknown"
    assert "Staff" in error["hint"]


def test_titles_merged_cells_and_dates(ask: Ask, write: Write) -> None:
    rows = [
        ["一季度", None, None], ["地区", "日期", "金额"], ["华东", "@2026-01-05", 10],
        [None, "@2026-02-06", 20], ["华南", "@2026-02-07", 7],
    ]  # fmt: skip
    path = write("xlsx", "季度.xlsx", {"表": sheet(rows, "A1:C1", "A3:A4")})
    assert ask(path, "按地区统计金额").table() == {"华东": 30, "华南": 7}
    assert ask(path, "每个月的金额").table() == {"2026-01": 10, "2026-02": 27}


def test_empty_broken_and_locked_workbooks(ask: Ask, write: Write, tmp_path: Path) -> None:
    empty = write("xlsx", "e.xlsx", {"one": sheet([])})
    assert ask(empty, "total sales").error["code"] == "sheet_empty"
    broken = tmp_path / "b.xlsx"
    broken.write_bytes(empty.read_bytes()[:300])
    assert ask(broken, "total sales").error["code"] == "workbook_broken"
    locked = tmp_path / "l.xlsx"
    mark = "EncryptedPackage".encode("utf-16-le")
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + mark + bytes(600))
    assert ask(locked, "销售额总和").error["code"] == "workbook_locked"


# ---------------------------------------------------------------- Parquet and gzip


def test_parquet_of_every_kind_of_column(ask: Ask, write: Write) -> None:
    sql = (
        "SELECT range AS id, 'c' || range % 3 AS kind, (range * 1.5)::DECIMAL(9, 2) AS price,"
        " DATE '2026-01-01' + range::INT AS day, [1, 2] AS list, NULL::DOUBLE AS none,"
        " TIMESTAMPTZ '2026-01-01 05:00:00+00' AS seen FROM range(60)"
    )
    path = write("parquet", "p.parquet", sql)
    assert ask(path, "total price by kind").table()["c1"] == 1.5 * sum(range(1, 60, 3))
    assert ask(path, "how many rows per month of day").table() == {
        "2026-01": 31,
        "2026-02": 28,
        "2026-03": 1,
    }


def test_broken_parquet(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "p.parquet"
    path.write_bytes(b"PAR1" + bytes(300))
    assert ask(path, "total price").error["code"] == "parquet_broken"


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_gzip(ask: Ask, tmp_path: Path, encoding: str) -> None:
    text = "地区,数量\n" + "".join(f"{row['地区']},{row['数量']}\n" for row in ROWS)
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(text.encode(encoding)))
    assert ask(path, "数量总和").value == TOTAL
    lines = "".join(json.dumps({"n": row["数量"], "kind": "a"}) + "\n" for row in ROWS)
    packed = tmp_path / "t.jsonl.gz"
    packed.write_bytes(gzip.compress(lines.encode()))
    assert ask(packed, "total n").value == TOTAL


def test_broken_gzip(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" * 999)[:40])
    assert ask(path, "total a").error["code"] == "not_a_table"


# ---------------------------------------------------------------- logs

CHANCE = random.Random(SEED)
LEVELS = [CHANCE.choice(("INFO", "WARNING", "ERROR")) for _ in range(90)]
CLOCK = [f"03:{number % 60:02}:07" for number in range(90)]
FORMS = {
    "plain": "2026-01-02 {clock} {level} user 5 logged in",
    "python": "2026-01-02 {clock},123 - my.module - {level} - user: 5",
    "bracketed": "[2026-01-02 {clock}] [{level}] user 5",
    "named": "2026-01-02T{clock}.120Z {level} worker.1: user 5",
    "java": "2026-01-02 {clock}.120 [main-1] {level} com.x.Main - user 5",
    "level first": "{level} 2026-01-02 {clock} user 5",
    "basic": "{level}:root:user 5",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_levels_of_a_program_log(ask: Ask, tmp_path: Path, form: str) -> None:
    lines = [FORMS[form].format(clock=c, level=v) for c, v in zip(CLOCK, LEVELS, strict=True)]
    path = tmp_path / "app.log"
    path.write_text("\n".join([*lines[:40], "Traceback: x", *lines[40:]]), encoding="utf-8")
    counts = dict(Counter(LEVELS))
    english = ask(path, "how many lines per level")
    assert english.table() == counts
    assert english.result["data"]["lines_skipped"] == 1
    assert ask(path, "每个级别有多少条").table() == counts
    assert ask(path, "how many errors in app.log").value == counts["ERROR"]


@pytest.mark.parametrize(
    "line",
    [
        "Mar  4 03:04:05 web1 {program}[12]: user 5",
        "<34>Mar 14 03:04:05 web1 {program}: user 5",
        "2026-03-04T03:04:05.123456+08:00 web1 {program}[7]: user 5",
        '<165>1 2026-03-04T03:04:05.003Z web1 {program} 8710 ID47 [x@1 a="b"] user 5',
    ],
)
def test_programs_of_a_syslog(ask: Ask, tmp_path: Path, line: str) -> None:
    programs = [CHANCE.choice(("sshd", "cron", "kernel", "kernel")) for _ in range(80)]
    path = tmp_path / "sys.log"
    path.write_text("\n".join(line.format(program=p) for p in programs), encoding="utf-8")
    counts = Counter(programs)
    assert ask(path, "how many lines per program").table() == dict(counts)
    best, most = counts.most_common(1)[0]
    assert ask(path, "哪个程序的日志最多").rows[0][:2] == [best, most]


@pytest.fixture
def access(tmp_path: Path) -> tuple[Path, list[tuple[str, int, int, str, int]]]:
    """access.log with (ip, hour, status, path, bytes) of each request."""
    chance, hits = random.Random(SEED + 9), []
    for number in range(240):
        ip = f"10.0.0.{min(chance.randint(1, 9), 5)}"
        hits.append(
            (
                ip,
                chance.randint(0, 23),
                chance.choice((200, 404, 500)),
                f"/p{number % 7 % 4}",
                chance.randint(1, 999),
            )
        )
    lines = [
        f'{ip} - - [04/Mar/2026:{hour:02}:00:01 +0000] "GET {path} HTTP/1.1" {status} {size} "-" "curl/8"'
        for ip, hour, status, path, size in hits
    ]
    path = tmp_path / "access.log"
    path.write_text("\n".join(["???", *lines, "..."]), encoding="utf-8")
    return path, hits


@pytest.mark.parametrize(
    "question",
    [
        "which IP made the most requests?",
        "哪个 IP 请求最多",
        "哪个IP访问次数最多",
        "which ip requested most",
    ],
)
def test_the_busiest_address(ask: Ask, access: Any, question: str) -> None:
    path, hits = access
    [(ip, count)] = Counter(hit[0] for hit in hits).most_common(1)
    reply = ask(path, question)
    assert reply.rows[0][:2] == [ip, count]
    assert reply.result["data"]["lines_skipped"] == 2


def test_requests_by_status_path_and_hour(ask: Ask, access: Any) -> None:
    path, hits = access
    assert ask(path, "状态码分布").table() == dict(Counter(hit[2] for hit in hits))
    assert ask(path, "top 10 URLs").table() == dict(Counter(hit[3] for hit in hits))
    hours = {f"{hour:02}:00": count for hour, count in Counter(hit[1] for hit in hits).items()}
    assert ask(path, "每小时多少请求").table() == hours
    assert ask(path, "how many 500 errors").value == sum(hit[2] == 500 for hit in hits)
    assert ask(path, "total traffic").value == sum(hit[4] for hit in hits)


def test_one_address_and_what_counts_as_an_error(ask: Ask, access: Any) -> None:
    path, hits = access
    mine = [hit for hit in hits if hit[0] == "10.0.0.5"]
    assert ask(path, "how many requests came from 10.0.0.5").value == len(mine)
    failed = sum(hit[2] >= 400 for hit in hits)
    told = ask(path, "how many errors")
    assert told.value == failed
    assert "400" in told.answer
    assert ask(path, "有多少错误").value == failed


def test_errors_of_nginx_and_apache(ask: Ask, tmp_path: Path) -> None:
    nginx = tmp_path / "error.log"
    nginx.write_text(
        "".join(
            f"2026/03/04 03:04:05 [{'error' if n % 3 else 'warn'}] 1#2: *{n} open() failed, client: 10.0.0.{n % 2},"
            f' server: x, request: "GET /{n} HTTP/1.1", host: "x"\n'
            for n in range(30)
        ),
        encoding="utf-8",
    )
    assert ask(nginx, "errors per client").table() == {"10.0.0.0": 10, "10.0.0.1": 10}
    apache = tmp_path / "apache.log"
    apache.write_text(
        "[Wed Mar 04 03:04:05.123456 2026] [core:error] [pid 1:tid 4] [client 10.0.0.1:443] AH00124: bad\n"
        * 6,
        encoding="utf-8",
    )
    assert ask(apache, "每个级别有多少条").table() == {"ERROR": 6}
    assert ask(apache, "how many lines on 2026-03-04").value == 6


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("total traffic in access.log in MB", "MB"),
        ("access.log 总流量是多少 KB", "KB"),
        ("how many kilobytes were sent in access.log", "KB"),
    ],
)
def test_traffic_in_the_unit_asked_for(ask: Ask, access: Any, question: str, told: str) -> None:
    path, hits = access
    size = {"KB": 1e3, "MB": 1e6}[told]
    reply = ask(path, question)
    assert reply.value == pytest.approx(sum(hit[4] for hit in hits) / size)
    assert f" {told}" in reply.answer


def test_a_condition_stays_in_the_unit_of_the_column(ask: Ask, access: Any) -> None:
    path, hits = access
    large = [hit[4] for hit in hits if hit[4] > 500]
    reply = ask(path, "total bytes in KB of requests with bytes over 500")
    assert reply.value == pytest.approx(sum(large) / 1e3)


@pytest.mark.parametrize(
    "question",
    [
        "what share of requests are 4xx or 5xx?",
        "4xx 和 5xx 的请求占比",
        "share of 4xx/5xx responses",
    ],
)
def test_errors_of_both_kinds(ask: Ask, access: Any, question: str) -> None:
    path, hits = access
    share = 100 * sum(hit[2] >= 400 for hit in hits) / len(hits)
    assert ask(path, question).value == pytest.approx(share)


def test_what_an_address_returns(ask: Ask, access: Any) -> None:
    path, hits = access
    [(url, count)] = Counter(hit[3] for hit in hits if hit[2] == 500).most_common(1)
    for question in ("which URL returns the most 500 errors?", "which path throws the most 500s"):
        assert ask(path, question).rows[0] == [url, count]


def test_a_rate_of_failures_where_the_column_is_ok(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    rows = [{"service": "ab"[n % 2], "ok": n % 8 != 1} for n in range(40)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert ask(path, "哪个服务失败率最高").rows == [["b", 25]]
    assert ask(path, "failure rate by service").table() == {"b": 25, "a": 0}


@pytest.mark.parametrize(
    "line", ['"curl/8" 1.25', '"curl/8" "-" rt=1.25 uct=0.1', '"curl/8" 1250000']
)
def test_times_in_a_server_log(ask: Ask, tmp_path: Path, line: str) -> None:
    path = tmp_path / "access.log"
    head = '10.0.0.1 - - [04/Mar/2026:05:00:01 +0000] "GET'
    slow = f'{head} /slow HTTP/1.1" 200 5 "-" {line}\n'
    quick = slow.replace("/slow", "/quick").replace("1.25", "0.25").replace("1250000", "250000")
    path.write_text((slow + quick) * 3, encoding="utf-8")
    assert ask(path, "slowest 1 url").rows[0][0] == "/slow"
    assert ask(path, "哪个接口最慢").rows[0][0] == "/slow"


@pytest.mark.parametrize(
    "question", ["app.log 里警告和错误各多少条", "how many warnings vs errors in app.log"]
)
def test_levels_in_other_words_are_told_apart(ask: Ask, tmp_path: Path, question: str) -> None:
    path = tmp_path / "app.log"
    lines = ["INFO", "ERROR", "WARNING", "ERROR"]
    path.write_text(
        "".join(f"2026-03-05 00:0{n}:07 {lv} core: x\n" for n, lv in enumerate(lines)),
        encoding="utf-8",
    )
    assert ask(path, question).table() == {"ERROR": 2, "WARNING": 1}


@pytest.mark.parametrize(
    "question",
    ["考勤.xlsx 里有人员和打卡两个表，统计每个部门迟到多少次", "考勤.xlsx 各部门迟到次数"],
)
def test_sheets_that_only_together_hold_what_is_asked(
    ask: Ask, write: Write, question: str
) -> None:
    people: list[list[Any]] = [
        ["工号", "姓名", "部门"],
        *([n, f"员工{n}", "销售" if n % 3 else "研发"] for n in range(1, 10)),
    ]
    days: list[list[Any]] = [
        ["工号", "日期", "情况"],
        *([n % 9 + 1, f"2026-03-{n:02}", "迟到" if n % 2 else "正常"] for n in range(1, 29)),
    ]
    path = write("xlsx", "考勤.xlsx", {"人员": sheet(people), "打卡": sheet(days)})
    late = Counter("销售" if row[0] % 3 else "研发" for row in days[1:] if row[2] == "迟到")
    assert ask(path, question).table() == dict(late)

"""Logs of servers and programs as tables: what is read, what is asked of them in their own talk."""

# ruff: noqa: E501 - a line of a log and a question are one line

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask

CHANCE = random.Random(SEED)
LEVELS = [CHANCE.choice(("INFO", "WARNING", "ERROR")) for _ in range(90)]
CLOCK = [f"03:{number % 60:02}:07" for number in range(90)]
FORMS = {
    "plain": "2026-01-02 {clock} {level} user 5 logged in",
    "python": "2026-01-02 {clock},123 - my.module - {level} - user: 5",
    "bracketed": "[2026-01-02 {clock}] [{level}] user 5",
    "named": "2026-01-02T{clock}.120Z {level} worker.1: user 5",
    "chinese": "2026-01-02 {clock} {level} [登录-1] 用户 5",
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


def test_requests_and_errors_beside_each_other(ask: Ask, access: Any) -> None:
    path, hits = access
    for question in (
        "每个小时的请求数和错误数",
        "requests vs errors per hour",
        "hourly requests and errors",
    ):
        rows = {row[0]: row[1:3] for row in ask(path, question).rows}
        for hour in {hit[1] for hit in hits}:
            mine = [hit for hit in hits if hit[1] == hour]
            assert rows[f"{hour:02}:00"] == [len(mine), sum(hit[2] >= 400 for hit in mine)]


@pytest.mark.parametrize(
    "question",
    [
        "which ip downloaded the most data?",
        "哪个 IP 用的流量最多",
        "which address used the most bandwidth",
    ],
)
def test_the_most_traffic(ask: Ask, access: Any, question: str) -> None:
    path, hits = access
    sizes: Counter[str] = Counter()
    for ip, _, _, _, size in hits:
        sizes[ip] += size
    assert ask(path, question).rows[0] == list(sizes.most_common(1)[0])


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("Out of memory: Killed process", "which process got killed the most often?"),
        ("Memory cgroup out of memory: Killed process", "what program was killed most?"),
        ("Out of memory: Kill process", "哪个进程被杀得最多"),
        ("Out of memory: Killed process", "哪个程序被 kill 的次数最多？"),
    ],
)
def test_what_the_kernel_killed(ask: Ask, tmp_path: Path, said: str, question: str) -> None:
    killed = ["indexer"] * 7 + ["java"] * 3
    lines = [f"Mar  4 03:04:05 web1 kernel: {said} {n} ({p}) rss" for n, p in enumerate(killed)]
    lines += ["Mar  4 03:04:05 web1 java[3]: started"] * 25
    path = tmp_path / "kern.log"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert ask(path, question).rows[0][:2] == ["indexer", 7]
    assert ask(path, "how many out-of-memory kills were there").value == 10
    assert ask(path, "内存不足的记录有多少").value == 10


@pytest.mark.parametrize(
    "question", ["哪个小时的 5xx 最多", "在那一天里返回 5xx 最多的是哪个小时", "5xx 最多是哪个小时"]
)
def test_server_errors_are_all_of_500_and_above(ask: Ask, tmp_path: Path, question: str) -> None:
    rows = [(3, 500), (3, 500), (7, 503), (7, 502), (7, 500), (9, 200), (9, 404)]
    line = '10.0.0.1 - - [03/Oct/2026:{:02}:00:00 +0000] "GET / HTTP/1.1" {} 9 "-" "curl"\n'
    path = tmp_path / "edge.log"
    path.write_text("".join(line.format(*row) for row in rows * 3), encoding="utf-8")
    assert "7:00：9" in ask(path, question).answer


@pytest.fixture
def logins(tmp_path: Path) -> tuple[Path, list[tuple[str, str, str]]]:
    """(log, (what, user, address)) of a machine that many try to get into."""
    chance = random.Random(SEED + 9)
    tried = [
        (
            chance.choice(["Failed", "Failed", "Accepted"]),
            chance.choice(["root", "ana", "git"]),
            f"10.0.0.{min(chance.randint(1, 5), chance.randint(1, 5))}",
        )
        for _ in range(120)
    ]
    path = tmp_path / "auth.log"
    lines = (
        f"Mar  4 03:{n % 60:02}:05 box sshd[7]: {what} password for {user} from {ip} port 22 ssh2"
        for n, (what, user, ip) in enumerate(tried)
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path, tried


@pytest.mark.parametrize(
    "question",
    [
        "which addresses tried to get in as root and were refused, how many times each?",
        "哪些地址用 root 登录失败过，分别几次",
        "I think somebody is at our door. Which IPs failed to log in as root, and how often each of them?",
    ],
)
def test_who_tried_and_how_often_each(ask: Ask, logins: Any, question: str) -> None:
    path, tried = logins
    counts = Counter(ip for what, user, ip in tried if (what, user) == ("Failed", "root"))
    assert ask(path, question).table() == dict(counts)


@pytest.mark.parametrize(
    "question",
    [
        "是否有人成功登录？用的哪些账号、来自哪些地址，各多少次",
        "有没有人成功登录过，哪个帐号、哪个 IP，分别几次",
    ],
)
def test_who_got_in_by_account_and_address(ask: Ask, logins: Any, question: str) -> None:
    path, tried = logins
    counts = Counter((user, ip) for what, user, ip in tried if what == "Accepted")
    assert {tuple(row[:2]): row[2] for row in ask(path, question).rows} == dict(counts)


@pytest.mark.parametrize(
    "question",
    [
        "when did “disk is full” first and last occur",
        "the first and the last time “disk is full” was logged",
        "“disk is full”首次和最后一次出现的时间",
    ],
)
def test_first_and_last_time_of_a_message(ask: Ask, tmp_path: Path, question: str) -> None:
    path = tmp_path / "app.log"
    said = [CHANCE.choice(["disk is full", "all is well"]) for _ in range(50)]
    lines = [f"2026-01-02 03:{n:02}:00 ERROR store: {what}" for n, what in enumerate(said)]
    path.write_text("\n".join(lines), encoding="utf-8")
    full = [f"03:{n:02}:00" for n, what in enumerate(said) if what == "disk is full"]
    answer = ask(path, question).answer
    assert full[0] in answer and full[-1] in answer and "all is well" not in answer


@pytest.mark.parametrize("question", ["the 3 slowest requests", "耗时最长的 3 个请求"])
def test_times_that_messages_tell(ask: Ask, tmp_path: Path, question: str) -> None:
    path = tmp_path / "svc.log"
    took = [CHANCE.randint(5, 5000) for _ in range(60)]
    lines = [
        f"2026-01-02 03:{n:02}:00 INFO web: GET /a/{n} 200 {ms} ms" for n, ms in enumerate(took)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    answer = ask(path, question).answer
    assert all(f"duration_ms={ms}" in answer for ms in sorted(took)[-3:])


@pytest.mark.parametrize(
    "question",
    [
        "which pages were not found most often",
        "打不开的页面里哪个 path 最多",
        "broken links by path",
    ],
)
def test_pages_that_are_not_there(ask: Ask, access: Any, question: str) -> None:
    file, hits = access
    counts = Counter(path for _, _, status, path, _ in hits if status == 404)
    reply = ask(file, question)
    assert reply.rows[0][:2] == list(counts.most_common(1)[0])

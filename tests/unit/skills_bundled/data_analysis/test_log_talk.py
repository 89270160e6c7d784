"""How people speak of logs: days without a year, who keeps trying, whose password was guessed."""

# ruff: noqa: E501 - a line of a log is one line

import random
from collections import Counter
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Act, Ask

CHANCE = random.Random(SEED)


@pytest.mark.parametrize(
    "question",
    [
        "how many answers of status 404 on 5 May",
        "May 5: number of 404 requests",
        "5月5日404的请求有多少",
    ],
)
def test_a_day_of_a_log_is_of_its_year(ask: Ask, tmp_path: Path, question: str) -> None:
    days = [(CHANCE.randint(3, 6), CHANCE.choice((200, 404))) for _ in range(80)]
    line = '10.1.1.{n} - - [0{day}/May/2024:10:00:00 +0000] "GET /p{n} HTTP/1.1" {status} 12 "-" "curl"'
    path = tmp_path / "web.log"
    lines = [line.format(n=n % 5, day=day, status=status) for n, (day, status) in enumerate(days)]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert ask(path, question).value == days.count((5, 404))


@pytest.mark.parametrize(
    "question",
    [
        "who keeps requesting pages that do not exist?",
        "哪个ip总是访问不存在的页面",
        "谁一直在请求不存在的网址",
    ],
)
def test_who_keeps_asking_for_what_is_not_there(ask: Ask, tmp_path: Path, question: str) -> None:
    hits = [(CHANCE.choice("1123"), CHANCE.choice((200, 404, 404))) for _ in range(90)]
    line = (
        '10.1.1.{ip} - - [05/May/2024:10:00:00 +0000] "GET /a{n} HTTP/1.1" {status} 12 "-" "curl"'
    )
    path = tmp_path / "web.log"
    lines = [line.format(ip=ip, n=n % 7, status=status) for n, (ip, status) in enumerate(hits)]
    path.write_text("\n".join(lines), encoding="utf-8")
    best, most = Counter(ip for ip, status in hits if status == 404).most_common(1)[0]
    assert ask(path, question).rows[0] == [f"10.1.1.{best}", most]


@pytest.mark.parametrize(
    "question", ["which account was guessed most often?", "被试得最多的账号是哪个"]
)
def test_whose_password_was_guessed_most(ask: Ask, tmp_path: Path, question: str) -> None:
    tries = [
        (CHANCE.choice(("root", "root", "git", "ann")), CHANCE.random() < 0.6) for _ in range(90)
    ]
    says = {True: "Failed password", False: "Accepted publickey"}
    path = tmp_path / "auth.log"
    path.write_text(
        "\n".join(
            f"May  5 03:04:05 box sshd[{n + 9}]: {says[bad]} for {user} from 10.0.0.1 port 22 ssh2"
            for n, (user, bad) in enumerate(tries)
        ),
        encoding="utf-8",
    )
    best, most = Counter(user for user, bad in tries if bad).most_common(1)[0]
    assert ask(path, question).rows[0] == [best, most]


@pytest.mark.parametrize(
    ("texts", "last"),
    [
        (("how many errors are there", "and when was the last one?"), True),
        (("how many errors are there", "when did the first one happen?"), False),
        (("有多少条ERROR", "最后一次是什么时候"), True),
        (("有多少条ERROR", "那第一次出现是什么时候"), False),
    ],
)
def test_when_the_last_of_them_was(
    act: Act, tmp_path: Path, texts: tuple[str, str], last: bool
) -> None:
    levels = [CHANCE.choice(("INFO", "INFO", "ERROR")) for _ in range(50)]
    path = tmp_path / "job.log"
    path.write_text(
        "\n".join(f"2026-02-03 04:{n:02}:09 {level} [mill] x" for n, level in enumerate(levels)),
        encoding="utf-8",
    )
    asked = {"file": str(path), "question": texts[1], "before": [texts[0]]}
    errors = [n for n, level in enumerate(levels) if level == "ERROR"]
    minute = errors[-1 if last else 0]
    assert f"2026-02-03 04:{minute:02}:09" in act("analyze", asked, "en", texts[1]).answer


@pytest.fixture
def guarded(tmp_path: Path) -> tuple[Path, list[tuple[str, str, bool]]]:
    """auth.log and (user, address, whether let in) of its lines."""
    tries = [
        (CHANCE.choice(("root", "ftp", "ann")), CHANCE.choice("127"), CHANCE.random() < 0.4)
        for _ in range(80)
    ]
    lines = [
        f"May  3 10:{n // 60:02}:{n % 60:02} gate sshd[7]: "
        + ("Accepted password" if good else "Failed password")
        + f" for {user} from 10.0.0.{ip} port 4022 ssh2"
        for n, (user, ip, good) in enumerate(tries)
    ]
    path = tmp_path / "auth.log"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path, tries


@pytest.mark.parametrize(
    ("question", "part", "good"),
    [
        ("登录失败的用户名都有哪些，分别失败了几次", 0, False),
        ("被尝试登录失败的用户有哪些？按次数从高到低排", 0, False),
        ("登录失败的 ip 有哪些？各多少次", 1, False),
        ("who has logged in successfully?", 0, True),
        ("谁成功登录过", 0, True),
    ],
)
def test_which_there_are_and_how_often_each(
    ask: Ask,
    guarded: tuple[Path, list[tuple[str, str, bool]]],
    question: str,
    part: int,
    good: bool,
) -> None:
    path, tries = guarded
    wanted = Counter(one[part] for one in tries if one[2] == good)
    told = ask(path, question).table()
    assert {str(key).removeprefix("10.0.0."): n for key, n in told.items()} == wanted


@pytest.mark.parametrize(
    "question",
    [
        "which users are in the log, and how many lines does each have?",
        "what users appear in the log? give counts",
        "日志里有哪些用户（如 root、ftp 等），各出现几次",
        "各账号(user)的行数",
    ],
)
def test_each_one_is_counted(
    ask: Ask, guarded: tuple[Path, list[tuple[str, str, bool]]], question: str
) -> None:
    path, tries = guarded
    assert ask(path, question).table() == Counter(user for user, _, _ in tries)


@pytest.mark.parametrize(
    "question",
    [
        "when were the first and last lines written?",
        "第一条和最后一条日志是什么时候的",
        "what period does the log cover?",
    ],
)
def test_from_when_till_when_a_log_goes(
    ask: Ask, guarded: tuple[Path, list[tuple[str, str, bool]]], question: str
) -> None:
    [[first, last]] = ask(guarded[0], question).rows
    assert str(first).endswith("10:00:00") and str(last).endswith("10:01:19")


@pytest.mark.parametrize("question", ["cron 相关的日志有几条", "how many lines are of cron"])
def test_lines_that_have_to_do_with_a_program(ask: Ask, tmp_path: Path, question: str) -> None:
    programs = [CHANCE.choice(("cron", "sshd", "kernel")) for _ in range(50)]
    path = tmp_path / "syslog"
    lines = (f"Jun  4 08:00:{n:02} box {p}[{n}]: ready" for n, p in enumerate(programs))
    path.write_text("\n".join(lines), encoding="utf-8")
    assert ask(path, question).value == programs.count("cron")


@pytest.mark.parametrize(
    "question",
    [
        'how many lines say "disk is full", and at what time was the first one and the last one?',
        "I need the first and last time of 'disk is full', and how often it was",
        "“磁盘已满”一共出现了几次？第一次和最后一次分别是几点几分？",
        "磁盘已满出现过多少次，最早和最晚各是什么时候",
    ],
)
def test_how_often_and_when_a_message_is_there(ask: Ask, tmp_path: Path, question: str) -> None:
    told = {n: CHANCE.choice(("disk is full, 磁盘已满", "all fine")) for n in range(9, 60)}
    lines = (f"2026-03-05 10:{n:02}:00 INFO [disk] {text} {n}" for n, text in told.items())
    path = tmp_path / "app.log"
    path.write_text("\n".join(lines), encoding="utf-8")
    full = [n for n, text in told.items() if "full" in text]
    [[count, first, last]] = ask(path, question).rows
    assert count == len(full)
    assert (str(first)[14:16], str(last)[14:16]) == (f"{full[0]:02}", f"{full[-1]:02}")


@pytest.mark.parametrize(
    "question",
    [
        "how many ERROR lines are there between 10:05 and 10:20?",
        "10:05 到 10:20 之间有多少条 ERROR",
    ],
)
def test_between_two_times_of_the_day(ask: Ask, tmp_path: Path, question: str) -> None:
    lines = [(minute, CHANCE.choice(("ERROR", "INFO"))) for minute in range(60)]
    path = tmp_path / "app.log"
    text = "".join(f"2026-03-01 10:{minute:02}:00 {level} thing\n" for minute, level in lines)
    path.write_text(text, encoding="utf-8")
    errors = sum(level == "ERROR" and 5 <= minute <= 20 for minute, level in lines)
    assert ask(path, question).value == errors


@pytest.mark.parametrize(
    "question",
    ["How many ERROR, WARN, and INFO lines are there?", "ERROR，WARN 和 INFO 各有多少条"],
)
def test_levels_in_a_list_are_all_counted(ask: Ask, tmp_path: Path, question: str) -> None:
    levels = ["ERROR"] * 3 + ["WARN"] * 2 + ["INFO"] * 4 + ["DEBUG"]
    lines = [f"2026-10-06 08:00:{n:02} {level} step {n}" for n, level in enumerate(levels)]
    path = tmp_path / "app.log"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert sorted(ask(path, question).rows) == [["ERROR", 3], ["INFO", 4], ["WARN", 2]]

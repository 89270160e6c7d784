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
